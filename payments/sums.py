"""Sums as providers write them: decimal text or JSON numbers, always back to whole minor units (pure)."""

from decimal import Decimal, InvalidOperation

from db.types.money import Money, exponent

_LONGEST = 40
_LARGEST = 1 << 63


def decimal_text(amount: int, currency: str) -> str:
    """Return minor units as decimal text with all its digits: `1500.00`."""
    return f"{Money(amount, currency).major():f}"


def scaled(value: object, digits: int) -> int:
    """Return a decimal text or JSON number as a whole number of 10^-digits.

    Raises:
        ValueError: no number, no finite one, a finer one, or one that no column holds.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal) or len(str(value)) > _LONGEST:
        msg = "not a sum"
        raise ValueError(msg)
    try:
        # A float of JSON is read as it was written, not as it is kept.
        whole = Decimal(str(value)).scaleb(digits)
    except InvalidOperation as error:
        msg = "not a sum"
        raise ValueError(msg) from error
    if not whole.is_finite() or abs(whole) >= _LARGEST or whole != whole.to_integral_value():
        msg = "finer than its currency, or beyond all money"
        raise ValueError(msg)
    return int(whole)


def minor_of(value: object, currency: str) -> int:
    """Return a sum in major units as minor units. Raises: ValueError."""
    return scaled(value, exponent(currency))
