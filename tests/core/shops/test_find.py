"""Finding: word forms, typos, SKUs, choices and orders of a list."""

from typing import Any

import pytest
from sqlalchemy import text

from core.kit.errors import NotFound
from core.shops.find import PAGE, Filters, FindProducts, Found, Sort, mark, spoken
from db.repositories import assortment, stock
from db.types.enums import MovementKind
from db.types.ids import ProductId, StockItemId, VariantId, new_id
from tests.factories.town import Stall, Town

COLOUR = {
    "code": "colour",
    "title": {"ru": "Цвет", "en": "Colour"},
    "values": [
        {"code": "blue", "title": {"ru": "Синий", "en": "Blue"}},
        {"code": "red", "title": {"ru": "Красный", "en": "Red"}},
    ],
}
SIZE = {
    "code": "size",
    "title": {"ru": "Размер", "en": "Size"},
    "values": [{"code": code.lower(), "title": {"ru": code, "en": code}} for code in ("S", "XL")],
}


async def puts_up(
    shop: Stall,
    sku: str,
    title: tuple[str, str],
    *variants: tuple[dict[str, str], int, int],
    description: str = "",
    keywords: str = "",
) -> ProductId:
    """A product: its title in both languages, and (options, price, stock) for each variant."""
    product_id = ProductId(new_id())
    used = {code for options, _, _ in variants for code in options}
    options: list[dict[str, Any]] = [one for one in (COLOUR, SIZE) if one["code"] in used]
    async with shop.town.uow(shop.id) as tx:
        await assortment.create_product(
            tx.connection, shop.id, product_id=product_id, category_id=shop.category, slug=sku.lower(),
            title={"ru": title[0], "en": title[1]}, description={"ru": description}, options=options,
            keywords=keywords,
        )  # fmt: skip
        for number, (chosen, price, pieces) in enumerate(variants or (({}, 500_00, 5),)):
            item = StockItemId(new_id())
            await stock.create_item(tx.connection, shop.id, item)
            if pieces:
                await stock.move(tx.connection, shop.id, movement_id=new_id(), stock_item_id=item, delta=pieces,
                                 kind=MovementKind.INITIAL, source_key=f"new:{item}")  # fmt: skip
            await assortment.create_variant(
                tx.connection, shop.id, variant_id=VariantId(new_id()), product_id=product_id, stock_item_id=item,
                sku=f"{sku}-{number}" if number else sku, options=chosen, price=price, position=number,
            )  # fmt: skip
        await assortment.refresh_sold_out(tx.connection, shop.id, [item])
    return product_id


@pytest.fixture
async def shop(town: Town) -> Stall:
    """Shirts, mugs and tea."""
    stall = await town.shop()
    await puts_up(
        stall, "SHIRT", ("Льняная футболка", "Linen shirt"),
        ({"colour": "blue", "size": "s"}, 1500_00, 3), ({"colour": "red", "size": "xl"}, 1700_00, 0),
        description="Мягкая ткань для жарких дней",
    )  # fmt: skip
    await puts_up(stall, "MUG-FOG", ("Кружка «Туман»", "Mug “Fog”"), ({"colour": "red"}, 900_00, 2), keywords="чашка")
    await puts_up(stall, "TEA-GREEN", ("Зелёный чай", "Green tea"), description="Листовой, к обеду")
    return stall


def names(found: Found) -> list[str]:
    return [one.title["en"] for one in found.products]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("футболку", "Linen shirt"),
        ("ФУТБОЛКИ", "Linen shirt"),
        ("shirts", "Linen shirt"),
        ("фудболка", "Linen shirt"),
        ("linnen shrt", "Linen shirt"),
        ("синяя футболка", "Linen shirt"),
        ("blue shirt", "Linen shirt"),
        ("футболка xl", "Linen shirt"),
        ("shirt-1", "Linen shirt"),
        ("SHIRT", "Linen shirt"),
        ("мягкая ткань", "Linen shirt"),
        ("кружек", "Mug “Fog”"),
        ("чашку", "Mug “Fog”"),
        ("крушка туман", "Mug “Fog”"),
        ("красная кружка", "Mug “Fog”"),
        ("mug-f", "Mug “Fog”"),
        ("зеленого чая", "Green tea"),
        ("чаем", "Green tea"),
        ("  Зелёный   ЧАЙ ", "Green tea"),
        ("tea-gren", "Green tea"),
        ("aen,jkrf", "Linen shirt"),
        ("еуф", "Green tea"),
        ("чай для обеда", "Green tea"),
    ],
)
async def test_words_are_met_in_both_languages_with_typos_forms_skus_and_values(
    shop: Stall, words: str, first: str
) -> None:
    found = await FindProducts(shop.town.uow).ask(shop.id, words)

    assert names(found)[:1] == [first], names(found)
    assert not found.near


@pytest.mark.parametrize(
    "words",
    [
        "%",
        "_",
        "\\",
        "' OR 1=1 --",
        "",
        "x",
        "zzzzzzzz",
        "%" * 5000,
        "синхрофазотрон",
        "!!",
        "''",
        "'\"",
        "zz'zz'zz",
        "zzz:*zz & !zzz",
    ],
)
async def test_nothing_is_found_for_nothing(shop: Stall, words: str) -> None:
    assert (await FindProducts(shop.town.uow).ask(shop.id, words)).products == ()


async def test_what_has_some_of_the_words_is_near(shop: Stall) -> None:
    found = await FindProducts(shop.town.uow).ask(shop.id, "зелёная кружка")

    assert found.near
    assert set(names(found)) == {"Green tea", "Mug “Fog”"}


async def test_the_name_of_the_shelf_is_looked_at_when_the_products_words_do_not_do(shop: Stall) -> None:
    async with shop.town.uow(shop.id) as tx:
        await tx.connection.execute(text("""UPDATE categories SET title = '{"ru": "Кружки и чай"}'"""))
    find = FindProducts(shop.town.uow)

    assert names(await find.ask(shop.id, "кружки")) == ["Mug “Fog”"]
    assert names(await find.ask(shop.id, "кружки льняные")) == ["Linen shirt"]


async def test_the_title_counts_before_the_description_and_stock_among_equals(town: Town) -> None:
    stall = await town.shop()
    await puts_up(stall, "BOX", ("Коробка", "Box"), description="для чая")
    await puts_up(stall, "TEA-1", ("Чай", "Tea"), ({}, 100_00, 0))
    await puts_up(stall, "TEA-2", ("Чай", "Tea 2"), ({}, 100_00, 1))

    assert names(await FindProducts(town.uow).ask(stall.id, "чай")) == ["Tea 2", "Tea", "Box"]


async def test_what_is_found_follows_every_edit(shop: Stall) -> None:
    find, edits = FindProducts(shop.town.uow), {
        "жёлтый": """UPDATE products SET title = '{"ru": "Жёлтый чай"}' WHERE slug = 'tea-green'""",
        "бергамот": """UPDATE products SET description = '{"ru": "с бергамотом"}' WHERE slug = 'tea-green'""",
        "матча": "UPDATE products SET keywords = 'Матча' WHERE slug = 'tea-green'",
        "new-sku": "UPDATE variants SET sku = 'NEW-SKU' WHERE sku = 'TEA-GREEN'",
        "лиловый": """UPDATE products SET options =
            '[{"code": "c", "title": {}, "values": [{"code": "l", "title": {"ru": "Лиловый"}}]}]'
            WHERE slug = 'tea-green'""",
        "напитки": """UPDATE categories SET title = '{"ru": "Напитки"}'""",
    }  # fmt: skip
    for words, edit in edits.items():
        assert (await find.ask(shop.id, words)).products == (), words
        async with shop.town.uow(shop.id) as tx:
            await tx.connection.execute(text(edit))
        assert (await find.ask(shop.id, words)).total >= 1, words
    assert (await find.ask(shop.id, "tea-green")).products == ()


async def test_pages_of_a_search_are_opened_by_its_number(town: Town) -> None:
    stall, other = await town.shop(), await town.shop()
    for number in range(PAGE + 3):
        await stall.sells(f"CUP-{number}")
    find = FindProducts(town.uow)

    first = await find.ask(stall.id, "товар")
    second = await find.again(stall.id, first.query_id, Filters(), first.after or 0)

    assert (first.total, first.before, first.after) == (PAGE + 3, None, PAGE)
    assert (len(second.products), second.before, second.after) == (3, 0, None)
    assert not {one.id for one in first.products} & {one.id for one in second.products}
    assert (await find.ask(stall.id, "  ТОВАР ")).query_id == first.query_id
    with pytest.raises(NotFound):
        await find.again(other.id, first.query_id, Filters())


async def test_a_list_that_became_shorter_starts_over(shop: Stall) -> None:
    found = await FindProducts(shop.town.uow).on_shelf(shop.id, shop.category, Filters(), 800)

    assert (found.start, found.total) == (0, 3)


async def test_a_shelf_is_filtered_by_values_prices_and_stock(shop: Stall) -> None:
    find = FindProducts(shop.town.uow)
    red, blue, large = mark("colour", "red"), mark("colour", "blue"), mark("size", "xl")

    async def shown(**chosen: Any) -> list[str]:
        return names(await find.on_shelf(shop.id, shop.category, Filters(**chosen)))

    assert set(await shown(marks=red)) == {"Linen shirt", "Mug “Fog”"}
    assert set(await shown(marks=red + blue)) == {"Linen shirt", "Mug “Fog”"}
    assert await shown(marks=red + large) == ["Linen shirt"]
    assert await shown(marks=blue + large) == []  # no variant is both
    assert await shown(marks=red, in_stock=True) == ["Mug “Fog”"]
    assert await shown(low=1000_00) == ["Linen shirt"]
    assert set(await shown(high=1000_00)) == {"Green tea", "Mug “Fog”"}
    assert await shown(low=600_00, high=1000_00) == ["Mug “Fog”"]
    assert len(await shown(marks="zzz")) == 3  # a value that is gone is no filter


async def test_the_price_shown_is_of_what_was_chosen(shop: Stall) -> None:
    found = await FindProducts(shop.town.uow).on_shelf(shop.id, shop.category, Filters(marks=mark("size", "xl")))

    assert [(one.min_price, one.max_price, one.available) for one in found.products] == [(1700_00, 1700_00, 0)]


async def test_a_shelf_is_sorted_as_asked_with_sold_out_last(shop: Stall) -> None:
    find = FindProducts(shop.town.uow)
    await puts_up(shop, "GONE", ("Ваза", "Vase"), ({}, 100_00, 0))

    async def shown(sort: Sort) -> list[str]:
        return names(await find.on_shelf(shop.id, shop.category, Filters(sort)))

    assert await shown(Sort.CHEAP) == ["Green tea", "Mug “Fog”", "Linen shirt", "Vase"]
    assert await shown(Sort.DEAR) == ["Linen shirt", "Mug “Fog”", "Green tea", "Vase"]
    assert await shown(Sort.NEW) == ["Green tea", "Mug “Fog”", "Linen shirt", "Vase"]
    async with shop.town.uow(shop.id) as tx:
        await tx.connection.execute(text("UPDATE products SET popularity = 9 WHERE slug = 'mug-fog'"))
    assert (await shown(Sort.POPULAR))[0] == "Mug “Fog”"


async def test_what_can_be_chosen_is_what_lies_there(shop: Stall) -> None:
    find = FindProducts(shop.town.uow)

    choices = await find.choices(shop.id, shop.category, 0)
    found = await find.ask(shop.id, "кружка")
    among_mugs = await find.choices(shop.id, None, found.query_id)

    assert [title["en"] for title, _ in choices.options] == ["Colour", "Size"]
    colours = {value.title["en"]: value.products for value in choices.options[0][1]}
    assert colours == {"Red": 2, "Blue": 1}
    assert choices.prices == (500_00, 900_00, 1500_00, 1700_00)
    assert among_mugs.options == ()  # one colour is no choice
    assert among_mugs.prices is None


def test_a_value_is_marked_by_three_letters_that_stay() -> None:
    assert mark("colour", "red") == mark("colour", "red") != mark("colour", "blue")
    assert {len(mark("size", str(number))) for number in range(500)} == {3}
    assert Filters().toggled("abc").toggled("aaa").marks == "aaaabc"
    assert Filters(marks="aaaabc").toggled("abc").marks == "aaa"


def test_what_is_typed_is_cut_and_calmed() -> None:
    assert spoken("  Зелёный \n ЧАЙ ") == "зеленый чай"
    assert len(spoken("x" * 5000)) == 64
