"""Paying an unpaid order another way than it was placed with."""

from dataclasses import replace

import pytest

from core.kit.errors import NotFound
from core.orders.errors import PaymentUnderWay
from payments.errors import AlreadyPaid, MethodUnavailable
from payments.protocol import PaymentProcessing, Redirect
from tests.factories.town import Town


async def test_the_ways_that_fit_an_order_are_offered(town: Town) -> None:
    shop = await town.shop(ways={"bank": {"most": 400_00}}, cash_limit=100_00)
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=50_00)
    anna = await shop.customer()
    dear, cheap = await anna.orders(tea), await anna.orders(cup)
    assert await town.choose_way.ways(anna.actor, shop.shop, dear.order_id) == ("telegram",)
    assert set(await town.choose_way.ways(anna.actor, shop.shop, cheap.order_id)) == {"telegram", "bank", "cash"}


@pytest.mark.parametrize(
    ("rule", "offered"),
    [
        ({"enabled": False}, False),
        ({"deliveries": ["courier"]}, False),
        ({"deliveries": ["pickup"]}, True),
        ({"currencies": ["USD"]}, False),
        ({"currencies": ["RUB"]}, True),
        ({"least": 500_01}, False),
        ({"least": 500_00, "most": 500_00}, True),
        ({"most": 499_99}, False),
    ],
    ids=str,
)
async def test_a_shop_offers_a_way_where_its_rule_says(town: Town, rule: dict[str, object], *, offered: bool) -> None:
    shop = await town.shop(ways={"bank": rule})
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))
    opened = await town.draft.open(anna.actor, shop.shop, cart.id, ("telegram", "bank"))
    assert ("bank" in opened.payment_methods) is offered


async def test_two_pages_both_paid_the_second_goes_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    first = await anna.opens_payment(order)
    assert isinstance(first.presentation, Redirect)
    await town.choose_way(anna.actor, shop.shop, order.order_id, "telegram")
    second = await anna.opens_payment(replace(order, payment_method="telegram"))

    await town.settle(anna.money(second.intent_id, order.total, "tg-1"))
    await town.settle(anna.money(first.intent_id, order.total, "bank-1", provider="bank"))

    assert await shop.status(order) == "confirmed"
    assert await shop.refunds_of(order) == [("requested", order.total, "surplus")]


async def test_an_open_page_is_shown_again_instead_of_a_second_one(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    pages = {(await anna.opens_payment(order)).intent_id for _ in range(3)}
    assert len(pages) == 1
    assert await shop.count("payment_intents") == 1


async def test_cash_after_all_waits_for_staff_and_closes_the_pages(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    await anna.opens_payment(order)
    await town.choose_way(anna.actor, shop.shop, order.order_id, "cash")
    assert await shop.status(order) == "awaiting_confirmation"
    assert await shop.ask("SELECT state FROM payment_intents") == "cancelled"
    town.clock.move(hours=1)
    await town.expire_orders()
    assert await shop.status(order) == "awaiting_confirmation"
    await town.fulfil.accept(shop.owner, order.order_id)
    assert await shop.hold_states(order) == ["committed"]


async def test_while_money_is_on_its_way_nothing_is_changed(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer(), await shop.customer("Boris")
    order = await anna.orders(tea, pay="bank")
    started = await anna.opens_payment(order)
    await town.take(PaymentProcessing(shop.id, started.intent_id, "bank"))
    with pytest.raises(PaymentUnderWay):
        await town.choose_way(anna.actor, shop.shop, order.order_id, "telegram")
    with pytest.raises(NotFound):
        await town.choose_way(boris.actor, shop.shop, order.order_id, "telegram")
    with pytest.raises(MethodUnavailable):
        await town.choose_way(anna.actor, shop.shop, order.order_id, "barter")
    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))
    with pytest.raises(AlreadyPaid):
        await town.choose_way(anna.actor, shop.shop, order.order_id, "cash")


async def test_who_left_parcels_at_the_door_does_not_get_to_cash_by_a_detour(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    assert "cash" in await town.choose_way.ways(anna.actor, shop.shop, order.order_id)
    await shop.tell("UPDATE customers SET cash_refused = 9")

    assert "cash" not in await town.choose_way.ways(anna.actor, shop.shop, order.order_id)
    with pytest.raises(MethodUnavailable):
        await town.choose_way(anna.actor, shop.shop, order.order_id, "cash")
