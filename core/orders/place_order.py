"""Place an order: lock in order, price on our side, hold the goods, write everything in one transaction."""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import Conflict, NotFound
from core.kit.i18n.words import LANGUAGES, words_of
from core.kit.live import CART
from core.kit.uow import Transaction, UnitOfWork
from core.orders.cart import Cart, cart_from_rows
from core.orders.checkout import CASH, Checkout, Step, methods_for, need_one_kind
from core.orders.errors import (
    CartEmpty,
    CashNotAllowed,
    CheckoutIncomplete,
    NoPriceInCurrency,
    NotOnSale,
    ShopClosed,
    SoldOut,
    TooManyOpenOrders,
    TotalChanged,
)
from core.orders.events import OrderPlaced
from core.orders.funds import covered
from core.orders.ledger import sale
from core.orders.pricing import Totals
from core.orders.promotions import COVERED, Benefits, spend
from core.shops.events import StockChanged
from core.shops.shop import Shop
from core.shops.zones import zone_title
from db.repositories import carts, orders, stock
from db.repositories.sql import dumps
from db.types.enums import DeliveryKind, OrderStatus, ShopStatus
from db.types.ids import BotId, CartId, OrderId, StockItemId, new_id


@dataclass(frozen=True, slots=True)
class PlaceRequest:
    """What the buyer confirmed. `expected_total` is what their screen said is to be paid, in minor units."""

    cart_id: CartId
    expected_total: int
    offered: tuple[str, ...]
    bot_id: BotId | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The order; `repeated` when this very cart was ordered before (a second tap).

    `total` is what gift card and points leave to be paid, in minor units.
    """

    order_id: OrderId
    number: int
    status: OrderStatus
    payment_method: str
    total: int
    repeated: bool


class PlaceOrder:
    """Turn a cart into an order, exactly once per cart."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, shop: Shop, request: PlaceRequest) -> Placed:
        """Place it, or find the order this cart became.

        Raises:
            NotFound: the cart is gone and no order came of it.
            CartEmpty, CheckoutIncomplete, TotalChanged, NotOnSale, SoldOut, CashNotAllowed, MixedCart,
            NoPriceInCurrency, PromoRefused, GiftCardSpent, PointsSpent, TooManyOpenOrders: nothing is written.
        """
        try:
            return await self._place(actor, shop, request)
        except Conflict:
            # A twin got through between our look and our write: the unique key proves it.
            async with self._uow(actor.shop_id) as tx:
                return await self._placed_before(tx, actor, request)

    async def _place(self, actor: Actor, shop: Shop, request: PlaceRequest) -> Placed:
        async with self._uow(actor.shop_id) as tx:
            rows = await carts.lock_to_place(tx.connection, tx.shop_id, actor.person_id, request.cart_id)
            cart = cart_from_rows(rows)
            if cart is None:
                return await self._placed_before(tx, actor, request)
            if not cart.lines:
                raise CartEmpty
            self._check(shop, cart, request)
            if rows[0]["open_orders"] >= shop.rules.max_open_orders:
                raise TooManyOpenOrders(limit=shop.rules.max_open_orders)
            await self._hold(tx, cart)
            checkpoint("place_held")
            placed = await self._write(tx, actor, shop, cart, request)
            checkpoint("place_written")
            tx.shows(CART, actor.person_id)
            return placed

    @staticmethod
    def _check(shop: Shop, cart: Cart, request: PlaceRequest) -> None:
        if shop.status is not ShopStatus.ACTIVE:
            raise ShopClosed
        need_one_kind(cart)
        methods = methods_for(shop, cart, request.offered)
        if cart.payment_method == CASH and CASH not in methods:
            raise CashNotAllowed
        step = Checkout(cart, (), methods).step
        if step is not Step.CONFIRM:
            raise CheckoutIncomplete(missing=step.value)
        for line in cart.lines:
            if not line.on_sale:
                raise NotOnSale(title=line.title)
            if line.available < line.quantity:
                raise SoldOut(title=line.title, left=max(line.available, 0))
            if not line.priced:
                raise NoPriceInCurrency(title=line.title, currency=cart.currency)
        if cart.totals().to_pay != request.expected_total:
            raise TotalChanged

    @staticmethod
    async def _hold(tx: Transaction, cart: Cart) -> None:
        wanted = _per_item(cart)
        held = await stock.reserve(tx.connection, tx.shop_id, wanted)
        if len(held) < len(wanted):
            got = {row["id"] for row in held}
            short = next(line for line in cart.lines if line.stock_item_id not in got)
            raise SoldOut(title=short.title, left=max(0, min(short.available, wanted[short.stock_item_id] - 1)))
        noteworthy = [row["id"] for row in held if row["available"] <= row["low_at"]]
        if noteworthy:
            tx.tell(StockChanged(tx.shop_id, stock_item_ids=noteworthy))

    async def _write(self, tx: Transaction, actor: Actor, shop: Shop, cart: Cart, request: PlaceRequest) -> Placed:
        order_id = OrderId(new_id())
        totals = cart.totals()
        # A free order has nothing to pay beforehand: staff accept it, like one paid on delivery; what arrives in the
        # chat waits for nobody.
        free_parcel = not totals.total and not cart.digital
        method = (cart.payment_method if totals.to_pay else None) or (CASH if free_parcel else COVERED)
        cash = method == CASH
        status = OrderStatus.AWAITING_CONFIRMATION if cash else OrderStatus.AWAITING_PAYMENT
        patience = timedelta(hours=shop.rules.answer_hours) if cash else timedelta(minutes=shop.rules.hold_minutes)
        number = await orders.place(
            tx.connection,
            tx.shop_id,
            sale(order_id, totals, cart.currency),
            order_id=order_id,
            person_id=actor.person_id,
            bot_id=request.bot_id,
            language=actor.language,
            status=status,
            payment_method=method,
            currency=cart.currency,
            phone=cart.phone,
            customer_name=actor.name,
            comment=cart.comment,
            gift_note=cart.gift_note,
            idempotency_key=_key(request.cart_id),
            hold_until=self._clock.now() + patience,
            lines=dumps(_lines(cart, totals)),
            holds=dumps(
                [
                    {"id": new_id(), "stock_item_id": item, "quantity": quantity}
                    for item, quantity in _per_item(cart).items()
                ]
            ),
            journal_id=new_id(),
            actor="buyer",
            entry_id=new_id(),
            cart_id=cart.id,
            **_delivery(actor, cart),
            **_sums(cart, totals),
        )
        placed = Placed(order_id, number, status, method, totals.to_pay, repeated=False)
        # Shared counters last: whoever waits for them holds nothing else up.
        await spend(tx, Benefits.of(cart, totals), order_id=order_id, person_id=actor.person_id)
        tx.tell(OrderPlaced(tx.shop_id, order_id=order_id, status=status))
        if method == COVERED:
            return replace(placed, status=await covered(tx, order_id))
        return placed

    @staticmethod
    async def _placed_before(tx: Transaction, actor: Actor, request: PlaceRequest) -> Placed:
        found = await orders.order_by_key(tx.connection, tx.shop_id, actor.person_id, _key(request.cart_id))
        if found is None:
            raise NotFound
        return Placed(
            order_id=found["id"],
            number=found["number"],
            status=OrderStatus(found["status"]),
            payment_method=found["payment_method"],
            total=found["total"] - found["gift_total"] - found["points_total"],
            repeated=True,
        )


def _key(cart_id: CartId) -> str:
    return f"cart:{cart_id}"


def _per_item(cart: Cart) -> dict[StockItemId, int]:
    summed: dict[StockItemId, int] = {}
    for line in cart.lines:
        summed[line.stock_item_id] = summed.get(line.stock_item_id, 0) + line.quantity
    return summed


def _lines(cart: Cart, totals: Totals) -> list[dict[str, object]]:
    return [
        {
            "position": position,
            "product_id": line.product_id,
            "variant_id": line.variant_id,
            "stock_item_id": line.stock_item_id,
            "sku": line.sku,
            "title": line.title,
            "options_text": line.options_text,
            "unit_price": line.price,
            "quantity": line.quantity,
            "line_total": paid.amount,
            "tax_bp": paid.tax_bp,
            "digital": line.digital,
        }
        for position, (line, paid) in enumerate(zip(cart.lines, totals.lines, strict=True), start=1)
    ]


def _delivery(actor: Actor, cart: Cart) -> dict[str, object]:
    delivery = cart.delivery
    if delivery is None:
        if not cart.digital:  # pragma: no cover – _check refused it
            raise CheckoutIncomplete(missing=Step.DELIVERY.value)
        title = {language: words_of(language).plain("delivery-digital") for language in LANGUAGES}
        return {
            "delivery_kind": DeliveryKind.DIGITAL,
            "delivery_option_id": None,
            "delivery_title": dumps(title),
            "delivery_quoted": False,
            "address": None,
            "saved_address": None,
        }
    zone, point = delivery.zone, cart.point
    courier = delivery.kind is DeliveryKind.COURIER
    return {
        "delivery_kind": delivery.kind,
        "delivery_option_id": delivery.id,
        "delivery_title": dumps(delivery.title),
        "delivery_quoted": delivery.computed,
        "address": cart.address if courier else delivery.details.get(actor.language) or None,
        "saved_address": cart.address if courier else None,
        "latitude": point.latitude if courier and point is not None else None,
        "longitude": point.longitude if courier and point is not None else None,
        "delivery_zone": dumps(zone_title(zone)) if zone is not None else None,
        "zone_chosen": zone is not None and point is None,
        "zone_id": zone.id if zone is not None and point is None else None,
    }


def _sums(cart: Cart, totals: Totals) -> dict[str, object]:
    promo = cart.promo if totals.discount else None
    return {
        "goods_total": totals.goods,
        "delivery_total": totals.delivery,
        "discount_total": totals.discount,
        "tax_total": totals.tax,
        "tax_added": totals.tax_added,
        "rounding": totals.rounding,
        "total": totals.total,
        "gift_total": totals.gift,
        "points_total": totals.points,
        "promo_id": promo.id if promo else None,
        "promo_code": promo.code if promo else None,
        "rate": str(cart.rate) if cart.rate is not None else None,
    }
