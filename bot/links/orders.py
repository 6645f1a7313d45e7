"""One's own orders."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class PayWays(Link, prefix="mw"):
    """The ways to pay an unpaid order, to choose another one."""

    order: int


@dataclass(frozen=True, slots=True)
class PickWay(Link, prefix="my"):
    """Pay an unpaid order another way."""

    order: int
    method: str


@dataclass(frozen=True, slots=True)
class Orders(Link, prefix="m"):
    """One's own orders, older than one of them."""

    before: int = 0


@dataclass(frozen=True, slots=True)
class Order(Link, prefix="mo"):
    """One's own order."""

    order: int


@dataclass(frozen=True, slots=True)
class OrdersFromCard(Link, prefix="lm"):
    """From an order's card to one's orders: the message is no live card any more."""


@dataclass(frozen=True, slots=True)
class HomeFromCard(Link, prefix="lh"):
    """From an order's card to the menu: the message is no live card any more."""


@dataclass(frozen=True, slots=True)
class PayOrder(Link, prefix="mp"):
    """Pay one's order (again)."""

    order: int


@dataclass(frozen=True, slots=True)
class SendProof(Link, prefix="mt"):
    """Send a picture that proves the transfer for one's order."""

    order: int


@dataclass(frozen=True, slots=True)
class CancelOrder(Link, prefix="mx"):
    """Cancel one's order: asked first, done when sure."""

    order: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class ShowGoods(Link, prefix="mg"):
    """Send the digital goods of one's order again."""

    order: int


@dataclass(frozen=True, slots=True)
class RenewSubscription(Link, prefix="ms"):
    """Let a subscription be renewed (1), or not any more (0)."""

    order: int
    renew: int


@dataclass(frozen=True, slots=True)
class RepeatOrder(Link, prefix="mr"):
    """Put an order's lines into the cart."""

    order: int
