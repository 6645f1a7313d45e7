"""A fiscal receipt (54-FZ) in YooKassa's shape, which its Telegram Payments take as well (pure).

Source: yookassa.ru/developers/payment-acceptance/receipts/54fz/parameters-values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from db.types.money import Money
from payments.protocol import ReceiptLine

# Tax rate in hundredths of a percent → code of the rate. A line without tax has the shop's own code: "without VAT".
VAT_CODES = {500: 7, 700: 8, 1000: 3, 2000: 4, 2200: 11}
NO_VAT = 1
MOST_ITEMS = 80


@dataclass(frozen=True, slots=True)
class Fiscal:
    """How a shop writes its receipts."""

    tax_system: int | None = None
    vat_code: int = NO_VAT
    goods: str = "commodity"
    delivery: str = "service"
    mode: str = "full_payment"


def fiscal_receipt(
    lines: Sequence[ReceiptLine], currency: str, *, customer: Mapping[str, str], fiscal: Fiscal | None = None
) -> dict[str, Any]:
    """Return the receipt; price times quantity of its items adds up to what the lines cost."""
    how = fiscal or Fiscal()
    receipt: dict[str, Any] = {"items": [item for line in lines for item in _items(line, currency, how)]}
    if customer:
        receipt["customer"] = dict(customer)
    if how.tax_system is not None:
        receipt["tax_system_code"] = how.tax_system
    return receipt


def _items(line: ReceiptLine, currency: str, how: Fiscal) -> list[dict[str, Any]]:
    """Return a line by the piece; a sum that does not divide into equal prices becomes two items."""
    price, dearer = divmod(line.amount, line.quantity)
    return [
        {
            "description": line.title[:128],
            "quantity": f"{quantity}.00",
            "amount": {"value": str(Money(each, currency).major().quantize(Decimal("1.00"))), "currency": currency},
            "vat_code": VAT_CODES.get(line.tax_bp, how.vat_code),
            "payment_mode": how.mode,
            "payment_subject": how.delivery if line.is_delivery else how.goods,
        }
        for quantity, each in ((line.quantity - dearer, price), (dearer, price + 1))
        if quantity and each
    ]
