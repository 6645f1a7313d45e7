"""Give the demo shops a past: weeks of orders with their money, goods and books, so that figures have something to say.

Nothing of it is told to anybody: no event is written, and the buyers are people Telegram does not know.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.orders import ledger as sales
from core.orders.checkout import CASH
from core.orders.pricing import PricedLine, Terms, Totals, total_of
from core.orders.state import By, OrderEvent
from core.shops.demo.customers import CUSTOMERS
from core.shops.demo.past import Ending, PastOrder, past_orders
from core.shops.options import options_text
from core.shops.shop import Shop
from db.repositories import history, identity
from db.types.enums import (
    CashState,
    ChargeVerdict,
    DeliveryKind,
    HoldState,
    IntentState,
    MovementKind,
    NoteState,
    OrderStatus,
    RefundState,
    ShipmentStatus,
    StockVerdict,
)
from db.types.ids import ChargeId, OrderId, PersonId, RefundId, id_at, new_id
from db.types.ledger import LedgerEntry
from payments import ledger as books

CARD = "telegram"
_REASON = {"ru": "не подошло", "en": "not the right one"}
_WEEK = timedelta(days=7)


class PastSales:
    """The use case, for demo shops alone."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, shop: Shop, seller_id: PersonId, *, a_day: float) -> int:
        """Write about `a_day` orders for each of the last weeks; a shop with orders keeps what it has.

        Return how many were written.
        """
        now = self._clock.now()
        async with self._uow.platform() as connection:
            people = [
                await identity.upsert_person(
                    connection,
                    new_id=new_id(),
                    telegram_id=customer.telegram_id,
                    first_name=customer.first_name,
                    last_name=customer.last_name,
                    telegram_language=customer.language,
                )
                for customer in CUSTOMERS
            ]
        async with self._uow(shop.id) as tx:
            if await history.any_orders(tx.connection, tx.shop_id):
                return 0
            goods = await history.goods_to_sell(tx.connection, tx.shop_id)
            ways = await history.ways_to_deliver(tx.connection, tx.shop_id)
            if not goods or not ways:
                return 0
            writer = _Writer(shop, seller_id, [PersonId(row["id"]) for row in people], goods, ways, now)
            planned = past_orders(
                shop.slug,
                a_day=a_day,
                customers=len(CUSTOMERS),
                goods=len(goods),
                now=now,
                zone=ZoneInfo(shop.timezone),
            )
            for order in planned:
                writer.order(order)
            writer.supplies(planned)
            writer.handovers()
            await history.write_past(tx.connection, tx.shop_id, writer.rows)
        return len(planned)


@dataclass(slots=True)
class _Writer:
    """Turns the plan into rows by table."""

    shop: Shop
    seller_id: PersonId
    people: Sequence[PersonId]
    goods: Sequence[Mapping[str, Any]]
    ways: Sequence[Mapping[str, Any]]
    now: datetime
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    sold: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    purses: dict[int, list[tuple[datetime, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    known: set[int] = field(default_factory=set)
    _next: Iterator[int] = field(default_factory=count)

    def order(self, past: PastOrder) -> None:
        """Add an order with all that followed from it."""
        order_id = OrderId(self._id(past.placed))
        way = self._way(past)
        priced = [PricedLine(self.goods[index]["price"], pieces) for index, pieces in past.goods]
        totals = total_of(priced, Terms(delivery=way["price"], free_from=way["free_from"], taxes=self.shop.rules.taxes))
        self._placed(past, order_id, way, totals)
        self._lines(past, order_id, totals)
        self._entry(sales.sale(order_id, totals, self.shop.currency), past.placed, order_id)
        if past.ending in (Ending.CANCELLED, Ending.EXPIRED):
            self._entry(sales.unsale(order_id, totals, self.shop.currency), past.confirmed, order_id)
            return
        if past.cash:
            self._collected(past, order_id, totals.to_pay)
        else:
            charge_id = self._captured(past, order_id, totals.to_pay)
            if past.ending is Ending.REFUNDED:
                self._given_back(past, order_id, charge_id, totals)

    def supplies(self, planned: Sequence[PastOrder]) -> None:
        """Add what had to be bought in for all that: stock today is what the shop opened with."""
        if not planned:
            return
        before = planned[0].placed - timedelta(days=1)
        for item, pieces in self.sold.items():
            if pieces:
                self._movement(item, pieces, MovementKind.ADJUST, "past:supply", before, reason="supply")

    def handovers(self) -> None:
        """Add the cash that was counted: once a week, and all of it."""
        for week, purse in sorted(self.purses.items()):
            at = min(max(moment for moment, _ in purse) + timedelta(hours=1), self.now)
            amount = sum(collection["collected"] for _, collection in purse)
            handover_id = self._id(at)
            self._add(
                "cash_handovers",
                id=handover_id, courier_id=self.seller_id, expected=amount, counted=amount,
                currency=self.shop.currency, counted_by=self.seller_id, key=f"past:{week}", at=at,
            )  # fmt: skip
            for _, collection in purse:
                self._add("cash_collections", **collection, handover_id=handover_id, changed_at=at)
            self._entry(sales.cash_handed_over(handover_id, amount, self.shop.currency), at)

    def _placed(self, past: PastOrder, order_id: OrderId, way: Mapping[str, Any], totals: Totals) -> None:
        customer, person_id = CUSTOMERS[past.customer], self.people[past.customer]
        courier = way["kind"] == DeliveryKind.COURIER
        first = OrderStatus.AWAITING_CONFIRMATION if past.cash else OrderStatus.AWAITING_PAYMENT
        steps = self._steps(past, first, courier=courier)
        status, method = steps[-1][2], CASH if past.cash else CARD
        shipment = {
            OrderStatus.CANCELLED: ShipmentStatus.RETURNED_TO_STOCK,
            OrderStatus.EXPIRED: ShipmentStatus.PLANNED,
        }.get(status, ShipmentStatus.DELIVERED)
        if past.customer not in self.known:
            self.known.add(past.customer)
            self._add(
                "customers",
                person_id=person_id, phone=customer.phone, address=customer.address if courier else None,
                delivery_option_id=way["id"], payment_method=method, cash_refused=0, created_at=past.placed,
            )  # fmt: skip
        self._add(
            "orders",
            id=order_id, person_id=person_id, language=customer.language, status=status,
            shipment=shipment, payment_method=method, currency=self.shop.currency, goods_total=totals.goods,
            delivery_total=totals.delivery, discount_total=0, tax_total=totals.tax, tax_added=totals.tax_added,
            rounding=totals.rounding, total=totals.total, gift_total=0, points_total=0, delivery_kind=way["kind"],
            delivery_option_id=way["id"], delivery_title=way["title"], delivery_quoted=False, zone_chosen=False,
            address=customer.address if courier else way["details"].get(customer.language), phone=customer.phone,
            customer_name=customer.name, idempotency_key=f"past:{order_id}", placed_at=past.placed,
            hold_until=past.placed + timedelta(hours=1), changed_at=steps[-1][0],
        )  # fmt: skip
        before: OrderStatus | None = None
        for at, event, to, by in steps:
            self._add(
                "order_journal",
                id=self._id(at), order_id=order_id, at=at, event=event, from_status=before, to_status=to, actor=by,
                actor_id={By.BUYER: person_id, By.STAFF: self.seller_id}.get(by),
            )  # fmt: skip
            before = to

    def _steps(
        self, past: PastOrder, first: OrderStatus, *, courier: bool
    ) -> list[tuple[datetime, str, OrderStatus, By]]:
        steps = [(past.placed, "place", first, By.BUYER)]
        match past.ending:
            case Ending.CANCELLED:
                return [*steps, (past.confirmed, OrderEvent.CANCEL, OrderStatus.CANCELLED, By.BUYER)]
            case Ending.EXPIRED:
                return [*steps, (past.confirmed, OrderEvent.HOLD_EXPIRED, OrderStatus.EXPIRED, By.TIMER)]
        accepted = (OrderEvent.ACCEPT, By.STAFF) if past.cash else (OrderEvent.FUNDS_COMPLETE, By.LEDGER)
        steps += [
            (past.confirmed, accepted[0], OrderStatus.CONFIRMED, accepted[1]),
            (past.packed, OrderEvent.SHIPMENT_CREATED, OrderStatus.FULFILLING, By.STAFF),
        ]
        if courier:
            steps.append((past.shipped, "handed_over", OrderStatus.FULFILLING, By.STAFF))
        steps.append((past.delivered, OrderEvent.ALL_DELIVERED, OrderStatus.DELIVERED, By.STAFF))
        over = past.delivered + timedelta(days=self.shop.rules.return_days)
        if over < self.now:
            steps.append((over, OrderEvent.WINDOW_OVER, OrderStatus.COMPLETED, By.TIMER))
        return steps

    def _lines(self, past: PastOrder, order_id: OrderId, totals: Totals) -> None:
        gone = past.ending in (Ending.DELIVERED, Ending.REFUNDED)
        state = {Ending.CANCELLED: HoldState.RELEASED, Ending.EXPIRED: HoldState.EXPIRED}.get(
            past.ending, HoldState.CONSUMED
        )
        pieces_of: dict[int, int] = defaultdict(int)
        for position, ((index, pieces), paid) in enumerate(zip(past.goods, totals.lines, strict=True), start=1):
            one = self.goods[index]
            self._add(
                "order_lines",
                order_id=order_id, position=position, product_id=one["product_id"], variant_id=one["variant_id"],
                stock_item_id=one["stock_item_id"], sku=one["sku"], title=one["title"],
                options_text=options_text(one["options"], one["variant_options"]), unit_price=one["price"],
                quantity=pieces, line_total=paid.amount, tax_bp=paid.tax_bp, digital=False,
                refunded=pieces if past.ending is Ending.REFUNDED and position == 1 else 0, in_return=0,
            )  # fmt: skip
            pieces_of[one["stock_item_id"]] += pieces
        for item, pieces in pieces_of.items():
            self._add(
                "holds",
                id=self._id(past.placed), order_id=order_id, stock_item_id=item, quantity=pieces, state=state,
                created_at=past.placed,
            )  # fmt: skip
            if gone:
                self.sold[item] += pieces
                self._movement(item, -pieces, MovementKind.SALE, f"sale:{order_id}", past.delivered)

    def _captured(self, past: PastOrder, order_id: OrderId, amount: int) -> ChargeId:
        """Add the card that was paid with."""
        intent_id, charge_id = self._id(past.placed), ChargeId(self._id(past.confirmed))
        self._add(
            "payment_intents",
            id=intent_id, order_id=order_id, provider=CARD, state=IntentState.CAPTURED, amount=amount,
            currency=self.shop.currency, payer_id=self.people[past.customer], details={}, tip_max=0, checks=0,
            created_at=past.placed, changed_at=past.confirmed,
        )  # fmt: skip
        self._charge(charge_id, order_id, intent_id, CARD, amount, past.confirmed)
        self._entry(books.charge(charge_id, CARD, amount, self.shop.currency), past.confirmed, order_id)
        return charge_id

    def _collected(self, past: PastOrder, order_id: OrderId, amount: int) -> None:
        """Add the cash that was paid at the door, and remember who carries it."""
        charge_id = ChargeId(self._id(past.delivered))
        self._charge(charge_id, order_id, None, CASH, amount, past.delivered)
        self._entry(sales.cash_collected(charge_id, amount, self.shop.currency), past.delivered, order_id)
        collection = {
            "order_id": order_id,
            "courier_id": self.seller_id,
            "due": amount,
            "collected": amount,
            "currency": self.shop.currency,
            "state": CashState.RECONCILED,
        }
        self.purses[int(past.delivered.timestamp() // _WEEK.total_seconds())].append((past.delivered, collection))

    def _given_back(self, past: PastOrder, order_id: OrderId, charge_id: ChargeId, totals: Totals) -> None:
        """Add a credit note of the first line, its money on the way back, and its goods on the shelf again."""
        at = past.delivered + min(timedelta(days=2), (self.now - past.delivered) / 2)
        index, pieces = past.goods[0]
        amount, item, currency = totals.lines[0].amount, self.goods[index]["stock_item_id"], self.shop.currency
        tax = totals.tax * amount // totals.total
        reason = _REASON[CUSTOMERS[past.customer].language]
        note_id, refund_id = self._id(at), RefundId(self._id(at))
        self._add(
            "credit_notes",
            id=note_id, order_id=order_id, key=f"past:{order_id}", state=NoteState.APPROVED, amount=amount,
            gift_amount=0, points_amount=0, credit_amount=0, delivery_amount=0, tax_amount=tax,
            lines=[{"position": 1, "quantity": pieces, "verdict": StockVerdict.RESTOCK, "stock_item_id": item,
                    "digital": False}],
            reason=reason, requested_by=self.seller_id, created_at=at, decided_at=at,
        )  # fmt: skip
        self._add(
            "refunds",
            id=refund_id, charge_id=charge_id, order_id=order_id, key=f"note:{note_id}:charge:{charge_id}",
            state=RefundState.SUCCEEDED, amount=amount, currency=currency, reason=reason,
            requested_by=self.seller_id, credit_note_id=note_id, needs_approval=False, attempts=1,
            next_attempt_at=at, created_at=at, changed_at=at,
        )  # fmt: skip
        self._add(
            "order_journal",
            id=self._id(at), order_id=order_id, at=at, event=f"refund_{NoteState.APPROVED}",
            from_status=OrderStatus.DELIVERED, to_status=OrderStatus.DELIVERED, actor=By.STAFF,
            actor_id=self.seller_id,
        )  # fmt: skip
        self._entry(sales.credited(order_id, note_id, amount, 0, tax, currency), at, order_id)
        self._entry(sales.refund_due(refund_id, amount, currency), at, order_id)
        self._entry(books.refund_paid(refund_id, CARD, amount, currency), at, order_id)
        self.sold[item] -= pieces
        self._movement(item, pieces, MovementKind.RETURN, f"note:{note_id}", at)

    def _charge(
        self, charge_id: ChargeId, order_id: OrderId, intent_id: int | None, provider: str, amount: int, at: datetime
    ) -> None:
        self._add(
            "charges",
            id=charge_id, order_id=order_id, intent_id=intent_id, provider=provider,
            external_id=f"past:{order_id}", provider_reference="", amount=amount, currency=self.shop.currency,
            verdict=ChargeVerdict.APPLIED, tip=0, fee=0, evidence={}, received_at=at,
        )  # fmt: skip

    def _movement(
        self, item: int, delta: int, kind: MovementKind, source_key: str, at: datetime, *, reason: str = ""
    ) -> None:
        self._add(
            "stock_movements",
            id=self._id(at), stock_item_id=item, delta=delta, kind=kind, reason=reason, source_key=source_key,
            actor_id=self.seller_id, created_at=at,
        )  # fmt: skip

    def _entry(self, entry: LedgerEntry, at: datetime, order_id: OrderId | None = None) -> None:
        entry_id = self._id(at)
        self._add(
            "ledger_entries",
            id=entry_id, source=entry.source, event_id=entry.event_id, kind=entry.kind, currency=entry.currency,
            order_id=order_id, at=at,
        )  # fmt: skip
        for position, line in enumerate(entry.lines):
            self._add("ledger_lines", entry_id=entry_id, position=position, account=line.account, amount=line.amount)

    def _way(self, past: PastOrder) -> Mapping[str, Any]:
        wanted = DeliveryKind.COURIER if past.courier else DeliveryKind.PICKUP
        fitting = [way for way in self.ways if way["kind"] == wanted] or list(self.ways)
        return fitting[past.customer % len(fitting)]

    def _id(self, at: datetime) -> int:
        """Return an id of that moment: what is sorted by id is sorted by time."""
        return id_at(at.timestamp()) + next(self._next)

    def _add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row)
