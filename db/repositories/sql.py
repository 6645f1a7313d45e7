"""How repositories speak: one statement, named parameters, rows as mappings.

SQLAlchemy keeps the pool and the transaction; a statement itself goes straight to the driver, which costs a
quarter of the CPU (docs/performance.md). Its text is translated to the driver's `$n` form once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import orjson
from sqlalchemy import TextClause, text
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from db.session import driver_of

__all__ = ["AsyncConnection", "Record", "change", "dumps", "row", "rows", "text", "value"]

Record: TypeAlias = Mapping[str, Any]

_dialect: Dialect = dialect()  # type: ignore[no-untyped-call]
_translated: dict[str, tuple[str, tuple[str, ...]]] = {}


def _driver_form(statement: TextClause) -> tuple[str, tuple[str, ...]]:
    """Return the statement as the driver takes it, and the names of its parameters in order."""
    found = _translated.get(statement.text)
    if found is None:
        compiled = statement.compile(dialect=_dialect)
        found = (str(compiled), tuple(getattr(compiled, "positiontup", None) or ()))
        _translated[statement.text] = found
    return found


async def rows(connection: AsyncConnection, statement: TextClause, **params: Any) -> Sequence[Record]:
    """Return all rows of an answer."""
    sql, names = _driver_form(statement)
    return cast("Sequence[Record]", await driver_of(connection).fetch(sql, *[params[name] for name in names]))


async def row(connection: AsyncConnection, statement: TextClause, **params: Any) -> Record | None:
    """Return the first row, or None."""
    sql, names = _driver_form(statement)
    return cast("Record | None", await driver_of(connection).fetchrow(sql, *[params[name] for name in names]))


async def value(connection: AsyncConnection, statement: TextClause, **params: Any) -> Any:
    """Return the first column of the first row, or None."""
    sql, names = _driver_form(statement)
    return await driver_of(connection).fetchval(sql, *[params[name] for name in names])


async def change(connection: AsyncConnection, statement: TextClause, **params: Any) -> int:
    """Run a change and return how many rows it touched."""
    sql, names = _driver_form(statement)
    status: str = await driver_of(connection).execute(sql, *[params[name] for name in names])
    last = status.rpartition(" ")[2]
    return int(last) if last.isdecimal() else 0


def dumps(document: Any) -> str:
    """Write a JSON parameter."""
    return orjson.dumps(document).decode()
