"""A topic of the staff's forum for each order, where the shop wants it."""

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from db.repositories import shops, work
from db.types.ids import OrderId, ShopId


class OrderTopics:
    """Remembers topics; Telegram makes them."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def switch(self, actor: Actor, *, on: bool) -> None:
        """Want a topic for each order, or not any more. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            await shops.set_rule(tx.connection, tx.shop_id, "order_topics", on)
            await record(tx, self._clock, actor, "rule.order_topics", "order_topics", after={"value": on})

    async def known(self, shop_id: ShopId, order_id: OrderId, chat_id: int) -> int | None:
        """Return an order's topic in a group, if there is one."""
        async with self._uow(shop_id) as tx:
            found = await work.topic(tx.connection, shop_id, order_id, chat_id)
        return found["thread_id"] if found is not None else None

    async def claim(self, shop_id: ShopId, order_id: OrderId, chat_id: int) -> bool:
        """Take the right to make it, given once."""
        async with self._uow(shop_id) as tx:
            return await work.claim_topic(tx.connection, shop_id, order_id, chat_id)

    async def keep(self, shop_id: ShopId, order_id: OrderId, chat_id: int, thread_id: int) -> None:
        """Remember what Telegram made."""
        async with self._uow(shop_id) as tx:
            await work.keep_topic(tx.connection, shop_id, order_id, chat_id, thread_id)

    async def close(self, shop_id: ShopId, order_id: OrderId, chat_id: int) -> int | None:
        """Mark it closed, once; return the thread to close."""
        async with self._uow(shop_id) as tx:
            return await work.close_topic(tx.connection, shop_id, order_id, chat_id)
