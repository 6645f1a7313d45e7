"""Timers: orders nobody paid or answered expire, delivered ones complete when the return window is over."""

import structlog

from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.uow import UnitOfWork
from core.orders.moving import Cause, give_goods_back, lock_order, move, refund_everything, unsell
from core.orders.promotions import earn_points
from core.orders.state import By, Ignored, OrderEvent, next_status
from db.repositories import money, orders, returns
from db.types.enums import HoldState, IntentState, OrderStatus
from db.types.ids import OrderId, ShopId

log = structlog.get_logger(__name__)


class ExpireOrders:
    """Take goods back from orders whose time is over, each in its own transaction."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self) -> int:
        """Expire what is due; return how many."""
        async with self._uow.platform() as connection:
            due = await orders.overdue(connection, self._clock.now())
        expired = 0
        for row in due:
            expired += await self.one(ShopId(row["shop_id"]), OrderId(row["id"]))
        return expired

    async def one(self, shop_id: ShopId, order_id: OrderId) -> bool:
        """Expire one order unless money is on its way; payment and expiry race on this lock."""
        async with self._uow(shop_id) as tx:
            order = await lock_order(tx, order_id)
            event = (
                OrderEvent.NO_ANSWER
                if order["status"] == OrderStatus.AWAITING_CONFIRMATION
                else OrderEvent.HOLD_EXPIRED
            )
            overdue = order["hold_until"] is not None and order["hold_until"] <= self._clock.now()
            if not overdue or isinstance(next_status(OrderStatus(order["status"]), event, By.TIMER), Ignored):
                return False
            await money.lapse_approvals(tx.connection, shop_id, order_id)
            if await money.payment_in_hand(tx.connection, shop_id, order_id):
                return False
            await move(tx, order, event, Cause(By.TIMER))
            await give_goods_back(tx, order, HoldState.EXPIRED)
            await unsell(tx, order)
            # A part that was paid goes back; an unpaid order has none.
            await refund_everything(tx, order, "expired", None)
            await money.close_intents(tx.connection, shop_id, order_id, IntentState.EXPIRED)
            checkpoint("expire_written")
        log.info("order.expired", shop_id=shop_id, order_id=order_id)
        return True


class CompleteOrders:
    """Close delivered orders when their return window is over, nothing is on its way back and their books are even.

    What a provider took back of a delivered order's money stays the buyer's debt: nobody waits for it here.
    """

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self) -> int:
        """Complete what is due; return how many."""
        completed, after = 0, 0
        while True:
            # One page after the other: orders that still wait for money must not keep others from their turn.
            async with self._uow.platform() as connection:
                due = await orders.past_window(connection, self._clock.now(), after)
            if not due:
                return completed
            for row in due:
                completed += await self._one(ShopId(row["shop_id"]), OrderId(row["id"]))
            after = due[-1]["id"]

    async def _one(self, shop_id: ShopId, order_id: OrderId) -> bool:
        async with self._uow(shop_id) as tx:
            order = await lock_order(tx, order_id)
            owed = await money.balance(tx.connection, tx.shop_id, order_id)
            even = owed <= 0 or owed <= await money.taken_back(tx.connection, tx.shop_id, order_id)
            sending_back = await returns.open_of(tx.connection, tx.shop_id, order_id)
            if order["status"] != OrderStatus.DELIVERED or not even or sending_back:
                return False
            await move(tx, order, OrderEvent.WINDOW_OVER, Cause(By.TIMER))
            await earn_points(tx, order)
            return True
