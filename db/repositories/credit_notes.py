"""Credit notes of one shop's orders: what was or is to be given back, and the lines it is for."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text
from db.types.ids import OrderId, PersonId, RefundId, ShopId

_NOTE = """
    SELECT n.id, n.order_id, n.key, n.state, n.amount, n.gift_amount, n.points_amount, n.credit_amount,
           n.delivery_amount, n.tax_amount, n.lines, n.reason, n.return_id, n.requested_by, n.decided_by,
           n.created_at, n.decided_at,
           p.first_name AS requested_by_name
    FROM credit_notes n LEFT JOIN people p ON p.id = n.requested_by
    WHERE n.shop_id = :shop_id
"""


async def write_note(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    note_id: int,
    order_id: OrderId,
    key: str,
    state: str,
    amount: int,
    gift_amount: int,
    points_amount: int,
    credit_amount: int = 0,
    delivery_amount: int,
    tax_amount: int,
    note_lines: list[dict[str, Any]],
    reason: str,
    return_id: int | None,
    requested_by: PersonId | None,
) -> bool:
    """Write a credit note, once per key; False when it was written before."""
    statement = text(
        """
        INSERT INTO credit_notes (shop_id, id, order_id, key, state, amount, gift_amount, points_amount,
                                  credit_amount, delivery_amount, tax_amount, lines, reason, return_id,
                                  requested_by, decided_at)
        VALUES (:shop_id, :id, :order_id, :key, :state, :amount, :gift_amount, :points_amount, :credit_amount,
                :delivery_amount, :tax_amount, CAST(:lines AS jsonb), :reason, :return_id, :requested_by,
                CASE WHEN :state = 'approved' THEN now() END)
        ON CONFLICT (shop_id, key) DO NOTHING
        """
    )
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=note_id,
        order_id=order_id,
        key=key,
        state=state,
        amount=amount,
        gift_amount=gift_amount,
        points_amount=points_amount,
        credit_amount=credit_amount,
        delivery_amount=delivery_amount,
        tax_amount=tax_amount,
        lines=dumps(note_lines),
        reason=reason,
        return_id=return_id,
        requested_by=requested_by,
    )
    return written > 0


async def note(connection: AsyncConnection, shop_id: ShopId, note_id: int, *, lock: bool = False) -> Record | None:
    """Return a credit note, locked for a decision if asked."""
    statement = text(_NOTE + " AND n.id = :note_id" + (" FOR NO KEY UPDATE OF n" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, note_id=note_id)


async def note_by_key(connection: AsyncConnection, shop_id: ShopId, key: str) -> Record | None:
    """Return the credit note that a command wrote before."""
    return await row(connection, text(_NOTE + " AND n.key = :key"), shop_id=shop_id, key=key)


async def notes_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's credit notes, oldest first."""
    statement = text(_NOTE + " AND n.order_id = :order_id ORDER BY n.id")
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def waiting_notes(connection: AsyncConnection, shop_id: ShopId, limit: int = 30) -> list[Record]:
    """Return the notes that wait for a second person, who waits the longest first, with their orders."""
    statement = text(
        """
        SELECT n.id, n.order_id, n.amount, n.reason, n.requested_by, n.created_at, p.first_name AS requested_by_name,
               o.number, o.currency, o.customer_name
        FROM credit_notes n
        JOIN orders o ON o.shop_id = n.shop_id AND o.id = n.order_id
        LEFT JOIN people p ON p.id = n.requested_by
        WHERE n.shop_id = :shop_id AND n.state = 'waiting'
        ORDER BY n.id LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


async def decide_note(
    connection: AsyncConnection, shop_id: ShopId, note_id: int, state: str, decided_by: PersonId | None
) -> None:
    """Write what was decided about a waiting note."""
    statement = text(
        """
        UPDATE credit_notes SET state = :state, decided_by = :decided_by, decided_at = now()
        WHERE shop_id = :shop_id AND id = :note_id
        """
    )
    await change(connection, statement, shop_id=shop_id, note_id=note_id, state=state, decided_by=decided_by)


async def refunds_of_note(connection: AsyncConnection, shop_id: ShopId, note_id: int) -> list[Record]:
    """Return the refunds a note asks for, locked."""
    statement = text(
        """
        SELECT id, charge_id, amount, currency, state FROM refunds
        WHERE shop_id = :shop_id AND credit_note_id = :note_id ORDER BY id FOR NO KEY UPDATE
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, note_id=note_id))


async def decide_refund(
    connection: AsyncConnection, shop_id: ShopId, refund_id: RefundId, state: str, approved_by: PersonId | None
) -> None:
    """Let a refund that waited for a second person go, or drop it."""
    statement = text(
        """
        UPDATE refunds SET state = :state, approved_by = :approved_by, next_attempt_at = now(), changed_at = now()
        WHERE shop_id = :shop_id AND id = :refund_id
        """
    )
    await change(connection, statement, shop_id=shop_id, refund_id=refund_id, state=state, approved_by=approved_by)


async def count_refunded(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, position: int, quantity: int
) -> bool:
    """Count pieces of a line as refunded; False when fewer are left (a negative quantity takes it back)."""
    statement = text(
        """
        UPDATE order_lines SET refunded = refunded + :quantity
        WHERE shop_id = :shop_id AND order_id = :order_id AND position = :position
          AND refunded + :quantity BETWEEN 0 AND quantity - in_return
        """
    )
    touched = await change(
        connection, statement, shop_id=shop_id, order_id=order_id, position=position, quantity=quantity
    )
    return touched > 0
