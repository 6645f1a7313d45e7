"""Talking to people: marketing messages, conversations, ready answers, posts in channels."""

from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint, text

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
from db.types.enums import Audience, CampaignKind, CampaignState, PostState, SendState, TalkState, Trigger

campaigns = Table(
    "campaigns",
    metadata,
    shop_column(),
    big("id"),
    words("kind"),
    words("code", nullable=True),  # a ready-made scenario's name
    words("state"),
    document("texts", default="'{}'"),  # {lang: Telegram HTML}
    big("media_id", nullable=True),
    document("button", nullable=True),  # {title, product | category | url}
    words("audience", nullable=True),  # whom a broadcast is for
    document("conditions", default="'{}'"),  # days, product, category, language, sums
    words("promo_code", nullable=True),
    words("trigger", nullable=True),
    number("delay_minutes", server_default="0"),
    number("cap_days", server_default="0"),
    number("quiet_from", nullable=True),  # hours of the shop's day
    number("quiet_to", nullable=True),
    moment("starts_at", nullable=True),
    moment("started_at", nullable=True),  # a scenario: switched on
    moment("finished_at", nullable=True),
    big("created_by", ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    # The message that shows how far it is.
    big("progress_chat_id", nullable=True),
    big("progress_message_id", nullable=True),
    words("progress_language", nullable=True),
    moment("progress_at", nullable=True),
    shop_key("id"),
    inside_shop("media_id", "media"),
    UniqueConstraint("shop_id", "code"),
    one_of("kind", CampaignKind),
    one_of("state", CampaignState),
    one_of("trigger", Trigger),
    one_of("audience", Audience),
    check("a_scenario_has_a_trigger", "(kind = 'scenario') = (trigger IS NOT NULL)"),
    check("states_of_its_kind", "(kind = 'scenario') = (state IN ('on', 'off'))"),
    check("quiet_hours", "quiet_from BETWEEN 0 AND 23 AND quiet_to BETWEEN 0 AND 23"),
    check("not_negative", "delay_minutes >= 0 AND cap_days >= 0"),
    Index("ix_campaigns_at_work", "state", postgresql_where=text("state IN ('scheduled', 'sending', 'on')")),
)

campaign_messages = Table(
    "campaign_messages",
    metadata,
    shop_column(),
    big("campaign_id"),
    big("person_id", ForeignKey("people.id")),
    words("occasion", server_default=""),  # of a scenario: which cart, which order
    big("telegram_id"),
    words("name"),
    words("language"),
    words("state", server_default="waiting"),
    moment("due_at", now=True),
    moment("claimed_at", nullable=True),
    moment("done_at", nullable=True),
    words("why", nullable=True),
    shop_key("campaign_id", "person_id", "occasion"),
    inside_shop("campaign_id", "campaigns", ondelete="CASCADE"),
    one_of("state", SendState),
    Index(
        "ix_campaign_messages_due",
        "shop_id",
        "campaign_id",
        "due_at",
        "person_id",
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_campaign_messages_in_hand", "claimed_at", postgresql_where=text("state = 'claimed'")),
)

# The one row that two scenarios of one person meet at: who updates it may send.
scenario_caps = Table(
    "scenario_caps",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    moment("last_at"),
    shop_key("person_id"),
)

product_views = Table(
    "product_views",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    big("product_id"),
    moment("viewed_at"),
    shop_key("person_id"),
    inside_shop("product_id", "products", ondelete="CASCADE"),
    Index("ix_product_views_at", "shop_id", "viewed_at"),
)

talks = Table(
    "talks",
    metadata,
    shop_column(),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    big("order_id", nullable=True),
    big("bot_id", ForeignKey("bots.id")),
    words("state", server_default="open"),
    big("assigned_to", ForeignKey("people.id"), nullable=True),
    big("answered_by", ForeignKey("people.id"), nullable=True),
    moment("waiting_since", nullable=True),  # since when the customer has had no answer
    moment("opened_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "person_id", "order_id", postgresql_nulls_not_distinct=True),
    one_of("state", TalkState),
    Index("ix_talks_waiting", "shop_id", "waiting_since", postgresql_where=text("state = 'open'")),
)

talk_messages = Table(
    "talk_messages",
    metadata,
    shop_column(),
    big("id"),
    big("talk_id"),
    words("side"),
    big("author_id", ForeignKey("people.id")),
    words("kind"),
    words("text", server_default=""),  # Telegram HTML of the text or the caption
    words("album", nullable=True),
    big("bot_id", ForeignKey("bots.id")),
    big("chat_id"),
    big("message_id"),
    moment("at", now=True),
    moment("edited_at", nullable=True),
    shop_key("id"),
    inside_shop("talk_id", "talks", ondelete="CASCADE"),
    UniqueConstraint("shop_id", "bot_id", "chat_id", "message_id"),
    one_of("side", ("customer", "shop")),
    Index("ix_talk_messages_talk", "shop_id", "talk_id", "id"),
)

# Where messages of a conversation stand: a copy of each, and the cards (message_id of the talk's: 0).
talk_copies = Table(
    "talk_copies",
    metadata,
    shop_column(),
    big("talk_id"),
    big("talk_message_id"),
    big("chat_id"),
    big("thread_id", nullable=True),
    big("message_id", nullable=True),
    words("state"),
    words("language"),
    moment("at", now=True),
    shop_key("talk_id", "talk_message_id", "chat_id"),
    inside_shop("talk_id", "talks", ondelete="CASCADE"),
    one_of("state", ("claimed", "sent", "failed", "unknown")),
    Index("ix_talk_copies_message", "shop_id", "chat_id", "message_id"),
)

faq_entries = Table(
    "faq_entries",
    metadata,
    shop_column(),
    big("id"),
    number("position", server_default="0"),
    document("question"),
    document("answer"),
    document("keywords", default="'{}'"),  # {lang: words}
    number("helped", server_default="0"),
    number("not_helped", server_default="0"),
    shop_key("id"),
)

# What each person said of an answer: the figures of the entry count people, not taps.
faq_votes = Table(
    "faq_votes",
    metadata,
    shop_column(),
    big("entry_id"),
    big("person_id", ForeignKey("people.id")),
    yes_no("helped"),
    moment("at", now=True),
    shop_key("entry_id", "person_id"),
    inside_shop("entry_id", "faq_entries", ondelete="CASCADE"),
)

# Consent to advertising: asked once, and what was read when somebody agreed or refused (38-ФЗ, article 18).
consents = Table(
    "consents",
    metadata,
    shop_column(),
    big("person_id", ForeignKey("people.id")),
    moment("asked_at", nullable=True),
    moment("answered_at", nullable=True),
    yes_no("agreed"),
    words("wording", server_default=""),
    shop_key("person_id"),
    check("agreed_to_words", "NOT agreed OR length(wording) > 0"),
)

shop_channels = Table(
    "shop_channels",
    metadata,
    shop_column(),
    big("chat_id"),
    words("title"),
    words("kind"),
    words("username", nullable=True),
    big("linked_by", ForeignKey("people.id"), nullable=True),
    moment("linked_at", now=True),
    shop_key("chat_id"),
    one_of("kind", ("channel", "group", "supergroup")),
)

product_posts = Table(
    "product_posts",
    metadata,
    shop_column(),
    big("id"),
    big("chat_id"),
    big("variant_id"),
    big("bot_id", ForeignKey("bots.id")),
    big("message_id", nullable=True),
    words("state"),
    words("language"),
    words("shown", server_default=""),  # what it says, to know whether it is still true
    big("created_by", ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("variant_id", "variants", ondelete="CASCADE"),
    one_of("state", PostState),
    # A product stands in a channel once.
    Index(
        "uq_product_posts_standing",
        "shop_id",
        "chat_id",
        "variant_id",
        unique=True,
        postgresql_where=text("state IN ('claimed', 'live')"),
    ),
    Index("ix_product_posts_live", "shop_id", "variant_id", postgresql_where=text("state = 'live'")),
)
