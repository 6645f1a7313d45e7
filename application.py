"""The application as one object: its parts put together, started by role, stopped in order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from aiohttp import web
from dishka import AsyncContainer, Provider, Scope, make_async_container
from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cards import OrderCards
from bot.commands import Menus
from bot.connect import Joining
from bot.conversation import Routes
from bot.dispatch import Dispatch
from bot.fleet import Fleet, Polling, Webhooks
from bot.intake import SOURCE, Intake
from bot.session import RawRefusal
from bot.wiring import BotProvider
from config.keys import with_key
from config.settings import ProcessRole, Settings
from core.kit.bell import Bell
from core.kit.clock import Clock
from core.kit.errors import AppError
from core.kit.event import EventBook, Recorded
from core.kit.events.inbox import Inbox
from core.kit.events.relay import Consumer, Relay, Subscriptions
from core.kit.invariants import CheckInvariants
from core.kit.nursery import Nursery
from core.kit.observability.health import BotState, Health, Report
from core.kit.scheduler import Job, Scheduler
from core.kit.sweep import SweepOld
from core.kit.uow import UnitOfWork
from core.notifications.cards import KeepCard
from core.orders.events import RefundRequested
from core.orders.expire_orders import CompleteOrders, ExpireOrders
from core.shops.open_shop import Bots, ServedBot, Shops
from core.shops.shelves import FollowStock
from core.wiring import CoreProvider
from db.embedded import embedded_postgres, embedded_valkey
from db.migrate import head_revision, migrate
from db.session import make_engine
from db.types.ids import RefundId
from handlers import ROUTERS
from miniapp.app import Parts, build_app
from miniapp.webhooks.telegram import StoreUpdates
from payments.notices import SOURCE as NOTICES
from payments.notices import SettleNotices, TakeNotice
from payments.refund_payment import RefundPayment
from payments.wiring import PaymentsProvider

log = structlog.get_logger(__name__)

# What the conversations and the cashier hear; chat_member changes and the like are not asked for.
ALLOWED_UPDATES = ["message", "callback_query", "pre_checkout_query", "my_chat_member"]
_JOIN_EVERY = 15.0

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Resources:
    """What the application stands on: complete settings and the servers' addresses."""

    settings: Settings
    database_url: str
    owner_url: str
    redis_url: str


@asynccontextmanager
async def open_resources(settings: Settings, on_progress: Progress = lambda _text: None) -> AsyncIterator[Resources]:
    """Start the bundled servers where no address is set.

    Raises:
        EmbeddedServerError, ConfigurationError: one sentence that says what to do.
    """
    async with contextlib.AsyncExitStack() as stack:
        if settings.database_url is None:
            server = await stack.enter_async_context(embedded_postgres(settings.data_dir, on_progress=on_progress))
            database_url, owner_url = server.url(user="shop_app"), server.url(user="shop_owner")
        else:
            database_url = owner_url = asyncpg_url(settings.database_url.get_secret_value())
        if settings.redis_url is None:
            redis_url = (await stack.enter_async_context(embedded_valkey(settings.data_dir))).url
        else:
            redis_url = settings.redis_url.get_secret_value()
        yield Resources(with_key(settings), database_url, owner_url, redis_url)


def asyncpg_url(url: str) -> str:
    """Return a PostgreSQL address with the driver we use, however it was written."""
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+asyncpg{separator}{rest}"
    return url


def build_container(settings: Settings, engine: AsyncEngine, redis: "Redis") -> AsyncContainer:
    """Return the object graph; strict validation happens here, not at the first use."""
    outside = Provider(scope=Scope.APP)
    outside.provide(lambda: settings, provides=Settings)
    outside.provide(lambda: engine, provides=AsyncEngine)
    outside.provide(lambda: redis, provides=Redis)
    return make_async_container(outside, CoreProvider(), PaymentsProvider(), BotProvider())


class Application:
    """One process of the shop, in the roles its settings name."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.settings = resources.settings
        self.engine = make_engine(resources.database_url, pool_size=20)
        self.redis: Redis = Redis.from_url(resources.redis_url, socket_timeout=2, socket_connect_timeout=2)
        self.container = build_container(self.settings, self.engine, self.redis)
        self._joined: dict[int, str] = {}
        self._polling: Polling | None = None
        self._scheduler: Scheduler | None = None
        self._runner: web.AppRunner | None = None
        self._health: Health | None = None
        self.port = self.settings.port

    async def prepare(self) -> None:
        """Bring the schema to this release."""
        await migrate(self.resources.owner_url)

    async def start(self) -> None:
        """Start the roles. Raises: OSError: the port is taken."""
        roles = self.settings.roles
        inbox = await self.container.get(Inbox)
        if ProcessRole.BOT in roles:
            await self._start_bot(inbox)
        if ProcessRole.WORKER in roles:
            await self._start_worker(inbox)
        nursery = await self.container.get(Nursery)
        if ProcessRole.BOT in roles or ProcessRole.WORKER in roles:
            nursery.loop("inbox", inbox.run, pause=0.1)
        if ProcessRole.WEB in roles:
            await self._start_web(inbox)
        log.info("started", roles=[role.value for role in roles], port=self.port)

    # ── bot ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _start_bot(self, inbox: Inbox) -> None:
        fleet, intake = await self.container.get(Fleet), await self.container.get(Intake)
        dispatch = await self.container.get(Dispatch)
        dispatch.use(await Routes.of(ROUTERS, self.container.get))
        inbox.handle(SOURCE, intake.handle)
        if not self.settings.public_url:
            self._polling = Polling(fleet, intake.receive, ALLOWED_UPDATES)
        joining = await self.container.get(Joining)
        joining.use(self.join_bots)
        try:
            await self.join_bots()
        except AppError:
            log.warning("bots.not_read")
        nursery = await self.container.get(Nursery)
        nursery.loop("join", self._join_later, pause=1.0)

    async def _join_later(self) -> None:
        await asyncio.sleep(_JOIN_EVERY)
        await self.join_bots()

    async def join_bots(self) -> None:
        """Serve every active bot: one whose webhook could not be set is tried again later."""
        fleet = await self.container.get(Fleet)
        await fleet.refresh()
        for served in list(fleet.served.values()):
            if self._joined.get(served.id) == served.token:
                continue
            try:
                await self._join(fleet, served)
            except (RawRefusal, OSError, TimeoutError) as error:
                log.warning("bot.not_joined", bot=served.username, why=str(error)[:200])
                continue
            self._joined[served.id] = served.token
            log.info("bot.joined", bot=served.username)

    async def _join(self, fleet: Fleet, served: ServedBot) -> None:
        if self._polling is not None:
            await self._polling.join(served)
        else:
            await Webhooks(fleet, self.settings.public_url or "", ALLOWED_UPDATES).join(served)
        nursery = await self.container.get(Nursery)
        nursery.work("menus", self._menus(fleet, served))

    async def _menus(self, fleet: Fleet, served: ServedBot) -> None:
        shops, cards = await self.container.get(Shops), await self.container.get(KeepCard)
        staff = [person for shop in await shops.of_bot(served.id) for person in await cards.colleagues(shop.id)]
        await Menus(fleet).register(served, staff)

    # ── worker ───────────────────────────────────────────────────────────────────────────────────────────

    async def _start_worker(self, inbox: Inbox) -> None:
        inbox.handle(NOTICES, await self.container.get(SettleNotices))
        relay = await self.relay()
        bell = await self.container.get(Bell)
        bell.on_ring(relay.wake)
        nursery = await self.container.get(Nursery)
        nursery.loop("relay", relay.run, pause=0.05)
        self._scheduler = Scheduler(
            await self.container.get(UnitOfWork), await self.container.get(Clock), await self.jobs()
        )
        self._scheduler.start()

    async def relay(self) -> Relay:
        """Return the relay with every consumer."""
        refunds = await self.container.get(RefundPayment)

        async def carry_out(recorded: Recorded) -> None:
            if isinstance(recorded.event, RefundRequested):
                await refunds.carry_out(recorded.event.shop_id, RefundId(recorded.event.refund_id))

        consumers: dict[str, Consumer] = {
            "cards": await self.container.get(OrderCards),
            "shelves": await self.container.get(FollowStock),
            "refunds": carry_out,
        }
        uow, book = await self.container.get(UnitOfWork), await self.container.get(EventBook)
        return Relay(uow, Subscriptions(consumers, book))

    async def jobs(self) -> list[Job]:
        """Return every scheduled job with its pace in seconds."""
        get = self.container.get
        return [
            Job("expire_orders", 10, await get(ExpireOrders)),
            Job("complete_orders", 3600, await get(CompleteOrders)),
            Job("refunds", 60, (await get(RefundPayment)).due),
            Job("invariants", 60, await get(CheckInvariants)),
            Job("sweep_old", 24 * 3600, await get(SweepOld)),
        ]

    # ── web ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _start_web(self, inbox: Inbox) -> None:
        take = await self._take_updates(inbox)
        app = build_app(Parts(await self.health(), self._bot_states, take, await self.container.get(TakeNotice)))
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        await site.start()
        addresses = self._runner.addresses
        self.port = addresses[0][1] if addresses else self.settings.port

    async def health(self) -> Health:
        """Return the one who asks every part how it is."""
        if self._health is None:
            invariants = await self.container.get(CheckInvariants)
            self._health = Health(
                await self.container.get(UnitOfWork),
                await self.container.get(Clock),
                head=head_revision(),
                ping_redis=self.redis.ping,
                bots=self._bot_states,
                violations=invariants.violations,
            )
        return self._health

    async def examine(self) -> Report:
        """Ask every part once."""
        return await (await self.health())()

    async def _take_updates(self, inbox: Inbox) -> StoreUpdates:
        bots = await self.container.get(Bots)
        if ProcessRole.BOT not in self.settings.roles:
            return StoreUpdates(bots, inbox)
        intake = await self.container.get(Intake)
        return StoreUpdates(bots, inbox, intake.take_question)

    async def _bot_states(self) -> list[BotState]:
        fleet, intake = await self.container.get(Fleet), await self.container.get(Intake)
        if not fleet.served:
            await fleet.refresh()
        way = "webhook" if self.settings.public_url else "polling"
        return [
            BotState(served.id, served.username, way, intake.last_update(served.id))  # type: ignore[arg-type]
            for served in fleet.served.values()
        ]

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────────

    async def stop(self) -> None:
        """Take nothing new, finish what is in hand, let go of everything."""
        log.info("stopping")
        if self._polling is not None:
            await self._polling.stop()
        if self._scheduler is not None:
            self._scheduler.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        await (await self.container.get(Inbox)).drain(10.0)
        await (await self.container.get(Nursery)).close(10.0)
        if self._health is not None:
            await self._health.close()
        await (await self.container.get(Fleet)).close()
        await self.container.close()
        await self.redis.aclose()
        await self.engine.dispose()
        log.info("stopped")


def first_secret(value: SecretStr | None) -> str:
    """Return a secret's text, empty when it is unset."""
    return value.get_secret_value() if value is not None else ""
