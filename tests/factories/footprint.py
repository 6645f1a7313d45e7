"""What a shop's rows look like, table by table: to show that something changed nothing."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.kit.uow import UnitOfWork
from db.models import tenant_tables
from db.types.ids import ShopId


async def footprint_on(connection: AsyncConnection, shop_id: ShopId) -> dict[str, str]:
    """Return a checksum of each table's rows of a shop, and of the shop's own row, as a connection sees them."""
    parts = [
        f"SELECT '{table.name}' AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum"
        f" FROM {table.name} t WHERE shop_id = :shop_id"
        for table in tenant_tables()
    ]
    parts.append("SELECT 'shops', md5(t::text) FROM shops t WHERE id = :shop_id")
    found = await connection.execute(text(" UNION ALL ".join(parts)), {"shop_id": shop_id})
    return {row[0]: row[1] for row in found}


async def footprint(uow: UnitOfWork, shop_id: ShopId) -> dict[str, str]:
    """Return the footprint of a shop as it is committed."""
    async with uow(shop_id) as tx:
        return await footprint_on(tx.connection, shop_id)


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Return the tables whose rows differ."""
    return {name for name in after if after[name] != before.get(name)}
