"""What a buyer has answered on the way to a return: kept like a cart, so that a restart loses nothing typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders.cart import price_in
from core.orders.credit_note import refundable
from core.orders.moving import lock_order
from core.orders.return_errors import NotReturnable
from core.orders.return_order import MOST_PHOTOS, AskedLine, ReturnRequest
from core.orders.returning import check_window
from core.shops.options import options_text
from core.shops.shop import Shop
from db.repositories import orders, returns
from db.types.enums import ProductKind, ReturnOutcome
from db.types.ids import MediaId, OrderId, VariantId, new_id


class ReturnStep(StrEnum):
    """The questions on the way, in their order."""

    PIECES = "pieces"
    REASON = "reason"
    OUTCOME = "outcome"
    INSTEAD = "instead"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A variant that may be wanted instead; today's price in minor units of the order's currency."""

    variant_id: VariantId
    options_text: dict[str, str]
    price: int
    available: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of the order: pieces that can be sent back, and how many are picked. `amount` is the worth of `left`."""

    position: int
    title: dict[str, str]
    options_text: dict[str, str]
    left: int
    amount: int
    picked: int
    alternatives: tuple[Alternative, ...]
    instead: Alternative | None

    @property
    def worth(self) -> int:
        """Return what the picked pieces come to, in minor units."""
        return self.amount * self.picked // self.left if self.left else 0


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """Everything answered so far."""

    id: int
    order_id: OrderId
    number: int
    currency: str
    lines: tuple[DraftLine, ...]
    reason: str
    outcome: ReturnOutcome | None
    comment: str
    photos: tuple[MediaId, ...]

    @property
    def picked(self) -> tuple[DraftLine, ...]:
        """Return the lines of which something goes back."""
        return tuple(line for line in self.lines if line.picked)

    @property
    def worth(self) -> int:
        """Return what the picked pieces come to, in minor units."""
        return sum(line.worth for line in self.picked)

    @property
    def exchangeable(self) -> bool:
        """Return whether there is something to be had instead of each picked piece."""
        return all(line.alternatives for line in self.picked)

    @property
    def step(self) -> ReturnStep:
        """Return the first question that is not answered."""
        if not self.picked:
            return ReturnStep.PIECES
        if not self.reason:
            return ReturnStep.REASON
        if self.outcome is None:
            return ReturnStep.OUTCOME
        if self.outcome is ReturnOutcome.EXCHANGE and any(line.instead is None for line in self.picked):
            return ReturnStep.INSTEAD
        return ReturnStep.CONFIRM

    def request(self) -> ReturnRequest:
        """Return what is asked for. The draft's id makes many taps one return."""
        return ReturnRequest(
            order_id=self.order_id,
            lines=tuple(
                AskedLine(line.position, line.picked, line.instead.variant_id if line.instead else None)
                for line in self.picked
            ),
            reason=self.reason,
            outcome=self.outcome or ReturnOutcome.REFUND,
            key=draft_key(self.id),
            comment=self.comment,
            photos=self.photos,
        )


def draft_key(draft_id: int) -> str:
    """Return the key of the return that a draft becomes."""
    return f"draft:{draft_id}"


class DraftReturn:
    """Answer the questions, one at a time. Each method returns the draft as it is then."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def open(self, actor: Actor, shop: Shop, order_id: OrderId) -> ReturnDraft:
        """Return the draft of one's own order.

        Raises:
            NotFound: somebody else's order. NotReturnable: not delivered, or nothing is left. ReturnWindowOver.
        """
        return await self._answer(actor, shop, order_id, {})

    async def pick(self, actor: Actor, shop: Shop, order_id: OrderId, position: int, number: int) -> ReturnDraft:
        """Send so many pieces of a line back. Raises: as `open`."""
        return await self._answer(actor, shop, order_id, {"pieces": {str(position): max(number, 0)}})

    async def give_reason(self, actor: Actor, shop: Shop, order_id: OrderId, reason: str) -> ReturnDraft:
        """Say why. Raises: as `open`."""
        return await self._answer(actor, shop, order_id, {"reason": reason[:40]})

    async def choose(self, actor: Actor, shop: Shop, order_id: OrderId, outcome: ReturnOutcome | None) -> ReturnDraft:
        """Say what is wanted for it; None: not yet. Raises: as `open`."""
        return await self._answer(actor, shop, order_id, {"outcome": outcome.value if outcome else None})

    async def choose_instead(
        self, actor: Actor, shop: Shop, order_id: OrderId, position: int, variant_id: VariantId | None
    ) -> ReturnDraft:
        """Say which variant is wanted instead of a line; None: choose again. Raises: as `open`."""
        return await self._answer(actor, shop, order_id, {"instead": {str(position): variant_id}})

    async def type_comment(self, actor: Actor, shop: Shop, order_id: OrderId, comment: str) -> ReturnDraft:
        """Add words. Raises: as `open`."""
        return await self._answer(actor, shop, order_id, {"comment": comment.strip()[:1000]})

    async def add_photo(self, actor: Actor, shop: Shop, order_id: OrderId, media_id: MediaId) -> ReturnDraft:
        """Add a picture; beyond the most there may be, the first ones stay. Raises: as `open`."""
        return await self._answer(actor, shop, order_id, {"photo": media_id})

    async def _answer(self, actor: Actor, shop: Shop, order_id: OrderId, said: Mapping[str, Any]) -> ReturnDraft:
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            if order["person_id"] != actor.person_id:
                raise NotFound
            await check_window(tx, self._clock, shop, order)
            draft = await returns.draft(tx.connection, tx.shop_id, order_id, actor.person_id, new_id=new_id())
            answers = _merged(draft["answers"], said)
            if said:
                await returns.save_draft(tx.connection, tx.shop_id, order_id, answers)
            lines = await self._lines(tx, order, answers)
            if not any(line.left for line in lines):
                raise NotReturnable
        return ReturnDraft(
            id=draft["id"],
            order_id=order_id,
            number=order["number"],
            currency=order["currency"],
            lines=lines,
            reason=answers.get("reason") or "",
            outcome=ReturnOutcome(answers["outcome"]) if answers.get("outcome") else None,
            comment=answers.get("comment") or "",
            photos=tuple(answers.get("photos") or ()),
        )

    @staticmethod
    async def _lines(tx: Transaction, order: Mapping[str, Any], answers: Mapping[str, Any]) -> tuple[DraftLine, ...]:
        left = await refundable(tx, order)
        sold = [line for line in await orders.lines(tx.connection, tx.shop_id, order["id"]) if not line["digital"]]
        products = sorted({line["product_id"] for line in sold})
        beside = await returns.variants_beside(tx.connection, tx.shop_id, products)
        free = {line.position: line for line in left.lines}
        # One piece of one line: there is nothing to pick.
        only = len(sold) == 1 and free[sold[0]["position"]].quantity == 1
        found = []
        for line in sold:
            position = line["position"]
            others = _alternatives(order, beside, line["product_id"])
            wanted = (answers.get("instead") or {}).get(str(position))
            instead = next((other for other in others if other.variant_id == wanted), None)
            if instead is None and len(others) == 1:
                instead = others[0]
            pieces = free[position].quantity
            picked = 1 if only else min((answers.get("pieces") or {}).get(str(position), 0), pieces)
            found.append(
                DraftLine(
                    position=position,
                    title=line["title"],
                    options_text=line["options_text"],
                    left=pieces,
                    amount=free[position].amount,
                    picked=picked,
                    alternatives=others,
                    instead=instead,
                )
            )
        return tuple(found)


def _alternatives(
    order: Mapping[str, Any], beside: list[Mapping[str, Any]], product_id: int
) -> tuple[Alternative, ...]:
    """Return what can be had instead, at today's price in the order's currency."""
    found = []
    for row in beside:
        if row["product_id"] != product_id or row["kind"] != ProductKind.GOODS or row["available"] <= 0:
            continue
        rates = row["rates"] or {}
        rate = Decimal(rates[order["currency"]]) if order["currency"] in rates else None
        price = price_in(row["price"], row["own_prices"], order["currency"], row["shop_currency"], rate)
        if price is None:
            continue
        text = options_text(row["options"], row["variant_options"])
        found.append(Alternative(VariantId(row["variant_id"]), text, price, row["available"]))
    return tuple(found)


def _merged(answers: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers with what was said now (pure)."""
    merged = dict(answers)
    for name, value in said.items():
        if name == "photo":
            merged["photos"] = [*(answers.get("photos") or ()), value][:MOST_PHOTOS]
        elif isinstance(value, dict):
            merged[name] = {**(answers.get(name) or {}), **value}
        else:
            merged[name] = value
    return merged
