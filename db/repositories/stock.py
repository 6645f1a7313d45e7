"""Stock of one shop. Rows are locked in sorted order; a CHECK makes a negative number impossible (law 2).

Row locks here and elsewhere are `NO KEY`: a foreign key's check (a line of another order, a cart) never waits for them.
"""

from collections.abc import Iterable, Mapping

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text
from db.types.ids import CategoryId, EventId, OrderId, PersonId, ShopId, StockItemId

# At which stock a shop's new goods run low.
LOW_AT = "(SELECT coalesce(CAST(s.settings ->> 'low_at' AS int), 3) FROM shops s WHERE s.id = :shop_id)"

_RESERVE = text(
    """
    WITH wanted AS (
        SELECT id, quantity FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS w(id bigint, quantity int)
    ), locked AS (
        SELECT si.id FROM stock_items si
        WHERE si.shop_id = :shop_id AND si.id IN (SELECT id FROM wanted)
        ORDER BY si.id FOR NO KEY UPDATE
    )
    UPDATE stock_items si SET held = si.held + w.quantity
    FROM wanted w JOIN locked l ON l.id = w.id
    WHERE si.shop_id = :shop_id AND si.id = w.id AND si.on_hand - si.held >= w.quantity
    RETURNING si.id, si.available, si.low_at, w.quantity
    """
)

_LOCK_HELD = text(
    """
    SELECT si.id FROM stock_items si
    WHERE si.shop_id = :shop_id AND si.id IN (
        SELECT h.stock_item_id FROM holds h WHERE h.shop_id = :shop_id AND h.order_id = :order_id)
    ORDER BY si.id FOR NO KEY UPDATE
    """
)

_LOCK_BY_SKU = text(
    """
    SELECT si.id FROM stock_items si
    WHERE si.shop_id = :shop_id AND si.id IN (
        SELECT v.stock_item_id FROM variants v WHERE v.shop_id = :shop_id AND v.sku = ANY(:skus))
    ORDER BY si.id FOR NO KEY UPDATE
    """
)

_RELEASE = text(
    """
    WITH freed AS (
        UPDATE holds SET state = :state
        WHERE shop_id = :shop_id AND order_id = :order_id AND state IN ('held', 'committed')
        RETURNING stock_item_id, quantity
    )
    UPDATE stock_items si SET held = si.held - f.quantity
    FROM (SELECT stock_item_id, sum(quantity)::int AS quantity FROM freed GROUP BY 1) f
    WHERE si.shop_id = :shop_id AND si.id = f.stock_item_id
    RETURNING si.id, si.available, f.quantity
    """
)

_CONSUME = text(
    """
    WITH used AS (
        UPDATE holds SET state = 'consumed'
        WHERE shop_id = :shop_id AND order_id = :order_id AND state = 'committed'
          AND (CAST(:items AS bigint[]) IS NULL OR stock_item_id = ANY(CAST(:items AS bigint[])))
        RETURNING id, stock_item_id, quantity
    ), summed AS (
        SELECT stock_item_id, sum(quantity)::int AS quantity, min(id) AS id FROM used GROUP BY 1
    ), moved AS (
        INSERT INTO stock_movements (shop_id, id, stock_item_id, delta, kind, reason, source_key, actor_id)
        SELECT :shop_id, s.id, s.stock_item_id, -s.quantity, 'sale', '', :source_key, :actor_id FROM summed s
    )
    UPDATE stock_items si SET on_hand = si.on_hand - s.quantity, held = si.held - s.quantity
    FROM summed s WHERE si.shop_id = :shop_id AND si.id = s.stock_item_id
    RETURNING si.id
    """
)

_MOVE = text(
    """
    WITH moved AS (
        INSERT INTO stock_movements (shop_id, id, stock_item_id, delta, kind, reason, source_key, actor_id)
        VALUES (:shop_id, :id, :stock_item_id, :delta, :kind, :reason, :source_key, :actor_id)
        ON CONFLICT (shop_id, source_key, stock_item_id) DO NOTHING
        RETURNING stock_item_id, delta
    )
    UPDATE stock_items si SET on_hand = si.on_hand + m.delta
    FROM moved m WHERE si.shop_id = :shop_id AND si.id = m.stock_item_id
    RETURNING si.id, si.on_hand, si.held, si.available, si.low_at
    """
)


async def reserve(connection: AsyncConnection, shop_id: ShopId, wanted: Mapping[StockItemId, int]) -> list[Record]:
    """Hold what can be held, all rows in one guarded statement; fewer rows than wanted means sold out."""
    asked = [{"id": item, "quantity": quantity} for item, quantity in sorted(wanted.items())]
    return list(await rows(connection, _RESERVE, shop_id=shop_id, wanted=dumps(asked)))


async def release(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, state: str) -> list[Record]:
    """Free an order's live holds into `released` or `expired`; return the stock rows touched."""
    await rows(connection, _LOCK_HELD, shop_id=shop_id, order_id=order_id)
    return list(await rows(connection, _RELEASE, shop_id=shop_id, order_id=order_id, state=state))


async def commit_holds(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> int:
    """Turn an order's holds into committed ones, which no timer can take back."""
    return await change(
        connection,
        text(
            "UPDATE holds SET state = 'committed', expires_at = NULL"
            " WHERE shop_id = :shop_id AND order_id = :order_id AND state = 'held'"
        ),
        shop_id=shop_id,
        order_id=order_id,
    )


async def live_holds(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> int:
    """Return how many holds of an order still keep goods back."""
    found = await row(
        connection,
        text(
            "SELECT count(*) AS n FROM holds WHERE shop_id = :shop_id AND order_id = :order_id"
            " AND state IN ('held', 'committed')"
        ),
        shop_id=shop_id,
        order_id=order_id,
    )
    return int(found["n"]) if found else 0


async def hold_again(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, holds: list[dict[str, int]]
) -> None:
    """Write committed holds for stock that was just reserved anew (late money)."""
    statement = text(
        """
        INSERT INTO holds (shop_id, id, order_id, stock_item_id, quantity, state)
        SELECT :shop_id, h.id, :order_id, h.stock_item_id, h.quantity, 'committed'
        FROM jsonb_to_recordset(CAST(:holds AS jsonb)) AS h(id bigint, stock_item_id bigint, quantity int)
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, holds=dumps(holds))


async def extend_holds(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, seconds: int) -> None:
    """Give an order's holds at least this many seconds more from now."""
    statement = text(
        """
        WITH h AS (
            UPDATE holds SET expires_at = greatest(expires_at, now() + make_interval(secs => :seconds))
            WHERE shop_id = :shop_id AND order_id = :order_id AND state = 'held'
        )
        UPDATE orders SET hold_until = greatest(hold_until, now() + make_interval(secs => :seconds))
        WHERE shop_id = :shop_id AND id = :order_id
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, seconds=seconds)


async def consume(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    actor_id: PersonId | None,
    *,
    stock_item_ids: list[int] | None = None,
) -> None:
    """Take an order's committed goods off the shelf for good: all, or those of some stock items."""
    await rows(connection, _LOCK_HELD, shop_id=shop_id, order_id=order_id)
    await rows(
        connection,
        _CONSUME,
        shop_id=shop_id,
        order_id=order_id,
        source_key=f"sale:{order_id}",
        actor_id=actor_id,
        items=stock_item_ids,
    )


async def release_part(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, stock_item_id: StockItemId, quantity: int
) -> int:
    """Free some pieces of a live hold whose line is not wanted any more; return how many were freed."""
    await rows(connection, _LOCK_HELD, shop_id=shop_id, order_id=order_id)
    statement = text(
        """
        WITH h AS (
            SELECT id, least(quantity, CAST(:quantity AS int)) AS freed, quantity FROM holds
            WHERE shop_id = :shop_id AND order_id = :order_id AND stock_item_id = :stock_item_id
              AND state IN ('held', 'committed')
            ORDER BY id LIMIT 1
        ), less AS (
            UPDATE holds SET quantity = holds.quantity - h.freed FROM h
            WHERE holds.shop_id = :shop_id AND holds.id = h.id AND h.freed < h.quantity
        ), none AS (
            UPDATE holds SET state = 'released' FROM h
            WHERE holds.shop_id = :shop_id AND holds.id = h.id AND h.freed = h.quantity
        )
        UPDATE stock_items si SET held = si.held - h.freed FROM h
        WHERE si.shop_id = :shop_id AND si.id = :stock_item_id
        RETURNING h.freed
        """
    )
    found = await row(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        stock_item_id=stock_item_id,
        quantity=quantity,
    )
    return int(found["freed"]) if found else 0


async def take_back(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Mark a shipped order's goods as come back, once; return how many of each stock item."""
    await rows(connection, _LOCK_HELD, shop_id=shop_id, order_id=order_id)
    statement = text(
        """
        WITH back AS (
            UPDATE holds SET state = 'released'
            WHERE shop_id = :shop_id AND order_id = :order_id AND state = 'consumed'
            RETURNING stock_item_id, quantity
        )
        SELECT stock_item_id AS id, sum(quantity)::int AS quantity FROM back GROUP BY 1 ORDER BY 1
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def create_item(
    connection: AsyncConnection, shop_id: ShopId, stock_item_id: StockItemId, low_at: int | None = None
) -> None:
    """Write an empty stock item; without `low_at` it runs low where the shop's rule says."""
    await change(
        connection,
        text(
            "INSERT INTO stock_items (shop_id, id, low_at)"
            f" VALUES (:shop_id, :id, coalesce(CAST(:low_at AS int), {LOW_AT}))"
        ),
        shop_id=shop_id,
        id=stock_item_id,
        low_at=low_at,
    )


async def move(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    movement_id: int,
    stock_item_id: StockItemId,
    delta: int,
    kind: str,
    source_key: str,
    reason: str = "",
    actor_id: PersonId | None = None,
) -> Record | None:
    """Change what is on hand and record why; None when this command was carried out before.

    Raises:
        IntegrityError: the stock would fall below what orders hold.
    """
    return await row(
        connection,
        _MOVE,
        shop_id=shop_id,
        id=movement_id,
        stock_item_id=stock_item_id,
        delta=delta,
        kind=kind,
        reason=reason,
        source_key=source_key,
        actor_id=actor_id,
    )


async def lock_by_sku(connection: AsyncConnection, shop_id: ShopId, skus: Iterable[str]) -> None:
    """Lock the stock of some variants in the order in which everybody locks stock."""
    await rows(connection, _LOCK_BY_SKU, shop_id=shop_id, skus=sorted(set(skus)))


async def lock_items(connection: AsyncConnection, shop_id: ShopId, stock_item_ids: Iterable[int]) -> None:
    """Lock some stock in the order in which everybody locks stock, before it moves in more than one statement."""
    statement = text(
        "SELECT id FROM stock_items WHERE shop_id = :shop_id AND id = ANY(CAST(:items AS bigint[]))"
        " ORDER BY id FOR NO KEY UPDATE"
    )
    await rows(connection, statement, shop_id=shop_id, items=sorted(set(stock_item_ids)))


async def movement_done(connection: AsyncConnection, shop_id: ShopId, source_key: str) -> bool:
    """Return whether a command's movements are already in the books."""
    found = await row(
        connection,
        text("SELECT 1 AS one FROM stock_movements WHERE shop_id = :shop_id AND source_key = :key LIMIT 1"),
        shop_id=shop_id,
        key=source_key,
    )
    return found is not None


async def lowest(connection: AsyncConnection, shop_id: ShopId, limit: int = 10) -> list[Record]:
    """Return variants on sale with the least stock first."""
    statement = text(
        """
        SELECT v.id AS variant_id, v.sku, v.price, p.title, p.options, v.options AS variant_options,
               si.available, si.on_hand, si.held, si.low_at
        FROM stock_items si
        JOIN variants v ON v.shop_id = si.shop_id AND v.stock_item_id = si.id AND NOT v.hidden
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status = 'active'
        WHERE si.shop_id = :shop_id
        ORDER BY si.available, v.sku LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


async def movements(
    connection: AsyncConnection, shop_id: ShopId, stock_item_id: StockItemId, before: int = 0, limit: int = 5
) -> list[Record]:
    """Return the newest movements of a stock item, before one of them."""
    statement = text(
        """
        SELECT m.id, m.delta, m.kind, m.reason, m.created_at, p.first_name AS actor_name
        FROM stock_movements m LEFT JOIN people p ON p.id = m.actor_id
        WHERE m.shop_id = :shop_id AND m.stock_item_id = :stock_item_id
          AND (CAST(:before AS bigint) = 0 OR m.id < CAST(:before AS bigint))
        ORDER BY m.id DESC LIMIT :limit
        """
    )
    return list(
        await rows(connection, statement, shop_id=shop_id, stock_item_id=stock_item_id, before=before, limit=limit)
    )


async def set_low_at(connection: AsyncConnection, shop_id: ShopId, stock_item_ids: Iterable[int], low_at: int) -> None:
    """Say at which stock some items run low; whether staff were told is asked anew."""
    statement = text(
        "UPDATE stock_items SET low_at = :low_at, low_told = NULL"
        " WHERE shop_id = :shop_id AND id = ANY(CAST(:items AS bigint[]))"
    )
    await change(connection, statement, shop_id=shop_id, low_at=low_at, items=sorted(stock_item_ids))


async def follow_low_rule(connection: AsyncConnection, shop_id: ShopId, low_at: int) -> int:
    """Let all items that run low where the shop's rule says do so at this one; return how many."""
    statement = text(
        f"""
        WITH following AS (
            SELECT id FROM stock_items WHERE shop_id = :shop_id AND low_at = {LOW_AT} ORDER BY id FOR NO KEY UPDATE
        )
        UPDATE stock_items si SET low_at = :low_at FROM following f WHERE si.shop_id = :shop_id AND si.id = f.id
        """
    )
    return await change(connection, statement, shop_id=shop_id, low_at=low_at)


async def claim_low(
    connection: AsyncConnection, shop_id: ShopId, stock_item_ids: Iterable[int], event_id: EventId
) -> list[Record]:
    """Return which items run low and nobody was told of, or at this very event; told is told until there is enough.

    What never had any stock does not run low, nor does what is not on sale.
    """
    items = sorted(set(stock_item_ids))
    # In the order in which everybody locks stock: buyers hold some of it at this moment.
    await lock_items(connection, shop_id, items)
    await change(
        connection,
        text(
            "UPDATE stock_items SET low_told = NULL WHERE shop_id = :shop_id AND id = ANY(CAST(:items AS bigint[]))"
            " AND available > low_at AND low_told IS NOT NULL"
        ),
        shop_id=shop_id,
        items=items,
    )
    statement = text(
        """
        WITH told AS (
            UPDATE stock_items si SET low_told = :event_id
            WHERE si.shop_id = :shop_id AND si.id = ANY(CAST(:items AS bigint[])) AND si.available <= si.low_at
              AND (si.low_told IS NULL OR si.low_told = :event_id)
              AND EXISTS (SELECT 1 FROM stock_movements m WHERE m.shop_id = si.shop_id AND m.stock_item_id = si.id)
              AND EXISTS (SELECT 1 FROM variants v JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
                          WHERE v.shop_id = si.shop_id AND v.stock_item_id = si.id AND NOT v.hidden
                            AND p.status = 'active')
            RETURNING si.id, si.available
        )
        SELECT DISTINCT ON (t.id) t.id AS stock_item_id, t.available, v.sku, p.title, p.options, p.kind,
               v.options AS variant_options
        FROM told t
        JOIN variants v ON v.shop_id = :shop_id AND v.stock_item_id = t.id AND NOT v.hidden
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status = 'active'
        ORDER BY t.id, v.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, items=items, event_id=event_id))


async def on_shelf(
    connection: AsyncConnection, shop_id: ShopId, category_id: CategoryId, limit: int = 100
) -> list[Record]:
    """Return goods that are counted by hand on a shelf and below it, by SKU."""
    statement = text(
        """
        WITH RECURSIVE below AS (
            SELECT id FROM categories WHERE shop_id = :shop_id AND id = :category_id
            UNION ALL
            SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id WHERE c.shop_id = :shop_id
        )
        SELECT v.sku, v.price, v.hidden, p.id AS product_id, p.title, p.options, v.options AS variant_options,
               si.available, si.on_hand, si.held
        FROM products p
        JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.archived
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE p.shop_id = :shop_id AND p.kind <> 'keys' AND p.status <> 'archived'
          AND p.category_id IN (SELECT id FROM below)
        ORDER BY v.sku LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, category_id=category_id, limit=limit))
