"""A fiscal receipt (54-FZ) in YooKassa's shape, which its Telegram Payments take as well (pure).

Source: yookassa.ru/developers/payment-acceptance/receipts/54fz/parameters-values.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from db.types.money import Money
from payments.protocol import ReceiptLine

# Tax rate in hundredths of a percent → code of the rate.
_VAT = {0: 1, 1000: 3, 2000: 4, 500: 7, 700: 8, 2200: 11}
_NO_VAT = 1


def fiscal_receipt(
    lines: Sequence[ReceiptLine],
    currency: str,
    *,
    customer: Mapping[str, str],
    tax_system: int | None = None,
    goods: str = "commodity",
) -> dict[str, Any]:
    """Return the receipt; price times quantity of its items adds up to what the lines cost."""
    receipt: dict[str, Any] = {"items": [_item(line, currency, goods) for line in lines]}
    if customer:
        receipt["customer"] = dict(customer)
    if tax_system is not None:
        receipt["tax_system_code"] = tax_system
    return receipt


def _item(line: ReceiptLine, currency: str, goods: str) -> dict[str, Any]:
    # A line whose price does not divide by its quantity is one thing of the whole price.
    whole = line.amount % line.quantity == 0
    quantity = line.quantity if whole else 1
    each = Money(line.amount // quantity, currency).major()
    return {
        "description": line.title[:128],
        "quantity": str(Decimal(quantity).quantize(Decimal("1.00"))),
        "amount": {"value": str(each.quantize(Decimal("1.00"))), "currency": currency},
        "vat_code": _VAT.get(line.tax_bp, _NO_VAT),
        "payment_mode": "full_payment",
        "payment_subject": "service" if line.is_delivery else goods,
    }
