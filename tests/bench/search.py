"""Search and suggestions in a shop of a hundred thousand goods that are called like the demo's; nothing is cached."""

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

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


@dataclass(slots=True)
class Taken:
    """What questions took: milliseconds of the clock, and of the database's CPU (of one connection, asked alone)."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def worst(self) -> float:
        return _worst(self.clock)

    def __str__(self) -> str:
        said = f"median {statistics.median(self.clock):.1f}, p99 {self.worst:.1f} ms"
        if self.cpu:
            said += f"; CPU {statistics.median(self.cpu):.1f}, p99 {_worst(self.cpu):.1f} ms"
        return said


def _worst(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100)[98]


async def _backend(engine: AsyncEngine) -> Path:
    """Return where Linux counts the nanoseconds of the only connection's process."""
    async with engine.connect() as connection:
        pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar()
    return Path(f"/proc/{pid}/schedstat")


def _nanoseconds(backend: Path) -> int:
    return int(backend.read_text().split()[0])


async def _alone(question: Callable[[str], Awaitable[Any]], asked: Sequence[str], backend: Path) -> Taken:
    taken = Taken()
    for words in [*asked] * (1 + TIMES // len(asked)):
        before, begun = _nanoseconds(backend), time.perf_counter()
        await question(words)
        taken.clock.append((time.perf_counter() - begun) * 1000)
        taken.cpu.append((_nanoseconds(backend) - before) / 1e6)
    # The first of each are prepared.
    return Taken(taken.clock[len(asked) :], taken.cpu[len(asked) :])


async def _together(question: Callable[[str], Awaitable[Any]], asked: Sequence[str]) -> Taken:
    taken, left = Taken(), list(range(TIMES))

    async def client() -> None:
        while left:
            words = asked[left.pop() % len(asked)]
            begun = time.perf_counter()
            await question(words)
            taken.clock.append((time.perf_counter() - begun) * 1000)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return taken


def _questions(shop: Stall, engine: AsyncEngine) -> list[tuple[str, Callable[[str], Awaitable[Any]], tuple[str, ...]]]:
    uow = UnitOfWork(engine)
    find, suggest = FindProducts(uow), Suggest(uow)
    return [
        ("search, common words", lambda words: find.ask(shop.id, words), WORDS),
        ("search, numbers and SKUs", lambda words: find.ask(shop.id, words), RARE),
        ("search with typos", lambda words: find.ask(shop.id, words), TYPOS),
        ("suggestions", lambda words: suggest(shop.id, words, "en"), BEGUN),
    ]


async def measure(database: Database) -> list[Measured]:
    """Return the lines of a large shop's search."""
    one, several = make_engine(database.url(), pool_size=1), make_engine(database.url(), pool_size=CLIENTS)
    shop = await Town(UnitOfWork(several), MovableClock()).shop()
    begun = time.perf_counter()
    await fill(database, shop)
    lines = [Measured(f"{SIZE:,} goods with their words", f"{time.perf_counter() - begun:.0f} s", "", None)]
    backend = await _backend(one)
    for name, question, asked in _questions(shop, one):
        taken = await _alone(question, asked, backend)
        lines.append(
            Measured(f"{name}, {SIZE:,} goods", str(taken), f"p99 <= {GOAL_MS:.0f} ms", taken.worst <= GOAL_MS)
        )
    for name, question, asked in _questions(shop, several):
        lines.append(Measured(f"{name}, {CLIENTS} at once", str(await _together(question, asked)), "", None))
    await one.dispose()
    await several.dispose()
    return lines
