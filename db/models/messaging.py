"""Facts on their way: what came in (inbox), what goes out (outbox), and what people were told."""

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from db.models.base import (
    big,
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

inbox = Table(
    "inbox",
    metadata,
    big("id", primary_key=True, autoincrement=False),
    words("source"),  # "telegram:<bot id>", "payments:<provider>:<shop id>"
    words("external_id"),
    words("lane"),  # what must be handled in order: one chat, one payment
    document("payload"),
    moment("received_at", now=True),
    moment("handled_at", nullable=True),
    moment("claimed_until", nullable=True),
    number("attempts", server_default="0"),
    words("error", nullable=True),
    UniqueConstraint("source", "external_id"),
    Index("ix_inbox_open", "received_at", postgresql_where=text("handled_at IS NULL")),
    # Told once per update; vacuumed often.
    postgresql_with={"fillfactor": "80"},
)

# What people are being asked in chats until they answer. Whose question it is, the chat says: a bot's shops share it.
# `message_id` 0: a private chat, where one question is open at a time.
prompts = Table(
    "prompts",
    metadata,
    big("bot_id"),
    big("chat_id"),
    big("telegram_id"),
    big("message_id", server_default="0"),
    big("shop_id", nullable=True),
    words("state"),
    document("about", default="'{}'"),
    moment("asked_at", now=True),
    PrimaryKeyConstraint("bot_id", "chat_id", "telegram_id", "message_id"),
    Index("ix_prompts_asked_at", "asked_at"),
)

outbox = Table(
    "outbox",
    metadata,
    shop_column(),
    big("id"),
    words("name"),
    number("version", server_default="1"),
    document("payload"),
    moment("created_at", now=True),
    moment("sent_at", nullable=True),
    shop_key("id"),
    Index("ix_outbox_unsent", "id", postgresql_where=text("sent_at IS NULL")),
)

event_deliveries = Table(
    "event_deliveries",
    metadata,
    shop_column(),
    big("event_id"),
    words("consumer"),
    words("state", server_default="pending"),
    number("attempts", server_default="0"),
    moment("next_attempt_at", now=True),
    words("error", nullable=True),
    shop_key("event_id", "consumer"),
    ForeignKeyConstraint(["shop_id", "event_id"], ["outbox.shop_id", "outbox.id"], ondelete="CASCADE"),
    one_of("state", ("pending", "done", "dead")),
    Index("ix_event_deliveries_due", "next_attempt_at", postgresql_where=text("state = 'pending'")),
)

notifications = Table(
    "notifications",
    metadata,
    shop_column(),
    big("event_id"),
    big("chat_id"),
    words("kind"),
    words("state"),
    moment("at", now=True),
    shop_key("event_id", "chat_id", "kind"),
    one_of("state", ("claimed", "sent", "failed", "skipped")),
)

message_cards = Table(
    "message_cards",
    metadata,
    shop_column(),
    big("order_id"),
    big("chat_id"),
    words("audience"),
    big("bot_id", ForeignKey("bots.id", ondelete="CASCADE")),
    big("message_id", nullable=True),  # None: being sent, or its sending was cut off
    words("language"),
    moment("changed_at", now=True),
    shop_key("order_id", "chat_id", "audience"),
    inside_shop("order_id", "orders"),
    one_of("audience", ("customer", "staff", "proof")),  # proof: the receipt that staff check
    Index("ix_message_cards_message", "shop_id", "chat_id", "message_id"),
)

job_runs = Table(
    "job_runs",
    metadata,
    words("job"),
    moment("slot"),
    moment("started_at", now=True),
    moment("finished_at", nullable=True),
    words("outcome", nullable=True),
    PrimaryKeyConstraint("job", "slot"),
)
