"""Repeat an order: put what can still be bought into the cart, at today's prices, and say what cannot."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.live import CART
from core.kit.uow import UnitOfWork
from db.repositories import carts, orders
from db.types.enums import CartKind
from db.types.ids import CartId, OrderId, VariantId, new_id


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many lines went into the cart, and the titles of what is no longer sold."""

    added: int
    gone: tuple[dict[str, str], ...]


class RepeatOrder:
    """Fill the cart from an earlier order."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, order_id: OrderId) -> Repeated:
        """Quantities are set, not added: a second tap changes nothing. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id)
            if order is None or order["person_id"] != actor.person_id:
                raise NotFound
            added, gone = 0, []
            for line in await orders.lines(tx.connection, tx.shop_id, order_id):
                on_sale = await carts.set_line(
                    tx.connection,
                    tx.shop_id,
                    actor.person_id,
                    cart_id=CartId(new_id()),
                    kind=CartKind.CART,
                    variant_id=VariantId(line["variant_id"]),
                    quantity=line["quantity"],
                )
                if on_sale:
                    added += 1
                else:
                    gone.append(line["title"])
            tx.shows(CART, actor.person_id)
        return Repeated(added, tuple(gone))
