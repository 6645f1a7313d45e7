"""Digital goods, subscriptions, cash at the door and risk: what surrounds an order besides its money."""

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
)
from db.types.enums import CashState, RiskDecision, SubscriptionState

digital_keys = Table(
    "digital_keys",
    metadata,
    shop_column(),
    big("id"),
    big("variant_id"),
    words("content_hash"),  # keyed hash: the same key is not sold twice
    Column("content_cipher", LargeBinary, nullable=False),
    big("order_id", nullable=True),  # who has it; None: free
    number("position", nullable=True),
    moment("claimed_at", nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("variant_id", "variants"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "variant_id", "content_hash"),
    check("claimed_whole", "(order_id IS NULL) = (position IS NULL)"),
    Index("ix_digital_keys_free", "shop_id", "variant_id", "id", postgresql_where=text("order_id IS NULL")),
    Index("ix_digital_keys_shop_id_order_id", "shop_id", "order_id"),
)

digital_contents = Table(
    "digital_contents",
    metadata,
    shop_column(),
    big("variant_id"),
    words("name", server_default=""),
    words("mime", server_default=""),
    Column("content_cipher", LargeBinary, nullable=False),
    moment("changed_at", now=True),
    shop_key("variant_id"),
    inside_shop("variant_id", "variants"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    shop_column(),
    big("id"),
    big("order_id"),  # the first order
    big("variant_id"),
    big("person_id", ForeignKey("people.id")),
    big("bot_id", ForeignKey("bots.id"), nullable=True),
    words("charge_external_id"),
    words("state"),
    big("amount"),
    words("currency"),
    moment("paid_until"),
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    inside_shop("variant_id", "variants"),
    UniqueConstraint("shop_id", "order_id"),
    one_of("state", SubscriptionState),
    Index("ix_subscriptions_shop_id_person_id", "shop_id", "person_id"),
    Index("ix_subscriptions_paid_until", "paid_until", postgresql_where=text("state <> 'expired'")),
)

cash_handovers = Table(
    "cash_handovers",
    metadata,
    shop_column(),
    big("id"),
    big("courier_id", ForeignKey("people.id")),
    big("expected"),
    big("counted"),
    words("currency"),
    big("counted_by", ForeignKey("people.id")),
    words("key"),
    moment("at", now=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "key"),
    check("not_negative", "expected >= 0 AND counted >= 0"),
)

cash_collections = Table(
    "cash_collections",
    metadata,
    shop_column(),
    big("order_id"),
    big("courier_id", ForeignKey("people.id"), nullable=True),
    big("due"),
    big("collected", server_default="0"),
    words("currency"),
    words("state"),
    words("reason", nullable=True),
    big("handover_id", nullable=True),
    moment("changed_at", now=True),
    shop_key("order_id"),
    inside_shop("order_id", "orders"),
    inside_shop("handover_id", "cash_handovers"),
    one_of("state", CashState),
    check("collected_within", "collected BETWEEN 0 AND due"),
    Index("ix_cash_collections_courier", "shop_id", "courier_id", "state"),
)

risk_checks = Table(
    "risk_checks",
    metadata,
    shop_column(),
    big("id"),
    big("order_id"),
    words("stage"),  # placed, paid
    number("score"),
    document("reasons", default="'[]'"),  # [{code, points, value}]
    words("decision"),
    big("decided_by", ForeignKey("people.id"), nullable=True),
    moment("decided_at", nullable=True),
    moment("at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "order_id", "stage"),
    one_of("decision", RiskDecision),
    check("score_range", "score BETWEEN 0 AND 100"),
)
