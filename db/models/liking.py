"""What customers like and say: favourites, alerts, reviews, albums, what goes together, choices, referrals."""

from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint, text

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
from db.models.zones import POINT
from db.types.enums import NotificationKind, ReferralState, ReviewState

favourites = Table(
    "favourites",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    big("product_id"),
    big("price"),  # the least price when it was last looked at; minor units of the shop's currency
    big("lowest"),  # the least one the person saw or was told of: only a lower one is told
    moment("at", now=True),
    shop_key("person_id", "product_id"),
    inside_shop("product_id", "products", ondelete="CASCADE"),
    check("lowest_within", "lowest >= 0 AND lowest <= price"),
    Index("ix_favourites_product", "shop_id", "product_id"),
)

stock_alerts = Table(
    "stock_alerts",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    big("variant_id"),
    moment("at", now=True),
    moment("told_at", nullable=True),  # set before the message leaves: at most once
    shop_key("person_id", "variant_id"),
    inside_shop("variant_id", "variants", ondelete="CASCADE"),
    Index("ix_stock_alerts_waiting", "shop_id", "variant_id", postgresql_where=text("told_at IS NULL")),
)

reviews = Table(
    "reviews",
    metadata,
    shop_column(),
    big("id"),
    big("product_id"),
    big("person_id", ForeignKey("people.id")),
    big("order_id"),  # in which it was received (trigger `review_was_received`)
    number("rating"),
    words("words", server_default=""),
    words("author"),
    words("state", server_default=ReviewState.RATED),
    words("answer", nullable=True),
    big("answered_by", ForeignKey("people.id"), nullable=True),
    big("decided_by", ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("product_id", "products"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "product_id", "person_id"),
    one_of("state", ReviewState),
    check("rating_within", "rating BETWEEN 1 AND 5"),
    check("words_length", "length(words) <= 2000 AND length(answer) <= 2000"),
    Index("ix_reviews_state", "shop_id", "state", "id"),
)

review_photos = Table(
    "review_photos",
    metadata,
    shop_column(),
    big("review_id"),
    number("position"),
    big("media_id"),
    shop_key("review_id", "position"),
    inside_shop("review_id", "reviews", ondelete="CASCADE"),
    inside_shop("media_id", "media"),
    check("position_within", "position BETWEEN 1 AND 5"),
)

review_asks = Table(
    "review_asks",
    metadata,
    shop_column(),
    big("order_id"),
    moment("at", now=True),
    shop_key("order_id"),
    inside_shop("order_id", "orders"),
)

product_media = Table(
    "product_media",
    metadata,
    shop_column(),
    big("product_id"),
    big("media_id"),
    number("position"),
    shop_key("product_id", "media_id"),
    inside_shop("product_id", "products", ondelete="CASCADE"),
    inside_shop("media_id", "media"),
)

related_products = Table(
    "related_products",
    metadata,
    shop_column(),
    big("product_id"),
    big("related_id"),
    number("together"),  # how many people bought both lately (timer "learn_tastes")
    shop_key("product_id", "related_id"),
    inside_shop("product_id", "products", ondelete="CASCADE"),
    inside_shop("related_id", "products", ondelete="CASCADE"),
    check("not_itself", "related_id <> product_id"),
)

notification_choices = Table(
    "notification_choices",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    words("kind"),
    yes_no("allowed"),
    moment("changed_at", now=True),
    shop_key("person_id", "kind"),
    one_of("kind", NotificationKind),
)

customer_addresses = Table(
    "customer_addresses",
    metadata,
    shop_column(),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    words("label", server_default=""),
    words("address"),
    number("latitude", nullable=True),  # millionths of a degree
    number("longitude", nullable=True),
    big("zone_id", nullable=True),
    yes_no("preferred"),
    moment("at", now=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "person_id", "address"),
    inside_shop("zone_id", "delivery_zones"),
    check("address_length", "length(address) BETWEEN 5 AND 300 AND length(label) <= 40"),
    check("point_on_earth", POINT),
    Index("uq_customer_addresses_preferred", "shop_id", "person_id", unique=True, postgresql_where=text("preferred")),
)

referral_codes = Table(
    "referral_codes",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    words("code"),
    shop_key("person_id"),
    UniqueConstraint("shop_id", "code"),
)

referrals = Table(
    "referrals",
    metadata,
    shop_column(),
    big("invited_id", ForeignKey("people.id")),  # invited once, whoever else's link they open
    big("inviter_id", ForeignKey("people.id")),
    words("state", server_default=ReferralState.WAITING),
    big("order_id", nullable=True),  # the first completed order, which both are thanked for
    big("inviter_points", server_default="0"),
    big("invited_points", server_default="0"),
    moment("at", now=True),
    moment("rewarded_at", nullable=True),
    shop_key("invited_id"),
    inside_shop("order_id", "orders"),
    one_of("state", ReferralState),
    check("not_oneself", "inviter_id <> invited_id"),
    check("points_not_negative", "inviter_points >= 0 AND invited_points >= 0"),
    check("rewarded_for_an_order", "(state = 'rewarded') = (order_id IS NOT NULL)"),
    Index("ix_referrals_inviter", "shop_id", "inviter_id"),
)
