"""Subscriptions as orders see them: their state, told to who follows the order, and their end."""

import structlog

from core.kit.clock import Clock
from core.kit.uow import Transaction, UnitOfWork
from core.orders.events import SubscriptionChanged
from core.orders.moving import lock_order
from db.repositories import subscriptions
from db.types.enums import SubscriptionState
from db.types.ids import OrderId, ShopId

log = structlog.get_logger(__name__)
# A renewal's money comes at the very end of the paid time, its message a while later.
GRACE_SECONDS = 3600


def tell_state(tx: Transaction, order_id: OrderId, state: SubscriptionState) -> None:
    """Tell that the subscription that an order began is in another state, or paid for longer."""
    tx.tell(SubscriptionChanged(tx.shop_id, order_id=order_id, state=state.value))


async def set_state(tx: Transaction, order_id: OrderId, state: SubscriptionState) -> bool:
    """Move the subscription of a locked order; False when it was so, or has ended for good."""
    found = await subscriptions.subscription(tx.connection, tx.shop_id, order_id, lock=True)
    if found is None or found["state"] in (state, SubscriptionState.EXPIRED):
        return False
    await subscriptions.set_state(tx.connection, tx.shop_id, order_id, state)
    tell_state(tx, order_id, state)
    return True


class ExpireSubscriptions:
    """The job: those whose paid time has passed end, each in its own transaction."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self) -> int:
        """End what is due; return how many."""
        async with self._uow.platform() as connection:
            due = await subscriptions.past_due(connection, self._clock.now(), GRACE_SECONDS)
        ended = 0
        for row in due:
            shop_id, order_id = ShopId(row["shop_id"]), OrderId(row["order_id"])
            async with self._uow(shop_id) as tx:
                # Renewals hold the first order's lock: whoever is later sees what the other did.
                await lock_order(tx, order_id)
                found = await subscriptions.subscription(tx.connection, shop_id, order_id, lock=True)
                if found is None or found["paid_until"] >= self._clock.now():
                    continue
                ended += await set_state(tx, order_id, SubscriptionState.EXPIRED)
            log.info("subscription.expired", shop_id=shop_id, order_id=order_id)
        return ended
