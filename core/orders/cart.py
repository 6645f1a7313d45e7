"""The cart: put in, take out, look at it, and what is known already for checkout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.live import CART
from core.kit.uow import UnitOfWork
from core.orders.errors import NotOnSale
from core.orders.pricing import PricedLine, Promo, PromoProblem, Terms, Totals, convert, total_of
from core.shops.geometry import Point
from core.shops.options import options_text
from core.shops.shop import Shop, ShopRules
from core.shops.zones import Zone, zone_at
from db.repositories import carts
from db.repositories.sql import AsyncConnection
from db.types.enums import CartKind, DeliveryKind, ProductKind, PromoKind
from db.types.ids import CartId, ProductId, StockItemId, VariantId, new_id
from db.types.money import Money

STARS = "XTR"


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line of a cart; prices in minor units of the cart's currency. `seen_price` is what the buyer saw when adding.

    `priced` is False where the variant has no price in the cart's currency.
    """

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
    kind: ProductKind = ProductKind.GOODS
    tax_class: str | None = None
    priced: bool = True

    @property
    def short(self) -> bool:
        """Return whether the shop has less than the line asks for."""
        return not self.on_sale or self.available < self.quantity

    @property
    def digital(self) -> bool:
        """Return whether it is delivered in the chat instead of carried."""
        return self.kind is not ProductKind.GOODS


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
    # The seller names the price for each cart; `quoted` when that is done for this very one.
    computed: bool = False
    quoted: bool = False
    # The price follows where it goes: `zone`, None while that is not known or nobody goes there.
    zoned: bool = False
    zone: Zone | None = None
    # The lowest price of its zones, in minor units of the shop's currency.
    zones_from: int | None = None


class ZoneProblem(StrEnum):
    """Why a courier cannot be priced or sent; the end of its locale key."""

    ASK = "ask"  # nobody said where it goes
    OUTSIDE = "outside"
    LEAST = "least"  # the goods are worth less than what is brought there


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart with what checkout knows of it. Sums in minor units of `currency`."""

    id: CartId
    kind: CartKind
    lines: tuple[CartLine, ...]
    delivery: Delivery | None
    address: str | None
    point: Point | None
    phone: str | None
    comment: str | None
    gift_note: str | None
    payment_method: str | None
    currency: str
    shop_currency: str
    rate: Decimal | None = None
    currencies: tuple[str, ...] = ()
    promo_code: str | None = None
    promo: Promo | None = None
    gift_card_id: int | None = None
    gift_hint: str | None = None
    gift_balance: int = 0
    points_balance: int = 0
    use_points: bool = False
    cash_refused: int = 0
    rules: ShopRules = field(default_factory=ShopRules)
    read_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def promo_problem(self) -> PromoProblem | None:
        """Return why the code that was entered gives nothing, None when it does or there is none."""
        if self.promo_code is None:
            return None
        if self.promo is None:
            return PromoProblem.UNKNOWN
        return self.promo.problem(self.goods, self.read_at)

    @property
    def zone_problem(self) -> ZoneProblem | None:
        """Return why the courier cannot be priced or sent, None when that is known or no question."""
        delivery = self.delivery
        if delivery is None or not delivery.zoned:
            return None
        if delivery.zone is None:
            return ZoneProblem.ASK if self.point is None else ZoneProblem.OUTSIDE
        return ZoneProblem.LEAST if self.zone_least > self.goods else None

    @property
    def zone_least(self) -> int:
        """Return the least sum of goods that is brought to its zone."""
        zone = self.delivery.zone if self.delivery else None
        return self.in_currency(zone.least) if zone is not None and zone.least is not None else 0

    @property
    def goods(self) -> int:
        """Return the sum of the lines at present prices."""
        return sum(line.price * line.quantity for line in self.lines)

    def totals(self) -> Totals:
        """Return the sum at present prices, with everything the buyer entered."""
        delivery = self.delivery
        valid = self.promo_problem is None
        terms = Terms(
            delivery=self.in_currency(delivery.price) if delivery else 0,
            free_from=self.in_currency(delivery.free_from) if delivery and delivery.free_from is not None else None,
            promo=self.promo if valid else None,
            taxes=self.rules.taxes,
            round_to=self.rules.round_to if self.currency == self.shop_currency else 1,
            gift_balance=self.gift_balance,
            points_balance=self.points_balance if self.use_points else 0,
            points_max_bp=self.rules.points.pay_up_to_bp,
        )
        return total_of([PricedLine(line.price, line.quantity, line.tax_class) for line in self.lines], terms)

    def delivery_price(self, option: Delivery) -> int:
        """Return what a way of delivery would cost with these goods."""
        free_from = option.free_from
        free = free_from is not None and self.goods >= self.in_currency(free_from)
        return 0 if free else self.in_currency(option.price)

    def money(self, amount: int) -> Money:
        """Return an amount of minor units in the cart's currency."""
        return Money(amount, self.currency)

    def in_currency(self, amount: int) -> int:
        """Return an amount of the shop's currency in the cart's."""
        if self.rate is None:
            return amount
        return convert(amount, self.shop_currency, self.currency, self.rate)

    @property
    def digital(self) -> bool:
        """Return whether everything in it is digital: nothing has to be carried."""
        return bool(self.lines) and all(line.digital for line in self.lines)

    @property
    def mixed(self) -> bool:
        """Return whether digital and carried goods lie together: they cannot be paid the same way."""
        return len({line.digital for line in self.lines}) > 1

    @property
    def renews_more(self) -> bool:
        """Return whether a subscription lies beside other things, which would be charged again every month."""
        return len(self.lines) > 1 and any(line.kind is ProductKind.SUBSCRIPTION for line in self.lines)

    @property
    def pieces(self) -> int:
        """Return how many pieces the cart holds."""
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class CartSummary:
    """What the menu says of the cart: pieces and their sum in minor units of the shop's currency, where it is that."""

    pieces: int
    amount: int | None


def cart_from_rows(rows: Sequence[Any]) -> Cart | None:
    """Build a cart from the rows of `db.repositories.carts.view`; None for no rows."""
    if not rows:
        return None
    head = rows[0]
    filled = [row for row in rows if row["variant_id"] is not None]
    shop_currency, rates = head["shop_currency"], dict(head["rates"] or {})
    currency = _currency_of(head, filled, rates)
    rate = Decimal(rates[currency]) if currency in rates and currency != shop_currency else None
    delivery = None
    point = _point(head, "")
    if head["delivery_kind"] is not None:
        zone = _zone(head, point)
        price, free_from = _delivery_terms(head, zone)
        delivery = Delivery(
            id=head["delivery_option_id"],
            kind=DeliveryKind(head["delivery_kind"]),
            title=head["delivery_title"],
            details=head["delivery_details"],
            price=price,
            free_from=free_from,
            cash_allowed=head["cash_allowed"],
            computed=head["delivery_computed"],
            quoted=head["delivery_quote"] is not None,
            zoned=head["delivery_zoned"],
            zone=zone,
        )
    lines = tuple(_line(row, currency, shop_currency, rate) for row in filled)
    digital = bool(lines) and all(line.digital for line in lines)
    own = currency == shop_currency
    return Cart(
        id=CartId(head["cart_id"]),
        kind=CartKind(head["cart_kind"]),
        lines=lines,
        delivery=None if digital else delivery,
        address=head["address"],
        point=point,
        phone=head["phone"],
        comment=head["comment"],
        gift_note=head["gift_note"],
        payment_method=head["payment_method"],
        currency=currency,
        shop_currency=shop_currency,
        rate=rate,
        currencies=() if digital else (shop_currency, *sorted(code for code in rates if code != STARS)),
        promo_code=head["promo_code"],
        promo=_promo(head, shop_currency, currency, rate),
        gift_card_id=head["gift_card_id"],
        gift_hint=head["gift_hint"],
        gift_balance=head["gift_balance"] or 0 if head["gift_currency"] == currency else 0,
        points_balance=head["points_balance"] or 0 if own else 0,
        use_points=head["use_points"],
        cash_refused=head["cash_refused"],
        rules=ShopRules.model_validate(head["shop_settings"]),
    )


def _point(head: Mapping[str, Any], whose: str) -> Point | None:
    """Return a point of a row: the buyer's, or (`shop_`) the shop's."""
    latitude, longitude = head[f"{whose}latitude"], head[f"{whose}longitude"]
    return Point(latitude, longitude) if latitude is not None else None


def _zone(head: Mapping[str, Any], point: Point | None) -> Zone | None:
    """Return the zone it goes to: where the point lies, else the one that was chosen by name."""
    zones = [Zone.of(one) for one in head["zones"] or ()]
    if point is None:
        return zones[0] if zones else None
    return zone_at(zones, point, _point(head, "shop_"))


def _delivery_terms(head: Mapping[str, Any], zone: Zone | None) -> tuple[int, int | None]:
    """Return what the chosen way costs, and from which sum of goods it is free."""
    if head["delivery_computed"]:
        return head["delivery_quote"] or 0, None
    if head["delivery_zoned"]:
        return (zone.price, zone.free_from) if zone is not None else (0, None)
    return head["delivery_price"], head["delivery_free_from"]


def _currency_of(head: Mapping[str, Any], filled: Sequence[Any], rates: Mapping[str, str]) -> str:
    """Return what the cart is priced in: Stars for digital goods, else what the buyer chose, else the shop's own."""
    if filled and all(row["kind"] != ProductKind.GOODS for row in filled):
        return STARS
    chosen = head["currency"]
    return str(chosen) if chosen in rates and chosen != STARS else str(head["shop_currency"])


def price_in(
    base: int, own: Mapping[str, int] | None, currency: str, shop_currency: str, rate: Decimal | None
) -> int | None:
    """Return a price in a currency: the variant's own one, else by the frozen rate; None where there is neither."""
    if currency == shop_currency:
        return base
    if own and currency in own:
        return int(own[currency])
    return None if rate is None else convert(base, shop_currency, currency, rate)


def _line(row: Mapping[str, Any], currency: str, shop_currency: str, rate: Decimal | None) -> CartLine:
    price = price_in(row["price"], row["own_prices"], currency, shop_currency, rate)
    # What was seen was the shop's own price: a change of it is what the buyer is told of.
    seen = row["seen_price"] if currency == shop_currency else price
    return CartLine(
        product_id=row["product_id"],
        variant_id=row["variant_id"],
        stock_item_id=row["stock_item_id"],
        sku=row["sku"],
        title=row["title"],
        options_text=options_text(row["options"], row["variant_options"]),
        quantity=row["quantity"],
        price=price or 0,
        seen_price=seen or 0,
        available=row["available"],
        on_sale=row["on_sale"],
        media_id=row["media_id"],
        kind=ProductKind(row["kind"]),
        tax_class=row["tax_class"],
        priced=price is not None,
    )


def _promo(head: Mapping[str, Any], shop_currency: str, currency: str, rate: Decimal | None) -> Promo | None:
    if head["promo_id"] is None:
        return None

    def in_currency(amount: int) -> int:
        return amount if rate is None else convert(amount, shop_currency, currency, rate)

    kind = PromoKind(head["promo_kind"])
    return Promo(
        id=head["promo_id"],
        code=head["promo_code"],
        kind=kind,
        value=in_currency(head["promo_value"]) if kind is PromoKind.SUM else head["promo_value"],
        min_goods=in_currency(head["promo_min_goods"]),
        first_order=head["promo_first_order"],
        starts_at=head["promo_starts_at"],
        ends_at=head["promo_ends_at"],
        max_uses=head["promo_max_uses"],
        per_customer=head["promo_per_customer"],
        used=head["promo_used"],
        used_by_buyer=head["promo_used_by_buyer"] or 0,
        ordered_before=bool(head["ordered_before"]),
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
            tx.shows(CART, actor.person_id)
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
            tx.shows(CART, actor.person_id)
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
