"""What runs low: said to staff once, until there is enough again; and at which stock that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.errors import UnknownSku
from core.shops.options import options_text
from db.repositories import assortment, shops, stock
from db.types.enums import ProductKind
from db.types.ids import EventId, ShopId

MOST = 100_000


@dataclass(frozen=True, slots=True)
class LowItem:
    """A SKU that runs low. `countable`: staff may add to it by hand."""

    stock_item_id: int
    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    available: int
    countable: bool


class LowStock:
    """Who asks first is told; who asks about the same event again is told the same."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def claim(self, shop_id: ShopId, stock_item_ids: Sequence[int], event_id: EventId) -> tuple[LowItem, ...]:
        """Return what staff are to be told of at this event."""
        async with self._uow(shop_id) as tx:
            found = await stock.claim_low(tx.connection, shop_id, stock_item_ids, event_id)
        return tuple(
            LowItem(
                stock_item_id=row["stock_item_id"],
                sku=row["sku"],
                title=row["title"],
                options_text=options_text(row["options"], row["variant_options"]),
                available=row["available"],
                countable=row["kind"] != ProductKind.KEYS,
            )
            for row in found
        )

    async def set(self, actor: Actor, sku: str, low_at: int) -> int | None:
        """Say at which stock a SKU runs low (0: when it is gone); return the change's number (None: it was so).

        Raises:
            Forbidden, UnknownSku, BadInput.
        """
        actor.need(Permission.CHANGE_STOCK)
        _check(low_at)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
            if found is None:
                raise UnknownSku(sku=sku)
            if found["low_at"] == low_at:
                return None
            await stock.set_low_at(tx.connection, tx.shop_id, [found["stock_item_id"]], low_at)
            before, after = {"low_at": found["low_at"]}, {"low_at": low_at}
            return await record(tx, self._clock, actor, "stock.low_at", sku, before=before, after=after)

    async def set_rule(self, actor: Actor, low_at: int) -> int:
        """Say at which stock the shop's goods run low; what has a number of its own keeps it. Return how many follow.

        Raises:
            Forbidden, BadInput.
        """
        actor.need(Permission.CHANGE_STOCK)
        _check(low_at)
        async with self._uow(actor.shop_id) as tx:
            if await shops.shop(tx.connection, tx.shop_id, lock=True) is None:
                raise NotFound
            followed = await stock.follow_low_rule(tx.connection, tx.shop_id, low_at)
            await shops.set_rule(tx.connection, tx.shop_id, "low_at", low_at)
            await record(tx, self._clock, actor, "stock.low_rule", "", after={"low_at": low_at})
            return followed


def _check(low_at: int) -> None:
    if not 0 <= low_at <= MOST:
        raise BadInput(example="/stock low 5")
