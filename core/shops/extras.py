"""What a product card shows beside the product itself: hearts, bells, stars, pictures, what goes with it."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.kit.uow import UnitOfWork
from db.repositories import liking
from db.types.ids import BotId, MediaId, ProductId, VariantId


@dataclass(frozen=True, slots=True)
class AlbumPicture:
    """A picture of a product, with the bot's copy of it."""

    media_id: MediaId
    file_id: str | None


@dataclass(frozen=True, slots=True)
class Extras:
    """For one person and product. `stars` is the sum of all ratings."""

    liked: bool = False
    waits: bool = False
    goes_with: bool = False
    reviews: int = 0
    stars: int = 0
    pictures: tuple[AlbumPicture, ...] = ()

    @property
    def rating(self) -> int | None:
        """Return the average in tenths of a star; None: nobody said anything."""
        return (self.stars * 10 + self.reviews // 2) // self.reviews if self.reviews else None


class ProductExtras:
    """Reads it with two statements."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, product_id: ProductId, variant_id: VariantId, bot_id: BotId) -> Extras:
        """Return what somebody sees beside a product."""
        async with self._uow(actor.shop_id) as tx:
            found = await liking.extras(tx.connection, tx.shop_id, actor.person_id, product_id, variant_id)
            pictures = await liking.album(tx.connection, tx.shop_id, product_id, bot_id)
        if found is None:
            return Extras()
        return Extras(
            liked=found["liked"],
            waits=found["awaited"],
            goes_with=found["goes_with"],
            reviews=int(found["reviews"]),
            stars=int(found["stars"]),
            pictures=tuple(AlbumPicture(MediaId(row["media_id"]), row["file_id"]) for row in pictures),
        )
