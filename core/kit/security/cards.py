"""Card numbers have no business here: whatever looks like one is made unreadable before it rests or is logged.

PCI DSS 3.x: 13 to 19 digits that pass Luhn's check and begin as card numbers do (docs/pci.md).
"""

import re

# Groups of digits as people write them: 4242 4242 4242 4242, and perhaps the date behind.
_RUN = re.compile(r"\d(?:[ \u00a0-]?\d){12,}")
_HIDDEN = re.compile(r"(?:•[ \u00a0-]?){9,}\d{4}")
_LENGTHS = {"3": (16, 15, 14), "4": (19, 16, 13), "5": (16,), "2": (16,), "6": (19, 16)}


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def _card_at(digits: str, starts: set[int], place: int) -> int:
    """Return the length of the card number that begins at a digit, 0 for none; it begins and ends with a group."""
    for length in _LENGTHS.get(digits[place], ()):
        end = place + length
        whole = place in starts and end <= len(digits) and (end == len(digits) or end in starts)
        if whole and _luhn(digits[place:end]):
            return length
    return 0


def _hide_run(run: str) -> str:
    places = [place for place, letter in enumerate(run) if letter.isdigit()]
    digits = "".join(run[place] for place in places)
    # A group begins where the letter before is no digit.
    starts = {number for number, place in enumerate(places) if place == 0 or not run[place - 1].isdigit()}
    letters, number = list(run), 0
    while number < len(digits):
        length = _card_at(digits, starts, number)
        for hidden in range(number, number + length - 4):
            letters[places[hidden]] = "•"
        number += max(length, 1)
    return "".join(letters)


def hide_cards(text: str) -> str:
    """Return the text with the digits of every card number replaced but the last four; lengths stay."""
    return _RUN.sub(lambda found: _hide_run(found[0]), text)


def was_hidden(text: str) -> bool:
    """Return whether a card number was made unreadable in this text."""
    return "•" in text and _HIDDEN.search(text) is not None
