"""What staff do at once: one change of many goods, pieces carried between places, an order given to a courier."""

from typing import Any

import pytest

from core.orders.couriers import Couriers
from core.shops.bulk import BulkChange
from core.shops.places import Places
from db.repositories import editing, places, sql, work
from db.types.enums import BulkAction, Role
from db.types.ids import OrderId, PersonId
from tests.factories.at_once import at_once
from tests.factories.database import Database
from tests.factories.town import Stall, Town

TAPS = 10
PRICE = "SELECT price FROM variants"
LYING = (
    "SELECT coalesce(max(l.quantity), 0) FROM stock_levels l JOIN stock_places p ON p.id = l.place_id AND p.name = 'B'"
)


# ── many goods at once ───────────────────────────────────────────────────────────────────────────────────


async def ten_taps_of_apply(town: Town) -> Stall:
    """Everything becomes a tenth cheaper: the button is pressed by ten people at once."""
    shop = await town.shop()
    await shop.sells("TEA", price=1000_00)
    bulk = BulkChange(town.uow, town.clock)
    planned = await bulk.choose(shop.owner, None, "TEA")
    await bulk.plan(shop.owner, planned.id, BulkAction.PERCENT, -10_00)
    await at_once(bulk.apply(shop.owner, planned.id) for _ in range(TAPS))
    return shop


async def test_many_goods_are_changed_once_however_often_apply_is_pressed(town: Town) -> None:
    shop = await ten_taps_of_apply(town)
    assert await shop.ask(PRICE) == 900_00
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'goods.changed_at_once'") == 1


async def test_control_without_the_lock_each_tap_lowers_the_price(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = sql.text

    def weakened(statement: str) -> Any:
        return plain(statement.replace(" FOR NO KEY UPDATE OF b", ""))

    monkeypatch.setattr(editing, "text", weakened)
    shop = await ten_taps_of_apply(unguarded_town)
    assert await shop.ask(PRICE) < 900_00


# ── carrying ─────────────────────────────────────────────────────────────────────────────────────────────


async def ten_copies_of_move(town: Town) -> Stall:
    """One command to carry three pieces arrives ten times."""
    shop = await town.shop()
    await shop.sells("TEA", stock_of=60)
    lies = Places(town.uow, town.clock)
    for name in ("A", "B"):
        await lies.add(shop.owner, name)
    await at_once(lies.carry(shop.owner, "TEA", 3, "A B", "the same command") for _ in range(TAPS))
    return shop


async def test_a_command_that_comes_ten_times_carries_once(town: Town) -> None:
    shop = await ten_copies_of_move(town)
    assert await shop.ask(LYING) == 3
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'stock.carried'") == 1


async def test_control_without_the_key_each_copy_carries(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = sql.text
    monkeypatch.setattr(
        places, "text", lambda statement: plain(statement.replace("ON CONFLICT (shop_id, key) DO NOTHING", ""))
    )
    async with own_database.connection("shop_owner") as owner:
        await owner.execute("ALTER TABLE stock_transfers DROP CONSTRAINT uq_stock_transfers_shop_id_key")
    shop = await ten_copies_of_move(unguarded_town)
    assert await shop.ask(LYING) == 3 * TAPS


# ── who brings it ────────────────────────────────────────────────────────────────────────────────────────


async def to_bring(town: Town) -> tuple[Stall, OrderId]:
    shop = await town.shop()
    order = await (await shop.customer()).has_paid_for(await shop.sells("TEA"), courier=True)
    return shop, OrderId(order.order_id)


async def given(town: Town, shop: Stall, order_id: OrderId, to: list[PersonId]) -> int:
    """Give an order to these people at once; return how often it changed hands."""
    couriers = Couriers(town.uow)
    outcomes = await at_once(couriers.assign(shop.owner, order_id, person) for person in to)
    return sum(map(bool, outcomes))


async def test_a_courier_is_told_once_however_often_the_button_is_pressed(town: Town) -> None:
    shop, order_id = await to_bring(town)
    carl = await shop.hires(Role.COURIER, "Carl")
    assert await given(town, shop, order_id, [carl.person_id] * TAPS) == 1
    assert (await shop.events()).count("order.courier_assigned") == 1


async def test_of_many_couriers_chosen_at_once_one_brings_it_and_the_last_word_is_told_last(town: Town) -> None:
    shop, order_id = await to_bring(town)
    team = [(await shop.hires(Role.COURIER, f"Carl {number}")).person_id for number in range(5)]
    await given(town, shop, order_id, team * 2)
    brings = await shop.ask("SELECT courier_id FROM order_couriers")
    told = (
        "SELECT (payload ->> 'courier_id')::bigint FROM outbox WHERE name = 'order.courier_assigned'"
        " ORDER BY id DESC LIMIT 1"
    )
    assert await shop.count("order_couriers") == 1
    assert await shop.ask(told) == brings


async def test_control_without_the_guard_a_courier_is_told_ten_times(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = sql.text
    guard = "WHERE order_couriers.courier_id <> excluded.courier_id"
    monkeypatch.setattr(work, "text", lambda statement: plain(statement.replace(guard, "")))
    shop, order_id = await to_bring(unguarded_town)
    carl = await shop.hires(Role.COURIER, "Carl")
    assert await given(unguarded_town, shop, order_id, [carl.person_id] * TAPS) == TAPS
