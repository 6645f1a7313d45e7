"""Read what an owner types about the rules of money (pure)."""

from decimal import Decimal, InvalidOperation
from typing import Any

from db.types.money import parse_major

ON = {"on", "yes", "вкл", "да"}
OFF = {"off", "no", "none", "выкл", "нет"}
_CODES = {"code", "код", "промокод"}
_MODES = {
    "included": "included",
    "внутри": "included",
    "added": "added",
    "сверху": "added",
}
_NAMES = {
    "tax": "taxes",
    "налог": "taxes",
    "round": "round_to",
    "округление": "round_to",
    "points": "points",
    "баллы": "points",
    "limit": "refund_alone_limit",
    "лимит": "refund_alone_limit",
    "cash": "cash_limit",
    "наличные": "cash_limit",
    "returns": "return_days",
    "возврат": "return_days",
    "reviews": "review_days",
    "отзывы": "review_days",
    "consent": "news_by_consent",
    "согласие": "news_by_consent",
    "referral": "referrals",
    "друзья": "referrals",
    "levels": "levels",
    "уровни": "levels",
    "hold": "hold_minutes",
    "бронь": "hold_minutes",
}


def read_rule(args: str, currency: str) -> dict[str, Any] | None:
    """Read `tax included 20`, `round 1`, `points 5 30`, `limit 5000`, `cash off` …; None: not understood."""
    name, *values = args.lower().split()
    rule = _NAMES.get(name)
    if rule is None or not values:
        return None
    off = values[0] in OFF
    try:
        return _READERS[rule](values, off, currency)
    except (ValueError, KeyError, IndexError, InvalidOperation):
        return None


def basis_points(text: str) -> int:
    """Read a percentage into hundredths of a percent. Raises: ValueError."""
    points = Decimal(text.rstrip("%").replace(",", ".")) * 100
    if not points.is_finite() or not 0 <= points <= 10_000 or points != points.to_integral_value():
        msg = "not a percentage"
        raise ValueError(msg)
    return int(points)


def _taxes(values: list[str], off: bool, _currency: str) -> dict[str, Any]:
    if off:
        return {"taxes": {"mode": "none", "rate_bp": 0}}
    return {"taxes": {"mode": _MODES[values[0]], "rate_bp": basis_points(values[1])}}


def _round(values: list[str], off: bool, currency: str) -> dict[str, Any]:
    return {"round_to": 1 if off else parse_major(values[0], currency)}


def _points(values: list[str], off: bool, _currency: str) -> dict[str, Any]:
    if off:
        return {"points": {"earn_bp": 0}}
    return {"points": {"earn_bp": basis_points(values[0]), "pay_up_to_bp": basis_points(values[1])}}


def _limit(values: list[str], off: bool, currency: str) -> dict[str, Any]:
    return {"refund_alone_limit": None if off else parse_major(values[0], currency)}


def _cash(values: list[str], off: bool, currency: str) -> dict[str, Any]:
    if off:
        return {"cash_enabled": False}
    return {"cash_enabled": True, "cash_limit": parse_major(values[0], currency)}


def _returns(values: list[str], off: bool, _currency: str) -> dict[str, Any]:
    return {"return_days": 0 if off else int(values[0])}


def _hold(values: list[str], _off: bool, _currency: str) -> dict[str, Any]:
    minutes = int(values[0])
    if not 5 <= minutes <= 24 * 60:
        msg = "too short or too long"
        raise ValueError(msg)
    return {"hold_minutes": minutes}


def _reviews(values: list[str], off: bool, _currency: str) -> dict[str, Any]:
    days = int(values[0]) if not off else None
    if days is not None and not 0 <= days <= 90:
        msg = "too many days"
        raise ValueError(msg)
    return {"review_days": days}


def _consent(values: list[str], off: bool, _currency: str) -> dict[str, Any]:
    if not off and values[0] not in ON:
        msg = "neither on nor off"
        raise ValueError(msg)
    return {"news_by_consent": not off}


def _referrals(values: list[str], off: bool, currency: str) -> dict[str, Any]:
    if off and len(values) == 1:
        return {"referrals": {**gift("inviter", "nothing", "", currency), **gift("invited", "nothing", "", currency)}}
    most = {"most": int(values[2])} if len(values) > 2 else {}
    both = {who: _gift_kind(typed) for who, typed in zip(("inviter", "invited"), values[:2], strict=True)}
    given = [gift(who, kind, typed, currency) for who, (kind, typed) in both.items()]
    return {"referrals": {**given[0], **given[1], **most}}


def _gift_kind(typed: str) -> tuple[str, str]:
    """Return which kind of gift `300`, `10%`, `code:500` or `0` is, and its value as it was typed."""
    if typed in OFF or typed == "0":
        return "nothing", ""
    if typed.endswith("%"):
        return "percent", typed
    head, colon, rest = typed.rpartition(":")
    if colon and head not in _CODES:
        msg = "neither points nor a code"
        raise ValueError(msg)
    return ("sum", rest) if colon else ("points", typed)


def gift(who: str, kind: str, typed: str, currency: str) -> dict[str, Any]:
    """Read a gift for `inviter` or `invited`: points, a promo code (percent or sum), or nothing. Raises: ValueError."""
    code: dict[str, Any] | None = None
    points = 0
    if kind == "points":
        points = parse_major(typed, currency)
    elif kind != "nothing":
        amount = basis_points(typed) if kind == "percent" else parse_major(typed, currency)
        if amount <= 0:
            msg = "a code that gives nothing"
            raise ValueError(msg)
        code = {"kind": kind, "value": amount}
    return {who: points, f"{who}_code": code}


def _levels(values: list[str], off: bool, currency: str) -> dict[str, Any]:
    """`10000:3 50000:5` – from how much spent, and which percentage."""
    pairs = [] if off else [value.split(":") for value in values]
    levels = [{"spent": parse_major(spent, currency), "earn_bp": basis_points(percent)} for spent, percent in pairs]
    return {"levels": sorted(levels, key=lambda one: int(one["spent"]))}


_READERS = {
    "taxes": _taxes,
    "round_to": _round,
    "points": _points,
    "refund_alone_limit": _limit,
    "cash_limit": _cash,
    "return_days": _returns,
    "hold_minutes": _hold,
    "review_days": _reviews,
    "news_by_consent": _consent,
    "referrals": _referrals,
    "levels": _levels,
}
