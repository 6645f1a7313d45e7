"""Read what staff type about carrying stock (pure)."""

import re

_MOVE = re.compile(
    r"^(?P<sku>[A-Za-z0-9][A-Za-z0-9._-]{0,31})\s+(?P<number>\d{1,7})\s*(?:шт|pcs|pc)?\.?\s+(?P<between>\S.*)$"
)


def read_move(args: str) -> tuple[str, int, str] | None:
    """Read `SKU 5 A B`; None when it is not that."""
    match = _MOVE.match(args.strip())
    return (match["sku"].upper(), int(match["number"]), match["between"]) if match else None
