"""Read zones out of a map file: GeoJSON (RFC 7946) with polygons that have a name and a price (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from core.kit.errors import AppError
from core.shops.geometry import Area, BadShape, Corner, Flaw, Point, Polygon, ring_of
from db.types.money import parse_major

MOST_BYTES = 2 * 1024 * 1024
MOST_ZONES = 40
MOST_CORNERS = 2000
NAME_LIMIT = 60


class MapUnreadable(AppError):
    """The file is no GeoJSON with polygons in it."""

    code = "error-map-unreadable"
    status = 422


class MapTooLarge(AppError):
    """More zones than are kept, or a file that is too large. Parameter: `limit`."""

    code = "error-map-too-large"
    status = 413


class ZoneWithout(AppError):
    """A polygon lacks its name or price. Parameters: `number` (its place in the file), `what`: name, price."""

    code = "error-zone-without"
    status = 422


class ZoneFlawed(AppError):
    """A polygon is no area. Parameters: `name`, `flaw` (see `Flaw`)."""

    code = "error-zone-flawed"
    status = 422


@dataclass(frozen=True, slots=True)
class Found:
    """A zone as the file has it; sums in minor units."""

    name: str
    area: Area
    price: int
    free_from: int | None = None
    least: int | None = None


def read_map(content: bytes, currency: str) -> list[Found]:
    """Return the zones of a GeoJSON file; other features (points, lines) are left out.

    Raises:
        MapUnreadable, MapTooLarge, ZoneWithout, ZoneFlawed.
    """
    if len(content) > MOST_BYTES:
        raise MapTooLarge(limit=MOST_ZONES)
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise MapUnreadable from None
    found = [_zone(feature, place, currency) for place, feature in enumerate(_polygons(document), start=1)]
    if not found:
        raise MapUnreadable
    if len(found) > MOST_ZONES:
        raise MapTooLarge(limit=MOST_ZONES)
    return found


def _polygons(document: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(document, dict):
        raise MapUnreadable
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    if not isinstance(features, list):
        raise MapUnreadable
    for feature in features:
        shape = feature.get("geometry") if isinstance(feature, dict) else None
        if isinstance(shape, dict) and shape.get("type") in ("Polygon", "MultiPolygon"):
            yield feature


def _zone(feature: Mapping[str, Any], place: int, currency: str) -> Found:
    said = feature.get("properties")
    properties: Mapping[str, Any] = said if isinstance(said, dict) else {}
    # Map editors write what somebody typed beside a shape into either.
    named = properties.get("name") or properties.get("title") or properties.get("description")
    name = " ".join(str(named or "").split())[:NAME_LIMIT]
    if not name:
        raise ZoneWithout(number=place, what="name")
    price = _sum(properties.get("price"), currency)
    if price is None:
        raise ZoneWithout(number=place, what="price")
    try:
        area = _area(feature["geometry"])
    except BadShape as bad:
        raise ZoneFlawed(name=name, flaw=bad.flaw.value) from bad
    return Found(
        name, area, price, _sum(properties.get("free_from"), currency), _sum(properties.get("least"), currency)
    )


def _sum(written: Any, currency: str) -> int | None:
    """Return a sum in minor units; None where there is none, or none that can be read."""
    if isinstance(written, bool) or not isinstance(written, (int, float, str)):
        return None
    try:
        return parse_major(str(written).removesuffix(".0"), currency)
    except ValueError:
        return None


def _area(shape: Mapping[str, Any]) -> Area:
    coordinates = shape.get("coordinates")
    polygons = [coordinates] if shape["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise BadShape(Flaw.FEW)
    area = tuple(_polygon(rings) for rings in polygons)
    if sum(len(ring) for polygon in area for ring in polygon) > MOST_CORNERS:
        raise BadShape(Flaw.LARGE)
    return area


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise BadShape(Flaw.FEW)
    return tuple(ring_of([_corner(one) for one in _listed(ring)], MOST_CORNERS) for ring in rings)


def _listed(ring: Any) -> list[Any]:
    if not isinstance(ring, list):
        raise MapUnreadable
    if len(ring) > MOST_CORNERS * 2:
        raise BadShape(Flaw.LARGE)
    return ring


def _corner(written: Any) -> Corner:
    """Return [longitude, latitude, …] in millionths; height is left out."""
    if not isinstance(written, list) or len(written) < 2:
        raise MapUnreadable
    longitude, latitude = written[0], written[1]
    if any(isinstance(one, bool) or not isinstance(one, (int, float)) for one in (longitude, latitude)):
        raise MapUnreadable
    try:
        # Files cut at the antimeridian may run a little over it.
        point = Point.of(latitude, (longitude + 180) % 360 - 180 if abs(longitude) > 180 else longitude)
    except ValueError:
        raise MapUnreadable from None
    return point.longitude, point.latitude
