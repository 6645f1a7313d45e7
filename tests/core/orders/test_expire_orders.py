"""Timers: what nobody paid or answered expires, what was delivered completes."""

from db.repositories import orders
from payments.protocol import MoneyReturned
from tests.factories.sent_back import handed_over
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


async def test_a_delivered_order_whose_money_the_provider_took_back_completes_and_earns_nothing(town: Town) -> None:
    shop = await town.shop(points={"earn_bp": 500})
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    taken_back, kept = await anna.has_paid_for(tea), await anna.has_paid_for(tea)
    for order in (taken_back, kept):
        await handed_over(town, shop, order)
    charge = await shop.ask("SELECT external_id FROM charges WHERE order_id = :id", id=taken_back.order_id)
    await town.take(MoneyReturned(shop.id, "telegram", charge, taken_back.total, "RUB", "chargeback-1"))

    # True in the books: the goods are gone, and so is the money.
    assert (await town.view.for_staff(shop.owner, taken_back.order_id)).owed == taken_back.total
    assert await shop.status(taken_back) == "delivered"
    town.clock.move(days=30)
    assert await town.complete_orders() == 2

    assert await shop.ask("SELECT balance FROM point_accounts") == kept.total * 5 // 100


async def test_orders_that_wait_for_money_keep_no_others_from_completing(town: Town) -> None:
    shop = await town.shop(max_open_orders=10)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    short = [await anna.orders(tea, pay="cash") for _ in range(3)]
    for order in short:
        for step in (town.fulfil.accept, town.fulfil.pack):
            await step(shop.owner, order.order_id)
        await town.fulfil.deliver(shop.owner, order.order_id, collected=1)
    paid = await anna.has_paid_for(tea)
    await handed_over(town, shop, paid)
    town.clock.move(days=30)

    async with town.uow.platform() as connection:
        begin = (0, short[2].order_id)
        pages = [await orders.past_window(connection, town.clock.now(), after, limit=3) for after in begin]
    assert await town.complete_orders() == 1

    assert [[row["id"] for row in page] for page in pages] == [[one.order_id for one in short], [paid.order_id]]
    assert await shop.status(paid) == "completed"
