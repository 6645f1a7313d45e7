"""Goods by file and phone: imports, albums, locations, counts, order topics."""

from alembic import op

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
    "stock_places": (
        """
        CREATE TABLE stock_places (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            name TEXT NOT NULL,
            is_default BOOLEAN DEFAULT false NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_stock_places PRIMARY KEY (shop_id, id),
            CONSTRAINT ck_stock_places_name_length CHECK (length(name) BETWEEN 1 AND 30),
            CONSTRAINT fk_stock_places_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE UNIQUE INDEX uq_stock_places_default ON stock_places (shop_id) WHERE is_default""",
        """CREATE UNIQUE INDEX uq_stock_places_name ON stock_places (shop_id, lower(name))""",
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
    "stock_levels": (
        """
        CREATE TABLE stock_levels (
            shop_id BIGINT NOT NULL,
            stock_item_id BIGINT NOT NULL,
            place_id BIGINT NOT NULL,
            quantity INTEGER NOT NULL,
            CONSTRAINT pk_stock_levels PRIMARY KEY (shop_id, stock_item_id, place_id),
            CONSTRAINT fk_stock_levels_shop_id_stock_item_id FOREIGN KEY(shop_id, stock_item_id) REFERENCES stock_items (shop_id, id),
            CONSTRAINT fk_stock_levels_shop_id_place_id FOREIGN KEY(shop_id, place_id) REFERENCES stock_places (shop_id, id),
            CONSTRAINT ck_stock_levels_not_negative CHECK (quantity >= 0),
            CONSTRAINT fk_stock_levels_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_stock_levels_place ON stock_levels (shop_id, place_id)""",
    ),
    "stock_transfers": (
        """
        CREATE TABLE stock_transfers (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            stock_item_id BIGINT NOT NULL,
            from_place_id BIGINT NOT NULL,
            to_place_id BIGINT NOT NULL,
            quantity INTEGER NOT NULL,
            key TEXT NOT NULL,
            actor_id BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_stock_transfers PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_stock_transfers_shop_id_stock_item_id FOREIGN KEY(shop_id, stock_item_id) REFERENCES stock_items (shop_id, id),
            CONSTRAINT fk_stock_transfers_shop_id_from_place_id FOREIGN KEY(shop_id, from_place_id) REFERENCES stock_places (shop_id, id),
            CONSTRAINT fk_stock_transfers_shop_id_to_place_id FOREIGN KEY(shop_id, to_place_id) REFERENCES stock_places (shop_id, id),
            CONSTRAINT uq_stock_transfers_shop_id_key UNIQUE (shop_id, key),
            CONSTRAINT ck_stock_transfers_quantity_positive CHECK (quantity > 0),
            CONSTRAINT ck_stock_transfers_somewhere_else CHECK (from_place_id <> to_place_id),
            CONSTRAINT fk_stock_transfers_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_stock_transfers_actor_id FOREIGN KEY(actor_id) REFERENCES people (id)
        )
        """,
    ),
    "delivery_photos": (
        """
        CREATE TABLE delivery_photos (
            shop_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            media_id BIGINT NOT NULL,
            taken_by BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_delivery_photos PRIMARY KEY (shop_id, order_id, media_id),
            CONSTRAINT fk_delivery_photos_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_delivery_photos_shop_id_media_id FOREIGN KEY(shop_id, media_id) REFERENCES media (shop_id, id),
            CONSTRAINT fk_delivery_photos_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_delivery_photos_taken_by FOREIGN KEY(taken_by) REFERENCES people (id)
        )
        """,
    ),
    "order_couriers": (
        """
        CREATE TABLE order_couriers (
            shop_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            courier_id BIGINT NOT NULL,
            assigned_by BIGINT,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_order_couriers PRIMARY KEY (shop_id, order_id),
            CONSTRAINT fk_order_couriers_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_order_couriers_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_order_couriers_courier_id FOREIGN KEY(courier_id) REFERENCES people (id),
            CONSTRAINT fk_order_couriers_assigned_by FOREIGN KEY(assigned_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_order_couriers_courier ON order_couriers (shop_id, courier_id, order_id)""",
    ),
    "order_topics": (
        """
        CREATE TABLE order_topics (
            shop_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            chat_id BIGINT NOT NULL,
            thread_id BIGINT,
            closed BOOLEAN DEFAULT false NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_order_topics PRIMARY KEY (shop_id, order_id, chat_id),
            CONSTRAINT fk_order_topics_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_order_topics_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
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
    "stock_items": ("low_told BIGINT",),
    "variants": ("archived BOOLEAN DEFAULT false NOT NULL",),
}
CONSTRAINTS = (("variants", "ck_variants_archived_is_hidden", "CHECK (hidden OR NOT archived)"),)

STEP = Step(TABLES, columns=COLUMNS, constraints=CONSTRAINTS, checks=CHECKS)

# What changes on hand changes in a place: the one the transaction names (shop.place), else the default one; what a
# place does not have is taken from the others. The lock is shared among all who move stock, and exclusive for who makes
# a shop's first place: nothing moves between counting what is there and writing it down.
KEEP_LEVELS = """
CREATE FUNCTION keep_levels() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    missing integer := NEW.on_hand - OLD.on_hand;
    place bigint;
    level record;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(1718, hashint8(NEW.shop_id));
    SELECT id INTO place FROM stock_places WHERE shop_id = NEW.shop_id
    ORDER BY coalesce(id::text = current_setting('shop.place', true), false) DESC, is_default DESC, id LIMIT 1;
    IF place IS NULL THEN
        RETURN NULL;
    END IF;
    IF missing > 0 THEN
        INSERT INTO stock_levels (shop_id, stock_item_id, place_id, quantity)
        VALUES (NEW.shop_id, NEW.id, place, missing)
        ON CONFLICT (shop_id, stock_item_id, place_id)
        DO UPDATE SET quantity = stock_levels.quantity + excluded.quantity;
        RETURN NULL;
    END IF;
    FOR level IN
        SELECT l.place_id, l.quantity FROM stock_levels l
        WHERE l.shop_id = NEW.shop_id AND l.stock_item_id = NEW.id AND l.quantity > 0
        ORDER BY l.place_id = place DESC, l.quantity DESC, l.place_id
    LOOP
        UPDATE stock_levels SET quantity = quantity - least(level.quantity, -missing)
        WHERE shop_id = NEW.shop_id AND stock_item_id = NEW.id AND place_id = level.place_id;
        missing := missing + least(level.quantity, -missing);
        EXIT WHEN missing = 0;
    END LOOP;
    RETURN NULL;
END $$
"""
LEVELS_ADD_UP = """
CREATE FUNCTION levels_must_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shop bigint := coalesce(NEW.shop_id, OLD.shop_id);
    item bigint := coalesce(NEW.stock_item_id, OLD.stock_item_id);
    difference bigint;
BEGIN
    SELECT si.on_hand - coalesce((SELECT sum(l.quantity) FROM stock_levels l
                                  WHERE l.shop_id = shop AND l.stock_item_id = item), 0)
    INTO difference FROM stock_items si WHERE si.shop_id = shop AND si.id = item;
    IF difference <> 0 THEN
        RAISE EXCEPTION 'the places of stock item % differ from what is on hand by %', item, difference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'levels_add_up';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    STEP.up()
    op.execute(KEEP_LEVELS)
    op.execute(LEVELS_ADD_UP)
    op.execute(
        "CREATE TRIGGER keep_levels AFTER UPDATE OF on_hand ON stock_items FOR EACH ROW"
        " WHEN (OLD.on_hand IS DISTINCT FROM NEW.on_hand) EXECUTE FUNCTION keep_levels()"
    )
    op.execute(
        "CREATE CONSTRAINT TRIGGER levels_add_up AFTER INSERT OR UPDATE OR DELETE ON stock_levels"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION levels_must_add_up()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER levels_add_up ON stock_levels")
    op.execute("DROP TRIGGER keep_levels ON stock_items")
    op.execute("DROP FUNCTION levels_must_add_up()")
    op.execute("DROP FUNCTION keep_levels()")
    STEP.down()
