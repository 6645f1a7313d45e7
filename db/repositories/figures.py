"""What was sold and given back, as the order journal and the credit notes tell it.

An order is sold when its journal first comes to a sold status, and unsold when it leaves them for good (a hold in
between changes nothing); each step counts at its own time, so yesterday's figures never change.
"""

from datetime import date, datetime

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text
from db.types.ids import PersonId, ShopId

# Goods just imported, or a shop's first busy day, are there before the planner's statistics are: believing that there
# is one row, it ran the whole journal anew for every order. So each part is made once, and each order and its lines
# are looked up by their key.
_MOVES = """
    WITH touched AS MATERIALIZED (
        SELECT DISTINCT order_id FROM order_journal
        WHERE shop_id = :shop_id AND at >= :since AND at < :until
          AND to_status IN ('confirmed', 'fulfilling', 'delivered', 'completed', 'expired', 'cancelled')
    ), steps AS MATERIALIZED (
        SELECT t.order_id, j.at, j.to_status IN ('confirmed', 'fulfilling', 'delivered', 'completed') AS sold,
               lag(j.to_status IN ('confirmed', 'fulfilling', 'delivered', 'completed'), 1, false)
                   OVER (PARTITION BY t.order_id ORDER BY j.id) AS was
        FROM touched t CROSS JOIN LATERAL (
            SELECT id, at, to_status FROM order_journal
            WHERE shop_id = :shop_id AND order_id = t.order_id AND to_status IS NOT NULL AND to_status <> 'on_hold'
            OFFSET 0
        ) j
    ), moves AS MATERIALIZED (
        SELECT order_id, at, CASE WHEN sold THEN 1 ELSE -1 END AS sign
        FROM steps WHERE sold <> was AND at >= :since AND at < :until
    )
"""
_ITS_ORDER = "CROSS JOIN LATERAL (SELECT * FROM orders WHERE shop_id = :shop_id AND id = m.order_id OFFSET 0) o"
_ITS_LINES = (
    "CROSS JOIN LATERAL (SELECT * FROM order_lines WHERE shop_id = :shop_id AND order_id = m.order_id OFFSET 0) l"
)


async def sales(
    connection: AsyncConnection, shop_id: ShopId, *, since: datetime, until: datetime, unit: str, zone: str
) -> list[Record]:
    """Return per bar and currency: orders sold, their sum, what of earlier sales came to nothing (minor units)."""
    statement = text(
        _MOVES
        + f"""
        SELECT date_trunc(:unit, m.at, :zone) AS bar, o.currency,
               count(*) FILTER (WHERE m.sign = 1) AS orders,
               coalesce(sum(o.total) FILTER (WHERE m.sign = 1), 0)::bigint AS sold,
               coalesce(sum(o.total - coalesce(n.amount, 0)) FILTER (WHERE m.sign = -1), 0)::bigint AS undone
        FROM moves m {_ITS_ORDER}
        LEFT JOIN LATERAL (
            SELECT sum(amount) AS amount FROM credit_notes
            WHERE shop_id = :shop_id AND order_id = m.order_id AND state = 'approved'
        ) n ON m.sign = -1
        GROUP BY 1, 2
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, until=until, unit=unit, zone=zone))


async def given_back(
    connection: AsyncConnection, shop_id: ShopId, *, since: datetime, until: datetime, unit: str, zone: str
) -> list[Record]:
    """Return per bar and currency what credit notes gave back."""
    statement = text(
        """
        SELECT date_trunc(:unit, coalesce(n.decided_at, n.created_at), :zone) AS bar, o.currency,
               sum(n.amount)::bigint AS amount
        FROM credit_notes n JOIN orders o ON o.shop_id = n.shop_id AND o.id = n.order_id
        WHERE n.shop_id = :shop_id AND n.state = 'approved'
          AND coalesce(n.decided_at, n.created_at) >= :since AND coalesce(n.decided_at, n.created_at) < :until
        GROUP BY 1, 2
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, until=until, unit=unit, zone=zone))


async def totals(connection: AsyncConnection, shop_id: ShopId, *, since: datetime, until: datetime) -> Record | None:
    """Return pieces sold, buyers, those of them who bought for the first time, orders placed, and given up unpaid."""
    statement = text(
        _MOVES
        + f""", sold AS MATERIALIZED (SELECT DISTINCT order_id FROM moves WHERE sign = 1),
        buyers AS MATERIALIZED (
            SELECT o.person_id, min(o.id) AS first_here FROM sold m {_ITS_ORDER} GROUP BY o.person_id
        )
        SELECT (SELECT coalesce(sum(l.quantity), 0) FROM sold m {_ITS_LINES})::bigint AS pieces,
               (SELECT count(*) FROM buyers) AS buyers,
               (SELECT count(*) FROM buyers b WHERE NOT EXISTS (
                   SELECT 1 FROM orders e WHERE e.shop_id = :shop_id AND e.person_id = b.person_id
                     AND e.id < b.first_here
                     AND e.status IN ('confirmed', 'fulfilling', 'delivered', 'completed'))) AS new_buyers,
               (SELECT count(*) FROM orders WHERE shop_id = :shop_id AND placed_at >= :since AND placed_at < :until
               ) AS placed,
               (SELECT count(*) FROM orders WHERE shop_id = :shop_id AND placed_at >= :since AND placed_at < :until
                  AND status = 'expired') AS expired
        """
    )
    return await row(connection, statement, shop_id=shop_id, since=since, until=until)


async def top_products(
    connection: AsyncConnection, shop_id: ShopId, *, since: datetime, until: datetime, currency: str, limit: int
) -> list[Record]:
    """Return what sold best by sum, in one currency."""
    statement = text(
        _MOVES
        + f"""
        SELECT l.product_id, (array_agg(l.title ORDER BY l.order_id DESC))[1] AS title,
               sum(l.quantity * m.sign)::bigint AS pieces, sum(l.line_total * m.sign)::bigint AS total
        FROM moves m {_ITS_ORDER} {_ITS_LINES}
        WHERE o.currency = :currency
        GROUP BY l.product_id HAVING sum(l.quantity * m.sign) > 0
        ORDER BY total DESC, l.product_id LIMIT :limit
        """
    )
    return list(
        await rows(connection, statement, shop_id=shop_id, since=since, until=until, currency=currency, limit=limit)
    )


async def by_way(
    connection: AsyncConnection, shop_id: ShopId, *, since: datetime, until: datetime, currency: str
) -> list[Record]:
    """Return what was sold by way to pay, in one currency."""
    statement = text(
        _MOVES
        + f"""
        SELECT o.payment_method AS code, count(*) AS orders, sum(o.total)::bigint AS total
        FROM moves m {_ITS_ORDER}
        WHERE m.sign = 1 AND o.currency = :currency
        GROUP BY o.payment_method ORDER BY total DESC, code
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, until=until, currency=currency))


async def orders_sold(
    connection: AsyncConnection, shop_id: ShopId, *, since: datetime, until: datetime, limit: int
) -> list[Record]:
    """Return the orders sold, newest first, for a sheet."""
    statement = text(
        _MOVES
        + f"""
        SELECT o.number, m.at AS sold_at, o.status, o.payment_method, o.currency, o.goods_total, o.delivery_total,
               o.discount_total, o.total, o.customer_name,
               (SELECT sum(quantity) FROM order_lines l WHERE l.shop_id = :shop_id AND l.order_id = o.id)::bigint
                   AS pieces
        FROM moves m {_ITS_ORDER}
        WHERE m.sign = 1 ORDER BY m.at DESC, o.id DESC LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, until=until, limit=limit))


async def daily_pieces(
    connection: AsyncConnection,
    shop_id: ShopId,
    stock_item_ids: list[int],
    *,
    since: datetime,
    until: datetime,
    zone: str,
) -> list[Record]:
    """Return pieces sold per stock item and day of the shop; days without sales are left out."""
    statement = text(
        _MOVES
        + f"""
        SELECT l.stock_item_id, (m.at AT TIME ZONE :zone)::date AS day, sum(l.quantity * m.sign)::bigint AS pieces
        FROM moves m {_ITS_LINES}
        WHERE l.stock_item_id = ANY(CAST(:stock_item_ids AS bigint[]))
        GROUP BY 1, 2
        """
    )
    return list(
        await rows(
            connection, statement, shop_id=shop_id, stock_item_ids=stock_item_ids, since=since, until=until, zone=zone
        )
    )


async def low_stock(connection: AsyncConnection, shop_id: ShopId, limit: int) -> list[Record]:
    """Return what is on sale and lowest against its own threshold, sold-out goods first."""
    statement = text(
        """
        SELECT v.sku, p.title, v.options AS variant_options, p.options, si.id AS stock_item_id, si.available, si.low_at
        FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status = 'active'
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND NOT v.hidden AND p.kind IN ('goods', 'keys') AND si.available <= si.low_at
        ORDER BY si.available, v.sku LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


# ── reports that come by themselves ──────────────────────────────────────────────────────────────────────


async def report_times(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> list[Record]:
    """Return which reports a person gets, and at what hour of the shop's day."""
    statement = text("SELECT span, hour FROM report_times WHERE shop_id = :shop_id AND person_id = :person_id")
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id))


async def set_report_time(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, span: str, hour: int, sent_for: date
) -> None:
    """Send a report from now on; `sent_for` is the day until which nothing is owed."""
    statement = text(
        """
        INSERT INTO report_times (shop_id, person_id, span, hour, sent_for)
        VALUES (:shop_id, :person_id, :span, :hour, :sent_for)
        ON CONFLICT (shop_id, person_id, span) DO UPDATE SET hour = excluded.hour
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, span=span, hour=hour, sent_for=sent_for)


async def drop_report_time(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, span: str) -> None:
    """Send a report no more."""
    statement = text("DELETE FROM report_times WHERE shop_id = :shop_id AND person_id = :person_id AND span = :span")
    await change(connection, statement, shop_id=shop_id, person_id=person_id, span=span)


async def report_shops(connection: AsyncConnection) -> list[Record]:
    """Return the shops that send reports, with their time zones (the platform's own question)."""
    statement = text(
        "SELECT s.id, s.timezone FROM shops s WHERE s.status = 'active'"
        " AND EXISTS (SELECT 1 FROM report_times r WHERE r.shop_id = s.id) ORDER BY s.id"
    )
    return list(await rows(connection, statement))


async def claim_reports(
    connection: AsyncConnection, shop_id: ShopId, span: str, *, due: date, until_hour: int
) -> list[Record]:
    """Mark the reports of a span that are due as sent, and return to whom: each is claimed by one process."""
    statement = text(
        """
        UPDATE report_times SET sent_for = :due
        WHERE shop_id = :shop_id AND span = :span AND sent_for < :due AND hour <= :until_hour
        RETURNING person_id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, span=span, due=due, until_hour=until_hour))
