"""PostgreSQL and Valkey are killed while people pay, use gift cards and get money back: the books are equal after.

RabbitMQ is no part of the application yet, so there is none to kill.
"""

import asyncio
import contextlib
import os
import random
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.prompts import Prompt, Prompts
from core.kit.asked import OpenQuestions
from core.kit.errors import Unavailable
from core.kit.uow import UnitOfWork
from core.orders.place_order import Placed, PlaceRequest
from db.embedded import embedded_postgres, embedded_valkey
from db.migrate import migrate
from db.session import make_engine
from db.types.ids import BotId
from payments.protocol import ProviderDown, Redirect
from tests.factories.clock import MovableClock
from tests.factories.crowd import crowd
from tests.factories.database import Database, reachable_folder
from tests.factories.laws import Laws
from tests.factories.town import Customer, ReadyCart, Town
from tests.payments.contract.market import Market, market
from tests.payments.contract.rails import BY_CODE
from tests.payments.contract.test_simulator import relay_everything

T = TypeVar("T")
PRICE, GIFT, PART = 100_00, 30_00, 10_00
_SIDE_BY_SIDE = 12
_BOT = BotId(1)


async def again(doing: Callable[[], Awaitable[T]]) -> T:
    """Do it as people do: tap again while the shop catches its breath."""
    while True:
        try:
            return await doing()
        except (Unavailable, ProviderDown):
            # The server is away or coming back: the next try decides, however long that takes.
            await asyncio.sleep(0.02)


class Load:
    """Buyers with and without gift cards, some of whom get a part of their money back."""

    def __init__(self, shop: Market, prompts: Prompts, seed: int) -> None:
        self.shop = shop
        self.prompts = prompts
        self.chance = random.Random(seed)
        self.paid: dict[int, int] = {}  # order: how much was paid on its page
        self.credited: set[int] = set()
        self._gate = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._counted = asyncio.Condition()

    async def reaches(self, number: int) -> None:
        """Wait until so many have paid."""
        async with self._counted:
            await self._counted.wait_for(lambda: len(self.paid) >= number)

    async def buys(self, customer: Customer, cart: ReadyCart, card: int | None) -> None:
        """Answer a question, order, pay, and perhaps get a part back."""
        async with self._gate:
            # Whatever happens to the servers meanwhile, the question is remembered.
            where = (_BOT, customer.actor.telegram_id, customer.actor.telegram_id)
            await again(lambda: self.prompts.ask(*where, Prompt("checkout.address")))
            assert await again(lambda: self.prompts.current(*where)) == Prompt("checkout.address")
            town, shop = self.shop.town, self.shop.stall
            request = PlaceRequest(cart.id, cart.total - (GIFT if card else 0), ("yookassa",))
            order: Placed = await again(lambda: town.place_order(customer.actor, shop.shop, request))
            assert order.total == request.expected_total
            await self._pays(customer, order)
            await again(lambda: self.prompts.clear(*where))
            if self.chance.random() < 0.3:
                await self._credits(order)

    async def _pays(self, customer: Customer, order: Placed) -> None:
        started = await again(
            lambda: self.shop.town.start_payment(customer.actor, self.shop.stall.shop, order.order_id)
        )
        page = started.presentation
        assert isinstance(page, Redirect)
        self.shop.gateway.pay(page.external_id)
        async with self._counted:
            self.paid[order.order_id] = order.total
            self._counted.notify_all()

    async def _credits(self, order: Placed) -> None:
        """Staff give a part back as soon as the order is paid; their tap is repeated."""
        stall = self.shop.stall
        await again(lambda: self._is_paid(order))
        for _ in range(2):
            await again(
                lambda: self.shop.town.refund_order.by_sum(
                    stall.owner, stall.shop, order.order_id, PART, reason="late", key=f"late:{order.order_id}"
                )
            )
        self.credited.add(order.order_id)

    async def _is_paid(self, order: Placed) -> None:
        """Ask the provider ourselves, as the buyer who comes back from its page does."""
        intent = await self.shop.stall.ask(
            "SELECT max(id) FROM payment_intents WHERE order_id = :id", id=order.order_id
        )
        await self.shop.town.look_up.one(self.shop.stall.id, intent)
        if await self.shop.stall.status(order) != "confirmed":
            raise Unavailable


async def killed_under_load(folder: Path, buyers: int, kills: int, seed: int) -> None:
    """Let so many people buy, kill both servers so often, and count."""
    async with contextlib.AsyncExitStack() as stack:
        # Every call that met a dead server logs its traceback; drawing hundreds of them takes longer than the test.
        stack.enter_context(capture_logs())
        server = await stack.enter_async_context(embedded_postgres(folder))
        valkey = await stack.enter_async_context(embedded_valkey(folder))
        await migrate(server.url(user="shop_owner"))
        engine = make_engine(server.url(), pool_size=20)
        redis = Redis.from_url(valkey.url)
        stack.push_async_callback(redis.aclose)
        shop = await stack.enter_async_context(market(Town(UnitOfWork(engine), MovableClock()), BY_CODE["yookassa"]))
        people = await _people(shop, Database(server, "shop"), buyers)
        load = Load(shop, Prompts(redis, OpenQuestions(shop.town.uow)), seed)
        async with asyncio.TaskGroup() as work:
            for one in people:
                work.create_task(load.buys(*one))
            for number in range(1, kills + 1):
                await load.reaches(number * buyers // (kills + 2))
                os.kill(server.pid, signal.SIGKILL)
                with contextlib.suppress(ProcessLookupError):
                    # It stays away: nothing that counts is in it.
                    os.kill(valkey.pid, signal.SIGKILL)
                server = await stack.enter_async_context(embedded_postgres(folder))
        await _catches_up(shop)
        await _counts(shop, load, buyers)
        assert await Laws(engine).broken() == {}
        await engine.dispose()


async def _people(shop: Market, database: Database, buyers: int) -> list[tuple[Customer, ReadyCart, int | None]]:
    goods = await shop.stall.sells("TEA", price=PRICE, stock_of=buyers)
    people = await crowd(database, shop.stall, buyers, [(goods, 1)])
    cards = [await shop.town.gift_cards.issue(shop.stall.owner, GIFT, "RUB") for _ in range(buyers // 5)]
    await shop.stall.tell("UPDATE carts SET payment_method = 'yookassa'")
    found: list[tuple[Customer, ReadyCart, int | None]] = []
    for number, (person, cart) in enumerate(people):
        card = cards[number // 5].id if number % 5 == 0 else None
        if card:
            await shop.stall.tell("UPDATE carts SET gift_card_id = :card WHERE id = :id", card=card, id=cart.id)
        found.append((person, cart, card))
    return found


async def _catches_up(shop: Market) -> None:
    """What sweepers and timers do in the minute after."""
    await shop.gateways.settled(timeout=120)
    await shop.stall.tell("UPDATE inbox SET claimed_until = now() WHERE handled_at IS NULL")
    await shop.inbox.sweep()
    await shop.inbox.drain()
    await shop.stall.tell("UPDATE payment_intents SET check_at = now() WHERE state NOT IN ('captured', 'failed')")
    while await shop.town.look_up.due():
        await shop.stall.tell("UPDATE payment_intents SET check_at = NULL WHERE check_at <= now()")
    for _ in range(3):
        await shop.stall.tell("UPDATE refunds SET next_attempt_at = now() WHERE state <> 'succeeded'")
        while await shop.town.refunds.due():
            pass
    await relay_everything(shop.town.uow)


async def _counts(shop: Market, load: Load, buyers: int) -> None:
    """Everybody has one order, paid once; every part went back once."""
    stall = shop.stall
    assert len(load.paid) == buyers == await stall.count("orders")
    async with shop.town.uow(stall.id) as tx:
        found = await tx.connection.execute(
            text(
                "SELECT o.id, o.status, array_agg(c.amount) FROM orders o"
                " JOIN charges c ON c.shop_id = o.shop_id AND c.order_id = o.id GROUP BY 1, 2"
            )
        )
        rows = {row[0]: (row[1], row[2]) for row in found}
    assert rows == {order: ("confirmed", [due]) for order, due in load.paid.items()}
    assert await stall.ask("SELECT coalesce(sum(balance), 0) FROM gift_cards") == 0
    assert await stall.ask("SELECT array_agg(DISTINCT state) FROM refunds") == ["succeeded"]
    assert await stall.count("refunds") == await stall.count("credit_notes") == len(load.credited) > 0
    taken = [payment for payment in shop.gateway.payments() if payment.received]
    assert sum(payment.received for payment in taken) == sum(load.paid.values())
    assert sum(payment.refunded for payment in taken) == PART * len(load.credited)
    done = await shop.town.reconcile.one(stall.shop, shop.provider)
    assert (done.failure, done.differences) == (None, 0)
    await shop.books_are_equal()


async def test_the_books_are_equal_after_both_servers_were_killed_while_people_paid() -> None:
    with reachable_folder() as folder:
        await killed_under_load(folder, buyers=80, kills=1, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
async def test_the_books_are_equal_however_often_the_servers_were_killed(seed: int) -> None:
    with reachable_folder() as folder:
        await killed_under_load(folder, buyers=600, kills=4, seed=seed)
