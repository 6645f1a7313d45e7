"""Trouble on purpose at a gateway: for its calls and for its webhooks, counted or by chance with a seed."""

import random
from dataclasses import asdict, dataclass

from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject

BEFORE = ("500", "429", "drop_before", "hang")
AFTER = ("drop_after", "slow", "malformed", "wrong_amount", "stale")
WEBHOOK = (
    "webhook_lost", "webhook_duplicated", "webhook_delayed", "webhook_wrong_amount", "webhook_wrong_signature",
    "webhook_unknown", "webhook_lying",
)  # fmt: skip
REFUND = ("refund_pending", "refund_failed")
KINDS = (*BEFORE, *AFTER, *WEBHOOK, *REFUND)
_READS = ("wrong_amount", "stale")


@dataclass(slots=True)
class Fault:
    """``times`` counts down; None means until cleared, then ``rate`` decides each time."""

    kind: str
    call: str | None = None
    times: int | None = 1
    rate: float = 1.0
    seconds: float = 5.0
    delta: int = -1
    hits: int = 0

    def matches(self, kinds: tuple[str, ...], call: str) -> bool:
        if self.kind not in kinds or (self.times is not None and self.times <= 0):
            return False
        if self.kind in _READS and not self.call:
            return call == "get"
        return not self.call or self.call == call


class Faults:
    def __init__(self, seed: int = 7) -> None:
        self._faults: list[tuple[Fault, random.Random]] = []
        self._seed = seed

    def seed(self, seed: int) -> None:
        """The same seed, faults and order of calls give the same trouble."""
        self._seed = seed
        self._faults = [(fault, self._chance(fault)) for fault, _ in self._faults]

    def inject(self, fault: Fault) -> Fault:
        if fault.kind not in KINDS:
            raise PersonError(f"unknown fault {fault.kind}; known: {', '.join(KINDS)}")
        self._faults.append((fault, self._chance(fault)))
        return fault

    def _chance(self, fault: Fault) -> random.Random:
        # Each fault draws by itself, so that other calls in between do not change its luck.
        return random.Random(f"{self._seed}/{fault.kind}/{fault.call}")  # noqa: S311 - repeatable, not secret

    def clear(self) -> None:
        self._faults.clear()

    def listed(self) -> list[JsonObject]:
        return [asdict(fault) for fault, _ in self._faults]

    def take(self, kinds: tuple[str, ...], call: str = "") -> Fault | None:
        """The first fault of these kinds that strikes now."""
        for fault, chance in self._faults:
            if fault.matches(kinds, call) and chance.random() < fault.rate:
                fault.hits += 1
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
