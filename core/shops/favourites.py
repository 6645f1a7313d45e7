"""Favourites: what a customer put a heart on."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.shops.catalogue import ProductSummary, summary
from db.repositories import liking
from db.types.ids import ProductId, VariantId

PAGE = 8


@dataclass(frozen=True, slots=True)
class Favourite:
    """A product with a heart. `variant_id`: the only one that can be bought now; None: a choice, or nothing."""

    product: ProductSummary
    variant_id: VariantId | None


@dataclass(frozen=True, slots=True)
class FavouritePage:
    """A page of one's favourites."""

    favourites: tuple[Favourite, ...]
    total: int
    start: int

    @property
    def before(self) -> int | None:
        """Return where the page before starts, None on the first."""
        return max(0, self.start - PAGE) if self.start else None

    @property
    def after(self) -> int | None:
        """Return where the next page starts, None on the last."""
        following = self.start + PAGE
        return following if following < self.total else None


class Favourites:
    """Put hearts, take them away, and look at them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def like(self, actor: Actor, product_id: ProductId) -> int:
        """Put a product among one's favourites; return how many there are. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not await liking.like(tx.connection, tx.shop_id, actor.person_id, product_id):
                raise NotFound
            return await liking.liked_number(tx.connection, tx.shop_id, actor.person_id)

    async def unlike(self, actor: Actor, product_id: ProductId) -> int:
        """Take a product out of one's favourites; return how many are left."""
        async with self._uow(actor.shop_id) as tx:
            await liking.unlike(tx.connection, tx.shop_id, actor.person_id, product_id)
            return await liking.liked_number(tx.connection, tx.shop_id, actor.person_id)

    async def page(self, actor: Actor, start: int = 0) -> FavouritePage:
        """Return a page of one's favourites, the latest first; one that is gone starts over."""
        async with self._uow(actor.shop_id) as tx:
            found = await liking.favourites(tx.connection, tx.shop_id, actor.person_id, start=start, limit=PAGE)
            if not found and start:
                start = 0
                found = await liking.favourites(tx.connection, tx.shop_id, actor.person_id, limit=PAGE)
        liked = tuple(
            Favourite(summary(row), VariantId(row["variant_id"]) if row["to_buy"] == 1 else None) for row in found
        )
        return FavouritePage(liked, int(found[0]["total"]) if found else 0, start)
