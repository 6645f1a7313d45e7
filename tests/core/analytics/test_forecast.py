"""Forecasts: they learn a week's shape and a trend, know their error, and promise nothing of nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.forecast import forecast, runs_out_in

WEEK = [2.0, 1.0, 3.0, 4.0, 6.0, 12.0, 9.0]


def test_a_regular_week_is_learned_exactly() -> None:
    found = forecast(WEEK * 8, 14)

    assert found is not None
    assert found.values == pytest.approx(WEEK * 2, abs=0.05)
    assert found.error == pytest.approx(0, abs=0.05)


def test_a_noisy_week_is_forecast_better_than_by_its_mean() -> None:
    chance = random.Random(7)
    days = [max(usual + chance.uniform(-1, 1), 0) for usual in WEEK * 8]
    found = forecast(days, 7)

    assert found is not None
    mean = sum(days) / len(days)
    by_season = sum(abs(got - usual) for got, usual in zip(found.values, WEEK, strict=True))
    assert by_season < sum(abs(mean - usual) for usual in WEEK) / 3
    assert 0.1 < found.error < 2


def test_growing_sales_are_expected_to_grow_but_not_for_ever() -> None:
    found = forecast([float(day) for day in range(1, 57)], 90)

    assert found is not None
    assert found.values[0] > 50
    assert found.values[-1] < 56 + 90


@pytest.mark.parametrize("days", [[], [0.0] * 56, [0.0] * 55 + [4.0], [0.0] * 54 + [1.0, 2.0]])
def test_of_next_to_nothing_nothing_is_promised(days: list[float]) -> None:
    assert forecast(days, 7) is None
    assert runs_out_in(days, 5) is None


def test_a_young_product_is_expected_to_go_on_at_its_mean() -> None:
    found = forecast([0.0] * 51 + [2.0, 4.0, 3.0, 2.0, 4.0], 3)

    assert found is not None
    assert found.values == (3.0, 3.0, 3.0)
    assert found.error == pytest.approx(0.8)


def test_stock_runs_out_after_the_days_it_lasts() -> None:
    assert (out := runs_out_in([3.0] * 56, 10)) is not None
    assert (out.days, out.earliest, out.latest) == (4, 4, 4)
    assert out.a_day == pytest.approx(3.0)
    assert runs_out_in([3.0] * 56, 1000) is None  # three months are as far as anybody looks
    assert (gone := runs_out_in([3.0] * 56, 0)) is not None
    assert gone.days == 0


def test_the_less_regular_the_sales_the_wider_the_answer() -> None:
    out = runs_out_in([0.0, 6.0] * 28, 40)

    assert out is not None
    assert out.latest is not None
    assert out.earliest < out.days < out.latest


@given(st.lists(st.integers(0, 50), max_size=80), st.integers(0, 500))
def test_any_history_gives_days_in_order_or_nothing(days: list[int], on_hand: int) -> None:
    ahead = forecast(days, 30)
    assert ahead is None or (min(ahead.values) >= 0 and ahead.error >= 0)
    out = runs_out_in(days, on_hand)
    if out is not None:
        assert 0 <= out.earliest <= out.days
        assert out.latest is None or out.latest >= out.days
