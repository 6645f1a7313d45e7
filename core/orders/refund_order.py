"""Give a part of an order's money back: in full, by lines or by sum, with a verdict on the goods.

All is decided under the order's lock, so that the parts never add up to more than was paid. Above the shop's limit
the note waits for a second person, and counts against what is left meanwhile.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders.credit_note import (
    Credited,
    Priced,
    Refundable,
    RefundLine,
    decide,
    known_note,
    price,
    refundable,
    write_note,
)
from core.orders.errors import CancelInstead, SecondPersonNeeded, WrongState
from core.orders.moving import lock_order
from core.orders.own_order import need_others_order
from core.orders.state import PAID
from core.shops.audit import record
from core.shops.shop import Shop
from db.repositories import credit_notes
from db.types.enums import NoteState, StockVerdict
from db.types.ids import OrderId


class RefundOrder:
    """Credit notes by staff. `key` names the command: a repeated tap finds the first note."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def look(self, actor: Actor, order_id: OrderId) -> Refundable:
        """Return what can still be given back. Raises: Forbidden, NotFound, OwnOrder, WrongState."""
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            return await refundable(tx, await self._paid_order(tx, actor, order_id))

    async def full(
        self, actor: Actor, shop: Shop, order_id: OrderId, *, reason: str, verdict: StockVerdict, key: str
    ) -> Credited:
        """Give everything back that is left. Raises: as `by_lines`."""
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            known = await known_note(tx, key, order_id)
            if known is not None:
                return known
            order = await self._paid_order(tx, actor, order_id)
            left = await refundable(tx, order)
            if not left.gone:
                raise CancelInstead(number=order["number"])
            lines = tuple(RefundLine(line.position, line.quantity, verdict) for line in left.lines if line.quantity)
            amount = left.left
            if any(line.in_return for line in left.lines):
                # What is on its way back keeps its money until the return is closed.
                amount = min(sum(line.amount for line in left.lines) + left.delivery_left, amount)
            priced = Priced(lines, amount, left.delivery_left)
            return await write_note(tx, self._clock, actor, shop, order, left, priced, reason=reason, key=key)

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
            Forbidden, NotFound, OwnOrder, WrongState: not a paid order; BadInput: no lines.
            NothingToRefund: more than is left. CancelInstead: everything, before anything was shipped.
        """
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            known = await known_note(tx, key, order_id)
            if known is not None:
                return known
            order = await self._paid_order(tx, actor, order_id)
            left = await refundable(tx, order)
            priced = price(order, left, lines, delivery=with_delivery)
            return await write_note(tx, self._clock, actor, shop, order, left, priced, reason=reason, key=key)

    async def by_sum(
        self, actor: Actor, shop: Shop, order_id: OrderId, amount: int, *, reason: str, key: str
    ) -> Credited:
        """Give a sum back; the buyer keeps the goods.

        Raises:
            Forbidden, NotFound, OwnOrder, WrongState, NothingToRefund. KeyReused: the key was another command's.
        """
        actor.need(Permission.REFUND_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            known = await known_note(tx, key, order_id, amount)
            if known is not None:
                return known
            order = await self._paid_order(tx, actor, order_id)
            left = await refundable(tx, order)
            if amount <= 0:
                raise BadInput(example="150")
            priced = Priced((), amount, 0)
            return await write_note(tx, self._clock, actor, shop, order, left, priced, reason=reason, key=key)

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
            if state is NoteState.APPROVED:
                need_others_order(actor, order)
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
    async def _paid_order(tx: Transaction, actor: Actor, order_id: OrderId) -> Mapping[str, Any]:
        order = await lock_order(tx, order_id)
        need_others_order(actor, order)
        if order["status"] not in PAID:
            raise WrongState(number=order["number"], status=order["status"])
        return order
