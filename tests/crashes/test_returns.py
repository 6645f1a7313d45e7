"""The process is killed at every step of a return; whoever comes after finishes it, and nothing is given twice."""

import signal
from pathlib import Path

import pytest

from core.kit.uow import UnitOfWork
from tests.crashes.conftest import Bench, Benches
from tests.crashes.returning import STEPS, Errand, run, town_of
from tests.crashes.steps import AT_ANY_COMMIT, moments
from tests.crashes.worker import BankWithAFile
from tests.factories.clock import MovableClock
from tests.factories.laws import Laws
from tests.factories.sent_back import handed_over
from tests.factories.town import Goods, Stall, Town

MODULE = "tests.crashes.returning"
ONCE, OFTEN = 5, 20
PASSAGES = {**dict.fromkeys(STEPS, 1), "refund_submitted": 1, "refund_answered": 1, **dict.fromkeys(AT_ANY_COMMIT, 8)}
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


async def is_done_once(shop: Stall, tea: Goods, cup: Goods, ledger: Path) -> None:
    assert await shop.ask("SELECT array_agg(state) FROM returns") == ["closed"]
    assert await shop.ask("SELECT array_agg(status ORDER BY id) FROM orders") == ["delivered", "confirmed"]
    assert await shop.ask("SELECT array_agg(amount) FROM credit_notes") == [500_00]
    assert await shop.ask("SELECT array_agg(state || ':' || amount) FROM refunds") == ["succeeded:15000"]
    assert await shop.ask("SELECT array_agg(balance) FROM gift_cards") == [0]
    assert (await shop.on_hand(tea), await shop.available(cup)) == (9, 9)
    assert [line[0] for line in BankWithAFile(ledger).written()] == ["payout"]


async def cut_off(benches: Benches, folder: Path, step: str, seeds: range) -> None:
    async def one(bench: Bench, seed: int) -> None:
        ledger = folder / f"{bench.database.name}-{seed}"
        town = Town(UnitOfWork(bench.engine), MovableClock())
        shop, tea, cup, errand = await prepared(town, ledger)
        first, *later = moments(step, PASSAGES[step], seed)
        ended = await bench.forge.works(MODULE, bench.database.url(), errand.encode(), first)
        assert ended.code == -signal.SIGKILL, f"{first} was never reached: {ended.said}"
        await shop.tell(A_MINUTE_LATER)
        for moment in later:
            ended = await bench.forge.works(MODULE, bench.database.url(), errand.encode(), moment)
            assert ended.code in (0, -signal.SIGKILL)
            await shop.tell(A_MINUTE_LATER)
        await run(town_of(town.uow, errand.ledger), errand)
        await is_done_once(shop, tea, cup, ledger)
        assert await Laws(bench.engine).broken() == {}

    await benches.each(one, seeds)


@pytest.mark.parametrize("step", PASSAGES)
async def test_a_return_cut_off_anywhere_is_carried_out_once(benches: Benches, tmp_path: Path, step: str) -> None:
    await cut_off(benches, tmp_path, step, range(ONCE))


@pytest.mark.soak
@pytest.mark.parametrize("step", PASSAGES)
async def test_a_return_cut_off_again_and_again_is_carried_out_once(
    benches: Benches, tmp_path: Path, step: str
) -> None:
    await cut_off(benches, tmp_path, step, range(OFTEN))
