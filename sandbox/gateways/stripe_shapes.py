"""Rows as Stripe's objects: pure functions, so that a changed copy of a row tells a consistent lie."""

from sandbox.gateways.rows import Document, Payment, Refund
from sandbox.gateways.stripe_checks import HOSTED
from sandbox.jsontypes import JsonObject

API_VERSION = "2026-10-28.endive"
_CARD = {"brand": "visa", "last4": "4242", "country": "US", "fingerprint": "Xt5EWLLDS7FJjR1c", "funding": "credit"}
_PER_MILLE, _FIXED = 29, 30  # what Stripe keeps of a charge


def payment_status(row: Payment) -> str:
    return "paid" if row.received else "unpaid"


def session(row: Payment) -> JsonObject:
    more = row.more
    hosted = more["ui_mode"] in HOSTED
    email = more.get("email") or ("buyer@example.com" if row.status == "complete" else None)
    return {
        "id": row.id,
        "object": "checkout.session",
        "amount_subtotal": row.amount,
        "amount_total": row.amount,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": row.cancel_url or None,
        "client_reference_id": row.reference or None,
        "client_secret": None if hosted else f"{row.id}_secret_{row.id[-8:]}",
        "created": int(row.created),
        "currency": row.currency.lower(),
        "customer": None,
        "customer_details": {"email": email, "name": None, "phone": None, "address": None} if email else None,
        "customer_email": more.get("email"),
        "expires_at": int(row.expires),
        "livemode": more["live"],
        "locale": more.get("locale"),
        "metadata": row.metadata,
        "mode": "payment",
        "payment_intent": more.get("intent") or None,
        "payment_method_types": more.get("methods") or ["card"],
        "payment_status": payment_status(row),
        "return_url": more.get("return_url"),
        "status": row.status,
        "success_url": row.return_url or None,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": more["ui_mode"],
        "url": row.page if hosted and row.status == "open" else None,
    }


def line_items(row: Payment) -> list[JsonObject]:
    return [
        {
            "id": f"li_{row.id[-12:]}{number}",
            "object": "item",
            "amount_discount": 0,
            "amount_subtotal": line["unit"] * line["quantity"],
            "amount_tax": 0,
            "amount_total": line["unit"] * line["quantity"],
            "currency": row.currency.lower(),
            "description": line["name"],
            "quantity": line["quantity"],
            "price": {
                "id": f"price_{row.id[-12:]}{number}", "object": "price", "currency": row.currency.lower(),
                "unit_amount": line["unit"], "type": "one_time",
            },
        }
        for number, line in enumerate(row.more["lines"])
    ]  # fmt: skip


def intent_status(row: Payment) -> str:
    if row.received:
        return "succeeded"
    if row.status == "expired":
        return "canceled"
    return "processing" if row.more.get("delayed") else "requires_payment_method"


def intent(row: Payment) -> JsonObject:
    more = row.more
    failures = more.get("failures") or []
    latest = more.get("charge") or (failures[-1]["charge"] if failures else None)
    last_error = None
    if failures and not row.received:
        failure = failures[-1]
        last_error = {"type": "card_error", "message": "The payment failed.", **failure["error"]}
    return {
        "id": more["intent"],
        "object": "payment_intent",
        "amount": row.amount,
        "amount_capturable": 0,
        "amount_received": row.received,
        "canceled_at": None,
        "capture_method": "automatic",
        "client_secret": f"{more['intent']}_secret_{row.id[-8:]}",
        "confirmation_method": "automatic",
        "created": int(more.get("intent_at") or row.created),
        "currency": row.currency.lower(),
        "customer": None,
        "description": row.description or None,
        "last_payment_error": last_error,
        "latest_charge": latest or None,
        "livemode": more["live"],
        "metadata": more.get("intent_metadata") or {},
        "next_action": None,
        "payment_method": "pm_card_visa" if row.received else None,
        "payment_method_types": more.get("methods") or ["card"],
        "receipt_email": None,
        "status": intent_status(row),
    }


def charge(row: Payment, failure: JsonObject | None = None) -> JsonObject:
    more = row.more
    ok = failure is None
    error: JsonObject = {} if failure is None else failure["error"]
    return {
        "id": more["charge"] if failure is None else failure["charge"],
        "object": "charge",
        "amount": row.amount,
        "amount_captured": row.received if ok else 0,
        "amount_refunded": row.refunded if ok else 0,
        "balance_transaction": f"txn_{more['charge'][3:]}" if ok else None,
        "billing_details": {"email": more.get("email"), "name": None, "phone": None, "address": None},
        "captured": ok,
        "created": int(row.paid_at if failure is None else failure["at"]),
        "currency": row.currency.lower(),
        "customer": None,
        "description": row.description or None,
        "disputed": bool(more.get("disputed")) and ok,
        "failure_code": error.get("code"),
        "failure_message": None if ok else "The payment failed.",
        "livemode": more["live"],
        "metadata": more.get("intent_metadata") or {},
        "outcome": {"network_status": "approved_by_network" if ok else "declined_by_network", "type": "authorized"},
        "paid": ok,
        "payment_intent": more["intent"],
        "payment_method": "pm_card_visa",
        "payment_method_details": {"type": "card", "card": _CARD},
        "receipt_email": None,
        "refunded": ok and row.refunded == row.received > 0,
        "status": "succeeded" if ok else "failed",
    }


def refund(row: Refund, payment: Payment) -> JsonObject:
    return {
        "id": row.id,
        "object": "refund",
        "amount": row.amount,
        "balance_transaction": f"txn_{row.id[3:]}" if row.status == "succeeded" else None,
        "charge": payment.more["charge"],
        "created": int(row.created),
        "currency": row.currency.lower(),
        "failure_reason": "declined" if row.status == "failed" else None,
        "metadata": row.more.get("metadata") or {},
        "payment_intent": payment.more["intent"],
        "reason": row.more.get("reason"),
        "receipt_number": None,
        "status": row.status,
    }


def dispute(document: Document, payment: Payment) -> JsonObject:
    body = document.body
    return {
        "id": document.id,
        "object": "dispute",
        "amount": body["amount"],
        "balance_transactions": [],
        "charge": payment.more["charge"],
        "created": int(document.created),
        "currency": payment.currency.lower(),
        "evidence_details": {"due_by": int(document.created) + 7 * 24 * 3600, "has_evidence": False},
        "is_charge_refundable": False,
        "livemode": payment.more["live"],
        "metadata": {},
        "payment_intent": payment.more["intent"],
        "reason": body["reason"],
        "status": body["status"],
    }


def event(number: str, kind: str, created: float, obj: JsonObject, *, live: bool) -> JsonObject:
    return {
        "id": f"evt_{number}",
        "object": "event",
        "api_version": API_VERSION,
        "created": int(created),
        "data": {"object": obj},
        "livemode": live,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def _balance(number: str, kind: str, amount: int, fee: int, currency: str, created: float) -> JsonObject:
    return {
        "id": f"txn_{number[3:]}",
        "object": "balance_transaction",
        "amount": amount,
        "created": int(created),
        "currency": currency.lower(),
        "fee": fee,
        "net": amount - fee,
        "source": number,
        "status": "available",
        "type": kind,
    }


def balance_of_charge(row: Payment) -> JsonObject:
    fee = (row.received * _PER_MILLE + 999) // 1000 + _FIXED
    return _balance(row.more["charge"], "charge", row.received, fee, row.currency, row.paid_at)


def balance_of_refund(row: Refund) -> JsonObject:
    return _balance(row.id, "refund", -row.amount, 0, row.currency, row.created)
