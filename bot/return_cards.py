"""The consumer `return_cards`: after each step of a return both sides' live cards say what is true now."""

from dataclasses import dataclass, field

from aiogram import Bot

from bot import links
from bot.fleet import Fleet
from bot.post import Desk, ForStaff, Post, Round
from bot.return_card import customer_return_card, return_answer, staff_return_card
from bot.screen import Button, Screen
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import words_of
from core.notifications.cards import CUSTOMER, STAFF, Card
from core.notifications.return_cards import KeepReturnCard
from core.notifications.rules import return_push
from core.orders.events import OrderChanged, OrderPaid, ReturnChanged
from core.orders.return_state import ReturnEvent
from core.orders.view_returns import ReturnView, ViewReturns
from core.shops.open_shop import Shops
from core.shops.texts import ShopWords
from db.types.ids import OrderId
from db.types.money import Money


@dataclass(frozen=True, slots=True)
class _Round(Round):
    """One event of a return being followed; `event` None: the order that replaces its goods has moved."""

    view: ReturnView = field(kw_only=True)
    event: ReturnChanged | None = field(kw_only=True)


class ReturnCards:
    """Keeps what people see of a return true."""

    def __init__(
        self, fleet: Fleet, returns: ViewReturns, shops: Shops, texts: ShopWords, cards: KeepReturnCard, post: Post
    ) -> None:
        self._fleet = fleet
        self._returns = returns
        self._shops = shops
        self._texts = texts
        self._cards = cards
        self._post = post

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: all was tried, and a part of it must be tried again."""
        return_id = await self._return_of(recorded)
        if return_id is None:
            return
        shop = await self._shops.by_id(recorded.event.shop_id)
        try:
            view = await self._returns.for_card(shop.id, return_id)
        except NotFound:
            return
        event = recorded.event if isinstance(recorded.event, ReturnChanged) else None
        this = _Round(shop, recorded.id, view=view, event=event)
        await self._customer(this)
        await self._staff(this)
        if this.later:
            msg = f"{len(this.later)} messages of a return of order {view.number}"
            raise TryLater(msg, max(this.later))

    async def _return_of(self, recorded: Recorded) -> int | None:
        match recorded.event:
            case ReturnChanged(return_id=return_id):
                return return_id
            case OrderChanged(shop_id=shop_id, order_id=order_id) | OrderPaid(shop_id=shop_id, order_id=order_id):
                return await self._returns.of_exchange(shop_id, OrderId(order_id))
            case _:
                return None

    async def _customer(self, this: _Round) -> None:
        view = this.view
        bot_id = view.bot_id or this.shop.bot_id
        bot = await self._fleet.bot(bot_id) if bot_id else None
        if bot is None or bot_id is None:
            return
        words = await self._texts.of(this.shop, view.language)
        screen = customer_return_card(words, view)
        for card in await self._cards.of_return(this.shop.id, view.id):
            if card.audience == CUSTOMER:
                await self._post.edit(this, bot, card, screen)
        if this.event is None or this.event.actor_id == view.person_id:
            return
        key = return_push(this.event, money_leaves=view.money > 0)
        if key is None:
            return
        exchange = view.exchange
        text = words(
            key,
            number=str(view.number),
            sum=Money(view.credit or view.amount, view.currency),
            answer=return_answer(words, view.answer) if view.answer else "none",
            exchange=str(exchange.number) if exchange else "",
            to_pay=words.money(Money(exchange.to_pay, view.currency)) if exchange and exchange.to_pay else "none",
        )
        rows = [(Button(words.plain("button-my-return"), links.MyReturn(view.id)),)]
        if exchange is not None:
            label = words.plain("button-return-exchange", number=str(exchange.number))
            rows.append((Button(label, links.Order(exchange.id)),))
        where = Card(view.customer_telegram_id, CUSTOMER, bot_id, None, view.language)
        await self._post.say(this, bot, where, key, Screen(text, tuple(rows)))

    async def _staff(self, this: _Round) -> None:
        shop, view = this.shop, this.view
        bot: Bot | None = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        live = {card.chat_id: card for card in await self._cards.of_return(shop.id, view.id) if card.audience == STAFF}
        told = ForStaff(
            live=live,
            permission=Permission.SEE_ORDERS,
            card=lambda desk: staff_return_card(words_of(desk.language), shop, view, desk.role),
            push=lambda desk: self._push(this, desk),
            keep=lambda card: self._cards.keep(shop.id, view.id, card),
            kind="staff-return",
        )
        await self._post.tell_staff(this, bot, shop.bot_id, told)

    @staticmethod
    def _push(this: _Round, desk: Desk) -> tuple[str, Screen] | None:
        """Return what staff hear besides the card: that a second person is needed."""
        if this.event is None or this.event.event != ReturnEvent.AGREE:
            return None
        words = words_of(desk.language)
        text = words("staff-push-return-second", number=str(this.view.number))
        link = links.StaffReturn(this.view.order_id, this.view.id)
        return "staff-push-return-second", Screen(text, ((Button(words.plain("button-staff-return"), link),),))
