"""The relay: spreads the outbox to its consumers, each delivery in its own transaction, retried alone.

A consumer may see an event again after a crash, so each is idempotent. One that keeps failing is given up
after a day (`dead`, an invariant counts it) and holds nobody else up.
"""

import asyncio
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


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Consumers by name. The name is stored with each delivery: keep it when code moves."""

    consumers: Mapping[str, Consumer]
    book: EventBook


class Relay:
    """Moves events from the outbox to consumers; any number of relays may run."""

    def __init__(self, uow: UnitOfWork, subscriptions: Subscriptions, *, parallel: int = 8) -> None:
        self._uow = uow
        self._subscriptions = subscriptions
        self._awake = asyncio.Event()
        self._slots = asyncio.Semaphore(parallel)

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    async def run(self) -> None:
        """Drain, then sleep until woken (or a second has passed: another process may have written)."""
        while await self.drain():
            pass
        try:
            async with asyncio.timeout(1.0):
                await self._awake.wait()
        except TimeoutError:
            pass
        self._awake.clear()

    async def drain(self) -> int:
        """Spread and deliver one batch; return how much was done."""
        names = list(self._subscriptions.consumers)
        async with self._uow.platform() as connection:
            spread = await messaging.spread_events(connection, names, _BATCH)
        checkpoint("relay_spread")
        async with self._uow.platform() as connection:
            claimed = await messaging.claim_deliveries(connection, limit=_BATCH)
        checkpoint("relay_claimed")
        by_lane: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
        for item in claimed:
            by_lane.setdefault((item["consumer"], item["shop_id"]), []).append(dict(item))
        async with asyncio.TaskGroup() as group:
            for items in by_lane.values():
                group.create_task(self._deliver_in_order(items))
        return spread + len(claimed)

    async def _deliver_in_order(self, items: list[Mapping[str, Any]]) -> None:
        async with self._slots:
            for item in items:
                await self._deliver(item)

    async def _deliver(self, item: Mapping[str, Any]) -> None:
        shop_id, event_id = ShopId(item["shop_id"]), EventId(item["event_id"])
        name, consumer = item["name"], item["consumer"]
        handler = self._subscriptions.consumers.get(consumer)
        state, error, retry = "done", None, 0
        try:
            # Reading is inside: a payload that another release wrote may lack a field, and holds nobody else up.
            event = self._subscriptions.book.read(name, item["payload"])
            if event is None or handler is None:
                log.warning("event.unknown", event_name=name, consumer=consumer, event_id=event_id)
            else:
                await handler(Recorded(event_id, event))
                checkpoint("relay_delivered")
        except Exception as failure:
            attempts = item["attempts"]
            state = "dead" if attempts >= _MAX_ATTEMPTS else "pending"
            error, retry = f"{type(failure).__name__}: {failure}"[:500], min(2**attempts, 3600)
            log.exception("event.failed", event_name=name, consumer=consumer, event_id=event_id, retry_in=retry)
        async with self._uow(shop_id) as tx:
            await messaging.finish_delivery(
                tx.connection, shop_id, event_id, consumer, state=state, error=error, retry_seconds=retry
            )
