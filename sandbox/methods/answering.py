"""Answers to queries: pressed buttons, inline mode, Mini App queries, prepared messages."""

import secrets
import time
from typing import Any

from sandbox.entities.text import caption, message_text
from sandbox.errors import QUERY_TOO_OLD, bad
from sandbox.inline import post_result
from sandbox.jsontypes import JsonObject
from sandbox.markup import checked_markup
from sandbox.methods.base import Call, method
from sandbox.model import Chat, InlineQuery
from sandbox.payments.invoices import checked_terms
from sandbox.views import callback_view

_CALLBACK_SECONDS = 150
_ANSWER_LIMIT = 200
_RESULTS = 50
_ID_BYTES = 64
_KINDS = {"article", "photo", "document", "video", "gif", "mpeg4_gif", "location", "venue", "contact", "sticker"}


@method("answerCallbackQuery")
async def answer_callback_query(call: Call) -> bool:
    query = call.tg.world.callbacks.get(call.params.text("callback_query_id"))
    now = time.time()
    if query is None or query.bot != call.bot.id or now - query.asked > _CALLBACK_SECONDS:
        raise bad(QUERY_TOO_OLD)
    text = call.params.text("text")
    if len(text) > _ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    url = call.params.text("url")
    if url and not url.startswith((f"https://t.me/{call.bot.username}?", f"t.me/{call.bot.username}?")):
        raise bad("URL_INVALID")
    if query.answered:  # Telegram accepts a second answer and shows only the first one.
        return True
    query.answered, query.text, query.url = now, text, url
    query.alert = call.params.flag("show_alert")
    call.tg.world.callbacks.put(query.id, query)
    call.tg.events.publish("callback", callback=callback_view(query))
    return True


def checked_results(results: list[Any]) -> list[JsonObject]:
    if len(results) > _RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    seen: set[str] = set()
    for result in results:
        if not isinstance(result, dict):
            raise bad("can't parse inline query result: Inline query result must be an object")
        name = str(result.get("id") or "")
        if not 1 <= len(name.encode()) <= _ID_BYTES:
            raise bad("RESULT_ID_INVALID")
        if name in seen:
            raise bad("RESULT_ID_DUPLICATE")
        seen.add(name)
        _check_result(result)
    return results


def _check_result(result: JsonObject) -> None:
    kind = str(result.get("type"))
    if kind not in _KINDS:
        raise bad(f'can\'t parse inline query result: type "{kind}" is unsupported for the inline query result')
    checked_markup(result.get("reply_markup"), private=False, inline_only=True,
                   invoice="prices" in (result.get("input_message_content") or {}))  # fmt: skip
    content = result.get("input_message_content")
    if kind == "article" and not result.get("title"):
        raise bad("can't parse inline query result: title is empty")
    if kind == "article" and not content:
        raise bad("can't parse inline query result: input message content is not specified")
    if kind == "photo" and not (result.get("photo_url") or result.get("photo_file_id")):
        raise bad("PHOTO_CONTENT_URL_EMPTY")
    if content and "message_text" in content:
        message_text(str(content["message_text"]), content.get("parse_mode"), content.get("entities"))
    elif content and "prices" in content:
        checked_terms(content)
    if result.get("caption"):
        caption(str(result["caption"]), result.get("parse_mode"), result.get("caption_entities"))


@method("answerInlineQuery")
async def answer_inline_query(call: Call) -> bool:
    query = call.tg.world.inline.get(call.params.text("inline_query_id"))
    if query is None or query.bot != call.bot.id or query.answered or time.time() - query.asked > _CALLBACK_SECONDS:
        raise bad(QUERY_TOO_OLD)
    if len(call.params.text("next_offset").encode()) > _ID_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    query.results = checked_results(call.params.items("results") or [])
    query.button = call.params.record("button")
    query.answered = time.time()
    call.tg.world.inline.put(query.id, query)
    call.tg.events.publish("inline", query=query.id, person=query.person, results=query.results, button=query.button)
    return True


@method("savePreparedInlineMessage")
async def save_prepared_inline_message(call: Call) -> JsonObject:
    (result,) = checked_results([call.params.record("result")])
    number = secrets.token_hex(8)
    now = time.time()
    query = InlineQuery(number, call.bot.id, call.params.number("user_id"), "", now, now, [result], prepared=True)
    call.tg.world.inline.put(query.id, query)
    return {"id": number, "expiration_date": int(now) + 600}


@method("answerWebAppQuery")
async def answer_web_app_query(call: Call) -> JsonObject:
    number = call.params.text("web_app_query_id")
    query = call.tg.world.inline.get(number)
    if query is None or query.bot != call.bot.id or query.answered:
        raise bad(QUERY_TOO_OLD)
    (result,) = checked_results([call.params.record("result")])
    query.answered = time.time()
    call.tg.world.inline.put(query.id, query)
    message = post_result(call.tg, call.bot, call.tg.world.person(query.person), Chat.of(query.chat), result)
    return {"inline_message_id": message.inline_id} if message.inline_id else {}
