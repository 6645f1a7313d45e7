"""Promo codes, gift cards and points: what lowers a sum, and money the shop owes, with guarded counters."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, UniqueConstraint, text

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
from db.types.enums import MoveKind, PromoKind

promos = Table(
    "promos",
    metadata,
    shop_column(),
    big("id"),
    words("code"),  # upper case
    document("title", default="'{}'"),
    words("kind"),
    big("value", server_default="0"),  # hundredths of a percent, or minor units of the shop's currency
    big("min_goods", server_default="0"),
    yes_no("first_order"),
    moment("starts_at", nullable=True),
    moment("ends_at", nullable=True),
    number("max_uses", nullable=True),
    number("per_customer", nullable=True),
    number("used", server_default="0"),
    yes_no("active", default=True),
    moment("created_at", now=True),
    big("person_id", ForeignKey("people.id"), nullable=True),  # whose own it is; null: everybody's
    big("invited_id", ForeignKey("people.id"), nullable=True),  # thanks for this guest's first order
    shop_key("id"),
    UniqueConstraint("shop_id", "code"),
    one_of("kind", PromoKind),
    # One person's thanks for one guest: whoever settles it twice gives it once.
    Index(
        "uq_promos_thanks",
        "shop_id",
        "invited_id",
        "person_id",
        unique=True,
        postgresql_where=text("invited_id IS NOT NULL"),
    ),
    check("thanks_are_somebodys", "invited_id IS NULL OR (person_id IS NOT NULL AND max_uses = 1)"),
    check("code_shape", "code = upper(code) AND length(code) BETWEEN 2 AND 32"),
    check("value_fits", "value >= 0 AND (kind <> 'percent' OR value <= 10000)"),
    check("used_within_cap", "used >= 0 AND (max_uses IS NULL OR used <= max_uses)"),
)

promo_customers = Table(
    "promo_customers",
    metadata,
    shop_column(),
    big("promo_id"),
    big("person_id", ForeignKey("people.id")),
    number("used", server_default="0"),
    number("cap", nullable=True),
    shop_key("promo_id", "person_id"),
    inside_shop("promo_id", "promos", ondelete="CASCADE"),
    check("used_within_cap", "used >= 0 AND (cap IS NULL OR used <= cap)"),
)

promo_uses = Table(
    "promo_uses",
    metadata,
    shop_column(),
    big("promo_id"),
    big("order_id"),
    big("person_id", ForeignKey("people.id")),
    big("amount"),
    yes_no("released"),  # the order came to nothing: the use was given back
    moment("at", now=True),
    shop_key("promo_id", "order_id"),
    inside_shop("promo_id", "promos"),
    inside_shop("order_id", "orders"),
    Index("ix_promo_uses_shop_id_order_id", "shop_id", "order_id"),
)

gift_cards = Table(
    "gift_cards",
    metadata,
    shop_column(),
    big("id"),
    words("code_hash"),  # keyed hash: a stolen table spends nothing
    Column("code_cipher", LargeBinary, nullable=False),  # shown again to whom it was given
    words("hint"),  # the last four characters
    words("currency"),
    big("initial"),
    big("balance"),
    big("person_id", ForeignKey("people.id"), nullable=True),  # whose it is, when it was given as store credit
    big("issued_by", ForeignKey("people.id"), nullable=True),
    words("reason", server_default=""),
    yes_no("active", default=True),
    moment("expires_at", nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "code_hash"),
    check("balance_within", "balance >= 0 AND balance <= initial AND initial > 0"),
)

gift_card_moves = Table(
    "gift_card_moves",
    metadata,
    shop_column(),
    big("id"),
    big("gift_card_id"),
    big("order_id", nullable=True),
    big("delta"),
    words("kind"),
    words("key"),
    moment("at", now=True),
    shop_key("id"),
    inside_shop("gift_card_id", "gift_cards"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "key"),
    one_of("kind", MoveKind),
    check("delta_not_zero", "delta <> 0"),
    Index("ix_gift_card_moves_shop_id_gift_card_id", "shop_id", "gift_card_id", "id"),
    Index("ix_gift_card_moves_shop_id_order_id", "shop_id", "order_id"),
)

point_accounts = Table(
    "point_accounts",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    big("balance", server_default="0"),  # minor units of the shop's currency
    shop_key("person_id"),
    check("balance_not_negative", "balance >= 0"),
)

point_moves = Table(
    "point_moves",
    metadata,
    shop_column(),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    big("order_id", nullable=True),
    big("delta"),
    words("kind"),
    words("key"),
    moment("at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "key"),
    one_of("kind", MoveKind),
    check("delta_not_zero", "delta <> 0"),
    Index("ix_point_moves_shop_id_person_id", "shop_id", "person_id", "id"),
    Index("ix_point_moves_shop_id_order_id", "shop_id", "order_id"),
)
