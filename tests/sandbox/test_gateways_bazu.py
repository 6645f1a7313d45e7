"""BAZU's stand-in against its fact sheet: calls, refunds, signatures, pay page, trouble."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientTimeout

from sandbox.errors import PersonError
from sandbox.gateways.bazu import signature
from tests.sandbox.gateways import Counter, counter

BODY = b'{"payment_id":"pay_1","status":"succeeded","amount":1500,"currency":"RUB","created_at":"2026-01-15T10:00:00Z"}'
ORDER = {"amount": 1500, "currency": "RUB", "description": "Tea & <cake>", "metadata": {"orderId": "42"}}


@pytest.fixture
async def bazu() -> AsyncIterator[Counter]:
    async with counter("/gateways/bazu/v1", {"Authorization": "Bearer bazu_test_key"}) as ready:
        ready.gateways.bazu.account(webhook_url=ready.shop.url)
        yield ready


async def create(bazu: Counter, key: str = "", **more: Any) -> Any:
    status, made = await bazu.call("POST", "/payments", {**ORDER, **more}, {"Idempotency-Key": key} if key else {})
    assert status == 201, made
    return made


def test_the_published_vectors_hold() -> None:
    assert signature("bazu_test_secret", BODY) == "5e41575d35b532b72773b6efc7ca2445ed2508a17d7d3e16ff3cca6cf66101de"
    stamped = "a2d210187edc59140e0b14d421180e0ab483e59b971d947e9922559172732d0d"
    assert signature("bazu_test_secret", BODY, "1700000000") == stamped


async def test_a_payment_is_created_read_paid_and_refunded_in_parts(bazu: Counter) -> None:
    made = await create(bazu)
    assert made["status"] == "created"
    assert made["amount"] == 1500
    assert made["metadata"] == {"orderId": "42"}
    assert made["created_at"].endswith("Z")
    assert made["confirmation_url"] == f"{bazu.gateways.url}/gateways/bazu/pay/{made['id']}"
    assert await bazu.call("GET", f"/payments/{made['id']}") == (200, made)
    assert (await bazu.call("POST", f"/payments/{made['id']}/refund", {}))[0] == 409
    bazu.gateways.bazu.pay(made["id"])
    assert (await bazu.call("GET", f"/payments/{made['id']}"))[1]["status"] == "succeeded"
    status, part = await bazu.call("POST", f"/payments/{made['id']}/refund", {"amount": 500.5})
    assert (status, part["amount"], part["status"]) == (200, 500.5, "refunded")
    assert (await bazu.call("GET", f"/payments/{made['id']}"))[1]["refunded_amount"] == 500.5
    assert (await bazu.call("POST", f"/payments/{made['id']}/refund", {"amount": 1000}))[0] == 409
    assert (await bazu.call("POST", f"/payments/{made['id']}/refund", {}))[1]["amount"] == 999.5
    assert (await bazu.call("GET", f"/payments/{made['id']}"))[1]["status"] == "refunded"
    assert (await bazu.call("POST", f"/payments/{made['id']}/refund", {}))[0] == 409
    assert [view.amount for view in bazu.gateways.bazu.refunds(made["id"])] == [50050, 99950]
    assert bazu.gateways.bazu.held() == {}


async def test_a_key_gives_the_same_payment_and_the_same_refund(bazu: Counter) -> None:
    first, second = await create(bazu, "k-1"), await create(bazu, "k-1")
    assert first == second
    status, said = await bazu.call("POST", "/payments", {**ORDER, "amount": 1}, {"Idempotency-Key": "k-1"})
    assert (status, said["error"]) == (409, "idempotency_conflict")
    bazu.gateways.bazu.pay(first["id"])
    path = f"/payments/{first['id']}/refund"
    answers = [await bazu.call("POST", path, {"amount": 1}, {"Idempotency-Key": "r-1"}) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(bazu.gateways.bazu.refunds()) == 1


async def test_refusals(bazu: Counter) -> None:
    assert await bazu.call("GET", "/payments/none") == (404, {"error": "not_found"})
    wrong = {"Authorization": "Bearer other"}
    assert await bazu.call("GET", "/payments/none", headers=wrong) == (401, {"error": "unauthorized"})
    for bad in ({"amount": 0}, {"amount": "x"}, {"amount": 0.001}, {"currency": "rub"}, {"surprise": 1}):
        assert (await bazu.call("POST", "/payments", {**ORDER, **bad}))[0] == 400, bad
    assert (await bazu.call("GET", "/elsewhere"))[0] == 404


async def test_another_account_has_its_own_payments_and_units(bazu: Counter) -> None:
    bazu.gateways.bazu.account("second", key="second_key", amount_unit="minor", redirect_field="payment_url")
    made = await create(bazu)
    second = {"Authorization": "Bearer second_key"}
    assert (await bazu.call("GET", f"/payments/{made['id']}", headers=second))[0] == 404
    other = (await bazu.call("POST", "/payments", ORDER, second))[1]
    assert other["payment_url"]
    assert bazu.gateways.bazu.payment(other["id"]).amount == 1500
    with pytest.raises(PersonError, match="another account"):
        bazu.gateways.bazu.account("third", key="second_key")


@pytest.mark.parametrize("encoding", ["hex", "base64"])
async def test_webhooks_are_signed_as_set(bazu: Counter, encoding: str) -> None:
    gateway = bazu.gateways.bazu
    made = await create(bazu)
    gateway.account(signature_encoding=encoding)
    gateway.process(made["id"])
    await gateway.settled()
    gateway.account(signature_mode="timestamp.body")
    gateway.pay(made["id"])
    await gateway.settled()
    plain, stamped = bazu.shop.take()
    assert plain.body["status"] == "processing"
    assert plain.headers["x-bazu-signature"] == signature("bazu_test_secret", plain.raw, "", encoding)
    assert "x-bazu-timestamp" not in plain.headers
    assert sorted(stamped.body) == ["amount", "created_at", "currency", "payment_id", "status"]
    stamp = stamped.headers["x-bazu-timestamp"]
    assert stamped.headers["x-bazu-signature"] == signature("bazu_test_secret", stamped.raw, stamp, encoding)


async def test_a_webhook_is_repeated_until_it_is_taken(bazu: Counter) -> None:
    bazu.shop.answers = [500, 401, 204]
    bazu.gateways.bazu.pay((await create(bazu))["id"])
    await bazu.gateways.settled()
    assert len(bazu.shop.got) == 3
    assert len({notice.raw for notice in bazu.shop.got}) == 1
    assert [hook.attempts for hook in bazu.gateways.bazu.webhooks("delivered")] == [3]


async def test_the_pay_page_in_both_languages(bazu: Counter) -> None:
    made = await create(bazu, return_url="http://127.0.0.1:1/back")
    url = made["confirmation_url"]
    status, english, _ = await bazu.page(url, "en-GB,ru;q=0.5")
    assert status == 200
    assert "Tea &amp; &lt;cake&gt;" in english
    assert "1,500.00" in english
    assert all(word in english for word in ("Pay ", "Decline", "Leave without paying", "3-D Secure failed"))
    russian = (await bazu.page(f"{url}?lang=ru", "en"))[1]
    assert '<html lang="ru">' in russian
    assert all(word in russian for word in ("Оплатить", "Отклонить", "Вернуться без оплаты", "Недостаточно средств"))
    assert "<script" not in english + russian
    assert "card number" not in english.lower()


async def test_the_page_pays_once_and_leads_back(bazu: Counter) -> None:
    made = await create(bazu, return_url="http://127.0.0.1:1/back")
    url = made["confirmation_url"]
    assert (await bazu.page(url, action="leave"))[2] == "http://127.0.0.1:1/back"
    assert bazu.gateways.bazu.payment(made["id"]).status == "created"
    assert (await bazu.page(url, action="pay", outcome="success"))[::2] == (303, "http://127.0.0.1:1/back")
    status, text, _ = await bazu.page(url, action="pay", outcome="success")
    assert status == 409
    assert "cannot be paid twice" in text
    assert bazu.gateways.bazu.payment(made["id"]).received == 150000
    await bazu.gateways.settled()
    assert [notice.body["status"] for notice in bazu.shop.got] == ["succeeded"]
    assert (await bazu.page(f"{url}x"))[0] == 404


async def test_without_a_return_address_the_page_says_paid(bazu: Counter) -> None:
    for url in ("", "https://t.me/shop_bot"):
        made = await create(bazu, return_url=url)
        status, _, place = await bazu.page(made["confirmation_url"], action="pay", outcome="success")
        assert (status, place.partition("?")[0]) == (303, f"/gateways/bazu/pay/{made['id']}")
        text = (await bazu.page(made["confirmation_url"]))[1]
        assert "Paid" in text
        assert "Return to Telegram" in text


async def test_declining_fails_the_payment(bazu: Counter) -> None:
    made = await create(bazu)
    await bazu.page(made["confirmation_url"], action="decline")
    assert bazu.gateways.bazu.payment(made["id"]).status == "failed"
    with pytest.raises(PersonError, match="cannot be paid"):
        bazu.gateways.bazu.pay(made["id"])


async def test_trouble_before_the_work(bazu: Counter) -> None:
    gateway = bazu.gateways.bazu
    for kind, status in (("500", 500), ("429", 429)):
        gateway.fault(kind, "create")
        assert (await bazu.call("POST", "/payments", ORDER))[0] == status
    gateway.fault("hang", "create", seconds=30)
    with pytest.raises(TimeoutError):
        await bazu.call("POST", "/payments", ORDER, timeout=ClientTimeout(total=0.1))
    gateway.fault("drop_before")
    with pytest.raises(ClientError):
        await bazu.call("POST", "/payments", ORDER)
    assert gateway.payments() == []


async def test_answers_lost_after_the_work_was_done(bazu: Counter) -> None:
    gateway = bazu.gateways.bazu
    gateway.fault("drop_after", "create")
    with pytest.raises(ClientError):
        await create(bazu, "k")
    made = await create(bazu, "k")
    assert [view.id for view in gateway.payments("42")] == [made["id"]]
    gateway.pay(made["id"])
    gateway.fault("slow", "refund", seconds=30)
    with pytest.raises(TimeoutError):
        await bazu.call("POST", f"/payments/{made['id']}/refund", {}, timeout=ClientTimeout(total=0.1))
    assert gateway.payment(made["id"]).refunded == 150000
    gateway.fault("malformed", "get")
    async with bazu.http.get(f"{bazu.base}/payments/{made['id']}", headers=bazu.headers) as answer:
        with pytest.raises(ValueError):
            await answer.json()


async def test_lies_of_calls_and_notices(bazu: Counter) -> None:
    gateway = bazu.gateways.bazu
    gateway.fault("webhook_lying")
    made = await create(bazu)
    await gateway.settled()
    assert bazu.shop.take()[0].body["status"] == "succeeded"
    assert (await bazu.call("GET", f"/payments/{made['id']}"))[1]["status"] == "created"
    gateway.fault("webhook_wrong_amount", delta=-10000)
    gateway.fault("webhook_unknown")
    gateway.fault("webhook_wrong_signature")
    gateway.fault("webhook_duplicated")
    gateway.pay(made["id"])
    await gateway.settled()
    one, other = bazu.shop.take()
    assert one.raw == other.raw
    assert one.body["amount"] == 1400
    assert one.body["payment_id"] != made["id"]
    assert one.headers["x-bazu-signature"] != signature("bazu_test_secret", one.raw)
    gateway.fault("wrong_amount", delta=5)
    gateway.fault("stale")
    answers = [(await bazu.call("GET", f"/payments/{made['id']}"))[1] for _ in range(3)]
    assert [answer["amount"] for answer in answers] == [1500.05, 1500, 1500]
    assert [answer["status"] for answer in answers] == ["succeeded", "created", "succeeded"]
    assert gateway.held() == {"RUB": 150000}


async def test_lost_and_delayed_webhooks_come_with_a_replay(bazu: Counter) -> None:
    gateway = bazu.gateways.bazu
    first, second, third = [(await create(bazu))["id"] for _ in range(3)]
    gateway.fault("webhook_lost")
    gateway.pay(first)
    gateway.fault("webhook_delayed", seconds=0.2)
    gateway.pay(second)
    gateway.pay(third)
    await gateway.settled()
    assert [notice.body["payment_id"] for notice in bazu.shop.take()] == [third, second]
    gateway.replay(seed=3)
    await gateway.settled()
    assert sorted(notice.body["payment_id"] for notice in bazu.shop.take()) == sorted([first, second, third])


async def test_held_webhooks_are_delivered_in_the_order_asked_for(bazu: Counter) -> None:
    gateway = bazu.gateways.bazu
    gateway.hold()
    numbers = [(await create(bazu))["id"] for _ in range(4)]
    for number in numbers:
        gateway.pay(number)
    await gateway.settled()
    assert bazu.shop.got == []
    gateway.release("reversed")
    await gateway.settled()
    assert [notice.body["payment_id"] for notice in bazu.shop.got] == numbers[::-1]


async def test_the_same_seed_gives_the_same_trouble(bazu: Counter) -> None:
    gateway = bazu.gateways.bazu
    runs = []
    for seed in (1, 1, 2):
        gateway.clear_faults()
        gateway.seed(seed)
        gateway.fault("500", "get", times=None, rate=0.5)
        runs.append([(await bazu.call("GET", "/payments/x"))[0] for _ in range(30)])
    assert runs[0] == runs[1] != runs[2]
    assert {*runs[0]} == {404, 500}


async def test_control_over_http_does_what_the_handle_does(bazu: Counter) -> None:
    place = f"{bazu.gateways.url}/control/gateways/bazu"

    async def control(verb: str = "", **given: Any) -> Any:
        async with bazu.http.post(f"{place}{verb}", json=given) as answer:
            return answer.status, await answer.json()

    state = (await control(first_pause=0.02, secret="other"))[1]
    assert (state["first_pause"], state["accounts"][0]["secret"]) == (0.02, "other")
    await control("/fault", kind="500", call="create")
    assert (await bazu.call("POST", "/payments", ORDER))[0] == 500
    made = await create(bazu)
    assert (await control("/process", id=made["id"]))[1]["status"] == "processing"
    assert (await control("/pay", id=made["id"]))[1]["received"] == 150000
    assert (await control("/pay", id=made["id"]))[0] == 409
    assert (await control("/fault", kind="surprise"))[0] == 409
    assert (await control("/pay"))[0] == 400
    await bazu.gateways.settled()
    assert bazu.shop.got[-1].headers["x-bazu-signature"] == signature("other", bazu.shop.got[-1].raw)
    assert [view["reference"] for view in (await control("/payments"))[1]] == ["42"]
    assert [hook["event"] for hook in (await control("/webhooks"))[1]] == ["processing", "succeeded"]
    assert [call["status"] for call in (await control("/calls", route="create"))[1]] == [500, 201]
    foreign = {"Origin": "http://elsewhere.example"}
    async with bazu.http.post(f"{place}/pay", json={"id": made["id"]}, headers=foreign) as answer:
        assert answer.status == 403


async def test_two_calls_with_one_key_at_once_make_one_payment(bazu: Counter) -> None:
    made = await asyncio.gather(*(create(bazu, "same") for _ in range(10)))
    assert len({one["id"] for one in made}) == 1
