"""People chat while a broadcast, an import and a hanging provider keep the same process busy.

The application in all its roles faces the local Telegram, which is a process of its own with the people's phones in it.
An answer is timed on the phone: from the tap to the screen that follows it.
"""

import asyncio
import contextlib
import gc
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from core.kit.clock import SystemClock
from core.shops.sheets import write_xlsx
from core.talks.broadcasts import Broadcasts
from sandbox.driver import Driver
from sandbox.gateways.server import Gateways, gateways_server
from sandbox.server import RunningSandbox
from sandbox.telegram import Telegram
from tests.bench.report import Measured
from tests.bench.telegram import Away, telegram
from tests.factories.database import Database
from tests.factories.readers import readers
from tests.journeys.phone import Phone
from tests.journeys.shopping import comes_to_confirm
from tests.journeys.stage import Scene, free_port, gateways_at, open_shop, running, settings_for
from tests.journeys.ways import set_up

PEOPLE, BUYERS, READERS, ROWS = 12, 6, 5_000, 10_000
QUIET_SECONDS, BUSY_SECONDS = 20.0, 45.0
_HANGS = 60.0
_TABLES = 4
_GOAL = 1.0
_PAGE = "💳 Карта, СБП"
_HEAD = ("SKU", "Name", "Price", "Stock", "Category", "Description")


@dataclass(slots=True)
class Answers:
    """How long answers took, and how long the loop was held at most; seconds."""

    took: list[float] = field(default_factory=list)
    held: float = 0.0

    @property
    def middle(self) -> float:
        return statistics.median(self.took)

    @property
    def worst(self) -> float:
        return statistics.quantiles(self.took, n=100)[98]


async def _holds(answers: Answers) -> None:
    """Note how long the loop lets a timer wait at most."""
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(0.01)
        answers.held = max(answers.held, time.perf_counter() - begun - 0.01)


async def _measured(away: Away, scene: Scene, people: list[int], seconds: float) -> Answers:
    answers = Answers()
    watching = asyncio.ensure_future(_holds(answers))
    answers.took += await away.chat(scene.bot, seconds, people)
    watching.cancel()
    return answers


def _tables(count: int) -> list[bytes]:
    return [
        write_xlsx(
            _HEAD,
            [(f"I{number}-{n}", f"Вещь {n}", n + 1, n % 50, f"Полка {n % 20}", "Слова " * 10) for n in range(ROWS)],
        )
        for number in range(count)
    ]


async def _imports(scene: Scene, tables: list[bytes]) -> None:
    """The owner sends tables of new goods, one after the other."""
    for content in tables:
        sent = await scene.driver.send_document(scene.olga.person, scene.bot, content, "goods.xlsx")
        seen = await scene.olga.sees(button="✅ Применить", after=sent.id, patience=60)
        await scene.olga.tap("✅ Применить", seen.id, patience=60)
        await scene.olga.sees("Готово", after=seen.id - 1, patience=300)


async def _confirms(phone: Phone, after: float) -> None:
    await asyncio.sleep(after)
    with contextlib.suppress(AssertionError):
        await phone.tap("✅ Подтвердить", patience=_HANGS)


@contextlib.asynccontextmanager
async def _opened(database: Database, redis_url: str, folder: Path) -> AsyncIterator[tuple[Scene, Away, Gateways]]:
    port = free_port()
    async with telegram() as away, gateways_server(port) as gateways, Driver(away.url) as driver:
        settings = settings_for(away.url, folder, **gateways_at(port))
        async with running(settings, database, redis_url) as app:
            # The scene's people live in the other process; it is seen through its driver alone.
            seen = RunningSandbox(away.url, driver, Telegram(None), gateways)
            scene = await open_shop(app, seen)
            await set_up(scene, "yookassa", gateways)
            gc.freeze()  # as main.py does
            yield scene, away, gateways


async def measure(database: Database, redis_url: str, folder: Path) -> list[Measured]:
    """Return the lines of a chat beside everything else."""
    async with _opened(database, redis_url, folder) as (scene, away, gateways):
        stall = scene.stall
        first = await readers(stall, scene.bot_id, READERS)
        await away.readers(first, READERS, int(scene.token.partition(":")[0]))
        phones = [await scene.phone(f"P{number}") for number in range(PEOPLE)]
        buyers = [await scene.phone(f"B{number}") for number in range(BUYERS)]
        await scene.olga.start()
        for phone in phones:
            await phone.start()
        for buyer in buyers:
            await comes_to_confirm(buyer, scene.tea, pay=_PAGE)
        tables = _tables(_TABLES)
        people = [phone.person for phone in phones]
        quiet = await _measured(away, scene, people, QUIET_SECONDS)

        broadcasts = Broadcasts(stall.town.uow, SystemClock())
        await broadcasts.start(stall.owner, await broadcasts.create(stall.owner, "ru", "Привет, {name}"))
        gateways.yookassa.fault("hang", "create", times=None, seconds=_HANGS)
        load = [asyncio.ensure_future(_imports(scene, tables))]
        load += [asyncio.ensure_future(_confirms(buyer, 5.0 * n)) for n, buyer in enumerate(buyers)]
        busy = await _measured(away, scene, people, BUSY_SECONDS)
        sent = int(await stall.ask("SELECT count(*) FROM campaign_messages WHERE state = 'sent'"))
        rows = int(await stall.ask("SELECT count(*) FROM import_rows WHERE state = 'done'"))
        hung = len(gateways.yookassa.calls("create"))
        gateways.yookassa.clear_faults()
        for task in load:
            task.cancel()
        await asyncio.gather(*load, return_exceptions=True)
    met = busy.worst < _GOAL
    ratio = busy.worst / quiet.worst
    return [
        Measured(f"{PEOPLE} people chat, nothing beside them", _figures(quiet), "", None),
        Measured("beside a broadcast, an import, a hanging provider", f"{_figures(busy)} = {ratio:.1f}x", "< 1 s", met),
        Measured("meanwhile", f"{sent} messages, {rows} rows, {hung} questions hung", "", None),
    ]


def _figures(answers: Answers) -> str:
    held = f"loop held {answers.held * 1000:.0f} ms"
    return f"p50 {answers.middle * 1000:.0f}, p99 {answers.worst * 1000:.0f} ms ({len(answers.took)}, {held})"
