"""The invariants job sees what is wrong, says it once, and takes it back when it is mended."""

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text
from structlog.testing import capture_logs

from core.kit.invariants import AUDIT_CHAIN, CheckInvariants
from core.kit.uow import UnitOfWork
from db.repositories import invariants
from tests.factories.database import Database
from tests.factories.laws import Laws
from tests.factories.town import Town


def gauge(name: str) -> float | None:
    return REGISTRY.get_sample_value("shop_invariant_violations", {"name": name})


async def set_reserve(uow: UnitOfWork, held: int) -> None:
    async with uow.platform() as connection:
        await connection.execute(text("UPDATE stock_items SET held = :held"), {"held": held})


async def test_every_question_is_asked_and_zero_is_the_right_answer(town: Town) -> None:
    stall = await town.shop()
    order = await (await stall.customer()).has_paid_for(await stall.sells("MUG"))
    found = await CheckInvariants(town.uow)()
    assert found.keys() == invariants.QUESTIONS.keys() | {AUDIT_CHAIN}
    assert set(found.values()) == {0}
    assert order.total > 0
    assert REGISTRY.get_sample_value("shop_holds_active") == 1


async def test_a_violation_is_logged_when_it_changes_and_when_it_ends(town: Town) -> None:
    stall = await town.shop()
    await stall.sells("MUG")
    check = CheckInvariants(town.uow)
    with capture_logs() as lines:
        await set_reserve(town.uow, 2)
        await check()
        await check()
        assert gauge("held_not_sum_of_holds") == 1
        assert check.violations()["held_not_sum_of_holds"] == 1
        await set_reserve(town.uow, 0)
        await check()
    told = [(line["event"], line["name"]) for line in lines if line["event"].startswith("invariant.")]
    assert told == [
        ("invariant.broken", "held_not_sum_of_holds"),
        ("invariant.mended", "held_not_sum_of_holds"),
    ]
    assert gauge("held_not_sum_of_holds") == 0


@pytest.mark.parametrize("honest_shops", [0, 60])
async def test_an_edited_audit_record_breaks_its_shops_chain(
    town: Town, database: Database, laws: Laws, honest_shops: int
) -> None:
    laws.waive("the audit chain is broken on purpose")
    async with town.uow.platform() as connection:
        for number in range(honest_shops):
            await connection.execute(
                text("INSERT INTO shops (id, slug, title, currency) VALUES (:id, :slug, '{}', 'RUB')"),
                {"id": number + 1, "slug": f"honest-{number}"},
            )
    stall = await town.shop()
    goods = await stall.sells("MUG")
    await stall.sets_stock(goods, 25)
    check = CheckInvariants(town.uow)
    runs = 1 + honest_shops // 50
    for _ in range(runs):
        assert (await check())[AUDIT_CHAIN] == 0
    async with database.connection() as admin:
        # Somebody with the keys to the database: the append-only trigger does not stop them.
        await admin.execute("SET session_replication_role = replica; UPDATE audit_log SET action = 'nothing'")
    for _ in range(runs):
        await check()
    assert gauge(AUDIT_CHAIN) == 1
