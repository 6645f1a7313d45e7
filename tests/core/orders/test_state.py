"""The order's machine, pair by pair."""

from itertools import product

import pytest

from core.orders.state import LIVE, PAID, TABLE, UNPAID, By, Ignored, OrderEvent, may_cancel, next_status
from db.types.enums import OrderStatus as S

E = OrderEvent
# Written out again, from domain.md: a change of the table has to be made twice, knowingly.
ALLOWED = {
    (S.AWAITING_PAYMENT, E.FUNDS_COMPLETE, By.LEDGER): S.CONFIRMED,
    (S.AWAITING_PAYMENT, E.FUNDS_MISMATCH, By.LEDGER): S.ON_HOLD,
    (S.AWAITING_PAYMENT, E.LATE_FUNDS_SOLD_OUT, By.LEDGER): S.ON_HOLD,
    (S.AWAITING_PAYMENT, E.HOLD_EXPIRED, By.TIMER): S.EXPIRED,
    (S.CONFIRMED, E.HOLD, By.RULE): S.ON_HOLD,
    (S.CONFIRMED, E.HOLD, By.STAFF): S.ON_HOLD,
    (S.FULFILLING, E.HOLD, By.RULE): S.ON_HOLD,
    (S.FULFILLING, E.HOLD, By.STAFF): S.ON_HOLD,
    (S.AWAITING_CONFIRMATION, E.HOLD, By.RULE): S.ON_HOLD,
    (S.AWAITING_CONFIRMATION, E.HOLD, By.STAFF): S.ON_HOLD,
    (S.ON_HOLD, E.RELEASE, By.STAFF): S.CONFIRMED,
    (S.ON_HOLD, E.RELEASE_UNANSWERED, By.STAFF): S.AWAITING_CONFIRMATION,
    (S.ON_HOLD, E.RELEASE_PACKED, By.STAFF): S.FULFILLING,
    (S.AWAITING_PAYMENT, E.PAY_ON_DELIVERY, By.BUYER): S.AWAITING_CONFIRMATION,
    (S.AWAITING_PAYMENT, E.CANCEL, By.BUYER): S.CANCELLED,
    (S.AWAITING_PAYMENT, E.CANCEL, By.STAFF): S.CANCELLED,
    (S.AWAITING_CONFIRMATION, E.ACCEPT, By.STAFF): S.CONFIRMED,
    (S.AWAITING_CONFIRMATION, E.ACCEPT, By.TIMER): S.CONFIRMED,
    (S.AWAITING_CONFIRMATION, E.NO_ANSWER, By.TIMER): S.EXPIRED,
    (S.AWAITING_CONFIRMATION, E.CANCEL, By.BUYER): S.CANCELLED,
    (S.AWAITING_CONFIRMATION, E.CANCEL, By.STAFF): S.CANCELLED,
    (S.EXPIRED, E.LATE_FUNDS, By.LEDGER): S.CONFIRMED,
    (S.EXPIRED, E.LATE_FUNDS_SOLD_OUT, By.LEDGER): S.ON_HOLD,
    (S.CANCELLED, E.LATE_FUNDS, By.LEDGER): S.CONFIRMED,
    (S.CANCELLED, E.LATE_FUNDS_SOLD_OUT, By.LEDGER): S.ON_HOLD,
    (S.CONFIRMED, E.SHIPMENT_CREATED, By.STAFF): S.FULFILLING,
    (S.CONFIRMED, E.CANCEL, By.BUYER): S.CANCELLED,
    (S.CONFIRMED, E.CANCEL, By.STAFF): S.CANCELLED,
    (S.FULFILLING, E.CANCEL, By.STAFF): S.CANCELLED,
    (S.FULFILLING, E.ALL_DELIVERED, By.STAFF): S.DELIVERED,
    (S.FULFILLING, E.CAME_BACK, By.STAFF): S.CANCELLED,
    (S.CONFIRMED, E.HOLD, By.LEDGER): S.ON_HOLD,
    (S.FULFILLING, E.HOLD, By.LEDGER): S.ON_HOLD,
    (S.CONFIRMED, E.DIGITAL_CLAIMED, By.LEDGER): S.FULFILLING,
    (S.FULFILLING, E.DIGITAL_DELIVERED, By.LEDGER): S.DELIVERED,
    (S.DELIVERED, E.WINDOW_OVER, By.TIMER): S.COMPLETED,
    (S.ON_HOLD, E.CANCEL, By.STAFF): S.CANCELLED,
}


@pytest.mark.parametrize(("status", "event", "by"), list(product(S, OrderEvent, By)), ids=str)
def test_each_pair_moves_as_agreed_or_is_ignored(status: S, event: OrderEvent, by: By) -> None:
    expected = ALLOWED.get((status, event, by), Ignored(status, event))

    assert next_status(status, event, by) == expected


def test_nothing_leaves_a_completed_order() -> None:
    assert not [pair for pair in TABLE if pair[0] is S.COMPLETED]


def test_a_buyer_may_cancel_until_packing() -> None:
    assert {status for status in S if may_cancel(status, By.BUYER)} == {*UNPAID, S.CONFIRMED}


def test_paid_and_unpaid_are_apart_and_live_is_what_has_not_ended() -> None:
    assert not PAID & UNPAID
    assert set(S) - LIVE == {S.EXPIRED, S.CANCELLED, S.COMPLETED}
