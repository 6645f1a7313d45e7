"""Orders of one shop: placed in one statement, read with their lines, moved under a lock."""

from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import OrderId, PersonId, ShopId, new_id
from db.types.ledger import LedgerEntry

# The whole order in one round trip: the order, its lines, holds, journal and books, the emptied cart,
# and what the buyer need not type again. Foreign keys are checked when the statement ends.
_PLACE = text(
    """
    WITH o AS (
        INSERT INTO orders (shop_id, id, person_id, bot_id, language, status, payment_method, currency,
                            goods_total, delivery_total, discount_total, tax_total, tax_added, rounding, total,
                            gift_total, points_total, promo_id, promo_code, rate, delivery_kind,
                            delivery_option_id, delivery_title, delivery_quoted, address, latitude, longitude,
                            delivery_zone, zone_chosen, phone, customer_name,
                            comment, gift_note, idempotency_key, hold_until)
        VALUES (:shop_id, :order_id, :person_id, :bot_id, :language, :status, :payment_method, :currency,
                :goods_total, :delivery_total, :discount_total, :tax_total, :tax_added, :rounding, :total,
                :gift_total, :points_total, :promo_id, :promo_code, :rate, :delivery_kind, :delivery_option_id,
                CAST(:delivery_title AS jsonb), :delivery_quoted, :address, :latitude, :longitude,
                CAST(:delivery_zone AS jsonb), :zone_chosen, :phone, :customer_name, :comment,
                :gift_note, :idempotency_key,
                CAST(:hold_until AS timestamptz))
        RETURNING number
    ), l AS (
        INSERT INTO order_lines (shop_id, order_id, position, product_id, variant_id, stock_item_id, sku,
                                 title, options_text, unit_price, quantity, line_total, tax_bp, digital)
        SELECT :shop_id, :order_id, x.position, x.product_id, x.variant_id, x.stock_item_id, x.sku, x.title,
               x.options_text, x.unit_price, x.quantity, x.line_total, coalesce(x.tax_bp, 0),
               coalesce(x.digital, false)
        FROM jsonb_to_recordset(CAST(:lines AS jsonb)) AS x(position int, product_id bigint,
             variant_id bigint, stock_item_id bigint, sku text, title jsonb, options_text jsonb,
             unit_price bigint, quantity int, line_total bigint, tax_bp int, digital boolean)
    ), h AS (
        INSERT INTO holds (shop_id, id, order_id, stock_item_id, quantity, state, expires_at)
        SELECT :shop_id, x.id, :order_id, x.stock_item_id, x.quantity, 'held', CAST(:hold_until AS timestamptz)
        FROM jsonb_to_recordset(CAST(:holds AS jsonb)) AS x(id bigint, stock_item_id bigint, quantity int)
    ), j AS (
        INSERT INTO order_journal (shop_id, id, order_id, event, to_status, actor, actor_id)
        VALUES (:shop_id, :journal_id, :order_id, 'place', :status, :actor, :person_id)
    ), e AS (
        INSERT INTO ledger_entries (shop_id, id, source, event_id, kind, currency, order_id)
        VALUES (:shop_id, :entry_id, :entry_source, :entry_event, :entry_kind, :currency, :order_id)
    ), n AS (
        INSERT INTO ledger_lines (shop_id, entry_id, position, account, amount)
        SELECT :shop_id, :entry_id, x.position, x.account, x.amount
        FROM jsonb_to_recordset(CAST(:entry_lines AS jsonb)) AS x(position int, account text, amount bigint)
    ), k AS (
        INSERT INTO customers (shop_id, person_id, phone, address, delivery_option_id, payment_method)
        VALUES (:shop_id, :person_id, :phone, :saved_address, :delivery_option_id, :payment_method)
        ON CONFLICT (shop_id, person_id) DO UPDATE SET phone = coalesce(excluded.phone, customers.phone),
            address = coalesce(excluded.address, customers.address),
            delivery_option_id = coalesce(excluded.delivery_option_id, customers.delivery_option_id),
            payment_method = CASE WHEN excluded.delivery_option_id IS NULL OR excluded.payment_method = 'covered'
                                  THEN customers.payment_method ELSE excluded.payment_method END
    ), a AS (
        -- Kept for the next time, as far as there is room; the newest order says which was used last.
        INSERT INTO customer_addresses AS kept (shop_id, id, person_id, address, latitude, longitude, zone_id)
        SELECT :shop_id, :address_id, :person_id, :saved_address, :latitude, :longitude, :zone_id
        WHERE length(:saved_address) BETWEEN 5 AND 300
          AND (SELECT count(*) FROM customer_addresses WHERE shop_id = :shop_id AND person_id = :person_id) < 10
        ON CONFLICT (shop_id, person_id, address) DO UPDATE SET at = now(),
            latitude = coalesce(excluded.latitude, kept.latitude),
            longitude = coalesce(excluded.longitude, kept.longitude),
            zone_id = CASE WHEN excluded.latitude IS NULL THEN coalesce(excluded.zone_id, kept.zone_id) END
    ), c AS (
        DELETE FROM carts WHERE shop_id = :shop_id AND id = :cart_id
    )
    SELECT number FROM o
    """
)

DEFAULT_RETURN_DAYS = 14

ORDER = """
    SELECT o.id, o.number, o.person_id, o.bot_id, o.language, o.status, o.shipment, o.payment_method,
           o.currency, o.goods_total, o.delivery_total, o.discount_total, o.total, o.delivery_kind, o.delivery_quoted,
           o.delivery_option_id, o.delivery_title, o.address, o.latitude, o.longitude, o.delivery_zone, o.zone_chosen,
           o.phone, o.customer_name, o.comment, o.gift_note,
           o.tracking,
           o.reason, o.placed_at, o.hold_until, o.tax_total, o.tax_added, o.rounding, o.gift_total, o.points_total,
           o.promo_id, o.promo_code, o.rate, o.held_from, o.exchange_of, o.renewal_of, b.username AS bot_username,
           p.telegram_id AS customer_telegram_id, p.username AS customer_username
    FROM orders o JOIN people p ON p.id = o.person_id LEFT JOIN bots b ON b.id = o.bot_id
    WHERE o.shop_id = :shop_id
"""

NEWEST_BEFORE = " AND (CAST(:before AS bigint) = 0 OR o.id < CAST(:before AS bigint)) ORDER BY o.id DESC LIMIT :limit"


# What an order may go without.
_UNSAID: dict[str, Any] = {
    "gift_note": None,
    "latitude": None,
    "longitude": None,
    "delivery_zone": None,
    "zone_chosen": False,
    "zone_id": None,
}


async def place(connection: AsyncConnection, shop_id: ShopId, entry: LedgerEntry, **order: Any) -> int:
    """Write a whole order and return its number (see `core.orders.place_order` for the fields)."""
    lines = [
        {"position": position, "account": line.account, "amount": line.amount}
        for position, line in enumerate(entry.lines)
    ]
    found = await value(
        connection,
        _PLACE,
        shop_id=shop_id,
        entry_source=entry.source,
        entry_event=entry.event_id,
        entry_kind=entry.kind,
        entry_lines=dumps(lines),
        address_id=new_id(),
        **{**_UNSAID, **order},
    )
    return int(found)


async def order(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, *, lock: bool = False
) -> Record | None:
    """Return an order, locked for a change if asked."""
    statement = text(ORDER + " AND o.id = :order_id" + (" FOR NO KEY UPDATE OF o" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def order_by_key(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, idempotency_key: str
) -> Record | None:
    """Return the order that a person's command made before."""
    statement = text(ORDER + " AND o.person_id = :person_id AND o.idempotency_key = :key")
    return await row(connection, statement, shop_id=shop_id, person_id=person_id, key=idempotency_key)


async def order_by_number(connection: AsyncConnection, shop_id: ShopId, number: int) -> Record | None:
    """Return an order by the number people say."""
    return await row(connection, text(ORDER + " AND o.number = :number"), shop_id=shop_id, number=number)


async def lines(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's lines as they were agreed."""
    statement = text(
        """
        SELECT l.position, l.product_id, l.variant_id, l.stock_item_id, l.sku, l.title, l.options_text, l.unit_price,
               l.quantity, l.line_total, l.tax_bp, l.digital, l.refunded, l.in_return, p.kind
        FROM order_lines l JOIN products p ON p.shop_id = l.shop_id AND p.id = l.product_id
        WHERE l.shop_id = :shop_id AND l.order_id = :order_id ORDER BY l.position
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def journal(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return what happened to an order, oldest first."""
    statement = text(
        """
        SELECT j.at, j.event, j.from_status, j.to_status, j.actor, j.reason, p.first_name AS actor_name
        FROM order_journal j LEFT JOIN people p ON p.id = j.actor_id
        WHERE j.shop_id = :shop_id AND j.order_id = :order_id ORDER BY j.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def orders_of(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, *, before: int = 0, limit: int = 6
) -> list[Record]:
    """Return a person's orders, newest first, before an order id."""
    statement = text(ORDER + " AND o.person_id = :person_id" + NEWEST_BEFORE)
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id, before=before, limit=limit))


async def orders_in(
    connection: AsyncConnection,
    shop_id: ShopId,
    statuses: list[str],
    *,
    shipment: str | None = None,
    before: int = 0,
    limit: int = 9,
) -> list[Record]:
    """Return the shop's orders in any of these statuses, newest first, before an order id.

    `shipment`: only those whose goods are there.
    """
    there = " AND o.shipment = :shipment" if shipment is not None else ""
    statement = text(ORDER + " AND o.status = ANY(:statuses)" + there + NEWEST_BEFORE)
    given = {"shipment": shipment} if shipment is not None else {}
    return list(
        await rows(connection, statement, shop_id=shop_id, statuses=statuses, before=before, limit=limit, **given)
    )


async def change_status(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    *,
    status: str,
    shipment: str | None = None,
    tracking: str | None = None,
    reason: str | None = None,
) -> None:
    """Move a locked order; None leaves a field as it is."""
    statement = text(
        """
        UPDATE orders SET status = :status, shipment = coalesce(:shipment, shipment),
            tracking = coalesce(:tracking, tracking), reason = coalesce(:reason, reason), changed_at = now()
        WHERE shop_id = :shop_id AND id = :order_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        status=status,
        shipment=shipment,
        tracking=tracking,
        reason=reason,
    )


async def held_by(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> PersonId | None:
    """Return who put an order on hold; None: a rule or the books."""
    statement = text(
        """
        SELECT actor_id FROM order_journal WHERE shop_id = :shop_id AND order_id = :order_id AND event = 'hold'
        ORDER BY id DESC LIMIT 1
        """
    )
    found = await value(connection, statement, shop_id=shop_id, order_id=order_id)
    return PersonId(found) if found is not None else None


async def set_held_from(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, status: str | None) -> None:
    """Remember the status a held order goes back to; None: it is held no more."""
    statement = text("UPDATE orders SET held_from = :status WHERE shop_id = :shop_id AND id = :order_id")
    await change(connection, statement, shop_id=shop_id, order_id=order_id, status=status)


async def set_payment_method(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, method: str, *, wait_seconds: int | None = None
) -> None:
    """Let a locked order be paid another way; with `wait_seconds` it waits that long from now."""
    statement = text(
        """
        WITH h AS (
            UPDATE holds SET expires_at = now() + make_interval(secs => CAST(:seconds AS int))
            WHERE shop_id = :shop_id AND order_id = :order_id AND state = 'held' AND CAST(:seconds AS int) IS NOT NULL
        )
        UPDATE orders SET payment_method = :method, changed_at = now(),
            hold_until = coalesce(now() + make_interval(secs => CAST(:seconds AS int)), hold_until)
        WHERE shop_id = :shop_id AND id = :order_id
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, method=method, seconds=wait_seconds)


async def set_delivery(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    *,
    delivery_kind: str,
    delivery_option_id: int,
    delivery_title: str,
    address: str | None,
    delivery_total: int,
    tax_total: int,
    total: int,
) -> None:
    """Let a locked order be delivered another way, for another sum (minor units; the title is JSON)."""
    statement = text(
        """
        UPDATE orders SET delivery_kind = :delivery_kind, delivery_option_id = :delivery_option_id,
            delivery_title = CAST(:delivery_title AS jsonb), delivery_total = :delivery_total,
            latitude = CASE WHEN address = :address THEN latitude END,
            longitude = CASE WHEN address = :address THEN longitude END, address = :address,
            tax_total = :tax_total, total = :total, changed_at = now()
        WHERE shop_id = :shop_id AND id = :order_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        delivery_kind=delivery_kind,
        delivery_option_id=delivery_option_id,
        delivery_title=delivery_title,
        address=address,
        delivery_total=delivery_total,
        tax_total=tax_total,
        total=total,
    )


async def write_journal(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    *,
    journal_id: int,
    event: str,
    from_status: str | None,
    to_status: str | None,
    actor: str,
    actor_id: PersonId | None = None,
    reason: str | None = None,
) -> None:
    """Record what happened, also when it was ignored."""
    statement = text(
        """
        INSERT INTO order_journal (shop_id, id, order_id, event, from_status, to_status, actor, actor_id, reason)
        VALUES (:shop_id, :id, :order_id, :event, :from_status, :to_status, :actor, :actor_id, :reason)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=journal_id,
        order_id=order_id,
        event=event,
        from_status=from_status,
        to_status=to_status,
        actor=actor,
        actor_id=actor_id,
        reason=reason,
    )


async def rounds(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> tuple[int, int]:
    """Return how often an order was sold and unsold in the books (late money sells it again)."""
    statement = text(
        """
        SELECT count(*) FILTER (WHERE kind LIKE 'sale%') AS sales,
               count(*) FILTER (WHERE kind LIKE 'unsale%') AS unsales
        FROM ledger_entries WHERE shop_id = :shop_id AND source = 'order' AND order_id = :order_id
        """
    )
    found = await row(connection, statement, shop_id=shop_id, order_id=order_id)
    return (int(found["sales"]), int(found["unsales"])) if found else (0, 0)


async def overdue(connection: AsyncConnection, now: datetime, limit: int = 100) -> list[Record]:
    """Return orders of all shops whose time to pay or to be answered is over (platform transaction)."""
    statement = text(
        """
        SELECT o.shop_id, o.id FROM orders o
        WHERE o.status IN ('awaiting_payment', 'awaiting_confirmation') AND o.hold_until < :now
          AND NOT EXISTS (
              SELECT 1 FROM payment_intents i WHERE i.shop_id = o.shop_id AND i.order_id = o.id
                AND (i.state IN ('processing', 'authorized') OR (i.state = 'unknown' AND i.url IS NOT NULL)
                     OR (i.state = 'approved' AND i.approved_until >= now())))
        ORDER BY o.hold_until LIMIT :limit
        """
    )
    return list(await rows(connection, statement, now=now, limit=limit))


async def past_window(connection: AsyncConnection, now: datetime, after: int = 0, limit: int = 100) -> list[Record]:
    """Return delivered orders of all shops whose own return window is over, by id after one (platform transaction)."""
    statement = text(
        """
        SELECT o.shop_id, o.id FROM orders o JOIN shops s ON s.id = o.shop_id
        WHERE o.status = 'delivered'
          AND o.id > :after AND o.changed_at < CAST(:now AS timestamptz)
                - make_interval(days => coalesce(CAST(s.settings ->> 'return_days' AS int), :days))
          AND NOT EXISTS (SELECT 1 FROM returns r WHERE r.shop_id = o.shop_id AND r.order_id = o.id
                          AND r.state IN ('requested', 'approved'))
        ORDER BY o.id LIMIT :limit
        """
    )
    return list(await rows(connection, statement, now=now, days=DEFAULT_RETURN_DAYS, after=after, limit=limit))


async def find_orders(connection: AsyncConnection, shop_id: ShopId, words: str, limit: int = 9) -> list[Record]:
    """Return orders by number, phone digits or the buyer's name: that very number first, then the newest."""
    digits = "".join(ch for ch in words if ch.isdigit())
    statement = text(
        ORDER
        + """
          AND (o.number = CAST(:number AS bigint) OR o.customer_name ILIKE '%' || :words || '%' OR (:digits <> ''
               AND regexp_replace(coalesce(o.phone, ''), '\\D', '', 'g') LIKE '%' || :digits || '%'))
            ORDER BY o.number = CAST(:number AS bigint) DESC, o.id DESC LIMIT :limit"""
    )
    return list(
        await rows(
            connection,
            statement,
            shop_id=shop_id,
            words=words,
            digits=digits if len(digits) >= 4 else "",
            number=int(digits[:15] or 0),
            limit=limit,
        )
    )
