"""What staff picked to give back, packed into a button (pure)."""

from dataclasses import dataclass

from core.kit.errors import BadInput
from core.orders.credit_note import Refundable, RefundLine
from db.types.enums import StockVerdict

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST_LINES, MOST_PIECES = 16, 35
VERDICTS = {
    "r": StockVerdict.RESTOCK,
    "q": StockVerdict.QUARANTINE,
    "w": StockVerdict.WRITE_OFF,
    "k": StockVerdict.KEEP,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Pieces by line, in the order of the lines, and whether the delivery goes back."""

    pieces: tuple[int, ...]
    delivery: bool = False

    @classmethod
    def read(cls, picked: str, left: Refundable) -> "Choice":
        """Read a packed choice; what is not there (any more) counts as none. Raises: BadInput."""
        shown = left.lines[:MOST_LINES]
        digits = picked or "0" * (len(shown) + 1)
        if len(digits) != len(shown) + 1 or any(digit not in _DIGITS for digit in digits):
            raise BadInput(example="/orders")
        numbers = [_DIGITS.index(digit) for digit in digits]
        pieces = tuple(min(number, line.quantity) for number, line in zip(numbers, shown, strict=False))
        return cls(pieces, bool(numbers[-1]) and left.delivery_left > 0)

    def pack(self) -> str:
        """Return the choice as text."""
        return "".join(_DIGITS[number] for number in self.pieces) + ("1" if self.delivery else "0")

    def with_pieces(self, place: int, number: int) -> "Choice":
        """Return the choice with another number of one line's pieces."""
        changed = list(self.pieces)
        changed[place] = number
        return Choice(tuple(changed), self.delivery)

    def lines(self, left: Refundable, verdict: StockVerdict) -> list[RefundLine]:
        """Return what to give back."""
        return [
            RefundLine(line.position, number, verdict)
            for line, number in zip(left.lines, self.pieces, strict=False)
            if number
        ]

    def amount(self, left: Refundable) -> int:
        """Return about how much it comes to, in minor units."""
        goods = sum(
            line.amount * number // line.quantity
            for line, number in zip(left.lines, self.pieces, strict=False)
            if line.quantity
        )
        return min(goods + (left.delivery_left if self.delivery else 0), left.left)
