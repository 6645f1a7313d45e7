"""The contract of every way to pay; a new provider is tested by being in the registry."""

import orjson
import pytest
from pydantic import BaseModel, ValidationError

from db.types.ids import ChargeId, IntentId, OrderId, RefundId, ShopId, new_id
from payments.http import ProviderHttp
from payments.invoices import intent_of, payload_of
from payments.protocol import (
    Attempt,
    Invoice,
    MoneyArrived,
    MoneyReturned,
    Notice,
    NoticeRefused,
    PayLater,
    PaymentProvider,
    PriceLine,
    Redirect,
    RefundByHand,
    RefundDone,
    RefundOrder,
    RefundRefused,
)
from payments.registry import default_registry
from tests.factories.stars import StarDesk

REGISTRY = default_registry(StarDesk(), ProviderHttp())
# Those that call nobody; the others are tested against their local servers (tests/payments/contract).
PROVIDERS = [found for code in ("telegram", "cash") if (found := REGISTRY.get(code)) is not None]
FILLED = {"telegram": {"provider_token": "1744374395:TEST:abc"}}
SHOP = ShopId(7)


def attempt(**changed: object) -> Attempt:
    fields = {
        "intent_id": IntentId(new_id()),
        "order_id": OrderId(new_id()),
        "number": 1001,
        "amount": 1500,
        "currency": "RUB",
        "title": "Заказ 1001 " * 20,
        "description": "Лавка " * 200,
        "prices": (PriceLine("Чай × 2", 1000), PriceLine("Доставка", 500)),
        "shop_id": ShopId(1),
        **changed,
    }
    return Attempt(**fields)  # type: ignore[arg-type]


def settings_of(provider: PaymentProvider) -> BaseModel:
    return provider.settings_model.model_validate(FILLED.get(provider.code, {}))


@pytest.fixture(params=PROVIDERS, ids=[provider.code for provider in PROVIDERS])
def provider(request: pytest.FixtureRequest) -> PaymentProvider:
    found: PaymentProvider = request.param
    return found


def test_a_code_is_a_short_word_that_finds_its_provider(provider: PaymentProvider) -> None:
    assert provider.code.isidentifier()
    assert len(provider.code) <= 16
    assert REGISTRY.get(provider.code) is not None
    assert REGISTRY.get("unheard-of") is None


def test_settings_have_defaults_and_are_read_back(provider: PaymentProvider) -> None:
    empty, filled = provider.settings_model.model_validate({}), settings_of(provider)

    assert isinstance(empty, provider.settings_model)
    assert isinstance(filled, provider.settings_model)


def test_settings_keep_secrets_out_of_what_is_printed(provider: PaymentProvider) -> None:
    for secret in FILLED.get(provider.code, {}).values():
        assert secret not in repr(settings_of(provider))


def test_it_is_available_when_set_up_and_stars_are_their_own_providers(provider: PaymentProvider) -> None:
    assert provider.available(settings_of(provider), "RUB")
    assert not provider.available(settings_of(provider), "XTR")


async def test_it_presents_the_very_sum_of_the_attempt(provider: PaymentProvider) -> None:
    wanted = attempt()

    match await provider.present(settings_of(provider), wanted):
        case Invoice() as invoice:
            assert sum(price.amount for price in invoice.prices) == wanted.amount
            assert invoice.currency == wanted.currency
            assert 1 <= len(invoice.payload.encode()) <= 128
            assert len(invoice.title) <= 32
            assert len(invoice.description) <= 255
            assert len(invoice.start_parameter) <= 64
        case Redirect() as page:
            assert page.url.startswith("https://")
        case PayLater():
            pass


async def test_presenting_twice_names_the_same_attempt(provider: PaymentProvider) -> None:
    wanted = attempt()

    assert await provider.present(settings_of(provider), wanted) == await provider.present(
        settings_of(provider), wanted
    )


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"{}", b'{"total_amount": "x"}', b"\xff\xfe"])
def test_what_is_no_notice_of_its_is_refused(provider: PaymentProvider, body: bytes) -> None:
    with pytest.raises(NoticeRefused):
        provider.read_notice(settings_of(provider), SHOP, Notice(body))


async def test_asking_for_a_refund_has_an_answer(provider: PaymentProvider) -> None:
    order = RefundOrder(RefundId(1), ChargeId(2), "ch", "ref", 100, 100, "RUB", 13, ShopId(1))

    answer = await provider.refund(settings_of(provider), order)

    assert isinstance(answer, (RefundDone, RefundByHand, RefundRefused))


def test_telegram_is_not_offered_without_a_token() -> None:
    telegram = REGISTRY.get("telegram")
    assert telegram is not None

    assert not telegram.available(telegram.settings_model.model_validate({}), "RUB")
    with pytest.raises(ValidationError):
        telegram.settings_model.model_validate({"provider_token": 5})


def test_telegrams_notices_are_read_with_their_payer() -> None:
    telegram = REGISTRY.get("telegram")
    assert telegram is not None
    intent_id = IntentId(new_id())
    said = {
        "telegram_payment_charge_id": "tg-1",
        "provider_payment_charge_id": "bank-1",
        "total_amount": 1500,
        "currency": "RUB",
        "invoice_payload": payload_of(intent_id),
        "payer_telegram_id": 13,
    }

    [arrived] = telegram.read_notice(settings_of(telegram), SHOP, Notice(orjson.dumps(said)))
    [returned] = telegram.read_notice(settings_of(telegram), SHOP, Notice(orjson.dumps({**said, "kind": "refunded"})))
    [stray] = telegram.read_notice(settings_of(telegram), SHOP, Notice(orjson.dumps({**said, "invoice_payload": "x"})))

    assert isinstance(arrived, MoneyArrived)
    assert (arrived.intent_id, arrived.external_id, arrived.amount, arrived.payer_telegram_id) == (
        intent_id, "tg-1", 1500, 13,
    )  # fmt: skip
    assert returned == MoneyReturned(SHOP, "telegram", "tg-1", 1500, "RUB")
    assert isinstance(stray, MoneyArrived)
    assert stray.intent_id is None


@pytest.mark.parametrize("payload", ["", "i_", "i_-1", "o_abc", "i_" + "z" * 13, "i_ыы"])
def test_a_payload_that_is_not_ours_names_no_attempt(payload: str) -> None:
    assert intent_of(payload) is None
