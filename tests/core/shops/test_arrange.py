"""The tree of shelves, changed from the chat."""

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.shops.arrange import DEEPEST, ArrangeShelves, read_title
from core.shops.catalogue import BrowseCatalogue
from core.shops.errors import ShelfNotEmpty, ShelfTooDeep
from db.types.enums import Role
from db.types.ids import CategoryId
from tests.factories.town import Stall, Town


@pytest.fixture
async def shop(town: Town) -> Stall:
    return await town.shop()


@pytest.fixture
def shelves(town: Town) -> ArrangeShelves:
    return ArrangeShelves(town.uow, town.clock)


async def names(shelves: ArrangeShelves, shop: Stall) -> list[str]:
    return ["-" * one.depth + one.title["en"] for one in await shelves.all(shop.owner)]


async def test_shelves_stand_in_each_other_and_customers_see_them(
    town: Town, shop: Stall, shelves: ArrangeShelves
) -> None:
    tea = await shelves.add(shop.owner, None, "🍵  Tea   leaves")
    await shelves.add(shop.owner, tea, "Green")
    before = await shop.ask("SELECT catalogue_version FROM shops WHERE id = :id", id=shop.id)
    await shelves.first(shop.owner, tea)
    assert (await names(shelves, shop))[:2] == ["Tea leaves", "-Green"]
    assert await shop.ask("SELECT catalogue_version FROM shops WHERE id = :id", id=shop.id) > before
    tree = await BrowseCatalogue(town.uow).tree(shop.id)
    assert "Tea leaves" in [shelf.title["en"] for shelf in tree]

    await shelves.hide(shop.owner, tea, hidden=True)
    tree = await BrowseCatalogue(town.uow).tree(shop.id)
    assert "Tea leaves" not in [shelf.title["en"] for shelf in tree]


async def test_only_an_empty_shelf_is_removed(shop: Stall, shelves: ArrangeShelves) -> None:
    await shop.sells("TEA")
    with pytest.raises(ShelfNotEmpty):
        await shelves.remove(shop.owner, shop.category)
    with pytest.raises(ShelfNotEmpty):
        await shelves.add(shop.owner, shop.category, "Inside")
    empty = await shelves.add(shop.owner, None, "Empty")
    await shelves.remove(shop.owner, empty)
    assert "Empty" not in await names(shelves, shop)


async def test_a_name_changes_in_one_language_once_they_differ(shop: Stall, shelves: ArrangeShelves) -> None:
    shelf = await shelves.add(shop.owner, None, "Tea")
    await shop.tell('UPDATE categories SET title = \'{"ru": "Чай", "en": "Tea"}\' WHERE id = :id', id=shelf)
    await shelves.rename(shop.owner, shelf, "Teas", "en")
    found = next(one for one in await shelves.all(shop.owner) if one.id == shelf)
    assert found.title == {"ru": "Чай", "en": "Teas"}


async def test_the_tree_has_a_floor(shop: Stall, shelves: ArrangeShelves) -> None:
    parent: CategoryId | None = None
    for _ in range(DEEPEST):
        parent = await shelves.add(shop.owner, parent, "Deeper")
    with pytest.raises(ShelfTooDeep):
        await shelves.add(shop.owner, parent, "Too deep")


@pytest.mark.parametrize("typed", ["", "   ", "🍵", "x" * 41, "!!!"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_title(typed)


async def test_another_shops_shelf_and_a_strangers_hand_change_nothing(
    town: Town, shop: Stall, shelves: ArrangeShelves
) -> None:
    other = await town.shop()
    with pytest.raises(NotFound):
        await shelves.remove(shop.owner, other.category)
    with pytest.raises(NotFound):
        await shelves.add(shop.owner, other.category, "Theirs")
    with pytest.raises(Forbidden):
        await shelves.add(await shop.hires(Role.OPERATOR), None, "Mine")
