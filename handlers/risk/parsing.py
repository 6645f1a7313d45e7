"""Read what an owner types about risk (pure)."""

from typing import Any

_ON, _OFF = {"on", "вкл"}, {"off", "выкл"}
_MOST = 101


def read_risk(args: str) -> dict[str, Any] | None:
    """Read `60 50`, `on` or `off` into rules of risk; None: not understood."""
    typed = args.lower().split()
    if len(typed) == 1 and typed[0] in _ON | _OFF:
        return {"enabled": typed[0] in _ON}
    if len(typed) == 2 and all(part.isascii() and part.isdecimal() and int(part) <= _MOST for part in typed):
        return {"review_from": int(typed[0]), "no_cash_from": int(typed[1])}
    return None
