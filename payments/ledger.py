"""The books of money itself: charges that arrived and refunds that left (pure)."""

from db.types.enums import Account
from db.types.ids import ChargeId, RefundId
from db.types.ledger import LedgerEntry, entry, provider_account


def charge(charge_id: ChargeId, provider: str, amount: int, currency: str) -> LedgerEntry:
    """The provider holds the money, the buyer owes that much less."""
    return entry(
        "charge",
        charge_id,
        "captured",
        currency,
        {provider_account(provider): amount, Account.CUSTOMER: -amount},
    )


def refund_paid(refund_id: RefundId, provider: str, amount: int, currency: str) -> LedgerEntry:
    """The provider gave the money back: our debt is gone."""
    return entry(
        "refund",
        refund_id,
        "paid",
        currency,
        {Account.REFUND_PAYABLE: amount, provider_account(provider): -amount},
    )
