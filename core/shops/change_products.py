"""What staff change about a product from the chat: price, visibility, a new draft from a photo."""

import re
import secrets
from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.errors import UnknownSku
from core.shops.events import StockChanged
from core.shops.latin import latin
from core.shops.options import options_text
from core.shops.pictures import Picture, keep
from db.repositories import assortment, shops, stock
from db.types.enums import MovementKind, ProductStatus
from db.types.ids import CategoryId, ProductId, StockItemId, VariantId, new_id


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made (or was so already: `audit_seq` is None)."""

    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    product_id: ProductId
    before: int
    after: int
    audit_seq: int | None


class SetPrice:
    """Set a variant's price."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, sku: str, price: int, old_price: int | None = None) -> Changed:
        """Set the price and the struck one (only a higher one is kept); minor units.

        Raises:
            Forbidden, UnknownSku.
        """
        actor.need(Permission.CHANGE_PRICES)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku, lock=True)
            if found is None:
                raise UnknownSku(sku=sku)
            kept = old_price if old_price is not None else found["old_price"]
            struck = kept if kept is not None and kept > price else None
            seq = None
            if (price, struck) != (found["price"], found["old_price"]):
                await assortment.set_price(tx.connection, tx.shop_id, found["variant_id"], price, struck)
                seq = await record(
                    tx,
                    self._clock,
                    actor,
                    "price.changed",
                    sku,
                    before={"sku": sku, "price": found["price"], "old_price": found["old_price"]},
                    after={"sku": sku, "price": price, "old_price": struck},
                )
                await shops.bump_catalogue(tx.connection, tx.shop_id)
        return Changed(
            sku,
            found["title"],
            options_text(found["options"], found["variant_options"]),
            found["product_id"],
            found["price"],
            price,
            seq,
        )


class SetVisibility:
    """Hide a variant from customers, or show it (showing publishes a draft)."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, sku: str, *, hidden: bool) -> Changed:
        """Raises: Forbidden, UnknownSku."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku, lock=True)
            if found is None:
                raise UnknownSku(sku=sku)
            publish = not hidden and found["status"] in (ProductStatus.DRAFT, ProductStatus.HIDDEN)
            seq = None
            if found["hidden"] != hidden or publish:
                await assortment.set_variant_hidden(tx.connection, tx.shop_id, found["variant_id"], hidden=hidden)
                if publish:
                    await assortment.set_product_status(
                        tx.connection, tx.shop_id, found["product_id"], ProductStatus.ACTIVE
                    )
                seq = await record(
                    tx,
                    self._clock,
                    actor,
                    "variant.visibility",
                    sku,
                    before={"sku": sku, "hidden": found["hidden"], "status": found["status"] if publish else None},
                    after={"sku": sku, "hidden": hidden},
                )
                await shops.bump_catalogue(tx.connection, tx.shop_id)
                tx.tell(StockChanged(tx.shop_id, stock_item_ids=[found["stock_item_id"]]))
        return Changed(
            sku,
            found["title"],
            options_text(found["options"], found["variant_options"]),
            found["product_id"],
            int(found["hidden"]),
            int(hidden),
            seq,
        )


@dataclass(frozen=True, slots=True)
class NewProduct:
    """What a photo's caption said. Price in minor units."""

    title: str
    price: int
    stock: int = 0
    sku: str | None = None
    description: str = ""
    category_id: CategoryId | None = None


_NOT_SKU = re.compile(r"[^A-Z0-9]+")


def make_sku(title: str) -> str:
    """Propose a SKU: the title's letters in Latin, or `P`, and four random characters."""
    head = _NOT_SKU.sub("-", latin(title).upper()).strip("-")[:12].strip("-") or "P"
    tail = "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(4))
    return f"{head}-{tail}"


class AddProduct:
    """Make a draft product with one variant; `/show SKU` (or the button) publishes it."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, new: NewProduct, picture: Picture | None, key: str) -> Changed:
        """Write the draft; `key` names the command: the same command again finds its draft.

        Raises:
            Forbidden.
            SkuTaken: the SKU is in use.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        slug = f"p-{key}"
        title = {"ru": new.title, "en": new.title}
        async with self._uow(actor.shop_id) as tx:
            made = await assortment.sku_of_slug(tx.connection, tx.shop_id, slug)
            if made is not None:
                return Changed(made["sku"], made["title"], {}, made["product_id"], 0, made["price"], None)
            media_id = await keep(tx, picture) if picture else None
            product_id, item_id = ProductId(new_id()), StockItemId(new_id())
            sku = new.sku or make_sku(new.title)
            await assortment.create_product(
                tx.connection,
                tx.shop_id,
                product_id=product_id,
                category_id=new.category_id,
                slug=slug,
                title=title,
                description={"ru": new.description, "en": new.description},
                options=[],
                status=ProductStatus.DRAFT,
                media_id=media_id,
            )
            await stock.create_item(tx.connection, tx.shop_id, item_id)
            await assortment.create_variant(
                tx.connection,
                tx.shop_id,
                variant_id=VariantId(new_id()),
                product_id=product_id,
                stock_item_id=item_id,
                sku=sku,
                options={},
                price=new.price,
            )
            if new.stock:
                await stock.move(
                    tx.connection,
                    tx.shop_id,
                    movement_id=new_id(),
                    stock_item_id=item_id,
                    delta=new.stock,
                    kind=MovementKind.INITIAL,
                    source_key=f"new:{product_id}",
                    actor_id=actor.person_id,
                )
            seq = await record(
                tx, self._clock, actor, "product.added", sku, after={"sku": sku, "title": new.title, "price": new.price}
            )
        return Changed(sku, title, {}, product_id, 0, new.price, seq)
