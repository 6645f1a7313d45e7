"""Money is an integer of minor units and its currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.types.enums import Account
from db.types.ledger import LedgerEntry, LedgerLine, Unbalanced, entry
from db.types.money import CurrencyMismatch, Money, parse_major

AMOUNTS = st.integers(min_value=0, max_value=10**12)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("1990", "RUB", 1990_00),
        ("1 990", "RUB", 1990_00),
        ("1\u00a0990,50", "RUB", 1990_50),
        ("1990.5", "RUB", 1990_50),
        ("1990 ₽", "RUB", 1990_00),
        ("1990 руб", "RUB", 1990_00),
        ("1990р.", "RUB", 1990_00),
        ("$19.90", "USD", 19_90),
        ("1.990,50", "EUR", 1990_50),
        ("1,990.50", "USD", 1990_50),
        ("0", "RUB", 0),
        ("250", "XTR", 250),
        ("1000", "JPY", 1000),
        ("PLN 10,50", "PLN", 10_50),
    ],
)
def test_a_price_is_read_as_people_type_it(typed: str, currency: str, minor: int) -> None:
    assert parse_major(typed, currency) == minor


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "free",
        "-5",
        "1.999",
        "1.990",
        "1,990",
        "1e9",
        "10 kg",
        "10 pcs",
        "1..5.5",
        "99999999999999999",
        "--",
        "٣",
        "²",
    ],
)
def test_what_is_not_a_price_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a price"):
        parse_major(typed, "RUB")


def test_stars_have_no_fractions() -> None:
    with pytest.raises(ValueError, match="not a price"):
        parse_major("2.5", "XTR")


@given(AMOUNTS, st.sampled_from(["RUB", "XTR", "JPY", "KWD"]))
def test_what_is_shown_is_read_back(amount: int, currency: str) -> None:
    assert parse_major(f"{Money(amount, currency).major():f}", currency) == amount


@given(AMOUNTS, AMOUNTS)
def test_sums_are_exact(one: int, other: int) -> None:
    assert Money(one, "RUB") + Money(other, "RUB") - Money(other, "RUB") == Money(one, "RUB")


def test_different_currencies_do_not_meet_in_a_sum() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "RUB") + Money(1, "USD")


@pytest.mark.parametrize("amount", [1.0, True, "1", Decimal(1)])
def test_money_is_an_integer(amount: object) -> None:
    with pytest.raises(TypeError):
        Money(amount, "RUB")  # type: ignore[arg-type]


def test_an_entry_that_does_not_balance_cannot_be_made() -> None:
    with pytest.raises(Unbalanced):
        LedgerEntry("order", "1", "sale", "RUB", (LedgerLine("customer", 1),))


def test_zero_amounts_write_no_lines() -> None:
    made = entry("order", 1, "sale", "RUB", {Account.CUSTOMER: 5, Account.REVENUE: -5, Account.SHIPPING: 0})

    assert [line.account for line in made.lines] == ["customer", "revenue"]
