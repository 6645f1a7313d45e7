"""Stripe: its hosted checkout page, refunds and disputes, by plain HTTP.

Source: docs.stripe.com. A session is read again before money is believed; refunds and disputes are told by signed
events. Our ids are the keys of idempotency, and our attempt's id is written on everything that Stripe keeps.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from core.kit.http import Answer
from db.types.enums import DisputeState
from db.types.ids import IntentId, RefundId, ShopId
from db.types.money import exponent
from payments import proof
from payments.http import ProviderHttp
from payments.protocol import (
    Ask,
    Attempt,
    BaseProvider,
    DisputeChanged,
    Known,
    MoneyArrived,
    MoneyReturned,
    Notice,
    NoticeRefused,
    PageFound,
    PaymentFailed,
    PaymentProcessing,
    ProviderDown,
    ProviderEvent,
    ProviderRefused,
    Redirect,
    RefundAnswer,
    RefundBounced,
    RefundDone,
    RefundOrder,
    RefundPending,
    RefundRefused,
    RefundUnheard,
    StatementLine,
)

log = structlog.get_logger(__name__)
API = "https://api.stripe.com"
VERSION = "2026-10-28.endive"
# Currencies whose smallest unit is the whole one; Stripe counts all others in hundredths, a few in thousandths.
ZERO_DECIMAL = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split())
_THREE_DECIMAL = frozenset("BHD JOD KWD OMR TND".split())
_MOST_LINES = 100
_PAGE_SIZE, _PAGES = "100", 1000
_CLOCKS_DIFFER = timedelta(minutes=5)
_EXPANDED = "payment_intent.latest_charge.balance_transaction"
_DISPUTES = {
    "warning_needs_response": DisputeState.WARNING,
    "warning_under_review": DisputeState.WARNING,
    "warning_closed": DisputeState.WON,
    "needs_response": DisputeState.OPEN,
    "under_review": DisputeState.OPEN,
    "won": DisputeState.WON,
    "prevented": DisputeState.WON,
    "lost": DisputeState.LOST,
}
_Item = dict[str, Any]


class StripeSettings(BaseModel):
    """An account at Stripe."""

    model_config = ConfigDict(frozen=True)

    api_url: str = Field(default=API, title="API address")
    secret_key: SecretStr = Field(
        default=SecretStr(""), title="Secret key", description="Begins with sk_ or rk_ (Developers → API keys)."
    )
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        title="Webhook secret",
        description="Begins with whsec_ (Developers → Webhooks). Empty: payments are only asked about, "
        "refunds made in Stripe's dashboard and disputes go unheard.",
    )
    tolerance_seconds: int = Field(default=300, ge=1, le=3600, title="How old a webhook may be, seconds")


class Stripe(BaseProvider):
    """Cards, Apple Pay and Google Pay on Stripe's page."""

    code = "stripe"
    settings_model: type[BaseModel] = StripeSettings
    takes_webhooks = True
    can_look_up = True
    has_statement = True

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether a key is set; Stars are another provider's."""
        return bool(_own(settings).secret_key.get_secret_value()) and currency != "XTR"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Redirect:
        """Open a checkout session. Raises: ProviderDown, ProviderRefused."""
        marks = {"intent_id": str(attempt.intent_id), "order_id": str(attempt.order_id)}
        back = attempt.return_url or "https://t.me"
        form: _Item = {
            "mode": "payment",
            "line_items": _lines(attempt),
            "success_url": back,
            "cancel_url": back,
            "client_reference_id": str(attempt.intent_id),
            "metadata": marks,
            "payment_intent_data": {"metadata": marks, "description": attempt.title},
            "locale": "ru" if attempt.language == "ru" else "en",
        }
        if attempt.email:
            form["customer_email"] = attempt.email
        page = _page(await self._post(_own(settings), "/v1/checkout/sessions", str(attempt.intent_id), form))
        if page is None:
            msg = "the session is over already"
            raise ProviderRefused(msg)
        return page

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Verify the signature; sessions are asked about, refunds and disputes believed. Raises: NoticeRefused."""
        own = _own(settings)
        proof.need_size(notice.body)
        _verify(own, notice)
        try:
            said = orjson.loads(notice.body)
            kind, about = str(said["type"]), said["data"]["object"]
            if bool(said.get("livemode")) != _live(own):
                log.error("stripe.other_mode", shop_id=shop_id, kind=kind)
                return []
            return list(self._events(shop_id, kind, about))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            msg = "not an event of Stripe's"
            raise NoticeRefused(msg) from error

    def _events(self, shop_id: ShopId, kind: str, about: _Item) -> Iterator[ProviderEvent]:
        if kind.startswith("checkout.session."):
            yield Ask(shop_id, self.code, str(about["id"]))
        elif kind == "payment_intent.payment_failed":
            mark = _mark(about)
            if mark is not None:
                yield Ask(shop_id, self.code, intent_id=mark)
        elif kind.startswith("charge.dispute."):
            yield self._dispute(shop_id, about)
        elif about.get("object") == "refund" and about.get("status") == "succeeded":
            yield self._returned(shop_id, about)
        elif about.get("object") == "refund" and about.get("status") in ("failed", "canceled"):
            yield RefundBounced(
                shop_id,
                self.code,
                str(about["payment_intent"]),
                _sum(about, "amount")[0],
                str(about["id"]),
                _refund_mark(about),
                str(about.get("failure_reason") or about["status"]),
            )

    def _returned(self, shop_id: ShopId, refund: _Item) -> MoneyReturned:
        return MoneyReturned(
            shop_id,
            self.code,
            str(refund["payment_intent"]),
            *_sum(refund, "amount"),
            refund_external_id=str(refund["id"]),
            refund_id=_refund_mark(refund),
        )

    def _dispute(self, shop_id: ShopId, dispute: _Item) -> DisputeChanged:
        amount, currency = _sum(dispute, "amount")
        due = (dispute.get("evidence_details") or {}).get("due_by")
        return DisputeChanged(
            shop_id,
            self.code,
            str(dispute["payment_intent"]),
            str(dispute["id"]),
            _DISPUTES[str(dispute["status"])],
            amount,
            currency,
            reason=str(dispute.get("reason") or ""),
            due_at=datetime.fromtimestamp(int(due), UTC) if due else None,
        )

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Read the session, found by its id or by our mark. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        session = await self._find(own, known)
        if session is None or session.get("client_reference_id") != str(known.intent_id):
            return []
        intent = session.get("payment_intent") or {}
        match session.get("status"), session.get("payment_status"):
            case "open", _:
                return self._open(known, session, intent)
            case "complete", "paid":
                return await self._paid(own, known, session, intent)
            case "complete", "unpaid" if intent.get("status") not in ("requires_payment_method", "canceled"):
                return [PaymentProcessing(known.shop_id, known.intent_id, self.code)]
            case "complete", "unpaid":
                return [PaymentFailed(known.shop_id, known.intent_id, self.code, _trouble(intent))]
            case "expired", _:
                return [PaymentFailed(known.shop_id, known.intent_id, self.code, "expired")]
            case status:
                log.error("stripe.unknown_status", intent_id=known.intent_id, status=str(status)[:40])
                return []

    def _open(self, known: Known, session: _Item, intent: _Item) -> list[ProviderEvent]:
        events: list[ProviderEvent] = []
        page = _page(session) if known.external_id is None else None
        if page is not None:
            events.append(PageFound(known.shop_id, known.intent_id, self.code, page))
        if intent.get("last_payment_error"):
            # A card was declined; the page takes another one.
            events.append(PaymentFailed(known.shop_id, known.intent_id, self.code, _trouble(intent), over=False))
        return events

    async def _paid(self, own: StripeSettings, known: Known, session: _Item, intent: _Item) -> list[ProviderEvent]:
        charge = intent.get("latest_charge") or {}
        amount, currency = _sum(session, "amount_total")
        events: list[ProviderEvent] = [
            MoneyArrived(
                shop_id=known.shop_id,
                intent_id=known.intent_id,
                provider=self.code,
                external_id=str(intent["id"]),
                amount=amount,
                currency=currency,
                provider_reference=str(charge.get("id") or ""),
                evidence={"session": session["id"], "method": (charge.get("payment_method_details") or {}).get("type")},
                fee=_fee(charge),
                card_hash=_card(own, charge),
            )
        ]
        if charge.get("amount_refunded"):
            events += [
                self._returned(known.shop_id, refund)
                async for refund in self._list(own, "/v1/refunds", {"payment_intent": str(intent["id"])})
                if refund.get("status") == "succeeded"
            ]
        return events

    async def whose(self, settings: BaseModel, external_id: str) -> IntentId | None:
        """Return the attempt a session, or a payment (`pi_…`), is for. Raises: ProviderDown, ProviderRefused."""
        kept = "payment_intents" if external_id.startswith("pi_") else "checkout/sessions"
        found = await self._read(_own(settings), f"/v1/{kept}/{external_id}")
        return _mark(found) if found is not None else None

    async def close(self, settings: BaseModel, known: Known) -> None:
        """Expire an open session. Raises: ProviderDown."""
        if known.external_id is not None:
            path = f"/v1/checkout/sessions/{known.external_id}/expire"
            # A session that is not open any more says so, which is as good.
            await self._call(_own(settings), "POST", path, key=f"{known.intent_id}-expire", form={})

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Give money back. Raises: ProviderDown, ProviderRefused."""
        form = {
            "payment_intent": order.external_id,
            "amount": str(_to_stripe(order.amount, order.currency)),
            "reason": "requested_by_customer",
            "metadata": {"refund_id": str(order.refund_id)},
        }
        return _refund_answer(await self._post(_own(settings), "/v1/refunds", str(order.refund_id), form))

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Find the refund by its id or by our mark. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        if order.refund_external_id:
            found = await self._read(own, f"/v1/refunds/{order.refund_external_id}")
            return _refund_answer(found) if found is not None else RefundUnheard()
        async for refund in self._list(own, "/v1/refunds", {"payment_intent": order.external_id}):
            if _refund_mark(refund) == order.refund_id:
                return _refund_answer(refund)
        return RefundUnheard()

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Return charges that succeeded and refunds. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        wanted = {"created": {"gte": str(int(since.timestamp()))}}
        lines = [
            StatementLine(str(charge["payment_intent"]), *_sum(charge, "amount"), _moment(charge), _mark(charge))
            async for charge in self._list(own, "/v1/charges", wanted)
            if charge.get("status") == "succeeded"
        ]
        lines += [
            StatementLine(
                str(refund["id"]),
                *_sum(refund, "amount"),
                _moment(refund),
                refund_of=str(refund["payment_intent"]),
                refund_id=_refund_mark(refund),
            )
            async for refund in self._list(own, "/v1/refunds", wanted)
            if refund.get("status") == "succeeded"
        ]
        return lines

    async def check(self, settings: BaseModel) -> None:
        """Ask for the account. Raises: ProviderDown, ProviderRefused: a wrong key."""
        await self._read(_own(settings), "/v1/account")

    # ── calls ────────────────────────────────────────────────────────────────────────────────────────────

    async def _find(self, own: StripeSettings, known: Known) -> _Item | None:
        if known.external_id is not None:
            return await self._read(own, f"/v1/checkout/sessions/{known.external_id}", {"expand": [_EXPANDED]})
        since = {"created": {"gte": str(int((known.created_at - _CLOCKS_DIFFER).timestamp()))}}
        expanded = {**since, "expand": ["data.payment_intent"]}
        async for session in self._list(own, "/v1/checkout/sessions", expanded):
            if session.get("client_reference_id") == str(known.intent_id):
                return session
        return None

    async def _list(self, own: StripeSettings, path: str, wanted: _Item) -> AsyncIterator[_Item]:
        """Yield what a list holds, page by page."""
        asked = {**wanted, "limit": _PAGE_SIZE}
        for _ in range(_PAGES):
            answer = await self._call(own, "GET", path, params=asked)
            if not answer.ok:
                raise ProviderRefused(_why(answer))
            items = answer.field("data") or []
            for item in items:
                yield item
            if not answer.field("has_more") or not items:
                return
            asked = {**asked, "starting_after": str(items[-1]["id"])}
        msg = "more pages than can be read"
        raise ProviderRefused(msg)

    async def _read(self, own: StripeSettings, path: str, params: _Item | None = None) -> _Item | None:
        """Return an object, None where there is none. Raises: ProviderDown, ProviderRefused."""
        answer = await self._call(own, "GET", path, params=params)
        return None if answer.status == 404 else _object(answer)

    async def _post(self, own: StripeSettings, path: str, key: str, form: _Item) -> _Item:
        return _object(await self._call(own, "POST", path, key=key, form=form))

    async def _call(
        self,
        own: StripeSettings,
        method: str,
        path: str,
        *,
        key: str = "",
        form: _Item | None = None,
        params: _Item | None = None,
    ) -> Answer:
        headers = {"Authorization": f"Bearer {own.secret_key.get_secret_value()}", "Stripe-Version": VERSION}
        if key:
            headers["Idempotency-Key"] = key
        answer = await self._http.call(
            self.code,
            method,
            f"{own.api_url.rstrip('/')}{path}",
            headers=headers,
            params=dict(_flat(params)) if params else None,
            form=dict(_flat(form)) if form is not None else None,
        )
        if answer.status == 409:
            msg = "the same call is under way"
            raise ProviderDown(msg)
        return answer


def _own(settings: BaseModel) -> StripeSettings:
    if not isinstance(settings, StripeSettings):
        msg = "these are not Stripe's settings"
        raise TypeError(msg)
    return settings


def _live(own: StripeSettings) -> bool:
    return own.secret_key.get_secret_value().startswith(("sk_live_", "rk_live_"))


def _flat(nested: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield form fields with brackets: `metadata[order_id]`, `line_items[0][quantity]`."""
    if isinstance(nested, Mapping):
        for key, value in nested.items():
            yield from _flat(value, f"{name}[{key}]" if name else str(key))
    elif isinstance(nested, list):
        for number, value in enumerate(nested):
            yield from _flat(value, f"{name}[{number}]")
    else:
        yield name, str(nested)


def _why(answer: Answer) -> str:
    error = answer.field("error") or {}
    told = [error.get("type"), error.get("code"), error.get("param")] if isinstance(error, dict) else []
    return " ".join([f"HTTP {answer.status}", *(str(word) for word in told if word)])[:200]


def _object(answer: Answer) -> _Item:
    if not answer.ok or not isinstance(answer.body, dict):
        raise ProviderRefused(_why(answer))
    return answer.body


def _verify(own: StripeSettings, notice: Notice) -> None:
    """Compare every v1 signature: there are two while a secret is being replaced."""
    secret = own.webhook_secret.get_secret_value()
    parts = [part.partition("=") for part in notice.headers.get("stripe-signature", "").split(",")]
    stamps = [value for name, _, value in parts if name.strip() == "t"]
    if not secret or len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit()):
        msg = "no signature"
        raise NoticeRefused(msg)
    expected = proof.digest(secret.encode(), f"{stamps[0]}.".encode() + notice.body).hex()
    if not any(name.strip() == "v1" and proof.same(expected, value) for name, _, value in parts):
        msg = "wrong signature"
        raise NoticeRefused(msg)
    proof.need_fresh(float(stamps[0]), own.tolerance_seconds)


def _digits(currency: str) -> int:
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in _THREE_DECIMAL else 2


def _to_stripe(amount: int, currency: str) -> int:
    """Return our minor units in Stripe's. Raises: ProviderRefused: finer than Stripe counts."""
    more = _digits(currency) - exponent(currency)
    whole, rest = divmod(amount * int(10 ** max(more, 0)), int(10 ** max(-more, 0)))
    if rest:
        msg = f"{currency} has no parts at Stripe"
        raise ProviderRefused(msg)
    return whole


def _sum(thing: _Item, name: str) -> tuple[int, str]:
    """Return Stripe's amount in our minor units, with its currency."""
    currency = str(thing["currency"]).upper()
    more = exponent(currency) - _digits(currency)
    up, down = int(10 ** max(more, 0)), int(10 ** max(-more, 0))
    return int(thing[name]) * up // down, currency


def _lines(attempt: Attempt) -> list[_Item]:
    """Return the attempt's prices; where one is a discount, which Stripe's lines cannot be, the sum alone."""
    prices = [(price.label, price.amount) for price in attempt.prices]
    if not prices or len(prices) > _MOST_LINES or any(amount <= 0 for _, amount in prices):
        prices = [(attempt.title, attempt.amount)]
    currency = attempt.currency.lower()
    return [
        {
            "quantity": 1,
            "price_data": {
                "currency": currency,
                "unit_amount": _to_stripe(amount, attempt.currency),
                "product_data": {"name": label[:250]},
            },
        }
        for label, amount in prices
    ]


def _page(session: _Item) -> Redirect | None:
    if not session.get("url"):
        return None
    return Redirect(
        str(session["url"]), str(session["id"]), until=datetime.fromtimestamp(int(session["expires_at"]), UTC)
    )


def _trouble(intent: _Item) -> str:
    error = intent.get("last_payment_error") or {}
    return str(error.get("decline_code") or error.get("code") or "failed")


def _fee(charge: _Item) -> int:
    """Return what Stripe keeps, where it is told in the charge's own currency."""
    moved = charge.get("balance_transaction")
    if not isinstance(moved, dict) or moved.get("currency") != charge.get("currency"):
        return 0
    return _sum({"currency": moved["currency"], "fee": moved.get("fee") or 0}, "fee")[0]


def _card(own: StripeSettings, charge: _Item) -> str | None:
    card = (charge.get("payment_method_details") or {}).get("card") or {}
    found = card.get("fingerprint")
    return proof.card_hash(own.secret_key.get_secret_value(), found) if found else None


def _moment(thing: _Item) -> datetime:
    return datetime.fromtimestamp(int(thing["created"]), UTC)


def _mark(thing: _Item) -> IntentId | None:
    found = proof.number((thing.get("metadata") or {}).get("intent_id"))
    return IntentId(found) if found is not None else None


def _refund_mark(refund: _Item) -> RefundId | None:
    found = proof.number((refund.get("metadata") or {}).get("refund_id"))
    return RefundId(found) if found is not None else None


def _refund_answer(refund: _Item) -> RefundAnswer:
    number = str(refund.get("id") or "")
    match refund.get("status"):
        case "succeeded":
            return RefundDone(number)
        case "failed" | "canceled":
            return RefundRefused(str(refund.get("failure_reason") or refund["status"]))
        case _:
            return RefundPending(number)
