"""How often something may be asked: counted in Redis for all processes together, by windows of time.

When Redis is away, what guards sign-in and money is counted by each process alone and more strictly; the rest passes.
"""

import time
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.kit.errors import AppError

log = structlog.get_logger(__name__)
_PREFIX = "limit"
_STRICTER = 2
_MOST_KEPT = 10_000
_SCRIPT = """
local asked = redis.call('INCR', KEYS[1])
if asked == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {asked, redis.call('PTTL', KEYS[1])}
"""


class TooMany(AppError):
    """Asked too often. `seconds`: when to come again."""

    code = "error-too-many"
    status = 429


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds. `strict`: also while Redis is away."""

    name: str
    times: int
    seconds: int
    strict: bool = False


class Limits:
    """Counts; one per process."""

    def __init__(self, redis: Redis) -> None:
        self._script = redis.register_script(_SCRIPT)
        self._own: dict[str, tuple[float, int]] = {}

    async def take(self, limit: Limit, who: str) -> None:
        """Count one more for somebody. Raises: TooMany."""
        try:
            asked, left = await self._script(keys=[f"{_PREFIX}:{limit.name}:{who}"], args=[limit.seconds * 1000])
        except (RedisError, OSError, TimeoutError):
            log.warning("limits.redis_away", limit=limit.name)
            if limit.strict:
                self._take_alone(limit, who)
            return
        if int(asked) > limit.times:
            raise TooMany(seconds=max(1, -(-int(left) // 1000)))

    def _take_alone(self, limit: Limit, who: str) -> None:
        now = time.monotonic()
        if len(self._own) > _MOST_KEPT:
            # The later half of it, if all are still counted: memory is bounded whoever asks.
            alive = [(key, kept) for key, kept in self._own.items() if kept[0] > now]
            self._own = dict(alive if len(alive) <= _MOST_KEPT // 2 else alive[-_MOST_KEPT // 2 :])
        ends, asked = self._own.get(f"{limit.name}:{who}", (0.0, 0))
        if ends <= now:
            ends, asked = now + limit.seconds, 0
        if asked + 1 > max(1, limit.times // _STRICTER):
            raise TooMany(seconds=max(1, int(ends - now)))
        self._own[f"{limit.name}:{who}"] = (ends, asked + 1)
