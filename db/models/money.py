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
    yes_no,
)
from db.types.enums import ChargeVerdict, DifferenceState, DisputeState, IntentState, NoteState, ProofState, RefundState

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
    words("url", nullable=True),  # the provider's page, shown again instead of opening a second one
    moment("url_until", nullable=True),
    big("pay_amount", nullable=True),  # what the rail itself is paid in, when it is not the order's currency
    words("pay_currency", nullable=True),
    document("details", default="'{}'"),  # the provider's own: an address, a comment, a rate
    big("tip_max", server_default="0"),
    moment("check_at", nullable=True),  # when to ask the provider next
    number("checks", server_default="0"),
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
        "uq_payment_intents_external_id",
        "shop_id",
        "provider",
        "external_id",
        unique=True,
        postgresql_where=text("external_id IS NOT NULL"),
    ),
    Index(
        "ix_payment_intents_waited_for",
        "shop_id",
        postgresql_where=text("state IN ('processing', 'authorized', 'unknown')"),
    ),
    Index("ix_payment_intents_check_at", "check_at", postgresql_where=text("check_at IS NOT NULL")),
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
    big("tip", server_default="0"),
    big("fee", server_default="0"),
    words("card_hash", nullable=True),  # keyed hash of what the provider tells of a card; never a number
    document("evidence", default="'{}'"),
    moment("received_at", now=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    inside_shop("intent_id", "payment_intents"),
    UniqueConstraint("shop_id", "provider", "external_id"),
    one_of("verdict", ChargeVerdict),
    check("amount_positive", "amount > 0"),
    Index("ix_charges_shop_id_order_id", "shop_id", "order_id"),
    Index("ix_charges_card_hash", "shop_id", "card_hash", postgresql_where=text("card_hash IS NOT NULL")),
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
    big("credit_note_id", nullable=True),
    yes_no("needs_approval"),  # waits for a second person while `requested`
    big("approved_by", ForeignKey("people.id"), nullable=True),
    words("external_id", nullable=True),
    words("failure", nullable=True),
    number("attempts", server_default="0"),
    moment("next_attempt_at", now=True),
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("charge_id", "charges"),
    inside_shop("order_id", "orders"),
    inside_shop("credit_note_id", "credit_notes"),
    UniqueConstraint("shop_id", "key"),
    one_of("state", RefundState),
    check("two_people", "approved_by IS DISTINCT FROM requested_by OR approved_by IS NULL"),
    check("amount_positive", "amount > 0"),
    Index("ix_refunds_shop_id_charge_id", "shop_id", "charge_id"),
    Index("ix_refunds_shop_id_order_id", "shop_id", "order_id"),
    Index("ix_refunds_external_id", "shop_id", "external_id", postgresql_where=text("external_id IS NOT NULL")),
    Index("ix_refunds_note", "shop_id", "credit_note_id", postgresql_where=text("credit_note_id IS NOT NULL")),
    Index(
        "ix_refunds_due",
        "next_attempt_at",
        postgresql_where=text(
            "state IN ('approved', 'submitted', 'unknown') OR state = 'requested' AND NOT needs_approval"
        ),
    ),
)

credit_notes = Table(
    "credit_notes",
    metadata,
    shop_column(),
    big("id"),
    big("order_id"),
    words("key"),  # one note per command, however often it is tapped
    words("state"),
    big("amount"),  # what the buyer gets back in all, in minor units of the order's currency
    big("gift_amount", server_default="0"),  # of it, back to the gift card
    big("points_amount", server_default="0"),  # of it, back as points
    big("credit_amount", server_default="0"),  # of it, on a gift card of the buyer's instead of going back
    big("delivery_amount", server_default="0"),
    big("tax_amount", server_default="0"),
    document("lines", default="'[]'"),  # [{position, quantity, amount, verdict}]
    words("reason"),
    big("return_id", nullable=True),
    big("requested_by", ForeignKey("people.id"), nullable=True),
    big("decided_by", ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    moment("decided_at", nullable=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    inside_shop("return_id", "returns"),
    UniqueConstraint("shop_id", "key"),
    one_of("state", NoteState),
    check("amount_positive", "amount > 0"),
    check("parts_not_negative", "gift_amount >= 0 AND points_amount >= 0 AND credit_amount >= 0"),
    check("parts_within", "gift_amount + points_amount + credit_amount <= amount"),
    Index("ix_credit_notes_shop_id_order_id", "shop_id", "order_id"),
    Index("ix_credit_notes_waiting", "shop_id", "id", postgresql_where=text("state = 'waiting'")),
    Index(
        "ix_credit_notes_approved",
        "shop_id",
        text("coalesce(decided_at, created_at)"),
        postgresql_where=text("state = 'approved'"),
    ),
)

disputes = Table(
    "disputes",
    metadata,
    shop_column(),
    big("id"),
    big("charge_id"),
    big("order_id", nullable=True),
    words("provider"),
    words("external_id"),
    words("state"),
    big("amount"),
    words("currency"),
    words("reason", server_default=""),
    moment("due_at", nullable=True),
    moment("opened_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    inside_shop("charge_id", "charges"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "provider", "external_id"),
    one_of("state", DisputeState),
    Index("ix_disputes_shop_id_order_id", "shop_id", "order_id"),
)

transfer_proofs = Table(
    "transfer_proofs",
    metadata,
    shop_column(),
    big("id"),
    big("intent_id"),
    big("order_id"),
    big("media_id", nullable=True),
    words("note", server_default=""),
    words("state"),
    words("reason", nullable=True),
    big("decided_by", ForeignKey("people.id"), nullable=True),
    moment("created_at", now=True),
    moment("decided_at", nullable=True),
    shop_key("id"),
    inside_shop("intent_id", "payment_intents"),
    inside_shop("order_id", "orders"),
    inside_shop("media_id", "media"),
    one_of("state", ProofState),
    Index("ix_transfer_proofs_shop_id_order_id", "shop_id", "order_id"),
    # A newer picture takes the older one's place: two people can never approve two of one transfer.
    Index(
        "uq_transfer_proofs_one_waiting", "shop_id", "order_id", unique=True, postgresql_where=text("state = 'waiting'")
    ),
)

reconciliations = Table(
    "reconciliations",
    metadata,
    shop_column(),
    big("id"),
    words("provider"),
    moment("since"),
    moment("started_at", now=True),
    moment("finished_at", nullable=True),
    number("seen", server_default="0"),  # what the provider told of
    number("pulled", server_default="0"),  # of it, what we had missed
    number("differences", server_default="0"),
    words("failure", nullable=True),
    shop_key("id"),
    Index("ix_reconciliations_shop_id_provider", "shop_id", "provider", "id"),
)

payment_differences = Table(
    "payment_differences",
    metadata,
    shop_column(),
    big("id"),
    words("provider"),
    words("external_id"),
    words("kind"),  # missing_here, missing_there, amount, refund_missing_here, refund_missing_there, dispute
    big("ours", nullable=True),
    big("theirs", nullable=True),
    words("currency"),
    big("order_id", nullable=True),
    words("state"),
    words("resolution", nullable=True),
    big("resolved_by", ForeignKey("people.id"), nullable=True),
    moment("found_at", now=True),
    moment("resolved_at", nullable=True),
    shop_key("id"),
    inside_shop("order_id", "orders"),
    UniqueConstraint("shop_id", "provider", "external_id", "kind"),
    one_of("state", DifferenceState),
    Index("ix_payment_differences_open", "shop_id", postgresql_where=text("state = 'open'")),
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
