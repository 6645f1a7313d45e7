"""People press buttons: inline keyboards, reply keyboards, links, results of inline mode."""

import re
import secrets
import time
from urllib.parse import parse_qs, urlsplit

from sandbox.errors import PersonError
from sandbox.inline import post_result
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Callback, Chat, InlineQuery, Message, Person
from sandbox.people.talking import put, reply_keyboard, seen, share_contact, share_location, start, text_content
from sandbox.people.webapps import open_web_app
from sandbox.render import message_json, user_json
from sandbox.telegram import Telegram
from sandbox.views import callback_view, message_view

_LINK = re.compile(r"^(?:https?://)?t\.me/([A-Za-z0-9_]+)(?:/([A-Za-z0-9_]+))?$")
_MOSCOW = (55.7558, 37.6173)


def _buttons(message: Message) -> list[JsonObject]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _match(buttons: list[JsonObject], text: str) -> JsonObject | None:
    """The exact word first, then a beginning, then a part (buttons often carry an emoji or a number)."""
    wanted = text.casefold()
    tests = (str.__eq__, str.startswith, str.__contains__)
    for test in tests:
        for button in buttons:
            if test(str(button["text"]).casefold(), wanted):
                return button
    return None


def find_button(tg: Telegram, chat: Chat, text: str, message_id: int = 0) -> tuple[Message, JsonObject]:
    if message_id:
        messages = [seen(tg, chat, message_id)]
    else:
        messages = [m for m in tg.world.history.get(chat.key, {}).values() if not m.deleted]
        messages.sort(key=lambda m: m.id, reverse=True)
    for message in messages:
        found = _match(_buttons(message), text)
        if found is not None:
            return message, found
    visible = [f"{m.id}: {', '.join(b['text'] for b in _buttons(m))}" for m in messages if _buttons(m)]
    raise PersonError(f"no button {text!r}; visible buttons by message: {'; '.join(visible[:5]) or 'none'}")


def tap(tg: Telegram, person: Person, chat: Chat, text: str, message_id: int = 0) -> JsonObject:
    """Press an inline button; says what kind it was and what the client would do next."""
    message, button = find_button(tg, chat, text, message_id)
    return press(tg, person, chat, message, button)


def press(tg: Telegram, person: Person, chat: Chat, message: Message, button: JsonObject) -> JsonObject:
    result: JsonObject = {"button": button["text"], "message_id": message.id}
    if button.get("disabled"):
        raise PersonError(f"the button {button['text']!r} is disabled")
    if button.get("callback_data") is not None:
        query = _callback(tg, person, message, str(button["callback_data"]))
        return {**result, "kind": "callback", "callback": callback_view(query)}
    if button.get("url"):
        return {**result, "kind": "url", "url": button["url"], **open_link(tg, person, str(button["url"]))}
    if button.get("web_app"):
        bot = tg.world.bots.rows[str(message.bot or message.via_bot)]
        opened = open_web_app(tg, person, bot, str(button["web_app"]["url"]), "inline", chat=chat)
        return {**result, "kind": "web_app", **opened}
    if button.get("pay"):
        return {**result, "kind": "pay", "slug": message.invoice}
    if button.get("copy_text"):
        return {**result, "kind": "copy", "text": button["copy_text"]["text"]}
    for name in ("switch_inline_query_current_chat", "switch_inline_query", "switch_inline_query_chosen_chat"):
        if button.get(name) is not None:
            given = button[name]
            query_text = str(given.get("query") or "") if isinstance(given, dict) else str(given)
            return {**result, "kind": "switch_inline", "query": query_text, "here": name.endswith("current_chat")}
    return {**result, "kind": "other"}


def _callback(tg: Telegram, person: Person, message: Message, data: str) -> Callback:
    bot = tg.world.bots.rows[str(message.via_bot or message.bot)]
    query = Callback(str(secrets.randbits(62)), bot.id, person.id, message.key, data, time.time())
    tg.world.callbacks.put(query.id, query)
    body: JsonObject = {
        "id": query.id,
        "from": user_json(person),
        "chat_instance": str(hash_of(message.chat)),
        "data": data,
    }
    if message.via_bot:
        body["inline_message_id"] = message.inline_id
    else:
        body["message"] = message_json(tg.world, message)
    tg.updates.push(bot, "callback_query", body)
    tg.events.publish("callback", callback=callback_view(query))
    return query


def hash_of(text: str) -> int:
    """A number for a text that stays the same after a restart."""
    return int.from_bytes(text.encode()[-7:], "big")


def open_link(tg: Telegram, person: Person, url: str) -> JsonObject:
    """t.me links are followed inside: ``?start=`` sends /start, ``?startapp`` opens the Mini App."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    match = _LINK.match(f"{parts.netloc}{parts.path}")
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.netloc == "t.me" and parts.path.startswith("/$"):
        return {"opened": "invoice", "slug": parts.path.removeprefix("/$")}
    bot = tg.world.bot_by_name(match.group(1)) if match else None
    if match is None or bot is None:
        return {"opened": "browser"}
    if "startapp" in query or match.group(2):
        target = main_app_url(tg, bot, person)
        if target is None:
            raise PersonError(f"@{bot.username} has no Mini App")
        opened = open_web_app(tg, person, bot, target, "link", start_param=query.get("startapp", [""])[0])
        return {"opened": "web_app", "chat": bot.username, **opened}
    if "start" in query:
        start(tg, person, bot, query["start"][0])
    return {"opened": "chat", "chat": bot.username}


def main_app_url(tg: Telegram, bot: Bot, person: Person) -> str | None:  # noqa: ARG001 - same shape as its callers
    menu = bot.menu.get(str(person.id)) or bot.menu.get("") or {}
    return str(menu["web_app"]["url"]) if menu.get("type") == "web_app" else None


def press_reply(tg: Telegram, person: Person, chat: Chat, text: str) -> JsonObject:
    source = reply_keyboard(tg, chat)
    rows = (source.markup or {}).get("keyboard", []) if source else []
    buttons = [button for row in rows for button in row]
    button = _match(buttons, text)
    if source is None or button is None:
        visible = ", ".join(str(b["text"]) for b in buttons) or "none"
        raise PersonError(f"no reply button {text!r}; visible: {visible}")
    if button.get("request_contact"):
        message = share_contact(tg, person, chat)
    elif button.get("request_location"):
        message = share_location(tg, person, chat, *_MOSCOW)
    elif button.get("web_app"):
        bot = tg.world.bots.rows[str(source.bot)]
        return open_web_app(
            tg, person, bot, str(button["web_app"]["url"]), "keyboard", chat=chat, button=str(button["text"])
        )
    else:
        message = put(tg, person, chat, text_content(str(button["text"])))
    return {"message": message_view(tg.world, message)}


def inline_query(tg: Telegram, person: Person, bot: Bot, text: str, chat: Chat | None, offset: str = "") -> InlineQuery:
    query = InlineQuery(str(secrets.randbits(62)), bot.id, person.id, text, time.time())
    tg.world.inline.put(query.id, query)
    place = "sender" if chat is None or (chat.kind == "bot" and chat.first == bot.id) else "supergroup"
    if chat is not None and chat.kind == "people":
        place = "private"
    body: JsonObject = {"id": query.id, "from": user_json(person), "query": text, "offset": offset, "chat_type": place}
    tg.updates.push(bot, "inline_query", body)
    return query


def choose_result(tg: Telegram, person: Person, query_id: str, result_id: str, chat: Chat) -> Message:
    query = tg.world.inline.get(query_id)
    result = next((r for r in query.results if r["id"] == result_id), None) if query else None
    if query is None or result is None or query.person != person.id:
        raise PersonError(f"no inline result {result_id}")
    bot = tg.world.bots.rows[str(query.bot)]
    message = post_result(tg, bot, person, chat, result)
    body: JsonObject = {"result_id": result_id, "from": user_json(person), "query": query.text}
    if message.inline_id:
        body["inline_message_id"] = message.inline_id
    tg.updates.push(bot, "chosen_inline_result", body)
    return message
