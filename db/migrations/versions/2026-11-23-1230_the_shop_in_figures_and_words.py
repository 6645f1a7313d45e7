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
}
INDEXES = {
    "ix_order_journal_shop_id_at": "CREATE INDEX ix_order_journal_shop_id_at ON order_journal (shop_id, at)",
    "ix_credit_notes_approved": "CREATE INDEX ix_credit_notes_approved ON credit_notes"
    " (shop_id, coalesce(decided_at, created_at)) WHERE state = 'approved'",
}

STEP = Step(TABLES, indexes=INDEXES)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
