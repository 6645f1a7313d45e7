"""How the bot's edge is put together (dishka)."""

from dishka import Provider, Scope, provide, provide_all
from redis.asyncio import Redis

from bot.alerts import TellAlerts
from bot.campaigns import Mailer
from bot.cards import OrderCards
from bot.check_bot import CheckBot
from bot.commands import Menus
from bot.connect import ConnectBot, Joining
from bot.deliveries import TellCouriers
from bot.dispatch import Dispatch
from bot.download import Download
from bot.fleet import Fleet
from bot.forget_message import ForgetMessage
from bot.friends import TellFriends
from bot.goods import DeliverGoods, SendGoods
from bot.imports import RunImports
from bot.inline import InlineMode
from bot.intake import Intake
from bot.low_stock import TellLowStock
from bot.pages import Pages
from bot.payments import Cashier
from bot.post import Post
from bot.product_posts import ProductPosts
from bot.prompts import Prompts
from bot.proof_cards import ProofCards
from bot.quotes import TellQuotes
from bot.reports import SendReports
from bot.return_cards import ReturnCards
from bot.review_notices import ReviewNotices
from bot.staff_notices import StaffNotices
from bot.talks import TalkPost
from bot.throttle import Throttle
from bot.topics import Topics
from config.settings import Settings
from core.kit.asked import OpenQuestions
from core.shops.open_shop import Bots, Shops
from core.shops.pictures import Pictures
from core.shops.texts import ShopWords
from core.talks.send_campaigns import SendCampaigns


class BotProvider(Provider):
    """Everything that speaks to Telegram; one of each per process."""

    scope = Scope.APP

    @provide
    def fleet(self, bots: Bots, settings: Settings) -> Fleet:
        """Return the bots, on the Bot API server of the settings."""
        return Fleet(bots, settings.telegram_api_url)

    @provide
    def prompts(self, redis: Redis, questions: OpenQuestions) -> Prompts:
        """Return what is being asked of whom."""
        return Prompts(redis, questions)

    @provide
    def pages(self, settings: Settings) -> Pages:
        """Return where this application's pages are."""
        return Pages(settings.pages_url)

    @provide
    def menus(self, fleet: Fleet, settings: Settings) -> Menus:
        """Return the menus, which know where this application's pages are."""
        return Menus(fleet, settings.pages_url)

    @provide
    def throttle(self) -> Throttle:
        """Return the limit per person."""
        return Throttle()

    @provide
    def mailer(self, send: SendCampaigns, fleet: Fleet, shops: Shops, texts: ShopWords, pictures: Pictures) -> Mailer:
        """Return the sender of broadcasts and scenarios, at Telegram's pace."""
        return Mailer(send, fleet, shops, texts, pictures)

    parts = provide_all(
        TellAlerts,
        TellFriends,
        Cashier,
        CheckBot,
        ConnectBot,
        DeliverGoods,
        Dispatch,
        Download,
        ForgetMessage,
        InlineMode,
        Intake,
        Joining,
        OrderCards,
        Post,
        ProofCards,
        ReturnCards,
        ReviewNotices,
        RunImports,
        TellLowStock,
        TellCouriers,
        Topics,
        SendGoods,
        SendReports,
        TellQuotes,
        StaffNotices,
        TalkPost,
        ProductPosts,
    )
