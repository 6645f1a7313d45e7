"""Send digital goods into their buyer's chat: keys to copy, texts to read, files to keep.

The consumer `digital` does it by itself at most once per order; after that the buyer asks. What is sent is never
logged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile, LinkPreviewOptions

from bot.fleet import Fleet
from bot.show import CAPTION_LIMIT, TEXT_LIMIT, shortened
from core.kit.errors import AppError
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Words
from core.kit.observability.metrics import NOTIFICATIONS
from core.notifications.cards import Right, TellOnce
from core.orders.events import OrderChanged, OrderPaid
from core.orders.open_goods import Goods, OpenGoods, Piece
from core.orders.state import OrderEvent
from core.shops.open_shop import Shops
from core.shops.texts import ShopWords
from db.types.ids import EventId, OrderId, ShopId

log = structlog.get_logger(__name__)
_SOON = 5.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message: a text, or a file with its caption. `kind` names it among the order's."""

    kind: str
    text: str = field(repr=False)
    file: bytes | None = field(default=None, repr=False)
    name: str = ""
    # A text is for its buyer alone; keys are copied and files are kept.
    protected: bool = False


def parcels(words: Words, goods: Goods) -> Iterator[Parcel]:
    """Return the messages that bring an order's goods (pure)."""
    number = str(goods.number)
    keys = [piece for piece in goods.pieces if piece.keys]
    if keys:
        yield _keys(words, number, keys)
    for piece in goods.pieces:
        if piece.text:
            title = words("goods-piece", title=words.pick(piece.title))
            text = "\n\n".join((words("goods-title", number=number), title, words("goods-text", text=piece.text)))
            yield Parcel(f"text:{piece.position}", f"{text}\n\n{words('goods-again')}", protected=True)
        elif piece.file is not None:
            caption = words("goods-file", title=words.pick(piece.title), number=number)
            yield Parcel(f"file:{piece.position}", shortened(caption, CAPTION_LIMIT), piece.file, piece.name)


def _keys(words: Words, number: str, pieces: list[Piece]) -> Parcel:
    """Keys to tap and copy; too many for a message are a text file."""
    parts = [words("goods-title", number=number)]
    for piece in pieces:
        lines = "\n".join(words("goods-key", code=key) for key in piece.keys)
        parts.append(f"{words('goods-piece', title=words.pick(piece.title))}\n{lines}")
    text = "\n\n".join((*parts, words("goods-again")))
    if len(text) <= TEXT_LIMIT:
        return Parcel("keys", text)
    listed = "\n\n".join("\n".join((words.pick(piece.title), *piece.keys)) for piece in pieces)
    return Parcel("keys", words("goods-in-file", number=number), listed.encode(), f"{number}.txt")


class SendGoods:
    """Sends the parcels of an order."""

    def __init__(self, fleet: Fleet, shops: Shops, texts: ShopWords) -> None:
        self._fleet = fleet
        self._shops = shops
        self._texts = texts

    async def words_for(self, shop_id: ShopId, goods: Goods) -> Words:
        """Return the shop's words in the buyer's language."""
        return await self._texts.of(await self._shops.by_id(shop_id), goods.language)

    async def bot_for(self, shop_id: ShopId, goods: Goods) -> Bot | None:
        """Return the bot the order was placed in, or the shop's of today."""
        bot_id = goods.bot_id or (await self._shops.by_id(shop_id)).bot_id
        return await self._fleet.bot(bot_id) if bot_id is not None else None

    @staticmethod
    async def one(bot: Bot, chat_id: int, parcel: Parcel) -> None:
        """Send a parcel. Raises: TelegramAPIError."""
        if parcel.file is not None:
            await bot.send_document(chat_id, BufferedInputFile(parcel.file, filename=parcel.name), caption=parcel.text)
            return
        await bot.send_message(
            chat_id,
            parcel.text,
            protect_content=parcel.protected or None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def again(self, shop_id: ShopId, goods: Goods, words: Words) -> bool:
        """Send everything once more, because its buyer asks; False when it could not be sent."""
        bot = await self.bot_for(shop_id, goods)
        if bot is None:
            return False
        try:
            for parcel in parcels(words, goods):
                await self.one(bot, goods.buyer_telegram_id, parcel)
        except TelegramAPIError as error:
            log.warning("goods.not_sent", order_id=goods.order_id, why=type(error).__name__)
            return False
        return True


class DeliverGoods:
    """The consumer `digital`."""

    def __init__(self, open_goods: OpenGoods, send: SendGoods, once: TellOnce) -> None:
        self._open = open_goods
        self._send = send
        self._once = once

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: a part could certainly not be sent."""
        match recorded.event:
            case OrderPaid(order_id=order_id):
                pass
            case OrderChanged(order_id=order_id, event=OrderEvent.DIGITAL_DELIVERED.value):
                pass
            case _:
                return
        shop_id = recorded.event.shop_id
        try:
            goods = await self._open.to_send(shop_id, order_id)
        except AppError:
            return  # nothing digital in it, or not paid for any more
        bot = await self._send.bot_for(shop_id, goods)
        if bot is None:
            log.error("goods.no_bot", order_id=order_id)
            return
        for parcel in parcels(await self._send.words_for(shop_id, goods), goods):
            await self._once_per_order(bot, shop_id, order_id, goods.buyer_telegram_id, parcel)

    async def _once_per_order(self, bot: Bot, shop_id: ShopId, order_id: OrderId, chat_id: int, parcel: Parcel) -> None:
        # The right is the order's, not the event's: however often it is told that it was paid.
        key = (shop_id, EventId(order_id), chat_id, f"goods:{parcel.kind}")
        if await self._once.claim(*key) is not Right.OURS:
            return
        try:
            await self._send.one(bot, chat_id, parcel)
        except TelegramAPIError as error:
            NOTIFICATIONS.labels("telegram", "failed").inc()
            log.warning("goods.not_sent", order_id=order_id, why=type(error).__name__)
            if isinstance(error, TelegramRetryAfter):
                await self._once.release(*key)
                msg = f"goods of order {order_id}"
                raise TryLater(msg, error.retry_after + 1) from error
            # Unheard of, or refused for good (blocked, deleted): the buyer opens it from the order.
            unknown = isinstance(error, (TelegramServerError, TelegramNetworkError))
            certain = isinstance(error, TelegramEntityTooLarge) or not unknown
            await self._once.close(*key, "skipped" if certain else "failed")
        else:
            await self._once.close(*key, "sent")
            NOTIFICATIONS.labels("telegram", "sent").inc()
