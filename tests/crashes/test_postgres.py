"""PostgreSQL is killed while orders are being placed: every acknowledged one is there afterwards."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from core.kit.errors import Unavailable
from core.kit.uow import UnitOfWork
from core.orders.place_order import Placed
from db.embedded import embedded_postgres
from db.migrate import migrate
from db.session import make_engine
from tests.factories.at_once import at_once
from tests.factories.clock import MovableClock
from tests.factories.crowd import crowd
from tests.factories.database import Database, reachable_folder
from tests.factories.laws import Laws
from tests.factories.town import Stall, Town


async def killed_under_load(folder: Path, *, after: int) -> None:
    """Place orders, kill the server after so many of them, start it again and count."""
    acknowledged: list[Placed] = []
    async with embedded_postgres(folder) as server:
        await migrate(server.url(user="shop_owner"))
        engine = make_engine(server.url(), pool_size=20)
        town = Town(UnitOfWork(engine), MovableClock())
        shop = await town.shop()
        tea = await shop.sells("TEA", stock_of=100_000)
        buyers = await crowd(Database(server, "shop"), shop, 2000, [(tea, 1)])
        enough = asyncio.Event()

        async def confirm(number: int) -> None:
            buyer, cart = buyers[number]
            acknowledged.append(await buyer.confirms(cart))
            if len(acknowledged) == after:
                enough.set()

        load = asyncio.ensure_future(at_once(confirm(number) for number in range(len(buyers))))
        await enough.wait()
        os.kill(server.pid, signal.SIGKILL)
        outcomes = await load
        await engine.dispose()

    assert {type(outcome) for outcome in outcomes} == {type(None), Unavailable}
    assert after <= len(acknowledged) < len(buyers)
    async with embedded_postgres(folder) as server:
        engine = make_engine(server.url(), pool_size=20)
        town = Town(UnitOfWork(engine), MovableClock())
        shop = Stall(town, shop.shop, shop.owner, shop.pickup, shop.courier, shop.category)
        kept = set(await shop.ask("SELECT array_agg(id) FROM orders"))
        assert {order.order_id for order in acknowledged} <= kept
        assert await shop.available(tea) == 100_000 - len(kept)
        assert await Laws(engine).broken() == {}
        # A tap again after the crash finds the order, or makes it now: never two.
        again = [await buyer.confirms(cart) for buyer, cart in buyers[: after + 50]]
        assert {order.order_id for order in again if order.repeated} <= kept
        await engine.dispose()


async def test_no_acknowledged_order_is_lost_when_postgresql_is_killed() -> None:
    with reachable_folder() as folder:
        await killed_under_load(folder, after=150)


@pytest.mark.soak
@pytest.mark.parametrize("after", range(20, 420, 20))
async def test_no_acknowledged_order_is_ever_lost(after: int) -> None:
    with reachable_folder() as folder:
        await killed_under_load(folder, after=after)


async def test_a_pool_recovers_by_itself_when_the_server_comes_back() -> None:
    with reachable_folder() as folder:
        async with embedded_postgres(folder) as server:
            await migrate(server.url(user="shop_owner"))
            engine = make_engine(server.url(), pool_size=5)
            town = Town(UnitOfWork(engine), MovableClock())
            shop = await town.shop()
            await asyncio.gather(*(shop.count("orders") for _ in range(5)))
            os.kill(server.pid, signal.SIGKILL)
            with pytest.raises(Unavailable):
                await _until_the_last_child_is_gone(shop)
        async with embedded_postgres(folder):
            # Not one question is lost on the dead connections that the pool still has.
            assert await asyncio.gather(*(shop.count("orders") for _ in range(5))) == [0] * 5
            await engine.dispose()


async def _until_the_last_child_is_gone(shop: Stall) -> None:
    while True:
        await shop.count("orders")
