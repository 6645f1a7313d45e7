"""TON: coins straight to the shop's own wallet, told apart by a comment, watched through a TON Center API.

Source: TON documentation (payments processing). A deposit counts when it is an incoming message without outgoing
ones, neither aborted nor bounced, with exactly our comment, and enough master blocks have followed. Each is a charge
of its own; nothing is ever sent from here, so money goes back by hand.
"""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any

import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from yarl import URL

from core.kit.http import Answer
from db.types.ids import IntentId, decode_id, encode_id
from db.types.money import Money
from payments.http import ProviderHttp
from payments.protocol import (
    Attempt,
    BaseProvider,
    Known,
    MoneyArrived,
    Presentation,
    ProviderDown,
    ProviderEvent,
    ProviderRefused,
    StatementLine,
    Transfer,
)

log = structlog.get_logger(__name__)
API = "https://toncenter.com/api/v3"
WALLET = "https://app.tonkeeper.com/transfer"
_NANO_DIGITS = 9
_NANO = 10**_NANO_DIGITS
_PREFIX = "o-"
_CHECK_EVERY = 15
_PAGE_SIZE, _PAGES = 100, 50
_CLOCKS_DIFFER = timedelta(minutes=10)


class TonSettings(BaseModel):
    """The shop's wallet, and who is asked about it."""

    model_config = ConfigDict(frozen=True)

    address: str = Field(default="", title="Wallet address", description="Where buyers send TON. No key is needed.")
    rate: str = Field(
        default="", title="Price of one TON", description="In the currency below, e.g. 250.50; frozen for each payment."
    )
    currency: str = Field(default="RUB", min_length=3, max_length=3, title="Currency of the price")
    confirmations: int = Field(
        default=1, ge=0, le=1000, title="Confirmations", description="How many master blocks must follow a deposit."
    )
    expires_in: int = Field(default=3600, ge=300, le=86400, title="How long the rate stands, seconds")
    api_url: str = Field(default=API, title="TON Center address")
    api_key: SecretStr = Field(default=SecretStr(""), title="TON Center key", description="Empty: one call a second.")
    wallet_url: str = Field(default=WALLET, title="Wallet link", description="Opens a wallet with all filled in.")

    @field_validator("rate")
    @classmethod
    def _number(cls, value: str) -> str:
        if value and not _is_rate(value):
            msg = "a positive number is expected"
            raise ValueError(msg)
        return value


@dataclass(frozen=True, slots=True)
class _Deposit:
    """An incoming transfer that may count. `block` is its master block, None before there is one."""

    hash: str
    lt: int
    nano: int
    comment: str
    sender: str
    at: datetime
    block: int | None


class Ton(BaseProvider):
    """TON with a comment."""

    code = "ton"
    settings_model: type[BaseModel] = TonSettings
    can_look_up = True
    has_statement = True

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether wallet and price are set, for the currency of the price."""
        own = _own(settings)
        return bool(own.address and own.rate) and currency == own.currency

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return where to send how much, with which comment. Calls nobody."""
        own = _own(settings)
        comment = _PREFIX + encode_id(attempt.intent_id)
        nano = _price(attempt.amount, attempt.currency, own.rate)
        query = {"amount": str(nano), "text": comment}
        return Transfer(
            fields=(
                ("transfer-amount", f"{_coins(nano)} TON"),
                ("transfer-address", own.address),
                ("transfer-comment", comment),
            ),
            url=str((URL(own.wallet_url) / own.address).with_query(query)),
            external_id=comment,
            until=datetime.now(UTC) + timedelta(seconds=own.expires_in),
            pay_amount=nano,
            pay_currency="TON",
            details={"rate": own.rate, "address": own.address, "in_parts": True, "check_every": _CHECK_EVERY},
        )

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Return every confirmed deposit with the attempt's comment as a charge. Raises: ProviderDown."""
        own = _own(settings)
        if known.external_id is None or not known.pay_amount:
            return []
        address = str(known.details.get("address") or own.address)
        deposits = [
            deposit
            for deposit in await self._confirmed(own, address, known.created_at - _CLOCKS_DIFFER)
            if deposit.comment == known.external_id
        ]
        return list(self._charges(known, known.pay_amount, deposits))

    def _charges(self, known: Known, price: int, deposits: list[_Deposit]) -> Iterable[ProviderEvent]:
        """Yield deposits in the order's currency at the frozen rate.

        The sum is rounded down over all of them together, in the chain's order: parts that make up the whole price
        make up the whole amount, whatever each of them came to.
        """
        received = counted = 0
        for deposit in sorted(deposits, key=lambda one: one.lt):
            received += deposit.nano
            worth = received * known.amount // price - counted
            counted += worth
            if not worth:
                continue  # less than the smallest coin of the currency: it counts with the next one
            yield MoneyArrived(
                shop_id=known.shop_id,
                intent_id=known.intent_id,
                provider=self.code,
                external_id=deposit.hash,
                amount=worth,
                currency=known.currency,
                provider_reference=deposit.sender,
                evidence={"coins": f"{deposit.nano} TON", "lt": str(deposit.lt), "comment": deposit.comment},
                in_parts=True,
            )

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Return confirmed deposits in TON itself, those without a comment of ours too. Raises: ProviderDown."""
        own = _own(settings)
        return [
            StatementLine(deposit.hash, deposit.nano, "TON", deposit.at, _mark(deposit.comment))
            for deposit in await self._confirmed(own, own.address, since)
        ]

    async def check(self, settings: BaseModel) -> None:
        """Ask for the newest block and the wallet. Raises: ProviderDown, ProviderRefused."""
        own = _own(settings)
        await self._newest(own)
        await self._get(own, "/transactions", {"account": own.address, "limit": "1"})

    # ── the chain ────────────────────────────────────────────────────────────────────────────────────────

    async def _confirmed(self, own: TonSettings, address: str, since: datetime) -> list[_Deposit]:
        newest, deposits = await asyncio.gather(self._newest(own), self._deposits(own, address, since))
        return [
            deposit for deposit in deposits if deposit.block is not None and newest - deposit.block >= own.confirmations
        ]

    async def _newest(self, own: TonSettings) -> int:
        """Return the number of the newest master block. Raises: ProviderDown, ProviderRefused."""
        answer = await self._get(own, "/masterchainInfo", {})
        seqno = answer.field("last", "seqno")
        if not isinstance(seqno, int):
            msg = "no number of a block"
            raise ProviderDown(msg)
        return seqno

    async def _deposits(self, own: TonSettings, address: str, since: datetime) -> list[_Deposit]:
        found: list[_Deposit] = []
        for page in range(_PAGES):
            asked = {
                "account": address,
                "start_utime": str(int(since.timestamp())),
                "limit": str(_PAGE_SIZE),
                "offset": str(page * _PAGE_SIZE),
                "sort": "asc",
            }
            told = (await self._get(own, "/transactions", asked)).field("transactions")
            if not isinstance(told, list):
                msg = "no list of transactions"
                raise ProviderDown(msg)
            found += [deposit for transaction in told if (deposit := _deposit(transaction, address)) is not None]
            if len(told) < _PAGE_SIZE:
                return found
        log.error("ton.too_many_transactions", pages=_PAGES)
        return found

    async def _get(self, own: TonSettings, path: str, params: dict[str, str]) -> Answer:
        key = own.api_key.get_secret_value()
        answer = await self._http.call(
            self.code,
            "GET",
            f"{own.api_url.rstrip('/')}{path}",
            headers={"X-API-Key": key} if key else None,
            params=params,
        )
        if not answer.ok:
            msg = f"HTTP {answer.status}"
            raise ProviderRefused(msg)
        return answer


def _own(settings: BaseModel) -> TonSettings:
    if not isinstance(settings, TonSettings):
        msg = "these are not TON's settings"
        raise TypeError(msg)
    return settings


def _is_rate(text: str) -> bool:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return False
    return rate.is_finite() and rate > 0


def _price(amount: int, currency: str, rate: str) -> int:
    """Return what a sum costs in billionths of a coin, rounded up."""
    coins = Money(amount, currency).major() / Decimal(rate)
    return int((coins * _NANO).to_integral_value(ROUND_CEILING))


def _coins(nano: int) -> str:
    """Return billionths as people type them: `12.5`."""
    whole, part = divmod(nano, _NANO)
    return f"{whole}.{part:09d}".rstrip("0").rstrip(".")


def _mark(comment: str) -> IntentId | None:
    """Return the attempt a comment names."""
    if not comment.startswith(_PREFIX):
        return None
    try:
        return IntentId(decode_id(comment.removeprefix(_PREFIX)))
    except ValueError:
        return None


def _deposit(told: Any, address: str) -> _Deposit | None:
    """Return a transaction as a deposit, None where it is none (cryptopay.md §5)."""
    message = told.get("in_msg") if isinstance(told, dict) else None
    if not isinstance(message, dict) or told.get("out_msgs"):
        return None
    refused = (told.get("description") or {}).get("aborted") or message.get("bounced")
    if refused or message.get("source") is None or not _same_wallet(message.get("destination"), address):
        return None
    decoded = (message.get("message_content") or {}).get("decoded") or {}
    comment = decoded.get("comment") if decoded.get("type") == "text_comment" else ""
    try:
        return _Deposit(
            hash=str(told["hash"]),
            lt=int(told["lt"]),
            nano=int(message["value"]),
            comment=str(comment or ""),
            sender=str(message["source"]),
            at=datetime.fromtimestamp(int(told["now"]), UTC),
            block=int(told["mc_block_seqno"]) if told.get("mc_block_seqno") is not None else None,
        )
    except (KeyError, TypeError, ValueError):
        log.error("ton.unreadable_transaction")  # noqa: TRY400 - the transaction itself is not for the log
        return None


def _same_wallet(one: object, other: str) -> bool:
    return isinstance(one, str) and _raw(one) == _raw(other)


def _raw(address: str) -> str:
    """Return an address as workchain and account, whatever form it has; of no address, the text itself."""
    chain, colon, account = address.partition(":")
    if colon:
        return f"{int(chain) if chain.lstrip('-').isdigit() else chain}:{account.upper()}"
    try:
        data = urlsafe_b64decode(address.replace("+", "-").replace("/", "_"))
    except ValueError:
        return address
    if len(data) != 36:
        return urlsafe_b64encode(data).decode()
    return f"{int.from_bytes(data[1:2], 'big', signed=True)}:{data[2:34].hex().upper()}"
