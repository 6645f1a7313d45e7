"""Returns: asked by the buyer, decided, received, inspected and closed by staff, each step by exactly one person.

Everything happens under the lock of the order, so that taps at once take turns. A step that means nothing in the
return's state changes nothing: it is recorded with its reason (law 10) and answered with False.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import BadInput, NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.orders import gift_cards
from core.orders.credit_note import OfReturn, Priced, Refundable, RefundLine, above_limit, price, refundable, write_note
from core.orders.errors import SecondPersonNeeded
from core.orders.events import ReturnChanged
from core.orders.exchange import Replacement, place_replacement, replacement
from core.orders.moving import lock_order
from core.orders.return_errors import (
    DigitalStays,
    ExchangeUnclear,
    NotReturnable,
    ReturnUnfinished,
    ReturnWindowOver,
)
from core.orders.return_state import OPEN, Ignored, ReturnEvent, accepted_as, next_state, received_as
from core.orders.state import By
from core.shops.audit import record
from core.shops.pictures import Picture, keep
from core.shops.shop import Shop
from db.repositories import orders, returns, stock
from db.types.enums import (
    Acceptance,
    Account,
    OrderStatus,
    ProductKind,
    Reception,
    ReturnOutcome,
    ReturnState,
    StockVerdict,
)
from db.types.ids import MediaId, OrderId, PersonId, VariantId, new_id

MOST_PHOTOS = 5
_DELIVERED = (OrderStatus.DELIVERED, OrderStatus.COMPLETED)
_COMMENT, _ANSWER, _TRACKING = 1000, 500, 100
_VERDICTS = (StockVerdict.RESTOCK, StockVerdict.QUARANTINE, StockVerdict.WRITE_OFF)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Pieces of one order line to send back, and the variant wanted instead."""

    position: int
    quantity: int
    exchange_variant_id: VariantId | None = None


@dataclass(frozen=True, slots=True)
class AskReturn:
    """What a buyer asks for. `key` names the command: a repeated tap finds the first return."""

    order_id: OrderId
    lines: tuple[AskedLine, ...]
    reason: str
    outcome: ReturnOutcome
    key: str
    comment: str = ""
    photos: tuple[MediaId, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The return; `repeated` when this very command made it before."""

    return_id: int
    state: ReturnState
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one line: how, and how many of the right pieces."""

    position: int
    reception: Reception
    number: int


@dataclass(frozen=True, slots=True)
class Inspected:
    """How many pieces of a line are taken, and what happens to the goods."""

    position: int
    accepted: int
    verdict: StockVerdict


@dataclass(frozen=True, slots=True)
class Closed:
    """What came of closing; sums in minor units of `currency`.

    `done` False: closed before. `waiting`: a second person has to agree. `amount` is the worth of what was accepted;
    `credit` of it became a gift card or paid for the exchange, whose buyer has `to_pay` left.
    """

    done: bool
    result: str
    currency: str
    amount: int = 0
    credit: int = 0
    exchange_order_id: OrderId | None = None
    to_pay: int = 0
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A return with its order, both locked."""

    tx: Transaction
    actor: Actor
    by: By
    order: Mapping[str, Any]
    row: Mapping[str, Any]

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def state(self) -> ReturnState:
        return ReturnState(self.row["state"])


class ReturnOrder:
    """Everything that happens to a return."""

    def __init__(self, uow: UnitOfWork, clock: Clock, cipher: Cipher) -> None:
        self._uow = uow
        self._clock = clock
        self._cipher = cipher

    # ── the buyer ────────────────────────────────────────────────────────────────────────────────────────

    async def keep_photo(self, actor: Actor, picture: Picture) -> MediaId:
        """Keep a picture for a return to be asked."""
        async with self._uow(actor.shop_id) as tx:
            return await keep(tx, picture)

    async def ask(self, actor: Actor, shop: Shop, asked: AskReturn) -> Asked:
        """Ask to send pieces of one's own order back.

        Raises:
            NotFound: somebody else's order. BadInput: no lines, too many photos.
            NotReturnable: not delivered, or fewer pieces are left. ReturnWindowOver. DigitalStays.
            ExchangeUnclear: an exchange without saying for what.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, asked.order_id)
            if order["person_id"] != actor.person_id:
                raise NotFound
            known = await returns.by_key(tx.connection, tx.shop_id, asked.key)
            if known is not None:
                return Asked(known["id"], ReturnState(known["state"]), repeated=True)
            await self._check_window(tx, shop, order)
            lines = await self._check_lines(tx, order, asked)
            return_id = new_id()
            written = await returns.write_return(
                tx.connection,
                tx.shop_id,
                return_id=return_id,
                order_id=asked.order_id,
                person_id=actor.person_id,
                reason=asked.reason[:40],
                comment=asked.comment.strip()[:_COMMENT] or None,
                outcome=asked.outcome.value,
                key=asked.key,
                return_lines=lines,
                media_ids=list(asked.photos),
            )
            if not written:
                raise NotReturnable
            checkpoint("return_asked")
            await returns.drop_draft(tx.connection, tx.shop_id, asked.order_id)
            row = await _row(tx, return_id)
            opened = _Open(tx, actor, By.BUYER, order, row)
            await _note(opened, ReturnEvent.ASK, ReturnState.REQUESTED, before=None)
            return Asked(return_id, ReturnState.REQUESTED)

    async def _check_window(self, tx: Transaction, shop: Shop, order: Mapping[str, Any]) -> None:
        found = await returns.window(tx.connection, tx.shop_id, order["id"])
        if found is None or order["status"] not in _DELIVERED:
            raise NotReturnable
        days = shop.rules.return_days
        if self._clock.now() > found["delivered_at"] + timedelta(days=days):
            raise ReturnWindowOver(days=days)

    @staticmethod
    async def _check_lines(tx: Transaction, order: Mapping[str, Any], asked: AskReturn) -> list[dict[str, Any]]:
        known = {line["position"]: line for line in await orders.lines(tx.connection, tx.shop_id, order["id"])}
        positions = {line.position for line in asked.lines}
        wrong = not positions <= known.keys() or any(line.quantity <= 0 for line in asked.lines)
        if not asked.lines or wrong or len(positions) < len(asked.lines) or len(asked.photos) > MOST_PHOTOS:
            raise BadInput(example="1 × 1")
        if any(known[position]["digital"] for position in positions):
            raise DigitalStays
        exchange = asked.outcome is ReturnOutcome.EXCHANGE
        if exchange:
            await _check_wanted(tx, [line.exchange_variant_id for line in asked.lines])
        return [
            {
                "position": line.position,
                "quantity": line.quantity,
                "exchange_variant_id": line.exchange_variant_id if exchange else None,
            }
            for line in asked.lines
        ]

    async def cancel(self, actor: Actor, return_id: int) -> bool:
        """Take one's own return back, before anything was sent. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.BUYER, return_id)
            lines = await returns.lines(tx.connection, tx.shop_id, return_id)
            arrived = any(line["reception"] != Reception.AWAITING for line in lines)
            under_way = arrived or opened.row["tracking"] is not None
            to = await _next(opened, ReturnEvent.CANCEL, under_way=under_way)
            if to is None:
                return False
            await self._end(opened, ReturnEvent.CANCEL, to)
            return True

    async def tracking(self, actor: Actor, return_id: int, said: str) -> bool:
        """Say how an approved return was sent back. Raises: NotFound, BadInput."""
        words = " ".join(said.split())[:_TRACKING]
        if not words:
            raise BadInput(example="RA123456789RU")
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.BUYER, return_id)
            to = await _next(opened, ReturnEvent.SEND)
            if to is None:
                return False
            await returns.set_state(tx.connection, tx.shop_id, return_id, state=to, tracking=words)
            await _note(opened, ReturnEvent.SEND, to)
            return True

    # ── staff decide ─────────────────────────────────────────────────────────────────────────────────────

    async def approve(self, actor: Actor, return_id: int, words: str = "") -> bool:
        """Let the buyer send it back, perhaps with words how. Raises: Forbidden, NotFound."""
        actor.need(Permission.DECIDE_RETURNS)
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.STAFF, return_id)
            to = await _next(opened, ReturnEvent.APPROVE)
            if to is None:
                return False
            answer = words.strip()[:_ANSWER] or None
            await returns.set_state(
                tx.connection, tx.shop_id, return_id, state=to, answer=answer, decided_by=actor.person_id
            )
            checkpoint("return_decided")
            await _note(opened, ReturnEvent.APPROVE, to)
            await self._audit(opened, ReturnEvent.APPROVE)
            return True

    async def reject(self, actor: Actor, return_id: int, words: str) -> bool:
        """Refuse it, with words the buyer reads. Raises: Forbidden, NotFound, BadInput."""
        actor.need(Permission.DECIDE_RETURNS)
        answer = words.strip()[:_ANSWER]
        if not answer:
            raise BadInput(example="…")
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.STAFF, return_id)
            to = await _next(opened, ReturnEvent.REJECT)
            if to is None:
                return False
            await self._end(opened, ReturnEvent.REJECT, to, answer=answer)
            await self._audit(opened, ReturnEvent.REJECT, answer=answer)
            return True

    # ── staff receive and inspect ────────────────────────────────────────────────────────────────────────

    async def receive(self, actor: Actor, return_id: int, received: Sequence[Received] = ()) -> bool:
        """Say what of the lines came; nothing said: everything as announced. Inspected lines are to be inspected anew.

        Raises: Forbidden, NotFound, BadInput: not the return's line.
        """
        actor.need(Permission.RECEIVE_RETURNS)
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.STAFF, return_id)
            lines = {line["position"]: line for line in await returns.lines(tx.connection, tx.shop_id, return_id)}
            said = received or [
                Received(position, Reception.RECEIVED, line["quantity"]) for position, line in lines.items()
            ]
            to = await _next(opened, ReturnEvent.RECEIVE)
            if to is None:
                return False
            for one in said:
                line = _line(lines, one.position)
                became = received_as(Reception(line["reception"]), one.reception, one.number, line["quantity"])
                if isinstance(became, Ignored):
                    await _ignore(opened, became)
                    return False
                # What did not come cannot be taken either: nobody has to inspect it.
                nothing = one.number == 0
                await returns.set_line(
                    tx.connection,
                    tx.shop_id,
                    return_id,
                    one.position,
                    reception=became,
                    received=one.number,
                    acceptance=Acceptance.REJECTED if nothing else Acceptance.PENDING,
                    accepted=0,
                    verdict=None,
                )
            checkpoint("return_received")
            await self._changed(opened, ReturnEvent.RECEIVE, to)
            return True

    async def inspect(self, actor: Actor, return_id: int, inspected: Sequence[Inspected] = ()) -> bool:
        """Say what of the received pieces is taken; nothing said: everything, back on the shelf.

        Raises: Forbidden, NotFound, BadInput: not the return's line, or goods that the buyer keeps.
        """
        actor.need(Permission.RECEIVE_RETURNS)
        if any(one.verdict not in _VERDICTS for one in inspected):
            raise BadInput(example="restock")
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.STAFF, return_id)
            lines = {line["position"]: line for line in await returns.lines(tx.connection, tx.shop_id, return_id)}
            said = inspected or [
                Inspected(position, line["received"], StockVerdict.RESTOCK) for position, line in lines.items()
            ]
            to = await _next(opened, ReturnEvent.INSPECT)
            if to is None:
                return False
            for one in said:
                line = _line(lines, one.position)
                became = accepted_as(Reception(line["reception"]), one.accepted, line["received"])
                if isinstance(became, Ignored):
                    await _ignore(opened, became)
                    return False
                await returns.set_line(
                    tx.connection,
                    tx.shop_id,
                    return_id,
                    one.position,
                    reception=line["reception"],
                    received=line["received"],
                    acceptance=became,
                    accepted=one.accepted,
                    verdict=one.verdict.value if one.accepted else None,
                )
            checkpoint("return_inspected")
            await self._changed(opened, ReturnEvent.INSPECT, to)
            return True

    # ── closing ──────────────────────────────────────────────────────────────────────────────────────────

    async def close(
        self,
        actor: Actor,
        shop: Shop,
        return_id: int,
        *,
        outcome: ReturnOutcome | None = None,
        delivery: bool = False,
        offered: Sequence[str] = (),
    ) -> Closed:
        """Carry out what the return is to come to: money, credit or another order, all in this transaction.

        `outcome` None: what the buyer asked for. `offered` are the shop's ways to pay the difference.

        Raises:
            Forbidden, NotFound. ReturnUnfinished: a line was not inspected.
            SecondPersonNeeded: above the limit, and the actor asked already.
            NothingToRefund, SoldOut, ExchangeUnclear, NotOnSale, NoPriceInCurrency: nothing changes.
        """
        actor.need(Permission.DECIDE_RETURNS)
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, By.STAFF, return_id)
            wanted = outcome or ReturnOutcome(opened.row["outcome"])
            to = await _next(opened, ReturnEvent.CLOSE)
            if to is None:
                return Closed(done=False, result=wanted.value, currency=opened.order["currency"])
            lines = await returns.lines(tx.connection, tx.shop_id, return_id)
            if any(line["acceptance"] == Acceptance.PENDING for line in lines):
                raise ReturnUnfinished
            await returns.release_pieces(tx.connection, tx.shop_id, return_id)
            taken = [line for line in lines if line["accepted"]]
            if not taken:
                await self._finish(opened, to, "nothing")
                return Closed(done=True, result="nothing", currency=opened.order["currency"])
            return await self._carry(opened, shop, to, wanted, taken, delivery=delivery, offered=offered)

    async def _carry(
        self,
        opened: _Open,
        shop: Shop,
        to: ReturnState,
        outcome: ReturnOutcome,
        taken: Sequence[Mapping[str, Any]],
        *,
        delivery: bool,
        offered: Sequence[str],
    ) -> Closed:
        tx, order = opened.tx, opened.order
        left = await refundable(tx, order)
        pieces = [RefundLine(line["position"], line["accepted"], StockVerdict(line["verdict"])) for line in taken]
        priced = price(order, left, pieces, delivery=delivery)
        closing_as = f"{outcome.value}:{int(delivery)}:{priced.amount}"
        first = self._first(opened, shop, priced.amount, closing_as)
        if first is None:
            return await self._wait_for_second(opened, outcome, closing_as, priced.amount)
        new = await self._replacement(opened, shop, taken) if outcome is ReturnOutcome.EXCHANGE else None
        credit_up_to = {
            ReturnOutcome.REFUND: 0,
            ReturnOutcome.CREDIT: priced.amount,
            ReturnOutcome.EXCHANGE: new.totals.total if new is not None else 0,
        }[outcome]
        of_return = OfReturn(opened.id, credit_up_to, first if first != opened.actor.person_id else None)
        return await self._write(opened, shop, to, outcome, left, priced, of_return, new, offered)

    async def _write(
        self,
        opened: _Open,
        shop: Shop,
        to: ReturnState,
        outcome: ReturnOutcome,
        left: Refundable,
        priced: Priced,
        of_return: OfReturn,
        new: Replacement | None,
        offered: Sequence[str],
    ) -> Closed:
        tx, order, actor = opened.tx, opened.order, opened.actor
        reason = opened.row["reason"]
        note = await write_note(
            tx,
            self._clock,
            actor,
            shop,
            order,
            left,
            priced,
            reason=reason,
            key=f"return:{opened.id}",
            of_return=of_return,
        )
        checkpoint("return_noted")
        gift_card_id = await self._credit(opened, note.credit) if note.credit else None
        exchange_order_id, to_pay = None, 0
        if new is not None:
            exchange_order_id, to_pay = await place_replacement(
                tx,
                self._clock,
                shop,
                order,
                opened.id,
                new,
                gift_card_id=gift_card_id,
                credit=note.credit,
                offered=offered,
            )
            checkpoint("exchange_placed")
        await returns.set_result(
            tx.connection,
            tx.shop_id,
            opened.id,
            outcome=outcome.value,
            gift_card_id=gift_card_id,
            exchange_order_id=exchange_order_id,
        )
        await self._finish(opened, to, outcome.value, amount=note.amount)
        return Closed(
            done=True,
            result=outcome.value,
            currency=note.currency,
            amount=note.amount,
            credit=note.credit,
            exchange_order_id=exchange_order_id,
            to_pay=to_pay,
        )

    @staticmethod
    def _first(opened: _Open, shop: Shop, amount: int, closing_as: str) -> PersonId | None:
        """Return who asked to close it: the actor, or above the limit somebody else before; None: nobody yet."""
        me = opened.actor.person_id
        if not above_limit(shop, amount):
            return me
        if opened.row["closing_as"] != closing_as or opened.row["closing_by"] is None:
            return None
        if opened.row["closing_by"] == me:
            raise SecondPersonNeeded
        opened.actor.need(Permission.APPROVE_REFUNDS)
        return PersonId(opened.row["closing_by"])

    async def _wait_for_second(self, opened: _Open, outcome: ReturnOutcome, closing_as: str, amount: int) -> Closed:
        tx, actor = opened.tx, opened.actor
        # The pieces stay in the return until it is closed.
        await returns.keep_pieces(tx.connection, tx.shop_id, opened.id)
        await returns.set_closing(tx.connection, tx.shop_id, opened.id, actor.person_id, closing_as)
        await _note(opened, ReturnEvent.AGREE, opened.state)
        await self._audit(opened, ReturnEvent.AGREE, amount=amount, currency=opened.order["currency"])
        currency = opened.order["currency"]
        return Closed(done=True, result=outcome.value, currency=currency, amount=amount, waiting=True)

    @staticmethod
    async def _replacement(opened: _Open, shop: Shop, taken: Sequence[Mapping[str, Any]]) -> Replacement:
        """Price what is wanted instead, and lock its stock together with that of what came back."""
        tx, wanted = opened.tx, dict[VariantId, int]()
        for line in taken:
            if line["exchange_variant_id"] is None:
                raise ExchangeUnclear
            variant = VariantId(line["exchange_variant_id"])
            wanted[variant] = wanted.get(variant, 0) + line["accepted"]
        new = await replacement(tx, shop, opened.order, wanted)
        back = {line["position"] for line in taken}
        sold = await orders.lines(tx.connection, tx.shop_id, opened.order["id"])
        items = [line["stock_item_id"] for line in sold if line["position"] in back]
        await stock.lock_items(tx.connection, tx.shop_id, [*items, *new.pieces])
        return new

    async def _credit(self, opened: _Open, amount: int) -> int:
        """Write the buyer's gift card; the credit note's entry in the books bears it."""
        card = await gift_cards.issue(
            opened.tx,
            self._cipher,
            amount=amount,
            currency=opened.order["currency"],
            person_id=opened.order["person_id"],
            issued_by=opened.actor.person_id,
            reason=f"return:{opened.id}",
            account=Account.CUSTOMER,
        )
        return card.id

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    async def _open(tx: Transaction, actor: Actor, by: By, return_id: int) -> _Open:
        found = await returns.one(tx.connection, tx.shop_id, return_id)
        if found is None or (by is By.BUYER and found["person_id"] != actor.person_id):
            raise NotFound
        order = await lock_order(tx, OrderId(found["order_id"]))
        return _Open(tx, actor, by, order, await _row(tx, return_id, lock=True))

    async def _changed(self, opened: _Open, event: ReturnEvent, to: ReturnState) -> None:
        """Write a change of the lines: whoever wanted to close it before wanted something else."""
        tx = opened.tx
        if opened.row["closing_by"] is not None:
            await returns.set_closing(tx.connection, tx.shop_id, opened.id, None, None)
        await _note(opened, event, to)
        await self._audit(opened, event)

    async def _end(self, opened: _Open, event: ReturnEvent, to: ReturnState, *, answer: str | None = None) -> None:
        """End a return without goods having come."""
        tx = opened.tx
        decided_by = opened.actor.person_id if opened.by is By.STAFF else None
        await returns.release_pieces(tx.connection, tx.shop_id, opened.id)
        await returns.set_state(tx.connection, tx.shop_id, opened.id, state=to, answer=answer, decided_by=decided_by)
        await _note(opened, event, to)

    async def _finish(self, opened: _Open, to: ReturnState, result: str, *, amount: int = 0) -> None:
        tx = opened.tx
        await returns.set_state(tx.connection, tx.shop_id, opened.id, state=to)
        await _note(opened, ReturnEvent.CLOSE, to, result=result)
        await self._audit(opened, ReturnEvent.CLOSE, result=result, amount=amount, currency=opened.order["currency"])
        checkpoint("return_closed")

    async def _audit(self, opened: _Open, event: ReturnEvent, **after: Any) -> None:
        """Record what staff decided."""
        number = str(opened.order["number"])
        await record(
            opened.tx, self._clock, opened.actor, f"return.{event.value}", number, after={"return": opened.id, **after}
        )


async def _row(tx: Transaction, return_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    found = await returns.one(tx.connection, tx.shop_id, return_id, lock=lock)
    if found is None:  # pragma: no cover – returns are never deleted
        raise NotFound
    return found


def _line(lines: Mapping[int, Mapping[str, Any]], position: int) -> Mapping[str, Any]:
    if position not in lines:
        raise BadInput(example="1 × 1")
    return lines[position]


async def _check_wanted(tx: Transaction, variants: Sequence[VariantId | None]) -> None:
    """Raise ExchangeUnclear unless each line says which goods on sale are wanted instead."""
    wanted = {variant for variant in variants if variant is not None}
    found = await returns.variants_by_id(tx.connection, tx.shop_id, sorted(wanted))
    good = [row for row in found if row["on_sale"] and row["kind"] == ProductKind.GOODS]
    if None in variants or len(good) < len(wanted):
        raise ExchangeUnclear


async def _next(opened: _Open, event: ReturnEvent, *, under_way: bool = False) -> ReturnState | None:
    """Return where an event leads; None when it means nothing now, which is recorded."""
    to = next_state(opened.state, event, opened.by, under_way=under_way)
    if not isinstance(to, Ignored):
        return to
    await _ignore(opened, to)
    return None


async def _ignore(opened: _Open, ignored: Ignored) -> None:
    await returns.write_step(
        opened.tx.connection,
        opened.tx.shop_id,
        opened.id,
        journal_id=new_id(),
        event=ignored.event,
        from_state=opened.state,
        to_state=None,
        actor=opened.by.value,
        actor_id=opened.actor.person_id,
        reason=f"ignored: {ignored.why}",
    )


async def _note(
    opened: _Open, event: ReturnEvent, to: ReturnState, *, result: str | None = None, before: ReturnState | None = ...
) -> None: ...
