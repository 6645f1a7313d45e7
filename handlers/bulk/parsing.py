"""Read what staff type about many prices at once (pure)."""

import re

from db.types.enums import BulkAction
from db.types.money import parse_major

_PERCENT = re.compile(r"(?P<sign>[+\-−–]?)\s*(?P<number>\d{1,4}(?:[.,]\d{1,2})?)\s*%")
_SUM = re.compile(r"(?P<sign>[+\-−–])\s*(?P<number>\d.*)")
_TAIL = re.compile(r"^(?P<words>.*?)\s+(?P<change>[+\-−–]?\s*\d[\d.,]*\s*%|[+\-−–]\s*\d[\d\s.,]*\S{0,4})$")


def read_change(text: str, currency: str) -> tuple[BulkAction, int] | None:
    """Read `-10%`, `+5 %`, `10%`, `+50`, `-100 ₽`: what is done, and how much; None when it is not that."""
    typed = text.strip()
    if match := _PERCENT.fullmatch(typed):
        whole, _, part = match["number"].replace(",", ".").partition(".")
        amount = int(whole) * 100 + int(part.ljust(2, "0") or 0)
        return BulkAction.PERCENT, -amount if _minus(match["sign"]) else amount
    if match := _SUM.fullmatch(typed):
        try:
            amount = parse_major(match["number"], currency)
        except ValueError:
            return None
        return BulkAction.SUM, -amount if _minus(match["sign"]) else amount
    return None


def _minus(sign: str) -> bool:
    return sign in ("-", "−", "–")


def split_change(args: str) -> tuple[str, str]:
    """Split `чай -10%` into the words and the change, which may be empty."""
    match = _TAIL.match(args.strip())
    return (match["words"].strip(), match["change"].strip()) if match else (args.strip(), "")
