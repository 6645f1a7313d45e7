"""Signatures, times and addresses against the published vectors."""

import time
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from pydantic import BaseModel

from db.types.enums import DisputeState
from db.types.ids import RefundId, ShopId
from payments import proof
from payments.http import ProviderHttp
from payments.protocol import (
    Ask,
    DisputeChanged,
    MoneyReturned,
    Notice,
    NoticeRefused,
    PaymentProvider,
    ProviderEvent,
    RefundBounced,
)
from payments.registry import default_registry
from tests.payments.contract.market import Stars

SHOP = ShopId(7)
BAZU = b'{"payment_id":"pay_1","status":"succeeded","amount":1500,"currency":"RUB","created_at":"2026-01-15T10:00:00Z"}'
BAZU_BODY = "5e41575d35b532b72773b6efc7ca2445ed2508a17d7d3e16ff3cca6cf66101de"
BAZU_STAMPED = "a2d210187edc59140e0b14d421180e0ab483e59b971d947e9922559172732d0d"
STRIPE = b'{"id":"evt_1","object":"event","type":"checkout.session.completed"}'
STRIPE_V1 = "d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430"
CRYPTO = (
    b'{"update_id":1,"update_type":"invoice_paid","request_date":"2026-01-15T10:00:00.000Z","payload":{"invoice_id":528'
    b'890,"hash":"IVDoTcNBYEfk","currency_type":"crypto","asset":"USDT","amount":"10.5","status":"paid","payload":"ord'
    b'er_42"}}'
)
CRYPTO_SIGNATURE = "b8959823264f478369cc50e4c1ad281f68f33b6aaecbb7ccb7cb5ee0686273c2"


def rail(code: str, **settings: Any) -> tuple[PaymentProvider, BaseModel]:
    provider = default_registry(Stars(), ProviderHttp()).get(code)
    assert provider is not None
    return provider, provider.settings_model.model_validate(settings)


def bazu(
    body: bytes = BAZU, remote: str = "", headers: dict[str, str] | None = None, **settings: Any
) -> list[ProviderEvent]:
    provider, own = rail("bazu", **{"webhook_secret": "bazu_test_secret", **settings})
    return provider.read_notice(own, SHOP, Notice(body, headers or {}, remote))


def at(monkeypatch: pytest.MonkeyPatch, moment: float) -> None:
    """The vectors are of another day: it is that day."""
    monkeypatch.setattr(time, "time", lambda: moment)


ASKED = [Ask(SHOP, "bazu", "pay_1", said={"amount": "1500", "currency": "RUB"})]


def test_bazus_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bazu(headers={"x-bazu-signature": BAZU_BODY}) == ASKED
    assert bazu(headers={"x-bazu-signature": f"sha256={BAZU_BODY}"}) == ASKED
    coded = b64encode(bytes.fromhex(BAZU_BODY)).decode()
    assert bazu(headers={"x-mine": coded}, signature_header="X-Mine", signature_encoding="base64") == ASKED
    at(monkeypatch, 1_700_000_100)
    stamped = {"x-bazu-signature": BAZU_STAMPED, "x-bazu-timestamp": "1700000000"}
    assert bazu(headers=stamped, signature_mode="timestamp.body") == ASKED
    at(monkeypatch, 1_700_000_301)
    with pytest.raises(NoticeRefused):
        bazu(headers=stamped, signature_mode="timestamp.body")
    assert bazu(headers=stamped, signature_mode="timestamp.body", tolerance_seconds=302) == ASKED


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-bazu-signature": ""},
        {"x-bazu-signature": BAZU_BODY.replace("5", "6", 1)},
        {"x-bazu-signature": BAZU_BODY, "x-bazu-timestamp": "1"},
        {"x-bazu-signature": BAZU_BODY, "x-bazu-timestamp": "yesterday"},
        {"x-bazu-signature": "ы"},
    ],
)
def test_bazu_without_proof_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(NoticeRefused):
        bazu(headers=headers)


def test_bazu_by_address_and_without_a_secret() -> None:
    assert bazu(webhook_secret="") == ASKED
    assert bazu(webhook_secret="", remote="10.1.2.3", allowed_ips="10.0.0.0/8, 1.2.3.4") == ASKED
    for stranger in ("11.1.2.3", "", "nobody"):
        with pytest.raises(NoticeRefused):
            bazu(webhook_secret="", remote=stranger, allowed_ips="10.0.0.0/8, 1.2.3.4")
    with pytest.raises(NoticeRefused):
        bazu(b'{"payment_id":"../me"}', webhook_secret="")


def stripe(body: bytes, header: str, **settings: Any) -> list[ProviderEvent]:
    own = {"secret_key": "sk_test_1", "webhook_secret": "whsec_test_secret", **settings}
    provider, read = rail("stripe", **own)
    return provider.read_notice(read, SHOP, Notice(body, {"stripe-signature": header}))


def test_stripes_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 1_700_000_299)
    with pytest.raises(NoticeRefused, match="not an event"):  # the vector's event is about nothing
        stripe(STRIPE, f"t=1700000000,v1={STRIPE_V1}")
    for forged in (
        "",
        "t=1700000000",
        f"v1={STRIPE_V1}",
        f"t=1700000000,v0={STRIPE_V1}",
        f"t=1700000001,v1={STRIPE_V1}",
        f"t=1700000000,t=1700000000,v1={STRIPE_V1}",
    ):
        with pytest.raises(NoticeRefused, match="signature"):
            stripe(STRIPE, forged)
    with pytest.raises(NoticeRefused, match="signature"):
        stripe(STRIPE, f"t=1700000000,v1={STRIPE_V1}", webhook_secret="")
    at(monkeypatch, 1_700_000_301)
    with pytest.raises(NoticeRefused, match="stale"):
        stripe(STRIPE, f"t=1700000000,v1={STRIPE_V1}")


def event(kind: str, about: dict[str, Any], *, live: bool = False) -> list[ProviderEvent]:
    body = orjson.dumps({"id": "evt", "type": kind, "livemode": live, "data": {"object": about}})
    stamp = int(datetime.now(UTC).timestamp())
    old, new = "whsec_old", "whsec_test_secret"
    marks = [proof.digest(key.encode(), f"{stamp}.".encode() + body).hex() for key in (old, new)]
    return stripe(body, f"t={stamp}, v1={marks[0]},v1={marks[1]}")


def test_stripes_events() -> None:
    assert event("checkout.session.completed", {"id": "cs_1"}) == [Ask(SHOP, "stripe", "cs_1")]
    assert event("checkout.session.completed", {"id": "cs_1"}, live=True) == []
    assert event("customer.created", {"id": "cus_1"}) == []
    refund = {
        "object": "refund", "id": "re_1", "status": "succeeded", "amount": 500, "currency": "usd",
        "payment_intent": "pi_1", "metadata": {"refund_id": "42"},
    }  # fmt: skip
    assert event("refund.updated", refund) == [
        MoneyReturned(SHOP, "stripe", "pi_1", 500, "USD", refund_external_id="re_1", refund_id=RefundId(42))
    ]
    assert event("refund.created", {**refund, "status": "pending"}) == []
    failed = {**refund, "status": "failed", "failure_reason": "declined"}
    assert event("refund.failed", failed) == [
        RefundBounced(SHOP, "stripe", "pi_1", 500, "re_1", RefundId(42), "declined")
    ]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("warning_needs_response", DisputeState.WARNING),
        ("needs_response", DisputeState.OPEN),
        ("under_review", DisputeState.OPEN),
        ("won", DisputeState.WON),
        ("lost", DisputeState.LOST),
    ],
)
def test_stripes_disputes(word: str, state: DisputeState) -> None:
    [changed] = event(
        "charge.dispute.updated",
        {
            "id": "dp_1", "payment_intent": "pi_1", "status": word, "amount": 700, "currency": "jpy",
            "reason": "fraudulent", "evidence_details": {"due_by": 1_700_000_000},
        },
    )  # fmt: skip
    assert changed == DisputeChanged(
        SHOP, "stripe", "pi_1", "dp_1", state, 700, "JPY", "fraudulent", datetime.fromtimestamp(1_700_000_000, UTC)
    )


def crypto(body: bytes = CRYPTO, signature: str = CRYPTO_SIGNATURE) -> list[ProviderEvent]:
    provider, own = rail("cryptopay", token="12345:AAtestCryptoPayToken")
    return provider.read_notice(own, SHOP, Notice(body, {"crypto-pay-api-signature": signature}))


def test_crypto_pays_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = datetime(2026, 1, 15, 10, tzinfo=UTC).timestamp()
    at(monkeypatch, sent + 60)
    assert crypto() == [Ask(SHOP, "cryptopay", "528890")]
    for forged in ("", CRYPTO_SIGNATURE.upper(), CRYPTO_SIGNATURE[:-1]):
        with pytest.raises(NoticeRefused):
            crypto(signature=forged)
    with pytest.raises(NoticeRefused):
        crypto(CRYPTO + b" ")
    at(monkeypatch, sent + 901)
    with pytest.raises(NoticeRefused, match="stale"):
        crypto()


def yookassa(remote: str, body: dict[str, Any] | None = None, **settings: Any) -> list[ProviderEvent]:
    provider, own = rail("yookassa", shop_id="1", secret_key="live_1", **settings)
    said = body or {"type": "notification", "event": "payment.succeeded", "object": {"id": "23d93cac-000f-5000-8000-1"}}
    return provider.read_notice(own, SHOP, Notice(orjson.dumps(said), {}, remote))


@pytest.mark.parametrize("address", ["185.71.76.1", "77.75.153.100", "77.75.156.11", "2a02:5180:0:1509::1"])
def test_yookassas_addresses_are_let_in(address: str) -> None:
    assert yookassa(address) == [Ask(SHOP, "yookassa", "23d93cac-000f-5000-8000-1")]


@pytest.mark.parametrize("address", ["185.71.76.32", "77.75.156.12", "127.0.0.1", "2a02:5180:1::1", "", "x"])
def test_other_addresses_are_not_yookassas(address: str) -> None:
    with pytest.raises(NoticeRefused):
        yookassa(address)
    assert yookassa(address, check_addresses="off")
    assert yookassa(address, api_url="http://127.0.0.1:1/v3")
    with pytest.raises(NoticeRefused):
        yookassa(address, api_url="http://127.0.0.1:1/v3", check_addresses="on")


def test_yookassas_refunds_lead_to_their_payment_and_other_news_to_nothing() -> None:
    refund = {"event": "refund.succeeded", "object": {"id": "r-1", "payment_id": "p-1"}}
    assert yookassa("77.75.156.35", refund) == [Ask(SHOP, "yookassa", "p-1")]
    assert yookassa("77.75.156.35", {"event": "payout.succeeded", "object": {"id": "p-1"}}) == []
    with pytest.raises(NoticeRefused):
        yookassa("77.75.156.35", {"event": "payment.succeeded", "object": {"id": "../me"}})


def test_a_card_has_a_keyed_name_that_says_nothing() -> None:
    one = proof.card_hash("secret", "fp_1")
    assert one == proof.card_hash("secret", "fp_1")
    assert len({one, proof.card_hash("secret", "fp_2"), proof.card_hash("other", "fp_1")}) == 3
    assert "fp_1" not in one


@pytest.mark.parametrize(
    ("code", "settings", "header"),
    [
        ("stripe", {"secret_key": "sk_test_x", "webhook_secret": "whsec_x"}, "stripe-signature"),
        ("cryptopay", {"token": "1:abc"}, "crypto-pay-api-signature"),
        ("bazu", {"enabled": True, "api_key": "k", "webhook_secret": "s", "signature_header": "X-Sign"}, "x-sign"),
    ],
)
def test_a_signature_of_any_bytes_at_all_is_a_wrong_one(code: str, settings: dict[str, Any], header: str) -> None:
    provider, own = rail(code, **settings)
    # aiohttp keeps the bytes of a header that are no UTF-8 as lone surrogates.
    for given in ("\udcff\udcfe", f"t={int(time.time())},v1=\udcff"):
        with pytest.raises(NoticeRefused):
            provider.read_notice(own, SHOP, Notice(BAZU, {header: given}))
