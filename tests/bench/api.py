"""What an answer of the API costs beside the thinnest shop there can be: one statement a request, and no rules.

CPU of the serving process alone: whoever asks is a process of its own, `python -m tests.bench.api ADDRESS COUNT`.
How many times more a large engine takes than the floor was measured on the same kind of machine (docs/performance.md).
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import orjson
from aiohttp import ClientSession, TCPConnector, web

from db.types.ids import encode_id
from sandbox.driver import Driver
from sandbox.gateways.server import gateways_server
from sandbox.server import RunningSandbox
from sandbox.telegram import Telegram
from tests.bench import search
from tests.bench.report import Measured
from tests.bench.telegram import telegram
from tests.factories.database import Database
from tests.journeys.stage import Scene, free_port, gateways_at, open_shop, running, settings_for

ROOT = Path(__file__).parents[2]
GOODS, COUNT, AT_ONCE, ROUNDS = 1_000, 300, 8, 3
_LIST = """SELECT p.id, p.title, v.price, s.on_hand FROM products p
    JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id
    JOIN stock_items s ON s.shop_id = v.shop_id AND s.id = v.stock_item_id
    WHERE p.shop_id = $1 AND p.category_id = $2 ORDER BY p.position, p.id LIMIT 20"""
_ONE = """SELECT p.id, p.title, p.description, v.id AS variant, v.price, s.on_hand FROM products p
    JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id
    JOIN stock_items s ON s.shop_id = v.shop_id AND s.id = v.stock_item_id
    WHERE p.shop_id = $1 AND p.id = $2"""


@asynccontextmanager
async def _floor(database: Database, scene: Scene) -> AsyncIterator[str]:
    """The thinnest shop."""
    # The superuser's connections: what rules cost is what is measured.
    host = str(database.server.socket_dir)
    pool = await asyncpg.create_pool(
        user="postgres", database=database.name, host=host, port=5432, min_size=AT_ONCE, max_size=AT_ONCE
    )
    shop, shelf, product = scene.stall.id, scene.stall.category, scene.tea.product_id

    def answers(statement: str, key: int) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(_request: web.Request) -> web.Response:
            rows = await pool.fetch(statement, shop, key)
            body = orjson.dumps([dict(row) for row in rows])
            return web.Response(body=body, content_type="application/json")

        return answer

    app = web.Application()
    app.router.add_get("/list", answers(_LIST, shelf))
    app.router.add_get("/one", answers(_ONE, product))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
        await pool.close()


async def _asks(address: str) -> float:
    """Milliseconds of this process for one answer: the least of a few rounds, whatever else it has to do."""
    rounds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        command = (sys.executable, "-m", "tests.bench.api", address, str(COUNT))
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
        if await process.wait():
            msg = f"{address} does not answer"
            raise RuntimeError(msg)
        rounds.append((time.process_time() - before) / COUNT * 1000)
    return min(rounds)


async def measure(database: Database, redis_url: str, folder: Path) -> list[Measured]:
    """Return the lines of the API."""
    port = free_port()
    async with (
        telegram() as away,
        gateways_server(port) as gateways,
        Driver(away.url) as driver,
        running(settings_for(away.url, folder, **gateways_at(port)), database, redis_url) as app,
    ):
        scene = await open_shop(app, RunningSandbox(away.url, driver, Telegram(None), gateways))
        await search.fill(database, scene.stall, GOODS)
        at = f"http://127.0.0.1:{scene.app.port}"
        api = f"{at}/api/v1/shops/{scene.stall.shop.slug}"
        shelf, product = encode_id(scene.stall.category), encode_id(scene.tea.product_id)
        async with _floor(database, scene) as floor:
            thin_list, thin_one = await _asks(f"{floor}/list"), await _asks(f"{floor}/one")
        ours_list = await _asks(f"{api}/products?category={shelf}&limit=20")
        ours_one = await _asks(f"{api}/products/{product}")
        page = await _asks(f"{at}/s/{scene.stall.shop.slug}")
    return [
        _line("API: 20 of 1,000 goods", ours_list, thin_list, 20, 12),
        _line("API: one product", ours_one, thin_one, 44, 25),
        Measured("the storefront's first page, as it is kept", f"{page:.2f} ms of CPU", "", None),
    ]


def _line(what: str, ours: float, floor: float, engine: int, goal: int) -> Measured:
    """`engine`: how many times the floor a large engine takes; `goal`: how many times less than it we mean to take."""
    less = engine * floor / ours
    figure = f"{ours:.2f} ms of CPU, floor {floor:.2f} = {ours / floor:.1f}x"
    return Measured(what, figure, f"<= {engine / goal:.1f}x ({goal}x below Vendure; here {less:.0f}x)", less >= goal)


async def _ask(address: str, count: int) -> None:
    left = iter(range(count))
    async with ClientSession(connector=TCPConnector(limit=AT_ONCE)) as session:

        async def one_after_another() -> None:
            for number in left:
                # As a reverse proxy tells it: nobody asks more often than a person would.
                told = {"X-Forwarded-For": f"198.51.{number // 250 % 250}.{number % 250}"}
                async with session.get(address, headers=told) as answer:
                    answer.raise_for_status()
                    await answer.read()

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(_ask(sys.argv[1], int(sys.argv[2])))
