"""Walk the shelves: categories, pages of products, a product with its variants."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.shops.options import options_text
from db.repositories import catalogue
from db.types.enums import ProductStatus
from db.types.ids import BotId, CategoryId, ProductId, ShopId, VariantId

PAGE = 8


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf. `children` counts the shelves below it."""

    id: CategoryId
    parent_id: CategoryId | None
    title: dict[str, str]
    emoji: str
    children: int = 0


@dataclass(frozen=True, slots=True)
class ProductSummary:
    """A product in a list; prices in minor units of the shop's currency, or in Stars for digital goods."""

    id: ProductId
    title: dict[str, str]
    min_price: int
    max_price: int
    available: int
    in_stars: bool = False


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A keyset page; `before` and `after` are the cursors of its neighbours (0: none)."""

    products: tuple[ProductSummary, ...]
    before: ProductId | None
    after: ProductId | None


@dataclass(frozen=True, slots=True)
class Variant:
    """What is sold: price in minor units (in Stars for digital goods) and what is left."""

    id: VariantId
    sku: str
    options: dict[str, str]
    options_text: dict[str, str]
    price: int
    old_price: int | None
    available: int
    media_id: int | None
    file_id: str | None
    in_stars: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A product card."""

    id: ProductId
    category_id: CategoryId | None
    title: dict[str, str]
    description: dict[str, str]
    options: list[dict[str, Any]]
    variants: tuple[Variant, ...]

    def variant(self, variant_id: int) -> Variant | None:
        """Return a variant by id."""
        return next((variant for variant in self.variants if variant.id == variant_id), None)

    def best(self) -> Variant:
        """Return the variant shown first: the first one in stock."""
        return next((variant for variant in self.variants if variant.available > 0), self.variants[0])


def summary(row: Mapping[str, Any]) -> ProductSummary:
    """Build a list's row from a row of `db.repositories`."""
    return ProductSummary(
        id=ProductId(row["id"]),
        title=row["title"],
        min_price=row["min_price"],
        max_price=row["max_price"],
        available=int(row["available"]),
        in_stars=row["in_stars"],
    )


class BrowseCatalogue:
    """Read the shelves as customers see them; each question is one or two statements."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def tree(self, shop_id: ShopId) -> tuple[Category, ...]:
        """Return all shelves in order, each with the number of shelves below it."""
        async with self._uow(shop_id) as tx:
            found = await catalogue.categories(tx.connection, shop_id)
        below: dict[int, int] = {}
        for row in found:
            if row["parent_id"]:
                below[row["parent_id"]] = below.get(row["parent_id"], 0) + 1
        return tuple(
            Category(row["id"], row["parent_id"], row["title"], row["emoji"], below.get(row["id"], 0)) for row in found
        )

    async def page(
        self, shop_id: ShopId, category_id: CategoryId, *, cursor: int = 0, backwards: bool = False
    ) -> ProductPage:
        """Return a page of a shelf after (or before) a product; a cursor that is gone starts over."""
        async with self._uow(shop_id) as tx:
            found = await catalogue.products_in(
                tx.connection, shop_id, category_id, cursor=cursor, backwards=backwards, limit=PAGE + 1
            )
            if not found and cursor:
                cursor, backwards = 0, False
                found = await catalogue.products_in(tx.connection, shop_id, category_id, limit=PAGE + 1)
        more = len(found) > PAGE
        shown = found[-PAGE:] if backwards else found[:PAGE]
        products = tuple(summary(row) for row in shown)
        has_before = more if backwards else bool(cursor)
        has_after = True if backwards else more
        return ProductPage(
            products=products,
            before=products[0].id if products and has_before else None,
            after=products[-1].id if products and has_after else None,
        )

    async def product(self, shop_id: ShopId, product_id: ProductId, bot_id: BotId | None = None) -> Product:
        """Return a product on sale.

        Raises:
            NotFound: no such product, hidden, or another shop's.
        """
        async with self._uow(shop_id) as tx:
            found = await catalogue.product(tx.connection, shop_id, product_id, bot_id)
        if not found or found[0]["status"] != ProductStatus.ACTIVE or found[0]["variant_id"] is None:
            raise NotFound
        head = found[0]
        variants = tuple(
            Variant(
                id=row["variant_id"],
                sku=row["sku"],
                options=row["variant_options"],
                options_text=options_text(head["options"], row["variant_options"]),
                price=row["price"] if row["stars"] is None else row["stars"],
                # The struck price is one of the shop's own currency.
                old_price=row["old_price"] if row["stars"] is None else None,
                in_stars=row["stars"] is not None,
                available=row["available"],
                media_id=row["media_id"],
                file_id=row["file_id"],
            )
            for row in found
        )
        return Product(
            id=head["product_id"],
            category_id=head["category_id"],
            title=head["title"],
            description=head["description"],
            options=head["options"],
            variants=variants,
        )
