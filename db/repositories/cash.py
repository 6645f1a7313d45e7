"""Cash at the door: what is due, what was collected, and what couriers handed over."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import OrderId, PersonId, ShopId


async def expect_cash(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, *, due: int, currency: str
) -> None:
    """Write that cash is to be collected for an order, once."""
    statement = text(
        """
        INSERT INTO cash_collections (shop_id, order_id, due, currency, state)
        VALUES (:shop_id, :order_id, :due, :currency, 'cash_due')
        ON CONFLICT (shop_id, order_id) DO NOTHING
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, due=due, currency=currency)


async def collection(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return an order's cash, locked for a change."""
    statement = text(
        """
        SELECT order_id, courier_id, due, collected, currency, state, reason, handover_id FROM cash_collections
        WHERE shop_id = :shop_id AND order_id = :order_id FOR NO KEY UPDATE
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def set_collection(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    *,
    state: str,
    collected: int | None = None,
    due: int | None = None,
    courier_id: PersonId | None = None,
    reason: str | None = None,
) -> None:
    """Move an order's cash; None leaves a field as it is."""
    statement = text(
        """
        UPDATE cash_collections SET state = :state, collected = coalesce(CAST(:collected AS bigint), collected),
            due = coalesce(CAST(:due AS bigint), due), courier_id = coalesce(CAST(:courier_id AS bigint), courier_id),
            reason = coalesce(:reason, reason), changed_at = now()
        WHERE shop_id = :shop_id AND order_id = :order_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        state=state,
        collected=collected,
        due=due,
        courier_id=courier_id,
        reason=reason,
    )


async def refusals_of(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Return how many parcels a person left at the door."""
    statement = text("SELECT cash_refused FROM customers WHERE shop_id = :shop_id AND person_id = :person_id")
    return int(await value(connection, statement, shop_id=shop_id, person_id=person_id) or 0)


async def count_refusal(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> None:
    """A parcel was not taken at the door: the buyer's refusals grow by one."""
    statement = text(
        """
        INSERT INTO customers AS k (shop_id, person_id, cash_refused) VALUES (:shop_id, :person_id, 1)
        ON CONFLICT (shop_id, person_id) DO UPDATE SET cash_refused = k.cash_refused + 1
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id)


async def in_hands(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return what each courier holds: orders, sum, and since when, the largest first."""
    statement = text(
        """
        SELECT c.courier_id, p.first_name AS courier_name, c.currency, count(*)::int AS orders,
               sum(c.collected)::bigint AS amount, min(c.changed_at) AS since
        FROM cash_collections c JOIN people p ON p.id = c.courier_id
        WHERE c.shop_id = :shop_id AND c.state IN ('collected', 'short') AND c.handover_id IS NULL AND c.collected > 0
        GROUP BY c.courier_id, p.first_name, c.currency ORDER BY amount DESC, c.courier_id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def still_short(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return orders that were delivered for less than their sum."""
    statement = text(
        """
        SELECT c.order_id, o.number, c.due, c.collected, c.currency, c.reason, p.first_name AS courier_name
        FROM cash_collections c JOIN orders o ON o.shop_id = c.shop_id AND o.id = c.order_id
        LEFT JOIN people p ON p.id = c.courier_id
        WHERE c.shop_id = :shop_id AND c.collected < c.due AND c.state IN ('short', 'reconciled')
        ORDER BY c.order_id LIMIT 10
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def lock_hands(connection: AsyncConnection, shop_id: ShopId, courier_id: PersonId, currency: str) -> list[Record]:
    """Return the orders whose cash a courier holds, locked until the end of the transaction."""
    statement = text(
        """
        SELECT order_id, collected FROM cash_collections
        WHERE shop_id = :shop_id AND courier_id = :courier_id AND currency = :currency
          AND state IN ('collected', 'short') AND handover_id IS NULL
        ORDER BY order_id FOR NO KEY UPDATE
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, courier_id=courier_id, currency=currency))


async def hand_over(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    handover_id: int,
    courier_id: PersonId,
    expected: int,
    counted: int,
    currency: str,
    counted_by: PersonId,
    key: str,
    order_ids: list[OrderId],
) -> bool:
    """Write a handover and close the orders it covers, once per key; False when it was written before.

    What the courier collects after these orders were added up is not among them, and stays in the purse.
    """
    statement = text(
        """
        WITH h AS (
            INSERT INTO cash_handovers (shop_id, id, courier_id, expected, counted, currency, counted_by, key)
            VALUES (:shop_id, :id, :courier_id, :expected, :counted, :currency, :counted_by, :key)
            ON CONFLICT (shop_id, key) DO NOTHING RETURNING id
        ), c AS (
            UPDATE cash_collections SET handover_id = h.id, state = 'reconciled', changed_at = now() FROM h
            WHERE cash_collections.shop_id = :shop_id AND courier_id = :courier_id
              AND cash_collections.currency = :currency AND state IN ('collected', 'short') AND handover_id IS NULL
              AND cash_collections.order_id = ANY(:order_ids)
        )
        SELECT id FROM h
        """
    )
    written = await value(
        connection,
        statement,
        shop_id=shop_id,
        id=handover_id,
        courier_id=courier_id,
        expected=expected,
        counted=counted,
        currency=currency,
        counted_by=counted_by,
        key=key,
        order_ids=order_ids,
    )
    return written is not None


async def handover_by_key(connection: AsyncConnection, shop_id: ShopId, key: str) -> Record | None:
    """Return the handover that a command wrote before."""
    statement = text(
        "SELECT id, courier_id, expected, counted, currency FROM cash_handovers WHERE shop_id = :shop_id AND key = :key"
    )
    return await row(connection, statement, shop_id=shop_id, key=key)
