"""The return's machine and the two axes of its lines, pair by pair."""

from itertools import product

import pytest

from core.orders.return_state import Ignored, ReturnEvent, accepted_as, next_state, received_as
from core.orders.state import By
from db.types.enums import Acceptance, Reception
from db.types.enums import ReturnState as S

E = ReturnEvent
# Written out again, from domain.md: a change of the table has to be made twice, knowingly.
ALLOWED = {
    (S.REQUESTED, E.APPROVE, By.STAFF): S.APPROVED,
    (S.REQUESTED, E.REJECT, By.STAFF): S.REJECTED,
    (S.REQUESTED, E.CANCEL, By.BUYER): S.CANCELLED,
    (S.APPROVED, E.CANCEL, By.BUYER): S.CANCELLED,
    (S.APPROVED, E.SEND, By.BUYER): S.APPROVED,
    (S.APPROVED, E.RECEIVE, By.STAFF): S.APPROVED,
    (S.APPROVED, E.INSPECT, By.STAFF): S.APPROVED,
    (S.APPROVED, E.AGREE, By.STAFF): S.APPROVED,
    (S.APPROVED, E.CLOSE, By.STAFF): S.CLOSED,
}


@pytest.mark.parametrize(("state", "event", "by"), list(product(S, ReturnEvent, By)), ids=str)
def test_each_pair_moves_as_agreed_or_is_ignored_with_a_reason(state: S, event: ReturnEvent, by: By) -> None:
    found = next_state(state, event, by)

    expected = ALLOWED.get((state, event, by))
    if expected is not None:
        assert found is expected
    else:
        assert isinstance(found, Ignored)
        assert (found.state, found.event) == (state.value, event.value)
        assert found.why


@pytest.mark.parametrize("state", [S.REQUESTED, S.APPROVED])
def test_what_is_on_its_way_back_is_not_cancelled(state: S) -> None:
    assert isinstance(next_state(state, E.CANCEL, By.BUYER, under_way=True), Ignored)


@pytest.mark.parametrize("now", list(Reception))
@pytest.mark.parametrize(
    ("said", "fitting"),
    [
        (Reception.RECEIVED, {3}),
        (Reception.SHORT, {1, 2}),
        (Reception.WRONG_ITEM, {0, 1, 2}),
        (Reception.LOST, {0}),
        (Reception.AWAITING, set()),
    ],
)
def test_a_line_is_received_as_its_number_allows(now: Reception, said: Reception, fitting: set[int]) -> None:
    became = {number: received_as(now, said, number, 3) for number in range(-1, 5)}

    assert {number for number, one in became.items() if one is said} == fitting
    assert all(isinstance(one, Ignored) for number, one in became.items() if number not in fitting)


@pytest.mark.parametrize("reception", list(Reception))
def test_a_line_is_accepted_as_far_as_it_came(reception: Reception) -> None:
    became = [accepted_as(reception, accepted, 2) for accepted in range(-1, 4)]

    if reception is Reception.AWAITING:
        assert all(isinstance(one, Ignored) for one in became)
        return
    assert became[1:4] == [Acceptance.REJECTED, Acceptance.PARTLY, Acceptance.ACCEPTED]
    assert isinstance(became[0], Ignored)
    assert isinstance(became[4], Ignored)


def test_of_nothing_nothing_is_accepted() -> None:
    assert accepted_as(Reception.LOST, 0, 0) is Acceptance.REJECTED
