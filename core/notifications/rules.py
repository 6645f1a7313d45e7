"""Who hears what (pure): an order's event becomes a quiet change of cards, and sometimes a message with a sound."""

from dataclasses import dataclass

from core.kit.event import Event
from core.orders.events import (
    CreditNoted,
    DisputeNoted,
    OrderChanged,
    OrderPaid,
    OrderPlaced,
    RefundSettled,
    ReturnChanged,
    SubscriptionChanged,
)
from core.orders.return_state import ReturnEvent
from db.types.enums import DisputeState, NoteState, OrderStatus, RefundState, ReturnOutcome, SubscriptionState

# Staff see an order from the moment there is something to do about it.
STAFF_SEE = frozenset(
    {
        OrderStatus.AWAITING_CONFIRMATION,
        OrderStatus.CONFIRMED,
        OrderStatus.FULFILLING,
        OrderStatus.DELIVERED,
        OrderStatus.COMPLETED,
        OrderStatus.ON_HOLD,
        OrderStatus.CANCELLED,
    }
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What follows from an event: keys of the messages to the buyer and to staff (None: cards only)."""

    order_id: int | None
    customer: str | None = None
    staff: str | None = None
    # The buyer's card comes anew to the foot of the chat, instead of a short message.
    customer_card: bool = False
    paid: bool = False


_CUSTOMER = {
    ("part_paid", OrderStatus.AWAITING_PAYMENT): "push-part-paid",
    ("accept", OrderStatus.CONFIRMED): "push-accepted",
    ("shipment_created", OrderStatus.FULFILLING): "push-packed",
    ("handed_over", OrderStatus.FULFILLING): "push-shipped",
    ("all_delivered", OrderStatus.DELIVERED): "push-delivered",
    ("hold_expired", OrderStatus.EXPIRED): "push-expired",
    ("no_answer", OrderStatus.EXPIRED): "push-no-answer",
    ("cancel", OrderStatus.CANCELLED): "push-cancelled",
    ("came_back", OrderStatus.CANCELLED): "push-came-back",
    ("funds_mismatch", OrderStatus.ON_HOLD): "push-on-hold",
    ("late_funds_sold_out", OrderStatus.ON_HOLD): "push-sold-out-refund",
}
_SUBSCRIPTION = {
    SubscriptionState.FAILED: "push-subscription-failed",
    SubscriptionState.EXPIRED: "push-subscription-expired",
}
_STAFF = {
    ("cancel", OrderStatus.CANCELLED): "staff-push-cancelled",
    ("funds_mismatch", OrderStatus.ON_HOLD): "staff-push-mismatch",
    ("late_funds_sold_out", OrderStatus.ON_HOLD): "staff-push-sold-out",
    ("no_answer", OrderStatus.EXPIRED): "staff-push-no-answer",
}


# Why an order was stopped; a dispute tells by itself, and who stops one by hand knows.
_HELD = {"provider_returned": "staff-push-returned", "risk": "staff-push-risk"}


def telling(event: Event) -> Telling | None:
    """Return what follows from an event; None for events that concern no order."""
    match event:
        case OrderPlaced(order_id=order_id):
            return Telling(order_id)
        case OrderPaid(order_id=order_id):
            return Telling(order_id, customer_card=True, paid=True)
        case OrderChanged(order_id=order_id, event="hold", why=why):
            return Telling(order_id, staff=_HELD.get(why))
        case OrderChanged(order_id=order_id, event=name, status=status):
            key = (name, OrderStatus(status))
            return Telling(order_id, customer=_CUSTOMER.get(key), staff=_STAFF.get(key))
        case ReturnChanged(order_id=order_id):
            return Telling(order_id)
        case SubscriptionChanged(order_id=order_id, state=state):
            return Telling(order_id, customer=_SUBSCRIPTION.get(SubscriptionState(state)))
        case DisputeNoted(order_id=order_id, state=state):
            fresh = state in (DisputeState.WARNING, DisputeState.OPEN)
            return Telling(order_id, staff="staff-push-dispute" if fresh else None)
        case CreditNoted(order_id=order_id, state=state):
            waits = state == NoteState.WAITING
            return Telling(order_id, staff="staff-push-note-waiting" if waits else None)
        case RefundSettled(order_id=order_id, state=state):
            by_hand = state == RefundState.MANUAL
            return Telling(
                order_id,
                customer="push-refunded" if state == RefundState.SUCCEEDED else None,
                staff="staff-push-refund" if by_hand else None,
            )
        case _:
            return None


_RETURN = {
    ReturnEvent.APPROVE.value: "push-return-approved",
    ReturnEvent.REJECT.value: "push-return-rejected",
}
_RETURN_CLOSED = {
    "refund": "push-return-refund",
    "credit": "push-return-credit",
    "exchange": "push-return-exchange",
    "nothing": "push-return-nothing",
}


def return_push(event: ReturnChanged, *, money_leaves: bool) -> str | None:
    """Return the key of what the buyer hears of a return's step; None: the card changes without a sound.

    Money that leaves is heard of when it has arrived (`RefundSettled`).
    """
    if event.event != ReturnEvent.CLOSE:
        return _RETURN.get(event.event)
    if event.result == ReturnOutcome.REFUND and money_leaves:
        return None
    return _RETURN_CLOSED.get(event.result or "")
