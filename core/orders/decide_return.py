"""Staff let a buyer send something back, or do not; exactly one of them decides."""

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import BadInput
from core.kit.uow import UnitOfWork
from core.orders.return_state import ReturnEvent
from core.orders.returning import audit, end, open_return, step, write_step
from core.orders.state import By
from db.repositories import returns

_ANSWER = 500


class DecideReturn:
    """Approve or reject. Each returns False when it was decided before."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def approve(self, actor: Actor, return_id: int, words: str = "") -> bool:
        """Let the buyer send it back, perhaps with words how. Raises: Forbidden, NotFound."""
        actor.need(Permission.DECIDE_RETURNS)
        async with self._uow(actor.shop_id) as tx:
            opened = await open_return(tx, actor, By.STAFF, return_id)
            to = await step(opened, ReturnEvent.APPROVE)
            if to is None:
                return False
            answer = words.strip()[:_ANSWER] or None
            await returns.set_state(
                tx.connection, tx.shop_id, return_id, state=to, answer=answer, decided_by=actor.person_id
            )
            checkpoint("return_decided")
            await write_step(opened, ReturnEvent.APPROVE, to)
            await audit(self._clock, opened, ReturnEvent.APPROVE)
            return True

    async def reject(self, actor: Actor, return_id: int, words: str) -> bool:
        """Refuse it, with words the buyer reads. Raises: Forbidden, NotFound, BadInput."""
        actor.need(Permission.DECIDE_RETURNS)
        answer = words.strip()[:_ANSWER]
        if not answer:
            raise BadInput(example="…")
        async with self._uow(actor.shop_id) as tx:
            opened = await open_return(tx, actor, By.STAFF, return_id)
            to = await step(opened, ReturnEvent.REJECT)
            if to is None:
                return False
            await end(opened, ReturnEvent.REJECT, to, answer=answer)
            await audit(self._clock, opened, ReturnEvent.REJECT, answer=answer)
            return True
