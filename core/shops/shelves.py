"""Keep the shelves' "sold out" marks in step with the stock, after each event that may have changed it."""

from core.kit.event import Recorded
from core.kit.uow import UnitOfWork
from core.shops.events import StockChanged
from db.repositories import assortment, shops


class FollowStock:
    """The consumer `shelves`: runs again without harm."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, recorded: Recorded) -> None:
        """Bring the marks up to date and, if one changed, raise the catalogue's version."""
        event = recorded.event
        if not isinstance(event, StockChanged):
            return
        async with self._uow(event.shop_id) as tx:
            if await assortment.refresh_sold_out(tx.connection, event.shop_id, event.stock_item_ids):
                await shops.bump_catalogue(tx.connection, event.shop_id)
