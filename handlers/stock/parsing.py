"""Read what staff type about stock (pure): `SKU`, `SKU 25`, `SKU +10`, `SKU -2 broken @warehouse`, a line each."""

import re

from core.shops.change_stock import StockOrder
from core.shops.reasons import read_reason

LIMIT = 100
_LOW = re.compile(
    r"^(?:(?P<sku>[A-Za-z0-9][A-Za-z0-9._-]{0,31})\s+)?(?:low|мало|порог|минимум)\s*[:=]?\s*(?P<number>\d{1,6})$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s*@\s*(?P<name>\S.*?)\s*$")
_AMOUNT = re.compile(r"^[+\-−–]?\s*\d[\d\s\u00a0]*(?:\s*(?:шт|pcs|pc)\.?)?(?:\s+\D.*)?$")
_MOST = 1_000_000
_LINE = re.compile(
    r"^(?P<sku>[A-Za-z0-9][A-Za-z0-9._-]{0,31})"
    r"(?:\s*[:=]?\s*(?P<sign>[+\-−–])?\s*(?P<number>\d[\d\s\u00a0]*)(?:\s*(?:шт|pcs|pc|pieces|штук[аи]?)\.?)?"
    r"(?:\s+(?P<reason>\D.*))?)?$"
)


class Unreadable(ValueError):
    """A line that is not about stock. `line` is the line itself."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read_line(line: str) -> tuple[str, StockOrder | None]:
    """Return the SKU and, if an amount is given, the order. Raises: Unreadable."""
    place = ""
    if found := _PLACE.search(line):
        place, line = found["name"][:30], line[: found.start()]
    match = _LINE.match(line.strip())
    if match is None:
        raise Unreadable(line.strip()[:80])
    sku = match["sku"].upper()
    if match["number"] is None:
        return sku, None
    number = int("".join(ch for ch in match["number"] if ch.isdecimal()))
    if number > _MOST:
        raise Unreadable(line.strip()[:80])
    sign = match["sign"]
    quantity = -number if sign in ("-", "−", "–") else number
    return sku, StockOrder(
        sku, quantity, relative=sign is not None, reason=read_reason(match["reason"] or ""), place=place
    )


def read_lines(text: str) -> list[tuple[str, StockOrder | None]]:
    """Read every line that is not blank. Raises: Unreadable: the first bad one."""
    return [read_line(line) for line in text.splitlines() if line.strip()]


def read_low(args: str) -> tuple[str, int] | None:
    """Read `SKU low 5`, or `low 5` for the whole shop (an empty SKU); None when it is not that."""
    match = _LOW.match(args.strip())
    return ((match["sku"] or "").upper(), int(match["number"])) if match else None


def is_amount(text: str) -> bool:
    """Return whether a text is an amount, perhaps with a reason: `+10`, `-2 broken`, `25`."""
    return _AMOUNT.match(text.strip()) is not None
