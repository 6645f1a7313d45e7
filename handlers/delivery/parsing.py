"""Read what staff type about delivery (pure)."""

import re

from core.shops.draw_zones import Band
from db.types.money import parse_major

_NONE = {"-", "—", "no", "none", "free", "нет", "бесплатно"}
_SUM = r"(\d[\d\s.,]*\d|\d)\s*(?:₽|руб\w*\.?|р\.?\b|\$|€)?"
_FREE_FROM = re.compile(rf"[,;]?\s*(?:бесплатн\w*|free)\s*(?:от|с|from|over)\s*{_SUM}", re.IGNORECASE)
_LEAST = re.compile(
    rf"[,;]?\s*(?:заказ\w*|минимум|мин\.?|orders?|minimum|min\.?)\s*(?:от|from|over)?\s*{_SUM}", re.IGNORECASE
)
_REACH = re.compile(
    r"\s*(?:до|в пределах|up\s*to|within|to)?\s*(?P<number>\d+(?:[.,]\d{1,3})?)\s*(?P<unit>км|km|м|m)?(?!\w)\.?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?P<name>.+?)\s*(?:[-–—:,=]\s*(?P<after>[^-–—:=]+)|\s(?P<sum>\d[\d\s.,]*\S{0,4}|бесплатно|free))")


class Unreadable(ValueError):
    """A line cannot be read; it carries the line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line.strip()[:80]


def means_none(text: str) -> bool:
    """Return whether somebody types that there is nothing: a dash, "no", "free"."""
    return text.strip().lower() in _NONE


def read_reach(text: str) -> int:
    """Return a distance in metres (`5`, `до 2,5 км`, `800 m`). Raises: Unreadable."""
    found = _REACH.fullmatch(text.strip())
    if found is None:
        raise Unreadable(text)
    return _metres(found)


def read_bands(text: str, currency: str) -> list[Band]:
    """Return zones by distance, one a line or between semicolons (`до 3 км – 150; до 10 км – 300, free from 3000`).

    Raises:
        Unreadable: with the line.
    """
    lines = [line for line in re.split(r"[;\n]", text) if line.strip()]
    if not lines:
        raise Unreadable(text)
    return [_band(line, currency) for line in lines]


def read_named(text: str, currency: str) -> tuple[str, Band]:
    """Return a name and what it costs there (`Центр 200, бесплатно от 3000`). Raises: Unreadable."""
    rest, free_from, least = _clauses(text, currency)
    found = _NAMED.fullmatch(rest.strip(" ,;"))
    name = found["name"].strip(" ,;:–—-") if found is not None else ""
    if found is None or not any(letter.isalpha() for letter in name):
        raise Unreadable(text)
    return name, Band(0, _price(found["after"] or found["sum"], text, currency), free_from, least)


def _metres(found: re.Match[str]) -> int:
    number = float(found["number"].replace(",", "."))
    return round(number if (found["unit"] or "").lower() in ("м", "m") else number * 1000)


def _band(line: str, currency: str) -> Band:
    found = _REACH.match(line)
    if found is None:
        raise Unreadable(line)
    rest, free_from, least = _clauses(line[found.end() :], currency)
    return Band(_metres(found), _price(rest, line, currency), free_from, least)


def _clauses(text: str, currency: str) -> tuple[str, int | None, int | None]:
    """Return a text without what it says of free delivery and the least order, and both sums."""
    sums: list[int | None] = []
    for clause in (_FREE_FROM, _LEAST):
        found = clause.search(text)
        if found is None:
            sums.append(None)
            continue
        sums.append(_amount(found[1], text, currency))
        text = text[: found.start()] + text[found.end() :]
    return text, sums[0], sums[1]


def _price(text: str, line: str, currency: str) -> int:
    said = text.strip(" \t-–—:=,.")
    return 0 if said and means_none(said) else _amount(said, line, currency)


def _amount(text: str, line: str, currency: str) -> int:
    try:
        return parse_major(text.strip(), currency)
    except ValueError:
        raise Unreadable(line) from None
