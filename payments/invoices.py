"""Telegram's invoices, as both rails that use them know them: payloads, and the messages money comes back as.

Notices are `successful_payment` and `refunded_payment` messages of the bot's own update stream, whose authenticity
is the stream's. Source: core.telegram.org/bots/api#successfulpayment.
"""

from datetime import UTC, datetime
from typing import Any

import orjson

from db.types.ids import IntentId, ShopId, decode_id, encode_id
from payments.protocol import MoneyArrived, MoneyReturned, Notice, NoticeRefused, ProviderEvent

STARS, CARDS = "stars", "telegram"
STARS_CURRENCY = "XTR"
# Titles and descriptions are cut to what sendInvoice takes.
TITLE_LIMIT, DESCRIPTION_LIMIT = 32, 255
# In an attempt's details: what its goods cost while delivery is chosen in the payment sheet.
SHEET = "delivery_in_sheet"
_PREFIX = "i_"


def rail_of(currency: str) -> str:
    """Return the code of the provider that an invoice in this currency belongs to."""
    return STARS if currency == STARS_CURRENCY else CARDS


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


def read_service_message(code: str, shop_id: ShopId, notice: Notice, **evidence: Any) -> list[ProviderEvent]:
    """Read a payment's message with its payer, as the bot's edge packs it; `evidence` is kept with the charge.

    Raises:
        NoticeRefused: it is none.
    """
    try:
        said: dict[str, Any] = orjson.loads(notice.body)
        charge_id = str(said["telegram_payment_charge_id"])
        amount, currency = int(said["total_amount"]), str(said["currency"])
        until = said.get("subscription_expiration_date")
        paid_until = datetime.fromtimestamp(int(until), UTC) if until else None
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, OverflowError) as error:
        msg = "not a payment of Telegram's"
        raise NoticeRefused(msg) from error
    if said.get("kind") == "refunded":
        return [MoneyReturned(shop_id, code, charge_id, amount, currency)]
    payload = str(said.get("invoice_payload", ""))
    kept: dict[str, Any] = {"invoice_payload": payload[:128], **evidence}
    if paid_until is not None:
        kept["subscription"] = True
    if said.get("bot_id"):
        kept["bot_id"] = int(said["bot_id"])
    return [
        MoneyArrived(
            shop_id=shop_id,
            provider=code,
            external_id=charge_id,
            amount=amount,
            currency=currency,
            intent_id=intent_of(payload),
            provider_reference=str(said.get("provider_payment_charge_id") or ""),
            payer_telegram_id=said.get("payer_telegram_id"),
            evidence=kept,
            paid_until=paid_until,
            renewal=bool(said.get("is_recurring")) and not said.get("is_first_recurring"),
        )
    ]
