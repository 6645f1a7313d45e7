"""Answers that the local gateways never give: unknown words, test money, sums in odd shapes, fingerprints."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from db.types.ids import ChargeId, IntentId, OrderId, RefundId, ShopId
from payments.protocol import (
    Attempt,
    Known,
    MoneyArrived,
    MoneyReturned,
    PaymentFailed,
    PaymentProcessing,
    PriceLine,
    ProviderDown,
    ProviderEvent,
    ProviderRefused,
    Redirect,
    RefundOrder,
    RefundPending,
    RefundRefused,
)
from tests.payments.providers.scripted import Scripted, scripted

SHOP, INTENT = ShopId(7), IntentId(42)
BAZU = {"enabled": True, "api_key": "key"}
YOOKASSA = {"shop_id": "1", "secret_key": "live_1"}
STRIPE = {"secret_key": "sk_test_1"}


@pytest.fixture
async def script() -> AsyncIterator[Scripted]:
    async with scripted() as found:
        yield found


def known(**more: Any) -> Known:
    fields: dict[str, Any] = {
        "intent_id": INTENT, "order_id": OrderId(5), "shop_id": SHOP, "external_id": "pay_1", "amount": 1500,
        "currency": "RUB", "created_at": datetime(2026, 1, 15, tzinfo=UTC), **more,
    }  # fmt: skip
    return Known(**fields)


def attempt(**more: Any) -> Attempt:
    fields: dict[str, Any] = {
        "intent_id": INTENT, "order_id": OrderId(5), "number": 1001, "amount": 1500, "currency": "RUB",
        "title": "Order 1001", "description": "Tea", "prices": (PriceLine("Tea", 1500),), "shop_id": SHOP, **more,
    }  # fmt: skip
    return Attempt(**fields)


async def look_up(script: Scripted, code: str, settings: dict[str, Any], about: Known) -> list[ProviderEvent]:
    provider = script.providers[code]
    return await provider.look_up(provider.settings_model.model_validate({**settings, "api_url": script.url}), about)


async def bazu_says(
    script: Scripted, told: dict[str, Any], about: Known | None = None, **own: Any
) -> list[ProviderEvent]:
    script.answers["GET /payments/pay_1"] = (200, told)
    return await look_up(script, "bazu", {**BAZU, **own}, about or known())


async def test_bazus_words(script: Scripted) -> None:
    paid = MoneyArrived(SHOP, INTENT, "bazu", "pay_1", 1500, "RUB")
    sums = {"amount": 15.00, "currency": "RUB"}
    assert await bazu_says(script, {"status": "created"}) == []
    assert await bazu_says(script, {"status": "processing"}) == [PaymentProcessing(SHOP, INTENT, "bazu")]
    assert await bazu_says(script, {"status": "failed"}) == [PaymentFailed(SHOP, INTENT, "bazu", "failed")]
    assert await bazu_says(script, {"status": "succeeded", **sums}) == [paid]
    assert await bazu_says(script, {"status": "refunded", **sums}) == [
        paid,
        MoneyReturned(SHOP, "bazu", "pay_1", 1500, "RUB", in_all=True),
    ]


@pytest.mark.parametrize("word", ["paid", "SUCCEEDED", "completed", "", None, 1, {"a": 1}])
async def test_a_word_bazu_never_said_moves_nothing(script: Scripted, word: Any) -> None:
    assert await bazu_says(script, {"status": word, "amount": 15, "currency": "RUB"}) == []


async def test_bazus_sums(script: Scripted) -> None:
    async def sum_of(amount: Any, about: Known | None = None, **own: Any) -> int | None:
        found = await bazu_says(script, {"status": "succeeded", "amount": amount, "currency": "RUB"}, about, **own)
        assert all(isinstance(one, MoneyArrived) for one in found)
        return found[0].amount if found else None  # type: ignore[union-attr]

    assert [await sum_of(amount) for amount in (15, 15.0, 15.01, "15.5", "15.00")] == [1500, 1500, 1501, 1550, 1500]
    assert [await sum_of(amount) for amount in (15.001, "x", True, [15], "1e400")] == [None] * 5
    assert await sum_of(1500, amount_unit="minor") == 1500
    assert await sum_of(15.5, amount_unit="minor") is None


async def test_what_bazu_does_not_answer_the_notice_tells_and_what_nobody_tells_is_not_believed(
    script: Scripted,
) -> None:
    assert await bazu_says(script, {"status": "succeeded"}) == []
    [paid] = await bazu_says(script, {"status": "succeeded"}, known(said={"amount": "15", "currency": "USD"}))
    assert isinstance(paid, MoneyArrived)
    assert (paid.amount, paid.currency) == (1500, "USD")


async def test_another_attempts_payment_is_not_ours(script: Scripted) -> None:
    told = {"status": "succeeded", "amount": 15, "currency": "RUB", "metadata": {"intentId": "43"}}
    assert await bazu_says(script, told) == []


@pytest.mark.parametrize("name", ["confirmation_url", "payment_url", "url", "checkout_url"])
async def test_bazus_page_is_found_under_any_of_its_names(script: Scripted, name: str) -> None:
    script.answers["POST /payments"] = (201, {"id": "pay_9", name: "https://pay.example/9", "other": "https://x"})
    provider = script.providers["bazu"]
    own = provider.settings_model.model_validate({**BAZU, "api_url": script.url, "return_field": "back"})

    assert await provider.present(own, attempt(return_url="https://t.me/bot")) == Redirect(
        "https://pay.example/9", "pay_9"
    )
    [(_, _, sent)] = script.asked
    assert sent["amount"] == 15
    assert sent["metadata"] == {"orderId": "5", "intentId": "42"}
    assert sent["back"] == "https://t.me/bot"


async def test_a_payment_without_a_page_is_refused(script: Scripted) -> None:
    provider = script.providers["bazu"]
    own = provider.settings_model.model_validate({**BAZU, "api_url": script.url})
    for answer in ((201, {"id": "pay_9"}), (201, {"id": "p", "url": "javascript:1"}), (401, {"error": "unauthorized"})):
        script.answers["POST /payments"] = answer
        with pytest.raises(ProviderRefused):
            await provider.present(own, attempt())


async def test_bazu_is_off_until_it_is_switched_on(script: Scripted) -> None:
    provider = script.providers["bazu"]
    model = provider.settings_model
    assert not provider.available(model.model_validate({}), "RUB")
    assert not provider.available(model.model_validate({"api_key": "key"}), "RUB")
    assert not provider.available(model.model_validate({"enabled": True}), "RUB")
    assert provider.available(model.model_validate(BAZU), "RUB")


async def test_a_part_that_bazu_cannot_tell_of_is_paid_back_by_hand(script: Scripted) -> None:
    provider = script.providers["bazu"]
    own = provider.settings_model.model_validate({**BAZU, "api_url": script.url, "refunded_field": ""})
    part = RefundOrder(RefundId(1), ChargeId(2), "pay_1", "", 500, 1500, "RUB", None, SHOP)
    assert isinstance(await provider.refund(own, part), RefundRefused)
    assert script.asked == []


async def test_money_that_went_back_otherwise_is_not_taken_for_our_refund(script: Scripted) -> None:
    provider = script.providers["bazu"]
    own = provider.settings_model.model_validate({**BAZU, "api_url": script.url})
    script.answers["POST /payments/pay_1/refund"] = (200, {"status": "refunded"})
    script.answers["GET /payments/pay_1"] = (200, {"status": "succeeded", "amount": 15, "currency": "RUB"})
    order = RefundOrder(RefundId(1), ChargeId(2), "pay_1", "", 500, 1500, "RUB", None, SHOP)
    assert await provider.refund(own, order) == RefundPending()
    script.answers["GET /payments/pay_1"] = (200, {"status": "succeeded", "amount": 15, "refunded_amount": 2})
    assert isinstance(await provider.look_up_refund(own, order), RefundRefused)


def yookassa_payment(**more: Any) -> dict[str, Any]:
    return {
        "id": "pay_1", "status": "succeeded", "amount": {"value": "15.00", "currency": "RUB"}, "test": False,
        "created_at": "2026-01-15T10:00:00.000Z", "metadata": {"intent_id": "42"}, **more,
    }  # fmt: skip


async def yookassa_says(script: Scripted, told: dict[str, Any], **own: Any) -> list[ProviderEvent]:
    script.answers["GET /payments/pay_1"] = (200, told)
    return await look_up(script, "yookassa", {**YOOKASSA, **own}, known())


async def test_test_money_is_not_believed_by_a_live_shop(script: Scripted) -> None:
    assert len(await yookassa_says(script, yookassa_payment())) == 1
    assert await yookassa_says(script, yookassa_payment(test=True)) == []
    assert len(await yookassa_says(script, yookassa_payment(test=True), accept_test=True)) == 1
    assert len(await yookassa_says(script, yookassa_payment(test=True), secret_key="test_1")) == 1


async def test_what_yookassa_tells_of_a_payment_is_kept(script: Scripted) -> None:
    told = yookassa_payment(
        income_amount={"value": "14.55", "currency": "RUB"},
        authorization_details={"rrn": "123"},
        payment_method={"type": "bank_card", "card": {"first6": "555555", "last4": "4444"}},
    )
    [paid] = await yookassa_says(script, told)
    assert isinstance(paid, MoneyArrived)
    assert (paid.fee, paid.provider_reference, paid.evidence) == (45, "123", {"method": "bank_card"})
    assert paid.card_hash is not None
    assert "4444" not in repr(paid)


@pytest.mark.parametrize(
    "told",
    [
        yookassa_payment(metadata={"intent_id": "43"}),
        yookassa_payment(metadata={}),
        yookassa_payment(status="new_word"),
        yookassa_payment(status="pending"),
    ],
)
async def test_what_is_not_ours_or_not_known_at_yookassa_moves_nothing(script: Scripted, told: dict[str, Any]) -> None:
    assert await yookassa_says(script, told) == []


async def test_yookassa_still_working_is_no_answer(script: Scripted) -> None:
    script.answers["GET /payments/pay_1"] = (202, {"type": "processing", "retry_after": 1800})
    with pytest.raises(ProviderDown):
        await look_up(script, "yookassa", YOOKASSA, known())


async def test_a_live_shop_is_not_checked_by_a_test_shop(script: Scripted) -> None:
    provider = script.providers["yookassa"]
    own = provider.settings_model.model_validate({**YOOKASSA, "api_url": script.url})
    script.answers["GET /me"] = (200, {"account_id": "1", "test": True})
    with pytest.raises(ProviderRefused):
        await provider.check(own)
    script.answers["GET /me"] = (401, {"code": "invalid_credentials"})
    with pytest.raises(ProviderRefused, match="invalid_credentials"):
        await provider.check(own)


async def test_stripes_fee_and_fingerprint_are_kept_without_a_number(script: Scripted) -> None:
    charge = {
        "id": "ch_1", "currency": "rub", "payment_method_details": {"type": "card", "card": {"fingerprint": "fp_1"}},
        "balance_transaction": {"fee": 59, "currency": "rub"},
    }  # fmt: skip
    session = {
        "id": "pay_1", "status": "complete", "payment_status": "paid", "amount_total": 1500, "currency": "rub",
        "client_reference_id": "42", "payment_intent": {"id": "pi_1", "latest_charge": charge},
    }  # fmt: skip
    script.answers["GET /v1/checkout/sessions/pay_1"] = (200, session)
    [paid] = await look_up(script, "stripe", STRIPE, known())
    assert isinstance(paid, MoneyArrived)
    assert (paid.external_id, paid.fee, paid.provider_reference) == ("pi_1", 59, "ch_1")
    assert paid.card_hash is not None
    assert "fp_1" not in repr(paid)
    charge["balance_transaction"] = {"fee": 59, "currency": "usd"}  # settled in another currency: not ours to reckon
    [other] = await look_up(script, "stripe", STRIPE, known())
    assert isinstance(other, MoneyArrived)
    assert other.fee == 0


@pytest.mark.parametrize(
    ("currency", "ours", "theirs"),
    [("JPY", 1500, 1500), ("RUB", 1500, 1500), ("KWD", 1500, 1500), ("ISK", 1500, 150000), ("XAF", 1500_00, 1500)],
)
async def test_stripe_counts_each_currency_in_its_smallest_unit(
    script: Scripted, currency: str, ours: int, theirs: int
) -> None:
    provider = script.providers["stripe"]
    own = provider.settings_model.model_validate({**STRIPE, "api_url": script.url})
    refund = RefundOrder(RefundId(9), ChargeId(2), "pi_1", "", ours, ours, currency, None, SHOP)
    told = {
        "object": "list", "has_more": False,
        "data": [{"id": "re_1", "amount": theirs, "currency": currency.lower(), "created": 1_700_000_000,
                  "status": "succeeded", "payment_intent": "pi_1", "metadata": {"refund_id": "9"}}],
    }  # fmt: skip
    script.answers["GET /v1/refunds"] = (200, told)
    script.answers["GET /v1/charges"] = (200, {"data": []})
    [line] = await provider.statement(own, datetime(2020, 1, 1, tzinfo=UTC))
    assert (line.amount, line.currency, line.refund_id) == (ours, currency, refund.refund_id)


async def test_stripe_takes_no_parts_of_a_currency_without_parts(script: Scripted) -> None:
    provider = script.providers["stripe"]
    own = provider.settings_model.model_validate({**STRIPE, "api_url": script.url})
    with pytest.raises(ProviderRefused):
        await provider.present(own, attempt(currency="XAF", amount=1550, prices=()))
    assert script.asked == []
