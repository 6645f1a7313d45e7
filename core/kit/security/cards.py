"""Card numbers have no business here: whatever looks like one is made unreadable before it rests or is logged.

PCI DSS 3.x: 13 to 19 digits that pass Luhn's check and begin as card numbers do (docs/pci.md).
"""

import re

_NUMBER = re.compile(r"(?<![\d•])(?:\d[ \u00a0-]?){12,18}\d(?!\d)")
_HIDDEN = re.compile(r"(?:•[ \u00a0-]?){9,}\d{4}")
_LENGTHS = {"3": (14, 15, 16), "4": (13, 16, 19), "5": (16,), "2": (16,), "6": (16, 19)}


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def hide_cards(text: str) -> str:
    """Return the text with the digits of every card number replaced but the last four; lengths stay."""

    def hidden(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        if len(digits) not in _LENGTHS.get(digits[0], ()) or not _luhn(digits):
            return found[0]
        seen, parts = 0, []
        for letter in found[0]:
            seen += letter.isdigit()
            parts.append("•" if letter.isdigit() and seen <= len(digits) - 4 else letter)
        return "".join(parts)

    return _NUMBER.sub(hidden, text)


def was_hidden(text: str) -> bool:
    """Return whether a card number was made unreadable in this text."""
    return "•" in text and _HIDDEN.search(text) is not None
