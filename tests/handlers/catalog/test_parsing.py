"""Ranges of prices as people type them."""

import pytest

from handlers.catalog.listing import MOST_PRICE
from handlers.catalog.parsing import read_range


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1000-3000", (1000_00, 3000_00)),
        ("1000–3000", (1000_00, 3000_00)),
        ("от 1 000 до 3 000 ₽", (1000_00, 3000_00)),
        ("3000-1000", (1000_00, 3000_00)),
        ("до 2 000", (0, 2000_00)),
        ("up to 2000", (0, 2000_00)),
        ("1500", (0, 1500_00)),
        ("от 500", (500_00, 0)),
        ("from 500", (500_00, 0)),
        (">500", (500_00, 0)),
        ("дороже 500", (500_00, 0)),
        ("2к", (0, 2000_00)),
        ("от 2 тыс.", (2000_00, 0)),
        ("99,90", (0, 99_90)),
    ],
)
def test_a_range_is_read(typed: str, expected: tuple[int, int]) -> None:
    assert read_range(typed, "RUB", MOST_PRICE) == expected


@pytest.mark.parametrize("typed", ["", "дёшево", "0", "0-0", "1 - 2 - 3", "9" * 30])
def test_what_is_no_range_is_refused(typed: str) -> None:
    assert read_range(typed, "RUB", MOST_PRICE) is None
