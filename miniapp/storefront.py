"""`/s/{slug}`: a shop's storefront. The first page is written here, its script and styles are built from `web/`."""

import gzip
import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import orjson
from aiohttp import web

from config.settings import Settings
from core.kit.errors import NotFound
from core.kit.i18n.words import words_of
from core.shops.open_shop import Shops
from core.shops.shop import Shop
from db.types.enums import ShopStatus
from db.types.ids import ProductId, decode_id, encode_id
from miniapp.colours import parts
from miniapp.languages import language_of
from miniapp.pages import embedders, sentence
from miniapp.rest.goods import Categories, FoundTold, GoodsResource, Listing, ProductTold, ShopTold
from miniapp.rest.route import Call, writer
from miniapp.shell import ASSETS, Built, Seen, empty, page

DIST = Path(__file__).parent / "web" / "dist"
_KEPT_PAGES = 512
_KEPT_SECONDS = 60.0
_FOREVER = "public, max-age=31536000, immutable"
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}")
# The policy of a worker is its own, and says what it may fetch.
_WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'"
_WRITE_SHOP, _WRITE_SHELVES = writer(ShopTold), writer(Categories)
_WRITE_FOUND, _WRITE_PRODUCT = writer(FoundTold), writer(ProductTold)
# Which of the script's rooms an address opens, so that its chunk is on its way with the page.
_PAGES = frozenset({"search", "cart", "checkout", "orders", "returns", "favourites", "profile", "stories"})


@dataclass(frozen=True, slots=True)
class _Kept:
    status: int
    text: bytes
    packed: bytes
    policy: str
    until: float


class Storefront:
    """The pages of every shop, and what they load."""

    def __init__(self, shops: Shops, goods: GoodsResource, settings: Settings, dist: Path = DIST) -> None:
        self._shops = shops
        self._goods = goods
        self._dist = dist
        self._built: Built | None = None
        self._made = 0
        self._pages: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
        self._embedders = embedders(settings)

    def serve(self, app: web.Application) -> None:
        """Add the routes to an application."""
        app.router.add_get(f"{ASSETS}/{{name}}", self._asset)
        app.router.add_get("/sw.js", self._worker)
        app.router.add_get("/s-shell", self._empty)
        app.router.add_get("/s/{slug}/manifest.webmanifest", self._manifest)
        app.router.add_get("/s/{slug}", self._show)
        app.router.add_get("/s/{slug}/{rest:.*}", self._show)

    def _what_was_built(self) -> Built | None:
        """Return what the build left, None where nobody has built yet; a newer build is seen at once."""
        try:
            made = (self._dist / "shell.json").stat().st_mtime_ns
        except FileNotFoundError:
            return None
        if self._built is None or made != self._made:
            told = orjson.loads((self._dist / "shell.json").read_bytes())
            self._made = made
            self._built = Built(
                id=told["id"],
                script=told["script"],
                chunks=tuple(told["chunks"]),
                words=told["words"],
                pages={name: tuple(files) for name, files in told["pages"].items()},
                css=told["css"],
                theme=told["theme"],
                templates=told["templates"],
            )
        return self._built

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        path = self._dist / "assets" / name
        if not _NAME.fullmatch(name) or name.endswith((".br", ".gz")) or not path.is_file():
            raise NotFound
        # FileResponse takes the sibling `.br` or `.gz` that the caller reads.
        return web.FileResponse(path, headers={"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"})

    async def _worker(self, _request: web.Request) -> web.StreamResponse:
        path = self._dist / "sw.js"
        if not path.is_file():
            raise NotFound
        headers = {"Cache-Control": "no-cache", "Content-Type": "text/javascript", "Content-Security-Policy": _WORKER}
        return web.FileResponse(path, headers=headers)

    async def _empty(self, request: web.Request) -> web.Response:
        built = self._what_was_built()
        if built is None:
            raise NotFound
        text, policy = empty(built, self._embedders)
        body = text.encode()
        return _answer(request, _Kept(200, body, gzip.compress(body, 9, mtime=0), policy, 0.0))

    async def _manifest(self, request: web.Request) -> web.Response:
        shop = await self._open(request.match_info["slug"])
        title = words_of(language_of(request)).pick(shop.title)
        red, green, blue = parts(shop.rules.design.accent)
        told = {
            "name": title,
            "short_name": title[:12],
            "start_url": f"/s/{shop.slug}",
            "scope": f"/s/{shop.slug}",
            "display": "standalone",
            "theme_color": f"#{red:02x}{green:02x}{blue:02x}",
            "icons": [{"src": f"{ASSETS}/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
        }
        return web.Response(
            body=orjson.dumps(told),
            content_type="application/manifest+json",
            headers={"Cache-Control": "public, max-age=3600", "Vary": "Accept-Language"},
        )

    async def _open(self, slug: str) -> Shop:
        shop = await self._shops.by_slug(slug)
        if shop.status is ShopStatus.CLOSED:
            raise NotFound
        return shop

    async def _show(self, request: web.Request) -> web.Response:
        """Return the page of an address; what looks like a file is none of ours."""
        rest = request.match_info.get("rest", "").strip("/")
        language = language_of(request)
        if "." in rest:
            raise NotFound
        built = self._what_was_built()
        if built is None:
            return sentence(language, "store-not-built", 503)
        try:
            shop = await self._open(request.match_info["slug"])
        except NotFound:
            return sentence(language, "store-no-shop", 404)
        room, _, name = rest.partition("/")
        # Only pages with goods differ by what follows; the others are one page each.
        key = (shop.id, shop.catalogue_version, language, built.id, room, name if room in ("c", "p") else "")
        kept = self._pages.get(key)
        if kept is None or kept.until < time.monotonic():
            kept = await self._written(Call(request, language, "", "", None, shop), built, room, name)
            self._pages[key] = kept
        self._pages.move_to_end(key)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return _answer(request, kept)

    async def _written(self, call: Call, built: Built, room: str, name: str) -> _Kept:
        words, status = words_of(call.language), 200
        shop = await self._goods.shop(call)
        seen = Seen(shop, room if room in _PAGES else "", seeds={"": _WRITE_SHOP(shop)})
        try:
            if room in ("", "c"):
                await self._shelf(call, seen, name)
            elif room == "p":
                await self._product(call, seen, name)
            elif not seen.page:
                status = 404
        except (NotFound, ValueError):
            seen.page, status = "", 404
        text, policy = page(built, seen, words, self._embedders)
        body = text.encode()
        return _Kept(status, body, gzip.compress(body, 9, mtime=0), policy, time.monotonic() + _KEPT_SECONDS)

    async def _shelf(self, call: Call, seen: Seen, name: str) -> None:
        shelves = await self._goods.categories(call)
        seen.categories, seen.page = shelves.items, "home"
        asked = Listing(limit=8)
        if name:
            category = decode_id(name)
            shelf = next((one for one in shelves.items if one.id == category), None)
            if shelf is None:
                raise NotFound
            seen.page, seen.title, seen.category = "list", f"{shelf.emoji} {shelf.title}".strip(), encode_id(category)
            asked = Listing(category=encode_id(category))
        found = await self._goods.products(call, asked)
        seen.cards = found.items
        seen.seeds["/categories"] = _WRITE_SHELVES(shelves)
        seen.seeds[f"/products?category={seen.category}" if name else "/products?limit=8"] = _WRITE_FOUND(found)

    async def _product(self, call: Call, seen: Seen, name: str) -> None:
        product = await self._goods.product(call, ProductId(decode_id(name)))
        seen.product, seen.page, seen.title = product, "product", product.title
        seen.seeds[f"/products/{encode_id(product.id)}"] = _WRITE_PRODUCT(product)


def _answer(request: web.Request, kept: _Kept) -> web.Response:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = web.Response(
        body=kept.packed if packed else kept.text,
        status=kept.status,
        content_type="text/html",
        charset="utf-8",
        headers={
            "Content-Security-Policy": kept.policy,
            "Cache-Control": "no-cache",
            "Vary": "Accept-Language, Accept-Encoding",
            # Who wants to may say where the courier is to come.
            "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
        },
    )
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
