"""The schema: what migrations make is what the models say, and the database itself keeps the laws."""

import inspect
import re
from enum import StrEnum

import asyncpg
import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from db.migrate import migrate
from db.models import metadata, tenant_tables
from db.models.base import PLATFORM_TABLES
from db.types import enums
from tests.factories.database import Database
from tests.factories.sent_back import handed_over
from tests.factories.town import ReadyCart, Town

TENANT = [table.name for table in tenant_tables()]
APPEND_ONLY = [
    "audit_log",
    "gift_card_moves",
    "ledger_entries",
    "ledger_lines",
    "order_journal",
    "point_moves",
    "stock_movements",
]

_CATALOGUE = {
    "columns": """
        SELECT table_name || '.' || column_name, concat_ws(' ', data_type, is_nullable, column_default, is_generated,
               generation_expression)
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'""",
    "constraints": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 't'
          AND conrelid::regclass::text <> 'alembic_version'""",
    "indexes": """
        SELECT indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'""",
    "storage": """
        SELECT relname, concat_ws(' ', reloptions::text) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'""",
    "sequences": "SELECT sequencename, concat_ws(' ', data_type, start_value, increment_by) FROM pg_sequences",
}
_WALLS = {
    "policies": "SELECT tablename || '.' || policyname, concat_ws(' ', cmd, qual, with_check) FROM pg_policies",
    "triggers": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang ="
    " (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')",
    "security": """
        SELECT relname, concat_ws(' ', relrowsecurity, relforcerowsecurity) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'""",
    "rights": """
        SELECT table_name || ' ' || grantee, string_agg(privilege_type, ' ' ORDER BY privilege_type)
        FROM information_schema.role_table_grants WHERE table_schema = 'public' GROUP BY table_name, grantee""",
}


async def described(database: Database, questions: dict[str, str]) -> dict[str, dict[str, str]]:
    """What the database says of itself."""
    async with database.connection() as admin:
        return {part: {row[0]: row[1] for row in await admin.fetch(ask)} for part, ask in questions.items()}


async def by_models(database: Database) -> None:
    """Make every table from the models instead of the migrations."""
    await migrate(database.url("shop_owner"), "base", down=True)
    engine = create_async_engine(database.url("shop_owner"), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_create_all)
    await engine.dispose()


def _create_all(connection: Connection) -> None:
    metadata.create_all(connection)


async def test_migrations_make_exactly_what_the_models_say(own_database: Database) -> None:
    migrated = await described(own_database, _CATALOGUE)
    await by_models(own_database)
    modelled = await described(own_database, _CATALOGUE)

    for part in _CATALOGUE:
        assert migrated[part] == modelled[part], part


async def test_down_leaves_nothing_and_up_again_makes_the_same(own_database: Database) -> None:
    everything = {**_CATALOGUE, **_WALLS}
    before = await described(own_database, everything)

    await migrate(own_database.url("shop_owner"), "base", down=True)
    nothing = await described(own_database, everything)
    await migrate(own_database.url("shop_owner"))

    assert {part: found for part, found in nothing.items() if found and part != "rights"} == {}
    assert await described(own_database, everything) == before


async def test_migrating_twice_changes_nothing(own_database: Database) -> None:
    before = await described(own_database, {**_CATALOGUE, **_WALLS})

    await migrate(own_database.url("shop_owner"))

    assert await described(own_database, {**_CATALOGUE, **_WALLS}) == before


async def test_every_table_is_a_tenants_or_the_platforms(database: Database) -> None:
    security = (await described(database, _WALLS))["security"]
    policies = (await described(database, _WALLS))["policies"]

    assert {name for name, kept in security.items() if kept == "t t"} == set(TENANT)
    assert set(security) - set(TENANT) == PLATFORM_TABLES - {"alembic_version"}
    assert {name.partition(".")[0] for name in policies} == set(TENANT)
    assert {policy.partition(" ")[0] for policy in policies.values()} == {"ALL"}


async def test_every_key_of_a_tenant_table_starts_with_the_shop(database: Database) -> None:
    async with database.connection() as admin:
        found = await admin.fetch(
            """
            SELECT c.conname, c.conrelid::regclass::text AS of, c.contype::text AS kind,
                   c.confrelid::regclass::text AS target,
                   (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) AS first,
                   (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1]) AS there
            FROM pg_constraint c
            WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f')
            """
        )
    strays = [
        row["conname"]
        for row in found
        if row["of"] in TENANT
        and (row["kind"] in ("p", "u") or row["target"] in TENANT)
        and (row["first"] != "shop_id" or row["there"] not in (None, "shop_id"))
    ]
    out_of_the_platform = [
        row["conname"] for row in found if row["of"] in PLATFORM_TABLES and row["target"] in TENANT
    ]  # fmt: skip

    assert strays == []
    assert out_of_the_platform == []
    assert {row["of"] for row in found if row["kind"] == "p"} == {*TENANT, *PLATFORM_TABLES}


async def test_the_applications_role_cannot_climb_its_walls(database: Database) -> None:
    async with database.connection() as admin:
        role = await admin.fetchrow(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'shop_app'"
        )
        owned = await admin.fetchval(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = 'shop_app')"
        )
    assert tuple(role) == (False, False, False)
    assert owned == 0
    async with database.connection("shop_app") as app:
        for climb in (
            "ALTER TABLE orders DISABLE ROW LEVEL SECURITY",
            "DROP POLICY tenant ON orders",
            "TRUNCATE ledger_lines",
            "ALTER TABLE ledger_lines DISABLE TRIGGER ALL",
            "UPDATE alembic_version SET version_num = '0000'",
            "SET session_replication_role = replica",
            "SET ROLE shop_owner",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(climb)


async def test_an_entry_that_does_not_balance_is_refused_at_the_commit(town: Town, database: Database) -> None:
    shop = await town.shop()
    async with database.connection("shop_app") as app:
        transaction = app.transaction()
        await transaction.start()
        await app.execute("SELECT set_config('shop.tenant', $1, true)", str(shop.id))
        await app.execute(
            "INSERT INTO ledger_entries (shop_id, id, source, event_id, kind, currency)"
            " VALUES ($1, 1, 'order', '1', 'sale', 'RUB')",
            shop.id,
        )
        await app.execute(
            "INSERT INTO ledger_lines (shop_id, entry_id, position, account, amount)"
            " VALUES ($1, 1, 0, 'customer', 15), ($1, 1, 1, 'revenue', -10)",
            shop.id,
        )
        with pytest.raises(asyncpg.CheckViolationError, match="out of balance by 5"):
            await transaction.commit()
    assert await shop.count("ledger_entries") == 0


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("role", ["shop_app", "shop_owner"])
async def test_what_was_written_down_is_not_rewritten(town: Town, database: Database, table: str, role: str) -> None:
    shop = await town.shop(points={"earn_bp": 500})
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 2))
    card = await town.gift_cards.issue(shop.owner, 1_00, "RUB")
    await town.benefits.code(anna.actor, cart.id, card.code)
    order = await anna.confirms(ReadyCart(cart.id, cart.total - 1_00))
    await anna.pays(order, amount=cart.total - 1_00)
    await handed_over(town, shop, order)
    town.clock.move(days=30)
    assert await town.complete_orders() == 1  # which gives points
    await shop.sets_stock(tea, 50)
    assert await shop.count(table) > 0

    for change in (f"UPDATE {table} SET shop_id = shop_id", f"DELETE FROM {table}"):
        async with database.connection(role) as connection:
            await connection.execute("SELECT set_config('shop.tenant', $1, false)", str(shop.id))
            with pytest.raises(asyncpg.RestrictViolationError, match="append-only"):
                await connection.execute(change)


_WORDS_OF: dict[type[StrEnum], list[str]] = {
    enums.SignInWay: ["sessions.way", "sign_in_attempts.way"],
    enums.SignInOutcome: ["sign_in_attempts.outcome"],
    enums.SessionEnd: ["sessions.ended_why"],
    enums.Role: ["staff.role"],
    enums.OrderStatus: ["orders.status"],
    enums.ShipmentStatus: ["orders.shipment"],
    enums.HoldState: ["holds.state"],
    enums.IntentState: ["payment_intents.state"],
    enums.ChargeVerdict: ["charges.verdict"],
    enums.RefundState: ["refunds.state"],
    enums.ProductStatus: ["products.status"],
    enums.DeliveryKind: ["delivery_options.kind", "orders.delivery_kind"],
    enums.CartKind: ["carts.kind"],
    enums.ZoneKind: ["delivery_zones.kind"],
    enums.MovementKind: ["stock_movements.kind"],
    enums.BotStatus: ["bots.status"],
    enums.ShopStatus: ["shops.status"],
    enums.ProductKind: ["products.kind"],
    enums.SubscriptionState: ["subscriptions.state"],
    enums.ReturnState: ["returns.state"],
    enums.ReturnOutcome: ["returns.outcome"],
    enums.Reception: ["return_lines.reception"],
    enums.Acceptance: ["return_lines.acceptance"],
    enums.StockVerdict: ["return_lines.verdict"],
    enums.NoteState: ["credit_notes.state"],
    enums.PromoKind: ["promos.kind"],
    enums.MoveKind: ["gift_card_moves.kind", "point_moves.kind"],
    enums.DisputeState: ["disputes.state"],
    enums.CashState: ["cash_collections.state"],
    enums.ProofState: ["transfer_proofs.state"],
    enums.RiskDecision: ["risk_checks.decision"],
    enums.NotificationKind: ["notification_choices.kind"],
    enums.ReviewState: ["reviews.state"],
    enums.ReferralState: ["referrals.state"],
    enums.DifferenceState: ["payment_differences.state"],
    enums.ImportKind: ["imports.kind"],
    enums.ImportState: ["imports.state"],
    enums.ImportRowState: ["import_rows.state"],
    enums.BulkAction: ["bulk_changes.action"],
    enums.BulkState: ["bulk_changes.state"],
    enums.CampaignKind: ["campaigns.kind"],
    enums.CampaignState: ["campaigns.state"],
    enums.SendState: ["campaign_messages.state"],
    enums.Audience: ["campaigns.audience"],
    enums.Trigger: ["campaigns.trigger"],
    enums.TalkState: ["talks.state"],
    enums.PostState: ["product_posts.state"],
    enums.ReportSpan: ["report_times.span"],
}
_NOT_STORED_BY_A_CHECK = {enums.Account}  # `provider:<code>` is open


async def test_every_word_of_the_code_is_a_word_of_the_database_and_no_other(database: Database) -> None:
    async with database.connection() as admin:
        found = await admin.fetch(
            "SELECT conrelid::regclass || '.' || replace(replace(conname, 'ck_' || conrelid::regclass || '_', ''),"
            " '_known', '') AS column, pg_get_constraintdef(oid) AS definition FROM pg_constraint"
            " WHERE contype = 'c' AND conname LIKE '%\\_known'"
        )
    stored = {row["column"]: set(re.findall(r"'([^']+)'::", row["definition"])) for row in found}

    for kind, columns in _WORDS_OF.items():
        for column in columns:
            assert stored[column] == {word.value for word in kind}, column
    kinds = {kind for _, kind in inspect.getmembers(enums, inspect.isclass) if issubclass(kind, StrEnum)} - {StrEnum}
    assert kinds == {*_WORDS_OF, *_NOT_STORED_BY_A_CHECK}, "say where a new list of words is stored"


_IMPOSSIBLE = {
    "UPDATE stock_items SET held = on_hand + 1": "ck_stock_items_never_oversold",
    "UPDATE stock_items SET held = -1": "ck_stock_items_held_not_negative",
    "UPDATE orders SET total = total + 1": "ck_orders_total_adds_up",
    "UPDATE order_lines SET quantity = 0": "ck_order_lines_quantity_positive",
    "UPDATE holds SET quantity = 0": "ck_holds_quantity_positive",
    "UPDATE charges SET amount = 0": "ck_charges_amount_positive",
    "UPDATE payment_intents SET state = 'paid'": "ck_payment_intents_state_known",
    "UPDATE variants SET sku = 'tea 1'": "ck_variants_sku_shape",
    "UPDATE variants SET old_price = price": "ck_variants_old_price_higher",
}


@pytest.mark.parametrize(("change", "constraint"), _IMPOSSIBLE.items())
async def test_what_must_not_be_cannot_be_written(town: Town, database: Database, change: str, constraint: str) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    await (await shop.customer()).has_paid_for(tea)

    async with database.connection("shop_app") as app:
        await app.execute("SELECT set_config('shop.tenant', $1, false)", str(shop.id))
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            await app.execute(change)
    assert refused.value.constraint_name == constraint


async def test_one_approval_at_a_time_is_a_rule_of_the_database(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    for _ in range(2):
        await anna.opens_payment(order)

    async with database.connection("shop_app") as app:
        await app.execute("SELECT set_config('shop.tenant', $1, false)", str(shop.id))
        with pytest.raises(asyncpg.UniqueViolationError, match="one_live_approval"):
            await app.execute("UPDATE payment_intents SET state = 'approved'")


async def test_search_sees_cyrillic_letters(database: Database) -> None:
    async with database.connection() as admin:
        assert await admin.fetchval("SELECT show_trgm('дом')") != []
        assert await admin.fetchval("SELECT similarity('кружка', 'кружки')") > 0.3
