"""What a buyer does with a return: ask for it, say how it was sent, take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import BadInput, KeyReused, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders.moving import lock_order
from core.orders.return_errors import DigitalStays, ExchangeUnclear, NotReturnable
from core.orders.return_state import ReturnEvent
from core.orders.returning import OpenReturn, check_window, end, open_return, read, step, write_step
from core.orders.state import By
from core.shops.pictures import Picture, keep
from core.shops.shop import Shop
from db.repositories import orders, returns
from db.types.enums import ProductKind, Reception, ReturnOutcome, ReturnState
from db.types.ids import MediaId, OrderId, VariantId, new_id

MOST_PHOTOS = 5
_COMMENT, _TRACKING = 1000, 100


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Pieces of one order line to send back, and the variant wanted instead."""

    position: int
    quantity: int
    exchange_variant_id: VariantId | None = None


@dataclass(frozen=True, slots=True)
class ReturnRequest:
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


class ReturnOrder:
    """Returns by their buyers."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def keep_photo(self, actor: Actor, picture: Picture) -> MediaId:
        """Keep a picture for a return to be asked."""
        async with self._uow(actor.shop_id) as tx:
            return await keep(tx, picture)

    async def ask(self, actor: Actor, shop: Shop, asked: ReturnRequest) -> Asked:
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
            if known is not None and known["order_id"] != asked.order_id:
                raise KeyReused
            if known is not None:
                return Asked(known["id"], ReturnState(known["state"]), repeated=True)
            await check_window(tx, self._clock, shop, order)
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
            row = await read(tx, return_id)
            opened = OpenReturn(tx, actor, By.BUYER, order, row)
            await write_step(opened, ReturnEvent.ASK, ReturnState.REQUESTED)
            return Asked(return_id, ReturnState.REQUESTED)

    @staticmethod
    async def _check_lines(tx: Transaction, order: Mapping[str, Any], asked: ReturnRequest) -> list[dict[str, Any]]:
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
            opened = await open_return(tx, actor, By.BUYER, return_id)
            lines = await returns.lines(tx.connection, tx.shop_id, return_id)
            arrived = any(line["reception"] != Reception.AWAITING for line in lines)
            under_way = arrived or opened.row["tracking"] is not None
            to = await step(opened, ReturnEvent.CANCEL, under_way=under_way)
            if to is None:
                return False
            await end(opened, ReturnEvent.CANCEL, to)
            return True

    async def tracking(self, actor: Actor, return_id: int, said: str) -> bool:
        """Say how an approved return was sent back. Raises: NotFound, BadInput."""
        words = " ".join(said.split())[:_TRACKING]
        if not words:
            raise BadInput(example="RA123456789RU")
        async with self._uow(actor.shop_id) as tx:
            opened = await open_return(tx, actor, By.BUYER, return_id)
            to = await step(opened, ReturnEvent.SEND)
            if to is None:
                return False
            await returns.set_state(tx.connection, tx.shop_id, return_id, state=to, tracking=words)
            await write_step(opened, ReturnEvent.SEND, to)
            return True


async def _check_wanted(tx: Transaction, variants: Sequence[VariantId | None]) -> None:
    """Raise ExchangeUnclear unless each line says which goods on sale are wanted instead."""
    wanted = {variant for variant in variants if variant is not None}
    found = await returns.variants_by_id(tx.connection, tx.shop_id, sorted(wanted))
    good = [row for row in found if row["on_sale"] and row["kind"] == ProductKind.GOODS]
    if None in variants or len(good) < len(wanted):
        raise ExchangeUnclear
