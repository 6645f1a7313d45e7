"""The consumer `cards`: after each event of an order, bring its live cards up to date and tell who should hear.

Cards are edited (repeating an edit is harmless); messages are sent at most once per event and chat.
"""

import contextlib
from collections.abc import Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
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
from core.kit.i18n.words import language_for, words_of
from core.kit.observability.metrics import NOTIFICATIONS
from core.notifications.cards import CUSTOMER, STAFF, Card, KeepCard, TellOnce
from core.notifications.rules import STAFF_SEE, Telling, telling
from core.orders.events import RefundSettled
from core.orders.view_orders import OrderView, ViewOrders
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from db.types.enums import OrderStatus, Role
from db.types.ids import BotId, OrderId
from db.types.money import Money

log = structlog.get_logger(__name__)
_AGAIN = (TelegramRetryAfter, TelegramServerError, TelegramNetworkError)


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
        """Follow one event. Raises: TelegramAPIError kinds that are worth another try."""
        told = telling(recorded.event)
        if told is None or told.order_id is None:
            return
        shop = await self._shops.by_id(recorded.event.shop_id)
        try:
            order = await self._orders.for_card(shop.id, OrderId(told.order_id))
        except NotFound:
            return
        await self._customer(recorded, shop, order, told)
        await self._staff(recorded, shop, order, told)
        await self._finish_pay_messages(shop, order)

    # ── the buyer ────────────────────────────────────────────────────────────────────────────────────────

    async def _customer(self, recorded: Recorded, shop: Shop, order: OrderView, told: Telling) -> None:
        bot_id = order.bot_id or shop.bot_id
        bot = await self._fleet.bot(bot_id) if bot_id else None
        if bot is None or bot_id is None:
            return
        words = words_of(order.language)
        screen = customer_card(words, shop, order)
        chat_id = order.customer_telegram_id
        live = [card for card in await self._cards.of_order(shop.id, order.id) if card.audience == CUSTOMER]
        if told.customer_card:
            await self._card_anew(
                recorded, shop, order, bot, Card(chat_id, CUSTOMER, bot_id, None, order.language), live
            )
        else:
            for card in live:
                await self._edit(bot, card, screen)
        own_doing = getattr(recorded.event, "actor_id", None) == order.person_id
        if told.customer is not None and not own_doing:
            text = words(
                told.customer,
                number=str(order.number),
                sum=self._event_sum(recorded, order),
                tracking=order.tracking or "none",
                reason=order.reason or "",
                pickup="yes" if order.delivery_kind == "pickup" else "no",
                refund="yes" if order.refunds else "no",
            )
            button = Button(words.plain("button-open-order"), links.Order(order.id))
            await self._say(recorded, shop, bot, bot_id, chat_id, told.customer, Screen(text, ((button,),)))

    @staticmethod
    def _event_sum(recorded: Recorded, order: OrderView) -> Money:
        event = recorded.event
        if isinstance(event, RefundSettled):
            return Money(event.amount, event.currency)
        return Money(order.total, order.currency)

    async def _card_anew(
        self, recorded: Recorded, shop: Shop, order: OrderView, bot: Bot, card: Card, live: Sequence[Card]
    ) -> None:
        """Bring the card to the foot of the chat (it was paid just now); the old one loses its buttons."""
        if not await self._once.claim(shop.id, recorded.id, card.chat_id, "card"):
            for old in live:
                await self._edit(bot, old, customer_card(words_of(order.language), shop, order))
            return
        screen = customer_card(words_of(order.language), shop, order, fresh=True)
        message_id = await self._deliver(bot, card.bot_id, shop, card.chat_id, screen)
        state = "sent" if message_id else "skipped"
        await self._once.close(shop.id, recorded.id, card.chat_id, "card", state)
        if message_id is None:
            return
        await self._cards.keep(shop.id, order.id, Card(card.chat_id, CUSTOMER, card.bot_id, message_id, card.language))
        for old in live:
            if old.message_id is not None and old.message_id != message_id:
                with contextlib.suppress(TelegramAPIError):
                    await bot.delete_message(old.chat_id, old.message_id)

    # ── the staff ────────────────────────────────────────────────────────────────────────────────────────

    async def _staff(self, recorded: Recorded, shop: Shop, order: OrderView, told: Telling) -> None:
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        live = {card.chat_id: card for card in await self._cards.of_order(shop.id, order.id) if card.audience == STAFF}
        if not live and (order.status not in STAFF_SEE or _never_theirs(order)):
            return
        for chat_id, language, role in await self._staff_chats(shop):
            words = words_of(language)
            screen = staff_card(words, shop, order, role)
            card = live.get(chat_id)
            if card is not None and card.message_id is not None:
                await self._edit(bot, card, screen)
            elif await self._once.claim(shop.id, recorded.id, chat_id, "staff-card"):
                message_id = await self._deliver(bot, shop.bot_id, shop, chat_id, screen)
                await self._once.close(shop.id, recorded.id, chat_id, "staff-card", "sent" if message_id else "skipped")
                if message_id is not None:
                    await self._cards.keep(shop.id, order.id, Card(chat_id, STAFF, shop.bot_id, message_id, language))
            if told.staff is not None:
                text = words(
                    told.staff,
                    number=str(order.number),
                    sum=self._event_sum(recorded, order),
                    reason=order.reason or "",
                )
                button = Button(words.plain("button-open-order"), links.StaffOrder(order.id))
                await self._say(recorded, shop, bot, shop.bot_id, chat_id, told.staff, Screen(text, ((button,),)))

    async def _staff_chats(self, shop: Shop) -> list[tuple[int, str, Role | None]]:
        """Return where staff are told: the group, or each colleague who handles orders."""
        colleagues = await self._cards.colleagues(shop.id)
        if shop.staff_chat_id is not None:
            owner = next((person for person in colleagues if person.role is Role.OWNER), None)
            language = language_for(owner.language, owner.telegram_language) if owner else "en"
            return [(shop.staff_chat_id, language, None)]
        return [
            (person.telegram_id, language_for(person.language, person.telegram_language), person.role)
            for person in colleagues
            if allows(person.role, Permission.SEE_ORDERS)
        ]

    # ── messages ─────────────────────────────────────────────────────────────────────────────────────────

    async def _finish_pay_messages(self, shop: Shop, order: OrderView) -> None:
        """No live pay button stays behind: pay messages of an order that takes no money now are removed."""
        if order.status is OrderStatus.AWAITING_PAYMENT:
            return
        bot = await self._fleet.bot(order.bot_id) if order.bot_id else None
        if bot is None:
            return
        for message in await self._cards.pay_messages(shop.id, order.id):
            if not message.paid:
                with contextlib.suppress(TelegramBadRequest, TelegramForbiddenError):
                    await bot.delete_message(message.chat_id, message.message_id)
                await self._cards.pay_message_gone(shop.id, message)

    async def _edit(self, bot: Bot, card: Card, screen: Screen) -> None:
        if card.message_id is None:
            return
        show = Show(bot, card.bot_id, self._pictures)
        try:
            await show.edit_text(card.chat_id, card.message_id, screen)
        except (TelegramBadRequest, TelegramForbiddenError) as gone:
            log.info("card.gone", chat_id=card.chat_id, why=gone.message[:100])

    async def _say(
        self, recorded: Recorded, shop: Shop, bot: Bot, bot_id: BotId, chat_id: int, kind: str, screen: Screen
    ) -> None:
        if not await self._once.claim(shop.id, recorded.id, chat_id, kind):
            return
        message_id = await self._deliver(bot, bot_id, shop, chat_id, screen)
        await self._once.close(shop.id, recorded.id, chat_id, kind, "sent" if message_id else "skipped")

    async def _deliver(self, bot: Bot, bot_id: BotId, shop: Shop, chat_id: int, screen: Screen) -> int | None:
        """Send once; None when the chat cannot be written to, or nobody knows whether it arrived."""
        try:
            shown = await Show(bot, bot_id, self._pictures).screen(shop.id, Place(chat_id), screen)
        except TelegramForbiddenError:
            NOTIFICATIONS.labels("telegram", "blocked").inc()
            return None
        except (TelegramBadRequest, *_AGAIN) as error:
            NOTIFICATIONS.labels("telegram", "failed").inc()
            log.warning("notification.failed", chat_id=chat_id, why=type(error).__name__)
            return None
        NOTIFICATIONS.labels("telegram", "sent").inc()
        return shown.message_id


def _never_theirs(order: OrderView) -> bool:
    """A prepaid order that was never paid is no work for staff, even when it is cancelled."""
    return order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED) and not order.paid and not order.refunds
