"""The demo's past: weeks of orders that keep every law, written once, with figures that read like a shop's."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from core.analytics.figures import Figures
from core.analytics.period import Span
from core.shops.demo.past import DAYS, Ending, past_orders
from payments.past_sales import PastSales
from tests.factories.town import Stall, Town

ZONE = ZoneInfo("Europe/Moscow")


async def selling(town: Town) -> Stall:
    shop = await town.shop()
    for number in range(6):
        await shop.sells(f"PAST-{number}", price=(number + 1) * 350_00, stock_of=5)
    return shop


async def test_figures_have_something_to_say_and_every_law_holds(town: Town) -> None:
    shop = await selling(town)
    written = await PastSales(town.uow, town.clock)(shop.shop, shop.owner.person_id, a_day=4)
    figures = Figures(town.uow, town.clock)
    month = await figures.sales(shop.owner, shop.shop, Span.MONTH)
    before = await figures.sales(shop.owner, shop.shop, Span.MONTH, back=1)
    assert written > 3 * DAYS
    assert month.orders > before.orders > DAYS
    assert month.given_back + before.given_back > 0
    assert {share.code for share in month.ways} == {"telegram", "cash"}
    assert len([bar for bar in month.bars if bar.orders]) > 25
    # Nothing waits, nobody is told anything, and the shelves are as they were.
    asked = {
        "SELECT count(*) FROM orders WHERE status NOT IN ('delivered', 'completed', 'cancelled', 'expired')": 0,
        "SELECT count(*) FROM outbox": 0,
        "SELECT count(*) FROM stock_items WHERE on_hand <> 5 OR held <> 0": 0,
        "SELECT count(*) FROM order_journal WHERE at > now()": 0,
        "SELECT count(*) FROM cash_collections WHERE handover_id IS NULL": 0,
    }
    assert {question: await shop.ask(question) for question in asked} == asked


async def test_a_shop_with_orders_keeps_what_it_has(town: Town) -> None:
    shop = await selling(town)
    past = PastSales(town.uow, town.clock)
    assert await past(shop.shop, shop.owner.person_id, a_day=1) > 0
    assert await past(shop.shop, shop.owner.person_id, a_day=1) == 0


async def test_who_buys_after_it_gets_the_next_number(town: Town) -> None:
    shop = await selling(town)
    await PastSales(town.uow, town.clock)(shop.shop, shop.owner.person_id, a_day=1)
    last = await shop.ask("SELECT max(number) FROM orders")
    anna = await shop.customer()
    placed = await anna.orders(await shop.sells("NEW"))
    assert placed.number == last + 1
    async with town.uow(shop.id) as tx:
        newest = await tx.connection.execute(text("SELECT number FROM orders ORDER BY id DESC LIMIT 1"))
        assert newest.scalar_one() == placed.number


def test_the_plan_is_a_story_in_order_with_every_ending() -> None:
    now = datetime(2026, 11, 20, 15, tzinfo=ZONE)
    orders = past_orders("lighthouse", a_day=4, customers=16, goods=30, now=now, zone=ZONE)
    assert orders == past_orders("lighthouse", a_day=4, customers=16, goods=30, now=now, zone=ZONE)
    assert [order.placed for order in orders] == sorted(order.placed for order in orders)
    assert {order.ending for order in orders} == set(Ending)
    assert all(
        order.placed < order.confirmed < order.packed < order.shipped < order.delivered < now for order in orders
    )
    assert now - orders[0].placed < timedelta(days=DAYS + 1)
    weekend = sum(order.placed.astimezone(ZONE).weekday() in (4, 5, 6) for order in orders)
    assert weekend / len(orders) > 0.48
