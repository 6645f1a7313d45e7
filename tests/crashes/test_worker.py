"""The worker is killed at every named step; whoever comes after finishes its work, and nothing is lost or doubled."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.kit.event import EventBook
from core.kit.uow import UnitOfWork
from tests.crashes.returning import STEPS as OF_RETURNS
from tests.crashes.worker import BOOK, Errand, run, town_of
from tests.factories.database import Database
from tests.factories.laws import Laws
from tests.factories.town import Goods, Stall, Town

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("worker.py")
# Where in the errand to die: at the n-th passage of a step.
ONCE = [
    "place_held", "place_written", "intent_written", "checkout_approved", "charge_recorded", "settle_written",
    "inbox_stored", "update_handled",
    "expire_written", "refund_submitted", "refund_answered", "relay_spread", "relay_claimed", "relay_delivered",
]  # fmt: skip
MOMENTS = [
    *ONCE,
    "relay_delivered:7",
    *(f"{step}:{n}" for step in ("before_commit", "after_commit") for n in (2, 5, 9)),
]
A_MINUTE_LATER = (
    "UPDATE event_deliveries SET next_attempt_at = now() WHERE state = 'pending'",
    "UPDATE inbox SET claimed_until = now() WHERE handled_at IS NULL",
    "UPDATE refunds SET next_attempt_at = now() WHERE state <> 'succeeded'",
)


def named_steps() -> Iterator[str]:
    """Every checkpoint of the code."""
    for folder in ("core", "payments"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from re.findall(r'checkpoint\("(\w+)"\)', path.read_text())


def test_every_named_step_has_its_crash() -> None:
    assert {*(moment.partition(":")[0] for moment in MOMENTS), *OF_RETURNS} == set(named_steps())


async def prepared(town: Town, ledger: Path) -> tuple[Stall, Goods, Errand]:
    """A cart to be ordered and paid, an order about to expire, and a paid one that was cancelled."""
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=10)
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    await boris.orders(tea, 2)
    cancelled = await boris.has_paid_for(tea, 3, pay="bank")
    await town.cancel_order.by_buyer(boris.actor, cancelled.order_id)
    cart = await anna.cart((tea, 1), pay="bank")
    errand = Errand(
        shop.id, anna.actor.person_id, anna.actor.telegram_id, cart.id, cart.total, str(ledger)
    )  # fmt: skip
    return shop, tea, errand


async def worker(database: Database, errand: Errand, crash_at: str) -> tuple[int, list[str]]:
    """Run the worker until it dies; return how, and what it had acknowledged."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(WORKER), database.url(), errand.encode()),
        stdout=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "SHOP_CRASH_AT": crash_at},
    )
    said, _ = await process.communicate()
    return process.returncode or 0, [line for line in said.decode().splitlines() if " [" not in line]


def payouts(ledger: Path) -> list[str]:
    """What the bank paid back."""
    return ledger.read_text().split()


async def dies_and_is_followed(
    uow: UnitOfWork, town: Town, database: Database, ledger: Path, moments: list[str]
) -> None:
    shop, tea, errand = await prepared(town, ledger)
    acknowledged: list[str] = []
    for moment in moments:
        ended, said = await worker(database, errand, moment)
        acknowledged += said
        assert ended == -signal.SIGKILL, f"{moment} was never reached: {said}"
        for change in A_MINUTE_LATER:
            await shop.tell(change)
    await run(town_of(uow, errand), errand)

    orders = await shop.ask("SELECT array_agg(id) FROM orders WHERE person_id = :id", id=errand.person_id)
    assert len(orders) == 1
    assert {line for line in acknowledged if line.startswith("placed")} <= {f"placed {orders[0]}"}
    assert await shop.status(orders[0]) == "confirmed"
    assert await shop.ask("SELECT count(*) FROM charges WHERE order_id = :id", id=orders[0]) == 1
    assert await shop.available(tea) == 9
    states = "SELECT array_agg(DISTINCT status ORDER BY status) FROM orders WHERE person_id <> :id"
    assert await shop.ask(states, id=errand.person_id) == ["cancelled", "expired"]
    assert await shop.ask("SELECT array_agg(state) FROM refunds") == ["succeeded"]
    assert len(payouts(ledger)) == 1
    assert await shop.ask("SELECT count(*) FROM inbox WHERE handled_at IS NULL OR error IS NOT NULL") == 0
    assert await shop.ask("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0
    assert await shop.ask("SELECT count(*) FROM event_deliveries WHERE state <> 'done'") == 0
    told = await shop.count("notifications")
    assert told == await shop.count("outbox") == await shop.ask("SELECT count(*) FROM notifications WHERE state='sent'")


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_worker_killed_anywhere_is_followed_by_one_that_finishes(
    uow: UnitOfWork, town: Town, database: Database, tmp_path: Path, moment: str
) -> None:
    await dies_and_is_followed(uow, town, database, tmp_path / "ledger", [moment])


@pytest.mark.soak
@pytest.mark.parametrize("round_", range(20))
async def test_a_worker_killed_again_and_again_is_followed_by_one_that_finishes(
    uow: UnitOfWork, town: Town, database: Database, tmp_path: Path, round_: int
) -> None:
    moments = [f"{step}:{number}" for step in ("before_commit", "after_commit") for number in range(1, 20)]
    moment = moments[round_ % len(moments)]
    await dies_and_is_followed(uow, town, database, tmp_path / "ledger", [moment, "after_commit:3"])


async def test_the_errand_without_a_crash_ends_the_same(
    uow: UnitOfWork, town: Town, database: Database, tmp_path: Path, laws: Laws
) -> None:
    await dies_and_is_followed(uow, town, database, tmp_path / "ledger", [])
    assert await laws.broken() == {}


def test_the_worker_knows_every_event() -> None:
    assert isinstance(BOOK, EventBook)
    text = "".join((ROOT / "core" / part / "events.py").read_text() for part in ("orders", "shops"))
    names = re.findall(r'ClassVar\[str\] = "([\w.]+)"', text)
    assert [name for name in names if name not in BOOK._kinds] == []
