"""The HTTP face of the Bot API: tokens, parameters, faults, the log, and answers in Telegram's form."""

import asyncio
import logging
import re
import time
from typing import Any

from aiohttp import web

from sandbox.calls import Call as LoggedCall
from sandbox.errors import ApiError, PersonError, bad, too_many
from sandbox.faults import Fault
from sandbox.jsontypes import JsonObject, dumps
from sandbox.media import file_body
from sandbox.methods import HANDLERS, Call
from sandbox.model import Bot
from sandbox.params import NAMES, Params, Upload, check, read_raw
from sandbox.telegram import Telegram

TELEGRAM: web.AppKey[Telegram] = web.AppKey("telegram", Telegram)
_TOKEN = re.compile(r"^[1-9]\d*:[A-Za-z0-9_-]{1,70}$")
_WORDS = {"setWebhook": "Webhook was set", "deleteWebhook": "Webhook was deleted"}
_NEVER_IN_REPLY = ("get", "setwebhook", "deletewebhook", "close", "logout")
_log = logging.getLogger("sandbox")


class Cut(Exception):
    """The connection is to be cut without an answer."""


async def execute(
    tg: Telegram,
    bot: Bot,
    name: str,
    values: JsonObject,
    uploads: dict[str, Upload],
    request: web.Request | None = None,
) -> Any:
    """Run one method of one bot; raises :class:`ApiError` as the refusal."""
    canonical = NAMES.get(name.lower())
    if canonical is None:
        raise ApiError(404, "Not Found: method not found")
    params = check(canonical, values, uploads)
    handler = HANDLERS.get(canonical)
    if handler is None:
        raise bad(f"the sandbox does not know the method {canonical} yet")
    try:
        return await handler(Call(tg, bot, params, lambda: _gone(request)))
    except PersonError:
        raise bad("chat not found") from None


def _gone(request: web.Request | None) -> bool:
    return request is not None and (request.transport is None or request.transport.is_closing())


def _bot(tg: Telegram, token: str) -> Bot:
    if not _TOKEN.match(token):
        raise ApiError(401, "Unauthorized: invalid token specified")
    bot = tg.world.bot_by_token(token)
    if bot is None:
        raise ApiError(401, "Unauthorized")
    return bot


async def _trouble(fault: Fault, request: web.Request) -> None:
    """The part of a fault that comes before the call is handled."""
    if fault.kind == "drop_before":
        raise Cut
    if fault.kind == "hang":
        await asyncio.sleep(fault.seconds)
        if _gone(request):
            raise Cut
    if fault.kind == "429":
        raise too_many(int(fault.seconds))
    texts = {
        "400": "Bad Request: injected",
        "403": "Forbidden: bot was blocked by the user",
        "500": "Internal Server Error",
        "502": "Bad Gateway",
    }
    if fault.kind in texts:
        raise ApiError(int(fault.kind), fault.description or texts[fault.kind], fault.parameters)


async def _answer(request: web.Request, tg: Telegram, bot: Bot, call: LoggedCall) -> Any:
    values, uploads = await read_raw(request)
    call.params = Params(values, uploads).logged()
    chat = str(values.get("chat_id") or "")
    fault = tg.faults.take(call.method, chat)
    if fault is not None:
        call.injected = fault.kind
        await _trouble(fault, request)
    wait = tg.faults.flood_wait(call.method, bot.id, chat)
    if wait:
        call.injected = "flood"
        raise too_many(wait)
    result = await execute(tg, bot, call.method, values, uploads, request)
    if fault is not None and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    if fault is not None and fault.kind == "drop_after":
        tg.storage.flush()
        raise Cut
    return result


async def bot_api(request: web.Request) -> web.StreamResponse:
    tg = request.app[TELEGRAM]
    name = request.match_info["method"]
    call = LoggedCall(0, 0, "", NAMES.get(name.lower(), name), {}, time.time())
    headers: dict[str, str] = {}
    body: JsonObject
    try:
        bot = _bot(tg, request.match_info["token"])
        call.bot, call.bot_username = bot.id, bot.username
        call.result = await _answer(request, tg, bot, call)
        call.status, body = 200, {"ok": True, "result": call.result}
        if call.method in _WORDS:
            body["description"] = _WORDS[call.method]
    except Cut:
        call.status, call.description = 0, "connection cut"
        tg.calls.add(call)
        return _cut(request)
    except ApiError as error:
        call.status, call.description = error.code, error.description
        body = {"ok": False, "error_code": error.code, "description": error.description}
        if error.parameters:
            body["parameters"] = error.parameters
            if "retry_after" in error.parameters:
                headers["Retry-After"] = str(error.parameters["retry_after"])
    except Exception:  # noqa: BLE001 - an edge: the bot gets a 500, the log gets the reason
        _log.exception("the sandbox failed at %s", call.method)
        call.status, call.description = 500, "Internal Server Error: the sandbox has a mistake"
        body = {"ok": False, "error_code": 500, "description": call.description}
    if not _quiet(call, request):
        tg.calls.add(call)
    tg.storage.flush()
    return web.Response(body=dumps(body), status=call.status, content_type="application/json", headers=headers)


def _quiet(call: LoggedCall, request: web.Request) -> bool:
    """An empty poll says nothing, and a poller that went away was not refused."""
    if call.method != "getUpdates":
        return False
    return (call.status == 200 and not call.result) or _gone(request)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def answer_in_reply(tg: Telegram, bot: Bot, values: JsonObject) -> None:
    """A method call in the body of a webhook's answer; nobody learns how it went, but the log."""
    name = str(values.pop("method", ""))
    if name.lower().startswith(_NEVER_IN_REPLY):
        return
    call = LoggedCall(0, bot.id, bot.username, NAMES.get(name.lower(), name), values, time.time())
    try:
        call.result = await execute(tg, bot, name, values, {})
        call.status = 200
    except ApiError as error:
        call.status, call.description = error.code, error.description
    tg.calls.add(call)


async def bot_file(request: web.Request) -> web.StreamResponse:
    tg = request.app[TELEGRAM]
    try:
        _bot(tg, request.match_info["token"])
    except ApiError as error:
        return web.json_response(
            {"ok": False, "error_code": error.code, "description": error.description}, status=error.code
        )
    path = request.match_info["path"]
    found = next((file for file in tg.world.files.all() if file.path == path), None)
    body = file_body(tg, found) if found else None
    if found is None or body is None:
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
    return web.Response(body=body, content_type="application/octet-stream")


async def not_found(request: web.Request) -> web.StreamResponse:  # noqa: ARG001 - the same for every path
    return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
