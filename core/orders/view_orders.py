"""Look at orders: one's own, and the shop's for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders.return_state import OPEN
from core.orders.state import LIVE
from core.shops.geometry import Point
from db.repositories import credit_notes, money, orders, returns, risk, subscriptions, work
from db.repositories.sql import Record
from db.types.enums import (
    DeliveryKind,
    NoteState,
    OrderStatus,
    RefundState,
    RiskDecision,
    ShipmentStatus,
    SubscriptionState,
)
from db.types.ids import BotId, OrderId, PersonId, ShopId

PAGE = 6


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line as it was agreed; price in minor units. `refunded`: pieces whose money went back.

    `returnable`: pieces that could still be sent back, if it is not too late.
    """

    position: int
    variant_id: int
    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    unit_price: int
    quantity: int
    line_total: int
    refunded: int
    digital: bool
    returnable: int = 0


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One step of an order's life."""

    at: datetime
    event: str
    to_status: str | None
    actor_name: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back, in minor units. `reference` is the provider's number of the payment."""

    id: int
    state: RefundState
    amount: int
    currency: str
    reason: str
    provider: str
    reference: str
    # What the provider said when it refused.
    failure: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A credit note that waits for a second person; the sum in minor units."""

    id: int
    amount: int
    reason: str
    requested_by: PersonId | None
    requested_by_name: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """The subscription that an order began."""

    state: SubscriptionState
    paid_until: datetime


@dataclass(frozen=True, slots=True)
class RiskView:
    """Why an order waits for review: the score, and (reason, the number behind it)."""

    score: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order in a list."""

    id: OrderId
    number: int
    status: OrderStatus
    shipment: ShipmentStatus
    total: int
    currency: str
    placed_at: datetime
    customer_name: str


@dataclass(frozen=True, slots=True)
class TransferView:
    """Money to be sent by hand: (locale key, value) pairs to copy, and whether a picture of the receipt is awaited."""

    fields: tuple[tuple[str, str], ...]
    proof: bool


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything a card shows. Sums in minor units of `currency`."""

    id: OrderId
    shop_id: ShopId
    number: int
    person_id: PersonId
    bot_id: BotId | None
    language: str
    status: OrderStatus
    shipment: ShipmentStatus
    payment_method: str
    currency: str
    goods_total: int
    delivery_total: int
    discount_total: int
    tax_total: int
    tax_added: int
    rounding: int
    gift_total: int
    points_total: int
    promo_code: str | None
    total: int
    delivery_kind: DeliveryKind
    delivery_title: dict[str, str]
    address: str | None
    # Where that is on the map; the zone it was priced by, and whether the buyer only said so.
    point: Point | None
    delivery_zone: dict[str, str] | None
    zone_chosen: bool
    phone: str | None
    customer_name: str
    customer_username: str | None
    customer_telegram_id: int
    comment: str | None
    gift_note: str | None
    tracking: str | None
    reason: str | None
    placed_at: datetime
    hold_until: datetime | None
    paid: int
    lines: tuple[OrderLine, ...]
    journal: tuple[JournalLine, ...]
    refunds: tuple[Refund, ...]
    # What the buyer owes by the books: 0 when all is paid, also after a part was given back.
    owed: int
    waiting_notes: tuple[Note, ...]
    # The provider's page on which it can be paid now, if one is open.
    pay_url: str | None
    # Where to send its money by hand, while it waits for that.
    transfer: TransferView | None
    # Only while it waits for review.
    risk: RiskView | None
    tip: int = 0
    test_money: bool = False
    renewal: bool = False
    subscription: Subscription | None = None
    # Whether something of it can be sent back today, and what is on its way.
    returnable: bool = False
    return_until: datetime | None = None
    open_returns: tuple[int, ...] = ()
    # Who brings it, and how many pictures there are of that.
    courier_name: str | None = None
    delivery_photos: int = 0

    @property
    def digital(self) -> bool:
        """Return whether something in it arrives in the chat."""
        return any(line.digital for line in self.lines)


def _summary(row: Mapping[str, Any]) -> OrderSummary:
    return OrderSummary(
        id=row["id"],
        number=row["number"],
        status=OrderStatus(row["status"]),
        shipment=ShipmentStatus(row["shipment"]),
        total=row["total"],
        currency=row["currency"],
        placed_at=row["placed_at"],
        customer_name=row["customer_name"],
    )


_COPIED = (
    "id number person_id bot_id language payment_method currency goods_total delivery_total discount_total "
    "tax_total tax_added rounding gift_total points_total promo_code total delivery_title address delivery_zone "
    "zone_chosen phone customer_name customer_username customer_telegram_id comment gift_note tracking reason "
    "placed_at hold_until"
).split()


async def _subscription(tx: Transaction, order_id: OrderId) -> Subscription | None:
    found = await subscriptions.subscription(tx.connection, tx.shop_id, order_id)
    return Subscription(SubscriptionState(found["state"]), found["paid_until"]) if found is not None else None


async def view_of(tx: Transaction, row: Mapping[str, Any]) -> OrderView:
    """Return everything a card shows of an order's row."""
    marks = await money.marks(tx.connection, tx.shop_id, row["id"])
    lines = await orders.lines(tx.connection, tx.shop_id, row["id"])
    journal = await orders.journal(tx.connection, tx.shop_id, row["id"])
    refunds = await money.refunds_of(tx.connection, tx.shop_id, row["id"])
    held = row["status"] == OrderStatus.ON_HOLD
    waits = row["status"] == OrderStatus.AWAITING_PAYMENT
    notes = await credit_notes.notes_of(tx.connection, tx.shop_id, row["id"])
    in_chat = any(line["digital"] for line in lines)
    paid = await money.paid(tx.connection, tx.shop_id, row["id"])
    carried = row["delivery_kind"] == DeliveryKind.COURIER
    way = await work.on_its_way(tx.connection, tx.shop_id, row["id"]) if carried else None
    page = await money.page_of(tx.connection, tx.shop_id, row["id"], row["total"] - paid) if waits else None
    window = await returns.window(tx.connection, tx.shop_id, row["id"]) if _delivered(row) else None
    return OrderView(
        shop_id=tx.shop_id,
        courier_name=way["courier_name"] if way is not None else None,
        delivery_photos=way["photos"] if way is not None else 0,
        tip=marks["tip"] if marks else 0,
        test_money=bool(marks and marks["test"]),
        renewal=row["renewal_of"] is not None,
        subscription=await _subscription(tx, row["id"]) if in_chat else None,
        status=OrderStatus(row["status"]),
        shipment=ShipmentStatus(row["shipment"]),
        delivery_kind=DeliveryKind(row["delivery_kind"]),
        point=Point(row["latitude"], row["longitude"]) if row["latitude"] is not None else None,
        paid=paid,
        owed=await money.balance(tx.connection, tx.shop_id, row["id"]),
        pay_url=page["url"] if page is not None else None,
        transfer=_transfer(page),
        risk=_risk(await risk.checks_of(tx.connection, tx.shop_id, row["id"])) if held else None,
        waiting_notes=tuple(
            Note(note["id"], note["amount"], note["reason"], note["requested_by"], note["requested_by_name"] or "")
            for note in notes
            if note["state"] == NoteState.WAITING
        ),
        returnable=window is not None and not window["passed"] and any(_left(line) for line in lines),
        return_until=window["ends_at"] if window is not None else None,
        open_returns=tuple(
            found["id"]
            for found in (await returns.of_order(tx.connection, tx.shop_id, row["id"]) if _delivered(row) else ())
            if found["state"] in OPEN
        ),
        lines=tuple(
            OrderLine(
                position=line["position"],
                variant_id=line["variant_id"],
                sku=line["sku"],
                title=line["title"],
                options_text=line["options_text"],
                unit_price=line["unit_price"],
                quantity=line["quantity"],
                line_total=line["line_total"],
                refunded=line["refunded"],
                digital=line["digital"],
                returnable=_left(line) if window is not None else 0,
            )
            for line in lines
        ),
        journal=tuple(
            JournalLine(step["at"], step["event"], step["to_status"], step["actor_name"], step["reason"])
            for step in journal
        ),
        refunds=tuple(
            Refund(
                id=refund["id"],
                state=RefundState(refund["state"]),
                amount=refund["amount"],
                currency=refund["currency"],
                reason=refund["reason"],
                provider=refund["provider"],
                reference=refund["provider_reference"] or refund["external_id"],
                failure=refund["failure"],
            )
            for refund in refunds
            if not (refund["needs_approval"] and refund["state"] in (RefundState.REQUESTED, RefundState.FAILED))
        ),
        **{name: row[name] for name in _COPIED},
    )


def _delivered(row: Mapping[str, Any]) -> bool:
    return row["status"] in (OrderStatus.DELIVERED, OrderStatus.COMPLETED)


def _left(line: Mapping[str, Any]) -> int:
    """Return how many pieces of a line were neither paid back nor are on their way back."""
    return 0 if line["digital"] else max(line["quantity"] - line["refunded"] - line["in_return"], 0)


def _transfer(page: Record | None) -> TransferView | None:
    if page is None or "fields" not in page["details"]:
        return None
    fields = tuple((str(name), str(value)) for name, value in page["details"]["fields"])
    return TransferView(fields, bool(page["details"].get("proof")))


def _risk(checks: Sequence[Mapping[str, Any]]) -> RiskView | None:
    waiting = [check for check in checks if check["decision"] == RiskDecision.PENDING]
    if not waiting:
        return None
    last = waiting[-1]
    return RiskView(last["score"], tuple((reason["code"], reason["value"]) for reason in last["reasons"]))


class ViewOrders:
    """Read orders. A stranger's order and one that does not exist look the same."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def mine(self, actor: Actor, *, before: int = 0) -> tuple[Sequence[OrderSummary], bool]:
        """Return a page of one's own orders, newest first, and whether older ones follow."""
        async with self._uow(actor.shop_id) as tx:
            found = await orders.orders_of(tx.connection, tx.shop_id, actor.person_id, before=before, limit=PAGE + 1)
        return [_summary(row) for row in found[:PAGE]], len(found) > PAGE

    async def one_of_mine(self, actor: Actor, order_id: OrderId) -> OrderView:
        """Return one's own order. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            found = await orders.order(tx.connection, tx.shop_id, order_id)
            if found is None or found["person_id"] != actor.person_id:
                raise NotFound
            return await view_of(tx, found)

    async def for_staff(self, actor: Actor, order_id: OrderId) -> OrderView:
        """Return any order of the shop. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEE_ORDERS)
        return await self.for_card(actor.shop_id, order_id)

    async def for_card(self, shop_id: ShopId, order_id: OrderId) -> OrderView:
        """Return an order for its live card (the house itself asks). Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            found = await orders.order(tx.connection, shop_id, order_id)
            if found is None:
                raise NotFound
            return await view_of(tx, found)

    async def by_number(self, actor: Actor, number: int) -> OrderView:
        """Return an order by its number. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await orders.order_by_number(tx.connection, tx.shop_id, number)
            if found is None:
                raise NotFound
            return await view_of(tx, found)

    async def in_status(
        self,
        actor: Actor,
        statuses: Sequence[OrderStatus],
        *,
        shipment: ShipmentStatus | None = None,
        before: int = 0,
        limit: int = PAGE,
    ) -> tuple[Sequence[OrderSummary], bool]:
        """Return a page of the shop's orders in these statuses, and whether older ones follow. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await orders.orders_in(
                tx.connection,
                tx.shop_id,
                [status.value for status in statuses],
                shipment=shipment.value if shipment is not None else None,
                before=before,
                limit=limit + 1,
            )
        return [_summary(row) for row in found[:limit]], len(found) > limit

    async def today(self, actor: Actor, timezone: str, *, before: int = 0) -> tuple[Sequence[OrderSummary], bool]:
        """Return a page of the orders of today, by the shop's clock. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        now = datetime.now(ZoneInfo(timezone))
        since = now.replace(hour=0, minute=0, second=0, microsecond=0)
        async with self._uow(actor.shop_id) as tx:
            found = await work.placed_since(tx.connection, tx.shop_id, since, before=before, limit=PAGE + 1)
        return [_summary(row) for row in found[:PAGE]], len(found) > PAGE

    async def worked_on(self, actor: Actor, *, before: int = 0) -> tuple[Sequence[OrderSummary], bool]:
        """Return a page of live orders that the actor brings or did something with. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await work.worked_on_by(
                tx.connection,
                tx.shop_id,
                actor.person_id,
                [status.value for status in LIVE],
                before=before,
                limit=PAGE + 1,
            )
        return [_summary(row) for row in found[:PAGE]], len(found) > PAGE

    async def find(self, actor: Actor, words: str, *, limit: int = 9) -> Sequence[OrderSummary]:
        """Return orders by number, the buyer's name or phone digits. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await orders.find_orders(tx.connection, tx.shop_id, words[:64], limit)
        return [_summary(row) for row in found]
