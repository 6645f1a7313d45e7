"""Look at returns: one's own, and the shop's for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.orders.gift_cards import CONTEXT
from core.shops.options import options_text
from db.repositories import credit_notes, orders, promotions, returns
from db.types.enums import Acceptance, OrderStatus, Reception, ReturnOutcome, ReturnState, StockVerdict
from db.types.ids import BotId, OrderId, PersonId, ShopId

PAGE = 6


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of a return on both its axes; `worth` of the accepted pieces in minor units."""

    position: int
    title: dict[str, str]
    options_text: dict[str, str]
    quantity: int
    reception: Reception
    received: int
    acceptance: Acceptance
    accepted: int
    verdict: StockVerdict | None
    instead: dict[str, str] | None
    worth: int
    asked_worth: int


@dataclass(frozen=True, slots=True)
class ReturnJournalLine:
    """One step of a return's life."""

    at: datetime
    event: str
    actor: str
    actor_name: str | None


@dataclass(frozen=True, slots=True)
class ExchangeOrder:
    """The order that replaces the goods; `to_pay` is what its buyer has to pay for it beyond the credit."""

    id: OrderId
    number: int
    status: OrderStatus
    to_pay: int


@dataclass(frozen=True, slots=True)
class ReturnSummary:
    """A return in a list."""

    id: int
    order_id: OrderId
    number: int
    state: ReturnState
    outcome: ReturnOutcome
    customer_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnView:
    """Everything a card shows. Sums in minor units of `currency`."""

    id: int
    shop_id: ShopId
    order_id: OrderId
    number: int
    person_id: PersonId
    bot_id: BotId | None
    language: str
    currency: str
    state: ReturnState
    reason: str
    comment: str | None
    outcome: ReturnOutcome
    answer: str | None
    tracking: str | None
    customer_name: str
    customer_username: str | None
    customer_telegram_id: int
    created_at: datetime
    lines: tuple[ReturnLine, ...]
    photos: tuple[int, ...]
    journal: tuple[ReturnJournalLine, ...]
    # What closing came to: in all, and the part that stayed as credit.
    amount: int
    credit: int
    money: int  # the part that leaves as money
    closing_by_name: str | None
    exchange: ExchangeOrder | None
    delivery_total: int
    # For the buyer's eyes only.
    credit_code: str | None = field(default=None, repr=False)

    @property
    def worth(self) -> int:
        """Return what the accepted pieces come to."""
        return sum(line.worth for line in self.lines)

    @property
    def asked_worth(self) -> int:
        """Return what all announced pieces come to."""
        return sum(line.asked_worth for line in self.lines)

    @property
    def received(self) -> bool:
        """Return whether something was said of every line's coming."""
        return all(line.reception is not Reception.AWAITING for line in self.lines)

    @property
    def under_way(self) -> bool:
        """Return whether the goods are on their way back, or here."""
        return self.tracking is not None or any(line.reception is not Reception.AWAITING for line in self.lines)

    @property
    def inspected(self) -> bool:
        """Return whether every line was looked at."""
        return all(line.acceptance is not Acceptance.PENDING for line in self.lines)


class ViewReturns:
    """Read returns. A stranger's return and one that does not exist look the same."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher) -> None:
        self._uow = uow
        self._cipher = cipher

    async def one_of_mine(self, actor: Actor, return_id: int) -> ReturnView:
        """Return one's own return. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            found = await returns.one(tx.connection, tx.shop_id, return_id)
            if found is None or found["person_id"] != actor.person_id:
                raise NotFound
            return await self._view(tx, found)

    async def of_my_order(self, actor: Actor, order_id: OrderId) -> tuple[ReturnView, ...]:
        """Return the returns of one's own order, the newest first. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id)
            if order is None or order["person_id"] != actor.person_id:
                raise NotFound
            found = await returns.of_order(tx.connection, tx.shop_id, order_id)
            return tuple([await self._view(tx, row) for row in reversed(found)])

    async def find(self, actor: Actor, key: str) -> ReturnView | None:
        """Return the return that a command of this person's made, if it did."""
        async with self._uow(actor.shop_id) as tx:
            found = await returns.by_key(tx.connection, tx.shop_id, key)
            if found is None or found["person_id"] != actor.person_id:
                return None
            return await self._view(tx, found)

    async def for_staff(self, actor: Actor, return_id: int) -> ReturnView:
        """Return any return of the shop. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEE_ORDERS)
        return await self.for_card(actor.shop_id, return_id)

    async def for_card(self, shop_id: ShopId, return_id: int) -> ReturnView:
        """Return a return for its live cards (the house itself asks). Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            found = await returns.one(tx.connection, shop_id, return_id)
            if found is None:
                raise NotFound
            return await self._view(tx, found)

    async def in_state(
        self, actor: Actor, states: Sequence[ReturnState], *, before: int = 0, limit: int = PAGE
    ) -> tuple[Sequence[ReturnSummary], bool]:
        """Return a page of the shop's returns in these states, newest first. Raises: Forbidden."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            found = await returns.in_states(
                tx.connection, tx.shop_id, [state.value for state in states], before=before, limit=limit + 1
            )
        return [_summary(row) for row in found[:limit]], len(found) > limit

    async def of_exchange(self, shop_id: ShopId, order_id: OrderId) -> int | None:
        """Return the return whose goods an order replaces (the house itself asks)."""
        async with self._uow(shop_id) as tx:
            order = await orders.order(tx.connection, shop_id, order_id)
        return int(order["exchange_of"]) if order is not None and order["exchange_of"] is not None else None

    async def _view(self, tx: Transaction, row: Mapping[str, Any]) -> ReturnView:
        sold = {line["position"]: line for line in await orders.lines(tx.connection, tx.shop_id, row["order_id"])}
        order = await orders.order(tx.connection, tx.shop_id, row["order_id"])
        lines = await returns.lines(tx.connection, tx.shop_id, row["id"])
        notes = await credit_notes.notes_of(tx.connection, tx.shop_id, row["order_id"])
        note = next((note for note in notes if note["return_id"] == row["id"]), None)
        return ReturnView(
            shop_id=tx.shop_id,
            state=ReturnState(row["state"]),
            outcome=ReturnOutcome(row["outcome"]),
            lines=tuple(_line(line, sold[line["position"]]) for line in lines),
            photos=tuple(await returns.photos(tx.connection, tx.shop_id, row["id"])),
            journal=tuple(
                ReturnJournalLine(step["at"], step["event"], step["actor"], step["actor_name"])
                for step in await returns.steps(tx.connection, tx.shop_id, row["id"])
            ),
            amount=note["amount"] if note is not None else 0,
            credit=note["credit_amount"] if note is not None else 0,
            money=_money(note) if note is not None else 0,
            exchange=_exchange(row),
            delivery_total=order["delivery_total"] if order is not None else 0,
            credit_code=await self._code(tx, row),
            **{name: row[name] for name in _COPIED},
        )

    async def _code(self, tx: Transaction, row: Mapping[str, Any]) -> str | None:
        """Return the code of the credit, where it is the buyer's to spend."""
        if row["gift_card_id"] is None:
            return None
        card = await promotions.gift_card(tx.connection, tx.shop_id, row["gift_card_id"])
        return self._cipher.decrypt(card["code_cipher"], CONTEXT) if card is not None and card["balance"] else None


_COPIED = (
    "id order_id number person_id bot_id language currency reason comment answer tracking customer_name "
    "customer_username customer_telegram_id created_at closing_by_name"
).split()


def _money(note: Mapping[str, Any]) -> int:
    return int(note["amount"] - note["gift_amount"] - note["points_amount"] - note["credit_amount"])


def _summary(row: Mapping[str, Any]) -> ReturnSummary:
    return ReturnSummary(
        id=row["id"],
        order_id=row["order_id"],
        number=row["number"],
        state=ReturnState(row["state"]),
        outcome=ReturnOutcome(row["outcome"]),
        customer_name=row["customer_name"],
        created_at=row["created_at"],
    )


def _exchange(row: Mapping[str, Any]) -> ExchangeOrder | None:
    if row["exchange_order_id"] is None:
        return None
    return ExchangeOrder(
        OrderId(row["exchange_order_id"]),
        row["exchange_number"],
        OrderStatus(row["exchange_status"]),
        row["exchange_to_pay"],
    )


def _line(line: Mapping[str, Any], sold: Mapping[str, Any]) -> ReturnLine:
    instead = None
    if line["exchange_variant_id"] is not None:
        options = options_text(line["exchange_product_options"], line["exchange_options"])
        instead = {
            language: ", ".join(part for part in (title, options.get(language)) if part)
            for language, title in line["exchange_title"].items()
        }
    return ReturnLine(
        position=line["position"],
        title=line["title"],
        options_text=line["options_text"],
        quantity=line["quantity"],
        reception=Reception(line["reception"]),
        received=line["received"],
        acceptance=Acceptance(line["acceptance"]),
        accepted=line["accepted"],
        verdict=StockVerdict(line["verdict"]) if line["verdict"] else None,
        instead=instead,
        worth=sold["line_total"] * line["accepted"] // sold["quantity"],
        asked_worth=sold["line_total"] * line["quantity"] // sold["quantity"],
    )
