"""Read what people really type at checkout: phones, addresses, comments (pure)."""

from core.orders.errors import AddressTooShort, PhoneNotUnderstood, TextTooLong

ADDRESS_LIMIT = 300
COMMENT_LIMIT = 500
GIFT_NOTE_LIMIT = 300


def read_phone(text: str) -> str:
    """Return a phone number in E.164: `8 (912) 345-67-89` → `+79123456789`.

    Raises:
        PhoneNotUnderstood: letters, or not 7 to 15 digits.
    """
    cleaned = text.strip()
    digits = "".join(ch for ch in cleaned if ch.isdecimal() and ch.isascii())
    strange = [ch for ch in cleaned if not (ch.isascii() and ch.isdecimal()) and ch not in "+-–—(). \u00a0"]
    if strange or not 7 <= len(digits) <= 15 or cleaned.count("+") > 1:
        raise PhoneNotUnderstood
    if not cleaned.startswith("+"):
        digits = _with_country(digits)
    if digits.startswith("0"):
        raise PhoneNotUnderstood  # no country's code begins with a zero
    return "+" + digits


def _with_country(digits: str) -> str:
    """Return a number typed without a plus in its international form; Russian habits are understood."""
    if len(digits) == 11 and digits[0] in "78":
        return "7" + digits[1:]
    if len(digits) == 10 and digits[0] == "9":
        return "7" + digits
    if digits[0] in "78":
        raise PhoneNotUnderstood  # a Russian number with a digit missing or too many
    return digits


def show_phone(phone: str) -> str:
    """Return a phone number as people read it: `+7 912 345-67-89`."""
    if len(phone) == 12 and phone.startswith("+7"):
        return f"+7 {phone[2:5]} {phone[5:8]}-{phone[8:10]}-{phone[10:]}"
    return phone


def read_address(text: str) -> str:
    """Return an address on one line. Raises: AddressTooShort, TextTooLong."""
    cleaned = " ".join(text.split())
    if len(cleaned) < 5:
        raise AddressTooShort
    if len(cleaned) > ADDRESS_LIMIT:
        raise TextTooLong(limit=ADDRESS_LIMIT)
    return cleaned


def read_comment(text: str) -> str:
    """Return a comment without stray blanks. Raises: TextTooLong."""
    cleaned = text.strip()
    if len(cleaned) > COMMENT_LIMIT:
        raise TextTooLong(limit=COMMENT_LIMIT)
    return cleaned


def read_gift_note(text: str) -> str:
    """Return the words for a gift card without stray blanks. Raises: TextTooLong."""
    cleaned = text.strip()
    if len(cleaned) > GIFT_NOTE_LIMIT:
        raise TextTooLong(limit=GIFT_NOTE_LIMIT)
    return cleaned
