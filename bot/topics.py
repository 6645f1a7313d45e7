"""Topics of the staff's forum: one for each order, closed when it is over; a plain group goes on as it is."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.order_card import ICONS
from core.orders.topics import OrderTopics
from core.orders.view_orders import OrderView
from core.shops.shop import Shop

log = structlog.get_logger(__name__)
_NAME_LIMIT = 128


class Topics:
    """Makes and closes topics; whatever Telegram refuses, the card goes to the group."""

    def __init__(self, topics: OrderTopics) -> None:
        self._topics = topics

    async def of(self, bot: Bot, shop: Shop, order: OrderView, chat_id: int) -> int | None:
        """Return the topic of an order, made now if the shop wants one; None for the group itself."""
        if not shop.rules.order_topics:
            return None
        known = await self._topics.known(shop.id, order.id, chat_id)
        if known is not None or not await self._is_forum(bot, chat_id):
            return known
        if not await self._topics.claim(shop.id, order.id, chat_id):
            return await self._topics.known(shop.id, order.id, chat_id)
        name = f"{ICONS[order.status]} {order.number} · {order.customer_name}"[:_NAME_LIMIT]
        try:
            made = await bot.create_forum_topic(chat_id, name)
        except TelegramAPIError as error:
            # No forum, no right to make topics, or nobody knows: the order is not lost, its card stands in the group.
            log.info("topic.not_made", shop_id=shop.id, order_id=order.id, why=str(error)[:100])
            return None
        await self._topics.keep(shop.id, order.id, chat_id, made.message_thread_id)
        return made.message_thread_id

    @staticmethod
    async def _is_forum(bot: Bot, chat_id: int) -> bool:
        try:
            return bool((await bot.get_chat(chat_id)).is_forum)
        except TelegramAPIError:
            return False

    async def close(self, bot: Bot, shop: Shop, order: OrderView, chat_id: int) -> None:
        """Close an order's topic, once."""
        thread_id = await self._topics.close(shop.id, order.id, chat_id)
        if thread_id is None:
            return
        try:
            await bot.close_forum_topic(chat_id, thread_id)
        except TelegramAPIError as error:
            log.info("topic.not_closed", shop_id=shop.id, order_id=order.id, why=str(error)[:100])
