"""Bring the database's schema to this release, one process at a time."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from alembic.config import Config

_REVISION = re.compile(r'^revision = "(\w+)"', re.MULTILINE)
_FOLLOWS = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)
_LOCK = 0x5409  # advisory lock: two processes starting at once migrate once


def alembic_config(connection: Connection) -> "Config":
    """Return Alembic's configuration for an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def head_revision() -> str:
    """Return the schema revision that this release needs; read from the files, Alembic stays unloaded."""
    revisions, followed = set(), set()
    for path in (Path(__file__).parent / "migrations" / "versions").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        revisions.update(_REVISION.findall(source))
        followed.update(_FOLLOWS.findall(source))
    heads = revisions - followed
    if len(heads) != 1:
        msg = f"the migrations have {len(heads)} heads"
        raise RuntimeError(msg)
    return str(heads.pop())


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), revision)


def _downgrade(connection: Connection, revision: str) -> None:
    from alembic import command

    command.downgrade(alembic_config(connection), revision)


async def _is_at_head(connection: AsyncConnection) -> bool:
    """Return whether there is nothing to do, which is so at every start but the first of a release."""
    known = await connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL"))
    if not known:
        return False
    found = (await connection.scalars(text("SELECT version_num FROM alembic_version"))).all()
    return list(found) == [head_revision()]


async def migrate(url: str, revision: str = "head", *, down: bool = False) -> None:
    """Upgrade (or downgrade) to `revision`; the URL's role must own the schema."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            if revision == "head" and not down and await _is_at_head(connection):
                return
            await connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
            await connection.commit()
            try:
                await connection.run_sync(_downgrade if down else _upgrade, revision)
                await connection.commit()
            finally:
                await connection.rollback()
                await connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
                await connection.commit()
    finally:
        await engine.dispose()
