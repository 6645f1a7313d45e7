"""An import is killed between its rows: whoever comes after goes on, and no row is carried out twice."""

import asyncio
import os
import signal
import sys

import pytest

from core.kit.uow import UnitOfWork
from core.shops.import_goods import Desk, ImportGoods
from core.shops.import_rows import read_sheet
from db.session import make_engine
from tests.crashes.steps import ROOT
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.laws import Laws
from tests.factories.town import Town

ROWS, BATCHES = 100, 5


async def _run(database: Database, shop_id: int, import_id: int, crash_at: str = "") -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crashes.importer", database.url(), str(shop_id), str(import_id),
        env={**os.environ, "SHOP_CRASH_AT": crash_at}, cwd=ROOT,
    )  # fmt: skip
    return await process.wait()


@pytest.mark.parametrize("step", ["before_commit", "after_commit"])
async def test_a_killed_import_goes_on_and_applies_no_row_twice(own_database: Database, step: str) -> None:
    engine = make_engine(own_database.url(), pool_size=4)
    uow = UnitOfWork(engine)
    town = Town(uow, MovableClock())
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    head = ["SKU", "Name", "Price", "Stock"]
    rows = [["TEA", "Tea", "5", "7"], *([f"N{n}", f"Thing {n}", "10", "3"] for n in range(1, ROWS))]
    goods = ImportGoods(uow)
    view = await goods.look(shop.owner, read_sheet([head, *rows], "RUB"), "x.csv", "k", Desk(None, 1))
    await goods.approve(shop.owner, view.id, None)

    for number in range(1, BATCHES):
        died = await _run(own_database, shop.id, view.id, f"{step}:{1 if number > 1 else 2}")
        assert died == -signal.SIGKILL, number
        ended = (await goods.view(shop.owner, view.id)).done
        assert await shop.ask("SELECT count(*) FROM stock_movements WHERE kind = 'import'") == ended, (
            "rows and goods agree"
        )
    assert await _run(own_database, shop.id, view.id) == 0

    done = await goods.view(shop.owner, view.id)
    assert (done.state, done.done, done.refused) == ("done", ROWS, 0)
    assert await shop.on_hand(tea) == 7
    assert await shop.count("products") == ROWS
    assert await shop.count("stock_movements") == ROWS + 1
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'goods.imported'") == 1
    assert await Laws(engine).broken() == {}
    await engine.dispose()
