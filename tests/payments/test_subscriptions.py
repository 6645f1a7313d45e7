"""Subscriptions: begun by the first payment, renewed by orders of their own, let go and taken up by their buyer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.kit.errors import NotFound
from core.orders.errors import SubscriptionAlone, SubscriptionOver
from core.orders.place_order import PlaceRequest
from core.orders.subscriptions import ExpireSubscriptions
from core.shops.set_content import Content
from db.types.enums import ProductKind, StockVerdict
from db.types.ids import OrderId
from payments.errors import MethodUnavailable
from payments.follow_subscription import ChangeSubscription, FollowSubscription
from payments.protocol import ProviderDown, Redirect
from tests.factories import digital
from tests.factories.at_once import at_once
from tests.factories.town import Customer, Goods, Stall, Town

NOW = datetime.now(UTC)
MONTH, TWO = NOW + timedelta(days=30), NOW + timedelta(days=60)


async def club(town: Town) -> tuple[Stall, Goods, Customer]:
    shop = await digital.digital_shop(town)
    goods = await digital.sells(shop, "CLUB", ProductKind.SUBSCRIPTION, Content(text="join: t.me/+abc"), stars=100)
    return shop, goods, await shop.customer()


async def renews(town: Town, anna: Customer, charge: str = "stx-2", **said: object) -> object:
    shop = anna.stall
    intent = await shop.ask("SELECT max(id) FROM payment_intents")
    arrived = anna.money(intent, 100, charge, provider="stars", currency="XTR", paid_until=TWO, renewal=True, **said)
    return await town.settle(arrived)


async def row(shop: Stall) -> tuple[str, datetime]:
    return (
        await shop.ask("SELECT state FROM subscriptions"),
        await shop.ask("SELECT paid_until FROM subscriptions"),
    )


async def test_it_is_paid_on_a_link_that_is_shown_again_instead_of_a_second_one(town: Town) -> None:
    _, goods, anna = await club(town)
    order = await digital.orders(anna, goods)

    pages = [(await anna.opens_payment(order)).presentation for _ in range(2)]

    assert isinstance(pages[0], Redirect)
    assert pages[0] == pages[1]
    assert town.star_desk.names() == ["createInvoiceLink"]


async def test_the_first_payment_begins_it_and_brings_the_access(town: Town) -> None:
    shop, goods, anna = await club(town)

    order = await digital.subscribes(anna, goods, MONTH)

    assert await shop.status(order) == "delivered"
    assert await row(shop) == ("active", MONTH)
    assert [piece.text for piece in (await digital.opened(anna, order)).pieces] == ["join: t.me/+abc"]
    assert (await town.view.for_card(shop.id, order.order_id)).subscription is not None


async def test_a_renewal_is_an_order_of_its_own_paid_and_delivered(town: Town) -> None:
    shop, goods, anna = await club(town)
    first = await digital.subscribes(anna, goods, MONTH)
    stock = await shop.on_hand(goods)

    await renews(town, anna)

    again = OrderId(await shop.ask("SELECT id FROM orders WHERE renewal_of = :id", id=first.order_id))
    assert await shop.status(again) == "delivered"
    assert await row(shop) == ("active", TWO)
    assert await shop.count("refunds") == 0
    assert await shop.on_hand(goods) == stock, "a renewal takes nothing off the shelf"
    assert [piece.text for piece in (await digital.opened(anna, again)).pieces] == ["join: t.me/+abc"]
    assert (await shop.events()).count("order.paid") == 2


async def test_ten_copies_of_a_renewal_at_once_are_one(town: Town) -> None:
    shop, goods, anna = await club(town)
    await digital.subscribes(anna, goods, MONTH)

    await at_once(renews(town, anna) for _ in range(10))

    assert await shop.count("orders") == 2
    assert await shop.count("charges") == 2
    assert await shop.count("refunds") == 0


async def test_a_renewal_that_comes_before_the_first_payment_pays_the_order(town: Town) -> None:
    shop, goods, anna = await club(town)
    order = await digital.orders(anna, goods)
    await anna.opens_payment(order)

    await renews(town, anna)

    assert await shop.status(order) == "delivered"
    assert await row(shop) == ("active", TWO)


async def test_a_renewal_of_another_sum_or_person_goes_back(town: Town) -> None:
    shop, goods, anna = await club(town)
    await digital.subscribes(anna, goods, MONTH)

    await renews(town, anna, "stx-2", payer_telegram_id=13)

    assert await shop.count("orders") == 1
    assert await shop.ask("SELECT count(*) FROM refunds WHERE reason = 'payer'") == 1
    assert await row(shop) == ("active", MONTH)


@pytest.mark.parametrize(
    ("said", "state"), [("canceled", "cancelled"), ("failed", "failed"), ("active", "active"), ("paused", "active")]
)
async def test_what_telegram_tells_moves_it(town: Town, said: str, state: str) -> None:
    shop, goods, anna = await club(town)
    await digital.subscribes(anna, goods, MONTH)
    intent = await shop.ask("SELECT max(id) FROM payment_intents")
    follow = FollowSubscription(town.uow)

    for _ in range(2):
        await follow(shop.id, intent, anna.actor.telegram_id, said)
    await follow(shop.id, intent, 13, "failed")

    assert (await row(shop))[0] == state
    assert (await shop.events()).count("subscription.changed") == (0 if state == "active" else 1)


async def test_its_buyer_lets_it_go_and_takes_it_up(town: Town) -> None:
    shop, goods, anna = await club(town)
    order = await digital.subscribes(anna, goods, MONTH)
    change = ChangeSubscription(town.uow, town.star_desk)
    boris = await shop.customer("Boris")

    said = [await change(anna.actor, order.order_id, cancel=cancel) for cancel in (True, True, False)]

    assert said == [True, False, True]
    assert [call[1]["is_canceled"] for call in town.star_desk.calls[1:]] == [True, False]
    assert (await row(shop))[0] == "active"
    with pytest.raises(NotFound):
        await change(boris.actor, order.order_id, cancel=True)


async def test_when_telegram_refuses_or_is_silent_nothing_is_written(town: Town) -> None:
    shop, goods, anna = await club(town)
    order = await digital.subscribes(anna, goods, MONTH)
    change = ChangeSubscription(town.uow, town.star_desk)

    town.star_desk.refuses = "Bad Request: CHARGE_NOT_FOUND"
    with pytest.raises(MethodUnavailable):
        await change(anna.actor, order.order_id, cancel=True)
    town.star_desk.refuses, town.star_desk.down = None, True
    with pytest.raises(ProviderDown):
        await change(anna.actor, order.order_id, cancel=True)

    assert (await row(shop))[0] == "active"


async def test_it_ends_when_its_time_has_passed_and_a_late_renewal_wakes_it(town: Town) -> None:
    shop, goods, anna = await club(town)
    order = await digital.subscribes(anna, goods, MONTH)
    expire = ExpireSubscriptions(town.uow, town.clock)
    town.clock.move(days=30, minutes=30)
    assert await expire() == 0, "a renewal's money may be on its way"
    town.clock.move(hours=1)

    assert (await expire(), await expire()) == (1, 0)
    with pytest.raises(SubscriptionOver):
        await digital.opened(anna, order)
    await renews(town, anna)

    assert await row(shop) == ("active", TWO)


async def test_one_that_was_let_go_ends_at_once(town: Town) -> None:
    shop, goods, anna = await club(town)
    order = await digital.subscribes(anna, goods, MONTH)
    await ChangeSubscription(town.uow, town.star_desk)(anna.actor, order.order_id, cancel=True)
    town.clock.move(days=30, minutes=1)

    await ExpireSubscriptions(town.uow, town.clock)()

    assert (await row(shop))[0] == "expired"


async def test_money_that_goes_back_ends_it_and_it_is_not_charged_again(town: Town) -> None:
    shop, goods, anna = await club(town)
    charge = town.star_desk.pays(anna.actor.telegram_id, 100)
    order = await digital.orders(anna, goods)
    evidence = {"subscription": True}
    await digital.pays(anna, order, paid_until=MONTH, external_id=charge, evidence=evidence)

    await town.refund_order.full(
        shop.owner, shop.shop, order.order_id, reason="agreed", verdict=StockVerdict.KEEP, key="1"
    )
    await town.refunds.due()

    assert await shop.refunds_of(order) == [("succeeded", 100, "agreed")]
    assert town.star_desk.names()[-2:] == ["editUserStarSubscription", "refundStarPayment"]
    assert (await row(shop))[0] == "expired"


async def test_a_second_subscription_to_one_order_goes_back_and_is_let_go(town: Town) -> None:
    shop, goods, anna = await club(town)
    order = await digital.subscribes(anna, goods, MONTH)
    charge = town.star_desk.pays(anna.actor.telegram_id, 100)
    intent = await shop.ask("SELECT max(id) FROM payment_intents")
    twice = anna.money(intent, 100, charge, provider="stars", currency="XTR", paid_until=MONTH)
    await town.settle(replace(twice, evidence={"subscription": True}))

    await town.refunds.due()

    assert await shop.refunds_of(order) == [("succeeded", 100, "surplus")]
    assert town.star_desk.names()[-2:] == ["editUserStarSubscription", "refundStarPayment"]
    assert (await row(shop))[0] == "active"


async def test_it_is_ordered_by_itself(town: Town) -> None:
    shop, goods, anna = await club(town)
    note = await digital.sells(shop, "NOTE", ProductKind.TEXT, Content(text="x"))
    for one in (goods, note):
        await anna.puts(one)
    cart = await town.carts.view(anna.actor)
    assert cart is not None

    with pytest.raises(SubscriptionAlone):
        await town.draft.open(anna.actor, shop.shop, cart.id, digital.STARS)
    with pytest.raises(SubscriptionAlone):
        await town.place_order(anna.actor, shop.shop, PlaceRequest(cart.id, 150, digital.STARS))
