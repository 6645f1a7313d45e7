"""Buyers' proofs of transfers: pictures that staff decide about."""

from db.repositories.sql import AsyncConnection, Record, change, row, text, value
from db.types.ids import IntentId, OrderId, PersonId, ShopId

_PROOF = """
    SELECT f.id, f.intent_id, f.order_id, f.media_id, f.note, f.state, f.reason, f.decided_by, f.created_at,
           f.decided_at, i.amount, i.currency, i.provider, i.state AS intent_state, p.first_name AS decided_by_name
    FROM transfer_proofs f
    JOIN payment_intents i ON i.shop_id = f.shop_id AND i.id = f.intent_id
    LEFT JOIN people p ON p.id = f.decided_by
    WHERE f.shop_id = :shop_id
"""


async def send_proof(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    proof_id: int,
    intent_id: IntentId,
    order_id: OrderId,
    media_id: int,
    note: str,
) -> None:
    """Write a proof that waits for staff."""
    statement = text(
        """
        INSERT INTO transfer_proofs (shop_id, id, intent_id, order_id, media_id, note, state)
        VALUES (:shop_id, :proof_id, :intent_id, :order_id, :media_id, :note, 'waiting')
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        proof_id=proof_id,
        intent_id=intent_id,
        order_id=order_id,
        media_id=media_id,
        note=note,
    )


async def replace_picture(
    connection: AsyncConnection, shop_id: ShopId, proof_id: int, *, media_id: int, note: str
) -> None:
    """Put a newer picture into a proof that waits."""
    statement = text(
        """
        UPDATE transfer_proofs SET media_id = :media_id, note = :note
        WHERE shop_id = :shop_id AND id = :proof_id AND state = 'waiting'
        """
    )
    await change(connection, statement, shop_id=shop_id, proof_id=proof_id, media_id=media_id, note=note)


async def proof(connection: AsyncConnection, shop_id: ShopId, proof_id: int) -> Record | None:
    """Return a proof with what it is to pay."""
    return await row(connection, text(_PROOF + " AND f.id = :proof_id"), shop_id=shop_id, proof_id=proof_id)


async def waiting_proof(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return the proof of an order that waits for staff."""
    statement = text(_PROOF + " AND f.order_id = :order_id AND f.state = 'waiting'")
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def is_approved(connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId) -> bool:
    """Return whether staff have said that an attempt's money came."""
    statement = text(
        "SELECT 1 FROM transfer_proofs WHERE shop_id = :shop_id AND intent_id = :intent_id AND state = 'approved'"
    )
    return await value(connection, statement, shop_id=shop_id, intent_id=intent_id) is not None


async def decide_proof(
    connection: AsyncConnection, shop_id: ShopId, proof_id: int, *, state: str, reason: str | None, actor_id: PersonId
) -> bool:
    """Decide about a proof that waits; False: somebody did before."""
    statement = text(
        """
        UPDATE transfer_proofs SET state = :state, reason = :reason, decided_by = :actor_id, decided_at = now()
        WHERE shop_id = :shop_id AND id = :proof_id AND state = 'waiting'
        """
    )
    changed = await change(
        connection, statement, shop_id=shop_id, proof_id=proof_id, state=state, reason=reason, actor_id=actor_id
    )
    return changed > 0
