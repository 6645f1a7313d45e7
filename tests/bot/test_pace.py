"""The pace of messages to many: so many a second, a pause when Telegram asks for one."""

import pytest

from bot.pace import Bucket


class Hands:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


async def taken_in(bucket: Bucket, hands: Hands, seconds: float) -> int:
    """How many messages go out while the clock runs on in small steps."""
    taken, until = 0, hands.now + seconds
    while hands.now < until:
        if bucket._wait() <= 0:
            taken += await bucket.take(100)
        hands.now += 0.01
    return taken


async def test_no_more_than_the_rate_and_one_burst_go_out(hands: Hands) -> None:
    bucket = Bucket(rate=25, burst=8, clock=hands)
    assert 25 * 10 <= await taken_in(bucket, hands, 10) <= 25 * 10 + 8


async def test_a_pause_is_kept_to_its_end(hands: Hands) -> None:
    bucket = Bucket(rate=25, burst=8, clock=hands)
    assert await bucket.take(100) == 8
    bucket.pause(5)
    assert await taken_in(bucket, hands, 4.9) == 0
    assert await taken_in(bucket, hands, 1) > 0


async def test_what_was_not_used_is_given_back(hands: Hands) -> None:
    bucket = Bucket(rate=1, burst=8, clock=hands)
    bucket.give_back(await bucket.take(8) - 3)
    assert await bucket.take(8) == 5


async def test_a_shorter_pause_does_not_end_a_longer_one(hands: Hands) -> None:
    bucket = Bucket(rate=25, burst=8, clock=hands)
    bucket.pause(10)
    bucket.pause(1)
    assert await taken_in(bucket, hands, 9) == 0
