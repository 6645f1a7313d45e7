"""Pictures of the goods: two sizes of each, made once, kept in Redis, never changing under one address.

Only what everybody may see is shown: an address is easily guessed, and a shop keeps other pictures too.
"""

import asyncio
from io import BytesIO

import structlog
from aiohttp import web
from PIL import Image
from redis.asyncio import Redis
from redis.exceptions import RedisError

from config.settings import Settings
from core.kit.errors import NotFound
from core.kit.limits import Limit, Limits
from core.shops.open_shop import Shops
from core.shops.storefront import MediaSize, ShowGoods
from db.types.enums import ShopStatus
from db.types.ids import ShopId, decode_id, encode_id
from miniapp.remote import caller, place_of
from miniapp.rest.shapes import Picture

log = structlog.get_logger(__name__)
SIDES: dict[str, int] = {"thumb": 400, "large": 1080}
# By how an address ends, and by what the asker takes: the smallest first.
KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_SAVED: dict[str, tuple[str, dict[str, int]]] = {
    "avif": ("AVIF", {"quality": 62, "speed": 8}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82}),
}
# So long a picture that was taken back may still be seen.
_KEPT_SECONDS = 3600
_MADE = Limit("pictures.made", 600, 60, strict=True)
_FOREVER = "public, max-age=31536000, immutable"


def picture_of(slug: str, size: MediaSize | None) -> Picture | None:
    """Return the addresses of a picture, None where there is none."""
    if size is None:
        return None
    at = f"/pictures/{slug}/{encode_id(size.id)}"
    return Picture(url=f"{at}/large", thumb=f"{at}/thumb", width=size.width, height=size.height, tone=size.tone)


def kind_of(ending: str, accepts: str) -> str:
    """Return the format that an address names, else the best of those the asker takes (pure). Raises: NotFound."""
    if ending:
        if ending not in KINDS:
            raise NotFound
        return ending
    return next((kind for kind in ("avif", "webp") if KINDS[kind] in accepts), "jpg")


def shrunk(content: bytes, side: int, kind: str) -> bytes:
    """Return a picture no wider or higher than a side, in a format."""
    name, options = _SAVED[kind]
    with Image.open(BytesIO(content)) as image:
        shown = image.convert("RGB")
        shown.thumbnail((side, side), Image.Resampling.LANCZOS)
        out = BytesIO()
        shown.save(out, name, **options)
        return out.getvalue()


class ServePictures:
    """`GET /pictures/{slug}/{media}/{size}`: in the best format the asker takes; `.jpg`, `.webp`, `.avif` name one."""

    def __init__(self, shops: Shops, show: ShowGoods, redis: Redis, limits: Limits, settings: Settings) -> None:
        self._shops = shops
        self._show = show
        self._limits = limits
        self._trusted = settings.trusted_proxies
        self._redis = redis
        # Shrinking is work for a core: two at once leave the chat its turn.
        self._gate = asyncio.Semaphore(2)

    async def serve(self, request: web.Request) -> web.Response:
        """Return the picture. Raises: NotFound, TooMany."""
        size, _, ending = request.match_info["size"].partition(".")
        if size not in SIDES:
            raise NotFound
        kind = kind_of(ending, request.headers.get("Accept", ""))
        try:
            media_id = decode_id(request.match_info["media"])
        except ValueError as error:
            raise NotFound from error
        tag = f"{encode_id(media_id)}-{size}-{kind}"
        headers = {"Cache-Control": _FOREVER, "Cross-Origin-Resource-Policy": "cross-origin"}
        if not ending:
            headers["Vary"] = "Accept"
        if request.headers.get("If-None-Match", "").strip('"') == tag:
            answer = web.Response(status=304, headers=headers)
        else:
            shop = await self._shops.by_slug(request.match_info["slug"])
            if shop.status is ShopStatus.CLOSED:
                raise NotFound
            asker = place_of(caller(request.remote or "", request.headers.get("X-Forwarded-For", ""), self._trusted))
            content = await self._content(shop.id, media_id, size, kind, asker)
            answer = web.Response(body=content, content_type=KINDS[kind], headers=headers)
        answer.etag = tag
        return answer

    async def _content(self, shop_id: ShopId, media_id: int, size: str, kind: str, asker: str) -> bytes:
        key = f"picture:{shop_id}:{media_id}:{size}.{kind}"
        try:
            kept = await self._redis.get(key)
        except (RedisError, OSError, TimeoutError):
            kept = None
        if isinstance(kept, bytes):
            return kept
        await self._limits.take(_MADE, asker)
        original = await self._show.picture(shop_id, media_id)
        async with self._gate:
            made = await asyncio.to_thread(shrunk, original, SIDES[size], kind)
        try:
            await self._redis.set(key, made, ex=_KEPT_SECONDS)
        except (RedisError, OSError, TimeoutError):
            log.info("picture.not_kept", media_id=media_id)
        return made
