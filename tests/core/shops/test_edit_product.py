"""The editor: every field with Undo, variants from options, archive instead of delete, many at once."""

import asyncio

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.kit.refusals import AlreadyUndone, SkuTaken
from core.shops.audit import UndoChange
from core.shops.bulk import BulkChange, new_price
from core.shops.catalogue import BrowseCatalogue
from core.shops.edit_product import EditProduct
from core.shops.edit_variants import EditVariants
from core.shops.errors import ChangedSince, LastVariant, NothingMeant, TooManyVariants, UnknownSku, WrongKind
from core.shops.pictures import Picture
from db.types.enums import BulkAction, BulkState, ProductStatus, Role
from tests.factories import digital
from tests.factories.footprint import changed, footprint
from tests.factories.town import Goods, Stall, Town


@pytest.fixture
async def shop(town: Town) -> Stall:
    return await town.shop()


@pytest.fixture
async def tea(shop: Stall) -> Goods:
    return await shop.sells("TEA", price=500_00, stock_of=5)


@pytest.fixture
def edit(town: Town) -> EditProduct:
    return EditProduct(town.uow, town.clock)


@pytest.fixture
def variants(town: Town) -> EditVariants:
    return EditVariants(town.uow, town.clock)


@pytest.fixture
def bulk(town: Town) -> BulkChange:
    return BulkChange(town.uow, town.clock)


async def test_texts_change_in_both_languages_while_they_are_the_same(
    shop: Stall, tea: Goods, edit: EditProduct
) -> None:
    done = await edit.describe(shop.owner, tea.product_id, "Loose leaf")
    assert done.product.description == {"ru": "Loose leaf", "en": "Loose leaf"}
    done = await edit.rename(shop.owner, tea.product_id, "  Green   tea ")
    assert done.product.title == {"ru": "Товар TEA", "en": "Green tea"}, "they differed: the actor's language only"
    done = await edit.rename(shop.owner, tea.product_id, "Зелёный", "ru")
    assert done.product.title == {"ru": "Зелёный", "en": "Green tea"}
    assert (await edit.describe(shop.owner, tea.product_id, "-")).product.description == {"ru": "", "en": ""}
    with pytest.raises(BadInput):
        await edit.rename(shop.owner, tea.product_id, " - ")


async def test_each_field_is_undone_unless_it_was_changed_since(
    town: Town, shop: Stall, tea: Goods, edit: EditProduct, variants: EditVariants
) -> None:
    undo = UndoChange(town.uow, town.clock)
    before = await edit.view(shop.owner, tea.product_id)
    shelf = await shop.ask("SELECT id FROM categories WHERE id <> :id", id=shop.category) or shop.category
    edits = [
        (await edit.rename(shop.owner, tea.product_id, "Other", "en")).audit_seq,
        (await edit.set_status(shop.owner, tea.product_id, ProductStatus.ARCHIVED)).audit_seq,
        (await edit.set_picture(shop.owner, tea.product_id, Picture(b"x", 1, 1))).audit_seq,
        (await variants.set_sku(shop.owner, tea.variant_id, "tea-2")).audit_seq,
        (await edit.set_shelf(shop.owner, tea.product_id, shelf)).audit_seq,
    ]
    for seq in [one for one in edits if one is not None]:
        await undo(shop.owner, seq)
    after = await edit.view(shop.owner, tea.product_id)
    assert (after.title, after.status, after.media_id, after.live[0].sku) == (
        before.title, before.status, before.media_id, "TEA",
    )  # fmt: skip

    first = (await edit.rename(shop.owner, tea.product_id, "One", "en")).audit_seq
    await edit.rename(shop.owner, tea.product_id, "Two", "en")
    assert first is not None
    with pytest.raises(ChangedSince):
        await undo(shop.owner, first)
    same = await edit.rename(shop.owner, tea.product_id, "Two", "en")
    assert same.audit_seq is None


async def test_an_archived_product_leaves_the_shelf_and_its_orders_stay(
    town: Town, shop: Stall, tea: Goods, edit: EditProduct
) -> None:
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await edit.set_status(shop.owner, tea.product_id, ProductStatus.ARCHIVED)
    with pytest.raises(NotFound):
        await BrowseCatalogue(town.uow).product(shop.id, tea.product_id)
    assert (await town.view.one_of_mine(anna.actor, order.order_id)).lines[0].sku == "TEA"
    await town.fulfil.pack(shop.owner, order.order_id)
    restored = await edit.set_status(shop.owner, tea.product_id, ProductStatus.HIDDEN)
    assert restored.product.status is ProductStatus.HIDDEN


async def test_a_copy_is_a_draft_without_stock_made_once(shop: Stall, tea: Goods, edit: EditProduct) -> None:
    made = await edit.copy(shop.owner, tea.product_id, "k1")
    assert (made.status, made.live[0].sku, made.live[0].price, made.live[0].on_hand) == (
        ProductStatus.DRAFT, "TEA-COPY", 500_00, 0,
    )  # fmt: skip
    assert (await edit.copy(shop.owner, tea.product_id, "k1")).id == made.id
    assert (await edit.copy(shop.owner, tea.product_id, "k2")).live[0].sku == "TEA-COPY-2"


async def test_options_make_variants_and_taking_one_out_archives_them(
    town: Town, shop: Stall, tea: Goods, edit: EditProduct, variants: EditVariants
) -> None:
    anna = await shop.customer()
    made = await variants.add_values(shop.owner, tea.product_id, "Цвет", ["чёрный", "белый"])
    assert [(one.sku, one.options_text["ru"], one.on_hand) for one in made.live] == [
        ("TEA", "чёрный", 5), ("TEA-BELYY", "белый", 0),
    ]  # fmt: skip
    made = await variants.add_values(shop.owner, tea.product_id, "Размер", ["M", "L"])
    assert len(made.live) == 4
    assert made.live[0].options_text["ru"] == "чёрный, M"
    order = await anna.has_paid_for(tea)

    after = await variants.remove_value(shop.owner, tea.product_id, made.options[0]["code"], "chernyy")
    assert {one.options_text["ru"] for one in after.live} == {"белый, M", "белый, L"}
    assert (await town.view.one_of_mine(anna.actor, order.order_id)).lines[0].sku == "TEA"
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    assert await shop.on_hand(tea) == 4

    back = await variants.add_values(shop.owner, tea.product_id, "цвет", ["чёрный"])
    assert len(back.live) == 4
    assert "TEA" in {one.sku for one in back.live}, "the archived variant came back with its stock"
    assert await shop.count("variants") == 4


async def test_a_product_always_keeps_something_to_sell(shop: Stall, tea: Goods, variants: EditVariants) -> None:
    await variants.add_values(shop.owner, tea.product_id, "Size", ["M", "L"])
    await variants.remove_value(shop.owner, tea.product_id, "size", "m")
    after = await variants.remove_value(shop.owner, tea.product_id, "size", "l")
    assert (after.options, len(after.live)) == ([], 1), "the last value takes its option with it"
    with pytest.raises(TooManyVariants):
        await variants.add_values(shop.owner, tea.product_id, "Size", [str(number) for number in range(101)])
    with pytest.raises(BadInput):
        await variants.add_values(shop.owner, tea.product_id, "", ["M"])
    made = await variants.add_values(shop.owner, tea.product_id, "Size", ["M", "L"])
    await shop.tell("UPDATE variants SET archived = true, hidden = true WHERE options ->> 'size' = 'm'")
    with pytest.raises(LastVariant):
        await variants.remove_value(shop.owner, made.id, "size", "l")


async def test_keys_have_no_options(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K1"])
    with pytest.raises(WrongKind):
        await EditVariants(town.uow, town.clock).add_values(shop.owner, game.product_id, "Size", ["M"])


async def test_a_sku_is_one_variants_alone(shop: Stall, tea: Goods, variants: EditVariants) -> None:
    await shop.sells("CUP")
    with pytest.raises(SkuTaken):
        await variants.set_sku(shop.owner, tea.variant_id, "cup")
    with pytest.raises(BadInput):
        await variants.set_sku(shop.owner, tea.variant_id, "чай")


async def test_only_who_may_edits_and_nobody_elses(
    town: Town, shop: Stall, tea: Goods, edit: EditProduct, variants: EditVariants, bulk: BulkChange
) -> None:
    before = await footprint(town.uow, shop.id)
    everybody = [await shop.hires(role) for role in (Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST)]
    for actor in [*everybody, (await shop.customer()).actor]:
        for asked in (
            edit.view(actor, tea.product_id), edit.of_sku(actor, "TEA"), edit.rename(actor, tea.product_id, "x"),
            edit.describe(actor, tea.product_id, "x"), edit.copy(actor, tea.product_id, "k"),
            edit.set_status(actor, tea.product_id, ProductStatus.ARCHIVED),
            edit.set_picture(actor, tea.product_id, None),
            edit.set_shelf(actor, tea.product_id, shop.category), variants.set_sku(actor, tea.variant_id, "X"),
            variants.add_values(actor, tea.product_id, "Size", ["M"]),
            variants.set_picture(actor, tea.variant_id, None),
            variants.remove_value(actor, tea.product_id, "size", "m"), bulk.choose(actor, shop.category),
        ):  # fmt: skip
            with pytest.raises(Forbidden):
                await asked
    stranger = (await town.shop()).owner
    for other in (edit.view(stranger, tea.product_id), variants.set_sku(stranger, tea.variant_id, "X")):
        with pytest.raises(NotFound):
            await other
    with pytest.raises(UnknownSku):
        await edit.of_sku(stranger, "TEA")
    assert changed(before, await footprint(town.uow, shop.id)) - {"staff"} == set()


@pytest.mark.parametrize(
    ("price", "action", "amount", "round_to", "after"),
    [
        (1_000_00, BulkAction.PERCENT, -1_000, 1_00, 900_00),
        (999_00, BulkAction.PERCENT, 1_050, 1_00, 1_104_00),
        (999_00, BulkAction.PERCENT, 1_050, 10_00, 1_100_00),
        (999_00, BulkAction.PERCENT, 1_050, 1, 1_103_90),
        (500_00, BulkAction.SUM, 50_00, 100_00, 600_00),
        (500_00, BulkAction.SUM, -900_00, 1_00, 1),
        (3_00, BulkAction.PERCENT, -1_000, 100_00, 2_70),
    ],
)
def test_a_new_price_is_rounded_and_never_nothing(
    price: int, action: BulkAction, amount: int, round_to: int, after: int
) -> None:
    assert new_price(price, action, amount, round_to) == after


async def test_many_prices_are_looked_at_changed_and_taken_back(shop: Stall, tea: Goods, bulk: BulkChange) -> None:
    await shop.sells("CUP", price=300_00)
    await shop.sells("OLD", price=200_00)
    view = await bulk.choose(shop.owner, shop.category)
    assert (view.meant, view.hidden) == (3, 0)
    before = await footprint(shop.town.uow, shop.id)
    planned = await bulk.plan(shop.owner, view.id, BulkAction.PERCENT, -1_000, 1_00)
    assert [(one.before, one.after) for one in planned.lines] == [
        (500_00, 450_00), (300_00, 270_00), (200_00, 180_00),
    ]  # fmt: skip
    assert changed(before, await footprint(shop.town.uow, shop.id)) == {"bulk_changes"}

    done = await asyncio.gather(*(bulk.apply(shop.owner, view.id) for _ in range(5)))
    assert {one.state for one in done} == {BulkState.APPLIED}
    assert await shop.ask("SELECT price FROM variants WHERE sku = 'TEA'") == 450_00, "once, however often tapped"
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'goods.changed_at_once'") == 1
    await shop.tell("UPDATE variants SET price = 1000 WHERE sku = 'OLD'")

    _, left = await bulk.undo(shop.owner, view.id)
    assert left == 1
    assert await shop.ask("SELECT array_agg(price ORDER BY sku) FROM variants") == [300_00, 10_00, 500_00]
    with pytest.raises(AlreadyUndone):
        await bulk.undo(shop.owner, view.id)


async def test_many_are_hidden_and_shown_by_words(shop: Stall, tea: Goods, bulk: BulkChange) -> None:
    await shop.sells("CUP")
    view = await bulk.choose(shop.owner, None, "товар te")
    assert view.meant == 1
    await bulk.plan(shop.owner, view.id, BulkAction.HIDE)
    await bulk.apply(shop.owner, view.id)
    assert await shop.ask("SELECT array_agg(sku) FROM variants WHERE hidden") == ["TEA"]
    await bulk.undo(shop.owner, view.id)
    assert await shop.ask("SELECT count(*) FROM variants WHERE hidden") == 0
    with pytest.raises(NothingMeant):
        await bulk.choose(shop.owner, None, "nothing like it")
    for amount in (0, -9_500, 200_000):
        again = await bulk.choose(shop.owner, None, "товар")
        with pytest.raises(BadInput):
            await bulk.plan(shop.owner, again.id, BulkAction.PERCENT, amount)
