"""Put a product on a shelf."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from db.repositories import assortment, catalogue, shops
from db.types.ids import CategoryId, ProductId


@dataclass(frozen=True, slots=True)
class Placed:
    """A product on its shelf."""

    title: dict[str, str]
    sku: str
    category: dict[str, str]


class PutOnShelf:
    """Move a product to a category of the same shop."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, product_id: ProductId, category_id: CategoryId) -> Placed:
        """Raises: Forbidden, NotFound: the product or the shelf is not this shop's."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            shelf = await catalogue.category(tx.connection, tx.shop_id, category_id)
            head = await assortment.product_head(tx.connection, tx.shop_id, product_id)
            if shelf is None or head is None:
                raise NotFound
            if head["category_id"] != category_id:
                await assortment.set_category(tx.connection, tx.shop_id, product_id, category_id)
                await shops.bump_catalogue(tx.connection, tx.shop_id)
                await record(
                    tx,
                    self._clock,
                    actor,
                    "product.moved",
                    head["sku"],
                    before={"category_id": head["category_id"]},
                    after={"category_id": category_id},
                )
        return Placed(head["title"], head["sku"], shelf["title"])
