"""A turn: one update with everything a conversation needs to answer it."""

from dataclasses import dataclass, field

from bot.pages import Pages
from bot.prompts import Prompt, Prompts
from core.auth.actor import Actor
from core.kit.i18n.words import Words
from core.shops.geometry import Point, read_point
from core.shops.shop import Shop
from core.talks.posts import Channel
from db.types.ids import BotId


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a message."""

    file_id: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came, in our words: text, a tap, a contact, a photo, a file."""

    text: str = ""
    html: str = ""  # the text with its formatting, as Telegram HTML
    kind: str = "text"
    album: str | None = None
    tap: str | None = None
    contact_phone: str | None = None
    contact_own: bool = False
    photo_file_id: str | None = None
    document: SentFile | None = None
    location: tuple[float, float] | None = None
    # What the message it replies to is a card of: a SKU, or a variant, as that message's buttons say.
    about_sku: str | None = None
    about_variant: int | None = None
    other: bool = False  # a sticker, a voice message: something with no words

    def point(self) -> Point | None:
        """Return the place that was shared, or typed as coordinates; None when what came is no place."""
        if self.location is None:
            return read_point(self.text)
        try:
            return Point.of(*self.location)
        except ValueError:
            return None


_NOWHERE = Pages()


@dataclass(slots=True)
class Turn:
    """Facts about one update. `message_id` is the message whose button was pressed."""

    bot_id: BotId
    bot_username: str
    shop: Shop
    actor: Actor
    words: Words
    chat_id: int
    private: bool
    update_key: str
    incoming: Incoming
    prompts: Prompts
    pages: Pages = _NOWHERE
    shop_count: int = 1
    inline_mode: bool = False
    language_chosen: bool = False
    cover_file_id: str | None = None
    callback_id: str | None = None
    message_id: int | None = None
    message_has_photo: bool = False
    thread_id: int | None = None
    reply_to_message_id: int | None = None
    source_message_id: int | None = None
    # The channel that somebody has just made the bot an administrator of.
    channel: Channel | None = None
    prompt: Prompt | None = field(default=None)
    # What was asked in a group: it is kept under the message of the question, once that has been sent.
    asked: Prompt | None = field(default=None)

    async def ask(self, state: str, **values: str | int) -> None:
        """Expect typed text for `state`: the next one, in a group a reply to the question."""
        prompt = Prompt(state, dict(values), self.shop.id)
        if self.private:
            await self.prompts.ask(self.bot_id, self.chat_id, self.actor.telegram_id, prompt)
        else:
            self.asked = prompt

    async def stop_asking(self) -> None:
        """Expect nothing typed any more; in a group, no more replies to the question that was answered."""
        if self.private:
            await self.prompts.clear(self.bot_id, self.chat_id, self.actor.telegram_id)
        elif self.reply_to_message_id is not None:
            await self.prompts.clear(self.bot_id, self.chat_id, self.actor.telegram_id, self.reply_to_message_id)
