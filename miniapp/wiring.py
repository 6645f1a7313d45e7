"""How the web's side is put together (dishka)."""

from dishka import Provider, Scope, provide, provide_all

from config.settings import Settings
from core.auth.repeat import AnswerOnce
from core.auth.sessions import Authenticate
from core.kit.limits import Limits
from core.shops.open_shop import Shops
from miniapp.dashboard import Dashboard
from miniapp.rest.api import Api
from miniapp.rest.auth import AuthResource
from miniapp.rest.basket import BasketResource
from miniapp.rest.goods import GoodsResource
from miniapp.rest.live import LiveResource
from miniapp.rest.login import TelegramLoginResource
from miniapp.rest.manage import ManageResource
from miniapp.rest.manage_goods import ManageGoods
from miniapp.rest.manage_returns import ManageReturns
from miniapp.rest.me import MeResource
from miniapp.rest.orders import OrdersResource
from miniapp.rest.pictures import ServePictures
from miniapp.rest.serve import Doorman
from miniapp.storefront import Storefront


class WebProvider(Provider):
    """The API and what it is made of."""

    scope = Scope.APP

    resources = provide_all(
        AuthResource,
        TelegramLoginResource,
        GoodsResource,
        BasketResource,
        OrdersResource,
        MeResource,
        LiveResource,
        ManageResource,
        ManageGoods,
        ManageReturns,
        ServePictures,
    )

    @provide
    def doorman(
        self, authenticate: Authenticate, shops: Shops, limits: Limits, answer_once: AnswerOnce, settings: Settings
    ) -> Doorman:
        """Return what every request passes."""
        return Doorman(authenticate, shops, limits, answer_once, settings.trusted_proxies, settings.public_url)

    @provide
    def storefront(self, shops: Shops, goods: GoodsResource, settings: Settings) -> Storefront:
        """Return the pages of the shops."""
        return Storefront(shops, goods, settings)

    @provide
    def dashboard(self, settings: Settings) -> Dashboard:
        """Return the pages of the dashboard."""
        return Dashboard(settings)

    @provide
    def api(
        self,
        doorman: Doorman,
        auth: AuthResource,
        login: TelegramLoginResource,
        goods: GoodsResource,
        basket: BasketResource,
        orders: OrdersResource,
        me: MeResource,
        live: LiveResource,
        manage: ManageResource,
        manage_goods: ManageGoods,
        manage_returns: ManageReturns,
        pictures: ServePictures,
        settings: Settings,
    ) -> Api:
        """Return the API."""
        return Api(
            doorman,
            auth,
            login,
            goods,
            basket,
            orders,
            me,
            live,
            manage,
            manage_goods,
            manage_returns,
            pictures,
            settings.cors_origins,
        )
