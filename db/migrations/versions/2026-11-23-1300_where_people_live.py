"""Where people live: zones of couriers on the map."""

from db.migrations.step import Step

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[str, ...]] = {
    "shop_points": (
        """
        CREATE TABLE shop_points (
            shop_id BIGINT NOT NULL,
            latitude INTEGER NOT NULL,
            longitude INTEGER NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_shop_points PRIMARY KEY (shop_id),
            CONSTRAINT ck_shop_points_on_earth
            CHECK (latitude BETWEEN -90000000 AND 90000000 AND longitude BETWEEN -180000000 AND 180000000),
            CONSTRAINT fk_shop_points_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "delivery_zones": (
        """
        CREATE TABLE delivery_zones (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            delivery_option_id BIGINT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT DEFAULT '' NOT NULL,
            reach INTEGER,
            area JSONB,
            corners JSONB,
            south INTEGER,
            west INTEGER,
            north INTEGER,
            east INTEGER,
            price BIGINT DEFAULT '0' NOT NULL,
            free_from BIGINT,
            least BIGINT,
            position INTEGER DEFAULT '0' NOT NULL,
            active BOOLEAN DEFAULT true NOT NULL,
            CONSTRAINT pk_delivery_zones PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_delivery_zones_shop_id_delivery_option_id FOREIGN KEY(shop_id, delivery_option_id)
            REFERENCES delivery_options (shop_id, id),
            CONSTRAINT ck_delivery_zones_kind_known CHECK (kind IN ('distance', 'polygon')),
            CONSTRAINT ck_delivery_zones_sums_not_negative CHECK (price >= 0 AND free_from >= 0 AND least >= 0),
            CONSTRAINT ck_delivery_zones_name_length CHECK (length(name) <= 60),
            CONSTRAINT ck_delivery_zones_reach_of_distance
            CHECK ((kind = 'distance') = (reach IS NOT NULL) AND reach BETWEEN 1 AND 1000000),
            CONSTRAINT ck_delivery_zones_area_of_polygon CHECK (kind = 'polygon' OR area IS NULL AND corners IS NULL),
            CONSTRAINT ck_delivery_zones_area_when_active
            CHECK (NOT active OR kind = 'distance' OR area IS NOT NULL AND length(name) > 0),
            CONSTRAINT ck_delivery_zones_area_in_a_box
            CHECK ((area IS NULL) = (south IS NULL) AND (area IS NULL) = (west IS NULL)
            AND (area IS NULL) = (north IS NULL) AND (area IS NULL) = (east IS NULL)),
            CONSTRAINT fk_delivery_zones_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_delivery_zones_option ON delivery_zones (shop_id, delivery_option_id, position, id)""",
        """CREATE UNIQUE INDEX uq_delivery_zones_name
            ON delivery_zones (shop_id, delivery_option_id, name) WHERE active AND name <> ''""",
        """CREATE UNIQUE INDEX uq_delivery_zones_reach
            ON delivery_zones (shop_id, delivery_option_id, reach) WHERE active AND kind = 'distance'""",
    ),
}

COLUMNS = {
    "delivery_options": ("zoned BOOLEAN DEFAULT false NOT NULL",),
    "carts": ("latitude INTEGER", "longitude INTEGER", "zone_id BIGINT"),
    "customer_addresses": ("latitude INTEGER", "longitude INTEGER", "zone_id BIGINT"),
    "orders": (
        "latitude INTEGER",
        "longitude INTEGER",
        "delivery_zone JSONB",
        "zone_chosen BOOLEAN DEFAULT false NOT NULL",
    ),
}
ZONE = "FOREIGN KEY (shop_id, zone_id) REFERENCES delivery_zones (shop_id, id)"
POINT = (
    "CHECK ((latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90000000 AND 90000000"
    " AND longitude BETWEEN -180000000 AND 180000000)"
)
CONSTRAINTS = (
    (
        "delivery_options",
        "ck_delivery_options_zoned_couriers",
        "CHECK (NOT zoned OR kind = 'courier' AND NOT computed)",
    ),
    ("carts", "fk_carts_shop_id_zone_id", ZONE),
    ("carts", "ck_carts_point_on_earth", POINT),
    ("customer_addresses", "fk_customer_addresses_shop_id_zone_id", ZONE),
    ("customer_addresses", "ck_customer_addresses_point_on_earth", POINT),
    ("orders", "ck_orders_point_on_earth", POINT),
)

STEP = Step(TABLES, COLUMNS, CONSTRAINTS)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
