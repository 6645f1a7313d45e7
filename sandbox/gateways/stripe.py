"""Stripe: hosted checkout, refunds, disputes, events and signed webhooks, for the official SDK too."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, ClassVar

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways import defaults, stripe_shapes
from sandbox.gateways.calls import Call, Control, Refusal, Reply, Route
from sandbox.gateways.forms import nested
from sandbox.gateways.gateway import Gateway, not_payable, origin, same
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
from sandbox.gateways.views import Page, PaymentView, RefundView, refund_view
from sandbox.jsontypes import JsonObject

_DAY = 24 * 3600
_LONGEST_KEY = 255
_PAGE = 100
_FAILURES = {
    "declined": {"code": "card_declined", "decline_code": "generic_decline"},
    "insufficient_funds": {"code": "card_declined", "decline_code": "insufficient_funds"},
    "3ds_failed": {"code": "payment_intent_authentication_failure"},
}


def signature(secret: str, body: bytes, stamp: int) -> str:
    """``v1`` of a ``Stripe-Signature``: the whole secret string is the key."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def _id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


class Stripe(Gateway):
    name = "stripe"
    pending = "open"
    paid = "complete"
    replay_headers: ClassVar[Mapping[str, str]] = {"Idempotent-Replayed": "true"}

    def default_account(self) -> Account:
        options: JsonObject = {"enabled_events": ["*"]}
        return Account("default", defaults.STRIPE_KEY, secret=defaults.STRIPE_SECRET, options=options)

    def routes(self) -> tuple[Route, ...]:
        sessions, refunds = "/v1/checkout/sessions", "/v1/refunds"
        return (
            Route("GET", "/v1/account", "account", self._account),
            Route("POST", sessions, "create", self._create),
            Route("GET", sessions, "list", self._sessions),
            Route("GET", f"{sessions}/{{id}}", "get", self._get),
            Route("GET", f"{sessions}/{{id}}/line_items", "line_items", self._line_items),
            Route("POST", f"{sessions}/{{id}}/expire", "expire", self._expire),
            Route("GET", "/v1/payment_intents", "list_intents", self._intents),
            Route("GET", "/v1/payment_intents/{id}", "get_intent", self._get_intent),
            Route("GET", "/v1/charges", "list_charges", self._charges),
            Route("GET", "/v1/charges/{id}", "get_charge", self._get_charge),
            Route("POST", refunds, "refund", self._refund),
            Route("GET", refunds, "list_refunds", self._refunds),
            Route("GET", f"{refunds}/{{id}}", "get_refund", self._get_refund),
            Route("GET", "/v1/disputes", "list_disputes", self._disputes),
            Route("GET", "/v1/disputes/{id}", "get_dispute", self._get_dispute),
            Route("GET", "/v1/events", "list_events", self._events),
            Route("GET", "/v1/events/{id}", "get_event", self._get_event),
        )

    async def read(self, request: web.Request, route: Route) -> Call:
        account = self._known(request.headers.get("Authorization", ""))
        raw = await request.read()
        if len(request.headers.get(self.idempotency_header, "")) > _LONGEST_KEY:
            raise error(400, "An idempotency key has up to 255 characters.")
        if route.verb == "POST" and raw and request.content_type != "application/x-www-form-urlencoded":
            raise error(400, "Invalid request: the content type must be application/x-www-form-urlencoded.")
        try:
            values = nested(raw.decode() if route.verb == "POST" else request.query_string)
        except ValueError as wrong:
            raise error(400, f"Invalid request: {wrong}") from None
        number = request.match_info.get("id", "")
        return Call(account, route.name, request.path, number, values, raw, request.headers, origin(request))

    def _known(self, header: str) -> Account:
        scheme, _, key = header.partition(" ")
        if scheme.lower() == "basic":
            try:
                key = base64.b64decode(key, validate=True).decode().partition(":")[0]
            except ValueError:
                key = ""
        account = self.account_by(lambda one: same(one.key, key.strip()))
        if account is None:
            said = f"Invalid API Key provided: {key[:8]}***" if key else "You did not provide an API key."
            raise error(401, said)
        return account

    def trouble(self, status: int, seconds: float) -> Refusal:
        if status == 429:
            refusal = error(429, "Request rate limit exceeded.", "rate_limit")
            refusal.headers["Retry-After"] = str(int(seconds))
            return refusal
        if status in (404, 405):
            return error(404, "Unrecognized request URL.")
        return error(status, "An unexpected error occurred.", kind="api_error")

    def headers(self) -> Mapping[str, str]:
        return {"Request-Id": f"req_{secrets.token_hex(7)}", "Stripe-Version": stripe_shapes.API_VERSION}

    def _once(self, call: Call, work: Callable[[Call], Reply]) -> Reply:
        key = call.headers.get(self.idempotency_header, "")

        def mismatch() -> Refusal:
            said = f"Keys for idempotent requests can only be used with the same parameters as at first: '{key}'"
            return error(400, said, kind="idempotency_error")

        return self.once(call, key, mismatch, lambda: work(call))

    # Checkout sessions

    def _account(self, call: Call) -> Reply:
        return Reply({"id": f"acct_{call.account.name}", "object": "account", "charges_enabled": True, "country": "US"})

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

    def _session(self, call: Call) -> Payment:
        found = self.own(call)
        if found is None:
            raise no_such("checkout.session", call.id)
        return found

    def _get(self, call: Call) -> Reply:
        return Reply(self._expanded(self.shown(self._session(call)), call))

    def _line_items(self, call: Call) -> Reply:
        return self._listed(call, stripe_shapes.line_items(self._session(call)))

    def _expire(self, call: Call) -> Reply:
        return self._once(call, self._expired)

    def _expired(self, call: Call) -> Reply:
        payment = self._session(call)
        if payment.status != "open":
            said = f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {payment.status}.'
            raise error(400, said)
        self.expire(payment.id)
        return Reply(self.native(self.row(payment.id)))

    def _sessions(self, call: Call) -> Reply:
        given = call.values
        rows = [
            self.shown(row, "list")
            for row in self.of_account(call.account)
            if given.get("status") in (None, row.status) and given.get("payment_intent") in (None, row.more["intent"])
        ]
        return self._listed(call, rows)

    # Payment intents and charges

    def _by(self, call: Call, field: str, number: object) -> Payment | None:
        rows = self.of_account(call.account)
        return next((row for row in rows if number and row.more[field] == number), None)

    def _get_intent(self, call: Call) -> Reply:
        found = self._by(call, "intent", call.id)
        if found is None:
            raise no_such("payment_intent", call.id, "intent")
        seen = self.seen(found, "get_intent")
        shown = stripe_shapes.intent(replace(seen, more={**seen.more, "intent": call.id}))
        return Reply(self._expanded(shown, call))

    def _intents(self, call: Call) -> Reply:
        rows = [row for row in self.of_account(call.account) if row.more["intent"]]
        return self._listed(call, [stripe_shapes.intent(row) for row in rows])

    def _charges_of(self, row: Payment) -> list[JsonObject]:
        made = [stripe_shapes.charge(row)] if row.more["charge"] else []
        failed = [one for one in row.more["failures"] if one["charge"]]
        return made + [stripe_shapes.charge(row, failure) for failure in reversed(failed)]

    def _charges(self, call: Call) -> Reply:
        wanted = call.values.get("payment_intent")
        rows = [row for row in self.of_account(call.account) if wanted in (None, row.more["intent"])]
        made = [charge for row in rows for charge in self._charges_of(row)]
        return self._listed(call, sorted(made, key=lambda one: int(one["created"]), reverse=True))

    def _get_charge(self, call: Call) -> Reply:
        for row in self.of_account(call.account):
            for charge in self._charges_of(row):
                if charge["id"] == call.id:
                    return Reply(self._expanded(charge, call))
        raise no_such("charge", call.id)

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
        refund = Refund(_id("re"), payment.id, payment.account, status, amount, payment.currency, self.now(), more)
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

    def _refund_of(self, refund: Refund) -> JsonObject:
        return stripe_shapes.refund(refund, self.row(refund.payment))

    def _get_refund(self, call: Call) -> Reply:
        refund = self.refund_rows.get(call.id)
        if refund is None or refund.account != call.account.name:
            raise no_such("refund", call.id)
        return Reply(self._expanded(self._refund_of(refund), call))

    def _refunds(self, call: Call) -> Reply:
        rows = sorted(self.refund_rows.all(), key=lambda row: row.created, reverse=True)
        shown = [self._refund_of(row) for row in rows if row.account == call.account.name]
        return self._listed(call, self._narrowed(call, shown))

    def _narrowed(self, call: Call, rows: list[JsonObject]) -> list[JsonObject]:
        """By payment_intent and charge, where they are asked for."""
        wishes = {name: call.values[name] for name in ("payment_intent", "charge") if name in call.values}
        return [row for row in rows if all(row[name] == wish for name, wish in wishes.items())]

    # Disputes

    def dispute(self, payment_id: str, amount: int | None = None, reason: str = "fraudulent") -> str:
        """The buyer's bank takes the money back for now; the answer is the dispute's id."""
        payment = self.row(payment_id)
        if not payment.received or payment.more.get("disputed"):
            raise PersonError(f"payment {payment_id} cannot be disputed")
        number = _id("dp")
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

    def _dispute_of(self, document: Document) -> JsonObject:
        return stripe_shapes.dispute(document, self.row(document.reference))

    def _get_dispute(self, call: Call) -> Reply:
        found = self.documents.get(call.id)
        if found is None or found.account != call.account.name or found.kind != "dispute":
            raise no_such("dispute", call.id)
        return Reply(self._expanded(self._dispute_of(found), call))

    def _disputes(self, call: Call) -> Reply:
        rows = [self._dispute_of(one) for one in self.kept("dispute", call.account)]
        return self._listed(call, self._narrowed(call, rows))

    # Events

    def record(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> None:
        body = self.notice(webhook_id, event, payment, refund)
        document = Document(str(body["id"]), payment.account, "event", payment.id, self.now(), body)
        self.documents.put(document.id, document)

    def wanted(self, account: Account, event: str) -> bool:
        return bool({"*", event} & {*account.options["enabled_events"]})

    def _get_event(self, call: Call) -> Reply:
        found = self.documents.get(call.id)
        if found is None or found.account != call.account.name or found.kind != "event":
            raise no_such("event", call.id)
        return Reply(found.body)

    def _events(self, call: Call) -> Reply:
        kinds = {str(one) for one in call.values.get("types") or []} | {str(call.values.get("type", ""))} - {""}
        found = [one.body for one in self.kept("event", call.account)]
        return self._listed(call, [body for body in found if not kinds or body["type"] in kinds])

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

    # Lists and expansion

    def _listed(self, call: Call, rows: list[JsonObject]) -> Reply:
        given = call.values
        limit = whole(given["limit"], "limit", 1, _PAGE) if "limit" in given else 10
        rows = [row for row in rows if self._within(given.get("created"), int(row.get("created", 0)))]
        numbers = [row["id"] for row in rows]
        if given.get("starting_after"):
            if given["starting_after"] not in numbers:
                raise no_such("object", given["starting_after"], "starting_after")
            rows = rows[numbers.index(given["starting_after"]) + 1 :]
        if given.get("ending_before"):
            if given["ending_before"] not in numbers:
                raise no_such("object", given["ending_before"], "ending_before")
            rows = rows[: numbers.index(given["ending_before"])][-limit:]
        path = call.path.partition("/gateways/stripe")[2]
        body = {"object": "list", "url": path, "has_more": len(rows) > limit, "data": rows[:limit]}
        return Reply(self._expanded(body, call))

    def _within(self, wish: Any, created: int) -> bool:
        if wish is None:
            return True
        if not isinstance(wish, dict):
            return created == whole(wish, "created", 0, 10**11)
        judge: dict[str, Callable[[int, int], bool]] = {
            "gte": lambda a, b: a >= b, "gt": lambda a, b: a > b, "lte": lambda a, b: a <= b, "lt": lambda a, b: a < b,
        }  # fmt: skip
        for way, limit in wish.items():
            if way not in judge:
                raise error(400, f"Received unknown parameter: created[{way}]", "parameter_unknown", "created")
            if not judge[way](created, whole(limit, f"created[{way}]", 0, 10**11)):
                return False
        return True

    def _expanded(self, body: JsonObject, call: Call) -> JsonObject:
        for path in call.values.get("expand") or []:
            self._expand(body, str(path).split("."), call, str(path))
        return body

    def _expand(self, body: JsonObject, parts: list[str], call: Call, path: str) -> None:
        name, rest = parts[0], parts[1:]
        if name == "line_items" and body.get("object") == "checkout.session":
            items = stripe_shapes.line_items(self.rows.rows[body["id"]])
            body[name] = {"object": "list", "data": items, "has_more": False, "url": f"/{body['id']}/line_items"}
            return
        if name == "data":
            for item in body["data"]:
                self._expand(item, rest, call, path)
            return
        if name not in body:
            raise error(400, f"This property cannot be expanded ({path}).", "", "expand")
        if isinstance(body[name], str):
            body[name] = self._named(body[name], call)
        if rest and isinstance(body[name], dict):
            self._expand(body[name], rest, call, path)

    def _named(self, number: str, call: Call) -> JsonObject | str:
        handlers = {"pi": self._get_intent, "ch": self._get_charge, "re": self._get_refund}
        handler = handlers.get(number.partition("_")[0])
        if handler is None:
            return number
        body = handler(replace(call, id=number, values={})).body
        return body if isinstance(body, dict) else number

    # Shapes and lies

    def native(self, payment: Payment) -> JsonObject:
        return stripe_shapes.session(payment)

    def as_unpaid(self, payment: Payment) -> Payment:
        more = {**payment.more, "intent": "", "charge": "", "delayed": False}
        return replace(super().as_unpaid(payment), more=more)

    def as_paid(self, payment: Payment) -> Payment:
        more = {**payment.more, "delayed": False, "intent_at": payment.more.get("intent_at") or self.now()}
        more |= {"intent": more["intent"] or _id("pi"), "charge": more["charge"] or _id("ch")}
        return replace(super().as_paid(payment), more=more)

    def as_unknown(self, payment: Payment) -> Payment:
        names = ("intent", "charge")
        more = {**payment.more, **{name: payment.more[name] and self.unknown_id(payment.more[name]) for name in names}}
        return replace(super().as_unknown(payment), more=more)

    # People and time

    def pay(self, payment_id: str, outcome: str = "success") -> PaymentView:
        """The buyer pays; a refused card leaves the session open; ``processing`` is a method that takes days."""
        payment = self.row(payment_id)
        if payment.status != "open":
            not_payable(payment)
        if not payment.more["intent"]:
            payment.more |= {"intent": _id("pi"), "intent_at": self.now()}
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
        charge = "" if why == "3ds_failed" else _id("ch")  # without authentication nothing is charged
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
