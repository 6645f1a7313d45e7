"""Money: an integer of minor units and its currency. No float ever (domain law 3)."""

import re
from dataclasses import dataclass
from decimal import Decimal

# ISO 4217 exponents that are not 2, plus Telegram Stars (telegram-payments.md §5) and coins that are counted in parts.
_EXPONENTS = {
    "XTR": 0,
    "TON": 9,
    "JPY": 0,
    "KRW": 0,
    "CLP": 0,
    "ISK": 0,
    "PYG": 0,
    "UGX": 0,
    "VND": 0,
    "KWD": 3,
    "BHD": 3,
}


def exponent(currency: str) -> int:
    """Return how many decimal digits the currency's minor unit has."""
    return _EXPONENTS.get(currency, 2)


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met in one sum."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (kopecks, cents, whole Stars) of an ISO 4217 currency."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            msg = f"money is an integer of minor units, not {type(self.amount).__name__}"
            raise TypeError(msg)

    def _same(self, other: "Money") -> None:
        if other.currency != self.currency:
            msg = f"{self.currency} and {other.currency} cannot be added"
            raise CurrencyMismatch(msg)

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __bool__(self) -> bool:
        return self.amount != 0

    def major(self) -> Decimal:
        """Return the amount in major units, exact."""
        return Decimal(self.amount).scaleb(-exponent(self.currency))


# What may stand before or after the figures. Anything else ("10 kg", "1e9") is no price.
_SIGN = r"(?:₽|р\.?|руб\.?|rub|\$|usd|€|eur|£|gbp|₸|тг\.?|kzt|₴|uah|br|byn|⭐|xtr)?"
_WHOLE = r"(?P<whole>\d+|\d{1,3}(?:(?P<mark>[.,])\d{3})+)"
_PRICE = re.compile(rf"{_SIGN}{_WHOLE}(?:(?P<point>[.,])(?P<part>\d+))?{_SIGN}", re.ASCII)
_LARGEST = 10**13


def parse_major(text: str, currency: str) -> int:
    """Read what a person types as a price ("1 990", "1990,50", "1.990,50", "1990 ₽") into minor units.

    Raises:
        ValueError: not a number, negative, or finer than the currency's minor unit ("1.990" could mean two sums).
    """
    digits = exponent(currency)
    code = currency.lower()
    match = _PRICE.fullmatch("".join(text.split()).lower().removeprefix(code).removesuffix(code))
    if match is None or (match["point"] and match["point"] == match["mark"]) or len(match["part"] or "") > digits:
        msg = "not a price"
        raise ValueError(msg)
    whole = match["whole"].replace(".", "").replace(",", "")
    amount = int(whole + (match["part"] or "").ljust(digits, "0")) if len(whole) <= 14 else _LARGEST + 1
    if amount > _LARGEST:
        msg = "not a price"
        raise ValueError(msg)
    return amount
