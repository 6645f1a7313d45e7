"""Moments and buttons as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.broadcasts.parsing import read_button, read_days, read_moment

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=MOSCOW)  # a Monday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("завтра 10:00", (2026, 11, 24, 10, 0)),
        ("завтра в 9", (2026, 11, 24, 9, 0)),
        ("послезавтра, 18.30", (2026, 11, 25, 18, 30)),
        ("tomorrow at 6pm", (2026, 11, 24, 18, 0)),
        ("25.12 18:30", (2026, 12, 25, 18, 30)),
        ("25.12.2026 в 18:30", (2026, 12, 25, 18, 30)),
        ("3.02 12:00", (2027, 2, 3, 12, 0)),
        ("25 декабря в 19:00", (2026, 12, 25, 19, 0)),
        ("dec 25 7pm", (2026, 12, 25, 19, 0)),
        ("2026-12-01 08:00", (2026, 12, 1, 8, 0)),
        ("в пятницу в 19", (2026, 11, 27, 19, 0)),
        ("friday 7pm", (2026, 11, 27, 19, 0)),
        ("понедельник 12:00", (2026, 11, 30, 12, 0)),
        ("18:30", (2026, 11, 23, 18, 30)),
        ("9:00", (2026, 11, 24, 9, 0)),
        ("завтра", (2026, 11, 24, 10, 0)),
        ("через 2 часа", (2026, 11, 23, 17, 0)),
        ("через час", (2026, 11, 23, 16, 0)),
        ("in 30 minutes", (2026, 11, 23, 15, 30)),
        ("через 3 дня", (2026, 11, 26, 15, 0)),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed: str, meant: tuple[int, ...]) -> None:
    year, month, day, hour, minute = meant
    read = read_moment(typed, "Europe/Moscow", NOW.astimezone(UTC))
    assert read == datetime(year, month, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize("typed", ["", "когда-нибудь", "31.02 10:00", "25:70", "soon"])
def test_what_is_no_moment_is_not_guessed(typed: str) -> None:
    assert read_moment(typed, "Europe/Moscow", NOW) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Купить TEE-BLK-M", ("Купить", "TEE-BLK-M")),
        ("Читать дальше — https://example.com/a", ("Читать дальше", "https://example.com/a")),
        ("t.me/shop", ("", "https://t.me/shop")),
        ("MUG", ("", "MUG")),
        ("просто слова", None),
        ("", None),
    ],
)
def test_a_button_is_words_and_a_target(typed: str, read: tuple[str, str] | None) -> None:
    assert read_button(typed) == read


def test_days_are_a_number_somewhere_in_the_text() -> None:
    assert (read_days("45 дней"), read_days("много"), read_days("0")) == (45, None, None)
