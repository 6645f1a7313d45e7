"""Connections and transactions: every transaction names its shop before it reads a row."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

PLATFORM = "*"
_SET_TENANT = text("SELECT set_config('shop.tenant', :tenant, true)")


def _dumps(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def make_engine(url: str, *, pool_size: int = 10, application_name: str = "shop") -> AsyncEngine:
    """Return the engine; JSON goes through orjson, statements time out rather than hang."""
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=15,
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
    return engine


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


@asynccontextmanager
async def transaction(engine: AsyncEngine, tenant: int | str) -> AsyncIterator[AsyncConnection]:
    """Open one transaction for one shop (or `PLATFORM`); leaving commits, raising rolls back."""
    async with engine.begin() as connection:
        await connection.execute(_SET_TENANT, {"tenant": str(tenant)})
        yield connection
