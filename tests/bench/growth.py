"""What a hundred times more goods, people and orders cost: PostgreSQL's own time per question."""

import statistics
import time
from collections.abc import Awaitable, Callable

from core.kit.uow import UnitOfWork
from core.shops.catalogue import BrowseCatalogue
from core.shops.find import FindProducts
from db.session import make_engine
from db.types.ids import new_id
from tests.bench.report import Measured
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.town import Goods, Stall, Town

SMALL, LARGE = 1_000, 100_000
_WORDS = "кружка чайник свеча плед блокнот mug teapot candle blanket notebook linen wool oak amber".split()


async def fill(database: Database, shop: Stall, size: int) -> None:
    products, items, variants, movements = [], [], [], []
    for number in range(size):
        product, item, variant = new_id(), new_id(), new_id()
        words = f"{_WORDS[number % 14]} {_WORDS[number * 7 % 13]} {number}"
        products.append((shop.id, product, shop.category, f"g{number}", "{}", "{}", "[]", number, words))
        items.append((shop.id, item, 10))
        variants.append((shop.id, variant, product, item, f"G{number}", "{}", 100_00))
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


async def _median(question: Callable[[], Awaitable[object]], times: int = 60) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        await question()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


async def _ask(shop: Stall, browse: BrowseCatalogue, goods: Goods) -> dict[str, float]:
    find = FindProducts(shop.town.uow)
    middle = await browse.page(shop.id, shop.category)
    cursor = middle.after or 0
    return {
        "catalogue page": await _median(lambda: browse.page(shop.id, shop.category, cursor=cursor)),
        "product card": await _median(lambda: browse.product(shop.id, goods.product_id)),
        "search with a typo": await _median(lambda: find.ask(shop.id, "чаиник 777"), 20),
    }


async def measure(database: Database) -> list[Measured]:
    """Return the growth lines."""
    engine = make_engine(database.url(), pool_size=4)
    town = Town(UnitOfWork(engine), MovableClock())
    browse = BrowseCatalogue(town.uow)
    asked: list[dict[str, float]] = []
    for size in (SMALL, LARGE):
        shop = await town.shop()
        goods = await shop.sells(f"S{size}")
        await fill(database, shop, size)
        asked.append(await _ask(shop, browse, goods))
    await engine.dispose()
    lines = []
    for name, small in asked[0].items():
        large = asked[1][name]
        figure = f"{small:.2f} ms -> {large:.2f} ms = {large / small:.2f}x"
        if name.startswith("search"):
            lines.append(Measured(f"{name}, {LARGE:,} goods", f"{large:.1f} ms", "p99 <= 50 ms", large <= 50))
        else:
            lines.append(Measured(f"{name}, {SMALL:,} -> {LARGE:,} goods", figure, "<= 1.6x", large / small <= 1.6))
    return lines
