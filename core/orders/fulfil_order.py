"""What staff do with an order: accept, pack, ship, deliver. A second tap finds the step done.

Its courier ships and delivers it like who may do so with any order.
"""

from collections.abc import Mapping
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.uow import Transaction, UnitOfWork
from core.orders import cash
from core.orders.checkout import CASH
from core.orders.couriers import need_to_bring
from core.orders.errors import NotPaid, WrongState
from core.orders.moving import Cause, lock_order, move, refund_everything, unsell, write_down
from core.orders.state import UNPAID, By, OrderEvent
from core.shops.events import StockChanged
from db.repositories import money, orders, stock
from db.types.enums import DeliveryKind, MovementKind, OrderStatus, ShipmentStatus
from db.types.ids import OrderId, new_id

_OVER = (OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.ON_HOLD)
_PACKED = (ShipmentStatus.PACKED, ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED)


class FulfilOrder:
    """Bring an order to its buyer, step by step. Each returns False when the step was done before."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def accept(self, actor: Actor, order_id: OrderId) -> bool:
        """Accept a cash-on-delivery order: its goods are kept for good. Raises: Forbidden, NotFound, WrongState."""
        actor.need(Permission.ACCEPT_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["status"] not in (*UNPAID, *_OVER):
                return False
            await move(tx, order, OrderEvent.ACCEPT, Cause(By.STAFF, actor.person_id))
            await stock.commit_holds(tx.connection, tx.shop_id, order_id)
            await cash.expect(tx, order)
            return True

    async def pack(self, actor: Actor, order_id: OrderId) -> bool:
        """Pack a confirmed order; the buyer can no longer cancel alone. Raises: Forbidden, NotFound, WrongState."""
        actor.need(Permission.SHIP_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["status"] not in _OVER and order["shipment"] in _PACKED:
                return False
            if order["status"] == OrderStatus.CONFIRMED:
                await _need_money(tx, order)
            await move(
                tx,
                order,
                OrderEvent.SHIPMENT_CREATED,
                Cause(By.STAFF, actor.person_id),
                shipment=ShipmentStatus.PACKED,
            )
            return True

    async def ship(self, actor: Actor, order_id: OrderId, tracking: str | None = None) -> bool:
        """Hand a packed order over to the courier; its goods leave the stock for good.

        Raises:
            Forbidden, NotFound, WrongState: not packed yet, or cancelled.
        """
        tracking = (tracking or "").strip()[:100] or None
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            await need_to_bring(tx, actor, order_id)
            if order["status"] != OrderStatus.FULFILLING or order["delivery_kind"] == DeliveryKind.PICKUP:
                if order["shipment"] in (ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED):
                    return False
                raise WrongState(number=order["number"], status=order["status"])
            if order["shipment"] == ShipmentStatus.HANDED_OVER and tracking in (None, order["tracking"]):
                return False
            await _need_money(tx, order)
            await orders.change_status(
                tx.connection,
                tx.shop_id,
                order_id,
                status=OrderStatus.FULFILLING,
                shipment=ShipmentStatus.HANDED_OVER,
                tracking=tracking,
            )
            await stock.consume(tx.connection, tx.shop_id, order_id, actor.person_id)
            await write_down(
                tx, order, "handed_over", Cause(By.STAFF, actor.person_id, tracking), OrderStatus.FULFILLING
            )
            return True

    async def deliver(
        self, actor: Actor, order_id: OrderId, *, collected: int | None = None, reason: str | None = None
    ) -> bool:
        """Mark an order delivered; with cash on delivery the money is collected at this moment.

        `collected` is what the buyer paid, in minor units; None: all that was due.

        Raises:
            Forbidden, NotFound, WrongState: a courier order that was not shipped, or an ended one.
            BadInput: more than was due.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            await need_to_bring(tx, actor, order_id)
            if order["status"] in (OrderStatus.DELIVERED, OrderStatus.COMPLETED):
                return False
            ready = (
                ShipmentStatus.PACKED if order["delivery_kind"] == DeliveryKind.PICKUP else ShipmentStatus.HANDED_OVER
            )
            if order["shipment"] != ready:
                raise WrongState(number=order["number"], status=order["status"])
            await move(
                tx,
                order,
                OrderEvent.ALL_DELIVERED,
                Cause(By.STAFF, actor.person_id),
                shipment=ShipmentStatus.DELIVERED,
            )
            await stock.consume(tx.connection, tx.shop_id, order_id, actor.person_id)
            if order["payment_method"] == CASH:
                await cash.collect(tx, order, actor.person_id, collected, reason)
            return True

    async def came_back(self, actor: Actor, order_id: OrderId) -> bool:
        """A shipped parcel came back, refused or lost and found: goods on the shelf again, money asked back.

        Raises:
            Forbidden, NotFound, WrongState: not shipped, or delivered already.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            await need_to_bring(tx, actor, order_id)
            if order["shipment"] == ShipmentStatus.RETURNED_TO_STOCK:
                return False
            if order["shipment"] != ShipmentStatus.HANDED_OVER:
                raise WrongState(number=order["number"], status=order["status"])
            cause = Cause(By.STAFF, actor.person_id)
            await move(tx, order, OrderEvent.CAME_BACK, cause, shipment=ShipmentStatus.RETURNED_TO_STOCK)
            items = await stock.take_back(tx.connection, tx.shop_id, order_id)
            for item in items:
                await stock.move(
                    tx.connection,
                    tx.shop_id,
                    movement_id=new_id(),
                    stock_item_id=item["id"],
                    delta=item["quantity"],
                    kind=MovementKind.RETURN,
                    source_key=f"back:{order_id}",
                    actor_id=actor.person_id,
                )
            tx.tell(StockChanged(tx.shop_id, stock_item_ids=[item["id"] for item in items]))
            await cash.refuse(tx, order, None)
            await unsell(tx, order)
            await refund_everything(tx, order, "came_back", actor.person_id)
            return True


async def _need_money(tx: Transaction, order: Mapping[str, Any]) -> None:
    """Goods of a prepaid order leave only while its money is here: a provider may have taken it back."""
    if order["payment_method"] == CASH:
        return
    if await money.balance(tx.connection, tx.shop_id, order["id"]) > 0:
        raise NotPaid(number=order["number"])
