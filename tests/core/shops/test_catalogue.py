"""The shelves as customers see them."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.shops.catalogue import BrowseCatalogue
from core.shops.change_products import SetVisibility
from core.shops.events import StockChanged
from core.shops.find import FindProducts
from core.shops.shelves import FollowStock
from db.types.ids import EventId, new_id
from tests.factories.statements import counted
from tests.factories.town import Goods, Stall, Town


async def follow(shop: Stall, *goods: Goods) -> None:
    event = StockChanged(shop.id, stock_item_ids=[one.stock_item_id for one in goods])
    for _ in range(2):  # a consumer may see an event again
        await FollowStock(shop.town.uow)(Recorded(EventId(new_id()), event))


async def test_pages_go_forth_and_back_over_everything_once(town: Town) -> None:
    shop = await town.shop()
    for number in range(20):
        await shop.sells(f"SKU-{number}")
    browse = BrowseCatalogue(town.uow)

    pages = [await browse.page(shop.id, shop.category)]
    while pages[-1].after:
        pages.append(await browse.page(shop.id, shop.category, cursor=pages[-1].after))
    back = [pages[-1]]
    while back[-1].before:
        back.append(await browse.page(shop.id, shop.category, cursor=back[-1].before, backwards=True))

    forth = [product.id for page in pages for product in page.products]
    assert [len(page.products) for page in pages] == [8, 8, 4]
    assert len(set(forth)) == 20
    assert [product.id for page in reversed(back) for product in page.products] == forth
    assert pages[0].before is None


async def test_a_cursor_that_is_gone_starts_over(town: Town) -> None:
    shop = await town.shop()
    await shop.sells("TEA")

    page = await BrowseCatalogue(town.uow).page(shop.id, shop.category, cursor=new_id())

    assert len(page.products) == 1


async def test_what_is_sold_out_goes_to_the_end_and_comes_back(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=1), await shop.sells("CUP")
    anna = await shop.customer()
    browse = BrowseCatalogue(town.uow)
    order = await anna.orders(tea)
    await follow(shop, tea)

    assert [product.id for product in (await browse.page(shop.id, shop.category)).products] == [
        cup.product_id, tea.product_id,
    ]  # fmt: skip
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    await follow(shop, tea)
    assert [product.id for product in (await browse.page(shop.id, shop.category)).products] == [
        tea.product_id, cup.product_id,
    ]  # fmt: skip


async def test_a_hidden_product_is_not_found(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    tea = await shop.sells("TEA")
    browse = BrowseCatalogue(town.uow)
    assert (await browse.product(shop.id, tea.product_id)).best().sku == "TEA"

    with pytest.raises(NotFound):
        await browse.product(other.id, tea.product_id)
    await SetVisibility(town.uow, town.clock)(shop.owner, "TEA", hidden=True)
    with pytest.raises(NotFound):
        await browse.product(shop.id, tea.product_id)
    assert (await browse.page(shop.id, shop.category)).products == ()
    assert (await FindProducts(town.uow).ask(shop.id, "товар")).products == ()


async def test_a_page_and_a_product_cost_at_most_two_statements(town: Town, engine: AsyncEngine) -> None:
    shop = await town.shop()
    goods = [await shop.sells(f"SKU-{number}") for number in range(12)]
    browse = BrowseCatalogue(town.uow)

    with counted(engine) as page:
        await browse.page(shop.id, shop.category, cursor=goods[3].product_id)
    with counted(engine) as product:
        await browse.product(shop.id, goods[0].product_id)

    assert page.questions <= 2, page.said
    assert product.questions <= 2, product.said
