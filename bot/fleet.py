"""The fleet: every bot this process speaks through, polled or behind webhooks, joined and left while running."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer

from bot.session import JsonSession, RawRefusal
from core.kit.errors import AppError
from core.shops.open_shop import Bots, ServedBot
from db.types.enums import BotStatus
from db.types.ids import BotId

log = structlog.get_logger(__name__)
POLL_SECONDS = 25

Receive = Callable[[ServedBot, list[dict[str, Any]]], Any]


def api_server(url: str) -> TelegramAPIServer:
    """Return where the Bot API is."""
    return TelegramAPIServer(base=url + "/bot{token}/{method}", file=url + "/file/bot{token}/{path}")


class Fleet:
    """Bots by id. Loading is lazy, so a worker that only sends pays for the bots it uses."""

    def __init__(self, bots: Bots, api_url: str) -> None:
        self._bots = bots
        self._session = JsonSession(api_server(api_url), self._renewed)
        self._clients: dict[BotId, Bot] = {}
        self.served: dict[BotId, ServedBot] = {}
        self._inline: set[BotId] = set()

    @property
    def session(self) -> JsonSession:
        """Return the one session all bots share."""
        return self._session

    def client(self, token: str) -> Bot:
        """Return a client for a token that is not one of ours yet."""
        return Bot(token, session=self._session, default=DefaultBotProperties(parse_mode="HTML"))

    async def refresh(self) -> list[ServedBot]:
        """Read the bots anew; return those that were not known, or have a new token."""
        fresh: list[ServedBot] = []
        found = {served.id: served for served in await self._bots.active()}
        for bot_id, served in found.items():
            known = self.served.get(bot_id)
            if known is None or known.token != served.token:
                self._clients[bot_id] = self.client(served.token)
                fresh.append(served)
        self.served = found
        return fresh

    async def _renewed(self, refused: Bot) -> Bot | None:
        """Return the client for a bot whose token was changed elsewhere; None when Telegram refused today's."""
        try:
            await self.refresh()
        except AppError:
            return None
        found = next((served for served in self.served.values() if served.telegram_id == refused.id), None)
        return self._clients[found.id] if found is not None and found.token != refused.token else None

    async def bot(self, bot_id: BotId) -> Bot | None:
        """Return a bot's client; None for a bot that is not served."""
        if bot_id not in self._clients:
            await self.refresh()
        return self._clients.get(bot_id) if bot_id in self.served else None

    async def learn(self, served: ServedBot) -> None:
        """Ask Telegram what a bot can do. Raises: RawRefusal, OSError, TimeoutError."""
        said = await self._session.raw(served.token, "getMe", {}, 15)
        if said.get("supports_inline_queries"):
            self._inline.add(served.id)
        else:
            self._inline.discard(served.id)

    def hears_inline(self, bot_id: BotId) -> bool:
        """Return whether a bot's owner has switched inline mode on at @BotFather."""
        return bot_id in self._inline

    async def retire(self, served: ServedBot) -> None:
        """Stop serving a bot whose token Telegram no longer takes, unless it has a newer one already."""
        await self.refresh()
        now = self.served.get(served.id)
        if now is not None and now.token != served.token:
            return
        await self._bots.stop(served.id, BotStatus.UNAUTHORIZED)
        self.served.pop(served.id, None)

    async def close(self) -> None:
        """Close the shared session."""
        await self._session.close()


class Polling:
    """Asks Telegram for updates of each bot and stores them before asking for the next."""

    def __init__(self, fleet: Fleet, receive: Receive, allowed_updates: list[str]) -> None:
        self._fleet = fleet
        self._receive = receive
        self._allowed = allowed_updates
        self._tasks: dict[BotId, asyncio.Task[None]] = {}
        self._storing: set[BotId] = set()
        self._stopping = False

    async def join(self, served: ServedBot) -> None:
        """Begin to poll a bot (anew, if its token changed)."""
        old = self._tasks.pop(served.id, None)
        if old is not None:
            old.cancel()
            await asyncio.gather(old, return_exceptions=True)
        with contextlib.suppress(RawRefusal, OSError, TimeoutError):
            await self._fleet.session.raw(served.token, "deleteWebhook", {}, 15)
        self._tasks[served.id] = asyncio.create_task(self._poll(served), name=f"poll {served.username}")

    async def _poll(self, served: ServedBot) -> None:
        offset, pause = 0, 1.0
        while not self._stopping:
            try:
                updates = await self._fleet.session.raw(
                    served.token,
                    "getUpdates",
                    {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": self._allowed},
                    POLL_SECONDS + 10,
                )
                if updates:
                    await self._take(served, updates)
                    # Only now: asking with the next offset tells Telegram to forget these.
                    offset = updates[-1]["update_id"] + 1
                pause = 1.0
            except RawRefusal as refusal:
                if refusal.status in (401, 404) and await self._retired(served):
                    return
                log.warning("poll.refused", bot=served.username, status=refusal.status, why=str(refusal))
                await asyncio.sleep(refusal.retry_after or pause)
                pause = min(pause * 2, 30)
            except (OSError, TimeoutError) as error:
                log.warning("poll.failed", bot=served.username, why=type(error).__name__, retry_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)
            except AppError as error:
                # The database is away: nothing was stored, so nothing is acknowledged.
                log.warning("poll.not_stored", bot=served.username, why=error.code, retry_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10)
            except Exception:
                # Whatever it is, a bot must not go deaf over it: the updates stay with Telegram until stored.
                log.exception("poll.broken", bot=served.username, retry_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)

    async def _retired(self, served: ServedBot) -> bool:
        """Stop serving a bot whose token Telegram no longer takes; False when that could not be written."""
        log.warning("bot.unauthorized", bot=served.username)
        try:
            await self._fleet.retire(served)
        except AppError:
            return False
        return True

    async def _take(self, served: ServedBot, updates: list[dict[str, Any]]) -> None:
        self._storing.add(served.id)
        try:
            await self._receive(served, updates)
        finally:
            self._storing.discard(served.id)

    async def stop(self, grace: float = 5.0) -> None:
        """Ask no more. What is being stored is not cut off: it would wait for a sweep."""
        self._stopping = True
        for bot_id, task in self._tasks.items():
            if bot_id not in self._storing:
                task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=grace)
            for task in late:
                task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()


class Webhooks:
    """Tells Telegram where to deliver each bot's updates."""

    def __init__(self, fleet: Fleet, public_url: str, allowed_updates: list[str]) -> None:
        self._fleet = fleet
        self._public_url = public_url
        self._allowed = allowed_updates

    async def join(self, served: ServedBot) -> None:
        """Set the bot's webhook with its own path and secret; keep trying in the background is the caller's."""
        await self._fleet.session.raw(
            served.token,
            "setWebhook",
            {
                "url": f"{self._public_url}/webhooks/telegram/{served.webhook_path}",
                "secret_token": served.webhook_secret,
                "allowed_updates": self._allowed,
                "max_connections": 40,
            },
            15,
        )
        log.info("webhook.set", bot=served.username)
