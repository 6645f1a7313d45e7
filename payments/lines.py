"""An order's lines as a payment page and as a fiscal receipt show them (pure)."""

from collections.abc import Mapping
from typing import Any

from core.kit.i18n.words import Words
from db.repositories.sql import Record
from payments.protocol import PriceLine, ReceiptLine

_SHOWN_LINES = 30


def price_lines(words: Words, order: Mapping[str, Any], lines: list[Record]) -> list[PriceLine]:
    """Return an order's parts as a payment page lists them; they add up to its total."""
    prices = [
        PriceLine(f"{words.pick(line['title'])} × {line['quantity']}", line["unit_price"] * line["quantity"])
        for line in lines[:_SHOWN_LINES]
    ]
    rest = sum(line["unit_price"] * line["quantity"] for line in lines[_SHOWN_LINES:])
    if rest:
        prices.append(PriceLine(words.plain("invoice-rest"), rest))
    if order["delivery_total"]:
        prices.append(PriceLine(words.pick(order["delivery_title"]), order["delivery_total"], is_delivery=True))
    if order["discount_total"]:
        prices.append(PriceLine(words.plain("invoice-discount"), -order["discount_total"]))
    if order["tax_added"]:
        prices.append(PriceLine(words.plain("invoice-tax"), order["tax_added"]))
    if order["rounding"]:
        prices.append(PriceLine(words.plain("invoice-rounding"), order["rounding"]))
    return prices


def receipt_lines(words: Words, order: Mapping[str, Any], lines: list[Record], amount: int) -> tuple[ReceiptLine, ...]:
    """Return the lines of a fiscal receipt over `amount`: each line's real price, the last one taking what is left.

    A receipt has no negative lines: discounts lie in the lines already (`line_total`), and what was paid otherwise
    (gift card, points) lowers the lines in their order.
    """
    parts = [
        ReceiptLine(words.pick(line["title"])[:128], line["quantity"], line["line_total"], line["tax_bp"])
        for line in lines
    ]
    delivery = order["total"] - sum(part.amount for part in parts)
    if delivery > 0 and order["delivery_total"]:
        parts.append(ReceiptLine(words.pick(order["delivery_title"])[:128], 1, delivery, is_delivery=True))
    excess = sum(part.amount for part in parts) - amount
    kept: list[ReceiptLine] = []
    for part in reversed(parts):
        less = min(max(excess, 0), part.amount)
        excess -= less
        if part.amount - less > 0:
            kept.append(
                ReceiptLine(
                    part.title,
                    part.quantity if not less else 1,
                    part.amount - less,
                    part.tax_bp,
                    part.tax_included,
                    part.is_delivery,
                )
            )
    return tuple(reversed(kept))
