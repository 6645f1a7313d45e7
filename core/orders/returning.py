"""How a locked return moves: state, journal and event, the same way for everybody who moves it.

Everything happens under the lock of the order, so that taps at once take turns. A step that means nothing in the
return's state changes nothing: it is recorded with its reason (law 10).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import Transaction
from core.orders.events import ReturnChanged
from core.orders.moving import lock_order
from core.orders.return_errors import NotReturnable, ReturnWindowOver
from core.orders.return_state import Ignored, ReturnEvent, next_state
from core.orders.state import By
from core.shops.audit import record
from core.shops.shop import Shop
from db.repositories import returns
from db.types.enums import OrderStatus, ReturnState
from db.types.ids import OrderId, new_id

_DELIVERED = (OrderStatus.DELIVERED, OrderStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """A return with its order, both locked, and who does something to it."""

    tx: Transaction
    actor: Actor
    by: By
    order: Mapping[str, Any]
    row: Mapping[str, Any]

    @property
    def id(self) -> int:
        """Return the return's id."""
        return int(self.row["id"])

    @property
    def state(self) -> ReturnState:
        """Return the state it was found in."""
        return ReturnState(self.row["state"])


async def open_return(tx: Transaction, actor: Actor, by: By, return_id: int) -> OpenReturn:
    """Lock a return for a step. Raises: NotFound: none, or another buyer's."""
    found = await read(tx, return_id)
    if by is By.BUYER and found["person_id"] != actor.person_id:
        raise NotFound
    order = await lock_order(tx, OrderId(found["order_id"]))
    return OpenReturn(tx, actor, by, order, await read(tx, return_id, lock=True))


async def read(tx: Transaction, return_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    """Return a return's row. Raises: NotFound."""
    found = await returns.one(tx.connection, tx.shop_id, return_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def step(opened: OpenReturn, event: ReturnEvent, *, under_way: bool = False) -> ReturnState | None:
    """Return where an event leads; None when it means nothing now, which is recorded."""
    to = next_state(opened.state, event, opened.by, under_way=under_way)
    if not isinstance(to, Ignored):
        return to
    await ignore(opened, to)
    return None


async def ignore(opened: OpenReturn, ignored: Ignored) -> None:
    """Record an event that means nothing in the return's state, or in a line's."""
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


async def write_step(opened: OpenReturn, event: ReturnEvent, to: ReturnState, *, result: str | None = None) -> None:
    """Record a step in the return's journal and tell it."""
    tx = opened.tx
    await returns.write_step(
        tx.connection,
        tx.shop_id,
        opened.id,
        journal_id=new_id(),
        event=event.value,
        from_state=None if event is ReturnEvent.ASK else opened.state,
        to_state=to,
        actor=opened.by.value,
        actor_id=opened.actor.person_id,
        reason=result,
    )
    tx.tell(
        ReturnChanged(
            tx.shop_id,
            return_id=opened.id,
            order_id=opened.order["id"],
            event=event.value,
            state=to.value,
            result=result,
            actor_id=opened.actor.person_id,
        )
    )


async def end(opened: OpenReturn, event: ReturnEvent, to: ReturnState, *, answer: str | None = None) -> None:
    """End a return of which nothing has come: its pieces are the buyer's to keep, or to send back another time."""
    tx = opened.tx
    decided_by = opened.actor.person_id if opened.by is By.STAFF else None
    await returns.release_pieces(tx.connection, tx.shop_id, opened.id)
    await returns.set_state(tx.connection, tx.shop_id, opened.id, state=to, answer=answer, decided_by=decided_by)
    await write_step(opened, event, to)


async def audit(clock: Clock, opened: OpenReturn, event: ReturnEvent, **after: Any) -> None:
    """Record what staff decided."""
    number = str(opened.order["number"])
    await record(opened.tx, clock, opened.actor, f"return.{event.value}", number, after={"return": opened.id, **after})


async def check_window(tx: Transaction, clock: Clock, shop: Shop, order: Mapping[str, Any]) -> None:
    """Pass while an order can be sent back. Raises: NotReturnable: not delivered. ReturnWindowOver."""
    found = await returns.window(tx.connection, tx.shop_id, order["id"])
    if found is None or order["status"] not in _DELIVERED:
        raise NotReturnable
    days = shop.rules.return_days
    if clock.now() > found["delivered_at"] + timedelta(days=days):
        raise ReturnWindowOver(days=days)
