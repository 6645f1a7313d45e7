"""Invoices, the payment sheet, pre-checkout and its ten seconds, Stars."""

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LabeledPrice, PreCheckoutQuery, ShippingOption, ShippingQuery

from sandbox.payments import checkout
from tests.sandbox.conftest import ANN, BEN, SHOP, Polling, World

MUG = [LabeledPrice(label="Mug", amount=10000)]
PROVIDER = "1:TEST:a"


def accepting(refusal: str = "") -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.pre_checkout_query()
    async def check(query: PreCheckoutQuery) -> None:
        await query.answer(ok=not refusal, error_message=refusal or None)

    return dispatcher


async def send_invoice(world: World, **more: object) -> int:
    await world.driver.start(ANN, SHOP)
    terms = {"title": "Mug", "description": "A mug", "payload": "order:1", "currency": "RUB", "prices": MUG}
    sent = await world.bot.send_invoice(ANN, **{**terms, "provider_token": PROVIDER, **more})  # type: ignore[arg-type]
    return sent.message_id


async def test_a_paid_invoice_ends_in_successful_payment_and_a_receipt(world: World, polling: Polling) -> None:
    number = await send_invoice(world, need_phone_number=True, max_tip_amount=500, suggested_tip_amounts=[500])
    async with polling(accepting()):
        paid = await world.driver.pay(ANN, SHOP, tip=500)
    assert (paid.ok, paid.total, paid.currency) == (True, 10500, "RUB")
    service = (await world.driver.last_message(ANN, SHOP)).payment
    assert service is not None
    assert service["telegram_payment_charge_id"] == paid.charge_id
    assert service["order_info"] == {"phone_number": "79161234567"}
    assert (await world.driver.messages(ANN, SHOP))[number - 1].raw["paid_by"] == [ANN]


async def test_a_refused_pre_checkout_shows_the_bots_words(world: World, polling: Polling) -> None:
    await send_invoice(world)
    async with polling(accepting("Sold out")):
        paid = await world.driver.pay(ANN, SHOP)
    assert (paid.ok, paid.error) == (False, "Sold out")
    assert await world.driver.charges() == []


async def test_a_declined_card_and_a_closed_sheet_bring_no_payment(world: World, polling: Polling) -> None:
    await send_invoice(world)
    async with polling(accepting()):
        declined = await world.driver.pay(ANN, SHOP, outcome="decline")
        closed = await world.driver.pay(ANN, SHOP, outcome="close")
    assert (declined.ok, declined.error, closed.closed) == (False, "CARD_DECLINED", True)
    assert len(await world.driver.updates("pre_checkout_query")) == 1


async def test_a_silent_bot_loses_the_payment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "ANSWER_SECONDS", 0.2)  # ten real seconds would prove nothing more
    await send_invoice(world)
    paid = await world.driver.pay(ANN, SHOP)
    assert (paid.ok, paid.error) == (False, "BOT_PRECHECKOUT_TIMEOUT")
    query = (await world.driver.updates("pre_checkout_query"))[0]["body"]["id"]
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await world.bot.answer_pre_checkout_query(query, ok=True)


async def test_two_phones_can_pay_one_invoice_twice(world: World, polling: Polling) -> None:
    await send_invoice(world)
    async with polling(accepting()):
        paid = await world.driver.pay(ANN, SHOP, twice=True)
    assert paid.ok
    assert paid.second is not None
    assert paid.second.ok
    assert len({charge["id"] for charge in await world.driver.charges(ANN)}) == 2


async def test_a_forwarded_invoice_is_payable_by_others_unless_it_has_a_start_parameter(
    world: World, polling: Polling
) -> None:
    await send_invoice(world)
    async with polling(accepting()):
        assert (await world.driver.pay_as(BEN, ANN, SHOP)).ok
    assert [charge["person"] for charge in await world.driver.charges()] == [BEN]
    linked = await send_invoice(world, start_parameter="o_1")
    copy = await world.driver.forward(ANN, SHOP, linked, BEN)
    forwarded = copy.button("Pay")
    assert forwarded is not None
    assert forwarded["url"] == f"https://t.me/{SHOP}?start=o_1"


async def test_shipping_is_asked_before_pre_checkout(world: World, polling: Polling) -> None:
    dispatcher = accepting()

    @dispatcher.shipping_query()
    async def ship(query: ShippingQuery) -> None:
        option = ShippingOption(id="post", title="Post", prices=[LabeledPrice(label="Post", amount=300)])
        await query.answer(ok=True, shipping_options=[option])

    await send_invoice(world, is_flexible=True)
    async with polling(dispatcher):
        paid = await world.driver.pay(ANN, SHOP)
    service = (await world.driver.last_message(ANN, SHOP)).payment
    assert (paid.ok, paid.total) == (True, 10300)
    assert service is not None
    assert service["shipping_option_id"] == "post"


async def test_stars_move_are_refunded_once_and_can_run_out(world: World, polling: Polling) -> None:
    await world.driver.start(ANN, SHOP)
    price = [LabeledPrice(label="Key", amount=600)]
    link = await world.bot.create_invoice_link("Key", "A key", "order:2", "XTR", price)
    async with polling(accepting()):
        paid = await world.driver.pay_link(ANN, link)
        poor = await world.driver.pay_link(ANN, link)
        assert (await world.driver.pay_link(BEN, link)).ok
    assert (paid.ok, poor.error) == (True, "BALANCE_TOO_LOW")
    assert (await world.bot.get_my_star_balance()).amount == 1200
    await world.bot.refund_star_payment(ANN, paid.charge_id)
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await world.bot.refund_star_payment(ANN, paid.charge_id)
    transactions = (await world.bot.get_star_transactions()).transactions
    assert [t.source is not None for t in transactions].count(False) == 1
    refunded = (await world.driver.last_message(ANN, SHOP)).payment
    assert refunded is not None
    assert refunded["total_amount"] == 600


async def test_a_subscription_renews_and_is_cancelled(world: World, polling: Polling) -> None:
    price = [LabeledPrice(label="Club", amount=100)]
    link = await world.bot.create_invoice_link("Club", "A month", "sub:1", "XTR", price, subscription_period=2592000)
    async with polling(accepting()):
        paid = await world.driver.pay_link(ANN, link)
    await world.bot.get_updates(allowed_updates=[])  # this poller asked for pre-checkout only
    await world.driver.subscription(ANN, paid.charge_id, "renew")
    await world.driver.subscription(ANN, paid.charge_id, "canceled")
    payments = [m.payment for m in await world.driver.messages(ANN, SHOP) if m.payment]
    assert [p.get("is_first_recurring") for p in payments] == [True, None]
    assert (await world.driver.updates("subscription"))[0]["body"]["state"] == "canceled"
