"""Circuit breakers: a provider that failed several times in a row is not offered, and comes back by itself.

Kept per process and shop: a restart forgets, and finds out again within a few calls.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.kit.observability.metrics import PROVIDER_OPEN
from db.types.ids import ShopId

FAILURES = 4
_FIRST_PAUSE, _LONGEST_PAUSE = 30.0, 600.0


@dataclass(slots=True)
class _State:
    failures: int = 0
    pause: float = _FIRST_PAUSE
    until: float = 0.0


class Breakers:
    """Closed while calls succeed; open (not offered) after `FAILURES` in a row; half open for one probe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._states: dict[tuple[ShopId, str], _State] = {}

    def closed(self, shop_id: ShopId, provider: str) -> bool:
        """Return whether the provider may be offered."""
        state = self._states.get((shop_id, provider))
        return state is None or state.failures < FAILURES

    def failed(self, shop_id: ShopId, provider: str) -> None:
        """A call got no answer."""
        state = self._states.setdefault((shop_id, provider), _State())
        state.failures += 1
        if state.failures == FAILURES:
            state.until = self._clock() + state.pause
            PROVIDER_OPEN.labels(provider).inc()
        elif state.failures > FAILURES:
            state.pause = min(state.pause * 2, _LONGEST_PAUSE)
            state.until = self._clock() + state.pause

    def succeeded(self, shop_id: ShopId, provider: str) -> None:
        """A call was answered, also with a refusal."""
        state = self._states.pop((shop_id, provider), None)
        if state is not None and state.failures >= FAILURES:
            PROVIDER_OPEN.labels(provider).dec()

    def to_probe(self) -> list[tuple[ShopId, str]]:
        """Return the open ones whose pause is over: one harmless call decides."""
        now = self._clock()
        return [key for key, state in self._states.items() if state.failures >= FAILURES and state.until <= now]

    def all_open(self) -> list[tuple[ShopId, str]]:
        """Return every shop and provider that is down, as far as this process knows."""
        return [key for key, state in self._states.items() if state.failures >= FAILURES]

    def open(self, shop_id: ShopId) -> list[str]:
        """Return a shop's providers that are not offered now."""
        return [code for (shop, code), state in self._states.items() if shop == shop_id and state.failures >= FAILURES]
