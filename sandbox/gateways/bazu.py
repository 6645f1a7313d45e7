"""BAZU as assumed by its fact sheet, section 4: payments, refunds, signed webhooks; the wire format is settable."""

import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways import defaults
from sandbox.gateways.calls import Call, Control, Refusal, Reply, Route, read_json
from sandbox.gateways.desk import iso
from sandbox.gateways.gateway import Gateway, not_payable, origin, same
from sandbox.gateways.money import BadSum, decimal, minor
from sandbox.gateways.rows import Account, Payment, Refund
from sandbox.gateways.views import Page, PaymentView, RefundView, refund_view
from sandbox.jsontypes import JsonObject

_STATES = {"created": "open", "processing": "open", "succeeded": "paid", "failed": "failed", "refunded": "refunded"}
_FIELDS = ("amount", "currency", "description", "metadata")


def signature(secret: str, body: bytes, stamp: str = "", encoding: str = "hex") -> str:
    """HMAC-SHA256 of the body, or of ``<stamp>.<body>``."""
    digest = hmac.new(secret.encode(), (f"{stamp}.".encode() if stamp else b"") + body, hashlib.sha256).digest()
    return b64encode(digest).decode() if encoding == "base64" else digest.hex()


def _error(status: int, code: str, message: str = "") -> Refusal:
    return Refusal(status, {"error": code, "message": message} if message else {"error": code})


class Bazu(Gateway):
    name = "bazu"
    pending = "created"
    paid = "succeeded"

    def default_account(self) -> Account:
        options: JsonObject = {
            "amount_unit": "major",  # or minor
            "signature_mode": "body",  # or timestamp.body
            "signature_encoding": "hex",  # or base64
            "signature_header": "X-Bazu-Signature",
            "timestamp_header": "X-Bazu-Timestamp",
            "redirect_field": "confirmation_url",
            "return_field": "return_url",
        }
        return Account("default", defaults.BAZU_KEY, secret=defaults.BAZU_SECRET, options=options)

    def routes(self) -> tuple[Route, ...]:
        return (
            Route("POST", "/v1/payments", "create", self._create),
            Route("GET", "/v1/payments/{id}", "get", self._get),
            Route("POST", "/v1/payments/{id}/refund", "refund", self._refund),
        )

    async def read(self, request: web.Request, route: Route) -> Call:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        account = self.account_by(lambda one: scheme.lower() == "bearer" and same(one.key, key.strip()))
        if account is None:
            raise _error(401, "unauthorized")
        raw = await request.read()
        values: object = {}
        if route.verb == "POST":
            try:
                values = read_json(raw) if raw else {}
            except ValueError:
                raise _error(400, "invalid_json") from None
            if not isinstance(values, dict):
                raise _error(400, "invalid_request", "an object is expected")
        payment_id = request.match_info.get("id", "")
        fields: JsonObject = values if isinstance(values, dict) else {}
        return Call(account, route.name, request.path, payment_id, fields, raw, request.headers, origin(request))

    def trouble(self, status: int, seconds: float) -> Refusal:
        if status == 429:
            return Refusal(429, {"error": "too_many_requests"}, {"Retry-After": str(int(seconds))})
        return _error(status, {404: "not_found", 405: "method_not_allowed"}.get(status, "internal_error"))

    # Sums on the wire

    def _sum(self, account: Account, value: object, currency: str) -> int:
        in_major = account.options["amount_unit"] == "major"
        if not in_major and (not isinstance(value, int) or isinstance(value, bool)):
            raise _error(400, "invalid_amount", "a whole number of minor units is expected")
        try:
            amount = minor(value, currency) if in_major else int(str(value))
        except BadSum as wrong:
            raise _error(400, "invalid_amount", str(wrong)) from None
        if amount <= 0:
            raise _error(400, "invalid_amount", "an amount is positive")
        return amount

    def _number(self, account: str, amount: int, currency: str) -> object:
        found = self.accounts.get(account)
        if found is not None and found.options["amount_unit"] == "minor":
            return amount
        value: Decimal = decimal(amount, currency)
        # A JSON number at the edge: two decimals survive it.
        return int(value) if value == value.to_integral_value() else float(value)

    # Calls

    def _create(self, call: Call) -> Reply:
        return self.once(call, call.headers.get("Idempotency-Key", ""), self._mismatch, lambda: self._made(call))

    def _mismatch(self) -> Refusal:
        return _error(409, "idempotency_conflict", "this key came with another request")

    def _made(self, call: Call) -> Reply:
        given = call.values
        back = str(call.account.options["return_field"])
        unknown = sorted(set(given) - {*_FIELDS, back})
        if unknown:
            raise _error(400, "invalid_request", f"unknown field {unknown[0]}")
        currency = given.get("currency")
        if not isinstance(currency, str) or len(currency) != 3 or not currency.isupper():
            raise _error(400, "invalid_currency")
        amount = self._sum(call.account, given.get("amount"), currency)
        metadata = given.get("metadata") or {}
        if not isinstance(metadata, dict):
            raise _error(400, "invalid_request", "metadata is an object")
        number = f"pay_{secrets.token_hex(10)}"
        payment = Payment(
            number, call.account.name, self.pending, amount, currency, self.now(), str(given.get("description") or ""),
            str(metadata.get("orderId", "")), metadata, return_url=str(given.get(back) or ""),
            page=f"{call.origin}/gateways/bazu/pay/{number}",
        )  # fmt: skip
        self.created(payment)
        return Reply(self.native(payment), 201)

    def _found(self, call: Call) -> Payment:
        found = self.own(call)
        if found is None:
            raise _error(404, "not_found")
        return found

    def _get(self, call: Call) -> Reply:
        return Reply(self.shown(self._found(call)))

    def _refund(self, call: Call) -> Reply:
        return self.once(call, call.headers.get("Idempotency-Key", ""), self._mismatch, lambda: self._returned(call))

    def _returned(self, call: Call) -> Reply:
        payment = self._found(call)
        if payment.status != self.paid:
            raise _error(409, "not_refundable", f"the payment is {payment.status}")
        left = payment.received - payment.refunded
        given = call.values.get("amount")
        amount = left if given is None else self._sum(call.account, given, payment.currency)
        if amount > left:
            raise _error(409, "amount_exceeds_payment")
        refund = self._give_back(payment, amount)
        return Reply(
            {
                "id": payment.id,
                "refund_id": refund.id,
                "status": "refunded",
                "amount": self._number(payment.account, amount, payment.currency),
                "currency": payment.currency,
                "created_at": iso(refund.created, millis=False),
            }
        )

    def _give_back(self, payment: Payment, amount: int) -> Refund:
        number = f"ref_{secrets.token_hex(10)}"
        refund = Refund(number, payment.id, payment.account, "refunded", amount, payment.currency, self.now())
        payment.refunded += amount
        if payment.refunded == payment.received:
            payment.status = "refunded"
        self.refund_rows.put(refund.id, refund)
        self.save(payment)
        self.emit("refunded", payment, refund)
        return refund

    # Shapes

    def native(self, payment: Payment) -> JsonObject:
        account = self.accounts.rows[payment.account]
        body: JsonObject = {
            "id": payment.id,
            "status": payment.status,
            "amount": self._number(payment.account, payment.amount, payment.currency),
            "currency": payment.currency,
            "description": payment.description,
            str(account.options["redirect_field"]): payment.page,
            "created_at": iso(payment.created, millis=False),
            "metadata": payment.metadata,
        }
        if payment.refunded:
            body["refunded_amount"] = self._number(payment.account, payment.refunded, payment.currency)
        return body

    def notice(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> JsonObject:  # noqa: ARG002
        return {
            "payment_id": payment.id,
            "status": "refunded" if refund else payment.status,
            "amount": self._number(payment.account, refund.amount if refund else payment.amount, payment.currency),
            "currency": payment.currency,
            "created_at": iso(self.now(), millis=False),
        }

    def sign(self, account: Account, body: bytes, forged: bool) -> Mapping[str, str]:
        options = account.options
        stamp = str(int(self.now())) if options["signature_mode"] == "timestamp.body" else ""
        secret = f"not-{account.secret}" if forged else account.secret
        headers = {str(options["signature_header"]): signature(secret, body, stamp, str(options["signature_encoding"]))}
        return {**headers, str(options["timestamp_header"]): stamp} if stamp else headers

    # People and time

    def pay(self, payment_id: str, outcome: str = "success") -> PaymentView:
        """The buyer pays; any outcome but success fails the payment for good."""
        payment = self.row(payment_id)
        if payment.status not in {"created", "processing"}:
            not_payable(payment)
        if outcome == "success":
            payment = self.as_paid(payment)
        else:
            payment = replace(payment, status="failed", more={**payment.more, "reason": outcome})
        view = self.save(payment)
        self.emit(payment.status, payment)
        return view

    def process(self, payment_id: str) -> PaymentView:
        """The buyer has begun: neither paid nor failed yet."""
        payment = replace(self.row(payment_id), status="processing")
        view = self.save(payment)
        self.emit("processing", payment)
        return view

    def refund(self, payment_id: str, amount: int | None = None) -> RefundView:
        payment = self.row(payment_id)
        left = payment.received - payment.refunded
        wanted = left if amount is None else amount
        if payment.status != self.paid or not 0 < wanted <= left:
            raise PersonError(f"{left} of payment {payment_id} can be refunded")
        return refund_view(self.name, self._give_back(payment, wanted))

    def expire(self, payment_id: str) -> PaymentView:
        return self.pay(payment_id, "expired")

    def lie(self, payment_id: str) -> None:
        self.emit(self.paid, self.as_paid(self.row(payment_id)), true=False)

    def controls(self) -> dict[str, Control]:
        return {"process": lambda gateway, given: asdict(gateway.process(str(given["id"])))}

    def page(self, payment: Payment) -> Page:
        payment = self.row(payment.id)
        state = "expired" if payment.more.get("reason") == "expired" else _STATES[payment.status]
        url = payment.return_url
        return Page("BAZU", state, payment.amount, payment.currency, payment.description, url, url)
