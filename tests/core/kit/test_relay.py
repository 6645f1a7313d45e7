"""The outbox and its relay: each consumer gets each event, alone, until it has it."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from sqlalchemy import text

from core.kit.errors import Unavailable
from core.kit.event import Event, EventBook, Recorded
from core.kit.events.relay import Consumer, Relay, Subscriptions, TryLater
from core.orders.events import OrderPaid, OrderPlaced
from db.repositories import messaging
from tests.factories.laws import Laws
from tests.factories.town import Stall, Town


@dataclass(frozen=True, slots=True)
class Rang(Event):
    """Somebody rang."""

    name: ClassVar[str] = "test.rang"
    former_names: ClassVar[tuple[str, ...]] = ("test.ringed",)
    times: int = 0


BOOK = EventBook(Rang, OrderPlaced, OrderPaid)
A_WHILE_LATER = "UPDATE event_deliveries SET next_attempt_at = now() WHERE state = 'pending'"


def relay(town: Town, **consumers: Consumer) -> Relay:
    return Relay(town.uow, Subscriptions(consumers, BOOK))


async def ring(shop: Stall, *times: int) -> None:
    async with shop.town.uow(shop.id) as tx:
        for number in times:
            tx.tell(Rang(shop.id, number))


async def drained(relay: Relay) -> None:
    while await relay.drain():
        pass


class Ear:
    """A consumer that remembers, and fails as often as it is told."""

    def __init__(self, fails: int = 0) -> None:
        self.heard: list[int] = []
        self.fails = fails

    async def __call__(self, recorded: Recorded) -> None:
        if self.fails:
            self.fails -= 1
            raise RuntimeError("deaf")
        assert isinstance(recorded.event, Rang)
        self.heard.append(recorded.event.times)


async def test_every_consumer_hears_every_event_in_order(town: Town) -> None:
    shop = await town.shop()
    one, other = Ear(), Ear()
    await ring(shop, *range(120))

    await drained(relay(town, one=one, other=other))

    assert one.heard == other.heard == list(range(120))


async def test_a_consumer_that_fails_is_tried_again_alone(town: Town) -> None:
    shop = await town.shop()
    good, bad = Ear(), Ear(fails=2)
    await ring(shop, 1)
    mover = relay(town, good=good, bad=bad)

    for _ in range(3):
        await drained(mover)
        await shop.tell(A_WHILE_LATER)

    assert (good.heard, bad.heard) == ([1], [1])
    assert await shop.ask("SELECT max(attempts) FROM event_deliveries") == 3


async def test_a_failed_consumer_waits_before_it_is_tried_again(town: Town) -> None:
    shop = await town.shop()
    bad = Ear(fails=1)
    await ring(shop, 1)

    await drained(relay(town, bad=bad))

    assert bad.heard == []
    assert await shop.ask("SELECT next_attempt_at > now() AND error = 'RuntimeError: deaf' FROM event_deliveries")


async def test_a_consumer_that_never_learns_is_given_up_and_counted(town: Town, laws: Laws) -> None:
    shop = await town.shop()
    await ring(shop, 1)
    mover = relay(town, bad=Ear(fails=99))
    await drained(mover)
    await shop.tell("UPDATE event_deliveries SET attempts = 39, next_attempt_at = now()")

    await drained(mover)

    assert await shop.ask("SELECT state FROM event_deliveries") == "dead"
    assert await laws.broken() == {"delivery_dead": 1}
    laws.waive("a dead delivery is what the test is about")


async def test_a_consumer_whose_process_died_sees_the_event_again(town: Town) -> None:
    shop = await town.shop()
    await ring(shop, 1)
    started = asyncio.Event()

    async def hangs(_: Recorded) -> None:
        started.set()
        await asyncio.sleep(60)

    dying = asyncio.create_task(relay(town, ear=hangs).drain())
    await started.wait()
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    ear = Ear()
    await drained(relay(town, ear=ear))
    assert ear.heard == []  # still the dead one's, for a minute

    await shop.tell(A_WHILE_LATER)
    await drained(relay(town, ear=ear))
    assert ear.heard == [1]


async def test_two_relays_share_the_work_and_nothing_is_delivered_twice(town: Town) -> None:
    shop = await town.shop()
    heard: Counter[int] = Counter()

    async def ear(recorded: Recorded) -> None:
        assert isinstance(recorded.event, Rang)
        heard[recorded.event.times] += 1

    await ring(shop, *range(150))
    await asyncio.gather(*(drained(relay(town, ear=ear)) for _ in range(4)))

    assert heard == Counter(dict.fromkeys(range(150), 1))


async def test_a_former_name_is_understood_and_an_unknown_one_passed_over(town: Town) -> None:
    shop = await town.shop()
    await ring(shop, 1, 2, 3)
    await shop.tell("UPDATE outbox SET name = 'test.ringed' WHERE payload->>'times' = '1'")
    await shop.tell("UPDATE outbox SET name = 'of.another.release' WHERE payload->>'times' = '2'")
    ear = Ear()

    await drained(relay(town, ear=ear))

    assert ear.heard == [1, 3]
    assert await shop.ask("SELECT count(*) FROM event_deliveries WHERE state = 'done'") == 3


async def test_fields_of_a_newer_release_are_passed_over_and_a_missing_one_holds_nobody_up(town: Town) -> None:
    shop = await town.shop()
    await ring(shop, 1, 2)
    await shop.tell("UPDATE outbox SET payload = payload || '{\"louder\": true}' WHERE payload->>'times' = '1'")
    await shop.tell("UPDATE outbox SET payload = payload - 'shop_id' WHERE payload->>'times' = '2'")
    await ring(shop, 3)
    ear = Ear()

    await drained(relay(town, ear=ear))

    assert ear.heard == [1, 3]
    assert await shop.ask("SELECT count(*) FROM event_deliveries WHERE state = 'pending'") == 1


async def test_what_was_rolled_back_is_never_told(town: Town) -> None:
    shop = await town.shop()

    async def tells_and_fails() -> None:
        async with town.uow(shop.id) as tx:
            tx.tell(Rang(shop.id, 1))
            await tx.connection.execute(text("SELECT 1"))
            raise LookupError

    with pytest.raises(LookupError):
        await tells_and_fails()
    ear = Ear()
    await drained(relay(town, ear=ear))

    assert ear.heard == []
    assert await shop.count("outbox") == 0


def test_an_event_is_read_back_from_its_payload() -> None:
    told = Rang(shop_id=7, times=3)  # type: ignore[arg-type]
    assert BOOK.read("test.rang", told.payload()) == told
    assert BOOK.read("order.payment_received", _paid()) is not None


def test_two_events_cannot_share_a_name() -> None:
    @dataclass(frozen=True, slots=True)
    class Twin(Event):
        name: ClassVar[str] = "test.ringed"

    with pytest.raises(ValueError, match="two events"):
        EventBook(Rang, Twin)


def _paid() -> dict[str, Any]:
    return {"shop_id": 1, "order_id": 2, "amount": 3, "currency": "RUB", "provider": "bank"}


# ── lanes ────────────────────────────────────────────────────────────────────────────────────────────────────


class Slow:
    """A consumer that takes its time over one shop until it is let go."""

    def __init__(self, shop_id: int) -> None:
        self.shop_id = shop_id
        self.go = asyncio.Event()
        self.begun = asyncio.Event()
        self.heard: list[tuple[int, int]] = []

    async def __call__(self, recorded: Recorded) -> None:
        assert isinstance(recorded.event, Rang)
        if recorded.event.shop_id == self.shop_id:
            self.begun.set()
            await self.go.wait()
        self.heard.append((recorded.event.shop_id, recorded.event.times))

    def of(self, shop: Stall) -> list[int]:
        return [times for shop_id, times in self.heard if shop_id == shop.id]


async def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def swept(mover: Relay) -> None:
    while await mover.sweep():
        pass


async def test_a_slow_shop_holds_up_only_itself_and_its_events_wait_in_order(town: Town) -> None:
    slow, quick = await town.shop(), await town.shop()
    ear = Slow(slow.id)
    mover = relay(town, ear=ear)
    await ring(slow, *range(60))
    await swept(mover)
    await ear.begun.wait()

    for times in range(3):
        await ring(slow, 60 + times)
        await ring(quick, times)
        await swept(mover)
        await until(lambda times=times: ear.of(quick) == list(range(times + 1)))  # type: ignore[misc]
    assert ear.of(slow) == []

    ear.go.set()
    await drained(mover)
    assert ear.of(slow) == list(range(63))


async def test_as_many_lanes_run_as_there_are_places_and_none_is_claimed_without_one(town: Town) -> None:
    slow, quick = await town.shop(), await town.shop()
    ear = Slow(slow.id)
    mover = Relay(town.uow, Subscriptions({"ear": ear}, BOOK), parallel=1)
    await ring(slow, 1)
    await swept(mover)
    await ear.begun.wait()
    await ring(quick, 1)
    await swept(mover)
    assert await quick.ask("SELECT max(attempts) FROM event_deliveries WHERE shop_id = :id", id=quick.id) == 0

    ear.go.set()
    await drained(mover)
    assert (ear.of(slow), ear.of(quick)) == ([1], [1])


async def test_a_delivery_that_cannot_be_recorded_cuts_off_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky, slow = await town.shop(), await town.shop()
    ear = Slow(slow.id)
    finish = messaging.finish_delivery

    async def fails(connection: Any, shop_id: Any, *args: Any, **more: Any) -> None:
        if shop_id == unlucky.id:
            raise Unavailable
        await finish(connection, shop_id, *args, **more)

    monkeypatch.setattr(messaging, "finish_delivery", fails)
    await ring(slow, 1)
    await ring(unlucky, 1, 2)
    mover = relay(town, ear=ear)
    draining = asyncio.create_task(drained(mover))
    await until(lambda: ear.of(unlucky) == [1, 2])
    ear.go.set()
    await draining

    assert ear.of(slow) == [1]
    done = "SELECT count(*) FROM event_deliveries WHERE state = 'done' AND shop_id = :id"
    assert await slow.ask(done, id=slow.id) == 1
    monkeypatch.undo()
    await unlucky.tell(A_WHILE_LATER)
    await drained(mover)
    assert await unlucky.ask(done, id=unlucky.id) == 2


async def test_stopping_lets_the_delivery_in_hand_end_and_gives_the_rest_back(town: Town) -> None:
    shop = await town.shop()
    ear = Slow(shop.id)
    mover = relay(town, ear=ear)
    await ring(shop, 1, 2, 3)
    await swept(mover)
    await ear.begun.wait()

    stopping = asyncio.create_task(mover.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    ear.go.set()
    await stopping

    assert ear.of(shop) == [1]
    assert await mover.sweep() == 0
    await drained(relay(town, ear=ear))
    assert ear.of(shop) == [1, 2, 3]
    assert await shop.ask("SELECT max(attempts) FROM event_deliveries") == 1


async def test_who_asks_to_be_tried_later_is_tried_then(town: Town) -> None:
    shop = await town.shop()
    await ring(shop, 1)

    async def busy(_: Recorded) -> None:
        raise TryLater("busy", 600)

    await drained(relay(town, busy=busy))

    wait = "SELECT extract(epoch FROM next_attempt_at - now()) BETWEEN 590 AND 601 FROM event_deliveries"
    assert await shop.ask(wait)
