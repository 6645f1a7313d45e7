"""open the shop."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("CREATE SEQUENCE order_numbers AS bigint START WITH 1001")
    op.create_table(
        "bots",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("webhook_path", sa.Text(), nullable=False),
        sa.Column("webhook_secret_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), server_default="active", nullable=False),
        sa.Column("default_shop_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('active', 'disabled', 'unauthorized')", name=op.f("ck_bots_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bots")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_bots_telegram_id")),
        sa.UniqueConstraint("webhook_path", name=op.f("uq_bots_webhook_path")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_inbox_source_external_id")),
        postgresql_with={"fillfactor": "80"},
    )
    op.create_index(
        "ix_inbox_open", "inbox", ["received_at"], unique=False, postgresql_where=sa.text("handled_at IS NULL")
    )
    op.create_table(
        "job_runs",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_runs")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("telegram_language", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("language IN ('ru', 'en')", name=op.f("ck_people_language_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
    )
    op.create_table(
        "shops",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("greeting", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("support", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), server_default="Europe/Moscow", nullable=False),
        sa.Column("status", sa.Text(), server_default="active", nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("cover_media_id", sa.BigInteger(), nullable=True),
        sa.Column("catalogue_version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("provider_secrets_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_shops_currency_shape")),
        sa.CheckConstraint("slug ~ '^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$'", name=op.f("ck_shops_slug_shape")),
        sa.CheckConstraint("status IN ('active', 'suspended', 'closed')", name=op.f("ck_shops_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shops")),
        sa.UniqueConstraint("slug", name=op.f("uq_shops_slug")),
    )
    op.create_table(
        "audit_log",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_audit_log_actor_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_audit_log_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "seq", name=op.f("pk_audit_log")),
        sa.UniqueConstraint("shop_id", "undoes", name=op.f("uq_audit_log_shop_id_undoes")),
    )
    op.create_table(
        "bot_users",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bots.id"], name=op.f("fk_bot_users_bot_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bot_users_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_bot_users_shop_id")),
        sa.PrimaryKeyConstraint("bot_id", "person_id", name=op.f("pk_bot_users")),
    )
    op.create_table(
        "categories",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("emoji", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("parent_id IS DISTINCT FROM id", name=op.f("ck_categories_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["shop_id", "parent_id"],
            ["categories.shop_id", "categories.id"],
            name=op.f("fk_categories_shop_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_categories_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_categories")),
        sa.UniqueConstraint("shop_id", "slug", name=op.f("uq_categories_shop_id_slug")),
    )
    op.create_index(
        "ix_categories_shop_id_parent_id_position",
        "categories",
        ["shop_id", "parent_id", "position", "id"],
        unique=False,
    )
    op.create_table(
        "delivery_options",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("price", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("free_from", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cash_allowed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("kind IN ('pickup', 'courier')", name=op.f("ck_delivery_options_kind_known")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_delivery_options_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shops.id"], name=op.f("fk_delivery_options_shop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_delivery_options")),
    )
    op.create_table(
        "media",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_media_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_media")),
        sa.UniqueConstraint("shop_id", "sha256", name=op.f("uq_media_shop_id_sha256")),
    )
    op.create_table(
        "notifications",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('claimed', 'sent', 'failed', 'skipped')", name=op.f("ck_notifications_state_known")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_notifications_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "event_id", "chat_id", "kind", name=op.f("pk_notifications")),
    )
    op.create_table(
        "outbox",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_outbox_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_unsent", "outbox", ["id"], unique=False, postgresql_where=sa.text("sent_at IS NULL"))
    op.create_table(
        "shop_texts",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_shop_texts_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "key", name=op.f("pk_shop_texts")),
    )
    op.create_table(
        "staff",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'operator', 'stock_keeper', 'courier', 'analyst')",
            name=op.f("ck_staff_role_known"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_person_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_staff_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "person_id", name=op.f("pk_staff")),
    )
    op.create_index("ix_staff_person_id", "staff", ["person_id"], unique=False)
    op.create_table(
        "stock_items",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("on_hand", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held", sa.Integer(), server_default="0", nullable=False),
        sa.Column("available", sa.Integer(), sa.Computed("on_hand - held", persisted=True), nullable=False),
        sa.Column("low_at", sa.Integer(), server_default="3", nullable=False),
        sa.CheckConstraint("held >= 0", name=op.f("ck_stock_items_held_not_negative")),
        sa.CheckConstraint("on_hand >= held", name=op.f("ck_stock_items_never_oversold")),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_stock_items_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_stock_items")),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_table(
        "carts",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("delivery_option_id", sa.BigInteger(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("payment_method", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('cart', 'buy_now')", name=op.f("ck_carts_kind_known")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_carts_person_id")),
        sa.ForeignKeyConstraint(
            ["shop_id", "delivery_option_id"],
            ["delivery_options.shop_id", "delivery_options.id"],
            name=op.f("fk_carts_shop_id_delivery_option_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_carts_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_carts")),
        sa.UniqueConstraint("shop_id", "person_id", "kind", name=op.f("uq_carts_shop_id_person_id_kind")),
    )
    op.create_table(
        "customers",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("delivery_option_id", sa.BigInteger(), nullable=True),
        sa.Column("payment_method", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_customers_person_id")),
        sa.ForeignKeyConstraint(
            ["shop_id", "delivery_option_id"],
            ["delivery_options.shop_id", "delivery_options.id"],
            name=op.f("fk_customers_shop_id_delivery_option_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_customers_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "person_id", name=op.f("pk_customers")),
    )
    op.create_table(
        "event_deliveries",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("consumer", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'done', 'dead')", name=op.f("ck_event_deliveries_state_known")),
        sa.ForeignKeyConstraint(
            ["shop_id", "event_id"],
            ["outbox.shop_id", "outbox.id"],
            name=op.f("fk_event_deliveries_shop_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shops.id"], name=op.f("fk_event_deliveries_shop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shop_id", "event_id", "consumer", name=op.f("pk_event_deliveries")),
    )
    op.create_index(
        "ix_event_deliveries_due",
        "event_deliveries",
        ["next_attempt_at"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "media_files",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("media_id", sa.BigInteger(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bots.id"], name=op.f("fk_media_files_bot_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["shop_id", "media_id"],
            ["media.shop_id", "media.id"],
            name=op.f("fk_media_files_shop_id_media_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_media_files_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "media_id", "bot_id", name=op.f("pk_media_files")),
    )
    op.create_table(
        "orders",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), server_default=sa.text("nextval('order_numbers')"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("shipment", sa.Text(), server_default="planned", nullable=False),
        sa.Column("payment_method", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("goods_total", sa.BigInteger(), nullable=False),
        sa.Column("delivery_total", sa.BigInteger(), nullable=False),
        sa.Column("discount_total", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("delivery_kind", sa.Text(), nullable=False),
        sa.Column("delivery_option_id", sa.BigInteger(), nullable=True),
        sa.Column("delivery_title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("tracking", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("delivery_kind IN ('pickup', 'courier')", name=op.f("ck_orders_delivery_kind_known")),
        sa.CheckConstraint(
            "shipment IN ('planned', 'packed', 'handed_over', 'delivered', 'returned_to_stock')",
            name=op.f("ck_orders_shipment_known"),
        ),
        sa.CheckConstraint(
            "status IN ('awaiting_payment', 'awaiting_confirmation', 'confirmed', 'fulfilling', 'delivered', 'completed', 'on_hold', 'expired', 'cancelled')",
            name=op.f("ck_orders_status_known"),
        ),
        sa.CheckConstraint(
            "total = goods_total + delivery_total - discount_total", name=op.f("ck_orders_total_adds_up")
        ),
        sa.CheckConstraint("total >= 0 AND discount_total >= 0", name=op.f("ck_orders_total_not_negative")),
        sa.ForeignKeyConstraint(["bot_id"], ["bots.id"], name=op.f("fk_orders_bot_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_orders_person_id")),
        sa.ForeignKeyConstraint(
            ["shop_id", "delivery_option_id"],
            ["delivery_options.shop_id", "delivery_options.id"],
            name=op.f("fk_orders_shop_id_delivery_option_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_orders_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_orders")),
        sa.UniqueConstraint("shop_id", "number", name=op.f("uq_orders_shop_id_number")),
        sa.UniqueConstraint(
            "shop_id", "person_id", "idempotency_key", name=op.f("uq_orders_shop_id_person_id_idempotency_key")
        ),
    )
    op.create_index("ix_orders_by_status", "orders", ["shop_id", "status", "id"], unique=False)
    op.create_index("ix_orders_mine", "orders", ["shop_id", "person_id", "id"], unique=False)
    op.create_index(
        "ix_orders_waiting",
        "orders",
        ["hold_until"],
        unique=False,
        postgresql_where=sa.text("status IN ('awaiting_payment', 'awaiting_confirmation')"),
    )
    op.create_table(
        "products",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "description", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("status", sa.Text(), server_default="active", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sold_out", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.Column("media_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'active', 'hidden', 'archived')", name=op.f("ck_products_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "category_id"],
            ["categories.shop_id", "categories.id"],
            name=op.f("fk_products_shop_id_category_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "media_id"], ["media.shop_id", "media.id"], name=op.f("fk_products_shop_id_media_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_products_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_products")),
        sa.UniqueConstraint("shop_id", "slug", name=op.f("uq_products_shop_id_slug")),
    )
    op.create_index(
        "ix_products_search_text",
        "products",
        ["search_text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_products_shelf", "products", ["shop_id", "category_id", "sold_out", "position", "id"], unique=False
    )
    op.create_table(
        "stock_movements",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("stock_item_id", sa.BigInteger(), nullable=False),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('initial', 'set', 'adjust', 'sale', 'return', 'undo')", name=op.f("ck_stock_movements_kind_known")
        ),
        sa.CheckConstraint("delta <> 0", name=op.f("ck_stock_movements_delta_not_zero")),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_stock_movements_actor_id")),
        sa.ForeignKeyConstraint(
            ["shop_id", "stock_item_id"],
            ["stock_items.shop_id", "stock_items.id"],
            name=op.f("fk_stock_movements_shop_id_stock_item_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_stock_movements_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_stock_movements")),
        sa.UniqueConstraint(
            "shop_id", "source_key", "stock_item_id", name=op.f("uq_stock_movements_shop_id_source_key_stock_item_id")
        ),
    )
    op.create_index(
        "ix_stock_movements_shop_id_stock_item_id", "stock_movements", ["shop_id", "stock_item_id", "id"], unique=False
    )
    op.create_table(
        "holds",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("stock_item_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('held', 'committed', 'consumed', 'released', 'expired')", name=op.f("ck_holds_state_known")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_holds_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_holds_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "stock_item_id"],
            ["stock_items.shop_id", "stock_items.id"],
            name=op.f("fk_holds_shop_id_stock_item_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_holds_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_holds")),
    )
    op.create_index(
        "ix_holds_expiry", "holds", ["expires_at"], unique=False, postgresql_where=sa.text("state = 'held'")
    )
    op.create_index(
        "ix_holds_live",
        "holds",
        ["shop_id", "stock_item_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('held', 'committed')"),
    )
    op.create_index("ix_holds_shop_id_order_id", "holds", ["shop_id", "order_id"], unique=False)
    op.create_table(
        "ledger_entries",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_ledger_entries_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_ledger_entries_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint(
            "shop_id", "source", "event_id", "kind", name=op.f("uq_ledger_entries_shop_id_source_event_id_kind")
        ),
    )
    op.create_index("ix_ledger_entries_shop_id_order_id", "ledger_entries", ["shop_id", "order_id"], unique=False)
    op.create_table(
        "message_cards",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("audience IN ('customer', 'staff')", name=op.f("ck_message_cards_audience_known")),
        sa.ForeignKeyConstraint(["bot_id"], ["bots.id"], name=op.f("fk_message_cards_bot_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_message_cards_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_message_cards_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "order_id", "chat_id", "audience", name=op.f("pk_message_cards")),
    )
    op.create_index("ix_message_cards_message", "message_cards", ["shop_id", "chat_id", "message_id"], unique=False)
    op.create_table(
        "order_journal",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_order_journal_actor_id")),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_order_journal_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_order_journal_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_order_journal")),
    )
    op.create_index("ix_order_journal_shop_id_order_id", "order_journal", ["shop_id", "order_id", "id"], unique=False)
    op.create_table(
        "payment_intents",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("approved_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('created', 'presented', 'approved', 'processing', 'authorized', 'captured', 'failed', 'expired', 'cancelled', 'unknown')",
            name=op.f("ck_payment_intents_state_known"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_intents_amount_positive")),
        sa.ForeignKeyConstraint(["payer_id"], ["people.id"], name=op.f("fk_payment_intents_payer_id")),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_payment_intents_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_payment_intents_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_payment_intents")),
    )
    op.create_index("ix_payment_intents_id", "payment_intents", ["id"], unique=False)
    op.create_index("ix_payment_intents_shop_id_order_id", "payment_intents", ["shop_id", "order_id"], unique=False)
    op.create_index(
        "uq_payment_intents_one_live_approval",
        "payment_intents",
        ["shop_id", "order_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('approved', 'processing')"),
    )
    op.create_table(
        "variants",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("stock_item_id", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("old_price", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("media_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("sku ~ '^[A-Z0-9][A-Z0-9._-]{0,31}$'", name=op.f("ck_variants_sku_shape")),
        sa.CheckConstraint("old_price > price", name=op.f("ck_variants_old_price_higher")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_variants_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["shop_id", "media_id"], ["media.shop_id", "media.id"], name=op.f("fk_variants_shop_id_media_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "product_id"], ["products.shop_id", "products.id"], name=op.f("fk_variants_shop_id_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "stock_item_id"],
            ["stock_items.shop_id", "stock_items.id"],
            name=op.f("fk_variants_shop_id_stock_item_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_variants_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_variants")),
        sa.UniqueConstraint("shop_id", "sku", name=op.f("uq_variants_shop_id_sku")),
    )
    op.create_index(
        "ix_variants_shop_id_product_id_position", "variants", ["shop_id", "product_id", "position", "id"], unique=False
    )
    op.create_index("ix_variants_shop_id_stock_item_id", "variants", ["shop_id", "stock_item_id"], unique=False)
    op.create_table(
        "cart_lines",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("cart_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_cart_lines_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["shop_id", "cart_id"],
            ["carts.shop_id", "carts.id"],
            name=op.f("fk_cart_lines_shop_id_cart_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "variant_id"],
            ["variants.shop_id", "variants.id"],
            name=op.f("fk_cart_lines_shop_id_variant_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_cart_lines_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "cart_id", "variant_id", name=op.f("pk_cart_lines")),
    )
    op.create_table(
        "charges",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("intent_id", sa.BigInteger(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("provider_reference", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("payer_telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('applied', 'surplus', 'mismatch', 'orphan')", name=op.f("ck_charges_verdict_known")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_charges_amount_positive")),
        sa.ForeignKeyConstraint(
            ["shop_id", "intent_id"],
            ["payment_intents.shop_id", "payment_intents.id"],
            name=op.f("fk_charges_shop_id_intent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_charges_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_charges_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_charges")),
        sa.UniqueConstraint("shop_id", "provider", "external_id", name=op.f("uq_charges_shop_id_provider_external_id")),
    )
    op.create_index("ix_charges_shop_id_order_id", "charges", ["shop_id", "order_id"], unique=False)
    op.create_table(
        "ledger_lines",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_lines_amount_not_zero")),
        sa.ForeignKeyConstraint(
            ["shop_id", "entry_id"],
            ["ledger_entries.shop_id", "ledger_entries.id"],
            name=op.f("fk_ledger_lines_shop_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_ledger_lines_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "entry_id", "position", name=op.f("pk_ledger_lines")),
    )
    op.create_index("ix_ledger_lines_shop_id_account", "ledger_lines", ["shop_id", "account"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("stock_item_id", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "options_text", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity_positive")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_order_lines_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_order_lines_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "product_id"],
            ["products.shop_id", "products.id"],
            name=op.f("fk_order_lines_shop_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "stock_item_id"],
            ["stock_items.shop_id", "stock_items.id"],
            name=op.f("fk_order_lines_shop_id_stock_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "variant_id"],
            ["variants.shop_id", "variants.id"],
            name=op.f("fk_order_lines_shop_id_variant_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_order_lines_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "order_id", "position", name=op.f("pk_order_lines")),
    )
    op.create_table(
        "refunds",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("charge_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.BigInteger(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('requested', 'approved', 'submitted', 'succeeded', 'failed', 'unknown', 'manual')",
            name=op.f("ck_refunds_state_known"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refunds_amount_positive")),
        sa.ForeignKeyConstraint(["requested_by"], ["people.id"], name=op.f("fk_refunds_requested_by")),
        sa.ForeignKeyConstraint(
            ["shop_id", "charge_id"], ["charges.shop_id", "charges.id"], name=op.f("fk_refunds_shop_id_charge_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "order_id"], ["orders.shop_id", "orders.id"], name=op.f("fk_refunds_shop_id_order_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_refunds_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "id", name=op.f("pk_refunds")),
        sa.UniqueConstraint("shop_id", "key", name=op.f("uq_refunds_shop_id_key")),
    )
    op.create_index(
        "ix_refunds_due",
        "refunds",
        ["next_attempt_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('requested', 'approved', 'submitted', 'unknown')"),
    )
    op.create_index("ix_refunds_shop_id_charge_id", "refunds", ["shop_id", "charge_id"], unique=False)
    op.create_index("ix_shops_bot_id", "shops", ["bot_id"], unique=False)
    op.create_foreign_key("fk_bots_default_shop_id", "bots", "shops", ["default_shop_id"], ["id"])
    op.create_foreign_key("fk_shops_bot_id", "shops", "bots", ["bot_id"], ["id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_constraint("fk_shops_bot_id", "shops", type_="foreignkey")
    op.drop_constraint("fk_bots_default_shop_id", "bots", type_="foreignkey")
    op.drop_index("ix_refunds_shop_id_charge_id", table_name="refunds")
    op.drop_index(
        "ix_refunds_due",
        table_name="refunds",
        postgresql_where=sa.text("state IN ('requested', 'approved', 'submitted', 'unknown')"),
    )
    op.drop_table("refunds")
    op.drop_table("order_lines")
    op.drop_index("ix_ledger_lines_shop_id_account", table_name="ledger_lines")
    op.drop_table("ledger_lines")
    op.drop_index("ix_charges_shop_id_order_id", table_name="charges")
    op.drop_table("charges")
    op.drop_table("cart_lines")
    op.drop_index("ix_variants_shop_id_stock_item_id", table_name="variants")
    op.drop_index("ix_variants_shop_id_product_id_position", table_name="variants")
    op.drop_table("variants")
    op.drop_index(
        "uq_payment_intents_one_live_approval",
        table_name="payment_intents",
        postgresql_where=sa.text("state IN ('approved', 'processing')"),
    )
    op.drop_index("ix_payment_intents_shop_id_order_id", table_name="payment_intents")
    op.drop_index("ix_payment_intents_id", table_name="payment_intents")
    op.drop_table("payment_intents")
    op.drop_index("ix_order_journal_shop_id_order_id", table_name="order_journal")
    op.drop_table("order_journal")
    op.drop_index("ix_message_cards_message", table_name="message_cards")
    op.drop_table("message_cards")
    op.drop_index("ix_ledger_entries_shop_id_order_id", table_name="ledger_entries")
    op.drop_table("ledger_entries")
    op.drop_index("ix_holds_shop_id_order_id", table_name="holds")
    op.drop_index("ix_holds_live", table_name="holds", postgresql_where=sa.text("state IN ('held', 'committed')"))
    op.drop_index("ix_holds_expiry", table_name="holds", postgresql_where=sa.text("state = 'held'"))
    op.drop_table("holds")
    op.drop_index("ix_stock_movements_shop_id_stock_item_id", table_name="stock_movements")
    op.drop_table("stock_movements")
    op.drop_index("ix_products_shelf", table_name="products")
    op.drop_index(
        "ix_products_search_text",
        table_name="products",
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.drop_table("products")
    op.drop_index(
        "ix_orders_waiting",
        table_name="orders",
        postgresql_where=sa.text("status IN ('awaiting_payment', 'awaiting_confirmation')"),
    )
    op.drop_index("ix_orders_mine", table_name="orders")
    op.drop_index("ix_orders_by_status", table_name="orders")
    op.drop_table("orders")
    op.drop_table("media_files")
    op.drop_index(
        "ix_event_deliveries_due", table_name="event_deliveries", postgresql_where=sa.text("state = 'pending'")
    )
    op.drop_table("event_deliveries")
    op.drop_table("customers")
    op.drop_table("carts")
    op.drop_table("stock_items")
    op.drop_index("ix_staff_person_id", table_name="staff")
    op.drop_table("staff")
    op.drop_table("shop_texts")
    op.drop_index("ix_outbox_unsent", table_name="outbox", postgresql_where=sa.text("sent_at IS NULL"))
    op.drop_table("outbox")
    op.drop_table("notifications")
    op.drop_table("media")
    op.drop_table("delivery_options")
    op.drop_index("ix_categories_shop_id_parent_id_position", table_name="categories")
    op.drop_table("categories")
    op.drop_table("bot_users")
    op.drop_table("audit_log")
    op.drop_index("ix_shops_bot_id", table_name="shops")
    op.drop_table("shops")
    op.drop_table("people")
    op.drop_table("job_runs")
    op.drop_index("ix_inbox_open", table_name="inbox", postgresql_where=sa.text("handled_at IS NULL"))
    op.drop_table("inbox")
    op.drop_table("bots")
    op.execute("DROP SEQUENCE order_numbers")
