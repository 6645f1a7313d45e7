"""Folders that a server can reach, and other processes that use the same servers."""

import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from db.embedded import PostgresServer, embedded_postgres

ROOT = Path(__file__).parents[3]
A_PROCESS = Path(__file__).with_name("a_process.py")

type_of_start = Callable[..., Awaitable["OtherProcess"]]


class OtherProcess:
    """A process of the shop that uses an embedded server until it is told to leave, or killed."""

    def __init__(self, process: asyncio.subprocess.Process, said: str) -> None:
        self._process = process
        self.said = said

    @property
    def server_pid(self) -> int:
        return int(self.said.removeprefix("ready "))

    async def leave(self) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        await self._process.wait()

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """Not pytest's `tmp_path`: that is private, so the user a root's server runs as could not enter it."""
    folder = Path(tempfile.mkdtemp(prefix="shop-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
async def made_dir() -> AsyncIterator[Path]:
    """A data folder that has a cluster, as on every start but the first; each test leaves it stopped and whole."""
    with reachable_folder() as folder:
        async with embedded_postgres(folder, durable=False):
            pass
        yield folder


@pytest.fixture
async def other_process() -> AsyncIterator[type_of_start]:
    """Starts `a_process.py` and waits for the first line it says."""
    started: list[OtherProcess] = []

    async def start(server: str, data_dir: Path, *, as_uid: int | None = None, bare: bool = False) -> OtherProcess:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *(["-S"] if bare else []), str(A_PROCESS), server, str(data_dir)),
            *([str(as_uid)] if as_uid is not None else []),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": str(ROOT), "PATH": os.defpath},
        )
        assert process.stdout is not None
        started.append(OtherProcess(process, (await process.stdout.readline()).decode().strip()))
        return started[-1]

    yield start
    for process in started:
        await process.kill()


@contextlib.asynccontextmanager
async def connection(server: PostgresServer, user: str = "shop_owner") -> AsyncIterator[asyncpg.Connection]:
    """A bare connection to the shop's database."""
    opened = await asyncpg.connect(user=user, database="shop", host=str(server.socket_dir), port=5432)
    try:
        yield opened
    finally:
        await opened.close()


def is_running(pid: int) -> bool:
    """Neither gone nor a zombie nobody has waited for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def has_ended(pid: int) -> bool:
    """Waits a moment: a process drops its locks just before it is gone."""
    for _ in range(200):
        if not is_running(pid):
            return True
        await asyncio.sleep(0.01)
    return False
