"""What waits for the shop's people right now: how many orders for which step, and refunds for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.uow import UnitOfWork
from db.repositories import credit_notes, work
from db.types.ids import OrderId, PersonId


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait for each step. `held`: orders that somebody has to look at first."""

    accept: int = 0
    pack: int = 0
    ship: int = 0
    deliver: int = 0
    held: int = 0
    refunds: int = 0
    returns_to_decide: int = 0
    returns_under_way: int = 0


@dataclass(frozen=True, slots=True)
class WaitingRefund:
    """A refund above the shop's limit that one person asked for; the sum in minor units."""

    id: int
    order_id: OrderId
    number: int
    customer_name: str
    amount: int
    currency: str
    reason: str
    requested_by: PersonId | None
    requested_by_name: str
    created_at: datetime


class ViewWork:
    """Read what waits."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor) -> Waiting:
        """Return how many wait for which step. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await work.waiting(tx.connection, tx.shop_id)
        return Waiting(**found) if found is not None else Waiting()

    async def refunds(self, actor: Actor) -> Sequence[WaitingRefund]:
        """Return the refunds that wait for a second person, the oldest first. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await credit_notes.waiting_notes(tx.connection, tx.shop_id)
        return [
            WaitingRefund(
                id=note["id"],
                order_id=note["order_id"],
                number=note["number"],
                customer_name=note["customer_name"],
                amount=note["amount"],
                currency=note["currency"],
                reason=note["reason"],
                requested_by=note["requested_by"],
                requested_by_name=note["requested_by_name"] or "",
                created_at=note["created_at"],
            )
            for note in found
        ]
