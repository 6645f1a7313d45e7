"""Telegram Payments: an invoice in the chat, paid in Telegram's sheet through the shop's provider token.

Source: core.telegram.org/bots/payments. Notices are `successful_payment` messages of the bot's own update
stream, whose authenticity is the stream's; money of a card provider cannot be returned by the Bot API.
"""

from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, SecretStr

from db.types.ids import IntentId, ShopId, decode_id, encode_id
from payments.protocol import (
    Attempt,
    BaseProvider,
    Invoice,
    MoneyArrived,
    MoneyReturned,
    Notice,
    NoticeRefused,
    Presentation,
    ProviderEvent,
)

# Titles and descriptions are cut to what sendInvoice takes.
_TITLE, _DESCRIPTION = 32, 255
_PREFIX = "i_"


class TelegramSettings(BaseModel):
    """The token that @BotFather gives for a card provider."""

    model_config = ConfigDict(frozen=True)

    provider_token: SecretStr = SecretStr("")


def payload_of(intent_id: IntentId) -> str:
    """Return the invoice payload of an attempt."""
    return _PREFIX + encode_id(intent_id)


def intent_of(payload: str) -> IntentId | None:
    """Return the attempt that a payload names, or None for a payload that is not ours."""
    if not payload.startswith(_PREFIX):
        return None
    try:
        return IntentId(decode_id(payload.removeprefix(_PREFIX)))
    except ValueError:
        return None


class TelegramPayments(BaseProvider):
    """Cards inside the chat."""

    code = "telegram"
    settings_model: type[BaseModel] = TelegramSettings

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether a provider token is set; Stars are another provider's."""
        token = settings.provider_token.get_secret_value() if isinstance(settings, TelegramSettings) else ""
        return bool(token) and currency != "XTR"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return the invoice; the chat sends it."""
        if not isinstance(settings, TelegramSettings):
            msg = "telegram payments need their own settings"
            raise TypeError(msg)
        return Invoice(
            payload=payload_of(attempt.intent_id),
            provider_token=settings.provider_token.get_secret_value(),
            title=attempt.title[:_TITLE],
            description=attempt.description[:_DESCRIPTION],
            currency=attempt.currency,
            prices=attempt.prices,
            # Not empty: a forwarded copy opens the bot instead of being payable by strangers.
            start_parameter=f"o_{encode_id(attempt.order_id)}",
        )

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Read a `successful_payment` or `refunded_payment` with its payer, as the bot's edge packs it."""
        del settings
        try:
            said: dict[str, Any] = orjson.loads(notice.body)
            charge_id = str(said["telegram_payment_charge_id"])
            amount, currency = int(said["total_amount"]), str(said["currency"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            msg = "not a payment of Telegram's"
            raise NoticeRefused(msg) from error
        if said.get("kind") == "refunded":
            return [MoneyReturned(shop_id, self.code, charge_id, amount, currency)]
        return [
            MoneyArrived(
                shop_id=shop_id,
                provider=self.code,
                external_id=charge_id,
                amount=amount,
                currency=currency,
                intent_id=intent_of(str(said.get("invoice_payload", ""))),
                provider_reference=str(said.get("provider_payment_charge_id") or ""),
                payer_telegram_id=said.get("payer_telegram_id"),
                evidence={"invoice_payload": str(said.get("invoice_payload", ""))[:128]},
            )
        ]
