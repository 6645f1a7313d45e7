"""Read what somebody counted (pure): a SKU and a number a line."""

import re

from core.shops.import_rows import read_stock

LIMIT = 200
_LINE = re.compile(r"^(?P<sku>[A-Za-z0-9][A-Za-z0-9._-]{0,31})\s*[:=—–-]?\s+(?P<number>\d.*)$")


class Unreadable(ValueError):
    """A line that is no count. `line` is the line itself."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read_counts(text: str) -> dict[str, int]:
    """Read the lines that are not blank; a SKU that stands twice was counted in two places: it adds up.

    Raises: Unreadable: the first bad line, or too many.
    """
    counted: dict[str, int] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = _LINE.match(line)
        amount = read_stock(match["number"]) if match else None
        if match is None or amount is None or len(counted) >= LIMIT:
            raise Unreadable(line[:80])
        sku = match["sku"].upper()
        counted[sku] = counted.get(sku, 0) + amount
    return counted
