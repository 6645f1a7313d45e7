"""The bundled PostgreSQL: started with the shop, shared by its processes, stopped by the last one out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from db.embedded import cluster
from db.embedded.accounts import account_for
from db.embedded.errors import EmbeddedServerError
from db.embedded.places import make_data_dir, postgres_home, postgres_programs, socket_folder
from db.embedded.postmaster import PORT, Postmaster
from db.embedded.sharing import ServerLocks

SUPERUSER = "postgres"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; `pid` is its first process, `bin_dir` has psql, pg_dump and pg_restore to match."""

    bin_dir: Path
    socket_dir: Path
    pid: int
    _postmaster: Postmaster

    def url(self, database: str = "shop", user: str = "shop_app") -> str:
        """SQLAlchemy address for `shop_app` (application), `shop_owner` (migrations) or the superuser."""
        return f"postgresql+asyncpg://{user}@/{database}?host={quote(str(self.socket_dir))}&port={PORT}"

    @property
    def socket(self) -> Path:
        """The socket it answers on."""
        return self.socket_dir / f".s.PGSQL.{PORT}"

    def psql_env(self, database: str = "shop", user: str = SUPERUSER) -> Mapping[str, str]:
        """Environment variables with which psql, pg_dump and pg_restore find this server."""
        return {"PGHOST": str(self.socket_dir), "PGPORT": str(PORT), "PGUSER": user, "PGDATABASE": database}

    def log_tail(self) -> str:
        """The last lines the server logged."""
        return self._postmaster.log_tail()


@asynccontextmanager
async def embedded_postgres(
    data_dir: Path, *, durable: bool = True, on_progress: Callable[[str], None] | None = None
) -> AsyncIterator[PostgresServer]:
    """Runs, or attaches to, the PostgreSQL of `data_dir` and gives it with the database `shop` ready.

    `durable=False` trades safety against power cuts for speed: for tests only.
    Raises EmbeddedServerError with one sentence for whatever goes wrong.
    """
    say = on_progress or (lambda _: None)
    data_dir = make_data_dir(data_dir)
    account = account_for(data_dir / "postgres")
    locks = ServerLocks(data_dir, "postgres")

    def waiting() -> None:
        say("Waiting for another process that is starting or stopping PostgreSQL…")

    async with locks.starting(waiting):
        programs = await asyncio.to_thread(postgres_programs, account)
        home = postgres_home(data_dir, account)
        postmaster = Postmaster(home, socket_folder(home, account), programs, account, locks)
        if not cluster.check(postmaster.cluster):
            await cluster.create(postmaster.cluster, programs, account, durable=durable, say=say)
        users = locks.join()
        try:
            pid = await _bring_up(postmaster, locks, durable=durable, say=say)
        except BaseException:
            if locks.leave(users) and locks.server_lives():
                await postmaster.stop()
            raise
    try:
        yield PostgresServer(programs, postmaster.sockets, pid, postmaster)
    finally:
        async with locks.starting(waiting):
            if locks.leave(users) and locks.server_lives():
                await postmaster.stop()


async def _bring_up(postmaster: Postmaster, locks: ServerLocks, *, durable: bool, say: Callable[[str], None]) -> int:
    """Attaches to the server that lives, else starts one; returns its process id."""
    for _ in range(_TRIES):
        started = False
        if not locks.server_lives() and not postmaster.is_ready():
            say("Starting PostgreSQL…")
            await postmaster.start(durable=durable)
            started = True
        if await postmaster.wait_until_ready(say):
            pid = postmaster.pid
            if pid is not None:
                return pid
        elif started:
            raise postmaster.failure()
    raise EmbeddedServerError("PostgreSQL was stopped by something else while it was starting.", postmaster.log_tail())
