"""How the shop's own parts are put together: resources, use cases, events (dishka)."""

from dishka import Provider, Scope, provide, provide_all
from sqlalchemy.ext.asyncio import AsyncEngine

from config.settings import Settings
from core.analytics.events import ReportDue
from core.analytics.figures import Figures
from core.analytics.reports import SetReports, TellReports
from core.auth.identify import Identify
from core.auth.people import ActorIn, ChooseLanguage, EnterShop, NoteBlocked
from core.auth.register import Register
from core.auth.repeat import AnswerOnce
from core.auth.second_factor import SecondFactor
from core.auth.sessions import Authenticate, Sessions, SignIn
from core.auth.telegram_login import Issuer, TelegramLogin
from core.auth.tokens import AccessTokens
from core.kit.asked import OpenQuestions
from core.kit.bell import Bell
from core.kit.clock import Clock, SystemClock
from core.kit.destinations import Trusted
from core.kit.event import EventBook
from core.kit.events.inbox import Inbox
from core.kit.http import Http
from core.kit.invariants import CheckInvariants
from core.kit.limits import Limits
from core.kit.live import Live
from core.kit.nursery import Nursery
from core.kit.security.cipher import Cipher
from core.kit.security.sealing import Seal
from core.kit.sweep import SweepOld
from core.kit.uow import UnitOfWork
from core.notifications.cards import KeepCard, TellOnce
from core.notifications.choices import ChooseNotifications
from core.notifications.return_cards import KeepReturnCard
from core.orders.addresses import Addresses
from core.orders.benefits import EnterBenefits
from core.orders.cancel_order import CancelOrder
from core.orders.cart import Carts
from core.orders.cash import CountCash
from core.orders.checkout import CheckoutDraft
from core.orders.close_return import CloseReturn
from core.orders.couriers import Couriers
from core.orders.decide_return import DecideReturn
from core.orders.draft_return import DraftReturn
from core.orders.events import (
    CourierAssigned,
    CreditNoted,
    DeliveryAsked,
    DeliveryQuoted,
    DifferencesFound,
    DisputeNoted,
    FriendsThanked,
    OrderChanged,
    OrderPaid,
    OrderPlaced,
    ProofDecided,
    ProofSent,
    RefundRequested,
    RefundSettled,
    ReturnChanged,
    ReviewAnswered,
    ReviewSent,
    SubscriptionChanged,
)
from core.orders.expire_orders import CompleteOrders, ExpireOrders
from core.orders.export_orders import ExportOrders
from core.orders.fulfil_order import FulfilOrder
from core.orders.gift_cards import GiftCards
from core.orders.loyalty import Loyalty
from core.orders.manage_promos import ManagePromos, SetCurrencies
from core.orders.my_data import MyData
from core.orders.open_goods import OpenGoods
from core.orders.packing import PackingList
from core.orders.place_order import PlaceOrder
from core.orders.quote_delivery import QuoteDelivery
from core.orders.receive_return import ReceiveReturn
from core.orders.refund_order import RefundOrder
from core.orders.repeat_order import RepeatOrder
from core.orders.return_order import ReturnOrder
from core.orders.review import AssessOrders, ReviewOrder
from core.orders.reviews import AskForReviews, ModerateReviews, ReadReviews, WriteReview
from core.orders.show_orders import ShowOrders
from core.orders.subscriptions import ExpireSubscriptions
from core.orders.topics import OrderTopics
from core.orders.view_orders import ViewOrders
from core.orders.view_returns import ViewReturns
from core.orders.view_work import ViewWork
from core.shops.add_keys import AddKeys
from core.shops.album import Album
from core.shops.alerts import AwaitStock, ClaimAlerts
from core.shops.apply_import import ApplyImport
from core.shops.arrange import ArrangeShelves
from core.shops.audit import AuditChain, UndoChange
from core.shops.blocks import ArrangeBlocks
from core.shops.bulk import BulkChange
from core.shops.catalogue import BrowseCatalogue
from core.shops.change_products import AddProduct, SetPrice, SetVisibility
from core.shops.change_rules import ChangeRules
from core.shops.change_stock import ChangeStock
from core.shops.deliveries import Deliveries
from core.shops.describe import DescribeShop
from core.shops.draw_zones import Zones
from core.shops.edit_product import EditProduct
from core.shops.edit_variants import EditVariants
from core.shops.events import ImportApproved, StockChanged
from core.shops.export_goods import ExportGoods
from core.shops.extras import ProductExtras
from core.shops.favourites import Favourites
from core.shops.find import FindProducts
from core.shops.import_goods import ImportGoods
from core.shops.learn_tastes import LearnTastes
from core.shops.list_goods import ListGoods
from core.shops.low_stock import LowStock
from core.shops.open_shop import Bots, Shops
from core.shops.pictures import Pictures
from core.shops.places import Places
from core.shops.put_on_shelf import PutOnShelf
from core.shops.set_content import SetContent
from core.shops.set_kind import SetKind
from core.shops.set_up_login import SetUpLogin
from core.shops.shelves import FollowStock
from core.shops.storefront import ShowGoods
from core.shops.suggest import Suggest
from core.shops.team import Team
from core.shops.texts import EditTexts, ShopWords
from core.shops.view_stock import ViewStock
from core.shops.watch import CheckShop, ViewAudit
from core.talks.broadcasts import Broadcasts
from core.talks.converse import Converse
from core.talks.deliver_talks import DeliverTalks
from core.talks.events import TalkChanged, TalkEdited, TalkSaid
from core.talks.faq import Answers, WriteAnswers
from core.talks.posts import Channels, PostGoods
from core.talks.scenarios import NoteView, Scenarios, WatchOccasions
from core.talks.send_campaigns import SendCampaigns

EVENTS = (
    DeliveryAsked,
    DeliveryQuoted,
    CourierAssigned,
    CreditNoted,
    DifferencesFound,
    DisputeNoted,
    FriendsThanked,
    OrderPlaced,
    OrderChanged,
    OrderPaid,
    ProofDecided,
    ProofSent,
    RefundRequested,
    RefundSettled,
    ReportDue,
    ReturnChanged,
    ReviewAnswered,
    ReviewSent,
    ImportApproved,
    StockChanged,
    SubscriptionChanged,
    TalkChanged,
    TalkEdited,
    TalkSaid,
)


class CoreProvider(Provider):
    """Everything that knows neither Telegram nor HTTP; one of each per process."""

    scope = Scope.APP

    bell = provide(Bell)
    clock = provide(SystemClock, provides=Clock)
    nursery = provide(Nursery)
    seal = provide(Seal)

    live = provide(Live)

    @provide
    def uow(self, engine: AsyncEngine, bell: Bell, live: Live) -> UnitOfWork:
        """Return the unit of work; its commits ring the bell, and show themselves to who is looking."""
        return UnitOfWork(engine, bell.ring, live.tell)

    @provide
    def inbox(self, uow: UnitOfWork, seal: Seal) -> Inbox:
        """Return the inbox, which seals tokens that people typed."""
        return Inbox(uow, seal.close)

    @provide
    def book(self) -> EventBook:
        """Return the names of every event this release understands."""
        return EventBook(*EVENTS)

    @provide
    def cipher(self, settings: Settings) -> Cipher:
        """Return encryption at rest under the process's key."""
        if settings.secret_key is None:
            msg = "SECRET_KEY is not known yet"
            raise RuntimeError(msg)
        return Cipher(settings.secret_key.get_secret_value())

    @provide
    def identify(self, uow: UnitOfWork, settings: Settings) -> Identify:
        """Return who-is-who, which knows the platform's owners."""
        return Identify(uow, frozenset(settings.owner_ids))

    @provide
    def actor_in(self, uow: UnitOfWork, settings: Settings) -> ActorIn:
        """Return who-is-who in one particular shop."""
        return ActorIn(uow, frozenset(settings.owner_ids))

    @provide
    def authenticate(self, uow: UnitOfWork, clock: Clock, tokens: AccessTokens, settings: Settings) -> Authenticate:
        """Return who-asks, which knows the platform's owners."""
        return Authenticate(uow, clock, tokens, frozenset(settings.owner_ids))

    @provide
    def sign_in(
        self, uow: UnitOfWork, cipher: Cipher, clock: Clock, tokens: AccessTokens, identify: Identify, bots: Bots
    ) -> SignIn:
        """Return signing in, which asks the shops for the tokens of their bots."""
        return SignIn(uow, cipher, clock, tokens, identify, bots.token_of)

    @provide
    def http(self, settings: Settings) -> Http:
        """Return the client that others' servers are called with; addresses of the environment may be anywhere."""
        return Http(Trusted([settings.telegram_login_url]))

    @provide
    def issuer(self, http: Http, clock: Clock, settings: Settings) -> Issuer:
        """Return Telegram's login server."""
        return Issuer(http, clock, settings.telegram_login_url)

    use_cases = provide_all(
        AccessTokens,
        SetUpLogin,
        TelegramLogin,
        AnswerOnce,
        Sessions,
        ShowGoods,
        ShowOrders,
        SecondFactor,
        Limits,
        ChooseLanguage,
        EnterShop,
        NoteBlocked,
        Register,
        CheckInvariants,
        SweepOld,
        ChooseNotifications,
        KeepCard,
        TellOnce,
        Addresses,
        Loyalty,
        MyData,
        CancelOrder,
        Carts,
        CheckoutDraft,
        CountCash,
        EnterBenefits,
        GiftCards,
        ManagePromos,
        SetCurrencies,
        ExpireOrders,
        CompleteOrders,
        FulfilOrder,
        PlaceOrder,
        QuoteDelivery,
        RefundOrder,
        RepeatOrder,
        CloseReturn,
        DecideReturn,
        DraftReturn,
        ReceiveReturn,
        ReturnOrder,
        AssessOrders,
        ReviewOrder,
        AskForReviews,
        ModerateReviews,
        ReadReviews,
        WriteReview,
        ViewOrders,
        ViewReturns,
        ViewWork,
        KeepReturnCard,
        OpenGoods,
        ExpireSubscriptions,
        AddKeys,
        SetContent,
        SetKind,
        ArrangeShelves,
        AuditChain,
        UndoChange,
        BrowseCatalogue,
        FindProducts,
        Suggest,
        Album,
        AwaitStock,
        ClaimAlerts,
        ProductExtras,
        Favourites,
        LearnTastes,
        AddProduct,
        SetPrice,
        SetVisibility,
        ChangeRules,
        ChangeStock,
        OpenQuestions,
        Bots,
        Deliveries,
        Zones,
        Shops,
        Pictures,
        PutOnShelf,
        FollowStock,
        Figures,
        SetReports,
        TellReports,
        Team,
        ViewStock,
        ListGoods,
        DescribeShop,
        ArrangeBlocks,
        CheckShop,
        ViewAudit,
        EditTexts,
        ShopWords,
        Answers,
        WriteAnswers,
        NoteView,
        Scenarios,
        WatchOccasions,
        Channels,
        PostGoods,
        Broadcasts,
        Converse,
        DeliverTalks,
        SendCampaigns,
        ApplyImport,
        ExportGoods,
        ExportOrders,
        ImportGoods,
        Couriers,
        OrderTopics,
        PackingList,
        LowStock,
        Places,
        BulkChange,
        EditProduct,
        EditVariants,
    )
