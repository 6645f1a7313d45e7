"""People write, send files, share contacts and places, forward, start and block bots."""

import secrets
from typing import Any

from sandbox.entities.detect import detect
from sandbox.errors import ApiError, PersonError
from sandbox.forwarding import forwarded_markup, origin_of
from sandbox.jsontypes import JsonObject
from sandbox.media import media_content, store_file
from sandbox.model import Bot, Chat, Message, Person
from sandbox.params import Upload
from sandbox.post import edited, is_service, post, remove, tell_member_change
from sandbox.render import bot_json, message_json, user_json
from sandbox.telegram import Telegram

_TEXT_LIMIT = 4096


def _open(tg: Telegram, person: Person, chat: Chat) -> None:
    """Writing to a bot starts it; a blocked bot must be unblocked first."""
    if chat.kind != "bot":
        return
    if chat.first in person.blocked:
        raise PersonError(f"{person.first_name} has blocked this bot")
    if chat.first not in person.started:
        person.started.append(chat.first)
        tg.world.people.put(person.id, person)
        tg.events.publish("world")


def put(tg: Telegram, person: Person, chat: Chat, content: JsonObject, **more: Any) -> Message:
    """Post a message of this person."""
    _open(tg, person, chat)
    thread = int(more.get("thread") or 0)
    number = tg.world.new_message_id(chat)
    return post(tg, Message(chat.key, number, 0, person.id, tg.world.now(), content, **{**more, "thread": thread}))


def text_content(text: str) -> JsonObject:
    entities = detect(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}


def say(tg: Telegram, person: Person, chat: Chat, text: str, reply_to: int = 0, thread: int = 0) -> Message:
    """One message, or several when the text is longer than a message may be (as the clients do)."""
    text = text.strip()
    if not text:
        raise PersonError("there is nothing to send")
    parts = [text[at : at + _TEXT_LIMIT] for at in range(0, len(text), _TEXT_LIMIT)]
    for part in parts:
        message = put(tg, person, chat, text_content(part), reply_to=reply_to, thread=thread)
    return message


def edit(tg: Telegram, person: Person, chat: Chat, message_id: int, text: str) -> Message:
    message = _own(tg, person, chat, message_id)
    if "text" not in message.content:
        raise PersonError("only a text can be edited here")
    message.content = text_content(text)
    edited(tg, message)
    for bot_id in tg.world.bots_in(chat):
        tg.updates.push(tg.world.bots.rows[str(bot_id)], "edited_message", message_json(tg.world, message))
    return message


def _own(tg: Telegram, person: Person, chat: Chat, message_id: int) -> Message:
    message = seen(tg, chat, message_id)
    if message.person != person.id:
        raise PersonError("this is somebody else's message")
    return message


def seen(tg: Telegram, chat: Chat, message_id: int) -> Message:
    message = tg.world.message(chat, message_id)
    if message is None:
        raise PersonError(f"there is no message {message_id} in this chat")
    return message


def delete(tg: Telegram, person: Person, chat: Chat, message_id: int) -> None:  # noqa: ARG001 - any message, for everyone
    remove(tg, seen(tg, chat, message_id))


def start(tg: Telegram, person: Person, bot: Bot, payload: str = "") -> Message:
    chat = Chat.with_bot(bot.id, person.id)
    if bot.id in person.blocked:
        set_blocked(tg, person, bot, blocked=False)
    return put(tg, person, chat, text_content(f"/start {payload}".strip()))


def set_blocked(tg: Telegram, person: Person, bot: Bot, *, blocked: bool) -> None:
    if (bot.id in person.blocked) == blocked:
        return
    person.blocked = [*person.blocked, bot.id] if blocked else [b for b in person.blocked if b != bot.id]
    tg.world.people.put(person.id, person)
    tell_member_change(tg, bot, person.id, blocked=blocked)
    tg.events.publish("world")


def send_file(
    tg: Telegram, person: Person, chat: Chat, kind: str, upload: Upload, caption: str = "", **more: Any
) -> Message:
    try:
        content = media_content(kind, store_file(tg, kind, upload))
    except ApiError as error:
        raise PersonError(error.description) from None
    if caption:
        content["caption"] = caption
        entities = detect(caption, [])
        if entities:
            content["caption_entities"] = entities
    return put(tg, person, chat, content, **more)


def share_contact(tg: Telegram, person: Person, chat: Chat, other: Person | None = None) -> Message:
    """The person's own contact, or somebody else's from the address book (a trap for naive bots)."""
    owner = other or person
    contact: JsonObject = {
        "phone_number": (owner.phone or f"+7999{owner.id:07d}").lstrip("+"),
        "first_name": owner.first_name,
        "user_id": owner.id,
    }
    if owner.last_name:
        contact["last_name"] = owner.last_name
    return put(tg, person, chat, {"contact": contact}, reply_to=_asked_for(tg, chat, "request_contact"))


def share_location(tg: Telegram, person: Person, chat: Chat, latitude: float, longitude: float) -> Message:
    location: JsonObject = {"latitude": latitude, "longitude": longitude}
    return put(tg, person, chat, {"location": location}, reply_to=_asked_for(tg, chat, "request_location"))


def reply_keyboard(tg: Telegram, chat: Chat) -> Message | None:
    """The message whose reply keyboard is on screen now."""
    for message in reversed(tg.world.history.get(chat.key, {}).values()):
        markup = message.markup or {}
        if message.deleted or not message.bot:
            continue
        if markup.get("remove_keyboard"):
            return None
        if "keyboard" in markup:
            return message
    return None


def _asked_for(tg: Telegram, chat: Chat, what: str) -> int:
    message = reply_keyboard(tg, chat)
    rows = (message.markup or {}).get("keyboard", []) if message else []
    return message.id if message and any(button.get(what) for row in rows for button in row) else 0


def forward(tg: Telegram, person: Person, chat: Chat, message_id: int, target: Chat) -> Message:
    source = seen(tg, chat, message_id)
    if is_service(source) or source.content.get("has_protected_content"):
        raise PersonError("this message can't be forwarded")
    origin, markup = origin_of(tg.world, source), forwarded_markup(tg.world, source)
    via = source.via_bot or (source.bot if source.invoice else 0)
    return put(tg, person, target, source.content, forward=origin, markup=markup, invoice=source.invoice, via_bot=via)


def react(tg: Telegram, person: Person, chat: Chat, message_id: int, emoji: str) -> Message:
    message = seen(tg, chat, message_id)
    before = message.reactions.get(str(person.id), [])
    now = [emoji] if emoji and emoji not in before else []
    message.reactions[str(person.id)] = now
    edited(tg, message, count=False)
    for bot_id in tg.world.bots_in(chat):
        bot = tg.world.bots.rows[str(bot_id)]
        shown = message_json(tg.world, message)
        body: JsonObject = {
            "chat": shown["chat"],
            "message_id": message.id,
            "user": user_json(person),
            "date": tg.world.now(),
            "old_reaction": [{"type": "emoji", "emoji": item} for item in before],
            "new_reaction": [{"type": "emoji", "emoji": item} for item in now],
        }
        tg.updates.push(bot, "message_reaction", body)
    return message


def add_bot_to_group(tg: Telegram, person: Person, chat: Chat, bot: Bot) -> None:
    group = tg.world.groups.rows[str(chat.first)]
    if bot.id not in group.bots:
        group.bots.append(bot.id)
        group.admin_bots.append(bot.id)
        tg.world.groups.put(group.id, group)
        put(tg, person, chat, {"new_chat_members": [bot_json(bot)]})


def random_name(suffix: str) -> str:
    return f"{secrets.token_hex(4)}.{suffix}"
