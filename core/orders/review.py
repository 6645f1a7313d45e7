"""Look at orders for risk, hold what needs a person, and let people decide: approve, or cancel and give back."""

import structlog

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.event import Recorded
from core.kit.observability.metrics import RISK
from core.kit.uow import Transaction, UnitOfWork
from core.orders.cancel_order import Cancelled, CancelOrder
from core.orders.checkout import CASH
from core.orders.deliver_digital import claim, digital_lines, hand_over
from core.orders.errors import NotPaid, SecondPersonNeeded, SoldOut, WrongState
from core.orders.events import OrderPaid, OrderPlaced
from core.orders.moving import Cause, ask_refund, lock_order, move
from core.orders.own_order import need_others_order
from core.orders.pricing import in_shop_currency
from core.orders.risk import Assessment, Signals, assess
from core.orders.state import By, OrderEvent
from core.shops.audit import record
from core.shops.shop import Shop
from db.repositories import money, orders, risk, shops, stock
from db.types.enums import ChargeVerdict, OrderStatus, RiskDecision, ShipmentStatus
from db.types.ids import OrderId, ShopId, id_at, new_id

log = structlog.get_logger(__name__)
PLACED, PAID = "placed", "paid"
RISK_REASON = "risk"
_WEEK_SECONDS = 7 * 24 * 3600
_HERE = (ShipmentStatus.PLANNED, ShipmentStatus.PACKED)
_HELD_FROM = {
    OrderStatus.AWAITING_CONFIRMATION: OrderEvent.RELEASE_UNANSWERED,
    OrderStatus.FULFILLING: OrderEvent.RELEASE_PACKED,
}


class AssessOrders:
    """The consumer `risk`: orders on delivery are looked at when placed, prepaid ones when their money is here."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event."""
        match recorded.event:
            case OrderPlaced(order_id=order_id, status=OrderStatus.AWAITING_CONFIRMATION):
                await self.order(recorded.event.shop_id, OrderId(order_id), PLACED)
            case OrderPaid(order_id=order_id):
                await self.order(recorded.event.shop_id, OrderId(order_id), PAID)
            case _:
                return

    async def order(self, shop_id: ShopId, order_id: OrderId, stage: str) -> Assessment | None:
        """Assess an order once per stage, and hold it where the shop's rules say so; None: seen before, or off."""
        week_ago = id_at(self._clock.now().timestamp() - _WEEK_SECONDS)
        async with self._uow(shop_id) as tx:
            row = await shops.shop(tx.connection, shop_id)
            if row is None or not Shop.from_row(row).rules.risk.enabled:
                return None
            rules = Shop.from_row(row).rules.risk
            order = await lock_order(tx, order_id)
            found = await risk.signals(tx.connection, shop_id, order_id, week_ago)
            if found is None:
                return None
            assessment = assess(_signals(dict(found)))
            holdable = order["shipment"] in _HERE and order["status"] in (
                OrderStatus.AWAITING_CONFIRMATION,
                OrderStatus.CONFIRMED,
                OrderStatus.FULFILLING,
            )
            hold = assessment.score >= rules.review_from and holdable
            news = await risk.save_check(
                tx.connection,
                shop_id,
                check_id=new_id(),
                order_id=order_id,
                stage=stage,
                score=assessment.score,
                reasons=[
                    {"code": one.code.value, "points": one.points, "value": one.value} for one in assessment.reasons
                ],
                decision=RiskDecision.PENDING if hold else RiskDecision.NONE,
            )
            if not news:
                return None
            if hold:
                # What is held for review is kept: no timer takes it while people look.
                await stock.commit_holds(tx.connection, shop_id, order_id)
                await move(tx, order, OrderEvent.HOLD, Cause(By.RULE, reason=RISK_REASON))
                log.info("risk.held", shop_id=shop_id, order_id=order_id, score=assessment.score)
        RISK.labels("held" if hold else "passed").inc()
        return assessment


def _signals(found: dict[str, object]) -> Signals:
    fields = {name: found[name] for name in Signals.__dataclass_fields__ if name in found}
    return Signals(**fields, cash=found["payment_method"] == CASH)  # type: ignore[arg-type]


class ReviewOrder:
    """People decide about an order on hold. Each decision is audited."""

    def __init__(self, uow: UnitOfWork, clock: Clock, cancel: CancelOrder) -> None:
        self._uow = uow
        self._clock = clock
        self._cancel = cancel

    async def hold(self, actor: Actor, order_id: OrderId, reason: str) -> bool:
        """Stop an order until somebody has looked; False when it is on hold.

        Raises:
            Forbidden, NotFound, WrongState: shipped, or not under way.
        """
        actor.need(Permission.REVIEW_RISK)
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["status"] == OrderStatus.ON_HOLD:
                return False
            if order["shipment"] not in _HERE:
                raise WrongState(number=order["number"], status=order["status"])
            await move(tx, order, OrderEvent.HOLD, Cause(By.STAFF, actor.person_id, reason[:200]))
            await stock.commit_holds(tx.connection, tx.shop_id, order_id)
            await record(tx, self._clock, actor, "order.held", str(order["number"]), after={"reason": reason[:200]})
        return True

    async def approve(self, actor: Actor, shop: Shop, order_id: OrderId) -> bool:
        """Let an order on hold go on where it stood; False when it goes on already.

        Raises:
            Forbidden, NotFound, OwnOrder.
            WrongState: it was taken back already (sold out). NotPaid: its money is not all here.
            SecondPersonNeeded: above the shop's limit, and the actor put it on hold.
            SoldOut: nothing is left of what it would get in the chat.
        """
        actor.need(Permission.REVIEW_RISK)
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["status"] != OrderStatus.ON_HOLD:
                return False
            need_others_order(actor, order)
            sales, unsales = await orders.rounds(tx.connection, tx.shop_id, order_id)
            if sales == unsales:
                raise WrongState(number=order["number"], status=order["status"])
            limit = shop.rules.refund_alone_limit
            weight = in_shop_currency(order["total"], order["currency"], shop.currency, order["rate"])
            if limit is not None and weight > limit:
                actor.need(Permission.APPROVE_REFUNDS)
                if await orders.held_by(tx.connection, tx.shop_id, order_id) == actor.person_id:
                    raise SecondPersonNeeded
            held_from = OrderStatus(order["held_from"]) if order["held_from"] else None
            owed = await money.balance(tx.connection, tx.shop_id, order_id)
            if owed > 0 and order["payment_method"] != CASH:
                raise NotPaid(number=order["number"])
            await money.accept_charges(tx.connection, tx.shop_id, order_id)
            if owed < 0:
                actor.need_proof()
                await self._give_surplus_back(tx, order_id, -owed)
            goods = await digital_lines(tx, order_id) if held_from is None else []
            if goods and not await claim(tx, order_id, goods):
                raise SoldOut(title=goods[0]["title"], left=0)
            event = _HELD_FROM.get(held_from, OrderEvent.RELEASE) if held_from else OrderEvent.RELEASE
            if event is OrderEvent.RELEASE_UNANSWERED:
                # It was people who took their time: the answer may take as long as for a new order.
                await stock.extend_holds(tx.connection, tx.shop_id, order_id, shop.rules.answer_hours * 3600)
            to = await move(tx, order, event, Cause(By.STAFF, actor.person_id))
            if goods:
                await hand_over(tx, {**order, "status": to}, goods)
            await risk.decide(tx.connection, tx.shop_id, order_id, RiskDecision.APPROVED, actor.person_id)
            await record(tx, self._clock, actor, "order.released", str(order["number"]), after={"to": event.value})
        return True

    @staticmethod
    async def _give_surplus_back(tx: Transaction, order_id: OrderId, surplus: int) -> None:
        """Somebody paid too much, and staff take the order all the same: the rest goes back."""
        for charge in reversed(await money.charges_of(tx.connection, tx.shop_id, order_id)):
            part = min(surplus, charge["amount"] - charge["refunded"] - charge["disputed"])
            if part > 0 and charge["verdict"] in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH):
                surplus -= part
                await ask_refund(
                    tx,
                    charge_id=charge["id"],
                    order_id=order_id,
                    amount=part,
                    currency=charge["currency"],
                    key=f"charge:{charge['id']}:over",
                    reason="overpaid",
                )

    async def reject(self, actor: Actor, order_id: OrderId, reason: str) -> Cancelled:
        """Cancel a held order and give everything back. Raises: Forbidden, NotFound, WrongState."""
        actor.need(Permission.REVIEW_RISK)
        done = await self._cancel.by_staff(actor, order_id, reason)
        async with self._uow(actor.shop_id) as tx:
            if await risk.decide(tx.connection, tx.shop_id, order_id, RiskDecision.REJECTED, actor.person_id):
                await record(tx, self._clock, actor, "order.rejected", str(done.number), after={"reason": reason[:200]})
        return done
