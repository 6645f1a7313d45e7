"""Ten thousand rows of goods: read from a workbook, looked at, applied."""

import asyncio
import time

from core.kit.uow import UnitOfWork
from core.shops.apply_import import ApplyImport
from core.shops.import_goods import Desk, ImportGoods
from core.shops.import_rows import read_sheet
from core.shops.sheets import read_table, write_xlsx
from db.session import make_engine
from db.types.enums import ImportState
from tests.bench.report import Measured
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.town import Town

ROWS, GOAL_SECONDS = 10_000, 60.0
_HEAD = ("SKU", "Name", "Price", "Old price", "Stock", "Category", "Description")


async def measure(database: Database) -> list[Measured]:
    """Return how long ten thousand new products take, from the file to the shelves."""
    engine = make_engine(database.url(), pool_size=4)
    uow = UnitOfWork(engine)
    shop = await Town(uow, MovableClock()).shop()
    rows = [(f"SKU-{n}", f"Thing {n}", n + 1, None, n % 50, f"Shelf {n % 20}", "Words " * 10) for n in range(ROWS)]
    content = write_xlsx(_HEAD, rows)
    begun = time.perf_counter()
    sheet = await asyncio.to_thread(lambda: read_sheet(read_table(content), "RUB"))
    read = time.perf_counter()
    goods, apply = ImportGoods(uow), ApplyImport(uow, MovableClock())
    view = await goods.look(shop.owner, sheet, "goods.xlsx", "bench", Desk(None, 1))
    looked = time.perf_counter()
    await goods.approve(shop.owner, view.id, None)
    longest = 0.0
    while True:
        batch = time.perf_counter()
        step = await apply(shop.id, view.id)
        longest = max(longest, time.perf_counter() - batch)
        if step is None or step.view.state is not ImportState.APPLYING:
            break
    ended = time.perf_counter()
    await engine.dispose()
    parts = f"read {read - begun:.1f} s, look {looked - read:.1f} s, apply {ended - looked:.1f} s"
    return [
        Measured("import of 10,000 rows", parts, f"< {GOAL_SECONDS:.0f} s in all", ended - begun < GOAL_SECONDS),
        Measured("import, longest batch", f"{longest * 1000:.0f} ms", "", None),
    ]
