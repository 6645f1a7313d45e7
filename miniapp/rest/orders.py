"""One's own orders: placing, paying, cancelling, repeating, sending back."""

from datetime import datetime
from typing import Annotated, Literal

import structlog
from pydantic import Field

from core.kit.errors import NotFound
from core.kit.i18n.words import Words, words_of
from core.kit.limits import Limit
from core.orders.cancel_order import CancelOrder
from core.orders.carriers import track
from core.orders.cart import Carts
from core.orders.place_order import Placed, PlaceOrder, PlaceRequest
from core.orders.promotions import COVERED
from core.orders.repeat_order import RepeatOrder
from core.orders.return_order import AskedLine, ReturnOrder, ReturnRequest
from core.orders.reviews import WriteReview
from core.orders.state import By, may_cancel
from core.orders.status_words import status_words
from core.orders.view_orders import OrderSummary, OrderView, ViewOrders
from core.orders.view_returns import ReturnView, ViewReturns
from db.types.enums import OrderStatus, ReturnOutcome, ReturnState
from db.types.ids import BotId, CartId, OrderId, ProductId, VariantId, encode_id
from miniapp.rest.repeat import HEADER
from miniapp.rest.route import Call, Repeat, Route, id_of
from miniapp.rest.shapes import Asked, Id, Money, Page, Sparse, Told
from payments.choose_way import ChooseWay
from payments.errors import MethodUnavailable
from payments.protocol import Invoice, PayLater, ProviderDown, Redirect, Transfer
from payments.settings import ProviderSettings
from payments.start_payment import Started, StartPayment
from payments.telegram_calls import BotCalls, BotRefused

log = structlog.get_logger(__name__)
_MONEY = Limit("api.money", 60, 60, strict=True)


class FieldTold(Told):
    """A line to copy: an account, a comment."""

    name: str
    value: str


class PaymentTold(Told):
    """How to pay.

    `invoice`: a link that Telegram opens; `redirect`: a page; `manual`: fields to copy; `later`: ask again.
    """

    method: str
    title: str
    kind: Literal["invoice", "redirect", "cash", "manual", "none", "later"]
    url: str | None = None
    fields: list[FieldTold] = Field(default_factory=list)


class OrderPlacedTold(Told):
    """A new order, and how to pay for it."""

    id: Id
    number: int
    status: str
    total: Money
    payment: PaymentTold


class PlaceIt(Asked):
    """What the buyer saw: the order is placed for this sum or not at all. `cart`: null for the lasting one."""

    cart: Id | None = None
    expected_total: Annotated[int, Field(ge=0, le=10**13)]


class SummaryTold(Told):
    """An order in a list."""

    id: Id
    number: int
    status: str
    status_text: str
    total: Money
    placed_at: datetime


class LineTold(Told):
    """A line as it was agreed. `returnable`: pieces that can still be sent back, until the order's `return_until`."""

    position: int
    variant: Id
    sku: str
    title: str
    options: str
    price: Money
    quantity: int
    total: Money
    refunded: int
    returnable: int


class StepTold(Told):
    """A step of the order's life."""

    at: datetime
    event: str
    status: str | None


class RefundTold(Told):
    """Money on its way back."""

    amount: Money
    state: str


class TrackTold(Told):
    """Where the parcel can be followed."""

    number: str
    carrier: str | None
    url: str | None


class OrderTold(Told):
    """An order card."""

    id: Id
    number: int
    status: str
    status_text: str
    shipment: str
    placed_at: datetime
    pay_until: datetime | None
    lines: list[LineTold]
    goods: Money
    delivery: Money
    discount: Money
    tax: Money
    gift: Money
    points: Money
    total: Money
    owed: Money
    delivery_title: str
    address: str | None
    phone: str | None
    comment: str | None
    gift_note: str | None
    payment: PaymentTold | None
    tracking: TrackTold | None
    timeline: list[StepTold]
    refunds: list[RefundTold]
    can_pay: bool
    can_cancel: bool
    can_return: bool
    return_until: datetime | None
    can_review: bool
    returns: list[Id]


class Older(Sparse):
    """Which page."""

    cursor: Annotated[str | None, Field(max_length=13)] = None


class PayBy(Asked):
    """How to pay; null: as chosen before."""

    method: Annotated[str | None, Field(max_length=32)] = None


class WayTitle(Told):
    """A way to pay."""

    code: str
    title: str


class WaysTold(Told):
    """The ways to pay an order now."""

    items: list[WayTitle]


class RepeatedTold(Told):
    """How many lines went into the cart, and what is not sold any more."""

    added: int
    gone: list[str]


class ReturnLine(Asked):
    """Pieces of a line to send back; for an exchange the variant wanted instead."""

    position: Annotated[int, Field(ge=1, le=1000)]
    quantity: Annotated[int, Field(ge=1, le=9999)]
    instead: Id | None = None


class SendBack(Asked):
    """What to send back, why, and what for."""

    lines: Annotated[list[ReturnLine], Field(min_length=1, max_length=50)]
    reason: Annotated[str, Field(min_length=1, max_length=64)]
    outcome: ReturnOutcome = ReturnOutcome.REFUND
    comment: Annotated[str, Field(max_length=1000)] = ""


class ReturnedLine(Told):
    """A line of a return; `worth`: what its pieces cost."""

    title: str
    options: str
    quantity: int
    worth: Money


class ReturnStepTold(Told):
    """A step of a return's life."""

    at: datetime
    event: str


class ReturnTold(Told):
    """A return. `amount`: what closing it came to, of which `credit` stays as store credit with a code."""

    id: Id
    order: Id
    number: int
    state: ReturnState
    state_text: str
    next_text: str
    reason: str
    reason_text: str
    outcome: ReturnOutcome
    outcome_text: str
    comment: str | None
    answer: str | None
    tracking: str | None
    lines: list[ReturnedLine]
    photos: int
    timeline: list[ReturnStepTold]
    received: bool
    worth: Money
    amount: Money
    credit: Money
    credit_code: str | None
    exchange: Id | None
    exchange_number: int | None
    can_cancel: bool
    can_track: bool
    created_at: datetime


class ReturnsTold(Told):
    """Returns of an order, the newest first."""

    items: list[ReturnTold]


class Tracking(Asked):
    """How it was sent."""

    tracking: Annotated[str, Field(min_length=1, max_length=200)]


class Rated(Asked):
    """Stars and words for a product one received."""

    product: Id
    rating: Annotated[int, Field(ge=1, le=5)]
    words: Annotated[str | None, Field(max_length=2000)] = None


class ToReviewTold(Told):
    """A product one received, with the stars given."""

    product: Id
    title: str
    review: Id | None
    rating: int | None


class ToReviewsTold(Told):
    """What can be reviewed of an order."""

    items: list[ToReviewTold]


class OrdersResource:
    """`/shops/{slug}/orders` and `/orders…`."""

    def __init__(
        self,
        carts: Carts,
        place: PlaceOrder,
        view: ViewOrders,
        cancel: CancelOrder,
        repeat: RepeatOrder,
        start: StartPayment,
        choose: ChooseWay,
        settings: ProviderSettings,
        calls: BotCalls,
        returns: ReturnOrder,
        view_returns: ViewReturns,
        reviews: WriteReview,
    ) -> None:
        self._carts = carts
        self._place = place
        self._view = view
        self._cancel = cancel
        self._repeat = repeat
        self._start = start
        self._choose = choose
        self._settings = settings
        self._calls = calls
        self._returns = returns
        self._view_returns = view_returns
        self._reviews = reviews

    def routes(self) -> list[Route]:
        """Return the routes."""
        one = "/orders/{order_id}"
        return [
            Route("POST", "/shops/{slug}/orders", self.place, repeat=Repeat.MUST, status=201, limit=_MONEY),
            Route("GET", "/orders", self.mine),
            Route("GET", one, self.order, cached=True),
            Route("GET", f"{one}/payments", self.ways),
            Route("POST", f"{one}/payments", self.pay, limit=_MONEY),
            Route("POST", f"{one}/cancel", self.cancel, limit=_MONEY),
            Route("POST", f"{one}/repeat", self.repeat),
            Route("GET", f"{one}/returns", self.returns_of, cached=True),
            Route("POST", f"{one}/returns", self.send_back, repeat=Repeat.MUST, status=201, limit=_MONEY),
            Route("GET", f"{one}/reviews", self.to_review),
            Route("POST", f"{one}/reviews", self.review),
            Route("GET", "/returns/{return_id}", self.one_return, cached=True),
            Route("POST", "/returns/{return_id}/cancel", self.cancel_return),
            Route("POST", "/returns/{return_id}/tracking", self.track_return),
        ]

    async def place(self, call: Call, body: PlaceIt) -> OrderPlacedTold:
        """Place an order, exactly once, and open its payment."""
        shop, actor = call.shop, call.actor
        cart_id = CartId(body.cart) if body.cart is not None else await self._lasting(call)
        offered = self._settings.offered(shop)
        placed = await self._place(actor, shop, PlaceRequest(cart_id, body.expected_total, offered, call.who.bot_id))
        view = await self._view.one_of_mine(actor, placed.order_id)
        return OrderPlacedTold(
            id=placed.order_id,
            number=placed.number,
            status=view.status.value,
            total=Money(amount=placed.total, currency=view.currency),
            payment=await self._open(call, placed),
        )

    async def _lasting(self, call: Call) -> CartId:
        found = await self._carts.view(call.actor)
        if found is None:
            raise NotFound
        return found.id

    async def _open(self, call: Call, placed: Placed) -> PaymentTold:
        if placed.status is not OrderStatus.AWAITING_PAYMENT:
            kind: Literal["cash", "none"] = "none" if placed.payment_method == COVERED else "cash"
            return PaymentTold(method=placed.payment_method, title=_way(call, placed.payment_method), kind=kind)
        try:
            return await self._pay(call, placed.order_id, placed.payment_method)
        except (ProviderDown, MethodUnavailable, BotRefused) as why:
            # The order stands, and can be paid from its card when the provider answers again.
            log.warning("payment.not_opened", order_id=placed.order_id, why=str(why)[:200])
            return PaymentTold(method=placed.payment_method, title=_way(call, placed.payment_method), kind="later")

    async def _pay(self, call: Call, order_id: OrderId, method: str) -> PaymentTold:
        link = await self._start.link(call.actor, order_id)
        if link is not None:
            return PaymentTold(method=method, title=_way(call, method), kind="invoice", url=link)
        started = await self._start(call.actor, call.shop, order_id)
        return await self._told(call, started, method, call.who.bot_id)

    async def _told(self, call: Call, started: Started, method: str, bot_id: BotId) -> PaymentTold:
        title, words, shown = _way(call, method), words_of(call.language), started.presentation
        match shown:
            case Invoice():
                link = str(await self._calls(bot_id, "createInvoiceLink", **_link_params(shown)))
                await self._start.linked(call.actor, started.intent_id, link)
                return PaymentTold(method=method, title=title, kind="invoice", url=link)
            case Redirect():
                return PaymentTold(method=method, title=title, kind="redirect", url=shown.url)
            case Transfer():
                return PaymentTold(
                    method=method,
                    title=title,
                    kind="manual",
                    url=shown.url or None,
                    fields=[FieldTold(name=words.plain(key), value=value) for key, value in shown.fields],
                )
            case PayLater():
                return PaymentTold(method=method, title=title, kind="cash")

    async def mine(self, call: Call, query: Older) -> Page[SummaryTold]:
        """List one's orders in this shop, the newest first."""
        found, more = await self._view.mine(call.actor, before=id_of(query.cursor) if query.cursor else 0)
        return Page[SummaryTold](
            items=[summary_told(call, one) for one in found], next=encode_id(found[-1].id) if found and more else None
        )

    async def order(self, call: Call, order_id: int) -> OrderTold:
        """Show one's order."""
        view = await self._view.one_of_mine(call.actor, OrderId(order_id))
        return order_told(call, view, reviewable=bool(await self._reviews.to_review(call.actor, view.id)))

    async def ways(self, call: Call, order_id: int) -> WaysTold:
        """List the ways to pay an unpaid order."""
        found = await self._choose.ways(call.actor, call.shop, OrderId(order_id))
        return WaysTold(items=[WayTitle(code=one, title=_way(call, one)) for one in found])

    async def pay(self, call: Call, order_id: int, body: PayBy) -> PaymentTold:
        """Pay, again or another way."""
        view = await self._view.one_of_mine(call.actor, OrderId(order_id))
        method = view.payment_method
        if body.method is not None and body.method != method:
            status = await self._choose(call.actor, call.shop, view.id, body.method)
            method = body.method
            if status is not OrderStatus.AWAITING_PAYMENT:
                return PaymentTold(method=method, title=_way(call, method), kind="cash")
        try:
            return await self._pay(call, view.id, method)
        except (ProviderDown, BotRefused) as why:
            log.warning("payment.not_opened", order_id=view.id, why=str(why)[:200])
            return PaymentTold(method=method, title=_way(call, method), kind="later")

    async def cancel(self, call: Call, order_id: int) -> OrderTold:
        """Cancel one's order, while that can be done."""
        await self._cancel.by_buyer(call.actor, OrderId(order_id))
        return await self.order(call, order_id)

    async def repeat(self, call: Call, order_id: int) -> RepeatedTold:
        """Fill the cart as this order was."""
        found = await self._repeat(call.actor, OrderId(order_id))
        words = words_of(call.language)
        return RepeatedTold(added=found.added, gone=[words.pick(one) for one in found.gone])

    async def send_back(self, call: Call, order_id: int, body: SendBack) -> ReturnTold:
        """Ask to send goods back."""
        key = call.request.headers[HEADER]
        asked = ReturnRequest(
            order_id=OrderId(order_id),
            lines=tuple(
                AskedLine(one.position, one.quantity, VariantId(one.instead) if one.instead is not None else None)
                for one in body.lines
            ),
            reason=body.reason,
            outcome=body.outcome,
            key=f"api:{call.who.person_id}:{key}",
            comment=body.comment,
        )
        found = await self._returns.ask(call.actor, call.shop, asked)
        return await self.one_return(call, found.return_id)

    async def returns_of(self, call: Call, order_id: int) -> ReturnsTold:
        """List the returns of one's order."""
        found = await self._view_returns.of_my_order(call.actor, OrderId(order_id))
        return ReturnsTold(items=[return_told(call, one) for one in found])

    async def one_return(self, call: Call, return_id: int) -> ReturnTold:
        """Show one's return."""
        return return_told(call, await self._view_returns.one_of_mine(call.actor, return_id))

    async def cancel_return(self, call: Call, return_id: int) -> ReturnTold:
        """Take one's return back, before anything was sent."""
        await self._returns.cancel(call.actor, return_id)
        return await self.one_return(call, return_id)

    async def track_return(self, call: Call, return_id: int, body: Tracking) -> ReturnTold:
        """Say how it was sent."""
        await self._returns.tracking(call.actor, return_id, body.tracking)
        return await self.one_return(call, return_id)

    async def to_review(self, call: Call, order_id: int) -> ToReviewsTold:
        """List what one received and may review."""
        words = words_of(call.language)
        found = await self._reviews.to_review(call.actor, OrderId(order_id))
        return ToReviewsTold(
            items=[
                ToReviewTold(
                    product=one.product_id, title=words.pick(one.title), review=one.review_id, rating=one.rating
                )
                for one in found
            ]
        )

    async def review(self, call: Call, order_id: int, body: Rated) -> ToReviewsTold:
        """Give stars, and words that staff read first."""
        written = await self._reviews.rate(call.actor, OrderId(order_id), ProductId(body.product), body.rating)
        if body.words:
            await self._reviews.say(call.actor, written.id, body.words)
        return await self.to_review(call, order_id)


def _way(call: Call, method: str) -> str:
    return words_of(call.language).plain(f"payment-{method}")


def _link_params(invoice: Invoice) -> dict[str, object]:
    """Return an invoice as `createInvoiceLink` takes it."""
    return {
        "title": invoice.title,
        "description": invoice.description,
        "payload": invoice.payload,
        "provider_token": invoice.provider_token,
        "currency": invoice.currency,
        "prices": [{"label": price.label, "amount": price.amount} for price in invoice.prices],
        **invoice.options,
    }


def summary_told(call: Call, one: OrderSummary) -> SummaryTold:
    """Write an order of a list."""
    return SummaryTold(
        id=one.id,
        number=one.number,
        status=one.status.value,
        status_text=status_words(words_of(call.language), one),
        total=Money(amount=one.total, currency=one.currency),
        placed_at=one.placed_at,
    )


def order_told(call: Call, view: OrderView, *, reviewable: bool = False) -> OrderTold:
    """Write an order card in the caller's language."""
    words = words_of(call.language)

    def money(amount: int) -> Money:
        return Money(amount=amount, currency=view.currency)

    found = track(view.tracking) if view.tracking else None
    waits = view.status is OrderStatus.AWAITING_PAYMENT
    return OrderTold(
        id=view.id,
        number=view.number,
        status=view.status.value,
        status_text=status_words(words, view, view.delivery_kind),
        shipment=view.shipment.value,
        placed_at=view.placed_at,
        pay_until=view.hold_until if waits else None,
        lines=[
            LineTold(
                position=line.position,
                variant=line.variant_id,
                sku=line.sku,
                title=words.pick(line.title),
                options=words.pick(line.options_text),
                price=money(line.unit_price),
                quantity=line.quantity,
                total=money(line.line_total),
                refunded=line.refunded,
                returnable=line.returnable,
            )
            for line in view.lines
        ],
        goods=money(view.goods_total),
        delivery=money(view.delivery_total),
        discount=money(view.discount_total),
        tax=money(view.tax_total),
        gift=money(view.gift_total),
        points=money(view.points_total),
        total=money(view.total),
        owed=money(view.owed),
        delivery_title=words.pick(view.delivery_title),
        address=view.address,
        phone=view.phone,
        comment=view.comment,
        gift_note=view.gift_note,
        payment=_payment(call, view),
        tracking=TrackTold(
            number=found.number if found else view.tracking,
            carrier=found.carrier if found else None,
            url=found.url if found else None,
        )
        if view.tracking
        else None,
        timeline=[StepTold(at=step.at, event=step.event, status=step.to_status) for step in view.journal],
        refunds=[RefundTold(amount=money(one.amount), state=one.state.value) for one in view.refunds],
        can_pay=waits,
        can_cancel=may_cancel(view.status, By.BUYER),
        can_return=view.returnable,
        return_until=view.return_until,
        can_review=reviewable,
        returns=list(view.open_returns),
    )


def _payment(call: Call, view: OrderView) -> PaymentTold:
    title, method = _way(call, view.payment_method), view.payment_method
    if view.pay_url is not None:
        return PaymentTold(method=method, title=title, kind="redirect", url=view.pay_url)
    if view.transfer is not None:
        words = words_of(call.language)
        fields = [FieldTold(name=words.plain(key), value=value) for key, value in view.transfer.fields]
        return PaymentTold(method=method, title=title, kind="manual", fields=fields)
    kind: Literal["later", "none", "cash"] = (
        "later" if view.status is OrderStatus.AWAITING_PAYMENT else "none" if method == COVERED else "cash"
    )
    return PaymentTold(method=method, title=title, kind=kind)


def return_told(call: Call, view: ReturnView) -> ReturnTold:
    """Write a return."""
    words = words_of(call.language)
    open_ = view.state in (ReturnState.REQUESTED, ReturnState.APPROVED)

    def money(amount: int) -> Money:
        return Money(amount=amount, currency=view.currency)

    return ReturnTold(
        id=view.id,
        order=view.order_id,
        number=view.number,
        state=view.state,
        state_text=words.plain(f"return-state-{view.state.value}"),
        next_text=_next_of(words, view),
        reason=view.reason,
        reason_text=_ready(words, "return-reason-", view.reason),
        outcome=view.outcome,
        outcome_text=words.plain(f"return-outcome-{view.outcome.value}"),
        comment=view.comment,
        answer=_ready(words, "return-reject-", view.answer) if view.answer is not None else None,
        tracking=view.tracking,
        lines=[
            ReturnedLine(
                title=words.pick(line.title),
                options=words.pick(line.options_text),
                quantity=line.quantity,
                worth=money(line.asked_worth),
            )
            for line in view.lines
        ],
        photos=len(view.photos),
        timeline=[ReturnStepTold(at=step.at, event=step.event) for step in view.journal],
        received=view.received,
        worth=money(view.asked_worth),
        amount=money(view.amount),
        credit=money(view.credit),
        credit_code=view.credit_code if view.state is ReturnState.CLOSED else None,
        exchange=view.exchange.id if view.exchange is not None else None,
        exchange_number=view.exchange.number if view.exchange is not None else None,
        can_cancel=open_ and not view.under_way,
        can_track=view.state is ReturnState.APPROVED and not view.received,
        created_at=view.created_at,
    )


def _ready(words: Words, family: str, said: str) -> str:
    """Return a ready answer in words, or what somebody typed."""
    return words.plain(family + said) if family + said in words.keys() else said  # noqa: SIM118


def _next_of(words: Words, view: ReturnView) -> str:
    """Return what happens next, as it concerns the buyer; nothing where it is over."""
    if view.state is ReturnState.REQUESTED:
        return words.plain("return-next-requested")
    if view.state is not ReturnState.APPROVED:
        return ""
    if view.received:
        return words.plain("return-next-received")
    return words.plain("return-next-sent" if view.under_way else "return-next-send")
