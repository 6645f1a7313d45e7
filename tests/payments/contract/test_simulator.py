"""Thousands of payments over a provider that loses, doubles, delays, lies and times out: the books end up equal.

1 % of notices lost, 1 % doubled, 2 % late (and so out of order), 0.5 % with another sum, 1 % of pages whose opening got
no answer although they were opened, 1 % of refunds that were paid although the call failed.
"""

import asyncio
import contextlib
import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import text

from core.kit.errors import AppError
from core.kit.event import EventBook
from core.kit.events.relay import Relay, Subscriptions
from core.kit.uow import UnitOfWork
from core.orders.place_order import PlaceRequest
from core.shops.shelves import FollowStock
from core.wiring import EVENTS
from payments.protocol import ProviderDown, Redirect
from tests.factories.crowd import crowd
from tests.factories.database import Database
from tests.factories.town import Customer, ReadyCart, Town
from tests.payments.contract.market import Market, market
from tests.payments.contract.rails import BY_CODE

PRICE = 100_00
_SIDE_BY_SIDE = 12
_DECLINED, _CANCELLED, _TWICE = 0.05, 0.05, 0.01


class Simulation:
    """Buyers who pay, and what each meant to do."""

    def __init__(self, shop: Market, seed: int) -> None:
        self.shop = shop
        self.chance = random.Random(seed)
        self.meant: dict[int, str] = {}
        self.paid_pages: Counter[str] = Counter()

    async def buys(self, customer: Customer, cart: ReadyCart) -> None:
        """Order, open the page (again when the first answer was lost), pay or decline."""
        town, shop = self.shop.town, self.shop.stall.shop
        request = PlaceRequest(cart.id, cart.total, ("yookassa",))
        order = await town.place_order(customer.actor, shop, request)
        started = None
        for _ in range(5):
            with contextlib.suppress(ProviderDown):
                started = await town.start_payment(customer.actor, shop, order.order_id)
                break
        assert started is not None
        page = started.presentation
        assert isinstance(page, Redirect)
        if self.chance.random() < _DECLINED:
            self.meant[order.order_id] = "declined"
            self.shop.gateway.decline(page.external_id, "insufficient_funds")
            return
        self.meant[order.order_id] = "paid"
        self.shop.gateway.pay(page.external_id)
        self.paid_pages[page.external_id] += 1

    async def cancels_some(self) -> None:
        """Staff cancel a part of the paid orders; refunds lose some of their answers."""
        town, stall = self.shop.town, self.shop.stall
        self.shop.gateway.fault("drop_after", "refund", times=None, rate=0.01)
        for order_id, meant in list(self.meant.items()):
            if meant == "paid" and self.chance.random() < _CANCELLED:
                await town.cancel_order.by_staff(stall.owner, order_id, "simulated")  # type: ignore[arg-type]
                self.meant[order_id] = "returned"
        for _ in range(4):
            await stall.tell("UPDATE refunds SET next_attempt_at = now() - interval '1 second'")
            while await town.refunds.due():
                pass


async def simulate(town: Town, database: Database, payments: int) -> None:
    async with market(town, BY_CODE["yookassa"]) as shop:
        goods = await shop.stall.sells("TEA", price=PRICE, stock_of=payments)
        shop.stall.shop = replace(shop.stall.shop, rules=shop.stall.shop.rules.model_copy(update={"hold_minutes": 600}))
        people = await crowd(database, shop.stall, payments, [(goods, 1)])
        await shop.stall.tell("UPDATE carts SET payment_method = 'yookassa'")
        gateway = shop.gateway
        gateway.seed(11)
        gateway.fault("webhook_lost", times=None, rate=0.01)
        gateway.fault("webhook_duplicated", times=None, rate=0.01)
        gateway.fault("webhook_delayed", times=None, rate=0.02, seconds=0.5)
        gateway.fault("webhook_wrong_amount", times=None, rate=0.005)
        gateway.fault("drop_after", "create", times=None, rate=0.01)
        simulation = Simulation(shop, seed=11)
        gate = asyncio.Semaphore(_SIDE_BY_SIDE)

        async def one(customer: Customer, cart: ReadyCart) -> None:
            async with gate:
                try:
                    await simulation.buys(customer, cart)
                except AppError as refusal:
                    pytest.fail(f"{refusal!r}")

        await asyncio.gather(*(one(customer, cart) for customer, cart in people))
        await shop.gateways.settled(timeout=120)
        await shop.inbox.drain()
        # What no notice told of is found by asking, as the clock would.
        await shop.stall.tell("UPDATE payment_intents SET check_at = now() WHERE state NOT IN ('captured', 'failed')")
        while await shop.town.look_up.due():
            await shop.stall.tell("UPDATE payment_intents SET check_at = NULL WHERE check_at > now()")
        await simulation.cancels_some()
        await relay_everything(shop.town.uow)
        gateway.clear_faults()
        done = await shop.town.reconcile.one(shop.stall.shop, shop.provider)
        await _classified(shop, simulation, payments)
        assert (done.failure, done.differences) == (None, 0)


async def relay_everything(uow: UnitOfWork) -> None:
    """Tell what happened, as a worker does meanwhile."""
    relay = Relay(uow, Subscriptions({"shelves": FollowStock(uow)}, EventBook(*EVENTS)))
    while await relay.drain():
        pass


async def _classified(shop: Market, simulation: Simulation, payments: int) -> None:
    """Every payment is what its buyer meant it to be, once, on both sides."""
    stall, meant = shop.stall, Counter(simulation.meant.values())
    async with shop.town.uow(stall.id) as tx:
        found = await tx.connection.execute(
            text(
                """
                SELECT o.id, o.status, (SELECT count(*) FROM charges c WHERE c.order_id = o.id) AS charges,
                       (SELECT count(*) FROM refunds r WHERE r.order_id = o.id) AS refunds
                FROM orders o
                """
            )
        )
        rows = {row[0]: (row[1], row[2], row[3]) for row in found}
    expected = {
        "paid": ("confirmed", 1, 0),
        "returned": ("cancelled", 1, 1),
        "declined": ("awaiting_payment", 0, 0),
    }
    assert {key: rows[key] for key in rows} == {key: expected[value] for key, value in simulation.meant.items()}
    assert len(rows) == payments
    assert meant["paid"] > meant["returned"] > 0
    taken = [payment for payment in shop.gateway.payments() if payment.received]
    assert len(taken) == meant["paid"] + meant["returned"]
    assert sum(payment.received for payment in taken) == PRICE * len(taken)
    assert sum(payment.refunded for payment in taken) == PRICE * meant["returned"]
    assert await stall.ask("SELECT count(*) FROM refunds WHERE state <> 'succeeded'") == 0
    await shop.books_are_equal()


async def test_two_thousand_payments_over_a_provider_that_errs(town: Town, database: Database) -> None:
    await simulate(town, database, 2_000)


@pytest.mark.soak
async def test_ten_thousand_payments_over_a_provider_that_errs(town: Town, database: Database) -> None:
    await simulate(town, database, 10_000)
