"""Guard the walls: row-level security between shops, balanced books, append-only records."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TENANT_TABLES = [
    "audit_log",
    "cart_lines",
    "carts",
    "categories",
    "charges",
    "customers",
    "delivery_options",
    "event_deliveries",
    "holds",
    "ledger_entries",
    "ledger_lines",
    "media",
    "media_files",
    "message_cards",
    "notifications",
    "order_journal",
    "order_lines",
    "orders",
    "outbox",
    "payment_intents",
    "products",
    "refunds",
    "shop_texts",
    "staff",
    "stock_items",
    "stock_movements",
    "variants",
]
APPEND_ONLY = ("audit_log", "ledger_entries", "ledger_lines", "order_journal", "stock_movements")
APPLICATION_ROLE = "shop_app"

# A transaction names its shop (or '*' for the platform's own work); unset shows nothing at all.
# Both sides of OR may be computed before either is needed, so the cast must not fail on '*'.
TENANT = "current_setting('shop.tenant', true)"
POLICY = f"({TENANT} = '*' OR shop_id = nullif(nullif({TENANT}, ''), '*')::bigint)"

BALANCE = """
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE difference bigint;
BEGIN
    SELECT coalesce(sum(amount), 0) INTO difference FROM ledger_lines
    WHERE shop_id = NEW.shop_id AND entry_id = NEW.entry_id;
    IF difference <> 0 THEN
        RAISE EXCEPTION 'ledger entry % is out of balance by %', NEW.entry_id, difference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balances';
    END IF;
    RETURN NULL;
END $$
"""

NO_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

GRANTS = f"""
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{APPLICATION_ROLE}') THEN
        GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APPLICATION_ROLE};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION_ROLE};
        REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {APPLICATION_ROLE};
    END IF;
END $$
"""

UNGRANT = f"""
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{APPLICATION_ROLE}') THEN
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {APPLICATION_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {APPLICATION_ROLE};
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APPLICATION_ROLE};
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {APPLICATION_ROLE};
    END IF;
END $$
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TENANT_TABLES:
        # FORCE: the wall holds for the owner of the tables too, where one role does everything.
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING {POLICY} WITH CHECK {POLICY}")
    op.execute(BALANCE)
    op.execute(
        "CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_lines"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance()"
    )
    op.execute(NO_CHANGE)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(UNGRANT)
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER append_only ON {table}")
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP TRIGGER ledger_balances ON ledger_lines")
    op.execute("DROP FUNCTION ledger_must_balance()")
    for table in TENANT_TABLES:
        op.execute(f"DROP POLICY tenant ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
