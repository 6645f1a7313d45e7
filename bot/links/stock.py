"""What lies where."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Stock(Link, prefix="w"):
    """Stock: the lowest first, or one SKU."""

    sku: str = ""


@dataclass(frozen=True, slots=True)
class StockAdd(Link, prefix="wa"):
    """Add to a SKU's stock. `nonce` makes one tap one effect."""

    sku: str
    amount: int
    nonce: int


@dataclass(frozen=True, slots=True)
class StockMoves(Link, prefix="gm"):
    """Who changed a SKU's stock, when and why, before one of the movements."""

    sku: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class CountShelf(Link, prefix="gc"):
    """Count what lies on a shelf (0: choose one, or type lines)."""

    category: int = 0


@dataclass(frozen=True, slots=True)
class StockPlace(Link, prefix="gp"):
    """Places where stock lies (0: all of them); `what`: add, first, remove."""

    place: int = 0
    what: str = ""
