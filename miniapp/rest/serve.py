"""From a request to a handler and back: who asks, how often, in which shop, with which words; then the answer."""

import hashlib
from typing import Any

from aiohttp import web

from core.auth.errors import NotSignedIn
from core.auth.repeat import AnswerOnce
from core.auth.sessions import Authenticate, Caller
from core.kit.errors import Forbidden, NotFound
from core.kit.limits import Limit, Limits
from core.shops.open_shop import Shops
from core.shops.shop import Shop
from db.types.enums import ShopStatus
from miniapp.languages import LANGUAGE, language_of
from miniapp.remote import caller as address_of
from miniapp.remote import place_of
from miniapp.rest.repeat import HEADER, key_of
from miniapp.rest.route import (
    Access,
    Call,
    Repeat,
    Route,
    body_values,
    is_text,
    path_values,
    query_values,
    wanted_fields,
    writer,
)

_READS = Limit("api.read", 1200, 60)
_WRITES = Limit("api.write", 240, 60)
# What names nobody or nothing is counted by address: guessing at tokens and shops.
_REFUSED = Limit("api.refused", 600, 60, strict=True)
# What is guarded strictly is counted for each person, and for the address they come from, which many may share.
_ADDRESS_TIMES = 20
_BEARER = "Bearer "
_SHOP = "shop"  # of one's orders and oneself: which shop is meant, where a bot serves several


class Doorman:
    """What every route passes."""

    def __init__(
        self,
        authenticate: Authenticate,
        shops: Shops,
        limits: Limits,
        answer_once: AnswerOnce,
        trusted_proxies: tuple[str, ...] = (),
        public_url: str | None = None,
    ) -> None:
        self._authenticate = authenticate
        self._shops = shops
        self._limits = limits
        self._answer_once = answer_once
        self._trusted = trusted_proxies
        self._public_url = public_url

    def handler(self, route: Route) -> Any:
        """Return a route as the server takes it."""
        write = writer(route.signature.answer) if not route.raw and route.status != 204 else None

        async def handle(request: web.Request) -> web.StreamResponse:
            call = await self._admit(route, request)
            signature = route.signature
            given: dict[str, Any] = path_values(signature, request)
            if signature.query is not None:
                named = route.of_a_shop or _SHOP in signature.query.model_fields
                asked = {name: told for name, told in request.query.items() if named or name != _SHOP}
                given["query"] = query_values(signature.query, asked)
            raw = b""
            if signature.body is not None:
                body, raw = await body_values(signature.body, request)
                given["body"] = body

            include = wanted_fields(signature, given.get("query"))

            async def carry_out() -> tuple[int, bytes]:
                answer = await route.handle(call, **given)
                return route.status, write(answer, include=include) if write is not None else b""

            if route.raw:
                return await route.handle(call, **given)  # type: ignore[no-any-return]
            return await self._answer(route, request, call, raw, carry_out)

        return handle

    async def _admit(self, route: Route, request: web.Request) -> Call:
        """Find out who asks, and let them in. Raises: NotSignedIn, Forbidden, NotFound, TooMany."""
        address = address_of(request.remote or "", request.headers.get("X-Forwarded-For", ""), self._trusted)
        if not all(is_text(told) for told in request.match_info.values()):
            raise NotFound
        slug = request.match_info.get("slug") or (None if route.of_a_shop else request.query.get(_SHOP))
        if slug is not None and not is_text(slug):
            raise NotFound
        place = f"a{place_of(address)}"
        try:
            who, shop = await self._who(route, request, slug)
        except (NotSignedIn, NotFound):
            await self._limits.take(_REFUSED, place)
            raise
        if who is not None:
            request[LANGUAGE] = who.language
        asker = f"p{who.person_id}" if who is not None else place
        await self._limits.take(_READS if request.method in ("GET", "HEAD") else _WRITES, asker)
        if route.limit is not None:
            await self._take(route.limit, None if route.access is Access.ANYBODY and route.limit.strict else who, place)
        if route.access is Access.STAFF and (who is None or who.actor is None or not who.actor.is_staff):
            raise Forbidden
        return Call(request, language_of(request), address, self._base(request), who, shop)

    async def _take(self, limit: Limit, who: Caller | None, place: str) -> None:
        """Count by person where one is known; what is strict also by address. Raises: TooMany."""
        if who is None:
            await self._limits.take(limit, place)
            return
        await self._limits.take(limit, f"p{who.person_id}")
        if limit.strict:
            many = Limit(f"{limit.name}.address", limit.times * _ADDRESS_TIMES, limit.seconds, strict=True)
            await self._limits.take(many, place)

    async def _who(self, route: Route, request: web.Request, slug: str | None) -> tuple[Caller | None, Shop | None]:
        told = request.headers.get("Authorization", "")
        if told.startswith(_BEARER):
            who = await self._authenticate(told.removeprefix(_BEARER).strip()[:4096], slug, language_of(request))
            return who, Shop.from_row(who.shop_row) if who.shop_row is not None else None
        if route.access is not Access.ANYBODY:
            raise NotSignedIn
        return None, await self._open_shop(slug) if slug is not None else None

    async def _open_shop(self, slug: str) -> Shop:
        shop = await self._shops.by_slug(slug)
        if shop.status is ShopStatus.CLOSED:
            raise NotFound
        return shop

    async def _answer(
        self, route: Route, request: web.Request, call: Call, raw: bytes, carry_out: Any
    ) -> web.StreamResponse:
        repeated = False
        if route.method == "GET" or route.repeat is Repeat.NEVER or call.caller is None:
            status, body = await carry_out()
        else:
            key = key_of(request.headers.get(HEADER), must=route.repeat is Repeat.MUST)
            if key is None:
                status, body = await carry_out()
            else:
                asked = hashlib.sha256(b"\0".join((route.method.encode(), request.path_qs.encode(), raw))).hexdigest()
                owner = f"{call.who.bot_id}:{call.who.person_id}"
                status, body, repeated = await self._answer_once(owner, key, asked, carry_out)
        headers = {"Vary": "Accept-Language, Authorization"}
        if repeated:
            headers["Idempotency-Replayed"] = "true"
        if route.cached:
            return self._cached(request, call, body, headers)
        headers["Cache-Control"] = "no-store"
        if status == 204:
            return web.Response(status=204, headers=headers)
        return web.Response(body=body, status=status, content_type="application/json", headers=headers)

    @staticmethod
    def _cached(request: web.Request, call: Call, body: bytes, headers: dict[str, str]) -> web.Response:
        """Answer a read that others ask again: with its tag, and with nothing where nothing has changed."""
        tag = hashlib.sha256(body).hexdigest()[:24]
        # What a signed-in person sees is theirs alone.
        headers["Cache-Control"] = "private, no-cache" if call.caller is not None else "public, max-age=0"
        known = {
            told.strip().removeprefix("W/").strip('"') for told in request.headers.get("If-None-Match", "").split(",")
        }
        answer = (
            web.Response(status=304, headers=headers)
            if tag in known or "*" in known
            else web.Response(body=body, content_type="application/json", headers=headers)
        )
        answer.etag = tag
        return answer

    def _base(self, request: web.Request) -> str:
        return (self._public_url or f"{request.scheme}://{request.host}").rstrip("/")
