"""The consumer `cards`: after each event of an order, bring its live cards up to date and tell who should hear.

Cards are edited (repeating an edit is harmless); messages are sent at most once per event and chat. When Telegram
says no, nothing was sent, so it is tried again later. When it says nothing, a push is not repeated; a new order's card
for staff is, because one seen twice is better than an order nobody sees.
"""

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

from bot import links
from bot.fleet import Fleet
from bot.order_card import customer_card, staff_card
from bot.pages import Pages
from bot.post import Desk, ForStaff, Post, Round, pause
from bot.screen import Button, Screen
from bot.topics import Topics
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import words_of
from core.notifications.cards import CUSTOMER, STAFF, Card, KeepCard
from core.notifications.rules import STAFF_SEE, Telling, telling
from core.orders.events import CreditNoted, DisputeNoted, RefundSettled
from core.orders.view_orders import OrderView, ViewOrders
from core.shops.open_shop import Shops
from core.shops.texts import ShopWords
from db.types.enums import OrderStatus
from db.types.ids import OrderId
from db.types.money import Money

_OVER = (OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.EXPIRED)


@dataclass(frozen=True, slots=True)
class _Round(Round):
    """One event of an order being followed."""

    recorded: Recorded = field(kw_only=True)
    order: OrderView = field(kw_only=True)
    told: Telling = field(kw_only=True)


class OrderCards:
    """Keeps what people see of an order true."""

    def __init__(
        self,
        fleet: Fleet,
        orders: ViewOrders,
        shops: Shops,
        texts: ShopWords,
        cards: KeepCard,
        post: Post,
        topics: Topics,
        pages: Pages,
    ) -> None:
        self._fleet = fleet
        self._orders = orders
        self._shops = shops
        self._texts = texts
        self._cards = cards
        self._post = post
        self._topics = topics
        self._pages = pages

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: all was tried, and a part of it must be tried again."""
        told = telling(recorded.event)
        if told is None or told.order_id is None:
            return
        shop = await self._shops.by_id(recorded.event.shop_id)
        try:
            order = await self._orders.for_card(shop.id, OrderId(told.order_id))
        except NotFound:
            return
        this = _Round(shop, recorded.id, recorded=recorded, order=order, told=told)
        await self._customer(this)
        await self._staff(this)
        await self._finish_pay_messages(this)
        if this.later:
            msg = f"{len(this.later)} messages of order {order.number}"
            raise TryLater(msg, max(this.later))

    # ── the buyer ────────────────────────────────────────────────────────────────────────────────────────

    async def _customer(self, this: _Round) -> None:
        shop, order, told = this.shop, this.order, this.told
        bot_id = order.bot_id or shop.bot_id
        bot = await self._fleet.bot(bot_id) if bot_id else None
        if bot is None or bot_id is None:
            return
        words = await self._texts.of(shop, order.language)
        screen = customer_card(words, shop, order, self._pages)
        chat_id = order.customer_telegram_id
        live = [card for card in await self._cards.of_order(shop.id, order.id) if card.audience == CUSTOMER]
        if told.customer_card:
            await self._card_anew(this, bot, Card(chat_id, CUSTOMER, bot_id, None, order.language), live)
        else:
            for card in live:
                await self._post.edit(this, bot, card, screen)
        own_doing = getattr(this.recorded.event, "actor_id", None) == order.person_id
        if told.customer is not None and not own_doing:
            text = words(
                told.customer,
                number=str(order.number),
                sum=self._event_sum(this.recorded, order),
                left=Money(max(order.total - order.paid, 0), order.currency),
                tracking=order.tracking or "none",
                reason=order.reason or "",
                pickup="yes" if order.delivery_kind == "pickup" else "no",
                refund="yes" if order.refunds else "no",
            )
            button = Button(words.plain("button-open-order"), links.Order(order.id))
            where = Card(chat_id, CUSTOMER, bot_id, None, order.language)
            await self._post.say(this, bot, where, told.customer, Screen(text, ((button,),)))

    @staticmethod
    def _event_sum(recorded: Recorded, order: OrderView) -> Money:
        event = recorded.event
        if isinstance(event, (RefundSettled, CreditNoted, DisputeNoted)):
            return Money(event.amount, event.currency)
        return Money(order.total, order.currency)

    async def _card_anew(self, this: _Round, bot: Bot, card: Card, live: Sequence[Card]) -> None:
        """Bring the card to the foot of the chat (it was paid just now); the old one loses its buttons."""
        shop, order = this.shop, this.order
        words = await self._texts.of(shop, order.language)
        fresh = customer_card(words, shop, order, self._pages, fresh=True)
        sent = await self._post.say(this, bot, card, "card", fresh, keep=self._keeping(this))
        if sent.message_id is None:
            for old in live:
                await self._post.edit(this, bot, old, customer_card(words, shop, order, self._pages))
            return
        for old in live:
            if old.message_id is not None and old.message_id != sent.message_id:
                with contextlib.suppress(TelegramAPIError):
                    await bot.delete_message(old.chat_id, old.message_id)

    # ── the staff ────────────────────────────────────────────────────────────────────────────────────────

    async def _staff(self, this: _Round) -> None:
        shop, order = this.shop, this.order
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        live = {card.chat_id: card for card in await self._cards.of_order(shop.id, order.id) if card.audience == STAFF}
        if not live and (order.status not in STAFF_SEE or _never_theirs(order)):
            return
        told = ForStaff(
            live=live,
            permission=Permission.SEE_ORDERS,
            card=lambda desk: staff_card(words_of(desk.language), shop, order, desk.role),
            push=lambda desk: self._push(this, desk),
            keep=self._keeping(this),
            thread=lambda chat_id: self._topics.of(bot, shop, order, chat_id),
        )
        await self._post.tell_staff(this, bot, shop.bot_id, told)
        if order.status in _OVER and shop.staff_chat_id is not None:
            await self._topics.close(bot, shop, order, shop.staff_chat_id)

    def _push(self, this: _Round, desk: Desk) -> tuple[str, Screen] | None:
        if this.told.staff is None:
            return None
        words = words_of(desk.language)
        text = words(
            this.told.staff,
            number=str(this.order.number),
            sum=self._event_sum(this.recorded, this.order),
            reason=this.order.reason or "",
        )
        button = Button(words.plain("button-open-order"), links.StaffOrder(this.order.id))
        return this.told.staff, Screen(text, ((button,),))

    def _keeping(self, this: _Round) -> Callable[[Card], Awaitable[object]]:
        return lambda card: self._cards.keep(this.shop.id, this.order.id, card)

    # ── messages ─────────────────────────────────────────────────────────────────────────────────────────

    async def _finish_pay_messages(self, this: _Round) -> None:
        """No live pay button stays behind: pay messages of an order that takes no money now are removed."""
        shop, order = this.shop, this.order
        if order.status is OrderStatus.AWAITING_PAYMENT:
            return
        bot = await self._fleet.bot(order.bot_id) if order.bot_id else None
        if bot is None:
            return
        for message in await self._cards.pay_messages(shop.id, order.id):
            if not message.paid:
                try:
                    await bot.delete_message(message.chat_id, message.message_id)
                except (TelegramBadRequest, TelegramForbiddenError):
                    pass
                except TelegramAPIError as error:
                    this.later.append(pause(error))
                    continue
                await self._cards.pay_message_gone(shop.id, message)


def _never_theirs(order: OrderView) -> bool:
    """A prepaid order that was never paid is no work for staff, even when it is cancelled."""
    return order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED) and not order.paid and not order.refunds
