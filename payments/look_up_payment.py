"""Ask providers what became of attempts: after a notice, after silence, after an answer that never came.

Each attempt carries the moment of its next question; asking is safe at any time, because what is heard goes the
same idempotent way as a notice.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from core.kit.all_of import all_of
from core.kit.crash import checkpoint
from core.kit.uow import UnitOfWork
from core.shops.shop import Shop
from db.repositories import money, shops
from db.repositories.sql import Record
from db.types.enums import IntentState
from db.types.ids import IntentId, OrderId, ShopId
from payments.breaker import Breakers
from payments.protocol import Ask, DisputeChanged, Known, PaymentProvider, ProviderDown, ProviderEvent, ProviderRefused
from payments.registry import Registry
from payments.settings import ProviderSettings
from payments.take_events import TakeEvents

log = structlog.get_logger(__name__)
# After 1, 3, 10 and 30 minutes, then hourly: notices may be lost (bazucompany.md §3). Two days in all.
_PAUSES = (60, 120, 420, 1200, 1800, *([3600] * 47))
_WATCHED = 2 * 24 * 3600
_WHEN_DOWN = 30
_UNDER_WAY = 120  # for so many seconds a question without an answer may still be arriving
_SIDE_BY_SIDE = 4


def known_of(shop_id: ShopId, intent: Record) -> Known:
    """Return what a provider needs to find an attempt."""
    return Known(
        intent_id=IntentId(intent["id"]),
        order_id=OrderId(intent["order_id"]),
        shop_id=shop_id,
        external_id=intent["external_id"],
        amount=intent["amount"],
        currency=intent["currency"],
        created_at=intent["created_at"],
        pay_amount=intent["pay_amount"],
        pay_currency=intent["pay_currency"],
        details=dict(intent["details"]),
        over=intent["state"] in (IntentState.CANCELLED, IntentState.EXPIRED),
    )


class LookUpPayments:
    """Asks, and carries what was answered into the books."""

    def __init__(
        self,
        uow: UnitOfWork,
        registry: Registry,
        settings: ProviderSettings,
        breakers: Breakers,
        take: TakeEvents,
    ) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings
        self._breakers = breakers
        self._take = take

    async def due(self) -> int:
        """Ask about every attempt whose moment has come, of providers that answer; return how many."""
        async with self._uow.platform() as connection:
            waiting = await money.checks_due(connection, self._breakers.all_open())
        gate = asyncio.Semaphore(_SIDE_BY_SIDE)

        async def one(row: Record) -> None:
            async with gate:
                # Who has stopped answering meanwhile is asked again when a probe says that it is back.
                if self._breakers.closed(ShopId(row["shop_id"]), row["provider"]):
                    await self.one(ShopId(row["shop_id"]), IntentId(row["id"]))

        await all_of(one(row) for row in waiting)
        return len(waiting)

    async def answer(self, ask: Ask) -> bool:
        """Look up what a notice hinted at; False: no attempt of ours."""
        async with self._uow(ask.shop_id) as tx:
            if ask.intent_id is not None:
                found = await money.intent(tx.connection, tx.shop_id, ask.intent_id)
            else:
                found = await money.intent_by_external(tx.connection, tx.shop_id, ask.provider, ask.external_id)
        if found is None and ask.intent_id is None:
            found = await self._marked(ask)
        if found is None or found["provider"] != ask.provider:
            log.warning("notice.unknown_reference", provider=ask.provider, shop_id=ask.shop_id)
            return False
        await self.one(ask.shop_id, IntentId(found["id"]), external_id=ask.external_id or None, said=ask.said)
        return True

    async def _marked(self, ask: Ask) -> Record | None:
        """Return the attempt whose mark a payment bears that we have never heard of.

        A page may be paid before its address reached us, or be a second one that a lost answer left behind.
        Raises: ProviderDown: the notice stays and is taken up again.
        """
        provider = self._registry.get(ask.provider)
        async with self._uow(ask.shop_id) as tx:
            row = await shops.shop(tx.connection, ask.shop_id)
        if provider is None or row is None:
            return None
        try:
            intent_id = await provider.whose(self._settings.of(Shop.from_row(row), provider), ask.external_id)
        except ProviderRefused as refused:
            log.error("look_up.refused", provider=ask.provider, why=str(refused)[:200])  # noqa: TRY400
            return None
        if intent_id is None:
            return None
        async with self._uow(ask.shop_id) as tx:
            return await money.intent(tx.connection, tx.shop_id, intent_id)

    async def one(
        self,
        shop_id: ShopId,
        intent_id: IntentId,
        *,
        external_id: str | None = None,
        said: dict[str, str] | None = None,
    ) -> None:
        """Ask about one attempt now. `external_id` is the payment's id where a notice told it.

        Raises: ProviderDown: about a payment that only the notice knows of.
        """
        async with self._uow(shop_id) as tx:
            intent = await money.intent(tx.connection, shop_id, intent_id, lock=True)
            row = await shops.shop(tx.connection, shop_id)
            provider = self._registry.get(intent["provider"]) if intent is not None else None
            if intent is None or row is None or provider is None:
                return
            # The next question is settled before this one is asked: whoever dies here is followed by another.
            await money.check_later(tx.connection, shop_id, intent_id, _pause(provider, intent))
        checkpoint("look_up_scheduled")
        shop, known = Shop.from_row(row), known_of(shop_id, intent)
        if external_id is not None:
            # The notice names the payment: usually the one we know, else another one with our mark.
            known = replace(known, external_id=external_id, said=said or {})
        try:
            events = await provider.look_up(self._settings.of(shop, provider), known)
        except ProviderRefused as refused:
            # Wrong keys, above all: nothing is known, and asking at once again would not help.
            log.error("look_up.refused", provider=provider.code, intent_id=intent_id, why=str(refused)[:200])  # noqa: TRY400
            return
        except ProviderDown as down:
            self._breakers.failed(shop_id, provider.code)
            log.warning("look_up.down", provider=provider.code, intent_id=intent_id, why=str(down)[:200])
            async with self._uow(shop_id) as tx:
                await money.check_later(tx.connection, shop_id, intent_id, _WHEN_DOWN, counted=False)
            if external_id is not None and external_id != intent["external_id"]:
                raise  # only this notice knows of that payment: it is taken up again
            return
        self._breakers.succeeded(shop_id, provider.code)
        checkpoint("look_up_answered")
        await self.take_all(events)
        if not events and intent["state"] == IntentState.UNKNOWN and _age(intent) > _UNDER_WAY:
            await self._never_arrived(shop_id, intent_id)

    async def _never_arrived(self, shop_id: ShopId, intent_id: IntentId) -> None:
        """The provider knows of no page: what got no answer never arrived, as if it had not been asked.

        The attempt stays open: the buyer's next tap asks under the same key, and money that comes all the same counts.
        """
        async with self._uow(shop_id) as tx:
            intent = await money.intent(tx.connection, shop_id, intent_id, lock=True)
            if intent is not None and intent["state"] == IntentState.UNKNOWN and intent["external_id"] is None:
                await money.set_intent_state(tx.connection, shop_id, intent_id, IntentState.CREATED)

    async def take_all(self, events: list[ProviderEvent]) -> None:
        """Carry events into the books, one after the other."""
        for event in events:
            if isinstance(event, Ask):
                await self.answer(event)
            elif not await self._take(event) and isinstance(event, DisputeChanged):
                await self._disputed(event)

    async def _disputed(self, changed: DisputeChanged) -> None:
        """A payment is disputed that our books have not yet: it is asked about first, by our mark on it.

        Raises: ProviderDown: it is ours, and not here yet; the notice stays and is taken up again.
        """
        intent = await self._marked(Ask(changed.shop_id, changed.provider, changed.external_id))
        if intent is None:
            await self._take.unexplained(changed)
            return
        await self.one(changed.shop_id, IntentId(intent["id"]))
        if not await self._take(changed):
            msg = "a disputed payment is not told yet"
            raise ProviderDown(msg)


def _pause(provider: PaymentProvider, intent: Record) -> int | None:
    """Return when to ask again, in seconds; None: it has ended, or nobody will know more.

    A rail that is only ever watched (`check_every`) is asked in its own rhythm, more rarely as time goes by.
    """
    details = intent["details"]
    if not provider.can_look_up or (intent["state"] == IntentState.CAPTURED and not details.get("in_parts")):
        return None
    if "check_every" in details:
        age = _age(intent)
        return min(max(int(details["check_every"]), age // 30), 3600) if age < _WATCHED else None
    return _PAUSES[intent["checks"]] if intent["checks"] < len(_PAUSES) else None


def _age(intent: Record) -> int:
    """Return the seconds since the attempt was written."""
    return int((datetime.now(UTC) - intent["created_at"]).total_seconds())
