"""Rows as YooKassa's objects: pure functions, so that a changed copy of a row tells a consistent lie."""

from sandbox.gateways.desk import iso
from sandbox.gateways.rows import Account, Payment, Refund
from sandbox.gateways.yookassa_checks import shown_money
from sandbox.jsontypes import JsonObject

_PER_MILLE = 35  # what YooKassa keeps


def payment(row: Payment, account: Account) -> JsonObject:
    more = row.more
    succeeded, held = row.status == "succeeded", row.status == "waiting_for_capture"
    body: JsonObject = {
        "id": row.id,
        "status": row.status,
        "paid": succeeded or held,
        "amount": shown_money(row.amount, row.currency),
        "created_at": iso(row.created),
        "description": row.description,
        "metadata": row.metadata,
        "recipient": {"account_id": account.login, "gateway_id": "100700"},
        "refundable": succeeded and row.refunded < row.received,
        "test": account.key.startswith("test_"),
    }
    if row.status == "pending" and more["confirmation"]:
        body["confirmation"] = _confirmation(row)
    if succeeded:
        body["refunded_amount"] = shown_money(row.refunded, row.currency)
        fee = (row.amount * _PER_MILLE + 999) // 1000
        body["income_amount"] = shown_money(row.amount - fee, row.currency)
        body["captured_at"] = iso(more.get("captured") or row.paid_at)
    if held:
        body["expires_at"] = iso(more["hold_until"])
    if more.get("cancellation"):
        body["cancellation_details"] = more["cancellation"]
    if more.get("customer"):
        body["merchant_customer_id"] = more["customer"]
    if more["receipt"]:
        body["receipt_registration"] = "succeeded" if succeeded else "pending"
    return body if row.status == "pending" else {**body, **_method(row)}


def _confirmation(row: Payment) -> JsonObject:
    asked: JsonObject = row.more["confirmation"]
    kind = asked["type"]
    answer: JsonObject = {"type": kind}
    if kind in {"redirect", "mobile_application"}:
        answer |= {"return_url": asked["return_url"], "confirmation_url": row.page}
    elif kind == "embedded":
        answer["confirmation_token"] = f"ct-{row.id}"
    elif kind == "qr":
        answer["confirmation_data"] = row.page
    return answer


def _method(row: Payment) -> JsonObject:
    kind = row.more["method"]
    method: JsonObject = {"type": kind, "id": row.id, "saved": False, "status": "inactive"}
    if kind == "bank_card":
        card = {"first6": "555555", "last4": "4444", "expiry_month": "12", "expiry_year": "2030"}
        method |= {"title": "Bank card *4444", "card": {**card, "card_type": "MasterCard", "issuer_country": "RU"}}
    shown: JsonObject = {"payment_method": method}
    if kind == "bank_card" and row.status != "canceled":
        details = {"rrn": row.id[:8], "auth_code": "000000", "three_d_secure": {"applied": True}}
        shown["authorization_details"] = details
    return shown


def refund(row: Refund) -> JsonObject:
    more = {name: value for name, value in row.more.items() if name != "receipt"}
    body: JsonObject = {
        "id": row.id,
        "payment_id": row.payment,
        "status": row.status,
        "created_at": iso(row.created),
        "amount": shown_money(row.amount, row.currency),
        **more,
    }
    if row.more.get("receipt"):
        body["receipt_registration"] = "succeeded" if row.status == "succeeded" else "pending"
    if row.status == "canceled":
        body["cancellation_details"] = {"party": "yoo_money", "reason": "insufficient_funds"}
    return body
