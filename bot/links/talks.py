"""Conversations and ready answers."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class TalkWrite(Link, prefix="qw"):
    """Write to the shop about one's order (0: in general)."""

    order: int = 0


@dataclass(frozen=True, slots=True)
class TalkLeave(Link, prefix="ql"):
    """Leave the conversation with the shop, back to its menu."""


@dataclass(frozen=True, slots=True)
class StaffTalks(Link, prefix="qq"):
    """The open conversations, for staff."""


@dataclass(frozen=True, slots=True)
class StaffTalk(Link, prefix="qc"):
    """One conversation; `what`: take, close, reopen, history."""

    talk: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class FaqList(Link, prefix="qfl"):
    """The shop's ready answers, for staff."""


@dataclass(frozen=True, slots=True)
class Faq(Link, prefix="qf"):
    """One ready answer (0: `new` or `try`); `what` is changed, in a language."""

    entry: int
    what: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FaqAnswer(Link, prefix="qfa"):
    """A ready answer, for customers."""

    entry: int


@dataclass(frozen=True, slots=True)
class FaqVote(Link, prefix="qfv"):
    """A ready answer helped (1), or did not (0)."""

    entry: int
    helped: int


@dataclass(frozen=True, slots=True)
class GiveTalk(Link, prefix="rt"):
    """Choose who looks after a conversation (0), or give it to them."""

    talk: int
    person: int = 0
