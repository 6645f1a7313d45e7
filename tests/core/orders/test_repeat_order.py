"""Repeating an order, and looking at orders."""

import pytest

from core.kit.errors import Forbidden, NotFound
from core.orders.repeat_order import RepeatOrder
from core.shops.change_products import SetPrice, SetVisibility
from db.types.enums import OrderStatus
from tests.factories.town import Town


async def test_a_repeated_order_fills_the_cart_at_todays_prices_and_says_what_is_gone(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", price=100), await shop.sells("CUP")
    anna = await shop.customer()
    order = await anna.confirms(await anna.cart((tea, 2), (cup, 1)))
    await SetPrice(town.uow, town.clock)(shop.owner, "TEA", 150)
    await SetVisibility(town.uow, town.clock)(shop.owner, "CUP", hidden=True)
    repeat = RepeatOrder(town.uow)

    repeated = [await repeat(anna.actor, order.order_id) for _ in range(2)]

    assert [(r.added, [title["en"] for title in r.gone]) for r in repeated] == [(1, ["Product CUP"])] * 2
    cart = await town.carts.view(anna.actor)
    assert cart is not None
    assert [(line.sku, line.quantity, line.price) for line in cart.lines] == [("TEA", 2, 150)]


async def test_a_strangers_order_cannot_be_repeated_or_seen(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    order = await anna.orders(tea)

    with pytest.raises(NotFound):
        await RepeatOrder(town.uow)(boris.actor, order.order_id)
    with pytest.raises(NotFound):
        await town.view.one_of_mine(boris.actor, order.order_id)
    for look in (town.view.for_staff(anna.actor, order.order_id), town.view.by_number(anna.actor, order.number)):
        with pytest.raises(Forbidden):
            await look


async def test_orders_are_found_by_number_name_phone_and_status_page_by_page(town: Town) -> None:
    shop = await town.shop(max_open_orders=50)
    tea = await shop.sells("TEA", stock_of=50)
    anna = await shop.customer("Anna")
    placed = [await anna.orders(tea) for _ in range(8)]

    first, more = await town.view.mine(anna.actor)
    rest, end = await town.view.mine(anna.actor, before=first[-1].id)
    assert [order.number for order in [*first, *rest]] == [order.number for order in reversed(placed)]
    assert (more, end) == (True, False)

    waiting, _ = await town.view.in_status(shop.owner, [OrderStatus.AWAITING_PAYMENT])
    assert len(waiting) == 6
    assert await town.view.in_status(shop.owner, [OrderStatus.CONFIRMED]) == ([], False)
    assert (await town.view.by_number(shop.owner, placed[3].number)).id == placed[3].order_id
    assert len(await town.view.find(shop.owner, "ann")) == 8
    assert len(await town.view.find(shop.owner, "345-67-89")) == 8
    assert await town.view.find(shop.owner, "Boris") == []


async def test_an_orders_card_tells_its_story(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await town.cancel_order.by_staff(shop.owner, order.order_id, "no tea left")

    seen = await town.view.for_staff(shop.owner, order.order_id)

    assert [(step.event, step.to_status) for step in seen.journal] == [
        ("place", "awaiting_payment"),
        ("funds_complete", "confirmed"),
        ("cancel", "cancelled"),
    ]
    assert seen.reason == "no tea left"
    assert [(refund.state, refund.amount) for refund in seen.refunds] == [("requested", order.total)]
    assert seen.paid == 0
