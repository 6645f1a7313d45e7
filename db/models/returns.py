"""Returns: what a buyer sends back, line by line, and the live cards both sides see."""

from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint

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
from db.types.enums import Acceptance, Reception, ReturnOutcome, ReturnState, StockVerdict

returns = Table(
    "returns",
    metadata,
    shop_column(),
    big("id"),
    big("order_id"),
    big("person_id", ForeignKey("people.id")),
    words("state"),
    words("reason"),
    words("comment", nullable=True),
    words("outcome"),  # what the buyer asked for
    words("answer", nullable=True),  # what staff say, with a refusal above all
    words("tracking", nullable=True),
    big("decided_by", ForeignKey("people.id"), nullable=True),
    # Above the limit two people close a return, for the same thing: what the first one wanted.
    big("closing_by", ForeignKey("people.id"), nullable=True),
    words("closing_as", nullable=True),
    big("exchange_order_id", nullable=True),
    big("gift_card_id", nullable=True),
    words("key"),
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    inside_shop("exchange_order_id", "orders"),
    inside_shop("gift_card_id", "gift_cards"),
    UniqueConstraint("shop_id", "key"),
    one_of("state", ReturnState),
    one_of("outcome", ReturnOutcome),
    Index("ix_returns_shop_id_order_id", "shop_id", "order_id"),
    Index("ix_returns_by_state", "shop_id", "state", "id"),
)

return_lines = Table(
    "return_lines",
    metadata,
    shop_column(),
    big("return_id"),
    number("position"),  # of the order's line
    number("quantity"),
    words("reception"),
    number("received", server_default="0"),
    words("acceptance"),
    number("accepted", server_default="0"),
    words("verdict", nullable=True),
    big("exchange_variant_id", nullable=True),
    shop_key("return_id", "position"),
    inside_shop("return_id", "returns"),
    inside_shop("exchange_variant_id", "variants"),
    one_of("reception", Reception),
    one_of("acceptance", Acceptance),
    one_of("verdict", StockVerdict),
    check("quantity_positive", "quantity > 0"),
    check("received_within", "received BETWEEN 0 AND quantity"),
    check("accepted_within", "accepted BETWEEN 0 AND received"),
)

return_journal = Table(
    "return_journal",
    metadata,
    shop_column(),
    big("id"),
    big("return_id"),
    moment("at", now=True),
    words("event"),
    words("from_state", nullable=True),
    words("to_state", nullable=True),  # None: the event meant nothing in that state
    words("actor"),  # buyer, staff
    big("actor_id", ForeignKey("people.id"), nullable=True),
    words("reason", nullable=True),
    shop_key("id"),
    inside_shop("return_id", "returns"),
    Index("ix_return_journal_shop_id_return_id", "shop_id", "return_id", "id"),
)

# What a buyer has answered so far: it lasts like a cart, and becomes a return like one.
return_drafts = Table(
    "return_drafts",
    metadata,
    shop_column(),
    big("order_id"),
    big("id"),  # the key of the return it becomes
    big("person_id", ForeignKey("people.id")),
    document("answers", default="'{}'"),
    moment("changed_at", now=True),
    shop_key("order_id"),
    inside_shop("order_id", "orders"),
)

return_photos = Table(
    "return_photos",
    metadata,
    shop_column(),
    big("return_id"),
    number("position"),
    big("media_id"),
    shop_key("return_id", "position"),
    inside_shop("return_id", "returns"),
    inside_shop("media_id", "media"),
)

return_cards = Table(
    "return_cards",
    metadata,
    shop_column(),
    big("return_id"),
    big("chat_id"),
    words("audience"),
    big("bot_id", ForeignKey("bots.id", ondelete="CASCADE")),
    big("message_id", nullable=True),
    words("language"),
    moment("changed_at", now=True),
    shop_key("return_id", "chat_id", "audience"),
    inside_shop("return_id", "returns"),
    one_of("audience", ("customer", "staff")),
)
