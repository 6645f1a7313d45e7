"""Hand digital goods over in the transaction that settles their money: keys claimed row by row, stock used up."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.kit.uow import Transaction
from core.orders.moving import Cause, move
from core.orders.state import By, OrderEvent
from db.repositories import digital, orders, stock
from db.repositories.sql import Record
from db.types.enums import OrderStatus, ProductKind, ShipmentStatus
from db.types.ids import OrderId

NOTHING_TO_HAND_OVER = "keys_missing"


async def digital_lines(tx: Transaction, order_id: OrderId) -> list[Record]:
    """Return an order's lines that arrive in the chat."""
    return [line for line in await orders.lines(tx.connection, tx.shop_id, order_id) if line["digital"]]


async def claim(tx: Transaction, order_id: OrderId, lines: Sequence[Record]) -> bool:
    """Claim what the lines need, all or nothing; False when something is missing though it was held."""
    async with tx.connection.begin_nested() as attempt:
        for line in lines:
            if not await _claim_line(tx, order_id, line):
                await attempt.rollback()
                return False
    return True


async def _claim_line(tx: Transaction, order_id: OrderId, line: Record) -> bool:
    if line["kind"] != ProductKind.KEYS:
        return await digital.has_content(tx.connection, tx.shop_id, line["variant_id"])
    wanted = int(line["quantity"])
    claimed = await digital.claim_keys(
        tx.connection, tx.shop_id, order_id, line["position"], line["variant_id"], wanted
    )
    return claimed == wanted


async def hand_over(tx: Transaction, order: Mapping[str, Any], lines: Sequence[Record]) -> OrderStatus:
    """Use up the stock of a confirmed order's claimed lines; an order of nothing else is delivered by this.

    Returns the order's status.
    """
    order_id = OrderId(order["id"])
    await stock.consume(
        tx.connection, tx.shop_id, order_id, None, stock_item_ids=[line["stock_item_id"] for line in lines]
    )
    if len(lines) < len(await orders.lines(tx.connection, tx.shop_id, order_id)):
        return OrderStatus(order["status"])
    cause = Cause(By.LEDGER)
    status = await move(tx, order, OrderEvent.DIGITAL_CLAIMED, cause, shipment=ShipmentStatus.PACKED)
    return await move(
        tx, {**order, "status": status}, OrderEvent.DIGITAL_DELIVERED, cause, shipment=ShipmentStatus.DELIVERED
    )
