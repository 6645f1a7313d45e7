"""Crypto Pay of @CryptoBot: invoices, transfers, balances, and webhooks signed with the hashed token."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways import cryptopay_checks as checks
from sandbox.gateways import cryptopay_rates as rates
from sandbox.gateways import cryptopay_shapes as shapes
from sandbox.gateways import defaults
from sandbox.gateways.calls import Call, Control, Refusal, Reply, Route, read_json
from sandbox.gateways.cryptopay_checks import error
from sandbox.gateways.desk import iso
from sandbox.gateways.gateway import Gateway, not_payable, origin, same
from sandbox.gateways.money import minor, short
from sandbox.gateways.rows import Account, Payment, Refund
from sandbox.gateways.views import Page, PaymentView, RefundView
from sandbox.jsontypes import JsonObject

_PAGES = {"active": "open", "paid": "paid", "expired": "expired", "deleted": "expired"}
_FIRST = 528_000
_STATUS = {"active", "paid", "expired"}


def signature(token: str, body: bytes) -> str:
    """HMAC-SHA256 keyed with the SHA256 of the application's token."""
    return hmac.new(hashlib.sha256(token.encode()).digest(), body, hashlib.sha256).hexdigest()


def _ok(result: object) -> Reply:
    return Reply({"ok": True, "result": result})


class CryptoPay(Gateway):
    name = "cryptopay"
    pending = "active"
    paid = "paid"

    def default_account(self) -> Account:
        options: JsonObject = {"name": "Sandbox shop", "transfers": True, "known_users": None, "balance": {}}
        return Account("default", defaults.CRYPTOPAY_TOKEN, options=options)

    def routes(self) -> tuple[Route, ...]:
        methods = {
            "getMe": ("me", self._me),
            "createInvoice": ("create", self._create),
            "deleteInvoice": ("delete", self._delete),
            "getInvoices": ("get", self._invoices),
            "transfer": ("refund", self._transfer),
            "getTransfers": ("list_refunds", self._transfers),
            "getBalance": ("balance", self._balance),
            "getExchangeRates": ("rates", lambda call: _ok(rates.exchange_rates())),  # noqa: ARG005
            "getCurrencies": ("currencies", lambda call: _ok(rates.currencies())),  # noqa: ARG005
            "getStats": ("stats", self._stats),
        }
        return tuple(
            Route(verb, f"/api/{method}", name, handler)
            for method, (name, handler) in methods.items()
            for verb in ("GET", "POST")
        )

    async def read(self, request: web.Request, route: Route) -> Call:
        token = request.headers.get("Crypto-Pay-API-Token", "")
        account = self.account_by(lambda one: same(one.key, token))
        if account is None:
            raise error(401, "UNAUTHORIZED")
        raw = await request.read()
        values: JsonObject = dict(request.query)
        if request.content_type == "application/json" and raw:
            try:
                body = read_json(raw)
            except ValueError:
                raise error(400, "JSON_INVALID") from None
            values |= body if isinstance(body, dict) else {}
        elif raw:
            values |= {name: str(value) for name, value in (await request.post()).items()}
        given = {name: value for name, value in values.items() if value is not None}
        return Call(account, route.name, request.path, "", given, raw, request.headers, origin(request))

    def trouble(self, status: int, seconds: float) -> Refusal:
        names = {404: "METHOD_NOT_FOUND", 405: "METHOD_NOT_FOUND", 429: "TOO_MANY_REQUESTS"}
        refusal = error(405 if status == 404 else status, names.get(status, "INTERNAL_ERROR"))
        if status == 429:
            refusal.headers["Retry-After"] = str(int(seconds))
        return refusal

    # The application

    def _me(self, call: Call) -> Reply:
        app = call.account.key.partition(":")[0]
        number = int(app) if app.isdigit() else 0
        bot = "CryptoTestnetBot"
        return _ok({"app_id": number, "name": call.account.options["name"], "payment_processing_bot_username": bot})

    def _balance(self, call: Call) -> Reply:
        held = call.account.options["balance"]
        return _ok(
            [
                {"currency_code": asset, "available": short(held.get(asset, 0), asset), "onhold": "0"}
                for asset in rates.ASSETS
            ]
        )

    def _move(self, account: str, asset: str, amount: int) -> None:
        found = self.accounts.rows[account]
        balance = found.options["balance"]
        balance[asset] = balance.get(asset, 0) + amount
        self.accounts.put(account, found)

    def fund(self, asset: str, amount: str, account: str = "default") -> None:
        """Put coins on the application's balance (a negative amount takes them)."""
        self._move(account, asset, minor(amount, asset))

    def _stats(self, call: Call) -> Reply:
        rows = list(self.of_account(call.account))
        paid = [row for row in rows if row.status == "paid"]
        volume = sum(rates.in_dollars(row.amount, row.currency) for row in paid)
        return _ok(
            {
                "volume": f"{volume:.2f}", "conversion": f"{100 * len(paid) // max(1, len(rows))}",
                "unique_users_count": len(paid), "created_invoice_count": len(rows), "paid_invoice_count": len(paid),
                "start_at": iso(self.now() - 24 * 3600), "end_at": iso(self.now()),
            }
        )  # fmt: skip

    # Invoices

    def _create(self, call: Call) -> Reply:
        given = call.values
        amount, currency = checks.invoice(given)
        number = str(_FIRST + len(self.rows.rows) + 1)
        life = checks.number(given, "expires_in", 1, 10**9, default=0)
        url = str(given.get("paid_btn_url") or "")
        more: JsonObject = {name: str(given[name]) for name in shapes.COPIED if name in given}
        more |= {
            "kind": given.get("currency_type", "crypto"), "hash": f"IV{secrets.token_urlsafe(8)[:10]}", "life": life,
            "accepted": checks.accepted(given), "paid": {},
            "comments": checks.yes(given, "allow_comments", default=True),
            "anonymous": checks.yes(given, "allow_anonymous", default=True),
        }  # fmt: skip
        payment = Payment(
            number, call.account.name, self.pending, amount, currency, self.now(), str(given.get("description") or ""),
            str(given.get("payload") or ""), return_url=url, page=f"{call.origin}/gateways/cryptopay/pay/{number}",
            expires=self.now() + life if life else 0.0, more=more,
        )  # fmt: skip
        self.created(payment)
        return _ok(self.native(payment))

    def _delete(self, call: Call) -> Reply:
        checks.only(call.values, ["invoice_id"])
        number = str(checks.number(call.values, "invoice_id", 1, 10**12))
        found = self.own(replace(call, id=number))
        if found is None or found.status == "deleted":
            raise error(400, "INVOICE_NOT_FOUND")
        if found.status == "paid":
            raise error(400, "INVOICE_ALREADY_PAID")
        self.save(replace(found, status="deleted"))
        return _ok(True)

    def _invoices(self, call: Call) -> Reply:
        given = call.values
        checks.only(given, ["asset", "fiat", "invoice_ids", "status", "offset", "count"])
        wanted = checks.ids(given, "invoice_ids")
        if given.get("status") is not None and given["status"] not in _STATUS:
            raise error(400, "STATUS_INVALID")
        currency = given.get("asset") or given.get("fiat")
        rows = [
            row
            for row in self.of_account(call.account)
            if row.status != "deleted"
            and (wanted is None or row.id in wanted)
            and given.get("status") in (None, row.status)
            and currency in (None, row.currency)
        ]
        return _ok({"items": [self.shown(row) for row in self._part(given, rows)]})

    def _part(self, given: JsonObject, rows: Sequence[Payment]) -> Sequence[Payment]:
        start = checks.number(given, "offset", 0, 10**9, default=0)
        return rows[start : start + checks.number(given, "count", 1, 1000, default=100)]

    # Transfers

    def _transfer(self, call: Call) -> Reply:
        given = call.values
        checks.only(given, checks.TRANSFER)
        if not call.account.options["transfers"]:
            raise error(403, "METHOD_DISABLED")
        user = checks.number(given, "user_id", 1, 10**15)
        asset = checks.asset(given.get("asset"))
        amount = checks.amount(given.get("amount"), asset)
        spend_id = checks.words(given, "spend_id", 64, needed=True)
        comment = checks.words(given, "comment", 4096)
        if any(row.account == call.account.name and row.more["spend_id"] == spend_id for row in self._sent()):
            raise error(400, "SPEND_ID_ALREADY_USED")
        known = call.account.options["known_users"]
        if known is not None and user not in known:
            raise error(400, "USER_NOT_FOUND")
        if call.account.options["balance"].get(asset, 0) < amount:
            raise error(400, "INSUFFICIENT_FUNDS")
        number = str(len(self.refund_rows.rows) + 1)
        more: JsonObject = {"user_id": user, "spend_id": spend_id, "comment": comment}
        transfer = Refund(number, "", call.account.name, "completed", amount, asset, self.now(), more)
        self.refund_rows.put(number, transfer)
        self._move(call.account.name, asset, -amount)
        return _ok(shapes.transfer(transfer))

    def _sent(self) -> list[Refund]:
        return sorted(self.refund_rows.all(), key=lambda row: row.created, reverse=True)

    def _transfers(self, call: Call) -> Reply:
        given = call.values
        checks.only(given, ["asset", "transfer_ids", "spend_id", "offset", "count"])
        wanted = checks.ids(given, "transfer_ids")
        rows = [
            row
            for row in self._sent()
            if row.account == call.account.name
            and (wanted is None or row.id in wanted)
            and given.get("asset") in (None, row.currency)
            and given.get("spend_id") in (None, row.more["spend_id"])
        ]
        start = checks.number(given, "offset", 0, 10**9, default=0)
        count = checks.number(given, "count", 1, 1000, default=100)
        return _ok({"items": [shapes.transfer(row) for row in rows[start : start + count]]})

    # Shapes

    def native(self, payment: Payment) -> JsonObject:
        return shapes.invoice(payment)

    def notice(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> JsonObject:  # noqa: ARG002
        # The documentation says that update_id is not unique: so it is here.
        return {
            "update_id": int(webhook_id, 16) % 1000,
            "update_type": event,
            "request_date": iso(self.now()),
            "payload": self.native(payment),
        }

    def sign(self, account: Account, body: bytes, forged: bool) -> Mapping[str, str]:
        return {"crypto-pay-api-signature": signature(f"{account.key}x" if forged else account.key, body)}

    # Lies about rows

    def as_unpaid(self, payment: Payment) -> Payment:
        return replace(super().as_unpaid(payment), more={**payment.more, "paid": {}})

    def as_paid(self, payment: Payment, asset: str = "", amount: int | None = None) -> Payment:
        crypto = payment.more["kind"] == "crypto"
        coin = payment.currency if crypto else asset or [*payment.more["accepted"], "USDT"][0]
        due = payment.amount if crypto else rates.converted(payment.amount, payment.currency, coin)
        given = due if amount is None else amount
        paid = {"asset": coin, "amount": given}
        received = given if crypto else payment.amount
        return replace(super().as_paid(payment), received=received, more={**payment.more, "paid": paid})

    def as_worth(self, payment: Payment, delta: int) -> Payment:
        worth = super().as_worth(payment, delta)
        if not payment.more["paid"]:
            return worth
        paid = {**payment.more["paid"], "amount": payment.more["paid"]["amount"] + delta}
        return replace(worth, more={**payment.more, "paid": paid})

    def unknown_id(self, payment_id: str) -> str:
        return str(int(payment_id) + 7_000_000)

    # People and time

    def pay(
        self, payment_id: str, outcome: str = "success", *, paid_amount: str | None = None, asset: str = ""
    ) -> PaymentView:
        """The buyer pays. ``paid_amount`` (of the paid coin) may differ from what is due, which the real one forbids.

        A buyer without coins changes nothing: any outcome but success leaves the invoice active.
        """
        payment = self.row(payment_id)
        if payment.status != "active":
            not_payable(payment)
        if outcome != "success":
            return self.payment(payment_id)
        accepted = payment.more["accepted"] or [*rates.ASSETS]
        if asset and (asset not in accepted or payment.more["kind"] == "crypto"):
            raise PersonError(f"invoice {payment_id} is not paid in {asset}")
        coin = payment.currency if payment.more["kind"] == "crypto" else asset or [*payment.more["accepted"], "USDT"][0]
        payment = self.as_paid(payment, coin, None if paid_amount is None else minor(paid_amount, coin))
        view = self.save(payment)
        self._move(payment.account, coin, payment.more["paid"]["amount"])
        self.emit("invoice_paid", payment)
        return view

    def held(self, account: str | None = None) -> dict[str, int]:
        """The balances of the applications by coin, in units of nine decimals."""
        found = [one for one in self.accounts.all() if account in (None, one.name)]
        sums: dict[str, int] = {}
        for one in found:
            for asset, amount in one.options["balance"].items():
                sums[asset] = sums.get(asset, 0) + amount
        return {asset: amount for asset, amount in sums.items() if amount}

    def refund(self, payment_id: str, amount: int | None = None) -> RefundView:
        raise PersonError(f"Crypto Pay cannot refund {payment_id}: send a transfer ({amount=})")

    def expire(self, payment_id: str) -> PaymentView:
        """Nobody is told: there is no such webhook."""
        payment = self.row(payment_id)
        if payment.status != "active":
            raise PersonError(f"invoice {payment_id} is {payment.status}: it cannot expire")
        return self.save(replace(payment, status="expired"))

    def lie(self, payment_id: str) -> None:
        self.emit("invoice_paid", self.as_paid(self.row(payment_id)), true=False)

    def controls(self) -> dict[str, Control]:
        def fund(gateway: "CryptoPay", given: JsonObject) -> object:
            gateway.fund(str(given["asset"]), str(given["amount"]), str(given.get("account") or "default"))
            return gateway.held()

        def pay(gateway: "CryptoPay", given: JsonObject) -> object:
            amount = None if given.get("paid_amount") is None else str(given["paid_amount"])
            outcome = str(given.get("outcome") or "success")
            return gateway.pay(str(given["id"]), outcome, paid_amount=amount, asset=str(given.get("asset") or ""))

        return {"fund": fund, "pay": pay}

    def page(self, payment: Payment) -> Page:
        payment = self.row(payment.id)
        hidden = str(payment.more.get("hidden_message") or "")
        lines = (("message", hidden),) if hidden and payment.status == "paid" else ()
        return Page(
            "Crypto Pay", _PAGES[payment.status], payment.amount, payment.currency, payment.description,
            payment.return_url, "", cards=False, note="crypto-note", lines=lines,
        )  # fmt: skip
