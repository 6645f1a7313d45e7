"""What a typed text is for: kept in PostgreSQL for a day, with Redis in front of it.

In a private chat one question is open at a time, and the next text answers it. In a group people talk to each
other: each question stands in a message of its own, and only a reply to that message answers it.

Redis saves the look-up: it holds the question, or that there is none. Where it holds neither (it was emptied, or this
person is new today) or is away, PostgreSQL is asked, so no restart makes the bot forget what it asked.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.kit.asked import OPEN_SECONDS, OpenQuestions, Question, Spot
from db.types.ids import BotId, ShopId

log = structlog.get_logger(__name__)
_NONE = b""
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

    def __init__(self, redis: Redis, questions: OpenQuestions) -> None:
        self._redis = redis
        self._questions = questions

    async def ask(
        self, bot_id: BotId, chat_id: int, telegram_id: int, prompt: Prompt, message_id: int | None = None
    ) -> None:
        """Expect typed text; with a message, a reply to it. Raises: Unavailable."""
        spot = Spot(bot_id, chat_id, telegram_id, message_id or 0)
        await self._questions.keep(spot, Question(prompt.state, prompt.values, prompt.shop_id))
        await self._note(spot, prompt)

    async def current(
        self, bot_id: BotId, chat_id: int, telegram_id: int, message_id: int | None = None
    ) -> Prompt | None:
        """Return the open question, if there is one. Raises: Unavailable."""
        spot = Spot(bot_id, chat_id, telegram_id, message_id or 0)
        try:
            noted = await self._redis.get(_key(spot))
        except (RedisError, OSError) as error:
            log.warning("redis.away", doing="prompt.current", error=type(error).__name__)
        else:
            if noted is not None:
                return Prompt(*orjson.loads(noted)) if noted != _NONE else None
        found = await self._questions.find(spot)
        prompt = Prompt(found.state, found.about, found.of_shop) if found is not None else None
        await self._note(spot, prompt)
        return prompt

    async def clear(self, bot_id: BotId, chat_id: int, telegram_id: int, message_id: int | None = None) -> None:
        """Expect nothing any more; nothing is written where Redis knows of no question. Raises: Unavailable."""
        spot = Spot(bot_id, chat_id, telegram_id, message_id or 0)
        try:
            before = await self._redis.set(_key(spot), _NONE, ex=OPEN_SECONDS, get=True)
        except (RedisError, OSError) as error:
            log.warning("redis.away", doing="prompt.clear", error=type(error).__name__)
            before = None
        if before != _NONE:
            await self._questions.drop(spot)

    async def _note(self, spot: Spot, prompt: Prompt | None) -> None:
        noted = orjson.dumps([prompt.state, prompt.values, prompt.shop_id]) if prompt is not None else _NONE
        try:
            await self._redis.set(_key(spot), noted, ex=OPEN_SECONDS)
        except (RedisError, OSError) as error:
            log.warning("redis.away", doing="prompt.note", error=type(error).__name__)


def _key(spot: Spot) -> str:
    return f"prompt:{spot.bot_id}:{spot.chat_id}:{spot.telegram_id}:{spot.message_id}"
