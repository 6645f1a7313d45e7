"""`POST /webhooks/telegram/{bot}`: an update is stored, then answered 200; Telegram repeats whatever was not.

The bot's path is opaque and its secret comes in a header, which `setWebhook` agreed on.
Source: core.telegram.org/bots/api#setwebhook.
"""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any, Protocol, assert_never

import orjson
from aiohttp import web

from core.kit.errors import NotFound, Unavailable
from core.kit.events.inbox import Inbox
from core.kit.events.lanes import lane_of
from core.kit.observability.health import BotState
from core.shops.open_shop import Bots, ServedBot
from db.types.ids import BotId
from miniapp.refusals import Malformed, Unsigned

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 – the name of a header
_BOTS_KEPT_SECONDS = 5.0


class Verdict(Enum):
    """What became of a delivered update."""

    TAKEN = auto()
    UNKNOWN = auto()
    FORBIDDEN = auto()
    LATER = auto()


class TakeUpdates(Protocol):
    """Verifies the sender and stores the update; `TAKEN` only once it is stored."""

    async def __call__(self, path: str, secret: str, update: dict[str, Any], /) -> Verdict:
        """Return what became of the update."""
        ...


class TelegramWebhook:
    """The route's handler."""

    def __init__(self, take: TakeUpdates, limit: float) -> None:
        """`limit`: seconds after which a database that does not answer counts as away."""
        self._take = take
        self._limit = limit

    async def deliver(self, request: web.Request) -> web.Response:
        """Answer Telegram. Raises: Malformed, NotFound, Unsigned, Unavailable."""
        update = read_update(await request.read())
        path, secret = request.match_info["bot"], request.headers.get(SECRET_HEADER, "")
        try:
            async with asyncio.timeout(self._limit):
                verdict = await self._take(path, secret, update)
        except TimeoutError:
            verdict = Verdict.LATER
        match verdict:
            case Verdict.TAKEN:
                return web.Response()
            case Verdict.UNKNOWN:
                raise NotFound
            case Verdict.FORBIDDEN:
                raise Unsigned
            case Verdict.LATER:
                raise Unavailable
            case _:
                assert_never(verdict)


def read_update(body: bytes) -> dict[str, Any]:
    """Read an update. Raises: Malformed: not a JSON object with an `update_id`."""
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed from error
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        raise Malformed
    return update


class StoreUpdates:
    """Verifies and stores updates; they are handled by this process's bot, or by another process's.

    `at_once` is offered what cannot wait for a database (a pre-checkout question) and says if it took it.
    """

    def __init__(
        self,
        bots: Bots,
        inbox: Inbox,
        at_once: Callable[[ServedBot, dict[str, Any]], bool] = lambda _bot, _update: False,
    ) -> None:
        self._at_once = at_once
        self._bots = bots
        self._inbox = inbox
        self._by_path: dict[bytes, ServedBot] = {}
        self._read_at = -_BOTS_KEPT_SECONDS
        self._reading = asyncio.Lock()
        self._last_update: dict[BotId, datetime] = {}

    async def __call__(self, path: str, secret: str, update: dict[str, Any]) -> Verdict:
        """Verify path and secret, store the update."""
        try:
            bot, verdict = self._verify(path, secret)
            if bot is None and await self._read_anew():
                bot, verdict = self._verify(path, secret)
            if bot is None:
                return verdict
            if not self._at_once(bot, update):
                await self._inbox.store(
                    f"telegram:{bot.id}", [(str(update["update_id"]), f"{bot.id}:{lane_of(update)}", update)]
                )
        except Unavailable:
            return Verdict.LATER
        self._last_update[bot.id] = datetime.now(UTC)
        return Verdict.TAKEN

    async def states(self) -> list[BotState]:
        """Return the bots whose updates come here, for health and the landing page. Raises: Unavailable."""
        await self._read_anew()
        return [
            BotState(bot.id, bot.username, "webhook", self._last_update.get(bot.id)) for bot in self._by_path.values()
        ]

    def _verify(self, path: str, secret: str) -> tuple[ServedBot | None, Verdict]:
        # Looked up by a digest, so that the time it takes tells nothing about the paths that exist.
        bot = self._by_path.get(_digest(path))
        expected = bot.webhook_secret if bot is not None else "nobody knows this secret"
        right = hmac.compare_digest(_digest(expected), _digest(secret))
        if bot is None:
            return None, Verdict.UNKNOWN
        return (bot, Verdict.TAKEN) if right else (None, Verdict.FORBIDDEN)

    async def _read_anew(self) -> bool:
        """Read the bots unless that was done a moment ago: strangers must not keep the database busy."""
        async with self._reading:
            if time.monotonic() - self._read_at < _BOTS_KEPT_SECONDS:
                return False
            found = await self._bots.active()
            self._by_path = {_digest(bot.webhook_path): bot for bot in found}
            self._read_at = time.monotonic()
            return True


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogateescape")).digest()
