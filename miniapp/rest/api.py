"""The API on one screen: every resource, its document, its page, and who from elsewhere may call it."""

import hashlib
from base64 import b64encode
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from miniapp.answers import json_bytes
from miniapp.rest import openapi
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
from miniapp.rest.repeat import HEADER
from miniapp.rest.route import PREFIX, Route
from miniapp.rest.serve import Doorman

_METHODS = "GET, POST, PUT, PATCH, DELETE"
_HEADERS = f"Authorization, Content-Type, If-None-Match, Accept-Language, {HEADER}"
_EXPOSED = "ETag, Retry-After, X-Request-Id, Idempotency-Replayed"
_STYLE = b64encode(hashlib.sha256(openapi.STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


_Resource = (
    AuthResource
    | TelegramLoginResource
    | GoodsResource
    | BasketResource
    | OrdersResource
    | MeResource
    | LiveResource
    | ManageResource
    | ManageGoods
    | ManageReturns
)
RESOURCES: tuple[type[_Resource], ...] = (
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
)


def describe() -> dict[str, Any]:
    """Return the document of the API without serving it: routes are read off the classes."""
    return openapi.document(route for kind in RESOURCES for route in kind.__new__(kind).routes())


class Api:
    """All of it."""

    def __init__(
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
        origins: tuple[str, ...] = (),
    ) -> None:
        self._doorman = doorman
        self._pictures = pictures
        self._live = live
        self._origins = frozenset(origins)
        resources: tuple[_Resource, ...] = (
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
        )
        self.routes: list[Route] = [route for resource in resources for route in resource.routes()]
        self.document = openapi.document(self.routes)
        self._told = json_bytes(self.document)
        self._page = openapi.page(self.document)

    def serve(self, app: web.Application) -> None:
        """Add everything to an application."""
        for route in self.routes:
            app.router.add_route(route.method, route.full_path, self._doorman.handler(route))
        app.on_shutdown.append(self._live.close)
        app.router.add_get(f"{PREFIX}/openapi.json", self._openapi)
        app.router.add_get("/api/docs", self._docs)
        app.router.add_get("/pictures/{slug}/{media}/{size}", self._pictures.serve)
        app.router.add_route("OPTIONS", PREFIX + "/{rest:.*}", self._preflight)
        # Before everything else: refusals, too, are read by pages from elsewhere.
        app.middlewares.insert(0, self._cors)

    async def _openapi(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._told, content_type="application/json", headers={"Cache-Control": "no-cache"})

    async def _docs(self, _request: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
        return web.Response(text=self._page, content_type="text/html", charset="utf-8", headers=headers)

    async def _preflight(self, _request: web.Request) -> web.Response:
        return web.Response(status=204, headers={"Access-Control-Max-Age": "600"})

    @web.middleware
    async def _cors(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let pages of named sites call the API; they bring no cookies, so there is nothing to ride on."""
        answer = await handler(request)
        origin = request.headers.get("Origin")
        if not self._origins or not request.path.startswith(PREFIX) or answer.prepared:
            return answer
        answer.headers.add("Vary", "Origin")  # also without one: a kept answer is not taken for another site's
        if origin in self._origins:
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Methods"] = _METHODS
            answer.headers["Access-Control-Allow-Headers"] = _HEADERS
            answer.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return answer
