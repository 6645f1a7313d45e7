"""Ask every question whose right answer is zero, every minute, and say so when it is not (domain.md)."""

import asyncio
from collections.abc import Mapping

import structlog

from core.kit.observability.metrics import HOLDS, INBOX_LAG, OUTBOX_LAG, VIOLATIONS
from core.kit.uow import UnitOfWork
from db.repositories import audit, invariants, shops
from db.types.ids import ShopId

log = structlog.get_logger(__name__)
AUDIT_CHAIN = "audit_chain"
# Proving a chain means reading all of it: so many shops a run, in turn.
_CHAINS_PER_RUN = 50


class CheckInvariants:
    """The job. `violations` tells what this process found last."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._found: dict[str, int] = {}
        self._broken_chains: dict[ShopId, int] = {}
        self._last_proved = ShopId(0)

    def violations(self) -> Mapping[str, int]:
        """Return how many rows broke each invariant at the last check here."""
        return dict(self._found)

    async def __call__(self) -> Mapping[str, int]:
        """Check everything and set the gauges; each violation is logged when its count changes."""
        await self._measure()
        for name in invariants.QUESTIONS:
            # A transaction each: no long snapshot, and none waits for another.
            async with self._uow.platform() as connection:
                self._report(name, await invariants.violations(connection, name))
        await self._prove_chains()
        self._report(AUDIT_CHAIN, len(self._broken_chains), shops=dict(self._broken_chains))
        return self.violations()

    async def _measure(self) -> None:
        async with self._uow.platform() as connection:
            outbox, inbox, holds = await invariants.lag_seconds(connection)
        OUTBOX_LAG.set(outbox)
        INBOX_LAG.set(inbox)
        HOLDS.set(holds)

    async def _prove_chains(self) -> None:
        async with self._uow.platform() as connection:
            every = [ShopId(row["id"]) for row in await shops.all_shops(connection)]
        for shop_id in self._broken_chains.keys() - set(every):
            del self._broken_chains[shop_id]
        turn = sorted(every, key=lambda shop_id: (shop_id <= self._last_proved, shop_id))[:_CHAINS_PER_RUN]
        for shop_id in turn:
            async with self._uow(shop_id) as tx:
                records = await audit.chain(tx.connection, shop_id)
            broken_at = await asyncio.to_thread(audit.broken_at, records)
            if broken_at is None:
                self._broken_chains.pop(shop_id, None)
            else:
                self._broken_chains[shop_id] = broken_at
            self._last_proved = shop_id

    def _report(self, name: str, count: int, **facts: object) -> None:
        VIOLATIONS.labels(name).set(count)
        before = self._found.get(name, 0)
        self._found[name] = count
        if count and count != before:
            log.error("invariant.broken", name=name, count=count, before=before, **facts)
        elif before and not count:
            log.info("invariant.mended", name=name, before=before)
