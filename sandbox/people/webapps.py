"""People open Mini Apps: signed launch data, data sent back, a phone shared, a prepared message sent."""

import secrets
import time

from sandbox.errors import PersonError
from sandbox.inline import post_result
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Chat, InlineQuery, Message, Person
from sandbox.people.talking import put
from sandbox.telegram import Telegram
from sandbox.webapp import init_data, signed_contact


def open_web_app(
    tg: Telegram, person: Person, bot: Bot, url: str, source: str, *,
    chat: Chat | None = None, start_param: str = "", button: str = "",
) -> JsonObject:  # fmt: skip
    """A session: the address without its hash, and the signed data (empty from a reply keyboard)."""
    number = secrets.token_hex(8)
    fields: JsonObject = {}
    if source in {"inline", "menu"}:
        query = InlineQuery(number, bot.id, person.id, "", time.time())
        query.chat = (chat or Chat.with_bot(bot.id, person.id)).key
        tg.world.inline.put(query.id, query)
        fields["query_id"] = number
    if source == "link":
        fields |= {"chat_type": "sender", "chat_instance": str(secrets.randbits(62))}
    if start_param:
        fields["start_param"] = start_param
    signed = "" if source in {"keyboard", "inline_mode"} else init_data(bot, person, fields)
    session: JsonObject = {
        "session": number,
        "url": url,
        "init_data": signed,
        "bot": bot.username,
        "title": bot.name,
        "source": source,
        "person": person.id,
        "start_param": start_param,
        "button": button,
    }
    tg.web_app_sessions[number] = session
    return session


def _session(tg: Telegram, person: Person, number: str) -> tuple[JsonObject, Bot]:
    session = tg.web_app_sessions.get(number)
    bot = tg.world.bot_by_name(str(session["bot"])) if session else None
    if session is None or bot is None or session["person"] != person.id:
        raise PersonError("this Mini App is not open")
    return session, bot


def send_data(tg: Telegram, person: Person, number: str, text: str) -> Message:
    session, bot = _session(tg, person, number)
    if session["source"] != "keyboard":
        raise PersonError("sendData works only from a reply keyboard")
    if not 1 <= len(text.encode()) <= 4096:
        raise PersonError("the data must be 1-4096 bytes")
    content: JsonObject = {"web_app_data": {"data": text, "button_text": session["button"]}}
    return put(tg, person, Chat.with_bot(bot.id, person.id), content)


def share_phone(tg: Telegram, person: Person, number: str) -> Message:
    session, bot = _session(tg, person, number)
    session["phone_shared"] = True
    return put(tg, person, Chat.with_bot(bot.id, person.id), {"contact": _contact(person)})


def _contact(person: Person) -> JsonObject:
    contact: JsonObject = {"phone_number": (person.phone or f"+7999{person.id:07d}").lstrip("+")}
    return contact | {"first_name": person.first_name, "user_id": person.id}


def requested_contact(tg: Telegram, person: Person, number: str) -> str:
    """The contact that was shared from this app, signed for it; empty until then."""
    session, bot = _session(tg, person, number)
    return signed_contact(bot, _contact(person)) if session.get("phone_shared") else ""


def allow_writing(tg: Telegram, person: Person, number: str) -> Message:
    _, bot = _session(tg, person, number)
    allowed: JsonObject = {"from_request": True}
    return put(tg, person, Chat.with_bot(bot.id, person.id), {"write_access_allowed": allowed})


def share_prepared(tg: Telegram, person: Person, prepared: str, chat: Chat) -> Message:
    query = tg.world.inline.get(prepared)
    if query is None or not query.prepared or query.person != person.id:
        raise PersonError("there is no such prepared message")
    return post_result(tg, tg.world.bots.rows[str(query.bot)], person, chat, query.results[0])
