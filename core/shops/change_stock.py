"""Set or adjust stock by SKU: many lines, one transaction, one effect however often it is delivered."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.errors import StockFollowsKeys, StockTooLow, UnknownPlace, UnknownSku
from core.shops.events import StockChanged
from core.shops.options import options_text
from core.shops.places import place_called
from db.repositories import assortment, places, stock
from db.repositories.sql import Record
from db.types.enums import MovementKind, ProductKind
from db.types.ids import new_id

# So many of the SKUs that one command changed are named where it is told.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class StockOrder:
    """One line: set to `quantity`, or change by it when `relative`; `place` names where (empty: the default one)."""

    sku: str
    quantity: int
    relative: bool
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class StockResult:
    """What a line came to."""

    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    before: int
    after: int
    held: int


@dataclass(frozen=True, slots=True)
class StockChange:
    """All lines' results and the number of the audit record (None: nothing changed)."""

    results: tuple[StockResult, ...]
    audit_seq: int | None


class ChangeStock:
    """Change what is on hand."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, orders: list[StockOrder], key: str) -> StockChange:
        """Carry out all lines or none; `key` names the command, so that a second delivery changes nothing.

        Raises:
            Forbidden, UnknownSku: nothing is changed.
            StockTooLow: a line would go below what orders hold; nothing is changed.
            StockFollowsKeys: a line is about keys, which are counted by themselves.
            UnknownPlace: the shop has no such place.
        """
        actor.need(Permission.CHANGE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            results: list[StockResult] = []
            changes: dict[str, dict[str, int]] = {}
            touched: list[int] = []
            # Locked at once and in order, like everywhere: no two commands or orders wait for each other.
            await stock.lock_by_sku(tx.connection, tx.shop_id, [line.sku for line in orders])
            known = await places.places(tx.connection, tx.shop_id) if any(line.place for line in orders) else []
            for number, line in enumerate(sorted(orders, key=lambda order: order.sku)):
                if any(other.place for other in orders):
                    await places.use_place(tx.connection, _place(line, known))
                found = await assortment.variant_by_sku(tx.connection, tx.shop_id, line.sku)
                if found is None:
                    raise UnknownSku(sku=line.sku)
                if found["kind"] == ProductKind.KEYS:
                    raise StockFollowsKeys(sku=line.sku)
                delta = line.quantity if line.relative else line.quantity - found["on_hand"]
                after = found["on_hand"] + delta
                if after < found["held"] and not await stock.movement_done(
                    tx.connection, tx.shop_id, f"{key}:{number}"
                ):
                    raise StockTooLow(sku=line.sku, held=found["held"], on_hand=found["on_hand"])
                if delta:
                    moved = await stock.move(
                        tx.connection,
                        tx.shop_id,
                        movement_id=new_id(),
                        stock_item_id=found["stock_item_id"],
                        delta=delta,
                        kind=MovementKind.ADJUST if line.relative else MovementKind.SET,
                        source_key=f"{key}:{number}",
                        reason=line.reason[:200],
                        actor_id=actor.person_id,
                    )
                    if moved is None:  # delivered before: show the present state
                        after = found["on_hand"]
                        delta = 0
                if delta:
                    earlier = changes.get(line.sku, {"delta": 0, "on_hand": 0})
                    changes[line.sku] = {"delta": earlier["delta"] + delta, "on_hand": after}
                    touched.append(found["stock_item_id"])
                results.append(
                    StockResult(
                        sku=line.sku,
                        title=found["title"],
                        options_text=options_text(found["options"], found["variant_options"]),
                        before=found["on_hand"],
                        after=after,
                        held=found["held"],
                    )
                )
            seq = None
            if changes:
                target = _named(list(changes))
                seq = await record(tx, self._clock, actor, "stock.changed", target, after=changes)
                tx.tell(StockChanged(tx.shop_id, stock_item_ids=touched))
        return StockChange(tuple(results), seq)


def _named(skus: list[str]) -> str:
    """Return how people recognise what was changed: a few of the SKUs, and how many more."""
    more = len(skus) - _NAMED
    return ", ".join(skus[:_NAMED]) + (f" +{more}" if more > 0 else "")


def _place(line: StockOrder, known: list[Record]) -> int | None:
    """Return where a line's pieces come or go. Raises: UnknownPlace."""
    names = [place["name"] for place in known]
    found = place_called(line.place, names) if line.place else None
    if line.place and found is None:
        raise UnknownPlace(places=", ".join(names) or "—")
    return int(known[found]["id"]) if found is not None else None
