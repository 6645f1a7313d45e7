"""Money: intents to pay, charges that arrived, refunds, and the double-entry ledger (domain laws 3, 4, 7)."""

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
)
from db.types.enums import ChargeVerdict, IntentState, RefundState

payment_intents = Table(
    "payment_intents",
    metadata,
    shop_column(),
    big("id"),  # also the provider's idempotency key and Telegram's invoice payload
    big("order_id"),
    words("provider"),
    words("state"),
    big("amount"),
    words("currency"),
    big("payer_id", ForeignKey("people.id")),
    words("external_id", nullable=True),
    big("chat_id", nullable=True),  # where the pay message stands, to be finalised after payment
    big("message_id", nullable=True),
    words("failure", nullable=True),
    moment("approved_until", nullable=True),
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    one_of("state", IntentState),
    check("amount_positive", "amount > 0"),
    Index("ix_payment_intents_shop_id_order_id", "shop_id", "order_id"),
    # Invoices of all shops of a bot come back on one stream, with the attempt's id alone.
    Index("ix_payment_intents_id", "id"),
    Index(
        "uq_payment_intents_one_live_approval",
        "shop_id",
        "order_id",
        unique=True,
        postgresql_where=text("state IN ('approved', 'processing')"),
    ),
)

charges = Table(
    "charges",
    metadata,
    shop_column(),
    big("id"),
    big("order_id", nullable=True),
    big("intent_id", nullable=True),
    words("provider"),
    words("external_id"),  # the provider's charge id: an invoice can be paid twice, its payload is no key
    words("provider_reference", server_default=""),
    big("amount"),
    words("currency"),
    big("payer_telegram_id", nullable=True),
    words("verdict"),
    words("reason", nullable=True),
    document("evidence", default="'{}'"),
    moment("received_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    inside_shop("intent_id", "payment_intents"),
    UniqueConstraint("shop_id", "provider", "external_id"),
    one_of("verdict", ChargeVerdict),
    check("amount_positive", "amount > 0"),
    Index("ix_charges_shop_id_order_id", "shop_id", "order_id"),
)

refunds = Table(
    "refunds",
    metadata,
    shop_column(),
    big("id"),
    big("charge_id"),
    big("order_id", nullable=True),
    words("key"),  # why this money goes back; one refund per reason, however often it is asked
    words("state"),
    big("amount"),
    words("currency"),
    words("reason"),
    big("requested_by", ForeignKey("people.id"), nullable=True),
    words("external_id", nullable=True),
    words("failure", nullable=True),
    number("attempts", server_default="0"),
    moment("next_attempt_at", now=True),
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("charge_id", "charges"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "key"),
    one_of("state", RefundState),
    check("amount_positive", "amount > 0"),
    Index("ix_refunds_shop_id_charge_id", "shop_id", "charge_id"),
    Index(
        "ix_refunds_due",
        "next_attempt_at",
        postgresql_where=text("state IN ('requested', 'approved', 'submitted', 'unknown')"),
    ),
)

ledger_entries = Table(
    "ledger_entries",
    metadata,
    shop_column(),
    big("id"),
    words("source"),
    words("event_id"),
    words("kind"),
    words("currency"),
    big("order_id", nullable=True),
    moment("at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "source", "event_id", "kind"),
    Index("ix_ledger_entries_shop_id_order_id", "shop_id", "order_id"),
)

ledger_lines = Table(
    "ledger_lines",
    metadata,
    shop_column(),
    big("entry_id"),
    number("position"),
    words("account"),
    big("amount"),
    shop_key("entry_id", "position"),
    inside_shop("entry_id", "ledger_entries"),
    check("amount_not_zero", "amount <> 0"),
    Index("ix_ledger_lines_shop_id_account", "shop_id", "account"),
)
