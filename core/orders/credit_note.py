"""Write a credit note: what of an order can still be given back, how a sum divides, and everything that follows.

The order is locked. A note lowers what the order costs; refunds over its charges, gift card and points carry the
money, or it stays here as credit of the buyer's. The parts never add up to more than was paid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import BadInput, KeyReused, NotFound
from core.kit.uow import Transaction
from core.orders import ledger
from core.orders.errors import CancelInstead, NothingToRefund
from core.orders.events import CreditNoted
from core.orders.moving import Cause, ask_refund, book_refund, write_down
from core.orders.pricing import in_shop_currency
from core.orders.promotions import give_back
from core.orders.state import By
from core.shops.audit import record
from core.shops.events import StockChanged
from core.shops.shop import Shop
from db.repositories import credit_notes, money, orders, promotions, stock
from db.repositories.sql import Record
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
    """What of a line can still be refunded: pieces, and their money in minor units. `in_return`: pieces besides."""

    position: int
    title: dict[str, str]
    options_text: dict[str, str]
    quantity: int
    amount: int
    in_return: int = 0


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
    """A credit note that was written (or found, when the command was repeated). `credit`: what stays as credit."""

    note_id: int
    state: NoteState
    amount: int
    currency: str
    repeated: bool = False
    credit: int = 0


@dataclass(frozen=True, slots=True)
class Priced:
    """Pieces to give back and the sum they come to; `delivery` is the part of it for the delivery."""

    lines: tuple[RefundLine, ...]
    amount: int
    delivery: int


@dataclass(frozen=True, slots=True)
class OfReturn:
    """The return that a note closes: up to `credit_up_to` of its sum stays as credit.

    `first` asked for it where the sum needs two people: then the one who writes the note is the second.
    """

    return_id: int
    credit_up_to: int = 0
    first: PersonId | None = None


@dataclass(frozen=True, slots=True)
class _Pool:
    """What an order's buyer has paid and not got back, by its kind."""

    money: int
    gift: int
    points: int

    @property
    def whole(self) -> int:
        return self.money + self.gift + self.points

    def less(self, credit: int) -> "_Pool":
        """Return what is left when so much became credit: money first, then the gift card, then points."""
        gift = self.gift - max(credit - self.money, 0)
        points = self.points - max(-gift, 0)
        return _Pool(max(self.money - credit, 0), max(gift, 0), max(points, 0))


# ── what is left ─────────────────────────────────────────────────────────────────────────────────────────


def _open(charge: Mapping[str, Any]) -> int:
    """Return what of a charge can be given back: the order's own money, and only where it counts for the order."""
    if charge["verdict"] not in (ChargeVerdict.APPLIED, ChargeVerdict.MISMATCH):
        return 0
    return max(int(charge["amount"] - charge["tip"] - charge["refunded"] - charge["disputed"]), 0)


async def _live_notes(tx: Transaction, order: Mapping[str, Any]) -> list[Record]:
    found = await credit_notes.notes_of(tx.connection, tx.shop_id, order["id"])
    return [note for note in found if note["state"] != NoteState.REJECTED]


async def _pool(tx: Transaction, order: Mapping[str, Any], notes: Sequence[Mapping[str, Any]]) -> _Pool:
    charges = await money.charges_of(tx.connection, tx.shop_id, order["id"])
    taken = await promotions.spent_on(tx.connection, tx.shop_id, order["id"])
    waiting = [note for note in notes if note["state"] == NoteState.WAITING]
    paid = _Pool(
        sum(_open(charge) for charge in charges),
        max(taken["gift"] - sum(note["gift_amount"] for note in waiting), 0),
        max(taken["points"] - sum(note["points_amount"] for note in waiting), 0),
    )
    return paid.less(sum(note["credit_amount"] for note in notes))


async def refundable(
    tx: Transaction, order: Mapping[str, Any], *, releasing: Mapping[int, int] | None = None
) -> Refundable:
    """Return what of a locked order can still be given back: never more than was paid and not given back yet.

    Pieces in open returns wait for them, except those that the return at hand is `releasing`, by line.
    """
    notes = await _live_notes(tx, order)
    noted = sum(note["amount"] for note in notes)
    delivery_noted = sum(note["delivery_amount"] for note in notes)
    left = max(min(order["total"] - noted, (await _pool(tx, order, notes)).whole), 0)
    lines = await orders.lines(tx.connection, tx.shop_id, order["id"])
    goods = sum(line["line_total"] for line in lines)
    return Refundable(
        order_id=OrderId(order["id"]),
        number=order["number"],
        currency=order["currency"],
        left=left,
        delivery_left=max(min(order["total"] - goods - delivery_noted, left), 0) if order["delivery_total"] else 0,
        lines=tuple(_line_left(line, (releasing or {}).get(line["position"], 0)) for line in lines),
        gone=order["shipment"] in _GONE or order["status"] in (OrderStatus.DELIVERED, OrderStatus.COMPLETED),
    )


def _line_left(line: Mapping[str, Any], released: int) -> LineLeft:
    kept = line["quantity"] - line["refunded"]
    amount = line["line_total"] - line["line_total"] * line["refunded"] // line["quantity"]
    in_return = line["in_return"] - released
    free = kept - in_return
    return LineLeft(
        position=line["position"],
        title=line["title"],
        options_text=line["options_text"],
        quantity=free,
        amount=amount * free // kept if in_return else amount,
        in_return=in_return,
    )


def _share(line: LineLeft, quantity: int) -> int:
    """Return the money of some of the pieces that are left; the last ones take the rounding."""
    return line.amount if quantity == line.quantity else line.amount * quantity // line.quantity


def price(order: Mapping[str, Any], left: Refundable, lines: Sequence[RefundLine], *, delivery: bool = False) -> Priced:
    """Return what some pieces come to, and the delivery if it goes back too (pure).

    Raises:
        BadInput: no lines, or not the order's. NothingToRefund: more than is left.
        CancelInstead: everything, before anything was shipped.
    """
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
    ) and not any(line.in_return for line in left.lines)
    if everything and not left.gone and order["status"] in (OrderStatus.CONFIRMED, OrderStatus.FULFILLING):
        raise CancelInstead(number=order["number"])
    goods = sum(_share(by_position[place], line.quantity) for place, line in wanted.items())
    fee = left.delivery_left if delivery else 0
    if everything and (delivery or not left.delivery_left):
        # The last pieces take the rounding with them.
        goods = left.left - fee
    amount = min(goods + fee, left.left)
    return Priced(tuple(wanted.values()), amount, min(fee, amount))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────


async def known_note(tx: Transaction, key: str, order_id: OrderId, amount: int | None = None) -> Credited | None:
    """Return the note that a command wrote before.

    Raises:
        KeyReused: it was for another order, or (where the command names one) for another sum.
    """
    found = await credit_notes.note_by_key(tx.connection, tx.shop_id, key)
    if found is None:
        return None
    if found["order_id"] != order_id or amount not in (None, found["amount"]):
        raise KeyReused
    order = await orders.order(tx.connection, tx.shop_id, found["order_id"])
    currency = order["currency"] if order is not None else ""
    return Credited(
        found["id"],
        NoteState(found["state"]),
        found["amount"],
        currency,
        repeated=True,
        credit=found["credit_amount"],
    )


async def write_note(
    tx: Transaction,
    clock: Clock,
    actor: Actor,
    shop: Shop,
    order: Mapping[str, Any],
    left: Refundable,
    priced: Priced,
    *,
    reason: str,
    key: str,
    of_return: OfReturn | None = None,
) -> Credited:
    """Write a note and, unless it waits for a second person, all that it says.

    Raises:
        NothingToRefund: nothing, or more than is left.
    """
    # A twin of this command may have got through while we waited for the order's lock.
    known = await known_note(tx, key, order["id"])
    if known is not None:
        return known
    amount = priced.amount
    if not 0 < amount <= left.left:
        raise NothingToRefund(left=Money(left.left, left.currency))
    second = of_return is not None and of_return.first is not None
    needs_two = not second and await above_limit(tx, shop, order, amount)
    state = NoteState.WAITING if needs_two else NoteState.APPROVED
    requested_by = of_return.first if of_return is not None and of_return.first is not None else actor.person_id
    written = await _write(tx, order, priced, state, reason[:200], key, requested_by, of_return)
    for line in priced.lines:
        counted = await credit_notes.count_refunded(
            tx.connection, tx.shop_id, order["id"], line.position, line.quantity
        )
        if not counted:
            raise NothingToRefund(left=Money(left.left, left.currency))
    in_money = amount - written["gift_amount"] - written["points_amount"] - written["credit_amount"]
    await _ask_money(tx, order, written["id"], in_money, reason, requested_by, waiting=needs_two)
    checkpoint("credit_noted")
    if second:
        await credit_notes.decide_note(tx.connection, tx.shop_id, written["id"], state, actor.person_id)
    if state is NoteState.APPROVED:
        await _carry(tx, order, written, actor.person_id)
    cause = Cause(By.STAFF, actor.person_id, reason[:200])
    await write_down(tx, order, f"refund_{state.value}", cause, OrderStatus(order["status"]))
    _tell(tx, order, written, state, actor.person_id)
    await record(
        tx,
        clock,
        actor,
        "refund.requested",
        str(order["number"]),
        after={"amount": amount, "currency": order["currency"], "reason": reason[:200], "state": state.value},
    )
    return Credited(written["id"], state, amount, order["currency"], credit=written["credit_amount"])


async def above_limit(tx: Transaction, shop: Shop, order: Mapping[str, Any], amount: int) -> bool:
    """Return whether a sum of an order needs a second person in this shop.

    What was given back of the order without one counts too: many small notes are one large one.
    """
    limit = shop.rules.refund_alone_limit
    if limit is None:
        return False
    notes = await _live_notes(tx, order)
    alone = sum(note["amount"] for note in notes if note["state"] == NoteState.APPROVED and note["decided_by"] is None)
    return in_shop_currency(alone + amount, order["currency"], shop.currency, order["rate"]) > limit


async def _write(
    tx: Transaction,
    order: Mapping[str, Any],
    priced: Priced,
    state: NoteState,
    reason: str,
    key: str,
    requested_by: PersonId,
    of_return: OfReturn | None,
) -> Record:
    """Write the row: credit first, then money, then the gift card, then points."""
    credit = min(priced.amount, of_return.credit_up_to) if of_return is not None else 0
    pool = (await _pool(tx, order, await _live_notes(tx, order))).less(credit)
    rest = priced.amount - credit
    in_money = min(rest, pool.money)
    gift = min(rest - in_money, pool.gift)
    by_position = {line["position"]: line for line in await orders.lines(tx.connection, tx.shop_id, order["id"])}
    note_id = new_id()
    await credit_notes.write_note(
        tx.connection,
        tx.shop_id,
        note_id=note_id,
        order_id=order["id"],
        key=key,
        state=state,
        amount=priced.amount,
        gift_amount=gift,
        points_amount=rest - in_money - gift,
        credit_amount=credit,
        delivery_amount=priced.delivery,
        tax_amount=order["tax_total"] * priced.amount // order["total"],
        note_lines=[
            {
                "position": line.position,
                "quantity": line.quantity,
                "verdict": line.verdict.value,
                "stock_item_id": by_position[line.position]["stock_item_id"],
                "digital": by_position[line.position]["digital"],
            }
            for line in priced.lines
        ],
        reason=reason,
        return_id=of_return.return_id if of_return is not None else None,
        requested_by=requested_by,
    )
    written = await credit_notes.note(tx.connection, tx.shop_id, note_id)
    if written is None:  # pragma: no cover – written a moment ago in the same transaction
        raise NotFound
    return written


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
        part = min(amount, _open(charge))
        if part <= 0:
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
    if note["credit_amount"]:
        kept = ledger.kept_as_credit(note["id"], note["credit_amount"], order["currency"])
        await money.write_entry(tx.connection, tx.shop_id, kept, entry_id=new_id(), order_id=order["id"])
    if note["gift_amount"] or note["points_amount"]:
        await give_back(tx, order, f"note:{note['id']}", gift=note["gift_amount"], points=note["points_amount"])
    await _goods(tx, order, note, by)
    if not (await refundable(tx, order)).left:
        await _give_tips_back(tx, order, note["reason"], by)


async def _give_tips_back(tx: Transaction, order: Mapping[str, Any], reason: str, by: PersonId | None) -> None:
    """Nothing of the order's own money is left: the thanks for it go back too."""
    for charge in await money.charges_of(tx.connection, tx.shop_id, order["id"]):
        left = charge["amount"] - charge["refunded"] - charge["disputed"]
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
