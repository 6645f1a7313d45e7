"""Checkout with all rules against the best pgbench can do with the same rows on the same server."""

import asyncio
import re
import tempfile
import time

from core.kit.uow import UnitOfWork
from db.session import make_engine
from tests.bench.report import Measured
from tests.factories.clock import MovableClock
from tests.factories.crowd import crowd
from tests.factories.database import Database
from tests.factories.statements import counted
from tests.factories.town import Town

CLIENTS = 16
ORDERS = 600

# One statement that writes what an order writes: hold, order, line, journal, books, event. No rules.
_TABLES = """
CREATE TABLE IF NOT EXISTS y_stock (id int PRIMARY KEY, on_hand int, held int, CHECK (on_hand >= held));
CREATE TABLE IF NOT EXISTS y_rows (id bigserial PRIMARY KEY, kind text, ref bigint, a bigint, b text);
CREATE INDEX IF NOT EXISTS y_rows_ref ON y_rows (ref);
TRUNCATE y_stock, y_rows;
INSERT INTO y_stock SELECT n, 1000000, 0 FROM generate_series(1, 200) n;
"""
_ONE = """
WITH s AS (UPDATE y_stock SET held = held + 1 WHERE id = {item} AND on_hand - held >= 1 RETURNING id),
o AS (INSERT INTO y_rows (kind, ref, a, b) SELECT 'order', id, 100, 'x' FROM s RETURNING id),
l AS (INSERT INTO y_rows (kind, ref, a, b) SELECT k, id, 1, 'x' FROM o,
      unnest(ARRAY['line', 'hold', 'journal', 'entry', 'debit', 'credit', 'event']) k)
SELECT id FROM o;
"""


async def _pgbench(database: Database, *, hot: bool) -> float:
    """Return the statements a second that pgbench reaches with 16 clients."""
    async with database.connection() as admin:
        await admin.execute(_TABLES)
    script = ("" if hot else "\\set item random(1, 200)\n") + _ONE.format(item="1" if hot else ":item").replace(
        "\n", " "
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        process = await asyncio.create_subprocess_exec(
            str(database.server.bin_dir / "pgbench"),
            *("-n", "-c", str(CLIENTS), "-j", "1", "-T", "4", "-M", "prepared", "-f", file.name),
            *("-h", str(database.server.socket_dir), "-U", "postgres", database.name),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        out, _ = await process.communicate()
    found = re.search(rb"tps = ([\d.]+)", out)
    if found is None:
        msg = f"pgbench did not run: {out.decode()[-300:]}"
        raise RuntimeError(msg)
    return float(found[1])


async def _orders(database: Database, *, hot: bool) -> tuple[float, int]:
    """Return orders a second through the use case with 16 clients, and the round trips of one."""
    engine = make_engine(database.url(), pool_size=CLIENTS)
    town = Town(UnitOfWork(engine), MovableClock())
    shop = await town.shop()
    goods = [await shop.sells(f"Y{number}", stock_of=100_000) for number in range(1 if hot else 50)]
    baskets = [((item, 1),) for item in goods]
    people = await crowd(database, shop, ORDERS + 1, *baskets)
    first, cart = people.pop()
    with counted(engine) as trips:
        await first.confirms(cart)
    queue = list(people)

    async def client() -> None:
        while queue:
            person, ready = queue.pop()
            await person.confirms(ready)

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    rate = ORDERS / (time.perf_counter() - started)
    await engine.dispose()
    return rate, len(trips)


async def measure(database: Database) -> list[Measured]:
    """Return the checkout lines; the database must be durable (fsync on)."""
    lines = []
    for hot, goal in ((False, 0.35), (True, 0.8)):
        limit = await _pgbench(database, hot=hot)
        rate, trips = await _orders(database, hot=hot)
        name = "place_order, 16 clients, one hot row" if hot else "place_order, 16 clients, 50 items"
        figure = f"{rate:,.0f}/s of pgbench's {limit:,.0f}/s = {rate / limit:.2f}"
        lines.append(Measured(name, figure, f">= {goal}", rate / limit >= goal))
        if not hot:
            lines.append(Measured("place_order, round trips", str(trips), "<= 8", trips <= 8))
    return lines
