"""What all tables share: naming, column shapes, and which tables belong to a shop.

Every CHECK stands in the table's arguments: a column-level one is dropped silently by autogenerate.
Keys and foreign keys of a shop's tables start with `shop_id`, so a row can only point inside its shop.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Tables that belong to no single shop: row-level security does not apply to them.
PLATFORM_TABLES = frozenset(
    {
        "people", "bots", "shops", "bot_users", "inbox", "job_runs", "alembic_version",
        "sessions", "refresh_tokens", "sign_in_proofs", "sign_in_attempts", "second_factors", "backup_codes",
        "signing_keys", "idempotency_keys", "prompts",
    }
)  # fmt: skip


def tenant_tables() -> list[Table]:
    """Return the tables that carry a shop's rows, each guarded by row-level security."""
    return [table for table in metadata.sorted_tables if table.name not in PLATFORM_TABLES]


def big(name: str, *args: SchemaItem, nullable: bool = False, **kw: Any) -> Column[int]:
    """Return a 64-bit column: an id, or money in minor units."""
    return Column(name, BigInteger, *args, nullable=nullable, **kw)


def number(name: str, *, nullable: bool = False, **kw: Any) -> Column[int]:
    """Return a 32-bit column: a quantity or a position."""
    return Column(name, Integer, nullable=nullable, **kw)


def words(name: str, *, nullable: bool = False, **kw: Any) -> Column[str]:
    """Return a text column."""
    return Column(name, Text, nullable=nullable, **kw)


def yes_no(name: str, *, default: bool = False) -> Column[bool]:
    """Return a boolean column."""
    return Column(name, Boolean, nullable=False, server_default=text("true" if default else "false"))


def document(name: str, *, nullable: bool = False, default: str | None = None) -> Column[Any]:
    """Return a JSONB column; `{lang: text}` for what people read."""
    return Column(name, JSONB, nullable=nullable, server_default=text(default) if default else None)


def moment(name: str, *, nullable: bool = False, now: bool = False) -> Column[Any]:
    """Return an aware timestamp column."""
    return Column(name, DateTime(timezone=True), nullable=nullable, server_default=func.now() if now else None)


def one_of(column: str, words_: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """Return the CHECK that keeps a string column inside its words."""
    allowed = ", ".join(f"'{word}'" for word in words_)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def check(name: str, condition: str) -> CheckConstraint:
    """Return a named CHECK."""
    return CheckConstraint(condition, name=name)


def shop_column() -> Column[int]:
    """Return the tenant column, first in every shop table."""
    return big("shop_id", ForeignKey("shops.id", ondelete="CASCADE"))


def shop_key(*columns: str) -> PrimaryKeyConstraint:
    """Return a primary key that starts with the shop."""
    return PrimaryKeyConstraint("shop_id", *columns)


def inside_shop(column: str, table: str, target: str = "id", *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Return a foreign key that cannot leave the shop."""
    return ForeignKeyConstraint(["shop_id", column], [f"{table}.shop_id", f"{table}.{target}"], ondelete=ondelete)
