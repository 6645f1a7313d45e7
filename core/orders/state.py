"""The order's machine: an explicit table of (from, event) → to, and who may cause it (pure; domain.md).

A pair that is not in the table is not an error: it is recorded as ignored with its reason (law 10).
"""

from dataclasses import dataclass
from enum import StrEnum

from db.types.enums import OrderStatus as S


class OrderEvent(StrEnum):
    """What can happen to an order."""

    FUNDS_COMPLETE = "funds_complete"
    FUNDS_MISMATCH = "funds_mismatch"
    LATE_FUNDS = "late_funds"
    LATE_FUNDS_SOLD_OUT = "late_funds_sold_out"
    HOLD_EXPIRED = "hold_expired"
    NO_ANSWER = "no_answer"
    ACCEPT = "accept"
    CANCEL = "cancel"
    SHIPMENT_CREATED = "shipment_created"
    ALL_DELIVERED = "all_delivered"
    WINDOW_OVER = "window_over"
    CAME_BACK = "came_back"
    PAY_ON_DELIVERY = "pay_on_delivery"
    HOLD = "hold"
    RELEASE = "release"
    RELEASE_UNANSWERED = "release_unanswered"
    RELEASE_PACKED = "release_packed"
    DIGITAL_CLAIMED = "digital_claimed"
    DIGITAL_DELIVERED = "digital_delivered"


class By(StrEnum):
    """Who causes an event."""

    BUYER = "buyer"
    STAFF = "staff"
    LEDGER = "ledger"
    TIMER = "timer"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    to: S
    by: frozenset[By]


def _by(*who: By) -> frozenset[By]:
    return frozenset(who)


_E = OrderEvent
_LEDGER = _by(By.LEDGER)
_TIMER = _by(By.TIMER)
_STAFF = _by(By.STAFF)
_HOLDERS = _by(By.LEDGER, By.RULE, By.STAFF)
_ANYONE = _by(By.BUYER, By.STAFF)

TABLE: dict[tuple[S, OrderEvent], Transition] = {
    (S.AWAITING_PAYMENT, _E.FUNDS_COMPLETE): Transition(S.CONFIRMED, _LEDGER),
    (S.AWAITING_PAYMENT, _E.FUNDS_MISMATCH): Transition(S.ON_HOLD, _LEDGER),
    (S.AWAITING_PAYMENT, _E.LATE_FUNDS_SOLD_OUT): Transition(S.ON_HOLD, _LEDGER),
    (S.AWAITING_PAYMENT, _E.HOLD_EXPIRED): Transition(S.EXPIRED, _TIMER),
    (S.AWAITING_PAYMENT, _E.CANCEL): Transition(S.CANCELLED, _ANYONE),
    # The buyer chose cash after all: staff accept it, like any order paid on delivery.
    (S.AWAITING_PAYMENT, _E.PAY_ON_DELIVERY): Transition(S.AWAITING_CONFIRMATION, _by(By.BUYER)),
    (S.EXPIRED, _E.LATE_FUNDS): Transition(S.CONFIRMED, _LEDGER),
    (S.CANCELLED, _E.LATE_FUNDS): Transition(S.CONFIRMED, _LEDGER),
    (S.EXPIRED, _E.LATE_FUNDS_SOLD_OUT): Transition(S.ON_HOLD, _LEDGER),
    (S.CANCELLED, _E.LATE_FUNDS_SOLD_OUT): Transition(S.ON_HOLD, _LEDGER),
    (S.AWAITING_CONFIRMATION, _E.ACCEPT): Transition(S.CONFIRMED, _by(By.STAFF, By.TIMER)),
    (S.AWAITING_CONFIRMATION, _E.NO_ANSWER): Transition(S.EXPIRED, _TIMER),
    (S.AWAITING_CONFIRMATION, _E.CANCEL): Transition(S.CANCELLED, _ANYONE),
    (S.CONFIRMED, _E.SHIPMENT_CREATED): Transition(S.FULFILLING, _STAFF),
    (S.CONFIRMED, _E.CANCEL): Transition(S.CANCELLED, _ANYONE),
    (S.FULFILLING, _E.CANCEL): Transition(S.CANCELLED, _STAFF),
    # Shipped and refused at the door, or lost on the way: the goods are ours again.
    (S.FULFILLING, _E.CAME_BACK): Transition(S.CANCELLED, _STAFF),
    # Money that the provider took back before the goods left.
    (S.CONFIRMED, _E.HOLD): Transition(S.ON_HOLD, _HOLDERS),
    (S.FULFILLING, _E.HOLD): Transition(S.ON_HOLD, _HOLDERS),
    (S.AWAITING_CONFIRMATION, _E.HOLD): Transition(S.ON_HOLD, _by(By.RULE, By.STAFF)),
    # Back to where it was held from.
    (S.ON_HOLD, _E.RELEASE): Transition(S.CONFIRMED, _STAFF),
    (S.ON_HOLD, _E.RELEASE_UNANSWERED): Transition(S.AWAITING_CONFIRMATION, _STAFF),
    (S.ON_HOLD, _E.RELEASE_PACKED): Transition(S.FULFILLING, _STAFF),
    (S.FULFILLING, _E.ALL_DELIVERED): Transition(S.DELIVERED, _STAFF),
    # Nothing to carry: keys, files and texts are the buyer's the moment the money is there.
    (S.CONFIRMED, _E.DIGITAL_CLAIMED): Transition(S.FULFILLING, _LEDGER),
    (S.FULFILLING, _E.DIGITAL_DELIVERED): Transition(S.DELIVERED, _LEDGER),
    (S.DELIVERED, _E.WINDOW_OVER): Transition(S.COMPLETED, _TIMER),
    (S.ON_HOLD, _E.CANCEL): Transition(S.CANCELLED, _STAFF),
}

LIVE = frozenset({S.AWAITING_PAYMENT, S.AWAITING_CONFIRMATION, S.CONFIRMED, S.FULFILLING, S.DELIVERED, S.ON_HOLD})
UNPAID = frozenset({S.AWAITING_PAYMENT, S.AWAITING_CONFIRMATION})
PAID = frozenset({S.CONFIRMED, S.FULFILLING, S.DELIVERED, S.COMPLETED})


@dataclass(frozen=True, slots=True)
class Ignored:
    """The event means nothing in this state."""

    status: S
    event: OrderEvent


def next_status(status: S, event: OrderEvent, by: By) -> S | Ignored:
    """Return the status that an event leads to, or `Ignored`."""
    transition = TABLE.get((status, event))
    if transition is None or by not in transition.by:
        return Ignored(status, event)
    return transition.to


def may_cancel(status: S, by: By) -> bool:
    """Return whether this party may cancel now (a buyer: before packing)."""
    return next_status(status, OrderEvent.CANCEL, by) is S.CANCELLED
