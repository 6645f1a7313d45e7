"""What an order costs: computed on our side at the moment of placing, in minor units (pure; law 5).

Order of the sums: goods, discount (spread over the lines), delivery, tax on what is left of each, rounding in the
buyer's favour; then what gift card and points pay of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.shops.shop import TaxMode, TaxRules
from db.types.enums import PromoKind
from db.types.money import exponent

_WHOLE = 10_000  # hundredths of a percent


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line's unit price in minor units, its quantity and its tax class."""

    unit_price: int
    quantity: int
    tax_class: str | None = None

    @property
    def total(self) -> int:
        """Return the line's sum in minor units."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What the buyer pays for a line: less its share of the discount, with tax on top; and its tax rate."""

    amount: int
    tax_bp: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The parts of an order's sum, in minor units of one currency. `tax_added` is the part of `tax` on top."""

    goods: int
    delivery: int
    discount: int = 0
    tax: int = 0
    tax_added: int = 0
    rounding: int = 0
    gift: int = 0
    points: int = 0
    lines: tuple[LineTotal, ...] = ()

    @property
    def total(self) -> int:
        """Return what the order costs."""
        return self.goods + self.delivery - self.discount + self.tax_added + self.rounding

    @property
    def to_pay(self) -> int:
        """Return what is left to pay after gift card and points."""
        return self.total - self.gift - self.points


class PromoProblem(StrEnum):
    """Why a promo code gives nothing now; the end of its locale key."""

    UNKNOWN = "unknown"
    NOT_YET = "not-yet"
    ENDED = "ended"
    USED_UP = "used-up"
    YOURS_USED = "yours-used"
    MIN_GOODS = "min-goods"
    FIRST_ONLY = "first-only"


@dataclass(frozen=True, slots=True)
class Promo:
    """A promo code and what is known of its use by this buyer; sums in minor units of the order's currency."""

    id: int
    code: str
    kind: PromoKind
    value: int
    min_goods: int = 0
    first_order: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    max_uses: int | None = None
    per_customer: int | None = None
    used: int = 0
    used_by_buyer: int = 0
    ordered_before: bool = False

    def problem(self, goods: int, now: datetime) -> PromoProblem | None:
        """Return why the code does not count for this buyer and these goods now, or None."""
        found = None
        if self.starts_at is not None and now < self.starts_at:
            found = PromoProblem.NOT_YET
        elif self.ends_at is not None and now >= self.ends_at:
            found = PromoProblem.ENDED
        elif self.max_uses is not None and self.used >= self.max_uses:
            found = PromoProblem.USED_UP
        elif self.per_customer is not None and self.used_by_buyer >= self.per_customer:
            found = PromoProblem.YOURS_USED
        elif self.first_order and self.ordered_before:
            found = PromoProblem.FIRST_ONLY
        elif goods < self.min_goods:
            found = PromoProblem.MIN_GOODS
        return found


@dataclass(frozen=True, slots=True)
class Terms:
    """All that bears on a sum besides the goods: delivery, promo code, taxes, rounding, money the shop owes."""

    delivery: int = 0
    free_from: int | None = None
    promo: Promo | None = None
    taxes: TaxRules = field(default_factory=TaxRules)
    round_to: int = 1
    gift_balance: int = 0
    points_balance: int = 0
    points_max_bp: int = _WHOLE


def delivery_price(price: int, free_from: int | None, goods: int) -> int:
    """Return the price of a delivery option, which may be free from a sum of goods."""
    return 0 if free_from is not None and goods >= free_from else price


def convert(amount: int, source: str, target: str, rate: Decimal) -> int:
    """Return an amount of `source` minor units in `target` minor units, rounded half up; a price is never lost to 0.

    `rate` is one major unit of `source` in major units of `target`.
    """
    exact = Decimal(amount) * rate * (Decimal(10) ** (exponent(target) - exponent(source)))
    rounded = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return max(rounded, 1) if amount > 0 else rounded


def in_shop_currency(amount: int, currency: str, shop_currency: str, rate: str | Decimal | None) -> int:
    """Return an amount of an order in the shop's own currency, in which its limits are named.

    `rate` is the one the order was priced with; without one (Stars with prices of their own) a minor unit counts as
    a hundred, so that a limit errs to the careful side.
    """
    if currency == shop_currency:
        return amount
    if rate is None or Decimal(rate) <= 0:
        return amount * 100
    return convert(amount, currency, shop_currency, 1 / Decimal(rate))


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide a sum in proportion to weights; the parts add up exactly (largest remainders take the rest)."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [amount * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(amount * weights[place] % whole), place))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def tax_within(gross: int, rate_bp: int) -> int:
    """Return the tax inside a price that includes it."""
    return _half_up(gross * rate_bp, _WHOLE + rate_bp)


def tax_on_top(net: int, rate_bp: int) -> int:
    """Return the tax that comes on top of a price."""
    return _half_up(net * rate_bp, _WHOLE)


def _discounts(promo: Promo | None, goods: int, delivery: int) -> tuple[int, int]:
    """Return what a valid promo takes off the goods and off the delivery."""
    if promo is None:
        return 0, 0
    match promo.kind:
        case PromoKind.PERCENT:
            return goods * promo.value // _WHOLE, 0
        case PromoKind.SUM:
            return min(promo.value, goods), 0
        case PromoKind.FREE_DELIVERY:
            return 0, delivery


def total_of(priced: Iterable[PricedLine], terms: Terms | None = None) -> Totals:
    """Add up an order. `terms.promo` must be valid (see `Promo.problem`)."""
    terms, lines = terms or Terms(), tuple(priced)
    goods = sum(line.total for line in lines)
    delivery = delivery_price(terms.delivery, terms.free_from, goods)
    off_goods, off_delivery = _discounts(terms.promo, goods, delivery)
    taxes = terms.taxes
    added = taxes.mode is TaxMode.ADDED
    tax, on_top, totals = 0, 0, []
    for line, off in zip(lines, spread(off_goods, [line.total for line in lines]), strict=True):
        rate = taxes.rate_of(line.tax_class)
        net = line.total - off
        part = tax_on_top(net, rate) if added else tax_within(net, rate)
        tax += part
        on_top += part if added else 0
        totals.append(LineTotal(net + part if added else net, rate))
    carried, rate = delivery - off_delivery, taxes.delivery_rate()
    part = tax_on_top(carried, rate) if added else tax_within(carried, rate)
    tax += part
    on_top += part if added else 0
    before = goods + delivery - off_goods - off_delivery + on_top
    rounding = -(before % terms.round_to) if before >= terms.round_to else 0
    total = before + rounding
    gift = min(max(terms.gift_balance, 0), total)
    points = min(max(terms.points_balance, 0), total * terms.points_max_bp // _WHOLE, total - gift)
    return Totals(goods, delivery, off_goods + off_delivery, tax, on_top, rounding, gift, points, tuple(totals))
