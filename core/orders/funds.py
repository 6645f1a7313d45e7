"""The moment an order's money is complete, whoever paid: goods kept for good, status, event."""

from core.kit.uow import Transaction
from core.orders.deliver_digital import claim, digital_lines, hand_over
from core.orders.errors import SoldOut
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
    goods = await digital_lines(tx, order_id)
    if goods and not await claim(tx, order_id, goods):
        raise SoldOut(title=goods[0]["title"], left=0)
    status = await move(tx, order, OrderEvent.FUNDS_COMPLETE, Cause(By.LEDGER))
    if goods:
        status = await hand_over(tx, {**order, "status": status}, goods)
    tx.tell(
        OrderPaid(tx.shop_id, order_id=order_id, amount=order["total"], currency=order["currency"], provider=COVERED)
    )
    return status
