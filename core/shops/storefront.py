"""What the storefront shows of products: cards in lists, and one product with everything beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.catalogue import BrowseCatalogue, Product
from db.repositories import storefront
from db.types.ids import PersonId, ProductId, ShopId, VariantId


@dataclass(frozen=True, slots=True)
class MediaSize:
    """A picture with its size in pixels and its tone, so that pages neither jump nor flash when it arrives."""

    id: int
    width: int
    height: int
    tone: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A product in a list; prices in minor units of the shop's currency, or in Stars. `rating`: tenths of a star."""

    id: ProductId
    title: dict[str, str]
    min_price: int
    max_price: int
    old_price: int | None
    in_stars: bool
    available: int
    only_variant: VariantId | None
    picture: MediaSize | None
    reviews: int
    rating: int | None
    liked: bool


@dataclass(frozen=True, slots=True)
class ProductPageView:
    """A product with its pictures and what is said of it."""

    product: Product
    pictures: tuple[MediaSize, ...]
    sizes: dict[int, MediaSize]
    reviews: int
    rating: int | None
    liked: bool
    awaited: frozenset[int]


def _rating(reviews: int, stars: int) -> int | None:
    return (stars * 10 + reviews // 2) // reviews if reviews else None


def _size(row: Mapping[str, Any], name: str = "id") -> MediaSize:
    return MediaSize(row[name], row["width"], row["height"], row["tone"])


class ShowGoods:
    """Reads for pages outside the chat."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def picture(self, shop_id: ShopId, media_id: int) -> bytes:
        """Return a picture that everybody may see. Raises: NotFound: no such picture, or it is not for everybody."""
        async with self._uow(shop_id) as tx:
            found = await storefront.public_picture(tx.connection, tx.shop_id, media_id)
        if found is None:
            raise NotFound
        return found

    async def cards(
        self, shop_id: ShopId, product_ids: Sequence[ProductId], person_id: PersonId | None = None
    ) -> tuple[Card, ...]:
        """Return cards of these products, in this order."""
        if not product_ids:
            return ()
        async with self._uow(shop_id) as tx:
            found = await storefront.cards(tx.connection, tx.shop_id, product_ids, person_id)
        return tuple(
            Card(
                id=ProductId(row["id"]),
                title=row["title"],
                min_price=row["min_price"],
                max_price=row["max_price"],
                old_price=row["old_price"] if (row["old_price"] or 0) > row["min_price"] else None,
                in_stars=row["in_stars"],
                available=int(row["available"]),
                only_variant=VariantId(row["only_variant"]) if row["only_variant"] is not None else None,
                picture=_size(row, "media_id") if row["media_id"] else None,
                reviews=int(row["reviews"]),
                rating=_rating(int(row["reviews"]), int(row["stars"])),
                liked=row["liked"],
            )
            for row in found
        )

    async def product(self, shop_id: ShopId, product_id: ProductId, actor: Actor | None) -> ProductPageView:
        """Return a product on sale. Raises: NotFound: no such product, hidden, or another shop's."""
        product = await BrowseCatalogue(self._uow).product(shop_id, product_id)
        async with self._uow(shop_id) as tx:
            pictures = await storefront.album(tx.connection, tx.shop_id, product_id)
            sizes = await self._sizes(tx, [*pictures, *(one.media_id for one in product.variants if one.media_id)])
            said = await storefront.published_reviews(tx.connection, tx.shop_id, product_id)
            marks = (
                await storefront.person_marks(tx.connection, tx.shop_id, actor.person_id, product_id) if actor else None
            )
        reviews = int(said["reviews"]) if said else 0
        return ProductPageView(
            product=product,
            pictures=tuple(sizes[media_id] for media_id in pictures if media_id in sizes),
            sizes=sizes,
            reviews=reviews,
            rating=_rating(reviews, int(said["stars"]) if said else 0),
            liked=bool(marks and marks["liked"]),
            awaited=frozenset(marks["awaited"]) if marks else frozenset(),
        )

    async def sizes(self, shop_id: ShopId, media_ids: Sequence[int]) -> dict[int, MediaSize]:
        """Return the sizes of pictures."""
        async with self._uow(shop_id) as tx:
            return await self._sizes(tx, media_ids)

    async def faces(self, shop_id: ShopId) -> dict[int, MediaSize]:
        """Return a picture for each shelf that has one to show."""
        async with self._uow(shop_id) as tx:
            found = await storefront.faces(tx.connection, tx.shop_id)
        return {row["shelf"]: _size(row) for row in found}

    @staticmethod
    async def _sizes(tx: Transaction, media_ids: Sequence[int]) -> dict[int, MediaSize]:
        found = await storefront.sizes(tx.connection, tx.shop_id, media_ids)
        return {row["id"]: _size(row) for row in found}
