"""The audit's pages and the look at a shop: true, limited to those who may, and one list of what can be undone."""

import ast
from pathlib import Path

import pytest

from core.kit.errors import Forbidden
from core.shops.draw_zones import Band, Zones
from core.shops.watch import PAGE, UNDOABLE, CheckShop, ViewAudit
from db.types.enums import Role
from tests.factories.town import Town
from tests.factories.zoned import HERE


async def test_pages_follow_each_other_and_words_are_looked_for(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    await shop.sells("MUG")
    for number in range(PAGE + 2):
        await shop.sets_stock(tea, 20 + number)
    view = ViewAudit(town.uow)

    first = await view(shop.owner)
    second = await view(shop.owner, before=first.older)

    assert [entry.seq for entry in (*first.entries, *second.entries)] == list(range(PAGE + 2, 0, -1))
    assert second.older == 0
    assert first.intact
    assert all(entry.undoable and entry.who == "Olga" for entry in first.entries)
    assert (await view(shop.owner, words="mug")).entries == ()
    assert len((await view(shop.owner, words=" OLGA ")).entries) == PAGE


async def test_a_shop_that_cannot_sell_is_told_why(town: Town) -> None:
    shop = await town.shop()
    check = CheckShop(town.uow, town.clock)

    found = {finding.code: finding for finding in await check(shop.owner, shop.shop)}
    assert not found["goods"].good
    assert found["delivery"].good
    await shop.sells("TEA")
    await shop.tell("UPDATE delivery_options SET active = false")
    found = {finding.code: finding for finding in await check(shop.owner, shop.shop)}
    assert (found["goods"].good, found["goods"].count) == (True, 1)
    assert not found["delivery"].good
    assert found["zones"].good
    zones = Zones(town.uow, town.clock)
    await zones.set_point(shop.owner, HERE)
    await zones.add_bands(shop.owner, shop.courier, [Band(3000, 150_00)])
    await shop.tell("UPDATE delivery_options SET active = true WHERE id = :id", id=shop.courier)
    assert {one.code for one in await check(shop.owner, shop.shop) if one.good} >= {"zones", "delivery"}
    await shop.tell("UPDATE delivery_zones SET active = false")
    assert "zones" in {one.code for one in await check(shop.owner, shop.shop) if not one.good}
    assert (found["pictures"].good, found["pictures"].count) == (False, 1)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST], ids=str)
async def test_others_see_neither(town: Town, role: Role) -> None:
    shop = await town.shop()
    other = await shop.hires(role)
    with pytest.raises(Forbidden):
        await ViewAudit(town.uow)(other)
    with pytest.raises(Forbidden):
        await CheckShop(town.uow, town.clock)(other, shop.shop)


def test_what_can_be_undone_is_one_list() -> None:
    tree = ast.parse((Path(__file__).parents[3] / "core/shops/audit.py").read_text(encoding="utf-8"))
    known = {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant)
    }
    assert known == UNDOABLE
