"""YooKassa: bank cards, SBP and YooMoney on its own page, with receipts of 54-FZ.

Source: yookassa.ru/developers. Notifications are not signed: their sender's address is checked, and whatever they
say, the payment is read again. Our ids are the keys of idempotency; the answer 500 means "unknown", never "no".
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import orjson
import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr
from yarl import URL

from core.kit.http import Answer
from db.types.ids import IntentId, RefundId, ShopId
from payments import proof
from payments.http import ProviderHttp
from payments.protocol import (
    Ask,
    Attempt,
    BaseProvider,
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
    ReceiptLine,
    Redirect,
    RefundAnswer,
    RefundDone,
    RefundOrder,
    RefundPending,
    RefundRefused,
    RefundUnheard,
    StatementLine,
)
from payments.receipts import MOST_ITEMS, Fiscal, fiscal_receipt
from payments.sums import decimal_text, minor_of

log = structlog.get_logger(__name__)
API = "https://api.yookassa.ru/v3"
# Where its notifications come from (its own SDK's list).
ADDRESSES = (
    "185.71.76.0/27",
    "185.71.77.0/27",
    "77.75.153.0/25",
    "77.75.154.128/25",
    "77.75.156.11",
    "77.75.156.35",
    "2a02:5180:0:1509::/64",
    "2a02:5180:0:2655::/64",
    "2a02:5180:0:1533::/64",
    "2a02:5180:0:2669::/64",
)
# An unconfirmed payment lives for about an hour.
_PAGE_LIVES = timedelta(hours=1)
_CLOCKS_DIFFER = timedelta(minutes=5)
_PAGE_SIZE, _PAGES = "100", 1000
_Item = dict[str, Any]


class YooKassaSettings(BaseModel):
    """A shop at YooKassa."""

    model_config = ConfigDict(frozen=True)

    api_url: str = Field(default=API, title="API address")
    shop_id: str = Field(default="", title="Shop id", description="The number in your YooKassa profile.")
    secret_key: SecretStr = Field(
        default=SecretStr(""), title="Secret key", description="A key that begins with test_ is a test shop's."
    )
    method: Literal["", "bank_card", "sbp", "yoo_money"] = Field(
        default="", title="Way to pay", description="Empty: the buyer chooses on YooKassa's page."
    )
    two_stage: bool = Field(
        default=False, title="Reserve first", description="Money is reserved, then taken when the shop has seen it."
    )
    accept_test: bool = Field(
        default=False, title="Believe test payments", description="A live shop must leave this off."
    )
    check_addresses: Literal["auto", "on", "off"] = Field(
        default="auto", title="Check where notifications come from", description="auto: on for the real API address."
    )
    receipts: bool = Field(default=False, title="Send receipts (54-FZ)")
    receipt_email: str = Field(
        default="", title="E-mail for receipts", description="Used when the buyer left neither phone nor e-mail."
    )
    tax_system_code: int | None = Field(default=None, ge=1, le=6, title="Tax system code")
    default_vat_code: int = Field(
        default=1, ge=1, le=12, title="VAT code", description="For rates that have no code of their own."
    )
    payment_subject: str = Field(default="commodity", title="Subject of payment")
    delivery_subject: str = Field(default="service", title="Subject of payment: delivery")
    payment_mode: str = Field(default="full_payment", title="Mode of payment")

    @property
    def live(self) -> bool:
        """Return whether a test payment must not be believed."""
        return not self.accept_test and not self.secret_key.get_secret_value().startswith("test_")


class YooKassa(BaseProvider):
    """Payments on YooKassa's page."""

    code = "yookassa"
    settings_model: type[BaseModel] = YooKassaSettings
    takes_webhooks = True
    can_look_up = True
    has_statement = True

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether shop and key are set, for roubles."""
        own = _own(settings)
        return bool(own.shop_id and own.secret_key.get_secret_value()) and currency == "RUB"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Redirect:
        """Create a payment. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        body: dict[str, Any] = {
            "amount": _money(attempt.amount, attempt.currency),
            "capture": not own.two_stage,
            "confirmation": {
                "type": "redirect",
                "return_url": attempt.return_url or "https://t.me",
                "locale": "ru_RU" if attempt.language == "ru" else "en_US",
            },
            "description": attempt.title[:128],
            "metadata": {"order_id": str(attempt.order_id), "intent_id": str(attempt.intent_id)},
        }
        if own.method:
            body["payment_method_data"] = {"type": own.method}
        receipt = _receipt(own, attempt.receipt, attempt.currency, attempt.phone, attempt.email)
        if receipt is not None:
            body["receipt"] = receipt
        page = _page(await self._post(own, "/payments", str(attempt.intent_id), body))
        if page is None:
            msg = "the payment is over already"
            raise ProviderRefused(msg)
        return page

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Check the sender, and ask about the payment it names. Raises: NoticeRefused."""
        own = _own(settings)
        proof.need_size(notice.body)
        if own.check_addresses == "on" or (own.check_addresses == "auto" and URL(own.api_url).host == URL(API).host):
            proof.need_address(notice.remote, ADDRESSES)
        try:
            said = orjson.loads(notice.body)
            event, about = said["event"], said["object"]
            kind = str(event).partition(".")[0]
            payment_id = str(about["payment_id"] if kind == "refund" else about["id"])
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            msg = "not a notification of YooKassa's"
            raise NoticeRefused(msg) from error
        if not _is_id(payment_id):
            msg = "not a notification of YooKassa's"
            raise NoticeRefused(msg)
        return [Ask(shop_id, self.code, payment_id)] if kind in ("payment", "refund") else []

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Read the payment, found by its id or by our mark. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        payment = await self._find(own, known)
        if payment is None or _mark(payment) != known.intent_id:
            return []
        if payment.get("test") and own.live:
            log.error("yookassa.test_payment", intent_id=known.intent_id, payment_id=payment.get("id"))
            return []
        match payment.get("status"):
            case "pending":
                page = _page(payment) if known.external_id is None else None
                return [PageFound(known.shop_id, known.intent_id, self.code, page)] if page else []
            case "waiting_for_capture":
                return await self._reserved(own, known, payment)
            case "succeeded":
                return await self._paid(own, known, payment)
            case "canceled":
                return [self._failed(known, payment)]
            case status:
                log.error("yookassa.unknown_status", intent_id=known.intent_id, status=str(status)[:40])
                return []

    async def _reserved(self, own: YooKassaSettings, known: Known, payment: _Item) -> list[ProviderEvent]:
        """Take reserved money that is wanted, let go of the rest."""
        under_way = PaymentProcessing(known.shop_id, known.intent_id, self.code, authorized=True)
        if known.over or _sum(payment) != (known.amount, known.currency):
            canceled = await self._post(own, f"/payments/{payment['id']}/cancel", f"{known.intent_id}-cancel", {})
            return [self._failed(known, canceled)]
        captured = await self._post(own, f"/payments/{payment['id']}/capture", f"{known.intent_id}-capture", {})
        if captured.get("status") == "succeeded":
            return [under_way, *await self._paid(own, known, captured)]
        return [under_way]

    async def _paid(self, own: YooKassaSettings, known: Known, payment: _Item) -> list[ProviderEvent]:
        amount, currency = _sum(payment)
        events: list[ProviderEvent] = [
            MoneyArrived(
                shop_id=known.shop_id,
                intent_id=known.intent_id,
                provider=self.code,
                external_id=str(payment["id"]),
                amount=amount,
                currency=currency,
                provider_reference=str((payment.get("authorization_details") or {}).get("rrn") or ""),
                evidence={"method": (payment.get("payment_method") or {}).get("type")},
                fee=_fee(payment, amount),
                card_hash=_card(own, payment),
            )
        ]
        if _sum(payment, "refunded_amount")[0]:
            events += [
                MoneyReturned(
                    known.shop_id,
                    self.code,
                    str(payment["id"]),
                    *_sum(refund),
                    refund_external_id=str(refund["id"]),
                    refund_id=_refund_mark(refund),
                )
                async for refund in self._list(own, "/refunds", {"payment_id": str(payment["id"])})
                if refund.get("status") == "succeeded"
            ]
        return events

    def _failed(self, known: Known, payment: _Item) -> PaymentFailed:
        reason = str((payment.get("cancellation_details") or {}).get("reason") or "canceled")
        return PaymentFailed(known.shop_id, known.intent_id, self.code, reason)

    async def whose(self, settings: BaseModel, external_id: str) -> IntentId | None:
        """Return the attempt in the payment's metadata. Raises: ProviderDown, ProviderRefused."""
        payment = await self._read(_own(settings), f"/payments/{external_id}")
        return _mark(payment) if payment is not None else None

    async def close(self, settings: BaseModel, known: Known) -> None:
        """Let go of reserved money; a page nobody has paid on closes by itself. Raises: ProviderDown."""
        own = _own(settings)
        payment = await self._read(own, f"/payments/{known.external_id}") if known.external_id else None
        if payment is not None and payment.get("status") == "waiting_for_capture":
            await self._post(own, f"/payments/{payment['id']}/cancel", f"{known.intent_id}-cancel", {})

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Give money back. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        body: dict[str, Any] = {
            "payment_id": order.external_id,
            "amount": _money(order.amount, order.currency),
            "metadata": {"refund_id": str(order.refund_id)},
        }
        receipt = _receipt(own, order.receipt, order.currency, order.phone, order.email)
        if receipt is not None:
            body["receipt"] = receipt
        return _refund_answer(await self._post(own, "/refunds", str(order.refund_id), body))

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Find the refund by its id or by our mark. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        if order.refund_external_id:
            found = await self._read(own, f"/refunds/{order.refund_external_id}")
            return _refund_answer(found) if found is not None else RefundUnheard()
        async for refund in self._list(own, "/refunds", {"payment_id": order.external_id}):
            if _refund_mark(refund) == order.refund_id:
                return _refund_answer(refund)
        return RefundUnheard()

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Return payments that succeeded and refunds. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        wanted = {"status": "succeeded", "created_at.gte": _iso(since)}
        lines = [
            StatementLine(str(paid["id"]), *_sum(paid), _moment(paid, "captured_at"), _mark(paid))
            async for paid in self._list(own, "/payments", wanted)
            if not (paid.get("test") and own.live)
        ]
        lines += [
            StatementLine(
                str(refund["id"]),
                *_sum(refund),
                _moment(refund, "created_at"),
                refund_of=str(refund["payment_id"]),
                refund_id=_refund_mark(refund),
            )
            async for refund in self._list(own, "/refunds", wanted)
        ]
        return lines

    async def check(self, settings: BaseModel) -> None:
        """Ask who we are. Raises: ProviderDown, ProviderRefused: wrong keys, or a test shop's for a live one."""
        own = _own(settings)
        me = await self._read(own, "/me")
        if me is not None and me.get("test") and own.live:
            msg = "this is a test shop"
            raise ProviderRefused(msg)

    # ── calls ────────────────────────────────────────────────────────────────────────────────────────────

    async def _find(self, own: YooKassaSettings, known: Known) -> _Item | None:
        if known.external_id is not None:
            return await self._read(own, f"/payments/{known.external_id}")
        since = {"created_at.gte": _iso(known.created_at - _CLOCKS_DIFFER)}
        async for payment in self._list(own, "/payments", since):
            if _mark(payment) == known.intent_id:
                return payment
        return None

    async def _list(self, own: YooKassaSettings, path: str, wanted: dict[str, str]) -> AsyncIterator[_Item]:
        """Yield what a list holds, page by page."""
        asked = {**wanted, "limit": _PAGE_SIZE}
        for _ in range(_PAGES):
            answer = await self._call(own, "GET", path, params=asked)
            if not answer.ok:
                raise ProviderRefused(_why(answer))
            for item in answer.field("items") or ():
                yield item
            cursor = answer.field("next_cursor")
            if not cursor:
                return
            asked = {**asked, "cursor": str(cursor)}
        msg = "more pages than can be read"
        raise ProviderRefused(msg)

    async def _read(self, own: YooKassaSettings, path: str) -> _Item | None:
        """Return an object, None where there is none. Raises: ProviderDown, ProviderRefused."""
        answer = await self._call(own, "GET", path)
        if answer.status == 404:
            return None
        return _object(answer)

    async def _post(self, own: YooKassaSettings, path: str, key: str, body: dict[str, Any]) -> _Item:
        return _object(await self._call(own, "POST", path, key=key, body=body))

    async def _call(
        self,
        own: YooKassaSettings,
        method: str,
        path: str,
        *,
        key: str = "",
        body: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
    ) -> Answer:
        answer = await self._http.call(
            self.code,
            method,
            f"{own.api_url.rstrip('/')}{path}",
            headers={"Idempotence-Key": key} if key else None,
            params=params,
            json=body,
            auth=(own.shop_id, own.secret_key.get_secret_value()),
        )
        if answer.status == 202:
            msg = "still being processed"
            raise ProviderDown(msg)
        return answer


def _own(settings: BaseModel) -> YooKassaSettings:
    if not isinstance(settings, YooKassaSettings):
        msg = "these are not YooKassa's settings"
        raise TypeError(msg)
    return settings


def _is_id(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.replace("-", "").isalnum()


def _why(answer: Answer) -> str:
    return f"HTTP {answer.status} {answer.field('code') or ''} {answer.field('parameter') or ''}".strip()[:200]


def _object(answer: Answer) -> _Item:
    if not answer.ok or not isinstance(answer.body, dict):
        raise ProviderRefused(_why(answer))
    return answer.body


def _page(payment: _Item) -> Redirect | None:
    url = (payment.get("confirmation") or {}).get("confirmation_url")
    if not url:
        return None
    return Redirect(str(url), str(payment["id"]), until=_moment(payment, "created_at") + _PAGE_LIVES)


def _money(amount: int, currency: str) -> dict[str, str]:
    return {"value": decimal_text(amount, currency), "currency": currency}


def _sum(thing: _Item, name: str = "amount") -> tuple[int, str]:
    """Return a sum in minor units with its currency. Raises: ProviderDown: it cannot be read."""
    told = thing.get(name) or {"value": "0", "currency": "RUB"}
    try:
        return minor_of(told["value"], str(told["currency"])), str(told["currency"])
    except (KeyError, TypeError, ValueError) as error:
        msg = "a sum that cannot be read"
        raise ProviderDown(msg) from error


def _fee(payment: _Item, amount: int) -> int:
    """Return what YooKassa keeps, where it tells."""
    return max(amount - _sum(payment, "income_amount")[0], 0) if payment.get("income_amount") else 0


def _card(own: YooKassaSettings, payment: _Item) -> str | None:
    card = (payment.get("payment_method") or {}).get("card")
    if not card:
        return None
    told = [card.get(name) for name in ("first6", "last4", "expiry_month", "expiry_year")]
    return proof.card_hash(own.secret_key.get_secret_value(), *told)


def _mark(payment: _Item) -> IntentId | None:
    found = proof.number((payment.get("metadata") or {}).get("intent_id"))
    return IntentId(found) if found is not None else None


def _refund_mark(refund: _Item) -> RefundId | None:
    found = proof.number((refund.get("metadata") or {}).get("refund_id"))
    return RefundId(found) if found is not None else None


def _refund_answer(refund: _Item) -> RefundAnswer:
    number = str(refund.get("id") or "")
    match refund.get("status"):
        case "succeeded":
            return RefundDone(number)
        case "canceled":
            return RefundRefused(str((refund.get("cancellation_details") or {}).get("reason") or "canceled"))
        case _:
            return RefundPending(number)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment(thing: _Item, name: str) -> datetime:
    try:
        return datetime.fromisoformat(str(thing.get(name) or thing["created_at"]))
    except (KeyError, ValueError):
        return datetime.now(UTC)


# ── receipts ─────────────────────────────────────────────────────────────────────────────────────────────


def _receipt(
    own: YooKassaSettings, lines: tuple[ReceiptLine, ...], currency: str, phone: str | None, email: str | None
) -> dict[str, Any] | None:
    """Return a receipt whose items add up to the lines; None where none is to be sent."""
    if not own.receipts or not lines:
        return None
    customer = {"email": email or own.receipt_email} if email or not phone else {"phone": phone.lstrip("+")}
    fiscal = Fiscal(
        own.tax_system_code, own.default_vat_code, own.payment_subject, own.delivery_subject, own.payment_mode
    )
    receipt = fiscal_receipt(lines, currency, customer=customer, fiscal=fiscal)
    if len(receipt["items"]) > MOST_ITEMS:
        msg = f"a receipt has {MOST_ITEMS} lines at most"
        raise ProviderRefused(msg)
    return receipt
