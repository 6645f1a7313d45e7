"""The application as one object: its parts put together, started by role, stopped in order."""

from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from dishka import AsyncContainer, Provider, Scope, make_async_container
from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from config.settings import ProcessRole, Settings
from core.analytics.reports import TellReports
from core.kit.bell import Bell
from core.kit.clock import Clock
from core.kit.event import EventBook, Recorded
from core.kit.events.inbox import Inbox
from core.kit.events.relay import Consumer, Relay, Subscriptions
from core.kit.http import Http
from core.kit.invariants import CheckInvariants
from core.kit.nursery import Nursery
from core.kit.observability.health import BotState, Health, Report
from core.kit.scheduler import Job, Scheduler
from core.kit.sweep import SweepOld
from core.kit.uow import UnitOfWork
from core.orders.events import RefundRequested
from core.orders.expire_orders import CompleteOrders, ExpireOrders
from core.orders.review import AssessOrders
from core.orders.show_orders import ShowOrders
from core.orders.subscriptions import ExpireSubscriptions
from core.shops.learn_tastes import LearnTastes
from core.shops.open_shop import Bots, Shops
from core.shops.shelves import FollowStock
from core.talks.scenarios import WatchOccasions
from core.wiring import CoreProvider
from db.migrate import head_revision, migrate
from db.session import make_engine
from db.types.ids import RefundId
from miniapp.app import Parts, build_app
from miniapp.dashboard import Dashboard
from miniapp.rest.api import Api
from miniapp.storefront import Storefront
from miniapp.webhooks.telegram import StoreUpdates
from miniapp.wiring import WebProvider
from payments.close_pages import ClosePages
from payments.http import ProviderHttp
from payments.look_up_payment import LookUpPayments
from payments.notices import SOURCE as NOTICES
from payments.notices import SettleNotices, TakeNotice
from payments.probe_providers import ProbeProviders
from payments.reconcile import Reconcile
from payments.refund_payment import RefundPayment
from payments.transfer_proof import SettleProof
from payments.wiring import PaymentsProvider
from resources import Resources

if TYPE_CHECKING:
    from telegram_side import TelegramSide

log = structlog.get_logger(__name__)


def build_container(settings: Settings, engine: AsyncEngine, redis: "Redis") -> AsyncContainer:
    """Return the object graph; strict validation happens here, not at the first use."""
    outside = Provider(scope=Scope.APP)
    outside.provide(lambda: settings, provides=Settings)
    outside.provide(lambda: engine, provides=AsyncEngine)
    outside.provide(lambda: redis, provides=Redis)
    providers = [outside, CoreProvider(), PaymentsProvider(), WebProvider()]
    if speaks_telegram(settings):
        from bot.wiring import BotProvider

        providers.append(BotProvider())
    return make_async_container(*providers)


def speaks_telegram(settings: Settings) -> bool:
    """Return whether this process's roles talk to Telegram; one that does not never loads the client."""
    return ProcessRole.BOT in settings.roles or ProcessRole.WORKER in settings.roles


def telegram_side(container: AsyncContainer, settings: Settings) -> "TelegramSide | None":
    """Return the half that speaks Telegram, None where no role needs it."""
    if not speaks_telegram(settings):
        return None
    from telegram_side import TelegramSide

    return TelegramSide(container, settings)


class Application:
    """One process of the shop, in the roles its settings name."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.settings = resources.settings
        self.engine = make_engine(resources.database_url, pool_size=20)
        self.redis: Redis = Redis.from_url(resources.redis_url, socket_timeout=2, socket_connect_timeout=2)
        self.container = build_container(self.settings, self.engine, self.redis)
        self._telegram = telegram_side(self.container, self.settings)
        self._scheduler: Scheduler | None = None
        self._relay: Relay | None = None
        self._runner: web.AppRunner | None = None
        self._health: Health | None = None
        self._take: StoreUpdates | None = None
        self.port = self.settings.port

    async def prepare(self) -> None:
        """Bring the schema to this release."""
        await migrate(self.resources.owner_url)

    async def start(self) -> None:
        """Start the roles. Raises: OSError: the port is taken."""
        roles = self.settings.roles
        inbox = await self.container.get(Inbox)
        if self._telegram is not None and ProcessRole.BOT in roles:
            await self._telegram.start(inbox)
        elif self._telegram is not None:
            await self._telegram.follow()
        if self._telegram is not None and ProcessRole.WORKER in roles:
            await self._start_worker(inbox, self._telegram)
        if self._telegram is not None:
            (await self.container.get(Nursery)).loop("inbox", inbox.run, pause=0.1)
        # Not a job: what is hidden is known to each process alone.
        probes = await self.container.get(ProbeProviders)
        (await self.container.get(Nursery)).loop("probes", probes, pause=10.0)
        if ProcessRole.WEB in roles:
            await self._start_web(inbox)
        log.info("started", roles=[role.value for role in roles], port=self.port)

    # ── worker ───────────────────────────────────────────────────────────────────────────────────────────

    async def _start_worker(self, inbox: Inbox, telegram: "TelegramSide") -> None:
        inbox.handle(NOTICES, await self.container.get(SettleNotices))
        relay = self._relay = await self._make_relay(telegram)
        bell = await self.container.get(Bell)
        bell.on_ring(relay.wake)
        nursery = await self.container.get(Nursery)
        nursery.loop("relay", relay.run, pause=0.05, patient=True)
        nursery.loop("mailer", (await telegram.mailer()).run, pause=0.05, patient=True)
        jobs = [*await self.jobs(), Job("posts", 10, (await telegram.posts()).keep_true)]
        self._scheduler = Scheduler(await self.container.get(UnitOfWork), await self.container.get(Clock), jobs)
        self._scheduler.start()

    async def _make_relay(self, telegram: "TelegramSide") -> Relay:
        """Return the relay with every consumer."""
        refunds = await self.container.get(RefundPayment)

        async def carry_out(recorded: Recorded) -> None:
            if isinstance(recorded.event, RefundRequested):
                await refunds.carry_out(recorded.event.shop_id, RefundId(recorded.event.refund_id))

        consumers: dict[str, Consumer] = {
            **await telegram.consumers(),
            "shelves": await self.container.get(FollowStock),
            "refunds": carry_out,
            "risk": await self.container.get(AssessOrders),
            "live": await self.container.get(ShowOrders),
            "pages": await self.container.get(ClosePages),
            "imports": await telegram.imports(),
            "low_stock": await telegram.low_stock(),
            "couriers": await telegram.couriers(),
            "transfers": await self.container.get(SettleProof),
        }
        uow, book = await self.container.get(UnitOfWork), await self.container.get(EventBook)
        return Relay(uow, Subscriptions(consumers, book))

    async def jobs(self) -> list[Job]:
        """Return every scheduled job with its pace in seconds."""
        get = self.container.get
        return [
            Job("expire_orders", 10, await get(ExpireOrders)),
            Job("expire_subscriptions", 60, await get(ExpireSubscriptions)),
            Job("complete_orders", 3600, await get(CompleteOrders)),
            Job("look_up_payments", 15, (await get(LookUpPayments)).due),
            Job("reconcile", 6 * 3600, (await get(Reconcile)).all),
            Job("refunds", 60, (await get(RefundPayment)).due),
            Job("invariants", 60, await get(CheckInvariants)),
            Job("reports", 300, await get(TellReports)),
            Job("learn_tastes", 3600, await get(LearnTastes)),
            Job("scenarios", 30, await get(WatchOccasions)),
            Job("sweep_old", 24 * 3600, await get(SweepOld)),
            *(await self._telegram.jobs() if self._telegram is not None else ()),
        ]

    # ── web ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _start_web(self, inbox: Inbox) -> None:
        self._take = await self._take_updates(inbox)
        take_notice = await self.container.get(TakeNotice)
        proxies = self.settings.trusted_proxies
        api = await self.container.get(Api)
        pages = await self.container.get(Storefront)
        parts = Parts(
            await self.health(),
            self._bot_states,
            self._take,
            take_notice,
            shops=(await self.container.get(Shops)).of_bot,
            api=api,
            storefront=pages,
            dashboard=await self.container.get(Dashboard),
            trusted_proxies=proxies,
        )
        app = build_app(parts)
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
        if self._telegram is None or ProcessRole.BOT not in self.settings.roles:
            return StoreUpdates(bots, inbox)
        return StoreUpdates(bots, inbox, (await self._telegram.at_once()).take_question)

    async def _bot_states(self) -> list[BotState]:
        if self._telegram is not None:
            return await self._telegram.states()
        return await self._take.states() if self._take is not None else []

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────────

    async def stop(self) -> None:
        """Take nothing new, finish what is in hand, let go of everything."""
        log.info("stopping")
        if self._telegram is not None:
            await self._telegram.stop_hearing()
        if self._scheduler is not None:
            self._scheduler.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        await (await self.container.get(Inbox)).close(10.0)
        if self._relay is not None:
            await self._relay.stop(10.0)
        await (await self.container.get(Nursery)).close(10.0)
        if self._health is not None:
            await self._health.close()
        if self._telegram is not None:
            await self._telegram.close()
        for http in (ProviderHttp, Http):
            await (await self.container.get(http)).close()
        await self.container.close()
        await self.redis.aclose()
        await self.engine.dispose()
        log.info("stopped")


def first_secret(value: SecretStr | None) -> str:
    """Return a secret's text, empty when it is unset."""
    return value.get_secret_value() if value is not None else ""
