"""Comparing books: what was missed is pulled in, what is certain is settled, the rest is listed once."""

from dataclasses import replace

import pytest

from core.kit.errors import Forbidden
from core.orders.place_order import Placed
from db.types.enums import Role
from payments.protocol import MoneyArrived, ProviderDown, StatementLine
from tests.factories.town import Customer, Stall, Town


async def paid(town: Town, *, told: bool = True) -> tuple[Stall, Customer, Placed, MoneyArrived]:
    """An order paid at the bank; `told`: its notice reached us."""
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    started = await anna.opens_payment(order)
    arrived = anna.money(started.intent_id, order.total, "bank-1", provider="bank", payer_telegram_id=None)
    town.bank.books = [StatementLine("bank-1", order.total, "RUB", town.clock.now(), intent_id=started.intent_id)]
    if told:
        await town.settle(arrived)
    return shop, anna, order, arrived


async def differences(shop: Stall) -> list[str]:
    found = await shop.ask("SELECT array_agg(kind || ' ' || state ORDER BY id) FROM payment_differences")
    return list(found or [])


async def test_books_that_agree_are_even(town: Town) -> None:
    shop, *_ = await paid(town)
    (done,) = await town.reconcile.shop(shop.shop)
    assert (done.seen, done.pulled, done.differences) == (1, 0, 0)


@pytest.mark.parametrize(("told", "found"), [(2_760_000_000, 0), (2_750_000_000, 1)])
async def test_books_kept_in_coins_are_compared_with_the_coins_that_came(town: Town, told: int, found: int) -> None:
    shop, *_, arrived = await paid(town, told=False)
    await town.settle(replace(arrived, evidence={"coins": "2760000000 TON"}))
    town.bank.books = [StatementLine("bank-1", told, "TON", town.clock.now(), intent_id=arrived.intent_id)]

    (done,) = await town.reconcile.shop(shop.shop)

    assert done.differences == found
    assert await shop.ask("SELECT max(ours) FROM payment_differences") == (2_760_000_000 if found else None)


async def test_a_payment_whose_notice_was_lost_is_looked_up_and_pulled_in(town: Town) -> None:
    shop, _, order, arrived = await paid(town, told=False)
    town.bank.said[arrived.intent_id or 0] = [arrived]

    (done,) = await town.reconcile.shop(shop.shop)
    (again,) = await town.reconcile.shop(shop.shop)

    assert (done.pulled, done.differences) == (1, 0)
    assert (again.pulled, again.differences) == (0, 0)
    assert await shop.status(order) == "confirmed"


async def test_what_the_books_say_is_not_believed_without_the_banks_own_word(town: Town) -> None:
    shop, _, order, _ = await paid(town, told=False)
    (done,) = await town.reconcile.shop(shop.shop)
    assert (done.pulled, done.differences) == (0, 1)
    assert await shop.status(order) == "awaiting_payment"
    assert await differences(shop) == ["missing_here open"]


async def test_a_difference_is_told_once_and_settles_itself_when_the_books_agree(town: Town) -> None:
    shop, *_ = await paid(town)
    agreeing = town.bank.books
    town.bank.books = [replace(agreeing[0], amount=1)]
    await town.reconcile.shop(shop.shop)
    await town.reconcile.shop(shop.shop)
    assert await differences(shop) == ["amount open"]
    assert (await shop.events()).count("payments.differences_found") == 1

    town.bank.books = agreeing
    await town.reconcile.shop(shop.shop)
    assert await differences(shop) == ["amount resolved"]


async def test_money_the_bank_knows_nothing_of_is_listed_when_it_had_time(town: Town) -> None:
    shop, *_ = await paid(town)
    town.bank.books = []
    (young,) = await town.reconcile.shop(shop.shop)
    town.clock.move(hours=2)
    (ripe,) = await town.reconcile.shop(shop.shop)
    assert (young.differences, ripe.differences) == (0, 1)
    assert await differences(shop) == ["missing_there open"]


async def test_a_refund_made_in_the_banks_cabinet_reaches_our_books(town: Town) -> None:
    shop, _, order, arrived = await paid(town)
    town.bank.books.append(StatementLine("r-1", arrived.amount, "RUB", town.clock.now(), refund_of="bank-1"))

    (done,) = await town.reconcile.shop(shop.shop)
    await town.reconcile.shop(shop.shop)

    assert done.pulled == 1
    assert await shop.refunds_of(order) == [("succeeded", arrived.amount, "provider")]
    assert await shop.status(order) == "on_hold"


async def test_a_bank_that_is_down_is_noted_and_asked_again(town: Town) -> None:
    shop, *_ = await paid(town)
    town.bank.down = True
    (done,) = await town.reconcile.shop(shop.shop)
    assert done.failure is not None
    town.bank.down = False
    (again,) = await town.reconcile.shop(shop.shop)
    assert again.failure is None


async def test_staff_close_what_no_machine_can_settle_and_it_stays_closed(town: Town) -> None:
    shop, *_ = await paid(town)
    town.bank.books = [replace(town.bank.books[0], amount=1)]
    await town.reconcile.shop(shop.shop)
    seen = await town.watch_payments(shop.owner, shop.shop)
    (difference,) = seen.differences
    operator = await shop.hires(Role.OPERATOR)
    with pytest.raises(Forbidden):
        await town.decide_difference(operator, difference.id, settled=True)

    assert await town.decide_difference(shop.owner, difference.id, settled=False)
    assert not await town.decide_difference(shop.owner, difference.id, settled=True)

    await town.reconcile.shop(shop.shop)
    assert await differences(shop) == ["amount ignored"]


async def test_the_monitor_counts_what_happened(town: Town) -> None:
    shop, anna, _, _ = await paid(town)
    cup = await shop.sells("CUP")
    await anna.opens_payment(await anna.orders(cup, pay="bank"))

    seen = await town.watch_payments(shop.owner, shop.shop)

    bank = next(rail for rail in seen.rails if rail.code == "bank")
    assert (bank.attempts, bank.paid, bank.captured) == (2, 1, {"RUB": 500_00})
    courier = await shop.hires(Role.COURIER)
    with pytest.raises(Forbidden):
        await town.watch_payments(courier, shop.shop)


async def test_a_provider_that_fails_in_a_row_is_hidden_and_comes_back(town: Town) -> None:
    shop = await town.shop(max_open_orders=50)
    tea = await shop.sells("TEA", stock_of=50)
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    town.bank.down = True
    for _ in range(4):
        with pytest.raises(ProviderDown):
            await anna.opens_payment(order)

    assert "bank" not in town.settings.offered(shop.shop)
    seen = await town.watch_payments(shop.owner, shop.shop)
    assert next(rail for rail in seen.rails if rail.code == "bank").hidden
    town.breakers.succeeded(shop.id, "bank")
    assert "bank" in town.settings.offered(shop.shop)
