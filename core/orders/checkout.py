"""Checkout: what is still missing before an order can be confirmed, and keeping what was answered."""

from dataclasses import dataclass
from enum import StrEnum

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.orders.addresses import Addresses, SavedAddress
from core.orders.cart import Cart, Delivery, ZoneProblem, cart_from_rows
from core.orders.contact import read_address, read_comment, read_gift_note, read_phone
from core.orders.errors import MixedCart, SubscriptionAlone
from core.orders.pricing import in_shop_currency
from core.shops.geometry import Point
from core.shops.shop import Shop, ShopRules, WayRule
from core.shops.zones import Zone
from db.repositories import carts, catalogue, zones
from db.types.enums import DeliveryKind
from db.types.ids import CartId

CASH = "cash"
# Each parcel not taken counts so much of 100 against paying at the door.
REFUSAL_POINTS = 25
DIGITAL_WAY = "stars"  # Telegram's rule: digital goods inside Telegram are sold for Stars only


class Step(StrEnum):
    """What the conversation asks next."""

    DELIVERY = "delivery"
    ADDRESS = "address"
    ZONE = "zone"
    PHONE = "phone"
    QUOTE = "quote"
    PAYMENT = "payment"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A cart on its way to an order, with the shop's choices."""

    cart: Cart
    deliveries: tuple[Delivery, ...]
    payment_methods: tuple[str, ...]

    @property
    def step(self) -> Step:
        """Return the first thing that is not known yet; a choice with one option is no question."""
        cart = self.cart
        if not cart.digital:
            if cart.delivery is None:
                return Step.DELIVERY
            problem = cart.zone_problem
            if problem in (ZoneProblem.OUTSIDE, ZoneProblem.LEAST):
                return Step.ZONE
            if cart.delivery.kind is DeliveryKind.COURIER and not cart.address:
                return Step.ADDRESS
            if problem is not None:
                return Step.ZONE
            if not cart.phone:
                return Step.PHONE
            if cart.delivery.computed and not cart.delivery.quoted:
                return Step.QUOTE
        if cart.totals().to_pay and cart.payment_method not in self.payment_methods:
            return Step.PAYMENT
        return Step.CONFIRM


@dataclass(frozen=True, slots=True)
class Bill:
    """What decides which ways to pay fit: the sum in minor units of the shop's currency, and how the goods travel."""

    amount: int
    currency: str
    delivery: DeliveryKind | None
    digital: bool = False
    cash_allowed: bool = True


def trusts_with_cash(rules: ShopRules, refused: int) -> bool:
    """Return whether a buyer who left so many parcels at the door may pay there once more."""
    return not rules.risk.enabled or refused * REFUSAL_POINTS < rules.risk.no_cash_from


def ways_for(rules: ShopRules, bill: Bill, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways to pay that fit a bill (pure): Telegram's rule, cash's limits, then the shop's own rules."""
    if bill.digital:
        return tuple(method for method in offered if method == DIGITAL_WAY)
    return tuple(
        method
        for method in offered
        if method != DIGITAL_WAY
        and (method != CASH or (rules.cash_enabled and bill.amount <= rules.cash_limit and bill.cash_allowed))
        and _fits(rules.ways.get(method), bill)
    )


def _fits(rule: WayRule | None, bill: Bill) -> bool:
    if rule is None:
        return True
    return (
        rule.enabled
        and (not rule.deliveries or bill.delivery is None or bill.delivery in rule.deliveries)
        and (not rule.currencies or bill.currency in rule.currencies)
        and (rule.least is None or bill.amount >= rule.least)
        and (rule.most is None or bill.amount <= rule.most)
    )


def methods_for(shop: Shop, cart: Cart, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways to pay that fit this cart."""
    chosen = cart.delivery
    bill = Bill(
        amount=in_shop_currency(cart.totals().to_pay, cart.currency, cart.shop_currency, cart.rate),
        currency=cart.currency,
        delivery=chosen.kind if chosen else None,
        digital=cart.digital,
        cash_allowed=(chosen is None or chosen.cash_allowed) and trusts_with_cash(shop.rules, cart.cash_refused),
    )
    return ways_for(shop.rules, bill, offered)


def need_one_kind(cart: Cart) -> None:
    """Pass, or refuse what cannot be ordered together. Raises: MixedCart, SubscriptionAlone."""
    if cart.mixed:
        raise MixedCart
    if cart.renews_more:
        raise SubscriptionAlone


class CheckoutDraft:
    """Open a checkout and keep its answers in the cart itself, so that nothing typed is lost."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def open(self, actor: Actor, shop: Shop, cart_id: CartId, offered: tuple[str, ...]) -> Checkout:
        """Return the checkout of one's own cart, single choices made.

        Raises:
            NotFound: the cart is gone (ordered, emptied) or somebody else's.
            MixedCart: digital goods and others have to be ordered apart.
            SubscriptionAlone: so does a subscription.
        """
        async with self._uow(actor.shop_id) as tx:
            rows = await carts.view_by_id(tx.connection, tx.shop_id, actor.person_id, cart_id)
            cart = cart_from_rows(rows)
            if cart is None or not cart.lines:
                raise NotFound
            need_one_kind(cart)
            options = await catalogue.delivery_options(tx.connection, tx.shop_id)
            if not cart.digital and cart.delivery is None and len(options) == 1:
                await carts.set_delivery(tx.connection, tx.shop_id, actor.person_id, cart_id, options[0]["id"])
                cart = cart_from_rows(await carts.view_by_id(tx.connection, tx.shop_id, actor.person_id, cart_id))
                if cart is None:
                    raise NotFound
            methods = methods_for(shop, cart, offered)
            if len(methods) == 1 and cart.payment_method != methods[0]:
                await carts.set_details(tx.connection, tx.shop_id, actor.person_id, cart_id, payment_method=methods[0])
                cart = cart_from_rows(await carts.view_by_id(tx.connection, tx.shop_id, actor.person_id, cart_id))
                if cart is None:
                    raise NotFound
        deliveries = tuple(
            Delivery(
                id=row["id"],
                kind=DeliveryKind(row["kind"]),
                title=row["title"],
                details=row["details"],
                price=row["price"],
                free_from=row["free_from"],
                cash_allowed=row["cash_allowed"],
                computed=row["computed"],
                zoned=row["zoned"],
                zones_from=row["zones_from"],
            )
            for row in options
        )
        return Checkout(cart, () if cart.digital else deliveries, methods)

    async def saved_addresses(self, actor: Actor) -> tuple[SavedAddress, ...]:
        """Return the addresses one keeps, the preferred one first."""
        return await Addresses(self._uow).mine(actor)

    async def choose_delivery(self, actor: Actor, cart_id: CartId, delivery_option_id: int) -> None:
        """Raises: NotFound: the cart or the option is gone."""
        async with self._uow(actor.shop_id) as tx:
            if not await carts.set_delivery(tx.connection, tx.shop_id, actor.person_id, cart_id, delivery_option_id):
                raise NotFound

    async def choose_payment(self, actor: Actor, cart_id: CartId, method: str) -> None:
        """Raises: NotFound: the cart is gone."""
        await self._keep(actor, cart_id, payment_method=method)

    async def type_address(self, actor: Actor, cart_id: CartId, text: str, *, keep_point: bool = False) -> None:
        """Keep the address; `keep_point`: it says in words where the location is that was shared just now.

        Raises:
            AddressTooShort, TextTooLong, NotFound.
        """
        address = read_address(text)
        async with self._uow(actor.shop_id) as tx:
            if not await carts.set_address(
                tx.connection, tx.shop_id, actor.person_id, cart_id, address=address, keep=keep_point
            ):
                raise NotFound

    async def share_point(self, actor: Actor, cart_id: CartId, point: Point, *, keep_address: bool = False) -> None:
        """Keep where it goes on the map; the address is asked beside it unless it is kept. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not await carts.set_point(
                tx.connection,
                tx.shop_id,
                actor.person_id,
                cart_id,
                latitude=point.latitude,
                longitude=point.longitude,
                keep=keep_address,
            ):
                raise NotFound

    async def zones(self, actor: Actor, cart_id: CartId) -> tuple[Zone, ...]:
        """Return the zones of the way one's cart goes, to choose from by name."""
        async with self._uow(actor.shop_id) as tx:
            found = await zones.zones_of_cart(tx.connection, tx.shop_id, actor.person_id, cart_id)
        return tuple(Zone.of(row) for row in found)

    async def choose_zone(self, actor: Actor, cart_id: CartId, zone_id: int) -> None:
        """Keep the zone that somebody says they live in. Raises: NotFound: the cart or the zone is gone."""
        async with self._uow(actor.shop_id) as tx:
            if not await carts.set_zone(tx.connection, tx.shop_id, actor.person_id, cart_id, zone_id):
                raise NotFound

    async def type_phone(self, actor: Actor, cart_id: CartId, text: str) -> None:
        """Raises: PhoneNotUnderstood, NotFound."""
        await self._keep(actor, cart_id, phone=read_phone(text))

    async def type_comment(self, actor: Actor, cart_id: CartId, text: str) -> None:
        """Raises: TextTooLong, NotFound."""
        await self._keep(actor, cart_id, comment=read_comment(text))

    async def type_gift_note(self, actor: Actor, cart_id: CartId, text: str) -> None:
        """Keep the words that go with a gift; nothing at all takes them away. Raises: TextTooLong, NotFound."""
        await self._keep(actor, cart_id, gift_note=read_gift_note(text))

    async def _keep(self, actor: Actor, cart_id: CartId, **details: str) -> None:
        async with self._uow(actor.shop_id) as tx:
            if not await carts.set_details(tx.connection, tx.shop_id, actor.person_id, cart_id, **details):
                raise NotFound
