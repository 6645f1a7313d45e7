"""Carts, orders with snapshots of what was agreed, and the journal of what happened to them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Sequence, Table, UniqueConstraint, text

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
    yes_no,
)
from db.models.zones import POINT
from db.types.enums import CartKind, DeliveryKind, OrderStatus, ShipmentStatus

carts = Table(
    "carts",
    metadata,
    shop_column(),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    words("kind"),
    big("delivery_option_id", nullable=True),
    words("address", nullable=True),
    number("latitude", nullable=True),  # millionths of a degree
    number("longitude", nullable=True),
    big("zone_id", nullable=True),  # chosen by name, by who shares no location
    words("phone", nullable=True),
    words("comment", nullable=True),
    words("gift_note", nullable=True),
    words("payment_method", nullable=True),
    words("promo_code", nullable=True),
    big("gift_card_id", nullable=True),
    yes_no("use_points"),
    words("currency", nullable=True),  # None: the shop's own
    moment("updated_at", now=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "person_id", "kind"),
    inside_shop("delivery_option_id", "delivery_options"),
    inside_shop("gift_card_id", "gift_cards"),
    inside_shop("zone_id", "delivery_zones"),
    one_of("kind", CartKind),
    check("point_on_earth", POINT),
)

cart_lines = Table(
    "cart_lines",
    metadata,
    shop_column(),
    big("cart_id"),
    big("variant_id"),
    number("quantity"),
    big("seen_price"),  # what the person saw when adding; a change is said, never silent
    moment("added_at", now=True),
    shop_key("cart_id", "variant_id"),
    inside_shop("cart_id", "carts", ondelete="CASCADE"),
    inside_shop("variant_id", "variants"),
    check("quantity_positive", "quantity > 0"),
)

delivery_quotes = Table(
    "delivery_quotes",
    metadata,
    shop_column(),
    big("cart_id"),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    big("delivery_option_id"),
    words("address", nullable=True),
    words("goods"),  # variant×quantity of every line: another cart needs another price
    big("price", nullable=True),  # None: asked; minor units of the shop's currency
    big("answered_by", ForeignKey("people.id"), nullable=True),
    moment("asked_at", now=True),
    moment("answered_at", nullable=True),
    shop_key("cart_id"),
    UniqueConstraint("shop_id", "id"),
    inside_shop("cart_id", "carts", ondelete="CASCADE"),
    inside_shop("delivery_option_id", "delivery_options"),
    check("price_not_negative", "price >= 0"),
    check("answered_whole", "(price IS NULL) = (answered_at IS NULL)"),
)

# One sequence for all shops: numbers grow within a shop, with gaps, and placing never waits for a counter row.
order_numbers = Sequence("order_numbers", metadata=metadata, start=1001, data_type=BigInteger)

orders = Table(
    "orders",
    metadata,
    shop_column(),
    big("id"),
    Column("number", BigInteger, nullable=False, server_default=order_numbers.next_value()),
    big("person_id", ForeignKey("people.id")),
    big("bot_id", ForeignKey("bots.id"), nullable=True),
    words("language"),
    words("status"),
    words("shipment", server_default=ShipmentStatus.PLANNED),
    words("payment_method"),
    words("currency"),
    big("goods_total"),
    big("delivery_total"),
    big("discount_total", server_default="0"),
    big("tax_total", server_default="0"),  # all tax inside the total
    big("tax_added", server_default="0"),  # the part that came on top of the prices
    big("rounding", server_default="0"),
    big("total"),
    big("gift_total", server_default="0"),  # paid by a gift card when placing
    big("points_total", server_default="0"),  # paid by points when placing
    big("promo_id", nullable=True),
    words("promo_code", nullable=True),
    words("rate", nullable=True),  # shop currency → order currency, as it was when placing
    words("delivery_kind"),
    big("delivery_option_id", nullable=True),
    document("delivery_title"),
    yes_no("delivery_quoted"),  # the seller named its price for this very order
    words("address", nullable=True),
    number("latitude", nullable=True),  # millionths of a degree
    number("longitude", nullable=True),
    document("delivery_zone", nullable=True),  # {lang: its name}, as it was when placing
    yes_no("zone_chosen"),  # by the buyer, from a list: nobody has looked where that is
    words("phone", nullable=True),
    words("customer_name"),
    words("comment", nullable=True),
    words("gift_note", nullable=True),
    words("tracking", nullable=True),
    words("reason", nullable=True),
    words("held_from", nullable=True),  # the status to go back to when a hold is released
    big("exchange_of", nullable=True),  # the return this order replaces goods for
    big("renewal_of", nullable=True),  # the first order of the subscription this one renews
    words("idempotency_key"),
    moment("placed_at", now=True),
    moment("hold_until", nullable=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("delivery_option_id", "delivery_options"),
    inside_shop("promo_id", "promos"),
    UniqueConstraint("shop_id", "number"),
    UniqueConstraint("shop_id", "person_id", "idempotency_key"),
    one_of("status", OrderStatus),
    one_of("shipment", ShipmentStatus),
    one_of("delivery_kind", DeliveryKind),
    check("total_adds_up", "total = goods_total + delivery_total - discount_total + tax_added + rounding"),
    check("total_not_negative", "total >= 0 AND discount_total >= 0 AND tax_total >= tax_added AND tax_added >= 0"),
    check("point_on_earth", POINT),
    check("covered_by_total", "gift_total >= 0 AND points_total >= 0 AND gift_total + points_total <= total"),
    Index("ix_orders_mine", "shop_id", "person_id", "id"),
    Index("ix_orders_by_status", "shop_id", "status", "id"),
    Index(
        "ix_orders_waiting",
        "hold_until",
        postgresql_where=text("status IN ('awaiting_payment', 'awaiting_confirmation')"),
    ),
)

order_lines = Table(
    "order_lines",
    metadata,
    shop_column(),
    big("order_id"),
    number("position"),
    big("product_id"),
    big("variant_id"),
    big("stock_item_id"),
    words("sku"),
    document("title"),
    document("options_text", default="'{}'"),
    big("unit_price"),
    number("quantity"),
    big("line_total"),  # what the buyer pays for the line: less its share of discounts, with tax on top
    number("tax_bp", server_default="0"),  # tax rate in hundredths of a percent
    yes_no("digital"),
    number("refunded", server_default="0"),  # pieces whose money went back
    number("in_return", server_default="0"),  # pieces in open returns
    shop_key("order_id", "position"),
    inside_shop("order_id", "orders"),
    inside_shop("product_id", "products"),
    inside_shop("variant_id", "variants"),
    inside_shop("stock_item_id", "stock_items"),
    check("quantity_positive", "quantity > 0"),
    check("price_not_negative", "unit_price >= 0 AND line_total >= 0"),
    check("refunded_within", "refunded BETWEEN 0 AND quantity"),
    check("in_return_within", "in_return BETWEEN 0 AND quantity - refunded"),
)

order_journal = Table(
    "order_journal",
    metadata,
    shop_column(),
    big("id"),
    big("order_id"),
    moment("at", now=True),
    words("event"),
    words("from_status", nullable=True),
    words("to_status", nullable=True),
    words("actor"),  # buyer, staff, ledger, timer
    big("actor_id", ForeignKey("people.id"), nullable=True),
    words("reason", nullable=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    Index("ix_order_journal_shop_id_order_id", "shop_id", "order_id", "id"),
    Index("ix_order_journal_shop_id_at", "shop_id", "at"),
    # Scenarios ask which orders came this far lately.
    Index(
        "ix_order_journal_reached",
        "shop_id",
        "to_status",
        "at",
        postgresql_where=text("to_status IN ('confirmed', 'delivered')"),
    ),
)
