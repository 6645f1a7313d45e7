"""What a local Telegram remembers: rows of plain JSON-shaped fields, so that they are stored as they are."""

from dataclasses import dataclass, field
from typing import NamedTuple

from sandbox.jsontypes import JsonObject


class Chat(NamedTuple):
    """An address: ``bot`` (a bot and a person), ``group`` (a group) or ``people`` (two persons)."""

    kind: str
    first: int
    second: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.first}:{self.second}"

    @classmethod
    def of(cls, key: str) -> "Chat":
        kind, first, second = key.split(":")
        return cls(kind, int(first), int(second))

    @classmethod
    def with_bot(cls, bot: int, person: int) -> "Chat":
        return cls("bot", bot, person)

    @classmethod
    def group(cls, group: int) -> "Chat":
        return cls("group", group)

    @classmethod
    def of_people(cls, one: int, other: int) -> "Chat":
        return cls("people", min(one, other), max(one, other))


@dataclass(slots=True)
class Bot:
    id: int
    token: str
    username: str
    name: str
    texts: dict[str, str] = field(default_factory=dict)  # "description|ru" -> text
    commands: dict[str, list[JsonObject]] = field(default_factory=dict)  # "scope|language" -> commands
    menu: dict[str, JsonObject] = field(default_factory=dict)  # person id or "" -> button
    webhook: JsonObject = field(default_factory=dict)
    allowed_updates: list[str] = field(default_factory=list)
    next_update_id: int = 100_000_001
    next_message_id: int = 1
    stars: int = 0
    login_urls: list[str] = field(default_factory=list)  # where Web Login may lead back to


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "ru"
    phone: str | None = None
    stars: int = 1000
    started: list[int] = field(default_factory=list)
    blocked: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    id: int
    title: str
    members: list[int] = field(default_factory=list)
    bots: list[int] = field(default_factory=list)
    admin_bots: list[int] = field(default_factory=list)
    forum: bool = False
    kind: str = "supergroup"  # or "channel": only administrators write, and what they write is from the channel
    topics: list[JsonObject] = field(default_factory=list)
    next_message_id: int = 1


@dataclass(slots=True)
class Message:
    chat: str
    id: int
    bot: int  # the sending bot, or 0
    person: int  # the sending person, or 0
    date: int
    content: JsonObject
    markup: JsonObject | None = None
    thread: int = 0
    reply_to: int = 0
    forward: JsonObject | None = None
    via_bot: int = 0
    invoice: str = ""
    inline_id: str = ""
    album: str = ""
    edited: int = 0
    edits: int = 0
    deleted: bool = False
    pinned: bool = False
    paid_by: list[int] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.chat}/{self.id}"


@dataclass(slots=True)
class Update:
    bot: int
    id: int
    kind: str
    body: JsonObject
    date: float

    @property
    def key(self) -> str:
        return f"{self.bot}/{self.id}"


@dataclass(slots=True)
class Callback:
    id: str
    bot: int
    person: int
    message: str
    data: str
    asked: float
    answered: float = 0.0
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True)
class Invoice:
    slug: str
    bot: int
    terms: JsonObject
    total: int
    is_link: bool = False


@dataclass(slots=True)
class Checkout:
    id: str
    invoice: str
    person: int
    message: str
    outcome: str  # what the person chose: pay or decline
    stage: str  # shipping, choosing, pre_checkout, done
    query_id: str
    asked: float
    order_info: JsonObject = field(default_factory=dict)
    options: list[JsonObject] = field(default_factory=list)
    option: str = ""
    tip: int = 0
    total: int = 0
    ok: bool = False
    error: str = ""
    charge: str = ""


@dataclass(slots=True)
class Charge:
    id: str
    bot: int
    person: int
    invoice: str
    currency: str
    amount: int
    date: int
    provider_charge: str = ""
    refunded: int = 0
    canceled: bool = False


@dataclass(slots=True)
class File:
    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    path: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class InlineQuery:
    id: str
    bot: int
    person: int
    text: str
    asked: float
    answered: float = 0.0
    results: list[JsonObject] = field(default_factory=list)
    button: JsonObject | None = None
    prepared: bool = False
    chat: str = ""
