"""BAZU (bazucompany.com): a page of theirs, and webhooks that only make us ask.

No official documentation was found, so whatever is not certain is a setting, and the whole is off until it is
switched on. A webhook is never believed: the payment is read again with our own key. A status word that nobody
told us about moves nothing; it is logged, and the payment is asked about again.
"""

from base64 import b64encode
from typing import Any, Literal

import orjson
import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from core.kit.http import Answer
from db.types.ids import IntentId, ShopId
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
    PaymentFailed,
    PaymentProcessing,
    ProviderEvent,
    ProviderRefused,
    Redirect,
    RefundAnswer,
    RefundDone,
    RefundOrder,
    RefundPending,
    RefundRefused,
    RefundUnheard,
)
from payments.sums import minor_of, scaled

log = structlog.get_logger(__name__)
API = "https://api.bazucompany.com/v1"
_PAID = ("succeeded", "refunded")
_OPEN = ("created",)


class BazuSettings(BaseModel):
    """How to speak to BAZU."""

    model_config = ConfigDict(frozen=True)

    enabled: bool = Field(default=False, title="Switched on", description="Offered to buyers once a key is set.")
    api_url: str = Field(default=API, title="API address", description="Without a slash at the end.")
    api_key: SecretStr = Field(default=SecretStr(""), title="API key")
    webhook_secret: SecretStr = Field(
        default=SecretStr(""), title="Webhook secret", description="Empty: webhooks are taken as unproven hints."
    )
    signature_header: str = Field(default="X-Bazu-Signature", title="Header of the signature")
    timestamp_header: str = Field(
        default="X-Bazu-Timestamp", title="Header of the time", description="Empty: no time is sent."
    )
    signature_mode: Literal["body", "timestamp.body"] = Field(default="body", title="What is signed")
    signature_encoding: Literal["hex", "base64"] = Field(default="hex", title="How the signature is written")
    tolerance_seconds: int = Field(default=300, ge=1, le=86400, title="How old a webhook may be, seconds")
    amount_unit: Literal["major", "minor"] = Field(default="major", title="Unit of sums")
    allowed_ips: str = Field(
        default="", title="Addresses webhooks come from", description="IPs or networks by commas. Empty: any."
    )
    redirect_fields: str = Field(
        default="confirmation_url,payment_url,url,checkout_url",
        title="Fields with the page's address",
        description="Names by commas; the first that is there counts.",
    )
    return_field: str = Field(
        default="", title="Field for the way back", description="Where to send the buyer afterwards. Empty: not sent."
    )
    refunded_field: str = Field(
        default="refunded_amount",
        title="Field with the sum that went back",
        description="Empty: BAZU does not tell it, and partial refunds are paid by hand.",
    )


class Bazu(BaseProvider):
    """Cards and wallets through BAZU's page."""

    code = "bazu"
    settings_model: type[BaseModel] = BazuSettings
    takes_webhooks = True
    can_look_up = True
    has_statement = False  # no call of the API lists payments
    refunds_in_turn = True

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether it is switched on with a key."""
        own = _own(settings)
        return own.enabled and bool(own.api_key.get_secret_value()) and currency != "XTR"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Redirect:
        """Create a payment. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        body: dict[str, Any] = {
            "amount": _number(own, attempt.amount, attempt.currency),
            "currency": attempt.currency,
            "description": attempt.description[:250],
            "metadata": {"orderId": str(attempt.order_id), "intentId": str(attempt.intent_id)},
        }
        if own.return_field and attempt.return_url:
            body[own.return_field] = attempt.return_url
        answer = await self._call(own, "POST", "/payments", str(attempt.intent_id), body)
        found, url = answer.field("id"), _page_of(own, answer)
        if not answer.ok or not isinstance(found, str) or url is None:
            raise ProviderRefused(_why(answer))
        return Redirect(url, found)

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Verify, and ask about the payment it names. Raises: NoticeRefused."""
        own = _own(settings)
        proof.need_size(notice.body)
        if own.allowed_ips:
            proof.need_address(notice.remote, _listed(own.allowed_ips))
        _verify(own, notice)
        try:
            said = orjson.loads(notice.body)
            payment_id = said["payment_id"]
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            msg = "not a payment of BAZU's"
            raise NoticeRefused(msg) from error
        if not isinstance(payment_id, str) or not _is_id(payment_id):
            msg = "not a payment of BAZU's"
            raise NoticeRefused(msg)
        hints = {name: str(said[name])[:64] for name in ("amount", "currency") if name in said}
        return [Ask(shop_id, self.code, payment_id, said=hints)]

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Read the payment. Nobody can be asked by our own key: without the payment's id nothing is known.

        Raises: ProviderDown, ProviderRefused.
        """
        own = _own(settings)
        if known.external_id is None:
            return []
        answer = await self._read(own, known.external_id)
        if answer is None or _mark(answer) not in (None, known.intent_id):
            log.error("bazu.not_ours", intent_id=known.intent_id, payment_id=known.external_id)
            return []
        status = answer.field("status")
        if status in _PAID:
            return self._money(own, known, answer)
        if status == "processing":
            return [PaymentProcessing(known.shop_id, known.intent_id, self.code)]
        if status == "failed":
            return [PaymentFailed(known.shop_id, known.intent_id, self.code, str(answer.field("reason") or "failed"))]
        if status not in _OPEN:
            log.error("bazu.unknown_status", intent_id=known.intent_id, status=str(status)[:40])
        return []

    def _money(self, own: BazuSettings, known: Known, answer: Answer) -> list[ProviderEvent]:
        """Return what was paid, and what of it went back."""
        sums = _sum_of(own, answer, known)
        if sums is None or known.external_id is None:
            log.error("bazu.unknown_sum", intent_id=known.intent_id)
            return []
        amount, currency = sums
        events: list[ProviderEvent] = [
            MoneyArrived(known.shop_id, known.intent_id, self.code, known.external_id, amount, currency)
        ]
        back = _returned(own, answer, amount, currency)
        if back:
            events.append(MoneyReturned(known.shop_id, self.code, known.external_id, back, currency, in_all=True))
        return events

    async def whose(self, settings: BaseModel, external_id: str) -> IntentId | None:
        """Return the attempt in the payment's metadata. Raises: ProviderDown, ProviderRefused."""
        answer = await self._read(_own(settings), external_id)
        return _mark(answer) if answer is not None else None

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Ask for the money back, then read the payment again. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        whole = order.amount == order.charge_amount
        if not whole and not own.refunded_field:
            return RefundRefused("partial refunds cannot be followed")
        body = {} if whole else {"amount": _number(own, order.amount, order.currency)}
        path = f"/payments/{order.external_id}/refund"
        answer = await self._call(own, "POST", path, str(order.refund_id), body)
        found = await self.look_up_refund(settings, order)
        if isinstance(found, RefundDone):
            return RefundDone(str(answer.field("refund_id") or ""))
        return RefundPending() if answer.ok else RefundRefused(_why(answer))

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Compare what went back in all with what had gone back before. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        answer = await self._read(own, order.external_id)
        if answer is None:
            return RefundRefused("the payment is not there")
        back = _returned(own, answer, order.charge_amount, order.currency)
        if back >= order.refunded_before + order.amount:
            return RefundDone()
        if back > order.refunded_before:
            return RefundRefused("a part went back otherwise")
        return RefundUnheard()

    async def check(self, settings: BaseModel) -> None:
        """Ask for a payment that is not there: the answer tells whether the key is right."""
        await self._read(_own(settings), "check")

    async def _read(self, own: BazuSettings, payment_id: str) -> Answer | None:
        """Return a payment, None where there is none. Raises: ProviderDown, ProviderRefused."""
        answer = await self._call(own, "GET", f"/payments/{payment_id}")
        if answer.status == 404:
            return None
        if not answer.ok or answer.field("id") not in (None, payment_id):
            raise ProviderRefused(_why(answer))
        return answer

    async def _call(
        self, own: BazuSettings, method: str, path: str, key: str = "", body: dict[str, Any] | None = None
    ) -> Answer:
        headers = {"Authorization": f"Bearer {own.api_key.get_secret_value()}"}
        if key:
            headers["Idempotency-Key"] = key
        return await self._http.call(self.code, method, f"{own.api_url.rstrip('/')}{path}", headers=headers, json=body)


def _own(settings: BaseModel) -> BazuSettings:
    if not isinstance(settings, BazuSettings):
        msg = "these are not BAZU's settings"
        raise TypeError(msg)
    return settings


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _is_id(text: str) -> bool:
    """An id goes into an address: letters, figures, and what ids are joined with."""
    return 0 < len(text) <= 100 and text.isascii() and all(letter.isalnum() or letter in "_-" for letter in text)


def _why(answer: Answer) -> str:
    return f"HTTP {answer.status} {answer.field('error') or ''} {answer.field('message') or ''}".strip()[:200]


def _verify(own: BazuSettings, notice: Notice) -> None:
    secret = own.webhook_secret.get_secret_value()
    if not secret:
        log.warning("bazu.unproven_notice")
        return
    given = notice.headers.get(own.signature_header.lower(), "").removeprefix("sha256=")
    stamp = notice.headers.get(own.timestamp_header.lower(), "") if own.timestamp_header else ""
    message = notice.body
    if own.signature_mode == "timestamp.body":
        message = f"{stamp}.".encode() + notice.body
    made = proof.digest(secret.encode(), message)
    expected = made.hex() if own.signature_encoding == "hex" else b64encode(made).decode()
    if not given or not proof.same(expected, given):
        msg = "wrong signature"
        raise NoticeRefused(msg)
    if stamp or own.signature_mode == "timestamp.body":
        if not (stamp.isascii() and stamp.isdigit()):
            msg = "no time"
            raise NoticeRefused(msg)
        proof.need_fresh(float(stamp), own.tolerance_seconds)


def _number(own: BazuSettings, amount: int, currency: str) -> int | float:
    """Return a JSON number: whole minor units, or major units with the currency's decimals."""
    if own.amount_unit == "minor":
        return amount
    # The only float of the house: two decimals survive it, and nothing is ever reckoned with it.
    scale = minor_of(1, currency)
    return amount // scale if amount % scale == 0 else amount / scale


def _read_sum(own: BazuSettings, value: object, currency: str) -> int:
    """Raises: ValueError."""
    return minor_of(value, currency) if own.amount_unit == "major" else scaled(value, 0)


def _sum_of(own: BazuSettings, answer: Answer, known: Known) -> tuple[int, str] | None:
    """Return amount and currency of a payment, from the answer or else from the notice; None: nobody tells."""
    amount = answer.field("amount")
    currency = answer.field("currency")
    amount = known.said.get("amount") if amount is None else amount
    currency = known.said.get("currency") if currency is None else currency
    try:
        return _read_sum(own, amount, str(currency)), str(currency)
    except ValueError:
        return None


def _returned(own: BazuSettings, answer: Answer, amount: int, currency: str) -> int:
    """Return how much of a payment went back in all, in minor units."""
    told = answer.field(own.refunded_field) if own.refunded_field else None
    if told is not None:
        try:
            return _read_sum(own, told, currency)
        except ValueError:
            log.error("bazu.unknown_sum", field=own.refunded_field)  # noqa: TRY400 - the sum itself says nothing
    return amount if answer.field("status") == "refunded" else 0


def _mark(answer: Answer) -> IntentId | None:
    found = proof.number(answer.field("metadata", "intentId"))
    return IntentId(found) if found is not None else None


def _page_of(own: BazuSettings, answer: Answer) -> str | None:
    for name in _listed(own.redirect_fields):
        url = answer.field(name)
        if isinstance(url, str) and url.startswith(("https://", "http://")):
            return url
    return None
