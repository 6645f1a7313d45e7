"""Stripe's stand-in against its fact sheet, driven by the official SDK."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
import stripe

from sandbox.errors import PersonError
from sandbox.gateways.forms import nested
from sandbox.gateways.stripe import Stripe, signature
from tests.sandbox.gateways import Counter, counter

BODY = b'{"id":"evt_1","object":"event","type":"checkout.session.completed"}'
AUTH = {"Authorization": "Bearer sk_test_sandbox"}
Answer = TypeVar("Answer")


@pytest.fixture
async def shop() -> AsyncIterator[Counter]:
    async with counter("/gateways/stripe/v1", AUTH) as ready:
        ready.gateways.stripe.account(webhook_url=ready.shop.url)
        yield ready


@pytest.fixture
def gateway(shop: Counter) -> Stripe:
    return shop.gateways.stripe


@pytest.fixture
def sdk(shop: Counter) -> Iterator[stripe.StripeClient]:
    http = stripe.RequestsClient()
    yield client(shop, "sk_test_sandbox", http)
    http.close()  # type: ignore[no-untyped-call]


def client(shop: Counter, key: str, http: stripe.HTTPClient) -> stripe.StripeClient:
    return stripe.StripeClient(
        key, base_addresses={"api": shop.gateways.stripe_url}, http_client=http, max_network_retries=0
    )


async def ask(call: Callable[..., Answer], *given: Any, **more: Any) -> Answer:
    """The SDK blocks: not in the loop that serves it."""
    return await asyncio.to_thread(call, *given, **more)


def params(**more: Any) -> Any:
    line = {"quantity": 2, "price_data": {"currency": "usd", "unit_amount": 750, "product_data": {"name": "Tea"}}}
    start = {
        "mode": "payment", "line_items": [line], "client_reference_id": "42", "metadata": {"order_id": "42"},
        "success_url": "http://127.0.0.1:1/ok?s={CHECKOUT_SESSION_ID}", "cancel_url": "http://127.0.0.1:1/no",
        "payment_intent_data": {"metadata": {"order_id": "42"}},
    }  # fmt: skip
    return {**start, **more}


async def create(sdk: stripe.StripeClient, key: str | None = None, **more: Any) -> stripe.checkout.Session:
    options: Any = {"idempotency_key": key} if key else {}
    return await ask(sdk.v1.checkout.sessions.create, params(**more), options)


@contextmanager
def refused(code: str | None, status: int = 400, param: str | None = None) -> Iterator[None]:
    with pytest.raises(stripe.StripeError) as caught:
        yield
    assert (caught.value.http_status, caught.value.code) == (status, code), caught.value
    if param is not None:
        assert caught.value.error is not None
        assert caught.value.error.param == param


def test_the_published_vector_holds() -> None:
    digest = "d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430"
    assert signature("whsec_test_secret", BODY, 1700000000) == digest


def test_forms_nest() -> None:
    text = "line_items[0][price_data][unit_amount]=1500&metadata[order_id]=42&expand[]=a&expand[]=b&plain=%D1%87"
    assert nested(text) == {
        "line_items": [{"price_data": {"unit_amount": "1500"}}],
        "metadata": {"order_id": "42"},
        "expand": ["a", "b"],
        "plain": "ч",
    }


async def test_the_sdk_sells_and_refunds(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    made = await create(sdk)
    assert (made.status, made.payment_status, made.amount_total, made.currency) == ("open", "unpaid", 1500, "usd")
    assert made.payment_intent is None
    assert made.url == f"{shop.gateways.url}/gateways/stripe/pay/{made.id}"
    assert made.expires_at == pytest.approx(time.time() + 24 * 3600, abs=5)
    gateway.pay(made.id)
    session = await ask(
        sdk.v1.checkout.sessions.retrieve,
        made.id,
        {"expand": ["payment_intent.latest_charge.balance_transaction", "line_items"]},
    )
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert session.client_reference_id == "42"
    assert session.line_items is not None
    assert session.line_items.data[0].quantity == 2
    assert isinstance(session.payment_intent, stripe.PaymentIntent)
    assert session.payment_intent.status == "succeeded"
    assert session.payment_intent.metadata["order_id"] == "42"
    assert isinstance(session.payment_intent.latest_charge, stripe.Charge)
    moved = session.payment_intent.latest_charge.balance_transaction
    assert isinstance(moved, stripe.BalanceTransaction)
    assert (moved.amount, moved.fee, moved.net) == (1500, 74, 1426)
    number = session.payment_intent.id
    part = await ask(sdk.v1.refunds.create, {"payment_intent": number, "amount": 500})
    assert (part.status, part.amount) == ("succeeded", 500)
    with refused(None, param="amount"):
        await ask(sdk.v1.refunds.create, {"payment_intent": number, "amount": 1001})
    rest = await ask(sdk.v1.refunds.create, {"payment_intent": number, "reason": "requested_by_customer"})
    assert rest.amount == 1000
    with refused("charge_already_refunded"):
        await ask(sdk.v1.refunds.create, {"payment_intent": number})
    assert (await ask(sdk.v1.refunds.retrieve, part.id)).amount == 500
    listed = await ask(sdk.v1.refunds.list, {"payment_intent": number})
    assert [one.amount for one in listed.data] == [1000, 500]
    charge = (await ask(sdk.v1.charges.list, {"payment_intent": number})).data[0]
    assert (charge.amount_refunded, charge.refunded) == (1500, True)
    assert (await ask(sdk.v1.payment_intents.retrieve, number)).amount_received == 1500
    assert gateway.held() == {}


async def test_credentials(shop: Counter, sdk: stripe.StripeClient) -> None:
    http = stripe.RequestsClient()
    other = client(shop, "sk_test_other", http)
    with pytest.raises(stripe.AuthenticationError):
        await ask(other.v1.checkout.sessions.retrieve, "cs_test_1")
    shop.gateways.stripe.account("second", key="sk_test_other")
    made = await create(sdk)
    with refused("resource_missing", 404):
        await ask(other.v1.checkout.sessions.retrieve, made.id)
    http.close()  # type: ignore[no-untyped-call]
    assert (await shop.call("GET", "/elsewhere"))[0] == 404
    async with shop.http.get(f"{shop.base}/account", headers=AUTH) as answer:
        assert answer.headers["Request-Id"].startswith("req_")


async def test_a_key_repeats_the_first_answer(gateway: Stripe, sdk: stripe.StripeClient) -> None:
    first = await create(sdk, "k")
    gateway.pay(first.id)
    again = await create(sdk, "k")
    assert (again.id, again.status) == (first.id, "open")
    with pytest.raises(stripe.IdempotencyError) as caught:
        await create(sdk, "k", client_reference_id="43")
    assert caught.value.http_status == 400


async def test_what_is_refused_in_a_session(sdk: stripe.StripeClient) -> None:
    cheap = {"price_data": {"currency": "usd", "unit_amount": 49, "product_data": {"name": "x"}}, "quantity": 1}
    euro = {"price_data": {"currency": "eur", "unit_amount": 100, "product_data": {"name": "x"}}, "quantity": 1}
    cases: list[tuple[dict[str, Any], str | None, str | None]] = [
        ({"mode": ""}, "parameter_missing", "mode"),
        ({"line_items": []}, "parameter_missing", "line_items"),
        ({"line_items": [cheap]}, "amount_too_small", None),
        ({"line_items": [cheap, euro]}, None, "line_items"),
        ({"line_items": [{**cheap, "quantity": 0}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"success_url": ""}, "parameter_missing", "success_url"),
        ({"success_url": "shop"}, "url_invalid", "success_url"),
        ({"ui_mode": "embedded_page"}, "parameter_missing", "return_url"),
        ({"ui_mode": "embedded_page", "return_url": "https://shop.example"}, None, "success_url"),
        ({"expires_at": int(time.time()) + 60}, None, "expires_at"),
        ({"client_reference_id": "x" * 201}, None, "client_reference_id"),
        ({"metadata": {"k" * 41: "v"}}, None, None),
        ({"customer_email": "nobody"}, "email_invalid", "customer_email"),
        ({"surprise": "1"}, "parameter_unknown", "surprise"),
    ]
    for change, code, param in cases:
        with refused(code, param=param):
            await create(sdk, **change)


async def test_sessions_expire(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    made = await create(sdk, expires_at=int(time.time()) + 1900)
    assert (await ask(sdk.v1.checkout.sessions.expire, made.id)).status == "expired"
    with refused(None):
        await ask(sdk.v1.checkout.sessions.expire, made.id)
    other = await create(sdk)
    shop.gateways.advance(24 * 3600 + 1)
    assert gateway.payment(other.id).status == "expired"
    await gateway.settled()
    assert [notice.body["type"] for notice in shop.shop.got] == ["checkout.session.expired"] * 2


async def test_webhooks_verify_with_the_sdk(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    gateway.account(secret="whsec_new", former_secret="whsec_test_secret")
    gateway.pay((await create(sdk)).id)
    await gateway.settled()
    seen = set()
    for notice in shop.shop.take():
        for secret in ("whsec_new", "whsec_test_secret"):
            event = stripe.Webhook.construct_event(notice.raw, notice.headers["stripe-signature"], secret)
            seen.add(event.type)
    assert seen == {
        "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"
    }  # fmt: skip
    gateway.account(enabled_events=["checkout.session.completed"])
    gateway.fault("webhook_wrong_signature")
    gateway.pay((await create(sdk)).id)
    await gateway.settled()
    (forged,) = shop.shop.take()
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(forged.raw, forged.headers["stripe-signature"], "whsec_new")


async def test_a_refused_card_leaves_the_session_open(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    made = await create(sdk)
    assert made.url is not None
    for outcome in ("declined", "insufficient_funds", "3ds_failed"):
        status, _, place = await shop.page(made.url, action="pay", outcome=outcome)
        assert (status, f"said={outcome}" in place) == (303, True)
    assert "Try again" in (await shop.page(f"{shop.gateways.url}{place}"))[1]
    session = await ask(sdk.v1.checkout.sessions.retrieve, made.id, {"expand": ["payment_intent"]})
    assert session.status == "open"
    assert isinstance(session.payment_intent, stripe.PaymentIntent)
    assert session.payment_intent.last_payment_error is not None
    assert session.payment_intent.last_payment_error.code == "payment_intent_authentication_failure"
    assert len((await ask(sdk.v1.charges.list)).data) == 2
    assert (await shop.page(made.url, action="leave"))[2] == "http://127.0.0.1:1/no"
    status, _, place = await shop.page(made.url, action="pay", outcome="success")
    assert (status, place) == (303, f"http://127.0.0.1:1/ok?s={made.id}")
    assert (await shop.page(made.url, action="pay", outcome="success"))[0] == 409
    assert gateway.held() == {"USD": 1500}


async def test_the_page_in_both_languages(shop: Counter, sdk: stripe.StripeClient) -> None:
    made = await create(sdk)
    assert made.url is not None
    english, russian = (await shop.page(made.url, "en"))[1], (await shop.page(made.url, "ru-RU,en"))[1]
    assert all(word in english for word in ("Tea × 2", "$15.00", "Leave without paying"))
    assert all(word in russian for word in ("15,00", "Вернуться без оплаты", '<html lang="ru">'))


async def test_slow_methods(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    for ok, last in ((True, "async_payment_succeeded"), (False, "async_payment_failed")):
        made = await create(sdk)
        view = gateway.pay(made.id, "processing")
        assert (view.raw["status"], view.raw["payment_status"]) == ("complete", "unpaid")
        gateway.clear(made.id, ok=ok)
        await gateway.settled()
        assert f"checkout.session.{last}" in [notice.body["type"] for notice in shop.shop.take()]
        assert gateway.payment(made.id).raw["payment_status"] == ("paid" if ok else "unpaid")


async def test_disputes(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    made = await create(sdk)
    gateway.pay(made.id)
    number = gateway.dispute(made.id)
    assert gateway.held() == {}
    intent = str((await ask(sdk.v1.checkout.sessions.retrieve, made.id)).payment_intent)
    with refused("charge_disputed"):
        await ask(sdk.v1.refunds.create, {"payment_intent": intent})
    assert (await ask(sdk.v1.disputes.retrieve, number)).status == "needs_response"
    with pytest.raises(PersonError):
        gateway.dispute(made.id)
    gateway.close_dispute(number, won=True)
    listed = await ask(sdk.v1.disputes.list, {"payment_intent": intent})
    assert [one.status for one in listed.data] == ["won"]
    assert gateway.held() == {"USD": 1500}
    await gateway.settled()
    kinds = {notice.body["type"] for notice in shop.shop.got}
    assert {f"charge.dispute.{word}" for word in ("created", "closed", "funds_withdrawn", "funds_reinstated")} <= kinds


async def test_pending_and_failed_refunds(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    made = await create(sdk)
    gateway.pay(made.id)
    intent = str((await ask(sdk.v1.checkout.sessions.retrieve, made.id)).payment_intent)
    gateway.fault("refund_failed")
    failed = await ask(sdk.v1.refunds.create, {"payment_intent": intent})
    assert (failed.status, failed.failure_reason) == ("failed", "declined")
    gateway.fault("refund_pending")
    pending = await ask(sdk.v1.refunds.create, {"payment_intent": intent})
    assert pending.status == "pending"
    gateway.finish_refund(pending.id)
    gateway.finish_refund(pending.id, ok=False)
    assert gateway.held() == {"USD": 1500}
    await gateway.settled()
    kinds = [notice.body["type"] for notice in shop.shop.got]
    assert (kinds.count("refund.failed"), kinds.count("refund.updated"), kinds.count("refund.created")) == (2, 1, 2)


async def test_events_are_listed_for_reconciliation(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    gateway.fault("webhook_lost", times=None)
    numbers = []
    for _ in range(3):
        numbers.append((await create(sdk)).id)
        gateway.pay(numbers[-1])
    found: list[str] = []
    since = {"type": "checkout.session.completed", "created": {"gte": int(time.time()) - 60}, "limit": 2}
    listed = await ask(sdk.v1.events.list, since)
    assert listed.has_more
    for event in await ask(lambda: list(listed.auto_paging_iter())):
        found.append(event.data.object["id"])
        assert (await ask(sdk.v1.events.retrieve, event.id)).type == event.type
    assert found == numbers[::-1]
    assert shop.shop.got == []
    assert (await ask(sdk.v1.events.list, {"created": {"gte": int(time.time()) + 60}})).data == []
    with refused("parameter_invalid_integer"):
        await ask(sdk.v1.events.list, {"limit": 101})
    assert len((await ask(sdk.v1.checkout.sessions.list, {"status": "complete"})).data) == 3


async def test_the_sdk_gets_over_trouble_by_its_own_retries(shop: Counter, gateway: Stripe) -> None:
    http = stripe.RequestsClient()
    sdk = stripe.StripeClient(
        "sk_test_sandbox", base_addresses={"api": shop.gateways.stripe_url}, http_client=http, max_network_retries=2
    )
    gateway.fault("500", "create")
    gateway.fault("drop_after", "create")
    made = await create(sdk)
    assert [view.id for view in gateway.payments("42")] == [made.id]
    gateway.fault("429", "get")
    with pytest.raises(stripe.RateLimitError):
        await ask(sdk.v1.checkout.sessions.retrieve, made.id)
    http.close()  # type: ignore[no-untyped-call]


async def test_lies(shop: Counter, gateway: Stripe, sdk: stripe.StripeClient) -> None:
    gateway.fault("webhook_lying")
    made = await create(sdk)
    await gateway.settled()
    (lie,) = shop.shop.take()
    assert lie.body["data"]["object"]["payment_status"] == "paid"
    assert (await ask(sdk.v1.checkout.sessions.retrieve, made.id)).payment_status == "unpaid"
    assert (await ask(sdk.v1.events.list)).data == []
    gateway.fault("webhook_unknown", "checkout.session.completed")
    gateway.fault("webhook_wrong_amount", "checkout.session.completed")
    gateway.pay(made.id)
    await gateway.settled()
    last = next(n.body["data"]["object"] for n in shop.shop.got if n.body["type"] == "checkout.session.completed")
    assert (last["amount_total"], last["id"] == made.id) == (1499, False)
    gateway.fault("stale")
    assert (await ask(sdk.v1.checkout.sessions.retrieve, made.id)).status == "open"
    assert (await ask(sdk.v1.checkout.sessions.retrieve, made.id)).status == "complete"
