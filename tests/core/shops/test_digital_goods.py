"""Keys, files and texts as staff put them on sale: encrypted, counted by themselves, each key once."""

from decimal import Decimal

import pytest

from core.kit.errors import AppError, Forbidden
from core.shops.add_keys import AddKeys
from core.shops.audit import UndoChange
from core.shops.catalogue import BrowseCatalogue
from core.shops.digital import COPIES
from core.shops.errors import (
    ChangedSince,
    ContentTooLarge,
    SharesStock,
    StockFollowsKeys,
    StockTooLow,
    UnknownSku,
    WrongKind,
)
from core.shops.set_content import Content, SetContent
from core.shops.set_kind import SetKind
from db.types.enums import ProductKind, Role
from tests.factories import digital
from tests.factories.town import Town

FIRST = ["AAAA-1", "BBBB-2", "CCCC-3"]


async def test_the_stock_of_keys_is_the_number_of_new_ones(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", [])

    added = await digital.adds_keys(shop, game, [*FIRST, " BBBB-2 ", "", "AAAA-1"])
    again = await digital.adds_keys(shop, game, ["CCCC-3", "DDDD-4"])

    assert (added.new, added.known, added.available) == (3, 0, 3)
    assert (again.new, again.known, again.available) == (1, 1, 4)
    assert await shop.on_hand(game) == 4


async def test_a_command_delivered_twice_adds_nothing_more(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", [])

    for _ in range(3):
        await digital.adds_keys(shop, game, FIRST, command="1.42")

    assert await shop.on_hand(game) == 3
    assert await shop.ask("SELECT count(*) FROM digital_keys") == 3


async def test_a_sold_key_is_not_taken_in_again(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["AAAA-1"])
    await digital.buys(await shop.customer(), game)

    added = await digital.adds_keys(shop, game, ["AAAA-1"])

    assert (added.new, added.known) == (0, 1)
    assert await shop.available(game) == 0


async def test_nothing_that_is_sold_rests_in_plain(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", FIRST)
    await digital.sells(shop, "NOTE", ProductKind.TEXT, Content(text="the door code is 4711"))
    await digital.sells(shop, "BOOK", ProductKind.FILE, Content(file=b"%PDF-secret", name="book.pdf"))
    await digital.buys(await shop.customer(), game)

    for table in ("digital_keys", "digital_contents", "audit_log", "outbox", "order_journal", "stock_movements"):
        dump = str(await shop.ask(f"SELECT string_agg(t::text, ' ') FROM {table} t"))
        shown = dump + str(await shop.ask(f"SELECT string_agg(encode(t::text::bytea, 'escape'), ' ') FROM {table} t"))
        for secret in (*FIRST, "4711", "PDF-secret"):
            assert secret not in shown, table
    raw = await shop.ask("SELECT string_agg(content_cipher, '') FROM digital_keys")
    assert not any(key.encode() in bytes(raw) for key in FIRST)


async def test_only_keys_products_take_keys(town: Town) -> None:
    shop = await digital.digital_shop(town)
    tea = await shop.sells("TEA")

    await _refused(WrongKind, digital.adds_keys(shop, tea, FIRST))
    add = AddKeys(town.uow, town.clock, town.cipher)
    await _refused(UnknownSku, add(shop.owner, "NONE", FIRST, "1"))
    await _refused(Forbidden, add(await shop.hires(Role.OPERATOR), "TEA", FIRST, "1"))
    await _refused(ContentTooLarge, add(shop.owner, "TEA", ["x" * 600], "1"))


async def test_keys_need_a_stock_of_their_own(town: Town) -> None:
    shop = await digital.digital_shop(town)
    single = await shop.sells("TEA-1", stock_of=0)
    await shop.sells("TEA-2", from_stock_of=single)

    await _refused(SharesStock, SetKind(town.uow, town.clock)(shop.owner, "TEA-1", ProductKind.KEYS, "1"))


async def test_keys_are_not_counted_by_hand(town: Town) -> None:
    shop = await digital.digital_shop(town)
    goods = await shop.sells("GAME", stock_of=0)
    counted = await shop.sets_stock(goods, 4)
    assert counted.audit_seq is not None
    await digital.becomes(shop, goods, ProductKind.KEYS)

    await _refused(StockFollowsKeys, shop.sets_stock(goods, 5))
    await _refused(ChangedSince, UndoChange(town.uow, town.clock)(shop.owner, counted.audit_seq))
    assert await shop.on_hand(goods) == 0


async def test_a_product_that_orders_hold_stays_what_it_is(town: Town) -> None:
    shop = await digital.digital_shop(town)
    tea = await shop.sells("TEA")
    await (await shop.customer()).orders(tea)

    await _refused(StockTooLow, SetKind(town.uow, town.clock)(shop.owner, "TEA", ProductKind.KEYS, "1"))


async def test_keys_that_became_goods_and_keys_again_are_still_there(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", FIRST)
    set_kind = SetKind(town.uow, town.clock)

    goods = await set_kind(shop.owner, "GAME", ProductKind.GOODS, "1")
    await shop.sets_stock(game, 7)
    back = await set_kind(shop.owner, "GAME", ProductKind.KEYS, "2")
    same = await set_kind(shop.owner, "GAME", ProductKind.KEYS, "3")

    assert (goods.available, back.available) == (0, 3)
    assert same.before is same.kind
    assert await shop.on_hand(game) == 3


async def test_a_text_can_be_sold_once_it_is_written(town: Town) -> None:
    shop = await digital.digital_shop(town)
    note = await digital.becomes(shop, await shop.sells("NOTE", stock_of=3), ProductKind.TEXT)
    assert await shop.available(note) == 0
    set_content = SetContent(town.uow, town.clock, town.cipher)

    first = await set_content(shop.owner, "NOTE", Content(text="one"), "1")
    second = await set_content(shop.owner, "NOTE", Content(text="two"), "2")

    assert (first.replaced, second.replaced) == (False, True)
    assert await shop.available(note) == COPIES


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (Content(file=b"x", name="x.pdf"), WrongKind),
        (Content(text="x" * 5000), ContentTooLarge),
        (Content(file=b"x" * (20 * 1024 * 1024 + 1), name="x.pdf"), ContentTooLarge),
    ],
)
async def test_a_text_is_no_file_and_neither_is_endless(town: Town, content: Content, refusal: type[AppError]) -> None:
    shop = await digital.digital_shop(town)
    await digital.becomes(shop, await shop.sells("NOTE", stock_of=0), ProductKind.TEXT)

    await _refused(refusal, SetContent(town.uow, town.clock, town.cipher)(shop.owner, "NOTE", content, "1"))


async def test_the_shelves_show_what_digital_goods_cost_in_stars(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1"], stars=77)
    by_rate = await shop.sells("RATED", price=500_00, stock_of=0)
    await SetKind(town.uow, town.clock)(shop.owner, "RATED", ProductKind.KEYS, "1")
    await town.currencies.rate(shop.owner, "XTR", Decimal("0.5"))
    await shop.sells("TEA", price=300_00)
    browse = BrowseCatalogue(town.uow)

    page = await browse.page(shop.id, shop.category)
    card = await browse.product(shop.id, game.product_id)
    rated = await browse.product(shop.id, by_rate.product_id)

    shown = {product.title["en"]: (product.min_price, product.in_stars) for product in page.products}
    assert shown == {"Product GAME": (77, True), "Product RATED": (250, True), "Product TEA": (300_00, False)}
    assert (card.variants[0].price, card.variants[0].in_stars) == (77, True)
    assert (rated.variants[0].price, rated.variants[0].in_stars) == (250, True)


async def _refused(refusal: type[AppError], doing: object) -> None:
    with pytest.raises(refusal):
        await doing  # type: ignore[misc]
