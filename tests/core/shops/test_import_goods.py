"""Goods by file: the dry run changes nothing, Apply changes what it said, once, whoever dies meanwhile."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from core.auth.actor import Actor
from core.kit.errors import Forbidden, NotFound
from core.kit.i18n.words import words_of
from core.orders.export_orders import ExportOrders
from core.shops.apply_import import ApplyImport
from core.shops.errors import ImportOver
from core.shops.export_goods import ExportGoods
from core.shops.import_goods import Desk, ImportGoods, ImportView
from core.shops.import_rows import read_sheet
from core.shops.sheets import read_table, write_csv
from db.types.enums import ImportState, Role
from tests.factories import digital
from tests.factories.footprint import changed, footprint
from tests.factories.town import Stall, Town

DESK = Desk(None, 42)
HEAD = ("SKU", "Name", "Price", "Old price", "Stock", "Category", "Description")


@pytest.fixture
async def shop(town: Town) -> Stall:
    return await town.shop()


async def looks(shop: Stall, *rows: tuple[object, ...], who: Actor | None = None, key: str = "file:1") -> ImportView:
    sheet = read_sheet([[str(cell) for cell in row] for row in rows], "RUB")
    return await ImportGoods(shop.town.uow).look(who or shop.owner, sheet, "goods.csv", key, DESK)


async def applies(shop: Stall, view: ImportView, batch: int = 250) -> ImportView:
    await ImportGoods(shop.town.uow).approve(shop.owner, view.id, 7)
    return await carried_out(shop, view.id, batch)


async def carried_out(shop: Stall, import_id: int, batch: int = 250) -> ImportView:
    apply = ApplyImport(shop.town.uow, shop.town.clock)
    while True:
        step = await apply(shop.id, import_id, batch)
        assert step is not None
        if step.view.state is not ImportState.APPLYING:
            return step.view


async def good(shop: Stall, sku: str) -> dict[str, Any]:
    async with shop.town.uow(shop.id) as tx:
        found = await tx.connection.execute(
            text(
                "SELECT p.id AS product, p.title ->> 'en' AS title, p.description ->> 'en' AS about, v.price,"
                " v.old_price, si.on_hand, v.options, p.options AS choices, p.status, c.title ->> 'en' AS shelf"
                " FROM variants v JOIN products p ON p.id = v.product_id JOIN stock_items si ON si.id = v.stock_item_id"
                " LEFT JOIN categories c ON c.id = p.category_id WHERE v.sku = :sku"
            ),
            {"sku": sku},
        )
        return dict(found.mappings().one())


async def test_a_dry_run_counts_and_changes_nothing_but_its_own_rows(shop: Stall) -> None:
    await shop.sells("TEA", price=500_00, stock_of=10)
    await shop.sells("CUP", price=500_00, stock_of=10)
    before = await footprint(shop.town.uow, shop.id)

    view = await looks(
        shop, HEAD,
        ("TEA", "", "450", "600", "", "", ""),
        ("CUP", "", "500", "", "10", "", ""),
        ("NEW", "Mug", "990", "", "3", "Cups", "Ceramic"),
        ("BAD", "Mug", "", "", "3", "", ""),
        ("", "Mug", "1", "", "3", "", ""),
    )  # fmt: skip

    assert (view.added, view.changed, view.same, view.failed) == (1, 1, 1, 2)
    assert [(one.number, one.problem) for one in view.problems] == [(5, "no-price"), (6, "no-sku")]
    assert view.shelves == ("Cups",)
    assert changed(before, await footprint(shop.town.uow, shop.id)) == {"imports", "import_rows"}


async def test_apply_changes_what_the_dry_run_said_and_writes_it_down(shop: Stall) -> None:
    tea = await shop.sells("TEA", price=500_00, stock_of=10)
    view = await looks(
        shop, HEAD,
        ("TEA", "Green tea", "450", "600", "25", "Teas", "Loose"),
        ("NEW", "Mug", "990,50", "", "3", "Cups", "Ceramic"),
    )  # fmt: skip

    done = await applies(shop, view)

    assert (done.state, done.done, done.refused) == (ImportState.DONE, 2, 0)
    found = await good(shop, "TEA")
    assert (found["title"], found["price"], found["old_price"], found["on_hand"], found["shelf"], found["about"]) == (
        "Green tea", 450_00, 600_00, 25, "Teas", "Loose",
    )  # fmt: skip
    new = await good(shop, "NEW")
    assert (new["title"], new["price"], new["on_hand"], new["shelf"], new["status"]) == (
        "Mug", 990_50, 3, "Cups", "active",
    )  # fmt: skip
    kinds = await shop.ask("SELECT array_agg(kind ORDER BY id) FROM stock_movements WHERE stock_item_id = :id",
                           id=tea.stock_item_id)  # fmt: skip
    assert kinds == ["initial", "import"]
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'goods.imported'") == 1
    assert "goods.import_approved" in await shop.events()


async def test_rows_of_one_name_with_options_are_variants_of_one_product(shop: Stall) -> None:
    head = ("SKU", "Name", "Price", "Stock", "Colour", "Size")
    rows = [(f"TEE-{c}-{s}", "T-shirt", "990", "2", c, s) for c in ("black", "white") for s in ("M", "L")]
    view = await looks(shop, head, *rows)
    await applies(shop, view, batch=3)  # a product over two batches is one product

    assert await shop.count("products") == 1
    found = await good(shop, "TEE-WHITE-L")
    assert [option["title"]["en"] for option in found["choices"]] == ["Colour", "Size"]
    assert found["options"] == {"colour": "white", "size": "l"}

    more = await looks(shop, head, ("TEE-RED-M", "t-shirt", "990", "2", "red", "M"), key="file:2")
    await applies(shop, more)
    assert await shop.count("products") == 1
    assert len((await good(shop, "TEE-RED-M"))["choices"][0]["values"]) == 3
    other = await looks(shop, ("SKU", "Colour", "Size"), ("TEE-RED-M", "white", "M"), key="file:3")
    assert [one.problem for one in other.problems] == ["other-options"]


async def test_what_orders_hold_and_what_are_keys_is_said(town: Town) -> None:
    shop = await digital.digital_shop(town)
    tea = await shop.sells("TEA", stock_of=5)
    await digital.sells_keys(shop, "GAME", ["K1", "K2"])
    await (await shop.customer()).orders(tea, 4)
    view = await looks(shop, ("SKU", "Stock"), ("TEA", 3), ("GAME", 9), ("NONE", 1))
    assert [(one.sku, one.problem) for one in view.problems] == [
        ("TEA", "held"), ("GAME", "keys"), ("NONE", "unknown"),
    ]  # fmt: skip


async def test_a_row_that_became_impossible_is_refused_and_the_others_go_on(shop: Stall) -> None:
    tea, _ = await shop.sells("TEA", stock_of=5), await shop.sells("CUP", stock_of=5)
    view = await looks(shop, ("SKU", "Stock"), ("TEA", 3), ("CUP", 3))
    await (await shop.customer()).orders(tea, 4)

    done = await applies(shop, view)

    assert (done.done, done.refused) == (1, 1)
    assert [(one.sku, one.problem) for one in done.problems] == [("TEA", "held")]
    assert (await good(shop, "CUP"))["on_hand"] == 3


async def test_the_same_message_finds_its_import_and_a_second_apply_changes_nothing(shop: Stall) -> None:
    await shop.sells("TEA", stock_of=5)
    rows = (("SKU", "Stock"), ("TEA", 7))
    view = await looks(shop, *rows)
    assert (await looks(shop, *rows)).id == view.id
    await applies(shop, view)
    await shop.tell("UPDATE stock_items SET low_at = 1")
    before = await footprint(shop.town.uow, shop.id)
    await applies(shop, view)
    assert changed(before, await footprint(shop.town.uow, shop.id)) == set()
    with pytest.raises(ImportOver):
        await ImportGoods(shop.town.uow).cancel(shop.owner, view.id)


async def test_a_cancelled_import_stays_so(shop: Stall) -> None:
    await shop.sells("TEA", stock_of=5)
    view = await looks(shop, ("SKU", "Stock"), ("TEA", 7))
    goods = ImportGoods(shop.town.uow)
    assert (await goods.cancel(shop.owner, view.id)).state is ImportState.CANCELLED
    with pytest.raises(ImportOver):
        await goods.approve(shop.owner, view.id, None)
    step = await ApplyImport(shop.town.uow, shop.town.clock)(shop.id, view.id)
    assert step is not None
    assert step.view.state is ImportState.CANCELLED
    assert (await good(shop, "TEA"))["on_hand"] == 5


async def test_many_processes_take_turns_and_no_row_is_applied_twice(shop: Stall) -> None:
    view = await looks(
        shop, ("SKU", "Name", "Price", "Stock"), *((f"N{i}", f"Thing {i}", 10, i + 1) for i in range(60))
    )
    await ImportGoods(shop.town.uow).approve(shop.owner, view.id, None)

    ended = await asyncio.gather(*(carried_out(shop, view.id, 7) for _ in range(6)))

    assert {(one.done, one.refused) for one in ended} == {(60, 0)}
    assert await shop.ask("SELECT sum(on_hand) FROM stock_items") == sum(range(1, 61))
    assert await shop.count("stock_movements") == 60
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'goods.imported'") == 1


async def test_control_without_the_states_of_rows_goods_would_be_added_twice(unguarded_town: Town) -> None:
    shop = await unguarded_town.shop()
    await shop.sells("TEA", price=500_00)
    view = await looks(shop, ("SKU", "Price"), ("TEA", 7))
    await applies(shop, view)
    await shop.tell("UPDATE variants SET price = 900 WHERE sku = 'TEA'")  # somebody's later change
    await carried_out(shop, view.id)
    assert (await good(shop, "TEA"))["price"] == 9_00

    await shop.tell("UPDATE imports SET state = 'applying', done = 0")
    await shop.tell("UPDATE import_rows SET state = 'changed'")
    await carried_out(shop, view.id)
    assert (await good(shop, "TEA"))["price"] == 7_00, "only the rows' own states kept the later change"


async def test_each_role_changes_its_columns_and_no_other(shop: Stall) -> None:
    await shop.sells("TEA", price=500_00, stock_of=5)
    keeper = await shop.hires(Role.STOCK_KEEPER)
    view = await looks(shop, ("SKU", "Price", "Stock"), ("TEA", 1, 7), who=keeper)
    assert view.left_out == ("price",)
    goods = ImportGoods(shop.town.uow)
    await goods.approve(keeper, view.id, None)
    await carried_out(shop, view.id)
    assert ((await good(shop, "TEA"))["price"], (await good(shop, "TEA"))["on_hand"]) == (500_00, 7)

    with pytest.raises(Forbidden):
        await looks(shop, ("SKU", "Price"), ("TEA", 1), who=keeper, key="file:2")
    prices = await looks(shop, ("SKU", "Price"), ("TEA", 1), key="file:3")
    for role in (Role.STOCK_KEEPER, Role.OPERATOR, Role.COURIER, Role.ANALYST):
        other = await shop.hires(role)
        for asked in (goods.view(other, prices.id), goods.approve(other, prices.id, None),
                      goods.cancel(other, prices.id), goods.problems(other, prices.id)):  # fmt: skip
            with pytest.raises(Forbidden):
                await asked
    with pytest.raises(Forbidden):
        await looks(shop, ("SKU", "Stock"), ("TEA", 1), who=(await shop.customer()).actor, key="file:4")
    stranger = (await shop.town.shop()).owner
    with pytest.raises(NotFound):
        await goods.approve(stranger, prices.id, None)


async def test_goods_go_out_and_come_back_the_same(shop: Stall) -> None:
    head = ("SKU", "Name", "Price", "Old price", "Stock", "Category", "Colour")
    rows = (
        ("A-1", "Mug", "10.50", "12", "3", "Cups", "red"),
        ("A-2", "Mug", "10", "", "4", "Cups", "blue"),
        ("B-1", "Tea", "5", "", "0", "Teas", ""),
    )
    await applies(shop, await looks(shop, head, *rows))
    for language in ("ru", "en"):
        table = await ExportGoods(shop.town.uow)(shop.owner, shop.shop, words_of(language))
        back = read_table(write_csv(table.head, table.rows))
        view = await ImportGoods(shop.town.uow).look(
            shop.owner, read_sheet(back, "RUB"), "back.csv", f"back:{language}", DESK
        )
        assert (view.same, view.changed, view.added, view.failed) == (3, 0, 0, 0), language
        assert view.unknown == ()


async def test_orders_go_out_with_people_to_those_who_may(shop: Stall) -> None:
    tea = await shop.sells("TEA")
    await (await shop.customer("=Anna")).has_paid_for(tea, 2, courier=True)
    export = ExportOrders(shop.town.uow, shop.town.clock)
    table = await export(shop.owner, shop.shop, 7, words_of("en"))
    [row] = table.rows
    assert "TEA Product TEA × 2" in row
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'orders.exported'") == 1
    assert "'=Anna" in write_csv(table.head, table.rows).decode("utf-8-sig")
    for role in (Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST):
        with pytest.raises(Forbidden):
            await export(await shop.hires(role), shop.shop, 7, words_of("en"))
    with pytest.raises(Forbidden):
        await ExportGoods(shop.town.uow)(await shop.hires(Role.COURIER), shop.shop, words_of("en"))
