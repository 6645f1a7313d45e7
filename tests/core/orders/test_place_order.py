"""Placing an order: everything or nothing, once per cart."""

from tests.factories.town import Town


async def test_an_order_holds_its_goods_and_empties_the_cart(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    anna = await shop.customer()

    order = await anna.orders(tea, 3)

    assert order.status == "awaiting_payment"
    assert await shop.available(tea) == 7
    assert await shop.on_hand(tea) == 10
    assert await shop.count("carts") == 0
    assert await shop.events() == ["order.placed"]


async def test_a_paid_order_is_confirmed(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    anna = await shop.customer()
    order = await anna.orders(tea, 3)

    settled = await anna.pays(order)

    assert settled.status == "confirmed"
    assert await shop.hold_states(order) == ["committed"]
