"""Orders at work."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class StaffOrders(Link, prefix="to"):
    """The shop's orders by group, older than one of them."""

    group: str = "new"
    before: int = 0


@dataclass(frozen=True, slots=True)
class StaffOrder(Link, prefix="tc"):
    """An order's staff card."""

    order: int


@dataclass(frozen=True, slots=True)
class StaffStep(Link, prefix="ts"):
    """A step on a staff card: accept, pack, ship, notrack, deliver, back."""

    order: int
    step: str


@dataclass(frozen=True, slots=True)
class StaffCancel(Link, prefix="tx"):
    """Cancel from a staff card with one of the ready reasons (empty: choose)."""

    order: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckProof(Link, prefix="pf"):
    """Decide about a receipt: yes, no (choose why), or no with one of the ready reasons."""

    order: int
    proof: int
    step: str


@dataclass(frozen=True, slots=True)
class Review(Link, prefix="tv"):
    """A held order: `ok` lets it go on, `no` asks whether to cancel it, `sure` does; `hold` stops one."""

    order: int
    what: str


@dataclass(frozen=True, slots=True)
class UseStaffChat(Link, prefix="tg"):
    """Make this group the place for order cards of a shop."""

    shop: int


@dataclass(frozen=True, slots=True)
class Packing(Link, prefix="gl"):
    """What to pack for an order, as a list to print."""

    order: int


@dataclass(frozen=True, slots=True)
class AssignCourier(Link, prefix="ga"):
    """Who brings an order (0: choose; 1: nobody)."""

    order: int
    person: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryPhotos(Link, prefix="gf"):
    """The pictures of a delivery, one by its place."""

    order: int
    place: int = 0


@dataclass(frozen=True, slots=True)
class MyDeliveries(Link, prefix="gd"):
    """What the courier has to bring."""


@dataclass(frozen=True, slots=True)
class MyDelivery(Link, prefix="gdo"):
    """One delivery; `what`: take, done, less, refused (asked), sure, photo, call."""

    order: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Topics(Link, prefix="gto"):
    """Whether each order has a topic of its own in the staff's forum: on (1), off (0)."""

    on: int


@dataclass(frozen=True, slots=True)
class AnswerQuote(Link, prefix="dq"):
    """Name the price a buyer asked for."""

    quote: int
