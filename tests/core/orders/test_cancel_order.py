"""Cancelling: goods back once, money back once."""

import asyncio

import pytest

from core.kit.errors import Forbidden, NotFound
from core.orders.errors import PaymentUnderWay, WrongState
from db.types.enums import Role
from tests.factories.town import Town


async def test_an_unpaid_order_cancelled_by_its_buyer_frees_the_goods(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea, 2)

    cancelled = await town.cancel_order.by_buyer(anna.actor, order.order_id)

    assert (cancelled.refund, cancelled.repeated) == (0, False)
    assert await shop.status(order) == "cancelled"
    assert await shop.available(tea) == 5
    assert await shop.hold_states(order) == ["released"]


async def test_cancelling_twice_gives_the_goods_back_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, 2)

    results = await asyncio.gather(*(town.cancel_order.by_buyer(anna.actor, order.order_id) for _ in range(8)))

    assert sorted(result.repeated for result in results) == [False] + [True] * 7
    assert sum(result.refund for result in results) == order.total
    assert await shop.available(tea) == 5
    assert await shop.refunds_of(order) == [("requested", order.total, "cancelled")]


async def test_a_paid_order_cannot_be_cancelled_by_its_buyer_after_packing(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await town.fulfil.pack(shop.owner, order.order_id)

    with pytest.raises(WrongState):
        await town.cancel_order.by_buyer(anna.actor, order.order_id)

    assert (await town.cancel_order.by_staff(shop.owner, order.order_id, "broken")).refund == order.total


async def test_nobody_cancels_what_was_shipped(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, courier=True)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.ship(shop.owner, order.order_id, "RU1")

    with pytest.raises(WrongState):
        await town.cancel_order.by_staff(shop.owner, order.order_id, "too late")


async def test_a_strangers_order_is_not_found(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    order = await anna.orders(tea)

    with pytest.raises(NotFound):
        await town.cancel_order.by_buyer(boris.actor, order.order_id)
    assert await shop.status(order) == "awaiting_payment"


async def test_money_on_its_way_is_waited_for(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    await anna.approves(started, order)

    with pytest.raises(PaymentUnderWay):
        await town.cancel_order.by_buyer(anna.actor, order.order_id)

    await shop.tell("UPDATE payment_intents SET approved_until = now() - interval '1 second'")
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    assert await shop.status(order) == "cancelled"


@pytest.mark.parametrize("role", [Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST])
async def test_only_who_may_cancels_for_the_shop(town: Town, role: Role) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)

    with pytest.raises(Forbidden):
        await town.cancel_order.by_staff(await shop.hires(role), order.order_id, "because")
    with pytest.raises(Forbidden):
        await town.cancel_order.by_staff(anna.actor, order.order_id, "because")


async def test_an_expired_order_stays_expired(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    town.clock.move(hours=1)
    await town.expire_orders()

    with pytest.raises(WrongState):
        await town.cancel_order.by_buyer(anna.actor, order.order_id)
