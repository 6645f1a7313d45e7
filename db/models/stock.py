"""Stock: what is on hand, what is held for orders, and every movement. `available` can never be negative."""

from sqlalchemy import BigInteger, Column, Computed, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from db.models.base import (
    big,
    check,
    inside_shop,
    metadata,
    moment,
    number,
    one_of,
    shop_column,
    shop_key,
    words,
    yes_no,
)
from db.types.enums import HoldState, MovementKind

stock_items = Table(
    "stock_items",
    metadata,
    shop_column(),
    big("id"),
    number("on_hand", server_default="0"),
    number("held", server_default="0"),
    Column("available", Integer, Computed("on_hand - held", persisted=True), nullable=False),
    number("low_at", server_default="3"),
    big("low_told", nullable=True),  # the event at which staff were told that it runs low; None: there is enough
    shop_key("id"),
    check("held_not_negative", "held >= 0"),
    check("never_oversold", "on_hand >= held"),
    # Updated at every order: room in the page keeps the update in place.
    postgresql_with={"fillfactor": "70"},
)

stock_movements = Table(
    "stock_movements",
    metadata,
    shop_column(),
    big("id"),
    big("stock_item_id"),
    number("delta"),
    words("kind"),
    words("reason", server_default=""),
    words("source_key"),  # one effect per command, however often it is delivered
    Column("actor_id", BigInteger, ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("stock_item_id", "stock_items"),
    UniqueConstraint("shop_id", "source_key", "stock_item_id"),
    one_of("kind", MovementKind),
    check("delta_not_zero", "delta <> 0"),
    Index("ix_stock_movements_shop_id_stock_item_id", "shop_id", "stock_item_id", "id"),
)

holds = Table(
    "holds",
    metadata,
    shop_column(),
    big("id"),
    big("order_id"),
    big("stock_item_id"),
    number("quantity"),
    words("state"),
    moment("expires_at", nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    inside_shop("stock_item_id", "stock_items"),
    one_of("state", HoldState),
    check("quantity_positive", "quantity > 0"),
    Index("ix_holds_shop_id_order_id", "shop_id", "order_id"),
    # A stock item's live holds, for the invariant held = Σ live holds.
    Index(
        "ix_holds_live",
        "shop_id",
        "stock_item_id",
        postgresql_where=text("state IN ('held', 'committed')"),
    ),
    Index("ix_holds_expiry", "expires_at", postgresql_where=text("state = 'held'")),
)

stock_places = Table(
    "stock_places",
    metadata,
    shop_column(),
    big("id"),
    words("name"),
    yes_no("is_default"),  # where sales are taken from and new goods arrive
    moment("created_at", now=True),
    shop_key("id"),
    Index("uq_stock_places_name", "shop_id", text("lower(name)"), unique=True),
    Index("uq_stock_places_default", "shop_id", unique=True, postgresql_where=text("is_default")),
    check("name_length", "length(name) BETWEEN 1 AND 30"),
)

# What lies where: of each stock item, all places together are what is on hand (trigger `levels_add_up`). Written by the
# trigger `keep_levels` whenever that changes; a shop without places has none.
stock_levels = Table(
    "stock_levels",
    metadata,
    shop_column(),
    big("stock_item_id"),
    big("place_id"),
    number("quantity"),
    shop_key("stock_item_id", "place_id"),
    inside_shop("stock_item_id", "stock_items"),
    inside_shop("place_id", "stock_places"),
    check("not_negative", "quantity >= 0"),
    Index("ix_stock_levels_place", "shop_id", "place_id"),
)

stock_transfers = Table(
    "stock_transfers",
    metadata,
    shop_column(),
    big("id"),
    big("stock_item_id"),
    big("from_place_id"),
    big("to_place_id"),
    number("quantity"),
    words("key"),  # one effect per command, however often it is delivered
    Column("actor_id", BigInteger, ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("stock_item_id", "stock_items"),
    inside_shop("from_place_id", "stock_places"),
    inside_shop("to_place_id", "stock_places"),
    UniqueConstraint("shop_id", "key"),
    check("quantity_positive", "quantity > 0"),
    check("somewhere_else", "from_place_id <> to_place_id"),
)
