"""`/manage/shops/{slug}/…`: what staff do from the web, by the same use cases and permissions as in the chat."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from core.auth.roles import ALLOWED, Permission
from core.kit.errors import NotFound
from core.kit.i18n.words import words_of
from core.orders.cancel_order import CancelOrder
from core.orders.credit_note import RefundLine
from core.orders.decide_return import DecideReturn
from core.orders.fulfil_order import FulfilOrder
from core.orders.refund_order import RefundOrder
from core.orders.return_state import OPEN
from core.orders.view_orders import OrderView, ViewOrders
from core.orders.view_returns import ReturnSummary, ViewReturns
from core.shops.change_products import SetPrice, SetVisibility
from core.shops.change_stock import ChangeStock, StockOrder
from core.shops.view_stock import StockLine, ViewStock
from db.types.enums import OrderStatus, ReturnState, StockVerdict
from db.types.ids import OrderId, encode_id
from miniapp.rest.orders import OrderTold, ReturnTold, SummaryTold, order_told, return_told, summary_told
from miniapp.rest.repeat import HEADER
from miniapp.rest.route import Access, Call, Repeat, Route, id_of
from miniapp.rest.shapes import Asked, Id, Money, Page, Told

_P = Permission
_AT = "/manage/shops/{slug}"


class StaffTold(Told):
    """Who one is here: the role, and what it allows."""

    role: str
    permissions: list[str]
    second_factor: bool
    proven: bool


class OrdersAsked(Asked):
    """Which orders: in a status, or found by number, name or phone."""

    status: OrderStatus | None = None
    search: Annotated[str | None, Field(max_length=64)] = None
    cursor: Annotated[str | None, Field(max_length=13)] = None


class StaffSummary(SummaryTold):
    """An order in the staff's list."""

    customer: str


class Customer(Told):
    """Who bought."""

    name: str
    username: str | None
    phone: str | None


class StaffOrder(Told):
    """An order card as staff see it. `steps`: what this person may do with it now."""

    order: OrderTold
    customer: Customer
    notes: list["NoteTold"]
    steps: list[str]


class NoteTold(Told):
    """A refund that waits for a second person."""

    id: Id
    amount: Money
    reason: str
    requested_by: str


class Shipped(Asked):
    """The tracking number, if there is one."""

    tracking: Annotated[str | None, Field(max_length=200)] = None


class Delivered(Asked):
    """With cash on delivery: what was collected, in minor units; null: all that was due."""

    collected: Annotated[int | None, Field(ge=0, le=10**12)] = None
    reason: Annotated[str | None, Field(max_length=200)] = None


class Why(Asked):
    """Why, in words the buyer may read."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]


class LineBack(Asked):
    """Pieces of a line whose money goes back, and what becomes of them."""

    position: Annotated[int, Field(ge=1, le=1000)]
    quantity: Annotated[int, Field(ge=1, le=9999)]
    verdict: StockVerdict = StockVerdict.KEEP


class RefundAsked(Asked):
    """Lines, or a sum in minor units, or (neither) everything that is left."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]
    amount: Annotated[int | None, Field(ge=1, le=10**12)] = None
    lines: Annotated[list[LineBack] | None, Field(min_length=1, max_length=50)] = None
    with_delivery: bool = False
    verdict: StockVerdict = StockVerdict.KEEP


class RefundWritten(Told):
    """What was written: paid out at once, or waiting for a second person."""

    note: Id
    state: str
    amount: Money


class StockAsked(Asked):
    """Which goods: by words or SKU; nothing: what runs low."""

    search: Annotated[str | None, Field(max_length=64)] = None


class StockTold(Told):
    """A variant's stock."""

    product: Id
    sku: str
    title: str
    options: str
    price: Money
    on_hand: int
    held: int
    available: int
    low: bool
    hidden: bool


class StocksTold(Told):
    """Several."""

    items: list[StockTold]


class ChangedStock(Asked):
    """Set what is on hand, or change it by so many."""

    quantity: Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
    relative: bool = False
    reason: Annotated[str, Field(max_length=100)] = ""


class ChangedGoods(Asked):
    """Another price (minor units), the struck one, on sale or not; what is not named stays."""

    price: Annotated[int | None, Field(ge=0, le=10**12)] = None
    old_price: Annotated[int | None, Field(ge=1, le=10**12)] = None
    hidden: bool | None = None


class ReturnsAsked(Asked):
    """Which returns: those in a state; nothing: those that wait for staff."""

    state: ReturnState | None = None
    cursor: Annotated[str | None, Field(max_length=13)] = None


class ReturnSummaryTold(Told):
    """A return in a list."""

    id: Id
    order: Id
    number: int
    state: str
    outcome: str
    customer: str
    created_at: datetime


class Answered(Asked):
    """Approve or reject, with words for the buyer."""

    decision: Literal["approve", "reject"]
    words: Annotated[str, Field(max_length=500)] = ""


_WAITING = tuple(OPEN)


class ManageResource:
    """Orders, refunds, returns and stock."""

    def __init__(
        self,
        view: ViewOrders,
        fulfil: FulfilOrder,
        cancel: CancelOrder,
        refund: RefundOrder,
        view_returns: ViewReturns,
        decide: DecideReturn,
        view_stock: ViewStock,
        change_stock: ChangeStock,
        set_price: SetPrice,
        set_visibility: SetVisibility,
    ) -> None:
        self._view = view
        self._fulfil = fulfil
        self._cancel = cancel
        self._refund = refund
        self._view_returns = view_returns
        self._decide = decide
        self._view_stock = view_stock
        self._change_stock = change_stock
        self._set_price = set_price
        self._set_visibility = set_visibility

    def routes(self) -> list[Route]:
        """Return the routes, each with the permission its use case asks for."""
        one, must = f"{_AT}/orders/{{order_id}}", Repeat.MUST
        return [
            _route("GET", _AT, self.me),
            _route("GET", f"{_AT}/orders", self.orders, _P.SEE_ORDERS),
            _route("GET", one, self.order, _P.SEE_ORDERS),
            _route("POST", f"{one}/accept", self.accept, _P.ACCEPT_ORDERS),
            _route("POST", f"{one}/pack", self.pack, _P.SHIP_ORDERS),
            _route("POST", f"{one}/ship", self.ship, _P.SHIP_ORDERS),
            _route("POST", f"{one}/deliver", self.deliver, _P.SHIP_ORDERS),
            _route("POST", f"{one}/cancel", self.cancel, _P.CANCEL_ORDERS),
            _route("POST", f"{one}/refunds", self.refund, _P.REFUND_ORDERS, must),
            _route("POST", f"{_AT}/refunds/{{note_id}}/approve", self.approve, _P.APPROVE_REFUNDS),
            _route("POST", f"{_AT}/refunds/{{note_id}}/reject", self.reject, _P.REFUND_ORDERS),
            _route("GET", f"{_AT}/returns", self.returns, _P.SEE_ORDERS),
            _route("GET", f"{_AT}/returns/{{return_id}}", self.one_return, _P.SEE_ORDERS),
            _route("POST", f"{_AT}/returns/{{return_id}}/decision", self.decide, _P.DECIDE_RETURNS),
            _route("GET", f"{_AT}/stock", self.stock, _P.SEE_STOCK),
            _route("PUT", f"{_AT}/stock/{{sku}}", self.set_stock, _P.CHANGE_STOCK, must),
            _route("PATCH", f"{_AT}/goods/{{sku}}", self.change_goods, _P.CHANGE_PRICES),
        ]

    async def me(self, call: Call) -> StaffTold:
        """Say what one is here, and may do."""
        role = call.actor.role
        if role is None:  # pragma: no cover – the doorman lets nobody else in
            raise NotFound
        return StaffTold(
            role=role.value,
            permissions=sorted(permission.value for permission in ALLOWED[role]),
            second_factor=call.who.enrolled,
            proven=bool(call.actor.proven),
        )

    async def orders(self, call: Call, query: OrdersAsked) -> Page[StaffSummary]:
        """List orders: in a status, as searched, or all, the newest first."""
        if query.search:
            found, more = list(await self._view.find(call.actor, query.search)), False
        else:
            statuses = [query.status] if query.status is not None else list(OrderStatus)
            before = id_of(query.cursor) if query.cursor else 0
            listed, more = await self._view.in_status(call.actor, statuses, before=before)
            found = list(listed)
        items = [StaffSummary(**summary_told(call, one).model_dump(), customer=one.customer_name) for one in found]
        return Page[StaffSummary](items=items, next=encode_id(found[-1].id) if found and more else None)

    async def order(self, call: Call, order_id: int) -> StaffOrder:
        """Show an order."""
        return self._told(call, await self._view.for_staff(call.actor, OrderId(order_id)))

    @staticmethod
    def _told(call: Call, view: OrderView) -> StaffOrder:
        return StaffOrder(
            order=order_told(call, view),
            customer=Customer(name=view.customer_name, username=view.customer_username, phone=view.phone),
            notes=[
                NoteTold(
                    id=one.id,
                    amount=Money(amount=one.amount, currency=view.currency),
                    reason=one.reason,
                    requested_by=one.requested_by_name,
                )
                for one in view.waiting_notes
            ],
            steps=[step for step, needed, fits in _STEPS if call.actor.may(needed) and fits(view)],
        )

    async def accept(self, call: Call, order_id: int) -> StaffOrder:
        """Accept an order paid on delivery."""
        await self._fulfil.accept(call.actor, OrderId(order_id))
        return await self.order(call, order_id)

    async def pack(self, call: Call, order_id: int) -> StaffOrder:
        """Pack a confirmed order."""
        await self._fulfil.pack(call.actor, OrderId(order_id))
        return await self.order(call, order_id)

    async def ship(self, call: Call, order_id: int, body: Shipped) -> StaffOrder:
        """Hand a packed order over."""
        await self._fulfil.ship(call.actor, OrderId(order_id), body.tracking or None)
        return await self.order(call, order_id)

    async def deliver(self, call: Call, order_id: int, body: Delivered) -> StaffOrder:
        """Mark an order delivered."""
        await self._fulfil.deliver(call.actor, OrderId(order_id), collected=body.collected, reason=body.reason)
        return await self.order(call, order_id)

    async def cancel(self, call: Call, order_id: int, body: Why) -> StaffOrder:
        """Cancel an order; what was paid goes back."""
        await self._cancel.by_staff(call.actor, OrderId(order_id), body.reason)
        return await self.order(call, order_id)

    async def refund(self, call: Call, order_id: int, body: RefundAsked) -> RefundWritten:
        """Give money back: by lines, by a sum, or all that is left. Needs the second factor."""
        actor, shop = call.actor, call.shop
        key = f"api:{actor.person_id}:{call.request.headers[HEADER]}"
        if body.lines is not None:
            lines = [RefundLine(one.position, one.quantity, one.verdict) for one in body.lines]
            written = await self._refund.by_lines(
                actor,
                shop,
                OrderId(order_id),
                lines,
                reason=body.reason,
                key=key,
                with_delivery=body.with_delivery,
            )
        elif body.amount is not None:
            written = await self._refund.by_sum(
                actor, shop, OrderId(order_id), body.amount, reason=body.reason, key=key
            )
        else:
            written = await self._refund.full(
                actor, shop, OrderId(order_id), reason=body.reason, verdict=body.verdict, key=key
            )
        return RefundWritten(
            note=written.note_id,
            state=written.state.value,
            amount=Money(amount=written.amount, currency=written.currency),
        )

    async def approve(self, call: Call, note_id: int) -> StaffTold:
        """Agree to a refund that somebody else asked for. Needs the second factor."""
        await self._refund.approve(call.actor, note_id)
        return await self.me(call)

    async def reject(self, call: Call, note_id: int) -> StaffTold:
        """Refuse a waiting refund, or take one's own back."""
        await self._refund.reject(call.actor, note_id)
        return await self.me(call)

    async def returns(self, call: Call, query: ReturnsAsked) -> Page[ReturnSummaryTold]:
        """List returns."""
        states = [query.state] if query.state is not None else list(_WAITING)
        before = id_of(query.cursor) if query.cursor else 0
        found, more = await self._view_returns.in_state(call.actor, states, before=before)
        return Page[ReturnSummaryTold](
            items=[_return_summary(one) for one in found], next=encode_id(found[-1].id) if found and more else None
        )

    async def one_return(self, call: Call, return_id: int) -> ReturnTold:
        """Show a return."""
        return return_told(call, await self._view_returns.for_staff(call.actor, return_id))

    async def decide(self, call: Call, return_id: int, body: Answered) -> ReturnTold:
        """Let goods come back, or refuse with words."""
        if body.decision == "approve":
            await self._decide.approve(call.actor, return_id, body.words)
        else:
            await self._decide.reject(call.actor, return_id, body.words)
        return await self.one_return(call, return_id)

    async def stock(self, call: Call, query: StockAsked) -> StocksTold:
        """List stock: as searched, or what runs low."""
        found = await (
            self._view_stock.find(call.actor, query.search) if query.search else self._view_stock.lowest(call.actor)
        )
        return StocksTold(items=[_stock(call, one) for one in found])

    async def set_stock(self, call: Call, sku: str, body: ChangedStock) -> StockTold:
        """Set or change what is on hand of a SKU."""
        key = f"api:{call.actor.person_id}:{call.request.headers[HEADER]}"
        order = StockOrder(sku, body.quantity, relative=body.relative, reason=body.reason)
        await self._change_stock(call.actor, [order], key)
        return _stock(call, (await self._view_stock.one(call.actor, sku, limit=1)).line)

    async def change_goods(self, call: Call, sku: str, body: ChangedGoods) -> StockTold:
        """Change the price of a SKU, or take it off sale."""
        if body.price is not None:
            await self._set_price(call.actor, sku, body.price, body.old_price)
        if body.hidden is not None:
            await self._set_visibility(call.actor, sku, hidden=body.hidden)
        return _stock(call, (await self._view_stock.one(call.actor, sku, limit=1)).line)


_S = OrderStatus
_STEPS = (
    ("accept", _P.ACCEPT_ORDERS, lambda view: view.status is _S.AWAITING_CONFIRMATION),
    ("pack", _P.SHIP_ORDERS, lambda view: view.status is _S.CONFIRMED),
    ("ship", _P.SHIP_ORDERS, lambda view: view.status is _S.FULFILLING and view.shipment.value == "packed"),
    ("deliver", _P.SHIP_ORDERS, lambda view: view.status is _S.FULFILLING),
    (
        "cancel",
        _P.CANCEL_ORDERS,
        lambda view: view.status in (_S.AWAITING_PAYMENT, _S.AWAITING_CONFIRMATION, _S.CONFIRMED),
    ),
    ("refund", _P.REFUND_ORDERS, lambda view: view.paid > 0),
)


def _route(
    method: str, path: str, handle: object, permission: Permission | None = None, repeat: Repeat = Repeat.MAY
) -> Route:
    return Route(method, path, handle, Access.STAFF, repeat, permission=permission)  # type: ignore[arg-type]


def _stock(call: Call, line: StockLine) -> StockTold:
    words = words_of(call.language)
    return StockTold(
        product=line.product_id,
        sku=line.sku,
        title=words.pick(line.title),
        options=words.pick(line.options_text),
        price=Money(amount=line.price, currency=call.shop.currency),
        on_hand=line.on_hand,
        held=line.held,
        available=line.available,
        low=line.low,
        hidden=line.hidden,
    )


def _return_summary(one: ReturnSummary) -> ReturnSummaryTold:
    return ReturnSummaryTold(
        id=one.id,
        order=one.order_id,
        number=one.number,
        state=one.state.value,
        outcome=one.outcome.value,
        customer=one.customer_name,
        created_at=one.created_at,
    )
