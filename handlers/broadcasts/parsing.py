"""Read the moments and buttons that staff type (pure)."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_IN = re.compile(r"^(?:через|in)\s+(\d{1,3})?\s*(мин|min|час|hour|h\b|ч\b|дн|ден|day)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d.])(\d{1,2})[:.ч-](\d{2})\s*(am|pm)?(?![\d.])|(?<![\d.])(\d{1,2})\s*(am|pm|час|ч\b)", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\s+([a-zа-яё]{3,})|([a-z]{3,})\s+(\d{1,2})(?!\d)", re.IGNORECASE)
_MONTHS = ("янв jan", "фев feb", "мар mar", "апр apr", "ма may", "июн jun", "июл jul", "авг aug", "сен sep", "окт oct",
           "ноя nov", "дек dec")  # fmt: skip
_DAYS = ("понед mon", "вторн tue", "сред wed", "четв thu", "пятн fri", "субб sat", "воскр sun")
_AHEAD = {"послезавтра": 2, "завтра": 1, "tomorrow": 1, "сегодня": 0, "today": 0, "tonight": 0}
_DEFAULT = time(10, 0)
_ADDRESS = re.compile(r"^(?:https?://|t\.me/)\S+$", re.IGNORECASE)
_SKU = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")


def read_moment(text: str, zone: str, now: datetime) -> datetime | None:
    """Read `завтра 10:00`, `25.12 18:30`, `25 декабря в 9`, `in 2 hours`, `friday 6pm`; None: not understood.

    A day without a time means ten in the morning; a time without a day the next such moment.
    """
    said = " ".join(text.lower().replace(",", " ").split())
    ahead = _IN.match(said)
    if ahead is not None:
        number, unit = int(ahead[1] or 1), ahead[2].lower()
        if unit.startswith(("мин", "min")):
            return now + timedelta(minutes=number)
        return now + (timedelta(days=number) if unit.startswith(("д", "day")) else timedelta(hours=number))
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    try:
        day, rest = _day(said, today)
        at = _time(rest)
    except ValueError:
        return None
    if day is None and at is None:
        return None
    moment = datetime.combine(day or today, at or _DEFAULT, here)
    if day is None and moment <= now:
        moment += timedelta(days=1)
    return moment


def _day(said: str, today: date) -> tuple[date | None, str]:
    """Return the day, and what is left of the text. Raises: ValueError: no such day."""
    for word, days in _AHEAD.items():
        if word in said:
            return today + timedelta(days=days), said.replace(word, " ")
    if (iso := _ISO.search(said)) is not None:
        return date(int(iso[1]), int(iso[2]), int(iso[3])), said.replace(iso[0], " ")
    if (day := _DAY.search(said)) is not None and int(day[2]) <= 12 and not _only_a_time(said, day):
        year = int(day[3]) + (2000 if len(day[3]) == 2 else 0) if day[3] else None
        return _in_year(today, int(day[2]), int(day[1]), year), said.replace(day[0], " ", 1)
    for named in _NAMED.finditer(said):
        number, word = (named[1], named[2]) if named[1] else (named[4], named[3])
        month = next((at for at, names in enumerate(_MONTHS, 1) if word.startswith(tuple(names.split()))), None)
        if month is not None:
            return _in_year(today, month, int(number), None), said.replace(named[0], " ", 1)
    for at, names in enumerate(_DAYS):
        if any(word.startswith(tuple(names.split())) for word in said.split()):
            return today + timedelta(days=(at - today.weekday() - 1) % 7 + 1), said
    return None, said


def _only_a_time(said: str, found: re.Match[str]) -> bool:
    """Whether `18.30` alone is a time, not the eighteenth of a month that does not exist."""
    return found[0] == said and len(found[2]) == 2 and int(found[2]) > 12


def _in_year(today: date, month: int, day: int, year: int | None) -> date:
    found = date(year or today.year, month, day)
    return found if year or found >= today else date(today.year + 1, month, day)


def _time(said: str) -> time | None:
    """Return the time of day in a text. Raises: ValueError: no such time."""
    found = _CLOCK.search(said)
    if found is None:
        bare = re.search(r"(?:^|\s)(?:в|at)\s+(\d{1,2})(?:\s|$)", said)
        return time(int(bare[1])) if bare is not None else None
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or found[5] or "").lower()
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return time(hour, minute)


def read_button(text: str) -> tuple[str, str] | None:
    """Read `Смотреть https://…` or `Купить TEE-BLK-M`: the words and the target; None: not understood."""
    words = text.replace("—", " ").replace("|", " ").split()
    if not words:
        return None
    *title, target = words
    if _ADDRESS.match(target):
        return " ".join(title)[:40], target if "://" in target else f"https://{target}"
    return (" ".join(title)[:40], target) if _SKU.match(target) else None


def read_days(text: str) -> int | None:
    """Read a number of days; None: not understood."""
    found = re.search(r"\d{1,4}", text)
    return int(found[0]) if found is not None and int(found[0]) > 0 else None
