"""Money that meets expiry, cancelling, or more money."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from core.kit.errors import AppError
from core.kit.uow import Transaction
from core.orders.errors import PaymentUnderWay
from core.orders.moving import ask_refund
from core.orders.place_order import Placed
from core.shops.change_products import SetPrice
from core.shops.change_stock import StockOrder
from db.repositories import money, orders
from db.types.ids import ChargeId, OrderId
from payments import settle_payment
from payments.protocol import MoneyArrived
from payments.settle_payment import Settled
from tests.factories.at_once import Meeting, at_once
from tests.factories.database import Database
from tests.factories.town import Customer, Stall, Town


async def unpaid(
    town: Town, count: int, stock_of: int = 100
) -> tuple[Stall, list[tuple[Customer, Placed, MoneyArrived]]]:
    """Orders whose money is about to arrive."""
    shop = await town.shop(max_open_orders=count)
    tea = await shop.sells("TEA", stock_of=stock_of)
    anna = await shop.customer()
    found = []
    for number in range(count):
        order = await anna.orders(tea)
        started = await anna.opens_payment(order)
        found.append((anna, order, anna.money(started.intent_id, order.total, f"charge-{number}")))
    return shop, found


async def test_of_expiry_and_payment_exactly_one_wins_and_both_end_well(town: Town) -> None:
    shop, waiting = await unpaid(town, 30, stock_of=30)
    town.clock.move(hours=1)

    outcomes = await at_once(
        doing
        for _, order, arrived in waiting
        for doing in (town.expire_orders.one(shop.id, order.order_id), town.settle(arrived))
    )

    # Late money takes the goods again, so every order ends paid, whoever was first.
    assert not [outcome for outcome in outcomes if isinstance(outcome, AppError)]
    assert {await shop.status(order) for _, order, _ in waiting} == {"confirmed"}
    for _, order, _ in waiting:
        assert (await shop.hold_states(order)).count("committed") == 1
    assert await shop.ask("SELECT sum(available) FROM stock_items") == 0


async def test_expiry_against_payment_with_somebody_waiting_for_the_goods(town: Town) -> None:
    shop, waiting = await unpaid(town, 12, stock_of=12)
    cup = await shop.sells("CUP")
    boris = await shop.customer("Boris")
    tea_cart = await boris.cart((cup, 1))
    await shop.tell("UPDATE cart_lines SET variant_id = (SELECT id FROM variants WHERE sku = 'TEA'), quantity = 6")
    town.clock.move(hours=1)
    cart_of_boris = type(tea_cart)(tea_cart.id, 6 * 500_00)

    await at_once(
        [
            *(town.expire_orders.one(shop.id, order.order_id) for _, order, _ in waiting),
            boris.confirms(cart_of_boris),
            *(town.settle(arrived) for _, _, arrived in waiting),
        ]
    )

    statuses = [await shop.status(order) for _, order, _ in waiting]
    assert set(statuses) <= {"confirmed", "on_hold"}
    refunded = await shop.ask("SELECT count(*) FROM refunds WHERE reason = 'sold_out'")
    assert refunded == statuses.count("on_hold")
    assert await shop.ask("SELECT min(available) FROM stock_items") >= 0


async def test_control_without_the_orders_lock_payment_and_expiry_both_win(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    shop, waiting = await unpaid(town, 6, stock_of=6)
    town.clock.move(hours=1)
    locked = orders.order

    looked = Meeting()

    async def without_lock(*args: Any, lock: bool = False, **kw: Any) -> Mapping[str, Any] | None:
        found = await locked(*args, lock=False, **kw)
        if lock and found is not None:
            await looked(found["id"])
        return found

    monkeypatch.setattr(orders, "order", without_lock)

    for _, order, arrived in waiting:
        await asyncio.gather(
            town.expire_orders.one(shop.id, order.order_id), town.settle(arrived), return_exceptions=True
        )

    inconsistent = await shop.ask(
        """
        SELECT count(*) FROM orders o WHERE o.status <> 'confirmed' OR NOT EXISTS (
            SELECT 1 FROM holds h WHERE h.order_id = o.id AND h.state = 'committed')
        """
    )
    assert inconsistent > 0


async def test_the_same_invoice_paid_twice_in_parallel_counts_once(town: Town) -> None:
    shop, waiting = await unpaid(town, 10)

    def twice(arrived: MoneyArrived) -> list[MoneyArrived]:
        return [arrived, MoneyArrived(**{**_fields(arrived), "external_id": f"{arrived.external_id}-again"})]

    settled = await at_once(town.settle(copy) for _, _, arrived in waiting for copy in twice(arrived) for _ in range(3))

    verdicts = [one.verdict.value for one in settled if isinstance(one, Settled) and not one.repeated]
    assert sorted(verdicts) == ["applied"] * 10 + ["surplus"] * 10
    for _, order, _ in waiting:
        assert await shop.status(order) == "confirmed"
        assert await shop.refunds_of(order) == [("requested", order.total, "surplus")]


async def test_two_invoices_of_one_order_paid_in_parallel_keep_the_order_and_return_one(town: Town) -> None:
    shop, waiting = await unpaid(town, 8)
    pairs = []
    for anna, order, first in waiting:
        second = await anna.opens_payment(order)
        pairs += [first, anna.money(second.intent_id, order.total)]

    settled = await at_once(town.settle(arrived) for arrived in pairs)

    assert sorted(one.verdict.value for one in settled if isinstance(one, Settled)) == ["applied"] * 8 + ["surplus"] * 8
    assert await shop.ask("SELECT count(*) FROM refunds") == 8
    assert await shop.ask("SELECT count(*) FROM charges WHERE verdict = 'applied'") == 8


async def test_control_without_the_orders_lock_two_invoices_both_count(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    _, waiting = await unpaid(town, 8)
    pairs = []
    for anna, order, first in waiting:
        second = await anna.opens_payment(order)
        pairs += [first, anna.money(second.intent_id, order.total)]

    looked = Meeting()

    async def without_lock(tx: Transaction, order_id: OrderId) -> Mapping[str, Any]:
        found = await orders.order(tx.connection, tx.shop_id, order_id)
        assert found is not None
        await looked(order_id)
        return found

    monkeypatch.setattr(settle_payment, "lock_order", without_lock)

    settled = await asyncio.gather(*(town.settle(arrived) for arrived in pairs), return_exceptions=True)

    # Both look, both find the order unpaid; what stops the second is no longer a rule but a deadlock, if anything.
    verdicts = sorted(one.verdict.value for one in settled if isinstance(one, Settled))
    assert verdicts != ["applied"] * 8 + ["surplus"] * 8


async def test_two_approvals_of_one_order_in_parallel_are_one(town: Town) -> None:
    shop, waiting = await unpaid(town, 6)
    questions = []
    for anna, order, _ in waiting:
        attempts = [await anna.opens_payment(order) for _ in range(3)]
        questions += [anna.approves(attempt, order) for attempt in attempts]

    answers = await at_once(questions)

    assert sum(answer is None for answer in answers) == 6
    assert await shop.ask("SELECT count(*) FROM payment_intents WHERE state = 'approved'") == 6


async def test_cancelling_against_payment_leaves_no_money_without_goods_or_refund(town: Town) -> None:
    shop, waiting = await unpaid(town, 20, stock_of=20)

    outcomes = await at_once(
        doing
        for anna, order, arrived in waiting
        for doing in (town.cancel_order.by_buyer(anna.actor, order.order_id), town.settle(arrived))
    )

    assert {type(outcome).__name__ for outcome in outcomes} <= {"Cancelled", "Settled"}
    for _, order, _ in waiting:
        status, refunds = await shop.status(order), await shop.refunds_of(order)
        # Cancelled first: late money revives it. Paid first: cancelled, and the money goes back.
        assert (status, refunds) in [("confirmed", []), ("cancelled", [("requested", order.total, "cancelled")])]


async def test_cancelling_against_approval_never_takes_money_for_a_cancelled_order(town: Town) -> None:
    shop, waiting = await unpaid(town, 20, stock_of=20)
    attempts = [(anna, order, await anna.opens_payment(order)) for anna, order, _ in waiting]

    outcomes = await at_once(
        doing
        for anna, order, attempt in attempts
        for doing in (anna.approves(attempt, order), town.cancel_order.by_buyer(anna.actor, order.order_id))
    )

    for index, (_, order, _) in enumerate(attempts):
        approved, cancelled = outcomes[2 * index], outcomes[2 * index + 1]
        if approved is None:
            assert isinstance(cancelled, PaymentUnderWay)
            assert await shop.status(order) == "awaiting_payment"
        else:
            assert await shop.status(order) == "cancelled"


async def _asked_fifty_times(town: Town) -> tuple[Stall, Placed, list[object]]:
    shop, waiting = await unpaid(town, 1)
    _, order, arrived = waiting[0]
    await town.settle(arrived)
    charge_id = ChargeId(await shop.ask("SELECT id FROM charges"))

    async def ask() -> object:
        async with town.uow(shop.id) as tx:
            return await ask_refund(
                tx,
                charge_id=charge_id,
                order_id=None,
                amount=order.total,
                currency="RUB",
                key="operator:1",
                reason="tapped",
            )

    return shop, order, list(await asyncio.gather(*(ask() for _ in range(50)), return_exceptions=True))


async def test_a_refund_asked_fifty_times_at_once_is_one(town: Town) -> None:
    shop, order, answers = await _asked_fifty_times(town)

    assert sum(answer is not None for answer in answers) == 1
    assert await shop.ask("SELECT sum(amount)::bigint FROM refunds") == order.total


async def test_control_without_the_keys_constraint_fifty_refunds_are_fifty(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with own_database.connection("shop_owner") as owner:
        await owner.execute("ALTER TABLE refunds DROP CONSTRAINT uq_refunds_shop_id_key")

    looked = Meeting()

    async def asked_before_looking(connection: Any, shop_id: Any, **fields: Any) -> bool:
        found = await connection.exec_driver_sql("SELECT 1 FROM refunds WHERE key = $1", (fields["key"],))
        if found.first() is not None:
            return False
        await looked()
        await connection.exec_driver_sql(
            "INSERT INTO refunds (shop_id, id, charge_id, key, state, amount, currency, reason)"
            " VALUES ($1, $2, $3, $4, 'requested', $5, 'RUB', 'tapped')",
            (shop_id, fields["refund_id"], fields["charge_id"], fields["key"], fields["amount"]),
        )
        return True

    monkeypatch.setattr(money, "request_refund", asked_before_looking)

    shop, order, _ = await _asked_fifty_times(unguarded_town)

    assert await shop.ask("SELECT sum(amount)::bigint FROM refunds") > order.total


async def test_one_refund_carried_out_by_many_workers_is_paid_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, pay="bank")
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    refund_id = await shop.ask("SELECT id FROM refunds")

    await at_once(town.refunds.carry_out(shop.id, refund_id) for _ in range(20))

    assert town.bank.asked[refund_id] == 1
    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]


async def test_prices_stock_and_orders_change_at_once_without_a_deadlock(town: Town) -> None:
    """Staff type prices and counts while the same goods are bought, paid, shipped and cancelled."""
    shop = await town.shop(max_open_orders=100)
    tea, cup = await shop.sells("TEA", stock_of=100), await shop.sells("CUP", stock_of=100)
    buyers = [await shop.customer(f"Buyer {number}") for number in range(12)]
    set_price = SetPrice(town.uow, town.clock)

    async def buys(buyer: Customer) -> str:
        for _ in range(3):
            cart = await buyer.cart((tea, 1), (cup, 1))
            try:
                order = await buyer.confirms(cart)
                await buyer.pays(order)
                await town.cancel_order.by_buyer(buyer.actor, order.order_id)
            except AppError as refusal:
                assert refusal.code in {"error-total-changed", "error-sold-out"}, refusal  # noqa: PT017
        return "bought"

    async def prices(number: int) -> str:
        await set_price(shop.owner, "TEA" if number % 2 else "CUP", 500_00 + number)
        return "priced"

    async def stock(number: int) -> str:
        lines = [StockOrder(sku, 1, relative=True) for sku in ("CUP", "TEA")]
        await town.change_stock(shop.owner, lines, f"count:{number}")
        return "counted"

    outcomes = await at_once([*map(buys, buyers), *map(prices, range(15)), *map(stock, range(15))])

    assert {outcome for outcome in outcomes if isinstance(outcome, str)} == {"bought", "priced", "counted"}
    assert not [outcome for outcome in outcomes if isinstance(outcome, AppError)]


def _fields(arrived: MoneyArrived) -> dict[str, Any]:
    return {name: getattr(arrived, name) for name in MoneyArrived.__dataclass_fields__}
