"""The shop in figures and words: reports, texts, delivery that is computed."""

from db.migrations.step import Step

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[str, ...]] = {
    "report_times": (
        """
        CREATE TABLE report_times (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            span TEXT NOT NULL,
            hour INTEGER NOT NULL,
            sent_for DATE NOT NULL,
            CONSTRAINT pk_report_times PRIMARY KEY (shop_id, person_id, span),
            CONSTRAINT ck_report_times_span_known CHECK (span IN ('daily', 'weekly', 'monthly')),
            CONSTRAINT ck_report_times_hour_of_a_day CHECK (hour BETWEEN 0 AND 23),
            CONSTRAINT fk_report_times_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_report_times_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "delivery_quotes": (
        """
        CREATE TABLE delivery_quotes (
            shop_id BIGINT NOT NULL,
            cart_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            delivery_option_id BIGINT NOT NULL,
            address TEXT,
            goods TEXT NOT NULL,
            price BIGINT,
            answered_by BIGINT,
            asked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            answered_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_delivery_quotes PRIMARY KEY (shop_id, cart_id),
            CONSTRAINT uq_delivery_quotes_shop_id_id UNIQUE (shop_id, id),
            CONSTRAINT fk_delivery_quotes_shop_id_cart_id FOREIGN KEY(shop_id, cart_id)
            REFERENCES carts (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_delivery_quotes_shop_id_delivery_option_id FOREIGN KEY(shop_id, delivery_option_id)
            REFERENCES delivery_options (shop_id, id),
            CONSTRAINT ck_delivery_quotes_price_not_negative CHECK (price >= 0),
            CONSTRAINT ck_delivery_quotes_answered_whole CHECK ((price IS NULL) = (answered_at IS NULL)),
            CONSTRAINT fk_delivery_quotes_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_delivery_quotes_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_delivery_quotes_answered_by FOREIGN KEY(answered_by) REFERENCES people (id)
        )
        """,
    ),
}
INDEXES = {
    "ix_order_journal_shop_id_at": "CREATE INDEX ix_order_journal_shop_id_at ON order_journal (shop_id, at)",
    "ix_credit_notes_approved": "CREATE INDEX ix_credit_notes_approved ON credit_notes"
    " (shop_id, coalesce(decided_at, created_at)) WHERE state = 'approved'",
}

COLUMNS = {
    "delivery_options": ("computed BOOLEAN DEFAULT false NOT NULL",),
    "orders": ("delivery_quoted BOOLEAN DEFAULT false NOT NULL",),
}

STEP = Step(TABLES, COLUMNS, indexes=INDEXES)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
