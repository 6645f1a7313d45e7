"""The pace of messages to many people: a bucket of tokens per bot, shared by all that is sent through it here."""

import asyncio
import time
from collections.abc import Callable

# Telegram's limit is about 30 messages a second for a bot; the rest is left for people who chat with it.
RATE = 25.0
BURST = 8


class Bucket:
    """Gives out the right to send, so many a second."""

    def __init__(self, rate: float = RATE, burst: int = BURST, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst = burst
        self._rate = rate
        self._clock = clock
        self._tokens = float(burst)
        self._at = clock()

    async def take(self, most: int) -> int:
        """Wait for at least one token; return how many were taken, `most` of them at most."""
        wait = self._wait()
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._wait()
        taken = max(1, min(most, int(self._tokens)))
        self._tokens -= taken
        return taken

    def _wait(self) -> float:
        now = self._clock()
        if now > self._at:
            self._tokens = min(self.burst, self._tokens + (now - self._at) * self._rate)
            self._at = now
        paused = max(self._at - now, 0)  # a pause lies in the future: until then no token is made
        return paused + max(1 - self._tokens, 0) / self._rate

    def give_back(self, unused: int) -> None:
        """Put back tokens that nothing was sent with."""
        self._tokens = min(self.burst, self._tokens + unused)

    def pause(self, seconds: float) -> None:
        """Send nothing for so many seconds: Telegram asked for it, or does not answer."""
        self._tokens = min(self._tokens, 1.0)
        self._at = max(self._at, self._clock() + seconds)
