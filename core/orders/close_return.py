"""Close a return: money, credit or another order for what was accepted, in one transaction with its state.

Above the shop's limit two people close it, for the same outcome and sum; until the second one agrees nothing moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.orders import gift_cards
from core.orders.credit_note import OfReturn, Priced, Refundable, RefundLine, above_limit, price, refundable, write_note
from core.orders.errors import SecondPersonNeeded
from core.orders.exchange import Replacement, place_replacement, replacement
from core.orders.own_order import need_others_order
from core.orders.return_errors import ExchangeUnclear, ReturnUnfinished
from core.orders.return_state import ReturnEvent
from core.orders.returning import OpenReturn, audit, open_return, step, write_step
from core.orders.state import By
from core.shops.shop import Shop
from db.repositories import orders, returns, stock
from db.types.enums import Acceptance, Account, ReturnOutcome, ReturnState, StockVerdict
from db.types.ids import OrderId, PersonId, VariantId


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


class CloseReturn:
    """Carry a return out, once."""

    def __init__(self, uow: UnitOfWork, clock: Clock, cipher: Cipher) -> None:
        self._uow = uow
        self._clock = clock
        self._cipher = cipher

    async def __call__(
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
            Forbidden, NotFound, OwnOrder. StepUpNeeded: money goes back. ReturnUnfinished: a line was not inspected.
            SecondPersonNeeded: above the limit, and the actor asked already.
            NothingToRefund, SoldOut, ExchangeUnclear, NotOnSale, NoPriceInCurrency: nothing changes.
        """
        actor.need(Permission.DECIDE_RETURNS)
        async with self._uow(actor.shop_id) as tx:
            opened = await open_return(tx, actor, By.STAFF, return_id)
            need_others_order(actor, opened.order)
            wanted = outcome or ReturnOutcome(opened.row["outcome"])
            to = await step(opened, ReturnEvent.CLOSE)
            if to is None:
                return Closed(done=False, result=wanted.value, currency=opened.order["currency"])
            lines = await returns.lines(tx.connection, tx.shop_id, return_id)
            if any(line["acceptance"] == Acceptance.PENDING for line in lines):
                raise ReturnUnfinished
            taken = [line for line in lines if line["accepted"]]
            if not taken:
                await returns.release_pieces(tx.connection, tx.shop_id, return_id)
                await self._finish(opened, to, "nothing")
                return Closed(done=True, result="nothing", currency=opened.order["currency"])
            return await self._carry(opened, shop, to, wanted, lines, delivery=delivery, offered=offered)

    async def _carry(
        self,
        opened: OpenReturn,
        shop: Shop,
        to: ReturnState,
        outcome: ReturnOutcome,
        lines: Sequence[Mapping[str, Any]],
        *,
        delivery: bool,
        offered: Sequence[str],
    ) -> Closed:
        opened.actor.need_proof()
        tx, order = opened.tx, opened.order
        taken = [line for line in lines if line["accepted"]]
        left = await refundable(tx, order, releasing={line["position"]: line["quantity"] for line in lines})
        pieces = [RefundLine(line["position"], line["accepted"], StockVerdict(line["verdict"])) for line in taken]
        priced = price(order, left, pieces, delivery=delivery)
        closing_as = f"{outcome.value}:{int(delivery)}:{priced.amount}"
        first = await self._first(opened, shop, priced.amount, closing_as)
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
        opened: OpenReturn,
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
        await returns.release_pieces(tx.connection, tx.shop_id, opened.id)
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
    async def _first(opened: OpenReturn, shop: Shop, amount: int, closing_as: str) -> PersonId | None:
        """Return who asked to close it: the actor, or above the limit somebody else before; None: nobody yet."""
        me = opened.actor.person_id
        if not await above_limit(opened.tx, shop, opened.order, amount):
            return me
        if opened.row["closing_as"] != closing_as or opened.row["closing_by"] is None:
            return None
        if opened.row["closing_by"] == me:
            raise SecondPersonNeeded
        opened.actor.need(Permission.APPROVE_REFUNDS)
        return PersonId(opened.row["closing_by"])

    async def _wait_for_second(
        self, opened: OpenReturn, outcome: ReturnOutcome, closing_as: str, amount: int
    ) -> Closed:
        tx, actor = opened.tx, opened.actor
        await returns.set_closing(tx.connection, tx.shop_id, opened.id, actor.person_id, closing_as)
        await write_step(opened, ReturnEvent.AGREE, opened.state)
        await audit(self._clock, opened, ReturnEvent.AGREE, amount=amount, currency=opened.order["currency"])
        currency = opened.order["currency"]
        return Closed(done=True, result=outcome.value, currency=currency, amount=amount, waiting=True)

    @staticmethod
    async def _replacement(opened: OpenReturn, shop: Shop, taken: Sequence[Mapping[str, Any]]) -> Replacement:
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

    async def _credit(self, opened: OpenReturn, amount: int) -> int:
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

    async def _finish(self, opened: OpenReturn, to: ReturnState, result: str, *, amount: int = 0) -> None:
        tx = opened.tx
        await returns.set_state(tx.connection, tx.shop_id, opened.id, state=to)
        await write_step(opened, ReturnEvent.CLOSE, to, result=result)
        await audit(
            self._clock, opened, ReturnEvent.CLOSE, result=result, amount=amount, currency=opened.order["currency"]
        )
        checkpoint("return_closed")
