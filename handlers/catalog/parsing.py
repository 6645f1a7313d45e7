"""Read a range of prices as people type it (pure): `1000-3000`, `до 2 000`, `from 500`, `1500`."""

import re
from decimal import Decimal

from db.types.money import exponent

_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f]*(?:[.,]\d{1,2})?")
_FROM = re.compile(r"\b(от|from|over|above|больше|дороже|more)\b|[>+]", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d)\s*(?:к|k|тыс\.?|т\.р\.?)(?=\W|$)", re.IGNORECASE)


def read_range(typed: str, currency: str, most: int) -> tuple[int, int] | None:
    """Return the least and the most price in minor units (0: open), None for what is no range."""
    said = _THOUSANDS.sub(r"\g<1>000", typed.lower())
    found = [_minor(number, currency) for number in _NUMBER.findall(said)]
    if not found or len(found) > 2 or any(price > most for price in found):
        return None
    if len(found) == 2:
        low, high = sorted(found)
        return (low, high) if high else None
    if found[0] == 0:
        return None
    return (found[0], 0) if _FROM.search(said) else (0, found[0])


def _minor(number: str, currency: str) -> int:
    digits = "".join(letter for letter in number if letter.isdecimal() or letter in ",.").replace(",", ".")
    return int(Decimal(digits) * 10 ** exponent(currency))
