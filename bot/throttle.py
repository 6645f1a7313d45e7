"""A limit per person: bursts are fine, floods are not. In this process; a guard, not a meter."""

import time
from collections import OrderedDict

from db.types.ids import BotId

RATE = 4.0  # taps a second in the long run
BURST = 25.0
_REMEMBERED = 20_000
_NOTICE_PAUSE = 10.0


class Throttle:
    """A token bucket per person and bot."""

    def __init__(self, rate: float = RATE, burst: float = BURST) -> None:
        self._rate = rate
        self._burst = burst
        self._buckets: OrderedDict[tuple[int, int], tuple[float, float]] = OrderedDict()
        self._noticed: OrderedDict[tuple[int, int], float] = OrderedDict()

    def allows(self, bot_id: BotId, telegram_id: int) -> bool:
        """Take a token; False when the bucket is empty."""
        key, now = (bot_id, telegram_id), time.monotonic()
        tokens, at = self._buckets.pop(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed

    def first_refusal(self, bot_id: BotId, telegram_id: int) -> bool:
        """Return whether the person should be told now (once in ten seconds)."""
        key, now = (bot_id, telegram_id), time.monotonic()
        if now - self._noticed.get(key, -_NOTICE_PAUSE) < _NOTICE_PAUSE:
            return False
        self._noticed[key] = now
        if len(self._noticed) > _REMEMBERED:
            self._noticed.popitem(last=False)
        return True
