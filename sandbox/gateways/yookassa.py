"""YooKassa API v3: payments in one and two stages, refunds, receipts, notifications without a signature."""

import base64
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways import defaults
from sandbox.gateways import yookassa_shapes as shapes
from sandbox.gateways.calls import Call, Control, Refusal, Reply, Route, read_json
from sandbox.gateways.desk import Desk, iso
from sandbox.gateways.gateway import Gateway, not_payable, origin, same
from sandbox.gateways.rows import Account, Document, Payment, Refund
from sandbox.gateways.views import Page, PaymentView, RefundView, refund_view
from sandbox.gateways.yookassa_checks import (
    check_confirmation,
    check_metadata,
    check_receipt,
    check_standalone_receipt,
    check_words,
    error,
    illegal,
    money,
    only,
)
from sandbox.gateways.yookassa_lists import MOMENTS, page_of
from sandbox.jsontypes import JsonObject

_FIELDS = (
    "amount capture confirmation description metadata payment_method_data payment_method_id payment_token "
    "save_payment_method receipt recipient client_ip merchant_customer_id deal fraud_data receiver payment_order "
    "airline transfers"
).split()
_METHODS = "bank_card yoo_money sbp sberbank tinkoff_bank sber_loan alfa_pay cash installments mobile_balance".split()
_PAGES = {"pending": "open", "waiting_for_capture": "paid", "succeeded": "paid", "canceled": "failed"}
_REASONS = {
    "declined": ("payment_network", "general_decline"),
    "insufficient_funds": ("payment_network", "insufficient_funds"),
    "3ds_failed": ("payment_network", "3d_secure_failed"),
    "expired": ("yoo_money", "expired_on_confirmation"),
    "uncaptured": ("yoo_money", "expired_on_capture"),
    "canceled": ("merchant", "canceled_by_merchant"),
}
_CONFIRM_SECONDS = 3600.0
_HOLD_SECONDS = {"bank_card": 7 * 24 * 3600.0}
_SHORT_HOLD = 6 * 3600.0
_LONGEST_KEY = 64


def _number() -> str:
    return f"{secrets.token_hex(4)}-000f-5000-{secrets.choice('89')}000-{secrets.token_hex(6)}"


class YooKassa(Gateway):
    name = "yookassa"
    pending = "pending"
    paid = "succeeded"
    signs = False
    idempotency_header = "Idempotence-Key"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.outbox.exactly_200 = True

    def default_account(self) -> Account:
        options: JsonObject = {"receipts_required": False}
        return Account("default", defaults.YOOKASSA_KEY, login=defaults.YOOKASSA_SHOP, options=options)

    def routes(self) -> tuple[Route, ...]:
        return (
            Route("GET", "/v3/me", "me", self._me),
            Route("POST", "/v3/payments", "create", self._create),
            Route("GET", "/v3/payments", "list", self._payments),
            Route("GET", "/v3/payments/{id}", "get", self._get),
            Route("POST", "/v3/payments/{id}/capture", "capture", self._capture),
            Route("POST", "/v3/payments/{id}/cancel", "cancel", self._cancel),
            Route("POST", "/v3/refunds", "refund", self._refund),
            Route("GET", "/v3/refunds", "list_refunds", self._refunds),
            Route("GET", "/v3/refunds/{id}", "get_refund", self._get_refund),
            Route("POST", "/v3/receipts", "receipt", self._receipt),
            Route("GET", "/v3/receipts", "list_receipts", self._receipts),
            Route("GET", "/v3/receipts/{id}", "get_receipt", self._get_receipt),
        )

    async def read(self, request: web.Request, route: Route) -> Call:
        account = self._known(request.headers.get("Authorization", ""))
        raw = await request.read()
        values: JsonObject = dict(request.query)
        if route.verb == "POST":
            values = self._body(request, raw)
        payment_id = request.match_info.get("id", "")
        return Call(account, route.name, request.path, payment_id, values, raw, request.headers, origin(request))

    def _known(self, header: str) -> Account:
        scheme, _, code = header.partition(" ")
        try:
            login, _, key = base64.b64decode(code, validate=True).decode().partition(":")
        except ValueError:
            login, key = "", ""
        account = self.account_by(lambda one: one.login == login and same(one.key, key))
        if scheme.lower() != "basic" or account is None:
            raise error(401, "Error in shopId or secret key. Check their validity.")
        return account

    def _body(self, request: web.Request, raw: bytes) -> JsonObject:
        if request.content_type != "application/json":
            raise error(415, "The content type must be application/json")
        key = request.headers.get(self.idempotency_header, "")
        if not 1 <= len(key) <= _LONGEST_KEY:
            raise error(400, "Idempotence-Key is missing or longer than 64 characters", "Idempotence-Key")
        try:
            values = read_json(raw) if raw else {}
        except ValueError:
            raise error(400, "The body is not JSON") from None
        if not isinstance(values, dict):
            raise error(400, "The body is not an object")
        return values

    def trouble(self, status: int, seconds: float) -> Refusal:
        refusal = error(status, {404: "There is no such method", 429: "Too many requests"}.get(status, "Try again"))
        if status == 429:
            refusal.headers["Retry-After"] = str(int(seconds))
        return refusal

    def _once(self, call: Call, work: Callable[[Call], Reply]) -> Reply:
        def mismatch() -> Refusal:
            return error(400, "Idempotence-Key was used with another request", "Idempotence-Key")

        return self.once(call, call.headers[self.idempotency_header], mismatch, lambda: work(call))

    # Payments

    def _me(self, call: Call) -> Reply:
        return Reply(
            {
                "account_id": call.account.login,
                "status": "enabled",
                "test": call.account.key.startswith("test_"),
                "fiscalization": {"enabled": bool(call.account.options["receipts_required"]), "provider": "fns"},
                "payment_methods": ["bank_card", "yoo_money", "sbp"],
            }
        )

    def _create(self, call: Call) -> Reply:
        return self._once(call, self._made)

    def _made(self, call: Call) -> Reply:
        given = call.values
        only(given, _FIELDS)
        amount, currency = money(given.get("amount"), "amount")
        check_words(given, {"description": 128, "merchant_customer_id": 200})
        check_metadata(given.get("metadata"))
        if not isinstance(given.get("capture", False), bool):
            raise illegal("capture")
        method = (given.get("payment_method_data") or {}).get("type", "bank_card")
        if method not in _METHODS:
            raise illegal("payment_method_data.type")
        saved = given.get("payment_method_id") or given.get("payment_token")
        confirmation = check_confirmation(given.get("confirmation"), needed=not saved)
        required = bool(call.account.options["receipts_required"])
        receipt = check_receipt(given.get("receipt"), amount, currency, needed=required)
        number, url = _number(), str(confirmation.get("return_url", ""))
        metadata: JsonObject = given.get("metadata") or {}
        payment = Payment(
            number, call.account.name, self.pending, amount, currency, self.now(), given.get("description") or "",
            str(metadata.get("order_id") or metadata.get("orderId") or ""), metadata, return_url=url, cancel_url=url,
            page=f"{call.origin}/gateways/yookassa/pay/{number}", expires=self.now() + _CONFIRM_SECONDS,
            more={"capture": given.get("capture", False), "method": method, "confirmation": confirmation,
                  "receipt": receipt, "customer": given.get("merchant_customer_id")},
        )  # fmt: skip
        self.created(payment)
        return Reply(self.native(payment))

    def _found(self, call: Call) -> Payment:
        found = self.own(call)
        if found is None:
            raise error(404, "Payment doesn't exist or you have no access to it", "payment_id")
        return found

    def _get(self, call: Call) -> Reply:
        return Reply(self.shown(self._found(call)))

    def _capture(self, call: Call) -> Reply:
        return self._once(call, self._captured)

    def _captured(self, call: Call) -> Reply:
        only(call.values, ("amount", "receipt", "deal", "transfers", "airline"))
        payment = self._found(call)
        if payment.status != "waiting_for_capture":
            raise error(400, f"The payment is {payment.status}: it cannot be captured", "status")
        amount = payment.amount
        if call.values.get("amount") is not None:
            amount, currency = money(call.values["amount"], "amount")
            if amount > payment.amount or currency != payment.currency:
                raise illegal("amount", "More than was held, or another currency")
        partial = amount < payment.amount and bool(payment.more["receipt"])
        receipt = check_receipt(call.values.get("receipt"), amount, payment.currency, needed=partial)
        more = {**payment.more, "receipt": receipt or payment.more["receipt"], "captured": self.now()}
        return Reply(self._succeed(replace(payment, amount=amount, more=more)))

    def _succeed(self, payment: Payment) -> JsonObject:
        payment = self.as_paid(payment)
        self.save(payment)
        self._register(payment.account, "payment", payment.id, payment.more["receipt"])
        self.emit("payment.succeeded", payment)
        return self.native(payment)

    def _cancel(self, call: Call) -> Reply:
        return self._once(call, self._canceled)

    def _canceled(self, call: Call) -> Reply:
        payment = self._found(call)
        if payment.status != "waiting_for_capture":
            raise error(400, f"The payment is {payment.status}: it cannot be canceled", "status")
        return Reply(self._fail(payment, "canceled"))

    def _fail(self, payment: Payment, why: str) -> JsonObject:
        party, reason = _REASONS.get(why, ("payment_network", why))
        more = {**payment.more, "cancellation": {"party": party, "reason": reason}}
        payment = replace(payment, status="canceled", more=more)
        self.save(payment)
        self.emit("payment.canceled", payment)
        return self.native(payment)

    # Refunds

    def _refund(self, call: Call) -> Reply:
        return self._once(call, self._returned)

    def _returned(self, call: Call) -> Reply:
        given = call.values
        only(given, "payment_id amount description receipt metadata sources deal refund_method_data".split())
        check_words(given, {"payment_id": 36, "description": 250})
        check_metadata(given.get("metadata"))
        amount, currency = money(given.get("amount"), "amount")
        payment = self.own(replace(call, id=str(given.get("payment_id"))))
        if payment is None:
            raise error(404, "Payment doesn't exist or you have no access to it", "payment_id")
        if payment.status != "succeeded":
            raise error(400, f"The payment is {payment.status}: it cannot be refunded", "payment_id")
        if currency != payment.currency or amount > payment.received - payment.refunded:
            raise error(400, "Refund amount is more than what is left of the payment", "amount")
        receipt = check_receipt(given.get("receipt"), amount, currency, needed=False)
        more = {name: given[name] for name in ("description", "metadata") if given.get(name)}
        return Reply(shapes.refund(self._give_back(payment, amount, {**more, "receipt": receipt})))

    def _give_back(self, payment: Payment, amount: int, more: JsonObject) -> Refund:
        trouble = self.refund_trouble()
        status = {"": "succeeded", "pending": "pending", "failed": "canceled"}[trouble]
        refund = Refund(_number(), payment.id, payment.account, status, amount, payment.currency, self.now(), more)
        self.refund_rows.put(refund.id, refund)
        if status != "canceled":
            payment.refunded += amount
            self.save(payment)
        if status == "succeeded":
            self._refunded(refund)
        return refund

    def _refunded(self, refund: Refund) -> None:
        self._register(refund.account, "refund", refund.id, refund.more.get("receipt") or {})
        self.emit("refund.succeeded", self.row(refund.payment), refund)

    def finish_refund(self, refund_id: str, *, ok: bool = True) -> RefundView:
        """Decide about a refund that is pending."""
        refund = self.refund_rows.get(refund_id)
        if refund is None or refund.status != "pending":
            raise PersonError(f"refund {refund_id} is not pending")
        refund.status = "succeeded" if ok else "canceled"
        self.refund_rows.put(refund.id, refund)
        if ok:
            self._refunded(refund)
        else:
            payment = self.row(refund.payment)
            payment.refunded -= refund.amount
            self.save(payment)
        return refund_view(self.name, refund)

    def _get_refund(self, call: Call) -> Reply:
        refund = self.refund_rows.get(call.id)
        if refund is None or refund.account != call.account.name:
            raise error(404, "Refund doesn't exist or you have no access to it", "refund_id")
        return Reply(shapes.refund(refund))

    # Receipts

    def _register(self, account: str, kind: str, reference: str, receipt: JsonObject) -> None:
        if receipt:
            body = {"type": kind, f"{kind}_id": reference, "items": receipt["items"]}
            self._keep(account, reference, body)

    def _keep(self, account: str, reference: str, body: JsonObject) -> Document:
        number = f"rt-{uuid.uuid4()}"
        full = {"id": number, "status": "succeeded", "registered_at": iso(self.now()), **body}
        return self.documents.put(number, Document(number, account, "receipt", reference, self.now(), full))

    def _receipt(self, call: Call) -> Reply:
        return self._once(call, self._receipt_made)

    def _receipt_made(self, call: Call) -> Reply:
        given = call.values
        payment = self.own(replace(call, id=str(given.get("payment_id"))))
        refund = self.refund_rows.get(str(given.get("refund_id")))
        about = payment or refund
        check_standalone_receipt(given, about.currency if about else "RUB")
        if about is None or about.account != call.account.name or about.status != "succeeded":
            raise error(400, "The payment or refund of the receipt has not succeeded", f"{given['type']}_id")
        body = {name: given[name] for name in given if name not in {"send", "customer"}}
        return Reply(self._keep(call.account.name, about.id, body).body)

    def _get_receipt(self, call: Call) -> Reply:
        found = self.documents.get(call.id)
        if found is None or found.account != call.account.name:
            raise error(404, "Receipt doesn't exist or you have no access to it", "receipt_id")
        return Reply(found.body)

    # Lists

    def _payments(self, call: Call) -> Reply:
        only(call.values, ["limit", "cursor", "status", *MOMENTS])
        status = call.values.get("status")
        rows = [row for row in self.of_account(call.account) if status in (None, row.status)]
        return page_of(call.values, rows, lambda row: self.shown(row, "list"))

    def _refunds(self, call: Call) -> Reply:
        only(call.values, ["limit", "cursor", "status", "payment_id", *MOMENTS])
        wanted, status = call.values.get("payment_id"), call.values.get("status")
        rows = [
            row
            for row in sorted(self.refund_rows.all(), key=lambda row: row.created, reverse=True)
            if row.account == call.account.name and wanted in (None, row.payment) and status in (None, row.status)
        ]
        return page_of(call.values, rows, shapes.refund)

    def _receipts(self, call: Call) -> Reply:
        only(call.values, ["limit", "cursor", "status", "payment_id", "refund_id"])
        wanted = call.values.get("payment_id") or call.values.get("refund_id")
        rows = [row for row in self.kept("receipt", call.account) if wanted in (None, row.reference)]
        return page_of(call.values, rows, lambda row: row.body)

    # Shapes

    def native(self, payment: Payment) -> JsonObject:
        return shapes.payment(payment, self.accounts.rows[payment.account])

    def notice(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> JsonObject:  # noqa: ARG002
        shown = shapes.refund(refund) if refund else self.native(payment)
        return {"type": "notification", "event": event, "object": shown}

    def sign(self, account: Account, body: bytes, forged: bool) -> Mapping[str, str]:  # noqa: ARG002 - nothing signs
        return {}

    # People and time

    def pay(self, payment_id: str, outcome: str = "success") -> PaymentView:
        """The buyer pays: two-stage payments wait for capture; any other outcome cancels for good."""
        payment = self.row(payment_id)
        if payment.status != "pending":
            not_payable(payment)
        if outcome != "success":
            self._fail(payment, outcome)
        elif payment.more["capture"]:
            self._succeed(payment)
        else:
            hold = self.now() + _HOLD_SECONDS.get(payment.more["method"], _SHORT_HOLD)
            payment = replace(
                payment, status="waiting_for_capture", paid_at=self.now(), more={**payment.more, "hold_until": hold}
            )
            self.save(payment)
            self.emit("payment.waiting_for_capture", payment)
        return self.payment(payment_id)

    def refund(self, payment_id: str, amount: int | None = None) -> RefundView:
        payment = self.row(payment_id)
        left = payment.received - payment.refunded
        wanted = left if amount is None else amount
        if payment.status != self.paid or not 0 < wanted <= left:
            raise PersonError(f"{left} of payment {payment_id} can be refunded")
        return refund_view(self.name, self._give_back(payment, wanted, {}))

    def expire(self, payment_id: str) -> PaymentView:
        """The link is over, or the hold of a payment that was not captured."""
        payment = self.row(payment_id)
        if payment.status not in {"pending", "waiting_for_capture"}:
            raise PersonError(f"payment {payment_id} is {payment.status}: it cannot expire")
        self._fail(payment, "expired" if payment.status == "pending" else "uncaptured")
        return self.payment(payment_id)

    def tick(self) -> None:
        super().tick()
        for payment in self.rows.all():
            if payment.status == "waiting_for_capture" and self.now() >= payment.more["hold_until"]:
                self.expire(payment.id)

    def lie(self, payment_id: str) -> None:
        self.emit("payment.succeeded", self.as_paid(self.row(payment_id)), true=False)

    def controls(self) -> dict[str, Control]:
        def finish(gateway: "YooKassa", given: JsonObject) -> object:
            return asdict(gateway.finish_refund(str(given["id"]), ok=bool(given.get("ok", True))))

        return {"finish_refund": finish}

    def page(self, payment: Payment) -> Page:
        payment = self.row(payment.id)
        reason = (payment.more.get("cancellation") or {}).get("reason", "")
        state = "expired" if reason.startswith("expired") else _PAGES[payment.status]
        if payment.refunded and payment.refunded == payment.received:
            state = "refunded"
        locale = str(payment.more["confirmation"].get("locale") or "")
        return Page(
            "YooKassa", state, payment.amount, payment.currency, payment.description, payment.return_url,
            payment.cancel_url, locale=locale,
        )  # fmt: skip
