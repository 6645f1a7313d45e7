"""One PostgreSQL server over a cluster: is it ready, start it, stop it."""

import asyncio
import contextlib
import os
import shlex
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from db.embedded.accounts import Account
from db.embedded.errors import EmbeddedServerError, explain
from db.embedded.logs import Logs
from db.embedded.programs import POLL_SECONDS, run
from db.embedded.sharing import ServerLocks

PORT = 5432  # only names the socket: there is no TCP port
_SLOW_START_SECONDS = 3
_START_SECONDS = 600  # recovery of a large database after a power cut
_STOP_SECONDS = 30
_STATUS_LINE = 7

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "100",
    "shared_buffers": "128MB",
    "wal_compression": "on",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u ",
}
# One file a day, overwritten a week later.
_LOGGING = {
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postmaster:
    """The server of one `home`; every method is called by whoever holds the `starting` lock."""

    def __init__(self, home: Path, sockets: Path, programs: Path, account: Account, locks: ServerLocks) -> None:
        self.cluster = home / "data"
        self.sockets = sockets
        self._log = home / "log"
        self._logs = Logs(self._log, "*.log")
        self._programs = programs
        self._account = account
        self._locks = locks

    @property
    def pid(self) -> int | None:
        """Its process id as PostgreSQL wrote it down; a killed server leaves an old one behind."""
        lines = self._notes()
        return int(lines[0]) if lines and lines[0].isdigit() else None

    def is_ready(self) -> bool:
        """True when it says so and its socket answers: a stale note or socket alone does not count."""
        notes = self._notes()
        if len(notes) <= _STATUS_LINE or notes[_STATUS_LINE].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            with contextlib.suppress(OSError):
                connection.connect(str(self._socket))
                return True
        return False

    async def start(self, *, durable: bool) -> None:
        """Launches it and returns at once; `wait_until_ready` tells how that went."""
        self._forget_the_dead()
        self._account.make_private(self._log)
        self._logs.mark()
        chosen = _SETTINGS | {"unix_socket_directories": str(self.sockets)}
        chosen |= _LOGGING | {"log_directory": str(self._log)} if durable else _FORGETFUL
        options = " ".join(shlex.quote(f"-c{name}={value}") for name, value in chosen.items())
        arguments = [
            "start",
            "-W",
            "-s",
            "-D",
            str(self.cluster),
            "-l",
            str(self._log / "start.log"),
            "-o",
            options,
        ]
        with self._locks.handed_to_server() as alive:
            status, output = await run(self._programs / "pg_ctl", arguments, self._account, pass_fds=[alive])
        if status:
            raise self._failed(output)

    async def wait_until_ready(self, say: Callable[[str], None]) -> bool:
        """False when the server is gone: a new one failed, an old one was on its way out."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        slow = False
        while not self.is_ready():
            if not self._locks.server_lives():
                return False
            waited = loop.time() - began
            if waited > _START_SECONDS:
                raise self._failed(self.log_tail())
            if waited > _SLOW_START_SECONDS and not slow:
                slow = True
                say("PostgreSQL is still starting; after a power cut or a kill it first repairs its files…")
            await asyncio.sleep(POLL_SECONDS)
        return True

    async def stop(self) -> None:
        """Fast shutdown: ends every session, writes everything down, waits until the last process is gone."""
        for how in (signal.SIGINT, signal.SIGQUIT):
            told = None
            for _ in range(int(_STOP_SECONDS / POLL_SECONDS)):
                if not self._locks.server_lives():
                    return
                # Asked again each time: a server that is only just starting has not written its number yet.
                pid = self.pid
                if pid is not None and pid != told and self._is_ours(pid):
                    told = pid
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, how)
                await asyncio.sleep(POLL_SECONDS)
        raise EmbeddedServerError(f"PostgreSQL in {self.cluster} does not stop.", self.log_tail())

    def failure(self) -> EmbeddedServerError:
        """Why the server ended while it was starting."""
        return self._failed(self.log_tail())

    def log_tail(self) -> str:
        """The last lines it wrote since it was started here."""
        return self._logs.tail()

    @property
    def _socket(self) -> Path:
        return self.sockets / f".s.PGSQL.{PORT}"

    def _notes(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _is_ours(self, pid: int) -> bool:
        """Guards strangers against our signals: a server works in its data folder."""
        if not Path("/proc/self/cwd").exists():
            return True
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == self.cluster
        except OSError:
            return False

    def _forget_the_dead(self) -> None:
        """Removes notes of a killed server whose number is taken by now: PostgreSQL would believe them.

        When the number is free PostgreSQL sees that by itself, and checks its shared memory as well.
        """
        if (pid := self.pid) is not None and _is_taken(pid):
            for stale in (self.cluster / "postmaster.pid", self._socket, Path(f"{self._socket}.lock")):
                stale.unlink(missing_ok=True)
        (self._log / "start.log").unlink(missing_ok=True)

    def _failed(self, words: str) -> EmbeddedServerError:
        return explain(
            words,
            self.cluster.parent,
            f"PostgreSQL could not start in {self.cluster}: its log is in {self._log}.",
        )


def _is_taken(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
