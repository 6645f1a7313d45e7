"""Deleting, forwarding, copying, pinning messages and reacting to them."""

import time

from sandbox.entities.text import caption
from sandbox.errors import bad
from sandbox.forwarding import forwarded_markup, origin_of
from sandbox.jsontypes import JsonObject
from sandbox.methods.base import Call, chat_named, draft, method, own_message, writable_chat
from sandbox.model import Chat, Message
from sandbox.post import edited, is_service, post, remove
from sandbox.render import message_json

_TWO_DAYS = 48 * 3600
_MANY = 100


def _deletable(call: Call, message: Message) -> bool:
    if time.time() - message.date > _TWO_DAYS:
        return False
    chat = Chat.of(message.chat)
    if chat.kind == "group" and message.bot != call.bot.id:
        return call.bot.id in call.tg.world.groups.rows[str(chat.first)].admin_bots
    return True


@method("deleteMessage")
async def delete_message(call: Call) -> bool:
    message = own_message(call, "message to delete not found")
    if not _deletable(call, message):
        raise bad("message can't be deleted for everyone")
    remove(call.tg, message)
    return True


def _ids(call: Call) -> list[int]:
    ids = call.params.items("message_ids") or []
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > _MANY:
        raise bad("too many message identifiers specified")
    return [int(number) for number in ids]


@method("deleteMessages")
async def delete_messages(call: Call) -> bool:
    chat = writable_chat(call)
    found = [call.tg.world.message(chat, number) for number in _ids(call)]
    for message in found:
        if message is not None and _deletable(call, message):
            remove(call.tg, message)
    return True


def _source(call: Call, message_id: int, verb: str) -> Message | None:
    chat = chat_named(call, call.params.values["from_chat_id"])
    message = call.tg.world.message(chat, message_id)
    if message is not None and (is_service(message) or message.content.get("has_protected_content")):
        raise bad(f"message can't be {verb}")
    return message


def _forward(call: Call, source: Message) -> JsonObject:
    copy = draft(call, source.content, invoice=source.invoice)
    copy.forward = origin_of(call.tg.world, source)
    copy.markup = forwarded_markup(call.tg.world, source)
    return message_json(call.tg.world, post(call.tg, copy))


@method("forwardMessage")
async def forward_message(call: Call) -> JsonObject:
    writable_chat(call)
    source = _source(call, call.params.number("message_id"), "forwarded")
    if source is None:
        raise bad("message to forward not found")
    return _forward(call, source)


@method("forwardMessages")
async def forward_messages(call: Call) -> list[JsonObject]:
    sources = [_source(call, number, "forwarded") for number in _ids(call)]
    return [{"message_id": _forward(call, source)["message_id"]} for source in sources if source]


def _copy(call: Call, source: Message) -> JsonObject:
    if source.invoice:
        raise bad("message can't be copied")
    content = source.content
    if call.params.has("caption") and "text" not in content:
        params = call.params
        text = caption(params.text("caption"), params.text("parse_mode"), params.items("caption_entities"))
        content = {k: v for k, v in content.items() if k not in {"caption", "caption_entities"}} | text
    return {"message_id": post(call.tg, draft(call, content)).id}


@method("copyMessage")
async def copy_message(call: Call) -> JsonObject:
    writable_chat(call)
    source = _source(call, call.params.number("message_id"), "copied")
    if source is None:
        raise bad("message to copy not found")
    return _copy(call, source)


@method("copyMessages")
async def copy_messages(call: Call) -> list[JsonObject]:
    sources = [_source(call, number, "copied") for number in _ids(call)]
    return [_copy(call, source) for source in sources if source and not source.invoice]


@method("pinChatMessage")
async def pin_chat_message(call: Call) -> bool:
    writable_chat(call)
    message = own_message(call, "message to pin not found")
    message.pinned = True
    edited(call.tg, message, count=False)
    return True


@method("unpinChatMessage")
async def unpin_chat_message(call: Call) -> bool:
    chat = writable_chat(call)
    pinned = [m for m in call.tg.world.history.get(chat.key, {}).values() if m.pinned and not m.deleted]
    if call.params.has("message_id"):
        pinned = [m for m in pinned if m.id == call.params.number("message_id")]
    if not pinned:
        raise bad("message to unpin not found")
    pinned[-1].pinned = False
    edited(call.tg, pinned[-1], count=False)
    return True


@method("unpinAllChatMessages")
async def unpin_all_chat_messages(call: Call) -> bool:
    chat = writable_chat(call)
    for message in call.tg.world.history.get(chat.key, {}).values():
        if message.pinned:
            message.pinned = False
            edited(call.tg, message, count=False)
    return True


@method("setMessageReaction")
async def set_message_reaction(call: Call) -> bool:
    writable_chat(call)
    message = own_message(call, "message to react not found")
    emoji = [str(item.get("emoji")) for item in call.params.items("reaction") or [] if item.get("type") == "emoji"]
    if len(emoji) > 1:
        raise bad("REACTIONS_TOO_MANY")
    message.reactions[f"bot:{call.bot.id}"] = emoji
    edited(call.tg, message, count=False)
    return True
