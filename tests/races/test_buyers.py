"""Many buyers, few goods."""

import pytest
from sqlalchemy import text

from core.orders.errors import SoldOut
from core.orders.place_order import Placed
from core.shops.change_stock import StockChange, StockOrder
from core.shops.errors import StockTooLow
from db.repositories import stock
from tests.factories.at_once import at_once
from tests.factories.crowd import crowd
from tests.factories.database import Database
from tests.factories.town import Stall, Town

_WITHOUT_GUARD = " AND si.on_hand - si.held >= w.quantity"
_SHOP_TABLES = (
    "orders", "order_lines", "holds", "order_journal", "ledger_entries", "outbox", "customers", "payment_intents",
)  # fmt: skip


def placed_in(outcomes: list[object]) -> list[Placed]:
    return [outcome for outcome in outcomes if isinstance(outcome, Placed)]


async def counts(shop: Stall) -> dict[str, int]:
    return {table: await shop.count(table) for table in _SHOP_TABLES}


async def test_a_thousand_buyers_tapping_three_times_for_ten_pieces_make_ten_orders(
    town: Town, database: Database
) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    buyers = await crowd(database, shop, 1000, [(tea, 1)])

    outcomes = await at_once(buyer.confirms(cart) for _ in range(3) for buyer, cart in buyers)

    placed = placed_in(list(outcomes))
    refusals = [outcome for outcome in outcomes if not isinstance(outcome, Placed)]
    assert len({order.order_id for order in placed}) == 10
    assert len([order for order in placed if not order.repeated]) == 10
    assert {type(refusal) for refusal in refusals} == {SoldOut}
    assert (await shop.available(tea), await shop.on_hand(tea)) == (0, 10)
    # Losers leave no order, hold, journal, book entry, event or customer card behind; their carts wait.
    assert await counts(shop) == {
        **dict.fromkeys(_SHOP_TABLES, 10), "outbox": 10 + 4, "payment_intents": 0,
    }  # fmt: skip
    assert await shop.count("carts") == 990


async def test_control_without_the_guard_and_the_check_the_same_crowd_is_oversold(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    async with own_database.connection("shop_owner") as owner:
        await owner.execute("ALTER TABLE stock_items DROP CONSTRAINT ck_stock_items_never_oversold")
    monkeypatch.setattr(stock, "_RESERVE", text(stock._RESERVE.text.replace(_WITHOUT_GUARD, "")))
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    buyers = await crowd(own_database, shop, 60, [(tea, 1)])

    outcomes = await at_once(buyer.confirms(cart) for buyer, cart in buyers)

    assert len(placed_in(list(outcomes))) > 10
    assert await shop.available(tea) < 0


async def test_control_without_the_guard_the_check_alone_still_refuses(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two walls: with the guarded statement gone the constraint holds, at the price of an ugly refusal."""
    town = unguarded_town
    monkeypatch.setattr(stock, "_RESERVE", text(stock._RESERVE.text.replace(_WITHOUT_GUARD, "")))
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    buyers = await crowd(own_database, shop, 60, [(tea, 1)])

    outcomes = await at_once(buyer.confirms(cart) for buyer, cart in buyers)

    assert len(placed_in(list(outcomes))) == 10
    assert await shop.available(tea) == 0


async def test_carts_in_opposite_order_do_not_wait_for_each_other(town: Town, database: Database) -> None:
    shop = await town.shop()
    goods = [await shop.sells(f"SKU-{number}", stock_of=150) for number in range(4)]
    there, back = [(one, 1) for one in goods], [(one, 1) for one in reversed(goods)]
    buyers = await crowd(database, shop, 200, there, back)

    outcomes = await at_once(buyer.confirms(cart) for buyer, cart in buyers)

    assert len(placed_in(list(outcomes))) == 150
    assert {type(outcome) for outcome in outcomes} == {Placed, SoldOut}  # a deadlock would be `Unavailable`
    assert [await shop.available(one) for one in goods] == [0] * 4


async def test_control_locking_row_by_row_in_the_carts_order_ends_in_deadlocks(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    whole = stock.reserve

    async def row_by_row(connection, shop_id, wanted):  # type: ignore[no-untyped-def]
        held = []
        for item, quantity in wanted.items():
            held += await whole(connection, shop_id, {item: quantity})
        return held

    monkeypatch.setattr(stock, "reserve", row_by_row)
    shop = await town.shop()
    goods = [await shop.sells(f"SKU-{number}", stock_of=500) for number in range(6)]
    buyers = await crowd(own_database, shop, 100, [(one, 1) for one in goods], [(one, 1) for one in reversed(goods)])
    # The cart lists its lines by the time they were put in.
    async with own_database.connection() as admin:
        await admin.execute(
            "UPDATE cart_lines l SET added_at = now() + make_interval(secs => CASE WHEN c % 2 = 0 THEN n ELSE -n END)"
            " FROM (SELECT cart_id, variant_id, row_number() OVER (PARTITION BY cart_id ORDER BY variant_id) AS n,"
            " dense_rank() OVER (ORDER BY cart_id) AS c FROM cart_lines) r"
            " WHERE r.cart_id = l.cart_id AND r.variant_id = l.variant_id"
        )

    outcomes = await at_once(buyer.confirms(cart) for buyer, cart in buyers)

    deadlocks = await _deadlocks(own_database)
    assert deadlocks > 0, {type(outcome).__name__ for outcome in outcomes}


async def _deadlocks(database: Database) -> int:
    async with database.connection() as admin:
        await admin.execute("SELECT pg_stat_force_next_flush()")
        return int(await admin.fetchval("SELECT deadlocks FROM pg_stat_database WHERE datname = $1", database.name))


async def test_two_lines_of_one_cart_on_one_stock_item_count_together(town: Town, database: Database) -> None:
    shop = await town.shop()
    single = await shop.sells("TEA-1", stock_of=9)
    double = await shop.sells("TEA-2", from_stock_of=single)
    buyers = await crowd(database, shop, 60, [(single, 1), (double, 1)])

    outcomes = await at_once(buyer.confirms(cart) for buyer, cart in buyers)

    assert len(placed_in(list(outcomes))) == 4
    assert await shop.available(single) == 1


async def test_staff_lower_the_stock_while_people_buy(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=40), await shop.sells("CUP", stock_of=40)
    buyers = await crowd(database, shop, 120, [(tea, 1), (cup, 1)], [(cup, 1), (tea, 1)])

    async def lower(number: int) -> object:
        # Sorted by SKU, CUP comes first; by stock item, TEA does: who locks in another order deadlocks.
        lines = [StockOrder("CUP", -1, relative=True), StockOrder("TEA", -1, relative=True)]
        return await town.change_stock(shop.owner, lines, f"lower:{number}")

    lowered = [lower(number) for number in range(20)]
    outcomes = await at_once(
        doing
        for number, (buyer, cart) in enumerate(buyers)
        for doing in ([buyer.confirms(cart), lowered[number // 6]] if number % 6 == 0 else [buyer.confirms(cart)])
    )

    placed = placed_in(list(outcomes))
    taken_away = 40 - await shop.on_hand(tea)
    assert {type(outcome) for outcome in outcomes} <= {Placed, SoldOut, StockChange, StockTooLow}
    assert len(placed) + await shop.available(tea) == 40 - taken_away
    assert await shop.available(tea) == await shop.available(cup)
    assert taken_away == sum(isinstance(outcome, StockChange) for outcome in outcomes)


async def test_cancelled_and_expired_goods_are_sold_again_exactly_once(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    first = await crowd(database, shop, 10, [(tea, 1)])
    orders = [await buyer.confirms(cart) for buyer, cart in first]
    async with database.connection() as admin:
        await admin.execute("UPDATE people SET telegram_id = telegram_id + 1000000")
    others = await crowd(database, shop, 100, [(tea, 1)])
    town.clock.move(hours=1)

    outcomes = await at_once(
        [
            *(town.expire_orders.one(shop.id, order.order_id) for order in orders[:5]),
            *(town.cancel_order.by_staff(shop.owner, order.order_id, "no") for order in orders[5:]),
            *(buyer.confirms(cart) for buyer, cart in others),
            town.expire_orders(),
        ]
    )

    sold = len(placed_in(list(outcomes)))
    assert sold + await shop.available(tea) == 10
    rest = await at_once(buyer.confirms(cart) for buyer, cart in others)
    assert len({order.order_id for order in placed_in([*outcomes, *rest])}) == 10
