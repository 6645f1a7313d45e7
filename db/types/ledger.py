"""A journal entry of the double-entry ledger: lines that sum to zero (domain law 4).

Sign convention: a debit is positive, a credit negative. `customer` is what buyers owe us.
"""

from dataclasses import dataclass

from db.types.enums import Account


class Unbalanced(ValueError):
    """The lines of an entry do not sum to zero."""


_RAILS = {"stars": Account.STARS, "cryptopay": Account.CRYPTO, "ton": Account.CRYPTO, "cash": Account.CASH}


def provider_account(code: str) -> str:
    """Return the account of money that a provider holds for us."""
    return _RAILS.get(code, f"provider:{code}")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One account's change, in minor units; a debit is positive."""

    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One fact about money. `(source, event_id, kind)` is unique within a shop."""

    source: str
    event_id: str
    kind: str
    currency: str
    lines: tuple[LedgerLine, ...]

    def __post_init__(self) -> None:
        if sum(line.amount for line in self.lines) != 0:
            msg = f"entry {self.kind} of {self.source} {self.event_id} does not balance"
            raise Unbalanced(msg)


def entry(source: str, event_id: int | str, kind: str, currency: str, amounts: dict[Account | str, int]) -> LedgerEntry:
    """Build an entry from account → amount, leaving zero amounts out.

    Raises:
        Unbalanced: the amounts do not sum to zero.
    """
    lines = tuple(LedgerLine(str(account), amount) for account, amount in amounts.items() if amount)
    return LedgerEntry(source, str(event_id), kind, currency, lines)
