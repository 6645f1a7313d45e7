"""Stripe: hosted checkout, refunds, disputes, events and signed webhooks, for the official SDK too."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from sandbox.errors import PersonError
from sandbox.gateways import defaults, stripe_shapes
from sandbox.gateways.calls import Call, Control, Refusal, Reply, Route
from sandbox.gateways.gateway import not_payable
from sandbox.gateways.money import fixed
from sandbox.gateways.rows import Account, Document, Payment, Refund
from sandbox.gateways.stripe_checks import (
    check_lines,
    check_metadata,
    check_refund,
    check_session,
    error,
    no_such,
    whole,
)
from sandbox.gateways.stripe_reading import StripeReading, new_id
from sandbox.gateways.views import Page, PaymentView, RefundView, refund_view
from sandbox.jsontypes import JsonObject

_DAY = 24 * 3600
_FAILURES = {
    "declined": {"code": "card_declined", "decline_code": "generic_decline"},
    "insufficient_funds": {"code": "card_declined", "decline_code": "insufficient_funds"},
    "3ds_failed": {"code": "payment_intent_authentication_failure"},
}


def signature(secret: str, body: bytes, stamp: int) -> str:
    """``v1`` of a ``Stripe-Signature``: the whole secret string is the key."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


class Stripe(StripeReading):
    def default_account(self) -> Account:
        options: JsonObject = {"enabled_events": ["*"]}
        return Account("default", defaults.STRIPE_KEY, secret=defaults.STRIPE_SECRET, options=options)

    def routes(self) -> tuple[Route, ...]:
        sessions = "/v1/checkout/sessions"
        return (
            Route("POST", sessions, "create", self._create),
            Route("POST", f"{sessions}/{{id}}/expire", "expire", self._expire),
            Route("POST", "/v1/refunds", "refund", self._refund),
            *self.reads(),
        )

    def _once(self, call: Call, work: Callable[[Call], Reply]) -> Reply:
        key = call.headers.get(self.idempotency_header, "")

        def mismatch() -> Refusal:
            said = f"Keys for idempotent requests can only be used with the same parameters as at first: '{key}'"
            return error(400, said, kind="idempotency_error")

        return self.once(call, key, mismatch, lambda: work(call))

    # Checkout sessions

    def _create(self, call: Call) -> Reply:
        return self._once(call, self._made)

    def _made(self, call: Call) -> Reply:
        given = call.values
        check_session(given, self.now())
        lines, total, currency = check_lines(given)
        live = call.account.key.startswith(("sk_live_", "rk_live_"))
        number = f"cs_{'live' if live else 'test'}_{secrets.token_hex(20)}"
        intent: JsonObject = given.get("payment_intent_data") or {}
        payment = Payment(
            number, call.account.name, self.pending, total, currency, self.now(),
            intent.get("description") or ", ".join(line["name"] for line in lines),
            given.get("client_reference_id") or "", check_metadata(given), return_url=given.get("success_url") or "",
            cancel_url=given.get("cancel_url") or "", page=f"{call.origin}/gateways/stripe/pay/{number}",
            expires=float(given.get("expires_at") or int(self.now()) + _DAY),
            more={"ui_mode": given.get("ui_mode", "hosted_page"), "lines": lines, "live": live, "intent": "",
                  "charge": "", "email": given.get("customer_email"), "locale": given.get("locale"),
                  "methods": given.get("payment_method_types"), "return_url": given.get("return_url"),
                  "intent_metadata": check_metadata(intent), "failures": []},
        )  # fmt: skip
        self.created(payment)
        return Reply(self._expanded(self.native(payment), call))

    def _expire(self, call: Call) -> Reply:
        return self._once(call, self._expired)

    def _expired(self, call: Call) -> Reply:
        payment = self._session(call)
        if payment.status != "open":
            said = f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {payment.status}.'
            raise error(400, said)
        self.expire(payment.id)
        return Reply(self.native(self.row(payment.id)))

    # Refunds

    def _refund(self, call: Call) -> Reply:
        return self._once(call, self._returned)

    def _returned(self, call: Call) -> Reply:
        given = call.values
        check_refund(given)
        field = "intent" if given.get("payment_intent") else "charge"
        number = given.get("payment_intent") or given.get("charge")
        payment = self._by(call, field, number)
        if payment is None:
            kind = "payment_intent" if field == "intent" else "charge"
            raise no_such(kind, number, kind)
        left = payment.received - payment.refunded
        if not payment.received:
            raise error(400, f"This PaymentIntent ({number}) does not have a successful charge to refund.")
        if payment.more.get("disputed"):
            raise error(400, f"Charge {payment.more['charge']} has been charged back.", "charge_disputed")
        if not left:
            raise error(400, f"Charge {payment.more['charge']} has already been refunded.", "charge_already_refunded")
        amount = whole(given["amount"], "amount") if "amount" in given else left
        if amount > left:
            wish, rest = fixed(amount, payment.currency), fixed(left, payment.currency)
            raise error(
                400, f"Refund amount ({wish}) is greater than unrefunded amount on charge ({rest})", "", "amount"
            )
        more = {"reason": given.get("reason"), "metadata": check_metadata(given)}
        refund = self._give_back(payment, amount, more)
        return Reply(self._expanded(stripe_shapes.refund(refund, payment), call))

    def _give_back(self, payment: Payment, amount: int, more: JsonObject) -> Refund:
        status = self.refund_trouble() or "succeeded"
        refund = Refund(new_id("re"), payment.id, payment.account, status, amount, payment.currency, self.now(), more)
        self.refund_rows.put(refund.id, refund)
        if status != "failed":
            payment.refunded += amount
            self.save(payment)
        self.emit("refund.created", payment, refund)
        if status == "failed":
            self.emit("refund.failed", payment, refund)
        else:
            self.emit("charge.refunded", payment)
        return refund

    def finish_refund(self, refund_id: str, *, ok: bool = True) -> RefundView:
        """A refund that was pending, or even succeeded at first, ends."""
        refund = self.refund_rows.get(refund_id)
        if refund is None or refund.status == "failed":
            raise PersonError(f"refund {refund_id} cannot end in another way")
        payment = self.row(refund.payment)
        refund.status = "succeeded" if ok else "failed"
        self.refund_rows.put(refund.id, refund)
        if not ok:
            payment.refunded -= refund.amount
            self.save(payment)
        self.emit("refund.updated" if ok else "refund.failed", payment, refund)
        self.emit("charge.refund.updated", payment, refund)
        return refund_view(self.name, refund)

    # Disputes

    def dispute(self, payment_id: str, amount: int | None = None, reason: str = "fraudulent") -> str:
        """The buyer's bank takes the money back for now; the answer is the dispute's id."""
        payment = self.row(payment_id)
        if not payment.received or payment.more.get("disputed"):
            raise PersonError(f"payment {payment_id} cannot be disputed")
        number = new_id("dp")
        payment.more["disputed"] = number
        payment.withdrawn = payment.received - payment.refunded if amount is None else amount
        self.save(payment)
        body: JsonObject = {"amount": payment.withdrawn, "reason": reason, "status": "needs_response"}
        self.documents.put(number, Document(number, payment.account, "dispute", payment.id, self.now(), body))
        self.emit("charge.dispute.created", payment)
        self.emit("charge.dispute.funds_withdrawn", payment)
        return number

    def close_dispute(self, dispute_id: str, *, won: bool) -> None:
        found = self.documents.get(dispute_id)
        if found is None or found.body["status"] != "needs_response":
            raise PersonError(f"there is no open dispute {dispute_id}")
        found.body["status"] = "won" if won else "lost"
        self.documents.put(found.id, found)
        payment = self.row(found.reference)
        if won:
            payment.withdrawn = 0
            self.save(payment)
        self.emit("charge.dispute.closed", payment)
        if won:
            self.emit("charge.dispute.funds_reinstated", payment)

    # Events

    def record(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> None:
        body = self.notice(webhook_id, event, payment, refund)
        document = Document(str(body["id"]), payment.account, "event", payment.id, self.now(), body)
        self.documents.put(document.id, document)

    def wanted(self, account: Account, event: str) -> bool:
        return bool({"*", event} & {*account.options["enabled_events"]})

    def notice(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> JsonObject:
        obj = self._object_of(event, payment, refund)
        return stripe_shapes.event(webhook_id, event, self.now(), obj, live=payment.more["live"])

    def _object_of(self, event: str, payment: Payment, refund: Refund | None) -> JsonObject:
        if event.startswith("checkout.session."):
            return self.native(payment)
        if event.startswith("payment_intent."):
            return stripe_shapes.intent(payment)
        if event.startswith("charge.dispute."):
            return stripe_shapes.dispute(self.documents.rows[payment.more["disputed"]], payment)
        if refund is not None:
            return stripe_shapes.refund(refund, payment)
        failures = payment.more["failures"]
        return stripe_shapes.charge(payment, failures[-1] if event == "charge.failed" else None)

    def sign(self, account: Account, body: bytes, forged: bool) -> Mapping[str, str]:
        stamp = int(self.now())
        keys = [key for key in (account.secret, account.former_secret) if key]
        marks = [f"v1={signature(f'not-{key}' if forged else key, body, stamp)}" for key in keys]
        return {"Stripe-Signature": ",".join([f"t={stamp}", *marks])}

    # People and time

    def pay(self, payment_id: str, outcome: str = "success") -> PaymentView:
        """The buyer pays; a refused card leaves the session open; ``processing`` is a method that takes days."""
        payment = self.row(payment_id)
        if payment.status != "open":
            not_payable(payment)
        if not payment.more["intent"]:
            payment.more |= {"intent": new_id("pi"), "intent_at": self.now()}
            self.emit("payment_intent.created", payment)
        if outcome == "success":
            return self._succeed(payment, "checkout.session.completed")
        if outcome == "processing":
            payment = replace(payment, status="complete", more={**payment.more, "delayed": True})
            view = self.save(payment)
            self.emit("payment_intent.processing", payment)
            self.emit("checkout.session.completed", payment)
            return view
        return self._refuse(payment, outcome)

    def _succeed(self, payment: Payment, last: str) -> PaymentView:
        payment = self.as_paid(payment)
        view = self.save(payment)
        for event in ("charge.succeeded", "payment_intent.succeeded", last):
            self.emit(event, payment)
        return view

    def _refuse(self, payment: Payment, why: str) -> PaymentView:
        reason = _FAILURES.get(why, {"code": "card_declined", "decline_code": why})
        charge = "" if why == "3ds_failed" else new_id("ch")  # without authentication nothing is charged
        failure = {"charge": charge, "error": reason, "at": self.now()}
        payment = replace(payment, more={**payment.more, "failures": [*payment.more["failures"], failure]})
        view = self.save(payment)
        if charge:
            self.emit("charge.failed", payment)
        self.emit("payment_intent.payment_failed", payment)
        return view

    def clear(self, payment_id: str, *, ok: bool = True) -> PaymentView:
        """A payment by a slow method arrives or fails."""
        payment = self.row(payment_id)
        if not payment.more.get("delayed"):
            raise PersonError(f"payment {payment_id} is not under way")
        if ok:
            return self._succeed(payment, "checkout.session.async_payment_succeeded")
        view = self._refuse(replace(payment, more={**payment.more, "delayed": False}), "declined")
        self.emit("checkout.session.async_payment_failed", self.row(payment_id))
        return view

    def refund(self, payment_id: str, amount: int | None = None) -> RefundView:
        payment = self.row(payment_id)
        left = payment.received - payment.refunded
        wanted = left if amount is None else amount
        if not 0 < wanted <= left:
            raise PersonError(f"{left} of payment {payment_id} can be refunded")
        return refund_view(self.name, self._give_back(payment, wanted, {}))

    def expire(self, payment_id: str) -> PaymentView:
        payment = self.row(payment_id)
        if payment.status != "open":
            raise PersonError(f"session {payment_id} is {payment.status}: it cannot expire")
        payment = replace(payment, status="expired")
        view = self.save(payment)
        self.emit("checkout.session.expired", payment)
        return view

    def lie(self, payment_id: str) -> None:
        self.emit("checkout.session.completed", self.as_paid(self.row(payment_id)), true=False)

    def controls(self) -> dict[str, Control]:
        def finish(gateway: "Stripe", given: JsonObject) -> object:
            return asdict(gateway.finish_refund(str(given["id"]), ok=bool(given.get("ok", True))))

        def clear(gateway: "Stripe", given: JsonObject) -> object:
            return asdict(gateway.clear(str(given["id"]), ok=bool(given.get("ok", True))))

        def dispute(gateway: "Stripe", given: JsonObject) -> object:
            amount = None if given.get("amount") is None else int(given["amount"])
            return {"id": gateway.dispute(str(given["id"]), amount, str(given.get("reason") or "fraudulent"))}

        def close(gateway: "Stripe", given: JsonObject) -> object:
            gateway.close_dispute(str(given["id"]), won=bool(given["won"]))
            return {}

        return {"finish_refund": finish, "clear": clear, "dispute": dispute, "close_dispute": close}

    def page(self, payment: Payment) -> Page:
        payment = self.row(payment.id)
        states = {"open": "open", "expired": "expired"}
        state = states.get(payment.status, "paid")
        if payment.received and payment.refunded == payment.received:
            state = "refunded"
        url = payment.return_url or str(payment.more.get("return_url") or "")
        lines = tuple((f"{line['name']} × {line['quantity']}", fixed(line["unit"], payment.currency))
                      for line in payment.more["lines"])  # fmt: skip
        return Page(
            "Stripe", state, payment.amount, payment.currency, payment.description,
            url.replace("{CHECKOUT_SESSION_ID}", payment.id), payment.cancel_url, lines=lines,
            locale=str(payment.more.get("locale") or ""),
        )  # fmt: skip
