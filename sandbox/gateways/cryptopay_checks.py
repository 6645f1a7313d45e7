"""What Crypto Pay refuses in a request; the documented names first, the rest in their manner."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sandbox.gateways.calls import Refusal
from sandbox.gateways.cryptopay_rates import ASSETS, FIATS, in_dollars
from sandbox.gateways.money import BadSum, minor
from sandbox.jsontypes import JsonObject

CREATE = (
    "currency_type asset fiat accepted_assets amount swap_to description hidden_message paid_btn_name paid_btn_url "
    "payload allow_comments allow_anonymous expires_in"
).split()
TRANSFER = "user_id asset amount spend_id comment disable_send_notification".split()
_BUTTONS = {"viewItem", "openChannel", "openBot", "callback"}
_SWAPS = {"USDT", "TON", "TRX", "ETH", "SOL", "BTC", "LTC"}
_LONGEST_LIFE = 2_678_400
_LEAST, _MOST = Decimal("0.01"), Decimal(1_000_000)


def error(status: int, name: str) -> Refusal:
    return Refusal(status, {"ok": False, "error": {"code": status, "name": name}})


def only(given: JsonObject, allowed: Iterable[str]) -> None:
    """Stricter than Crypto Pay, which may ignore what it does not know."""
    for name in given:
        if name not in set(allowed):
            raise error(400, f"{name.upper()}_UNEXPECTED")


def words(given: JsonObject, name: str, longest: int, *, needed: bool = False) -> str:
    value = given.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str | int) or not 1 <= len(str(value).encode()) <= longest:
        raise error(400, f"{name.upper()}_INVALID")
    return str(value)


def number(given: JsonObject, name: str, least: int, most: int, default: int | None = None) -> int:
    value = given.get(name)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not str(value).isdigit() or not least <= int(str(value)) <= most:
        raise error(400, f"{name.upper()}_INVALID")
    return int(str(value))


def yes(given: JsonObject, name: str, *, default: bool) -> bool:
    value = given.get(name, default)
    return value if isinstance(value, bool) else str(value).lower() in {"true", "1"}


def asset(value: Any, name: str = "asset") -> str:
    if value not in ASSETS:
        raise error(400, f"{name.upper()}_INVALID")
    return str(value)


def amount(value: Any, currency: str) -> int:
    try:
        found = minor(value, currency)
    except BadSum:
        raise error(400, "AMOUNT_INVALID") from None
    if found <= 0:
        raise error(400, "AMOUNT_INVALID")
    worth = in_dollars(found, currency)
    if worth < _LEAST:
        raise error(400, "AMOUNT_TOO_SMALL")
    if worth > _MOST:
        raise error(400, "AMOUNT_TOO_BIG")
    return found


def invoice(given: JsonObject) -> tuple[int, str]:
    """Minor units and currency of a new invoice."""
    only(given, CREATE)
    kind = given.get("currency_type", "crypto")
    if kind not in {"crypto", "fiat"}:
        raise error(400, "CURRENCY_TYPE_INVALID")
    if kind == "fiat" and given.get("fiat") not in FIATS:
        raise error(400, "FIAT_INVALID")
    currency = asset(given.get("asset")) if kind == "crypto" else str(given["fiat"])
    for one in accepted(given):
        asset(one, "accepted_assets")
    if given.get("swap_to") is not None and given["swap_to"] not in _SWAPS:
        raise error(400, "SWAP_TO_INVALID")
    for name, longest in (("description", 1024), ("hidden_message", 2048), ("payload", 4096)):
        words(given, name, longest * 4 if name != "payload" else longest)
        if len(str(given.get(name) or "")) > longest:
            raise error(400, f"{name.upper()}_INVALID")
    _check_button(given)
    number(given, "expires_in", 1, _LONGEST_LIFE, default=1)
    return amount(given.get("amount"), currency), currency


def accepted(given: JsonObject) -> list[str]:
    text = str(given.get("accepted_assets") or "")
    return [one.strip() for one in text.split(",") if one.strip()]


def _check_button(given: JsonObject) -> None:
    name, url = given.get("paid_btn_name"), str(given.get("paid_btn_url") or "")
    if name is not None and name not in _BUTTONS:
        raise error(400, "PAID_BTN_NAME_INVALID")
    if (name is not None or url) and (name is None or not url.startswith(("https://", "http://"))):
        raise error(400, "PAID_BTN_URL_INVALID")


def ids(given: JsonObject, name: str) -> set[str] | None:
    value = given.get(name)
    if value is None:
        return None
    parts = [str(one) for one in value] if isinstance(value, list) else str(value).split(",")
    if not all(part.strip().isdigit() for part in parts):
        raise error(400, f"{name.upper()}_INVALID")
    return {part.strip() for part in parts}
