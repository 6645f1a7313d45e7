"""Card numbers are made unreadable; what only looks like one stays."""

import pytest

from core.kit.security.cards import hide_cards, was_hidden


@pytest.mark.parametrize(
    "number",
    ["4242424242424242", "4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005", "2200000000000004"],
)
def test_a_card_number_keeps_its_last_four_digits_only(number: str) -> None:
    said = f"карта {number}, срок 12/30"
    hidden = hide_cards(said)
    assert number not in hidden
    assert hidden.endswith(f"{number[-4:]}, срок 12/30")
    assert len(hidden) == len(said)
    assert was_hidden(hidden)
    assert hide_cards(hidden) == hidden


@pytest.mark.parametrize(
    "said",
    [
        "4242424242424241",  # fails Luhn
        "+7 912 345-67-89",
        "250565090636873728",  # an id of ours
        "RA123456789RU",
        "Заказ 1001 на 1 990 ₽, 23.11.2026",
        "1234567890123456789012345",
        "",
    ],
)
def test_other_numbers_stay(said: str) -> None:
    assert hide_cards(said) == said
    assert not was_hidden(said)


def test_a_date_and_a_code_behind_it_do_not_save_it() -> None:
    assert hide_cards("4242 4242 4242 4242 12/30 123") == "•••• •••• •••• 4242 12/30 123"
    assert hide_cards("тел 79123456789 карта 5555555555554444") == "тел 79123456789 карта ••••••••••••4444"
    assert hide_cards("4242424242424242 5555555555554444") == "••••••••••••4242 ••••••••••••4444"


def test_ids_of_the_house_are_never_taken_for_cards() -> None:
    for number in range(250_565_090_636_873_728, 250_565_090_636_874_728):
        assert hide_cards(str(number)) == str(number)
