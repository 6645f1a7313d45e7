"""A real PostgreSQL for every test that asks for one, and the laws that hold after it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.kit.uow import UnitOfWork
from db.embedded import PostgresServer
from db.session import make_engine
from tests.factories.clock import MovableClock
from tests.factories.database import Database, copy_of_template, migrated_server
from tests.factories.laws import Laws
from tests.factories.town import Town


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[PostgresServer]:
    """The server of the whole run."""
    async with migrated_server() as server:
        yield server


@pytest.fixture
async def database(postgres: PostgresServer) -> AsyncIterator[Database]:
    """A fresh database with this release's schema."""
    async with copy_of_template(postgres) as database:
        yield database


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """Connections of the application's role, under row-level security."""
    engine = make_engine(database.url(), pool_size=20)
    yield engine
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
