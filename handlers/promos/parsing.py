"""Read what staff type about promo codes and rates (pure)."""

from decimal import Decimal, InvalidOperation

from core.orders.gift_cards import tidy_code
from core.orders.manage_promos import PromoOrder
from db.types.enums import PromoKind
from db.types.money import parse_major

_FREE = {"free", "бесплатно", "доставка"}
_FIRST = {"first", "первый"}
_LIMIT, _EACH, _FROM = {"limit", "всего"}, {"each", "каждому"}, {"from", "от"}
ON, OFF = {"on", "вкл"}, {"off", "выкл"}


def read_promo(args: str, currency: str) -> PromoOrder | None:
    """Read `CODE 10%|500|free [first] [limit N] [each N] [from SUM]`; None: not understood."""
    words = args.split()
    if len(words) < 2:
        return None
    code, gives, *rest = words
    try:
        kind, value = _gives(gives.lower(), currency)
        first, numbers = False, {"limit": 0, "each": 0, "from": 0}
        while rest:
            word = rest.pop(0).lower()
            if word in _FIRST:
                first = True
                continue
            name = next(name for name, known in (("limit", _LIMIT), ("each", _EACH), ("from", _FROM)) if word in known)
            numbers[name] = parse_major(rest.pop(0), currency if name == "from" else "JPY")
    except (ValueError, IndexError, StopIteration):
        return None
    return PromoOrder(
        code=tidy_code(code),
        kind=kind,
        value=value,
        min_goods=numbers["from"],
        first_order=first,
        max_uses=numbers["limit"] or None,
        per_customer=numbers["each"] or None,
    )


def _gives(text: str, currency: str) -> tuple[PromoKind, int]:
    if text in _FREE:
        return PromoKind.FREE_DELIVERY, 0
    if text.endswith("%"):
        percent = Decimal(text[:-1].replace(",", ".")) if _number(text[:-1]) else Decimal(-1)
        basis = percent * 100
        if not 0 < basis <= 10_000 or basis != basis.to_integral_value():
            msg = "not a percentage"
            raise ValueError(msg)
        return PromoKind.PERCENT, int(basis)
    return PromoKind.SUM, parse_major(text, currency)


def _number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False


def read_rate(text: str) -> Decimal | None:
    """Read a rate such as `0.0125`; None: not a number."""
    return Decimal(text.replace(",", ".")) if _number(text) else None
