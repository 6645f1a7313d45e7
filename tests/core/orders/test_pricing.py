"""What an order costs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.orders import ledger
from core.orders.pricing import (
    PricedLine,
    Promo,
    PromoProblem,
    Terms,
    Totals,
    convert,
    delivery_price,
    in_shop_currency,
    spread,
    tax_on_top,
    tax_within,
    total_of,
)
from core.shops.shop import TaxMode, TaxRules
from db.types.enums import PromoKind
from db.types.ids import OrderId

LINES = st.lists(st.builds(PricedLine, st.integers(0, 10**9), st.integers(1, 99)), max_size=20)


@given(LINES, st.integers(0, 10**6), st.none() | st.integers(0, 10**9))
def test_a_total_is_goods_and_delivery(lines: list[PricedLine], delivery: int, free_from: int | None) -> None:
    totals = total_of(lines, Terms(delivery, free_from))

    assert totals.goods == sum(line.unit_price * line.quantity for line in lines)
    assert totals.total == totals.goods + totals.delivery
    assert totals.delivery in (0, delivery)


def test_what_is_not_named_is_nothing() -> None:
    plain = Totals(100, 20)
    assert (plain.total, plain.to_pay, plain.lines) == (120, 120, ())
    assert (plain.tax, plain.tax_added, plain.rounding, plain.discount) == (0, 0, 0, 0)
    assert total_of([PricedLine(100, 1)]).total == total_of([PricedLine(100, 1)], Terms()).total == 100
    assert total_of([PricedLine(100, 1)]).to_pay == 100
    rich = Terms(gift_balance=0, points_balance=80)
    assert total_of([PricedLine(100, 1)], rich).points == 80


def test_delivery_is_free_from_exactly_the_sum_the_shop_named() -> None:
    assert delivery_price(300, 1000, 999) == 300
    assert delivery_price(300, 1000, 1000) == 0
    assert delivery_price(300, None, 10**9) == 300


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**6))
def test_undoing_a_sale_is_its_exact_reverse(goods: int, delivery: int, discount: int) -> None:
    totals = Totals(goods, delivery, min(discount, goods + delivery))
    sale, unsale = ledger.sale(OrderId(1), totals, "RUB"), ledger.unsale(OrderId(1), totals, "RUB")

    assert {line.account: line.amount for line in sale.lines} == {line.account: -line.amount for line in unsale.lines}
    assert (sale.kind, unsale.kind) == ("sale", "unsale")
    assert ledger.sale(OrderId(1), totals, "RUB", round_=1).kind == "sale.1"


TAXES = st.builds(
    TaxRules,
    mode=st.sampled_from(TaxMode),
    rate_bp=st.integers(0, 10_000),
    classes=st.just({"food": 10_00}),
    delivery_bp=st.none() | st.integers(0, 10_000),
)
PROMOS = st.none() | st.one_of(
    st.builds(Promo, st.just(1), st.just("A"), st.just(PromoKind.PERCENT), st.integers(0, 10_000)),
    st.builds(Promo, st.just(1), st.just("A"), st.just(PromoKind.SUM), st.integers(0, 10**7)),
    st.builds(Promo, st.just(1), st.just("A"), st.just(PromoKind.FREE_DELIVERY), st.just(0)),
)
TERMS = st.builds(
    Terms,
    delivery=st.integers(0, 10**6),
    free_from=st.none() | st.integers(0, 10**7),
    promo=PROMOS,
    taxes=TAXES,
    round_to=st.sampled_from((1, 10, 100, 1000)),
    gift_balance=st.integers(0, 10**7),
    points_balance=st.integers(0, 10**7),
    points_max_bp=st.integers(0, 10_000),
)
SOME_LINES = st.lists(
    st.builds(PricedLine, st.integers(0, 10**6), st.integers(1, 99), st.sampled_from((None, "food"))),
    min_size=1,
    max_size=10,
)


@given(SOME_LINES, TERMS)
def test_whatever_is_entered_the_parts_add_up_and_nothing_falls_below_zero(
    lines: list[PricedLine], terms: Terms
) -> None:
    totals = total_of(lines, terms)

    assert totals.total == totals.goods + totals.delivery - totals.discount + totals.tax_added + totals.rounding
    assert 0 <= totals.to_pay <= totals.total
    assert totals.to_pay == totals.total - totals.gift - totals.points
    assert 0 <= totals.tax_added <= totals.tax
    assert 0 <= totals.discount <= totals.goods + totals.delivery
    assert -terms.round_to < totals.rounding <= 0
    assert totals.rounding == 0 or totals.total % terms.round_to == 0
    assert totals.points <= totals.total * terms.points_max_bp // 10_000
    # What the lines cost is the total without delivery and rounding.
    assert len(totals.lines) == len(lines)
    assert all(line.amount >= 0 for line in totals.lines)
    assert sum(line.amount for line in totals.lines) <= totals.total - totals.rounding
    ledger.sale(OrderId(1), totals, "RUB")  # balances, or it raises


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_spreading_loses_nothing_and_is_fair(amount: int, weights: list[int]) -> None:
    parts = spread(amount, weights)
    whole = sum(weights)
    assert sum(parts) == (amount if whole else 0)
    assert all(
        abs(part * whole - amount * weight) < whole for part, weight in zip(parts, weights, strict=True) if whole
    )


def test_spreading_gives_the_rest_to_whom_it_is_nearest() -> None:
    assert spread(100, [1, 1, 1]) == [34, 33, 33]
    assert spread(10, [3, 7]) == [3, 7]
    assert spread(1, [1, 3]) == [0, 1]
    assert spread(10, [3, 3, 5]) == [3, 3, 4]
    assert spread(7, [5, 1, 1]) == [5, 1, 1]
    assert spread(5, [4, 3, 2]) == [2, 2, 1]
    assert spread(5, [0, 0]) == [0, 0]


@pytest.mark.parametrize(
    ("gross", "rate", "tax"),
    [(120_00, 20_00, 20_00), (100, 20_00, 17), (1, 20_00, 0), (110_00, 10_00, 10_00), (3, 20_00, 1)],
)
def test_tax_inside_a_price_is_rounded_half_up(gross: int, rate: int, tax: int) -> None:
    assert tax_within(gross, rate) == tax


@pytest.mark.parametrize(("net", "rate", "tax"), [(100_00, 20_00, 20_00), (2, 25_00, 1), (1, 49_99, 0), (0, 20_00, 0)])
def test_tax_on_top_is_rounded_half_up(net: int, rate: int, tax: int) -> None:
    assert tax_on_top(net, rate) == tax


def test_classes_and_delivery_have_rates_of_their_own() -> None:
    taxes = TaxRules(mode=TaxMode.ADDED, rate_bp=20_00, classes={"food": 10_00}, delivery_bp=0)
    totals = total_of([PricedLine(100_00, 1), PricedLine(100_00, 1, "food")], Terms(delivery=50_00, taxes=taxes))
    assert totals.tax == totals.tax_added == 30_00
    assert totals.total == 280_00
    assert [line.amount for line in totals.lines] == [120_00, 110_00]
    assert [line.tax_bp for line in totals.lines] == [20_00, 10_00]
    assert TaxRules(mode=TaxMode.ADDED, rate_bp=20_00).delivery_rate() == 20_00
    assert TaxRules(rate_bp=20_00, delivery_bp=10_00).delivery_rate() == 0
    assert TaxRules(mode=TaxMode.INCLUDED, rate_bp=20_00).rate_of("unknown") == 20_00


def test_tax_inside_is_taken_from_what_the_discount_leaves() -> None:
    taxes = TaxRules(mode=TaxMode.INCLUDED, rate_bp=20_00)
    half = Promo(1, "HALF", PromoKind.PERCENT, 50_00)
    totals = total_of([PricedLine(240_00, 1)], Terms(delivery=120_00, promo=half, taxes=taxes))
    assert (totals.discount, totals.tax, totals.tax_added, totals.total) == (120_00, 40_00, 0, 240_00)


def test_gift_card_pays_before_points_and_rounding_favours_the_buyer() -> None:
    totals = total_of(
        [PricedLine(1_99, 1)], Terms(round_to=100, gift_balance=40, points_balance=1000, points_max_bp=50_00)
    )
    assert (totals.rounding, totals.total) == (-99, 100)
    assert (totals.gift, totals.points, totals.to_pay) == (40, 50, 10)
    assert total_of([PricedLine(50, 1)], Terms(round_to=100)).rounding == 0


@pytest.mark.parametrize(
    ("amount", "source", "target", "rate", "expected"),
    [
        (100_00, "RUB", "USD", "0.0125", 1_25),
        (100_00, "RUB", "XTR", "0.6", 60),
        (1, "RUB", "XTR", "0.6", 1),
        (0, "RUB", "XTR", "0.6", 0),
        (10_00, "USD", "JPY", "150", 1500),
        (1500, "JPY", "USD", "0.0066", 9_90),
        (1_00, "RUB", "USD", "0.005", 1),
        (3_00, "RUB", "USD", "0.005", 2),
    ],
)
def test_another_currency_is_rounded_half_up_and_no_price_is_lost(
    amount: int, source: str, target: str, rate: str, expected: int
) -> None:
    assert convert(amount, source, target, Decimal(rate)) == expected


def test_each_limit_of_a_code_stops_it_at_its_edge() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    moment = timedelta(seconds=1)

    def problem(**limits: object) -> PromoProblem | None:
        return Promo(1, "A", PromoKind.PERCENT, 10_00, **limits).problem(1000, now)  # type: ignore[arg-type]

    assert problem() is None
    assert problem(starts_at=now) is None
    assert problem(starts_at=now + moment) is PromoProblem.NOT_YET
    assert problem(ends_at=now + moment) is None
    assert problem(ends_at=now) is PromoProblem.ENDED
    assert problem(max_uses=2, used=1) is None
    assert problem(max_uses=2, used=2) is PromoProblem.USED_UP
    assert problem(per_customer=2, used_by_buyer=1) is None
    assert problem(per_customer=2, used_by_buyer=2) is PromoProblem.YOURS_USED
    assert problem(first_order=True) is None
    assert problem(first_order=True, ordered_before=True) is PromoProblem.FIRST_ONLY
    assert problem(min_goods=1000) is None
    assert problem(min_goods=1001) is PromoProblem.MIN_GOODS


@pytest.mark.parametrize(
    ("amount", "currency", "rate", "expected"),
    [
        (500, "RUB", None, 500),
        (1_25, "USD", "0.0125", 100_00),
        (60, "XTR", "0.6", 100_00),
        (60, "XTR", None, 60_00),
        (60, "XTR", "0", 60_00),
    ],
)
def test_limits_are_named_in_the_shops_currency(amount: int, currency: str, rate: str | None, expected: int) -> None:
    assert in_shop_currency(amount, currency, "RUB", rate) == expected
