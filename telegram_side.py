"""The half of the application that speaks Telegram: loaded only by the roles that do."""

import asyncio

import structlog
from dishka import AsyncContainer

from bot.alerts import TellAlerts
from bot.campaigns import Mailer
from bot.cards import OrderCards
from bot.commands import Menus
from bot.connect import Joining
from bot.conversation import Routes
from bot.deliveries import TellCouriers
from bot.dispatch import Dispatch
from bot.fleet import Fleet, Polling, Webhooks
from bot.friends import TellFriends
from bot.goods import DeliverGoods
from bot.imports import RunImports
from bot.intake import SOURCE, Intake
from bot.low_stock import TellLowStock
from bot.product_posts import ProductPosts
from bot.proof_cards import ProofCards
from bot.quotes import TellQuotes
from bot.reports import SendReports
from bot.return_cards import ReturnCards
from bot.review_notices import ReviewNotices
from bot.session import RawRefusal
from bot.staff_notices import StaffNotices
from bot.talks import TalkPost
from config.settings import Settings
from core.kit.errors import AppError
from core.kit.events.inbox import Inbox
from core.kit.events.relay import Consumer
from core.kit.nursery import Nursery
from core.kit.observability.health import BotState
from core.kit.scheduler import Job
from core.notifications.cards import KeepCard
from core.shops.open_shop import ServedBot, Shops
from handlers import ROUTERS

log = structlog.get_logger(__name__)

_JOIN_EVERY = 15.0


class TelegramSide:
    """Bots joined and left while running, their updates, and the live cards."""

    def __init__(self, container: AsyncContainer, settings: Settings) -> None:
        self._container = container
        self._settings = settings
        self._joined: dict[int, str] = {}
        self._polling: Polling | None = None

    async def start(self, inbox: Inbox) -> None:
        """Hear updates and serve every active bot."""
        fleet, intake = await self._container.get(Fleet), await self._container.get(Intake)
        dispatch = await self._container.get(Dispatch)
        dispatch.use(await Routes.of(ROUTERS, self._container.get))
        inbox.handle(SOURCE, intake.handle)
        if not self._settings.public_url:
            self._polling = Polling(fleet, intake.receive, intake.hears)
        (await self._container.get(Joining)).use(self.join_bots)
        try:
            await self.join_bots()
        except AppError:
            log.warning("bots.not_read")
        (await self._container.get(Nursery)).loop("join", self._join_later, pause=1.0)

    async def follow(self) -> None:
        """Know the bots' tokens of today, in a process that only sends."""
        (await self._container.get(Nursery)).loop("fleet", self._refresh_later, pause=1.0)

    async def _refresh_later(self) -> None:
        await asyncio.sleep(_JOIN_EVERY)
        await (await self._container.get(Fleet)).refresh()

    async def _join_later(self) -> None:
        await asyncio.sleep(_JOIN_EVERY)
        await self.join_bots()

    async def join_bots(self) -> None:
        """Serve every active bot: one whose webhook could not be set is tried again later."""
        fleet = await self._container.get(Fleet)
        await fleet.refresh()
        fresh = [served for served in fleet.served.values() if self._joined.get(served.id) != served.token]
        # Side by side: a Telegram that hangs for one bot does not keep the others waiting.
        await asyncio.gather(*(self._join_one(fleet, served) for served in fresh))

    async def _join_one(self, fleet: Fleet, served: ServedBot) -> None:
        try:
            await self._join(fleet, served)
        except (RawRefusal, OSError, TimeoutError) as error:
            log.warning("bot.not_joined", bot=served.username, why=str(error)[:200])
            return
        self._joined[served.id] = served.token
        log.info("bot.joined", bot=served.username)

    async def _join(self, fleet: Fleet, served: ServedBot) -> None:
        intake = await self._container.get(Intake)
        await fleet.learn(served)
        if self._polling is not None:
            await self._polling.join(served)
        else:
            await Webhooks(fleet, self._settings.public_url or "", intake.hears).join(served)
        nursery = await self._container.get(Nursery)
        nursery.work("menus", self._menus(served))

    async def _menus(self, served: ServedBot) -> None:
        shops, cards = await self._container.get(Shops), await self._container.get(KeepCard)
        served_here = await shops.of_bot(served.id)
        staff = [person for shop in served_here for person in await cards.colleagues(shop.id)]
        menus = await self._container.get(Menus)
        await menus.register(served, staff)
        if len(served_here) == 1:
            await menus.dress(served, served_here[0])
        # Of several shops it is the one that newcomers are shown.
        home = next((shop for shop in served_here if shop.id == served.default_shop_id), None)
        if served_here:
            await menus.open_app(served, home or served_here[0])

    async def consumers(self) -> dict[str, Consumer]:
        """Return what follows events in chats: live cards, digital goods, notices and reports."""
        get = self._container.get
        return {
            "cards": await get(OrderCards),
            "return_cards": await get(ReturnCards),
            "digital": await get(DeliverGoods),
            "staff_notices": await get(StaffNotices),
            "proofs": await get(ProofCards),
            "talks": await get(TalkPost),
            "reports": await get(SendReports),
            "quotes": await get(TellQuotes),
            "alerts": await get(TellAlerts),
            "reviews": await get(ReviewNotices),
            "friends": await get(TellFriends),
        }

    async def couriers(self) -> Consumer:
        """Return the consumer that tells couriers what to bring."""
        return await self._container.get(TellCouriers)

    async def low_stock(self) -> Consumer:
        """Return the consumer that tells staff what runs low."""
        return await self._container.get(TellLowStock)

    async def imports(self) -> Consumer:
        """Return the consumer that carries out files of goods."""
        return await self._container.get(RunImports)

    async def mailer(self) -> Mailer:
        """Return the sender of broadcasts and scenarios."""
        return await self._container.get(Mailer)

    async def jobs(self) -> list[Job]:
        """Return the timers that write to people."""
        alerts, reviews = await self._container.get(TellAlerts), await self._container.get(ReviewNotices)
        return [Job("price_drops", 300, alerts.price_drops), Job("ask_for_reviews", 600, reviews.ask)]

    async def posts(self) -> ProductPosts:
        """Return the keeper of posts in channels."""
        return await self._container.get(ProductPosts)

    async def at_once(self) -> Intake:
        """Return the intake, which answers a delivered pre-checkout question at once."""
        return await self._container.get(Intake)

    async def states(self) -> list[BotState]:
        """Return the bots this process serves."""
        fleet, intake = await self._container.get(Fleet), await self._container.get(Intake)
        if not fleet.served:
            await fleet.refresh()
        return [
            BotState(
                served.id,
                served.username,
                "webhook" if self._settings.public_url else "polling",
                intake.last_update(served.id),
            )
            for served in fleet.served.values()
        ]

    async def stop_hearing(self) -> None:
        """Ask Telegram for nothing more."""
        if self._polling is not None:
            await self._polling.stop()

    async def close(self) -> None:
        """Let go of the connections to Telegram."""
        await (await self._container.get(Fleet)).close()
