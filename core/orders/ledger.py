"""The books of a sale: what placing and undoing an order writes to the ledger (pure)."""

from core.orders.pricing import Totals
from db.types.enums import Account
from db.types.ids import OrderId
from db.types.ledger import LedgerEntry, entry


def sale(order_id: OrderId, totals: Totals, currency: str, *, round_: int = 0) -> LedgerEntry:
    """The buyer owes us the total; we earned goods and delivery, less the discount.

    `round_` counts how often the same order was taken up again (late money after expiry).
    """
    return entry(
        "order",
        order_id,
        f"sale.{round_}" if round_ else "sale",
        currency,
        {
            Account.CUSTOMER: totals.total,
            Account.REVENUE: -totals.goods,
            Account.SHIPPING: -totals.delivery,
            Account.DISCOUNT: totals.discount,
        },
    )


def unsale(order_id: OrderId, totals: Totals, currency: str, *, round_: int = 0) -> LedgerEntry:
    """The order came to nothing: the exact reverse of `sale`."""
    return entry(
        "order",
        order_id,
        f"unsale.{round_}" if round_ else "unsale",
        currency,
        {
            Account.CUSTOMER: -totals.total,
            Account.REVENUE: totals.goods,
            Account.SHIPPING: totals.delivery,
            Account.DISCOUNT: -totals.discount,
        },
    )


def refund_due(refund_id: int, amount: int, currency: str) -> LedgerEntry:
    """Money has to go back: what the buyer overpaid becomes our debt."""
    return entry(
        "refund",
        refund_id,
        "due",
        currency,
        {Account.CUSTOMER: amount, Account.REFUND_PAYABLE: -amount},
    )


def cash_collected(order_id: OrderId, amount: int, currency: str) -> LedgerEntry:
    """The courier (or the counter) holds the buyer's cash."""
    return entry(
        "order",
        order_id,
        "cash",
        currency,
        {Account.COURIER: amount, Account.CUSTOMER: -amount},
    )
