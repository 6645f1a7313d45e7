"""The editor of a product: every field, with Undo; nothing is deleted, only archived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import PRODUCT_FIELDS, record
from core.shops.errors import UnknownSku
from core.shops.events import StockChanged
from core.shops.options import options_text
from core.shops.pictures import Picture, keep
from db.repositories import assortment, catalogue, editing, imports, shops
from db.types.enums import ProductKind, ProductStatus
from db.types.ids import CategoryId, ProductId, VariantId, new_id

NAME_LIMIT, DESCRIPTION_LIMIT = 120, 2000


@dataclass(frozen=True, slots=True)
class EditedVariant:
    """A variant in the editor; prices in minor units."""

    id: VariantId
    sku: str
    options_text: dict[str, str]
    price: int
    old_price: int | None
    available: int
    on_hand: int
    hidden: bool
    archived: bool
    media_id: int | None
    stock_item_id: int


@dataclass(frozen=True, slots=True)
class EditedProduct:
    """A product in the editor. `options`: [{code, title, values: [{code, title}]}]."""

    id: ProductId
    title: dict[str, str]
    description: dict[str, str]
    kind: ProductKind
    status: ProductStatus
    category_id: CategoryId | None
    category: dict[str, str]
    media_id: int | None
    options: list[dict[str, Any]]
    variants: tuple[EditedVariant, ...]

    @property
    def live(self) -> tuple[EditedVariant, ...]:
        """Return the variants that are not archived."""
        return tuple(one for one in self.variants if not one.archived)


@dataclass(frozen=True, slots=True)
class Edit:
    """The product as it is now, and the number of the change (None: it was so already)."""

    product: EditedProduct
    audit_seq: int | None


class EditProduct:
    """Look at a product and change it."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def view(self, actor: Actor, product_id: ProductId) -> EditedProduct:
        """Return a product, whatever its status. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            return await view_of(tx, product_id)

    async def of_sku(self, actor: Actor, sku: str) -> EditedProduct:
        """Return the product of a SKU. Raises: Forbidden, UnknownSku."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
            if found is None:
                raise UnknownSku(sku=sku)
            return await view_of(tx, found["product_id"])

    async def rename(self, actor: Actor, product_id: ProductId, typed: str, language: str = "") -> Edit:
        """Call it otherwise: in one language, or (no language) in both while they are the same, else in the actor's.

        Raises:
            Forbidden, NotFound. BadInput: no name.
        """
        name = " ".join(typed.split())[:NAME_LIMIT]
        if not any(letter.isalnum() for letter in name):
            raise BadInput(example="Кружка «Туман»" if actor.language == "ru" else "Mug “Fog”")
        return await self._text(actor, product_id, "title", name, language)

    async def describe(self, actor: Actor, product_id: ProductId, typed: str, language: str = "") -> Edit:
        """Describe it otherwise, languages as in `rename`; "-" removes the description. Raises: Forbidden, NotFound."""
        said = typed.strip()[:DESCRIPTION_LIMIT]
        return await self._text(actor, product_id, "description", "" if said in ("-", "—") else said, language)

    async def _text(self, actor: Actor, product_id: ProductId, field: str, said: str, language: str) -> Edit:
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await _locked(tx, product_id)
            texts: dict[str, str] = dict(found[field])
            same = len({texts.get(one, "") for one in LANGUAGES}) <= 1
            if not language and same:
                texts = dict.fromkeys(LANGUAGES, said)
            else:
                texts[language or actor.language] = said
            return await self._changed(tx, actor, found, field, texts)

    async def set_status(self, actor: Actor, product_id: ProductId, status: ProductStatus) -> Edit:
        """Show it, hide it, archive it or take it out of the archive (hidden). Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await _locked(tx, product_id)
            return await self._changed(tx, actor, found, "status", status.value)

    async def set_shelf(self, actor: Actor, product_id: ProductId, category_id: CategoryId) -> Edit:
        """Put it on another shelf. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await _locked(tx, product_id)
            if await catalogue.category(tx.connection, tx.shop_id, category_id) is None:
                raise NotFound
            return await self._changed(tx, actor, found, "category_id", category_id)

    async def set_picture(self, actor: Actor, product_id: ProductId, picture: Picture | None) -> Edit:
        """Give it another picture, or none. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await _locked(tx, product_id)
            media_id = await keep(tx, picture) if picture is not None else None
            return await self._changed(tx, actor, found, "media_id", media_id)

    async def copy(self, actor: Actor, product_id: ProductId, key: str) -> EditedProduct:
        """Make a draft like it, with variants and prices but without stock; `key` names the command.

        Raises:
            Forbidden, NotFound.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        slug = f"copy-{key}"
        async with self._uow(actor.shop_id) as tx:
            made = await assortment.sku_of_slug(tx.connection, tx.shop_id, slug)
            if made is not None:
                return await view_of(tx, made["product_id"])
            found = await _locked(tx, product_id)
            variants = [one for one in await editing.variants_of(tx.connection, tx.shop_id, product_id)
                        if not one["archived"]]  # fmt: skip
            skus = await free_skus(tx, [f"{one['sku'][:27]}-COPY" for one in variants])
            new = ProductId(new_id())
            await assortment.create_product(
                tx.connection,
                tx.shop_id,
                product_id=new,
                category_id=found["category_id"],
                slug=slug,
                title=found["title"],
                description=found["description"],
                options=found["options"],
                keywords=found["keywords"],
                status=ProductStatus.DRAFT,
                media_id=found["media_id"],
            )
            await imports.write_goods(
                tx.connection,
                tx.shop_id,
                new_variants=[
                    new_variant(
                        new, sku, one["options"], one["price"], one["old_price"], one["position"], one["low_at"]
                    )
                    for one, sku in zip(variants, skus, strict=True)
                ],
            )
            await record(tx, self._clock, actor, "product.copied", skus[0] if skus else str(new),
                         before={"product_id": product_id}, after={"product_id": new})  # fmt: skip
            return await view_of(tx, new)

    async def _changed(self, tx: Transaction, actor: Actor, found: Mapping[str, Any], field: str, value: Any) -> Edit:
        seq = None
        if found[field] != value:
            await save_field(tx, found, field, value)
            seq = await record(
                tx,
                self._clock,
                actor,
                "product.edited",
                await _first_sku(tx, found["id"]),
                before={"product_id": found["id"], "field": field, "value": found[field]},
                after={"product_id": found["id"], "field": field, "value": value},
            )
        return Edit(await view_of(tx, found["id"]), seq)


def new_variant(
    product_id: int,
    sku: str,
    options: Mapping[str, str],
    price: int,
    old_price: int | None,
    position: int,
    low_at: int,
) -> dict[str, Any]:
    """Return a variant with a stock item of its own, as `imports.write_goods` takes it."""
    return {
        "id": new_id(), "product_id": product_id, "stock_item_id": new_id(), "sku": sku, "options": dict(options),
        "price": price, "old_price": old_price, "position": position, "low_at": low_at,
    }  # fmt: skip


async def free_skus(tx: Transaction, wanted: Sequence[str]) -> list[str]:
    """Return SKUs like these that nobody has: a number follows where one is taken."""
    taken: set[str] = set()
    found: list[str] = []
    for sku in wanted:
        candidates = [sku, *(f"{sku[:29]}-{number}" for number in range(2, 100))]
        taken |= await editing.taken_skus(tx.connection, tx.shop_id, candidates)
        free = next((one for one in candidates if one not in taken), f"V-{new_id()}"[:32])
        taken.add(free)
        found.append(free)
    return found


async def save_field(tx: Transaction, found: Mapping[str, Any], field: str, value: Any) -> None:
    """Write one field of a locked product; the shelves hear of it."""
    fields = {name: found[name] for name in PRODUCT_FIELDS}
    await editing.save_product(tx.connection, tx.shop_id, found["id"], **{**fields, field: value})
    await shops.bump_catalogue(tx.connection, tx.shop_id)
    if field == "status":
        variants = await editing.variants_of(tx.connection, tx.shop_id, found["id"])
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=[one["stock_item_id"] for one in variants]))


async def _locked(tx: Transaction, product_id: ProductId) -> Mapping[str, Any]:
    found = await editing.product(tx.connection, tx.shop_id, product_id, lock=True)
    if found is None:
        raise NotFound
    return found


async def _first_sku(tx: Transaction, product_id: ProductId) -> str:
    variants = await editing.variants_of(tx.connection, tx.shop_id, product_id)
    return str(variants[0]["sku"]) if variants else str(product_id)


async def view_of(tx: Transaction, product_id: ProductId) -> EditedProduct:
    """Return a product in the editor. Raises: NotFound."""
    found = await editing.product(tx.connection, tx.shop_id, product_id)
    if found is None:
        raise NotFound
    return EditedProduct(
        id=found["id"],
        title=found["title"],
        description=found["description"],
        kind=ProductKind(found["kind"]),
        status=ProductStatus(found["status"]),
        category_id=found["category_id"],
        category=found["category"] or {},
        media_id=found["media_id"],
        options=found["options"],
        variants=tuple(
            EditedVariant(
                id=one["id"],
                sku=one["sku"],
                options_text=options_text(found["options"], one["options"]),
                price=one["price"],
                old_price=one["old_price"],
                available=one["available"],
                on_hand=one["on_hand"],
                hidden=one["hidden"],
                archived=one["archived"],
                media_id=one["media_id"],
                stock_item_id=one["stock_item_id"],
            )
            for one in await editing.variants_of(tx.connection, tx.shop_id, product_id)
        ),
    )
