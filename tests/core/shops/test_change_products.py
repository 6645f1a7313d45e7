"""Prices, visibility, new products, undo, and the chain that proves nobody rewrote the records."""

import asyncio

import pytest

from core.kit.errors import Forbidden, NotFound
from core.kit.refusals import AlreadyUndone, SkuTaken
from core.shops.audit import AuditChain, UndoChange
from core.shops.change_products import AddProduct, NewProduct, SetPrice, SetVisibility, make_sku
from core.shops.errors import ChangedSince, UnknownSku
from core.shops.pictures import Picture
from db.types.enums import Role
from tests.factories.database import Database
from tests.factories.laws import Laws
from tests.factories.town import Town

NEW = NewProduct(title="Чайник", price=2500_00, stock=3, sku="POT", description="Большой")


async def test_a_price_is_set_undone_and_not_undone_twice(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA", price=500)
    set_price, undo = SetPrice(town.uow, town.clock), UndoChange(town.uow, town.clock)

    change = await set_price(shop.owner, "TEA", 400, 600)
    assert (change.before, change.after) == (500, 400)
    assert change.audit_seq is not None
    assert await shop.ask("SELECT price || '/' || old_price FROM variants") == "400/600"

    assert await undo(shop.owner, change.audit_seq) == "TEA"
    assert await shop.ask("SELECT price || '/' || coalesce(old_price::text, '-') FROM variants") == "500/-"
    with pytest.raises(AlreadyUndone):
        await undo(shop.owner, change.audit_seq)


async def test_an_undo_does_not_overwrite_what_somebody_else_set_since(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA", price=500)
    set_price = SetPrice(town.uow, town.clock)
    first = await set_price(shop.owner, "TEA", 400)
    await set_price(shop.owner, "TEA", 450)
    assert first.audit_seq is not None

    with pytest.raises(ChangedSince):
        await UndoChange(town.uow, town.clock)(shop.owner, first.audit_seq)
    assert await shop.ask("SELECT price FROM variants") == 450


async def test_a_struck_price_that_is_not_higher_is_dropped_and_the_same_price_changes_nothing(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA", price=500)
    set_price = SetPrice(town.uow, town.clock)

    await set_price(shop.owner, "TEA", 450, 450)
    assert await shop.ask("SELECT old_price FROM variants") is None
    assert (await set_price(shop.owner, "TEA", 450)).audit_seq is None
    version = await shop.ask("SELECT catalogue_version FROM shops WHERE id = :id", id=shop.id)
    assert version == 2


async def test_hiding_and_showing_can_be_undone_and_the_shelves_hear_of_each(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA")
    visible, undo = SetVisibility(town.uow, town.clock), UndoChange(town.uow, town.clock)

    hidden = await visible(shop.owner, "TEA", hidden=True)
    assert await shop.ask("SELECT hidden FROM variants")
    assert (await visible(shop.owner, "TEA", hidden=True)).audit_seq is None
    assert hidden.audit_seq is not None
    await undo(shop.owner, hidden.audit_seq)

    assert not await shop.ask("SELECT hidden FROM variants")
    assert await shop.events() == ["stock.changed"] * 2


async def test_a_new_product_is_a_draft_until_it_is_shown(town: Town) -> None:
    shop = await town.shop()
    add, picture = AddProduct(town.uow, town.clock), Picture(b"jpeg", 10, 10)

    added = await add(shop.owner, NEW, picture, "message:1")
    again = await add(shop.owner, NEW, picture, "message:1")

    assert (added.sku, again.sku, again.audit_seq) == ("POT", "POT", None)
    assert await shop.ask("SELECT status FROM products") == "draft"
    assert await shop.ask("SELECT on_hand FROM stock_items") == 3
    shown = await SetVisibility(town.uow, town.clock)(shop.owner, "POT", hidden=False)
    assert await shop.ask("SELECT status FROM products") == "active"
    assert shown.audit_seq is not None
    await UndoChange(town.uow, town.clock)(shop.owner, shown.audit_seq)
    assert await shop.ask("SELECT status FROM products") == "draft"


async def test_the_same_photo_sent_twice_at_once_makes_one_product(town: Town) -> None:
    shop = await town.shop()
    add = AddProduct(town.uow, town.clock)

    await asyncio.gather(
        *(add(shop.owner, NEW, Picture(b"jpeg", 10, 10), "message:1") for _ in range(5)), return_exceptions=True
    )

    assert (await shop.count("products"), await shop.count("variants"), await shop.count("media")) == (1, 1, 1)


async def test_a_sku_that_is_taken_is_refused_and_leaves_nothing(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("POT")

    with pytest.raises(SkuTaken):
        await AddProduct(town.uow, town.clock)(shop.owner, NEW, None, "message:1")
    assert (await shop.count("products"), await shop.count("stock_items")) == (1, 1)


@pytest.mark.parametrize("title", ["Чайник", "Tea pot 500 ml", "!!!", "<b>&", "ß" * 40])
def test_a_proposed_sku_is_one_the_database_takes(title: str) -> None:
    sku = make_sku(title)
    assert sku.isascii()
    assert 4 < len(sku) <= 32
    assert sku[0].isalnum()
    assert sku == sku.upper()


async def test_roles_and_unknown_skus_are_refused(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA")
    keeper = await shop.hires(Role.STOCK_KEEPER)
    set_price, visible = SetPrice(town.uow, town.clock), SetVisibility(town.uow, town.clock)

    for doing in (set_price(keeper, "TEA", 1), visible(keeper, "TEA", hidden=True)):
        with pytest.raises(Forbidden):
            await doing
    for doing in (set_price(shop.owner, "NONE", 1), visible(shop.owner, "NONE", hidden=True)):
        with pytest.raises(UnknownSku):
            await doing
    with pytest.raises(NotFound):
        await UndoChange(town.uow, town.clock)(shop.owner, 99)


async def test_whoever_could_not_make_a_change_cannot_undo_it(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA", price=500)
    change = await SetPrice(town.uow, town.clock)(shop.owner, "TEA", 400)
    assert change.audit_seq is not None

    with pytest.raises(Forbidden):
        await UndoChange(town.uow, town.clock)(await shop.hires(Role.STOCK_KEEPER), change.audit_seq)
    assert await shop.ask("SELECT price FROM variants") == 400


async def test_changes_by_many_at_once_make_one_chain(town: Town) -> None:
    shop = await town.shop()
    for number in range(10):
        await shop.sells(f"SKU-{number}", price=500)
    set_price = SetPrice(town.uow, town.clock)

    await asyncio.gather(*(set_price(shop.owner, f"SKU-{number}", 400 + number) for number in range(10)))

    assert await shop.count("audit_log") == 10
    assert await AuditChain(town.uow).broken_at(shop.id) is None


@pytest.mark.parametrize(
    ("forgery", "found_at"),
    [
        ("UPDATE audit_log SET after = '{\"price\": 1}' WHERE seq = 2", 2),
        ("UPDATE audit_log SET actor_id = NULL WHERE seq = 1", 1),
        ("UPDATE audit_log SET at = at + interval '1 second' WHERE seq = 3", 3),
        ("DELETE FROM audit_log WHERE seq = 2", 3),
    ],
)
async def test_a_record_that_was_edited_or_removed_is_found(
    town: Town, database: Database, laws: Laws, forgery: str, found_at: int
) -> None:
    shop = await town.shop()
    await shop.sells("TEA", price=500)
    for price in (400, 300, 200):
        await SetPrice(town.uow, town.clock)(shop.owner, "TEA", price)
    async with database.connection() as admin:
        await admin.execute("SET session_replication_role = replica")  # a superuser's hand
        await admin.execute(forgery)

    assert await AuditChain(town.uow).broken_at(shop.id) == found_at
    assert "audit_chain" in await laws.broken()
    laws.waive("the records were forged")
