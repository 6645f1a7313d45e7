"""send… methods for text, media, places and contacts."""

import secrets
from typing import Any

from sandbox.entities.text import caption, message_text
from sandbox.errors import bad
from sandbox.jsontypes import JsonObject
from sandbox.media import media_content
from sandbox.methods.base import Call, draft, file_of, media_param, method, send, writable_chat
from sandbox.post import post
from sandbox.render import message_json

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_ALBUM_KINDS = {"photo", "video", "document", "audio"}


@method("sendMessage")
async def send_message(call: Call) -> JsonObject:
    params = call.params
    content = message_text(params.text("text"), params.text("parse_mode"), params.items("entities"))
    preview = params.record("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return send(call, content)


def _caption(call: Call) -> JsonObject:
    params = call.params
    found = caption(params.text("caption"), params.text("parse_mode"), params.items("caption_entities"))
    for name in ("show_caption_above_media", "has_spoiler"):
        if params.flag(name):
            found["has_media_spoiler" if name == "has_spoiler" else name] = True
    return found


def _media_sender(kind: str) -> Any:
    async def send_media(call: Call) -> JsonObject:
        writable_chat(call)
        text = _caption(call)
        return send(call, {**await media_param(call, kind), **text})

    return send_media


for _name in ("photo", "document", "video", "animation", "sticker", "audio", "voice"):
    method(f"send{_name.capitalize()}")(_media_sender(_name))


@method("sendMediaGroup")
async def send_media_group(call: Call) -> list[JsonObject]:
    items = call.params.items("media") or []
    if not 2 <= len(items) <= 10:
        raise bad("wrong number of messages in the album: from 2 to 10 are expected")
    kinds = {str(item.get("type")) for item in items}
    if not kinds <= _ALBUM_KINDS:
        raise bad("can't parse InputMedia: Unsupported type specified")
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad("Can't use the media of the specified type in the album")
    contents = [await input_media(call, item) for item in items]
    album = str(secrets.randbits(50))
    drafts = [draft(call, content, album=album) for content in contents]
    return [message_json(call.tg.world, post(call.tg, message)) for message in drafts]


async def input_media(call: Call, item: JsonObject) -> JsonObject:
    kind = str(item.get("type"))
    if kind not in _ALBUM_KINDS | {"animation"}:
        raise bad("can't parse InputMedia: Unsupported type specified")
    text = caption(str(item.get("caption") or ""), item.get("parse_mode"), item.get("caption_entities"))
    if item.get("show_caption_above_media"):
        text["show_caption_above_media"] = True
    if not item.get("media"):
        raise bad("can't parse InputMedia: media not found")
    return {**media_content(kind, await file_of(call, item["media"], kind)), **text}


def _coordinates(call: Call) -> JsonObject:
    latitude, longitude = float(call.params.values["latitude"]), float(call.params.values["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong latitude or longitude specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendLocation")
async def send_location(call: Call) -> JsonObject:
    return send(call, {"location": _coordinates(call)})


@method("sendVenue")
async def send_venue(call: Call) -> JsonObject:
    place = _coordinates(call)
    venue = {"location": place, "title": call.params.text("title"), "address": call.params.text("address")}
    return send(call, {"location": place, "venue": venue})


@method("sendContact")
async def send_contact(call: Call) -> JsonObject:
    contact = {"phone_number": call.params.text("phone_number"), "first_name": call.params.text("first_name")}
    if call.params.text("last_name"):
        contact["last_name"] = call.params.text("last_name")
    if not contact["phone_number"] or not contact["first_name"]:
        raise bad("PHONE_NUMBER_INVALID")
    return send(call, {"contact": contact})


@method("sendDice")
async def send_dice(call: Call) -> JsonObject:
    return send(call, {"dice": {"emoji": call.params.text("emoji", "🎲"), "value": 1 + secrets.randbelow(6)}})


@method("sendChatAction")
async def send_chat_action(call: Call) -> bool:
    chat = writable_chat(call)
    if call.params.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    call.tg.events.publish("typing", chat=chat.key, bot=call.bot.id, action=call.params.text("action"), on=True)
    return True
