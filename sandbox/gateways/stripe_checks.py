"""What Stripe refuses in a request, in its words."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.gateways.calls import Refusal
from sandbox.gateways.money import fixed
from sandbox.jsontypes import JsonObject

_SESSION = set(
    "adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax "
    "billing_address_collection branding_settings cancel_url client_reference_id consent_collection currency "
    "custom_fields custom_text customer customer_account customer_creation customer_email customer_update discounts "
    "excluded_payment_method_types expand expires_at integration_identifier invoice_creation line_items locale "
    "managed_payments metadata mode name_collection optional_items origin_context payment_intent_data "
    "payment_method_collection payment_method_configuration payment_method_data payment_method_options "
    "payment_method_types permissions phone_number_collection redirect_on_completion return_url "
    "saved_payment_method_options setup_intent_data shipping_address_collection shipping_options submit_type "
    "subscription_data success_url tax_id_collection ui_mode wallet_options".split()
)
_REFUND = set(
    "amount charge currency customer expand instructions_email metadata origin payment_intent reason "
    "refund_application_fee reverse_transfer".split()
)
_REASONS = {"duplicate", "fraudulent", "requested_by_customer"}
_SMALLEST = {"USD": 50, "EUR": 50, "GBP": 30, "JPY": 50, "AED": 200, "PLN": 200}
LARGEST = 99_999_999
_HALF_HOUR, _DAY = 1800, 24 * 3600
HOSTED = {"hosted_page", "hosted"}
EMBEDDED = {"embedded_page", "embedded", "elements", "custom", "form"}


def error(status: int, message: str, code: str = "", param: str = "", kind: str = "invalid_request_error") -> Refusal:
    body: JsonObject = {"type": kind, "message": message}
    if code:
        body |= {"code": code, "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"}
    if param:
        body["param"] = param
    return Refusal(status, {"error": body})


def missing(param: str) -> Refusal:
    return error(400, f"Missing required param: {param}.", "parameter_missing", param)


def no_such(kind: str, number: object, param: str = "id") -> Refusal:
    return error(404, f"No such {kind}: '{number}'", "resource_missing", param)


def only(given: JsonObject, allowed: set[str], prefix: str = "") -> None:
    for name in given:
        if name not in allowed:
            param = f"{prefix}[{name}]" if prefix else name
            raise error(400, f"Received unknown parameter: {param}", "parameter_unknown", param)


def whole(value: Any, param: str, least: int = 1, most: int = LARGEST) -> int:
    if not isinstance(value, str) or not value.lstrip("-").isdigit():
        raise error(400, f"Invalid integer: {value}", "parameter_invalid_integer", param)
    if not least <= int(value) <= most:
        raise error(400, f"This value must be between {least} and {most}.", "parameter_invalid_integer", param)
    return int(value)


def check_metadata(given: JsonObject, prefix: str = "metadata") -> dict[str, str]:
    metadata = given.get("metadata") or {}
    if not isinstance(metadata, dict) or len(metadata) > 50:
        raise error(400, "Metadata can have up to 50 keys.", "", prefix)
    for name, value in metadata.items():
        if len(name) > 40 or not isinstance(value, str) or len(value) > 500:
            raise error(400, "Metadata keys have up to 40 characters, values up to 500.", "", f"{prefix}[{name}]")
    return metadata


def _check_url(given: JsonObject, name: str) -> None:
    url = given.get(name)
    if url is not None and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
        raise error(400, "Not a valid URL", "url_invalid", name)


def _line(item: Any, place: str) -> JsonObject:
    if not isinstance(item, dict):
        raise missing(place)
    only(item, {"adjustable_quantity", "metadata", "price", "price_data", "quantity", "tax_rates"}, place)
    if item.get("price"):
        raise no_such("price", item["price"], f"{place}[price]")
    data = item.get("price_data")
    if not isinstance(data, dict):
        raise missing(f"{place}[price_data]")
    only(data, set("currency product product_data recurring tax_behavior unit_amount".split()), f"{place}[price_data]")
    name = (data.get("product_data") or {}).get("name")
    if not name:
        raise missing(f"{place}[price_data][product_data]")
    currency = data.get("currency")
    if not isinstance(currency, str) or len(currency) != 3 or not currency.isalpha():
        raise error(400, f"Invalid currency: {currency}.", "", f"{place}[price_data][currency]")
    if "unit_amount" not in data:
        raise missing(f"{place}[price_data][unit_amount]")
    unit = whole(data["unit_amount"], f"{place}[price_data][unit_amount]", 0)
    quantity = whole(item.get("quantity"), f"{place}[quantity]") if "quantity" in item else 1
    return {"name": name, "currency": currency.upper(), "unit": unit, "quantity": quantity}


def check_lines(given: JsonObject) -> tuple[list[JsonObject], int, str]:
    """The lines, their total in minor units, their currency."""
    items = given.get("line_items")
    if not isinstance(items, list) or not items:
        raise missing("line_items")
    if len(items) > 100:
        raise error(400, "A session has up to 100 line items.", "", "line_items")
    lines = [_line(item, f"line_items[{number}]") for number, item in enumerate(items)]
    currencies = {line["currency"] for line in lines}
    if len(currencies) != 1:
        raise error(400, "All line items have the same currency.", "", "line_items")
    currency = currencies.pop()
    total = sum(line["unit"] * line["quantity"] for line in lines)
    least = _SMALLEST.get(currency, 1)
    if total < least:
        said = f"The total amount due must add up to at least {fixed(least, currency)} {currency.lower()}"
        raise error(400, said, "amount_too_small")
    if total > LARGEST:
        raise error(400, "The amount is too large.", "amount_too_large")
    return lines, total, currency


def check_session(given: JsonObject, now: float) -> None:
    only(given, _SESSION)
    if not given.get("mode"):
        raise missing("mode")
    if given["mode"] != "payment":
        raise error(400, "Here only mode=payment is played.", "", "mode")
    _check_places(given)
    if len(given.get("client_reference_id", "")) > 200:
        raise error(400, "Invalid string: must be at most 200 characters", "", "client_reference_id")
    if given.get("customer_email") is not None and "@" not in given["customer_email"]:
        raise error(400, f"Invalid email address: {given['customer_email']}", "email_invalid", "customer_email")
    if given.get("expires_at") is not None:
        at = whole(given["expires_at"], "expires_at", 1, 10**11)
        if not now + _HALF_HOUR - 60 <= at <= now + _DAY + 60:
            said = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
            raise error(400, said, "", "expires_at")
    intent = given.get("payment_intent_data") or {}
    if intent.get("capture_method", "automatic") == "manual":
        raise error(400, "Here payments are captured at once.", "", "payment_intent_data[capture_method]")
    check_metadata(given)
    check_metadata(intent, "payment_intent_data[metadata]")


def _check_places(given: JsonObject) -> None:
    mode = given.get("ui_mode", "hosted_page")
    if mode not in HOSTED | EMBEDDED:
        raise error(400, f"Invalid ui_mode: {mode}", "", "ui_mode")
    needed = "success_url" if mode in HOSTED else "return_url"
    if not given.get(needed) and given.get("redirect_on_completion") != "never":
        raise missing(needed)
    if mode in EMBEDDED:
        for name in ("success_url", "cancel_url"):
            if name in given:
                raise error(400, f"You can not pass `{name}` if `ui_mode` is `{mode}`.", "", name)
    for name in ("success_url", "cancel_url", "return_url"):
        _check_url(given, name)


def check_refund(given: JsonObject) -> None:
    only(given, _REFUND)
    if not given.get("payment_intent") and not given.get("charge"):
        raise error(400, "One of the following params should be provided for this request: payment_intent or charge.")
    if given.get("reason") is not None and given["reason"] not in _REASONS:
        raise error(400, f"Invalid reason: must be one of {', '.join(sorted(_REASONS))}", "", "reason")
    check_metadata(given)
