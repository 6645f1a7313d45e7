"""Phones, addresses and comments as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.orders.contact import ADDRESS_LIMIT, COMMENT_LIMIT, read_address, read_comment, read_phone, show_phone
from core.orders.errors import AddressTooShort, PhoneNotUnderstood, TextTooLong


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("8 (912) 345-67-89", "+79123456789"),
        ("+7 912 345 67 89", "+79123456789"),
        ("9123456789", "+79123456789"),
        ("79123456789", "+79123456789"),
        ("+44 20 7946 0958", "+442079460958"),
        ("  +1 (415) 555‑0100".replace("‑", "-"), "+14155550100"),
        ("8\u00a0912\u00a0345–67–89", "+79123456789"),
    ],
)
def test_a_phone_is_read_as_people_type_it(typed: str, phone: str) -> None:
    assert read_phone(typed) == phone


@pytest.mark.parametrize(
    "typed", ["", "call me", "12345", "+7 912 345 67 89 доб. 5", "1" * 16, "++79123456789", "٩١٢٣٤٥٦٧٨٩"]
)
def test_what_is_not_a_phone_is_refused(typed: str) -> None:
    with pytest.raises(PhoneNotUnderstood):
        read_phone(typed)


@given(st.text(max_size=40))
def test_any_text_is_a_phone_or_refused(typed: str) -> None:
    try:
        phone = read_phone(typed)
    except PhoneNotUnderstood:
        return
    assert phone[0] == "+"
    assert phone[1:].isascii()
    assert phone[1:].isdigit()
    assert read_phone(phone) == phone
    assert read_phone(show_phone(phone)) == phone


def test_an_address_is_kept_on_one_line() -> None:
    assert read_address("  Tverskaya 1,\n flat 2 ") == "Tverskaya 1, flat 2"
    with pytest.raises(AddressTooShort):
        read_address(" 1 \n")
    with pytest.raises(TextTooLong):
        read_address("a" * (ADDRESS_LIMIT + 1))


def test_a_comment_has_a_limit() -> None:
    assert read_comment(" ring twice ") == "ring twice"
    with pytest.raises(TextTooLong):
        read_comment("я" * (COMMENT_LIMIT + 1))
