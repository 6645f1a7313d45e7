"""Tells open chat pages what has happened, over server-sent events."""

import asyncio

from sandbox.jsontypes import JsonObject


class Events:
    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[JsonObject]] = set()
        self._changed = asyncio.Event()
        self.number = 0

    def publish(self, kind: str, **fields: object) -> None:
        self.number += 1
        event: JsonObject = {"type": kind, "n": self.number, **fields}
        for queue in self._listeners:
            queue.put_nowait(event)
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def subscribe(self) -> asyncio.Queue[JsonObject]:
        queue: asyncio.Queue[JsonObject] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[JsonObject]) -> None:
        self._listeners.discard(queue)

    async def next(self, timeout: float) -> bool:  # noqa: ASYNC109 - a wait that may end empty-handed
        """Wait until anything happens; False when nothing did in time."""
        try:
            await asyncio.wait_for(self._changed.wait(), timeout)
        except TimeoutError:
            return False
        return True
