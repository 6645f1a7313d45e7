"""Manual transfers: the buyer's picture of a receipt, and staff who say whether the money came.

A yes is written with its event; the event settles the money, so that a process that dies in between loses nothing.
"""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.crash import checkpoint
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.uow import Transaction, UnitOfWork
from core.orders.events import ProofDecided, ProofSent
from core.orders.moving import Cause, lock_order, write_down
from core.orders.own_order import need_others_order
from core.orders.state import By
from core.shops.pictures import Picture, keep
from db.repositories import money, proofs, stock
from db.repositories.sql import Record
from db.types.enums import IntentState, OrderStatus, ProofState
from db.types.ids import IntentId, OrderId, ShopId, new_id
from db.types.money import Money
from payments.errors import ProofNotAwaited
from payments.protocol import MoneyArrived
from payments.settle_payment import SettlePayment

PROVIDER = "transfer"
REASONS = ("missing", "sum", "unreadable")
# Staff have this long to look, then the buyer this long to send another one.
CHECK_SECONDS, AGAIN_SECONDS = 24 * 3600, 3600
_OPEN = (IntentState.CREATED, IntentState.PRESENTED, IntentState.PROCESSING)


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as people see it. `reason` is one of `REASONS`."""

    id: int
    order_id: OrderId
    media_id: int
    state: ProofState
    money: Money
    reason: str
    decided_by: str


def _proof(found: Record) -> Proof:
    return Proof(
        id=found["id"],
        order_id=OrderId(found["order_id"]),
        media_id=found["media_id"],
        state=ProofState(found["state"]),
        money=Money(found["amount"], found["currency"]),
        reason=found["reason"] or "",
        decided_by=found["decided_by_name"] or "",
    )


class SendProof:
    """Take the buyer's picture; the goods are kept while staff look."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, order_id: OrderId, picture: Picture, note: str = "") -> int:
        """Keep a picture for one's own order and tell staff; return the order's number.

        A picture that comes while another one waits takes its place.

        Raises:
            NotFound: no such order, or somebody else's.
            ProofNotAwaited: it waits for no transfer.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["person_id"] != actor.person_id:
                raise NotFound
            intent = await self._awaiting(tx, order_id)
            if order["status"] != OrderStatus.AWAITING_PAYMENT or intent is None:
                raise ProofNotAwaited(number=order["number"])
            media_id = await keep(tx, picture)
            waiting = await proofs.waiting_proof(tx.connection, tx.shop_id, order_id)
            if waiting is not None and waiting["media_id"] == media_id:
                return int(order["number"])
            proof_id = waiting["id"] if waiting is not None else new_id()
            if waiting is not None:
                await proofs.replace_picture(tx.connection, tx.shop_id, proof_id, media_id=media_id, note=note[:500])
            else:
                await proofs.send_proof(
                    tx.connection,
                    tx.shop_id,
                    proof_id=proof_id,
                    intent_id=IntentId(intent["id"]),
                    order_id=order_id,
                    media_id=media_id,
                    note=note[:500],
                )
                await self._under_way(tx, order_id, intent)
                await write_down(
                    tx, order, "proof_sent", Cause(By.BUYER, actor.person_id), OrderStatus(order["status"])
                )
            tx.tell(ProofSent(tx.shop_id, proof_id=proof_id, order_id=order_id))
            checkpoint("proof_written")
        return int(order["number"])

    async def number_of(self, actor: Actor, order_id: OrderId) -> int:
        """Return the number of one's own order that awaits a transfer. Raises: NotFound, ProofNotAwaited."""
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["person_id"] != actor.person_id:
                raise NotFound
            if order["status"] != OrderStatus.AWAITING_PAYMENT or await self._awaiting(tx, order_id) is None:
                raise ProofNotAwaited(number=order["number"])
        return int(order["number"])

    @staticmethod
    async def _awaiting(tx: Transaction, order_id: OrderId) -> Record | None:
        for intent in await money.intents_of(tx.connection, tx.shop_id, order_id):
            if intent["provider"] == PROVIDER and intent["state"] in _OPEN:
                # Staff said yes already: its money is about to be settled, and is no second one.
                approved = await proofs.is_approved(tx.connection, tx.shop_id, IntentId(intent["id"]))
                return None if approved else intent
        return None

    @staticmethod
    async def _under_way(tx: Transaction, order_id: OrderId, intent: Record) -> None:
        """The money is being checked: the order neither expires nor is cancelled meanwhile."""
        await money.lapse_approvals(tx.connection, tx.shop_id, order_id)
        if not await money.other_live_intent(tx.connection, tx.shop_id, order_id, IntentId(intent["id"])):
            await money.set_intent_state(tx.connection, tx.shop_id, IntentId(intent["id"]), IntentState.PROCESSING)
        await stock.extend_holds(tx.connection, tx.shop_id, order_id, CHECK_SECONDS)


class DecideProof:
    """Staff say that the money came, or why not. The first word counts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def look(self, shop_id: ShopId, proof_id: int) -> Proof:
        """Return a proof for a card. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            found = await proofs.proof(tx.connection, tx.shop_id, proof_id)
        if found is None:
            raise NotFound
        return _proof(found)

    async def approve(self, actor: Actor, proof_id: int) -> bool:
        """Say that the money came; False: somebody decided before. Raises: Forbidden, NotFound, OwnOrder."""
        return await self._decide(actor, proof_id, ProofState.APPROVED, None)

    async def reject(self, actor: Actor, proof_id: int, reason: str) -> bool:
        """Say why not; the buyer may send another one. Raises: Forbidden, NotFound: also of an unknown reason."""
        if reason not in REASONS:
            raise NotFound
        return await self._decide(actor, proof_id, ProofState.REJECTED, reason)

    async def _decide(self, actor: Actor, proof_id: int, state: ProofState, reason: str | None) -> bool:
        actor.need(Permission.CHECK_TRANSFERS)
        async with self._uow(actor.shop_id) as tx:
            found = await proofs.proof(tx.connection, tx.shop_id, proof_id)
            if found is None:
                raise NotFound
            order = await lock_order(tx, found["order_id"])
            if state is ProofState.APPROVED:
                need_others_order(actor, order)
            decided = await proofs.decide_proof(
                tx.connection, tx.shop_id, proof_id, state=state, reason=reason, actor_id=actor.person_id
            )
            if not decided:
                return False
            if state is ProofState.REJECTED:
                await self._wait_again(tx, order["id"], found)
            word = "proof_approved" if state is ProofState.APPROVED else "proof_rejected"
            cause = Cause(By.STAFF, actor.person_id, reason)
            await write_down(tx, order, word, cause, OrderStatus(order["status"]))
            tx.tell(
                ProofDecided(
                    tx.shop_id,
                    proof_id=proof_id,
                    order_id=order["id"],
                    approved=state is ProofState.APPROVED,
                    actor_id=actor.person_id,
                )
            )
            checkpoint("proof_decided")
        return True

    @staticmethod
    async def _wait_again(tx: Transaction, order_id: OrderId, found: Record) -> None:
        if found["intent_state"] == IntentState.PROCESSING:
            await money.set_intent_state(tx.connection, tx.shop_id, IntentId(found["intent_id"]), IntentState.PRESENTED)
            await stock.extend_holds(tx.connection, tx.shop_id, order_id, AGAIN_SECONDS)


class SettleProof:
    """The consumer `transfers`: an approved proof is money that arrived, once however often it is told."""

    def __init__(self, uow: UnitOfWork, settle: SettlePayment) -> None:
        self._uow = uow
        self._settle = settle

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event."""
        match recorded.event:
            case ProofDecided(proof_id=proof_id, approved=True):
                await self.settle(recorded.event.shop_id, proof_id)
            case _:
                return

    async def settle(self, shop_id: ShopId, proof_id: int) -> None:
        """Carry an approved proof into the books."""
        async with self._uow(shop_id) as tx:
            found = await proofs.proof(tx.connection, tx.shop_id, proof_id)
        if found is None or found["state"] != ProofState.APPROVED:
            return
        await self._settle(
            MoneyArrived(
                shop_id=shop_id,
                intent_id=IntentId(found["intent_id"]),
                provider=PROVIDER,
                external_id=f"proof-{proof_id}",
                amount=found["amount"],
                currency=found["currency"],
                evidence={"approved_by": str(found["decided_by"])},
            )
        )
