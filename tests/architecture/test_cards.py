"""No page of ours asks for a card, and none embeds a payment form: that keeps the merchant at SAQ A (docs/pci.md)."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("miniapp", "bot", "handlers", "payments", "core")
_CARD_FIELD = re.compile(
    r"autocomplete=.cc-|name=.(card_?number|cvc|cvv|pan)\b|js\.stripe\.com|checkout-widget\.js|<iframe", re.IGNORECASE
)


def sources() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in (".py", ".html", ".js", ".ts", ".tsx", ".css", ".ftl")
        and not {"node_modules", "__pycache__"} & set(path.parts)
    ]


def test_no_page_of_ours_has_a_card_field_or_an_embedded_payment_form() -> None:
    found = [path for path in sources() if _CARD_FIELD.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_the_search_would_find_one() -> None:
    assert _CARD_FIELD.search('<input autocomplete="cc-number">')
    assert _CARD_FIELD.search('<script src="https://js.stripe.com/v3">')
