"""What an order costs."""

from hypothesis import given
from hypothesis import strategies as st

from core.orders import ledger
from core.orders.pricing import PricedLine, Terms, Totals, delivery_price, total_of
from db.types.ids import OrderId

LINES = st.lists(st.builds(PricedLine, st.integers(0, 10**9), st.integers(1, 99)), max_size=20)


@given(LINES, st.integers(0, 10**6), st.none() | st.integers(0, 10**9))
def test_a_total_is_goods_and_delivery(lines: list[PricedLine], delivery: int, free_from: int | None) -> None:
    totals = total_of(lines, Terms(delivery, free_from))

    assert totals.goods == sum(line.unit_price * line.quantity for line in lines)
    assert totals.total == totals.goods + totals.delivery
    assert totals.delivery in (0, delivery)


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
