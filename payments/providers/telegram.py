"""Telegram Payments: an invoice in the chat, paid in Telegram's sheet through the shop's provider token.

Source: core.telegram.org/bots/payments. Money of a card provider cannot be returned by the Bot API.
"""

from typing import Any, Literal, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from db.types.ids import ShopId, encode_id
from payments.invoices import (
    CARDS,
    DESCRIPTION_LIMIT,
    SHEET,
    STARS_CURRENCY,
    TITLE_LIMIT,
    payload_of,
    read_service_message,
)
from payments.protocol import Attempt, BaseProvider, Invoice, Notice, Presentation, ProviderEvent
from payments.receipts import Fiscal, fiscal_receipt

_TEST_MARK = ":TEST:"


class TelegramSettings(BaseModel):
    """The token that @BotFather gives for a card provider, and what the payment sheet asks.

    A receipt lists everything that is paid: with `receipt` the sheet neither takes tips nor offers delivery.
    """

    model_config = ConfigDict(frozen=True)

    provider_token: SecretStr = SecretStr("")
    test_allowed: bool = True
    max_tip_amount: int = Field(default=0, ge=0)
    suggested_tip_amounts: tuple[int, ...] = Field(default=(), max_length=4)
    delivery_in_sheet: bool = False
    # Data for a fiscal receipt (54-FZ), and where the provider sends it: asked in the sheet where it is not known.
    receipt: Literal["", "email", "phone"] = ""
    tax_system: int | None = Field(default=None, ge=1, le=6)

    @model_validator(mode="after")
    def _tips_in_order(self) -> Self:
        tips = self.suggested_tip_amounts
        if list(tips) != sorted(set(tips)) or any(not 0 < tip <= self.max_tip_amount for tip in tips):
            msg = "suggested tips grow from above 0 up to the largest tip"
            raise ValueError(msg)
        return self

    @property
    def is_test(self) -> bool:
        """Return whether the token moves no real money."""
        return _TEST_MARK in self.provider_token.get_secret_value()


class TelegramPayments(BaseProvider):
    """Cards inside the chat."""

    code = CARDS
    settings_model: type[BaseModel] = TelegramSettings

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether a provider token is set that may be used; Stars are another provider's."""
        if not isinstance(settings, TelegramSettings) or not settings.provider_token.get_secret_value():
            return False
        return currency != STARS_CURRENCY and (settings.test_allowed or not settings.is_test)

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return the invoice; the chat sends it."""
        if not isinstance(settings, TelegramSettings):
            msg = "telegram payments need their own settings"
            raise TypeError(msg)
        in_sheet = settings.delivery_in_sheet and attempt.flexible and not settings.receipt
        prices = tuple(price for price in attempt.prices if not (in_sheet and price.is_delivery))
        tip_max = 0 if settings.receipt else settings.max_tip_amount
        return Invoice(
            payload=payload_of(attempt.intent_id),
            provider_token=settings.provider_token.get_secret_value(),
            title=attempt.title[:TITLE_LIMIT],
            description=attempt.description[:DESCRIPTION_LIMIT],
            currency=attempt.currency,
            prices=prices,
            # Not empty: a forwarded copy opens the bot instead of being payable by strangers.
            start_parameter=f"o_{encode_id(attempt.order_id)}",
            options={
                **_tips(settings, tip_max),
                **_receipt(settings, attempt),
                **({"is_flexible": True, "need_shipping_address": True} if in_sheet else {}),
            },
            tip_max=tip_max,
            details={SHEET: sum(price.amount for price in prices)} if in_sheet else {},
        )

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Read a `successful_payment` or `refunded_payment`; test money is marked. Raises: NoticeRefused."""
        test = isinstance(settings, TelegramSettings) and settings.is_test
        return read_service_message(self.code, shop_id, notice, **({"test": True} if test else {}))


def _tips(settings: TelegramSettings, tip_max: int) -> dict[str, Any]:
    if not tip_max:
        return {}
    return {"max_tip_amount": tip_max, "suggested_tip_amounts": list(settings.suggested_tip_amounts)}


def _receipt(settings: TelegramSettings, attempt: Attempt) -> dict[str, Any]:
    if not settings.receipt:
        return {}
    known = {"phone": attempt.phone.lstrip("+")} if settings.receipt == "phone" and attempt.phone else {}
    receipt = fiscal_receipt(attempt.receipt, attempt.currency, customer=known, fiscal=Fiscal(settings.tax_system))
    options: dict[str, Any] = {"provider_data": orjson.dumps({"receipt": receipt}).decode()}
    if settings.receipt == "email":
        options |= {"need_email": True, "send_email_to_provider": True}
    elif not known:
        options |= {"need_phone_number": True, "send_phone_number_to_provider": True}
    return options
