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


def tip(charge_id: ChargeId, amount: int, currency: str) -> LedgerEntry:
    """A part of the charge is no payment of the order: the buyer's thanks."""
    return entry("charge", charge_id, "tip", currency, {Account.CUSTOMER: amount, Account.TIP: -amount})


def fee(charge_id: ChargeId, provider: str, amount: int, currency: str) -> LedgerEntry:
    """The provider keeps a part of the charge for itself."""
    return entry("charge", charge_id, "fee", currency, {Account.FEES: amount, provider_account(provider): -amount})


def disputed(dispute_id: int, provider: str, amount: int, currency: str) -> LedgerEntry:
    """The buyer's bank took the money back for now."""
    return entry(
        "dispute", dispute_id, "opened", currency, {Account.CHARGEBACK: amount, provider_account(provider): -amount}
    )


def dispute_won(dispute_id: int, provider: str, amount: int, currency: str) -> LedgerEntry:
    """The bank gave it back to us."""
    return entry(
        "dispute", dispute_id, "won", currency, {Account.CHARGEBACK: -amount, provider_account(provider): amount}
    )


def refund_dropped(refund_id: RefundId, amount: int, currency: str) -> LedgerEntry:
    """A refund that was asked for will not be paid: the exact reverse of `refund_due`."""
    return entry("refund", refund_id, "dropped", currency, {Account.CUSTOMER: -amount, Account.REFUND_PAYABLE: amount})


def refund_paid(refund_id: RefundId, provider: str, amount: int, currency: str) -> LedgerEntry:
    """The provider gave the money back: our debt is gone."""
    return entry(
        "refund",
        refund_id,
        "paid",
        currency,
        {Account.REFUND_PAYABLE: amount, provider_account(provider): -amount},
    )


def refund_bounced(refund_id: RefundId, provider: str, amount: int, currency: str) -> LedgerEntry:
    """What was given back came back to the provider: the exact reverse of `refund_paid`."""
    return entry(
        "refund",
        refund_id,
        "bounced",
        currency,
        {Account.REFUND_PAYABLE: -amount, provider_account(provider): amount},
    )
