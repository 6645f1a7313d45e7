"""The cart and the way to an order: the same cart as in the chat, priced on our side."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from core.kit.errors import NotFound
from core.kit.i18n.words import words_of
from core.kit.limits import Limit
from core.orders.addresses import Addresses
from core.orders.benefits import EnterBenefits
from core.orders.cart import Cart, Carts
from core.orders.checkout import Checkout, CheckoutDraft, Step
from core.orders.quote_delivery import QuoteDelivery
from core.shops.geometry import Point
from core.shops.storefront import MediaSize, ShowGoods
from db.types.enums import CartKind
from db.types.ids import CartId, VariantId
from miniapp.rest.pictures import picture_of
from miniapp.rest.route import Call, Route
from miniapp.rest.shapes import Asked, Id, Money, Picture, Told
from payments.errors import MethodUnavailable
from payments.settings import ProviderSettings

_CODES = Limit("api.codes", 20, 300, strict=True)


Problem: TypeAlias = Literal["gone", "short", "no_price"]


class CartLineTold(Told):
    """A line. `problem`: why it cannot be ordered as it stands (`gone`, `short`, `no_price`)."""

    product: Id
    variant: Id
    sku: str
    title: str
    options: str
    quantity: int
    price: Money
    seen_price: Money
    total: Money
    available: int
    picture: Picture | None
    problem: Problem | None


class TotalsTold(Told):
    """The parts of the sum."""

    goods: Money
    delivery: Money
    discount: Money
    tax: Money
    gift: Money
    points: Money
    total: Money
    to_pay: Money


class CartTold(Told):
    """A cart; empty where there is none. `id` changes when it has become an order."""

    id: Id | None
    currency: str
    pieces: int
    lines: list[CartLineTold]
    totals: TotalsTold | None


class Quantity(Asked):
    """How many there are to be; 0 takes the line out."""

    quantity: Annotated[int, Field(ge=0, le=9999)]


class BuyNow(Asked):
    """One product, at once, beside the lasting cart."""

    variant: Id
    quantity: Annotated[int, Field(ge=1, le=9999)] = 1


class WhichCart(Asked):
    """The lasting cart, or the one of a product bought at once."""

    cart: Id | None = None


class DeliveryTold(Told):
    """A way of delivery; `price` is null while the seller or the place decides it."""

    id: Id
    kind: str
    title: str
    details: str
    price: Money | None
    free_from: Money | None
    needs_address: bool
    zoned: bool
    computed: bool


class ZoneTold(Told):
    """A zone to choose by its name."""

    id: Id
    name: str


class WayTold(Told):
    """A way to pay."""

    code: str
    title: str


class AddressTold(Told):
    """A saved address."""

    id: Id
    label: str
    address: str
    preferred: bool


class CheckoutTold(Told):
    """What is known, what can be chosen, and the first thing missing (`step`; `confirm`: nothing)."""

    cart: CartTold
    step: Step
    delivery: Id | None
    deliveries: list[DeliveryTold]
    zones: list[ZoneTold]
    zone: str | None
    zone_problem: str | None
    address: str | None
    addresses: list[AddressTold]
    phone: str | None
    comment: str | None
    gift_note: str | None
    payment: str | None
    payments: list[WayTold]
    promo_code: str | None
    promo_problem: str | None
    gift_card: str | None
    points_balance: int
    use_points: bool
    currencies: list[str]
    asked_quote: bool = False


class PointTold(Asked):
    """A place on the map, in degrees."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Answers(Asked):
    """What the buyer answered; what is not named stays. `cart`: null for the lasting one."""

    cart: Id | None = None
    delivery: Id | None = None
    address: Annotated[str | None, Field(max_length=400)] = None
    saved_address: Id | None = None
    point: PointTold | None = None
    zone: Id | None = None
    phone: Annotated[str | None, Field(max_length=64)] = None
    comment: Annotated[str | None, Field(max_length=2000)] = None
    gift_note: Annotated[str | None, Field(max_length=1000)] = None
    payment: Annotated[str | None, Field(max_length=32)] = None
    use_points: bool | None = None
    currency: Annotated[str | None, Field(max_length=3)] = None
    ask_seller: bool = False


class CodeTyped(Asked):
    """A promo code or a gift card's code."""

    cart: Id | None = None
    code: Annotated[str, Field(min_length=1, max_length=64)]


class BasketResource:
    """`/shops/{slug}/cart…` and `/shops/{slug}/quotes`."""

    def __init__(
        self,
        carts: Carts,
        draft: CheckoutDraft,
        benefits: EnterBenefits,
        addresses: Addresses,
        quotes: QuoteDelivery,
        settings: ProviderSettings,
        show: ShowGoods,
    ) -> None:
        self._carts = carts
        self._draft = draft
        self._benefits = benefits
        self._addresses = addresses
        self._quotes = quotes
        self._settings = settings
        self._show = show

    def routes(self) -> list[Route]:
        """Return the routes."""
        at = "/shops/{slug}"
        return [
            Route("GET", f"{at}/cart", self.cart),
            Route("DELETE", f"{at}/cart", self.clear),
            Route("PUT", f"{at}/cart/items/{{variant_id}}", self.put),
            Route("DELETE", f"{at}/cart/items/{{variant_id}}", self.drop),
            Route("POST", f"{at}/buy-now", self.buy_now, status=201),
            Route("POST", f"{at}/quotes", self.quote),
            Route("POST", f"{at}/quotes/codes", self.enter_code, limit=_CODES),
            Route("DELETE", f"{at}/quotes/codes", self.drop_codes),
        ]

    async def cart(self, call: Call) -> CartTold:
        """Show the lasting cart."""
        return await self._told(call, await self._carts.view(call.actor))

    async def clear(self, call: Call) -> CartTold:
        """Empty the lasting cart."""
        await self._carts.clear(call.actor)
        return await self._told(call, None)

    async def put(self, call: Call, variant_id: int, body: Quantity) -> CartTold:
        """Set how many of a variant there are; sent twice it changes nothing more."""
        await self._carts.put(call.actor, call.shop, VariantId(variant_id), body.quantity)
        return await self.cart(call)

    async def drop(self, call: Call, variant_id: int) -> CartTold:
        """Take a variant out."""
        await self._carts.put(call.actor, call.shop, VariantId(variant_id), 0)
        return await self.cart(call)

    async def buy_now(self, call: Call, body: BuyNow) -> CheckoutTold:
        """Check out one product at once; the lasting cart stays as it is."""
        cart = await self._carts.buy_now(call.actor, call.shop, VariantId(body.variant), body.quantity)
        return await self._checkout(call, cart.id)

    async def quote(self, call: Call, body: Answers) -> CheckoutTold:
        """Keep what was answered, and say what it costs now and what is still missing."""
        cart_id = await self._which(call, body.cart)
        await self._keep_place(call, cart_id, body)
        await self._keep_words(call, cart_id, body)
        await self._keep_money(call, cart_id, body)
        asked = await self._quotes.ask(call.actor, cart_id) if body.ask_seller else False
        return await self._checkout(call, cart_id, asked_quote=asked)

    async def _keep_place(self, call: Call, cart_id: CartId, body: Answers) -> None:
        actor = call.actor
        if body.delivery is not None:
            await self._draft.choose_delivery(actor, cart_id, body.delivery)
        if body.saved_address is not None:
            await self._addresses.pick(actor, cart_id, body.saved_address)
        if body.point is not None:
            point = Point.of(body.point.latitude, body.point.longitude)
            await self._draft.share_point(actor, cart_id, point, keep_address=body.address is None)
        if body.address is not None:
            await self._draft.type_address(actor, cart_id, body.address, keep_point=body.point is not None)
        if body.zone is not None:
            await self._draft.choose_zone(actor, cart_id, body.zone)

    async def _keep_words(self, call: Call, cart_id: CartId, body: Answers) -> None:
        if body.phone is not None:
            await self._draft.type_phone(call.actor, cart_id, body.phone)
        if body.comment is not None:
            await self._draft.type_comment(call.actor, cart_id, body.comment)
        if body.gift_note is not None:
            await self._draft.type_gift_note(call.actor, cart_id, body.gift_note)

    async def _keep_money(self, call: Call, cart_id: CartId, body: Answers) -> None:
        if body.currency is not None:
            await self._benefits.currency(call.actor, cart_id, body.currency)
        if body.payment is not None:
            if body.payment not in self._settings.offered(call.shop):
                raise MethodUnavailable
            await self._draft.choose_payment(call.actor, cart_id, body.payment)
        if body.use_points is not None:
            await self._benefits.use_points(call.actor, cart_id, wanted=body.use_points)

    async def enter_code(self, call: Call, body: CodeTyped) -> CheckoutTold:
        """Take a promo code or a gift card."""
        cart_id = await self._which(call, body.cart)
        await self._benefits.code(call.actor, cart_id, body.code)
        return await self._checkout(call, cart_id)

    async def drop_codes(self, call: Call, query: WhichCart) -> CheckoutTold:
        """Take the code and the gift card out again."""
        cart_id = await self._which(call, query.cart)
        await self._benefits.drop_codes(call.actor, cart_id)
        return await self._checkout(call, cart_id)

    async def _which(self, call: Call, cart: int | None) -> CartId:
        if cart is not None:
            return CartId(cart)
        found = await self._carts.view(call.actor, CartKind.CART)
        if found is None:
            raise NotFound
        return found.id

    async def _checkout(self, call: Call, cart_id: CartId, *, asked_quote: bool = False) -> CheckoutTold:
        offered = self._settings.offered(call.shop)
        found = await self._draft.open(call.actor, call.shop, cart_id, offered)
        saved = await self._draft.saved_addresses(call.actor)
        zoned = found.cart.delivery is not None and found.cart.delivery.zoned
        zones = await self._draft.zones(call.actor, cart_id) if zoned else ()
        cart, words, delivery = found.cart, words_of(call.language), found.cart.delivery
        return CheckoutTold(
            cart=await self._told(call, cart),
            step=found.step,
            delivery=delivery.id if delivery is not None else None,
            deliveries=_deliveries(call, found),
            zones=[ZoneTold(id=one.id, name=one.name) for one in zones],
            zone=delivery.zone.name if delivery is not None and delivery.zone is not None else None,
            zone_problem=cart.zone_problem.value if cart.zone_problem is not None else None,
            address=cart.address,
            addresses=[
                AddressTold(id=one.id, label=one.label, address=one.address, preferred=one.preferred) for one in saved
            ],
            phone=cart.phone,
            comment=cart.comment,
            gift_note=cart.gift_note,
            payment=cart.payment_method if cart.payment_method in found.payment_methods else None,
            payments=[WayTold(code=one, title=words.plain(f"payment-{one}")) for one in found.payment_methods],
            promo_code=cart.promo_code,
            promo_problem=cart.promo_problem.value if cart.promo_problem is not None else None,
            gift_card=cart.gift_hint,
            points_balance=cart.points_balance,
            use_points=cart.use_points,
            currencies=list(cart.currencies),
            asked_quote=asked_quote,
        )

    async def _told(self, call: Call, cart: Cart | None) -> CartTold:
        if cart is None:
            return CartTold(id=None, currency=call.shop.currency, pieces=0, lines=[], totals=None)
        sizes = await self._show.sizes(call.shop.id, [one.media_id for one in cart.lines if one.media_id])
        return cart_told(call, cart, sizes)


def _deliveries(call: Call, found: Checkout) -> list[DeliveryTold]:
    words, cart = words_of(call.language), found.cart
    return [
        DeliveryTold(
            id=one.id,
            kind=one.kind.value,
            title=words.pick(one.title),
            details=words.pick(one.details),
            price=None if one.computed or one.zoned else _money(cart, cart.delivery_price(one)),
            free_from=_money(cart, one.free_from) if one.free_from is not None else None,
            needs_address=one.kind.value == "courier",
            zoned=one.zoned,
            computed=one.computed,
        )
        for one in found.deliveries
    ]


def _money(cart: Cart, amount: int) -> Money:
    return Money(amount=amount, currency=cart.currency)


def cart_told(call: Call, cart: Cart, sizes: dict[int, MediaSize]) -> CartTold:
    """Write a cart in the caller's language."""
    words, totals = words_of(call.language), cart.totals()

    def money(amount: int) -> Money:
        return _money(cart, amount)

    return CartTold(
        id=cart.id,
        currency=cart.currency,
        pieces=cart.pieces,
        lines=[
            CartLineTold(
                product=line.product_id,
                variant=line.variant_id,
                sku=line.sku,
                title=words.pick(line.title),
                options=words.pick(line.options_text),
                quantity=line.quantity,
                price=money(line.price),
                seen_price=money(line.seen_price),
                total=money(line.price * line.quantity),
                available=max(line.available, 0),
                picture=picture_of(call.shop.slug, sizes.get(line.media_id or 0)),
                problem=_problem(line.on_sale, line.available >= line.quantity, line.priced),
            )
            for line in cart.lines
        ],
        totals=TotalsTold(
            goods=money(totals.goods),
            delivery=money(totals.delivery),
            discount=money(totals.discount),
            tax=money(totals.tax),
            gift=money(totals.gift),
            points=money(totals.points),
            total=money(totals.total),
            to_pay=money(totals.to_pay),
        ),
    )


def _problem(on_sale: bool, enough: bool, priced: bool) -> Problem | None:
    if not on_sale:
        return "gone"
    if not enough:
        return "short"
    return None if priced else "no_price"
