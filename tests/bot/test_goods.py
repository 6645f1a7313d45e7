"""Digital goods are sent at most once per order, over replays, restarts and troubles of Telegram's."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import SendMessage

from bot.goods import DeliverGoods, SendGoods, parcels
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import words_of
from core.notifications.cards import TellOnce
from core.orders.events import OrderChanged, OrderPaid
from core.orders.open_goods import Goods, OpenGoods, Piece
from core.orders.place_order import Placed
from core.shops.open_shop import Shops
from core.shops.set_content import Content
from core.shops.texts import ShopWords
from db.types.enums import ProductKind
from db.types.ids import EventId, OrderId, new_id
from tests.factories import digital
from tests.factories.town import Stall, Town

_CALL = SendMessage(chat_id=1, text="x")


@dataclass
class Chat:
    """A bot that writes down what it is asked to send; `troubles` are raised first, one a call."""

    sent: list[tuple[str, Any]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)

    def _trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)

    async def send_message(self, chat_id: int, said: str, **more: Any) -> None:
        del chat_id
        self._trouble()
        self.sent.append((said, more.get("protect_content")))

    async def send_document(self, chat_id: int, document: Any, caption: str) -> None:
        del chat_id, caption
        self._trouble()
        self.sent.append((document.filename, document.data))


@dataclass
class OneBot:
    chat: Chat

    async def bot(self, bot_id: int) -> Chat:
        del bot_id
        return self.chat


def consumer(town: Town, chat: Chat) -> DeliverGoods:
    send = SendGoods(OneBot(chat), Shops(town.uow), ShopWords(town.uow))  # type: ignore[arg-type]
    return DeliverGoods(OpenGoods(town.uow, town.cipher), send, TellOnce(town.uow))


def paid(shop: Stall, order: Placed) -> Recorded:
    event = OrderPaid(shop.id, order_id=order.order_id, amount=50, currency="XTR", provider="stars")
    return Recorded(EventId(new_id()), event)


async def bought(town: Town) -> tuple[Stall, Placed]:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["AAAA-1"])
    return shop, await digital.buys(await shop.customer(), game)


async def test_an_order_is_sent_once_however_often_it_is_told_that_it_was_paid(town: Town) -> None:
    shop, order = await bought(town)
    chat = Chat()
    told = paid(shop, order)
    delivered = Recorded(EventId(new_id()), OrderChanged(shop.id, order.order_id, "digital_delivered", "delivered"))

    for event in (told, told, paid(shop, order), delivered):
        # A process of its own each time, as after a restart.
        await consumer(town, chat)(event)

    assert len(chat.sent) == 1
    assert "AAAA-1" in chat.sent[0][0]


async def test_a_lost_answer_is_not_sent_again(town: Town) -> None:
    shop, order = await bought(town)
    chat = Chat(troubles=[TelegramNetworkError(_CALL, "cut")])

    for _ in range(3):
        await consumer(town, chat)(paid(shop, order))

    assert chat.sent == []


async def test_what_certainly_was_not_sent_is_sent_later(town: Town) -> None:
    shop, order = await bought(town)
    chat = Chat(troubles=[TelegramRetryAfter(_CALL, "slow down", 3)])
    told = paid(shop, order)

    with pytest.raises(TryLater):
        await consumer(town, chat)(told)
    await consumer(town, chat)(told)

    assert len(chat.sent) == 1


@pytest.mark.parametrize(
    "trouble", [TelegramForbiddenError(_CALL, "blocked"), TelegramBadRequest(_CALL, "chat not found")]
)
async def test_a_buyer_who_blocked_the_bot_opens_it_from_the_order(town: Town, trouble: Exception) -> None:
    shop, order = await bought(town)
    chat = Chat(troubles=[trouble])

    await consumer(town, chat)(paid(shop, order))
    await consumer(town, chat)(paid(shop, order))

    assert chat.sent == []


async def test_goods_to_carry_bring_no_message(town: Town) -> None:
    shop = await town.shop()
    order = await (await shop.customer()).has_paid_for(await shop.sells("TEA"))
    chat = Chat()

    await consumer(town, chat)(paid(shop, order))

    assert chat.sent == []


async def test_a_text_is_protected_and_a_file_is_a_document(town: Town) -> None:
    shop = await digital.digital_shop(town)
    note = await digital.sells(shop, "NOTE", ProductKind.TEXT, Content(text="<4711>"))
    book = await digital.sells(shop, "BOOK", ProductKind.FILE, Content(file=b"PDF", name="b.pdf"))
    anna = await shop.customer()
    chat = Chat()

    for goods in (note, book):
        await consumer(town, chat)(paid(shop, await digital.buys(anna, goods)))

    assert "&lt;4711&gt;" in chat.sent[0][0]
    assert chat.sent[0][1] is True
    assert chat.sent[1] == ("b.pdf", b"PDF")


def test_more_keys_than_a_message_takes_are_a_file() -> None:
    keys = tuple(f"{'X' * 100}-{number}" for number in range(60))
    piece = Piece(1, ProductKind.KEYS, {"en": "Game"}, keys=keys)
    goods = Goods(OrderId(1), 1001, 13, None, "en", (piece,))

    [parcel] = parcels(words_of("en"), goods)

    assert parcel.name == "1001.txt"
    assert parcel.file is not None
    assert parcel.file.decode().splitlines() == ["Game", *keys]
    assert keys[0] not in repr(parcel)
    assert keys[0] not in repr(goods)
