"""Stars: one price, whole refunds, transactions page by page, subscriptions as a link."""

from datetime import UTC, datetime

import orjson
import pytest

from db.types.ids import BotId, ChargeId, IntentId, OrderId, RefundId, ShopId, new_id
from payments.invoices import payload_of, rail_of
from payments.protocol import (
    Attempt,
    Invoice,
    Known,
    MoneyArrived,
    Notice,
    PriceLine,
    ProviderDown,
    ProviderRefused,
    Redirect,
    RefundAnswer,
    RefundDone,
    RefundOrder,
    RefundRefused,
    RefundUnheard,
)
from payments.providers.stars import StarsPayments, StarsSettings
from tests.factories.stars import StarDesk

BUYER = 13
SETTINGS = StarsSettings(own_bot=7)


def attempt(**changed: object) -> Attempt:
    fields = {
        "intent_id": IntentId(new_id()),
        "order_id": OrderId(new_id()),
        "number": 1001,
        "amount": 150,
        "currency": "XTR",
        "title": "Заказ 1001 " * 20,
        "description": "Лавка " * 200,
        "prices": (PriceLine("Игра", 100), PriceLine("Книга", 50)),
        "shop_id": ShopId(1),
        "bot_id": BotId(7),
        **changed,
    }
    return Attempt(**fields)  # type: ignore[arg-type]


def refund_of(charge: str, amount: int = 150, whole: int = 150) -> RefundOrder:
    return RefundOrder(RefundId(1), ChargeId(2), charge, "", amount, whole, "XTR", BUYER, ShopId(1), bot_id=BotId(7))


@pytest.fixture
def desk() -> StarDesk:
    return StarDesk()


@pytest.fixture
def stars(desk: StarDesk) -> StarsPayments:
    return StarsPayments(desk)


def test_stars_are_taken_in_stars_only_and_through_a_bot(stars: StarsPayments) -> None:
    assert stars.available(SETTINGS, "XTR")
    assert not stars.available(SETTINGS, "RUB")
    assert not stars.available(StarsSettings(), "XTR")
    assert (rail_of("XTR"), rail_of("RUB")) == ("stars", "telegram")


async def test_an_invoice_has_exactly_one_price_and_no_token(stars: StarsPayments) -> None:
    invoice = await stars.present(SETTINGS, attempt())

    assert isinstance(invoice, Invoice)
    assert [price.amount for price in invoice.prices] == [150]
    assert (invoice.provider_token, invoice.currency, invoice.options) == ("", "XTR", {})
    assert len(invoice.title) <= 32
    assert len(invoice.description) <= 255


async def test_a_subscription_is_a_link_for_thirty_days(stars: StarsPayments, desk: StarDesk) -> None:
    wanted = attempt(subscription=True)

    page = await stars.present(SETTINGS, wanted)

    assert isinstance(page, Redirect)
    assert page.external_id == payload_of(wanted.intent_id)
    method, terms = desk.calls[0]
    assert (method, terms["subscription_period"], terms["payload"]) == (
        "createInvoiceLink", 2_592_000, page.external_id,
    )  # fmt: skip


async def test_a_link_that_telegram_refuses_is_refused_and_a_silent_telegram_is_down(
    stars: StarsPayments, desk: StarDesk
) -> None:
    desk.refuses = "Bad Request: SUBSCRIPTION_AMOUNT_INVALID"
    with pytest.raises(ProviderRefused):
        await stars.present(SETTINGS, attempt(subscription=True))
    desk.refuses, desk.down = None, True
    with pytest.raises(ProviderDown):
        await stars.present(SETTINGS, attempt(subscription=True))


async def test_a_whole_payment_goes_back_once(stars: StarsPayments, desk: StarDesk) -> None:
    charge = desk.pays(BUYER, 150)

    answers = [await stars.refund(SETTINGS, refund_of(charge)) for _ in range(3)]

    assert answers == [RefundDone(charge)] * 3
    assert desk.balance == 0


async def test_a_part_is_refused_with_words_and_nothing_is_called(stars: StarsPayments, desk: StarDesk) -> None:
    answer = await stars.refund(SETTINGS, refund_of(desk.pays(BUYER, 150), amount=100))

    assert isinstance(answer, RefundRefused)
    assert "whole" in answer.reason
    assert desk.calls == []


@pytest.mark.parametrize("order", [refund_of("stx_unknown"), refund_of("stx_unknown", 1, 1)])
async def test_a_charge_telegram_does_not_know_is_refused(stars: StarsPayments, order: RefundOrder) -> None:
    assert isinstance(await stars.refund(SETTINGS, order), RefundRefused)


async def test_an_unknown_outcome_is_looked_up_in_the_transactions(stars: StarsPayments, desk: StarDesk) -> None:
    charge = desk.pays(BUYER, 150)
    for _ in range(250):
        desk.pays(BUYER, 1)
    before: RefundAnswer = await stars.look_up_refund(SETTINGS, refund_of(charge))
    desk.answers_lost = True
    with pytest.raises(ProviderDown):
        await stars.refund(SETTINGS, refund_of(charge))
    desk.answers_lost = False

    after = await stars.look_up_refund(SETTINGS, refund_of(charge))

    assert before == RefundUnheard()
    assert after == RefundDone(charge)
    asked = [params["offset"] for method, params in desk.calls if method == "getStarTransactions"]
    assert asked == [0, 100, 200, 0, 100, 200]


async def test_the_statement_pages_through_payments_and_refunds(stars: StarsPayments, desk: StarDesk) -> None:
    intent_id = IntentId(new_id())
    for number in range(150):
        desk.pays(BUYER, 10, date=1_700_000_000 + number)
    charge = desk.pays(BUYER, 150, payload_of(intent_id), date=1_800_000_000)
    await stars.refund(SETTINGS, refund_of(charge))
    desk.transactions.append({"id": "w", "amount": 5, "date": 1_800_000_001, "receiver": {"type": "fragment"}})

    lines = await stars.statement(SETTINGS, datetime.fromtimestamp(1_700_000_149, UTC))

    assert [(line.amount, line.refund_of, line.intent_id) for line in lines] == [
        (10, None, None), (150, None, intent_id), (150, charge, intent_id),
    ]  # fmt: skip


async def test_a_payment_nobody_told_of_is_found_by_its_invoice(stars: StarsPayments, desk: StarDesk) -> None:
    intent_id = IntentId(new_id())
    first = desk.pays(BUYER, 150, payload_of(intent_id), date=1_800_000_000)
    again = desk.pays(BUYER, 150, payload_of(intent_id), date=1_802_592_000)
    desk.pays(BUYER, 150, payload_of(IntentId(new_id())))
    for moved in desk.transactions[:2]:
        moved["source"]["subscription_period"] = 2_592_000
    known = Known(intent_id, OrderId(1), ShopId(1), None, 150, "XTR", datetime.now(UTC))

    found = await stars.look_up(SETTINGS, known)

    assert [(event.external_id, event.renewal) for event in found if isinstance(event, MoneyArrived)] == [
        (first, False), (again, True),
    ]  # fmt: skip
    assert isinstance(found[0], MoneyArrived)
    assert found[0].paid_until == datetime.fromtimestamp(1_802_592_000, UTC)
    assert found[0].payer_telegram_id == BUYER


async def test_the_balance_is_asked_and_trying_the_settings_is_harmless(stars: StarsPayments, desk: StarDesk) -> None:
    desk.pays(BUYER, 42)

    assert await stars.balance(SETTINGS) == (42, "XTR")
    await stars.check(SETTINGS)
    with pytest.raises(ProviderRefused):
        await stars.check(StarsSettings())
    assert desk.names() == ["getMyStarBalance"] * 2


def test_a_renewals_message_says_until_when_and_that_it_is_none_of_the_first(stars: StarsPayments) -> None:
    said = {
        "telegram_payment_charge_id": "stx", "total_amount": 150, "currency": "XTR", "payer_telegram_id": BUYER,
        "invoice_payload": payload_of(IntentId(5)), "is_recurring": True, "bot_id": 7,
        "subscription_expiration_date": 1_800_000_000,
    }  # fmt: skip

    def read(**more: object) -> MoneyArrived:
        [arrived] = stars.read_notice(SETTINGS, ShopId(1), Notice(orjson.dumps({**said, **more})))
        assert isinstance(arrived, MoneyArrived)
        return arrived

    renewal, first = read(), read(is_first_recurring=True)
    assert (renewal.renewal, first.renewal) == (True, False)
    assert renewal.paid_until == first.paid_until == datetime.fromtimestamp(1_800_000_000, UTC)
    assert renewal.evidence["bot_id"] == 7
