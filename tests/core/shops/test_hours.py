"""Opening hours in the shop's own time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.shops.hours import open_now, opens_next

WORKDAYS = [[["09:00", "13:00"], ["14:00", "18:00"]]] * 5 + [[], []]
NIGHTS = [[["18:00", "02:00"]]] * 7
MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_open"),
    [
        (23, 9, 0, True), (23, 8, 59, False), (23, 13, 0, False), (23, 14, 0, True), (23, 18, 0, False),
        (28, 12, 0, False),
    ],
)  # fmt: skip
def test_a_shop_is_open_within_its_hours(day: int, hour: int, minute: int, is_open: bool) -> None:
    now = datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    assert open_now(WORKDAYS, "Europe/Moscow", now.astimezone(UTC)) is is_open


def test_hours_may_reach_past_midnight() -> None:
    assert open_now(NIGHTS, "Europe/Moscow", datetime(2026, 11, 23, 1, 30, tzinfo=MOSCOW))
    assert not open_now(NIGHTS, "Europe/Moscow", datetime(2026, 11, 23, 3, 0, tzinfo=MOSCOW))
    assert open_now([[["00:00", "24:00"]]] * 7, "UTC", datetime(2026, 11, 23, 23, 59, tzinfo=UTC))


def test_a_shop_without_hours_is_always_open() -> None:
    now = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    assert open_now([], "Europe/Moscow", now)
    assert open_now([[]] * 7, "Europe/Moscow", now)
    assert opens_next([], "Europe/Moscow", now) is None


def test_a_closed_shop_says_when_it_opens() -> None:
    saturday = datetime(2026, 11, 28, 12, 0, tzinfo=MOSCOW)
    assert opens_next(WORKDAYS, "Europe/Moscow", saturday) == datetime(2026, 11, 30, 9, 0, tzinfo=MOSCOW)
    lunch = datetime(2026, 11, 23, 13, 30, tzinfo=MOSCOW)
    assert opens_next(WORKDAYS, "Europe/Moscow", lunch) == datetime(2026, 11, 23, 14, 0, tzinfo=MOSCOW)
