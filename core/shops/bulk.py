"""Many variants at once: chosen by shelf or words, looked at before and after, applied, and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.refusals import AlreadyUndone
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.errors import NothingMeant
from core.shops.events import StockChanged
from core.shops.options import options_text
from db.repositories import editing, imports, shops
from db.types.enums import BulkAction, BulkState
from db.types.ids import CategoryId, new_id

_FIRST = 8
# Nobody means to give things away at a tenth, or to sell them at ten times the price.
LEAST_PERCENT_BP, MOST_PERCENT_BP = -9_000, 100_000
_MOST = 10**13
_PRICED = (BulkAction.PERCENT, BulkAction.SUM)


@dataclass(frozen=True, slots=True)
class BulkLine:
    """A variant before and after; prices in minor units."""

    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class BulkView:
    """What is meant and what would become of it."""

    id: int
    words: str
    category: dict[str, str]
    state: BulkState
    action: BulkAction | None
    amount: int
    round_to: int
    meant: int
    hidden: int
    changing: int
    lines: tuple[BulkLine, ...]


class BulkChange:
    """Hide, show or price what lies on a shelf or has some words in its name."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def choose(self, actor: Actor, category_id: CategoryId | None, words: str = "") -> BulkView:
        """Say which variants are meant. Raises: Forbidden, BadInput: too short. NothingMeant: there are none."""
        _need_any(actor)
        words = " ".join(words.split())[:60]
        if category_id is None and len(words) < 2:
            raise BadInput(example="/bulk чай" if actor.language == "ru" else "/bulk tea")
        async with self._uow(actor.shop_id) as tx:
            meant = await editing.variants_meant(tx.connection, tx.shop_id, category_id=category_id, words=words)
            if not meant:
                raise NothingMeant
            bulk_id = new_id()
            await editing.create_bulk(
                tx.connection,
                tx.shop_id,
                bulk_id=bulk_id,
                person_id=actor.person_id,
                category_id=category_id,
                words=words,
            )
            return await _view(tx, bulk_id)

    async def view(self, actor: Actor, bulk_id: int) -> BulkView:
        """Return it. Raises: Forbidden, NotFound."""
        _need_any(actor)
        async with self._uow(actor.shop_id) as tx:
            return await _view(tx, bulk_id)

    async def plan(
        self, actor: Actor, bulk_id: int, action: BulkAction, amount: int = 0, round_to: int | None = None
    ) -> BulkView:
        """Say what is to be done; nothing is changed yet.

        `amount`: hundredths of a percent, or minor units; `round_to`: minor units (None: as it was).

        Raises:
            Forbidden, NotFound. BadInput: a percent or a sum nobody means. AlreadyUndone: it is over.
        """
        actor.need(_permission(action))
        off = not LEAST_PERCENT_BP <= amount <= MOST_PERCENT_BP
        if action in _PRICED and (amount == 0 or abs(amount) > _MOST or (action is BulkAction.PERCENT and off)):
            raise BadInput(example="-10%, +50")
        async with self._uow(actor.shop_id) as tx:
            found = await _one(tx, bulk_id, lock=True)
            if found["state"] != BulkState.DRAFT:
                raise AlreadyUndone
            await editing.set_bulk(
                tx.connection,
                tx.shop_id,
                bulk_id,
                action=action,
                amount=amount,
                round_to=max(1, min(round_to or found["round_to"], 10**9)),
                state=BulkState.DRAFT,
            )
            return await _view(tx, bulk_id)

    async def apply(self, actor: Actor, bulk_id: int) -> BulkView:
        """Do it; a second tap changes nothing. Raises: Forbidden, NotFound: nothing was planned."""
        async with self._uow(actor.shop_id) as tx:
            found = await _one(tx, bulk_id, lock=True)
            if found["action"] is None:
                raise NotFound
            action = BulkAction(found["action"])
            actor.need(_permission(action))
            if found["state"] != BulkState.DRAFT:
                return await _view(tx, bulk_id)
            meant = await editing.variants_meant(
                tx.connection, tx.shop_id, category_id=found["category_id"], words=found["words"], lock=True
            )
            changes = [
                change
                for one in meant
                if (change := _change(one, action, found["amount"] or 0, found["round_to"])) is not None
            ]
            await _write(tx, action, changes)
            await editing.set_bulk(
                tx.connection,
                tx.shop_id,
                bulk_id,
                action=action,
                amount=found["amount"],
                round_to=found["round_to"],
                state=BulkState.APPLIED,
                before=changes,
            )
            await record(
                tx,
                self._clock,
                actor,
                "goods.changed_at_once",
                found["words"] or str(found["category_id"]),
                after={"bulk_id": bulk_id, "action": action.value, "amount": found["amount"], "count": len(changes)},
            )
            return await _view(tx, bulk_id)

    async def undo(self, actor: Actor, bulk_id: int) -> tuple[BulkView, int]:
        """Take it back where nobody changed the thing since; return also how many were left as they are.

        Raises:
            Forbidden, NotFound, AlreadyUndone.
        """
        async with self._uow(actor.shop_id) as tx:
            found = await _one(tx, bulk_id, lock=True)
            if found["action"] is None:
                raise NotFound
            action = BulkAction(found["action"])
            actor.need(_permission(action))
            if found["state"] != BulkState.APPLIED:
                raise AlreadyUndone
            changes = {one["id"]: one for one in found["before"]}
            now = await editing.variants_by_id(tx.connection, tx.shop_id, sorted(changes), lock=True)
            back = [
                {**changes[one["id"]], "was": changes[one["id"]]["now"], "now": changes[one["id"]]["was"]}
                for one in now
                if _state(one, action) == changes[one["id"]]["now"]
            ]
            await _write(tx, action, back)
            await editing.set_bulk(
                tx.connection,
                tx.shop_id,
                bulk_id,
                action=action,
                amount=found["amount"],
                round_to=found["round_to"],
                state=BulkState.UNDONE,
                before=found["before"],
            )
            await record(
                tx, self._clock, actor, "goods.changed_at_once.undone", str(bulk_id), after={"count": len(back)}
            )
            return await _view(tx, bulk_id), len(changes) - len(back)


def new_price(price: int, action: BulkAction, amount: int, round_to: int) -> int:
    """Return a price changed by hundredths of a percent or by a sum, rounded to the nearest step, never below one.

    A step that would make the price nothing is not rounded to.
    """
    by_sum = action is BulkAction.SUM
    exact = Decimal(price + amount) if by_sum else Decimal(price) * (10_000 + amount) / 10_000
    steps = (exact / round_to).quantize(Decimal(1), ROUND_HALF_UP)
    rounded = int(steps) * round_to or int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return max(rounded, 1)


def _permission(action: BulkAction) -> Permission:
    return Permission.CHANGE_PRICES if action in _PRICED else Permission.CHANGE_PRODUCTS


def _need_any(actor: Actor) -> None:
    if not actor.may(Permission.CHANGE_PRICES):
        actor.need(Permission.CHANGE_PRODUCTS)


async def _one(tx: Transaction, bulk_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    found = await editing.bulk(tx.connection, tx.shop_id, bulk_id, lock=lock)
    if found is None:
        raise NotFound
    return found


def _state(one: Mapping[str, Any], action: BulkAction) -> list[Any]:
    return [one["price"], one["old_price"]] if action in _PRICED else [one["hidden"]]


def _change(one: Mapping[str, Any], action: BulkAction, amount: int, round_to: int) -> dict[str, Any] | None:
    """Return what becomes of a variant; None when it is so already. A struck price stays while it is higher."""
    if action in _PRICED:
        price = new_price(one["price"], action, amount, round_to)
        struck = one["old_price"] if one["old_price"] is not None and one["old_price"] > price else None
        now: list[Any] = [price, struck]
    else:
        now = [action is BulkAction.HIDE]
    publish = action is BulkAction.SHOW and one["status"] in ("draft", "hidden")
    if _state(one, action) == now and not publish:
        return None
    return {
        "id": one["id"],
        "sku": one["sku"],
        "stock_item_id": one["stock_item_id"],
        "was": _state(one, action),
        "now": now,
    }


async def _write(tx: Transaction, action: BulkAction, changes: Sequence[Mapping[str, Any]]) -> None:
    if not changes:
        return
    if action in _PRICED:
        prices = [{"id": one["id"], "price": one["now"][0], "old_price": one["now"][1]} for one in changes]
        await imports.save_prices(tx.connection, tx.shop_id, prices)
    else:
        for hidden in (True, False):
            ids = [one["id"] for one in changes if one["now"] == [hidden]]
            if ids:
                await editing.hide_variants(tx.connection, tx.shop_id, ids, hidden=hidden)
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=[one["stock_item_id"] for one in changes]))
    await shops.bump_catalogue(tx.connection, tx.shop_id)


async def _view(tx: Transaction, bulk_id: int) -> BulkView:
    found = await _one(tx, bulk_id)
    meant = await editing.variants_meant(
        tx.connection, tx.shop_id, category_id=found["category_id"], words=found["words"]
    )
    action = BulkAction(found["action"]) if found["action"] else None
    changes: Sequence[Mapping[str, Any]] = found["before"]
    if found["state"] == BulkState.DRAFT and action is not None:
        changes = [
            change
            for one in meant
            if (change := _change(one, action, found["amount"] or 0, found["round_to"])) is not None
        ]
    by_id = {one["id"]: one for one in meant}
    priced = action in _PRICED
    shown = [change for change in changes if change["id"] in by_id][:_FIRST]
    return BulkView(
        id=found["id"],
        words=found["words"],
        category=found["category"] or {},
        state=BulkState(found["state"]),
        action=action,
        amount=found["amount"] or 0,
        round_to=found["round_to"],
        meant=len(meant),
        hidden=sum(one["hidden"] for one in meant),
        changing=len(changes),
        lines=tuple(
            BulkLine(
                sku=change["sku"],
                title=by_id[change["id"]]["title"],
                options_text=options_text(by_id[change["id"]]["options"], by_id[change["id"]]["variant_options"]),
                before=change["was"][0] if priced else int(change["was"][0]),
                after=change["now"][0] if priced else int(change["now"][0]),
            )
            for change in shown
        ),
    )
