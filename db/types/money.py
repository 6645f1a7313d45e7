"""Money: an integer of minor units and its currency. No float ever (domain law 3)."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# ISO 4217 exponents that are not 2, plus Telegram Stars (telegram-payments.md §5).
_EXPONENTS = {
    "XTR": 0,
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


def parse_major(text: str, currency: str) -> int:
    """Read what a person types as a price ("1 990", "1990,50", "1990 ₽") into minor units.

    Raises:
        ValueError: not a number, negative, or finer than the currency's minor unit.
    """
    cleaned = "".join(ch for ch in text if ch.isdigit() or ch in ".,-")
    cleaned = cleaned.replace(",", ".").strip(".")
    if cleaned.count(".") > 1:
        head, _, tail = cleaned.rpartition(".")
        cleaned = head.replace(".", "") + ("." + tail if len(tail) != 3 else tail)
    if not cleaned or any(ch.isalpha() for ch in text if ch not in "₽рРrRуУбБuUpPкКoOпПsSdDeEgGхХxXtT"):
        msg = "not a price"
        raise ValueError(msg)
    try:
        value = Decimal(cleaned).scaleb(exponent(currency))
    except InvalidOperation:
        msg = "not a price"
        raise ValueError(msg) from None
    if value != value.to_integral_value() or value < 0 or value > 10**13:
        msg = "not a price"
        raise ValueError(msg)
    return int(value)
