"""When a shop is open (pure): hours a weekday in the shop's own time zone.

`hours` has seven entries, Monday first, each a list of `("09:00", "18:00")`. One that ends at or before its beginning
goes on past midnight. No hours at all: always open.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = Sequence[Sequence[Sequence[str]]]
_WEEK = 7


def open_now(hours: Hours, zone: str, now: datetime) -> bool:
    """Return whether the shop is open at a moment."""
    if not any(hours):
        return True
    today = now.astimezone(ZoneInfo(zone)).date()
    # Yesterday's last hours may reach into today.
    spans = (span for day in (today - timedelta(days=1), today) for span in _spans(hours, zone, day))
    return any(begins <= now < ends for begins, ends in spans)


def opens_next(hours: Hours, zone: str, now: datetime) -> datetime | None:
    """Return when a closed shop opens; None: it is open, or has no hours."""
    if open_now(hours, zone, now):
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    begins = (begins for ahead in range(_WEEK + 1) for begins, _ in _spans(hours, zone, today + timedelta(days=ahead)))
    return min((moment for moment in begins if moment > now), default=None)


def _spans(hours: Hours, zone: str, day: date) -> list[tuple[datetime, datetime]]:
    found = []
    for begin, end in hours[day.weekday()] if day.weekday() < len(hours) else ():
        begins = datetime.combine(day, _time(begin), ZoneInfo(zone))
        last = day if _time(end) > _time(begin) else day + timedelta(days=1)
        found.append((begins, datetime.combine(last, _time(end), ZoneInfo(zone))))
    return found


def _time(text: str) -> time:
    return time.min if text == "24:00" else time.fromisoformat(text)
