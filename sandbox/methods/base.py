"""What every Bot API method gets: the call, its chat, and one way to send a message."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError

from sandbox.errors import bad, forbidden
from sandbox.jsontypes import JsonObject
from sandbox.markup import checked_markup
from sandbox.media import media_content, store_file
from sandbox.model import Bot, Chat, File, Message
from sandbox.params import Params, Upload
from sandbox.post import post
from sandbox.render import message_json
from sandbox.telegram import Telegram


@dataclass(slots=True)
class Call:
    tg: Telegram
    bot: Bot
    params: Params
    stopped: Callable[[], bool] = lambda: False


Handler = Callable[[Call], Awaitable[Any]]
HANDLERS: dict[str, Handler] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        for name in names:
            HANDLERS[name] = handler
        return handler

    return register


def chat_named(call: Call, chat_id: int | str) -> Chat:
    """The chat of an id, as far as this bot may know it; existence only, not the right to write."""
    world = call.tg.world
    if isinstance(chat_id, str):
        raise bad("chat not found")
    if chat_id < 0:
        if world.groups.get(chat_id) is None:
            raise bad("chat not found")
        return Chat.group(chat_id)
    person = world.people.get(chat_id)
    known = person is not None and (
        call.bot.id in person.started
        or call.bot.id in person.blocked
        or any(chat_id in group.members and call.bot.id in group.bots for group in world.groups.all())
    )
    if not known:
        raise bad("chat not found")
    return Chat.with_bot(call.bot.id, chat_id)


def writable_chat(call: Call) -> Chat:
    """The chat of ``chat_id`` if the bot may write there; 403 in Telegram's words otherwise."""
    world = call.tg.world
    chat = chat_named(call, call.params.values["chat_id"])
    if chat.kind == "group":
        group = world.groups.rows[str(chat.first)]
        if call.bot.id not in group.bots:
            raise forbidden(f"bot was kicked from the {group.kind} chat")
        if group.kind == "channel" and call.bot.id not in group.admin_bots:
            raise bad("need administrator rights in the channel chat")
        return chat
    person = world.person(chat.second)
    if call.bot.id in person.blocked:
        raise forbidden("bot was blocked by the user")
    if call.bot.id not in person.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _thread(call: Call, chat: Chat) -> int:
    thread = call.params.number("message_thread_id")
    if not thread:
        return 0
    group = call.tg.world.groups.get(chat.first) if chat.kind == "group" else None
    topic = call.tg.world.topic(group, thread) if group else None
    if topic is None:
        raise bad("message thread not found")
    return thread


def _reply_to(call: Call, chat: Chat) -> int:
    wanted = call.params.record("reply_parameters") or {}
    message_id = int(wanted.get("message_id") or call.params.number("reply_to_message_id"))
    if not message_id:
        return 0
    if call.tg.world.message(chat, message_id) is None:
        if wanted.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply"):
            return 0
        raise bad("message to be replied not found")
    return message_id


def draft(call: Call, content: JsonObject, *, invoice: str = "", album: str = "") -> Message:
    """A checked message that is not posted yet."""
    chat = writable_chat(call)
    markup = checked_markup(call.params.record("reply_markup"), private=chat.kind == "bot", invoice=bool(invoice))
    if invoice and markup is None:
        markup = {"inline_keyboard": [[{"text": "Pay", "pay": True}]]}
    thread, reply_to = _thread(call, chat), _reply_to(call, chat)
    if call.params.flag("protect_content"):
        content = {**content, "has_protected_content": True}
    return Message(
        chat=chat.key,
        id=call.tg.world.new_message_id(chat),
        bot=call.bot.id,
        person=0,
        date=call.tg.world.now(),
        content=content,
        markup=markup,
        thread=thread,
        reply_to=reply_to,
        invoice=invoice,
        album=album,
    )


def send(call: Call, content: JsonObject, *, invoice: str = "") -> JsonObject:
    return message_json(call.tg.world, post(call.tg, draft(call, content, invoice=invoice)))


def own_message(call: Call, missing: str) -> Message:
    """The message named by chat and id, or by inline id; raises ``missing`` when there is none."""
    inline_id = call.params.text("inline_message_id")
    if inline_id:
        found = call.tg.world.message_by_inline_id(inline_id)
        if found is None or found.via_bot != call.bot.id:
            raise bad("MESSAGE_ID_INVALID")
        return found
    if not call.params.has("chat_id"):
        raise bad("chat_id is empty")
    if not call.params.has("message_id"):
        raise bad("message identifier is not specified")
    chat = chat_named(call, call.params.values["chat_id"])
    message = call.tg.world.message(chat, call.params.number("message_id"))
    if message is None:
        raise bad(missing)
    return message


async def file_of(call: Call, value: Any, kind: str) -> File:
    """A file given as an upload, ``attach://``, a file_id or a URL."""
    text = str(value or "")
    upload = call.params.uploads.get(text.removeprefix("attach://")) if text.startswith("attach://") else None
    if upload is not None:
        return store_file(call.tg, kind, upload)
    if text.startswith(("http://", "https://")):
        return store_file(call.tg, kind, await _downloaded(call, text))
    file = call.tg.world.files.get(text)
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind and not {file.kind, kind} <= {"document", "video", "animation"}:
        raise bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


async def _downloaded(call: Call, url: str) -> Upload:
    """Only this machine can be reached: the sandbox never talks to the internet."""
    parts = urlsplit(url)
    if parts.hostname not in {"127.0.0.1", "localhost"}:
        raise bad("failed to get HTTP URL content")
    try:
        async with call.tg.session.get(url) as answer:
            if answer.status != 200:
                raise bad("failed to get HTTP URL content")
            name = parts.path.rpartition("/")[2] or "file"
            return Upload(name, answer.content_type, await answer.read())
    except (ClientError, TimeoutError):
        raise bad("failed to get HTTP URL content") from None


async def media_param(call: Call, kind: str) -> JsonObject:
    """Content of the parameter ``kind`` of a sendPhoto-like method."""
    upload = call.params.uploads.get(kind)
    file = store_file(call.tg, kind, upload) if upload else await file_of(call, call.params.values.get(kind), kind)
    return media_content(kind, file)
