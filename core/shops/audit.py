"""Write the audit chain in the transaction of a change, and undo a change by its record."""

import asyncio
from collections.abc import Mapping
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.refusals import AlreadyUndone
from core.kit.uow import Transaction, UnitOfWork
from core.shops.errors import ChangedSince
from core.shops.events import StockChanged
from db.repositories import assortment, audit, editing, places, shops, stock, zones
from db.types.enums import MovementKind, ProductKind
from db.types.ids import ShopId, new_id

# What an editor of a product writes as one row.
PRODUCT_FIELDS = ("title", "description", "options", "status", "category_id", "media_id")
# What staff change of a courier's zone by hand.
ZONE_FIELDS = ("name", "reach", "price", "free_from", "least", "active")


async def record(
    tx: Transaction,
    clock: Clock,
    actor: Actor,
    action: str,
    target: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> int:
    """Add a record and return its number, which an Undo button carries."""
    return await audit.append(
        tx.connection,
        tx.shop_id,
        at=clock.now(),
        actor_id=actor.person_id,
        action=action,
        target=target,
        before=before,
        after=after,
        undoes=undoes,
    )


class UndoChange:
    """Take back a staff change, unless somebody changed the thing since."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, seq: int) -> str:
        """Undo record `seq` and return what it was about (a SKU).

        Raises:
            NotFound: no such record, or nothing that can be undone.
            AlreadyUndone: undone before.
            ChangedSince: the value is not what the change left.
            Forbidden: the actor could not have made the change.
        """
        async with self._uow(actor.shop_id) as tx:
            found = await audit.record(tx.connection, tx.shop_id, seq)
            if found is None:
                raise NotFound
            if found["undone_by"] is not None:
                raise AlreadyUndone
            match found["action"]:
                case "stock.changed" | "stock.carried" | "stock.low_at" as action:
                    actor.need(Permission.CHANGE_STOCK)
                    await self._undo_of_stock(tx, actor, seq, action, found)
                case "price.changed":
                    actor.need(Permission.CHANGE_PRICES)
                    await self._undo_price(tx, found["before"], found["after"])
                case "variant.visibility":
                    actor.need(Permission.CHANGE_PRODUCTS)
                    await self._undo_visibility(tx, found["before"], found["after"])
                case "product.edited":
                    actor.need(Permission.CHANGE_PRODUCTS)
                    await self._undo_product(tx, found["before"], found["after"])
                case "variant.edited":
                    actor.need(Permission.CHANGE_PRODUCTS)
                    await self._undo_variant(tx, found["before"], found["after"])
                case "zone.changed":
                    actor.need(Permission.CHANGE_SHOP)
                    await self._undo_zone(tx, found["before"], found["after"])
                case _:
                    raise NotFound
            await record(
                tx,
                self._clock,
                actor,
                f"{found['action']}.undone",
                found["target"],
                before=found["after"],
                after=found["before"],
                undoes=seq,
            )
            await shops.bump_catalogue(tx.connection, tx.shop_id)
            return str(found["target"])

    async def _undo_of_stock(
        self, tx: Transaction, actor: Actor, seq: int, action: str, found: Mapping[str, Any]
    ) -> None:
        match action:
            case "stock.changed":
                await self._undo_stock(tx, actor, seq, found["after"])
            case "stock.carried":
                await self._undo_carried(tx, actor, seq, found["after"])
            case _:
                await self._undo_low_at(tx, found["target"], found["before"], found["after"])

    async def _undo_stock(self, tx: Transaction, actor: Actor, seq: int, after: dict[str, Any]) -> None:
        # Movements add up, so taking a change back is the opposite movement, whatever was sold since.
        await stock.lock_by_sku(tx.connection, tx.shop_id, after)
        touched: list[int] = []
        for sku, change in sorted(after.items()):
            variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
            if variant is None or variant["kind"] == ProductKind.KEYS:
                raise ChangedSince(target=sku)
            await stock.move(
                tx.connection,
                tx.shop_id,
                movement_id=new_id(),
                stock_item_id=variant["stock_item_id"],
                delta=-change["delta"],
                kind=MovementKind.UNDO,
                source_key=f"undo:{seq}:{sku}",
                actor_id=actor.person_id,
            )
            touched.append(variant["stock_item_id"])
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=touched))

    async def _undo_price(self, tx: Transaction, before: dict[str, Any], after: dict[str, Any]) -> None:
        variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, after["sku"], lock=True)
        if variant is None or (variant["price"], variant["old_price"]) != (after["price"], after["old_price"]):
            raise ChangedSince(target=after["sku"])
        await assortment.set_price(
            tx.connection, tx.shop_id, variant["variant_id"], before["price"], before["old_price"]
        )

    async def _undo_visibility(self, tx: Transaction, before: dict[str, Any], after: dict[str, Any]) -> None:
        variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, after["sku"], lock=True)
        if variant is None or variant["hidden"] != after["hidden"]:
            raise ChangedSince(target=after["sku"])
        await assortment.set_variant_hidden(tx.connection, tx.shop_id, variant["variant_id"], hidden=before["hidden"])
        if before.get("status"):
            await assortment.set_product_status(tx.connection, tx.shop_id, variant["product_id"], before["status"])
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=[variant["stock_item_id"]]))

    async def _undo_carried(self, tx: Transaction, actor: Actor, seq: int, after: dict[str, Any]) -> None:
        await stock.lock_by_sku(tx.connection, tx.shop_id, [after["sku"]])
        variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, after["sku"])
        if variant is None:
            raise ChangedSince(target=after["sku"])
        await places.transfer(
            tx.connection,
            tx.shop_id,
            transfer_id=new_id(),
            stock_item_id=variant["stock_item_id"],
            from_place_id=after["to"],
            to_place_id=after["from"],
            quantity=after["quantity"],
            key=f"undo:{seq}",
            actor_id=actor.person_id,
        )

    async def _undo_low_at(self, tx: Transaction, sku: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
        if variant is None or variant["low_at"] != after["low_at"]:
            raise ChangedSince(target=sku)
        await stock.set_low_at(tx.connection, tx.shop_id, [variant["stock_item_id"]], before["low_at"])

    async def _undo_product(self, tx: Transaction, before: dict[str, Any], after: dict[str, Any]) -> None:
        field = after["field"]
        product = await editing.product(tx.connection, tx.shop_id, after["product_id"], lock=True)
        if product is None or product[field] != after["value"]:
            raise ChangedSince(target=str(after["product_id"]))
        fields = {name: product[name] for name in PRODUCT_FIELDS}
        await editing.save_product(tx.connection, tx.shop_id, product["id"], **{**fields, field: before["value"]})
        if field == "status":
            variants = await editing.variants_of(tx.connection, tx.shop_id, product["id"])
            tx.tell(StockChanged(tx.shop_id, stock_item_ids=[one["stock_item_id"] for one in variants]))

    async def _undo_variant(self, tx: Transaction, before: dict[str, Any], after: dict[str, Any]) -> None:
        field = after["field"]
        variant = await editing.variant(tx.connection, tx.shop_id, after["variant_id"], lock=True)
        if variant is None or variant[field] != after["value"]:
            raise ChangedSince(target=str(after["value"]))
        fields = {"sku": variant["sku"], "media_id": variant["media_id"], field: before["value"]}
        await editing.save_variant(tx.connection, tx.shop_id, variant["id"], **fields)

    async def _undo_zone(self, tx: Transaction, before: dict[str, Any], after: dict[str, Any]) -> None:
        field = after["field"]
        zone = await zones.zone(tx.connection, tx.shop_id, after["zone_id"], lock=True)
        if zone is None or zone[field] != after["value"]:
            raise ChangedSince(target=zone["name"] if zone is not None else "")
        fields = {name: zone[name] for name in ZONE_FIELDS}
        await zones.set_zone(tx.connection, tx.shop_id, zone["id"], **{**fields, field: before["value"]})


class AuditChain:
    """Prove that nobody edited the records."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def broken_at(self, shop_id: ShopId) -> int | None:
        """Return the number of the first record that does not fit, or None."""
        async with self._uow(shop_id) as tx:
            records = await audit.chain(tx.connection, shop_id)
        # Hashing a long chain takes its time: the loop goes on meanwhile.
        return await asyncio.to_thread(audit.broken_at, records)
