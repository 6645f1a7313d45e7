"""From a cart to an order."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Checkout(Link, prefix="o"):
    """The next step of a cart's checkout (0: the lasting cart), or one step to answer anew."""

    cart: int = 0
    step: str = ""


@dataclass(frozen=True, slots=True)
class PickDelivery(Link, prefix="od"):
    """Choose a way of delivery."""

    cart: int
    option: int


@dataclass(frozen=True, slots=True)
class PickPayment(Link, prefix="op"):
    """Choose a way to pay."""

    cart: int
    method: str


@dataclass(frozen=True, slots=True)
class DropCodes(Link, prefix="oc"):
    """Take the promo code and the gift card out of a checkout."""

    cart: int


@dataclass(frozen=True, slots=True)
class UsePoints(Link, prefix="ou"):
    """Pay with points (1), or not (0)."""

    cart: int
    wanted: int


@dataclass(frozen=True, slots=True)
class PickCurrency(Link, prefix="oy"):
    """Price a cart in another currency."""

    cart: int
    currency: str


@dataclass(frozen=True, slots=True)
class Confirm(Link, prefix="ok"):
    """Place the order for the sum the screen showed, in minor units."""

    cart: int
    total: int


@dataclass(frozen=True, slots=True)
class PickAddress(Link, prefix="fj"):
    """Send a checkout to an address one keeps."""

    cart: int
    address: int


@dataclass(frozen=True, slots=True)
class DropGiftNote(Link, prefix="fn"):
    """Take the words for a gift out of a checkout."""

    cart: int


@dataclass(frozen=True, slots=True)
class AskQuote(Link, prefix="oq"):
    """Ask the seller what the delivery of a cart costs."""

    cart: int


@dataclass(frozen=True, slots=True)
class SharePlace(Link, prefix="zsp"):
    """Share where a cart goes: asks with the button that sends a location."""

    cart: int


@dataclass(frozen=True, slots=True)
class ChooseZone(Link, prefix="zch"):
    """Choose by name the zone a cart goes to (0: show them)."""

    cart: int
    zone: int = 0
