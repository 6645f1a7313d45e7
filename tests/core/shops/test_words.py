"""The words that goods are found by follow every change, whoever makes it; and what is about to be typed."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.kit.uow import Transaction
from core.shops.change_products import SetVisibility
from core.shops.find import FindProducts
from core.shops.suggest import MOST, Suggest
from db.repositories import finding
from db.types.ids import ProductId, StockItemId, VariantId, new_id
from tests.core.shops.test_find import names, puts_up
from tests.factories.database import Database
from tests.factories.town import Stall, Town

# What the index should hold, asked of the goods themselves.
_DIFFERENCE = """
    WITH meant AS (
        SELECT p.id AS product_id, u.lexeme AS word, (SELECT min(w) FROM unnest(u.weights) w) AS weight
        FROM products p CROSS JOIN LATERAL unnest(p.search_vector) u
        WHERE p.status = 'active'
          AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.shop_id = p.shop_id AND NOT v.hidden)
    ), kept AS (SELECT product_id, word, weight FROM product_words)
    SELECT count(*) FROM ((TABLE meant EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE meant)) d
"""


async def finds(shop: Stall, words: str) -> list[str]:
    found = await FindProducts(shop.town.uow).ask(shop.id, words)
    return [] if found.near else names(found)


async def is_right(shop: Stall) -> bool:
    """Whether the words kept are exactly those of what can be seen."""
    return int(await shop.ask(_DIFFERENCE)) == 0


@pytest.fixture
async def shop(town: Town) -> Stall:
    stall = await town.shop()
    await puts_up(stall, "MUG", ("Кружка", "Mug"), keywords="пиала")
    await puts_up(stall, "TEA", ("Зелёный чай", "Green tea"), description="Листовой")
    return stall


@pytest.mark.parametrize(
    ("change", "words", "before", "after"),
    [
        ("""UPDATE products SET title = '{"ru": "Бокал", "en": "Glass"}' WHERE slug = 'mug'""", "бокалы", 0, 1),
        ("""UPDATE products SET title = '{"ru": "Бокал", "en": "Glass"}' WHERE slug = 'mug'""", "кружки", 1, 0),
        ("""UPDATE products SET title = title || '{"en": "Goblet"}' WHERE slug = 'mug'""", "goblets", 0, 1),
        ("""UPDATE products SET title = '{"ru": "Бокал", "en": "Glass"}' WHERE slug = 'mug'""", "бакал", 0, 1),
        ("UPDATE products SET keywords = '' WHERE slug = 'mug'", "пиалы", 1, 0),
        ("UPDATE products SET status = 'hidden' WHERE slug = 'mug'", "кружка", 1, 0),
        ("UPDATE products SET status = 'archived' WHERE slug = 'mug'", "крушка", 1, 0),
        ("UPDATE variants SET hidden = true WHERE sku = 'MUG'", "кружка", 1, 0),
        ("UPDATE variants SET hidden = true, archived = true", "чай", 1, 0),
        ("UPDATE variants SET sku = 'CUP-9' WHERE sku = 'MUG'", "cup-9", 0, 1),
        ("UPDATE variants SET sku = sku || '-X'", "mug-x", 0, 1),
        ("DELETE FROM variants WHERE sku = 'TEA'", "чай", 1, 0),
        ("""UPDATE categories SET title = '{"ru": "Утварь"}'""", "утварь", 0, 2),
    ],
)
async def test_words_follow_every_change(shop: Stall, change: str, words: str, before: int, after: int) -> None:
    assert len(await finds(shop, words)) == before

    async with shop.town.uow(shop.id) as tx:
        await tx.connection.execute(text(change))

    assert len(await finds(shop, words)) == after
    assert await is_right(shop)


async def test_a_variant_brings_its_sku_and_takes_it_away(shop: Stall) -> None:
    async with shop.town.uow(shop.id) as tx:
        await tx.connection.execute(
            text(
                """
                WITH item AS (INSERT INTO stock_items (shop_id, id) VALUES (:shop, :item))
                INSERT INTO variants (shop_id, id, product_id, stock_item_id, sku, price, position)
                SELECT :shop, :id, id, :item, 'ZEBRA', 5, 1 FROM products WHERE slug = 'mug'
                """
            ),
            {"shop": shop.id, "item": StockItemId(new_id()), "id": VariantId(new_id())},
        )
    assert await finds(shop, "zebra") == ["Mug"]
    await shop.tell("UPDATE variants SET hidden = true WHERE sku = 'MUG'")
    assert await finds(shop, "кружка") == ["Mug"]
    await shop.tell("DELETE FROM variants WHERE sku = 'ZEBRA'")

    assert await finds(shop, "zebra") == []
    assert await finds(shop, "кружка") == []
    assert await is_right(shop)


async def test_words_go_with_a_product_that_is_deleted(shop: Stall) -> None:
    async with shop.town.uow(shop.id) as tx:
        for change in (
            "DELETE FROM variants WHERE sku = 'MUG'",
            "DELETE FROM products WHERE slug = 'mug'",
        ):
            await tx.connection.execute(text(change))

    assert await finds(shop, "кружка") == []
    assert await is_right(shop)


async def test_what_is_hidden_by_command_is_found_again_when_it_is_shown(shop: Stall) -> None:
    command = SetVisibility(shop.town.uow, shop.town.clock)

    await command(shop.owner, "TEA", hidden=True)
    hidden = await finds(shop, "чай")
    await command(shop.owner, "TEA", hidden=False)

    assert hidden == []
    assert await finds(shop, "чай") == ["Green tea"]
    assert await is_right(shop)


async def test_two_who_hide_one_of_two_variants_each_leave_nothing(town: Town, database: Database) -> None:
    shop = await town.shop()
    await puts_up(shop, "CUP", ("Чашка", "Cup"), ({}, 100, 1), ({}, 200, 1))

    async with town.uow(shop.id) as one:
        await _hides(one, "CUP")
        other = asyncio.create_task(_hides_alone(shop, "CUP-1"))
        await somebody_waits(database)
    await other

    assert await finds(shop, "чашка") == []
    assert await is_right(shop)


async def test_control_without_their_turns_the_second_leaves_words_behind(
    unguarded_town: Town, own_database: Database
) -> None:
    shop = await unguarded_town.shop()
    await puts_up(shop, "CUP", ("Чашка", "Cup"), ({}, 100, 1), ({}, 200, 1))
    async with own_database.connection() as admin:
        source = await admin.fetchval("SELECT pg_get_functiondef('keep_words_of_variant'::regproc)")
        unguarded = source.replace("FOR NO KEY UPDATE OF p", "")
        assert unguarded != source
        await admin.execute(unguarded)

    async with unguarded_town.uow(shop.id) as one:
        await _hides(one, "CUP")
        await _hides_alone(shop, "CUP-1")

    assert not await is_right(shop)


async def _hides(tx: Transaction, sku: str) -> None:
    await tx.connection.execute(text("UPDATE variants SET hidden = true WHERE sku = :sku"), {"sku": sku})


async def _hides_alone(shop: Stall, sku: str) -> None:
    async with shop.town.uow(shop.id) as tx:
        await _hides(tx, sku)


async def somebody_waits(database: Database) -> None:
    """Return once a connection of the database waits for another's lock."""
    async with database.connection() as admin:
        while not await admin.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        ):
            pass


async def test_a_word_brought_by_two_at_once_makes_nobody_wait(town: Town) -> None:
    shop = await town.shop()
    async with town.uow(shop.id) as one:
        await _adds(one, shop, "ONE")
        async with town.uow(shop.id) as other:
            await _adds(other, shop, "TWO")  # would hang, were it the same row

    assert set(await finds(shop, "самавар")) == {"ONE", "TWO"}


async def test_who_asks_for_the_same_words_at_once_does_not_wait(shop: Stall) -> None:
    find = FindProducts(shop.town.uow)
    first = await find.ask(shop.id, "чай")

    async with shop.town.uow(shop.id) as tx:
        await finding.remember_words(tx.connection, shop.id, new_id(), "чай", 1)
        again = await find.ask(shop.id, "чай")  # would hang, were the row waited for

    assert again.query_id == first.query_id
    assert await shop.ask("SELECT times FROM search_queries") == 2, "who did not wait was not counted"


async def test_control_the_row_is_really_held_meanwhile(shop: Stall) -> None:
    await FindProducts(shop.town.uow).ask(shop.id, "чай")
    async with shop.town.uow(shop.id) as tx, shop.town.uow(shop.id) as other:
        await finding.remember_words(tx.connection, shop.id, new_id(), "чай", 1)
        await other.connection.execute(text("SET LOCAL lock_timeout = '20ms'"))
        await other.connection.execute(text("SAVEPOINT asked"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            await other.connection.execute(text("UPDATE search_queries SET times = times + 1"))
        await other.connection.execute(text("ROLLBACK TO asked"))


async def _adds(tx: Transaction, shop: Stall, sku: str) -> None:
    product = ProductId(new_id())
    await tx.connection.execute(
        text(
            """
            INSERT INTO products (shop_id, id, category_id, slug, title)
            VALUES (:shop, :product, :category, :sku, jsonb_build_object('ru', 'Самовар', 'en', CAST(:sku AS text)))
            """
        ),
        {"shop": shop.id, "product": product, "category": shop.category, "sku": sku},
    )
    await tx.connection.execute(
        text(
            """
            WITH item AS (INSERT INTO stock_items (shop_id, id) VALUES (:shop, :item))
            INSERT INTO variants (shop_id, id, product_id, stock_item_id, sku, price)
            VALUES (:shop, :id, :product, :item, :sku, 5)
            """
        ),
        {"shop": shop.id, "item": new_id(), "id": new_id(), "product": product, "sku": sku},
    )


async def test_a_shop_finds_nothing_of_another_even_when_both_have_the_word(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    await puts_up(shop, "MUG", ("Кружка", "Mug"))
    await puts_up(other, "MUG", ("Кружка", "Another mug"))
    await puts_up(other, "SAMOVAR", ("Самовар", "Samovar"))

    assert await finds(shop, "крушка") == ["Mug"]
    assert await finds(shop, "самавар") == []
    assert await Suggest(town.uow)(shop.id, "сам", "ru") == ()


@pytest.mark.parametrize(
    ("typed", "language", "titles"),
    [
        ("к", "ru", ("Кружка",)),
        ("КРУ", "ru", ("Кружка",)),
        ("mu", "en", ("Mug",)),
        ("mu", "ru", ("Кружка",)),
        ("green te", "en", ("Green tea",)),
        ("te gr", "en", ("Green tea",)),
        ("зелё", "ru", ("Зелёный чай",)),
        ("rhe", "ru", ("Кружка",)),
        ("лист", "ru", ()),  # a word of the description is no title
        ("green mu", "en", ()),
        ("", "ru", ()),
        ("!!", "ru", ()),
    ],
)
async def test_titles_are_suggested_by_how_their_words_begin(
    shop: Stall, typed: str, language: str, titles: tuple[str, ...]
) -> None:
    assert await Suggest(shop.town.uow)(shop.id, typed, language) == titles


async def test_at_most_eight_different_titles_are_suggested_the_popular_first(town: Town) -> None:
    shop = await town.shop()
    for number in range(10):
        await puts_up(shop, f"A{number}", ("Кувшин", f"Jug {chr(97 + number)}"))
    await puts_up(shop, "SET", ("Набор с кувшином", "Set with a jug"))
    await shop.tell("UPDATE products SET popularity = 9 WHERE slug IN ('a7', 'set')")

    suggested = await Suggest(town.uow)(shop.id, "jug", "en")

    assert len(suggested) == MOST
    assert suggested[0] == "Jug h"
    assert await Suggest(town.uow)(shop.id, "кув", "ru") == ("Кувшин", "Набор с кувшином")
