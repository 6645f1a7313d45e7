"""What Stripe shows: who asks, objects by id, lists, and expansion of ids into objects."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from aiohttp import web

from sandbox.gateways import stripe_shapes
from sandbox.gateways.calls import Call, Refusal, Reply, Route
from sandbox.gateways.forms import nested
from sandbox.gateways.gateway import Gateway, origin, same
from sandbox.gateways.rows import Account, Document, Payment, Refund
from sandbox.gateways.stripe_checks import (
    error,
    no_such,
)
from sandbox.gateways.stripe_lists import page_of
from sandbox.jsontypes import JsonObject

_LONGEST_KEY = 255


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


class StripeReading(Gateway):
    """The half of Stripe that only looks."""

    name = "stripe"
    pending = "open"
    paid = "complete"
    replay_headers: ClassVar[Mapping[str, str]] = {"Idempotent-Replayed": "true"}

    def reads(self) -> tuple[Route, ...]:
        sessions = "/v1/checkout/sessions"
        return (
            Route("GET", "/v1/account", "account", self._account),
            Route("GET", sessions, "list", self._sessions),
            Route("GET", f"{sessions}/{{id}}", "get", self._get),
            Route("GET", f"{sessions}/{{id}}/line_items", "line_items", self._line_items),
            Route("GET", "/v1/payment_intents", "list_intents", self._intents),
            Route("GET", "/v1/payment_intents/{id}", "get_intent", self._get_intent),
            Route("GET", "/v1/charges", "list_charges", self._charges),
            Route("GET", "/v1/charges/{id}", "get_charge", self._get_charge),
            Route("GET", "/v1/balance_transactions/{id}", "get_balance", self._get_balance),
            Route("GET", "/v1/refunds", "list_refunds", self._refunds),
            Route("GET", "/v1/refunds/{id}", "get_refund", self._get_refund),
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

    # Checkout sessions

    def _account(self, call: Call) -> Reply:
        return Reply({"id": f"acct_{call.account.name}", "object": "account", "charges_enabled": True, "country": "US"})

    def _session(self, call: Call) -> Payment:
        found = self.own(call)
        if found is None:
            raise no_such("checkout.session", call.id)
        return found

    def _get(self, call: Call) -> Reply:
        return Reply(self._expanded(self.shown(self._session(call)), call))

    def _line_items(self, call: Call) -> Reply:
        return self._listed(call, stripe_shapes.line_items(self._session(call)))

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

    def _get_balance(self, call: Call) -> Reply:
        number = call.id.partition("_")[2]
        charged = self._by(call, "charge", f"ch_{number}")
        if charged is not None:
            return Reply(stripe_shapes.balance_of_charge(charged))
        refund = self.refund_rows.get(f"re_{number}")
        if refund is None or refund.account != call.account.name:
            raise no_such("balance_transaction", call.id)
        return Reply(stripe_shapes.balance_of_refund(refund))

    # Refunds, disputes, events

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

    def _get_event(self, call: Call) -> Reply:
        found = self.documents.get(call.id)
        if found is None or found.account != call.account.name or found.kind != "event":
            raise no_such("event", call.id)
        return Reply(found.body)

    def _events(self, call: Call) -> Reply:
        kinds = {str(one) for one in call.values.get("types") or []} | {str(call.values.get("type", ""))} - {""}
        found = [one.body for one in self.kept("event", call.account)]
        return self._listed(call, [body for body in found if not kinds or body["type"] in kinds])

    def _listed(self, call: Call, rows: list[JsonObject]) -> Reply:
        path = call.path.partition("/gateways/stripe")[2]
        return Reply(self._expanded(page_of(call.values, path, rows), call))

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
        handlers = {
            "pi": self._get_intent,
            "ch": self._get_charge,
            "re": self._get_refund,
            "txn": self._get_balance,
        }
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
        more |= {"intent": more["intent"] or new_id("pi"), "charge": more["charge"] or new_id("ch")}
        return replace(super().as_paid(payment), more=more)

    def as_unknown(self, payment: Payment) -> Payment:
        names = ("intent", "charge")
        more = {**payment.more, **{name: payment.more[name] and self.unknown_id(payment.more[name]) for name in names}}
        return replace(super().as_unknown(payment), more=more)
