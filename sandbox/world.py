"""The world of the sandbox: bots, people, groups, messages and everything pending, with look-ups over it."""

import time
from typing import Any, Generic, TypeVar

from sandbox.errors import PersonError
from sandbox.model import (
    Bot,
    Callback,
    Charge,
    Chat,
    Checkout,
    File,
    Group,
    InlineQuery,
    Invoice,
    Message,
    Person,
    Update,
)
from sandbox.storage import Storage

Row = TypeVar("Row")


class Table(Generic[Row]):
    """Rows of one kind by key; ``put`` after every change writes them through."""

    def __init__(self, storage: Storage, kind: str, row: type[Row]) -> None:
        self._storage = storage
        self._kind = kind
        self.rows: dict[str, Row] = {}
        for key, body in storage.read(kind):
            fields: dict[str, Any] = body
            self.rows[key] = row(**fields)

    def get(self, key: object) -> Row | None:
        return self.rows.get(str(key))

    def put(self, key: object, row: Row) -> Row:
        self.rows[str(key)] = row
        self._storage.write(self._kind, str(key), row)
        return row

    def drop(self, key: object) -> None:
        if self.rows.pop(str(key), None) is not None:
            self._storage.write(self._kind, str(key), None)

    def all(self) -> list[Row]:
        return list(self.rows.values())


class World:
    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.bots = Table(storage, "bot", Bot)
        self.people = Table(storage, "person", Person)
        self.groups = Table(storage, "group", Group)
        self.messages = Table(storage, "message", Message)
        self.updates = Table(storage, "update", Update)
        self.callbacks = Table(storage, "callback", Callback)
        self.invoices = Table(storage, "invoice", Invoice)
        self.checkouts = Table(storage, "checkout", Checkout)
        self.charges = Table(storage, "charge", Charge)
        self.files = Table(storage, "file", File)
        self.inline = Table(storage, "inline", InlineQuery)
        self.history: dict[str, dict[int, Message]] = {}
        for message in sorted(self.messages.all(), key=lambda m: m.id):
            self.history.setdefault(message.chat, {})[message.id] = message

    # People, bots, groups

    def bot_by_token(self, token: str) -> Bot | None:
        return next((bot for bot in self.bots.all() if bot.token == token), None)

    def bot_by_name(self, username: str) -> Bot | None:
        wanted = username.lstrip("@").lower()
        return next((bot for bot in self.bots.all() if bot.username.lower() == wanted), None)

    def person(self, person_id: int) -> Person:
        found = self.people.get(person_id)
        if found is None:
            raise PersonError(f"there is no person {person_id}")
        return found

    def chat_for(self, person: Person, ref: str | int) -> Chat:
        """The chat a person means: a bot's username, a group's id, or another person's id."""
        text = str(ref)
        if text.lstrip("-").isdigit():
            number = int(text)
            group = self.groups.get(number)
            if group is not None and person.id in group.members:
                return Chat.group(number)
            if number in {p.id for p in self.people.all()} and number != person.id:
                return Chat.of_people(person.id, number)
        else:
            bot = self.bot_by_name(text)
            if bot is not None:
                return Chat.with_bot(bot.id, person.id)
        raise PersonError(f"{person.first_name} has no chat {text}")

    def ref_for(self, chat: Chat, person_id: int) -> str:
        """How this person names the chat (the inverse of ``chat_for``)."""
        if chat.kind == "bot":
            bot = self.bots.get(chat.first)
            return bot.username if bot else str(chat.first)
        if chat.kind == "group":
            return str(chat.first)
        return str(chat.second if person_id == chat.first else chat.first)

    def people_in(self, chat: Chat) -> list[int]:
        if chat.kind == "bot":
            return [chat.second]
        if chat.kind == "people":
            return [chat.first, chat.second]
        group = self.groups.get(chat.first)
        return list(group.members) if group else []

    def bots_in(self, chat: Chat) -> list[int]:
        if chat.kind == "bot":
            return [chat.first]
        group = self.groups.get(chat.first) if chat.kind == "group" else None
        return list(group.bots) if group else []

    def topic(self, group: Group, thread: int) -> dict[str, Any] | None:
        return next((topic for topic in group.topics if topic["message_thread_id"] == thread), None)

    # Messages

    def new_message_id(self, chat: Chat) -> int:
        """Private messages are numbered per bot, group messages per group, as in Telegram."""
        if chat.kind == "group":
            group = self.groups.rows[str(chat.first)]
            number, group.next_message_id = group.next_message_id, group.next_message_id + 1
            self.groups.put(group.id, group)
            return number
        if chat.kind == "bot":
            bot = self.bots.rows[str(chat.first)]
            number, bot.next_message_id = bot.next_message_id, bot.next_message_id + 1
            self.bots.put(bot.id, bot)
            return number
        return max(self.history.get(chat.key, {0: None})) + 1

    def save(self, message: Message) -> Message:
        self.history.setdefault(message.chat, {})[message.id] = message
        return self.messages.put(message.key, message)

    def message(self, chat: Chat, message_id: int) -> Message | None:
        found = self.history.get(chat.key, {}).get(message_id)
        return None if found is None or found.deleted else found

    def message_by_inline_id(self, inline_id: str) -> Message | None:
        return next((m for m in self.messages.all() if m.inline_id == inline_id and not m.deleted), None)

    def now(self) -> int:
        return int(time.time())
