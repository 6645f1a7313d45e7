"""A screen is a value: what a message shows. One edge turns it into an edit or a new message."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.links import Link
from db.types.ids import IntentId


@dataclass(frozen=True, slots=True)
class Button:
    """A button with exactly one action: a link to a screen, a web address, a page inside Telegram, or paying."""

    text: str
    link: Link | None = None
    url: str | None = None
    app: str | None = None
    pay: bool = False
    inline_query: str | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the shop. `file_id` is this bot's uploaded copy, None before the first upload."""

    media_id: int
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture made for this screen alone (a chart): PNG bytes."""

    content: bytes = field(repr=False)
    name: str = "chart.png"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that comes with a screen, in a message of its own after it."""

    name: str
    content: bytes = field(repr=False)
    caption: str = ""


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of the bot's: HTML text, an optional picture, buttons.

    `card_of` marks it as the live card of an order, `return_of` of a return. `fresh` sends it anew instead of editing.
    `ask_contact` puts a "share my number" button under the typing field instead of inline buttons. `question` is what
    a group reads in the message to reply to, when the screen asks for typed text; `placeholder` stands in the typing
    field. `files` follow in messages of their own.
    """

    text: str
    rows: Rows = ()
    photo: Photo | Drawing | None = None
    card_of: int | None = None
    return_of: int | None = None
    fresh: bool = False
    ask_contact: str | None = None
    # The same with "send where I am", and below it `said`: words that are sent as if typed.
    ask_location: str | None = None
    said: tuple[str, ...] = ()
    toast: str | None = None
    drop_keyboard: bool = False
    # A short message before this one, which takes the "share my number" button away.
    thanks: str | None = None
    question: str | None = None
    placeholder: str | None = None
    files: tuple[SentFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """An answer over the present screen: a toast, or a window to close. After typed text: a message."""

    text: str
    window: bool = False


@dataclass(frozen=True, slots=True)
class InvoiceScreen:
    """A Telegram invoice, below the screen `over`. `intent_id` remembers where it stands, to finalise it."""

    intent_id: IntentId
    order_id: int
    payload: str
    provider_token: str = field(repr=False)
    title: str
    description: str
    currency: str
    prices: tuple[tuple[str, int], ...]
    start_parameter: str
    rows: Rows
    over: Screen | None = None
    # What else sendInvoice takes, as the Bot API names it.
    options: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing to say: the update needs no answer (people talking in a group)."""


Reply: TypeAlias = Screen | Alert | InvoiceScreen | Silence
