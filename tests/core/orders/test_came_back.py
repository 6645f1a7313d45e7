"""A parcel that comes back: refused at the door, or undeliverable."""

import pytest

from core.orders.errors import NotPaid, WrongState
from payments.protocol import MoneyReturned
from tests.factories.town import Town


async def test_a_refused_cash_parcel_comes_back_to_the_shelf_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    order = await (await shop.customer()).orders(tea, 3, pay="cash", courier=True)
    await town.fulfil.accept(shop.owner, order.order_id)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.ship(shop.owner, order.order_id)
    assert await shop.on_hand(tea) == 7

    assert await town.fulfil.came_back(shop.owner, order.order_id)
    assert not await town.fulfil.came_back(shop.owner, order.order_id)

    assert await shop.status(order) == "cancelled"
    assert (await shop.on_hand(tea), await shop.available(tea)) == (10, 10)


async def test_a_paid_parcel_that_comes_back_gives_the_money_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea, courier=True)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.ship(shop.owner, order.order_id)

    await town.fulfil.came_back(shop.owner, order.order_id)

    assert [(amount, reason) for _, amount, reason in await shop.refunds_of(order)] == [(order.total, "came_back")]


async def test_a_parcel_that_never_left_cannot_come_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea)
    with pytest.raises(WrongState):
        await town.fulfil.came_back(shop.owner, order.order_id)


async def test_goods_stay_when_the_provider_takes_the_money_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    await anna.pays(order, external_id="ch-1")

    await town.refunds.returned(MoneyReturned(shop.id, "telegram", "ch-1", order.total, "RUB"))

    assert await shop.status(order) == "on_hold"
    with pytest.raises((NotPaid, WrongState)):
        await town.fulfil.pack(shop.owner, order.order_id)
    await town.cancel_order.by_staff(shop.owner, order.order_id, "money taken back")
    assert await shop.status(order) == "cancelled"
