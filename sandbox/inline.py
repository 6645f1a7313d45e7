"""Turns a chosen inline result into a message of the person, sent "via" the bot."""

import secrets

from sandbox.entities.text import caption, message_text
from sandbox.jsontypes import JsonObject
from sandbox.markup import checked_markup
from sandbox.model import Bot, Chat, Message, Person
from sandbox.payments.invoices import new_invoice
from sandbox.post import post
from sandbox.telegram import Telegram


def _content(tg: Telegram, bot: Bot, result: JsonObject) -> tuple[JsonObject, str]:
    """The message's content and, for an invoice, its slug."""
    given = result.get("input_message_content") or {}
    if "message_text" in given:
        return message_text(str(given["message_text"]), given.get("parse_mode"), given.get("entities")), ""
    if "prices" in given:
        invoice = new_invoice(tg, bot, given)
        return {"invoice": {"title": given["title"], "description": given["description"], "start_parameter": "",
                            "currency": given["currency"], "total_amount": invoice.total}}, invoice.slug  # fmt: skip
    if "phone_number" in given:
        return {"contact": given}, ""
    if "latitude" in given:
        return {"location": given}, ""
    text = caption(str(result.get("caption") or ""), result.get("parse_mode"), result.get("caption_entities"))
    return {**_picture(tg, result), **text}, ""


def _picture(tg: Telegram, result: JsonObject) -> JsonObject:
    file = tg.world.files.get(result.get("photo_file_id") or result.get("document_file_id") or "")
    if file is not None:
        size = {"file_id": file.id, "file_unique_id": file.unique_id, "width": file.width, "height": file.height}
        return {"photo": [size]}
    url = str(result.get("photo_url") or result.get("thumbnail_url") or "")
    width, height = int(result.get("photo_width") or 640), int(result.get("photo_height") or 480)
    size = {"file_id": f"url:{url}", "file_unique_id": secrets.token_hex(6), "width": width, "height": height}
    return {"photo": [{**size, "url": url}]}


def post_result(tg: Telegram, bot: Bot, person: Person, chat: Chat, result: JsonObject) -> Message:
    content, invoice = _content(tg, bot, result)
    markup = checked_markup(result.get("reply_markup"), private=False, invoice=bool(invoice), inline_only=True)
    if invoice and markup is None:
        markup = {"inline_keyboard": [[{"text": "Pay", "pay": True}]]}
    message = Message(
        chat=chat.key,
        id=tg.world.new_message_id(chat),
        bot=0,
        person=person.id,
        date=tg.world.now(),
        content=content,
        markup=markup,
        via_bot=bot.id,
        invoice=invoice,
        # Telegram gives an inline_message_id only to messages with an inline keyboard.
        inline_id=secrets.token_urlsafe(20) if markup else "",
    )
    return post(tg, message)
