"""The consumer `talks`: brings messages of a conversation to the other side, at most once each; says what failed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import LinkPreviewOptions, ReplyParameters

from bot import links, talk_card
from bot.fleet import Fleet
from bot.post import closed_chat, nobody_knows, owners_language, pause
from bot.prompts import TALK, Prompt, Prompts
from bot.screen import Button, Rows
from bot.show import CAPTION_LIMIT, TEXT_LIMIT, Place, Show, keyboard, shortened
from core.auth.roles import Permission, allows
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Words, language_for, words_of
from core.notifications.cards import KeepCard
from core.orders.topics import OrderTopics
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from core.shops.texts import ShopWords
from core.talks.converse import CUSTOMER, Line, TalkView
from core.talks.deliver_talks import CARD, Copy, DeliverTalks
from core.talks.events import TalkChanged, TalkEdited, TalkSaid
from db.types.ids import BotId

log = structlog.get_logger(__name__)
_CAPTIONED = frozenset({"photo", "video", "document", "voice", "audio", "animation"})
# Messages of an album come one by one: they are copied together when the last one must be here.
_ALBUM = timedelta(seconds=1.5)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class _Round:
    """One event of a conversation being followed."""

    shop: Shop
    talk: TalkView
    bot: Bot
    bot_id: BotId


class TalkPost:
    """Delivers what is said in conversations."""

    def __init__(
        self,
        fleet: Fleet,
        shops: Shops,
        deliver: DeliverTalks,
        cards: KeepCard,
        pictures: Pictures,
        prompts: Prompts,
        topics: OrderTopics,
        texts: ShopWords,
        clock: Clock,
    ) -> None:
        self._fleet = fleet
        self._shops = shops
        self._deliver = deliver
        self._cards = cards
        self._pictures = pictures
        self._prompts = prompts
        self._topics = topics
        self._texts = texts
        self._clock = clock

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: an album is not complete, or Telegram asks to wait."""
        event = recorded.event
        if not isinstance(event, (TalkSaid, TalkEdited, TalkChanged)):
            return
        shop = await self._shops.by_id(event.shop_id)
        try:
            talk = await self._deliver.talk(shop.id, event.talk_id)
        except NotFound:
            return
        bot_id = shop.bot_id or talk.bot_id
        bot = await self._fleet.bot(bot_id)
        if bot is None:
            log.warning("talk.no_bot", talk_id=talk.id)
            return
        this = _Round(shop, talk, bot, bot_id)
        if isinstance(event, TalkChanged):
            await self._refresh_cards(this)
            return
        line = await self._deliver.message(shop.id, event.message_id)
        if isinstance(event, TalkEdited):
            await self._follow_edit(this, line)
        elif line.side == CUSTOMER:
            await self._to_staff(this, line)
        else:
            await self._to_customer(this, line)

    # ── to the staff ─────────────────────────────────────────────────────────────────────────────────────

    async def _to_staff(self, this: _Round, line: Line) -> None:
        for desk in await self._desks(this, line):
            card = await self._card_at(this, desk)
            if card is None:
                continue
            await self._copy(this, line, card, talk_card.for_staff(words_of(desk.language), this.talk), card)

    async def _desks(self, this: _Round, line: Line) -> Sequence[Copy]:
        """Return the staff's group if it can be written to, else everybody in the team who may answer."""
        colleagues = await self._cards.colleagues(this.shop.id)
        if this.shop.staff_chat_id is not None:
            group = Copy(this.shop.staff_chat_id, await self._topic(this), None, owners_language(colleagues))
            if await self._card_at(this, group) is not None:
                return [group]
            log.warning("talk.group_closed", shop_id=this.shop.id, message_id=line.id)
        return [
            Copy(person.telegram_id, None, None, language_for(person.language, person.telegram_language))
            for person in colleagues
            if allows(person.role, Permission.ANSWER_CUSTOMERS) and person.telegram_id != this.talk.telegram_id
        ]

    async def _topic(self, this: _Round) -> int | None:
        """Return the topic of the order that a conversation is about, where the shop wants such."""
        order_id, chat_id = this.talk.order_id, this.shop.staff_chat_id
        if order_id is None or chat_id is None or not this.shop.rules.order_topics:
            return None
        return await self._topics.known(this.shop.id, order_id, chat_id)

    async def _card_at(self, this: _Round, desk: Copy) -> Copy | None:
        """Return the card in a chat, brought up to date or sent; None: the chat takes nothing."""
        words = words_of(desk.language)
        screen = talk_card.card(words, this.shop, this.talk, await self._deliver.in_doubt(this.shop.id, this.talk.id))
        show = Show(this.bot, this.bot_id, self._pictures)
        known = {copy.chat_id: copy for copy in await self._deliver.copies(this.shop.id, this.talk.id, CARD)}
        there = known.get(desk.chat_id)
        if there is not None and there.message_id is not None:
            try:
                await show.edit_text(there.chat_id, there.message_id, screen)
            except TelegramBadRequest as gone:
                if closed_chat(gone):
                    return None
                await self._deliver.release(this.shop.id, this.talk.id, CARD, desk.chat_id)
            except TelegramAPIError as error:
                return None if closed_chat(error) else there
            else:
                return there
        key = (this.shop.id, this.talk.id, CARD)
        await self._deliver.claim(*key, desk)
        try:
            shown = await show.screen(this.shop.id, Place(desk.chat_id, thread_id=desk.thread_id), screen)
        except TelegramMigrateToChat as moved:
            await self._deliver.release(*key, desk.chat_id)
            await self._cards.staff_moved(this.shop.id, desk.chat_id, moved.migrate_to_chat_id)
            raise TryLater("the group has moved", 1.0) from moved
        except TelegramAPIError as error:
            await self._deliver.release(*key, desk.chat_id)
            if closed_chat(error):
                return None
            if desk.thread_id is not None and isinstance(error, TelegramBadRequest):
                # The topic is closed or gone: the group itself is open.
                return await self._card_at(this, replace(desk, thread_id=None))
            raise TryLater("a card of a conversation", pause(error)) from error
        await self._deliver.close(*key, desk.chat_id, "sent", shown.message_id)
        return Copy(desk.chat_id, desk.thread_id, shown.message_id, desk.language)

    async def _refresh_cards(self, this: _Round) -> None:
        for card in await self._deliver.copies(this.shop.id, this.talk.id, CARD):
            await self._card_at(this, card)

    # ── to the customer ──────────────────────────────────────────────────────────────────────────────────

    async def _to_customer(self, this: _Round, line: Line) -> None:
        talk = this.talk
        words = await self._texts.of(this.shop, talk.language)
        chat = Copy(talk.telegram_id, None, None, talk.language)
        head = talk_card.for_customer(words, this.shop, talk)
        state = await self._copy(this, line, chat, head, None, self._rows_of(this, words))
        if state == "sent":
            await self._listen(this, int(talk.order_id or 0))
        elif state is not None:
            await self._say_failed(this, line, state)
        await self._refresh_cards(this)

    async def _listen(self, this: _Round, order: int) -> None:
        """What the customer types next is the answer, unless the bot has asked them something else."""
        talk = this.talk
        if await self._prompts.current(this.bot_id, talk.telegram_id, talk.telegram_id) is None:
            prompt = Prompt(TALK, {"order": order, "resumed": 1}, this.shop.id)
            await self._prompts.ask(this.bot_id, talk.telegram_id, talk.telegram_id, prompt)

    async def _say_failed(self, this: _Round, line: Line, state: str) -> None:
        """Tell whoever wrote that it did not arrive, or that nobody knows."""
        colleagues = await self._cards.colleagues(this.shop.id)
        words = words_of(owners_language(colleagues))
        text = words("talk-not-delivered" if state == "failed" else "talk-maybe-delivered", name=this.talk.name)
        try:
            await this.bot.send_message(
                line.chat_id,
                text,
                reply_parameters=ReplyParameters(message_id=line.message_id, allow_sending_without_reply=True),
            )
        except TelegramAPIError as error:
            log.warning("talk.failure_not_said", message_id=line.id, why=error.message[:100])

    # ── copies ───────────────────────────────────────────────────────────────────────────────────────────

    async def _copy(
        self, this: _Round, line: Line, chat: Copy, head: str, card: Copy | None, rows: Rows = ()
    ) -> str | None:
        """Copy a message, with its album, into a chat; return what became of it, None: it was done before."""
        lines = [line]
        if line.album is not None:
            if self._clock.now() - line.at < _ALBUM:
                raise TryLater("an album", _ALBUM.total_seconds())
            lines = await self._deliver.album(this.shop.id, this.talk.id, line.album)
        mine = [one for one in lines if await self._deliver.claim(this.shop.id, this.talk.id, one.id, chat)]
        if not mine:
            return None
        try:
            sent = await self._send(this, mine, chat, head, card, rows)
        except TelegramRetryAfter as limit:
            for one in mine:
                await self._deliver.release(this.shop.id, this.talk.id, one.id, chat.chat_id)
            raise TryLater("a message of a conversation", pause(limit)) from limit
        except TelegramAPIError as error:
            log.warning("talk.not_delivered", message_id=line.id, why=error.message[:100])
            state = "unknown" if nobody_knows(error) else "failed"
            for one in mine:
                await self._deliver.close(this.shop.id, this.talk.id, one.id, chat.chat_id, state, None)
            return state
        for one, message_id in zip(mine, sent, strict=False):
            await self._deliver.close(this.shop.id, this.talk.id, one.id, chat.chat_id, "sent", message_id)
        return "sent"

    async def _send(
        self, this: _Round, lines: list[Line], chat: Copy, head: str, card: Copy | None, rows: Rows
    ) -> list[int]:
        first, markup = lines[0], keyboard(rows)
        reply = (
            ReplyParameters(message_id=card.message_id, allow_sending_without_reply=True)
            if card is not None and card.message_id is not None
            else None
        )
        text = f"{head}\n{first.html}" if first.html else head
        if len(lines) > 1 or (first.kind not in _CAPTIONED and first.kind != "text"):
            # Nothing can be written above an album or a sticker: who it is from is said before it.
            intro = head if len(lines) > 1 else text
            await this.bot.send_message(
                chat.chat_id,
                intro,
                message_thread_id=chat.thread_id,
                reply_parameters=reply,
                link_preview_options=_NO_PREVIEW,
            )
        if len(lines) > 1:
            ids = [line.message_id for line in lines]
            copied = await this.bot.copy_messages(chat.chat_id, first.chat_id, ids, message_thread_id=chat.thread_id)
            return [one.message_id for one in copied]
        if first.kind == "text":
            sent = await this.bot.send_message(
                chat.chat_id,
                shortened(text, TEXT_LIMIT),
                message_thread_id=chat.thread_id,
                reply_parameters=reply,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
            return [sent.message_id]
        captioned = first.kind in _CAPTIONED
        copy = await this.bot.copy_message(
            chat.chat_id,
            first.chat_id,
            first.message_id,
            message_thread_id=chat.thread_id,
            caption=shortened(text, CAPTION_LIMIT) if captioned else None,
            parse_mode="HTML" if captioned else None,
            reply_parameters=reply,
            reply_markup=markup,
        )
        return [copy.message_id]

    async def _follow_edit(self, this: _Round, line: Line) -> None:
        """Change the words of the copies as well."""
        for copy in await self._deliver.copies(this.shop.id, this.talk.id, line.id):
            if copy.message_id is None:
                continue
            words = await self._texts.of(this.shop, copy.language)
            head = self._head(this, words, line)
            text = f"{head} {words('talk-edited')}\n{line.html}"
            markup = keyboard(self._rows_of(this, words)) if line.side != CUSTOMER else None
            try:
                if line.kind == "text":
                    await this.bot.edit_message_text(
                        text=shortened(text, TEXT_LIMIT),
                        chat_id=copy.chat_id,
                        message_id=copy.message_id,
                        reply_markup=markup,
                        link_preview_options=_NO_PREVIEW,
                    )
                elif line.kind in _CAPTIONED:
                    await this.bot.edit_message_caption(
                        caption=shortened(text, CAPTION_LIMIT),
                        chat_id=copy.chat_id,
                        message_id=copy.message_id,
                        reply_markup=markup,
                    )
            except TelegramAPIError as error:
                log.info("talk.edit_not_followed", message_id=line.id, why=error.message[:100])

    def _head(self, this: _Round, words: Words, line: Line) -> str:
        if line.side == CUSTOMER:
            return talk_card.for_staff(words, this.talk)
        return talk_card.for_customer(words, this.shop, this.talk)

    @staticmethod
    def _rows_of(this: _Round, words: Words) -> Rows:
        return (
            (
                Button(words.plain("button-talk-answer"), links.TalkWrite(int(this.talk.order_id or 0))),
                Button(words.plain("button-back-to-shop"), links.TalkLeave()),
            ),
        )
