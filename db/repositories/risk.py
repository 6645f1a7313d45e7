"""What is known about the risk of an order, and what was decided."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text
from db.types.ids import OrderId, PersonId, ShopId

_SIGNALS = text(
    """
    WITH mine AS (
        SELECT o.*, p.created_at AS known_since FROM orders o JOIN people p ON p.id = o.person_id
        WHERE o.shop_id = :shop_id AND o.id = :order_id
    ), recent AS (
        SELECT r.id, r.status, r.placed_at FROM orders r JOIN mine ON r.shop_id = mine.shop_id
          AND r.person_id = mine.person_id WHERE r.placed_at > now() - interval '30 days'
        ORDER BY r.id DESC LIMIT 200
    ), usual AS (
        SELECT t.total FROM mine CROSS JOIN LATERAL (
            (SELECT d.total, d.id FROM orders d WHERE d.shop_id = :shop_id AND d.status = 'delivered'
               AND d.currency = mine.currency ORDER BY d.id DESC LIMIT 200)
            UNION ALL
            (SELECT c.total, c.id FROM orders c WHERE c.shop_id = :shop_id AND c.status = 'completed'
               AND c.currency = mine.currency ORDER BY c.id DESC LIMIT 200)
        ) t ORDER BY t.id DESC LIMIT 200
    ), rush AS (
        SELECT count(*) FILTER (WHERE a.placed_at > now() - interval '1 hour') AS hour, count(*) AS week
        FROM (SELECT a.placed_at FROM orders a WHERE a.shop_id = :shop_id AND a.id > :week_id
              ORDER BY a.id DESC LIMIT 2000) a
    ), cards AS (
        SELECT DISTINCT c.card_hash FROM charges c JOIN orders o ON o.shop_id = c.shop_id AND o.id = c.order_id
        JOIN mine ON o.person_id = mine.person_id
        WHERE c.shop_id = :shop_id AND c.card_hash IS NOT NULL AND c.received_at > now() - interval '1 day'
    )
    SELECT mine.total, mine.payment_method, mine.status, mine.shipment,
           (SELECT count(*) FROM recent WHERE placed_at > now() - interval '1 hour')::int AS orders_last_hour,
           (SELECT count(*) FROM payment_intents i WHERE i.shop_id = :shop_id AND i.order_id IN (SELECT id FROM recent)
              AND i.failure IS NOT NULL AND i.created_at > now() - interval '1 day')::int AS failed_last_day,
           (SELECT count(DISTINCT k.person_id) FROM customers k WHERE k.shop_id = :shop_id AND k.phone = mine.phone
              AND k.person_id <> mine.person_id)::int AS people_with_phone,
           (SELECT count(DISTINCT k.person_id) FROM customers k WHERE k.shop_id = :shop_id
              AND k.address_key = lower(mine.address) AND mine.delivery_kind = 'courier'
              AND k.person_id <> mine.person_id)::int AS people_with_address,
           (SELECT count(DISTINCT o.person_id) FROM charges own
              JOIN charges c ON c.shop_id = own.shop_id AND c.card_hash = own.card_hash
              JOIN orders o ON o.shop_id = c.shop_id AND o.id = c.order_id
            WHERE own.shop_id = :shop_id AND own.order_id = mine.id AND own.card_hash IS NOT NULL
              AND o.person_id <> mine.person_id AND c.received_at > now() - interval '30 days')::int
               AS people_with_card,
           (SELECT count(*) FROM cards)::int AS cards_last_day,
           coalesce((SELECT avg(total) FROM usual HAVING count(*) >= 10), 0)::bigint AS usual_total,
           (SELECT count(*) FROM recent WHERE status IN ('delivered', 'completed'))::int AS completed_before,
           (extract(epoch FROM now() - mine.known_since) / 3600)::float8 AS account_hours,
           coalesce((SELECT sum(h.quantity) FROM holds h WHERE h.shop_id = :shop_id AND h.state = 'held'
              AND h.order_id IN (SELECT id FROM recent WHERE status = 'awaiting_payment')), 0)::int AS pieces_held,
           (SELECT count(*) FROM recent WHERE status = 'expired')::int AS expired_last_month,
           coalesce((SELECT k.cash_refused FROM customers k WHERE k.shop_id = :shop_id
              AND k.person_id = mine.person_id), 0)::int AS cash_refused,
           (SELECT hour FROM rush)::int AS shop_orders_last_hour,
           ((SELECT week FROM rush) / 168.0)::float8 AS shop_orders_usual_hour
    FROM mine
    """
)


async def signals(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, week_id: int) -> Record | None:
    """Return everything an assessment looks at, in one statement; `week_id` is the id of a week ago."""
    return await row(connection, _SIGNALS, shop_id=shop_id, order_id=order_id, week_id=week_id)


async def save_check(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    check_id: int,
    order_id: OrderId,
    stage: str,
    score: int,
    reasons: list[dict[str, Any]],
    decision: str,
) -> bool:
    """Write an assessment, once per order and stage; False when it was made before."""
    statement = text(
        """
        INSERT INTO risk_checks (shop_id, id, order_id, stage, score, reasons, decision)
        VALUES (:shop_id, :id, :order_id, :stage, :score, CAST(:reasons AS jsonb), :decision)
        ON CONFLICT (shop_id, order_id, stage) DO NOTHING
        """
    )
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=check_id,
        order_id=order_id,
        stage=stage,
        score=score,
        reasons=dumps(reasons),
        decision=decision,
    )
    return written > 0


async def checks_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's assessments, oldest first."""
    statement = text(
        """
        SELECT r.id, r.stage, r.score, r.reasons, r.decision, r.at, r.decided_at, p.first_name AS decided_by_name
        FROM risk_checks r LEFT JOIN people p ON p.id = r.decided_by
        WHERE r.shop_id = :shop_id AND r.order_id = :order_id ORDER BY r.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def decide(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, decision: str, decided_by: PersonId
) -> int:
    """Close an order's pending assessments; return how many."""
    statement = text(
        """
        UPDATE risk_checks SET decision = :decision, decided_by = :decided_by, decided_at = now()
        WHERE shop_id = :shop_id AND order_id = :order_id AND decision = 'pending'
        """
    )
    return await change(
        connection, statement, shop_id=shop_id, order_id=order_id, decision=decision, decided_by=decided_by
    )
