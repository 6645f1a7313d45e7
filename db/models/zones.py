"""The map of a shop: where it stands, and the zones its couriers go to.

Coordinates are millionths of a degree (about 11 cm), so that every comparison is exact.
"""

from sqlalchemy import Boolean, Column, Index, Table, text

from db.models.base import (
    big,
    check,
    document,
    inside_shop,
    metadata,
    moment,
    number,
    one_of,
    shop_column,
    shop_key,
    words,
)
from db.types.enums import ZoneKind

ON_EARTH = "latitude BETWEEN -90000000 AND 90000000 AND longitude BETWEEN -180000000 AND 180000000"
# Where a point may be missing: whole or not at all.
POINT = f"(latitude IS NULL) = (longitude IS NULL) AND {ON_EARTH}"

shop_points = Table(
    "shop_points",
    metadata,
    shop_column(),
    number("latitude"),
    number("longitude"),
    moment("at", now=True),
    shop_key(),
    check("on_earth", ON_EARTH),
)

delivery_zones = Table(
    "delivery_zones",
    metadata,
    shop_column(),
    big("id"),
    big("delivery_option_id"),
    words("kind"),
    words("name", server_default=""),  # a distance may go without: "up to 3 km"
    number("reach", nullable=True),  # metres from the shop's point
    # [[ring, hole, …], …], a ring is [[longitude, latitude], …]; longitudes run on over ±180°.
    document("area", nullable=True),
    document("corners", nullable=True),  # being drawn: one ring so far
    # The box around the area: most zones are ruled out by it alone.
    number("south", nullable=True),
    number("west", nullable=True),
    number("north", nullable=True),
    number("east", nullable=True),
    big("price", server_default="0"),
    big("free_from", nullable=True),
    big("least", nullable=True),  # the least sum of goods that is brought there
    number("position", server_default="0"),
    # What was taken out stays for the carts and addresses that name it, and for Undo.
    Column("active", Boolean, nullable=False, server_default=text("true")),
    shop_key("id"),
    inside_shop("delivery_option_id", "delivery_options"),
    one_of("kind", ZoneKind),
    check("sums_not_negative", "price >= 0 AND free_from >= 0 AND least >= 0"),
    check("name_length", "length(name) <= 60"),
    check("reach_of_distance", "(kind = 'distance') = (reach IS NOT NULL) AND reach BETWEEN 1 AND 1000000"),
    check(
        "area_of_polygon",
        "kind = 'polygon' OR area IS NULL AND corners IS NULL",
    ),
    check(
        "area_when_active",
        "NOT active OR kind = 'distance' OR area IS NOT NULL AND length(name) > 0",
    ),
    check(
        "area_in_a_box",
        "(area IS NULL) = (south IS NULL) AND (area IS NULL) = (west IS NULL)"
        " AND (area IS NULL) = (north IS NULL) AND (area IS NULL) = (east IS NULL)",
    ),
    Index("ix_delivery_zones_option", "shop_id", "delivery_option_id", "position", "id"),
    # A distance, and a name, are there once in a way of delivery.
    Index(
        "uq_delivery_zones_reach",
        "shop_id",
        "delivery_option_id",
        "reach",
        unique=True,
        postgresql_where=text("active AND kind = 'distance'"),
    ),
    Index(
        "uq_delivery_zones_name",
        "shop_id",
        "delivery_option_id",
        "name",
        unique=True,
        postgresql_where=text("active AND name <> ''"),
    ),
)
