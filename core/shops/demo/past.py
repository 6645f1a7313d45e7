"""What a demo shop sold in the weeks before its doors opened: the plan of it, the same for the same shop (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

DAYS = 60
# Monday to Sunday: people buy when they have time.
_WEEK = (0.8, 0.75, 0.85, 0.95, 1.2, 1.5, 1.3)
_HOURS = (10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22)
_GROWTH = 0.5  # how much more is sold at the end than at the beginning
_LINES = (1, 1, 1, 1, 2, 2, 3)
_PIECES = (1, 1, 1, 1, 1, 2)
_CASH_SHARE = 0.3
_COURIER_SHARE = 0.6
# Orders are fresh for so long: nothing is told of them yet.
_FRESH = timedelta(hours=2)
_STEPS = (timedelta(minutes=4), timedelta(hours=1), timedelta(hours=2), timedelta(hours=4))
_OPENS, _PACKED_UNTIL = 10, 15  # by the shop's own clock; who orders later is served the next day
_FIRST_CUSTOMERS = 0.5  # of all there are: the others came later
# Every so many orders end another way; what is left of the division, apart from each other.
_REFUND, _CANCEL, _EXPIRE = (71, 23), (67, 41), (83, 9)


class Ending(StrEnum):
    """How an order of the past ended."""

    DELIVERED = "delivered"
    REFUNDED = "refunded"  # delivered, and one line was given back
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PastOrder:
    """One order: indexes of the customer and of the goods with pieces of each, and when it came how far."""

    customer: int
    goods: tuple[tuple[int, int], ...]
    cash: bool
    courier: bool
    ending: Ending
    placed: datetime
    confirmed: datetime
    packed: datetime
    shipped: datetime
    delivered: datetime


def past_orders(
    seed: str, *, a_day: float, customers: int, goods: int, now: datetime, zone: ZoneInfo
) -> list[PastOrder]:
    """Return the orders of the last weeks, oldest first, all of them over."""
    chance = Random(seed)  # noqa: S311 – a story, not a secret
    fond_of = [1 / (1 + place) ** 0.7 for place in chance.sample(range(goods), goods)]
    orders: list[PastOrder] = []
    for placed in _moments(chance, a_day, now.astimezone(zone)):
        number = len(orders)
        ending = _ending(number)
        wanted = dict.fromkeys(chance.choices(range(goods), fond_of, k=chance.choice(_LINES)))
        cash = ending is Ending.CANCELLED or (ending is Ending.DELIVERED and chance.random() < _CASH_SHARE)
        confirmed, packed, shipped, delivered = _steps(chance, placed.astimezone(zone), now)
        orders.append(
            PastOrder(
                customer=int(_known(customers, now - placed) * chance.random() ** 1.3),
                goods=tuple((one, chance.choice(_PIECES)) for one in wanted),
                cash=cash,
                courier=chance.random() < _COURIER_SHARE,
                ending=ending,
                placed=placed,
                confirmed=confirmed,
                packed=packed,
                shipped=shipped,
                delivered=delivered,
            )
        )
    return orders


def _known(customers: int, ago: timedelta) -> float:
    """Return how many customers the shop had that long ago."""
    return customers * (1 - (1 - _FIRST_CUSTOMERS) * min(1.0, ago / timedelta(days=DAYS)))


def _steps(chance: Random, placed: datetime, now: datetime) -> tuple[datetime, ...]:
    """Return when an order was confirmed, packed, shipped and delivered: in working hours, and over by now."""
    late = timedelta(minutes=chance.randrange(50))
    day = placed if placed.hour < _PACKED_UNTIL else placed + timedelta(days=1)
    at_work = max(placed + late, day.replace(hour=_OPENS, minute=0) + late)
    steps = (placed + _STEPS[0], *(at_work + step + late for step in _STEPS[1:]))
    # What was ordered lately came faster: nothing of the past is still under way.
    pace = min(1.0, 0.95 * ((now - placed) / (steps[-1] - placed)))
    return tuple((placed + (step - placed) * pace).astimezone(UTC) for step in steps)


def _ending(number: int) -> Ending:
    for ending, (every, left) in (
        (Ending.REFUNDED, _REFUND),
        (Ending.CANCELLED, _CANCEL),
        (Ending.EXPIRED, _EXPIRE),
    ):
        if number % every == left:
            return ending
    return Ending.DELIVERED


def _moments(chance: Random, a_day: float, now: datetime) -> Iterator[datetime]:
    for ago in range(DAYS, -1, -1):
        day = now.date() - timedelta(days=ago)
        rate = a_day * _WEEK[day.weekday()] * (1 - _GROWTH / 2 + _GROWTH * (DAYS - ago) / DAYS)
        count = max(0, round(chance.gauss(rate, rate**0.5 / 2)))
        clock = sorted(time(chance.choice(_HOURS), chance.randrange(60), chance.randrange(60)) for _ in range(count))
        moments = (datetime.combine(day, at, now.tzinfo).astimezone(UTC) for at in clock)
        yield from (moment for moment in moments if moment < now - _FRESH)
