"""The consumer `proofs`: shows staff the receipt a buyer sent, and everybody what was decided about it.

A receipt seen twice is better than one that nobody sees: it is sent again when Telegram did not answer. What the
buyer is told is said once.
"""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot import links
from bot.fleet import Fleet
from bot.screen import Button, Photo, Screen
from bot.show import Place, Show
from core.auth.roles import Permission, allows
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Words, language_for, words_of
from core.notifications.cards import Card, KeepCard, Right, TellOnce
from core.orders.events import ProofDecided, ProofSent
from core.orders.view_orders import OrderView, ViewOrders
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from core.shops.texts import ShopWords
from db.types.enums import ProofState, Role
from db.types.ids import BotId, OrderId
from payments.transfer_proof import DecideProof, Proof

log = structlog.get_logger(__name__)
PROOF = "proof"
_SOON = 5.0
_STILL_SENDING = 60


def proof_card(words: Words, order: OrderView, proof: Proof) -> Screen:
    """Return a receipt as staff see it (pure): with buttons while it waits."""
    number = str(order.number)
    photo = Photo(proof.media_id)
    match proof.state:
        case ProofState.WAITING:
            text = words("staff-proof", number=number, sum=proof.money, customer=order.customer_name)
            rows = (
                (Button(words.plain("button-proof-approve"), links.CheckProof(order.id, proof.id, "yes")),),
                (Button(words.plain("button-proof-reject"), links.CheckProof(order.id, proof.id, "no")),),
            )
            return Screen(text, rows, photo=photo)
        case ProofState.APPROVED:
            text = words("staff-proof-approved", number=number, sum=proof.money, name=proof.decided_by)
        case ProofState.REJECTED:
            text = words("staff-proof-rejected", number=number, why=proof.reason, name=proof.decided_by)
    return Screen(text, photo=photo)


@dataclass(frozen=True, slots=True)
class _Desk:
    chat_id: int
    language: str


class ProofCards:
    """Keeps what people see of a receipt true."""

    def __init__(
        self,
        fleet: Fleet,
        shops: Shops,
        texts: ShopWords,
        orders: ViewOrders,
        proofs: DecideProof,
        cards: KeepCard,
        once: TellOnce,
        pictures: Pictures,
    ) -> None:
        self._fleet = fleet
        self._shops = shops
        self._texts = texts
        self._orders = orders
        self._proofs = proofs
        self._cards = cards
        self._once = once
        self._pictures = pictures

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: a part of it must be tried again."""
        event = recorded.event
        if not isinstance(event, (ProofSent, ProofDecided)):
            return
        shop = await self._shops.by_id(event.shop_id)
        try:
            order = await self._orders.for_card(shop.id, OrderId(event.order_id))
            proof = await self._proofs.look(shop.id, event.proof_id)
        except NotFound:
            return
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if isinstance(event, ProofDecided) and proof.state is ProofState.REJECTED:
            await self._tell_buyer(recorded, shop, order, proof)
        if bot is None or shop.bot_id is None:
            return
        if isinstance(event, ProofSent):
            for desk in await self._desks(shop):
                await self._show(recorded, bot, shop, order, proof, desk)
        else:
            for card in await self._cards.of_order(shop.id, order.id):
                if card.audience == PROOF and card.message_id is not None:
                    await self._edit(bot, shop, order, proof, card)

    async def _desks(self, shop: Shop) -> list[_Desk]:
        """Return the staff's group, else everybody who may decide."""
        colleagues = await self._cards.colleagues(shop.id)
        if shop.staff_chat_id is not None:
            owner = next((person for person in colleagues if person.role is Role.OWNER), None)
            language = language_for(owner.language, owner.telegram_language) if owner else "en"
            return [_Desk(shop.staff_chat_id, language)]
        return [
            _Desk(person.telegram_id, language_for(person.language, person.telegram_language))
            for person in colleagues
            if allows(person.role, Permission.CHECK_TRANSFERS)
        ]

    async def _show(
        self, recorded: Recorded, bot: Bot, shop: Shop, order: OrderView, proof: Proof, desk: _Desk
    ) -> None:
        key = (shop.id, recorded.id, desk.chat_id, PROOF)
        right = await self._once.claim(*key, again_after=_STILL_SENDING)
        if right is not Right.OURS:
            if right is Right.OPEN:
                raise TryLater("a receipt is being sent", _STILL_SENDING)
            return
        bot_id = BotId(shop.bot_id or 0)
        screen = proof_card(words_of(desk.language), order, proof)
        try:
            shown = await Show(bot, bot_id, self._pictures).screen(shop.id, Place(desk.chat_id), screen)
        except TelegramMigrateToChat as moved:
            await self._once.release(*key)
            await self._cards.staff_moved(shop.id, desk.chat_id, moved.migrate_to_chat_id)
            raise TryLater("the staff's group has moved", 1.0) from moved
        except (TelegramForbiddenError, TelegramBadRequest) as closed:
            log.warning("proof.not_shown", chat_id=desk.chat_id, why=closed.message[:100])
            await self._once.close(*key, "skipped")
            return
        except TelegramAPIError as error:
            await self._once.release(*key)
            raise TryLater(type(error).__name__, _pause(error)) from error
        before = await self._cards.keep(
            shop.id, order.id, Card(desk.chat_id, PROOF, bot_id, shown.message_id, desk.language)
        )
        await self._once.close(*key, "sent")
        if before is not None and before != shown.message_id:
            await self._take_buttons(bot, desk.chat_id, before)

    @staticmethod
    async def _take_buttons(bot: Bot, chat_id: int, message_id: int) -> None:
        """An older receipt of the order has nothing to decide any more."""
        try:
            await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=None)
        except TelegramAPIError as error:
            log.info("proof.buttons_stay", chat_id=chat_id, why=type(error).__name__)

    async def _edit(self, bot: Bot, shop: Shop, order: OrderView, proof: Proof, card: Card) -> None:
        screen = proof_card(words_of(card.language), order, proof)
        try:
            await bot.edit_message_caption(
                chat_id=card.chat_id, message_id=card.message_id, caption=screen.text, parse_mode="HTML"
            )
        except (TelegramForbiddenError, TelegramBadRequest) as gone:
            log.info("proof.not_edited", shop_id=shop.id, why=gone.message[:100])
        except TelegramAPIError as error:
            raise TryLater(type(error).__name__, _pause(error)) from error

    async def _tell_buyer(self, recorded: Recorded, shop: Shop, order: OrderView, proof: Proof) -> None:
        bot_id = order.bot_id or shop.bot_id
        bot = await self._fleet.bot(bot_id) if bot_id else None
        key = (shop.id, recorded.id, order.customer_telegram_id, "push-proof-rejected")
        if bot is None or bot_id is None or await self._once.claim(*key) is not Right.OURS:
            return
        words = await self._texts.of(shop, order.language)
        rows = (
            (Button(words.plain("button-send-proof"), links.SendProof(order.id)),),
            (Button(words.plain("button-open-order"), links.Order(order.id)),),
        )
        screen = Screen(words("push-proof-rejected", number=str(order.number), why=proof.reason), rows)
        try:
            await Show(bot, bot_id, self._pictures).screen(shop.id, Place(order.customer_telegram_id), screen)
        except TelegramRetryAfter as busy:
            await self._once.release(*key)
            raise TryLater("Telegram is busy", _pause(busy)) from busy
        except (TelegramServerError, TelegramNetworkError):
            await self._once.close(*key, "failed")
            return
        except TelegramAPIError as error:
            log.info("proof.buyer_not_told", why=type(error).__name__)
            await self._once.close(*key, "skipped")
            return
        await self._once.close(*key, "sent")


def _pause(error: TelegramAPIError) -> float:
    return error.retry_after + 1.0 if isinstance(error, TelegramRetryAfter) else _SOON
