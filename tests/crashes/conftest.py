"""Two benches side by side: each with a forge of workers and a database of its own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db.embedded import PostgresServer
from db.session import make_engine
from tests.crashes.forge import Forge, forge
from tests.factories.database import Database, Wiper, copy_of_template

SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class Bench:
    """Where one worker after the other is killed."""

    forge: Forge
    database: Database
    engine: AsyncEngine
    wipe: Wiper


@contextlib.asynccontextmanager
async def _bench(postgres: PostgresServer) -> AsyncIterator[Bench]:
    async with forge() as workers, copy_of_template(postgres) as database:
        engine = make_engine(database.url(), pool_size=4)
        yield Bench(workers, database, engine, Wiper(database))
        await engine.dispose()


@dataclass(frozen=True, slots=True)
class Benches:
    """All of them."""

    free: list[Bench]

    async def each(self, doing: Callable[[Bench, int], Awaitable[None]], seeds: Iterable[int]) -> None:
        """Do it with every seed, each time on an empty database, as many side by side as there are benches."""
        left = list(seeds)

        async def one_after_another(bench: Bench) -> None:
            while left:
                seed = left.pop(0)
                try:
                    await doing(bench, seed)
                finally:
                    await bench.wipe()

        # All come to their end: a bench that is left in the middle of one test would spoil the next.
        for outcome in await asyncio.gather(*map(one_after_another, self.free), return_exceptions=True):
            if outcome is not None:
                raise outcome


@pytest.fixture(scope="session")
async def benches(postgres: PostgresServer) -> AsyncIterator[Benches]:
    """Made once: workers are forked, databases are emptied."""
    async with contextlib.AsyncExitStack() as stack:
        yield Benches([await stack.enter_async_context(_bench(postgres)) for _ in range(SIDE_BY_SIDE)])
