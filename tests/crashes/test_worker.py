"""The worker is killed at every named step; whoever comes after finishes its work, and nothing is lost or doubled."""

import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from core.kit.uow import UnitOfWork
from core.shops.open_shop import Shops
from db.types.ids import OrderId
from payments.providers.transfer import TransferSettings
from tests.crashes.conftest import Bench, Benches
from tests.crashes.returning import STEPS as OF_RETURNS
from tests.crashes.steps import AT_ANY_COMMIT, ROOT, moments, named_steps
from tests.crashes.worker import BOOK, REFUNDED, BankWithAFile, Errand, run, town_of
from tests.factories import digital
from tests.factories.clock import MovableClock
from tests.factories.laws import Laws
from tests.factories.town import Customer, ReadyCart, Stall, Town

MODULE = "tests.crashes.worker"
ONCE, OFTEN = 5, 20  # how often each step is died at: in every run, and when there is time
# Named steps of the errand, and how many times it passes each at least.
PASSAGES = {
    "place_held": 1, "place_written": 1, "intent_written": 4, "intent_presented": 4, "checkout_approved": 1,
    "charge_recorded": 4, "settle_written": 4, "inbox_stored": 1, "update_handled": 1, "look_up_scheduled": 2,
    "look_up_answered": 2, "credit_noted": 1, "proof_written": 1, "proof_decided": 1, "expire_written": 1,
    "refund_submitted": 2, "refund_answered": 2, "relay_spread": 1, "relay_claimed": 1, "relay_delivered": 20,
    **dict.fromkeys(AT_ANY_COMMIT, 40),
}  # fmt: skip
A_MINUTE_LATER = (
    "UPDATE event_deliveries SET next_attempt_at = now() WHERE state = 'pending'",
    "UPDATE inbox SET claimed_until = now() WHERE handled_at IS NULL",
    "UPDATE refunds SET next_attempt_at = now() WHERE state <> 'succeeded'",
)
GIFT = 100_00


def test_every_named_step_has_its_crash() -> None:
    assert {*PASSAGES, *OF_RETURNS} == set(named_steps())
    assert len(set(named_steps())) >= 25


class Story:
    """One errand on one bench: what is there before, what workers do, and what must be true at the end."""

    def __init__(self, bench: Bench, folder: Path, seed: int) -> None:
        self.bench = bench
        self.ledger = folder / f"{bench.database.name}-{seed}"
        self.seed = seed
        self.quantity = 1 + seed % 3
        self.acknowledged: list[str] = []

    async def prepare(self) -> None:
        """People before their next step, an order about to expire, and a paid one that was cancelled."""
        self.town = town = Town(UnitOfWork(self.bench.engine), MovableClock())
        self.shop = shop = await digital.digital_shop(town)
        account = TransferSettings(bank="Bank", account="40817810000000000001", holder="Olga")
        worker = town_of(town.uow, str(self.ledger))
        await worker.settings.save(shop.shop, "transfer", account)
        self.tea = await shop.sells("TEA", stock_of=20)
        game = await digital.sells_keys(shop, "GAME", ["KEY-1", "KEY-2"])
        self.anna, boris, *others = [await shop.customer(name) for name in ("Anna", "Boris", "Vera", "Gleb", "Dora")]
        await boris.orders(self.tea, 2)
        cancelled = await boris.has_paid_for(self.tea, 3, pay="bank")
        self.cancelled = cancelled.total
        await town.cancel_order.by_buyer(boris.actor, cancelled.order_id)
        cart = await self._cart()
        at_work = Stall(
            worker, await Shops(town.uow).by_id(shop.id), shop.owner, shop.pickup, shop.courier, shop.category
        )  # which knows transfers, too
        vera, gleb, dora = (Customer(at_work, replace(other.actor)) for other in others)
        proved = await vera.orders(self.tea, pay="transfer")
        unheard = await gleb.orders(self.tea, pay="bank")
        downloaded = await digital.orders(dora, game)
        self.errand = Errand(
            shop.id, _ids(shop.owner), _ids(self.anna.actor), cart.id, cart.total,
            _ids(vera.actor), proved.order_id, _ids(gleb.actor), unheard.order_id,
            _ids(dora.actor), downloaded.order_id, str(self.ledger), self.seed,
        )  # fmt: skip

    async def _cart(self) -> ReadyCart:
        card = await self.town.gift_cards.issue(self.shop.owner, GIFT, "RUB")
        cart = await self.anna.cart((self.tea, self.quantity), pay="bank")
        await self.town.benefits.code(self.anna.actor, cart.id, card.code)
        return ReadyCart(cart.id, cart.total - GIFT)

    async def works(self, moment: str) -> int:
        """Let a worker run, perhaps to its death; a minute passes."""
        ended = await self.bench.forge.works(MODULE, self.bench.database.url(), self.errand.encode(), moment)
        self.acknowledged += ended.said
        for change in A_MINUTE_LATER:
            await self.shop.tell(change)
        return ended.code

    async def finish(self) -> None:
        """Whoever comes after is not killed."""
        await run(town_of(self.town.uow, self.errand.ledger), self.errand)

    async def is_done_once(self) -> None:
        """Everything happened, nothing twice, and what was acknowledged is there."""
        shop, errand = self.shop, self.errand
        orders = await shop.ask("SELECT array_agg(id) FROM orders WHERE person_id = :id", id=errand.anna[0])
        assert len(orders) == 1
        assert {line for line in self.acknowledged if line.startswith("placed")} <= {f"placed {orders[0]}"}
        paid = (orders[0], errand.transfer_order, errand.unheard_order)
        assert {await shop.status(OrderId(order_id)) for order_id in paid} == {"confirmed"}
        assert await shop.status(OrderId(errand.digital_order)) == "delivered"
        for order_id in (*paid, errand.digital_order):
            assert await shop.ask("SELECT count(*) FROM charges WHERE order_id = :id", id=order_id) == 1
        assert await shop.available(self.tea) == 20 - self.quantity - 2
        assert await shop.ask("SELECT sum(balance) FROM gift_cards") == 0
        assert await shop.ask("SELECT count(*) FROM digital_keys WHERE order_id IS NOT NULL") == 1
        expired = (
            "SELECT array_agg(DISTINCT status ORDER BY status) FROM orders WHERE status IN ('expired','cancelled')"
        )
        assert await shop.ask(expired) == ["cancelled", "expired"]
        await self._money_once()
        await self._told_once()

    async def _money_once(self) -> None:
        book = BankWithAFile(self.ledger).written()
        payouts = [line[1:] for line in book if line[0] == "payout"]
        assert sorted(int(amount) for _, amount in payouts) == [REFUNDED, self.cancelled]
        assert len([line for line in book if line[0] == "page"]) == 2, "a page opened twice is a page paid twice"
        assert await self.shop.ask("SELECT array_agg(DISTINCT state) FROM refunds") == ["succeeded"]
        assert await self.shop.count("payment_differences") == 0
        assert await self.shop.count("credit_notes") == 1

    async def _told_once(self) -> None:
        shop = self.shop
        assert await shop.ask("SELECT count(*) FROM inbox WHERE handled_at IS NULL OR error IS NOT NULL") == 0
        assert await shop.ask("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0
        assert await shop.ask("SELECT count(*) FROM event_deliveries WHERE state <> 'done'") == 0
        told = await shop.count("notifications")
        sent = await shop.ask("SELECT count(*) FROM notifications WHERE state = 'sent'")
        assert told == await shop.count("outbox") == sent
        assert await Laws(self.bench.engine).broken() == {}


def _ids(person: object) -> tuple[int, int]:
    return (person.person_id, person.telegram_id)  # type: ignore[attr-defined]


async def dies_and_is_followed(benches: Benches, folder: Path, step: str, seeds: range) -> None:
    books = folder / step
    books.mkdir()

    async def one(bench: Bench, seed: int) -> None:
        story = Story(bench, books, seed)
        await story.prepare()
        first, *later = moments(step, PASSAGES[step], seed)
        assert await story.works(first) == -signal.SIGKILL, f"{first} was never reached: {story.acknowledged}"
        for moment in later:
            assert await story.works(moment) in (0, -signal.SIGKILL)
        await story.finish()
        await story.is_done_once()

    await benches.each(one, seeds)


@pytest.mark.parametrize("step", PASSAGES)
async def test_a_worker_killed_anywhere_is_followed_by_one_that_finishes(
    benches: Benches, tmp_path: Path, step: str
) -> None:
    await dies_and_is_followed(benches, tmp_path, step, range(ONCE))


@pytest.mark.soak
@pytest.mark.parametrize("step", PASSAGES)
async def test_a_worker_killed_again_and_again_is_followed_by_one_that_finishes(
    benches: Benches, tmp_path: Path, step: str
) -> None:
    await dies_and_is_followed(benches, tmp_path, step, range(OFTEN))


async def test_the_errand_without_a_crash_ends_the_same(benches: Benches, tmp_path: Path) -> None:
    async def one(bench: Bench, seed: int) -> None:
        story = Story(bench, tmp_path, seed)
        await story.prepare()
        await story.finish()
        await story.finish()
        await story.is_done_once()

    await benches.each(one, range(2))


def test_the_worker_knows_every_event() -> None:
    told = "".join((ROOT / "core" / part / "events.py").read_text() for part in ("orders", "shops"))
    names = re.findall(r'ClassVar\[str\] = "([\w.]+)"', told)
    assert [name for name in names if name not in BOOK._kinds] == []
