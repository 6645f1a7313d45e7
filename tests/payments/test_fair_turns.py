"""A provider that does not answer keeps nobody but its own shop waiting."""

from datetime import datetime

import pytest
from pydantic import BaseModel

from core.kit.uow import UnitOfWork
from db.types.ids import ShopId, new_id
from payments.breaker import FAILURES
from payments.protocol import Known, ProviderDown, ProviderEvent, RefundAnswer, RefundOrder, StatementLine
from tests.factories.bank import Bank
from tests.factories.clock import MovableClock
from tests.factories.town import Town

SIDE_BY_SIDE = 4


class DeafBank(Bank):
    """A bank that does not answer some shops."""

    def __init__(self) -> None:
        super().__init__()
        self.deaf_to: set[ShopId] = set()
        self.broken = False
        self.calls: list[ShopId] = []

    def _hear(self, shop_id: ShopId) -> None:
        self.calls.append(shop_id)
        if shop_id in self.deaf_to:
            raise ProviderDown

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        self._hear(known.shop_id)
        return await super().look_up(settings, known)

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        self._hear(order.shop_id)
        return await super().refund(settings, order)

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        if self.broken:
            self.broken = False
            raise KeyError("a field that was never missing before")
        return await super().statement(settings, since)


@pytest.fixture
def bank() -> DeafBank:
    return DeafBank()


@pytest.fixture
def town(uow: UnitOfWork, clock: MovableClock, bank: DeafBank) -> Town:
    return Town(uow, clock, bank)


async def test_attempts_that_get_no_answer_stand_in_nobody_elses_way(town: Town, bank: DeafBank) -> None:
    deaf, other = await town.shop(), await town.shop()
    for shop in (deaf, other):
        tea = await shop.sells("TEA")
        anna = await shop.customer()
        await anna.opens_payment(await anna.orders(tea, pay="bank"))
    # Hundreds of attempts of the one shop are due, all of them before the other's.
    copied = "shop_id, order_id, provider, state, amount, currency, payer_id"
    for _ in range(300):
        await deaf.tell(
            f"INSERT INTO payment_intents (id, check_at, {copied})"
            f" SELECT :id, now() - interval '1 hour', {copied} FROM payment_intents WHERE shop_id = :shop LIMIT 1",
            id=new_id(),
            shop=deaf.id,
        )
    await other.tell("UPDATE payment_intents SET check_at = now() - interval '1 second'")
    bank.deaf_to = {deaf.id}

    await town.look_up.due()

    assert other.id in bank.calls
    assert bank.calls.count(deaf.id) <= FAILURES + SIDE_BY_SIDE
    bank.calls.clear()
    await town.look_up.due()
    assert deaf.id not in bank.calls


async def test_refunds_of_a_provider_that_does_not_answer_wait_alone(town: Town, bank: DeafBank) -> None:
    deaf, other = await town.shop(), await town.shop()
    for shop, orders in ((deaf, 12), (other, 1)):
        tea = await shop.sells("TEA", stock_of=20)
        for _ in range(orders):
            order = await (await shop.customer()).has_paid_for(tea, pay="bank")
            await town.cancel_order.by_staff(shop.owner, order.order_id, "other")
    bank.deaf_to = {deaf.id}

    await town.refunds.due()

    assert await other.ask("SELECT state FROM refunds") == "succeeded"
    assert bank.calls.count(deaf.id) <= SIDE_BY_SIDE


async def test_a_shop_whose_books_cannot_be_read_keeps_no_others_from_being_compared(
    town: Town, bank: DeafBank
) -> None:
    shops = [await town.shop() for _ in range(3)]
    bank.broken = True
    with pytest.raises(KeyError):
        await town.reconcile.all()
    compared = [await shop.ask("SELECT count(*) FROM reconciliations WHERE finished_at IS NOT NULL") for shop in shops]
    assert sum(compared) == 2
