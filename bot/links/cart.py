"""The cart."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class AddToCart(Link, prefix="a"):
    """Set the cart's quantity of a variant, from its product card."""

    product: int
    variant: int
    quantity: int


@dataclass(frozen=True, slots=True)
class BuyNow(Link, prefix="b"):
    """Check out one product at once."""

    variant: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Cart(Link, prefix="k"):
    """The cart."""


@dataclass(frozen=True, slots=True)
class CartLine(Link, prefix="kq"):
    """Set a line's quantity in the cart (0 removes it)."""

    variant: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ClearCart(Link, prefix="kx"):
    """Empty the cart."""
