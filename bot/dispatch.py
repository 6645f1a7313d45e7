"""From an update to its conversation and back to the chat: the one pipeline every update goes through."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import Message, Update, User

from bot import links
from bot.commands import CUSTOMER_MENU
from bot.conversation import Handler, Routes
from bot.fleet import Fleet
from bot.incoming import escaped, is_command, order_of, read_message, split_command
from bot.links import BadLink, read
from bot.pages import Pages
from bot.prompts import Prompt, Prompts
from bot.screen import Alert, Button, InvoiceScreen, Reply, Screen, Silence
from bot.show import Place, Show
from bot.throttle import Throttle
from bot.turn import Incoming, Turn
from core.auth.identify import Identify, Identity, TelegramPerson
from core.auth.people import ActorIn, NoteBlocked
from core.kit.errors import AppError, NotFound, Unavailable
from core.kit.i18n.words import words_of
from core.kit.observability.metrics import UPDATE_SECONDS, UPDATES
from core.kit.security.cards import was_hidden
from core.notifications.cards import KeepCard
from core.notifications.return_cards import KeepReturnCard
from core.shops.open_shop import ServedBot, Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from core.shops.texts import ShopWords
from core.talks.converse import Converse
from core.talks.posts import Channel, Channels
from db.types.ids import OrderId, ShopId
from payments.start_payment import StartPayment

log = structlog.get_logger(__name__)
# A button spins no longer than this; the screen follows when it is ready.
_SPIN_SECONDS = 1.5
# Buttons of an order's card, or a return's, that turn its message into something else.
_LEAVES_CARD = frozenset(
    kind.prefix
    for kind in (
        links.OrdersFromCard,
        links.HomeFromCard,
        links.CancelOrder,
        links.RepeatOrder,
        links.StartReturn,
        links.CancelReturn,
        links.TrackReturn,
    )
)


class NoShop(Exception):
    """The bot serves no shop (any more); the message says so in the person's language."""


Hearing: TypeAlias = Callable[[ServedBot, Bot, Update], Awaitable[None]]


def _aloud(screen: Screen) -> Screen:
    """Return a screen whose toast is said in a message: there is no tap (any more) that could be answered with it."""
    if screen.toast is None or screen.thanks is not None:
        return screen
    return replace(screen, thanks=escaped(screen.toast))


def _with_way_out(turn: Turn, screen: Screen) -> Screen:
    """Return a screen that nobody gets stuck in: in a private chat one without Back or Menu gets Menu."""
    keyboard = screen.ask_contact or screen.ask_location or screen.drop_keyboard
    if not turn.private or keyboard:
        return screen
    menu, back = turn.words.plain("button-menu"), turn.words.plain("button-back")
    # To the menu, or from it: only the menu and the profile's own screens lead to the profile.
    ways = (links.Home, links.HomeFromCard, links.Cancel, links.Profile)
    if any(isinstance(one.link, ways) or one.text in (menu, back) for row in screen.rows for one in row):
        return screen
    return replace(screen, rows=(*screen.rows, (Button(menu, links.Home()),)))


def _in_private(turn: Turn, command: str) -> Screen:
    """Return the way to a customer's screen: what is theirs is not shown to a whole group."""
    url = f"https://t.me/{turn.bot_username}?start=go_{command}"
    return Screen(turn.words("group-in-private"), ((Button(turn.words.plain("button-in-private"), url=url),),))


def _replies_to(message: Message, served: ServedBot) -> bool:
    """Return whether a message answers one of the bot's."""
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user.id == served.telegram_id


class Dispatch:
    """Answers updates of all bots. Built once; knows every conversation."""

    def __init__(
        self,
        prompts: Prompts,
        throttle: Throttle,
        identify: Identify,
        actor_in: ActorIn,
        note_blocked: NoteBlocked,
        shops: Shops,
        texts: ShopWords,
        pictures: Pictures,
        cards: KeepCard,
        return_cards: KeepReturnCard,
        start_payment: StartPayment,
        fleet: Fleet,
        talks: Converse,
        channels: Channels,
        pages: Pages,
    ) -> None:
        self._table: Routes | None = None
        self._hears: Mapping[str, Hearing] = {
            "message": self._message,
            "callback_query": self._tap,
            "my_chat_member": self._membership,
            "edited_message": self._edited,
        }
        self._prompts = prompts
        self._throttle = throttle
        self._identify = identify
        self._actor_in = actor_in
        self._note_blocked = note_blocked
        self._shops = shops
        self._texts = texts
        self._pictures = pictures
        self._cards = cards
        self._return_cards = return_cards
        self._start_payment = start_payment
        self._fleet = fleet
        self._talks = talks
        self._channels = channels
        self._pages = pages

    @property
    def hears(self) -> tuple[str, ...]:
        """Return the kinds of update that are answered here."""
        return tuple(self._hears)

    def use(self, routes: Routes) -> None:
        """Know the conversations: their handlers need the finished object graph, which holds this dispatch."""
        self._table = routes

    @property
    def routes(self) -> Routes:
        """Return the conversations in one table."""
        if self._table is None:
            msg = "no conversations yet"
            raise RuntimeError(msg)
        return self._table

    async def __call__(self, served: ServedBot, bot: Bot, update: Update) -> None:
        """Answer a message, a tap or a change of membership."""
        started = time.perf_counter()
        kind = update.event_type
        outcome = "done"
        structlog.contextvars.bind_contextvars(update_id=update.update_id, bot=served.username)
        try:
            heard = self._hears.get(kind)
            if heard is None:
                outcome = "ignored"
            else:
                await heard(served, bot, update)
        except Unavailable:
            outcome = "unavailable"
            raise
        except NoShop as closed:
            outcome = "no_shop"
            await self._say_closed(bot, update, str(closed))
        except TelegramForbiddenError:
            outcome = "blocked"
        except Exception:
            outcome = "failed"
            raise
        finally:
            UPDATES.labels(kind, outcome).inc()
            UPDATE_SECONDS.observe(time.perf_counter() - started)
            structlog.contextvars.clear_contextvars()

    @staticmethod
    async def _say_closed(bot: Bot, update: Update, text: str) -> None:
        query = update.callback_query
        if query is not None:
            with contextlib.suppress(TelegramAPIError):
                await bot.answer_callback_query(query.id, text=text, show_alert=True)
        elif update.message is not None:
            await bot.send_message(update.message.chat.id, text)

    # ── what came ────────────────────────────────────────────────────────────────────────────────────────

    async def _message(self, served: ServedBot, bot: Bot, update: Update) -> None:
        message = update.message
        if message is None or message.from_user is None or message.from_user.is_bot:
            return
        private = message.chat.type == "private"
        incoming = read_message(message)
        prompt: Prompt | None = None
        shop_id: ShopId | None = None
        if not private and not is_command(incoming.text, served.username):
            # In a group people talk to each other: commands, and replies to our questions, are for the bot.
            prompt = await self._replied_to(served, message)
            if prompt is None and not _replies_to(message, served):
                return
            shop_id = prompt.shop_id if prompt else await self._shop_of_reply(served, message)
        turn = await self._turn(
            served,
            message.from_user,
            message.chat.id,
            private=private,
            update_id=update.update_id,
            shop_id=shop_id,
        )
        if turn is None:
            return
        turn.incoming = incoming
        turn.prompt = prompt
        turn.source_message_id = message.message_id
        turn.thread_id = message.message_thread_id if message.is_topic_message else None
        turn.reply_to_message_id = message.reply_to_message.message_id if message.reply_to_message else None
        if not self._throttle.allows(served.id, turn.actor.telegram_id):
            if self._throttle.first_refusal(served.id, turn.actor.telegram_id):
                await self._show(turn, bot, Screen(turn.words("slow-down")))
            return
        if was_hidden(incoming.text):
            # A card number: it was made unreadable before it was stored, and leaves the chat as well.
            with contextlib.suppress(TelegramAPIError):
                await message.delete()
            await self._show(turn, bot, Screen(turn.words("card-number-warning")))
            return
        await self._guarded(turn, bot, self._hear(turn))

    async def _replied_to(self, served: ServedBot, message: Message) -> Prompt | None:
        """Return the question in a group that a message is the reply to."""
        sender, question = message.from_user, message.reply_to_message
        if sender is None or question is None:
            return None
        return await self._prompts.current(served.id, message.chat.id, sender.id, question.message_id)

    async def _shop_of_reply(self, served: ServedBot, message: Message) -> ShopId | None:
        """Return whose message a reply in a group answers: several shops may share the group."""
        if message.reply_to_message is None:
            return None
        return await self._shop_of_card(served, message.chat.id, message.reply_to_message.message_id)

    async def _shop_of_card(self, served: ServedBot, chat_id: int, message_id: int) -> ShopId | None:
        """Return whose card, or copy of a customer's words, a message in a group is."""
        place = await self._talks.at(served.id, chat_id, message_id)
        return place.shop_id if place is not None else None

    async def _edited(self, served: ServedBot, _bot: Bot, update: Update) -> None:
        """Somebody changed the words of a message: in a conversation with the shop the copies follow."""
        message = update.edited_message
        if message is not None and not was_hidden(message.text or message.caption or ""):
            html = read_message(message).html
            await self._talks.edited(served.id, message.chat.id, message.message_id, html)

    async def _tap(self, served: ServedBot, bot: Bot, update: Update) -> None:
        callback = update.callback_query
        if callback is None:
            return
        message = callback.message
        if message is None:
            with contextlib.suppress(TelegramAPIError):
                await bot.answer_callback_query(callback.id)
            return
        private = message.chat.type == "private"
        turn = await self._turn(
            served,
            callback.from_user,
            message.chat.id,
            private=private,
            update_id=update.update_id,
            shop_id=None if private else await self._shop_of_card(served, message.chat.id, message.message_id),
            order_id=None if private else order_of(callback.data or ""),
        )
        if turn is None:
            with contextlib.suppress(TelegramAPIError):
                await bot.answer_callback_query(callback.id)
            return
        turn.callback_id = callback.id
        turn.incoming = Incoming(tap=callback.data or "")
        if isinstance(message, Message):
            turn.message_id = message.message_id
            turn.message_has_photo = bool(message.photo)
            turn.thread_id = message.message_thread_id if message.is_topic_message else None
        if not self._throttle.allows(served.id, turn.actor.telegram_id):
            await self._answer(bot, turn, Alert(turn.words.plain("slow-down-plain")))
            return
        await self._guarded(turn, bot, self._press(turn))

    async def _membership(self, served: ServedBot, bot: Bot, update: Update) -> None:
        change = update.my_chat_member
        if change is None:
            return
        status = change.new_chat_member.status
        if change.chat.type == "private":
            await self._note_blocked(served.id, change.from_user.id, blocked=status == "kicked")
            return
        if status not in ("member", "administrator"):
            await self._channels.lost(served.id, change.chat.id)
            return
        if change.chat.type == "channel":
            await self._meet_channel(served, bot, update)
            return
        greet = self.routes.starts.get("group")
        turn = await self._turn(served, change.from_user, change.chat.id, private=False, update_id=update.update_id)
        if greet is not None and turn is not None and change.old_chat_member.status in ("left", "kicked"):
            await self._guarded(turn, bot, greet(turn, ""))

    async def _meet_channel(self, served: ServedBot, bot: Bot, update: Update) -> None:
        """Somebody made the bot an administrator of a channel: it is linked, and they are told so in private."""
        change, handler = update.my_chat_member, self.routes.channel
        if change is None or handler is None or change.new_chat_member.status != "administrator":
            return
        person = change.from_user
        turn = await self._turn(served, person, person.id, private=True, update_id=update.update_id)
        if turn is not None:
            title = change.chat.title or ""
            turn.channel = Channel(change.chat.id, title, change.chat.type, change.chat.username)
            await self._guarded(turn, bot, handler(turn, title))

    # ── who, where, in which language ────────────────────────────────────────────────────────────────────

    async def _turn(
        self,
        served: ServedBot,
        user: User,
        chat_id: int,
        *,
        private: bool,
        update_id: int,
        shop_id: ShopId | None = None,
        order_id: OrderId | None = None,
    ) -> Turn | None:
        person = TelegramPerson(user.id, user.first_name, user.last_name, user.username, user.language_code)
        identity = await self._identify(served.id, person)
        if identity.actor is None or identity.shop_row is None:
            log.warning("bot.has_no_shop", bot=served.username)
            if private:
                raise NoShop(words_of(identity.language)("bot-without-shop"))
            return None
        shop, actor = Shop.from_row(identity.shop_row), identity.actor
        if not private:
            # A staff group has its own shop, whichever shop the sender is visiting. Several shops may share one:
            # a reply belongs to the shop that asked, a tap to the shop whose order it is about.
            if shop_id is not None:
                own: Shop | None = await self._shops.by_id(shop_id)
            else:
                own = await self._shops.of_staff_chat(served.id, chat_id, order_id)
            if own is not None and own.id != shop.id:
                shop = own
                actor = await self._actor_in(own.id, user.id, identity.language)
        return await self._assemble(served, identity, shop, actor, chat_id, private=private, update_id=update_id)

    async def _assemble(
        self,
        served: ServedBot,
        identity: Identity,
        shop: Shop,
        actor: Any,
        chat_id: int,
        *,
        private: bool,
        update_id: int,
    ) -> Turn:
        cover = (identity.shop_row or {}).get("cover_file_id")
        return Turn(
            bot_id=served.id,
            bot_username=served.username,
            shop=shop,
            actor=actor,
            words=await self._texts.of(shop, identity.language),
            chat_id=chat_id,
            private=private,
            update_key=f"{served.id}.{update_id}",
            incoming=Incoming(),
            prompts=self._prompts,
            pages=self._pages if private else Pages(),
            shop_count=identity.shop_count,
            inline_mode=self._fleet.hears_inline(served.id),
            language_chosen=identity.language_chosen,
            cover_file_id=str(cover) if cover else None,
        )

    # ── which conversation ───────────────────────────────────────────────────────────────────────────────

    async def _press(self, turn: Turn) -> Reply:
        if turn.private:
            # Whoever presses a button is done with typing, unless the handler asks again. One DEL without looking:
            # the question may have been asked by another process, so only Redis knows of it.
            await turn.stop_asking()
        try:
            link = read(turn.incoming.tap or "")
        except BadLink:
            return Alert(turn.words.plain("button-unknown"), window=True)
        handler = self.routes.taps.get(link.prefix)
        if handler is None:
            return Alert(turn.words.plain("button-unknown"), window=True)
        return await handler(turn, link)

    async def _hear(self, turn: Turn) -> Reply:
        incoming = turn.incoming
        if incoming.text.startswith("/"):
            return await self._command(turn, incoming.text)
        if turn.private:
            turn.prompt = await self._prompts.current(turn.bot_id, turn.chat_id, turn.actor.telegram_id)
        heard = await self._hear_reply(turn)
        if heard is not None:
            return heard
        if turn.prompt is not None:
            handler = self.routes.answers.get(turn.prompt.state)
            if handler is not None:
                return await handler(turn, incoming.text)
        if not turn.private:
            return Silence()
        if incoming.photo_file_id is not None:
            return await self.routes.photo(turn, incoming.text)
        if incoming.document is not None and turn.actor.is_staff and self.routes.document is not None:
            return await self.routes.document(turn, incoming.text)
        return await self.routes.fallback(turn, incoming.text)

    async def _hear_reply(self, turn: Turn) -> Reply | None:
        """Return what follows from a reply to one of the bot's messages; None: it is no more than what was typed."""
        if turn.reply_to_message_id is None or (turn.prompt is not None and not turn.private):
            return None
        for hearer in self.routes.replies:
            heard = await hearer(turn, turn.incoming.text)
            if heard is not None:
                return heard
        return None

    async def _command(self, turn: Turn, text: str) -> Reply:
        head, args = split_command(text)
        name, _, addressee = head[1:].partition("@")
        if addressee and addressee.lower() != turn.bot_username.lower():
            return Silence()
        name = name.lower()
        if name == "start" and args:
            letter, _, rest = args.strip().partition("_")
            if letter == "go" and rest in self.routes.commands:
                # From a group: the same command, where nobody else reads the answer.
                return await self._command(turn, f"/{rest}")
            handler: Handler | None = self.routes.starts.get(letter)
            if handler is not None and rest:
                await turn.stop_asking()
                return await handler(turn, rest)
        if name == "add" and turn.incoming.photo_file_id is not None:
            return await self.routes.photo(turn, args)
        handler = self.routes.commands.get(name)
        if turn.actor.is_staff or turn.actor.platform_owner:
            handler = self.routes.staff_commands.get(name, handler)
        if not turn.private and handler is self.routes.commands.get(name) and name in CUSTOMER_MENU[1:]:
            return _in_private(turn, name)
        if handler is None:
            return Silence() if not turn.private else Screen(turn.words("command-unknown", command=f"/{name}"))
        await turn.stop_asking()
        return await handler(turn, args)

    # ── and back to the chat ─────────────────────────────────────────────────────────────────────────────

    async def _guarded(self, turn: Turn, bot: Bot, work: Any) -> None:
        """Answer, whatever happens: silence is a bug."""
        task = asyncio.ensure_future(work)
        answered = False
        if turn.callback_id is not None:
            done, _ = await asyncio.wait({task}, timeout=_SPIN_SECONDS)
            if not done:
                await self._answer(bot, turn, None)
                answered = True
        try:
            reply: Reply = await task
        except NotFound as error:
            reply = Alert(turn.words.refusal(error), window=True)
        except AppError as error:
            reply = Alert(turn.words.refusal(error), window=True)
            if isinstance(error, Unavailable):
                log.warning("update.unavailable")
        except TelegramAPIError:
            raise
        except Exception:
            error_id = secrets.token_hex(3)
            log.exception("update.failed", error_id=error_id, tap=turn.incoming.tap, shop_id=turn.shop.id)
            reply = Alert(turn.words.plain("error-unexpected", id=error_id), window=True)
        await self._reply(turn, bot, reply, answered=answered)

    async def _reply(self, turn: Turn, bot: Bot, reply: Reply, *, answered: bool) -> None:
        match reply:
            case Silence():
                if turn.callback_id is not None and not answered:
                    await self._answer(bot, turn, None)
            case Alert():
                if turn.callback_id is not None and not answered:
                    await self._answer(bot, turn, reply)
                else:
                    await self._show(turn, bot, Screen(escaped(reply.text), fresh=True))
            case InvoiceScreen():
                if turn.callback_id is not None and not answered:
                    await self._answer(bot, turn, None)
                await self._invoice(turn, bot, reply)
            case Screen():
                if turn.callback_id is not None and not answered:
                    toast = Alert(reply.toast) if reply.toast else None
                    await asyncio.gather(self._answer(bot, turn, toast), self._show(turn, bot, reply))
                else:
                    await self._show(turn, bot, _aloud(reply))
                if turn.asked is not None:
                    await self._ask_in_group(turn, bot, reply, turn.asked)

    async def _ask_in_group(self, turn: Turn, bot: Bot, screen: Screen, prompt: Prompt) -> None:
        """Send the question that the person replies to: a reply reaches the bot in Telegram's privacy mode too."""
        person = turn.actor
        question = screen.question or turn.words("reply-here")
        message_id = await Show(bot, turn.bot_id, self._pictures).question(
            Place(turn.chat_id, thread_id=turn.thread_id),
            f'<a href="tg://user?id={person.telegram_id}">{escaped(person.name)}</a>, {question}',
            screen.placeholder,
            turn.source_message_id,
        )
        await self._prompts.ask(turn.bot_id, turn.chat_id, person.telegram_id, prompt, message_id)

    async def _answer(self, bot: Bot, turn: Turn, alert: Alert | None) -> None:
        try:
            await bot.answer_callback_query(
                turn.callback_id or "",
                text=alert.text[:200] if alert else None,
                show_alert=alert.window if alert else None,
            )
        except TelegramAPIError as error:
            # The query is too old after a restart: the screen itself is the answer then.
            log.info("callback.not_answered", why=str(error)[:100])

    async def _show(self, turn: Turn, bot: Bot, screen: Screen) -> None:
        screen = _with_way_out(turn, screen)
        show = Show(bot, turn.bot_id, self._pictures)
        place = Place(turn.chat_id, turn.message_id, turn.message_has_photo, turn.thread_id)
        if screen.thanks is not None:
            await show.screen(
                turn.shop.id, Place(turn.chat_id, thread_id=turn.thread_id), Screen(screen.thanks, drop_keyboard=True)
            )
        shown = await show.screen(turn.shop.id, place, screen)
        for sent in screen.files:
            await show.file(place, sent)
        if turn.private and (screen.card_of is not None or screen.return_of is not None):
            old = await self._keep_card(turn, screen, shown.message_id)
            if old is not None and old != shown.message_id:
                with contextlib.suppress(TelegramAPIError):
                    await bot.edit_message_reply_markup(chat_id=turn.chat_id, message_id=old, reply_markup=None)
        elif shown.edited and turn.private and (turn.incoming.tap or "").partition(":")[0] in _LEAVES_CARD:
            await self._cards.forget(turn.shop.id, turn.chat_id, shown.message_id)

    async def _keep_card(self, turn: Turn, screen: Screen, message_id: int) -> int | None:
        """Remember which message is the live card now; return the one that was it before."""
        where = (turn.bot_id, turn.chat_id, message_id)
        if screen.card_of is not None:
            return await self._cards(turn.actor, screen.card_of, *where)
        return await self._return_cards(turn.actor, screen.return_of or 0, *where)

    async def _invoice(self, turn: Turn, bot: Bot, invoice: InvoiceScreen) -> None:
        if invoice.over is not None:
            await self._show(turn, bot, invoice.over)
        show = Show(bot, turn.bot_id, self._pictures)
        try:
            message_id = await show.invoice(Place(turn.chat_id), invoice)
        except TelegramForbiddenError:
            raise
        except TelegramAPIError as error:
            # The order stands and is payable from its card; the buyer is told so, not left waiting.
            log.warning("invoice.not_sent", order_id=invoice.order_id, why=str(error)[:200])
            await self._show(turn, bot, Screen(turn.words("payment-no-page"), fresh=True))
            return
        await self._start_payment.presented(turn.actor, invoice.intent_id, turn.chat_id, message_id)
