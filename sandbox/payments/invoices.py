"""Terms of an invoice, checked in the words of the official server."""

import re
import secrets
from typing import Any

from sandbox.errors import bad
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Invoice
from sandbox.telegram import Telegram

STARS = "XTR"
# Old public snapshot of currencies.json (minor units): enough to catch a price of 1 kopeck.
_LIMITS = {
    "USD": (100, 1_000_000), "EUR": (84, 848_788), "RUB": (7_244, 72_446_503), "KZT": (42_664, 426_649_632),
    "UZS": (1_071_361, 10_713_612_481), "UAH": (2_666, 26_661_647), "GBP": (72, 723_134), "JPY": (109, 1_093_219),
}  # fmt: skip
_CURRENCIES = set(_LIMITS) | {
    "AED", "AFN", "ALL", "AMD", "ARS", "AUD", "AZN", "BAM", "BDT", "BGN", "BND", "BOB", "BRL", "BYN",
    "CAD", "CHF", "CLP", "CNY", "COP", "CRC", "CZK", "DKK", "DOP", "DZD", "EGP", "ETB", "GEL", "GTQ",
    "HKD", "HNL", "HRK", "HUF", "IDR", "ILS", "INR", "ISK", "JMD", "KES", "KGS", "KRW", "LBP", "LKR",
    "MAD", "MDL", "MNT", "MUR", "MVR", "MXN", "MYR", "MZN", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB",
    "PEN", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TJS", "TRY",
    "TTD", "TWD", "TZS", "UGX", "UYU", "VND", "YER", "ZAR",
}  # fmt: skip
_STARS_MAXIMUM = 100_000
_SUBSCRIPTION_MAXIMUM = 10_000
_MONTH = 2_592_000
_TIPS = 4
_PROVIDER_TOKEN = re.compile(r"^\d+:(TEST|LIVE):\S+$")


def _number(value: Any) -> int:
    if isinstance(value, bool) or not str(value).lstrip("-").isdigit():
        raise bad('can\'t parse labeled price: Field "amount" must be of type Number')
    return int(value)


def prices_total(prices: Any) -> int:
    if not isinstance(prices, list):
        raise bad("Expected an Array of labeled prices")
    if not prices:
        raise bad("There must be at least one price")
    total = 0
    for price in prices:
        if not isinstance(price, dict):
            raise bad("can't parse labeled price: LabeledPrice must be an Object")
        if not price.get("label"):
            raise bad("can't parse labeled price: LabeledPrice label must be non-empty")
        total += _number(price.get("amount"))
    return total


def _check_words(terms: JsonObject) -> None:
    if not 1 <= len(str(terms.get("title") or "")) <= 32:
        raise bad("INVOICE_TITLE_INVALID")
    if not 1 <= len(str(terms.get("description") or "")) <= 255:
        raise bad("INVOICE_DESCRIPTION_INVALID")
    if not 1 <= len(str(terms.get("payload") or "").encode()) <= 128:
        raise bad("INVOICE_PAYLOAD_INVALID")


def _check_tips(terms: JsonObject) -> None:
    most, tips = _number(terms.get("max_tip_amount") or 0), terms.get("suggested_tip_amounts") or []
    if most < 0:
        raise bad("Invalid max_tip_amount of the currency specified")
    if len(tips) > _TIPS:
        raise bad("There can be at most 4 suggested tip amounts")
    before = 0
    for tip in tips:
        if _number(tip) <= 0:
            raise bad("Suggested tip amount must be positive")
        if _number(tip) > most:
            raise bad("Suggested tip amount can't be bigger than max_tip_amount")
        if _number(tip) <= before:
            raise bad("TIP_AMOUNTS_SORTED_INVALID")
        before = _number(tip)


def _check_stars(terms: JsonObject, total: int) -> None:
    if len(terms["prices"]) != 1:
        raise bad("PRICES_TOO_MANY")
    if terms.get("provider_token"):
        raise bad("PAYMENT_PROVIDER_INVALID")
    period = int(terms.get("subscription_period") or 0)
    if period and period != _MONTH:
        raise bad("SUBSCRIPTION_PERIOD_INVALID")
    if period and total > _SUBSCRIPTION_MAXIMUM:
        raise bad("SUBSCRIPTION_AMOUNT_INVALID")
    if not 1 <= total <= _STARS_MAXIMUM:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")


def _check_money(terms: JsonObject, currency: str, total: int) -> None:
    if terms.get("subscription_period"):
        raise bad("SUBSCRIPTION_CURRENCY_INVALID")
    if currency not in _CURRENCIES:
        raise bad("CURRENCY_INVALID")
    if not _PROVIDER_TOKEN.match(str(terms.get("provider_token") or "")):
        raise bad("PAYMENT_PROVIDER_INVALID")
    least, most = _LIMITS.get(currency, (1, 999_999_999_999))
    if not least <= total <= most:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")
    _check_tips(terms)


def checked_terms(terms: JsonObject) -> int:
    """The total of acceptable terms, in minor units; raises the server's refusal otherwise."""
    _check_words(terms)
    total = prices_total(terms.get("prices"))
    currency = str(terms.get("currency") or "")
    if currency == STARS:
        _check_stars(terms, total)
    else:
        _check_money(terms, currency, total)
    return total


def new_invoice(tg: Telegram, bot: Bot, terms: JsonObject, *, is_link: bool = False) -> Invoice:
    total = checked_terms(terms)
    stars = terms["currency"] == STARS
    needs = {name: bool(terms.get(name)) and not stars for name in ("need_name", "need_phone_number", "need_email")}
    needs["is_flexible"] = bool(terms.get("is_flexible")) and not stars
    needs["need_shipping_address"] = needs["is_flexible"] or (bool(terms.get("need_shipping_address")) and not stars)
    needs["need_phone_number"] |= bool(terms.get("send_phone_number_to_provider")) and not stars
    needs["need_email"] |= bool(terms.get("send_email_to_provider")) and not stars
    dropped = {"chat_id", "reply_markup", "reply_parameters"}
    kept = {name: value for name, value in terms.items() if name not in dropped}
    invoice = Invoice(secrets.token_urlsafe(12), bot.id, {**kept, **needs}, total, is_link)
    return tg.world.invoices.put(invoice.slug, invoice)
