"""What an order costs: computed on our side at the moment of placing, in minor units (pure; law 5)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line's unit price in minor units and its quantity."""

    unit_price: int
    quantity: int

    @property
    def total(self) -> int:
        """Return the line's sum in minor units."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class Totals:
    """The parts of an order's sum, in minor units of one currency."""

    goods: int
    delivery: int
    discount: int = 0

    @property
    def total(self) -> int:
        """Return what the buyer pays."""
        return self.goods + self.delivery - self.discount


def delivery_price(price: int, free_from: int | None, goods: int) -> int:
    """Return the price of a delivery option, which may be free from a sum of goods."""
    return 0 if free_from is not None and goods >= free_from else price


def total_of(lines: Iterable[PricedLine], delivery: int = 0, free_from: int | None = None) -> Totals:
    """Add up an order: goods, then delivery (free from a sum of goods where the shop says so)."""
    goods = sum(line.total for line in lines)
    return Totals(goods=goods, delivery=delivery_price(delivery, free_from, goods))
