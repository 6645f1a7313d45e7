"""What came back, line by line: received as announced, short, wrong or lost; then inspected, with a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import BadInput
from core.kit.uow import UnitOfWork
from core.orders.return_state import Ignored, ReturnEvent, accepted_as, received_as
from core.orders.returning import OpenReturn, audit, ignore, open_return, step, write_step
from core.orders.state import By
from db.repositories import returns
from db.types.enums import Acceptance, Reception, ReturnState, StockVerdict

VERDICTS = (StockVerdict.RESTOCK, StockVerdict.QUARANTINE, StockVerdict.WRITE_OFF)


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


class ReceiveReturn:
    """Receive and inspect. Each returns False when it means nothing now, or a number does not fit."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def receive(self, actor: Actor, return_id: int, received: Sequence[Received] = ()) -> bool:
        """Say what of the lines came; nothing said: the rest as announced. Inspected lines are to be inspected anew.

        Raises: Forbidden, NotFound, BadInput: not the return's line.
        """
        actor.need(Permission.RECEIVE_RETURNS)
        async with self._uow(actor.shop_id) as tx:
            opened = await open_return(tx, actor, By.STAFF, return_id)
            lines = {line["position"]: line for line in await returns.lines(tx.connection, tx.shop_id, return_id)}
            said = received or [
                Received(position, Reception.RECEIVED, line["quantity"])
                for position, line in _unsaid(lines, "reception", Reception.AWAITING)
            ]
            to = await step(opened, ReturnEvent.RECEIVE)
            if to is None:
                return False
            became = [
                received_as(Reception(line["reception"]), one.reception, one.number, line["quantity"])
                for one in said
                for line in (_line(lines, one.position),)
            ]
            if not await _all_fit(opened, became):
                return False
            for one, reception in zip(said, became, strict=True):
                # What did not come cannot be taken either: nobody has to inspect it.
                nothing = one.number == 0
                await returns.set_line(
                    tx.connection,
                    tx.shop_id,
                    return_id,
                    one.position,
                    reception=str(reception),
                    received=one.number,
                    acceptance=Acceptance.REJECTED if nothing else Acceptance.PENDING,
                    accepted=0,
                    verdict=None,
                )
            checkpoint("return_received")
            await self._changed(opened, ReturnEvent.RECEIVE, to)
            return True

    async def inspect(self, actor: Actor, return_id: int, inspected: Sequence[Inspected] = ()) -> bool:
        """Say what of the received pieces is taken; nothing said: the rest, back on the shelf.

        Raises: Forbidden, NotFound, BadInput: not the return's line, or goods that the buyer keeps.
        """
        actor.need(Permission.RECEIVE_RETURNS)
        if any(one.verdict not in VERDICTS for one in inspected):
            raise BadInput(example="restock")
        async with self._uow(actor.shop_id) as tx:
            opened = await open_return(tx, actor, By.STAFF, return_id)
            lines = {line["position"]: line for line in await returns.lines(tx.connection, tx.shop_id, return_id)}
            said = inspected or [
                Inspected(position, line["received"], StockVerdict.RESTOCK)
                for position, line in _unsaid(lines, "acceptance", Acceptance.PENDING)
            ]
            to = await step(opened, ReturnEvent.INSPECT)
            if to is None:
                return False
            became = [
                accepted_as(Reception(line["reception"]), one.accepted, line["received"])
                for one in said
                for line in (_line(lines, one.position),)
            ]
            if not await _all_fit(opened, became):
                return False
            for one, acceptance in zip(said, became, strict=True):
                line = lines[one.position]
                await returns.set_line(
                    tx.connection,
                    tx.shop_id,
                    return_id,
                    one.position,
                    reception=line["reception"],
                    received=line["received"],
                    acceptance=str(acceptance),
                    accepted=one.accepted,
                    verdict=one.verdict.value if one.accepted else None,
                )
            checkpoint("return_inspected")
            await self._changed(opened, ReturnEvent.INSPECT, to)
            return True

    async def _changed(self, opened: OpenReturn, event: ReturnEvent, to: ReturnState) -> None:
        """Write a change of the lines: whoever wanted to close it before wanted something else."""
        tx = opened.tx
        if opened.row["closing_by"] is not None:
            await returns.set_closing(tx.connection, tx.shop_id, opened.id, None, None)
        await write_step(opened, event, to)
        await audit(self._clock, opened, event)


def _unsaid(lines: Mapping[int, Mapping[str, Any]], axis: str, nothing: str) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the lines of which nothing was said on an axis; all of them when each has its word."""
    return [item for item in lines.items() if item[1][axis] == nothing] or list(lines.items())


def _line(lines: Mapping[int, Mapping[str, Any]], position: int) -> Mapping[str, Any]:
    if position not in lines:
        raise BadInput(example="1 × 1")
    return lines[position]


async def _all_fit(opened: OpenReturn, became: Sequence[object]) -> bool:
    """Return whether every line becomes something; the first that does not is recorded."""
    wrong = next((one for one in became if isinstance(one, Ignored)), None)
    if wrong is not None:
        await ignore(opened, wrong)
    return wrong is None
