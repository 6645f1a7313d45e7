"""Disputes: the buyer's bank takes money back, and perhaps gives it back later. Goods not gone yet stay here."""

import structlog

from core.kit.observability.metrics import PAYMENTS
from core.kit.uow import Transaction, UnitOfWork
from core.orders.events import DifferencesFound, DisputeNoted
from core.orders.ledger import returned_by_bank
from core.orders.moving import ask_refund, lock_order, stop_goods
from db.repositories import money, reconciliation
from db.types.enums import DisputeState
from db.types.ids import ChargeId, OrderId, new_id
from payments import ledger
from payments.protocol import DisputeChanged

log = structlog.get_logger(__name__)
# Only forwards: a late copy of an earlier state changes nothing.
_RANK = {DisputeState.WARNING: 0, DisputeState.OPEN: 1, DisputeState.WON: 2, DisputeState.LOST: 2}


class NoteDispute:
    """Write a dispute, its money and its order's hold, once per state."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, changed: DisputeChanged) -> bool:
        """Note what the provider says of a dispute; False: its charge is not in our books (yet)."""
        async with self._uow(changed.shop_id) as tx:
            order_id = await money.order_of_charge(tx.connection, tx.shop_id, changed.provider, changed.external_id)
            order = await lock_order(tx, order_id) if order_id is not None else None
            charge = await money.charge_by_external(tx.connection, tx.shop_id, changed.provider, changed.external_id)
            if charge is None:
                return False
            known = await money.dispute(tx.connection, tx.shop_id, changed.provider, changed.dispute_external_id)
            before = DisputeState(known["state"]) if known else None
            if before is not None and _RANK[changed.state] <= _RANK[before]:
                return True
            dispute_id = int(known["id"]) if known else new_id()
            await money.save_dispute(
                tx.connection,
                tx.shop_id,
                dispute_id=dispute_id,
                charge_id=charge["id"],
                order_id=order_id,
                provider=changed.provider,
                external_id=changed.dispute_external_id,
                state=changed.state,
                amount=changed.amount,
                currency=changed.currency,
                reason=changed.reason[:200],
                due_at=changed.due_at,
            )
            taken = (dispute_id, changed.provider, changed.amount, changed.currency)
            if changed.state is not DisputeState.WARNING:
                # A dispute first heard of at its end was open before.
                await money.write_entry(
                    tx.connection, tx.shop_id, ledger.disputed(*taken), entry_id=new_id(), order_id=order_id
                )
            if changed.state is DisputeState.WON:
                await money.write_entry(
                    tx.connection, tx.shop_id, ledger.dispute_won(*taken), entry_id=new_id(), order_id=order_id
                )
                await self._owe_again(tx, charge["id"], order_id)
            if order is not None and changed.state is not DisputeState.WON:
                await stop_goods(tx, order, "disputed")
            tx.tell(
                DisputeNoted(
                    tx.shop_id,
                    dispute_id=dispute_id,
                    order_id=OrderId(order_id) if order_id is not None else None,
                    state=changed.state,
                    amount=changed.amount,
                    currency=changed.currency,
                )
            )
        PAYMENTS.labels(changed.provider, f"dispute_{changed.state.value}").inc()
        return True

    async def unexplained(self, changed: DisputeChanged) -> None:
        """List a dispute of a payment that was never ours among the differences: people look."""
        log.error("dispute.unexplained", provider=changed.provider, external_id=changed.external_id)
        async with self._uow(changed.shop_id) as tx:
            news = await reconciliation.note_difference(
                tx.connection,
                tx.shop_id,
                difference_id=new_id(),
                provider=changed.provider,
                external_id=changed.dispute_external_id,
                kind="dispute",
                ours=None,
                theirs=changed.amount,
                currency=changed.currency,
                order_id=None,
            )
            if news:
                tx.tell(DifferencesFound(tx.shop_id, provider=changed.provider, differences=1))

    @staticmethod
    async def _owe_again(tx: Transaction, charge_id: ChargeId, order_id: OrderId | None) -> None:
        """The order came to nothing meanwhile: what the bank has given back to us is the buyer's."""
        taken = await money.taken_by_bank(tx.connection, tx.shop_id, charge_id)
        if not taken:
            return
        amount, currency = taken
        entry = returned_by_bank(charge_id, amount, currency)
        if await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id):
            await ask_refund(
                tx,
                charge_id=charge_id,
                order_id=order_id,
                amount=amount,
                currency=currency,
                key=f"charge:{charge_id}:dispute_won",
                reason="dispute_won",
            )
