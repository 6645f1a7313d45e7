"""Where couriers go and for how much: the shop's place on the map, distances from it, areas on the map."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import AppError, BadInput, NotFound
from core.kit.refusals import ZoneTaken
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import ZONE_FIELDS, record
from core.shops.geometry import Area, BadShape, Corner, Flaw, Point, box, ring_of
from core.shops.read_map import MOST_CORNERS, MOST_ZONES, NAME_LIMIT, MapTooLarge, ZoneFlawed, read_map
from core.shops.zones import Zone
from db.repositories import catalogue, zones
from db.types.enums import DeliveryKind
from db.types.ids import new_id

FURTHEST = 1_000_000  # metres
_LARGEST = 10**12
_EXAMPLE = "3 км 150; 10 км 300"


class NoShopPoint(AppError):
    """Distances are measured from the shop, and nobody has said where that is."""

    code = "error-no-shop-point"
    status = 409


@dataclass(frozen=True, slots=True)
class Band:
    """A zone by distance: `reach` in metres, sums in minor units of the shop's currency."""

    reach: int
    price: int
    free_from: int | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class ZonesView:
    """A courier's zones as staff see them."""

    option_id: int
    title: dict[str, str]
    zoned: bool
    point: Point | None
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A zone after a change, and the record that Undo takes back (None: it was so already)."""

    zone: Zone
    option_id: int
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """An area being drawn."""

    id: int
    option_id: int
    corners: tuple[Corner, ...]


class Zones:
    """Read and change zones; orders placed before keep what was agreed."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def of(self, actor: Actor, option_id: int) -> ZonesView:
        """Return a courier's zones. Raises: Forbidden. NotFound: no such courier."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            option = await _courier(tx, option_id)
            point = await _point(tx)
            found = await zones.zones_of(tx.connection, tx.shop_id, option_id)
        return ZonesView(option_id, option["title"], option["zoned"], point, tuple(Zone.of(row) for row in found))

    async def only(self, actor: Actor) -> int | None:
        """Return the courier that a command without a name means: the only one (with zones). Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            found = await catalogue.delivery_options(tx.connection, tx.shop_id)
        couriers = [row for row in found if row["kind"] == DeliveryKind.COURIER]
        zoned = [row for row in couriers if row["zoned"]]
        for some in (zoned, couriers):
            if len(some) == 1:
                return int(some[0]["id"])
        return None

    async def set_point(self, actor: Actor, point: Point) -> None:
        """Say where the shop is. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            before = await _point(tx)
            if before == point:
                return
            await zones.set_shop_point(tx.connection, tx.shop_id, latitude=point.latitude, longitude=point.longitude)
            await record(
                tx, self._clock, actor, "shop.point", "", before={"point": _said(before)}, after={"point": _said(point)}
            )

    async def add_bands(self, actor: Actor, option_id: int, bands: Sequence[Band]) -> None:
        """Add zones by distance; one of the same reach gets the new price.

        Raises:
            Forbidden, NotFound, NoShopPoint, MapTooLarge: more than are kept. BadInput: no such distance or sum.
        """
        actor.need(Permission.CHANGE_SHOP)
        for band in bands:
            if not 0 < band.reach <= FURTHEST:
                raise BadInput(example=_EXAMPLE)
            _need_sums(band.price, band.free_from, band.least)
        async with self._uow(actor.shop_id) as tx:
            await _courier(tx, option_id)
            if await _point(tx) is None:
                raise NoShopPoint
            for band in bands:
                await zones.add_distance(
                    tx.connection,
                    tx.shop_id,
                    zone_id=new_id(),
                    delivery_option_id=option_id,
                    reach=band.reach,
                    price=band.price,
                    free_from=band.free_from,
                    least=band.least,
                )
            await self._added(tx, actor, option_id, {"reach": [band.reach for band in bands]})

    async def add_map(self, actor: Actor, option_id: int, content: bytes, currency: str) -> list[str]:
        """Add the zones of a GeoJSON file; one of the same name is replaced. Return their names.

        Raises:
            Forbidden, NotFound, MapUnreadable, MapTooLarge, ZoneWithout, ZoneFlawed: nothing is added.
        """
        actor.need(Permission.CHANGE_SHOP)
        # Many corners take their time: the loop goes on meanwhile.
        found = await asyncio.to_thread(read_map, content, currency)
        for one in found:
            _need_sums(one.price, one.free_from, one.least)
        async with self._uow(actor.shop_id) as tx:
            await _courier(tx, option_id)
            for one in found:
                await _add_area(tx, option_id, one.name, one.area, Band(0, one.price, one.free_from, one.least))
            await self._added(tx, actor, option_id, {"name": [one.name for one in found]})
        return [one.name for one in found]

    # ── drawn, corner by corner ──────────────────────────────────────────────────────────────────────────

    async def draw(self, actor: Actor, option_id: int) -> Drawing:
        """Begin an area, or go on with one that was not finished. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_SHOP)
        zone_id = new_id()
        async with self._uow(actor.shop_id) as tx:
            await _courier(tx, option_id)
            begun = await zones.drawing_of(tx.connection, tx.shop_id, option_id)
            if begun is not None:
                return await _drawing(tx, begun)
            await zones.start_drawing(tx.connection, tx.shop_id, zone_id=zone_id, delivery_option_id=option_id)
        return Drawing(zone_id, option_id, ())

    async def drawing(self, actor: Actor, zone_id: int) -> Drawing:
        """Return an area as far as it is drawn. Raises: Forbidden, NotFound: finished or given up."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            return await _drawing(tx, zone_id)

    async def corner(self, actor: Actor, zone_id: int, point: Point) -> Drawing:
        """Add a corner. Raises: Forbidden, NotFound, ZoneFlawed: more corners than are kept."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            found = await _drawing(tx, zone_id, lock=True)
            if len(found.corners) >= MOST_CORNERS:
                raise ZoneFlawed(name="none", flaw=Flaw.LARGE.value)
            return await _keep(tx, replace(found, corners=(*found.corners, (point.longitude, point.latitude))))

    async def take_back(self, actor: Actor, zone_id: int) -> Drawing:
        """Take the last corner out. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            found = await _drawing(tx, zone_id, lock=True)
            return await _keep(tx, replace(found, corners=found.corners[:-1]))

    async def give_up(self, actor: Actor, zone_id: int) -> int:
        """Draw no more; return the way of delivery it was for. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            found = await _drawing(tx, zone_id, lock=True)
            await zones.drop_drawing(tx.connection, tx.shop_id, zone_id)
        return found.option_id

    async def check(self, actor: Actor, zone_id: int) -> Drawing:
        """Pass an area that can be finished. Raises: Forbidden, NotFound, ZoneFlawed: what is wrong with it."""
        found = await self.drawing(actor, zone_id)
        _ring(found)
        return found

    async def finish(self, actor: Actor, zone_id: int, name: str, terms: Band) -> int:
        """Make a zone of what was drawn; return its way of delivery. A zone of the same name is replaced.

        Raises:
            Forbidden, NotFound, ZoneFlawed, MapTooLarge. BadInput: no name, or no such sum.
        """
        actor.need(Permission.CHANGE_SHOP)
        called = _name(name)
        _need_sums(terms.price, terms.free_from, terms.least)
        async with self._uow(actor.shop_id) as tx:
            found = await _drawing(tx, zone_id, lock=True)
            await _add_area(tx, found.option_id, called, ((_ring(found),),), terms)
            await zones.drop_drawing(tx.connection, tx.shop_id, zone_id)
            await self._added(tx, actor, found.option_id, {"name": [called]})
        return found.option_id

    # ── one zone ─────────────────────────────────────────────────────────────────────────────────────────

    async def one(self, actor: Actor, zone_id: int) -> Changed:
        """Return one zone, also one that was taken out. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            row = await _zone(tx, zone_id)
        return Changed(Zone.of(row), row["delivery_option_id"])

    async def change(self, actor: Actor, zone_id: int, field: str, wanted: Any) -> Changed:
        """Change a field: name, reach (metres), price, free_from, least, or active (False takes it out).

        Raises:
            Forbidden, NotFound, ZoneTaken. BadInput: no such field, distance or sum.
        """
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            row = await _zone(tx, zone_id, lock=True)
            fields = {name: row[name] for name in ZONE_FIELDS}
            if field not in fields:
                raise BadInput(example="/delivery")
            after = {**fields, field: _name(wanted) if field == "name" else wanted}
            _need_sums(after["price"], after["free_from"], after["least"])
            if (after["reach"] is None) != (row["reach"] is None) or not 0 < (after["reach"] or 1) <= FURTHEST:
                raise BadInput(example="5")
            if after == fields:
                return Changed(Zone.of(row), row["delivery_option_id"])
            others = await zones.zones_of(tx.connection, tx.shop_id, row["delivery_option_id"])
            if any(_same(other, after) for other in others if other["id"] != zone_id):
                raise ZoneTaken
            await zones.set_zone(tx.connection, tx.shop_id, zone_id, **after)
            seq = await record(
                tx,
                self._clock,
                actor,
                "zone.changed",
                row["name"] or str(row["reach"]),
                before={"zone_id": zone_id, "field": field, "value": fields[field]},
                after={"zone_id": zone_id, "field": field, "value": after[field]},
            )
            changed = Zone.of(await _zone(tx, zone_id))
        return Changed(changed, row["delivery_option_id"], seq)

    async def _added(self, tx: Transaction, actor: Actor, option_id: int, after: dict[str, Any]) -> None:
        if len(await zones.zones_of(tx.connection, tx.shop_id, option_id)) > MOST_ZONES:
            raise MapTooLarge(limit=MOST_ZONES)
        await zones.set_zoned(tx.connection, tx.shop_id, option_id)
        await record(tx, self._clock, actor, "zone.added", str(option_id), after=after)


def _same(other: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    by_reach = after["reach"] is not None and other["reach"] == after["reach"]
    return bool(after["active"]) and (by_reach or (bool(after["name"]) and other["name"] == after["name"]))


def _need_sums(price: int, free_from: int | None, least: int | None) -> None:
    if not all(0 <= amount <= _LARGEST for amount in (price, free_from or 0, least or 0)):
        raise BadInput(example="150")


def _name(typed: str) -> str:
    name = " ".join(str(typed).split())
    if not 0 < len(name) <= NAME_LIMIT:
        raise BadInput(example="…")
    return name


def _said(point: Point | None) -> str | None:
    return ", ".join(point.degrees) if point is not None else None


def _ring(drawing: Drawing) -> tuple[Corner, ...]:
    try:
        return ring_of(drawing.corners, MOST_CORNERS)
    except BadShape as bad:
        raise ZoneFlawed(name="none", flaw=bad.flaw.value) from bad


async def _courier(tx: Transaction, option_id: int) -> Mapping[str, Any]:
    """Return a courier's row. Raises: NotFound."""
    found = await catalogue.every_delivery_option(tx.connection, tx.shop_id)
    option = next((row for row in found if row["id"] == option_id and row["kind"] == DeliveryKind.COURIER), None)
    if option is None:
        raise NotFound
    return option


async def _point(tx: Transaction) -> Point | None:
    found = await zones.shop_point(tx.connection, tx.shop_id)
    return Point(found["latitude"], found["longitude"]) if found is not None else None


async def _zone(tx: Transaction, zone_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    """Return a finished zone's row. Raises: NotFound."""
    found = await zones.zone(tx.connection, tx.shop_id, zone_id, lock=lock)
    if found is None or (found["reach"] is None and found["area"] is None):
        raise NotFound
    return found


async def _drawing(tx: Transaction, zone_id: int, *, lock: bool = False) -> Drawing:
    """Return an area being drawn. Raises: NotFound."""
    found = await zones.zone(tx.connection, tx.shop_id, zone_id, lock=lock)
    if found is None or found["corners"] is None:
        raise NotFound
    return Drawing(zone_id, found["delivery_option_id"], tuple((one[0], one[1]) for one in found["corners"]))


async def _keep(tx: Transaction, drawing: Drawing) -> Drawing:
    await zones.set_corners(tx.connection, tx.shop_id, drawing.id, drawing.corners)
    return drawing


async def _add_area(tx: Transaction, option_id: int, name: str, area: Area, terms: Band) -> None:
    south, west, north, east = box(area)
    await zones.add_area(
        tx.connection,
        tx.shop_id,
        zone_id=new_id(),
        delivery_option_id=option_id,
        name=name,
        area=area,
        south=south,
        west=west,
        north=north,
        east=east,
        price=terms.price,
        free_from=terms.free_from,
        least=terms.least,
    )
