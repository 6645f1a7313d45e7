"""A delivery whose price the seller computes: the buyer asks, staff answer, the buyer confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import language_for
from core.kit.uow import UnitOfWork
from core.orders.cart import cart_from_rows
from core.orders.errors import CheckoutIncomplete
from core.orders.events import DeliveryAsked, DeliveryQuoted
from core.shops.audit import record
from db.repositories import carts, quotes
from db.types.enums import DeliveryKind
from db.types.ids import CartId, PersonId, ShopId, new_id

_LARGEST = 10**10


@dataclass(frozen=True, slots=True)
class Quote:
    """What is asked, and the answer: `price` in minor units of the shop's currency, None while there is none."""

    id: int
    cart_id: CartId
    person_id: PersonId
    name: str
    telegram_id: int
    language: str
    address: str | None
    delivery_title: dict[str, str]
    lines: tuple[tuple[dict[str, str], int], ...]
    price: int | None


class QuoteDelivery:
    """Ask and answer; every answer is for one cart as it was asked."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def ask(self, actor: Actor, cart_id: CartId) -> bool:
        """Ask staff for the price; False when that was asked before.

        Raises:
            NotFound: the cart is gone. CheckoutIncomplete: no such delivery is chosen, or no address.
        """
        async with self._uow(actor.shop_id) as tx:
            cart = cart_from_rows(await carts.view_by_id(tx.connection, tx.shop_id, actor.person_id, cart_id))
            if cart is None or not cart.lines:
                raise NotFound
            delivery = cart.delivery
            if delivery is None or not delivery.computed:
                raise CheckoutIncomplete(missing="delivery")
            if delivery.kind is DeliveryKind.COURIER and not cart.address:
                raise CheckoutIncomplete(missing="address")
            asked = await quotes.ask(
                tx.connection, tx.shop_id, quote_id=new_id(), cart_id=cart_id, person_id=actor.person_id
            )
            if asked is None:
                return False
            tx.tell(DeliveryAsked(tx.shop_id, quote_id=asked))
            return True

    async def one(self, actor: Actor, quote_id: int) -> Quote:
        """Return a question for staff. Raises: Forbidden. NotFound: ordered, emptied or asked anew meanwhile."""
        actor.need(Permission.ACCEPT_ORDERS)
        return await self.of(actor.shop_id, quote_id)

    async def of(self, shop_id: ShopId, quote_id: int) -> Quote:
        """Return a question to the shop itself. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            found = await quotes.quote(tx.connection, tx.shop_id, quote_id)
        if found is None:
            raise NotFound
        return _quote(found)

    async def answer(self, actor: Actor, quote_id: int, price: int) -> Quote:
        """Name the price; said again it changes nothing, another one counts from now on.

        Raises:
            Forbidden, NotFound. BadInput: less than nothing.
        """
        actor.need(Permission.ACCEPT_ORDERS)
        if not 0 <= price <= _LARGEST:
            raise BadInput(example="300")
        async with self._uow(actor.shop_id) as tx:
            if await quotes.quote(tx.connection, tx.shop_id, quote_id) is None:
                raise NotFound
            if await quotes.answer(tx.connection, tx.shop_id, quote_id, price=price, answered_by=actor.person_id):
                tx.tell(DeliveryQuoted(tx.shop_id, quote_id=quote_id, price=price))
                await record(tx, self._clock, actor, "delivery.quoted", str(quote_id), after={"price": price})
        return await self.of(actor.shop_id, quote_id)


def _quote(row: Mapping[str, Any]) -> Quote:
    return Quote(
        id=row["id"],
        cart_id=CartId(row["cart_id"]),
        person_id=PersonId(row["person_id"]),
        name=row["name"],
        telegram_id=row["telegram_id"],
        language=language_for(row["language"], row["telegram_language"]),
        address=row["address"],
        delivery_title=row["delivery_title"],
        lines=tuple((line["title"], line["quantity"]) for line in row["lines"] or ()),
        price=row["price"],
    )
