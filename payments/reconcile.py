"""Compare each provider's own books with ours: pull in what was missed, settle what is certain, ask about the rest.

What a statement tells is taken the same idempotent way as a notice; a payment we missed is looked up at the provider
first. Only what stays different after that is listed for people.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.all_of import all_of
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.observability.metrics import DIFFERENCES
from core.kit.uow import UnitOfWork
from core.orders.events import DifferencesFound
from core.shops.audit import record
from core.shops.shop import Shop
from db.repositories import money, reconciliation, shops
from db.types.enums import DifferenceState
from db.types.ids import IntentId, OrderId, new_id
from payments.breaker import Breakers
from payments.look_up_payment import LookUpPayments
from payments.protocol import MoneyReturned, PaymentProvider, ProviderDown, ProviderRefused, StatementLine
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)
# The first comparison looks back so far; later ones overlap, because providers write late.
_FIRST_LOOK = timedelta(days=7)
_OVERLAP = timedelta(days=2)
# What is younger may not be in the provider's books yet.
_SETTLES_WITHIN = timedelta(hours=1)
_SIDE_BY_SIDE = 4


@dataclass(slots=True)
class Comparison:
    """What a comparison came to."""

    provider: str
    seen: int = 0
    pulled: int = 0
    agreed: list[str] = field(default_factory=list)
    differences: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class _Charge:
    """Money in our books: in minor units, and in the coins it came in where it was coins ("2760000000 TON")."""

    amount: int
    currency: str
    order_id: OrderId | None
    coins: str | None

    def counted_in(self, currency: str) -> int | None:
        """Return what came as books in this currency count it, None where nothing says so."""
        if currency == self.currency:
            return self.amount
        number, _, coin = (self.coins or "").partition(" ")
        return int(number) if coin == currency else None


@dataclass(frozen=True, slots=True)
class _Difference:
    external_id: str
    kind: str
    ours: int | None
    theirs: int | None
    currency: str
    order_id: OrderId | None = None


class Reconcile:
    """One provider of one shop at a time; running it again changes nothing that is settled."""

    def __init__(
        self,
        uow: UnitOfWork,
        registry: Registry,
        settings: ProviderSettings,
        clock: Clock,
        look_up: LookUpPayments,
        breakers: Breakers,
    ) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings
        self._clock = clock
        self._look_up = look_up
        self._breakers = breakers

    async def all(self) -> int:
        """Compare every provider of every shop that has books to compare with; return how many were compared."""
        async with self._uow.platform() as connection:
            every = [Shop.from_row(row) for row in await shops.all_shops(connection)]
        gate, compared = asyncio.Semaphore(_SIDE_BY_SIDE), list[Comparison]()

        async def one(shop: Shop) -> None:
            async with gate:
                compared.extend(await self.shop(shop))

        # One shop whose books cannot be read keeps nobody else's from being compared.
        await all_of(one(shop) for shop in every)
        return len(compared)

    async def shop(self, shop: Shop) -> list[Comparison]:
        """Compare every provider of one shop."""
        return [
            await self.one(shop, provider)
            for code in self._settings.set_up(shop)
            if (provider := self._registry.get(code)) is not None and provider.has_statement
        ]

    async def one(self, shop: Shop, provider: PaymentProvider) -> Comparison:
        """Compare one provider's books with ours. A provider that is down is noted, and tried again next time."""
        now = self._clock.now()
        async with self._uow(shop.id) as tx:
            last = await reconciliation.last_start(tx.connection, shop.id, provider.code)
            since = last - _OVERLAP if last is not None else now - _FIRST_LOOK
            run = new_id()
            await reconciliation.begin(
                tx.connection, shop.id, reconciliation_id=run, provider=provider.code, since=since
            )
        found = Comparison(provider.code)
        try:
            lines = await provider.statement(self._settings.of(shop, provider), since)
        except (ProviderDown, ProviderRefused) as trouble:
            if isinstance(trouble, ProviderDown):
                self._breakers.failed(shop.id, provider.code)
            found.failure = str(trouble)[:200]
            log.warning("reconcile.failed", provider=provider.code, shop_id=shop.id, why=found.failure)
        else:
            self._breakers.succeeded(shop.id, provider.code)
            await self._compare(shop, provider, lines, since, now, found)
        async with self._uow(shop.id) as tx:
            await reconciliation.finish(
                tx.connection,
                shop.id,
                run,
                seen=found.seen,
                pulled=found.pulled,
                differences=found.differences,
                failure=found.failure,
            )
        log.info(
            "reconcile.done",
            provider=provider.code,
            shop_id=shop.id,
            seen=found.seen,
            pulled=found.pulled,
            differences=found.differences,
        )
        return found

    async def _compare(
        self,
        shop: Shop,
        provider: PaymentProvider,
        lines: list[StatementLine],
        since: datetime,
        now: datetime,
        found: Comparison,
    ) -> None:
        found.seen = len(lines)
        odd: list[_Difference] = []
        for line in lines:
            difference = await (self._refund if line.refund_of else self._payment)(shop, provider, line, found)
            if difference is None:
                found.agreed.append(line.external_id)
            else:
                odd.append(difference)
        odd += await self._missing_there(shop, provider, lines, since, now)
        await self._write(shop, provider, odd, found)

    async def _payment(
        self, shop: Shop, provider: PaymentProvider, line: StatementLine, found: Comparison
    ) -> _Difference | None:
        charge = await self._charge(shop, provider, line.external_id)
        if charge is None:
            intent_id = await self._intent(shop, provider, line)
            if intent_id is not None:
                # Told by its own books, but believed only by its own word about this very payment.
                await self._look_up.one(shop.id, intent_id, external_id=line.external_id)
                charge = await self._charge(shop, provider, line.external_id)
                found.pulled += charge is not None
        if charge is None and await self._elsewhere(shop, line):
            return None
        if charge is None:
            return _Difference(line.external_id, "missing_here", None, line.amount, line.currency)
        ours = charge.counted_in(line.currency)
        if ours != line.amount:
            shown = charge.amount if ours is None else ours
            return _Difference(line.external_id, "amount", shown, line.amount, line.currency, charge.order_id)
        return None

    async def _elsewhere(self, shop: Shop, line: StatementLine) -> bool:
        """Return whether a movement is another shop's that shares these books: the Stars of one bot."""
        if line.intent_id is None:
            return False
        async with self._uow.platform() as connection:
            home = await money.home_of_intent(connection, line.intent_id)
        return home is not None and home["shop_id"] != shop.id

    async def _charge(self, shop: Shop, provider: PaymentProvider, external_id: str) -> _Charge | None:
        async with self._uow(shop.id) as tx:
            found = await money.charge_by_external(tx.connection, shop.id, provider.code, external_id)
        if found is None:
            return None
        return _Charge(found["amount"], found["currency"], found["order_id"], found["coins"])

    async def _intent(self, shop: Shop, provider: PaymentProvider, line: StatementLine) -> IntentId | None:
        async with self._uow(shop.id) as tx:
            if line.intent_id is not None:
                intent = await money.intent(tx.connection, shop.id, line.intent_id)
            else:
                intent = await money.intent_by_external(tx.connection, shop.id, provider.code, line.external_id)
        mine = intent is not None and intent["provider"] == provider.code
        return IntentId(intent["id"]) if intent is not None and mine else None

    async def _refund(
        self, shop: Shop, provider: PaymentProvider, line: StatementLine, found: Comparison
    ) -> _Difference | None:
        charge_id = line.refund_of or ""
        charge = await self._charge(shop, provider, charge_id)
        if charge is None and await self._elsewhere(shop, line):
            return None
        if charge is None:
            return _Difference(line.external_id, "refund_missing_here", None, line.amount, line.currency)
        async with self._uow(shop.id) as tx:
            known = await money.refund_by_external(tx.connection, shop.id, provider.code, line.external_id)
        if known is None or known["state"] != "succeeded":
            # The money is gone for certain: whoever sent it back, our books hear of it.
            await self._look_up.take_all(
                [
                    MoneyReturned(
                        shop.id,
                        provider.code,
                        charge_id,
                        line.amount,
                        line.currency,
                        refund_external_id=line.external_id,
                        refund_id=line.refund_id,
                    )
                ]
            )
            async with self._uow(shop.id) as tx:
                known = await money.refund_by_external(tx.connection, shop.id, provider.code, line.external_id)
            found.pulled += known is not None
        if known is None:
            return _Difference(
                line.external_id, "refund_missing_here", None, line.amount, line.currency, charge.order_id
            )
        if known["amount"] != line.amount:
            return _Difference(
                line.external_id, "refund_amount", known["amount"], line.amount, line.currency, charge.order_id
            )
        return None

    async def _missing_there(
        self, shop: Shop, provider: PaymentProvider, lines: list[StatementLine], since: datetime, now: datetime
    ) -> list[_Difference]:
        told = {line.external_id for line in lines}
        ripe = now - _SETTLES_WITHIN
        async with self._uow(shop.id) as tx:
            charges = await reconciliation.charges_since(tx.connection, shop.id, provider.code, since)
            refunds = await reconciliation.refunds_since(tx.connection, shop.id, provider.code, since)
        missing = [
            _Difference(
                charge["external_id"], "missing_there", charge["amount"], None, charge["currency"], charge["order_id"]
            )
            for charge in charges
            if charge["external_id"] not in told and charge["received_at"] < ripe
        ]
        missing += [
            _Difference(
                refund["refund_external_id"],
                "refund_missing_there",
                refund["amount"],
                None,
                refund["currency"],
                refund["order_id"],
            )
            for refund in refunds
            if refund["refund_external_id"] and refund["refund_external_id"] not in told and refund["changed_at"] < ripe
        ]
        return missing

    async def _write(self, shop: Shop, provider: PaymentProvider, odd: list[_Difference], found: Comparison) -> None:
        found.differences = len(odd)
        async with self._uow(shop.id) as tx:
            await reconciliation.settle_differences(
                tx.connection, shop.id, provider.code, found.agreed, "agreed by themselves"
            )
            news = 0
            for difference in odd:
                news += await reconciliation.note_difference(
                    tx.connection,
                    shop.id,
                    difference_id=new_id(),
                    provider=provider.code,
                    external_id=difference.external_id,
                    kind=difference.kind,
                    ours=difference.ours,
                    theirs=difference.theirs,
                    currency=difference.currency,
                    order_id=difference.order_id,
                )
            if news:
                tx.tell(DifferencesFound(tx.shop_id, provider=provider.code, differences=news))
        DIFFERENCES.labels(provider.code).set(len(odd))


class DecideDifference:
    """What staff say about a difference that no machine can settle."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, difference_id: int, *, settled: bool) -> bool:
        """Close a difference as settled or to be ignored; False when it was closed before.

        Raises:
            Forbidden, NotFound.
        """
        actor.need(Permission.APPROVE_REFUNDS)
        async with self._uow(actor.shop_id) as tx:
            found = await reconciliation.difference(tx.connection, tx.shop_id, difference_id)
            if found is None:
                raise NotFound
            if found["state"] != DifferenceState.OPEN:
                return False
            state = DifferenceState.RESOLVED if settled else DifferenceState.IGNORED
            await reconciliation.decide_difference(
                tx.connection,
                tx.shop_id,
                difference_id,
                state=state,
                resolution="by staff",
                resolved_by=actor.person_id,
            )
            await record(
                tx,
                self._clock,
                actor,
                f"payment_difference.{state.value}",
                f"{found['provider']} {found['external_id']}",
                after={"kind": found["kind"], "ours": found["ours"], "theirs": found["theirs"]},
            )
        return True
