"""YooKassa's stand-in against its fact sheet: keys, stages, refunds, receipts, lists, notifications."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientError, encode_basic_auth

from sandbox.errors import PersonError
from sandbox.gateways.yookassa import YooKassa
from tests.sandbox.gateways import Counter, counter

AUTH = {"Authorization": encode_basic_auth("100500", "test_secret_key")}
ITEM = {
    "description": "Tea", "quantity": "2.00", "amount": {"value": "50.00", "currency": "RUB"}, "vat_code": 11,
    "payment_mode": "full_payment", "payment_subject": "commodity",
}  # fmt: skip
RECEIPT = {"customer": {"email": "ann@example.com"}, "items": [ITEM], "tax_system_code": 1}


@pytest.fixture
async def yookassa() -> AsyncIterator[Counter]:
    async with counter("/gateways/yookassa/v3", AUTH) as ready:
        ready.gateways.yookassa.account(webhook_url=ready.shop.url)
        yield ready


@pytest.fixture
def gateway(yookassa: Counter) -> YooKassa:
    return yookassa.gateways.yookassa


def rub(value: str) -> dict[str, str]:
    return {"value": value, "currency": "RUB"}


def order(**more: Any) -> dict[str, Any]:
    confirmation = {"type": "redirect", "return_url": "http://127.0.0.1:1/back"}
    start = {"amount": rub("100.00"), "capture": True, "confirmation": confirmation, "description": "Order 1"}
    return {**start, "metadata": {"order_id": "42"}, **more}


async def post(yookassa: Counter, path: str, body: Any, key: str = "") -> tuple[int, Any]:
    return await yookassa.call("POST", path, body, {"Idempotence-Key": key or str(uuid4())})


async def create(yookassa: Counter, key: str = "", **more: Any) -> Any:
    status, made = await post(yookassa, "/payments", order(**more), key)
    assert status == 200, made
    return made


async def refused(yookassa: Counter, path: str, body: Any) -> str:
    status, said = await post(yookassa, path, body)
    assert (status, said["type"], said["code"]) == (400, "error", "invalid_request"), said
    return str(said.get("parameter", ""))


async def test_one_stage_from_creation_to_the_last_refund(yookassa: Counter, gateway: YooKassa) -> None:
    made = await create(yookassa)
    assert made["status"] == "pending"
    assert not made["paid"]
    assert made["test"]
    assert made["recipient"]["account_id"] == "100500"
    url = made["confirmation"]["confirmation_url"]
    assert url == f"{yookassa.gateways.url}/gateways/yookassa/pay/{made['id']}"
    gateway.pay(made["id"])
    paid = (await yookassa.call("GET", f"/payments/{made['id']}"))[1]
    assert (paid["status"], paid["paid"], paid["refundable"]) == ("succeeded", True, True)
    assert (paid["income_amount"], paid["refunded_amount"]) == (rub("96.50"), rub("0.00"))
    assert "confirmation" not in paid
    body = {"payment_id": made["id"], "amount": rub("40.00")}
    assert (await post(yookassa, "/refunds", body))[1]["status"] == "succeeded"
    assert await refused(yookassa, "/refunds", {**body, "amount": rub("60.01")}) == "amount"
    refund = (await post(yookassa, "/refunds", {**body, "amount": rub("60.00")}))[1]
    assert (await yookassa.call("GET", f"/refunds/{refund['id']}"))[1] == refund
    done = (await yookassa.call("GET", f"/payments/{made['id']}"))[1]
    assert (done["status"], done["refundable"], done["refunded_amount"]) == ("succeeded", False, rub("100.00"))
    listed = (await yookassa.call("GET", f"/refunds?payment_id={made['id']}"))[1]
    assert [item["amount"]["value"] for item in listed["items"]] == ["60.00", "40.00"]
    await gateway.settled()
    events = [(notice.body["type"], notice.body["event"]) for notice in yookassa.shop.got]
    assert sorted(events) == [("notification", "payment.succeeded")] + [("notification", "refund.succeeded")] * 2
    assert not [name for notice in yookassa.shop.got for name in notice.headers if "signature" in name]
    assert gateway.held() == {}


async def test_credentials_and_keys(yookassa: Counter) -> None:
    for headers in ({"Authorization": encode_basic_auth("100500", "no")}, {"Authorization": "Bearer x"}):
        status, said = await yookassa.call("GET", "/me", headers=headers)
        assert (status, said["code"]) == (401, "invalid_credentials")
    assert (await yookassa.call("GET", "/me"))[1]["account_id"] == "100500"
    status, said = await yookassa.call("POST", "/payments", order())
    assert (status, said["parameter"]) == (400, "Idempotence-Key")
    assert (await post(yookassa, "/payments", order(), "k" * 65))[0] == 400
    first = await create(yookassa, "k")
    assert await create(yookassa, "k") == first
    status, said = await post(yookassa, "/payments", order(amount=rub("1.00")), "k")
    assert (status, said["code"]) == (400, "invalid_request")
    assert (await yookassa.call("GET", "/payments/none"))[1]["code"] == "not_found"
    assert (await yookassa.call("DELETE", "/payments"))[0] == 405
    assert (await yookassa.call("GET", "/elsewhere"))[0] == 404
    form = {**AUTH, "Idempotence-Key": "f"}
    async with yookassa.http.post(f"{yookassa.base}/payments", data={"a": "b"}, headers=form) as answer:
        assert answer.status == 415


async def test_what_is_refused_in_a_payment(yookassa: Counter) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"amount": None}, "amount"),
        ({"amount": {"value": 100, "currency": "RUB"}}, "amount.value"),
        ({"amount": {"value": "100.0", "currency": "RUB"}}, "amount.value"),
        ({"amount": rub("0.00")}, "amount.value"),
        ({"amount": {"value": "1.00", "currency": "rub"}}, "amount.currency"),
        ({"description": "x" * 129}, "description"),
        ({"metadata": {"order": 1}}, "metadata"),
        ({"metadata": {str(n): "" for n in range(17)}}, "metadata"),
        ({"confirmation": None}, "confirmation"),
        ({"confirmation": {"type": "redirect"}}, "confirmation.return_url"),
        ({"confirmation": {"type": "teleport"}}, "confirmation.type"),
        ({"payment_method_data": {"type": "shells"}}, "payment_method_data.type"),
        ({"capture": "yes"}, "capture"),
        ({"surprise": 1}, "surprise"),
    ]
    for change, parameter in cases:
        assert await refused(yookassa, "/payments", order(**change)) == parameter, change


async def test_receipts_are_checked(yookassa: Counter, gateway: YooKassa) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({**RECEIPT, "customer": {"full_name": "Ann"}}, "receipt.customer"),
        ({**RECEIPT, "customer": {"email": "nobody"}}, "receipt.customer.email"),
        ({**RECEIPT, "items": [{**ITEM, "quantity": "1.00"}]}, "receipt.items"),
        ({**RECEIPT, "items": []}, "receipt.items"),
        ({**RECEIPT, "items": [{**ITEM, "vat_code": 13}]}, "receipt.items[0].vat_code"),
        ({**RECEIPT, "items": [{**ITEM, "payment_mode": "barter"}]}, "receipt.items[0].payment_mode"),
        ({**RECEIPT, "tax_system_code": 7}, "receipt.tax_system_code"),
    ]
    for receipt, parameter in cases:
        assert await refused(yookassa, "/payments", order(receipt=receipt)) == parameter, receipt
    gateway.account(receipts_required=True)
    assert await refused(yookassa, "/payments", order()) == "receipt"
    made = await create(yookassa, receipt=RECEIPT)
    assert made["receipt_registration"] == "pending"
    gateway.pay(made["id"])
    assert gateway.payment(made["id"]).raw["receipt_registration"] == "succeeded"
    second = {
        "type": "payment", "payment_id": made["id"], "customer": {"phone": "79001234567"}, "items": [ITEM],
        "settlements": [{"type": "prepayment", "amount": rub("100.00")}], "send": True,
    }  # fmt: skip
    assert await refused(yookassa, "/receipts", {**second, "settlements": []}) == "settlements"
    status, receipt = await post(yookassa, "/receipts", second)
    assert (status, receipt["status"]) == (200, "succeeded")
    listed = (await yookassa.call("GET", f"/receipts?payment_id={made['id']}"))[1]["items"]
    assert len(listed) == 2
    assert (await yookassa.call("GET", f"/receipts/{receipt['id']}"))[1] == receipt


async def test_two_stages(yookassa: Counter, gateway: YooKassa) -> None:
    made = await create(yookassa, capture=False)
    assert (await post(yookassa, f"/payments/{made['id']}/capture", {}))[0] == 400
    gateway.pay(made["id"])
    held = (await yookassa.call("GET", f"/payments/{made['id']}"))[1]
    assert (held["status"], held["paid"]) == ("waiting_for_capture", True)
    assert held["expires_at"] > held["created_at"]
    assert gateway.held() == {}
    assert await refused(yookassa, f"/payments/{made['id']}/capture", {"amount": rub("100.01")}) == "amount"
    captured = (await post(yookassa, f"/payments/{made['id']}/capture", {"amount": rub("70.00")}))[1]
    assert (captured["status"], captured["amount"]) == ("succeeded", rub("70.00"))
    assert gateway.held() == {"RUB": 7000}
    other = await create(yookassa, capture=False)
    gateway.pay(other["id"])
    canceled = (await post(yookassa, f"/payments/{other['id']}/cancel", {}))[1]
    assert canceled["cancellation_details"] == {"party": "merchant", "reason": "canceled_by_merchant"}
    assert (await post(yookassa, f"/payments/{other['id']}/cancel", {}))[0] == 400
    third = await create(yookassa, capture=False)
    gateway.pay(third["id"])
    yookassa.gateways.advance(7 * 24 * 3600 + 1)
    assert gateway.payment(third["id"]).raw["cancellation_details"]["reason"] == "expired_on_capture"


async def test_an_unpaid_link_expires_in_an_hour(yookassa: Counter, gateway: YooKassa) -> None:
    made = await create(yookassa)
    yookassa.gateways.advance(3601)
    await gateway.settled()
    body = yookassa.shop.got[0].body
    assert body["event"] == "payment.canceled"
    assert body["object"]["cancellation_details"]["reason"] == "expired_on_confirmation"
    assert "over" in (await yookassa.page(made["confirmation"]["confirmation_url"]))[1]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("declined", "general_decline"),
        ("insufficient_funds", "insufficient_funds"),
        ("3ds_failed", "3d_secure_failed"),
    ],
)
async def test_the_page_ends_as_chosen(yookassa: Counter, gateway: YooKassa, outcome: str, reason: str) -> None:
    made = await create(yookassa)
    url = made["confirmation"]["confirmation_url"]
    assert (await yookassa.page(url, action="pay", outcome=outcome))[::2] == (303, "http://127.0.0.1:1/back")
    assert gateway.payment(made["id"]).raw["cancellation_details"]["reason"] == reason
    assert (await yookassa.page(url, action="pay", outcome="success"))[0] == 409


async def test_the_page_speaks_the_language_of_the_confirmation(yookassa: Counter) -> None:
    confirmation = {"type": "redirect", "return_url": "https://t.me/shop_bot", "locale": "ru_RU"}
    url = (await create(yookassa, confirmation=confirmation))["confirmation"]["confirmation_url"]
    assert "Оплатить" in (await yookassa.page(url, "en"))[1]
    assert "Pay " in (await yookassa.page(f"{url}?lang=en"))[1]


async def test_lists_page_and_filter(yookassa: Counter, gateway: YooKassa) -> None:
    numbers = [(await create(yookassa, metadata={"order_id": str(n)}))["id"] for n in range(5)]
    gateway.pay(numbers[0])
    seen: list[str] = []
    path = "/payments?limit=2"
    while path:
        page = (await yookassa.call("GET", path))[1]
        assert page["type"] == "list"
        seen += [item["id"] for item in page["items"]]
        path = f"/payments?limit=2&cursor={page['next_cursor']}" if "next_cursor" in page else ""
    assert seen == numbers[::-1]
    paid = (await yookassa.call("GET", "/payments?status=succeeded"))[1]["items"]
    assert [item["id"] for item in paid] == numbers[:1]
    assert len((await yookassa.call("GET", "/payments?created_at.gte=2020-01-01T00:00:00.000Z"))[1]["items"]) == 5
    assert (await yookassa.call("GET", "/payments?created_at.gte=2100-01-01T00:00:00.000Z"))[1]["items"] == []
    assert (await yookassa.call("GET", "/payments?limit=101"))[0] == 400
    assert (await yookassa.call("GET", "/payments?created_at.gte=soon"))[0] == 400


async def test_only_200_ends_the_notifications(yookassa: Counter, gateway: YooKassa) -> None:
    yookassa.shop.answers = [201, 302, 500, 200]
    gateway.pay((await create(yookassa))["id"])
    await gateway.settled()
    assert len(yookassa.shop.got) == 4


async def test_pending_and_failed_refunds(yookassa: Counter, gateway: YooKassa) -> None:
    made = await create(yookassa)
    gateway.pay(made["id"])
    body = {"payment_id": made["id"], "amount": rub("100.00")}
    gateway.fault("refund_pending")
    pending = (await post(yookassa, "/refunds", body))[1]
    assert pending["status"] == "pending"
    assert await refused(yookassa, "/refunds", body) == "amount"
    gateway.finish_refund(pending["id"], ok=False)
    gone = (await yookassa.call("GET", f"/refunds/{pending['id']}"))[1]
    assert (gone["status"], gone["cancellation_details"]["reason"]) == ("canceled", "insufficient_funds")
    gateway.fault("refund_failed")
    assert (await post(yookassa, "/refunds", body))[1]["status"] == "canceled"
    gateway.refund(made["id"], 3000)
    assert gateway.payment(made["id"]).refunded == 3000
    with pytest.raises(PersonError):
        gateway.refund(made["id"], 7001)


async def test_an_answer_lost_after_a_refund_is_found_by_its_key(yookassa: Counter, gateway: YooKassa) -> None:
    made = await create(yookassa)
    gateway.pay(made["id"])
    body = {"payment_id": made["id"], "amount": rub("10.00")}
    gateway.fault("drop_after", "refund")
    with pytest.raises(ClientError):
        await post(yookassa, "/refunds", body, "r")
    status, refund = await post(yookassa, "/refunds", body, "r")
    assert (status, [view.id for view in gateway.refunds()]) == (200, [refund["id"]])


async def test_lies(yookassa: Counter, gateway: YooKassa) -> None:
    gateway.fault("webhook_lying")
    made = await create(yookassa)
    await gateway.settled()
    assert yookassa.shop.take()[0].body["object"]["status"] == "succeeded"
    assert (await yookassa.call("GET", f"/payments/{made['id']}"))[1]["status"] == "pending"
    gateway.fault("webhook_wrong_amount", "payment.succeeded", delta=100)
    gateway.pay(made["id"])
    await gateway.settled()
    assert yookassa.shop.take()[0].body["object"]["amount"] == rub("101.00")
    with pytest.raises(PersonError, match="does not sign"):
        gateway.fault("webhook_wrong_signature")
