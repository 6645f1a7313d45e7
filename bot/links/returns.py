"""Goods on their way back, for buyers and staff."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class StartReturn(Link, prefix="v"):
    """Send something of one's order back: the next question."""

    order: int


@dataclass(frozen=True, slots=True)
class ReturnStep(Link, prefix="vs"):
    """One of the questions on the way to a return, to answer anew."""

    order: int
    step: str


@dataclass(frozen=True, slots=True)
class ReturnPieces(Link, prefix="vp"):
    """Send so many pieces of a line back."""

    order: int
    position: int
    number: int


@dataclass(frozen=True, slots=True)
class ReturnReason(Link, prefix="vr"):
    """Why something is sent back."""

    order: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnOutcome(Link, prefix="vo"):
    """What is wanted for it."""

    order: int
    way: str


@dataclass(frozen=True, slots=True)
class ReturnInstead(Link, prefix="ve"):
    """Which variant is wanted instead of a line."""

    order: int
    position: int
    variant: int


@dataclass(frozen=True, slots=True)
class AskReturn(Link, prefix="va"):
    """Ask for the return that was answered step by step."""

    order: int
    draft: int


@dataclass(frozen=True, slots=True)
class MyReturn(Link, prefix="vm"):
    """One's own return."""

    return_id: int


@dataclass(frozen=True, slots=True)
class CancelReturn(Link, prefix="vx"):
    """Take one's return back: asked first, done when sure."""

    return_id: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class TrackReturn(Link, prefix="vt"):
    """Say how one's return was sent."""

    return_id: int


@dataclass(frozen=True, slots=True)
class StaffReturns(Link, prefix="z"):
    """The shop's returns by group, older than one of them."""

    group: str = "new"
    before: int = 0


@dataclass(frozen=True, slots=True)
class StaffReturn(Link, prefix="zc"):
    """A return's staff card."""

    order: int
    return_id: int


@dataclass(frozen=True, slots=True)
class ApproveReturn(Link, prefix="za"):
    """Let the buyer send it back."""

    order: int
    return_id: int


@dataclass(frozen=True, slots=True)
class RejectReturn(Link, prefix="zr"):
    """Refuse a return with one of the ready reasons (empty: choose; `own`: typed)."""

    order: int
    return_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveReturn(Link, prefix="zl"):
    """What came of a return's line. `step`: `all` as announced, `lines` to list them, `line`, or how it came."""

    order: int
    return_id: int
    step: str
    position: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class InspectReturn(Link, prefix="zi"):
    """How much of a return's line is taken. `step`: `all` of it back on the shelf, `lines`, `line`, or the verdict."""

    order: int
    return_id: int
    step: str
    position: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class CloseReturn(Link, prefix="zx"):
    """Close a return as `way` (empty: choose), the delivery given back too (1) or not."""

    order: int
    return_id: int
    way: str = ""
    delivery: int = 0


@dataclass(frozen=True, slots=True)
class ReturnPhoto(Link, prefix="zp"):
    """A picture that the buyer sent with a return."""

    order: int
    return_id: int
    position: int
