"""What people type after `/sales` and `/report` (pure)."""

from core.analytics.period import Span
from core.analytics.reports import HOURS_OF_DAY
from db.types.enums import ReportSpan

# A century of days: whoever taps further stays there.
LONGEST_BACK = 36_500
_SPANS = {
    Span.TODAY: ("today", "day", "сегодня", "день"),
    Span.WEEK: ("", "week", "неделя", "неделю"),
    Span.MONTH: ("month", "месяц"),
    Span.YEAR: ("year", "год"),
}
_REPORTS = {
    ReportSpan.DAILY: ("daily", "day", "день", "ежедневно", "ежедневный"),
    ReportSpan.WEEKLY: ("weekly", "week", "неделя", "еженедельно", "еженедельный"),
    ReportSpan.MONTHLY: ("monthly", "month", "месяц", "ежемесячно", "ежемесячный"),
}
_OFF = ("off", "no", "выкл", "нет")


def span(typed: str) -> Span | None:
    """Read a span; nothing typed is a week, None is no span."""
    word = typed.strip().lower()
    return next((found for found, names in _SPANS.items() if word in names), None)


def report(typed: str) -> tuple[ReportSpan, int | None] | None:
    """Read `daily 9`, `weekly 18:00`, `monthly off`; None: neither."""
    parts = typed.lower().split()
    if len(parts) != 2:
        return None
    found = next((one for one, names in _REPORTS.items() if parts[0] in names), None)
    if found is None:
        return None
    if parts[1] in _OFF:
        return found, None
    hour = parts[1].removesuffix(":00")
    if not (hour.isascii() and hour.isdigit()) or int(hour) >= HOURS_OF_DAY:
        return None
    return found, int(hour)
