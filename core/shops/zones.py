"""Zones of couriers: which one a place lies in, and what people call it (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.kit.i18n.words import LANGUAGES, Words, words_of
from core.shops.geometry import Area, Point, contains, distance
from db.types.enums import ZoneKind


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone; `reach` in metres from the shop's point, sums in minor units of the shop's currency."""

    id: int
    kind: ZoneKind
    name: str
    reach: int | None
    area: Area
    price: int
    free_from: int | None = None
    least: int | None = None
    active: bool = True

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Zone":
        """Return the zone of a row of `delivery_zones`."""
        return cls(
            id=row["id"],
            kind=ZoneKind(row["kind"]),
            name=row["name"],
            reach=row["reach"],
            area=area_of(row["area"]),
            price=row["price"],
            free_from=row["free_from"],
            least=row["least"],
            active=row["active"],
        )

    def holds(self, point: Point, shop: Point | None) -> bool:
        """Return whether a place lies in it; a distance needs to know where the shop is."""
        if self.reach is None:
            return contains(self.area, point)
        return shop is not None and distance(shop, point) <= self.reach


def area_of(stored: Any) -> Area:
    """Return an area as it was stored."""
    return tuple(
        tuple(tuple((corner[0], corner[1]) for corner in ring) for ring in polygon) for polygon in stored or ()
    )


def zone_at(zones: Iterable[Zone], point: Point, shop: Point | None) -> Zone | None:
    """Return the zone of a place: what is drawn on the map comes first, in its order; then the shortest distance."""
    found = [zone for zone in zones if zone.holds(point, shop)]
    drawn = next((zone for zone in found if zone.reach is None), None)
    return drawn or min(found, key=lambda zone: zone.reach or 0, default=None)


def kilometres(words: Words, metres: int) -> str:
    """Return a distance as people read it: `3 km`, `500 m`, `1.25 km`."""
    if metres < 1000:
        return words.plain("zone-metres", count=metres)
    whole = f"{metres / 1000:.3f}".rstrip("0").rstrip(".")
    return words.plain("zone-kilometres", count=whole.replace(".", "," if words.language == "ru" else "."))


def zone_name(words: Words, zone: Zone) -> str:
    """Return what a zone is called: its name, else how far it reaches."""
    if zone.name or zone.reach is None:
        return zone.name
    return words.plain("zone-up-to", distance=kilometres(words, zone.reach))


def zone_title(zone: Zone) -> dict[str, str]:
    """Return a zone's name in every language, for an order to keep."""
    return {language: zone_name(words_of(language), zone) for language in LANGUAGES}
