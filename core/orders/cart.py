"""The cart: put in, take out, look at it, and what is known already for checkout."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.orders.errors import NotOnSale
from core.orders.pricing import PricedLine, Totals, total_of
from core.shops.options import options_text
from core.shops.shop import Shop
from db.repositories import carts
from db.repositories.sql import AsyncConnection
from db.types.enums import CartKind, DeliveryKind
from db.types.ids import CartId, ProductId, StockItemId, VariantId, new_id


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line of a cart; prices in minor units. `seen_price` is what the buyer saw when adding."""

    product_id: ProductId
    variant_id: VariantId
    stock_item_id: StockItemId
    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    quantity: int
    price: int
    seen_price: int
    available: int
    on_sale: bool
    media_id: int | None

    @property
    def short(self) -> bool:
        """Return whether the shop has less than the line asks for."""
        return not self.on_sale or self.available < self.quantity


@dataclass(frozen=True, slots=True)
class Delivery:
    """The chosen way of delivery; prices in minor units."""

    id: int
    kind: DeliveryKind
    title: dict[str, str]
    details: dict[str, str]
    price: int
    free_from: int | None
    cash_allowed: bool


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart with what checkout knows of it."""

    id: CartId
    kind: CartKind
    lines: tuple[CartLine, ...]
    delivery: Delivery | None
    address: str | None
    phone: str | None
    comment: str | None
    payment_method: str | None

    def totals(self) -> Totals:
        """Return the sum at present prices."""
        priced = [PricedLine(line.price, line.quantity) for line in self.lines]
        if self.delivery is None:
            return total_of(priced)
        return total_of(priced, self.delivery.price, self.delivery.free_from)

    @property
    def pieces(self) -> int:
        """Return how many pieces the cart holds."""
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class CartSummary:
    """What the menu says of the cart: pieces and their sum in minor units."""

    pieces: int
    amount: int


def cart_from_rows(rows: Sequence[Any]) -> Cart | None:
    """Build a cart from the rows of `db.repositories.carts.view`; None for no rows."""
    if not rows:
        return None
    head = rows[0]
    delivery = None
    if head["delivery_kind"] is not None:
        delivery = Delivery(
            id=head["delivery_option_id"],
            kind=DeliveryKind(head["delivery_kind"]),
            title=head["delivery_title"],
            details=head["delivery_details"],
            price=head["delivery_price"],
            free_from=head["delivery_free_from"],
            cash_allowed=head["cash_allowed"],
        )
    lines = tuple(
        CartLine(
            product_id=row["product_id"],
            variant_id=row["variant_id"],
            stock_item_id=row["stock_item_id"],
            sku=row["sku"],
            title=row["title"],
            options_text=options_text(row["options"], row["variant_options"]),
            quantity=row["quantity"],
            price=row["price"],
            seen_price=row["seen_price"],
            available=row["available"],
            on_sale=row["on_sale"],
            media_id=row["media_id"],
        )
        for row in rows
        if row["variant_id"] is not None
    )
    return Cart(
        id=CartId(head["cart_id"]),
        kind=CartKind(head["cart_kind"]),
        lines=lines,
        delivery=delivery,
        address=head["address"],
        phone=head["phone"],
        comment=head["comment"],
        payment_method=head["payment_method"],
    )


class Carts:
    """Read and change a person's carts. Quantities are absolute, so a double tap has one effect."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def view(self, actor: Actor, kind: CartKind = CartKind.CART) -> Cart | None:
        """Return the person's cart, or None when it is absent or empty."""
        async with self._uow(actor.shop_id) as tx:
            cart = cart_from_rows(await carts.view(tx.connection, tx.shop_id, actor.person_id, kind))
        return cart if cart is not None and cart.lines else None

    async def by_id(self, actor: Actor, cart_id: CartId) -> Cart | None:
        """Return one of the person's own carts."""
        async with self._uow(actor.shop_id) as tx:
            cart = cart_from_rows(await carts.view_by_id(tx.connection, tx.shop_id, actor.person_id, cart_id))
        return cart if cart is not None and cart.lines else None

    async def summary(self, actor: Actor) -> CartSummary:
        """Return pieces and sum of the lasting cart."""
        async with self._uow(actor.shop_id) as tx:
            found = await carts.summary(tx.connection, tx.shop_id, actor.person_id)
        return CartSummary(found["pieces"], found["amount"]) if found else CartSummary(0, 0)

    async def quantities(self, actor: Actor) -> dict[int, int]:
        """Return how many of each variant the lasting cart holds."""
        async with self._uow(actor.shop_id) as tx:
            return await carts.quantities(tx.connection, tx.shop_id, actor.person_id)

    async def known(self, actor: Actor) -> tuple[str | None, str | None]:
        """Return the phone and address of the person's last order."""
        async with self._uow(actor.shop_id) as tx:
            found = await carts.customer(tx.connection, tx.shop_id, actor.person_id)
        return (found["phone"], found["address"]) if found else (None, None)

    async def put(self, actor: Actor, shop: Shop, variant_id: VariantId, quantity: int) -> None:
        """Set a variant's quantity in the cart; 0 takes it out.

        Raises:
            NotOnSale: hidden, archived, or another shop's.
        """
        quantity = max(0, min(quantity, shop.rules.max_pieces_per_line))
        async with self._uow(actor.shop_id) as tx:
            if quantity == 0:
                await carts.remove_line(tx.connection, tx.shop_id, actor.person_id, CartKind.CART, variant_id)
                return
            await self._set(tx.connection, actor, CartKind.CART, variant_id, quantity)

    async def buy_now(self, actor: Actor, shop: Shop, variant_id: VariantId, quantity: int) -> Cart:
        """Make a cart of one product beside the lasting one. Raises: NotOnSale."""
        quantity = max(1, min(quantity, shop.rules.max_pieces_per_line))
        async with self._uow(actor.shop_id) as tx:
            await carts.clear(tx.connection, tx.shop_id, actor.person_id, CartKind.BUY_NOW)
            await self._set(tx.connection, actor, CartKind.BUY_NOW, variant_id, quantity)
            rows = await carts.view(tx.connection, tx.shop_id, actor.person_id, CartKind.BUY_NOW)
        cart = cart_from_rows(rows)
        if cart is None:  # pragma: no cover – written a moment ago in the same transaction
            raise NotFound
        return cart

    async def clear(self, actor: Actor) -> None:
        """Empty the lasting cart."""
        async with self._uow(actor.shop_id) as tx:
            await carts.clear(tx.connection, tx.shop_id, actor.person_id, CartKind.CART)

    async def _set(
        self, connection: AsyncConnection, actor: Actor, kind: CartKind, variant_id: VariantId, quantity: int
    ) -> None:
        known = await carts.set_line(
            connection,
            actor.shop_id,
            actor.person_id,
            cart_id=CartId(new_id()),
            kind=kind,
            variant_id=variant_id,
            quantity=quantity,
        )
        if not known:
            raise NotOnSale(title="")
