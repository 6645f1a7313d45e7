"""Close pay pages nobody should pay on any more: the order was paid otherwise, expired or was cancelled.

Best effort: a page that could not be closed in time and is paid all the same gives its money back by itself.
"""

import structlog

from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.uow import UnitOfWork
from core.orders.events import OrderChanged, OrderPaid
from core.shops.shop import Shop
from db.repositories import money, shops
from db.types.enums import IntentState
from db.types.ids import IntentId, OrderId, ShopId
from payments.look_up_payment import known_of
from payments.protocol import ProviderDown
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)
_OVER = (IntentState.CANCELLED, IntentState.EXPIRED)
_ENDS = ("cancel", "hold_expired", "pay_on_delivery")


class ClosePages:
    """The consumer `pages`."""

    def __init__(self, uow: UnitOfWork, registry: Registry, settings: ProviderSettings) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: a provider is down."""
        match recorded.event:
            case OrderPaid(order_id=order_id):
                await self.of_order(recorded.event.shop_id, order_id)
            case OrderChanged(order_id=order_id, event=event) if event in _ENDS:
                await self.of_order(recorded.event.shop_id, order_id)
            case _:
                return

    async def of_order(self, shop_id: ShopId, order_id: OrderId) -> None:
        """Close every open page of an order's ended attempts. Raises: TryLater."""
        async with self._uow(shop_id) as tx:
            open_pages = [
                intent
                for intent in await money.intents_of(tx.connection, shop_id, order_id)
                if intent["state"] in _OVER and intent["url"] and intent["external_id"]
            ]
            row = await shops.shop(tx.connection, shop_id) if open_pages else None
        if row is None:
            return
        shop = Shop.from_row(row)
        for intent in open_pages:
            provider = self._registry.get(intent["provider"])
            if provider is None:
                continue
            try:
                await provider.close(self._settings.of(shop, provider), known_of(shop_id, intent))
            except ProviderDown as down:
                msg = f"{provider.code} is down"
                raise TryLater(msg, 60.0) from down
            async with self._uow(shop_id) as tx:
                await money.page_closed(tx.connection, shop_id, IntentId(intent["id"]))
            log.info("page.closed", provider=provider.code, order_id=order_id)
