"""The HTTP edge as a running server, over a real database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession, web

from core.kit.events.inbox import Inbox
from core.kit.observability.health import BotState, Health
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots, ServedBot, Shops
from db.migrate import head_revision
from miniapp.app import Parts, build_app
from miniapp.webhooks.telegram import StoreUpdates
from payments.breaker import Breakers
from payments.notices import SettleNotices, TakeNotice
from payments.providers.cash import CashOnDelivery
from payments.providers.telegram import TelegramPayments
from payments.registry import Registry
from payments.settings import ProviderSettings
from tests.factories.clock import MovableClock
from tests.factories.town import Town
from tests.miniapp.signed_bank import SignedBank

TOKEN = "700000001:" + "a" * 30


@dataclass
class Edge:
    """What a running edge is made of, and how to talk to it."""

    session: ClientSession
    parts: Parts
    inbox: Inbox
    settings: ProviderSettings
    shown_bots: list[BotState]


Start = Callable[[Parts], Awaitable[ClientSession]]


@asynccontextmanager
async def served(parts: Parts) -> AsyncIterator[ClientSession]:
    """Serve on a free port of the loopback."""
    runner = web.AppRunner(build_app(parts), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        async with ClientSession(f"http://127.0.0.1:{port}") as session:
            yield session
    finally:
        await runner.cleanup()


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Serve other parts than the usual ones."""
    async with AsyncExitStack() as stack:
        yield lambda parts: stack.enter_async_context(served(parts))


@pytest.fixture
def cipher() -> Cipher:
    return Cipher("a key of the tests, 32 characters")


@pytest.fixture
def bots(uow: UnitOfWork, cipher: Cipher) -> Bots:
    return Bots(uow, cipher)


@pytest.fixture
async def bot(bots: Bots) -> ServedBot:
    """A bot with an opaque path and a secret of its own."""
    await bots.save(TOKEN, 700000001, "lighthouse_bot", "Lighthouse")
    return (await bots.active())[0]


@pytest.fixture
async def edge(town: Town, uow: UnitOfWork, clock: MovableClock, bots: Bots, cipher: Cipher) -> AsyncIterator[Edge]:
    """The edge of a process that runs no bot but settles payments."""
    registry = Registry([TelegramPayments(), SignedBank(), CashOnDelivery()])
    settings = ProviderSettings(uow, cipher, registry, Breakers())
    inbox = Inbox(uow)
    inbox.handle("payments", SettleNotices(town.look_up))
    shown: list[BotState] = []

    async def read_bots() -> list[BotState]:
        return shown

    health = Health(uow, clock, head=head_revision(), bots=read_bots)
    take_notice = TakeNotice(Shops(uow), registry, settings, inbox)
    parts = Parts(health, read_bots, StoreUpdates(bots, inbox), take_notice)
    async with served(parts) as session:
        yield Edge(session, parts, inbox, settings, shown)
        await inbox.drain()
    await health.close()
