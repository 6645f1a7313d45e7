"""A product's album: several pictures in their order. Whoever edits products calls this."""

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.errors import AlbumFull
from core.shops.pictures import Picture, keep
from db.repositories import assortment, liking, shops
from db.types.ids import BotId, MediaId, ProductId

MOST = 9  # beside the first one: Telegram's own albums hold ten


class Album:
    """Add pictures to a product and take them out."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor, product_id: ProductId) -> list[MediaId]:
        """Return a product's pictures in their order. Raises: Forbidden."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await liking.album(tx.connection, tx.shop_id, product_id, BotId(0))
        return [MediaId(row["media_id"]) for row in found]

    async def add(self, actor: Actor, product_id: ProductId, picture: Picture) -> MediaId:
        """Put a picture at the end; one that is there already changes nothing.

        Raises:
            Forbidden, NotFound, AlbumFull.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            head = await assortment.product_head(tx.connection, tx.shop_id, product_id)
            if head is None:
                raise NotFound
            media_id = await keep(tx, picture)
            outcome = await liking.add_picture(tx.connection, tx.shop_id, product_id, media_id, MOST)
            if outcome == "full":
                raise AlbumFull(limit=MOST + 1)
            if outcome != "known":
                await record(tx, self._clock, actor, "picture.added", head["sku"], after={"media_id": media_id})
                await shops.bump_catalogue(tx.connection, tx.shop_id)
        return media_id

    async def drop(self, actor: Actor, product_id: ProductId, media_id: MediaId) -> None:
        """Take a picture out; if it was the first one, the next becomes it. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            head = await assortment.product_head(tx.connection, tx.shop_id, product_id)
            if head is None or not await liking.drop_picture(tx.connection, tx.shop_id, product_id, media_id):
                raise NotFound
            await record(tx, self._clock, actor, "picture.dropped", head["sku"], before={"media_id": media_id})
            await shops.bump_catalogue(tx.connection, tx.shop_id)
