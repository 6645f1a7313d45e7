"""Points, distances and areas on the map (pure).

Coordinates are whole millionths of a degree (about 11 cm): what lies inside is decided exactly, and a point on the
border belongs to the area. Nothing here projects: between neighbouring corners a line is straight in degrees, as
GeoJSON (RFC 7946) has it. Longitudes of a ring run on over ±180°, so an area may lie across the antimeridian.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

MICRO = 1_000_000
_TURN = 360 * MICRO
_EARTH_METRES = 6_371_008.8  # mean radius (IUGG)

# (longitude, latitude), in GeoJSON's order.
Corner: TypeAlias = tuple[int, int]
Ring: TypeAlias = tuple[Corner, ...]
# An outer ring, then its holes.
Polygon: TypeAlias = tuple[Ring, ...]
Area: TypeAlias = tuple[Polygon, ...]


class Flaw(StrEnum):
    """Why a ring is no area; the end of its locale key."""

    FEW = "few"  # fewer than three different corners
    FLAT = "flat"  # all on one line
    CROSSES = "crosses"  # its lines cross or touch each other
    POLE = "pole"  # it goes around a pole
    LARGE = "large"  # more corners than are kept


class BadShape(ValueError):
    """A ring is no area."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in millionths of a degree."""

    latitude: int
    longitude: int

    @classmethod
    def of(cls, latitude: float, longitude: float) -> "Point":
        """Return the point of degrees. Raises: ValueError: not on earth."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            msg = "not on earth"
            raise ValueError(msg)
        return cls(round(latitude * MICRO), round(longitude * MICRO))

    @property
    def degrees(self) -> tuple[str, str]:
        """Return latitude and longitude as maps take them: `55.755831`."""
        return f"{self.latitude / MICRO:.6f}", f"{self.longitude / MICRO:.6f}"


_TYPED = re.compile(r"\s*(-?\d{1,2}[.,]\d{3,})\s*[,;\s]\s*(-?\d{1,3}[.,]\d{3,})\s*", re.ASCII)


def read_point(typed: str) -> Point | None:
    """Return the point that somebody typed or copied from a map (`55.7558, 37.6173`), None when it is none."""
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    try:
        return Point.of(float(found[1].replace(",", ".")), float(found[2].replace(",", ".")))
    except ValueError:
        return None


def distance(one: Point, other: Point) -> int:
    """Return how many metres lie between two points, on a sphere (haversine)."""
    a, b = math.radians(one.latitude / MICRO), math.radians(other.latitude / MICRO)
    across = math.radians((other.longitude - one.longitude) / MICRO)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return round(2 * _EARTH_METRES * math.asin(math.sqrt(min(1.0, half))))


def ring_of(corners: Sequence[Corner], most: int = 2000) -> Ring:
    """Return a ring that bounds an area: open, without repeated corners, running on over ±180°.

    Raises:
        BadShape: see `Flaw`.
    """
    running: list[Corner] = []
    for longitude, latitude in corners:
        if running:
            # The shorter way from the corner before.
            before = running[-1][0]
            longitude += round((before - longitude) / _TURN) * _TURN
        if not running or running[-1] != (longitude, latitude):
            running.append((longitude, latitude))
    if len(running) > 1 and running[-1] == running[0]:
        running.pop()
    ring = tuple(running)
    if len(set(ring)) < 3:
        raise BadShape(Flaw.FEW)
    if len(ring) > most:
        raise BadShape(Flaw.LARGE)
    if abs(ring[0][0] - ring[-1][0]) > _TURN // 2:
        raise BadShape(Flaw.POLE)
    if all(_turn(ring[0], ring[1], corner) == 0 for corner in ring):
        raise BadShape(Flaw.FLAT)
    if _crosses(ring):
        raise BadShape(Flaw.CROSSES)
    return ring


def contains(area: Area, point: Point) -> bool:
    """Return whether a point lies in an area or on its border; a hole's border belongs to the area."""
    return any(
        _side(polygon[0], point) >= 0 and all(_side(hole, point) <= 0 for hole in polygon[1:]) for polygon in area
    )


def box(area: Area) -> tuple[int, int, int, int]:
    """Return the box around an area: south, west, north, east."""
    corners = [corner for polygon in area for corner in polygon[0]]
    longitudes, latitudes = [one[0] for one in corners], [one[1] for one in corners]
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def _turn(a: Corner, b: Corner, c: Corner) -> int:
    """Return where `c` lies of the line from `a` to `b`: left of it > 0, on it 0, right of it < 0."""
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _between(a: Corner, b: Corner, c: Corner) -> bool:
    """Return whether `c`, which is on the line through `a` and `b`, lies between them."""
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _side(ring: Ring, point: Point) -> int:
    """Return 1 for a point inside a ring, 0 on its border, -1 outside; a turn around the earth more or less."""
    best = -1
    for shift in (0, _TURN, -_TURN):
        best = max(best, _side_here(ring, (point.longitude + shift, point.latitude)))
    return best


def _side_here(ring: Ring, point: Corner) -> int:
    inside = False
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        turn = _turn(a, b, point)
        if turn == 0 and _between(a, b, point):
            return 0
        # A ray to the east crosses every line that goes from below to at or above the point, or back.
        if (a[1] > point[1]) != (b[1] > point[1]) and (turn > 0) == (b[1] > a[1]):
            inside = not inside
    return 1 if inside else -1


def _meet(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    """Return whether two lines have a point in common."""
    first, second, third, fourth = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if first != second and third != fourth:
        return True
    return (
        (first == 0 and _between(a, b, c))
        or (second == 0 and _between(a, b, d))
        or (third == 0 and _between(c, d, a))
        or (fourth == 0 and _between(c, d, b))
    )


def _crosses(ring: Ring) -> bool:
    """Return whether a ring crosses or touches itself, or runs back on its own line."""
    count = len(ring)
    lines = [(ring[place], ring[(place + 1) % count]) for place in range(count)]
    for place, (a, b) in enumerate(lines):
        c = lines[(place + 1) % count][1]
        back = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0
        if _turn(a, b, c) == 0 and back:
            return True
    # From the south to the north: only lines whose latitudes overlap can meet.
    order = sorted(range(count), key=lambda place: min(lines[place][0][1], lines[place][1][1]))
    open_: list[int] = []
    for place in order:
        a, b = lines[place]
        south = min(a[1], b[1])
        open_ = [other for other in open_ if max(lines[other][0][1], lines[other][1][1]) >= south]
        for other in open_:
            if (place - other) % count in (1, count - 1):
                continue
            if _meet(a, b, *lines[other]):
                return True
        open_.append(place)
    return False
