"""Settle money that arrived: charge, books, order, goods and event in one transaction, exactly once.

Late, wrong or double money is never silent (domain law 8): the goods are taken again, or the order goes on
hold, and what is too much is asked back by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from core.kit.crash import checkpoint
from core.kit.observability.metrics import PAYMENTS
from core.kit.uow import Transaction, UnitOfWork
from core.orders.deliver_digital import NOTHING_TO_HAND_OVER, claim, digital_lines, hand_over
from core.orders.events import OrderPaid
from core.orders.moving import (
    Cause,
    ask_refund,
    ignore,
    lock_order,
    move,
    refund_everything,
    sell_again,
    unsell,
    write_down,
)
from core.orders.promotions import spend_again
from core.orders.state import By, OrderEvent
from core.shops.events import StockChanged
from db.repositories import money, orders, stock
from db.types.enums import ChargeVerdict, IntentState, OrderStatus, ShipmentStatus
from db.types.ids import ChargeId, IntentId, OrderId, StockItemId, new_id
from payments.charges import record_charge, with_tip
from payments.protocol import MoneyArrived, PageFound, PaymentFailed, PaymentProcessing
from payments.renewals import begin, renew

log = structlog.get_logger(__name__)
# Who paid a part is given this long for the rest.
PART_SECONDS = 30 * 60
_LATE = (OrderStatus.EXPIRED, OrderStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the money came to. `repeated`: it was known already."""

    order_id: OrderId | None
    verdict: ChargeVerdict
    status: OrderStatus | None
    repeated: bool = False


class SettlePayment:
    """The only place where money becomes a paid order."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, arrived: MoneyArrived) -> Settled:
        """Record and judge; any number of copies in any order have one effect."""
        async with self._uow(arrived.shop_id) as tx:
            order = await self._order_of(tx, arrived)
            if order is None:
                settled = await self._orphan(tx, arrived)
            else:
                settled = await self._judge(tx, with_tip(arrived, order["intent"]), order)
            checkpoint("settle_written")
        outcome = "repeated" if settled.repeated else settled.verdict.value
        PAYMENTS.labels(arrived.provider, outcome).inc()
        log.info(
            "payment.settled",
            shop_id=arrived.shop_id,
            order_id=settled.order_id,
            verdict=settled.verdict.value,
            status=settled.status,
            repeated=settled.repeated,
        )
        return settled

    @staticmethod
    async def _order_of(tx: Transaction, arrived: MoneyArrived) -> Mapping[str, Any] | None:
        if arrived.intent_id is None:
            return None
        intent = await money.intent(tx.connection, tx.shop_id, arrived.intent_id)
        if intent is None or intent["provider"] != arrived.provider:
            return None
        # The order's lock is what expiry, cancelling and other money wait for.
        order = await lock_order(tx, intent["order_id"])
        return {**order, "intent": dict(intent)}

    async def _judge(self, tx: Transaction, arrived: MoneyArrived, order: Mapping[str, Any]) -> Settled:
        order_id, intent = OrderId(order["id"]), order["intent"]
        status = OrderStatus(order["status"])
        known = await money.charge_verdict(tx.connection, tx.shop_id, arrived.provider, arrived.external_id)
        if known is not None:
            return Settled(order_id, ChargeVerdict(known), status, repeated=True)
        if arrived.renewal and _mismatch(arrived, intent) is None:
            renewed = await renew(tx, arrived, order)
            if renewed is not None:
                return Settled(renewed, ChargeVerdict.APPLIED, OrderStatus.DELIVERED)
        reason = _mismatch(arrived, intent)
        if reason is None and status in _LATE:
            # What was given back when the order ended is taken again; without it the money is a part only.
            await spend_again(tx, order, arrived.amount - arrived.tip)
        due = order["total"] - await money.paid(tx.connection, tx.shop_id, order_id)
        wanted = status is OrderStatus.AWAITING_PAYMENT or status in _LATE
        if reason is not None:
            verdict = ChargeVerdict.MISMATCH
        elif not wanted or due <= 0:
            verdict, reason = ChargeVerdict.SURPLUS, "already_paid"
        else:
            verdict = ChargeVerdict.APPLIED
        charge_id = await record_charge(tx, arrived, verdict, reason, order_id, IntentId(intent["id"]))
        if charge_id is None:
            return Settled(order_id, verdict, status, repeated=True)
        if verdict is ChargeVerdict.APPLIED:
            status = await self._apply(tx, arrived, order, charge_id, due)
        elif verdict is ChargeVerdict.MISMATCH:
            status = await self._hold_for_staff(tx, arrived, order, status, charge_id, reason or "")
        else:
            await self._give_back(tx, arrived, order_id, charge_id, "surplus")
            await ignore(tx, order, OrderEvent.FUNDS_COMPLETE, Cause(By.LEDGER), "already paid, money goes back")
        return Settled(order_id, verdict, status)

    async def _apply(
        self, tx: Transaction, arrived: MoneyArrived, order: Mapping[str, Any], charge_id: ChargeId, due: int
    ) -> OrderStatus:
        order_id, status = OrderId(order["id"]), OrderStatus(order["status"])
        left = due - (arrived.amount - arrived.tip)
        if left > 0:
            return await self._part(tx, arrived, order, charge_id, left)
        await money.set_intent_state(tx.connection, tx.shop_id, order["intent"]["id"], IntentState.CAPTURED)
        if left < 0:
            # More than was asked, on a rail that takes any sum: the rest goes back.
            await self._give_back(tx, arrived, order_id, charge_id, "overpaid", amount=-left)
        if status in _LATE or await stock.live_holds(tx.connection, tx.shop_id, order_id) == 0:
            taken = await self._take_again(tx, order_id)
            late = status in _LATE
            if late:
                await sell_again(tx, order)
            event = OrderEvent.LATE_FUNDS if late else OrderEvent.FUNDS_COMPLETE
            if not taken:
                event = OrderEvent.LATE_FUNDS_SOLD_OUT
        else:
            await stock.commit_holds(tx.connection, tx.shop_id, order_id)
            event = OrderEvent.FUNDS_COMPLETE
        goods, reason = await digital_lines(tx, order_id), None
        if goods and event is not OrderEvent.LATE_FUNDS_SOLD_OUT and not await claim(tx, order_id, goods):
            event, reason = OrderEvent.LATE_FUNDS_SOLD_OUT, NOTHING_TO_HAND_OVER
        # A cancelled order's goods were back on the shelf: taken again, they are to be packed anew.
        to = await move(tx, order, event, Cause(By.LEDGER, reason=reason), shipment=ShipmentStatus.PLANNED)
        await money.close_intents(tx.connection, tx.shop_id, order_id, IntentState.CANCELLED)
        if to is OrderStatus.ON_HOLD:
            # Paid, and sold out meanwhile: the money goes back by itself, both sides are told.
            await self._give_back_all(tx, order, "sold_out")
        else:
            if goods:
                to = await hand_over(tx, {**order, "status": to}, goods)
            await begin(tx, arrived, order, goods)
            tx.tell(
                OrderPaid(
                    tx.shop_id,
                    order_id=order_id,
                    amount=arrived.amount,
                    currency=arrived.currency,
                    provider=arrived.provider,
                )
            )
        return to

    async def _part(
        self, tx: Transaction, arrived: MoneyArrived, order: Mapping[str, Any], charge_id: ChargeId, left: int
    ) -> OrderStatus:
        """A part of the sum: the order waits for the rest; an order that waits no more gives it back."""
        status = OrderStatus(order["status"])
        cause = Cause(By.LEDGER, reason=f"{left} left")
        if status in _LATE:
            await self._give_back(tx, arrived, order["id"], charge_id, "late_part")
            await ignore(tx, order, OrderEvent.LATE_FUNDS, cause, "a part only, too late")
            return status
        await stock.extend_holds(tx.connection, tx.shop_id, order["id"], PART_SECONDS)
        await write_down(tx, order, "part_paid", cause, status)
        return status

    async def _hold_for_staff(
        self,
        tx: Transaction,
        arrived: MoneyArrived,
        order: Mapping[str, Any],
        status: OrderStatus,
        charge_id: ChargeId,
        reason: str,
    ) -> OrderStatus:
        if status is OrderStatus.AWAITING_PAYMENT:
            await stock.commit_holds(tx.connection, tx.shop_id, order["id"])
            await money.close_intents(tx.connection, tx.shop_id, order["id"], IntentState.CANCELLED)
            return await move(tx, order, OrderEvent.FUNDS_MISMATCH, Cause(By.LEDGER, reason=reason))
        await self._give_back(tx, arrived, order["id"], charge_id, reason)
        await ignore(tx, order, OrderEvent.FUNDS_MISMATCH, Cause(By.LEDGER), reason)
        return status

    @staticmethod
    async def _take_again(tx: Transaction, order_id: OrderId) -> bool:
        wanted: dict[StockItemId, int] = {}
        for line in await orders.lines(tx.connection, tx.shop_id, order_id):
            wanted[line["stock_item_id"]] = wanted.get(line["stock_item_id"], 0) + line["quantity"]
        # All or nothing: a nested block gives back what was held when one item is short.
        async with tx.connection.begin_nested() as attempt:
            held = await stock.reserve(tx.connection, tx.shop_id, wanted)
            if len(held) < len(wanted):
                await attempt.rollback()
                return False
        holds = [{"id": new_id(), "stock_item_id": item, "quantity": quantity} for item, quantity in wanted.items()]
        await stock.hold_again(tx.connection, tx.shop_id, order_id, holds)
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=list(wanted)))
        return True

    async def _orphan(self, tx: Transaction, arrived: MoneyArrived) -> Settled:
        charge_id = await record_charge(tx, arrived, ChargeVerdict.ORPHAN, "unknown_reference", None, None)
        if charge_id is None:
            return Settled(None, ChargeVerdict.ORPHAN, None, repeated=True)
        await self._give_back(tx, arrived, None, charge_id, "unknown_reference")
        return Settled(None, ChargeVerdict.ORPHAN, None)

    @staticmethod
    async def _give_back(
        tx: Transaction,
        arrived: MoneyArrived,
        order_id: OrderId | None,
        charge_id: ChargeId,
        reason: str,
        *,
        amount: int | None = None,
    ) -> None:
        await ask_refund(
            tx,
            charge_id=charge_id,
            order_id=order_id,
            amount=amount or arrived.amount,
            currency=arrived.currency,
            key=f"charge:{charge_id}:{reason}",
            reason=reason,
        )

    @staticmethod
    async def _give_back_all(tx: Transaction, order: Mapping[str, Any], reason: str) -> None:
        await unsell(tx, order)
        await refund_everything(tx, order, reason, None)


class FailPayment:
    """Note that an attempt came to nothing; the order stays payable. Money that follows still counts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, failed: PaymentFailed) -> None:
        """Move an attempt to `failed` unless money has come of it; a page that can be tried again stays open."""
        async with self._uow(failed.shop_id) as tx:
            intent = await money.intent(tx.connection, tx.shop_id, failed.intent_id, lock=True)
            if intent is None or intent["state"] in (IntentState.CAPTURED, IntentState.FAILED):
                return
            ended = intent["state"] in (IntentState.EXPIRED, IntentState.CANCELLED)
            if ended or (not failed.over and failed.reason[:200] == intent["failure"]):
                return
            state = IntentState.FAILED if failed.over else IntentState.PRESENTED
            await money.set_intent_state(
                tx.connection, tx.shop_id, failed.intent_id, state, failure=failed.reason[:200]
            )
        PAYMENTS.labels(failed.provider, "failed").inc()


class NoteProgress:
    """Note that money is on its way: the order waits for it, and nobody cancels or expires it meanwhile."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, progress: PaymentProcessing) -> None:
        """Move an attempt to `processing` or `authorized`, unless it ended or another one is under way."""
        async with self._uow(progress.shop_id) as tx:
            found = await money.intent(tx.connection, tx.shop_id, progress.intent_id)
            if found is None:
                return
            order = await lock_order(tx, found["order_id"])
            intent = await money.intent(tx.connection, tx.shop_id, progress.intent_id, lock=True)
            if intent is None or order["status"] != OrderStatus.AWAITING_PAYMENT or intent["state"] not in _OPEN:
                return
            to = IntentState.AUTHORIZED if progress.authorized else IntentState.PROCESSING
            if intent["state"] == to or intent["state"] == IntentState.AUTHORIZED:
                return
            await money.lapse_approvals(tx.connection, tx.shop_id, order["id"])
            if await money.other_live_intent(tx.connection, tx.shop_id, order["id"], progress.intent_id):
                return
            await money.set_intent_state(tx.connection, tx.shop_id, progress.intent_id, to)

    async def page_found(self, found: PageFound) -> None:
        """Keep a page whose opening had got no answer."""
        page = found.page
        async with self._uow(found.shop_id) as tx:
            await money.set_page(
                tx.connection,
                tx.shop_id,
                found.intent_id,
                external_id=page.external_id,
                url=page.url,
                until=page.until,
                pay_amount=page.pay_amount,
                pay_currency=page.pay_currency,
                details=page.details,
                check_seconds=None,
            )


_OPEN = (
    IntentState.CREATED,
    IntentState.PRESENTED,
    IntentState.APPROVED,
    IntentState.PROCESSING,
    IntentState.UNKNOWN,
)


def _mismatch(arrived: MoneyArrived, intent: Mapping[str, Any]) -> str | None:
    """Return why the money is not what was asked for, or None (pure)."""
    if arrived.currency != intent["currency"]:
        return "currency"
    if not arrived.in_parts and arrived.amount - arrived.tip != intent["amount"]:
        return "amount"
    if not 0 <= arrived.tip <= max(intent["tip_max"], 0):
        return "tip"
    payer = arrived.payer_telegram_id
    if payer is not None and payer != intent["payer_telegram_id"]:
        return "payer"
    return None
