"""The process is killed at every step of a return; whoever comes after finishes it, and nothing is given twice."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from core.kit.uow import UnitOfWork
from tests.crashes.returning import STEPS, Errand, run, town_of
from tests.factories.database import Database
from tests.factories.sent_back import handed_over
from tests.factories.town import Goods, Stall, Town

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("returning.py")
MOMENTS = [*STEPS, "refund_submitted", "refund_answered"]
A_MINUTE_LATER = "UPDATE refunds SET next_attempt_at = now() WHERE state <> 'succeeded'"


async def prepared(town: Town, ledger: Path) -> tuple[Stall, Goods, Goods, Errand]:
    """Two teas of 500 were paid and delivered; a cup costs 350."""
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=350_00)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, 2, pay="bank")
    await handed_over(town, shop, order)
    errand = Errand(
        shop.id, shop.owner.person_id, anna.actor.person_id, anna.actor.telegram_id, order.order_id, cup.variant_id,
        str(ledger),
    )  # fmt: skip
    return shop, tea, cup, errand


async def dies(database: Database, errand: Errand, crash_at: str) -> None:
    """Run the errand until it is killed there."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(WORKER), database.url(), errand.encode()),
        stdout=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "SHOP_CRASH_AT": crash_at},
    )
    said, _ = await process.communicate()
    assert process.returncode == -signal.SIGKILL, f"{crash_at} was never reached: {said.decode()}"


def payouts(ledger: Path) -> list[str]:
    """What the bank paid back."""
    return ledger.read_text().split()


async def is_done_once(shop: Stall, tea: Goods, cup: Goods, ledger: Path) -> None:
    assert await shop.ask("SELECT array_agg(state) FROM returns") == ["closed"]
    assert await shop.ask("SELECT array_agg(status ORDER BY id) FROM orders") == ["delivered", "confirmed"]
    assert await shop.ask("SELECT array_agg(amount) FROM credit_notes") == [500_00]
    assert await shop.ask("SELECT array_agg(state || ':' || amount) FROM refunds") == ["succeeded:15000"]
    assert await shop.ask("SELECT array_agg(balance) FROM gift_cards") == [0]
    assert (await shop.on_hand(tea), await shop.available(cup)) == (9, 9)
    assert len(payouts(ledger)) == 1


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_return_cut_off_anywhere_is_carried_out_once(
    uow: UnitOfWork, town: Town, database: Database, tmp_path: Path, moment: str
) -> None:
    shop, tea, cup, errand = await prepared(town, tmp_path / "ledger")
    await dies(database, errand, moment)
    await shop.tell(A_MINUTE_LATER)
    await run(town_of(uow, errand), errand)
    await is_done_once(shop, tea, cup, tmp_path / "ledger")


@pytest.mark.soak
@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("step", ["before_commit", "after_commit"])
async def test_a_return_cut_off_at_any_commit_is_carried_out_once(
    uow: UnitOfWork, town: Town, database: Database, tmp_path: Path, step: str, number: int
) -> None:
    shop, tea, cup, errand = await prepared(town, tmp_path / "ledger")
    await dies(database, errand, f"{step}:{number}")
    await shop.tell(A_MINUTE_LATER)
    await run(town_of(uow, errand), errand)
    await is_done_once(shop, tea, cup, tmp_path / "ledger")
