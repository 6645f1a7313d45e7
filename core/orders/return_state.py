"""The return's machine and the two axes of its lines: explicit tables, and who may cause what (pure; domain.md).

A pair that is not in a table is not an error: it is recorded as ignored with its reason (law 10).
"""

from dataclasses import dataclass
from enum import StrEnum

from core.orders.state import By
from db.types.enums import Acceptance, Reception
from db.types.enums import ReturnState as S


class ReturnEvent(StrEnum):
    """What can happen to a return."""

    ASK = "ask"
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    SEND = "send"  # the buyer says how it was sent
    RECEIVE = "receive"
    INSPECT = "inspect"
    AGREE = "agree"  # the first of two people who close it
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    to: S
    by: frozenset[By]


@dataclass(frozen=True, slots=True)
class Ignored:
    """The event means nothing in this state, and why."""

    state: str
    event: str
    why: str


_E = ReturnEvent
_BUYER = frozenset({By.BUYER})
_STAFF = frozenset({By.STAFF})

TABLE: dict[tuple[S, ReturnEvent], Transition] = {
    (S.REQUESTED, _E.APPROVE): Transition(S.APPROVED, _STAFF),
    (S.REQUESTED, _E.REJECT): Transition(S.REJECTED, _STAFF),
    (S.REQUESTED, _E.CANCEL): Transition(S.CANCELLED, _BUYER),
    (S.APPROVED, _E.CANCEL): Transition(S.CANCELLED, _BUYER),
    (S.APPROVED, _E.SEND): Transition(S.APPROVED, _BUYER),
    (S.APPROVED, _E.RECEIVE): Transition(S.APPROVED, _STAFF),
    (S.APPROVED, _E.INSPECT): Transition(S.APPROVED, _STAFF),
    (S.APPROVED, _E.AGREE): Transition(S.APPROVED, _STAFF),
    (S.APPROVED, _E.CLOSE): Transition(S.CLOSED, _STAFF),
}
OPEN = frozenset({S.REQUESTED, S.APPROVED})


def next_state(state: S, event: ReturnEvent, by: By, *, under_way: bool = False) -> S | Ignored:
    """Return the state that an event leads to, or `Ignored`.

    `under_way`: the goods are on their way back, or here; nobody cancels then.
    """
    transition = TABLE.get((state, event))
    if transition is None:
        return Ignored(state.value, event.value, "not in this state")
    if by not in transition.by:
        return Ignored(state.value, event.value, f"not by {by.value}")
    if event is ReturnEvent.CANCEL and under_way:
        return Ignored(state.value, event.value, "sent back already")
    return transition.to


# ── a line's way to us ───────────────────────────────────────────────────────────────────────────────────

# What staff say of a line; a mistake is corrected by saying it again, until the return is closed.
_SAID = frozenset({Reception.RECEIVED, Reception.SHORT, Reception.WRONG_ITEM, Reception.LOST})
RECEPTIONS: dict[Reception, frozenset[Reception]] = dict.fromkeys(Reception, _SAID)


def received_as(now: Reception, said: Reception, received: int, quantity: int) -> Reception | Ignored:
    """Return what a line becomes when staff say how much of it came; `Ignored` where the number does not fit.

    All pieces: `received`. Some: `short`. Fewer of the right ones than announced, and others instead:
    `wrong_item`. None: `lost`.
    """
    if said not in RECEPTIONS[now]:
        return Ignored(now.value, said.value, "not a way to arrive")
    fits = {
        Reception.RECEIVED: received == quantity,
        Reception.SHORT: 0 < received < quantity,
        Reception.WRONG_ITEM: 0 <= received < quantity,
        Reception.LOST: received == 0,
    }[said]
    return said if fits else Ignored(now.value, said.value, f"{received} of {quantity}")


# ── whether it is taken ──────────────────────────────────────────────────────────────────────────────────


def accepted_as(reception: Reception, accepted: int, received: int) -> Acceptance | Ignored:
    """Return what a line's acceptance becomes: of what has come, all, a part or nothing is taken."""
    if reception is Reception.AWAITING:
        return Ignored(Acceptance.PENDING.value, ReturnEvent.INSPECT.value, "not received yet")
    if not 0 <= accepted <= received:
        return Ignored(Acceptance.PENDING.value, ReturnEvent.INSPECT.value, f"{accepted} of {received}")
    if accepted == 0:
        return Acceptance.REJECTED
    return Acceptance.ACCEPTED if accepted == received else Acceptance.PARTLY
