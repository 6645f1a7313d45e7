"""Trouble on purpose: refusals, hangs and cut connections for chosen calls, and Telegram's own flood limits."""

import random
import time
from collections import defaultdict, deque
from dataclasses import asdict, dataclass

from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject

KINDS = ("429", "403", "400", "500", "502", "drop_before", "drop_after", "hang", "slow")
_GLOBAL_PER_SECOND = 30
_CHAT_BURST = 5
_GROUP_PER_MINUTE = 20
_MINUTE = 60.0


@dataclass(slots=True)
class Fault:
    """``times`` counts down; None means until cleared, then ``probability`` decides each call."""

    kind: str
    method: str | None = None
    chat: str | None = None
    times: int | None = 1
    probability: float = 1.0
    seconds: float = 5.0
    description: str | None = None
    parameters: JsonObject | None = None
    hits: int = 0

    def matches(self, method: str, chat: str) -> bool:
        if self.times is not None and self.times <= 0:
            return False
        if self.method and self.method.lower() != method.lower():
            return False
        if not self.method and method == "getUpdates":
            return False  # "any method" means what a bot does, not how it listens
        return not self.chat or self.chat == chat


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._random = random.Random(7)  # noqa: S311 - repeatable, not secret
        self.flood = False
        self._sent: dict[str, deque[float]] = defaultdict(deque)

    def inject(self, fields: JsonObject) -> None:
        fault = Fault(**fields)
        if fault.kind not in KINDS:
            raise PersonError(f"unknown fault {fault.kind}; known: {', '.join(KINDS)}")
        if fault.chat is not None:
            fault.chat = str(fault.chat)
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()
        self._sent.clear()

    def listed(self) -> list[JsonObject]:
        return [asdict(fault) for fault in self._faults]

    def take(self, method: str, chat: str) -> Fault | None:
        for fault in self._faults:
            if fault.matches(method, chat) and self._random.random() < fault.probability:
                fault.hits += 1
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def flood_wait(self, method: str, bot: int, chat: str) -> int:
        """Seconds to wait by Telegram's limits, 0 when the call may pass (and is counted)."""
        if not self.flood or not method.startswith(("send", "copy", "forward", "edit")):
            return 0
        now = time.monotonic()
        lanes = [(f"{bot}", _GLOBAL_PER_SECOND, 1.0)]
        if chat.startswith("-"):
            lanes.append((f"{bot}/{chat}", _GROUP_PER_MINUTE, _MINUTE))
        else:
            # One message a second on average, short bursts tolerated.
            lanes.append((f"{bot}/{chat}", _CHAT_BURST, float(_CHAT_BURST)))
        for lane, limit, window in lanes:
            sent = self._sent[lane]
            while sent and sent[0] <= now - window:
                sent.popleft()
            if len(sent) >= limit:
                return max(1, round(sent[0] + window - now))
        for lane, _, _ in lanes:
            self._sent[lane].append(now)
        return 0
