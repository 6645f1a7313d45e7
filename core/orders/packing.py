"""The packing list of an order: what to take from where, as a text to print."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.orders.view_orders import OrderLine, OrderView, view_of
from db.repositories import orders, work
from db.types.ids import OrderId


@dataclass(frozen=True, slots=True)
class PackingLine:
    """A line to pack, without what was given back, and in which places how many pieces lie."""

    line: OrderLine
    quantity: int
    places: tuple[tuple[str, int], ...]


class PackingList:
    """For who packs."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, order_id: OrderId) -> tuple[OrderView, tuple[PackingLine, ...]]:
        """Return an order with what is to be packed of it. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await orders.order(tx.connection, tx.shop_id, order_id)
            if found is None:
                raise NotFound
            order = await view_of(tx, found)
            lying = await work.where_lines_lie(tx.connection, tx.shop_id, order_id)
        return order, tuple(
            PackingLine(
                line,
                line.quantity - line.refunded,
                tuple((row["name"], row["quantity"]) for row in lying if row["position"] == line.position),
            )
            for line in order.lines
            if not line.digital and line.quantity > line.refunded
        )
