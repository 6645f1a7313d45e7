"""The log of API calls, and what of it was against Telegram's rules."""

import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.events import Events
from sandbox.jsontypes import JsonObject
from sandbox.model import Callback

# Refusals a correct bot also meets: people block it, screens are redrawn unchanged, limits are hit.
_BENIGN = ("blocked by the user", "is not modified", "Too Many Requests", "user is deactivated")
# Whether it is inside a chat a bot learns by asking: a refusal is the answer.
_ASKS = ("getChat", "getChatMember")


@dataclass(slots=True)
class Call:
    number: int
    bot: int
    bot_username: str
    method: str
    params: JsonObject
    at: float
    status: int = 0
    ms: float = 0.0
    result: Any = None
    description: str = ""
    injected: str = ""


class CallLog:
    def __init__(self, events: Events, size: int = 5000) -> None:
        self._calls: deque[Call] = deque(maxlen=size)
        self._events = events
        self._number = 0

    def add(self, call: Call) -> None:
        self._number += 1
        call.number = self._number
        call.ms = round((time.time() - call.at) * 1000, 2)
        self._calls.append(call)
        self._events.publish("call", call=asdict(call))

    def all(self, method: str | None = None, after: int = 0) -> list[JsonObject]:
        wanted = (method or "").lower()
        return [
            asdict(call)
            for call in self._calls
            if call.number > after and (not wanted or call.method.lower() == wanted)
        ]

    def clear(self) -> None:
        self._calls.clear()

    def violations(self, callbacks: list[Callback]) -> list[JsonObject]:
        """Every 4xx the bot earned by itself, and every button it left spinning."""
        found = [_violation(call) for call in self._calls if 400 <= call.status < 500 and not call.injected]
        now = time.time()
        return found + [_unanswered(query, now) for query in callbacks if not query.answered]


def _unanswered(query: Callback, now: float) -> JsonObject:
    waited = f"{now - query.asked:.1f} s"
    return {
        "kind": "unanswered_callback",
        "method": "answerCallbackQuery",
        "benign": False,
        "description": f"callback query {query.data!r} of person {query.person} was not answered for {waited}",
    }


def _violation(call: Call) -> JsonObject:
    return {
        "kind": "refused",
        "method": call.method,
        "status": call.status,
        "description": call.description,
        "params": call.params,
        "benign": call.method in _ASKS or any(words in call.description for words in _BENIGN),
    }
