"""Give a part of an order's money back: in full, by lines or by sum, with a verdict on the goods.

A credit note lowers what the order costs; refunds over its charges, and gift card and points, carry the money. All
is decided under the order's lock, so that the parts never add up to more than was paid. Above the shop's limit the
note waits for a second person, and counts against what is left meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import BadInput, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders import ledger
from core.orders.errors import CancelInstead, NothingToRefund, SecondPersonNeeded, WrongState
from core.orders.events import CreditNoted
from core.orders.moving import Cause, ask_refund, book_refund, lock_order, write_down
from core.orders.promotions import give_back
from core.orders.state import PAID, By
from core.shops.audit import record
from core.shops.events import StockChanged
from core.shops.shop import Shop
from db.repositories import credit_notes, money, orders, promotions, stock
from db.types.enums import (
    ChargeVerdict,
    MovementKind,
    NoteState,
    OrderStatus,
    RefundState,
    ShipmentStatus,
    StockVerdict,
)
from db.types.ids import OrderId, PersonId, StockItemId, new_id
from db.types.money import Money

_GONE = (ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED)


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Pieces of one order line whose money goes back, and what happens to the goods."""

    position: int
    quantity: int
    verdict: StockVerdict = StockVerdict.KEEP


@dataclass(frozen=True, slots=True)
class LineLeft:
    """What of a line can still be refunded: pieces, and their money in minor units."""

    position: int
    title: dict[str, str]
    options_text: dict[str, str]
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Refundable:
    """What of an order can still be given back, in minor units of `currency`. `gone`: the goods left us."""

    order_id: OrderId
    number: int
    currency: str
    left: int
    delivery_left: int
    lines: tuple[LineLeft, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Credited:
    """A credit note that was written (or found, when the command was repeated)."""

    note_id: int
    state: NoteState
    amount: int
    currency: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Sums:
    """How a note's amount is made up."""

    amount: int
    delivery: int
    money: int
    gift: int
    points: int


class RefundOrder:
    """Credit notes by staff. `key` names the command: a repeated tap finds the first note."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def look(self, actor: Actor, order_id: OrderId) -> Refundable:
        """Return what can still be given back. Raises: Forbidden, NotFound, WrongState."""
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            return await refundable(tx, await self._paid_order(tx, order_id))

    async def full(
        self, actor: Actor, shop: Shop, order_id: OrderId, *, reason: str, verdict: StockVerdict, key: str
    ) -> Credited:
        """Give everything back that is left. Raises: as `by_lines`."""
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            known = await self._known(tx, key)
            if known is not None:
                return known
            order = await self._paid_order(tx, order_id)
            left = await refundable(tx, order)
            if not left.gone:
                raise CancelInstead(number=order["number"])
            lines = [RefundLine(line.position, line.quantity, verdict) for line in left.lines if line.quantity]
            return await self._note(
                tx, actor, shop, order, left, lines, left.left, left.delivery_left, reason=reason, key=key
            )

    async def by_lines(
        self,
        actor: Actor,
        shop: Shop,
        order_id: OrderId,
        lines: Sequence[RefundLine],
        *,
        reason: str,
        key: str,
        with_delivery: bool = False,
    ) -> Credited:
        """Give the money of some pieces back.

        Raises:
            Forbidden, NotFound, WrongState: not a paid order; BadInput: no lines.
            NothingToRefund: more than is left. CancelInstead: everything, before anything was shipped.
        """
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            known = await self._known(tx, key)
            if known is not None:
                return known
            order = await self._paid_order(tx, order_id)
            return await self.note_lines(tx, actor, shop, order, lines, reason=reason, key=key, delivery=with_delivery)

    async def note_lines(
        self,
        tx: Transaction,
        actor: Actor,
        shop: Shop,
        order: Mapping[str, Any],
        lines: Sequence[RefundLine],
        *,
        reason: str,
        key: str,
        delivery: bool = False,
        return_id: int | None = None,
    ) -> Credited:
        """Write the note of some pieces inside the caller's transaction, under the order's lock."""
        left = await refundable(tx, order)
        by_position = {line.position: line for line in left.lines}
        wanted: dict[int, RefundLine] = {}
        for line in lines:
            found = by_position.get(line.position)
            if found is None or line.quantity <= 0 or line.position in wanted:
                raise BadInput(example="1 × 1")
            if line.quantity > found.quantity:
                raise NothingToRefund(left=Money(found.amount, left.currency))
            wanted[line.position] = line
        if not wanted:
            raise BadInput(example="1 × 1")
        everything = all(
            line.position in wanted and wanted[line.position].quantity == line.quantity
            for line in left.lines
            if line.quantity
        )
        if everything and not left.gone and order["status"] in (OrderStatus.CONFIRMED, OrderStatus.FULFILLING):
            raise CancelInstead(number=order["number"])
        goods = sum(_share(by_position[place], line.quantity) for place, line in wanted.items())
        fee = left.delivery_left if delivery else 0
        if everything and (delivery or not left.delivery_left):
            # The last pieces take the rounding with them.
            goods = left.left - fee
        amount = min(goods + fee, left.left)
        return await self._note(
            tx,
            actor,
            shop,
            order,
            left,
            list(wanted.values()),
            amount,
            min(fee, amount),
            reason=reason,
            key=key,
            return_id=return_id,
        )

    async def by_sum(
        self, actor: Actor, shop: Shop, order_id: OrderId, amount: int, *, reason: str, key: str
    ) -> Credited:
        """Give a sum back; the buyer keeps the goods.

        Raises:
            Forbidden, NotFound, WrongState, NothingToRefund.
        """
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            known = await self._known(tx, key)
            if known is not None:
                return known
            order = await self._paid_order(tx, order_id)
            left = await refundable(tx, order)
            if amount <= 0:
                raise BadInput(example="150")
            return await self._note(tx, actor, shop, order, left, [], amount, 0, reason=reason, key=key)

    # ── the second person ────────────────────────────────────────────────────────────────────────────────

    async def approve(self, actor: Actor, note_id: int) -> bool:
        """Agree to a waiting note; False when it was decided before.

        Raises:
            Forbidden, NotFound, SecondPersonNeeded: the actor asked for it.
        """
        return await self._decide(actor, note_id, NoteState.APPROVED)

    async def reject(self, actor: Actor, note_id: int) -> bool:
        """Refuse a waiting note: nothing is given back. Who asked may take it back too. Raises: Forbidden, NotFound."""
        return await self._decide(actor, note_id, NoteState.REJECTED)

    async def _decide(self, actor: Actor, note_id: int, state: NoteState) -> bool:
        actor.need(Permission.APPROVE_REFUNDS if state is NoteState.APPROVED else Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await credit_notes.note(tx.connection, tx.shop_id, note_id)
            if found is None:
                raise NotFound
            order = await lock_order(tx, found["order_id"])
            found = await credit_notes.note(tx.connection, tx.shop_id, note_id, lock=True)
            if found is None or found["state"] != NoteState.WAITING:
                return False
            if found["requested_by"] == actor.person_id:
                if state is NoteState.APPROVED:
                    raise SecondPersonNeeded
            else:
                actor.need(Permission.APPROVE_REFUNDS)
            await decide(tx, order, found, state, actor.person_id)
            await record(
                tx,
                self._clock,
                actor,
                f"refund.{state.value}",
                str(order["number"]),
                after={"amount": found["amount"], "currency": order["currency"]},
            )
        return True

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    async def _known(tx: Transaction, key: str) -> Credited | None:
        found = await credit_notes.note_by_key(tx.connection, tx.shop_id, key)
        if found is None:
            return None
        order = await orders.order(tx.connection, tx.shop_id, found["order_id"])
        currency = order["currency"] if order is not None else ""
        return Credited(found["id"], NoteState(found["state"]), found["amount"], currency, repeated=True)

    @staticmethod
    async def _paid_order(tx: Transaction, order_id: OrderId) -> Mapping[str, Any]:
        order = await lock_order(tx, order_id)
        if order["status"] not in PAID:
            raise WrongState(number=order["number"], status=order["status"])
        return order

    async def _note(
        self,
        tx: Transaction,
        actor: Actor,
        shop: Shop,
        order: Mapping[str, Any],
        left: Refundable,
        lines: Sequence[RefundLine],
        amount: int,
        delivery: int,
        *,
        reason: str,
        key: str,
        return_id: int | None = None,
    ) -> Credited:
        # A twin of this command may have got through while we waited for the order's lock.
        known = await self._known(tx, key)
        if known is not None:
            return known
        if not 0 < amount <= left.left:
            raise NothingToRefund(left=Money(left.left, left.currency))
        sums = await _sums(tx, order, amount, delivery)
        limit = shop.rules.refund_alone_limit
        state = NoteState.WAITING if limit is not None and amount > limit else NoteState.APPROVED
        by_position = {line["position"]: line for line in await orders.lines(tx.connection, tx.shop_id, order["id"])}
        note_id = new_id()
        await credit_notes.write_note(
            tx.connection,
            tx.shop_id,
            note_id=note_id,
            order_id=order["id"],
            key=key,
            state=state,
            amount=amount,
            gift_amount=sums.gift,
            points_amount=sums.points,
            delivery_amount=delivery,
            tax_amount=order["tax_total"] * amount // order["total"],
            note_lines=[
                {
                    "position": line.position,
                    "quantity": line.quantity,
                    "verdict": line.verdict.value,
                    "stock_item_id": by_position[line.position]["stock_item_id"],
                    "digital": by_position[line.position]["digital"],
                }
                for line in lines
            ],
            reason=reason[:200],
            return_id=return_id,
            requested_by=actor.person_id,
        )
        for line in lines:
            counted = await credit_notes.count_refunded(
                tx.connection, tx.shop_id, order["id"], line.position, line.quantity
            )
            if not counted:
                raise NothingToRefund(left=Money(left.left, left.currency))
        await _ask_money(tx, order, note_id, sums.money, reason, actor.person_id, waiting=state is NoteState.WAITING)
        checkpoint("credit_noted")
        written = await credit_notes.note(tx.connection, tx.shop_id, note_id)
        if written is None:  # pragma: no cover – written a moment ago in the same transaction
            raise NotFound
        if state is NoteState.APPROVED:
            await _carry(tx, order, written, actor.person_id)
        cause = Cause(By.STAFF, actor.person_id, reason[:200])
        await write_down(tx, order, f"refund_{state.value}", cause, OrderStatus(order["status"]))
        _tell(tx, order, written, state, actor.person_id)
        await record(
            tx,
            self._clock,
            actor,
            "refund.requested",
            str(order["number"]),
            after={"amount": amount, "currency": order["currency"], "reason": reason[:200], "state": state.value},
        )
        return Credited(note_id, state, amount, order["currency"])


def _share(line: LineLeft, quantity: int) -> int:
    """Return the money of some of the pieces that are left; the last ones take the rounding."""
    return line.amount if quantity == line.quantity else line.amount * quantity // line.quantity


def _tell(
    tx: Transaction, order: Mapping[str, Any], note: Mapping[str, Any], state: NoteState, by: PersonId | None
) -> None:
    tx.tell(
        CreditNoted(
            tx.shop_id,
            note_id=note["id"],
            order_id=order["id"],
            state=state.value,
            amount=note["amount"],
            currency=order["currency"],
            actor_id=by,
        )
    )


async def refundable(tx: Transaction, order: Mapping[str, Any]) -> Refundable:
    """Return what of a locked order can still be given back: never more than was paid and not given back yet."""
    notes = [
        note
        for note in await credit_notes.notes_of(tx.connection, tx.shop_id, order["id"])
        if note["state"] != NoteState.REJECTED
    ]
    noted = sum(note["amount"] for note in notes)
    delivery_noted = sum(note["delivery_amount"] for note in notes)
    charges = [
        charge
        for charge in await money.charges_of(tx.connection, tx.shop_id, order["id"])
        if charge["verdict"] in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH)
    ]
    in_hand = sum(max(charge["amount"] - charge["tip"] - charge["refunded"], 0) for charge in charges)
    taken = await promotions.spent_on(tx.connection, tx.shop_id, order["id"])
    waiting = [note for note in notes if note["state"] == NoteState.WAITING]
    gift = taken["gift"] - sum(note["gift_amount"] for note in waiting)
    points = taken["points"] - sum(note["points_amount"] for note in waiting)
    left = min(order["total"] - noted, in_hand + max(gift, 0) + max(points, 0))
    lines = await orders.lines(tx.connection, tx.shop_id, order["id"])
    goods = sum(line["line_total"] for line in lines)
    return Refundable(
        order_id=OrderId(order["id"]),
        number=order["number"],
        currency=order["currency"],
        left=max(left, 0),
        delivery_left=max(min(order["total"] - goods - delivery_noted, left), 0) if order["delivery_total"] else 0,
        lines=tuple(
            LineLeft(
                position=line["position"],
                title=line["title"],
                options_text=line["options_text"],
                quantity=line["quantity"] - line["refunded"],
                amount=line["line_total"] - line["line_total"] * line["refunded"] // line["quantity"],
            )
            for line in lines
        ),
        gone=order["shipment"] in _GONE or order["status"] in (OrderStatus.DELIVERED, OrderStatus.COMPLETED),
    )


async def _sums(tx: Transaction, order: Mapping[str, Any], amount: int, delivery: int) -> _Sums:
    """Divide an amount: money first, then the gift card, then points."""
    charges = await money.charges_of(tx.connection, tx.shop_id, order["id"])
    in_hand = sum(
        max(charge["amount"] - charge["tip"] - charge["refunded"], 0)
        for charge in charges
        if charge["verdict"] in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH)
    )
    taken = await promotions.spent_on(tx.connection, tx.shop_id, order["id"])
    in_money = min(amount, in_hand)
    gift = min(amount - in_money, taken["gift"])
    return _Sums(amount, delivery, in_money, gift, amount - in_money - gift)


async def _ask_money(
    tx: Transaction,
    order: Mapping[str, Any],
    note_id: int,
    amount: int,
    reason: str,
    by: PersonId | None,
    *,
    waiting: bool,
) -> None:
    """Ask for the money part of a note over the order's charges, oldest first."""
    for charge in await money.charges_of(tx.connection, tx.shop_id, order["id"]):
        part = min(amount, charge["amount"] - charge["tip"] - charge["refunded"])
        if part <= 0 or charge["verdict"] not in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH):
            continue
        amount -= part
        await ask_refund(
            tx,
            charge_id=charge["id"],
            order_id=order["id"],
            amount=part,
            currency=charge["currency"],
            key=f"note:{note_id}:charge:{charge['id']}",
            reason=reason[:200],
            requested_by=by,
            credit_note_id=note_id,
            needs_approval=waiting,
        )


async def _carry(tx: Transaction, order: Mapping[str, Any], note: Mapping[str, Any], by: PersonId | None) -> None:
    """Do what an approved note says: books, gift card and points, goods."""
    entry = ledger.credited(
        order["id"], note["id"], note["amount"], note["delivery_amount"], note["tax_amount"], order["currency"]
    )
    await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order["id"])
    if note["gift_amount"] or note["points_amount"]:
        await give_back(tx, order, f"note:{note['id']}", gift=note["gift_amount"], points=note["points_amount"])
    await _goods(tx, order, note, by)
    if not (await refundable(tx, order)).left:
        await _give_tips_back(tx, order, note["reason"], by)


async def _give_tips_back(tx: Transaction, order: Mapping[str, Any], reason: str, by: PersonId | None) -> None:
    """Nothing of the order's own money is left: the thanks for it go back too."""
    for charge in await money.charges_of(tx.connection, tx.shop_id, order["id"]):
        left = charge["amount"] - charge["refunded"]
        if charge["tip"] and 0 < left <= charge["tip"]:
            await ask_refund(
                tx,
                charge_id=charge["id"],
                order_id=order["id"],
                amount=left,
                currency=charge["currency"],
                key=f"order:{order['id']}:charge:{charge['id']}:tip",
                reason=reason[:200],
                requested_by=by,
            )


async def _goods(tx: Transaction, order: Mapping[str, Any], note: Mapping[str, Any], by: PersonId | None) -> None:
    pieces: dict[StockItemId, int] = {}
    for line in note["lines"]:
        if line["digital"]:
            continue
        item = StockItemId(line["stock_item_id"])
        # Goods that never left are simply not kept for this order any more, whatever the verdict.
        freed = await stock.release_part(tx.connection, tx.shop_id, order["id"], item, line["quantity"])
        back = line["quantity"] - freed if line["verdict"] == StockVerdict.RESTOCK else 0
        pieces[item] = pieces.get(item, 0) + back
    for item, quantity in sorted(pieces.items()):
        if quantity:
            await stock.move(
                tx.connection,
                tx.shop_id,
                movement_id=new_id(),
                stock_item_id=item,
                delta=quantity,
                kind=MovementKind.RETURN,
                source_key=f"note:{note['id']}",
                actor_id=by,
            )
    if pieces:
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=sorted(pieces)))


async def decide(
    tx: Transaction, order: Mapping[str, Any], note: Mapping[str, Any], state: NoteState, by: PersonId | None
) -> None:
    """Let a waiting note go, or drop it with everything it asked for. The order is locked."""
    await credit_notes.decide_note(tx.connection, tx.shop_id, note["id"], state, by)
    for refund in await credit_notes.refunds_of_note(tx.connection, tx.shop_id, note["id"]):
        if refund["state"] != RefundState.REQUESTED:
            continue
        to = RefundState.APPROVED if state is NoteState.APPROVED else RefundState.FAILED
        approved_by = by if state is NoteState.APPROVED else None
        await credit_notes.decide_refund(tx.connection, tx.shop_id, refund["id"], to, approved_by)
        if state is NoteState.APPROVED:
            await book_refund(tx, refund["id"], refund["charge_id"], order["id"], refund["amount"], refund["currency"])
    if state is NoteState.APPROVED:
        await _carry(tx, order, note, by)
    else:
        for line in note["lines"]:
            await credit_notes.count_refunded(
                tx.connection, tx.shop_id, order["id"], line["position"], -line["quantity"]
            )
    cause = Cause(By.STAFF, by, note["reason"])
    await write_down(tx, order, f"refund_{state.value}", cause, OrderStatus(order["status"]))
    _tell(tx, order, note, state, by)
