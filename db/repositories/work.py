"""Staff at work on orders: couriers, pictures of deliveries, topics, and lists of orders for who works on them."""

from collections.abc import Sequence
from datetime import datetime

from db.repositories.orders import NEWEST_BEFORE, ORDER
from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import MediaId, OrderId, PersonId, ShopId


async def courier_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return who brings an order, with their Telegram account."""
    statement = text(
        """
        SELECT c.courier_id, p.first_name AS name, p.telegram_id, p.language, p.telegram_language
        FROM order_couriers c JOIN people p ON p.id = c.courier_id
        WHERE c.shop_id = :shop_id AND c.order_id = :order_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def on_its_way(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return who brings an order (None: nobody yet) and how many pictures there are of its delivery."""
    statement = text(
        """
        SELECT (SELECT p.first_name FROM order_couriers c JOIN people p ON p.id = c.courier_id
                WHERE c.shop_id = o.shop_id AND c.order_id = o.id) AS courier_name,
               (SELECT count(*) FROM delivery_photos d WHERE d.shop_id = o.shop_id AND d.order_id = o.id) AS photos
        FROM orders o WHERE o.shop_id = :shop_id AND o.id = :order_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def assign(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    *,
    courier_id: PersonId,
    assigned_by: PersonId | None,
) -> bool:
    """Give a locked order to a courier; False when it was theirs already."""
    statement = text(
        """
        INSERT INTO order_couriers (shop_id, order_id, courier_id, assigned_by)
        SELECT :shop_id, o.id, :courier_id, :assigned_by FROM orders o WHERE o.shop_id = :shop_id AND o.id = :order_id
        ON CONFLICT (shop_id, order_id) DO UPDATE
        SET courier_id = excluded.courier_id, assigned_by = excluded.assigned_by, at = now()
        WHERE order_couriers.courier_id <> excluded.courier_id
        """
    )
    done = await change(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        courier_id=courier_id,
        assigned_by=assigned_by,
    )
    return done > 0


async def unassign(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> bool:
    """Take a locked order from its courier; False when it had none."""
    statement = text("DELETE FROM order_couriers WHERE shop_id = :shop_id AND order_id = :order_id")
    return await change(connection, statement, shop_id=shop_id, order_id=order_id) > 0


async def deliveries_of(
    connection: AsyncConnection, shop_id: ShopId, courier_id: PersonId, limit: int = 30
) -> list[Record]:
    """Return what a courier has to bring, who waits the longest first."""
    statement = text(
        ORDER
        + """
          AND o.status = 'fulfilling' AND o.shipment IN ('packed', 'handed_over')
          AND o.id IN (SELECT order_id FROM order_couriers WHERE shop_id = :shop_id AND courier_id = :courier_id)
        ORDER BY o.id LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, courier_id=courier_id, limit=limit))


async def add_photo(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, *, media_id: MediaId, taken_by: PersonId
) -> bool:
    """Keep a picture of a delivery; False when it is kept already."""
    statement = text(
        """
        INSERT INTO delivery_photos (shop_id, order_id, media_id, taken_by)
        SELECT :shop_id, o.id, m.id, :taken_by FROM orders o JOIN media m ON m.shop_id = o.shop_id AND m.id = :media_id
        WHERE o.shop_id = :shop_id AND o.id = :order_id
        ON CONFLICT DO NOTHING
        """
    )
    done = await change(connection, statement, shop_id=shop_id, order_id=order_id, media_id=media_id, taken_by=taken_by)
    return done > 0


async def photos_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return the pictures of a delivery, oldest first."""
    statement = text(
        "SELECT media_id, at FROM delivery_photos WHERE shop_id = :shop_id AND order_id = :order_id"
        " ORDER BY at, media_id"
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def where_lines_lie(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return in which places the goods of an order lie, and how many there."""
    statement = text(
        """
        SELECT l.position, p.name, lv.quantity
        FROM order_lines l
        JOIN stock_levels lv ON lv.shop_id = l.shop_id AND lv.stock_item_id = l.stock_item_id AND lv.quantity > 0
        JOIN stock_places p ON p.shop_id = lv.shop_id AND p.id = lv.place_id
        WHERE l.shop_id = :shop_id AND l.order_id = :order_id ORDER BY l.position, p.is_default DESC, p.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def waiting(connection: AsyncConnection, shop_id: ShopId) -> Record | None:
    """Return how many orders, refunds and returns wait for which of the staff's steps."""
    statement = text(
        """
        SELECT count(*) FILTER (WHERE status = 'awaiting_confirmation') AS accept,
               count(*) FILTER (WHERE status = 'confirmed') AS pack,
               count(*) FILTER (WHERE status = 'fulfilling' AND shipment = 'packed'
                                AND delivery_kind <> 'pickup') AS ship,
               count(*) FILTER (WHERE status = 'fulfilling' AND (shipment = 'handed_over'
                                OR shipment = 'packed' AND delivery_kind = 'pickup')) AS deliver,
               count(*) FILTER (WHERE status = 'on_hold') AS held,
               (SELECT count(*) FROM credit_notes n
                WHERE n.shop_id = :shop_id AND n.state = 'waiting') AS refunds,
               (SELECT count(*) FROM returns r
                WHERE r.shop_id = :shop_id AND r.state = 'requested') AS returns_to_decide,
               (SELECT count(*) FROM returns r
                WHERE r.shop_id = :shop_id AND r.state = 'approved') AS returns_under_way
        FROM orders
        WHERE shop_id = :shop_id AND status IN ('awaiting_confirmation', 'confirmed', 'fulfilling', 'on_hold')
        """
    )
    return await row(connection, statement, shop_id=shop_id)


async def placed_since(
    connection: AsyncConnection, shop_id: ShopId, since: datetime, *, before: int = 0, limit: int = 7
) -> list[Record]:
    """Return orders placed since a moment, newest first, before an order id."""
    statement = text(ORDER + " AND o.placed_at >= :since" + NEWEST_BEFORE)
    return list(await rows(connection, statement, shop_id=shop_id, since=since, before=before, limit=limit))


async def worked_on_by(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    statuses: Sequence[str],
    *,
    before: int = 0,
    limit: int = 7,
) -> list[Record]:
    """Return orders in some states that a person brings or did something with, newest first, before an order id."""
    statement = text(
        ORDER
        + """
          AND o.status = ANY(:statuses) AND (
              o.id IN (SELECT order_id FROM order_couriers WHERE shop_id = :shop_id AND courier_id = :person_id)
              OR EXISTS (SELECT 1 FROM order_journal j WHERE j.shop_id = o.shop_id AND j.order_id = o.id
                         AND j.actor_id = :person_id AND j.actor = 'staff'))
        """
        + NEWEST_BEFORE
    )
    return list(
        await rows(
            connection,
            statement,
            shop_id=shop_id,
            person_id=person_id,
            statuses=list(statuses),
            before=before,
            limit=limit,
        )
    )


# ── topics ───────────────────────────────────────────────────────────────────────────────────────────────


async def claim_topic(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, chat_id: int) -> bool:
    """Take the right to make an order's topic in a group, given once."""
    statement = text(
        """
        INSERT INTO order_topics (shop_id, order_id, chat_id)
        SELECT :shop_id, o.id, :chat_id FROM orders o WHERE o.shop_id = :shop_id AND o.id = :order_id
        ON CONFLICT DO NOTHING
        """
    )
    return await change(connection, statement, shop_id=shop_id, order_id=order_id, chat_id=chat_id) > 0


async def topic(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, chat_id: int) -> Record | None:
    """Return an order's topic in a group; `thread_id` None: it could not be made."""
    statement = text(
        "SELECT thread_id, closed FROM order_topics"
        " WHERE shop_id = :shop_id AND order_id = :order_id AND chat_id = :chat_id"
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id, chat_id=chat_id)


async def keep_topic(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, chat_id: int, thread_id: int
) -> None:
    """Remember the topic that Telegram made."""
    statement = text(
        "UPDATE order_topics SET thread_id = :thread_id"
        " WHERE shop_id = :shop_id AND order_id = :order_id AND chat_id = :chat_id"
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, chat_id=chat_id, thread_id=thread_id)


async def close_topic(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, chat_id: int) -> int | None:
    """Mark an open topic as closed, once; return its thread."""
    statement = text(
        """
        UPDATE order_topics SET closed = true
        WHERE shop_id = :shop_id AND order_id = :order_id AND chat_id = :chat_id AND NOT closed
          AND thread_id IS NOT NULL
        RETURNING thread_id
        """
    )
    found = await value(connection, statement, shop_id=shop_id, order_id=order_id, chat_id=chat_id)
    return int(found) if found is not None else None
