"""Pictures: kept once per shop, uploaded to Telegram once per bot."""

import asyncio
import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.errors import PictureRefused
from db.repositories import assortment, catalogue
from db.types.ids import BotId, MediaId, ShopId, new_id

_MAX_BYTES = 10 * 1024 * 1024
_MAX_SIDE = 1280
# A picture is looked at so small to find its colour, in so many shades.
_GLANCE, _SHADES = 24, 5


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be kept: JPEG bytes, size in pixels, and its tone (`#rrggbb`) where somebody looked."""

    content: bytes
    width: int
    height: int
    tone: str | None = None


def tone_of(image: Image.Image) -> str:
    """Return the colour there is most of, which stands in the picture's place until it has come."""
    few = image.convert("RGB").resize((_GLANCE, _GLANCE)).quantize(_SHADES)
    counts = few.histogram()
    most = counts.index(max(counts)) * 3
    red, green, blue = (few.getpalette() or [])[most : most + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def drawn(content: bytes) -> Picture:
    """Return a picture of ours with its size and tone."""
    with Image.open(BytesIO(content)) as image:
        return Picture(content, image.width, image.height, tone_of(image))


def _normalise(content: bytes) -> Picture:
    try:
        with Image.open(BytesIO(content)) as image:
            image.draft("RGB", (_MAX_SIDE, _MAX_SIDE))
            if image.width * image.height > 60_000_000:
                raise PictureRefused
            shown = image.convert("RGB")
            shown.thumbnail((_MAX_SIDE, _MAX_SIDE))
            out = BytesIO()
            shown.save(out, "JPEG", quality=86, progressive=True)
            return Picture(out.getvalue(), shown.width, shown.height, tone_of(shown))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise PictureRefused from error


async def normalise(content: bytes) -> Picture:
    """Check and shrink a picture in a thread.

    Raises:
        PictureRefused: too large, or not a picture.
    """
    if len(content) > _MAX_BYTES:
        raise PictureRefused
    return await asyncio.to_thread(_normalise, content)


async def keep(tx: Transaction, picture: Picture) -> MediaId:
    """Write a picture in the caller's transaction; the same bytes are kept once."""
    return await assortment.create_media(
        tx.connection,
        tx.shop_id,
        media_id=MediaId(new_id()),
        sha256=hashlib.sha256(picture.content).hexdigest(),
        mime="image/jpeg",
        width=picture.width,
        height=picture.height,
        content=picture.content,
        tone=picture.tone,
    )


class Pictures:
    """Hands pictures to the edges and remembers what a bot uploaded."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def content(self, shop_id: ShopId, media_id: int) -> bytes:
        """Return a picture's bytes. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            found = await catalogue.media(tx.connection, shop_id, media_id)
        if found is None:
            raise NotFound
        return bytes(found["content"])

    async def file_id(self, shop_id: ShopId, media_id: int, bot_id: BotId) -> str | None:
        """Return Telegram's id of a picture that this bot uploaded before."""
        async with self._uow(shop_id) as tx:
            return await catalogue.file_id(tx.connection, shop_id, media_id, bot_id)

    async def uploaded(self, shop_id: ShopId, media_id: int, bot_id: BotId, file_id: str) -> None:
        """Remember Telegram's id of an uploaded picture."""
        async with self._uow(shop_id) as tx:
            await catalogue.keep_file_id(tx.connection, shop_id, media_id, bot_id, file_id)

    async def forgotten(self, shop_id: ShopId, media_id: int, bot_id: BotId) -> None:
        """Telegram does not know its copy any more."""
        async with self._uow(shop_id) as tx:
            await catalogue.drop_file_id(tx.connection, shop_id, media_id, bot_id)
