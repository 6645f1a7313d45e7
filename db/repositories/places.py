"""Places where stock lies. The database keeps what lies there equal to what is on hand (migration 0005)."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import PersonId, ShopId, StockItemId


async def places(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the shop's places, the default one first, with how many pieces of how many SKUs lie there."""
    statement = text(
        """
        SELECT p.id, p.name, p.is_default, coalesce(sum(l.quantity), 0)::bigint AS pieces,
               count(l.stock_item_id) FILTER (WHERE l.quantity > 0) AS items
        FROM stock_places p
        LEFT JOIN stock_levels l ON l.shop_id = p.shop_id AND l.place_id = p.id
        WHERE p.shop_id = :shop_id GROUP BY p.shop_id, p.id, p.name, p.is_default
        ORDER BY p.is_default DESC, p.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def create_place(connection: AsyncConnection, shop_id: ShopId, place_id: int, name: str) -> bool:
    """Make a place; the first one holds everything there is and is the default. Return whether it is the first.

    Raises:
        IntegrityError: there is one of that name.
    """
    # Nobody moves stock from here to the commit: what is counted is what is there.
    await value(connection, text("SELECT pg_advisory_xact_lock(1718, hashint8(:shop_id)) IS NULL"), shop_id=shop_id)
    first = not await places(connection, shop_id)
    await change(
        connection,
        text("INSERT INTO stock_places (shop_id, id, name, is_default) VALUES (:shop_id, :id, :name, :first)"),
        shop_id=shop_id,
        id=place_id,
        name=name,
        first=first,
    )
    if first:
        statement = text(
            """
            INSERT INTO stock_levels (shop_id, stock_item_id, place_id, quantity)
            SELECT shop_id, id, :place_id, on_hand FROM stock_items WHERE shop_id = :shop_id AND on_hand > 0
            """
        )
        await change(connection, statement, shop_id=shop_id, place_id=place_id)
    return first


async def make_default(connection: AsyncConnection, shop_id: ShopId, place_id: int) -> None:
    """Take sales from this place from now on."""
    for statement in (
        (
            "UPDATE stock_places SET is_default = false WHERE shop_id = :shop_id AND is_default AND id <> :place_id"
            " AND EXISTS (SELECT 1 FROM stock_places WHERE shop_id = :shop_id AND id = :place_id)"
        ),
        "UPDATE stock_places SET is_default = true WHERE shop_id = :shop_id AND id = :place_id",
    ):
        await change(connection, text(statement), shop_id=shop_id, place_id=place_id)


async def remove_place(connection: AsyncConnection, shop_id: ShopId, place_id: int) -> bool:
    """Remove a place where nothing lies and that no transfer knows; False when it stays."""
    empty = text(
        "DELETE FROM stock_levels WHERE shop_id = :shop_id AND place_id = :place_id AND quantity = 0"
        " AND NOT EXISTS (SELECT 1 FROM stock_levels l WHERE l.shop_id = :shop_id AND l.place_id = :place_id"
        " AND l.quantity > 0)"
    )
    await change(connection, empty, shop_id=shop_id, place_id=place_id)
    statement = text(
        """
        DELETE FROM stock_places p WHERE p.shop_id = :shop_id AND p.id = :place_id AND NOT p.is_default
          AND NOT EXISTS (SELECT 1 FROM stock_levels l WHERE l.shop_id = p.shop_id AND l.place_id = p.id)
          AND NOT EXISTS (SELECT 1 FROM stock_transfers t WHERE t.shop_id = p.shop_id
                          AND p.id IN (t.from_place_id, t.to_place_id))
        """
    )
    return await change(connection, statement, shop_id=shop_id, place_id=place_id) > 0


async def levels_of(connection: AsyncConnection, shop_id: ShopId, stock_item_id: StockItemId) -> list[Record]:
    """Return how much of a stock item lies in each place, the default one first."""
    statement = text(
        """
        SELECT p.id AS place_id, p.name, coalesce(l.quantity, 0) AS quantity
        FROM stock_places p LEFT JOIN stock_levels l
          ON l.shop_id = p.shop_id AND l.place_id = p.id AND l.stock_item_id = :stock_item_id
        WHERE p.shop_id = :shop_id ORDER BY p.is_default DESC, p.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, stock_item_id=stock_item_id))


async def use_place(connection: AsyncConnection, place_id: int | None) -> None:
    """Let what this transaction moves next move in a place (None: the default one)."""
    await value(
        connection,
        text("SELECT set_config('shop.place', :place, true)"),
        place=str(place_id) if place_id is not None else "",
    )


async def transfer(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    transfer_id: int,
    stock_item_id: StockItemId,
    from_place_id: int,
    to_place_id: int,
    quantity: int,
    key: str,
    actor_id: PersonId | None,
) -> Record | None:
    """Carry pieces of a locked stock item from one place to another, once per key; None: carried before.

    Raises:
        IntegrityError: so many do not lie there.
    """
    written = text(
        """
        INSERT INTO stock_transfers (shop_id, id, stock_item_id, from_place_id, to_place_id, quantity, key, actor_id)
        SELECT :shop_id, :id, si.id, :from_place_id, :to_place_id, :quantity, :key, :actor_id
        FROM stock_items si WHERE si.shop_id = :shop_id AND si.id = :stock_item_id
        ON CONFLICT (shop_id, key) DO NOTHING RETURNING id
        """
    )
    found = await row(
        connection,
        written,
        shop_id=shop_id,
        id=transfer_id,
        stock_item_id=stock_item_id,
        from_place_id=from_place_id,
        to_place_id=to_place_id,
        quantity=quantity,
        key=key,
        actor_id=actor_id,
    )
    if found is None:
        return None
    arrives = text(
        """
        INSERT INTO stock_levels (shop_id, stock_item_id, place_id, quantity)
        VALUES (:shop_id, :stock_item_id, :place_id, :quantity)
        ON CONFLICT (shop_id, stock_item_id, place_id)
        DO UPDATE SET quantity = stock_levels.quantity + excluded.quantity
        """
    )
    leaves = text(
        "UPDATE stock_levels SET quantity = quantity - :quantity"
        " WHERE shop_id = :shop_id AND stock_item_id = :stock_item_id AND place_id = :place_id"
    )
    for statement, place in ((arrives, to_place_id), (leaves, from_place_id)):
        await change(
            connection, statement, shop_id=shop_id, stock_item_id=stock_item_id, place_id=place, quantity=quantity
        )
    return found
