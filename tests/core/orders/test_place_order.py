"""Placing an order: everything or nothing, once per cart."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.kit.errors import AppError, NotFound
from core.orders.errors import (
    CashNotAllowed,
    CheckoutIncomplete,
    NotOnSale,
    SoldOut,
    TooManyOpenOrders,
    TotalChanged,
)
from core.orders.place_order import PlaceRequest
from core.shops.change_products import SetPrice, SetVisibility
from db.types.ids import CartId, new_id
from tests.factories.footprint import changed, footprint
from tests.factories.statements import counted
from tests.factories.town import OFFERED, Customer, ReadyCart, Stall, Town

CHANGED_BY_AN_ORDER = {
    "carts", "cart_lines", "customers", "holds", "ledger_entries", "ledger_lines", "order_journal", "order_lines",
    "orders", "outbox", "stock_items",
}  # fmt: skip


async def refused(anna: Customer, cart: ReadyCart, refusal: type[AppError]) -> AppError:
    """The order is refused, and nothing at all is left of the attempt."""
    shop = anna.stall
    before = await footprint(shop.town.uow, shop.id)
    with pytest.raises(refusal) as said:
        await anna.confirms(cart)
    assert changed(before, await footprint(shop.town.uow, shop.id)) == set()
    return said.value


async def test_an_order_holds_its_goods_empties_the_cart_and_tells_of_it(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    anna = await shop.customer()
    cart = await anna.cart((tea, 3))
    before = await footprint(town.uow, shop.id)

    order = await anna.confirms(cart)

    assert (order.status, order.total, order.repeated) == ("awaiting_payment", 3 * tea.price, False)
    assert (await shop.available(tea), await shop.on_hand(tea)) == (7, 10)
    assert await shop.events() == ["order.placed"]
    assert changed(before, await footprint(town.uow, shop.id)) == CHANGED_BY_AN_ORDER


async def test_an_order_keeps_what_was_agreed_whatever_changes_later(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500)
    anna = await shop.customer()
    order = await anna.orders(tea, 2, courier=True)

    await SetPrice(town.uow, town.clock)(shop.owner, "TEA", 900)
    await shop.tell("UPDATE products SET title = CAST(:title AS jsonb)", title='{"en": "Other"}')

    seen = await town.view.one_of_mine(anna.actor, order.order_id)
    assert (seen.goods_total, seen.delivery_total, seen.total, seen.paid) == (1000, 300_00, 301_00 + 900, 0)
    assert (seen.lines[0].unit_price, seen.lines[0].title["en"]) == (500, "Product TEA")
    assert (seen.address, seen.phone) == ("Tverskaya 1, flat 2", "+79123456789")


async def test_cash_on_delivery_waits_for_the_shops_answer(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()

    order = await anna.orders(tea, pay="cash")

    assert order.status == "awaiting_confirmation"


async def test_a_second_tap_finds_the_same_order(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    first = await anna.confirms(cart)
    second = await anna.confirms(cart)

    assert second == replace(first, repeated=True)
    assert await shop.available(tea) == 9


async def test_ten_taps_at_once_make_one_order(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    placed = await asyncio.gather(*(anna.confirms(cart) for _ in range(10)))

    assert len({order.order_id for order in placed}) == 1
    assert sorted(order.repeated for order in placed) == [False] + [True] * 9
    assert await shop.available(tea) == 9


async def test_a_cart_that_never_was_is_not_found(town: Town) -> None:
    shop = await town.shop()
    anna = await shop.customer()

    await refused(anna, ReadyCart(CartId(new_id()), 100), NotFound)


async def test_a_strangers_cart_is_not_found(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    cart = await anna.cart((tea, 1))

    await refused(boris, cart, NotFound)


async def test_too_few_left_refuses_and_says_how_many(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=3), await shop.sells("CUP", stock_of=5)
    anna = await shop.customer()
    cart = await anna.cart((cup, 1), (tea, 4))

    said = await refused(anna, cart, SoldOut)

    assert said.params == {"title": {"ru": "Товар TEA", "en": "Product TEA"}, "left": 3}


async def test_two_lines_on_one_stock_item_are_counted_together(town: Town) -> None:
    shop = await town.shop()
    single = await shop.sells("TEA-1", stock_of=5)
    double = await shop.sells("TEA-2", from_stock_of=single)
    anna = await shop.customer()

    await refused(anna, await anna.cart((single, 3), (double, 3)), SoldOut)
    await anna.confirms(await anna.cart((single, 3), (double, 2)))

    assert await shop.available(single) == 0


async def test_a_price_that_changed_between_is_said_before_anything_is_taken(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500)
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    await SetPrice(town.uow, town.clock)(shop.owner, "TEA", 600)

    await refused(anna, cart, TotalChanged)


async def test_what_is_no_longer_sold_is_refused(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    await SetVisibility(town.uow, town.clock)(shop.owner, "TEA", hidden=True)

    await refused(anna, cart, NotOnSale)


async def test_an_unfinished_checkout_says_what_is_missing(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, 1)

    said = await refused(anna, ReadyCart(cart.id, tea.price), CheckoutIncomplete)

    assert said.params == {"missing": "delivery"}


async def test_a_way_of_delivery_that_was_taken_away_is_asked_for_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    await shop.tell("UPDATE delivery_options SET active = false WHERE id = :id", id=shop.pickup)

    await refused(anna, cart, CheckoutIncomplete)


async def test_a_way_to_pay_that_is_no_longer_offered_is_asked_for_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1), pay="telegram")

    with pytest.raises(CheckoutIncomplete):
        await town.place_order(anna.actor, shop.shop, PlaceRequest(cart.id, cart.total, ("cash",)))


async def test_cash_above_the_shops_limit_is_refused(town: Town) -> None:
    shop = await town.shop(cash_limit=400_00)
    tea = await shop.sells("TEA", price=500_00)
    anna = await shop.customer()
    cart = await anna.cart((tea, 1), pay="telegram")
    await town.draft.choose_payment(anna.actor, cart.id, "cash")

    await refused(anna, cart, CashNotAllowed)


async def test_nobody_keeps_more_unpaid_orders_than_the_shop_allows(town: Town) -> None:
    shop = await town.shop(max_open_orders=2)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    for _ in range(2):
        await anna.orders(tea)

    said = await refused(anna, await anna.cart((tea, 1)), TooManyOpenOrders)

    assert said.params == {"limit": 2}


async def test_running_low_is_told_with_the_order(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()

    await anna.orders(tea, 2)

    assert sorted(await shop.events()) == ["order.placed", "stock.changed"]


@pytest.mark.parametrize("lines", [1, 12])
async def test_an_order_of_any_size_costs_at_most_eight_round_trips(
    town: Town, engine: AsyncEngine, lines: int
) -> None:
    shop = await town.shop()
    anna = await shop.customer()
    wanted = [(await shop.sells(f"SKU-{number}", stock_of=1), 1) for number in range(lines)]
    cart = await anna.cart(*wanted)

    with counted(engine) as trips:
        await anna.confirms(cart)

    assert len(trips) <= 8, trips.said


async def test_an_order_is_numbered_upwards(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()

    numbers = [(await anna.orders(tea)).number for _ in range(3)]

    assert numbers == sorted(set(numbers))
    assert numbers[0] > 1000


async def test_the_shop_placing_nothing_of_anothers(town: Town) -> None:
    """A cart of one shop cannot be confirmed in another, even by its owner."""
    shop, other = await town.shop(), await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    with pytest.raises(NotFound):
        await town.place_order(
            replace(anna.actor, shop_id=other.id), other.shop, PlaceRequest(cart.id, cart.total, OFFERED)
        )
    assert await place_count(shop) == 0


async def place_count(shop: Stall) -> int:
    return await shop.count("orders")
