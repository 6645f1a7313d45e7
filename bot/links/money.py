"""Refunds, payments watched, cash, ways to pay, rules."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class RefundPaid(Link, prefix="tr"):
    """Staff paid a refund by hand."""

    order: int
    refund: int


@dataclass(frozen=True, slots=True)
class RefundMenu(Link, prefix="tm"):
    """What of an order can be given back: everything, lines, a sum."""

    order: int


@dataclass(frozen=True, slots=True)
class RefundLines(Link, prefix="tl"):
    """Choose pieces: `picked` is a base 36 digit a line, the last one says whether delivery goes back too."""

    order: int
    picked: str = ""


@dataclass(frozen=True, slots=True)
class RefundSum(Link, prefix="tu"):
    """Ask for a sum to give back."""

    order: int


@dataclass(frozen=True, slots=True)
class RefundHow(Link, prefix="th"):
    """Verdict on the goods and the reason, one after the other. `what`: `a`ll, `l`ines, `s`um."""

    order: int
    what: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class RefundDo(Link, prefix="td"):
    """Give it back. `nonce` makes one tap one effect."""

    order: int
    what: str
    verdict: str
    reason: str
    nonce: int


@dataclass(frozen=True, slots=True)
class DecideNote(Link, prefix="tn"):
    """A second person agrees (1) or not (0) to a refund."""

    order: int
    note: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Payments(Link, prefix="tp"):
    """The payment monitor over some days."""

    days: int = 1


@dataclass(frozen=True, slots=True)
class ComparePayments(Link, prefix="tq"):
    """Compare the providers' books with ours now."""

    days: int = 1


@dataclass(frozen=True, slots=True)
class DecideDifference(Link, prefix="tf"):
    """Close a difference of the books: settled (1) or left aside (0)."""

    difference: int
    settled: int


@dataclass(frozen=True, slots=True)
class PaidLess(Link, prefix="tz"):
    """The buyer paid less at the door."""

    order: int


@dataclass(frozen=True, slots=True)
class Purses(Link, prefix="ch"):
    """What couriers hold."""


@dataclass(frozen=True, slots=True)
class CountPurse(Link, prefix="cc"):
    """A courier brought it all (1), or another sum (0). `nonce` makes one tap one effect."""

    courier: int
    currency: str
    all_of_it: int
    nonce: int


@dataclass(frozen=True, slots=True)
class Forgive(Link, prefix="cf"):
    """Let go what a buyer paid short."""

    order: int


@dataclass(frozen=True, slots=True)
class Ways(Link, prefix="yw"):
    """Every way to pay, for the owner."""


@dataclass(frozen=True, slots=True)
class Way(Link, prefix="yy"):
    """One way to pay with its settings."""

    code: str


@dataclass(frozen=True, slots=True)
class WayField(Link, prefix="yf"):
    """Change the field of a way to pay at this place of its form."""

    code: str
    place: int


@dataclass(frozen=True, slots=True)
class WayRule(Link, prefix="yr"):
    """Change where a way is offered: `enabled`, `least`, `most`, or a kind of delivery."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class TryWay(Link, prefix="yt"):
    """Try the settings of a way to pay."""

    code: str


@dataclass(frozen=True, slots=True)
class FriendRules(Link, prefix="rf"):
    """Thanks for friends; `who`: inviter, invited, most, off; `kind` of gift: points, percent, sum, nothing."""

    who: str = ""
    kind: str = ""
