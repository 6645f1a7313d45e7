"""Databases for tests: one embedded server, one migrated template, a fresh copy for each test."""

import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from db.embedded import PostgresServer, embedded_postgres
from db.migrate import migrate
from db.models import metadata

TEMPLATE = "shop"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a server, by the roles that use it."""

    server: PostgresServer
    name: str

    def url(self, user: str = "shop_app") -> str:
        """SQLAlchemy address: `shop_app` lives under row-level security, `shop_owner` owns the schema."""
        return self.server.url(self.name, user)

    @contextlib.asynccontextmanager
    async def connection(self, user: str = "postgres") -> AsyncIterator[asyncpg.Connection]:
        """A bare connection; the superuser's sees every shop and may do what nobody else may."""
        opened = await asyncpg.connect(user=user, database=self.name, host=str(self.server.socket_dir), port=5432)
        try:
            yield opened
        finally:
            await opened.close()


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """Not pytest's `tmp_path`: that is private, so the user a root's server runs as could not enter it."""
    folder = Path(tempfile.mkdtemp(prefix="shop-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.asynccontextmanager
async def migrated_server() -> AsyncIterator[PostgresServer]:
    """A server whose database `shop` has this release's schema and is copied from then on."""
    with reachable_folder() as folder:
        async with embedded_postgres(folder, durable=False) as server:
            await migrate(server.url(TEMPLATE, "shop_owner"))
            yield server


@contextlib.asynccontextmanager
async def copy_of_template(server: PostgresServer) -> AsyncIterator[Database]:
    """A database of one's own, dropped afterwards."""
    database = Database(server, f"t{os.getpid()}_{next(_numbers)}")
    maintenance = Database(server, "postgres")
    async with maintenance.connection() as admin:
        # FILE_COPY: five times quicker than the default for a server that does not sync.
        await admin.execute(f"CREATE DATABASE {database.name} TEMPLATE {TEMPLATE} OWNER shop_owner STRATEGY file_copy")
    try:
        yield database
    finally:
        async with maintenance.connection() as admin:
            await admin.execute(f"DROP DATABASE {database.name} WITH (FORCE)")


class Wiper:
    """Empties a database between tests, twenty times quicker than making a new one."""

    def __init__(self, database: Database) -> None:
        tables = [table.name for table in metadata.sorted_tables]
        # As a replica: neither foreign keys nor the append-only triggers have a say.
        self._empty = "SET LOCAL session_replication_role = replica;" + ";".join(
            f"DELETE FROM {table}" for table in tables
        )
        self._database = database

    async def __call__(self) -> None:
        async with self._database.connection() as admin:
            await admin.execute(f"BEGIN; {self._empty}; ALTER SEQUENCE order_numbers RESTART; COMMIT")
