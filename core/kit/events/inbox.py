"""The inbox: what came in is stored once, then answered 200, then handled; nothing acknowledged is lost.

Rows of one lane (a chat, a payment) are handled in order by this process; a sweeper takes up rows whose
process died. Handling again must be harmless: use cases carry the update's key.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog

from core.kit.crash import checkpoint
from core.kit.security.cards import hide_cards
from core.kit.uow import UnitOfWork
from db.repositories import messaging
from db.types.ids import new_id

log = structlog.get_logger(__name__)

CLAIM_SECONDS = 30
_PARALLEL = 48
_SAID = ("text", "caption")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in. `(source, external_id)` is unique; `lane` is handled in order."""

    id: int
    source: str
    external_id: str
    lane: str
    payload: dict[str, Any]
    received_at: datetime
    attempts: int = 1


Handler = Callable[[Incoming], Awaitable[None]]


class HandledForever(Exception):
    """Trying again cannot help: the row is closed with the reason."""


class Inbox:
    """Stores and hands out what comes in. One per process."""

    def __init__(self, uow: UnitOfWork, tidy: Callable[[str], str] = lambda text: text) -> None:
        """`tidy` goes over every text before it is stored: what must not rest in plain is sealed there."""
        self._uow = uow
        self._tidy = tidy
        self._handlers: dict[str, Handler] = {}
        self._lanes: dict[str, deque[Incoming]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._slots = asyncio.Semaphore(_PARALLEL)
        self._awake = asyncio.Event()
        self._closing = False
        self._renewed_at = 0.0

    def handle(self, kind: str, handler: Handler) -> None:
        """Let `handler` take sources that begin with `kind:`."""
        self._handlers[kind] = handler

    async def store(self, source: str, things: list[tuple[str, str, dict[str, Any]]]) -> int:
        """Store (external id, lane, payload) triples and, where this process handles them, begin.

        Returns how many were new. Raises: Unavailable: nothing was stored, so do not acknowledge.
        """
        now = datetime.now(UTC)
        incoming = [
            Incoming(new_id(), source, external, lane, self._clean(payload), now) for external, lane, payload in things
        ]
        mine = source.partition(":")[0] in self._handlers and not self._closing
        async with self._uow.platform() as connection:
            fresh = await messaging.store_incoming(
                connection,
                source,
                [
                    {"id": item.id, "external_id": item.external_id, "lane": item.lane, "payload": item.payload}
                    for item in incoming
                ],
                claim_seconds=CLAIM_SECONDS if mine else 0,
            )
        checkpoint("inbox_stored")
        if mine:
            for item in incoming:
                if item.id in fresh:
                    self._begin(item)
        return len(fresh)

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            # PostgreSQL holds no NUL, neither in text nor in jsonb; people have no use for one.
            return self._tidy(value.replace("\x00", ""))
        if isinstance(value, list):
            return [self._clean(item) for item in value]
        if isinstance(value, dict):
            # What people write may hold a card number; ids of payments only look like one.
            return {
                key: hide_cards(item) if key in _SAID and isinstance(item, str) else item
                for key, item in ((key, self._clean(item)) for key, item in value.items())
            }
        return value

    def _begin(self, item: Incoming) -> None:
        if item.id in self._in_hand:
            return
        self._in_hand.add(item.id)
        lane = self._lanes.get(item.lane)
        if lane is not None:
            lane.append(item)
            return
        self._lanes[item.lane] = deque([item])
        task = asyncio.create_task(self._run_lane(item.lane), name=f"lane {item.lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_lane(self, name: str) -> None:
        lane = self._lanes[name]
        try:
            while lane:
                item = lane[0]
                try:
                    async with self._slots:
                        await self._take(item)
                finally:
                    lane.popleft()
                    self._in_hand.discard(item.id)
        finally:
            del self._lanes[name]

    async def _take(self, item: Incoming) -> None:
        handler = self._handlers[item.source.partition(":")[0]]
        try:
            await handler(item)
        except HandledForever as closed:
            await self._close(item, str(closed)[:500])
        except Exception as error:
            log.exception("inbox.failed", inbox_id=item.id, source=item.source, attempts=item.attempts)
            await self._postpone(item, error)
        else:
            checkpoint("update_handled")
            await self._close(item, None)

    async def _close(self, item: Incoming, why: str | None) -> None:
        try:
            async with self._uow.platform() as connection:
                await messaging.mark_handled(connection, [item.id], why)
        except Exception:
            # It will be handled again, which must be harmless.
            log.exception("inbox.not_closed", inbox_id=item.id)

    async def _postpone(self, item: Incoming, error: Exception) -> None:
        # Never given up here: money is written however long it takes. Whoever knows better says `HandledForever`.
        why = f"{type(error).__name__}: {error}"[:500]
        try:
            async with self._uow.platform() as connection:
                await messaging.postpone_incoming(connection, item.id, min(2 ** min(item.attempts, 9), 300), why)
        except Exception:
            log.exception("inbox.not_postponed", inbox_id=item.id)

    async def sweep(self) -> int:
        """Take up rows that nobody handles: another process stored them, or the one that had them died."""
        if self._closing:
            return 0
        async with self._uow.platform() as connection:
            claimed = await messaging.claim_incoming(
                connection, list(self._handlers), limit=100, claim_seconds=CLAIM_SECONDS
            )
        for row in claimed:
            self._begin(
                Incoming(
                    row["id"],
                    row["source"],
                    row["external_id"],
                    row["lane"],
                    row["payload"],
                    row["received_at"],
                    row["attempts"],
                )
            )
        return len(claimed)

    async def _renew(self) -> None:
        """What waits in a lane or takes long stays ours: nobody else begins it meanwhile."""
        if not self._in_hand or time.monotonic() - self._renewed_at < CLAIM_SECONDS / 3:
            return
        self._renewed_at = time.monotonic()
        async with self._uow.platform() as connection:
            await messaging.renew_claims(connection, list(self._in_hand), claim_seconds=CLAIM_SECONDS)

    def wake(self) -> None:
        """Another process stored something."""
        self._awake.set()

    async def run(self) -> None:
        """Keep what is in hand claimed, sweep, then wait a moment (or until woken)."""
        await self._renew()
        await self.sweep()
        try:
            async with asyncio.timeout(0.5):
                await self._awake.wait()
        except TimeoutError:
            pass
        self._awake.clear()

    async def close(self, grace: float = 10.0) -> None:
        """Begin nothing more, and finish what is in hand."""
        self._closing = True
        await self.drain(grace)

    async def drain(self, grace: float = 10.0) -> None:
        """Finish what is in hand; what does not end in time the next process sweeps up."""
        if self._tasks:
            _, late = await asyncio.wait(tuple(self._tasks), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
