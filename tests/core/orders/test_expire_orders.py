"""Timers: what nobody paid or answered expires, what was delivered completes."""

from tests.factories.town import Town


async def test_an_unpaid_order_expires_when_its_time_is_over_and_not_before(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea, 2)

    town.clock.move(minutes=29)
    assert await town.expire_orders() == 0
    town.clock.move(minutes=2)
    assert await town.expire_orders() == 1
    assert await town.expire_orders() == 0

    assert await shop.status(order) == "expired"
    assert await shop.hold_states(order) == ["expired"]
    assert await shop.available(tea) == 5
    assert "stock.changed" in await shop.events()


async def test_a_cash_order_nobody_answered_expires_after_a_day(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea, 2, pay="cash")

    town.clock.move(hours=23)
    assert await town.expire_orders() == 0
    town.clock.move(hours=2)
    assert await town.expire_orders() == 1

    assert await shop.status(order) == "expired"


async def test_a_paid_or_accepted_order_never_expires(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    paid, accepted = await anna.has_paid_for(tea), await anna.orders(tea, pay="cash")
    await town.fulfil.accept(shop.owner, accepted.order_id)

    town.clock.move(days=30)
    assert await town.expire_orders() == 0
    assert not await town.expire_orders.one(shop.id, paid.order_id)

    assert await shop.available(tea) == 3


async def test_an_approved_payment_keeps_the_goods_until_the_approval_lapses(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea)
    await anna.approves(await anna.opens_payment(order), order)

    town.clock.move(hours=1)
    assert await town.expire_orders() == 0
    await shop.tell("UPDATE payment_intents SET approved_until = now() - interval '1 second'")
    assert await town.expire_orders() == 1

    assert await shop.ask("SELECT state FROM payment_intents") == "expired"


async def test_a_page_that_was_opened_closes_with_its_order(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    await anna.opens_payment(order)

    town.clock.move(hours=1)
    await town.expire_orders()

    assert await shop.ask("SELECT state FROM payment_intents") == "expired"


async def test_orders_of_all_shops_expire(town: Town) -> None:
    for _ in range(3):
        shop = await town.shop()
        tea = await shop.sells("TEA")
        await (await shop.customer()).orders(tea)

    town.clock.move(hours=1)

    assert await town.expire_orders() == 3


async def test_a_delivered_order_completes_when_the_return_window_is_over(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="cash")
    for step in (town.fulfil.accept, town.fulfil.pack, town.fulfil.deliver):
        await step(shop.owner, order.order_id)

    town.clock.move(days=13)
    assert await town.complete_orders() == 0
    town.clock.move(days=2)
    assert await town.complete_orders() == 1

    assert await shop.status(order) == "completed"
