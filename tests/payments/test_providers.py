"""The contract of every way to pay; a new provider is tested by being in the registry."""

from dataclasses import replace

import orjson
import pytest
from pydantic import BaseModel, SecretStr, ValidationError

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
    RefundByHand,
    RefundDone,
    RefundOrder,
    RefundRefused,
    Transfer,
)
from payments.registry import default_registry
from tests.factories.stars import StarDesk

REGISTRY = default_registry(StarDesk(), ProviderHttp())
PROVIDERS = list(REGISTRY.all().values())
FILLED: dict[str, dict[str, object]] = {
    "telegram": {"provider_token": "1744374395:TEST:abc"},
    "stars": {"own_bot": 1},
    "yookassa": {"shop_id": "100500", "secret_key": "live_secret"},
    "stripe": {"secret_key": "sk_live_secret", "webhook_secret": "whsec_secret"},
    "bazu": {"enabled": True, "api_key": "bazu_secret", "webhook_secret": "bazu_webhook_secret"},
    "cryptopay": {"token": "12345:secret"},
    "ton": {"address": "UQAREREREREREREREREREREREREREREREREREREREREREbvW", "rate": "250", "api_key": "ton_secret"},
    "transfer": {"account": "40817810000000000001", "holder": "Olga"},
}
# Those that present without calling anybody; the others do it against their local servers (tests/payments/contract).
QUIET = [provider for provider in PROVIDERS if provider.code in ("telegram", "ton", "transfer", "cash")]
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


@pytest.fixture(params=QUIET, ids=[provider.code for provider in QUIET])
def quiet(request: pytest.FixtureRequest) -> PaymentProvider:
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
    for name, field in provider.settings_model.model_fields.items():
        if field.annotation is SecretStr:
            assert str(FILLED[provider.code][name]) not in repr(settings_of(provider))


def test_every_setting_can_be_drawn_as_a_field_of_a_form(provider: PaymentProvider) -> None:
    for name, field in provider.settings_model.model_fields.items():
        assert not field.is_required(), f"{provider.code}.{name}"
        if provider.code not in ("telegram", "stars"):
            assert field.title, f"{provider.code}.{name}"


def test_it_is_available_when_set_up_and_stars_are_their_own_providers(provider: PaymentProvider) -> None:
    currency, other = ("XTR", "RUB") if provider.code == "stars" else ("RUB", "XTR")
    assert provider.available(settings_of(provider), currency)
    assert not provider.available(settings_of(provider), other)
    if provider.code != "cash":
        assert not provider.available(provider.settings_model.model_validate({}), currency)


async def test_it_presents_the_very_sum_of_the_attempt(quiet: PaymentProvider) -> None:
    wanted = attempt()

    match await quiet.present(settings_of(quiet), wanted):
        case Invoice() as invoice:
            assert sum(price.amount for price in invoice.prices) == wanted.amount
            assert invoice.currency == wanted.currency
            assert 1 <= len(invoice.payload.encode()) <= 128
            assert len(invoice.title) <= 32
            assert len(invoice.description) <= 255
            assert len(invoice.start_parameter) <= 64
        case Transfer() as transfer:
            told = dict(transfer.fields)["transfer-amount"]
            assert told == ("0.06 TON" if quiet.code == "ton" else "15\u00a0₽")
        case PayLater():
            pass


async def test_presenting_twice_names_the_same_attempt(quiet: PaymentProvider) -> None:
    wanted = attempt()
    pages = [await quiet.present(settings_of(quiet), wanted) for _ in range(2)]

    if isinstance(pages[0], Transfer) and isinstance(pages[1], Transfer):
        pages = [replace(page, until=None) for page in pages if isinstance(page, Transfer)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"{}", b'{"total_amount": "x"}', b"\xff\xfe"])
def test_what_is_no_notice_of_its_is_refused(provider: PaymentProvider, body: bytes) -> None:
    with pytest.raises(NoticeRefused):
        provider.read_notice(settings_of(provider), SHOP, Notice(body))


async def test_asking_for_a_refund_has_an_answer(quiet: PaymentProvider) -> None:
    order = RefundOrder(RefundId(1), ChargeId(2), "ch", "ref", 100, 100, "RUB", 13, ShopId(1))

    answer = await quiet.refund(settings_of(quiet), order)

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
