"""What friends are thanked with, in words (pure)."""

from decimal import Decimal

from core.kit.i18n.words import Words
from core.shops.shop import FriendCode, Shop


def gift(words: Words, shop: Shop, points: int, code: FriendCode | None) -> str:
    """Return points, a promo code, or both, in words; `none` where there is neither."""
    parts = []
    if points:
        parts.append(words.plain("friend-gets-points", points=shop.money(points)))
    if code is not None and code.kind == "percent":
        rate = f"{(Decimal(code.value) / 100).normalize():f}"
        parts.append(words.plain("friend-gets-percent", rate=rate))
    elif code is not None:
        parts.append(words.plain("friend-gets-sum", sum=shop.money(code.value)))
    return " + ".join(parts) or "none"
