"""Lets several processes share one server; the kernel forgets a killed process, so nothing goes stale."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from db.embedded.errors import explain
from db.embedded.programs import POLL_SECONDS


class ServerLocks:
    """Three `flock` files in the data folder, named after the server.

    `starting` is held while somebody starts or stops the server, so that happens once at a time.
    `users` is held, shared, by each process that uses the server: whoever then gets it alone was the last.
    `alive` is handed to the server itself as an inherited descriptor, so the kernel holds it for as long as
    the server or any child of it lives. Unlike a process id it cannot be reused, it is right about zombies
    and orphans, and it works between containers that share a volume but not their process numbers.
    """

    def __init__(self, data_dir: Path, name: str) -> None:
        self._starting = data_dir / f"{name}.starting"
        self._users = data_dir / f"{name}.users"
        self._alive = data_dir / f"{name}.alive"

    @asynccontextmanager
    async def starting(self, on_wait: Callable[[], None]) -> AsyncIterator[None]:
        """Waits for the turn to start or stop the server, and calls `on_wait` once if that takes a while."""
        with _opened(self._starting) as lock:
            waited = 0
            while not _locked(lock, fcntl.LOCK_EX):
                waited += 1
                if waited == 1 / POLL_SECONDS:
                    on_wait()
                await asyncio.sleep(POLL_SECONDS)
            try:
                yield
            finally:
                fcntl.flock(lock, fcntl.LOCK_UN)

    def join(self) -> int:
        """Counts this process among the users; call while `starting`. Returns what `leave` wants back."""
        users = _open(self._users)
        fcntl.flock(users, fcntl.LOCK_SH)
        return users

    def leave(self, users: int) -> bool:
        """Stops counting this process; call while `starting`. True when nobody else is left."""
        # Unlocked, not only closed: a child that is just being forked still holds a copy of the descriptor.
        fcntl.flock(users, fcntl.LOCK_UN)
        os.close(users)
        with _opened(self._users) as again:
            return _locked(again, fcntl.LOCK_EX)

    @contextmanager
    def handed_to_server(self) -> Iterator[int]:
        """A locked descriptor for the server to inherit; this process only closes its copy."""
        with _opened(self._alive) as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
            yield alive

    def server_lives(self) -> bool:
        """True while the server, or a child it left behind, holds what it was handed."""
        with _opened(self._alive) as alive:
            return not _locked(alive, fcntl.LOCK_EX)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise explain(error, path.parent, f"The file {path} cannot be opened: {error.strerror}.") from error


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = _open(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
