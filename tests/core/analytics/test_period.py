"""Spans begin at the shop's own midnight, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.analytics.period import Span, period

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
LATE = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # half past one of the 23rd in Moscow


def test_a_day_is_the_shops_day() -> None:
    today = period(Span.TODAY, LATE, MOSCOW)

    assert today.since == datetime(2026, 11, 23, tzinfo=MOSCOW)
    assert today.until == datetime(2026, 11, 24, tzinfo=MOSCOW)
    assert len(today.bars) == 24


@pytest.mark.parametrize(("span", "days"), [(Span.WEEK, 7), (Span.MONTH, 30)])
def test_spans_of_days_end_today_and_follow_each_other(span: Span, days: int) -> None:
    this, before = period(span, LATE, MOSCOW), period(span, LATE, MOSCOW, back=1)

    assert this.until == datetime(2026, 11, 24, tzinfo=MOSCOW)
    assert len(this.bars) == days
    assert this.bars[-1] == datetime(2026, 11, 23, tzinfo=MOSCOW)
    assert before.until == this.since


def test_a_year_is_twelve_whole_months() -> None:
    this, before = period(Span.YEAR, LATE, MOSCOW), period(Span.YEAR, LATE, MOSCOW, back=1)

    assert this.since == datetime(2025, 12, 1, tzinfo=MOSCOW)
    assert this.until == datetime(2026, 12, 1, tzinfo=MOSCOW)
    assert [bar.month for bar in this.bars] == [12, *range(1, 12)]
    assert (before.since, before.until) == (datetime(2024, 12, 1, tzinfo=MOSCOW), this.since)


def test_a_day_of_twenty_five_hours_is_one_day() -> None:
    back = datetime(2026, 10, 25, 12, tzinfo=BERLIN)
    today = period(Span.TODAY, back, BERLIN)

    assert today.until.astimezone(UTC) - today.since.astimezone(UTC) == timedelta(hours=25)
    assert len(set(today.bars)) == 24
