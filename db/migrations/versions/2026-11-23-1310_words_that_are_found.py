"""Words that are found: what a shop's goods are called, by word."""

from alembic import op

from db.migrations.step import TENANT, Step

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[str, ...]] = {
    "product_words": (
        """
        CREATE TABLE product_words (
            shop_id BIGINT NOT NULL,
            product_id BIGINT NOT NULL,
            word TEXT COLLATE "C" NOT NULL,
            weight TEXT NOT NULL,
            CONSTRAINT pk_product_words PRIMARY KEY (shop_id, product_id, word),
            CONSTRAINT ck_product_words_weight_known CHECK (weight IN ('A', 'B', 'C', 'D'))
        )
        """,
        """CREATE INDEX ix_product_words_found ON product_words (shop_id, word, weight, product_id)""",
    ),
    "word_trigrams": (
        """
        CREATE TABLE word_trigrams (
            shop_id BIGINT NOT NULL,
            trigram TEXT COLLATE "C" NOT NULL,
            word TEXT COLLATE "C" NOT NULL,
            product_id BIGINT NOT NULL,
            CONSTRAINT pk_word_trigrams PRIMARY KEY (shop_id, trigram, word, product_id),
            CONSTRAINT fk_word_trigrams_shop_id FOREIGN KEY(shop_id) REFERENCES shops (id) ON DELETE CASCADE
        )
        """,
    ),
}

STEP = Step(TABLES)
# The same wall as everywhere, but the setting is read once a statement, not once a row: a common word has thousands.
POLICY = f"((SELECT {TENANT}) = '*' OR shop_id = (SELECT nullif(nullif({TENANT}, ''), '*')::bigint))"

# As `word_similarity` counts them: two blanks before a word, one after.
TRIGRAMS_OF = """
CREATE FUNCTION trigrams_of(word text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT DISTINCT substr('  ' || word || ' ', n, 3) FROM generate_series(1, length(word) + 1) n
$$
"""
# Writes the words of products anew: `shops[n]` and `goods[n]` name one. Only what differs is touched.
# Long numbers are not guessed at: a number with a mistake is another number.
WRITE_WORDS = """
CREATE FUNCTION write_words(shops bigint[], goods bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH changed AS (
        SELECT DISTINCT shop_id, product_id FROM unnest(shops, goods) AS c(shop_id, product_id)
    ), wanted AS MATERIALIZED (
        SELECT c.shop_id, c.product_id, u.lexeme COLLATE "C" AS word, (SELECT min(w) FROM unnest(u.weights) w) AS weight
        FROM changed c
        JOIN products p ON p.shop_id = c.shop_id AND p.id = c.product_id
        CROSS JOIN LATERAL unnest(p.search_vector) u
        WHERE p.status = 'active' AND length(u.lexeme) <= 64 AND EXISTS (
            SELECT 1 FROM variants v WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden)
    ), gone AS (
        DELETE FROM product_words o USING changed c
        WHERE o.shop_id = c.shop_id AND o.product_id = c.product_id AND NOT EXISTS (
            SELECT 1 FROM wanted w
            WHERE w.shop_id = o.shop_id AND w.product_id = o.product_id AND w.word = o.word)
    )
    INSERT INTO product_words AS o (shop_id, product_id, word, weight)
    SELECT shop_id, product_id, word, weight FROM wanted
    ON CONFLICT (shop_id, product_id, word) DO UPDATE SET weight = excluded.weight WHERE o.weight <> excluded.weight;

    INSERT INTO word_trigrams (shop_id, trigram, word, product_id)
    SELECT n.shop_id, t.trigram, n.word, n.product_id
    FROM (
        SELECT s.shop_id, s.word, min(s.product_id) AS product_id
        FROM (
            SELECT c.shop_id, c.product_id, regexp_split_to_table(p.search_text, '[^[:alnum:]]+') AS word
            FROM (SELECT DISTINCT shop_id, product_id FROM unnest(shops, goods) AS c(shop_id, product_id)) c
            JOIN products p ON p.shop_id = c.shop_id AND p.id = c.product_id AND p.status = 'active'
        ) s
        WHERE length(s.word) BETWEEN 3 AND 32 AND s.word ~ '[[:alpha:]]{3}' AND s.word !~ '[0-9].*[0-9].*[0-9]'
        GROUP BY s.shop_id, s.word
    ) n
    CROSS JOIN LATERAL trigrams_of(n.word) AS t(trigram)
    WHERE NOT EXISTS (
        SELECT 1 FROM word_trigrams k
        WHERE k.shop_id = n.shop_id AND k.trigram = '  ' || left(n.word, 1) AND k.word = n.word)
    ON CONFLICT DO NOTHING;
END $$
"""
# A product whose words or state were changed. It has none before it has variants, so adding one changes nothing.
OF_PRODUCTS = """
CREATE FUNCTION keep_words_of_product() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shops bigint[];
    goods bigint[];
BEGIN
    SELECT array_agg(a.shop_id), array_agg(a.id) INTO shops, goods
    FROM after a JOIN before b ON b.shop_id = a.shop_id AND b.id = a.id
    WHERE a.search_vector <> b.search_vector OR a.search_text <> b.search_text OR a.status <> b.status;
    IF shops IS NOT NULL THEN
        PERFORM write_words(shops, goods);
    END IF;
    RETURN NULL;
END $$
"""
# Instead of a foreign key, which would look at the product for each of its words.
OF_GONE = """
CREATE FUNCTION forget_words_of_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM product_words w USING before b WHERE w.shop_id = b.shop_id AND w.product_id = b.id;
    RETURN NULL;
END $$
"""
# Variants decide whether a product can be seen at all; their SKUs come by way of the product (0004).
OF_VARIANTS = """
CREATE FUNCTION keep_words_of_variant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shops bigint[];
    goods bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(shop_id), array_agg(product_id) INTO shops, goods
        FROM (SELECT DISTINCT shop_id, product_id FROM after WHERE NOT hidden) c;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(shop_id), array_agg(product_id) INTO shops, goods
        FROM (SELECT DISTINCT shop_id, product_id FROM before WHERE NOT hidden) c;
    ELSE
        SELECT array_agg(shop_id), array_agg(product_id) INTO shops, goods
        FROM (
            SELECT b.shop_id, unnest(ARRAY[b.product_id, a.product_id]) AS product_id
            FROM before b JOIN after a ON a.shop_id = b.shop_id AND a.id = b.id
            WHERE a.hidden <> b.hidden OR a.product_id <> b.product_id
        ) c;
    END IF;
    -- Two who each hide one of two variants take turns, so that the second sees that nothing is left.
    PERFORM 1 FROM products p JOIN unnest(shops, goods) AS c(shop_id, product_id)
        ON p.shop_id = c.shop_id AND p.id = c.product_id
    ORDER BY p.id FOR NO KEY UPDATE OF p;
    SELECT array_agg(p.shop_id), array_agg(p.id) INTO shops, goods
    FROM unnest(shops, goods) AS c(shop_id, product_id)
    JOIN products p ON p.shop_id = c.shop_id AND p.id = c.product_id
    WHERE (p.status = 'active' AND EXISTS (
              SELECT 1 FROM variants v WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden))
       <> EXISTS (SELECT 1 FROM product_words w WHERE w.shop_id = p.shop_id AND w.product_id = p.id);
    IF shops IS NOT NULL THEN
        PERFORM write_words(shops, goods);
    END IF;
    RETURN NULL;
END $$
"""
FUNCTIONS = (TRIGRAMS_OF, WRITE_WORDS, OF_PRODUCTS, OF_GONE, OF_VARIANTS)
# They run after `keep_search_…` (by name). Name: table, when, what it runs.
TRIGGERS = {
    "keep_words_changed": (
        "products",
        "AFTER UPDATE ON products REFERENCING OLD TABLE AS before NEW TABLE AS after",
        "keep_words_of_product",
    ),
    "forget_words": ("products", "AFTER DELETE ON products REFERENCING OLD TABLE AS before", "forget_words_of_product"),
    "keep_words_added": (
        "variants",
        "AFTER INSERT ON variants REFERENCING NEW TABLE AS after",
        "keep_words_of_variant",
    ),
    "keep_words_shown": (
        "variants",
        "AFTER UPDATE ON variants REFERENCING OLD TABLE AS before NEW TABLE AS after",
        "keep_words_of_variant",
    ),
    "keep_words_removed": (
        "variants",
        "AFTER DELETE ON variants REFERENCING OLD TABLE AS before",
        "keep_words_of_variant",
    ),
}


def upgrade() -> None:
    STEP.up()
    for table in TABLES:
        op.execute(f"ALTER POLICY tenant ON {table} USING {POLICY} WITH CHECK {POLICY}")
    for function in FUNCTIONS:
        op.execute(function)
    for name, (_table, when, runs) in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {when} FOR EACH STATEMENT EXECUTE FUNCTION {runs}()")
    op.execute("SELECT write_words(array_agg(shop_id), array_agg(id)) FROM products HAVING count(*) > 0")


def downgrade() -> None:
    for name, (table, _when, _runs) in TRIGGERS.items():
        op.execute(f"DROP TRIGGER {name} ON {table}")
    for function in ("keep_words_of_variant", "forget_words_of_product", "keep_words_of_product"):
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("DROP FUNCTION write_words(bigint[], bigint[])")
    op.execute("DROP FUNCTION trigrams_of(text)")
    STEP.down()
