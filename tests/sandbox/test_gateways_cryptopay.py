"""Crypto Pay's stand-in against its fact sheet: invoices, checks, transfers, webhooks."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError

from sandbox.errors import PersonError
from sandbox.gateways.cryptopay import CryptoPay, signature
from tests.sandbox.gateways import Counter, counter

TOKEN = "12345:AAtestCryptoPayToken"
BODY = (
    b'{"update_id":1,"update_type":"invoice_paid","request_date":"2026-01-15T10:00:00.000Z","payload":{"invoice_id":'
    b'528890,"hash":"IVDoTcNBYEfk","currency_type":"crypto","asset":"USDT","amount":"10.5","status":"paid",'
    b'"payload":"order_42"}}'
)
INVOICE = {"asset": "USDT", "amount": "10.50", "payload": "order_42", "description": "Tea"}
FIAT = {"currency_type": "fiat", "fiat": "RUB", "amount": "1600", "accepted_assets": "TON,USDT"}


@pytest.fixture
async def crypto() -> AsyncIterator[Counter]:
    async with counter("/gateways/cryptopay/api", {"Crypto-Pay-API-Token": TOKEN}) as ready:
        ready.gateways.cryptopay.account(webhook_url=ready.shop.url)
        yield ready


@pytest.fixture
def gateway(crypto: Counter) -> CryptoPay:
    return crypto.gateways.cryptopay


async def call(crypto: Counter, method: str, **given: Any) -> Any:
    status, said = await crypto.call("POST", f"/{method}", given)
    assert (status, said["ok"]) == (200, True), said
    return said["result"]


async def refused(crypto: Counter, method: str, **given: Any) -> tuple[int, str]:
    status, said = await crypto.call("POST", f"/{method}", given)
    assert not said["ok"]
    assert said["error"]["code"] == status
    return status, said["error"]["name"]


def test_the_published_vector_holds() -> None:
    assert signature(TOKEN, BODY) == "b8959823264f478369cc50e4c1ad281f68f33b6aaecbb7ccb7cb5ee0686273c2"


async def test_the_application_and_the_ways_to_call(crypto: Counter) -> None:
    me = await call(crypto, "getMe")
    assert (me["app_id"], me["payment_processing_bot_username"]) == (12345, "CryptoTestnetBot")
    wrong = {"Crypto-Pay-API-Token": "12345:no"}
    said = {"ok": False, "error": {"code": 401, "name": "UNAUTHORIZED"}}
    assert await crypto.call("GET", "/getMe", headers=wrong) == (401, said)
    assert await refused(crypto, "getWeather") == (405, "METHOD_NOT_FOUND")
    query = "asset=TON&amount=1.5"
    assert (await crypto.call("GET", f"/createInvoice?{query}"))[1]["result"]["amount"] == "1.5"
    url = f"{crypto.base}/createInvoice"
    async with crypto.http.post(url, data={"asset": "TON", "amount": "2"}, headers=crypto.headers) as answer:
        assert (await answer.json())["result"]["asset"] == "TON"


async def test_an_invoice_from_creation_to_the_webhook(crypto: Counter, gateway: CryptoPay) -> None:
    made = await call(crypto, "createInvoice", **INVOICE)
    assert (made["status"], made["amount"], made["payload"]) == ("active", "10.5", "order_42")
    assert made["bot_invoice_url"] == f"{crypto.gateways.url}/gateways/cryptopay/pay/{made['invoice_id']}"
    assert "paid_at" not in made
    gateway.pay(str(made["invoice_id"]))
    await gateway.settled()
    (notice,) = crypto.shop.got
    assert notice.headers["crypto-pay-api-signature"] == signature(TOKEN, notice.raw)
    assert notice.body["update_type"] == "invoice_paid"
    assert notice.body["payload"]["paid_amount"] == "10.5"
    found = await call(crypto, "getInvoices", invoice_ids=str(made["invoice_id"]))
    assert found["items"] == [notice.body["payload"]]
    assert gateway.held() == {"USDT": 10_500_000_000}
    balance = {one["currency_code"]: one["available"] for one in await call(crypto, "getBalance")}
    assert balance["USDT"] == "10.5"
    with pytest.raises(PersonError):
        gateway.pay(str(made["invoice_id"]))


async def test_fiat_invoices_are_paid_in_coins_by_the_rate(crypto: Counter, gateway: CryptoPay) -> None:
    made = await call(crypto, "createInvoice", **FIAT)
    assert (made["fiat"], made["amount"], made["accepted_assets"]) == ("RUB", "1600", ["TON", "USDT"])
    view = gateway.pay(str(made["invoice_id"]))
    assert (view.raw["paid_asset"], view.raw["paid_amount"], view.raw["paid_fiat_rate"]) == ("TON", "6.25", "256.0")
    other = await call(crypto, "createInvoice", **FIAT)
    with pytest.raises(PersonError, match="not paid in BTC"):
        gateway.pay(str(other["invoice_id"]), asset="BTC")
    forced = gateway.pay(str(other["invoice_id"]), asset="USDT", paid_amount="19.99")
    assert forced.raw["paid_amount"] == "19.99"
    assert gateway.held() == {"TON": 6_250_000_000, "USDT": 19_990_000_000}
    rates = {(one["source"], one["target"]): one["rate"] for one in await call(crypto, "getExchangeRates")}
    assert rates["USDT", "RUB"] == "80"
    assert {"USDT", "TON", "RUB"} <= {one["code"] for one in await call(crypto, "getCurrencies")}


async def test_what_is_refused_in_an_invoice(crypto: Counter) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"asset": "GOLD"}, "ASSET_INVALID"),
        ({"amount": "0"}, "AMOUNT_INVALID"),
        ({"amount": "ten"}, "AMOUNT_INVALID"),
        ({"amount": "-1"}, "AMOUNT_INVALID"),
        ({"amount": "0.0001"}, "AMOUNT_TOO_SMALL"),
        ({"amount": "99999999"}, "AMOUNT_TOO_BIG"),
        ({"currency_type": "shells"}, "CURRENCY_TYPE_INVALID"),
        ({"currency_type": "fiat", "fiat": "XXX"}, "FIAT_INVALID"),
        ({"accepted_assets": "GOLD"}, "ACCEPTED_ASSETS_INVALID"),
        ({"expires_in": 0}, "EXPIRES_IN_INVALID"),
        ({"expires_in": 2678401}, "EXPIRES_IN_INVALID"),
        ({"description": "x" * 1025}, "DESCRIPTION_INVALID"),
        ({"payload": "я" * 2049}, "PAYLOAD_INVALID"),
        ({"paid_btn_name": "openBot"}, "PAID_BTN_URL_INVALID"),
        ({"paid_btn_name": "dance", "paid_btn_url": "https://a.example"}, "PAID_BTN_NAME_INVALID"),
    ]
    for change, name in cases:
        assert await refused(crypto, "createInvoice", **{**INVOICE, **change}) == (400, name), change


async def test_invoices_expire_and_are_deleted(crypto: Counter, gateway: CryptoPay) -> None:
    made = await call(crypto, "createInvoice", **INVOICE, expires_in=600)
    assert made["expiration_date"] > made["created_at"]
    forever = await call(crypto, "createInvoice", **INVOICE)
    crypto.gateways.advance(601)
    listed = (await call(crypto, "getInvoices", status="expired"))["items"]
    assert [one["invoice_id"] for one in listed] == [made["invoice_id"]]
    assert await call(crypto, "deleteInvoice", invoice_id=forever["invoice_id"]) is True
    assert await refused(crypto, "deleteInvoice", invoice_id=forever["invoice_id"]) == (400, "INVOICE_NOT_FOUND")
    assert len((await call(crypto, "getInvoices"))["items"]) == 1
    await gateway.settled()
    assert crypto.shop.got == []


async def test_lists_are_cut_into_pages(crypto: Counter) -> None:
    numbers = [(await call(crypto, "createInvoice", **INVOICE))["invoice_id"] for _ in range(3)]
    page = await call(crypto, "getInvoices", count=2, offset=1)
    assert [one["invoice_id"] for one in page["items"]] == numbers[1::-1]
    assert await refused(crypto, "getInvoices", count=1001) == (400, "COUNT_INVALID")
    assert await refused(crypto, "getInvoices", invoice_ids="a") == (400, "INVOICE_IDS_INVALID")


async def test_transfers_are_spent_once(crypto: Counter, gateway: CryptoPay) -> None:
    given = {"user_id": 42, "asset": "USDT", "amount": "3", "spend_id": "refund:1", "comment": "Sorry"}
    assert await refused(crypto, "transfer", **given) == (400, "INSUFFICIENT_FUNDS")
    gateway.fund("USDT", "10")
    gateway.fault("drop_after", "refund")
    with pytest.raises(ClientError):
        await call(crypto, "transfer", **given)
    assert await refused(crypto, "transfer", **given) == (400, "SPEND_ID_ALREADY_USED")
    (found,) = (await call(crypto, "getTransfers", spend_id="refund:1"))["items"]
    assert (found["status"], found["amount"], found["comment"]) == ("completed", "3", "Sorry")
    assert gateway.held() == {"USDT": 7_000_000_000}
    assert [(view.amount, view.reference) for view in gateway.refunds()] == [(3_000_000_000, "refund:1")]
    assert await refused(crypto, "transfer", **{**given, "spend_id": "x" * 65}) == (400, "SPEND_ID_INVALID")
    gateway.account(known_users=[1])
    assert await refused(crypto, "transfer", **{**given, "spend_id": "2"}) == (400, "USER_NOT_FOUND")
    gateway.account(transfers=False)
    assert await refused(crypto, "transfer", **{**given, "spend_id": "3"}) == (403, "METHOD_DISABLED")


async def test_the_page_in_both_languages_pays_once(crypto: Counter, gateway: CryptoPay) -> None:
    button = {"paid_btn_name": "openBot", "paid_btn_url": "https://t.me/shop_bot"}
    made = await call(crypto, "createInvoice", **INVOICE, **button, hidden_message="Thank you")
    url = made["bot_invoice_url"]
    english, russian = (await crypto.page(url, "en"))[1], (await crypto.page(url, "ru"))[1]
    assert "10.5\N{NO-BREAK SPACE}USDT" in english
    assert "10,5\N{NO-BREAK SPACE}USDT" in russian
    assert "Card declined" not in english
    assert "Thank you" not in english
    assert (await crypto.page(url, action="pay"))[0] == 303
    paid = (await crypto.page(url))[1]
    assert all(word in paid for word in ("Thank you", "Return to Telegram", "https://t.me/shop_bot"))
    assert (await crypto.page(url, action="pay"))[0] == 409


async def test_lies(crypto: Counter, gateway: CryptoPay) -> None:
    made = await call(crypto, "createInvoice", **INVOICE)
    number = str(made["invoice_id"])
    gateway.lie(number)
    await gateway.settled()
    assert crypto.shop.take()[0].body["payload"]["status"] == "paid"
    assert (await call(crypto, "getInvoices", invoice_ids=number))["items"][0]["status"] == "active"
    gateway.fault("webhook_wrong_amount", delta=-500_000_000)
    gateway.fault("webhook_unknown")
    gateway.fault("webhook_wrong_signature")
    gateway.pay(number)
    await gateway.settled()
    (notice,) = crypto.shop.got
    assert (notice.body["payload"]["amount"], notice.body["payload"]["paid_amount"]) == ("10", "10")
    assert notice.body["payload"]["invoice_id"] != made["invoice_id"]
    assert notice.headers["crypto-pay-api-signature"] != signature(TOKEN, notice.raw)


async def test_control_pays_another_sum(crypto: Counter, gateway: CryptoPay) -> None:
    made = await call(crypto, "createInvoice", **INVOICE)
    place = f"{crypto.gateways.url}/control/gateways/cryptopay"
    async with crypto.http.post(f"{place}/pay", json={"id": str(made["invoice_id"]), "paid_amount": "1"}) as answer:
        assert (await answer.json())["raw"]["paid_amount"] == "1"
    async with crypto.http.post(f"{place}/fund", json={"asset": "TON", "amount": "2"}) as answer:
        assert (await answer.json()) == {"USDT": 10**9, "TON": 2 * 10**9}
