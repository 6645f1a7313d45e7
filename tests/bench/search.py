"""Search and suggestions in a shop of a hundred thousand goods that are called like the demo's; nothing is cached."""

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from core.kit.uow import UnitOfWork
from core.shops.demo.catalogue import DEMO_SHOPS
from core.shops.find import FindProducts
from core.shops.suggest import Suggest
from db.session import make_engine
from db.types.ids import new_id
from tests.bench.report import Measured
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.town import Stall, Town

SIZE, TIMES, CLIENTS, GOAL_MS = 100_000, 200, 4, 50.0
WORDS = ("чай", "кружка", "mug", "блокнот", "плед", "открытка", "candle", "black tea", "чёрный чай", "кружка туман")
RARE = ("n500", "чай n500", "SKU-77123", "кружка 4711", "notebook 31337")
TYPOS = ("чаиник 777", "крушка", "блакнот", "notbook", "чорный чай", "candel 4711", "кружка тумам", "пледд")
BEGUN = ("ч", "tea", "tea cu", "кру", "зелёный ч", "not", "чёрн", "b")


async def fill(database: Database, shop: Stall, size: int = SIZE) -> None:
    """Put goods on the shelf: each called like one of the demo's, with a number and a SKU of its own."""
    demo = [product for one in DEMO_SHOPS for product in one.products]
    products, items, variants, movements = [], [], [], []
    for number in range(size):
        like, (product, item, variant) = demo[number % len(demo)], (new_id(), new_id(), new_id())
        title = {language: f"{words} {number}" for language, words in like.title.items()}
        products.append((shop.id, product, shop.category, f"d{number}", json.dumps(title),
                         json.dumps(dict(like.description)), "[]", number, f"n{number}"))  # fmt: skip
        items.append((shop.id, item, 10))
        variants.append((shop.id, variant, product, item, f"SKU-{number}", "{}", 100_00))
        movements.append((shop.id, new_id(), item, 10, "initial", f"new:{item}"))
    async with database.connection() as admin:
        columns = ["shop_id", "id", "category_id", "slug", "title", "description", "options", "position", "keywords"]
        await admin.copy_records_to_table("products", records=products, columns=columns)
        await admin.copy_records_to_table("stock_items", records=items, columns=["shop_id", "id", "on_hand"])
        columns = ["shop_id", "id", "product_id", "stock_item_id", "sku", "options", "price"]
        await admin.copy_records_to_table("variants", records=variants, columns=columns)
        columns = ["shop_id", "id", "stock_item_id", "delta", "kind", "source_key"]
        await admin.copy_records_to_table("stock_movements", records=movements, columns=columns)
        await admin.execute("VACUUM ANALYZE")


async def _taken(
    question: Callable[[str], Awaitable[Any]], asked: Sequence[str], clients: int, times: int
) -> tuple[float, float]:
    """Return the median and the 99th percentile in milliseconds."""
    took: list[float] = []
    left = list(range(times))

    async def client() -> None:
        while left:
            words = asked[left.pop() % len(asked)]
            begun = time.perf_counter()
            await question(words)
            took.append((time.perf_counter() - begun) * 1000)

    for words in asked:
        await question(words)
    await asyncio.gather(*(client() for _ in range(clients)))
    return statistics.median(took), statistics.quantiles(took, n=100)[98]


async def measure(database: Database) -> list[Measured]:
    """Return the lines of a large shop's search."""
    engine = make_engine(database.url(), pool_size=CLIENTS)
    town = Town(UnitOfWork(engine), MovableClock())
    shop = await town.shop()
    begun = time.perf_counter()
    await fill(database, shop)
    filled = time.perf_counter() - begun
    find, suggest = FindProducts(town.uow), Suggest(town.uow)
    lines = [Measured(f"{SIZE:,} goods put on the shelf with their words", f"{filled:.0f} s", "", None)]
    for name, question, asked in (
        ("search, common words", lambda words: find.ask(shop.id, words), WORDS),
        ("search, numbers and SKUs", lambda words: find.ask(shop.id, words), RARE),
        ("search with typos", lambda words: find.ask(shop.id, words), TYPOS),
        ("suggestions", lambda words: suggest(shop.id, words, "en"), BEGUN),
    ):
        for clients in (1, CLIENTS):
            middle, worst = await _taken(question, asked, clients, TIMES)
            goal = GOAL_MS if clients == 1 else None
            lines.append(
                Measured(
                    f"{name}, {SIZE:,} goods, {clients} at once",
                    f"median {middle:.1f} ms, p99 {worst:.1f} ms",
                    f"p99 <= {goal:.0f} ms" if goal else "",
                    worst <= goal if goal else None,
                )
            )
    await engine.dispose()
    return lines
