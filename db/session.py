"""Connections and transactions: every transaction names its shop before it reads a row."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

PLATFORM = "*"
# A rollback that takes longer is not waited for: the connection is thrown away instead.
_ROLLBACK_SECONDS = 5


def _dumps(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def make_engine(url: str, *, pool_size: int = 10, application_name: str = "shop") -> AsyncEngine:
    """Return the engine; JSON goes through orjson, statements time out rather than hang."""
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=15,
        # Transactions are opened by `transaction` below, on the driver.
        isolation_level="AUTOCOMMIT",
        json_serializer=_dumps,
        json_deserializer=_as_is,
        connect_args={
            # Every repository statement stays prepared on its connection.
            "statement_cache_size": 512,
            "server_settings": {
                "application_name": application_name,
                "statement_timeout": "30s",
                "idle_in_transaction_session_timeout": "60s",
                "lock_timeout": "15s",
                "jit": "off",
            },
        },
    )
    event.listen(engine.sync_engine, "connect", _read_json_once)
    event.listen(engine.sync_engine, "checkout", _drop_dead)
    return engine


def _drop_dead(connection: DBAPIConnection, *_: Any) -> None:
    """A server that went away took its connections with it: the pool looks at all of them anew."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def _as_is(value: Any) -> Any:
    return value


def _read_json_once(connection: DBAPIConnection, _record: Any) -> None:
    """Decode JSONB on the wire, so that hand-written statements get Python values too."""

    async def register(raw: Any) -> None:
        await raw.set_type_codec(
            "jsonb",
            schema="pg_catalog",
            encoder=lambda value: b"\x01" + value.encode(),
            decoder=lambda value: orjson.loads(value[1:]),
            format="binary",
        )

    connection.run_async(register)


class RolledBack(Exception):
    """The database ended a transaction by rolling it back, though nobody said so: an error was swallowed inside."""


def driver_of(connection: AsyncConnection) -> Any:
    """Return the driver's own connection."""
    synchronous = connection.sync_connection
    if synchronous is None:
        msg = "the connection is not open"
        raise RuntimeError(msg)
    return synchronous.connection.driver_connection


@asynccontextmanager
async def transaction(engine: AsyncEngine, tenant: int | str) -> AsyncIterator[AsyncConnection]:
    """Open one transaction for one shop (or `PLATFORM`); leaving commits, raising rolls back.

    SQLAlchemy keeps the pool; the transaction itself is the driver's, so that opening it and naming the shop
    are one round trip.
    """
    name = PLATFORM if tenant == PLATFORM else str(int(tenant))
    async with engine.connect() as connection:
        driver = driver_of(connection)
        try:
            await driver.execute(f"BEGIN; SELECT set_config('shop.tenant', '{name}', true)")
            yield connection
            _check_committed(await driver.execute("COMMIT"))
        except BaseException:
            await _abandon(connection, driver)
            raise


def _check_committed(ended: str) -> None:
    if ended != "COMMIT":
        msg = "the transaction had failed inside"
        raise RolledBack(msg)


async def _abandon(connection: AsyncConnection, driver: Any) -> None:
    """Roll back, or throw the connection away when that cannot be done."""
    try:
        if not driver.is_closed():
            async with asyncio.timeout(_ROLLBACK_SECONDS):
                if driver.is_in_transaction():
                    await driver.execute("ROLLBACK")
                return
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
        driver.terminate()
    await connection.invalidate()
