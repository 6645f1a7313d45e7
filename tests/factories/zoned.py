"""A shop on the map: a row in every table about zones, and what tests of tenancy ask with."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from core.shops.draw_zones import Band
from core.shops.geometry import Point
from db.repositories import zones
from db.types.ids import new_id
from tests.factories.town import Stall

HERE = Point.of(55.7558, 37.6173)
_SQUARE = [[[37_500_000, 55_700_000], [37_700_000, 55_700_000], [37_700_000, 55_800_000]]]


def map_file(name: str, price: object, *, at: Point = HERE, size: int = 10_000, **more: object) -> bytes:
    """A GeoJSON file with one square around a point."""
    west, south = at.longitude - size, at.latitude - size
    ring = [[west, south], [west + 2 * size, south], [west + 2 * size, south + 2 * size], [west, south + 2 * size]]
    closed = [[x / 1e6, y / 1e6] for x, y in (*ring, ring[0])]
    feature = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [closed]},
        "properties": {"name": name, "price": price, **more},
    }
    return orjson.dumps({"type": "FeatureCollection", "features": [feature]})


async def zoned(shop: Stall, mark: str, money: int) -> None:
    """The shop's place, and an area with a name; the courier's own price stays in force."""
    async with shop.town.uow(shop.id) as tx:
        await zones.set_shop_point(tx.connection, shop.id, latitude=HERE.latitude, longitude=HERE.longitude)
        await zones.add_area(
            tx.connection, shop.id, zone_id=new_id(), delivery_option_id=shop.courier, name=mark, area=[_SQUARE],
            south=55_700_000, west=37_500_000, north=55_800_000, east=37_700_000, price=money, free_from=None,
            least=None,
        )  # fmt: skip


KEYS: dict[str, str] = {"zone_id": "SELECT max(id) FROM delivery_zones"}
SPECIAL: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "zones.add_distance": lambda _: {"zone_id": new_id(), "reach": 3000},
    "zones.add_area": lambda _: {"zone_id": new_id(), "name": "b"},
    "zones.start_drawing": lambda _: {"zone_id": new_id()},
    "zones.set_zone": lambda _: {"name": "b"},
}
# Where a use case's name means something else than elsewhere.
MEANT: dict[str, dict[str, Any]] = {
    "Zones.change": {"field": "price", "wanted": 5},
    "Zones.add_map": {"content": map_file("b", 5)},
}
BY_TYPE: dict[Any, Any] = {
    Point: HERE,
    Sequence[Band]: [Band(3000, 5)],
    Band: Band(0, 5),
}


def values() -> dict[str, Any]:
    """A value for every parameter name that stands for nothing else elsewhere."""
    return {
        "latitude": HERE.latitude, "longitude": HERE.longitude, "keep": True, "reach": None, "area": [_SQUARE],
        "corners": [], "south": 55_700_000, "west": 37_500_000, "north": 55_800_000, "east": 37_700_000,
        "zoned": False,
    }  # fmt: skip
