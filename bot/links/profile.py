"""One's own page."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Addresses(Link, prefix="fd"):
    """The addresses one keeps (0), or one of them; `what`: `add`, `label`, `prefer`, `drop`."""

    address: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Phone(Link, prefix="ft"):
    """One's phone; `what`: `change` asks for it, `forget` forgets it."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class Choices(Link, prefix="fk"):
    """What one is written to about; with a kind it is turned on (1) or off (0)."""

    kind: str = ""
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Bonuses(Link, prefix="fz"):
    """One's points, level and referral link."""


@dataclass(frozen=True, slots=True)
class MyData(Link, prefix="fy"):
    """What the shop keeps of one; `what`: `get` sends it, `erase` and `sure` ask, `really` erases."""

    what: str = ""
