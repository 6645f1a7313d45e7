"""Delays, quiet hours and caps as people type them."""

import pytest

from handlers.scenarios.parsing import read_cap, read_delay, read_quiet


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("3 часа", 180), ("2 дня", 2880), ("30 мин", 30), ("1 ч 30 мин", 90), ("сразу", 0), ("через час", 60),
        ("неделя", 7 * 1440), ("2 weeks", 14 * 1440), ("1 day and 2 hours", 1560), ("потом", None), ("", None),
        ("500 дней", None), ("месяц", 30 * 1440), ("5m", 5),
    ],
)  # fmt: skip
def test_a_delay_is_read(typed: str, minutes: int | None) -> None:
    assert read_delay(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("22-9", (22, 9)), ("с 22:00 до 9:00", (22, 9)), ("нет", (0, 0)), ("ночью", None), ("25-9", None)],
)
def test_quiet_hours_are_read(typed: str, hours: tuple[int, int] | None) -> None:
    assert read_quiet(typed) == hours


def test_a_cap_is_a_number_of_days() -> None:
    assert (read_cap("раз в 7 дней"), read_cap("нет"), read_cap("часто")) == (7, 0, None)
