"""Delivers updates to webhooks: the secret header, an order per chat, repeats with doubling delays."""

import asyncio
import contextlib
import random
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientResponse, ClientTimeout

from sandbox.api import answer_in_reply
from sandbox.jsontypes import JsonObject, dumps, loads
from sandbox.model import Bot, Update
from sandbox.telegram import Telegram

_TIMEOUT = 60.0
_LONGEST = 3600.0


@dataclass(slots=True)
class _Lanes:
    """Updates of one chat or person wait for each other; different lanes run side by side."""

    busy: set[str] = field(default_factory=set)
    flying: set[int] = field(default_factory=set)


def _lane(update: Update) -> str:
    body = update.body
    message = body if update.kind in {"message", "edited_message"} else body.get("message") or {}
    place = message.get("chat") or body.get("chat") or body.get("from") or body.get("user") or {}
    # Queries about money go past a chat that is stuck, as they do in Telegram.
    return f"{update.kind if update.kind.endswith('_query') else ''}:{place.get('id')}"


class Webhooks:
    def __init__(self, tg: Telegram) -> None:
        self._tg = tg
        self._lanes: dict[int, _Lanes] = {}
        self._hooks: dict[int, JsonObject] = {}
        self._renewed: dict[int, asyncio.Event] = {}
        tg.updates.listeners.append(self.kick)

    def kick(self, bot_id: int) -> None:
        """Start whatever may be delivered now."""
        bot = self._tg.world.bots.get(bot_id)
        if bot is None or not bot.webhook.get("url"):
            return
        if self._hooks.get(bot_id) is not bot.webhook:
            self._hooks[bot_id] = bot.webhook
            self._renewed.pop(bot_id, asyncio.Event()).set()
        lanes = self._lanes.setdefault(bot_id, _Lanes())
        for update in self._tg.updates.take_again(bot_id):
            self._tg.spawn(self._repeat(bot, update))
        for update in self._tg.updates.pending(bot_id):
            lane = _lane(update)
            if len(lanes.busy) >= int(bot.webhook["max_connections"]):
                return
            if lane not in lanes.busy and update.id not in lanes.flying:
                lanes.busy.add(lane)
                lanes.flying.add(update.id)
                self._tg.spawn(self._deliver(bot, update, lane, lanes))

    async def _deliver(self, bot: Bot, update: Update, lane: str, lanes: _Lanes) -> None:
        failures = 0
        try:
            while bot.webhook.get("url") and self._tg.updates.is_pending(update):
                again_in = await self._post(bot, update)
                if again_in is None:
                    self._tg.updates.confirm(update)
                    break
                failures += 1
                # The first failure is repeated at once, then 2, 4, 8… up to a minute or two.
                delay = 0.0 if failures == 1 else min(2.0 ** (failures - 1), random.uniform(60, 120))  # noqa: S311
                await self._pause(bot, again_in or delay)
        finally:
            lanes.busy.discard(lane)
            lanes.flying.discard(update.id)
        self.kick(bot.id)

    async def _pause(self, bot: Bot, seconds: float) -> None:
        """Wait, but not on: a bot that sets its webhook anew gets everything at once."""
        renewed = self._renewed.setdefault(bot.id, asyncio.Event())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(renewed.wait(), seconds)

    async def _repeat(self, bot: Bot, update: Update) -> None:
        await self._post(bot, update)

    async def _post(self, bot: Bot, update: Update) -> float | None:
        """None when the bot took the update, else the pause it asked for (0 when it named none)."""
        headers = {"Content-Type": "application/json"}
        if bot.webhook.get("secret"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = bot.webhook["secret"]
        body = dumps({"update_id": update.id, update.kind: update.body})
        try:
            async with self._tg.session.post(
                bot.webhook["url"], data=body, headers=headers, timeout=ClientTimeout(total=_TIMEOUT),
                allow_redirects=False,
            ) as answer:  # fmt: skip
                return await self._judge(bot, answer)
        except (ClientError, TimeoutError, OSError) as error:
            self._failed(bot, f"Connection failed: {str(error) or type(error).__name__}")
            return 0.0

    async def _judge(self, bot: Bot, answer: ClientResponse) -> float | None:
        if answer.status // 100 != 2:
            self._failed(bot, f"Wrong response from the webhook: {answer.status} {answer.reason}")
            pause = answer.headers.get("Retry-After", "")
            return min(float(pause), _LONGEST) if pause.isdigit() else 0.0
        reply = _reply(await answer.read())
        if reply:
            await answer_in_reply(self._tg, bot, reply)
        return None

    def _failed(self, bot: Bot, text: str) -> None:
        bot.webhook["last_error_date"] = self._tg.world.now()
        bot.webhook["last_error_message"] = text
        self._tg.world.bots.put(bot.id, bot)


def _reply(body: bytes) -> JsonObject:
    try:
        parsed = loads(body) if body.strip() else {}
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) and "method" in parsed else {}
