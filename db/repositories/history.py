"""Orders of the past, written as they would stand there: for the demo shops alone, which open with a history."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, rows, text, value
from db.types.ids import ShopId

# Each after what it points to.
TABLES = (
    "customers",
    "orders",
    "order_lines",
    "holds",
    "order_journal",
    "stock_movements",
    "payment_intents",
    "charges",
    "credit_notes",
    "refunds",
    "cash_handovers",
    "cash_collections",
    "ledger_entries",
    "ledger_lines",
)


async def any_orders(connection: AsyncConnection, shop_id: ShopId) -> bool:
    """Return whether anything was ever ordered in a shop."""
    statement = text("SELECT EXISTS (SELECT FROM orders WHERE shop_id = :shop_id)")
    return bool(await value(connection, statement, shop_id=shop_id))


async def goods_to_sell(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the variants that are carried, with all that an order line says of them."""
    statement = text(
        """
        SELECT v.id AS variant_id, v.product_id, v.stock_item_id, v.sku, v.price, p.title, p.options,
               v.options AS variant_options
        FROM variants v JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND p.kind = 'goods' AND p.status = 'active' AND si.available > 0
        ORDER BY p.position, v.position, v.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def ways_to_deliver(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return a shop's delivery options with their prices in minor units."""
    statement = text(
        """
        SELECT id, kind, title, details, price, free_from FROM delivery_options
        WHERE shop_id = :shop_id AND active ORDER BY position, id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def write_past(connection: AsyncConnection, shop_id: ShopId, past: Mapping[str, Sequence[dict[str, Any]]]) -> int:
    """Write rows by table (a name of `TABLES`); the rows of a table name the same columns. Return how many."""
    written = 0
    for table in TABLES:
        if not past.get(table):
            continue
        columns = ", ".join(past[table][0])
        statement = text(
            f"INSERT INTO {table} (shop_id, {columns}) SELECT CAST(:shop_id AS bigint), {columns}"
            f" FROM jsonb_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS jsonb))"
        )
        written += await change(connection, statement, shop_id=shop_id, rows=dumps(list(past[table])))
    return written
