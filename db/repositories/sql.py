"""How repositories speak: one statement, named parameters, rows as mappings."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import orjson
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

__all__ = ["AsyncConnection", "Record", "change", "dumps", "row", "rows", "text", "value"]

Record: TypeAlias = Mapping[str, Any]


async def rows(connection: AsyncConnection, statement: TextClause, **params: Any) -> Sequence[Record]:
    """Return all rows of an answer."""
    return cast("Sequence[Record]", (await connection.execute(statement, params)).mappings().all())


async def row(connection: AsyncConnection, statement: TextClause, **params: Any) -> Record | None:
    """Return the first row, or None."""
    return cast("Record | None", (await connection.execute(statement, params)).mappings().first())


async def value(connection: AsyncConnection, statement: TextClause, **params: Any) -> Any:
    """Return the first column of the first row, or None."""
    return (await connection.execute(statement, params)).scalar()


async def change(connection: AsyncConnection, statement: TextClause, **params: Any) -> int:
    """Run a change and return how many rows it touched."""
    return (await connection.execute(statement, params)).rowcount


def dumps(document: Any) -> str:
    """Write a JSON parameter."""
    return orjson.dumps(document).decode()
