"""Customers find and like: search, favourites, alerts, reviews, addresses, choices, referrals."""

from alembic import op

from db.migrations.step import Step

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# In the order they are made; each with its indexes.
TABLES: dict[str, tuple[str, ...]] = {
    "customer_addresses": (
        """
        CREATE TABLE customer_addresses (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            label TEXT DEFAULT '' NOT NULL,
            address TEXT NOT NULL,
            preferred BOOLEAN DEFAULT false NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_customer_addresses PRIMARY KEY (shop_id, id),
            CONSTRAINT uq_customer_addresses_shop_id_person_id_address UNIQUE (shop_id, person_id, address),
            CONSTRAINT ck_customer_addresses_address_length CHECK (length(address) BETWEEN 5 AND 300 AND length(label) <= 40),
            CONSTRAINT fk_customer_addresses_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_customer_addresses_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE UNIQUE INDEX uq_customer_addresses_preferred ON customer_addresses (shop_id, person_id) WHERE preferred""",
    ),
    "notification_choices": (
        """
        CREATE TABLE notification_choices (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            kind TEXT NOT NULL,
            allowed BOOLEAN DEFAULT false NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_notification_choices PRIMARY KEY (shop_id, person_id, kind),
            CONSTRAINT ck_notification_choices_kind_known CHECK (kind IN ('orders', 'marketing', 'reminders', 'alerts', 'reviews')),
            CONSTRAINT fk_notification_choices_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_notification_choices_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "referral_codes": (
        """
        CREATE TABLE referral_codes (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            code TEXT NOT NULL,
            CONSTRAINT pk_referral_codes PRIMARY KEY (shop_id, person_id),
            CONSTRAINT uq_referral_codes_shop_id_code UNIQUE (shop_id, code),
            CONSTRAINT fk_referral_codes_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_referral_codes_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
    ),
    "search_queries": (
        """
        CREATE TABLE search_queries (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            words TEXT NOT NULL,
            times INTEGER DEFAULT '1' NOT NULL,
            found INTEGER,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_search_queries PRIMARY KEY (shop_id, id),
            CONSTRAINT uq_search_queries_shop_id_words UNIQUE (shop_id, words),
            CONSTRAINT ck_search_queries_words_length CHECK (length(words) BETWEEN 1 AND 64),
            CONSTRAINT fk_search_queries_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_search_queries_at ON search_queries (at)""",
    ),
    "favourites": (
        """
        CREATE TABLE favourites (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            product_id BIGINT NOT NULL,
            price BIGINT NOT NULL,
            lowest BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_favourites PRIMARY KEY (shop_id, person_id, product_id),
            CONSTRAINT fk_favourites_shop_id_product_id FOREIGN KEY(shop_id, product_id) REFERENCES products (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_favourites_lowest_within CHECK (lowest >= 0 AND lowest <= price),
            CONSTRAINT fk_favourites_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_favourites_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_favourites_product ON favourites (shop_id, product_id)""",
    ),
    "product_media": (
        """
        CREATE TABLE product_media (
            shop_id BIGINT NOT NULL,
            product_id BIGINT NOT NULL,
            media_id BIGINT NOT NULL,
            position INTEGER NOT NULL,
            CONSTRAINT pk_product_media PRIMARY KEY (shop_id, product_id, media_id),
            CONSTRAINT fk_product_media_shop_id_product_id FOREIGN KEY(shop_id, product_id) REFERENCES products (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_product_media_shop_id_media_id FOREIGN KEY(shop_id, media_id) REFERENCES media (shop_id, id),
            CONSTRAINT fk_product_media_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "referrals": (
        """
        CREATE TABLE referrals (
            shop_id BIGINT NOT NULL,
            invited_id BIGINT NOT NULL,
            inviter_id BIGINT NOT NULL,
            state TEXT DEFAULT 'waiting' NOT NULL,
            order_id BIGINT,
            inviter_points BIGINT DEFAULT '0' NOT NULL,
            invited_points BIGINT DEFAULT '0' NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            rewarded_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_referrals PRIMARY KEY (shop_id, invited_id),
            CONSTRAINT fk_referrals_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT ck_referrals_state_known CHECK (state IN ('waiting', 'rewarded')),
            CONSTRAINT ck_referrals_not_oneself CHECK (inviter_id <> invited_id),
            CONSTRAINT ck_referrals_points_not_negative CHECK (inviter_points >= 0 AND invited_points >= 0),
            CONSTRAINT ck_referrals_rewarded_for_an_order CHECK ((state = 'rewarded') = (order_id IS NOT NULL)),
            CONSTRAINT fk_referrals_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_referrals_invited_id FOREIGN KEY(invited_id) REFERENCES people (id),
            CONSTRAINT fk_referrals_inviter_id FOREIGN KEY(inviter_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_referrals_inviter ON referrals (shop_id, inviter_id)""",
    ),
    "related_products": (
        """
        CREATE TABLE related_products (
            shop_id BIGINT NOT NULL,
            product_id BIGINT NOT NULL,
            related_id BIGINT NOT NULL,
            together INTEGER NOT NULL,
            CONSTRAINT pk_related_products PRIMARY KEY (shop_id, product_id, related_id),
            CONSTRAINT fk_related_products_shop_id_product_id FOREIGN KEY(shop_id, product_id) REFERENCES products (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_related_products_shop_id_related_id FOREIGN KEY(shop_id, related_id) REFERENCES products (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_related_products_not_itself CHECK (related_id <> product_id),
            CONSTRAINT fk_related_products_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "review_asks": (
        """
        CREATE TABLE review_asks (
            shop_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_review_asks PRIMARY KEY (shop_id, order_id),
            CONSTRAINT fk_review_asks_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT fk_review_asks_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "reviews": (
        """
        CREATE TABLE reviews (
            shop_id BIGINT NOT NULL,
            id BIGINT NOT NULL,
            product_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            rating INTEGER NOT NULL,
            words TEXT DEFAULT '' NOT NULL,
            author TEXT NOT NULL,
            state TEXT DEFAULT 'rated' NOT NULL,
            answer TEXT,
            answered_by BIGINT,
            decided_by BIGINT,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_reviews PRIMARY KEY (shop_id, id),
            CONSTRAINT fk_reviews_shop_id_product_id FOREIGN KEY(shop_id, product_id) REFERENCES products (shop_id, id),
            CONSTRAINT fk_reviews_shop_id_order_id FOREIGN KEY(shop_id, order_id) REFERENCES orders (shop_id, id),
            CONSTRAINT uq_reviews_shop_id_product_id_person_id UNIQUE (shop_id, product_id, person_id),
            CONSTRAINT ck_reviews_state_known CHECK (state IN ('rated', 'waiting', 'published', 'rejected')),
            CONSTRAINT ck_reviews_rating_within CHECK (rating BETWEEN 1 AND 5),
            CONSTRAINT ck_reviews_words_length CHECK (length(words) <= 2000 AND length(answer) <= 2000),
            CONSTRAINT fk_reviews_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_reviews_person_id FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT fk_reviews_answered_by FOREIGN KEY(answered_by) REFERENCES people (id),
            CONSTRAINT fk_reviews_decided_by FOREIGN KEY(decided_by) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_reviews_state ON reviews (shop_id, state, id)""",
    ),
    "review_photos": (
        """
        CREATE TABLE review_photos (
            shop_id BIGINT NOT NULL,
            review_id BIGINT NOT NULL,
            position INTEGER NOT NULL,
            media_id BIGINT NOT NULL,
            CONSTRAINT pk_review_photos PRIMARY KEY (shop_id, review_id, position),
            CONSTRAINT fk_review_photos_shop_id_review_id FOREIGN KEY(shop_id, review_id) REFERENCES reviews (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_review_photos_shop_id_media_id FOREIGN KEY(shop_id, media_id) REFERENCES media (shop_id, id),
            CONSTRAINT ck_review_photos_position_within CHECK (position BETWEEN 1 AND 5),
            CONSTRAINT fk_review_photos_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
    "stock_alerts": (
        """
        CREATE TABLE stock_alerts (
            shop_id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            variant_id BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            told_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_stock_alerts PRIMARY KEY (shop_id, person_id, variant_id),
            CONSTRAINT fk_stock_alerts_shop_id_variant_id FOREIGN KEY(shop_id, variant_id) REFERENCES variants (shop_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_stock_alerts_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE,
            CONSTRAINT fk_stock_alerts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
        )
        """,
        """CREATE INDEX ix_stock_alerts_waiting ON stock_alerts (shop_id, variant_id) WHERE told_at IS NULL""",
    ),
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "products": (
        "keywords TEXT DEFAULT '' NOT NULL",
        "search_vector TSVECTOR DEFAULT '' NOT NULL",
        "popularity INTEGER DEFAULT '0' NOT NULL",
    ),
    "carts": ("gift_note TEXT",),
    "orders": ("gift_note TEXT",),
}

STEP = Step(TABLES, COLUMNS)

# What a product is found by follows every edit of it, of its variants and of its shelf's name, whoever makes it.
# The configuration `russian` stems English words too; ё is е for whoever types.
WORDS_OF = """
CREATE FUNCTION words_of(texts jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(lower(coalesce(string_agg(word, ' '), '')), 'ё', 'е') FROM (
        SELECT DISTINCT jsonb_path_query(texts, 'strict $.**?(@.type() == "string")') #>> '{}' AS word
    ) found
$$
"""
KEEP_SEARCH = """
CREATE FUNCTION keep_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    titles text := words_of(NEW.title);
    choices text := words_of(jsonb_path_query_array(NEW.options, '$[*].values[*].title'));
    keys text := replace(lower(NEW.keywords), 'ё', 'е');
    skus text;
    shelf text;
BEGIN
    SELECT lower(coalesce(string_agg(sku, ' ' ORDER BY position, id), '')) INTO skus FROM variants
    WHERE shop_id = NEW.shop_id AND product_id = NEW.id;
    SELECT words_of(title) INTO shelf FROM categories WHERE shop_id = NEW.shop_id AND id = NEW.category_id;
    NEW.search_text := concat(' ', concat_ws(' ', titles, skus, choices, keys), ' ');
    NEW.search_vector := setweight(to_tsvector('russian', concat_ws(' ', titles, skus)), 'A')
        || setweight(to_tsvector('russian', concat_ws(' ', choices, keys)), 'B')
        || setweight(to_tsvector('russian', words_of(NEW.description)), 'C')
        || setweight(to_tsvector('russian', coalesce(shelf, '')), 'D');
    RETURN NEW;
END $$
"""
# Once a statement, however many variants it writes.
VARIANT_SEARCH = """
CREATE FUNCTION keep_search_of_variant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE products p SET search_text = ''
        FROM (SELECT DISTINCT shop_id, product_id FROM after) c WHERE p.shop_id = c.shop_id AND p.id = c.product_id;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE products p SET search_text = ''
        FROM (SELECT DISTINCT shop_id, product_id FROM before) c WHERE p.shop_id = c.shop_id AND p.id = c.product_id;
    ELSE
        UPDATE products p SET search_text = ''
        FROM (
            SELECT b.shop_id, unnest(ARRAY[b.product_id, a.product_id]) AS product_id
            FROM before b JOIN after a ON a.shop_id = b.shop_id AND a.id = b.id
            WHERE a.sku <> b.sku OR a.product_id <> b.product_id
        ) c WHERE p.shop_id = c.shop_id AND p.id = c.product_id;
    END IF;
    RETURN NULL;
END $$
"""
SHELF_SEARCH = """
CREATE FUNCTION keep_search_of_shelf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products SET search_text = '' WHERE shop_id = NEW.shop_id AND category_id = NEW.id;
    RETURN NULL;
END $$
"""
# Who says something of a product has received it from the shop.
REVIEW_RECEIVED = """
CREATE FUNCTION review_was_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM orders o JOIN order_lines l ON l.shop_id = o.shop_id AND l.order_id = o.id
        WHERE o.shop_id = NEW.shop_id AND o.id = NEW.order_id AND o.person_id = NEW.person_id
          AND l.product_id = NEW.product_id AND o.status IN ('delivered', 'completed')
    ) THEN
        RAISE EXCEPTION 'product % was not received in order %', NEW.product_id, NEW.order_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reviews_received';
    END IF;
    RETURN NEW;
END $$
"""
# Nobody is invited who has invited somebody: so nobody is invited, over others, by themselves. One at a time in a shop.
NO_LOOP = """
CREATE FUNCTION referral_is_no_loop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1717, hashint8(NEW.shop_id));
    IF EXISTS (SELECT 1 FROM referrals WHERE shop_id = NEW.shop_id AND inviter_id = NEW.invited_id) THEN
        RAISE EXCEPTION 'person % has invited others', NEW.invited_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_no_loop';
    END IF;
    RETURN NEW;
END $$
"""
# Name, what it runs, and when. A product has no words before its first variant comes, which touches it.
TRIGGERS = (
    (
        "keep_search",
        "products",
        "BEFORE UPDATE OF title, description, options, keywords, category_id, search_text",
        "keep_search",
    ),
    ("keep_search", "categories", "AFTER UPDATE OF title", "keep_search_of_shelf"),
    ("was_received", "reviews", "AFTER INSERT", "review_was_received"),
    ("no_loop", "referrals", "AFTER INSERT", "referral_is_no_loop"),
)
# Triggers that see all rows of a statement are made for one kind of change each.
VARIANT_TRIGGERS = {
    "keep_search_added": "AFTER INSERT ON variants REFERENCING NEW TABLE AS after",
    "keep_search_changed": "AFTER UPDATE ON variants REFERENCING OLD TABLE AS before NEW TABLE AS after",
    "keep_search_removed": "AFTER DELETE ON variants REFERENCING OLD TABLE AS before",
}


def upgrade() -> None:
    STEP.up()
    for function in (WORDS_OF, KEEP_SEARCH, VARIANT_SEARCH, SHELF_SEARCH, REVIEW_RECEIVED, NO_LOOP):
        op.execute(function)
    for name, table, when, function in TRIGGERS:
        op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    for name, when in VARIANT_TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {when} FOR EACH STATEMENT EXECUTE FUNCTION keep_search_of_variant()")
    # Row-level security holds for the owner too.
    op.execute("SELECT set_config('shop.tenant', '*', true)")
    op.execute("UPDATE products SET search_text = ''")


def downgrade() -> None:
    for name in VARIANT_TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON variants")
    op.execute("DROP FUNCTION keep_search_of_variant()")
    for name, table, _when, function in reversed(TRIGGERS):
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("DROP FUNCTION words_of(jsonb)")
    STEP.down()
