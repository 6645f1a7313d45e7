"""Ways of delivery and their zones."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Deliveries(Link, prefix="ydl"):
    """How the shop delivers, for staff."""


@dataclass(frozen=True, slots=True)
class NewDelivery(Link, prefix="ydn"):
    """Add a way of delivery of a kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class DeliveryOption(Link, prefix="ydo"):
    """One way of delivery; `what` turns a switch or asks for a value."""

    option: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Zones(Link, prefix="zzl"):
    """A courier's zones, for staff; `what` asks for more of them."""

    option: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Zone(Link, prefix="zzo"):
    """One zone; `what` asks for a value or takes it out."""

    zone: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class UndoZone(Link, prefix="zzu"):
    """Take back the last change of a zone."""

    zone: int
    seq: int


@dataclass(frozen=True, slots=True)
class DrawZone(Link, prefix="zzd"):
    """An area being drawn: finish it, take the last corner back, give it up."""

    zone: int
    what: str
