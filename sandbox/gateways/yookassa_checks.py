"""What YooKassa refuses in a request: sums, confirmations, metadata, receipts of 54-FZ."""

import re
import uuid
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from sandbox.gateways.calls import Refusal
from sandbox.gateways.money import BadSum, exponent, fixed, minor
from sandbox.jsontypes import JsonObject

_CODES = {
    400: "invalid_request", 401: "invalid_credentials", 403: "forbidden", 404: "not_found", 405: "invalid_request",
    415: "invalid_request", 429: "too_many_requests", 500: "internal_server_error",
}  # fmt: skip
_MODES = "full_prepayment partial_prepayment advance full_payment partial_payment credit credit_payment".split()
_SUBJECTS = (
    "commodity excise job service gambling_bet gambling_prize lottery lottery_prize intellectual_activity payment "
    "agent_commission composite another property_right non_operating_gain insurance_premium sales_tax resort_fee "
    "fine tax lien cost marked non_marked marked_excise non_marked_excise"
).split()
_SETTLEMENTS = "cashless prepayment postpayment consideration".split()
_VALUE = re.compile(r"^\d{1,12}\.\d{2}$")
_LARGEST_VAT_CODE = 12
_TAX_SYSTEMS = range(1, 7)
_CONFIRMATIONS = {
    "redirect": {"type", "return_url", "enforce", "locale"},
    "embedded": {"type", "locale"},
    "external": {"type", "locale"},
    "qr": {"type", "locale", "return_url"},
    "mobile_application": {"type", "locale", "return_url"},
}


def error(status: int, description: str, parameter: str = "") -> Refusal:
    body: JsonObject = {"type": "error", "id": str(uuid.uuid4()), "code": _CODES[status], "description": description}
    return Refusal(status, {**body, "parameter": parameter} if parameter else body)


def illegal(parameter: str, description: str = "") -> Refusal:
    return error(400, description or f"Parameter {parameter} is missing or illegal", parameter)


def only(given: JsonObject, allowed: Iterable[str], prefix: str = "") -> None:
    """Stricter than YooKassa, which may ignore what it does not know."""
    for name in given:
        if name not in set(allowed):
            raise illegal(f"{prefix}{name}", f"Unknown parameter {prefix}{name}")


def money(value: Any, parameter: str) -> tuple[int, str]:
    """Minor units and currency of ``{"value":"100.00","currency":"RUB"}``."""
    if not isinstance(value, dict):
        raise illegal(parameter)
    text, currency = value.get("value"), value.get("currency")
    if not isinstance(currency, str) or not re.fullmatch("[A-Z]{3}", currency):
        raise illegal(f"{parameter}.currency")
    if not isinstance(text, str) or not _VALUE.match(text):
        raise illegal(f"{parameter}.value", "The value is a string with a dot and two digits")
    try:
        amount = minor(text, currency)
    except BadSum:
        raise illegal(f"{parameter}.value") from None
    if amount <= 0:
        raise illegal(f"{parameter}.value", "The value must be positive")
    return amount, currency


def shown_money(amount: int, currency: str) -> JsonObject:
    return {"value": fixed(amount, currency) if exponent(currency) else f"{amount}.00", "currency": currency}


def check_words(given: JsonObject, limits: dict[str, int]) -> None:
    for name, longest in limits.items():
        value = given.get(name)
        if value is not None and (not isinstance(value, str) or len(value) > longest):
            raise illegal(name)


def check_metadata(value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, dict) or len(value) > 16:
        raise illegal("metadata")
    for name, text in value.items():
        if len(name) > 32 or not isinstance(text, str) or len(text) > 512:
            raise illegal("metadata")


def check_confirmation(value: Any, *, needed: bool) -> JsonObject:
    if value is None:
        if needed:
            raise illegal("confirmation", "Specify confirmation, payment_method_id or payment_token")
        return {}
    if not isinstance(value, dict) or value.get("type") not in _CONFIRMATIONS:
        raise illegal("confirmation.type")
    only(value, _CONFIRMATIONS[value["type"]], "confirmation.")
    url = value.get("return_url")
    if value["type"] in {"redirect", "mobile_application"} and not url:
        raise illegal("confirmation.return_url")
    if url is not None and (not isinstance(url, str) or len(url) > 2048 or ":" not in url):
        raise illegal("confirmation.return_url")
    return dict(value)


def _check_customer(customer: Any, parameter: str) -> None:
    if not isinstance(customer, dict):
        raise illegal(parameter)
    only(customer, {"full_name", "inn", "email", "phone"}, f"{parameter}.")
    email, phone = customer.get("email"), customer.get("phone")
    if not email and not phone:
        raise illegal(parameter, "Customer email or phone is required")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(email)):
        raise illegal(f"{parameter}.email")
    if phone and not re.fullmatch(r"\+?\d{11,15}", str(phone)):
        raise illegal(f"{parameter}.phone")


def _quantity(value: Any, parameter: str) -> Decimal:
    try:
        quantity = Decimal(str(value))
    except InvalidOperation:
        raise illegal(parameter) from None
    if isinstance(value, bool) or not quantity.is_finite() or quantity <= 0:
        raise illegal(parameter)
    return quantity


def _item_sum(item: Any, currency: str, place: str) -> int:
    if not isinstance(item, dict):
        raise illegal(place)
    description = item.get("description")
    if not isinstance(description, str) or not 1 <= len(description) <= 128:
        raise illegal(f"{place}.description")
    vat = item.get("vat_code")
    if not isinstance(vat, int) or isinstance(vat, bool) or not 1 <= vat <= _LARGEST_VAT_CODE:
        raise illegal(f"{place}.vat_code")
    for name, known in (("payment_mode", _MODES), ("payment_subject", _SUBJECTS)):
        if item.get(name) is not None and item[name] not in known:
            raise illegal(f"{place}.{name}")
    price, priced_in = money(item.get("amount"), f"{place}.amount")
    if priced_in != currency:
        raise illegal(f"{place}.amount.currency")
    total = price * _quantity(item.get("quantity"), f"{place}.quantity")
    return int(total.to_integral_value(ROUND_HALF_UP))


def items_sum(items: Any, currency: str, place: str) -> int:
    if not isinstance(items, list) or not 1 <= len(items) <= 80:
        raise illegal(place)
    return sum(_item_sum(item, currency, f"{place}[{number}]") for number, item in enumerate(items))


def check_receipt(receipt: Any, amount: int, currency: str, *, needed: bool) -> JsonObject:
    if receipt is None:
        if needed:
            raise illegal("receipt", "Receipt is missing or illegal")
        return {}
    if not isinstance(receipt, dict):
        raise illegal("receipt")
    flat = {"phone", "email"}  # the older place of the customer's address
    only(receipt, {"customer", "items", "tax_system_code", "internet", "timezone", *flat}, "receipt.")
    _check_customer(receipt.get("customer") or {k: v for k, v in receipt.items() if k in flat}, "receipt.customer")
    if receipt.get("tax_system_code") is not None and receipt["tax_system_code"] not in _TAX_SYSTEMS:
        raise illegal("receipt.tax_system_code")
    if items_sum(receipt.get("items"), currency, "receipt.items") != amount:
        raise illegal("receipt.items", "The sum of the receipt's items differs from the amount")
    return dict(receipt)


def check_standalone_receipt(given: JsonObject, currency: str) -> None:
    """The second receipt, after a prepayment."""
    only(given, "type payment_id refund_id customer items settlements send tax_system_code timezone internet".split())
    if given.get("type") not in {"payment", "refund"} or not given.get(f"{given.get('type')}_id"):
        raise illegal("type", "type is payment or refund, with its id")
    if given.get("send") is not True:
        raise illegal("send")
    _check_customer(given.get("customer"), "customer")
    settled = 0
    for number, settlement in enumerate(given.get("settlements") or []):
        if not isinstance(settlement, dict) or settlement.get("type") not in _SETTLEMENTS:
            raise illegal(f"settlements[{number}].type")
        settled += money(settlement.get("amount"), f"settlements[{number}].amount")[0]
    if items_sum(given.get("items"), currency, "items") != settled:
        raise illegal("settlements", "The sum of settlements differs from the sum of items")
