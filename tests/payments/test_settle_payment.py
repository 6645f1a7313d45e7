"""Money that arrived: once, late, twice, wrong. Never silent, never lost."""

import asyncio
import random
from typing import Any

import pytest

from core.orders.errors import SoldOut
from db.types.ids import IntentId, new_id
from payments.protocol import MoneyArrived, PaymentFailed
from payments.settle_payment import FailPayment
from tests.factories.town import Town


async def test_money_confirms_the_order_and_commits_its_goods(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=9)
    anna = await shop.customer()
    order = await anna.orders(tea, 2)

    settled = await anna.pays(order)

    assert (settled.verdict, settled.status, settled.repeated) == ("applied", "confirmed", False)
    assert await shop.hold_states(order) == ["committed"]
    assert await shop.ask("SELECT state FROM payment_intents") == "captured"
    assert sorted(await shop.events()) == ["order.changed", "order.paid", "order.placed"]
    assert (await town.view.one_of_mine(anna.actor, order.order_id)).paid == order.total


async def test_ten_copies_at_once_and_shuffled_are_one_charge(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=50)
    copies: list[MoneyArrived] = []
    orders = []
    for name in ("Anna", "Boris", "Clara"):
        buyer = await shop.customer(name)
        order = await buyer.orders(tea)
        orders.append(order)
        started = await buyer.opens_payment(order)
        copies += [buyer.money(started.intent_id, order.total, f"charge-of-{name}")] * 10
    random.shuffle(copies)

    settled = await asyncio.gather(*(town.settle(copy) for copy in copies))

    assert sum(not one.repeated for one in settled) == 3
    assert {one.verdict for one in settled} == {"applied"}
    assert await shop.count("charges") == 3
    assert await shop.count("refunds") == 0
    for order in orders:
        assert await shop.status(order) == "confirmed"


async def test_of_two_paid_invoices_the_first_counts_and_the_second_goes_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea)
    first, second = await anna.opens_payment(order), await anna.opens_payment(order)

    one = await town.settle(anna.money(first.intent_id, order.total))
    two = await town.settle(anna.money(second.intent_id, order.total))

    assert (one.verdict, two.verdict, two.status) == ("applied", "surplus", "confirmed")
    assert await shop.refunds_of(order) == [("requested", order.total, "surplus")]
    assert await shop.available(tea) == 4


async def test_one_invoice_paid_twice_by_two_charges_returns_the_second(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)

    verdicts = [(await town.settle(anna.money(started.intent_id, order.total))).verdict for _ in range(2)]

    assert verdicts == ["applied", "surplus"]
    assert await shop.refunds_of(order) == [("requested", order.total, "surplus")]


async def test_money_after_expiry_takes_the_goods_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea, 2)
    started = await anna.opens_payment(order)
    town.clock.move(hours=1)
    await town.expire_orders()
    assert await shop.available(tea) == 5

    settled = await town.settle(anna.money(started.intent_id, order.total))

    assert (settled.verdict, settled.status) == ("applied", "confirmed")
    assert await shop.available(tea) == 3
    assert await shop.hold_states(order) == ["committed", "expired"]
    assert await shop.count("refunds") == 0


async def test_money_after_expiry_with_nothing_left_goes_back_by_itself(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=2), await shop.sells("CUP", stock_of=2)
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    order = await anna.confirms(await anna.cart((tea, 2), (cup, 1)))
    started = await anna.opens_payment(order)
    town.clock.move(hours=1)
    await town.expire_orders()
    await boris.orders(tea)

    settled = await town.settle(anna.money(started.intent_id, order.total))

    assert (settled.verdict, settled.status) == ("applied", "on_hold")
    assert await shop.refunds_of(order) == [("requested", order.total, "sold_out")]
    assert (await shop.available(tea), await shop.available(cup)) == (1, 2)
    assert (await shop.events()).count("refund.requested") == 1


async def test_money_after_cancelling_revives_the_order_to_be_packed_anew(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)

    settled = await town.settle(anna.money(started.intent_id, order.total))

    assert settled.status == "confirmed"
    assert await shop.ask("SELECT shipment FROM orders") == "planned"
    assert await town.fulfil.pack(shop.owner, order.order_id)
    assert await town.fulfil.deliver(shop.owner, order.order_id)
    assert await shop.on_hand(tea) == 4


async def test_an_order_can_expire_be_revived_be_cancelled_and_be_paid_again(town: Town) -> None:
    """The books reverse and repeat the sale each time, under a name of its own."""
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea)
    first, second = await anna.opens_payment(order), await anna.opens_payment(order)
    town.clock.move(hours=1)
    await town.expire_orders()
    await town.settle(anna.money(first.intent_id, order.total))
    await town.cancel_order.by_staff(shop.owner, order.order_id, "changed our mind")

    settled = await town.settle(anna.money(second.intent_id, order.total))

    assert (settled.verdict, settled.status) == ("applied", "confirmed")
    assert await shop.refunds_of(order) == [("requested", order.total, "cancelled")]
    kinds = await shop.ask("SELECT string_agg(kind, ' ' ORDER BY id) FROM ledger_entries WHERE source = 'order'")
    assert kinds == "sale unsale sale.1 unsale.1 sale.2"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"amount": 499_99}, "amount"),
        ({"amount": 500_01}, "amount"),
        ({"currency": "USD"}, "currency"),
        ({"payer_telegram_id": 13}, "payer"),
    ],
)
async def test_wrong_money_puts_the_order_on_hold_and_keeps_its_goods(
    town: Town, said: dict[str, Any], reason: str
) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00, stock_of=5)
    anna = await shop.customer()
    order = await anna.orders(tea)

    settled = await anna.pays(order, **said)

    assert (settled.verdict, settled.status) == ("mismatch", "on_hold")
    assert await shop.ask("SELECT reason FROM orders") == reason
    assert await shop.hold_states(order) == ["committed"]
    town.clock.move(days=3)
    assert await town.expire_orders() == 0

    cancelled = await town.cancel_order.by_staff(shop.owner, order.order_id, "wrong money")
    assert cancelled.refund == said.get("amount", order.total)
    assert await shop.refunds_of(order) == [("requested", cancelled.refund, "cancelled")]
    assert await shop.available(tea) == 5


async def test_wrong_money_for_an_expired_order_goes_straight_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    town.clock.move(hours=1)
    await town.expire_orders()

    settled = await town.settle(anna.money(started.intent_id, order.total - 1))

    assert (settled.verdict, settled.status) == ("mismatch", "expired")
    assert await shop.refunds_of(order) == [("requested", order.total - 1, "amount")]


@pytest.mark.parametrize("intent_id", [None, IntentId(new_id())], ids=["none", "unknown"])
async def test_money_with_no_or_an_unknown_reference_goes_back_once(town: Town, intent_id: IntentId | None) -> None:
    shop = await town.shop()
    anna = await shop.customer()
    stray = anna.money(intent_id, 100_00, "stray")

    settled = await asyncio.gather(*(town.settle(stray) for _ in range(10)))

    assert {one.verdict for one in settled} == {"orphan"}
    assert sum(not one.repeated for one in settled) == 1
    assert await shop.ask("SELECT count(*) FROM refunds WHERE reason = 'unknown_reference' AND amount = 10000") == 1


async def test_an_attempt_of_another_provider_is_an_unknown_reference(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)

    settled = await anna.pays(order, provider="bank")

    assert settled.verdict == "orphan"
    assert await shop.status(order) == "awaiting_payment"


async def test_another_shops_attempt_is_an_unknown_reference(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)

    settled = await anna.pays(order, shop_id=other.id)

    assert settled.verdict == "orphan"
    assert await shop.status(order) == "awaiting_payment"
    assert (await shop.count("charges"), await other.count("charges")) == (0, 1)


async def test_money_for_an_order_that_was_delivered_goes_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    first, second = await anna.opens_payment(order), await anna.opens_payment(order)
    await town.settle(anna.money(first.intent_id, order.total))
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)

    settled = await town.settle(anna.money(second.intent_id, order.total))

    assert (settled.verdict, settled.status) == ("surplus", "delivered")
    assert await shop.refunds_of(order) == [("requested", order.total, "surplus")]


async def test_success_after_failure_counts_and_failure_after_success_does_not(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    failed = PaymentFailed(shop.id, started.intent_id, "telegram", "declined")
    fail = FailPayment(town.uow)

    await fail(failed)
    assert await shop.ask("SELECT state FROM payment_intents") == "failed"
    assert await shop.status(order) == "awaiting_payment"
    settled = await town.settle(anna.money(started.intent_id, order.total))
    await fail(failed)

    assert settled.status == "confirmed"
    assert await shop.ask("SELECT state FROM payment_intents") == "captured"
    assert await shop.status(order) == "confirmed"


async def test_failure_of_an_unknown_attempt_means_nothing(town: Town) -> None:
    shop = await town.shop()

    await FailPayment(town.uow)(PaymentFailed(shop.id, IntentId(new_id()), "telegram", "declined"))


async def test_what_was_sold_meanwhile_is_not_sold_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    late = await anna.orders(tea)
    started = await anna.opens_payment(late)
    cart = await boris.cart((tea, 1))
    with pytest.raises(SoldOut):
        await boris.confirms(cart)
    town.clock.move(hours=1)
    await town.expire_orders()
    await boris.pays(await boris.confirms(cart))

    settled = await town.settle(anna.money(started.intent_id, late.total))

    assert settled.status == "on_hold"
    assert await shop.available(tea) == 0

    # It was unsold with the refund: cancelling it gives nothing back a second time, in money or in the books.
    await town.cancel_order.by_staff(shop.owner, late.order_id, "sold out")
    assert await shop.refunds_of(late) == [("requested", late.total, "sold_out")]
    assert await shop.ask("SELECT count(*) FROM ledger_entries WHERE kind LIKE 'unsale%'") == 2
    assert (await town.view.for_staff(shop.owner, late.order_id)).owed == 0
