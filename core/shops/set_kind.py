"""Say what a product is: goods to carry, keys, a file, a text or a subscription."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.digital import deliverable, move_stock
from core.shops.errors import SharesStock, StockTooLow, UnknownSku
from db.repositories import digital, shops, stock
from db.types.enums import ProductKind


@dataclass(frozen=True, slots=True)
class KindSet:
    """What the product is now. `before` equals `kind` when nothing changed."""

    sku: str
    title: dict[str, str]
    before: ProductKind
    kind: ProductKind
    available: int


class SetKind:
    """The use case."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, sku: str, kind: ProductKind, key: str) -> KindSet:
        """Set the kind of the SKU's product; its stock becomes what there is to hand over.

        Raises:
            Forbidden, UnknownSku.
            StockTooLow: orders hold pieces: what was sold stays what it was.
            SharesStock: keys need a stock of their own.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            asked = await digital.variant(tx.connection, tx.shop_id, sku)
            if asked is None:
                raise UnknownSku(sku=sku)
            known = await digital.variants_of(tx.connection, tx.shop_id, asked["product_id"])
            await stock.lock_by_sku(tx.connection, tx.shop_id, [one["sku"] for one in known])
            variants = await digital.variants_of(tx.connection, tx.shop_id, asked["product_id"])
            before = ProductKind(variants[0]["kind"])
            available = sum(one["available"] for one in variants)
            if before is kind:
                return KindSet(sku, asked["title"], before, kind, available)
            for one in variants:
                if one["held"]:
                    raise StockTooLow(sku=one["sku"], held=one["held"], on_hand=one["on_hand"])
                if one["shares_stock"] and kind is not ProductKind.GOODS:
                    raise SharesStock(sku=one["sku"])
            await digital.set_kind(tx.connection, tx.shop_id, asked["product_id"], kind)
            for one in variants:
                delta = deliverable(kind, one) - one["on_hand"]
                await move_stock(tx, one["stock_item_id"], delta, key=f"kind:{key}", actor_id=actor.person_id)
            await record(
                tx,
                self._clock,
                actor,
                "product.kind",
                sku,
                before={"sku": sku, "kind": before.value},
                after={"sku": sku, "kind": kind.value},
            )
            await shops.bump_catalogue(tx.connection, tx.shop_id)
            return KindSet(sku, asked["title"], before, kind, sum(deliverable(kind, one) for one in variants))
