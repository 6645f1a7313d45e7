"""What people do with their subscriptions: Telegram tells it, or they press our button."""

import structlog

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.orders.moving import lock_order
from core.orders.subscriptions import set_state
from db.repositories import money, orders, subscriptions
from db.types.enums import SubscriptionState
from db.types.ids import BotId, IntentId, OrderId, ShopId
from payments.errors import MethodUnavailable
from payments.telegram_calls import BotCalls, BotRefused

log = structlog.get_logger(__name__)
# Telegram's words for what happened, and ours.
_STATES = {
    "canceled": SubscriptionState.CANCELLED,
    "active": SubscriptionState.ACTIVE,
    "failed": SubscriptionState.FAILED,
}


class FollowSubscription:
    """Writes what Telegram tells of a subscription."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, shop_id: ShopId, intent_id: IntentId, payer_telegram_id: int, said: str) -> bool:
        """Move the subscription of the order the attempt was for; False when that means nothing here."""
        state = _STATES.get(said)
        async with self._uow(shop_id) as tx:
            intent = await money.intent(tx.connection, shop_id, intent_id)
            if intent is None or state is None:
                return False
            order_id = OrderId(intent["order_id"])
            await lock_order(tx, order_id)
            found = await subscriptions.subscription(tx.connection, shop_id, order_id)
            if found is None or found["telegram_id"] != payer_telegram_id:
                log.warning("subscription.unexplained", shop_id=shop_id, order_id=order_id)
                return False
            return await set_state(tx, order_id, state)


class ChangeSubscription:
    """The buyer cancels a subscription, or lets it go on: Telegram first, then our books."""

    def __init__(self, uow: UnitOfWork, calls: BotCalls) -> None:
        self._uow = uow
        self._calls = calls

    async def __call__(self, actor: Actor, order_id: OrderId, *, cancel: bool) -> bool:
        """Cancel (it runs until the end of what is paid) or resume; False when it was so already.

        Raises:
            NotFound: no such order, somebody else's, or no subscription in it.
            MethodUnavailable: Telegram does not let it be changed.
            ProviderDown: nobody knows; the same tap may be repeated.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id)
            found = await subscriptions.subscription(tx.connection, tx.shop_id, order_id)
            if order is None or found is None or order["person_id"] != actor.person_id or found["bot_id"] is None:
                raise NotFound
        wanted = SubscriptionState.CANCELLED if cancel else SubscriptionState.ACTIVE
        if found["state"] in (wanted, SubscriptionState.EXPIRED):
            return False
        try:
            await self._calls(
                BotId(found["bot_id"]),
                "editUserStarSubscription",
                user_id=actor.telegram_id,
                telegram_payment_charge_id=found["charge_external_id"],
                is_canceled=cancel,
            )
        except BotRefused as refused:
            raise MethodUnavailable from refused
        async with self._uow(actor.shop_id) as tx:
            await lock_order(tx, order_id)
            return await set_state(tx, order_id, wanted)
