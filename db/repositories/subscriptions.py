"""Subscriptions paid in Stars: one row per first order, moved by renewals and by what people do with it."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text
from db.types.ids import BotId, OrderId, PersonId, ShopId, VariantId

_SUBSCRIPTION = """
    SELECT s.id, s.order_id, s.variant_id, s.person_id, s.bot_id, s.charge_external_id, s.state, s.amount, s.currency,
           s.paid_until, p.telegram_id
    FROM subscriptions s JOIN people p ON p.id = s.person_id
    WHERE s.shop_id = :shop_id
"""


async def subscribe(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    subscription_id: int,
    order_id: OrderId,
    variant_id: VariantId,
    person_id: PersonId,
    bot_id: BotId | None,
    external_id: str,
    amount: int,
    currency: str,
    paid_until: datetime,
) -> None:
    """Write a subscription that was paid for the first time."""
    statement = text(
        """
        INSERT INTO subscriptions (shop_id, id, order_id, variant_id, person_id, bot_id, charge_external_id, state,
                                   amount, currency, paid_until)
        VALUES (:shop_id, :id, :order_id, :variant_id, :person_id, :bot_id, :external_id, 'active', :amount,
                :currency, :paid_until)
        ON CONFLICT (shop_id, order_id) DO NOTHING
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=subscription_id,
        order_id=order_id,
        variant_id=variant_id,
        person_id=person_id,
        bot_id=bot_id,
        external_id=external_id,
        amount=amount,
        currency=currency,
        paid_until=paid_until,
    )


async def subscription(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, *, lock: bool = False
) -> Record | None:
    """Return the subscription that an order began, locked for a change if asked."""
    statement = text(_SUBSCRIPTION + " AND s.order_id = :order_id" + (" FOR NO KEY UPDATE OF s" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def set_state(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, state: str) -> None:
    """Move a subscription."""
    await change(
        connection,
        text(
            "UPDATE subscriptions SET state = :state, changed_at = now()"
            " WHERE shop_id = :shop_id AND order_id = :order_id"
        ),
        shop_id=shop_id,
        order_id=order_id,
        state=state,
    )


async def extend(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, paid_until: datetime) -> None:
    """A renewal was paid: never back in time, however late the message comes."""
    statement = text(
        """
        UPDATE subscriptions SET paid_until = greatest(paid_until, CAST(:paid_until AS timestamptz)),
            changed_at = now(), state = 'active'
        WHERE shop_id = :shop_id AND order_id = :order_id
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, paid_until=paid_until)


async def link_renewal(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, first_id: OrderId) -> None:
    """Say which subscription an order renews, by the order that began it."""
    await change(
        connection,
        text("UPDATE orders SET renewal_of = :first_id WHERE shop_id = :shop_id AND id = :order_id"),
        shop_id=shop_id,
        order_id=order_id,
        first_id=first_id,
    )


async def past_due(connection: AsyncConnection, now: datetime, grace_seconds: int, limit: int = 100) -> list[Record]:
    """Return subscriptions of all shops whose paid time is over (platform transaction).

    One that may be renewed is given a while: its money comes at the very end of the period.
    """
    statement = text(
        """
        SELECT shop_id, order_id FROM subscriptions
        WHERE state <> 'expired'
          AND paid_until < CAST(:now AS timestamptz) - make_interval(secs => CASE WHEN state = 'active'
                                                                            THEN CAST(:grace AS int) ELSE 0 END)
        ORDER BY paid_until LIMIT :limit
        """
    )
    return list(await rows(connection, statement, now=now, grace=grace_seconds, limit=limit))
