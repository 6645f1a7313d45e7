"""Accept, pack, ship, deliver: each step once, however often it is tapped."""

import asyncio

import pytest

from core.kit.errors import Forbidden, NotFound
from core.orders.errors import WrongState
from db.types.enums import Role
from db.types.ids import OrderId, new_id
from tests.factories.town import Town


async def test_a_courier_order_goes_step_by_step_and_each_step_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, 2, courier=True)
    fulfil, done = town.fulfil, []

    for step in (fulfil.pack, fulfil.ship, fulfil.deliver):
        done += await asyncio.gather(*(step(shop.owner, order.order_id) for _ in range(4)))

    assert sorted(done) == [False] * 9 + [True] * 3
    assert await shop.status(order) == "delivered"
    assert (await shop.on_hand(tea), await shop.available(tea)) == (3, 3)
    assert await shop.hold_states(order) == ["consumed"]
    assert await shop.ask("SELECT count(*) FROM stock_movements WHERE kind = 'sale'") == 1


async def test_goods_leave_the_stock_when_the_courier_takes_them(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, 2, courier=True)
    await town.fulfil.pack(shop.owner, order.order_id)
    assert await shop.on_hand(tea) == 5

    await town.fulfil.ship(shop.owner, order.order_id)

    assert await shop.on_hand(tea) == 3


async def test_a_pickup_order_is_handed_over_at_the_counter(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await town.fulfil.pack(shop.owner, order.order_id)

    with pytest.raises(WrongState):
        await town.fulfil.ship(shop.owner, order.order_id)
    assert await town.fulfil.deliver(shop.owner, order.order_id)

    assert await shop.on_hand(tea) == 4


async def test_cash_is_in_the_books_when_the_order_is_delivered(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="cash")
    assert await town.fulfil.accept(shop.owner, order.order_id)
    assert not await town.fulfil.accept(shop.owner, order.order_id)
    await town.fulfil.pack(shop.owner, order.order_id)

    assert (await town.view.one_of_mine(anna.actor, order.order_id)).paid == 0
    for _ in range(2):
        await town.fulfil.deliver(shop.owner, order.order_id)

    assert (await town.view.one_of_mine(anna.actor, order.order_id)).paid == order.total


async def test_steps_out_of_turn_are_refused(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    unpaid, paid = await anna.orders(tea), await anna.has_paid_for(tea, courier=True)
    fulfil = town.fulfil

    for step in (fulfil.accept, fulfil.pack, fulfil.ship, fulfil.deliver):
        with pytest.raises(WrongState):
            await step(shop.owner, unpaid.order_id)
    for step in (fulfil.ship, fulfil.deliver):
        with pytest.raises(WrongState):
            await step(shop.owner, paid.order_id)
    await fulfil.pack(shop.owner, paid.order_id)
    with pytest.raises(WrongState):
        await fulfil.deliver(shop.owner, paid.order_id)


async def test_a_cancelled_order_goes_nowhere(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    fulfil = town.fulfil

    for step in (fulfil.accept, fulfil.pack, fulfil.ship, fulfil.deliver):
        with pytest.raises(WrongState):
            await step(shop.owner, order.order_id)


async def test_a_tracking_number_can_be_corrected_but_an_empty_second_tap_changes_nothing(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, courier=True)
    await town.fulfil.pack(shop.owner, order.order_id)

    assert await town.fulfil.ship(shop.owner, order.order_id, "RU1")
    assert not await town.fulfil.ship(shop.owner, order.order_id)
    assert not await town.fulfil.ship(shop.owner, order.order_id, "RU1")
    assert await town.fulfil.ship(shop.owner, order.order_id, "RU2")

    assert (await town.view.one_of_mine(anna.actor, order.order_id)).tracking == "RU2"


async def test_roles_are_kept_to(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="cash")
    operator, keeper = await shop.hires(Role.OPERATOR), await shop.hires(Role.STOCK_KEEPER)

    with pytest.raises(Forbidden):
        await town.fulfil.accept(keeper, order.order_id)
    assert await town.fulfil.accept(operator, order.order_id)
    with pytest.raises(Forbidden):
        await town.fulfil.pack(operator, order.order_id)
    assert await town.fulfil.pack(keeper, order.order_id)


async def test_an_order_that_is_not_there_is_not_found(town: Town) -> None:
    shop = await town.shop()

    for step in (town.fulfil.accept, town.fulfil.pack, town.fulfil.ship, town.fulfil.deliver):
        with pytest.raises(NotFound):
            await step(shop.owner, OrderId(new_id()))
