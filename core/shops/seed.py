"""Fill an empty database with the demo shops: drawn first, then written, one transaction per shop.

A run that is cut off leaves whole shops or none; the next run writes those that are missing.
"""

import asyncio
import hashlib
import secrets
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import structlog

from core.kit.errors import AppError
from core.kit.refusals import SlugTaken
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.shops.demo import drawings
from core.shops.demo.catalogue import DEMO_SHOPS, picture_keys
from core.shops.demo.drawings import render, render_many
from core.shops.demo.model import DemoDigital, DemoProduct, DemoShop
from core.shops.digital import CONTENTS_CONTEXT, KEYS_CONTEXT
from core.shops.errors import UnknownSku
from core.shops.pictures import Picture, drawn, keep
from core.shops.shop import Block, Design
from db.repositories import assortment, digital, identity, promotions, shops, stock, texts
from db.types.enums import DeliveryKind, MovementKind, ProductKind, Role
from db.types.ids import (
    BotId,
    CategoryId,
    MediaId,
    PersonId,
    ProductId,
    ShopId,
    StockItemId,
    VariantId,
    encode_id,
    new_id,
)

log = structlog.get_logger(__name__)
PAYMENT_SUPPORT = "payment_support"
STARS = "XTR"
_KEY_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SIDE = 800
_COVER = (1280, 720)
# Starting the drawing processes costs as much as eight pictures: large batches, and a sign of life in between.
_BATCH = 56

Progress = Callable[[int, int, str], None]


class DatabaseNotEmpty(AppError):
    """Shops live here already; the demo does not move in with them."""

    code = "error-database-not-empty"
    status = 409


@dataclass(frozen=True, slots=True)
class SeedRequest:
    """For whom the demo shops open.

    The staff work in every demo shop; a group belongs to one shop, so the staff chat is the first one's.
    """

    bot_id: BotId
    owner_id: PersonId
    staff: tuple[tuple[PersonId, Role], ...] = ()
    staff_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a run did: the shops it opened and those that were there before, by address word."""

    opened: tuple[str, ...]
    present: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Return whether anything was written."""
        return bool(self.opened)


class SeedDemo:
    """The use case. `cache_dir` keeps the drawn pictures for the next empty database."""

    def __init__(
        self, uow: UnitOfWork, cipher: Cipher, cache_dir: Path, demo_shops: tuple[DemoShop, ...] = DEMO_SHOPS
    ) -> None:
        self._uow = uow
        self._cipher = cipher
        self._drawer = Drawer(cache_dir)
        self._demo_shops = demo_shops

    async def __call__(self, request: SeedRequest, on_progress: Progress = lambda *_: None) -> Seeded:
        """Open the demo shops that are missing; `on_progress` gets steps done, steps in all, and what is done.

        Raises:
            DatabaseNotEmpty: there are shops, and none of them is a demo shop.
        """
        async with self._uow.platform() as connection:
            there = {row["slug"] for row in await shops.all_shops(connection)}
        missing = [demo for demo in self._demo_shops if demo.slug not in there]
        if there and len(missing) == len(self._demo_shops):
            raise DatabaseNotEmpty
        keys = [key for demo in missing for key in picture_keys(demo)]
        covers = [demo.cover for demo in missing]
        total = len(keys) + len(missing)
        pictures: dict[str, Picture] = {}
        for batch in _batches([key for key in keys if key not in covers]):
            on_progress(len(pictures), total, "Drawing the pictures")
            pictures |= await asyncio.to_thread(self._drawer.photos, batch)
        for key in covers:
            on_progress(len(pictures), total, "Drawing the covers")
            pictures[key] = await asyncio.to_thread(self._drawer.cover, key)
        opened = []
        for step, demo in enumerate(missing):
            on_progress(len(keys) + step, total, f"Opening {demo.name['en']}")
            if await self._open(demo, request, pictures, first=demo is self._demo_shops[0]):
                opened.append(demo.slug)
        on_progress(total, total, "The demo shops are open" if opened else "The demo shops were open already")
        present = tuple(demo.slug for demo in self._demo_shops if demo.slug not in opened)
        log.info("demo.seeded", opened=opened, present=present)
        return Seeded(tuple(opened), present)

    async def _open(
        self, demo: DemoShop, request: SeedRequest, pictures: Mapping[str, Picture], *, first: bool
    ) -> bool:
        shop_id = ShopId(new_id())
        try:
            async with self._uow(shop_id) as tx:
                await _write_shop(tx, demo, request, first=first)
                media = {key: await keep(tx, pictures[key]) for key in picture_keys(demo)}
                await shops.set_cover(tx.connection, shop_id, media[demo.cover])
                await _write_delivery(tx, demo)
                shelves = await _write_categories(tx, demo)
                await shops.set_rule(tx.connection, shop_id, "design", _design(demo, media, shelves))
                items = [
                    item
                    for position, product in enumerate(demo.products)
                    for item in await _write_product(tx, product, position, shelves[product.category_slug], media)
                ]
                for product in demo.products:
                    if product.digital is not None:
                        await _write_digital(tx, self._cipher, product, product.digital, pictures)
                await assortment.refresh_sold_out(tx.connection, shop_id, list(items))
        except SlugTaken:
            return False  # another process seeds the same database and was faster
        return True


async def _write_shop(tx: Transaction, demo: DemoShop, request: SeedRequest, *, first: bool) -> None:
    await shops.create_shop(
        tx.connection,
        shop_id=tx.shop_id,
        slug=demo.slug,
        title=dict(demo.name),
        currency=demo.currency,
        bot_id=request.bot_id,
        timezone=demo.timezone,
        settings={"demo": True, "return_days": 7},
        texts={
            "greeting": dict(demo.greeting),
            "about": dict(demo.about),
            "terms": dict(demo.terms),
            "support": dict(demo.support),
        },
    )
    await texts.set_text(tx.connection, tx.shop_id, PAYMENT_SUPPORT, dict(demo.payment_support))
    # The owner last: whatever else the list says of them, they stay the owner.
    for person_id, role in (*request.staff, (request.owner_id, Role.OWNER)):
        await identity.set_role(tx.connection, tx.shop_id, person_id, role)
    if first:
        await shops.set_default_shop(tx.connection, request.bot_id, tx.shop_id)
        if request.staff_chat_id is not None:
            await shops.set_staff_chat(tx.connection, tx.shop_id, request.staff_chat_id)


def _design(demo: DemoShop, media: Mapping[str, MediaId], shelves: Mapping[str, CategoryId]) -> dict[str, Any]:
    blocks = tuple(
        Block(
            id=f"demo{place:04}",
            picture=media[one.picture] if one.picture is not None else None,
            title=dict(one.title),
            text=dict(one.text),
            leads=f"c_{encode_id(shelves[one.shelf])}" if one.shelf is not None else "",
        )
        for place, one in enumerate(demo.blocks, start=1)
    )
    return Design(template=demo.template, accent=demo.accent, blocks=blocks).model_dump(mode="json")


async def _write_delivery(tx: Transaction, demo: DemoShop) -> None:
    for position, point in enumerate(demo.pickup_points):
        await assortment.create_delivery_option(
            tx.connection,
            tx.shop_id,
            delivery_option_id=new_id(),
            kind=DeliveryKind.PICKUP,
            title=dict(point.title),
            details={language: f"{point.address[language]}\n{point.hours[language]}" for language in point.address},
            price=0,
            position=position,
        )
    for position, area in enumerate(demo.courier, start=len(demo.pickup_points)):
        await assortment.create_delivery_option(
            tx.connection,
            tx.shop_id,
            delivery_option_id=new_id(),
            kind=DeliveryKind.COURIER,
            title=dict(area.title),
            details=dict(area.eta),
            price=area.price,
            free_from=area.free_from,
            position=position,
        )


async def _write_categories(tx: Transaction, demo: DemoShop) -> dict[str, CategoryId]:
    ids: dict[str, CategoryId] = {}
    for category in demo.categories:  # departments stand before their shelves
        ids[category.slug] = CategoryId(new_id())
        await assortment.create_category(
            tx.connection,
            tx.shop_id,
            category_id=ids[category.slug],
            parent_id=ids[category.parent_slug] if category.parent_slug else None,
            slug=category.slug,
            title=dict(category.title),
            emoji=category.emoji,
            position=category.position,
        )
    return ids


async def _write_product(
    tx: Transaction,
    product: DemoProduct,
    position: int,
    category_id: CategoryId,
    media: Mapping[str, MediaId],
) -> list[StockItemId]:
    product_id = ProductId(new_id())
    await assortment.create_product(
        tx.connection,
        tx.shop_id,
        product_id=product_id,
        category_id=category_id,
        slug=product.slug,
        title=dict(product.title),
        description=dict(product.description),
        options=[
            {
                "code": option.code,
                "title": dict(option.title),
                "values": [{"code": code, "title": dict(title)} for code, title in option.values],
            }
            for option in product.options
        ],
        keywords=" ".join(product.tags),
        position=position,
        media_id=media[product.picture],
    )
    items = []
    for place, variant in enumerate(product.variants):
        item = StockItemId(new_id())
        items.append(item)
        await stock.create_item(tx.connection, tx.shop_id, item)
        if variant.stock:
            await stock.move(
                tx.connection,
                tx.shop_id,
                movement_id=new_id(),
                stock_item_id=item,
                delta=variant.stock,
                kind=MovementKind.INITIAL,
                source_key=f"seed:{variant.sku}",
            )
        await assortment.create_variant(
            tx.connection,
            tx.shop_id,
            variant_id=VariantId(new_id()),
            product_id=product_id,
            stock_item_id=item,
            sku=variant.sku,
            options=dict(variant.options),
            price=variant.price,
            old_price=variant.old_price,
            position=place,
            media_id=media[variant.picture] if variant.picture else None,
        )
    return items


async def _write_digital(
    tx: Transaction, cipher: Cipher, product: DemoProduct, sold: DemoDigital, pictures: Mapping[str, Picture]
) -> None:
    """Give a product's buyers something: a key for each piece of its stock, or a drawing as a file."""
    for variant in product.variants:
        found = await digital.variant(tx.connection, tx.shop_id, variant.sku)
        if found is None:  # pragma: no cover – written a moment ago
            raise UnknownSku(sku=variant.sku)
        kind = ProductKind.KEYS if sold.file_of is None else ProductKind.FILE
        await digital.set_kind(tx.connection, tx.shop_id, found["product_id"], kind)
        await promotions.set_price_in(tx.connection, tx.shop_id, found["variant_id"], STARS, sold.stars)
        if sold.file_of is None:
            keys = [demo_key(product.slug) for _ in range(variant.stock)]
            await digital.add_keys(
                tx.connection,
                tx.shop_id,
                found["variant_id"],
                ids=[new_id() for _ in keys],
                hashes=[cipher.digest(key, KEYS_CONTEXT) for key in keys],
                ciphers=[cipher.encrypt(key, KEYS_CONTEXT) for key in keys],
            )
        else:
            content = b64encode(pictures[sold.file_of].content).decode()
            await digital.set_content(
                tx.connection,
                tx.shop_id,
                found["variant_id"],
                name=sold.name,
                mime="image/jpeg",
                cipher=cipher.encrypt(content, CONTENTS_CONTEXT),
            )


def demo_key(slug: str) -> str:
    """Return a key that nobody else has."""
    parts = ["".join(secrets.choice(_KEY_LETTERS) for _ in range(4)) for _ in range(3)]
    return "-".join([slug[:3].upper(), *parts])


class Drawer:
    """Draws pictures, or takes them from a folder where they were drawn before by the same code."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache = cache_dir / drawing_code()

    def photos(self, keys: list[str]) -> dict[str, Picture]:
        """Return product pictures by key. Takes seconds: call it in a thread."""
        found = {key: content for key in keys if (content := self._cached(key)) is not None}
        fresh = render_many([key for key in keys if key not in found], size=_SIDE)
        for key, content in fresh.items():
            self._remember(key, content)
        return {key: drawn((found | fresh)[key]) for key in keys}

    def cover(self, key: str) -> Picture:
        """Return a shop's cover. Call it in a thread."""
        content = self._cached(key)
        if content is None:
            content = render(key, _COVER[1])
            self._remember(key, content)
        return drawn(content)

    def _cached(self, key: str) -> bytes | None:
        try:
            content = (self._cache / f"{key}.jpg").read_bytes()
        except OSError:
            return None
        return content or None

    def _remember(self, key: str, content: bytes) -> None:
        path = self._cache / f"{key}.jpg"
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{path.name}.{new_id()}")
            unfinished.write_bytes(content)
            unfinished.replace(path)
        except OSError as error:
            log.warning("drawings.not_kept", folder=str(self._cache), why=error.strerror)


def drawing_code() -> str:
    """Return a name that changes whenever the same key may look different."""
    digest = hashlib.sha256(f"{version('pillow')} {version('resvg-py')} {_SIDE} {_COVER}".encode())
    for path in sorted(Path(drawings.__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _batches(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
