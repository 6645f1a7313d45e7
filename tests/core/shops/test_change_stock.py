"""Staff count the stock: many lines or none, once per command, never below what orders hold."""

import asyncio

import pytest

from core.kit.errors import Forbidden
from core.kit.refusals import AlreadyUndone, StockBelowHeld
from core.shops.audit import UndoChange
from core.shops.change_stock import StockOrder
from core.shops.errors import StockTooLow, UnknownSku
from core.shops.view_stock import ViewStock
from db.types.enums import Role
from tests.factories.footprint import changed, footprint
from tests.factories.town import Town


def setting(sku: str, quantity: int) -> StockOrder:
    return StockOrder(sku, quantity, relative=False)


def adding(sku: str, quantity: int) -> StockOrder:
    return StockOrder(sku, quantity, relative=True)


async def test_many_lines_are_one_change(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=5), await shop.sells("CUP", stock_of=5)

    change = await town.change_stock(shop.owner, [setting("TEA", 25), adding("CUP", -2)], "message:1")

    assert [(line.sku, line.before, line.after) for line in change.results] == [("CUP", 5, 3), ("TEA", 5, 25)]
    assert (await shop.on_hand(tea), await shop.on_hand(cup)) == (25, 3)
    assert await shop.count("audit_log") == 1
    assert (await shop.events())[-1] == "stock.changed"


async def test_one_bad_line_changes_nothing_at_all(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    await (await shop.customer()).orders(tea, 4)
    before = await footprint(town.uow, shop.id)

    for bad, refusal in ((setting("NONE", 1), UnknownSku), (setting("TEA", 3), StockTooLow)):
        with pytest.raises(refusal):
            await town.change_stock(shop.owner, [adding("TEA", 1), bad], "message:1")

    assert changed(before, await footprint(town.uow, shop.id)) == set()


async def test_the_same_command_delivered_again_changes_nothing_even_after_a_sale(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    lines = [adding("TEA", -6)]
    await town.change_stock(shop.owner, lines, "message:1")
    await (await shop.customer()).orders(tea, 4)

    again = await town.change_stock(shop.owner, lines, "message:1")

    assert again.audit_seq is None
    assert (await shop.on_hand(tea), await shop.available(tea)) == (4, 0)


async def test_the_same_command_at_once_has_one_effect(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)

    changes = await asyncio.gather(*(town.change_stock(shop.owner, [adding("TEA", 5)], "message:1") for _ in range(8)))

    assert await shop.on_hand(tea) == 15
    assert sum(change.audit_seq is not None for change in changes) == 1


async def test_two_lines_on_one_sku_or_one_stock_item_add_up_and_are_undone_whole(town: Town) -> None:
    shop = await town.shop()
    single = await shop.sells("TEA-1", stock_of=10)
    await shop.sells("TEA-2", from_stock_of=single)

    change = await town.change_stock(
        shop.owner, [adding("TEA-1", 1), adding("TEA-2", 2), adding("TEA-1", 4)], "message:1"
    )
    assert await shop.on_hand(single) == 17

    assert change.audit_seq is not None
    await UndoChange(town.uow, town.clock)(shop.owner, change.audit_seq)
    assert await shop.on_hand(single) == 10


async def test_a_change_is_undone_once_whatever_was_sold_since(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    change = await shop.sets_stock(tea, 9)
    await (await shop.customer()).orders(tea, 3)
    undo = UndoChange(town.uow, town.clock)
    assert change.audit_seq is not None

    assert await undo(shop.owner, change.audit_seq) == "TEA"
    with pytest.raises(AlreadyUndone):
        await undo(shop.owner, change.audit_seq)

    assert (await shop.on_hand(tea), await shop.available(tea)) == (5, 2)


async def test_an_undo_that_would_take_held_goods_is_refused(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    change = await shop.sets_stock(tea, 5)
    await (await shop.customer()).orders(tea, 4)
    assert change.audit_seq is not None

    with pytest.raises(StockBelowHeld):
        await UndoChange(town.uow, town.clock)(shop.owner, change.audit_seq)
    assert await shop.on_hand(tea) == 5


async def test_undone_by_ten_at_once_is_undone_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    change = await shop.sets_stock(tea, 9)
    undo = UndoChange(town.uow, town.clock)
    assert change.audit_seq is not None

    outcomes = await asyncio.gather(*(undo(shop.owner, change.audit_seq) for _ in range(10)), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyUndone"] * 9 + ["str"]
    assert await shop.on_hand(tea) == 5


async def test_nothing_to_change_is_no_change(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)

    assert (await shop.sets_stock(tea, 5)).audit_seq is None
    assert await shop.count("audit_log") == 0


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COURIER, Role.ANALYST])
async def test_only_who_may_changes_the_stock(town: Town, role: Role) -> None:
    shop = await town.shop()
    await shop.sells("TEA")

    with pytest.raises(Forbidden):
        await town.change_stock(await shop.hires(role), [adding("TEA", 1)], "message:1")


async def test_staff_see_the_lowest_first_one_sku_with_its_story_and_find_by_words(town: Town) -> None:
    shop = await town.shop()
    tea, _ = await shop.sells("TEA", stock_of=9), await shop.sells("CUP", stock_of=2)
    await (await shop.customer()).orders(tea, 4)
    await shop.sets_stock(tea, 8)
    view = ViewStock(town.uow)

    assert [(line.sku, line.available, line.low) for line in await view.lowest(shop.owner)] == [
        ("CUP", 2, True), ("TEA", 4, False),
    ]  # fmt: skip
    card = await view.one(shop.owner, "TEA")
    assert (card.line.on_hand, card.line.held, [move.delta for move in card.movements]) == (8, 4, [-1, 9])
    for words in ("te", "товар", "products"):
        assert "TEA" in [line.sku for line in await view.find(shop.owner, words)]
    with pytest.raises(UnknownSku):
        await view.one(shop.owner, "NONE")
    with pytest.raises(Forbidden):
        await view.lowest((await shop.customer()).actor)
