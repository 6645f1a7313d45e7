"""The pre-checkout question: yes only when nothing is in doubt."""

import pytest

from core.kit.errors import AppError
from db.types.ids import IntentId, new_id
from payments.errors import (
    AlreadyPaid,
    AmountDiffers,
    AnotherPaymentUnderWay,
    InvoiceUnknown,
    NotPayable,
    PayerDiffers,
)
from tests.factories.footprint import footprint
from tests.factories.town import Stall, Town


async def refused(shop: Stall, refusal: type[AppError], anna: object, *args: object, **said: object) -> None:
    before = await footprint(shop.town.uow, shop.id)
    with pytest.raises(refusal):
        await anna.approves(*args, **said)  # type: ignore[attr-defined]
    assert await footprint(shop.town.uow, shop.id) == before


async def test_yes_approves_the_attempt_and_keeps_the_goods_longer(town: Town) -> None:
    shop = await town.shop(hold_minutes=5)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)

    for _ in range(2):
        await anna.approves(started, order)

    assert await shop.ask("SELECT state FROM payment_intents") == "approved"
    assert await shop.ask("SELECT hold_until > now() + interval '14 minutes' FROM orders")
    assert await shop.ask("SELECT expires_at > now() + interval '14 minutes' FROM holds")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"payer_telegram_id": 13}, PayerDiffers),
        ({"amount": 1}, AmountDiffers),
        ({"currency": "USD"}, AmountDiffers),
        ({"intent_id": IntentId(new_id())}, InvoiceUnknown),
    ],
)
async def test_another_payer_sum_currency_or_invoice_is_refused(
    town: Town, said: dict[str, object], refusal: type[AppError]
) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)

    await refused(shop, refusal, anna, await anna.opens_payment(order), order, **said)


async def test_another_shops_invoice_is_unknown(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)

    await refused(shop, InvoiceUnknown, anna, await anna.opens_payment(order), order, shop_id=other.id)


async def test_a_paid_order_is_not_paid_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    other = await anna.opens_payment(order)
    await anna.pays(order)

    await refused(shop, AlreadyPaid, anna, other, order)


async def test_an_expired_cancelled_or_held_order_cannot_be_paid(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    expired, cancelled, held = [await anna.orders(tea) for _ in range(3)]
    attempts = [await anna.opens_payment(order) for order in (expired, cancelled, held)]
    await town.cancel_order.by_buyer(anna.actor, cancelled.order_id)
    await town.settle(anna.money(attempts[2].intent_id, 1))
    town.clock.move(hours=1)
    await town.expire_orders()

    for attempt, order in zip(attempts, (expired, cancelled, held), strict=True):
        await refused(shop, NotPayable, anna, attempt, order)


async def test_a_failed_attempt_is_not_approved(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    await shop.tell("UPDATE payment_intents SET state = 'failed'")

    await refused(shop, NotPayable, anna, started, order)


async def test_one_payment_at_a_time_until_its_approval_lapses(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    phone, laptop = await anna.opens_payment(order), await anna.opens_payment(order)
    await anna.approves(phone, order)

    await refused(shop, AnotherPaymentUnderWay, anna, laptop, order)
    await shop.tell("UPDATE payment_intents SET approved_until = now() - interval '1 second' WHERE state = 'approved'")
    await anna.approves(laptop, order)

    states = await shop.ask("SELECT string_agg(state, ' ' ORDER BY id) FROM payment_intents")
    assert states == "expired approved"
