"""Cancel an order: goods back once, attempts to pay closed, captured money asked back, all together."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.orders.errors import PaymentUnderWay, WrongState
from core.orders.moving import Cause, give_goods_back, lock_order, move, refund_everything, unsell
from core.orders.state import UNPAID, By, OrderEvent
from db.repositories import money
from db.types.enums import HoldState, IntentState, OrderStatus, ShipmentStatus
from db.types.ids import OrderId

_SHIPPED = (ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The cancelled order and the money that goes back, in minor units."""

    order_id: OrderId
    number: int
    refund: int
    currency: str
    repeated: bool = False


class CancelOrder:
    """Cancel for the buyer (before packing) or for staff (before shipping)."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def by_buyer(self, actor: Actor, order_id: OrderId) -> Cancelled:
        """Cancel one's own order; a second tap finds it cancelled.

        Raises:
            NotFound: no such order, or somebody else's.
            WrongState: too late.
            PaymentUnderWay: money may be on its way; it lands in a moment or lapses.
        """
        return await self._cancel(actor, order_id, Cause(By.BUYER, actor.person_id), own=True)

    async def by_staff(self, actor: Actor, order_id: OrderId, reason: str) -> Cancelled:
        """Cancel any order of the shop with a reason. Raises: as above, Forbidden, StepUpNeeded: money goes back."""
        actor.need(Permission.CANCEL_ORDERS)
        return await self._cancel(actor, order_id, Cause(By.STAFF, actor.person_id, reason[:200]), own=False)

    async def _cancel(self, actor: Actor, order_id: OrderId, cause: Cause, *, own: bool) -> Cancelled:
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if own and order["person_id"] != actor.person_id:
                raise NotFound
            if order["status"] == OrderStatus.CANCELLED:
                return Cancelled(order_id, order["number"], 0, order["currency"], repeated=True)
            if order["shipment"] in _SHIPPED:
                raise WrongState(number=order["number"], status=order["status"])
            if order["status"] in UNPAID and await money.payment_in_hand(tx.connection, tx.shop_id, order_id):
                raise PaymentUnderWay(number=order["number"])
            await move(tx, order, OrderEvent.CANCEL, cause, shipment=ShipmentStatus.RETURNED_TO_STOCK)
            await give_goods_back(tx, order, HoldState.RELEASED)
            await unsell(tx, order)
            await money.close_intents(tx.connection, tx.shop_id, order_id, IntentState.CANCELLED)
            refund = await refund_everything(tx, order, "cancelled", cause.actor_id)
            if refund and not own:
                actor.need_proof()  # raised here, nothing of this is written
            return Cancelled(order_id, order["number"], refund, order["currency"])
