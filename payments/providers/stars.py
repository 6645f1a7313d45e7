"""Telegram Stars: digital goods only, whole Stars, one price; refunds are whole payments.

Source: core.telegram.org/bots/payments-stars. A subscription exists as a link only (createInvoiceLink).
"""

import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from db.types.ids import BotId, ShopId, encode_id
from payments.invoices import (
    DESCRIPTION_LIMIT,
    STARS,
    STARS_CURRENCY,
    TITLE_LIMIT,
    intent_of,
    payload_of,
    read_service_message,
)
from payments.protocol import (
    Attempt,
    BaseProvider,
    Invoice,
    Known,
    MoneyArrived,
    Notice,
    Presentation,
    PriceLine,
    ProviderDown,
    ProviderEvent,
    ProviderRefused,
    Redirect,
    RefundAnswer,
    RefundDone,
    RefundOrder,
    RefundRefused,
    RefundUnheard,
    StatementLine,
)
from payments.telegram_calls import BotCalls, BotRefused

SUBSCRIPTION_SECONDS = 2_592_000
_PAGE = 100


class StarsSettings(BaseModel):
    """Nothing to set: Stars need the shop's bot and no token of a provider."""

    model_config = ConfigDict(frozen=True)

    own_bot: int | None = None  # the shop's bot, told by `ProviderSettings`


class StarsPayments(BaseProvider):
    """Stars inside the chat."""

    code = STARS
    settings_model: type[BaseModel] = StarsSettings
    has_statement = True

    def __init__(self, calls: BotCalls) -> None:
        self._calls = calls

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether the shop has a bot and the price is in Stars."""
        return currency == STARS_CURRENCY and _bot_of(settings) is not None

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return the invoice, for a subscription its link. Raises: ProviderDown, ProviderRefused."""
        prices = (PriceLine(attempt.title[:TITLE_LIMIT], attempt.amount),)
        invoice = Invoice(
            payload=payload_of(attempt.intent_id),
            provider_token="",
            title=attempt.title[:TITLE_LIMIT],
            description=attempt.description[:DESCRIPTION_LIMIT],
            currency=STARS_CURRENCY,
            prices=prices,
            start_parameter=f"o_{encode_id(attempt.order_id)}",
        )
        if not attempt.subscription:
            return invoice
        bot_id = attempt.bot_id or _bot_of(settings)
        if bot_id is None:
            msg = "the shop has no bot"
            raise ProviderRefused(msg)
        try:
            link = await self._calls(
                bot_id,
                "createInvoiceLink",
                title=invoice.title,
                description=invoice.description,
                payload=invoice.payload,
                provider_token="",
                currency=STARS_CURRENCY,
                prices=[{"label": price.label, "amount": price.amount} for price in prices],
                subscription_period=SUBSCRIPTION_SECONDS,
            )
        except BotRefused as refused:
            raise ProviderRefused(str(refused)) from refused
        return Redirect(url=str(link), external_id=invoice.payload)

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Read a `successful_payment` or `refunded_payment` in Stars. Raises: NoticeRefused."""
        del settings
        return read_service_message(self.code, shop_id, notice)

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Find what was paid on an attempt's invoice: of a subscription the first payment, then its renewals.

        Raises: ProviderDown.
        """
        bot_id, payload = _bot_of(settings), payload_of(known.intent_id)
        if bot_id is None:
            return []
        paid = [
            moved
            async for moved in self._transactions(bot_id)
            if (moved.get("source") or {}).get("invoice_payload") == payload
        ]
        return [_arrived(known, bot_id, moved, number) for number, moved in enumerate(paid)]

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Give a whole payment back; asked twice, Telegram says it was done. Raises: ProviderDown."""
        if order.amount != order.charge_amount:
            return RefundRefused("Stars go back as a whole payment only, not in part")
        bot_id = order.bot_id or _bot_of(settings)
        if bot_id is None or order.payer_telegram_id is None:
            return RefundRefused("the bot or the payer of these Stars is not known")
        of_whom = {"user_id": order.payer_telegram_id, "telegram_payment_charge_id": order.external_id}
        if order.subscription:
            # First of all it is not charged again: a second subscription to one order would go on for ever.
            with contextlib.suppress(BotRefused):
                await self._calls(bot_id, "editUserStarSubscription", **of_whom, is_canceled=True)
        try:
            await self._calls(bot_id, "refundStarPayment", **of_whom)
        except BotRefused as refused:
            if "CHARGE_ALREADY_REFUNDED" in refused.description:
                return RefundDone(order.external_id)
            return RefundRefused(str(refused))
        return RefundDone(order.external_id)

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Look for the refund in the bot's transactions, where it carries the payment's id. Raises: ProviderDown."""
        bot_id = order.bot_id or _bot_of(settings)
        if bot_id is None:
            return RefundRefused("the bot of these Stars is not known")
        async for moved in self._transactions(bot_id):
            if moved.get("id") == order.external_id and moved.get("receiver"):
                return RefundDone(order.external_id)
        return RefundUnheard()

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Return the payments and refunds of the shop's bot, which may serve other shops too. Raises: ProviderDown."""
        bot_id = _bot_of(settings)
        if bot_id is None:
            return []
        found = [_line(moved) async for moved in self._transactions(bot_id)]
        return [line for line in found if line is not None and line.at >= since]

    async def balance(self, settings: BaseModel) -> tuple[int, str]:
        """Return how many Stars the shop's bot has. Raises: ProviderDown, ProviderRefused."""
        bot_id = _bot_of(settings)
        if bot_id is None:
            msg = "the shop has no bot"
            raise ProviderRefused(msg)
        try:
            said = await self._calls(bot_id, "getMyStarBalance")
        except BotRefused as refused:
            raise ProviderRefused(str(refused)) from refused
        return int(said["amount"]), STARS_CURRENCY

    async def check(self, settings: BaseModel) -> None:
        """Ask for the balance. Raises: ProviderDown, ProviderRefused."""
        await self.balance(settings)

    async def _transactions(self, bot_id: BotId) -> AsyncIterator[Mapping[str, Any]]:
        """Go through a bot's transactions, oldest first. Raises: ProviderDown."""
        offset = 0
        while True:
            try:
                said = await self._calls(bot_id, "getStarTransactions", offset=offset, limit=_PAGE)
            except BotRefused as refused:
                raise ProviderDown(str(refused)) from refused
            page: list[Mapping[str, Any]] = said.get("transactions", [])
            for moved in page:
                yield moved
            if len(page) < _PAGE:
                return
            offset += len(page)


def _bot_of(settings: BaseModel) -> BotId | None:
    own = settings.own_bot if isinstance(settings, StarsSettings) else None
    return BotId(own) if own is not None else None


def _arrived(known: Known, bot_id: BotId, moved: Mapping[str, Any], number: int) -> MoneyArrived:
    partner = moved["source"]
    period = int(partner.get("subscription_period") or 0)
    until = datetime.fromtimestamp(int(moved["date"]) + period, UTC) if period else None
    evidence: dict[str, Any] = {"invoice_payload": payload_of(known.intent_id), "bot_id": bot_id}
    return MoneyArrived(
        shop_id=known.shop_id,
        intent_id=known.intent_id,
        provider=STARS,
        external_id=str(moved["id"]),
        amount=int(moved["amount"]),
        currency=STARS_CURRENCY,
        payer_telegram_id=(partner.get("user") or {}).get("id"),
        evidence={**evidence, "subscription": True} if period else evidence,
        paid_until=until,
        renewal=bool(period) and number > 0,
    )


def _line(moved: Mapping[str, Any]) -> StatementLine | None:
    """Return a person's payment or its refund; other movements (withdrawals, gifts) are no sale."""
    source, receiver = moved.get("source"), moved.get("receiver")
    partner = source or receiver or {}
    if partner.get("type") != "user" or partner.get("transaction_type", "invoice_payment") != "invoice_payment":
        return None
    external_id = str(moved["id"])
    return StatementLine(
        external_id=external_id,
        amount=int(moved["amount"]),
        currency=STARS_CURRENCY,
        at=datetime.fromtimestamp(int(moved["date"]), UTC),
        intent_id=intent_of(str(partner.get("invoice_payload", ""))),
        refund_of=None if source else external_id,
    )
