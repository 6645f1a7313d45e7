"""Crypto Pay (@CryptoBot): an invoice in the shop's currency paid in any coin, or in one coin at a frozen rate.

Source: help.send.tg, Crypto Pay API. Creating has no idempotency key: our attempt's id is the invoice's payload, and
an invoice whose creation got no answer is looked for by it. There is no refund: staff pay it back by hand, or, where
the shop agrees to it, `transfer` does, once per refund. Amounts are decimal text, never floats.
"""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any, Literal

import orjson
import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from db.types.ids import IntentId, RefundId, ShopId
from db.types.money import Money
from payments import proof
from payments.http import ProviderHttp
from payments.protocol import (
    Ask,
    Attempt,
    BaseProvider,
    Known,
    MoneyArrived,
    Notice,
    NoticeRefused,
    PageFound,
    PaymentFailed,
    ProviderDown,
    ProviderEvent,
    ProviderRefused,
    Redirect,
    RefundAnswer,
    RefundByHand,
    RefundDone,
    RefundOrder,
    RefundRefused,
    RefundUnheard,
    StatementLine,
)
from payments.sums import decimal_text, minor_of, scaled

log = structlog.get_logger(__name__)
API = "https://pay.crypt.bot/api"
FIAT = frozenset("USD EUR RUB BYN UAH GBP CNY KZT UZS GEL TRY AMD THB INR BRL IDR AZN AED PLN ILS".split())
# Coins are counted in billionths here, whatever their own decimals; prices are rounded up to fewer.
_COIN_DIGITS = 9
_PRICE_DIGITS = {"BTC": 8, "ETH": 8}
_PAGE_SIZE, _PAGES = 1000, 100
_Item = dict[str, Any]


class CryptoPaySettings(BaseModel):
    """An application at Crypto Pay."""

    model_config = ConfigDict(frozen=True)

    api_url: str = Field(
        default=API, title="API address", description="The test network: https://testnet-pay.crypt.bot/api"
    )
    token: SecretStr = Field(
        default=SecretStr(""), title="API token", description="From @CryptoBot → Crypto Pay → My Apps."
    )
    price_in: Literal["fiat", "crypto"] = Field(
        default="fiat", title="Price", description="fiat: in the shop's currency. crypto: in one coin, rate frozen."
    )
    asset: str = Field(default="USDT", title="Coin of the price")
    accepted_assets: str = Field(default="", title="Coins taken", description="By commas. Empty: all. Price in fiat.")
    expires_in: int = Field(default=3600, ge=60, le=2678400, title="How long an invoice lives, seconds")
    tolerance_seconds: int = Field(default=900, ge=1, le=86400, title="How old a webhook may be, seconds")
    transfer_refunds: bool = Field(
        default=False,
        title="Refund by transfer",
        description="Sends coins back from the application's balance; transfers must be allowed in @CryptoBot.",
    )


class CryptoPay(BaseProvider):
    """Coins through @CryptoBot."""

    code = "cryptopay"
    settings_model: type[BaseModel] = CryptoPaySettings
    takes_webhooks = True
    can_look_up = True
    has_statement = True

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether a token is set, for currencies that Crypto Pay knows a rate of."""
        return bool(_own(settings).token.get_secret_value()) and currency in FIAT

    async def present(self, settings: BaseModel, attempt: Attempt) -> Redirect:
        """Create an invoice. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        asked: _Item = {
            "description": attempt.title[:1024],
            "payload": f"{attempt.intent_id}:{attempt.amount}:{attempt.currency}",
            "expires_in": own.expires_in,
            "allow_comments": False,
        }
        if attempt.return_url:
            asked |= {"paid_btn_name": "openBot", "paid_btn_url": attempt.return_url}
        details: _Item = {}
        if own.price_in == "fiat":
            asked |= {
                "currency_type": "fiat",
                "fiat": attempt.currency,
                "amount": decimal_text(attempt.amount, attempt.currency),
            }
            if own.accepted_assets:
                asked["accepted_assets"] = ",".join(part.strip() for part in own.accepted_assets.split(","))
        else:
            rate = await self._rate(own, attempt.currency)
            price = _price(attempt.amount, attempt.currency, rate, own.asset)
            asked |= {"currency_type": "crypto", "asset": own.asset, "amount": f"{price:f}"}
            details = {"rate": f"{rate:f}"}
        return _page(await self._call(own, "createInvoice", asked), details)

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Verify, and ask about the invoice it names. Raises: NoticeRefused."""
        own = _own(settings)
        proof.need_size(notice.body)
        key = hashlib.sha256(own.token.get_secret_value().encode()).digest()
        given = notice.headers.get("crypto-pay-api-signature", "")
        if not given or not proof.same(proof.digest(key, notice.body).hex(), given):
            msg = "wrong signature"
            raise NoticeRefused(msg)
        try:
            said = orjson.loads(notice.body)
            sent = datetime.fromisoformat(said["request_date"])
            invoice_id = int(said["payload"]["invoice_id"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            msg = "not a notice of Crypto Pay's"
            raise NoticeRefused(msg) from error
        proof.need_fresh((sent if sent.tzinfo else sent.replace(tzinfo=UTC)).timestamp(), own.tolerance_seconds)
        return [Ask(shop_id, self.code, str(invoice_id))] if said.get("update_type") == "invoice_paid" else []

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Read the invoice, found by its id or by our mark. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        invoice = await self._find(own, known)
        if invoice is None or _mark(invoice)[0] != known.intent_id:
            return []
        match invoice.get("status"):
            case "active" if known.external_id is None:
                return [PageFound(known.shop_id, known.intent_id, self.code, _page(invoice, known.details))]
            case "active":
                return []
            case "paid":
                return [self._paid(known, invoice)]
            case "expired":
                return [PaymentFailed(known.shop_id, known.intent_id, self.code, "expired")]
            case status:
                log.error("cryptopay.unknown_status", intent_id=known.intent_id, status=str(status)[:40])
                return []

    def _paid(self, known: Known, invoice: _Item) -> MoneyArrived:
        amount, currency = _worth(invoice, known)
        told = ("paid_asset", "paid_amount", "paid_fiat_rate", "fee_asset", "fee_amount", "fee_in_usd")
        return MoneyArrived(
            shop_id=known.shop_id,
            intent_id=known.intent_id,
            provider=self.code,
            external_id=str(invoice["invoice_id"]),
            amount=amount,
            currency=currency,
            provider_reference=str(invoice.get("hash") or ""),
            evidence={name: str(invoice[name]) for name in told if invoice.get(name) is not None},
            in_parts=invoice.get("currency_type") == "crypto",
        )

    async def whose(self, settings: BaseModel, external_id: str) -> IntentId | None:
        """Return the attempt an invoice is for. Raises: ProviderDown, ProviderRefused."""
        invoice = await self._invoice(_own(settings), external_id)
        return _mark(invoice)[0] if invoice is not None else None

    async def close(self, settings: BaseModel, known: Known) -> None:
        """Delete an invoice nobody has paid. Raises: ProviderDown."""
        if known.external_id is None:
            return
        try:
            await self._call(_own(settings), "deleteInvoice", {"invoice_id": int(known.external_id)})
        except ProviderRefused as refused:
            log.info("cryptopay.not_deleted", intent_id=known.intent_id, why=str(refused))

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Leave it to staff, or send the coins that were paid back in their part. Raises: ProviderDown."""
        own = _own(settings)
        if not own.transfer_refunds or order.payer_telegram_id is None:
            return RefundByHand()
        invoice = await self._invoice(own, order.external_id)
        if invoice is None:
            return RefundByHand()
        asset = str(invoice.get("paid_asset") or invoice.get("asset") or "")
        try:
            paid = scaled(invoice.get("paid_amount") or invoice.get("amount"), _COIN_DIGITS)
        except ValueError:
            return RefundByHand()
        coins = Decimal(paid * order.amount // order.charge_amount).scaleb(-_COIN_DIGITS)
        asked = {"user_id": order.payer_telegram_id, "asset": asset, "amount": f"{coins:f}", "spend_id": _spend(order)}
        try:
            sent = await self._call(own, "transfer", asked)
        except ProviderRefused as refused:
            # An id that was used before is refused too: then the money has gone.
            found = await self.look_up_refund(settings, order)
            return found if isinstance(found, RefundDone) else RefundRefused(str(refused))
        return RefundDone(str(sent.get("transfer_id") or ""))

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Find the transfer by our own id. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        if not own.transfer_refunds:
            return RefundByHand()
        found = await self._call(own, "getTransfers", {"spend_id": _spend(order)})
        for transfer in found.get("items") or ():
            if transfer.get("spend_id") == _spend(order):
                return RefundDone(str(transfer.get("transfer_id") or ""))
        return RefundUnheard()

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Return paid invoices, and transfers that were refunds. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        lines: list[StatementLine] = []
        async for invoice in self._list(own, "getInvoices", {"status": "paid"}):
            at = _moment(invoice.get("paid_at"))
            if at >= since:
                intent_id, amount, currency = _asked(invoice)
                lines.append(StatementLine(str(invoice["invoice_id"]), amount, currency, at, intent_id))
        async for transfer in self._list(own, "getTransfers", {}):
            at = _moment(transfer.get("completed_at"))
            refund = _refund_of(transfer)
            if refund is not None and at >= since:
                refund_id, invoice_id, amount, currency = refund
                lines.append(
                    StatementLine(
                        str(transfer["transfer_id"]), amount, currency, at, refund_of=invoice_id, refund_id=refund_id
                    )
                )
        return lines

    async def check(self, settings: BaseModel) -> None:
        """Ask who we are. Raises: ProviderDown, ProviderRefused: a wrong token."""
        await self._call(_own(settings), "getMe", {})

    # ── calls ────────────────────────────────────────────────────────────────────────────────────────────

    async def _find(self, own: CryptoPaySettings, known: Known) -> _Item | None:
        if known.external_id is not None:
            return await self._invoice(own, known.external_id)
        async for invoice in self._list(own, "getInvoices", {}):
            if _mark(invoice)[0] == known.intent_id:
                return invoice
            if _moment(invoice.get("created_at")).timestamp() < known.created_at.timestamp() - 300:
                return None  # newest first: older ones cannot be it
        return None

    async def _invoice(self, own: CryptoPaySettings, invoice_id: str) -> _Item | None:
        found = await self._call(own, "getInvoices", {"invoice_ids": invoice_id})
        for invoice in found.get("items") or ():
            if str(invoice.get("invoice_id")) == invoice_id:
                return dict(invoice)
        return None

    async def _list(self, own: CryptoPaySettings, method: str, wanted: _Item) -> AsyncIterator[_Item]:
        for page in range(_PAGES):
            found = await self._call(own, method, {**wanted, "offset": page * _PAGE_SIZE, "count": _PAGE_SIZE})
            items = found.get("items") or []
            for item in items:
                yield item
            if len(items) < _PAGE_SIZE:
                return

    async def _rate(self, own: CryptoPaySettings, currency: str) -> Decimal:
        """Return what one coin costs. Raises: ProviderDown, ProviderRefused: no rate."""
        rates = await self._call(own, "getExchangeRates", {})
        for rate in rates.get("items") or ():
            if (rate.get("source"), rate.get("target")) == (own.asset, currency) and rate.get("is_valid"):
                try:
                    found = Decimal(str(rate["rate"]))
                except (InvalidOperation, KeyError) as error:
                    msg = "a rate that cannot be read"
                    raise ProviderDown(msg) from error
                if found > 0:
                    return found
        msg = f"no rate of {own.asset} in {currency}"
        raise ProviderRefused(msg)

    async def _call(self, own: CryptoPaySettings, method: str, params: _Item) -> _Item:
        """Return the result, a list as `items`. Raises: ProviderDown, ProviderRefused."""
        answer = await self._http.call(
            self.code,
            "POST",
            f"{own.api_url.rstrip('/')}/{method}",
            headers={"Crypto-Pay-API-Token": own.token.get_secret_value()},
            json=params,
        )
        result = answer.field("result")
        if not answer.ok or answer.field("ok") is not True:
            name = str(answer.field("error", "name") or "")
            msg = f"HTTP {answer.status} {name}".strip()[:200]
            raise ProviderRefused(msg)
        if isinstance(result, list):
            return {"items": result}
        return result if isinstance(result, dict) else {}


def _own(settings: BaseModel) -> CryptoPaySettings:
    if not isinstance(settings, CryptoPaySettings):
        msg = "these are not Crypto Pay's settings"
        raise TypeError(msg)
    return settings


def _price(amount: int, currency: str, rate: Decimal, asset: str) -> Decimal:
    """Return how many coins a sum costs, rounded up to what the coin is priced in."""
    step = Decimal(1).scaleb(-_PRICE_DIGITS.get(asset, 6))
    return (Money(amount, currency).major() / rate).quantize(step, ROUND_CEILING)


def _page(invoice: _Item, details: _Item) -> Redirect:
    """Return an invoice as a page. Raises: ProviderRefused: it has no address."""
    url, invoice_id = invoice.get("bot_invoice_url"), invoice.get("invoice_id")
    if not url or invoice_id is None:
        msg = "an invoice without an address"
        raise ProviderRefused(msg)
    coin = invoice.get("asset") if invoice.get("currency_type") == "crypto" else None
    until = invoice.get("expiration_date")
    return Redirect(
        str(url),
        str(invoice_id),
        until=_moment(until) if until else None,
        pay_amount=scaled(invoice["amount"], _COIN_DIGITS) if coin else None,
        pay_currency=str(coin) if coin else None,
        details=details,
    )


def _mark(invoice: _Item) -> tuple[IntentId | None, int, str]:
    """Return what our payload says: the attempt, and the sum it was made for."""
    told, _, asked = str(invoice.get("payload") or "").partition(":")
    amount_told, _, currency = asked.partition(":")
    intent_id, amount = proof.number(told), proof.number(amount_told)
    if intent_id is None or amount is None:
        return None, 0, ""
    return IntentId(intent_id), amount, currency


def _worth(invoice: _Item, known: Known) -> tuple[int, str]:
    """Return what a paid invoice is worth in the order's currency; of anything else, its own sum.

    Raises: ProviderDown: the sum cannot be read.
    """
    try:
        if invoice.get("currency_type") == "fiat":
            currency = str(invoice.get("fiat"))
            return minor_of(invoice.get("amount"), currency), currency
        asset = str(invoice.get("asset"))
        paid = invoice.get("paid_amount") if invoice.get("paid_asset") == asset else None
        coins = scaled(invoice.get("amount") if paid is None else paid, _COIN_DIGITS)
    except ValueError as error:
        msg = "a sum that cannot be read"
        raise ProviderDown(msg) from error
    if asset != known.pay_currency or not known.pay_amount:
        return coins, asset
    return coins * known.amount // known.pay_amount, known.currency


def _asked(invoice: _Item) -> tuple[IntentId | None, int, str]:
    """Return what an invoice was made for: by its own price in fiat, by our payload's in a coin."""
    intent_id, amount, currency = _mark(invoice)
    if invoice.get("currency_type") == "fiat":
        currency = str(invoice.get("fiat"))
        return intent_id, minor_of(invoice.get("amount"), currency), currency
    if intent_id is None:
        return None, scaled(invoice.get("amount"), _COIN_DIGITS), str(invoice.get("asset"))
    return intent_id, amount, currency


def _spend(order: RefundOrder) -> str:
    """Return the transfer's idempotency key, from which a statement reads what it gave back."""
    return f"{order.refund_id}:{order.external_id}:{order.amount}:{order.currency}"


def _refund_of(transfer: _Item) -> tuple[RefundId, str, int, str] | None:
    parts = str(transfer.get("spend_id") or "").split(":")
    if len(parts) != 4 or not (parts[0].isdigit() and parts[2].isdigit()):
        return None
    return RefundId(int(parts[0])), parts[1], int(parts[2]), parts[3]


def _moment(told: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        return datetime.now(UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
