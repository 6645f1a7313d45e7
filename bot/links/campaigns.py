"""Broadcasts, scenarios, posts in channels."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Broadcasts(Link, prefix="qb"):
    """The shop's broadcasts."""


@dataclass(frozen=True, slots=True)
class Broadcast(Link, prefix="qd"):
    """One broadcast (0: a new one); `what` is done with it."""

    campaign: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastAudience(Link, prefix="qa"):
    """Choose whom a broadcast is for; `number` are days or a category."""

    campaign: int
    audience: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class BroadcastText(Link, prefix="qt"):
    """Write a broadcast's text in a language, or look at it (`look`)."""

    campaign: int
    language: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastButton(Link, prefix="qk"):
    """Set a broadcast's button to a category (0: ask)."""

    campaign: int
    category: int = 0


@dataclass(frozen=True, slots=True)
class StopNews(Link, prefix="qu"):
    """Want no more messages of a kind (0), or again (1)."""

    kind: str = "marketing"
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Scenarios(Link, prefix="qs"):
    """The scenarios, for staff."""


@dataclass(frozen=True, slots=True)
class NewScenario(Link, prefix="qsn"):
    """A scenario of one's own that waits for a trigger (empty: choose)."""

    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Scenario(Link, prefix="qsc"):
    """One scenario; `what` is done with it."""

    campaign: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Posts(Link, prefix="qp"):
    """Channels and posts, for staff."""


@dataclass(frozen=True, slots=True)
class PostTo(Link, prefix="qpt"):
    """Post a variant into a channel (its id without the minus)."""

    variant: int
    chat: int


@dataclass(frozen=True, slots=True)
class Post(Link, prefix="qpo"):
    """One post; `what`: delete."""

    post: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class PostChannel(Link, prefix="qpc"):
    """A channel (its id without the minus); `what`: `link` this very group, unlink, sure."""

    chat: int
    what: str = ""
