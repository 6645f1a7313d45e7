"""Spans of a shop's time: its days begin at its own midnight (pure)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Span(StrEnum):
    """How long a report looks back, today included."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_DAYS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30}
_MONTHS = 12
# What one bar of the chart stands for, as PostgreSQL's date_trunc calls it.
UNITS = {Span.TODAY: "hour", Span.WEEK: "day", Span.MONTH: "day", Span.YEAR: "month"}


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` until `until` (not included), cut into bars that begin at `bars`, in the shop's own time."""

    span: Span
    since: datetime
    until: datetime
    bars: tuple[datetime, ...]

    @property
    def unit(self) -> str:
        """Return what one bar stands for."""
        return UNITS[self.span]


def period(span: Span, now: datetime, zone: ZoneInfo, *, back: int = 0) -> Period:
    """Return the span that ends with the shop's present day, or the `back`-th one before it."""
    today = now.astimezone(zone).date()
    if span is Span.YEAR:
        first = _months_before(today.replace(day=1), _MONTHS * (back + 1) - 1)
        months = [_months_before(first, -month) for month in range(_MONTHS + 1)]
        bars = tuple(_midnight(month, zone) for month in months)
        return Period(span, bars[0], bars[-1], bars[:-1])
    days = _DAYS[span]
    start = today - timedelta(days=days * (back + 1) - 1)
    since, until = _midnight(start, zone), _midnight(start + timedelta(days=days), zone)
    if span is Span.TODAY:
        # By the wall clock: a day has 24 names of hours, also when one of them comes twice or never.
        hours = tuple(datetime.combine(start, time(hour), zone) for hour in range(24))
        return Period(span, since, until, hours)
    return Period(span, since, until, tuple(_midnight(start + timedelta(days=day), zone) for day in range(days)))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _months_before(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
