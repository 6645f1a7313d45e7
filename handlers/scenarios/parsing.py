"""Read the delays, hours and days that staff type (pure)."""

import re

_UNITS = (("мес mon", 30 * 24 * 60), ("нед w", 7 * 24 * 60), ("д day d", 24 * 60), ("ч hour h", 60), ("м min m", 1))
_PART = re.compile(r"(\d{1,4})?\s*([a-zа-яё]+)", re.IGNORECASE)
_LONGEST = 365 * 24 * 60
_FILLING = {"через", "after", "in", "и", "and"}
_NONE = {"нет", "никогда", "no", "none", "never", "-", "0", "off"}


def read_delay(text: str) -> int | None:
    """Read `3 часа`, `2 дня`, `1 ч 30 мин`, `сразу` as minutes; None: not understood."""
    said = text.lower().strip()
    if said in {"сразу", "now", "at once", "0"}:
        return 0
    minutes, found = 0, False
    for number, unit in _PART.findall(said):
        if unit in _FILLING:
            continue
        size = next((size for names, size in _UNITS if unit.startswith(tuple(names.split()))), None)
        if size is None:
            return None
        minutes, found = minutes + int(number or 1) * size, True
    return minutes if found and minutes <= _LONGEST else None


def read_quiet(text: str) -> tuple[int, int] | None:
    """Read `22-9` or `с 22 до 9`; `нет` is (0, 0); None: not understood."""
    if text.lower().strip() in _NONE:
        return 0, 0
    hours = [int(number) for number in re.findall(r"(\d{1,2})(?::00)?", text)]
    return (hours[0], hours[1]) if len(hours) == 2 and all(hour <= 23 for hour in hours) else None


def read_cap(text: str) -> int | None:
    """Read a number of days, `нет` is none; None: not understood."""
    if text.lower().strip() in _NONE:
        return 0
    found = re.search(r"\d{1,3}", text)
    return int(found[0]) if found is not None else None


def means_nothing(text: str) -> bool:
    """Return whether somebody wants none of it."""
    return text.lower().strip() in _NONE
