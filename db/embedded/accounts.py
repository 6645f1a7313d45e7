"""Which system user a server runs as, and which folders that user can reach."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import EmbeddedServerError

_UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A system user; `switched` when it is not the user of this process, which is then root."""

    name: str
    uid: int
    gid: int
    switched: bool

    def reaches(self, path: Path) -> bool:
        """Tells whether this user may enter `path` and every folder above it."""
        path = path.resolve()
        return not self.switched or all(self._enters(folder) for folder in (path, *path.parents))

    def _enters(self, folder: Path) -> bool:
        facts = folder.stat()
        if facts.st_uid == self.uid:
            return bool(facts.st_mode & 0o100)
        return bool(facts.st_mode & (0o010 if facts.st_gid == self.gid else 0o001))

    def make_private(self, folder: Path) -> None:
        """Makes a folder that this user alone may enter, or checks that an existing one is such."""
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            facts = folder.lstat()
            if folder.is_symlink() or facts.st_uid != self.uid or facts.st_mode & 0o077:
                raise EmbeddedServerError(
                    f"{folder} is not a private folder of the user {self.name}: remove it and start again."
                ) from None
        else:
            if self.switched:
                os.chown(folder, self.uid, self.gid)


def own_account() -> Account:
    """The user of this process."""
    return _named(os.geteuid(), switched=False)


def account_for(home: Path) -> Account:
    """The user PostgreSQL runs as: never root, and the owner of `home` once that exists.

    Raises EmbeddedServerError when there is no such user or the folder belongs to somebody else.
    """
    owner = home.stat().st_uid if home.exists() else None
    if os.geteuid() != 0:
        mine = own_account()
        if owner not in (None, mine.uid):
            raise EmbeddedServerError(
                f"The database in {home} belongs to the user {_name(owner)}: start the shop as that user"
                " or as root, or set DATA_DIR to another folder."
            )
        return mine
    if owner:
        return _named(owner, switched=True)
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, switched=True)
    raise EmbeddedServerError(
        "PostgreSQL refuses to run as root and this system has no user postgres or nobody:"
        " create one with `useradd --system postgres`, or start the shop as another user."
    )


def _named(uid: int, *, switched: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedServerError(
            f"The user id {uid} has no name on this system, and PostgreSQL refuses to run without one:"
            " add it to /etc/passwd, or set DATABASE_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switched)


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)
