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
