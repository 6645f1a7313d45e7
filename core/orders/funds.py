"""The moment an order's money is complete, whoever paid: goods kept for good, status, event."""

from core.kit.uow import Transaction
from core.orders.events import OrderPaid
from core.orders.moving import Cause, lock_order, move
from core.orders.promotions import COVERED
from core.orders.state import By, OrderEvent
from db.repositories import stock
from db.types.enums import OrderStatus
from db.types.ids import OrderId


async def covered(tx: Transaction, order_id: OrderId) -> OrderStatus:
    """Confirm an order just placed that gift card and points have paid in full."""
    order = await lock_order(tx, order_id)
    await stock.commit_holds(tx.connection, tx.shop_id, order_id)
    status = await move(tx, order, OrderEvent.FUNDS_COMPLETE, Cause(By.LEDGER))
    tx.tell(
        OrderPaid(tx.shop_id, order_id=order_id, amount=order["total"], currency=order["currency"], provider=COVERED)
    )
    return status
