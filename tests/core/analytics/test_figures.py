"""Figures: what was sold counts on its own day, what came to nothing is taken off, yesterday never changes."""

from io import BytesIO

import openpyxl
import pytest

from core.analytics.chart import Chart, draw
from core.analytics.figures import Figures, SalesFigures
from core.analytics.period import Span
from core.analytics.sheets import sales_sheet
from core.kit.errors import Forbidden
from core.kit.i18n.words import words_of
from db.types.enums import Role
from tests.factories.town import Stall, Town


@pytest.fixture
def figures(town: Town) -> Figures:
    return Figures(town.uow, town.clock)


async def today(figures: Figures, shop: Stall) -> SalesFigures:
    return await figures.sales(shop.owner, shop.shop, Span.TODAY)


async def test_paid_orders_count_and_unpaid_ones_are_only_placed(town: Town, figures: Figures) -> None:
    shop = await town.shop()
    tea, mug = await shop.sells("TEA", price=500_00), await shop.sells("MUG", price=1200_00)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    await anna.has_paid_for(tea, 2)
    await anna.has_paid_for(mug)
    await boris.confirms(await boris.cart((tea, 1)))

    found = await today(figures, shop)

    assert (found.orders, found.sold, found.given_back, found.net) == (2, 2200_00, 0, 2200_00)
    assert (found.average, found.pieces, found.buyers, found.new_buyers) == (1100_00, 3, 1, 1)
    assert found.placed == 3
    assert [(top.pieces, top.total) for top in found.top] == [(1, 1200_00), (2, 1000_00)]
    assert sum(bar.net for bar in found.bars) == found.net
    assert sum(way.total for way in found.ways) == 2200_00
    assert (await figures.sales(shop.owner, shop.shop, Span.YEAR)).net == found.net


async def test_what_is_cancelled_or_given_back_is_taken_off_once(town: Town, figures: Figures) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00)
    anna = await shop.customer()
    stays, goes = await anna.has_paid_for(tea, 2), await anna.has_paid_for(tea)
    await town.refund_order.by_sum(shop.owner, shop.shop, stays.order_id, 300_00, reason="late", key="a")
    await town.refund_order.by_sum(shop.owner, shop.shop, goes.order_id, 100_00, reason="late", key="b")
    await town.cancel_order.by_staff(shop.owner, goes.order_id, "no stock")

    found = await today(figures, shop)

    assert (found.orders, found.sold) == (2, 1500_00)
    # 300 of the first; of the second 100 and then the rest: never more than it cost.
    assert found.given_back == 800_00
    assert found.net == 700_00
    assert sum(bar.net for bar in found.bars) == 700_00


async def test_an_order_held_and_released_is_sold_once(town: Town, figures: Figures) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await town.review.hold(shop.owner, order.order_id, "looks odd")
    await town.review.approve(shop.owner, shop.shop, order.order_id)

    found = await today(figures, shop)

    assert (found.orders, found.net) == (1, 500_00)


async def test_another_shops_sales_are_its_own(town: Town, figures: Figures) -> None:
    shop, other = await town.shop(), await town.shop()
    await (await other.customer()).has_paid_for(await other.sells("TEA"))

    assert (await today(figures, shop)).orders == 0


async def test_who_may_not_see_figures_is_refused(town: Town, figures: Figures) -> None:
    shop = await town.shop()
    for role in (Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER):
        with pytest.raises(Forbidden):
            await figures.sales(await shop.hires(role), shop.shop, Span.WEEK)
    await figures.sales(await shop.hires(Role.ANALYST), shop.shop, Span.WEEK)


async def test_what_runs_low_says_when_it_is_gone(town: Town, figures: Figures) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=59)
    anna = await shop.customer()
    for _ in range(4):
        await anna.has_paid_for(tea, 14)
    town.clock.move(minutes=3 * 24 * 60)

    [low] = await figures.running_low(shop.shop)

    assert (low.sku, low.available) == ("TEA", 3)
    assert low.runs_out is not None
    assert low.runs_out.days == 1


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_sheet_holds_numbers_and_no_formulas(town: Town, figures: Figures, language: str) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00)
    await (await shop.customer("=HYPERLINK(1)")).has_paid_for(tea)
    found = await today(figures, shop)
    orders = await figures.rows(shop.owner, shop.shop, found.period)

    book = openpyxl.load_workbook(BytesIO(sales_sheet(words_of(language), found, orders, shop.shop.timezone)))

    summary, _, products, sold = book.worksheets
    assert summary["B2"].value == 500
    assert products["C2"].value == 500
    assert (sold["D2"].value, sold["D2"].data_type) == ("=HYPERLINK(1)", "s")
    assert sold["F2"].value == 500


@pytest.mark.parametrize("values", [[0] * 7, [1, -5, 3], [10**12], [3, 0, 900] * 10])
def test_a_chart_is_drawn_of_any_figures(values: list[int]) -> None:
    labels = [str(place) for place in range(len(values))]
    chart = Chart("<&>", "1 990 ₽", "+1 %", False, labels, values, values[::-1], "сейчас", "до", str)

    png = draw(chart)

    assert png.startswith(b"\x89PNG")
    assert len(png) > 5_000
