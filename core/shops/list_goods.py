"""All goods of a shop as its staff see them, a page at a time: also drafts and what is hidden, with the stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.uow import UnitOfWork
from core.shops.options import options_text
from core.shops.storefront import MediaSize
from db.repositories import assortment
from db.types.enums import ProductKind, ProductStatus
from db.types.ids import ProductId

PAGE = 20


class Shelf(StrEnum):
    """Which goods to list."""

    ALL = "all"
    LOW = "low"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class VariantRow:
    """A variant with its stock; prices in minor units."""

    sku: str
    options_text: dict[str, str]
    price: int
    old_price: int | None
    on_hand: int
    held: int
    available: int
    low: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product of the list. `picture`: None also where it is not for everybody yet."""

    id: ProductId
    title: dict[str, str]
    kind: ProductKind
    status: ProductStatus
    picture: MediaSize | None
    variants: tuple[VariantRow, ...]


class ListGoods:
    """Read the goods for staff."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(
        self, actor: Actor, shelf: Shelf = Shelf.ALL, *, words: str = "", before: int = 0
    ) -> tuple[Sequence[ProductRow], bool]:
        """Return a page, the newest first, and whether older ones follow; with words: the best. Raises: Forbidden."""
        actor.need(Permission.SEE_STOCK)
        asked = words.strip().lower()[:64]
        async with self._uow(actor.shop_id) as tx:
            found = await (
                assortment.listed_as(tx.connection, tx.shop_id, asked, PAGE)
                if asked
                else assortment.listed(
                    tx.connection,
                    tx.shop_id,
                    low=shelf is Shelf.LOW,
                    hidden=shelf is Shelf.HIDDEN,
                    before=before,
                    limit=PAGE + 1,
                )
            )
            shown = found[:PAGE]
            variants = await assortment.variants_of_many(tx.connection, tx.shop_id, [row["id"] for row in shown])
        by_product: dict[int, list[Mapping[str, Any]]] = {}
        for one in variants:
            by_product.setdefault(one["product_id"], []).append(one)
        return [_product(row, by_product.get(row["id"], [])) for row in shown], len(found) > PAGE


def _product(row: Mapping[str, Any], variants: Sequence[Mapping[str, Any]]) -> ProductRow:
    shown = row["media_id"] is not None and row["status"] == ProductStatus.ACTIVE
    return ProductRow(
        id=ProductId(row["id"]),
        title=row["title"],
        kind=ProductKind(row["kind"]),
        status=ProductStatus(row["status"]),
        picture=MediaSize(row["media_id"], row["width"], row["height"]) if shown else None,
        variants=tuple(
            VariantRow(
                sku=one["sku"],
                options_text=options_text(row["options"], one["options"]),
                price=one["price"],
                old_price=one["old_price"],
                on_hand=one["on_hand"],
                held=one["held"],
                available=one["available"],
                low=one["available"] <= one["low_at"],
                hidden=one["hidden"],
            )
            for one in variants
        ),
    )
