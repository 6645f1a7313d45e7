"""The payment monitor: attempts, failures by reason, what is stuck, differences, providers that are hidden."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.shops.shop import Shop
from db.repositories import reconciliation
from db.repositories.sql import Record
from db.types.enums import DisputeState, IntentState
from db.types.ids import OrderId
from payments.breaker import Breakers
from payments.settings import ProviderSettings

_STUCK_AFTER = timedelta(minutes=10)
_ON_THE_WAY = (IntentState.PROCESSING, IntentState.AUTHORIZED, IntentState.UNKNOWN, IntentState.APPROVED)


@dataclass(frozen=True, slots=True)
class RailView:
    """One way to pay over a period. `captured` sums are in minor units by currency."""

    code: str
    offered: bool
    hidden: bool
    attempts: int
    paid: int
    failed: int
    on_the_way: int
    captured: dict[str, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """A reason why attempts failed, and how often."""

    provider: str
    reason: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """Money we wait for, or that found no end. The sum in minor units."""

    kind: str
    provider: str
    state: str
    amount: int
    currency: str
    order_id: OrderId | None
    order_number: int | None
    since: datetime


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference between a provider's books and ours. Sums in minor units, None: nothing there."""

    id: int
    provider: str
    external_id: str
    kind: str
    ours: int | None
    theirs: int | None
    currency: str
    order_id: OrderId | None
    order_number: int | None


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute that is not decided."""

    provider: str
    state: DisputeState
    amount: int
    currency: str
    order_id: OrderId | None
    order_number: int | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A provider's newest comparison."""

    provider: str
    at: datetime
    seen: int
    pulled: int
    differences: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class PaymentsView:
    """All of it."""

    days: int
    rails: tuple[RailView, ...]
    failures: tuple[Failure, ...]
    stuck: tuple[Stuck, ...]
    differences: tuple[DifferenceView, ...]
    disputes: tuple[DisputeView, ...]
    compared: tuple[Compared, ...]


class WatchPayments:
    """Reads the monitor for staff."""

    def __init__(self, uow: UnitOfWork, clock: Clock, settings: ProviderSettings, breakers: Breakers) -> None:
        self._uow = uow
        self._clock = clock
        self._settings = settings
        self._breakers = breakers

    async def __call__(self, actor: Actor, shop: Shop, days: int = 1) -> PaymentsView:
        """Return what happened in the last days. Raises: Forbidden."""
        actor.need(Permission.SEE_PAYMENTS)
        now = self._clock.now()
        since = now - timedelta(days=days)
        async with self._uow(actor.shop_id) as tx:
            attempts = await reconciliation.attempts(tx.connection, tx.shop_id, since)
            failures = await reconciliation.failures(tx.connection, tx.shop_id, since)
            stuck = await reconciliation.stuck(tx.connection, tx.shop_id, now - _STUCK_AFTER)
            differences = await reconciliation.open_differences(tx.connection, tx.shop_id)
            disputes = await reconciliation.open_disputes(tx.connection, tx.shop_id)
            compared = await reconciliation.last_comparisons(tx.connection, tx.shop_id)
        set_up, hidden = self._settings.set_up(shop), set(self._breakers.open(shop.id))
        codes = [*set_up, *sorted({row["provider"] for row in attempts} - set(set_up))]
        return PaymentsView(
            days=days,
            rails=tuple(
                _rail(
                    code,
                    [row for row in attempts if row["provider"] == code],
                    offered=code in set_up,
                    hidden=code in hidden,
                )
                for code in codes
            ),
            failures=tuple(Failure(row["provider"], row["failure"], row["attempts"]) for row in failures),
            stuck=tuple(Stuck(**row) for row in stuck),
            differences=tuple(
                DifferenceView(
                    row["id"],
                    row["provider"],
                    row["external_id"],
                    row["kind"],
                    row["ours"],
                    row["theirs"],
                    row["currency"],
                    row["order_id"],
                    row["order_number"],
                )
                for row in differences
            ),
            disputes=tuple(
                DisputeView(
                    row["provider"],
                    DisputeState(row["state"]),
                    row["amount"],
                    row["currency"],
                    row["order_id"],
                    row["order_number"],
                    row["due_at"],
                )
                for row in disputes
            ),
            compared=tuple(
                Compared(
                    row["provider"],
                    row["started_at"],
                    row["seen"],
                    row["pulled"],
                    row["differences"],
                    row["failure"],
                )
                for row in compared
            ),
        )


def _rail(code: str, rows: list[Record], *, offered: bool, hidden: bool) -> RailView:
    by_state: Counter[str] = Counter()
    captured: Counter[str] = Counter()
    for row in rows:
        by_state[row["state"]] += row["attempts"]
        if row["state"] == IntentState.CAPTURED:
            captured[row["currency"]] += row["amount"]
    return RailView(
        code=code,
        offered=offered and not hidden,
        hidden=hidden,
        attempts=by_state.total(),
        paid=by_state[IntentState.CAPTURED],
        failed=by_state[IntentState.FAILED],
        on_the_way=sum(by_state[state] for state in _ON_THE_WAY),
        captured=dict(captured),
    )
