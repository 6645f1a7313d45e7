"""What is asked about every order and refund finds its rows by an index, however many there are."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from db.repositories import cash, credit_notes, money, promotions, reconciliation, returns, risk, sql
from db.repositories.sql import AsyncConnection
from db.session import driver_of
from db.types.ids import OrderId, ShopId, id_at
from tests.factories.database import Database
from tests.factories.town import Town

MANY = 20_000
# Copies of one order and of what belongs to it: which columns differ, `g` being the number of the copy.
COPIES = {
    "people": ("first_name = 'Anna'", {"id": "1000 + g", "telegram_id": "9000000000 + g"}),
    "customers": ("true", {"person_id": "1000 + g", "phone": "'+7' || g", "address": "'street ' || g"}),
    "orders": (
        "number = 1001",
        {
            "id": "1000 + g",
            "number": "900000 + g",
            "person_id": "1000 + g",
            "idempotency_key": "'copy ' || g",
            "status": "(ARRAY['confirmed', 'delivered', 'completed'])[1 + g % 3]",
        },
    ),
    "payment_intents": ("true", {"id": "1000 + g", "order_id": "1000 + g", "external_id": "'c' || g"}),
    "charges": ("true", {"id": "1000 + g", "order_id": "1000 + g", "external_id": "'c' || g", "card_hash": "'h' || g"}),
    "credit_notes": ("true", {"id": "1000 + g", "order_id": "1000 + g", "key": "'copy ' || g"}),
    "refunds": (
        "true",
        {
            "id": "1000 + g",
            "order_id": "1000 + g",
            "charge_id": "1000 + g",
            "credit_note_id": "1000 + g",
            "key": "'copy ' || g",
            "external_id": "'r' || g",
            "state": "'succeeded'",
        },
    ),
}


class Spy:
    """The driver, which keeps the plan of everything it is asked."""

    def __init__(self, driver: object) -> None:
        self._driver = driver
        self.plans: list[str] = []

    def __getattr__(self, name: str) -> object:
        async def asked(statement: str, *params: object) -> object:
            plan = await self._driver.fetch("EXPLAIN " + statement, *params)  # type: ignore[attr-defined]
            self.plans.append("\n".join(line[0] for line in plan))
            return await getattr(self._driver, name)(statement, *params)

        return asked


@pytest.fixture
async def busy(unguarded_town: Town, own_database: Database) -> tuple[Town, ShopId, OrderId]:
    """A shop with one order of ours, partly refunded, among many thousands; its id and the order's."""
    town = unguarded_town
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea, pay="bank", courier=True)
    await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 10_00, reason="other", key="a")
    async with town.uow.platform() as connection:
        for table, (which, changed) in COPIES.items():
            asked = text(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = :table AND is_generated = 'NEVER' ORDER BY ordinal_position"
            )
            columns = (await connection.execute(asked, {"table": table})).scalars().all()
            values = ", ".join(changed.get(column, f"s.{column}") for column in columns)
            await connection.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
                    f" FROM (SELECT * FROM {table} WHERE {which} LIMIT 1) s, generate_series(1, {MANY}) g"
                )
            )
    async with own_database.connection() as admin:
        await admin.execute("ANALYZE")
    return town, shop.id, order.order_id


async def ask_everything(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> None:
    """The hot questions of money and risk."""
    place = (connection, shop_id, order_id)
    since = datetime.now(UTC) - timedelta(days=1)
    await risk.signals(*place, id_at(time.time() - 7 * 24 * 3600))
    for amount in (money.paid, money.balance, money.kept):
        await amount(*place)
    for listed in (money.charges_of, money.refunds_of, money.intents_of):
        await listed(*place)
    await credit_notes.notes_of(*place)
    await credit_notes.refunds_of_note(*place)
    await promotions.spent_on(*place)
    await returns.open_of(*place)
    await cash.collection(*place)
    shop = (connection, shop_id)
    await money.refund_by_external(*shop, "bank", "r77")
    await money.refund_of_charge(*shop, "bank", "c77", 10_00, refund_external_id="r77")
    await money.charge_by_external(*shop, "bank", "c77")
    await reconciliation.attempts(*shop, since)
    await reconciliation.failures(*shop, since)
    await money.checks_due(connection)
    await money.refunds_due(connection)


async def test_hot_questions_scan_no_table_that_grows(
    busy: tuple[Town, ShopId, OrderId], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, shop_id, order_id = busy
    async with town.uow(shop_id) as tx:
        spy = Spy(driver_of(tx.connection))
        monkeypatch.setattr(sql, "driver_of", lambda _: spy)
        await ask_everything(tx.connection, shop_id, order_id)
        monkeypatch.undo()

    scanned = [(found, plan) for plan in spy.plans for found in re.findall(r"Seq Scan on (\w+)", plan)]
    assert len(spy.plans) > 15
    assert [(table, plan) for table, plan in scanned if table in COPIES] == []
