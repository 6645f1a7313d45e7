"""How a locked order moves: status, journal, event and books, the same way for everybody who moves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.kit.errors import NotFound
from core.kit.observability.metrics import ORDERS
from core.kit.uow import Transaction
from core.orders import ledger
from core.orders.errors import WrongState
from core.orders.events import OrderChanged, RefundRequested
from core.orders.pricing import Totals
from core.orders.promotions import release_benefits
from core.orders.state import By, Ignored, OrderEvent, next_status
from core.shops.events import StockChanged
from db.repositories import credit_notes, money, orders, stock
from db.types.enums import ChargeVerdict, HoldState, NoteState, OrderStatus, RefundState, ShipmentStatus
from db.types.ids import ChargeId, OrderId, PersonId, RefundId, new_id


@dataclass(frozen=True, slots=True)
class Cause:
    """Who moves an order, and why."""

    by: By
    actor_id: PersonId | None = None
    reason: str | None = None


async def lock_order(tx: Transaction, order_id: OrderId) -> Mapping[str, Any]:
    """Return an order locked for a change. Raises: NotFound."""
    found = await orders.order(tx.connection, tx.shop_id, order_id, lock=True)
    if found is None:
        raise NotFound
    return found


async def move(
    tx: Transaction,
    order: Mapping[str, Any],
    event: OrderEvent,
    cause: Cause,
    *,
    shipment: ShipmentStatus | None = None,
    tracking: str | None = None,
) -> OrderStatus:
    """Move a locked order by the table and tell it.

    Raises:
        WrongState: the table has no such move (the timer and the ledger ask before).
    """
    status = OrderStatus(order["status"])
    to = next_status(status, event, cause.by)
    if isinstance(to, Ignored):
        raise WrongState(number=order["number"], status=status.value)
    await orders.change_status(
        tx.connection,
        tx.shop_id,
        order["id"],
        status=to,
        shipment=shipment,
        tracking=tracking,
        reason=cause.reason,
    )
    if event is OrderEvent.HOLD:
        await orders.set_held_from(tx.connection, tx.shop_id, order["id"], status)
    elif status is OrderStatus.ON_HOLD:
        await orders.set_held_from(tx.connection, tx.shop_id, order["id"], None)
    await write_down(tx, order, event.value, cause, to)
    ORDERS.labels(to.value).inc()
    return to


async def write_down(tx: Transaction, order: Mapping[str, Any], event: str, cause: Cause, to: OrderStatus) -> None:
    """Record a step in the order's journal and tell it."""
    await orders.write_journal(
        tx.connection,
        tx.shop_id,
        order["id"],
        journal_id=new_id(),
        event=event,
        from_status=order["status"],
        to_status=to,
        actor=cause.by.value,
        actor_id=cause.actor_id,
        reason=cause.reason,
    )
    why = cause.reason or "" if cause.by in (By.RULE, By.LEDGER) else ""
    tx.tell(
        OrderChanged(tx.shop_id, order_id=order["id"], event=event, status=to.value, actor_id=cause.actor_id, why=why)
    )


async def ignore(tx: Transaction, order: Mapping[str, Any], event: OrderEvent, cause: Cause, why: str) -> None:
    """Record an event that means nothing in the order's state (law 10)."""
    await orders.write_journal(
        tx.connection,
        tx.shop_id,
        order["id"],
        journal_id=new_id(),
        event=event.value,
        from_status=order["status"],
        to_status=None,
        actor=cause.by.value,
        actor_id=cause.actor_id,
        reason=f"ignored: {why}",
    )


def totals_of(order: Mapping[str, Any]) -> Totals:
    """Return the agreed sums of an order."""
    return Totals(
        goods=order["goods_total"],
        delivery=order["delivery_total"],
        discount=order["discount_total"],
        tax=order["tax_total"],
        tax_added=order["tax_added"],
        rounding=order["rounding"],
        gift=order["gift_total"],
        points=order["points_total"],
    )


async def stop_goods(tx: Transaction, order: Mapping[str, Any], reason: str) -> bool:
    """Put a paid order on hold while its goods are still here; return whether it was."""
    moving = order["status"] in (OrderStatus.CONFIRMED, OrderStatus.FULFILLING)
    gone = order["shipment"] in (ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED)
    if not moving or gone:
        return False
    await move(tx, order, OrderEvent.HOLD, Cause(By.LEDGER, reason=reason))
    return True


async def give_goods_back(tx: Transaction, order: Mapping[str, Any], state: HoldState) -> None:
    """Free the order's holds; the shelves hear of it."""
    freed = await stock.release(tx.connection, tx.shop_id, order["id"], state)
    if freed:
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=[row["id"] for row in freed]))


async def unsell(tx: Transaction, order: Mapping[str, Any]) -> None:
    """Reverse the sale in the books, once per time it was sold; promo code, gift card and points go back."""
    sales, unsales = await orders.rounds(tx.connection, tx.shop_id, order["id"])
    if unsales < sales:
        entry = ledger.unsale(order["id"], totals_of(order), order["currency"], round_=unsales)
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order["id"])
        await _undo_notes(tx, order)
        await release_benefits(tx, order)


async def _undo_notes(tx: Transaction, order: Mapping[str, Any]) -> None:
    """The whole sale was reversed: what credit notes reversed of it stays reversed once, and nobody waits any more."""
    for note in await credit_notes.notes_of(tx.connection, tx.shop_id, order["id"]):
        if note["state"] == NoteState.APPROVED:
            parts = (note["amount"], note["delivery_amount"], note["tax_amount"])
            entry = ledger.uncredited(order["id"], note["id"], *parts, order["currency"])
            await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order["id"])
        elif note["state"] == NoteState.WAITING:
            await credit_notes.decide_note(tx.connection, tx.shop_id, note["id"], NoteState.REJECTED, None)
            for refund in await credit_notes.refunds_of_note(tx.connection, tx.shop_id, note["id"]):
                await credit_notes.decide_refund(tx.connection, tx.shop_id, refund["id"], RefundState.FAILED, None)


async def book_delivery(tx: Transaction, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Correct the books of an unpaid order that got another delivery: sold anew for its new sum."""
    sales, unsales = await orders.rounds(tx.connection, tx.shop_id, before["id"])
    for entry in (
        ledger.unsale(before["id"], totals_of(before), before["currency"], round_=unsales),
        ledger.sale(after["id"], totals_of(after), after["currency"], round_=sales),
    ):
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=before["id"])


async def sell_again(tx: Transaction, order: Mapping[str, Any]) -> None:
    """Write the sale again after it was reversed (late money took the goods anew)."""
    sales, unsales = await orders.rounds(tx.connection, tx.shop_id, order["id"])
    if sales == unsales:
        entry = ledger.sale(order["id"], totals_of(order), order["currency"], round_=sales)
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order["id"])


async def ask_refund(
    tx: Transaction,
    *,
    charge_id: ChargeId,
    order_id: OrderId | None,
    amount: int,
    currency: str,
    key: str,
    reason: str,
    requested_by: PersonId | None = None,
    credit_note_id: int | None = None,
    needs_approval: bool = False,
) -> RefundId | None:
    """Ask for money to go back, once per key: refund, books and event together. None: asked before.

    With `needs_approval` it only counts against what can be given back, until a second person agrees.
    """
    refund_id = RefundId(new_id())
    asked = await money.request_refund(
        tx.connection,
        tx.shop_id,
        refund_id=refund_id,
        charge_id=charge_id,
        order_id=order_id,
        key=key,
        amount=amount,
        currency=currency,
        reason=reason,
        requested_by=requested_by,
        credit_note_id=credit_note_id,
        needs_approval=needs_approval,
    )
    if not asked:
        return None
    if needs_approval:
        return refund_id
    await book_refund(tx, refund_id, charge_id, order_id, amount, currency)
    return refund_id


async def book_refund(
    tx: Transaction, refund_id: RefundId, charge_id: ChargeId, order_id: OrderId | None, amount: int, currency: str
) -> None:
    """Write a refund that is decided into the books and tell it; what goes beyond the order gives the tip back."""
    entries = [ledger.refund_due(refund_id, amount, currency)]
    tip, refunded, of_charge = await money.tip_of_charge(tx.connection, tx.shop_id, charge_id)
    tipped = ledger.tip_part(of_charge, tip, before=refunded - amount, after=refunded)
    if tipped:
        entries.append(ledger.tip_returned(refund_id, tipped, currency))
    for entry in entries:
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)
    tx.tell(RefundRequested(tx.shop_id, refund_id=refund_id, order_id=order_id))


async def refund_everything(
    tx: Transaction, order: Mapping[str, Any], reason: str, requested_by: PersonId | None
) -> int:
    """Ask back all money of an order that was not asked back yet; return the sum in minor units.

    What the buyer's bank took back is with the buyer already.
    """
    total = 0
    for charge in await money.charges_of(tx.connection, tx.shop_id, order["id"]):
        whole = charge["amount"] - charge["refunded"]
        left = whole - charge["disputed"]
        if whole > 0 and charge["disputed"] and charge["verdict"] in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH):
            entry = ledger.taken_by_bank(charge["id"], min(charge["disputed"], whole), charge["currency"])
            await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order["id"])
        if left > 0 and charge["verdict"] in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH):
            await ask_refund(
                tx,
                charge_id=charge["id"],
                order_id=order["id"],
                amount=left,
                currency=charge["currency"],
                key=f"order:{order['id']}:charge:{charge['id']}:all",
                reason=reason,
                requested_by=requested_by,
            )
            total += left
    return total
