"""What a typed text is for: kept in Redis for a day, in this process when Redis is away.

In a private chat one question is open at a time, and the next text answers it. In a group people talk to each
other: each question stands in a message of its own, and only a reply to that message answers it.

Nothing that was answered lives here (that is in the cart), so losing a prompt loses no typing.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from db.types.ids import BotId, ShopId

log = structlog.get_logger(__name__)
_TTL = 24 * 3600
# A question that one conversation asks and another one answers: the picture of a receipt.
PROOF = "transfers.proof"
# What a customer types in a conversation with the shop.
TALK = "talks.say"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that waits for typed text: its state (`checkout.address`), what it is about, in which shop."""

    state: str
    values: dict[str, Any] = field(default_factory=dict)
    shop_id: ShopId | None = None


class Prompts:
    """Remembers one open question per person and chat; in groups, one per person and message."""

    def __init__(self, redis: "Redis | None") -> None:
        self._redis = redis
        self._memory: dict[str, tuple[float, Prompt]] = {}

    @staticmethod
    def _key(bot_id: BotId, chat_id: int, telegram_id: int, message_id: int | None) -> str:
        key = f"prompt:{bot_id}:{chat_id}:{telegram_id}"
        return key if message_id is None else f"{key}:{message_id}"

    async def ask(
        self, bot_id: BotId, chat_id: int, telegram_id: int, prompt: Prompt, message_id: int | None = None
    ) -> None:
        """Expect typed text; with a message, a reply to it."""
        key = self._key(bot_id, chat_id, telegram_id, message_id)
        self._memory[key] = (time.monotonic() + _TTL, prompt)
        if len(self._memory) > 10_000:
            self._memory.pop(next(iter(self._memory)))
        if self._redis is not None:
            try:
                await self._redis.set(key, orjson.dumps([prompt.state, prompt.values, prompt.shop_id]), ex=_TTL)
            except (RedisError, OSError) as error:
                log.warning("redis.away", doing="prompt.ask", error=type(error).__name__)

    async def current(
        self, bot_id: BotId, chat_id: int, telegram_id: int, message_id: int | None = None
    ) -> Prompt | None:
        """Return the open question, if there is one."""
        key = self._key(bot_id, chat_id, telegram_id, message_id)
        if self._redis is not None:
            try:
                raw = await self._redis.get(key)
            except (RedisError, OSError) as error:
                log.warning("redis.away", doing="prompt.current", error=type(error).__name__)
            else:
                if raw is None:
                    return None
                return Prompt(*orjson.loads(raw))
        until, prompt = self._memory.get(key, (0.0, None))
        return prompt if until > time.monotonic() else None

    async def clear(self, bot_id: BotId, chat_id: int, telegram_id: int, message_id: int | None = None) -> None:
        """Expect nothing any more."""
        key = self._key(bot_id, chat_id, telegram_id, message_id)
        self._memory.pop(key, None)
        if self._redis is not None:
            try:
                await self._redis.delete(key)
            except (RedisError, OSError) as error:
                log.warning("redis.away", doing="prompt.clear", error=type(error).__name__)
