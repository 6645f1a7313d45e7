"""A real PostgreSQL for every test that asks for one, and the laws that hold after it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.kit.uow import UnitOfWork
from db.embedded import PostgresServer
from db.session import make_engine
from tests.factories.clock import MovableClock
from tests.factories.database import Database, Wiper, copy_of_template, migrated_server
from tests.factories.laws import Laws
from tests.factories.town import Town

# Files that take longest begin first: with several processes, none is left alone with one of them in the end.
_LONG = (
    "test_api_schema", "test_accessibility", "test_mini_app", "test_simulator", "test_dashboard", "test_storefront",
    "test_restart_in_the_middle", "test_crawlers", "test_tenancy", "test_browser_security",
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files in front; the order among and after them stays as it was shuffled."""
    items.sort(key=lambda item: item.path.stem not in _LONG)


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[PostgresServer]:
    """The server of the whole run."""
    async with migrated_server() as server:
        yield server


@pytest.fixture(scope="session")
async def kept_database(postgres: PostgresServer) -> AsyncIterator[Database]:
    """The database that tests use one after another, emptied in between."""
    async with copy_of_template(postgres) as database:
        yield database


@pytest.fixture(scope="session")
async def kept_engine(kept_database: Database) -> AsyncIterator[AsyncEngine]:
    """Its connections, in the application's role under row-level security."""
    engine = make_engine(kept_database.url(), pool_size=20)
    yield engine
    await engine.dispose()


@pytest.fixture
async def database(kept_database: Database) -> AsyncIterator[Database]:
    """An empty database with this release's schema."""
    yield kept_database
    await Wiper(kept_database)()


@pytest.fixture
def engine(database: Database, kept_engine: AsyncEngine) -> AsyncEngine:
    """Connections of the application to the test's database."""
    return kept_engine


@pytest.fixture
async def own_database(postgres: PostgresServer) -> AsyncIterator[Database]:
    """A database whose schema the test may break."""
    async with copy_of_template(postgres) as database:
        async with database.connection() as admin:
            # Whoever waits for each other is told at once, not after a second.
            await admin.execute(f"ALTER DATABASE {database.name} SET deadlock_timeout = '20ms'")
        yield database


@pytest.fixture
async def unguarded_town(own_database: Database, clock: MovableClock) -> AsyncIterator[Town]:
    """A town whose guards a negative control takes away; no laws are checked."""
    engine = make_engine(own_database.url(), pool_size=20)
    yield Town(UnitOfWork(engine), clock)
    await engine.dispose()


@pytest.fixture
def laws(engine: AsyncEngine) -> Laws:
    """The laws of domain.md over this test's database."""
    return Laws(engine)


@pytest.fixture
async def uow(engine: AsyncEngine, laws: Laws) -> AsyncIterator[UnitOfWork]:
    """The unit of work; every law must hold when the test is over."""
    yield UnitOfWork(engine)
    await laws.hold()


@pytest.fixture
def clock() -> MovableClock:
    """A clock to move."""
    return MovableClock()


@pytest.fixture
def town(uow: UnitOfWork, clock: MovableClock) -> Town:
    """Where shops are opened and people buy."""
    return Town(uow, clock)
