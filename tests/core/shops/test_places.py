"""Places where stock lies: always as much as is on hand, whoever moves it; low stock is told once."""

import asyncio

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from core.kit.errors import BadInput, Forbidden, NotFound
from core.kit.refusals import AlreadyUndone, NotThere, PlaceTaken
from core.shops.audit import UndoChange
from core.shops.change_stock import StockOrder
from core.shops.errors import PlaceInUse, UnknownPlace, UnknownSku
from core.shops.low_stock import LowStock
from core.shops.places import Places, place_called, two_places
from core.shops.reasons import REASONS, read_reason
from core.shops.view_stock import ViewStock
from db.types.enums import Role
from db.types.ids import EventId
from tests.factories.database import Database
from tests.factories.town import Goods, Stall, Town


@pytest.fixture
async def shop(town: Town) -> Stall:
    return await town.shop()


@pytest.fixture
async def tea(shop: Stall) -> Goods:
    return await shop.sells("TEA", stock_of=10)


@pytest.fixture
def places(town: Town) -> Places:
    return Places(town.uow, town.clock)


async def lying(shop: Stall, goods: Goods) -> dict[str, int]:
    async with shop.town.uow(shop.id) as tx:
        found = await tx.connection.execute(
            text(
                "SELECT p.name, l.quantity FROM stock_levels l JOIN stock_places p ON p.id = l.place_id"
                " WHERE l.stock_item_id = :id ORDER BY p.id"
            ),
            {"id": goods.stock_item_id},
        )
        return {row[0]: row[1] for row in found}


async def test_the_first_place_holds_everything_and_sales_take_from_it(
    town: Town, shop: Stall, tea: Goods, places: Places
) -> None:
    await places.add(shop.owner, "Warehouse")
    every = await places.add(shop.owner, "Shop")
    assert [(one.name, one.is_default, one.pieces) for one in every] == [("Warehouse", True, 10), ("Shop", False, 0)]
    await places.carry(shop.owner, "TEA", 4, "warehouse shop", "m:1")
    assert await lying(shop, tea) == {"Warehouse": 6, "Shop": 4}

    order = await (await shop.customer()).has_paid_for(tea, 7)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    assert await lying(shop, tea) == {"Warehouse": 0, "Shop": 3}, "what the default place lacks comes from the others"

    await places.make_default(shop.owner, every[1].id)
    await shop.sets_stock(tea, 5)
    assert await lying(shop, tea) == {"Warehouse": 0, "Shop": 5}
    line = StockOrder("TEA", 2, relative=True, place="ware")
    await town.change_stock(shop.owner, [line], "m:2")
    assert await lying(shop, tea) == {"Warehouse": 2, "Shop": 5}
    card = await ViewStock(town.uow).one(shop.owner, "TEA")
    assert card.places == (("Shop", 5), ("Warehouse", 2))
    with pytest.raises(UnknownPlace):
        await town.change_stock(shop.owner, [StockOrder("TEA", 2, relative=True, place="moon")], "m:3")


async def test_carrying_is_done_once_undone_once_and_never_beyond_what_lies_there(
    town: Town, shop: Stall, tea: Goods, places: Places
) -> None:
    for name in ("A", "B"):
        await places.add(shop.owner, name)
    done = await asyncio.gather(*(places.carry(shop.owner, "TEA", 3, "A B", "m:1") for _ in range(6)))
    assert sum(one.audit_seq is not None for one in done) == 1
    assert await lying(shop, tea) == {"A": 7, "B": 3}
    for quantity, between in ((8, "A B"), (4, "B A")):
        with pytest.raises(NotThere):
            await places.carry(shop.owner, "TEA", quantity, between, f"m:{between}")
    seq = next(one.audit_seq for one in done if one.audit_seq is not None)
    undo = UndoChange(town.uow, town.clock)
    await undo(shop.owner, seq)
    with pytest.raises(AlreadyUndone):
        await undo(shop.owner, seq)
    assert await lying(shop, tea) == {"A": 10, "B": 0}
    with pytest.raises(UnknownSku):
        await places.carry(shop.owner, "NONE", 1, "A B", "m:9")
    with pytest.raises(BadInput):
        await places.carry(shop.owner, "TEA", 0, "A B", "m:9")


async def test_many_carry_sell_and_count_at_once_and_it_adds_up(
    town: Town, shop: Stall, tea: Goods, places: Places
) -> None:
    await shop.sets_stock(tea, 60)
    for name in ("A", "B"):
        await places.add(shop.owner, name)
    outcomes = await asyncio.gather(
        *(places.carry(shop.owner, "TEA", 2, "A B", f"ab:{number}") for number in range(8)),
        *(places.carry(shop.owner, "TEA", 3, "B A", f"ba:{number}") for number in range(8)),
        *(town.change_stock(shop.owner, [StockOrder("TEA", 5, relative=True)], f"s:{number}") for number in range(8)),
        *(town.change_stock(shop.owner, [StockOrder("TEA", -4, relative=True)], f"t:{number}") for number in range(8)),
        return_exceptions=True,
    )
    assert {type(one) for one in outcomes if isinstance(one, Exception)} <= {NotThere}
    assert sum((await lying(shop, tea)).values()) == await shop.on_hand(tea) == 68


async def test_the_first_place_is_made_while_stock_moves(town: Town, shop: Stall, tea: Goods, places: Places) -> None:
    await asyncio.gather(
        *(town.change_stock(shop.owner, [StockOrder("TEA", 1, relative=True)], f"s:{number}") for number in range(12)),
        places.add(shop.owner, "A"),
    )
    assert await lying(shop, tea) == {"A": 22}


async def test_control_without_the_lock_a_first_place_would_miss_what_moves(unguarded_town: Town) -> None:
    shop = await unguarded_town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    # What `create_place` does, without waiting for who moves stock.
    steps = (
        "INSERT INTO stock_places (shop_id, id, name, is_default) VALUES (:shop, 1, 'A', true)",
        """
        INSERT INTO stock_levels (shop_id, stock_item_id, place_id, quantity)
        SELECT shop_id, id, 1, on_hand FROM stock_items WHERE shop_id = :shop
        """,
    )
    async with unguarded_town.uow(shop.id) as mover:
        await mover.connection.execute(text("UPDATE stock_items SET on_hand = on_hand + 5"))
        async with unguarded_town.uow(shop.id) as tx:
            for step in steps:
                await tx.connection.execute(text(step), {"shop": shop.id})
    assert await lying(shop, tea) == {"A": 10}
    assert await shop.on_hand(tea) == 15, "nothing tells the place of what was under way"


async def test_the_database_itself_refuses_places_that_do_not_add_up(
    shop: Stall, tea: Goods, places: Places, database: Database
) -> None:
    await places.add(shop.owner, "A")
    async with database.connection("shop_app") as app:
        await app.execute("SELECT set_config('shop.tenant', $1, false)", str(shop.id))
        for wrong in ("UPDATE stock_levels SET quantity = quantity + 1", "DELETE FROM stock_levels"):
            with pytest.raises(asyncpg.CheckViolationError, match="differ from what is on hand"):
                await app.execute(wrong)
        with pytest.raises(asyncpg.CheckViolationError):
            await app.execute("UPDATE stock_levels SET quantity = -1")
    assert await lying(shop, tea) == {"A": 10}


async def test_a_place_goes_when_nothing_knows_it(shop: Stall, tea: Goods, places: Places) -> None:
    await places.add(shop.owner, "A")
    with pytest.raises(PlaceTaken):
        await places.add(shop.owner, "a")
    with pytest.raises(BadInput):
        await places.add(shop.owner, " -- ")
    [first, second] = await places.add(shop.owner, "B")
    assert [one.name for one in await places.remove(shop.owner, second.id)] == ["A"]
    with pytest.raises(PlaceInUse):
        await places.remove(shop.owner, first.id)


async def test_only_who_counts_stock_has_a_say(town: Town, shop: Stall, tea: Goods, places: Places) -> None:
    [place] = await places.add(shop.owner, "A")
    low = LowStock(town.uow, town.clock)
    for role in (Role.OPERATOR, Role.COURIER, Role.ANALYST):
        actor = await shop.hires(role)
        for asked in (places.add(actor, "B"), places.make_default(actor, place.id), places.remove(actor, place.id),
                      places.carry(actor, "TEA", 1, "A B", "k"), low.set(actor, "TEA", 1), low.set_rule(actor, 1),
                      ViewStock(town.uow).on_shelf(actor, shop.category)):  # fmt: skip
            with pytest.raises(Forbidden):
                await asked
    with pytest.raises(Forbidden):
        await places.all((await shop.customer()).actor)
    with pytest.raises(NotFound):
        await places.make_default((await town.shop()).owner, place.id)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("A B", (0, 1)), ("a → b", (0, 1)), ("из A в B", (0, 1)), ("B A", (1, 0)), ("main ware A", (2, 0)),
        ("A A", None), ("A", None), ("", None), ("A C", None),
        ("to shop on hill from a", None), ("shop to let → a", (3, 0)), ("from shop to let to A", (3, 0)),
    ],
)  # fmt: skip
def test_two_places_are_read_as_people_name_them(typed: str, found: tuple[int, int] | None) -> None:
    assert two_places(typed, ["A", "B", "Main warehouse", "Shop to let"]) == found


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_place_or_none(typed: str) -> None:
    names = ["A", "B", "Main warehouse"]
    assert place_called(typed, names) in (None, 0, 1, 2)
    two_places(typed, names)


def test_reasons_are_read_in_both_languages() -> None:
    assert {read_reason(word) for words in REASONS.values() for word in words} == set(REASONS)
    assert read_reason("Бой.") == "broken"
    assert read_reason("подарили  блогеру") == "подарили блогеру"


# ── low stock ────────────────────────────────────────────────────────────────────────────────────────────


async def test_low_stock_is_told_once_until_there_is_enough_again(town: Town, shop: Stall, tea: Goods) -> None:
    low = LowStock(town.uow, town.clock)

    async def told(event: int) -> list[str]:
        return [one.sku for one in await low.claim(shop.id, [tea.stock_item_id], EventId(event))]

    assert await told(1) == []
    await shop.sets_stock(tea, 3)
    assert await told(2) == ["TEA"]
    assert await told(2) == ["TEA"], "the same event, delivered again, tells the same"
    await shop.sets_stock(tea, 1)
    assert await told(3) == []
    await shop.sets_stock(tea, 9)
    assert await told(4) == []
    await shop.sets_stock(tea, 0)
    assert await told(5) == ["TEA"]


async def test_of_many_who_follow_events_at_once_one_tells(town: Town, shop: Stall, tea: Goods) -> None:
    low = LowStock(town.uow, town.clock)
    await shop.sets_stock(tea, 1)
    found = await asyncio.gather(*(low.claim(shop.id, [tea.stock_item_id], EventId(event)) for event in range(1, 9)))
    assert sum(len(one) for one in found) == 1


async def test_control_without_the_mark_everybody_tells(unguarded_town: Town) -> None:
    shop = await unguarded_town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    low = LowStock(unguarded_town.uow, unguarded_town.clock)
    told = 0
    for event in range(1, 5):
        told += len(await low.claim(shop.id, [tea.stock_item_id], EventId(event)))
        await shop.tell("UPDATE stock_items SET low_told = NULL")
    assert told == 4


async def test_what_is_hidden_or_never_had_stock_is_not_told(town: Town, shop: Stall) -> None:
    low = LowStock(town.uow, town.clock)
    new, hidden = await shop.sells("NEW", stock_of=0), await shop.sells("HID", stock_of=1)
    await shop.tell("UPDATE variants SET hidden = true WHERE sku = 'HID'")
    items = [new.stock_item_id, hidden.stock_item_id]
    assert await low.claim(shop.id, items, EventId(1)) == ()


async def test_each_sku_or_the_whole_shop_says_what_low_is(town: Town, shop: Stall, tea: Goods) -> None:
    low = LowStock(town.uow, town.clock)
    cup = await shop.sells("CUP", stock_of=6)
    seq = await low.set(shop.owner, "TEA", 9)
    assert seq is not None
    await UndoChange(town.uow, town.clock)(shop.owner, seq)
    assert await shop.ask("SELECT low_at FROM stock_items WHERE id = :id", id=tea.stock_item_id) == 3
    await low.set(shop.owner, "TEA", 8)
    assert await low.set(shop.owner, "TEA", 8) is None
    with pytest.raises(AlreadyUndone):
        await UndoChange(town.uow, town.clock)(shop.owner, seq)
    assert await low.set_rule(shop.owner, 6) == 1
    marks = await shop.ask("SELECT array_agg(si.low_at ORDER BY v.sku) FROM stock_items si"
                           " JOIN variants v ON v.stock_item_id = si.id")  # fmt: skip
    assert marks == [6, 8]
    assert [one.sku for one in await low.claim(shop.id, [cup.stock_item_id], EventId(1))] == ["CUP"]
    assert (
        await shop.ask("SELECT low_at FROM stock_items WHERE id = :id", id=(await shop.sells("X")).stock_item_id) == 6
    )
    with pytest.raises(BadInput):
        await low.set(shop.owner, "TEA", -1)
