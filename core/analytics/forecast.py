"""Looking ahead: Holt-Winters with a weekly season, in plain Python (pure).

Source: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice", additive method. The smoothing is chosen by
the smallest one-step error over the history; that error, on days the model had not seen, is shown beside the forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

SEASON = 7
_WEIGHTS = (0.05, 0.15, 0.3, 0.5)
_SEASONAL = (0.05, 0.2, 0.4)
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Forecast:
    """Pieces a day ahead, and the mean absolute error of one day's forecast over the history."""

    values: tuple[float, ...]
    error: float


@dataclass(frozen=True, slots=True)
class RunsOut:
    """In how many days the stock is gone, and between which days it may be, given the forecast's error."""

    days: int
    earliest: int
    latest: int | None  # None: not within three months
    a_day: float


@dataclass(frozen=True, slots=True)
class _Fit:
    level: float
    trend: float
    season: tuple[float, ...]
    squares: float
    absolute: float


def forecast(history: Sequence[float], ahead: int) -> Forecast | None:
    """Return the days after `history` (oldest first, one number a day); None with less than three days of sales.

    With less than two whole weeks there is no season to learn from: then it is the mean, and its error.
    """
    days = list(history)
    first = next((place for place, value in enumerate(days) if value), None)
    if first is None or len(days) - first < 3:
        return None
    days = days[first:]
    if len(days) < 2 * SEASON:
        mean = sum(days) / len(days)
        return Forecast((mean,) * ahead, sum(abs(day - mean) for day in days) / len(days))
    fits = (_fit(days, alpha, beta, gamma) for alpha, beta, gamma in product(_WEIGHTS, (0.0, 0.05, 0.1), _SEASONAL))
    best = min(fits, key=lambda fit: fit.squares)
    # A trend that went on for ever would promise the moon: it fades by a tenth a day.
    values, faded = [], 0.0
    for step in range(ahead):
        faded += best.trend * 0.9**step
        values.append(max(best.level + faded + best.season[(len(days) + step) % SEASON], 0.0))
    return Forecast(tuple(values), best.absolute)


def _fit(days: list[float], alpha: float, beta: float, gamma: float) -> _Fit:
    weeks = [days[start : start + SEASON] for start in (0, SEASON)]
    means = [sum(week) / SEASON for week in weeks]
    level, trend = means[0], (means[1] - means[0]) / SEASON
    season = [(weeks[0][day] - means[0] + weeks[1][day] - means[1]) / 2 for day in range(SEASON)]
    squares = absolute = 0.0
    for place, value in enumerate(days[SEASON:], start=SEASON):
        usual = season[place % SEASON]
        missed = value - max(level + trend + usual, 0.0)
        squares += missed * missed
        absolute += abs(missed)
        before = level
        level = alpha * (value - usual) + (1 - alpha) * (level + trend)
        trend = beta * (level - before) + (1 - beta) * trend
        season[place % SEASON] = gamma * (value - level) + (1 - gamma) * usual
    seen = len(days) - SEASON
    return _Fit(level, trend, tuple(season), squares, absolute / seen)


def runs_out_in(daily_sales: Sequence[float], on_hand: int) -> RunsOut | None:
    """Return when the stock is gone at the forecast rate; None when nothing is sold, or not within three months."""
    ahead = forecast(daily_sales, _LONGEST)
    if ahead is None:
        return None
    days = _gone_after(ahead.values, on_hand)
    if days is None:
        return None
    # Errors of single days mostly cancel each other out: what is left of them grows with the root of the days.
    slack = ahead.error * max(days, 1) ** 0.5
    earliest = _gone_after(ahead.values, max(on_hand - slack, 0))
    return RunsOut(
        days,
        earliest if earliest is not None else days,
        _gone_after(ahead.values, on_hand + slack),
        sum(ahead.values[:SEASON]) / SEASON,
    )


def _gone_after(values: Sequence[float], on_hand: float) -> int | None:
    left = float(on_hand)
    for day, value in enumerate(values):
        if left <= 0:
            return day
        left -= value
    return len(values) if left <= 0 else None
