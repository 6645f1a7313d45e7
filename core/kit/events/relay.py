"""The relay: spreads the outbox to its consumers, each delivery in its own transaction, retried alone.

A consumer may see an event again after a crash, so each is idempotent. One that keeps failing is given up
after a day (`dead`, an invariant counts it). The events of one consumer and shop are a lane: in order among
themselves, and nobody else waits for them.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from core.kit.crash import checkpoint
from core.kit.event import EventBook, Recorded
from core.kit.uow import UnitOfWork
from db.repositories import messaging
from db.types.ids import EventId, ShopId

log = structlog.get_logger(__name__)

Consumer = Callable[[Recorded], Awaitable[None]]
_MAX_ATTEMPTS = 40
_BATCH = 50
_CLAIM_SECONDS = 60
_PARALLEL = 32

Lane = tuple[str, int]
Delivery = Mapping[str, Any]


class TryLater(Exception):
    """A part of what follows from an event could not be done yet; not before so many seconds have passed."""

    def __init__(self, why: str, seconds: float) -> None:
        super().__init__(why)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Consumers by name. The name is stored with each delivery: keep it when code moves."""

    consumers: Mapping[str, Consumer]
    book: EventBook


class Relay:
    """Moves events from the outbox to consumers; any number of relays may run."""

    def __init__(self, uow: UnitOfWork, subscriptions: Subscriptions, *, parallel: int = _PARALLEL) -> None:
        self._uow = uow
        self._subscriptions = subscriptions
        self._parallel = parallel
        self._awake = asyncio.Event()
        self._sweeping = asyncio.Lock()
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._stopping = False

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    async def run(self) -> None:
        """Begin what is due, then sleep until woken (or a second has passed: another process may have written)."""
        while await self.sweep():
            pass
        try:
            async with asyncio.timeout(1.0):
                await self._awake.wait()
        except TimeoutError:
            pass
        self._awake.clear()

    async def drain(self) -> int:
        """Begin what is due and see it through; return how much was done."""
        done = await self.sweep()
        lanes = tuple(self._lanes.values())
        try:
            await asyncio.gather(*lanes)
        except asyncio.CancelledError:
            # gather() has cancelled them; they are gone when this is.
            await asyncio.gather(*lanes, return_exceptions=True)
            raise
        return done or len(lanes)

    async def sweep(self) -> int:
        """Spread a batch of events and begin due deliveries of lanes that rest; return how many there were."""
        async with self._sweeping:
            if self._stopping:
                return 0
            async with self._uow.platform() as connection:
                spread = await messaging.spread_events(connection, list(self._subscriptions.consumers), _BATCH)
            checkpoint("relay_spread")
            free = self._parallel - len(self._lanes)
            if free <= 0:
                return spread
            begun = time.monotonic()
            async with self._uow.platform() as connection:
                claimed = await messaging.claim_deliveries(
                    connection, limit=_BATCH, claim_seconds=_CLAIM_SECONDS, lanes=free, busy=list(self._lanes)
                )
            checkpoint("relay_claimed")
            by_lane: dict[Lane, deque[Delivery]] = {}
            for item in claimed:
                by_lane.setdefault((item["consumer"], item["shop_id"]), deque()).append(item)
            for lane, items in by_lane.items():
                self._begin(lane, items, begun)
            return spread + len(claimed)

    async def stop(self, grace: float = 10.0) -> None:
        """Claim no more and let deliveries in hand end; what does not end in time is claimed again later."""
        self._stopping = True
        self.wake()
        async with self._sweeping:
            lanes = tuple(self._lanes.values())
        if lanes:
            _, late = await asyncio.wait(lanes, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    # ── lanes ────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, lane: Lane, items: deque[Delivery], claimed_at: float) -> None:
        task = asyncio.create_task(self._run_lane(lane, items, claimed_at), name=f"lane {lane[0]} {lane[1]}")
        self._lanes[lane] = task
        task.add_done_callback(lambda _: self._ended(lane))

    def _ended(self, lane: Lane) -> None:
        del self._lanes[lane]
        # Events of this lane, or of one that found no place, may be waiting.
        self.wake()

    async def _run_lane(self, lane: Lane, items: deque[Delivery], claimed_at: float) -> None:
        while items:
            if self._stopping or time.monotonic() - claimed_at > _CLAIM_SECONDS / 2:
                # Given back in time, before another process takes them for a dead one's.
                await self._give_back(lane, items)
                return
            try:
                await self._deliver(items.popleft())
            except Exception:
                # The database is away: delivered again when the claim has run out, which must be harmless.
                log.exception("delivery.not_finished", consumer=lane[0], shop_id=lane[1])

    async def _give_back(self, lane: Lane, items: deque[Delivery]) -> None:
        consumer, shop_id = lane[0], ShopId(lane[1])
        try:
            async with self._uow(shop_id) as tx:
                await messaging.give_back_deliveries(
                    tx.connection, shop_id, consumer, [int(item["event_id"]) for item in items]
                )
        except Exception:
            log.exception("delivery.not_given_back", consumer=consumer, shop_id=shop_id)

    async def _deliver(self, item: Delivery) -> None:
        shop_id, event_id = ShopId(item["shop_id"]), EventId(item["event_id"])
        name, consumer = item["name"], item["consumer"]
        handler = self._subscriptions.consumers.get(consumer)
        state, error, retry = "done", None, 0
        dead_or_pending = "dead" if item["attempts"] >= _MAX_ATTEMPTS else "pending"
        backoff = min(2 ** item["attempts"], 3600)
        try:
            # Reading is inside: a payload that another release wrote may lack a field, and holds nobody else up.
            event = self._subscriptions.book.read(name, item["payload"])
            if event is None or handler is None:
                log.warning("event.unknown", event_name=name, consumer=consumer, event_id=event_id)
            else:
                await handler(Recorded(event_id, event))
                checkpoint("relay_delivered")
        except TryLater as later:
            state, error, retry = dead_or_pending, str(later)[:500], max(backoff, math.ceil(later.seconds))
            log.warning("event.later", event_name=name, consumer=consumer, event_id=event_id, retry_in=retry, why=error)
        except Exception as failure:
            state, error, retry = dead_or_pending, f"{type(failure).__name__}: {failure}"[:500], backoff
            log.exception("event.failed", event_name=name, consumer=consumer, event_id=event_id, retry_in=retry)
        async with self._uow(shop_id) as tx:
            await messaging.finish_delivery(
                tx.connection, shop_id, event_id, consumer, state=state, error=error, retry_seconds=retry
            )
