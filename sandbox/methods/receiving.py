"""How a bot gets its updates: long polling or a webhook, never both."""

import asyncio
import re
import time
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import bad, conflict, too_many
from sandbox.jsontypes import JsonObject
from sandbox.methods.base import Call, method
from sandbox.model import Update

_POLL_SECONDS = 50
_PAGE = 100
_CONNECTIONS = 100
_SECRET = re.compile(r"^[A-Za-z0-9_-]*$")
_PORTS = {80, 88, 443, 8443}
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


def update_json(update: Update) -> JsonObject:
    return {"update_id": update.id, update.kind: update.body}


def _remember_allowed(call: Call) -> None:
    allowed = call.params.items("allowed_updates")
    if allowed is not None and allowed != call.bot.allowed_updates:
        call.bot.allowed_updates = [str(kind) for kind in allowed]
        call.tg.world.bots.put(call.bot.id, call.bot)


@method("getUpdates")
async def get_updates(call: Call) -> list[JsonObject]:
    if call.bot.webhook.get("url"):
        raise conflict(_WEBHOOK_ACTIVE)
    tg, bot = call.tg, call.bot
    _remember_allowed(call)
    before = tg.pollers.get(bot.id)
    if before is not None:
        before.set()  # as in Telegram, the newer request wins and the older one is refused
    stop = tg.pollers[bot.id] = asyncio.Event()
    try:
        return [update_json(update) for update in await _poll(call, stop)]
    finally:
        if tg.pollers.get(bot.id) is stop:
            del tg.pollers[bot.id]


async def _poll(call: Call, stop: asyncio.Event) -> list[Update]:
    tg, bot, params = call.tg, call.bot, call.params
    limit = min(max(params.number("limit", _PAGE), 1), _PAGE)
    deadline = time.monotonic() + min(max(params.number("timeout"), 0), _POLL_SECONDS)
    if params.has("offset"):
        tg.updates.confirm_before(bot.id, params.number("offset"))
    while True:
        if stop.is_set():
            raise conflict(_OTHER_POLLER)
        found = tg.updates.take(bot.id, limit)
        left = deadline - time.monotonic()
        if found or left <= 0 or call.stopped():
            return found
        waiting = asyncio.ensure_future(tg.updates.wait(bot.id, left))
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({waiting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            stopping.cancel()


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad("invalid webhook URL specified")
    # Like a server started with --local: plain HTTP and any port are fine on this machine, nowhere else.
    if parts.hostname not in _LOCAL_HOSTS:
        if parts.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in _PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not _SECRET.match(secret):
        raise bad("secret token contains unallowed characters")


@method("setWebhook")
async def set_webhook(call: Call) -> Any:
    url, secret = call.params.text("url"), call.params.text("secret_token")
    # Telegram refuses a second setWebhook within a second: one of its limits, so it is switched with them.
    if call.tg.faults.flood and time.time() - float(call.bot.webhook.get("set_at", 0)) < 1:
        raise too_many(1)
    if not url:
        return await delete_webhook(call)
    _check_webhook(url, secret)
    connections = call.params.number("max_connections", 40)
    if not 1 <= connections <= _CONNECTIONS:
        raise bad("bad webhook: max_connections must be between 1 and 100")
    _remember_allowed(call)
    if call.params.flag("drop_pending_updates"):
        call.tg.updates.drop_pending(call.bot.id)
    poller = call.tg.pollers.get(call.bot.id)
    if poller is not None:
        poller.set()
    call.bot.webhook = {"url": url, "secret": secret, "max_connections": connections, "set_at": time.time()}
    call.tg.world.bots.put(call.bot.id, call.bot)
    call.tg.updates.wake(call.bot.id)
    return True


@method("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    call.bot.webhook = {}
    if call.params.flag("drop_pending_updates"):
        call.tg.updates.drop_pending(call.bot.id)
    call.tg.world.bots.put(call.bot.id, call.bot)
    return True


@method("getWebhookInfo")
async def get_webhook_info(call: Call) -> JsonObject:
    hook = call.bot.webhook
    info: JsonObject = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(call.tg.updates.pending(call.bot.id)),
    }
    if call.bot.allowed_updates:
        info["allowed_updates"] = call.bot.allowed_updates
    for name in ("max_connections", "last_error_date", "last_error_message"):
        if hook.get(name):
            info[name] = hook[name]
    if hook.get("url"):
        info["ip_address"] = "127.0.0.1"
    return info
