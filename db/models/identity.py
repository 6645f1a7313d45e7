"""People, bots, shops and who is what in which shop."""

from sqlalchemy import (
    Column,
    Computed,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

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
from db.types.enums import BotStatus, Role, ShopStatus

people = Table(
    "people",
    metadata,
    big("id", primary_key=True, autoincrement=False),
    big("telegram_id", unique=True),
    words("first_name"),
    words("last_name", nullable=True),
    words("username", nullable=True),
    words("telegram_language", nullable=True),
    words("language", nullable=True),  # chosen by the person; None: Telegram's decides
    moment("created_at", now=True),
    check("language_known", "language IN ('ru', 'en')"),
)

bots = Table(
    "bots",
    metadata,
    big("id", primary_key=True, autoincrement=False),
    big("telegram_id", unique=True),
    words("username"),
    words("name"),
    Column("token_cipher", LargeBinary, nullable=False),
    words("webhook_path", unique=True),
    Column("webhook_secret_cipher", LargeBinary, nullable=False),
    Column("login_secret_cipher", LargeBinary, nullable=True),  # «Log in with Telegram» in browsers
    words("status", server_default=BotStatus.ACTIVE),
    big("default_shop_id", ForeignKey("shops.id", use_alter=True), nullable=True),
    moment("created_at", now=True),
    one_of("status", BotStatus),
)

shops = Table(
    "shops",
    metadata,
    big("id", primary_key=True, autoincrement=False),
    words("slug", unique=True),
    document("title"),
    document("greeting", default="'{}'"),
    document("about", default="'{}'"),
    document("terms", default="'{}'"),
    document("support", default="'{}'"),
    words("currency"),
    words("timezone", server_default="Europe/Moscow"),
    words("status", server_default=ShopStatus.ACTIVE),
    big("bot_id", ForeignKey("bots.id", use_alter=True), nullable=True),
    big("staff_chat_id", nullable=True),
    big("cover_media_id", nullable=True),
    # Raised in the transaction of every catalogue change; cached answers carry it.
    big("catalogue_version", server_default="1"),
    document("settings", default="'{}'"),
    Column("provider_secrets_cipher", LargeBinary, nullable=True),
    moment("created_at", now=True),
    one_of("status", ShopStatus),
    Index("ix_shops_bot_id", "bot_id"),
    check("slug_shape", "slug ~ '^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$'"),
    check("currency_shape", "currency ~ '^[A-Z]{3}$'"),
)

bot_users = Table(
    "bot_users",
    metadata,
    big("bot_id", ForeignKey("bots.id", ondelete="CASCADE")),
    big("person_id", ForeignKey("people.id", ondelete="CASCADE")),
    big("shop_id", ForeignKey("shops.id"), nullable=True),  # the shop this person is in, in this bot
    moment("blocked_at", nullable=True),
    moment("started_at", now=True),
    PrimaryKeyConstraint("bot_id", "person_id"),
)

staff = Table(
    "staff",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    words("role"),
    moment("created_at", now=True),
    shop_key("person_id"),
    one_of("role", Role),
    Index("ix_staff_person_id", "person_id"),
)

staff_invites = Table(
    "staff_invites",
    metadata,
    shop_column(),
    big("id"),
    words("token_hash"),  # keyed: who reads the table cannot join
    words("role"),
    big("created_by", ForeignKey("people.id")),
    big("used_by", ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    moment("expires_at"),
    moment("used_at", nullable=True),
    shop_key("id"),
    one_of("role", Role),
    UniqueConstraint("shop_id", "token_hash"),
)

customers = Table(
    "customers",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    words("phone", nullable=True),
    words("address", nullable=True),
    big("delivery_option_id", nullable=True),
    words("payment_method", nullable=True),
    number("cash_refused", server_default="0"),  # parcels not taken at the door
    moment("created_at", now=True),
    # A column of its own: under row-level security no index is searched by a function that may leak.
    Column("address_key", Text, Computed("lower(address)", persisted=True)),
    shop_key("person_id"),
    inside_shop("delivery_option_id", "delivery_options"),
    # Who else lives there, who else has this phone: asked about each order.
    Index("ix_customers_phone", "shop_id", "phone"),
    Index("ix_customers_address", "shop_id", "address_key"),
)

shop_texts = Table(
    "shop_texts",
    metadata,
    shop_column(),
    words("key"),
    document("texts"),
    moment("updated_at", now=True),
    shop_key("key"),
)

__all__ = ["bot_users", "bots", "customers", "people", "shop_texts", "shops", "staff", "staff_invites"]
