"""Returns that many people move at once: one step, one refund, and never more pieces than were bought."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from core.kit.errors import AppError
from core.kit.uow import UnitOfWork
from core.orders.close_return import Closed
from core.orders.errors import SoldOut
from db.repositories import credit_notes, orders, returns, sql
from db.session import make_engine
from db.types.enums import ReturnOutcome
from tests.factories.at_once import Meeting, at_once
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.sent_back import SentBack, delivered, request, sent_back
from tests.factories.town import Stall, Town


async def ready(town: Town, pieces: int = 2) -> tuple[Stall, SentBack]:
    """A return of which everything is here and good."""
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, pieces))
    return shop, await (await sent_back(town, anna, order, (1, pieces))).arrives()


async def test_of_many_who_close_a_return_one_gives_the_money_back(town: Town) -> None:
    shop, back = await ready(town)
    ways = (ReturnOutcome.REFUND, ReturnOutcome.CREDIT)

    outcomes = await at_once(back.closes(outcome=ways[number % 2]) for number in range(12))

    assert sum(isinstance(one, Closed) and one.done for one in outcomes) == 1
    assert not [one for one in outcomes if isinstance(one, AppError)]
    given = await shop.ask("SELECT coalesce(sum(amount), 0) FROM refunds")
    kept = await shop.ask("SELECT coalesce(sum(balance), 0) FROM gift_cards")
    assert given + kept == 1000_00
    assert await shop.count("credit_notes") == 1


async def test_control_without_locks_and_keys_the_money_goes_back_twice(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, back = await ready(unguarded_town, pieces=4)
    await shop.tell("UPDATE return_lines SET received = 1, accepted = 1")
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE credit_notes DROP CONSTRAINT uq_credit_notes_shop_id_key")
        await admin.execute("ALTER TABLE order_lines DROP CONSTRAINT ck_order_lines_in_return_within")
    without_locks(monkeypatch)

    outcomes = await asyncio.gather(*(back.closes() for _ in range(6)), return_exceptions=True)

    assert sum(isinstance(one, Closed) and one.done for one in outcomes) > 1


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the order's and the return's lock away, and be slow between looking and writing."""
    read_order, read_return = orders.order, returns.one
    looked = Meeting()

    async def order(*args: Any, lock: bool = False, **kw: Any) -> Mapping[str, Any] | None:
        del lock
        return await read_order(*args, **kw)

    async def one(*args: Any, lock: bool = False, **kw: Any) -> Mapping[str, Any] | None:
        found = await read_return(*args, **kw)
        if lock:
            await looked()
        return found

    async def nothing(*_: Any, **__: Any) -> None:
        return None

    plain = sql.text

    def unkeyed(statement: str) -> Any:
        return plain(statement.replace("ON CONFLICT (shop_id, key) DO NOTHING", "").replace(
            "BETWEEN 0 AND quantity - in_return", "BETWEEN 0 AND quantity"
        ))  # fmt: skip

    monkeypatch.setattr(orders, "order", order)
    monkeypatch.setattr(returns, "one", one)
    monkeypatch.setattr(returns, "release_pieces", nothing)
    monkeypatch.setattr(credit_notes, "note_by_key", nothing)
    monkeypatch.setattr(credit_notes, "text", unkeyed)


async def test_a_buyer_who_taps_ten_times_has_one_return(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 2))
    asked = request(order, (1, 1), key="draft:1")

    outcomes = await at_once(town.returns.ask(anna.actor, shop.shop, asked) for _ in range(10))

    assert len({one.return_id for one in outcomes if not isinstance(one, AppError)}) == 1
    assert await shop.count("returns") == 1
    assert await shop.ask("SELECT in_return FROM order_lines") == 1


async def test_of_ten_returns_of_the_same_pieces_as_many_are_asked_as_there_are(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 3))

    outcomes = await at_once(
        town.returns.ask(anna.actor, shop.shop, request(order, (1, 1), key=f"draft:{number}")) for number in range(10)
    )

    assert sum(not isinstance(one, AppError) for one in outcomes) == 3
    assert await shop.count("returns") == 3
    assert await shop.ask("SELECT in_return FROM order_lines") == 3


async def unlocked_asks(town: Town, monkeypatch: pytest.MonkeyPatch) -> tuple[Stall, int]:
    """Ten returns of three pieces, asked with no lock and no guard in the statement; how many got through."""
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 3))
    without_locks(monkeypatch)
    plain = sql.text

    def weakened(statement: str) -> Any:
        return plain(statement.replace("AND ol.refunded + ol.in_return + w.quantity <= ol.quantity", ""))

    monkeypatch.setattr(returns, "text", weakened)
    outcomes = await asyncio.gather(
        *(
            town.returns.ask(anna.actor, shop.shop, request(order, (1, 1), key=f"draft:{number}"))
            for number in range(10)
        ),
        return_exceptions=True,
    )
    return shop, sum(not isinstance(one, BaseException) for one in outcomes)


async def test_control_without_lock_and_guard_the_constraint_still_refuses(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, through = await unlocked_asks(unguarded_town, monkeypatch)

    assert through == 3
    assert await shop.ask("SELECT in_return FROM order_lines") == 3


async def test_control_without_guard_and_constraint_more_is_sent_back_than_was_bought(
    own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE order_lines DROP CONSTRAINT ck_order_lines_in_return_within")
    engine = make_engine(own_database.url(), pool_size=20)
    try:
        shop, through = await unlocked_asks(Town(UnitOfWork(engine), MovableClock()), monkeypatch)
        assert through > 3
        assert await shop.ask("SELECT in_return FROM order_lines") > 3
    finally:
        await engine.dispose()


async def test_cancelling_against_approving_and_receiving_ends_one_way(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=100)
    for _ in range(8):
        anna, order = await delivered(town, shop, (tea, 1))
        back = await sent_back(town, anna, order, (1, 1))
        decided = await at_once(
            [
                town.returns.cancel(anna.actor, back.id),
                town.decide_return.approve(shop.owner, back.id),
                town.decide_return.reject(shop.owner, back.id, "no"),
            ]
        )
        state = await back.state()
        assert state in ("cancelled", "rejected"), "approved ones can still be cancelled"
        assert decided.count(True) == 2 if decided[1] is True else decided.count(True) == 1


async def test_exchanges_for_the_last_pieces_are_as_many_as_there_are(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=20), await shop.sells("CUP", stock_of=3)
    waiting = []
    for _ in range(8):
        anna, order = await delivered(town, shop, (tea, 1))
        back = await sent_back(town, anna, order, (1, 1), outcome=ReturnOutcome.EXCHANGE, instead=cup)
        waiting.append(await back.arrives())

    outcomes = await at_once(back.closes() for back in waiting)

    assert sum(isinstance(one, Closed) and one.done for one in outcomes) == 3
    assert sum(isinstance(one, SoldOut) for one in outcomes) == 5
    assert await shop.available(cup) == 0
    assert await shop.ask("SELECT count(*) FROM returns WHERE state = 'closed'") == 3
    assert await shop.ask("SELECT count(*) FROM orders WHERE exchange_of IS NOT NULL") == 3


async def test_completing_against_asking_leaves_no_open_return_unseen(town: Town) -> None:
    shop = await town.shop(return_days=14)
    tea = await shop.sells("TEA", stock_of=50)
    sold = [await delivered(town, shop, (tea, 1)) for _ in range(6)]
    town.clock.move(days=13, hours=23)
    await shop.tell("UPDATE orders SET changed_at = now() - interval '1 day'")

    await at_once(
        doing
        for anna, order in sold
        for doing in (town.returns.ask(anna.actor, shop.shop, request(order, (1, 1))), town.complete_orders())
    )

    # Whoever was first: a return asked in time stands, and what it concerns can be closed.
    asked = await shop.ask("SELECT array_agg(id) FROM returns")
    assert len(asked) == 6
    for row_id in asked:
        found = SentBack(shop, sold[0][0], sold[0][1], row_id)
        await found.arrives()
        assert (await found.closes()).done
