"""Goods by file and phone: imports, albums, locations, counts, order topics."""

from db.migrations.step import Step

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[str, ...]] = {
    "imports": (
        """
        CREATE TABLE imports (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            bot_id BIGINT,
            chat_id BIGINT NOT NULL,
            message_id BIGINT,
            language TEXT NOT NULL,
            kind TEXT NOT NULL,
            file_name TEXT NOT NULL,
            key TEXT NOT NULL,
            state TEXT NOT NULL,
            columns JSONB NOT NULL,
            notes JSONB DEFAULT '{}' NOT NULL,
            total INTEGER NOT NULL,
            added INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            same INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            done INTEGER DEFAULT '0' NOT NULL,
            refused INTEGER DEFAULT '0' NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_imports PRIMARY KEY (shop_id, id),
            CONSTRAINT uq_imports_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_imports_kind_known CHECK (kind IN ('file', 'count')),
            CONSTRAINT ck_imports_state_known CHECK (state IN ('ready', 'applying', 'done', 'cancelled')),
            CONSTRAINT ck_imports_counts_add_up CHECK (total = added + changed + same + failed AND done + refused <= added + changed),
            CONSTRAINT fk_imports_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_imports_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_imports_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id)
        )
        """,
        """CREATE INDEX ix_imports_created_at ON imports (created_at)""",
    ),
    "bulk_changes": (
        """
        CREATE TABLE bulk_changes (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            category_id BIGINT,
            words TEXT DEFAULT '' NOT NULL,
            action TEXT,
            amount BIGINT,
            round_to BIGINT DEFAULT '1' NOT NULL,
            state TEXT DEFAULT 'draft' NOT NULL,
            before JSONB DEFAULT '[]' NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_bulk_changes PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_bulk_changes_shop_id_category_id FOREIGN KEY(shop_id, category_id) REFERENCES categories (shop_id, id),
            CONSTRAINT ck_bulk_changes_action_known CHECK (action IN ('hide', 'show', 'percent', 'sum')),
            CONSTRAINT ck_bulk_changes_state_known CHECK (state IN ('draft', 'applied', 'undone')),
            CONSTRAINT ck_bulk_changes_round_to_positive CHECK (round_to > 0),
            CONSTRAINT fk_bulk_changes_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_bulk_changes_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "import_rows": (
        """
        CREATE TABLE import_rows (
            shop_id BIGINT NOT NULL,
            import_id BIGINT NOT NULL,
            number INTEGER NOT NULL,
            sku TEXT NOT NULL,
            said JSONB NOT NULL,
            state TEXT NOT NULL,
            problem TEXT,
            value TEXT DEFAULT '' NOT NULL,
            CONSTRAINT pk_import_rows PRIMARY KEY (shop_id, import_id, number),
            CONSTRAINT fk_import_rows_shop_id_import_id FOREIGN KEY(shop_id, import_id) REFERENCES imports (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_import_rows_state_known CHECK (state IN ('new', 'changed', 'same', 'wrong', 'done', 'refused')),
            CONSTRAINT ck_import_rows_problem_said CHECK ((state IN ('wrong', 'refused')) = (problem IS NOT NULL)),
            CONSTRAINT fk_import_rows_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_import_rows_waiting ON import_rows (shop_id, import_id, number) WHERE state IN ('new', 'changed')""",
    ),
}
CHECKS = (
    (
        "ck_stock_movements_kind_known",
        "stock_movements",
        "kind IN ('initial', 'set', 'adjust', 'sale', 'return', 'undo', 'keys', 'import', 'count')",
        "kind IN ('initial', 'set', 'adjust', 'sale', 'return', 'undo', 'keys')",
    ),
)

COLUMNS = {
    "variants": ("archived BOOLEAN DEFAULT false NOT NULL",),
}
CONSTRAINTS = (("variants", "ck_variants_archived_is_hidden", "CHECK (hidden OR NOT archived)"),)

STEP = Step(TABLES, columns=COLUMNS, constraints=CONSTRAINTS, checks=CHECKS)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
