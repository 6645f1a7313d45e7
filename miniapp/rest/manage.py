"""`/manage/shops/{slug}/…`: what staff do with orders from the web, as in the chat."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from core.auth.roles import ALLOWED, Permission
from core.kit.errors import NotFound
from core.kit.i18n.words import words_of
from core.orders.cancel_order import CancelOrder
from core.orders.credit_note import RefundLine
from core.orders.fulfil_order import FulfilOrder
from core.orders.refund_order import RefundOrder
from core.orders.review import ReviewOrder
from core.orders.state import PAID, By, may_cancel
from core.orders.view_orders import OrderView, ViewOrders
from core.orders.view_work import ViewWork
from db.types.enums import DeliveryKind, OrderStatus, RefundState, ShipmentStatus, StockVerdict
from db.types.ids import OrderId, RefundId, encode_id
from miniapp.rest.orders import OrderTold, SummaryTold, order_told, summary_told
from miniapp.rest.repeat import HEADER
from miniapp.rest.route import Access, Call, Repeat, Route, id_of
from miniapp.rest.shapes import Asked, Id, Money, Page, Told
from payments.refund_payment import RefundPayment

AT = "/manage/shops/{slug}"
_P = Permission
_PAGE = 20


class StaffTold(Told):
    """Who one is here: the role, and what it allows; and what is shown of the shop itself."""

    role: str
    permissions: list[str]
    second_factor: bool
    proven: bool
    name: str
    language: str
    shop: str
    currency: str
    timezone: str


class WaitingTold(Told):
    """How many wait for each of the staff's steps. `held`: orders that somebody has to look at first."""

    accept: int
    pack: int
    ship: int
    deliver: int
    held: int
    refunds: int
    returns_to_decide: int
    returns_under_way: int


class OrdersAsked(Asked):
    """Which orders: in a status, with goods that are somewhere, or found by number, name or phone."""

    status: OrderStatus | None = None
    shipment: ShipmentStatus | None = None
    search: Annotated[str | None, Field(max_length=64)] = None
    cursor: Annotated[str | None, Field(max_length=13)] = None


class StaffSummary(SummaryTold):
    """An order in the staff's list."""

    customer: str
    shipment: str


class Customer(Told):
    """Who bought."""

    name: str
    username: str | None
    phone: str | None


class NoteTold(Told):
    """A refund that waits for a second person. `mine`: who asks wanted it, so somebody else has to agree."""

    id: Id
    amount: Money
    reason: str
    requested_by: str
    mine: bool


class WaitingNote(NoteTold):
    """Such a refund with its order."""

    order: Id
    number: int
    customer: str
    created_at: datetime


class WaitingNotes(Told):
    """All of them."""

    items: list[WaitingNote]


class StaffRefund(Told):
    """Money on its way back. `manual`: somebody has to pay it by hand, and `failure` is why."""

    id: Id
    amount: Money
    state: str
    reason: str
    provider: str
    reference: str
    failure: str | None


class DidTold(Told):
    """A step of the order's life, and who took it."""

    at: datetime
    event: str
    status: str | None
    who: str | None
    reason: str | None


class StaffOrder(Told):
    """An order card as staff see it. `steps`: what this person may do with it now; `held`: why it waits for a look."""

    order: OrderTold
    customer: Customer
    notes: list[NoteTold]
    steps: list[str]
    paid: Money
    delivery_kind: str
    courier: str | None
    reason: str | None
    held: list[str]
    test_money: bool
    refunds: list[StaffRefund]
    journal: list[DidTold]


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


class Reviewed(Asked):
    """An order on hold goes on, or is cancelled with its money given back."""

    decision: Literal["approve", "reject"]


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


class LineLeftTold(Told):
    """What of a line can still be given back: pieces, and what they come to. `in_return`: pieces on their way back."""

    position: int
    title: str
    options: str
    quantity: int
    amount: Money
    in_return: int


class RefundableTold(Told):
    """What of an order can still be given back. `gone`: the goods have left us."""

    left: Money
    delivery: Money
    gone: bool
    lines: list[LineLeftTold]


class ManageResource:
    """Who one is, what waits, orders and refunds."""

    def __init__(
        self,
        view: ViewOrders,
        work: ViewWork,
        fulfil: FulfilOrder,
        cancel: CancelOrder,
        review: ReviewOrder,
        refund: RefundOrder,
        payments: RefundPayment,
    ) -> None:
        self._view = view
        self._work = work
        self._fulfil = fulfil
        self._cancel = cancel
        self._review = review
        self._refund = refund
        self._payments = payments

    def routes(self) -> list[Route]:
        """Return the routes, each with the permission its use case asks for."""
        one, must = f"{AT}/orders/{{order_id}}", Repeat.MUST
        return [
            staff_route("GET", AT, self.me),
            staff_route("GET", f"{AT}/waiting", self.waiting, _P.SEE_ORDERS),
            staff_route("GET", f"{AT}/orders", self.orders, _P.SEE_ORDERS),
            staff_route("GET", one, self.order, _P.SEE_ORDERS),
            staff_route("POST", f"{one}/accept", self.accept, _P.ACCEPT_ORDERS),
            staff_route("POST", f"{one}/pack", self.pack, _P.SHIP_ORDERS),
            staff_route("POST", f"{one}/ship", self.ship, _P.SHIP_ORDERS),
            staff_route("POST", f"{one}/deliver", self.deliver, _P.SHIP_ORDERS),
            staff_route("POST", f"{one}/came-back", self.came_back, _P.SHIP_ORDERS),
            staff_route("POST", f"{one}/review", self.review, _P.REVIEW_RISK),
            staff_route("POST", f"{one}/cancel", self.cancel, _P.CANCEL_ORDERS),
            staff_route("GET", f"{one}/refundable", self.refundable, _P.REFUND_ORDERS),
            staff_route("POST", f"{one}/refunds", self.refund, _P.REFUND_ORDERS, must),
            staff_route("GET", f"{AT}/refunds", self.refunds, _P.SEE_ORDERS),
            staff_route("POST", f"{AT}/refunds/{{note_id}}/approve", self.approve, _P.APPROVE_REFUNDS),
            staff_route("POST", f"{AT}/refunds/{{note_id}}/reject", self.reject, _P.REFUND_ORDERS),
            staff_route("POST", f"{AT}/refunds/{{refund_id}}/paid", self.paid_by_hand, _P.SETTLE_REFUNDS),
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
            name=call.actor.name,
            language=call.language,
            shop=words_of(call.language).pick(call.shop.title),
            currency=call.shop.currency,
            timezone=call.shop.timezone,
        )

    async def waiting(self, call: Call) -> WaitingTold:
        """Say how many wait for which step."""
        found = await self._work(call.actor)
        return WaitingTold(**{name: getattr(found, name) for name in WaitingTold.model_fields})

    async def orders(self, call: Call, query: OrdersAsked) -> Page[StaffSummary]:
        """List orders: in a status, as searched, or all, the newest first."""
        if query.search:
            found, more = list(await self._view.find(call.actor, query.search, limit=_PAGE)), False
        else:
            statuses = [query.status] if query.status is not None else list(OrderStatus)
            before = id_of(query.cursor) if query.cursor else 0
            listed, more = await self._view.in_status(
                call.actor, statuses, shipment=query.shipment, before=before, limit=_PAGE
            )
            found = list(listed)
        items = [
            StaffSummary(
                **summary_told(call, one).model_dump(), customer=one.customer_name, shipment=one.shipment.value
            )
            for one in found
        ]
        return Page[StaffSummary](items=items, next=encode_id(found[-1].id) if found and more else None)

    async def order(self, call: Call, order_id: int) -> StaffOrder:
        """Show an order."""
        return _order(call, await self._view.for_staff(call.actor, OrderId(order_id)))

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

    async def came_back(self, call: Call, order_id: int) -> StaffOrder:
        """Take a parcel back that was refused at the door or could not be handed over; its money goes back."""
        await self._fulfil.came_back(call.actor, OrderId(order_id))
        return await self.order(call, order_id)

    async def review(self, call: Call, order_id: int, body: Reviewed) -> StaffOrder:
        """Decide about an order on hold. Where money goes back, needs the second factor."""
        if body.decision == "approve":
            await self._review.approve(call.actor, call.shop, OrderId(order_id))
        else:
            view = await self._view.for_staff(call.actor, OrderId(order_id))
            await self._review.reject(call.actor, view.id, words_of(view.language).plain("reason-review"))
        return await self.order(call, order_id)

    async def cancel(self, call: Call, order_id: int, body: Why) -> StaffOrder:
        """Cancel an order; what was paid goes back."""
        await self._cancel.by_staff(call.actor, OrderId(order_id), body.reason)
        return await self.order(call, order_id)

    async def refundable(self, call: Call, order_id: int) -> RefundableTold:
        """Say what can still be given back. Needs the second factor."""
        found = await self._refund.look(call.actor, OrderId(order_id))
        words = words_of(call.language)

        def money(amount: int) -> Money:
            return Money(amount=amount, currency=found.currency)

        return RefundableTold(
            left=money(found.left),
            delivery=money(found.delivery_left),
            gone=found.gone,
            lines=[
                LineLeftTold(
                    position=line.position,
                    title=words.pick(line.title),
                    options=words.pick(line.options_text),
                    quantity=line.quantity,
                    amount=money(line.amount),
                    in_return=line.in_return,
                )
                for line in found.lines
            ],
        )

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

    async def refunds(self, call: Call) -> WaitingNotes:
        """List refunds that wait for a second person, the oldest first."""
        return WaitingNotes(
            items=[
                WaitingNote(
                    id=one.id,
                    amount=Money(amount=one.amount, currency=one.currency),
                    reason=one.reason,
                    requested_by=one.requested_by_name,
                    mine=one.requested_by == call.actor.person_id,
                    order=one.order_id,
                    number=one.number,
                    customer=one.customer_name,
                    created_at=one.created_at,
                )
                for one in await self._work.refunds(call.actor)
            ]
        )

    async def approve(self, call: Call, note_id: int) -> StaffTold:
        """Agree to a refund that somebody else asked for. Needs the second factor."""
        await self._refund.approve(call.actor, note_id)
        return await self.me(call)

    async def reject(self, call: Call, note_id: int) -> StaffTold:
        """Refuse a waiting refund, or take one's own back."""
        await self._refund.reject(call.actor, note_id)
        return await self.me(call)

    async def paid_by_hand(self, call: Call, refund_id: int) -> StaffTold:
        """Note that a refund was paid by hand. Needs the second factor."""
        await self._payments.paid_by_hand(call.actor, RefundId(refund_id))
        return await self.me(call)


_S, _H = OrderStatus, ShipmentStatus


def _steps(call: Call, view: OrderView) -> list[str]:
    """Return what this person may do with the order now, the next step first."""
    pickup = view.delivery_kind is DeliveryKind.PICKUP
    under_way = view.status is _S.FULFILLING
    away = view.shipment is _H.HANDED_OVER
    shipped = view.shipment in (_H.HANDED_OVER, _H.DELIVERED)
    reviews = view.status is _S.ON_HOLD and view.reason != "sold_out" and call.actor.may(_P.REVIEW_RISK)
    steps = (
        ("accept", _P.ACCEPT_ORDERS, view.status is _S.AWAITING_CONFIRMATION),
        ("pack", _P.SHIP_ORDERS, view.status is _S.CONFIRMED),
        ("ship", _P.SHIP_ORDERS, under_way and view.shipment is _H.PACKED and not pickup),
        ("deliver", _P.SHIP_ORDERS, under_way and (view.shipment is _H.PACKED if pickup else away)),
        ("review", _P.REVIEW_RISK, reviews),
        ("came-back", _P.SHIP_ORDERS, under_way and away),
        ("refund", _P.REFUND_ORDERS, view.status in PAID and view.paid > 0),
        ("settle", _P.SETTLE_REFUNDS, any(one.state is RefundState.MANUAL for one in view.refunds)),
        # What is reviewed is approved, or cancelled there: a second way to cancel would only confuse.
        ("cancel", _P.CANCEL_ORDERS, may_cancel(view.status, By.STAFF) and not shipped and not reviews),
    )
    return [step for step, needed, fits in steps if fits and call.actor.may(needed)]


def _order(call: Call, view: OrderView) -> StaffOrder:
    words = words_of(call.language)

    def money(amount: int) -> Money:
        return Money(amount=amount, currency=view.currency)

    reasons = view.risk.reasons if view.risk is not None else ()
    return StaffOrder(
        order=order_told(call, view),
        customer=Customer(name=view.customer_name, username=view.customer_username, phone=view.phone),
        notes=[
            NoteTold(
                id=one.id,
                amount=money(one.amount),
                reason=one.reason,
                requested_by=one.requested_by_name,
                mine=one.requested_by == call.actor.person_id,
            )
            for one in view.waiting_notes
        ],
        steps=_steps(call, view),
        paid=money(view.paid),
        delivery_kind=view.delivery_kind.value,
        courier=view.courier_name,
        reason=view.reason,
        held=[words.plain(f"risk-{code}", value=value) for code, value in reasons],
        test_money=view.test_money,
        refunds=[
            StaffRefund(
                id=one.id,
                amount=Money(amount=one.amount, currency=one.currency),
                state=one.state.value,
                reason=one.reason,
                provider=one.provider,
                reference=one.reference,
                failure=one.failure,
            )
            for one in view.refunds
        ],
        journal=[
            DidTold(at=one.at, event=one.event, status=one.to_status, who=one.actor_name, reason=one.reason)
            for one in view.journal
        ],
    )


def staff_route(
    method: str, path: str, handle: object, permission: Permission | None = None, repeat: Repeat = Repeat.MAY
) -> Route:
    """Return a route of the shop's people."""
    return Route(method, path, handle, Access.STAFF, repeat, permission=permission)  # type: ignore[arg-type]
