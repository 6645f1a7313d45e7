"""Staff at work on orders: who brings one, what the door looked like, and its topic in the staff's forum."""

from sqlalchemy import ForeignKey, Index, Table

from db.models.base import (
    big,
    inside_shop,
    metadata,
    moment,
    shop_column,
    shop_key,
    yes_no,
)

order_couriers = Table(
    "order_couriers",
    metadata,
    shop_column(),
    big("order_id"),
    big("courier_id", ForeignKey("people.id")),
    big("assigned_by", ForeignKey("people.id"), nullable=True),
    moment("at", now=True),
    shop_key("order_id"),
    inside_shop("order_id", "orders"),
    Index("ix_order_couriers_courier", "shop_id", "courier_id", "order_id"),
)

delivery_photos = Table(
    "delivery_photos",
    metadata,
    shop_column(),
    big("order_id"),
    big("media_id"),
    big("taken_by", ForeignKey("people.id")),
    moment("at", now=True),
    shop_key("order_id", "media_id"),
    inside_shop("order_id", "orders"),
    inside_shop("media_id", "media"),
)

# Written before Telegram is asked: whoever dies in between makes no second topic, and the card goes to the group.
order_topics = Table(
    "order_topics",
    metadata,
    shop_column(),
    big("order_id"),
    big("chat_id"),
    big("thread_id", nullable=True),
    yes_no("closed"),
    moment("created_at", now=True),
    shop_key("order_id", "chat_id"),
    inside_shop("order_id", "orders"),
)
