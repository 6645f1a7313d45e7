"""Customers find and like: search, favourites, alerts, reviews, addresses, choices, referrals."""

from alembic import op

from db.migrations.step import Step

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# In the order they are made; each with its indexes.
TABLES: dict[str, tuple[str, ...]] = {
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
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "products": (
        "keywords TEXT DEFAULT '' NOT NULL",
        "search_vector TSVECTOR DEFAULT '' NOT NULL",
        "popularity INTEGER DEFAULT '0' NOT NULL",
    ),
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
VARIANT_SEARCH = """
CREATE FUNCTION keep_search_of_variant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE products SET search_text = '' WHERE shop_id = OLD.shop_id AND id = OLD.product_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE products SET search_text = '' WHERE shop_id = NEW.shop_id AND id = NEW.product_id;
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
# Name, what it runs, and when.
TRIGGERS = (
    (
        "keep_search",
        "products",
        "BEFORE INSERT OR UPDATE OF title, description, options, keywords, category_id, search_text",
        "keep_search",
    ),
    ("keep_search", "variants", "AFTER INSERT OR DELETE OR UPDATE OF sku, product_id", "keep_search_of_variant"),
    ("keep_search", "categories", "AFTER UPDATE OF title", "keep_search_of_shelf"),
)


def upgrade() -> None:
    STEP.up()
    for function in (WORDS_OF, KEEP_SEARCH, VARIANT_SEARCH, SHELF_SEARCH):
        op.execute(function)
    for name, table, when, function in TRIGGERS:
        op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    # Row-level security holds for the owner too.
    op.execute("SELECT set_config('shop.tenant', '*', true)")
    op.execute("UPDATE products SET search_text = ''")


def downgrade() -> None:
    for name, table, _when, function in reversed(TRIGGERS):
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("DROP FUNCTION words_of(jsonb)")
    STEP.down()
