"""Talks that end well: open questions, votes, consents, personal promo codes."""

from db.migrations.step import Step

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PLATFORM_TABLES: dict[str, tuple[str, ...]] = {
    "prompts": (
        """
        CREATE TABLE prompts (
            bot_id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            telegram_id BIGINT NOT NULL,
            message_id BIGINT DEFAULT '0' NOT NULL,
            shop_id BIGINT,
            state TEXT NOT NULL,
            about JSONB DEFAULT '{}' NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_prompts PRIMARY KEY (bot_id, chat_id, telegram_id, message_id)
        )
        """,
        """CREATE INDEX ix_prompts_asked_at ON prompts (asked_at)""",
    ),
}
TABLES: dict[str, tuple[str, ...]] = {
    "consents": (
        """
        CREATE TABLE consents (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE,
            answered_at TIMESTAMP WITH TIME ZONE,
            agreed BOOLEAN DEFAULT false NOT NULL,
            wording TEXT DEFAULT '' NOT NULL,
            CONSTRAINT pk_consents PRIMARY KEY (shop_id, person_id),
            CONSTRAINT ck_consents_agreed_to_words CHECK (NOT agreed OR length(wording) > 0),
            CONSTRAINT fk_consents_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_consents_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "faq_votes": (
        """
        CREATE TABLE faq_votes (
            shop_id BIGINT NOT NULL,
            entry_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            helped BOOLEAN DEFAULT false NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_faq_votes PRIMARY KEY (shop_id, entry_id, person_id),
            CONSTRAINT fk_faq_votes_shop_id_entry_id FOREIGN KEY(shop_id, entry_id) REFERENCES faq_entries (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_faq_votes_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_faq_votes_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
}
COLUMNS = {"promos": ("person_id BIGINT", "invited_id BIGINT")}
CONSTRAINTS = (
    ("promos", "fk_promos_person_id", "FOREIGN KEY (person_id) REFERENCES people (id)"),
    ("promos", "fk_promos_invited_id", "FOREIGN KEY (invited_id) REFERENCES people (id)"),
    (
        "promos",
        "ck_promos_thanks_are_somebodys",
        "CHECK (invited_id IS NULL OR (person_id IS NOT NULL AND max_uses = 1))",
    ),
)
INDEXES = {
    "uq_promos_thanks": "CREATE UNIQUE INDEX uq_promos_thanks ON promos (shop_id, invited_id, person_id)"
    " WHERE invited_id IS NOT NULL",
}

STEP = Step(tables=TABLES, platform_tables=PLATFORM_TABLES, columns=COLUMNS, constraints=CONSTRAINTS, indexes=INDEXES)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
