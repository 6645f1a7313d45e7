"""What orders tell the rest of the house."""

from dataclasses import dataclass
from typing import ClassVar

from core.kit.event import Event
from db.types.ids import OrderId


@dataclass(frozen=True, slots=True)
class OrderPlaced(Event):
    """An order exists, its goods are held."""

    name: ClassVar[str] = "order.placed"
    order_id: OrderId
    status: str


@dataclass(frozen=True, slots=True)
class OrderChanged(Event):
    """An order moved to another status, or its shipment did."""

    name: ClassVar[str] = "order.changed"
    order_id: OrderId
    event: str
    status: str
    # Who did it: a push message is not sent to the one who tapped.
    actor_id: int | None = None
    # Why, where a rule or the books moved it: a code, never a person's words.
    why: str = ""


@dataclass(frozen=True, slots=True)
class OrderPaid(Event):
    """All money of an order arrived."""

    name: ClassVar[str] = "order.paid"
    former_names: ClassVar[tuple[str, ...]] = ("order.payment_received",)
    order_id: OrderId
    amount: int
    currency: str
    provider: str


@dataclass(frozen=True, slots=True)
class SubscriptionChanged(Event):
    """The subscription that an order began was renewed, cancelled, resumed, not paid for, or has ended."""

    name: ClassVar[str] = "subscription.changed"
    order_id: OrderId
    state: str


@dataclass(frozen=True, slots=True)
class RefundRequested(Event):
    """Money has to go back: the payments side takes it from here."""

    name: ClassVar[str] = "refund.requested"
    refund_id: int
    order_id: OrderId | None


@dataclass(frozen=True, slots=True)
class RefundSettled(Event):
    """A refund reached its end, or waits for staff to pay it by hand."""

    name: ClassVar[str] = "refund.settled"
    refund_id: int
    order_id: OrderId | None
    state: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class DisputeNoted(Event):
    """The buyer's bank disputes a charge, or decided about it."""

    name: ClassVar[str] = "dispute.noted"
    dispute_id: int
    order_id: OrderId | None
    state: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class CreditNoted(Event):
    """A part of an order's money is given back, waits for a second person, or was refused."""

    name: ClassVar[str] = "credit_note.changed"
    note_id: int
    order_id: OrderId
    state: str
    amount: int
    currency: str
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class DifferencesFound(Event):
    """A provider's books and ours differ in new ways."""

    name: ClassVar[str] = "payments.differences_found"
    provider: str
    differences: int


@dataclass(frozen=True, slots=True)
class ProofSent(Event):
    """The buyer sent a picture that proves a transfer: staff decide."""

    name: ClassVar[str] = "transfer.proof_sent"
    proof_id: int
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class ProofDecided(Event):
    """Staff said whether a transfer came."""

    name: ClassVar[str] = "transfer.proof_decided"
    proof_id: int
    order_id: OrderId
    approved: bool
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnChanged(Event):
    """A return was asked for, moved, received or inspected. `result`: what came of a closed one."""

    name: ClassVar[str] = "return.changed"
    return_id: int
    order_id: OrderId
    event: str
    state: str
    result: str | None = None
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewSent(Event):
    """Somebody wrote a review with words or photos: staff read it first."""

    name: ClassVar[str] = "review.sent"
    review_id: int


@dataclass(frozen=True, slots=True)
class ReviewAnswered(Event):
    """The shop answered a review."""

    name: ClassVar[str] = "review.answered"
    review_id: int


@dataclass(frozen=True, slots=True)
class FriendsThanked(Event):
    """The first order of an invited person was completed: points for both."""

    name: ClassVar[str] = "referral.thanked"
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class CourierAssigned(Event):
    """Somebody of the team is to bring an order."""

    name: ClassVar[str] = "order.courier_assigned"
    order_id: int
    courier_id: int


@dataclass(frozen=True, slots=True)
class DeliveryAsked(Event):
    """A buyer wants to know what a delivery costs that the seller computes."""

    name: ClassVar[str] = "delivery.asked"
    quote_id: int


@dataclass(frozen=True, slots=True)
class DeliveryQuoted(Event):
    """Staff named its price, in minor units of the shop's currency."""

    name: ClassVar[str] = "delivery.quoted"
    quote_id: int
    price: int
