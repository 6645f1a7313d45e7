"""One application, one local Telegram for all journeys; a shop and a bot of its own for each."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from playwright.async_api import Browser
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from application import build_container
from bot.conversation import Routes
from db.embedded import PostgresServer, ValkeyServer, embedded_valkey
from handlers import ROUTERS
from sandbox.gateways.server import Gateways, gateways_server
from sandbox.server import RunningSandbox, running_sandbox
from tests.factories.database import copy_of_template, reachable_folder
from tests.journeys.page import chromium
from tests.journeys.stage import Running, Scene, free_port, gateways_at, open_shop, running, settings_for


@pytest.fixture(scope="session", autouse=True)
def plain_log() -> None:
    """Tracebacks without every local variable: drawing those takes longer than the journey."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, plain])


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Data of the servers of the journeys."""
    with reachable_folder() as found:
        yield found


@pytest.fixture(scope="session")
async def valkey(folder: Path) -> AsyncIterator[ValkeyServer]:
    """A real Valkey."""
    async with embedded_valkey(folder) as server:
        yield server


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[RunningSandbox]:
    """The local Telegram."""
    async with running_sandbox() as found:
        yield found


@pytest.fixture(scope="session")
def gateways_port() -> int:
    """Where the gateways of every journey are: the application is told once."""
    return free_port()


@pytest.fixture
async def gateways(gateways_port: int) -> AsyncIterator[Gateways]:
    """The gateways, as on their first day."""
    async with gateways_server(gateways_port) as found:
        yield found


@pytest.fixture(scope="session")
async def application(
    postgres: PostgresServer, valkey: ValkeyServer, sandbox: RunningSandbox, folder: Path, gateways_port: int
) -> AsyncIterator[Running]:
    """The application in all its roles."""
    async with copy_of_template(postgres) as database:
        settings = settings_for(sandbox.url, folder, **gateways_at(gateways_port))
        async with running(settings, database, valkey.url) as found:
            yield found


@pytest.fixture
async def scene(application: Running, sandbox: RunningSandbox) -> AsyncIterator[Scene]:
    """A shop that is open; every law and every rule must hold when the journey is over."""
    await sandbox.driver.clear_calls()
    found = await open_shop(application, sandbox)
    yield found
    await sandbox.driver.clear_faults()
    await found.is_in_order()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all journeys through the Mini App; each opens a context of its own."""
    async with chromium() as found:
        yield found


@pytest.fixture
async def routes(engine: AsyncEngine, valkey: ValkeyServer, tmp_path: Path) -> AsyncIterator[Routes]:
    """Every conversation over the test's own database; nothing runs beside it, and Telegram is away."""
    redis: Redis = Redis.from_url(valkey.url)
    container = build_container(settings_for("http://127.0.0.1:9", tmp_path), engine, redis)
    yield await Routes.of(ROUTERS, container.get)
    await container.close()
    await redis.aclose()
