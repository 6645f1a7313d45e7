"""Any life an order can have: carts, orders, money late, twice or wrong, timers, staff, counts of stock.

Hypothesis makes the story up; a model small enough to be read says what must come of each step, and every law
is asked after every step.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.kit.errors import AppError
from core.kit.uow import UnitOfWork
from core.orders.errors import PaymentUnderWay, SoldOut, WrongState
from core.orders.place_order import Placed
from core.shops.change_stock import StockOrder
from core.shops.errors import StockTooLow
from db.session import make_engine
from db.types.ids import IntentId
from payments.errors import AlreadyPaid, AnotherPaymentUnderWay, NotPayable
from payments.protocol import PaymentFailed
from payments.settle_payment import FailPayment
from payments.start_payment import Started
from tests.factories.clock import MovableClock
from tests.factories.database import Database, Wiper
from tests.factories.laws import Laws
from tests.factories.town import Customer, Goods, ReadyCart, Stall, Town

SOAK = bool(os.environ.get("SOAK"))
T = TypeVar("T")

AWAITING = ("awaiting_payment", "awaiting_confirmation")
PAID = ("confirmed", "fulfilling", "delivered", "completed")
LATE = ("expired", "cancelled")
PICK = st.integers(0, 99)
BASKET = st.lists(st.tuples(PICK, st.integers(1, 3)), min_size=1, max_size=2)
NEXT_STEP = {"awaiting_confirmation": "accept", "confirmed": "pack", "fulfilling": "deliver"}
_SEEN = text(
    """
    SELECT o.id, o.status, coalesce(-(SELECT sum(l.amount) FROM ledger_entries e JOIN ledger_lines l
        ON l.shop_id = e.shop_id AND l.entry_id = e.id WHERE e.shop_id = o.shop_id AND e.order_id = o.id
        AND l.account = 'customer' AND (e.source IN ('charge', 'refund') OR e.kind = 'cash')), 0)::bigint AS paid
    FROM orders o
    """
)


@dataclass
class Attempt:
    """A page to pay on."""

    intent_id: IntentId
    charges: list[tuple[str, int]] = field(default_factory=list)  # what the provider said of it: id, sum
    failed: bool = False
    closed: bool = False


@dataclass
class Order:
    """What the model knows of an order."""

    placed: Placed
    cart: ReadyCart
    buyer: Customer
    courier: bool
    cash: bool
    pieces: dict[int, int]
    due: int  # minutes of the clock at which its time is over
    status: str
    paid: int = 0
    held: bool = True
    shipment: str = "planned"
    attempts: list[Attempt] = field(default_factory=list)
    approved: Attempt | None = None


class OrderLife(RuleBasedStateMachine):
    """The rules: what people, providers and timers do."""

    def __init__(self, run: Callable[[Coroutine[Any, Any, Any]], Any], engine: AsyncEngine, wipe: Wiper) -> None:
        super().__init__()
        self._run_ = run
        self._wipe = wipe
        self.engine = engine
        self.orders: list[Order] = []
        self.minutes = 0
        self.charges = 0
        self.counts = 0

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        found: T = self._run_(doing)
        return found

    def refused(self, doing: Coroutine[Any, Any, Any], *kinds: type[AppError]) -> None:
        """It must be refused, for one of these reasons."""
        with pytest.raises(kinds):
            self.run(doing)

    @initialize()
    def opens(self) -> None:
        self.run(self._open())

    async def _open(self) -> None:
        await self._wipe()
        self.laws = Laws(self.engine)
        self.clock = MovableClock()
        self.town = Town(UnitOfWork(self.engine), self.clock)
        self.shop: Stall = await self.town.shop(max_open_orders=1000)
        tea = await self.shop.sells("TEA", price=100_00, stock_of=6)
        pack = await self.shop.sells("TEA-PACK", price=150_00, from_stock_of=tea)
        cup = await self.shop.sells("CUP", price=900_00, stock_of=3)
        self.goods: list[Goods] = [tea, pack, cup]
        self.on_hand: dict[int, int] = {tea.stock_item_id: 6, cup.stock_item_id: 3}
        self.available: dict[int, int] = dict(self.on_hand)
        self.people = [await self.shop.customer(name) for name in ("Anna", "Boris")]

    # ---- what people do ----

    @rule(who=PICK, lines=BASKET, pay=st.sampled_from(["cash", "bank", "bank"]), courier=st.booleans())
    def orders_something(self, who: int, lines: list[tuple[int, int]], pay: str, *, courier: bool) -> None:
        self._order(who, lines, pay, courier=courier)

    @rule(who=PICK, lines=BASKET, courier=st.booleans())
    def orders_and_pays(self, who: int, lines: list[tuple[int, int]], *, courier: bool) -> None:
        if self._order(who, lines, "bank", courier=courier):
            self.opens_a_page_to_pay(which=-1)
            self.money_arrives(which=-1, off_by=0)

    def _order(self, who: int, lines: list[tuple[int, int]], pay: str, *, courier: bool) -> bool:
        buyer = self.people[who % 2]
        wanted = {self.goods[number % 3].sku: (self.goods[number % 3], quantity) for number, quantity in lines}
        self.run(self.town.carts.clear(buyer.actor))
        cash = pay == "cash"
        cart = self.run(buyer.cart(*wanted.values(), pay=pay, courier=courier))
        pieces: dict[int, int] = {}
        for goods, quantity in wanted.values():
            pieces[goods.stock_item_id] = pieces.get(goods.stock_item_id, 0) + quantity
        if any(self.available[item] < quantity for item, quantity in pieces.items()):
            self.refused(buyer.confirms(cart), SoldOut)
            return False
        placed = self.run(buyer.confirms(cart))
        assert not placed.repeated
        self._take(pieces)
        due = self.minutes + (24 * 60 if cash else 30)
        status = "awaiting_confirmation" if cash else "awaiting_payment"
        self.orders.append(Order(placed, cart, buyer, courier, cash, pieces, due, status))
        return True

    @precondition(lambda self: self.orders)
    @rule(which=PICK)
    def taps_confirm_again(self, which: int) -> None:
        order = self._pick(which)
        again = self.run(order.buyer.confirms(order.cart))
        assert (again.order_id, again.repeated) == (order.placed.order_id, True)

    @precondition(lambda self: self.orders)
    @rule(which=PICK)
    def opens_a_page_to_pay(self, which: int) -> None:
        order = self._pick(which)
        if order.status == "awaiting_payment":
            started: Started = self.run(order.buyer.opens_payment(order.placed))
            order.attempts.append(Attempt(started.intent_id))
        else:
            self.refused(order.buyer.opens_payment(order.placed), AlreadyPaid if order.status in PAID else NotPayable)

    @precondition(lambda self: self._attempts())
    @rule(which=PICK)
    def presses_pay(self, which: int) -> None:
        order, attempt = self._pick_attempt(which)
        asking = order.buyer.approves(Started(attempt.intent_id, None), order.placed)  # type: ignore[arg-type]
        if order.status in PAID:
            self.refused(asking, AlreadyPaid)
        elif order.status != "awaiting_payment" or attempt.failed or attempt.closed:
            self.refused(asking, NotPayable)
        elif order.approved not in (None, attempt):
            self.refused(asking, AnotherPaymentUnderWay)
        else:
            self.run(asking)
            order.approved = attempt

    @precondition(lambda self: self.orders)
    @rule(which=PICK, staff=st.booleans())
    def cancels(self, which: int, *, staff: bool) -> None:
        order = self._pick(which)
        cancel, order_id = self.town.cancel_order, order.placed.order_id
        doing = (
            cancel.by_staff(self.shop.owner, order_id, "no") if staff else cancel.by_buyer(order.buyer.actor, order_id)
        )
        allowed = (*AWAITING, "confirmed", *(("fulfilling", "on_hold") if staff else ()))
        if order.status == "cancelled":
            assert self.run(doing).repeated
        elif order.shipment == "handed_over" or order.status not in allowed:
            self.refused(doing, WrongState)
        elif order.status == "awaiting_payment" and order.approved:
            self.refused(doing, PaymentUnderWay)
        else:
            assert self.run(doing).refund == order.paid
            self._end(order, "cancelled")
            order.shipment = "returned"

    # ---- what providers say ----

    @precondition(lambda self: self._attempts())
    @rule(which=PICK, off_by=st.sampled_from([0, 0, 0, -1, 1]))
    def money_arrives(self, which: int, off_by: int) -> None:
        order, attempt = self._pick_attempt(which)
        self.charges += 1
        external_id, amount = f"charge-{self.charges}", order.placed.total + off_by
        attempt.charges.append((external_id, amount))
        self._settle(order, attempt, external_id, amount)
        if off_by:
            self._wrong_money(order, amount)
        else:
            self._right_money(order)

    @precondition(lambda self: any(order.status in LATE and order.attempts for order in self.orders))
    @rule(which=PICK)
    def money_arrives_late(self, which: int) -> None:
        late = [number for number, (order, _) in enumerate(self._attempts()) if order.status in LATE]
        self.money_arrives(which=late[which % len(late)], off_by=0)

    @precondition(lambda self: any(attempt.charges for _, attempt in self._attempts()))
    @rule(which=PICK, copies=st.integers(1, 3))
    def a_notice_is_repeated(self, which: int, copies: int) -> None:
        told = [(order, attempt, charge) for order, attempt in self._attempts() for charge in attempt.charges]
        order, attempt, (external_id, amount) = told[which % len(told)]
        for _ in range(copies):
            assert self._settle(order, attempt, external_id, amount).repeated

    @precondition(lambda self: self._attempts())
    @rule(which=PICK)
    def a_payment_fails(self, which: int) -> None:
        order, attempt = self._pick_attempt(which)
        failed = PaymentFailed(self.shop.id, attempt.intent_id, "bank", "declined")
        self.run(FailPayment(self.town.uow)(failed))
        if order.approved is attempt:
            order.approved = None
        attempt.failed = True

    @rule(down=st.booleans())
    def refunds_are_carried_out(self, *, down: bool) -> None:
        self.town.bank.down = down
        self.run(self.town.refunds.due())
        self.town.bank.down = False
        self.run(self.shop.tell("UPDATE refunds SET next_attempt_at = now() WHERE state = 'unknown'"))

    # ---- what time does ----

    @rule(minutes=st.sampled_from([20, 20, 40, 25 * 60, 15 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.minutes += minutes
        self.clock.move(minutes=minutes)
        self.run(self.town.expire_orders())
        self.run(self.town.complete_orders())
        for order in self.orders:
            if order.status in AWAITING and order.due < self.minutes and order.approved is None:
                self._end(order, "expired")
            elif order.status == "delivered" and self.minutes > 14 * 24 * 60:
                order.status = "completed"

    @rule()
    def approvals_lapse(self) -> None:
        self.run(self.shop.tell("UPDATE payment_intents SET approved_until = now() - interval '1 second'"))
        for order in self.orders:
            order.approved = None

    # ---- what staff do ----

    @precondition(lambda self: self.orders)
    @rule(which=PICK, step=st.sampled_from(["accept", "pack", "ship", "deliver"]))
    def staff_take_a_step(self, which: int, step: str) -> None:
        order = self._pick(which)
        doing = getattr(self.town.fulfil, step)(self.shop.owner, order.placed.order_id)
        before = (order.status, order.shipment)
        match step:
            case "accept" if order.status == "awaiting_confirmation":
                order.status = "confirmed"
            case "pack" if order.status == "confirmed":
                order.status, order.shipment = "fulfilling", "packed"
            case "ship" if order.courier and order.status == "fulfilling" and order.shipment == "packed":
                order.shipment = "handed_over"
                self._consume(order)
            case "deliver" if order.shipment == ("handed_over" if order.courier else "packed"):
                order.status, order.shipment = "delivered", "delivered"
                self._consume(order)
                order.paid = order.placed.total
        if (order.status, order.shipment) != before:
            assert self.run(doing) is True
        elif self._was_done(order, step):
            assert self.run(doing) is False
        else:
            self.refused(doing, WrongState)

    @staticmethod
    def _was_done(order: Order, step: str) -> bool:
        if order.status not in PAID:
            return False
        return {
            "accept": True,
            "pack": order.shipment in ("packed", "handed_over", "delivered"),
            "ship": order.shipment == "delivered" or order.shipment == "handed_over",
            "deliver": order.status in ("delivered", "completed"),
        }[step]

    @precondition(lambda self: any(order.status in NEXT_STEP for order in self.orders))
    @rule(which=PICK, steps=st.integers(1, 3))
    def staff_get_on_with_it(self, which: int, steps: int) -> None:
        waiting = [number for number, order in enumerate(self.orders) if order.status in NEXT_STEP]
        number = waiting[which % len(waiting)]
        order = self.orders[number]
        for _ in range(steps):
            step = NEXT_STEP.get(order.status, "deliver")
            if step == "deliver" and order.courier and order.shipment == "packed":
                step = "ship"
            self.staff_take_a_step(which=number, step=step)

    @rule(which=PICK, quantity=st.integers(-4, 9), relative=st.booleans())
    def staff_count_the_stock(self, which: int, quantity: int, *, relative: bool) -> None:
        goods = self.goods[which % 3]
        item = goods.stock_item_id
        target = self.on_hand[item] + quantity if relative else abs(quantity)
        self.counts += 1
        line = StockOrder(goods.sku, quantity if relative else abs(quantity), relative=relative)
        doing = [self.town.change_stock(self.shop.owner, [line], f"count:{self.counts}") for _ in range(2)]
        if target < self.on_hand[item] - self.available[item]:
            for once in doing:
                self.refused(once, StockTooLow)
            return
        for once in doing:
            self.run(once)
        self.available[item] += target - self.on_hand[item]
        self.on_hand[item] = target

    # ---- what must be true ----

    @invariant()
    def the_laws_hold(self) -> None:
        if hasattr(self, "laws"):
            assert self.run(self.laws.broken()) == {}

    @invariant()
    def the_shop_is_as_the_model_says(self) -> None:
        if hasattr(self, "laws"):
            stock, orders = self.run(self._seen())
            assert stock == {item: (self.on_hand[item], self.available[item]) for item in self.on_hand}
            assert orders == {order.placed.order_id: (order.status, order.paid) for order in self.orders}

    async def _seen(self) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[str, int]]]:
        async with self.town.uow(self.shop.id) as tx:
            items = await tx.connection.execute(text("SELECT id, on_hand, available FROM stock_items"))
            stock = {row[0]: (row[1], row[2]) for row in items}
            orders = {row[0]: (row[1], row[2]) for row in await tx.connection.execute(_SEEN)}
        return stock, orders

    # ---- the model ----

    def _pick(self, which: int) -> Order:
        return self.orders[which % len(self.orders)]

    def _attempts(self) -> list[tuple[Order, Attempt]]:
        return [(order, attempt) for order in self.orders for attempt in order.attempts]

    def _pick_attempt(self, which: int) -> tuple[Order, Attempt]:
        found = self._attempts()
        return found[which % len(found)]

    def _settle(self, order: Order, attempt: Attempt, external_id: str, amount: int) -> Any:
        arrived = order.buyer.money(attempt.intent_id, amount, external_id, provider="bank")
        return self.run(self.town.settle(arrived))

    def _right_money(self, order: Order) -> None:
        if order.status == "awaiting_payment":
            order.status, order.paid, order.approved = "confirmed", order.placed.total, None
        elif order.status in LATE:
            order.approved = None
            if all(self.available[item] >= quantity for item, quantity in order.pieces.items()):
                self._take(order.pieces)
                order.status, order.paid, order.held = "confirmed", order.placed.total, True
                order.shipment = "planned"
            else:
                order.status, order.shipment = "on_hold", "planned"

    @staticmethod
    def _wrong_money(order: Order, amount: int) -> None:
        if order.status == "awaiting_payment":
            order.status, order.paid, order.approved = "on_hold", amount, None

    def _take(self, pieces: dict[int, int]) -> None:
        for item, quantity in pieces.items():
            self.available[item] -= quantity

    def _end(self, order: Order, status: str) -> None:
        if order.held:
            for item, quantity in order.pieces.items():
                self.available[item] += quantity
        order.status, order.held, order.paid, order.approved = status, False, 0, None
        for attempt in order.attempts:
            attempt.closed = True

    def _consume(self, order: Order) -> None:
        if order.held:
            for item, quantity in order.pieces.items():
                self.on_hand[item] -= quantity
        order.held = False


def test_whatever_happens_the_laws_hold_and_nothing_is_oversold_lost_or_charged_twice(database: Database) -> None:
    effort = settings(
        max_examples=400 if SOAK else 40,
        stateful_step_count=60 if SOAK else 25,
        deadline=None,
        database=None,
        print_blob=True,
        phases=[phase for phase in Phase if phase is not Phase.explain],
        suppress_health_check=list(HealthCheck),
    )
    with asyncio.Runner() as runner:
        engine, wipe = make_engine(database.url(), pool_size=3), Wiper(database)

        def story() -> OrderLife:
            return OrderLife(runner.get_loop().run_until_complete, engine, wipe)

        try:
            run_state_machine_as_test(cast("type[OrderLife]", story), settings=effort)
        finally:
            runner.run(engine.dispose())
