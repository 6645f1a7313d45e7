"""Telling people of an event: cards are edited, messages are sent at most once per event and chat.

When Telegram says no, nothing was sent, so it is tried again later. When it says nothing, a push is not repeated; a
new card for staff is, because one seen twice is better than one that nobody sees.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

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

from bot.screen import Screen
from bot.show import Place, Show
from core.auth.roles import Permission, allows
from core.kit.i18n.words import language_for
from core.kit.observability.metrics import NOTIFICATIONS
from core.notifications.cards import STAFF, Card, Colleague, KeepCard, Right, TellOnce
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from db.types.enums import Role
from db.types.ids import BotId, EventId

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

Keep: TypeAlias = Callable[[Card], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Round:
    """One event being followed. `later`: after how many seconds to try what could not be done now."""

    shop: Shop
    event_id: EventId
    later: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Desk:
    """A chat where staff are told, in its language; `role` is None in a group."""

    chat_id: int
    language: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message: its id when it was sent now; `barred`: the chat cannot be written to."""

    message_id: int | None = None
    right: Right = Right.SPENT

    @property
    def barred(self) -> bool:
        """Return whether the chat takes nothing."""
        return self.right is Right.BARRED


@dataclass(frozen=True, slots=True)
class ForStaff:
    """What staff are to see of a thing: a card at each desk, and a message `push` (its kind and its screen).

    `live` are the cards that stand already, by chat; `kind` is the new card's among the event's messages.
    """

    live: Mapping[int, Card]
    permission: Permission
    card: Callable[[Desk], Screen]
    push: Callable[[Desk], tuple[str, Screen] | None]
    keep: Keep
    kind: str = "staff-card"
    # Which topic of the staff's group it belongs to; asked before something new is sent there.
    thread: Callable[[int], Awaitable[int | None]] | None = None


class Post:
    """Edits and sends for the consumers that keep live cards."""

    def __init__(self, cards: KeepCard, once: TellOnce, pictures: Pictures) -> None:
        self._cards = cards
        self._once = once
        self._pictures = pictures

    # ── the staff ────────────────────────────────────────────────────────────────────────────────────────

    async def tell_staff(self, this: Round, bot: Bot, bot_id: BotId, told: ForStaff) -> None:
        """Tell the staff's group, else each member of staff who may know."""
        shop = this.shop
        colleagues = await self._cards.colleagues(shop.id)
        desks = [
            Desk(person.telegram_id, language_for(person.language, person.telegram_language), person.role)
            for person in colleagues
            if allows(person.role, told.permission)
        ]
        if shop.staff_chat_id is not None:
            group = Desk(shop.staff_chat_id, owners_language(colleagues), None)
            if await self._tell_group(this, bot, bot_id, group, told):
                # Who was told in private while the group could not be reached sees no old state either.
                for desk in desks:
                    if desk.chat_id in told.live:
                        await self.edit(this, bot, told.live[desk.chat_id], told.card(desk))
                return
            log.warning("staff.group_closed", shop_id=shop.id, chat_id=group.chat_id)
        for desk in desks:
            await self._tell_desk(this, bot, bot_id, desk, told)

    async def _tell_group(self, this: Round, bot: Bot, bot_id: BotId, group: Desk, told: ForStaff) -> bool:
        """Tell the staff group, wherever it has moved to; False when it cannot be written to."""
        try:
            return await self._tell_desk(this, bot, bot_id, group, told)
        except TelegramMigrateToChat as moved:
            log.info("staff.group_moved", shop_id=this.shop.id, to=moved.migrate_to_chat_id)
            await self._cards.staff_moved(this.shop.id, group.chat_id, moved.migrate_to_chat_id)
            there = replace(group, chat_id=moved.migrate_to_chat_id)
            return await self._tell_desk(this, bot, bot_id, there, told)

    async def _tell_desk(self, this: Round, bot: Bot, bot_id: BotId, desk: Desk, told: ForStaff) -> bool:
        """Bring a desk's card up to date, or send it, and say what is to be said; False for a closed chat."""
        screen, card = told.card(desk), told.live.get(desk.chat_id)
        if card is not None and card.message_id is not None:
            open_chat = await self.edit(this, bot, card, screen)
        else:
            new = Card(desk.chat_id, STAFF, bot_id, None, desk.language, await _thread(desk, told))
            sent = await self.say(this, bot, new, told.kind, screen, keep=told.keep, again_after=STAFF_CARD_AGAIN)
            open_chat = not sent.barred
        push = told.push(desk)
        if push is None or not open_chat:
            return open_chat
        kind, said = push
        where = Card(desk.chat_id, STAFF, bot_id, None, desk.language, await _thread(desk, told))
        sent = await self.say(this, bot, where, kind, said)
        return not sent.barred

    # ── messages ─────────────────────────────────────────────────────────────────────────────────────────

    async def edit(self, this: Round, bot: Bot, card: Card, screen: Screen) -> bool:
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
            return not closed_chat(gone)
        except TelegramAPIError as error:
            # Repeating an edit is harmless, whatever became of this one.
            this.later.append(pause(error))
        return True

    async def say(
        self,
        this: Round,
        bot: Bot,
        where: Card,
        kind: str,
        screen: Screen,
        *,
        keep: Keep | None = None,
        again_after: int | None = None,
    ) -> Sent:
        """Send once per event, chat and kind; with `keep` it is remembered as a live card.

        With `again_after`, a message whose fate is unknown is sent again after so many seconds.
        Raises: TelegramMigrateToChat: nothing was sent, the chat has another id.
        """
        shop_id, key = this.shop.id, (this.shop.id, this.event_id, where.chat_id, kind)
        right = await self._once.claim(*key, again_after=again_after)
        if right is not Right.OURS:
            if right is Right.OPEN and again_after is not None:
                this.later.append(again_after)
            return Sent(right=right)
        try:
            shown = await Show(bot, where.bot_id, self._pictures).screen(
                shop_id, Place(where.chat_id, thread_id=where.thread_id), screen
            )
        except TelegramMigrateToChat:
            await self._once.release(*key)
            raise
        except TelegramAPIError as error:
            if closed_chat(error):
                NOTIFICATIONS.labels("telegram", "blocked").inc()
                await self._once.close(*key, "skipped")
                return Sent(right=Right.BARRED)
            NOTIFICATIONS.labels("telegram", "failed").inc()
            log.warning("notification.failed", chat_id=where.chat_id, why=type(error).__name__)
            if not nobody_knows(error):
                await self._once.release(*key)
                this.later.append(pause(error))
            elif again_after is not None:
                this.later.append(again_after)
            else:
                await self._once.close(*key, "failed")
            return Sent()
        if keep is not None:
            await keep(replace(where, message_id=shown.message_id))
        await self._once.close(*key, "sent")
        NOTIFICATIONS.labels("telegram", "sent").inc()
        return Sent(shown.message_id)


async def _thread(desk: Desk, told: ForStaff) -> int | None:
    """Return the topic of a thing in a group; none in a private chat."""
    return await told.thread(desk.chat_id) if told.thread is not None and desk.role is None else None


def nobody_knows(error: TelegramAPIError) -> bool:
    """Whether nobody knows if Telegram did it; any other refusal is certain."""
    known = isinstance(error, TelegramEntityTooLarge)
    return isinstance(error, (TelegramServerError, TelegramNetworkError)) and not known


def closed_chat(error: TelegramAPIError) -> bool:
    """Whether the chat takes nothing from this bot: kicked, blocked, muted, deleted, or never met."""
    if isinstance(error, TelegramForbiddenError):
        return True
    said = error.message.lower()
    return isinstance(error, TelegramBadRequest) and any(words in said for words in _CLOSED_CHAT)


def pause(error: TelegramAPIError) -> float:
    """Return after how many seconds to try again."""
    return error.retry_after + 1 if isinstance(error, TelegramRetryAfter) else _SOON


def owners_language(colleagues: Sequence[Colleague]) -> str:
    """Return the language of a shop's group: its owner's."""
    owner = next((person for person in colleagues if person.role is Role.OWNER), None)
    return language_for(owner.language, owner.telegram_language) if owner else "en"
