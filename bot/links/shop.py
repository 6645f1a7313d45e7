"""The shop itself: its card, texts, team, figures, health."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Team(Link, prefix="tt"):
    """The team of the shop."""


@dataclass(frozen=True, slots=True)
class Invite(Link, prefix="ti"):
    """An invitation into the team with a role (empty: choose)."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class Member(Link, prefix="te"):
    """One member: a role's word changes it, `sure` asks whether to let them go, `out` does."""

    person: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Sales(Link, prefix="ds"):
    """What was sold over a span, `back` spans ago."""

    span: str = "week"
    back: int = 0


@dataclass(frozen=True, slots=True)
class SalesSheet(Link, prefix="dx"):
    """The same as a sheet."""

    span: str
    back: int


@dataclass(frozen=True, slots=True)
class Reports(Link, prefix="dr"):
    """Reports that come by themselves."""


@dataclass(frozen=True, slots=True)
class ReportHour(Link, prefix="dh"):
    """Choose the hour of a report; 25 asks, 24 ends it."""

    span: str
    hour: int


@dataclass(frozen=True, slots=True)
class ReportNow(Link, prefix="dn"):
    """See a report as it would come."""

    span: str


@dataclass(frozen=True, slots=True)
class Texts(Link, prefix="dw"):
    """The texts of the bot: a page of the changed ones (1), or of all (0)."""

    changed: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class OneText(Link, prefix="dv"):
    """A text; `what`: a language to write it in, `keep-` and a language for the draft, `restore`."""

    text: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ShopCard(Link, prefix="dk"):
    """What the shop says of itself and how it looks."""


@dataclass(frozen=True, slots=True)
class ShopField(Link, prefix="df"):
    """Change one thing of it; for texts in a language (empty: choose)."""

    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ShopBlocks(Link, prefix="dbs"):
    """The blocks of the Mini App's first page."""


@dataclass(frozen=True, slots=True)
class ShopBlock(Link, prefix="dbk"):
    """One block, or something to do with it; for texts in a language (empty: choose)."""

    block: str
    what: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Audit(Link, prefix="dau"):
    """Who changed what, older than a number."""

    before: int = 0


@dataclass(frozen=True, slots=True)
class Health(Link, prefix="dhe"):
    """What is wrong with the shop and how to mend it."""
