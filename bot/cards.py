"""The consumer `cards`: after each event of an order, bring its live cards up to date and tell who should hear.

Cards are edited (repeating an edit is harmless); messages are sent at most once per event and chat. When Telegram
says no, nothing was sent, so it is tried again later. When it says nothing, a push is not repeated; a new order's card
for staff is, because one seen twice is better than an order nobody sees.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot import links
from bot.fleet import Fleet
from bot.order_card import customer_card, staff_card
from bot.screen import Button, Screen
from bot.show import Place, Show
from core.auth.roles import Permission, allows
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import language_for, words_of
from core.kit.observability.metrics import NOTIFICATIONS
from core.notifications.cards import CUSTOMER, STAFF, Card, Colleague, KeepCard, Right, TellOnce
from core.notifications.rules import STAFF_SEE, Telling, telling
from core.orders.events import CreditNoted, DisputeNoted, RefundSettled
from core.orders.view_orders import OrderView, ViewOrders
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from db.types.enums import OrderStatus, Role
from db.types.ids import BotId, OrderId
from db.types.money import Money

log = structlog.get_logger(__name__)
# A staff card of which nothing was heard for so long is sent again.
STAFF_CARD_AGAIN = 120
_SOON = 5.0
# Refusals that concern the chat and will not pass by themselves; 403 says the same.
_CLOSED_CHAT = (
    "chat not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "chat was deactivated",
)


@dataclass(frozen=True, slots=True)
class _Round:
    """One event being followed. `later`: after how many seconds to try what could not be done now."""

    recorded: Recorded
    shop: Shop
    order: OrderView
    told: Telling
    later: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A chat where staff are told, in its language; `role` is None in a group."""

    chat_id: int
    language: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class _Sent:
    """What became of a message: its id when it was sent now; `barred`: the chat cannot be written to."""

    message_id: int | None = None
    right: Right = Right.SPENT

    @property
    def barred(self) -> bool:
        return self.right is Right.BARRED


class OrderCards:
    """Keeps what people see of an order true."""

    def __init__(
        self,
        fleet: Fleet,
        orders: ViewOrders,
        shops: Shops,
        cards: KeepCard,
        once: TellOnce,
        pictures: Pictures,
    ) -> None:
        self._fleet = fleet
        self._orders = orders
        self._shops = shops
        self._cards = cards
        self._once = once
        self._pictures = pictures

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
        this = _Round(recorded, shop, order, told)
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
        words = words_of(order.language)
        screen = customer_card(words, shop, order)
        chat_id = order.customer_telegram_id
        live = [card for card in await self._cards.of_order(shop.id, order.id) if card.audience == CUSTOMER]
        if told.customer_card:
            await self._card_anew(this, bot, Card(chat_id, CUSTOMER, bot_id, None, order.language), live)
        else:
            for card in live:
                await self._edit(this, bot, card, screen)
        own_doing = getattr(this.recorded.event, "actor_id", None) == order.person_id
        if told.customer is not None and not own_doing:
            text = words(
                told.customer,
                number=str(order.number),
                sum=self._event_sum(this.recorded, order),
                tracking=order.tracking or "none",
                reason=order.reason or "",
                pickup="yes" if order.delivery_kind == "pickup" else "no",
                refund="yes" if order.refunds else "no",
            )
            button = Button(words.plain("button-open-order"), links.Order(order.id))
            await self._say(this, bot, bot_id, chat_id, told.customer, Screen(text, ((button,),)))

    @staticmethod
    def _event_sum(recorded: Recorded, order: OrderView) -> Money:
        event = recorded.event
        if isinstance(event, (RefundSettled, CreditNoted, DisputeNoted)):
            return Money(event.amount, event.currency)
        return Money(order.total, order.currency)

    async def _card_anew(self, this: _Round, bot: Bot, card: Card, live: Sequence[Card]) -> None:
        """Bring the card to the foot of the chat (it was paid just now); the old one loses its buttons."""
        words, shop, order = words_of(this.order.language), this.shop, this.order
        fresh = customer_card(words, shop, order, fresh=True)
        sent = await self._say(this, bot, card.bot_id, card.chat_id, "card", fresh, card=card)
        if sent.message_id is None:
            for old in live:
                await self._edit(this, bot, old, customer_card(words, shop, order))
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
        colleagues = await self._cards.colleagues(shop.id)
        desks = [
            _Desk(person.telegram_id, language_for(person.language, person.telegram_language), person.role)
            for person in colleagues
            if allows(person.role, Permission.SEE_ORDERS)
        ]
        if shop.staff_chat_id is not None:
            group = _Desk(shop.staff_chat_id, _owners_language(colleagues), None)
            if await self._tell_group(this, bot, shop.bot_id, group, live):
                # Who was told in private while the group could not be reached sees no old state either.
                for desk in desks:
                    if desk.chat_id in live:
                        await self._edit(this, bot, live[desk.chat_id], self._staff_screen(this, desk))
                return
            log.warning("staff.group_closed", shop_id=shop.id, chat_id=group.chat_id)
        for desk in desks:
            await self._tell_desk(this, bot, shop.bot_id, desk, live.get(desk.chat_id))

    async def _tell_group(self, this: _Round, bot: Bot, bot_id: BotId, group: _Desk, live: dict[int, Card]) -> bool:
        """Tell the staff group, wherever it has moved to; False when it cannot be written to."""
        try:
            return await self._tell_desk(this, bot, bot_id, group, live.get(group.chat_id))
        except TelegramMigrateToChat as moved:
            log.info("staff.group_moved", shop_id=this.shop.id, to=moved.migrate_to_chat_id)
            await self._cards.staff_moved(this.shop.id, group.chat_id, moved.migrate_to_chat_id)
            there = replace(group, chat_id=moved.migrate_to_chat_id)
            return await self._tell_desk(this, bot, bot_id, there, live.get(there.chat_id))

    async def _tell_desk(self, this: _Round, bot: Bot, bot_id: BotId, desk: _Desk, card: Card | None) -> bool:
        """Bring a desk's card up to date, or send it, and say what is to be said; False for a closed chat."""
        screen = self._staff_screen(this, desk)
        if card is not None and card.message_id is not None:
            open_chat = await self._edit(this, bot, card, screen)
        else:
            new = Card(desk.chat_id, STAFF, bot_id, None, desk.language)
            sent = await self._say(
                this, bot, bot_id, desk.chat_id, "staff-card", screen, card=new, again_after=STAFF_CARD_AGAIN
            )
            open_chat = not sent.barred
        if this.told.staff is None or not open_chat:
            return open_chat
        words = words_of(desk.language)
        text = words(
            this.told.staff,
            number=str(this.order.number),
            sum=self._event_sum(this.recorded, this.order),
            reason=this.order.reason or "",
        )
        button = Button(words.plain("button-open-order"), links.StaffOrder(this.order.id))
        sent = await self._say(this, bot, bot_id, desk.chat_id, this.told.staff, Screen(text, ((button,),)))
        return not sent.barred

    @staticmethod
    def _staff_screen(this: _Round, desk: _Desk) -> Screen:
        return staff_card(words_of(desk.language), this.shop, this.order, desk.role)

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
                    this.later.append(_pause(error))
                    continue
                await self._cards.pay_message_gone(shop.id, message)

    async def _edit(self, this: _Round, bot: Bot, card: Card, screen: Screen) -> bool:
        """Edit a card; False when its chat cannot be written to. Raises: TelegramMigrateToChat."""
        if card.message_id is None:
            return True
        show = Show(bot, card.bot_id, self._pictures)
        try:
            await show.edit_text(card.chat_id, card.message_id, screen)
        except TelegramMigrateToChat:
            raise
        except (TelegramBadRequest, TelegramForbiddenError) as gone:
            log.info("card.gone", chat_id=card.chat_id, why=gone.message[:100])
            return not _closed_chat(gone)
        except TelegramAPIError as error:
            # Repeating an edit is harmless, whatever became of this one.
            this.later.append(_pause(error))
        return True

    async def _say(
        self,
        this: _Round,
        bot: Bot,
        bot_id: BotId,
        chat_id: int,
        kind: str,
        screen: Screen,
        *,
        card: Card | None = None,
        again_after: int | None = None,
    ) -> _Sent:
        """Send once per event, chat and kind, and keep it as the order's `card`.

        With `again_after`, a message whose fate is unknown is sent again after so many seconds.
        Raises: TelegramMigrateToChat: nothing was sent, the chat has another id.
        """
        shop_id, key = this.shop.id, (this.shop.id, this.recorded.id, chat_id, kind)
        right = await self._once.claim(*key, again_after=again_after)
        if right is not Right.OURS:
            if right is Right.OPEN and again_after is not None:
                this.later.append(again_after)
            return _Sent(right=right)
        try:
            shown = await Show(bot, bot_id, self._pictures).screen(shop_id, Place(chat_id), screen)
        except TelegramMigrateToChat:
            await self._once.release(*key)
            raise
        except TelegramAPIError as error:
            if _closed_chat(error):
                NOTIFICATIONS.labels("telegram", "blocked").inc()
                await self._once.close(*key, "skipped")
                return _Sent(right=Right.BARRED)
            NOTIFICATIONS.labels("telegram", "failed").inc()
            log.warning("notification.failed", chat_id=chat_id, why=type(error).__name__)
            if not _unknown(error):
                await self._once.release(*key)
                this.later.append(_pause(error))
            elif again_after is not None:
                this.later.append(again_after)
            else:
                await self._once.close(*key, "failed")
            return _Sent()
        if card is not None:
            await self._cards.keep(shop_id, this.order.id, replace(card, message_id=shown.message_id))
        await self._once.close(*key, "sent")
        NOTIFICATIONS.labels("telegram", "sent").inc()
        return _Sent(shown.message_id)


def _unknown(error: TelegramAPIError) -> bool:
    """Whether nobody knows if Telegram did it; any other refusal is certain."""
    known = isinstance(error, TelegramEntityTooLarge)
    return isinstance(error, (TelegramServerError, TelegramNetworkError)) and not known


def _closed_chat(error: TelegramAPIError) -> bool:
    """Whether the chat takes nothing from this bot: kicked, blocked, muted, deleted, or never met."""
    if isinstance(error, TelegramForbiddenError):
        return True
    said = error.message.lower()
    return isinstance(error, TelegramBadRequest) and any(words in said for words in _CLOSED_CHAT)


def _pause(error: TelegramAPIError) -> float:
    """Return after how many seconds to try again."""
    return error.retry_after + 1 if isinstance(error, TelegramRetryAfter) else _SOON


def _owners_language(colleagues: Sequence[Colleague]) -> str:
    owner = next((person for person in colleagues if person.role is Role.OWNER), None)
    return language_for(owner.language, owner.telegram_language) if owner else "en"


def _never_theirs(order: OrderView) -> bool:
    """A prepaid order that was never paid is no work for staff, even when it is cancelled."""
    return order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED) and not order.paid and not order.refunds
