"""The books of a sale: what placing and undoing an order writes to the ledger (pure)."""

from core.orders.pricing import Totals
from db.types.enums import Account
from db.types.ids import OrderId
from db.types.ledger import LedgerEntry, entry


def _parts(totals: Totals) -> dict[Account | str, int]:
    return {
        Account.CUSTOMER: totals.total,
        # Tax inside the prices is not ours.
        Account.REVENUE: -(totals.goods - (totals.tax - totals.tax_added)),
        Account.SHIPPING: -totals.delivery,
        Account.DISCOUNT: totals.discount,
        Account.TAX: -totals.tax,
        Account.ROUNDING: -totals.rounding,
    }


def sale(order_id: OrderId, totals: Totals, currency: str, *, round_: int = 0) -> LedgerEntry:
    """The buyer owes us the total; we earned goods and delivery, less discount and tax.

    `round_` counts how often the same order was taken up again (late money after expiry).
    """
    return entry("order", order_id, f"sale.{round_}" if round_ else "sale", currency, _parts(totals))


def unsale(order_id: OrderId, totals: Totals, currency: str, *, round_: int = 0) -> LedgerEntry:
    """The order came to nothing: the exact reverse of `sale`."""
    reverse = {account: -amount for account, amount in _parts(totals).items()}
    return entry("order", order_id, f"unsale.{round_}" if round_ else "unsale", currency, reverse)


def paid_by(order_id: OrderId, account: Account, amount: int, currency: str, *, round_: int = 0) -> LedgerEntry:
    """Money the shop owed (gift card, points) pays for an order."""
    kind = {Account.GIFT_CARD: "gift", Account.POINTS: "points"}[account]
    return entry(
        "order",
        order_id,
        f"{kind}.{round_}" if round_ else kind,
        currency,
        {account: amount, Account.CUSTOMER: -amount},
    )


def paid_by_returned(key: str, account: Account, amount: int, currency: str) -> LedgerEntry:
    """It goes back to where it came from."""
    kind = {Account.GIFT_CARD: "gift_back", Account.POINTS: "points_back"}[account]
    return entry("order", key, kind, currency, {account: -amount, Account.CUSTOMER: amount})


def owed_anew(source: str, key: int | str, account: Account, amount: int, currency: str) -> LedgerEntry:
    """The shop gives a gift card or points away: a discount it owes from now on."""
    return entry(source, key, "given", currency, {Account.DISCOUNT: amount, account: -amount})


def credited(order_id: OrderId, note_id: int, amount: int, delivery: int, tax: int, currency: str) -> LedgerEntry:
    """A credit note: the order costs that much less."""
    return entry("order", order_id, f"credit.{note_id}", currency, _credit(amount, delivery, tax))


def uncredited(order_id: OrderId, note_id: int, amount: int, delivery: int, tax: int, currency: str) -> LedgerEntry:
    """The whole sale is reversed: what its credit notes reversed already is not reversed twice."""
    reverse = {account: -part for account, part in _credit(amount, delivery, tax).items()}
    return entry("order", order_id, f"uncredit.{note_id}", currency, reverse)


def _credit(amount: int, delivery: int, tax: int) -> dict[Account | str, int]:
    return {
        Account.CUSTOMER: -amount,
        Account.TAX: tax,
        Account.SHIPPING: delivery,
        Account.REVENUE: amount - tax - delivery,
    }


def kept_as_credit(note_id: int, amount: int, currency: str) -> LedgerEntry:
    """The money of a credit note does not leave: the buyer gets a gift card for it."""
    return entry(
        "order", f"note:{note_id}", "gift_credit", currency, {Account.CUSTOMER: amount, Account.GIFT_CARD: -amount}
    )


def tip_part(charge: int, tip: int, *, before: int, after: int) -> int:
    """Return how much of a refund is tip: the order's own money goes back first."""
    own = charge - tip
    return max(after - own, 0) - max(before - own, 0)


def tip_returned(refund_id: int, amount: int, currency: str) -> LedgerEntry:
    """The tip, or a part of it, goes back with a refund."""
    return entry("refund", refund_id, "tip_back", currency, {Account.TIP: amount, Account.CUSTOMER: -amount})


def taken_by_bank(charge_id: int, amount: int, currency: str) -> LedgerEntry:
    """An order came to nothing whose money the buyer's bank had taken back: that is what the buyer gets back."""
    return entry(
        "charge", charge_id, "taken_by_bank", currency, {Account.CUSTOMER: amount, Account.CHARGEBACK: -amount}
    )


def returned_by_bank(charge_id: int, amount: int, currency: str) -> LedgerEntry:
    """The bank gave it back after all: we owe it to the buyer again, the exact reverse of `taken_by_bank`."""
    return entry(
        "charge", charge_id, "returned_by_bank", currency, {Account.CUSTOMER: -amount, Account.CHARGEBACK: amount}
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


def cash_collected(charge_id: int, amount: int, currency: str) -> LedgerEntry:
    """The courier (or the counter) holds the buyer's cash."""
    return entry("charge", charge_id, "captured", currency, {Account.COURIER: amount, Account.CUSTOMER: -amount})


def cash_handed_over(handover_id: int, amount: int, currency: str) -> LedgerEntry:
    """The courier brought it; what was missing stays the courier's debt."""
    return entry("handover", handover_id, "counted", currency, {Account.CASH: amount, Account.COURIER: -amount})


def forgiven(order_id: OrderId, amount: int, currency: str) -> LedgerEntry:
    """The buyer paid short, and the shop lets it go: the order costs that much less."""
    return entry("order", order_id, "forgiven", currency, {Account.REVENUE: amount, Account.CUSTOMER: -amount})
