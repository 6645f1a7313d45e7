"""Read what staff type about stock (pure): `SKU`, `SKU 25`, `SKU +10`, `SKU -2 broken`, a line each."""

import re

from core.shops.change_stock import StockOrder

LIMIT = 100
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
    return sku, StockOrder(sku, quantity, relative=sign is not None, reason=(match["reason"] or "").strip())


def read_lines(text: str) -> list[tuple[str, StockOrder | None]]:
    """Read every line that is not blank. Raises: Unreadable: the first bad one."""
    return [read_line(line) for line in text.splitlines() if line.strip()]
