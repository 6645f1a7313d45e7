"""edit… methods, with Telegram's refusals: nothing changed, no text to edit, not the bot's own message."""

from sandbox.entities.text import caption, message_text
from sandbox.errors import NOT_MODIFIED, bad
from sandbox.jsontypes import JsonObject
from sandbox.markup import checked_markup
from sandbox.methods.base import Call, method, own_message
from sandbox.methods.sending import input_media
from sandbox.model import Chat, Message
from sandbox.post import edited
from sandbox.render import message_json

_MEDIA = ("photo", "video", "document", "animation", "audio", "voice")
_KEPT_WITH_CAPTION = (*_MEDIA, "has_media_spoiler", "has_protected_content")


def _editable(call: Call) -> Message:
    message = own_message(call, "message to edit not found")
    mine = message.bot == call.bot.id or message.via_bot == call.bot.id
    reply_keyboard = bool(message.markup) and "inline_keyboard" not in (message.markup or {})
    if not mine or reply_keyboard or message.forward:
        raise bad("message can't be edited")
    return message


def _new_markup(call: Call, message: Message) -> JsonObject | None:
    private = Chat.of(message.chat).kind == "bot" or bool(message.inline_id)
    return checked_markup(
        call.params.record("reply_markup"), private=private, invoice=bool(message.invoice), inline_only=True
    )


def _apply(call: Call, message: Message, content: JsonObject, markup: JsonObject | None) -> JsonObject | bool:
    if content == message.content and markup == message.markup:
        raise bad(NOT_MODIFIED)
    reworded = content != message.content
    message.content, message.markup = content, markup
    edited(call.tg, message, marked=reworded)
    return True if call.params.text("inline_message_id") else message_json(call.tg.world, message)


@method("editMessageText")
async def edit_message_text(call: Call) -> JsonObject | bool:
    message, params = _editable(call), call.params
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    content = message_text(params.text("text"), params.text("parse_mode"), params.items("entities"))
    preview = params.record("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    if message.content.get("has_protected_content"):
        content["has_protected_content"] = True
    return _apply(call, message, content, _new_markup(call, message))


@method("editMessageCaption")
async def edit_message_caption(call: Call) -> JsonObject | bool:
    message, params = _editable(call), call.params
    if not any(kind in message.content for kind in _MEDIA):
        raise bad("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if name in _KEPT_WITH_CAPTION}
    text = caption(params.text("caption"), params.text("parse_mode"), params.items("caption_entities"))
    if params.flag("show_caption_above_media"):
        text["show_caption_above_media"] = True
    return _apply(call, message, {**kept, **text}, _new_markup(call, message))


@method("editMessageMedia")
async def edit_message_media(call: Call) -> JsonObject | bool:
    message = _editable(call)
    media = call.params.record("media") or {}
    uploaded = str(media.get("media", "")).startswith("attach://")
    if message.inline_id and uploaded and call.params.text("inline_message_id"):
        raise bad("inline message can't be edited with an uploaded file")
    if not any(kind in message.content for kind in (*_MEDIA, "text")):
        raise bad("message can't be edited")
    content = await input_media(call, media)
    if message.album and not {"photo", "video"} & content.keys():
        raise bad("message can't be edited")
    return _apply(call, message, content, _new_markup(call, message))


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(call: Call) -> JsonObject | bool:
    message = _editable(call)
    return _apply(call, message, message.content, _new_markup(call, message))
