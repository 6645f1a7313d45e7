"""Shows what happened to an order, and what became of the goods, to who is looking at it on the web right now."""

from core.kit.event import Recorded
from core.kit.live import GOODS, ORDERS, Live
from core.kit.uow import UnitOfWork
from core.orders.events import OrderChanged, OrderPaid, OrderPlaced, RefundSettled, ReturnChanged
from core.shops.events import StockChanged
from db.repositories import orders, returns
from db.types.ids import OrderId, PersonId, ShopId


class ShowOrders:
    """A consumer of the relay; seeing an event twice does no harm."""

    def __init__(self, uow: UnitOfWork, live: Live) -> None:
        self._uow = uow
        self._live = live

    async def __call__(self, recorded: Recorded) -> None:
        """Tell whoever is looking."""
        match recorded.event:
            case OrderPlaced() | OrderChanged() | OrderPaid() | RefundSettled():
                if recorded.event.order_id is not None:
                    await self._order(recorded.event.shop_id, OrderId(recorded.event.order_id))
            case ReturnChanged():
                await self._return(recorded.event.shop_id, recorded.event.return_id)
            case StockChanged():
                self._live.tell(recorded.event.shop_id, GOODS)
            case _:
                pass

    async def _order(self, shop_id: ShopId, order_id: OrderId) -> None:
        async with self._uow(shop_id) as tx:
            found = await orders.order(tx.connection, tx.shop_id, order_id)
        if found is not None:
            self._live.tell(shop_id, ORDERS, [PersonId(found["person_id"])])

    async def _return(self, shop_id: ShopId, return_id: int) -> None:
        async with self._uow(shop_id) as tx:
            found = await returns.one(tx.connection, tx.shop_id, return_id)
        if found is not None:
            self._live.tell(shop_id, ORDERS, [PersonId(found["person_id"])])
