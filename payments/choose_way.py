"""Pay an unpaid order another way than it was placed with."""

from collections.abc import Mapping
from typing import Any

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders.checkout import CASH, Bill, trusts_with_cash, ways_for
from core.orders.errors import PaymentUnderWay
from core.orders.moving import Cause, lock_order, move
from core.orders.pricing import in_shop_currency
from core.orders.state import PAID, By, OrderEvent
from core.shops.shop import Shop
from db.repositories import cash, catalogue, money, orders
from db.types.enums import DeliveryKind, IntentState, OrderStatus
from db.types.ids import OrderId, PersonId
from payments.errors import AlreadyPaid, MethodUnavailable, NotPayable
from payments.settings import ProviderSettings


class ChooseWay:
    """Offers the ways that fit an order now, and moves it to one of them."""

    def __init__(self, uow: UnitOfWork, settings: ProviderSettings) -> None:
        self._uow = uow
        self._settings = settings

    async def ways(self, actor: Actor, shop: Shop, order_id: OrderId) -> tuple[str, ...]:
        """Return the ways to pay one's own unpaid order, the present one among them.

        Raises: NotFound, AlreadyPaid, NotPayable.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await self._mine(tx, actor, order_id)
            return await self._fitting(tx, shop, order)

    async def __call__(self, actor: Actor, shop: Shop, order_id: OrderId, method: str) -> OrderStatus:
        """Let the order be paid by `method` from now on; the pages opened before lose their meaning.

        Raises:
            NotFound, AlreadyPaid, NotPayable.
            MethodUnavailable: not offered for this order.
            PaymentUnderWay: money may be on its way by the way chosen before.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await self._mine(tx, actor, order_id)
            if order["payment_method"] == method:
                return OrderStatus(order["status"])
            if method not in await self._fitting(tx, shop, order):
                raise MethodUnavailable
            await money.lapse_approvals(tx.connection, tx.shop_id, order_id)
            if await money.payment_in_hand(tx.connection, tx.shop_id, order_id):
                raise PaymentUnderWay(number=order["number"])
            if method != CASH:
                await orders.set_payment_method(tx.connection, tx.shop_id, order_id, method)
                return OrderStatus(order["status"])
            wait = shop.rules.answer_hours * 3600
            await orders.set_payment_method(tx.connection, tx.shop_id, order_id, method, wait_seconds=wait)
            await money.close_intents(tx.connection, tx.shop_id, order_id, IntentState.CANCELLED)
            return await move(tx, order, OrderEvent.PAY_ON_DELIVERY, Cause(By.BUYER, actor.person_id))

    @staticmethod
    async def _mine(tx: Transaction, actor: Actor, order_id: OrderId) -> Mapping[str, Any]:
        order = await lock_order(tx, order_id)
        if order["person_id"] != actor.person_id:
            raise NotFound
        if order["status"] != OrderStatus.AWAITING_PAYMENT:
            refusal = AlreadyPaid if order["status"] in PAID else NotPayable
            raise refusal(number=order["number"], status=order["status"])
        return order

    async def _fitting(self, tx: Transaction, shop: Shop, order: Mapping[str, Any]) -> tuple[str, ...]:
        paid = await money.paid(tx.connection, tx.shop_id, order["id"])
        kind = DeliveryKind(order["delivery_kind"])
        options = await catalogue.delivery_options(tx.connection, tx.shop_id)
        chosen = next((option for option in options if option["id"] == order["delivery_option_id"]), None)
        refused = await cash.refusals_of(tx.connection, tx.shop_id, PersonId(order["person_id"]))
        bill = Bill(
            amount=in_shop_currency(order["total"] - paid, order["currency"], shop.currency, order["rate"]),
            currency=order["currency"],
            delivery=kind,
            digital=kind is DeliveryKind.DIGITAL,
            # Who has paid a part already pays the rest the same way: money at the door would be counted twice.
            cash_allowed=paid == order["gift_total"] + order["points_total"]
            and (chosen is None or chosen["cash_allowed"])
            and trusts_with_cash(shop.rules, refused),
        )
        offered = tuple(
            code for code in self._settings.offered(shop) if self._settings.takes(shop, code, order["currency"])
        )
        return ways_for(shop.rules, bill, offered)
