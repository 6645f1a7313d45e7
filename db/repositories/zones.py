"""The map of a shop: its own point, and the zones of its couriers."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import ShopId

_FIELDS = """z.id, z.delivery_option_id, z.kind, z.name, z.reach, z.area, z.corners, z.price, z.free_from, z.least,
             z.position, z.active"""


async def shop_point(connection: AsyncConnection, shop_id: ShopId) -> Record | None:
    """Return where the shop is, in millionths of a degree."""
    statement = text("SELECT latitude, longitude FROM shop_points WHERE shop_id = :shop_id")
    return await row(connection, statement, shop_id=shop_id)


async def set_shop_point(connection: AsyncConnection, shop_id: ShopId, *, latitude: int, longitude: int) -> None:
    """Say where the shop is."""
    statement = text(
        """
        INSERT INTO shop_points (shop_id, latitude, longitude) VALUES (:shop_id, :latitude, :longitude)
        ON CONFLICT (shop_id) DO UPDATE
            SET latitude = excluded.latitude, longitude = excluded.longitude, at = now()
        """
    )
    await change(connection, statement, shop_id=shop_id, latitude=latitude, longitude=longitude)


async def zones_of(connection: AsyncConnection, shop_id: ShopId, delivery_option_id: int) -> list[Record]:
    """Return the zones of a way of delivery: distances by how far they reach, then areas in their order."""
    statement = text(
        f"""
        SELECT {_FIELDS} FROM delivery_zones z
        WHERE z.shop_id = :shop_id AND z.delivery_option_id = :delivery_option_id AND z.active
        ORDER BY z.reach NULLS LAST, z.position, z.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, delivery_option_id=delivery_option_id))


async def zones_of_cart(connection: AsyncConnection, shop_id: ShopId, person_id: int, cart_id: int) -> list[Record]:
    """Return the zones of the way that one's own cart goes."""
    statement = text(
        f"""
        SELECT {_FIELDS} FROM carts c
        JOIN delivery_options d ON d.shop_id = c.shop_id AND d.id = c.delivery_option_id AND d.active AND d.zoned
        JOIN delivery_zones z ON z.shop_id = c.shop_id AND z.delivery_option_id = d.id AND z.active
        WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.id = :cart_id
        ORDER BY z.reach NULLS LAST, z.position, z.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id, cart_id=cart_id))


async def zone(connection: AsyncConnection, shop_id: ShopId, zone_id: int, *, lock: bool = False) -> Record | None:
    """Return a zone, also one that was taken out or is being drawn; locked for a change if asked."""
    statement = text(
        f"SELECT {_FIELDS} FROM delivery_zones z WHERE z.shop_id = :shop_id AND z.id = :zone_id"
        + (" FOR NO KEY UPDATE" if lock else "")
    )
    return await row(connection, statement, shop_id=shop_id, zone_id=zone_id)


async def add_distance(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    zone_id: int,
    delivery_option_id: int,
    reach: int,
    price: int,
    free_from: int | None,
    least: int | None,
) -> int:
    """Write a zone by distance, over the one of the same reach; return its id."""
    statement = text(
        """
        INSERT INTO delivery_zones (shop_id, id, delivery_option_id, kind, reach, price, free_from, least)
        VALUES (:shop_id, :zone_id, :delivery_option_id, 'distance', :reach, :price, :free_from, :least)
        ON CONFLICT (shop_id, delivery_option_id, reach) WHERE active AND kind = 'distance'
            DO UPDATE SET price = excluded.price, free_from = excluded.free_from, least = excluded.least
        RETURNING id
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        zone_id=zone_id,
        delivery_option_id=delivery_option_id,
        reach=reach,
        price=price,
        free_from=free_from,
        least=least,
    )
    return int(found)


async def add_area(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    zone_id: int,
    delivery_option_id: int,
    name: str,
    area: Any,
    south: int,
    west: int,
    north: int,
    east: int,
    price: int,
    free_from: int | None,
    least: int | None,
) -> int:
    """Write a zone by its area, over the drawn one of the same name; return its id."""
    statement = text(
        """
        INSERT INTO delivery_zones (shop_id, id, delivery_option_id, kind, name, area, south, west, north, east, price,
                                    free_from, least, position)
        SELECT :shop_id, :zone_id, :delivery_option_id, 'polygon', :name, CAST(:area AS jsonb), :south, :west, :north,
               :east, :price, :free_from, :least,
               coalesce((SELECT max(position) FROM delivery_zones z WHERE z.shop_id = :shop_id
                         AND z.delivery_option_id = :delivery_option_id), 0) + 1
        ON CONFLICT (shop_id, delivery_option_id, name) WHERE active AND name <> ''
            DO UPDATE SET kind = 'polygon', reach = NULL, area = excluded.area, south = excluded.south,
                west = excluded.west, north = excluded.north, east = excluded.east, price = excluded.price,
                free_from = excluded.free_from, least = excluded.least
        RETURNING id
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        zone_id=zone_id,
        delivery_option_id=delivery_option_id,
        name=name,
        area=dumps(area),
        south=south,
        west=west,
        north=north,
        east=east,
        price=price,
        free_from=free_from,
        least=least,
    )
    return int(found)


async def drawing_of(connection: AsyncConnection, shop_id: ShopId, delivery_option_id: int) -> int | None:
    """Return the area that somebody began to draw for a way of delivery and did not finish."""
    statement = text(
        """
        SELECT max(id) FROM delivery_zones
        WHERE shop_id = :shop_id AND delivery_option_id = :delivery_option_id AND corners IS NOT NULL
        """
    )
    found = await value(connection, statement, shop_id=shop_id, delivery_option_id=delivery_option_id)
    return int(found) if found is not None else None


async def start_drawing(connection: AsyncConnection, shop_id: ShopId, *, zone_id: int, delivery_option_id: int) -> None:
    """Begin an area whose corners are named one by one; it counts for nobody yet."""
    statement = text(
        """
        INSERT INTO delivery_zones (shop_id, id, delivery_option_id, kind, corners, active)
        VALUES (:shop_id, :zone_id, :delivery_option_id, 'polygon', '[]', false)
        """
    )
    await change(connection, statement, shop_id=shop_id, zone_id=zone_id, delivery_option_id=delivery_option_id)


async def set_corners(connection: AsyncConnection, shop_id: ShopId, zone_id: int, corners: Any) -> None:
    """Keep the corners so far."""
    statement = text(
        "UPDATE delivery_zones SET corners = CAST(:corners AS jsonb) WHERE shop_id = :shop_id AND id = :zone_id"
    )
    await change(connection, statement, shop_id=shop_id, zone_id=zone_id, corners=dumps(corners))


async def drop_drawing(connection: AsyncConnection, shop_id: ShopId, zone_id: int) -> None:
    """Forget an area that was being drawn: it was given up, or a zone has come of it."""
    statement = text("DELETE FROM delivery_zones WHERE shop_id = :shop_id AND id = :zone_id AND corners IS NOT NULL")
    await change(connection, statement, shop_id=shop_id, zone_id=zone_id)


async def set_zone(
    connection: AsyncConnection,
    shop_id: ShopId,
    zone_id: int,
    *,
    name: str,
    reach: int | None,
    price: int,
    free_from: int | None,
    least: int | None,
    active: bool,
) -> None:
    """Write what staff change of a zone by hand."""
    statement = text(
        """
        UPDATE delivery_zones SET name = :name, reach = :reach, price = :price, free_from = :free_from,
            least = :least, active = :active
        WHERE shop_id = :shop_id AND id = :zone_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        zone_id=zone_id,
        name=name,
        reach=reach,
        price=price,
        free_from=free_from,
        least=least,
        active=active,
    )


async def set_zoned(connection: AsyncConnection, shop_id: ShopId, delivery_option_id: int) -> None:
    """Let a courier's price follow the zones from now on; it is named by nobody then."""
    statement = text(
        "UPDATE delivery_options SET zoned = true, computed = false"
        " WHERE shop_id = :shop_id AND id = :delivery_option_id AND kind = 'courier'"
    )
    await change(connection, statement, shop_id=shop_id, delivery_option_id=delivery_option_id)
