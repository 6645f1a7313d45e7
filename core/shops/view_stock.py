"""Look at stock: the lowest first, one SKU with its movements, and search for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.shops.errors import UnknownSku
from core.shops.options import options_text
from db.repositories import assortment, editing, places, stock
from db.types.ids import CategoryId, VariantId


@dataclass(frozen=True, slots=True)
class StockLine:
    """One variant's stock; price in minor units."""

    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    price: int
    available: int
    on_hand: int
    held: int
    low: bool
    hidden: bool
    product_id: int = 0


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of stock."""

    delta: int
    kind: str
    reason: str
    at: datetime
    actor_name: str | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class StockCard:
    """One SKU with its newest movements."""

    line: StockLine
    product_id: int
    old_price: int | None
    movements: tuple[Movement, ...]
    low_at: int = 0
    places: tuple[tuple[str, int], ...] = ()
    more: bool = False


def _line(row: Mapping[str, Any], *, low_at: int | None = None) -> StockLine:
    return StockLine(
        sku=row["sku"],
        title=row["title"],
        options_text=options_text(row["options"], row["variant_options"]),
        price=row["price"],
        available=row["available"],
        on_hand=row["on_hand"],
        held=row["held"],
        low=row["available"] <= (low_at if low_at is not None else 3),
        hidden=bool(row.get("hidden", False)),
        product_id=row.get("product_id", 0),
    )


class ViewStock:
    """Read stock for staff."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def lowest(self, actor: Actor) -> tuple[StockLine, ...]:
        """Return what is about to run out, lowest first. Raises: Forbidden."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await stock.lowest(tx.connection, tx.shop_id)
        return tuple(_line(row, low_at=row["low_at"]) for row in found)

    async def one(self, actor: Actor, sku: str, *, before: int = 0, limit: int = 5) -> StockCard:
        """Return one SKU with its movements, newest first, before one of them. Raises: Forbidden, UnknownSku."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
            if found is None:
                raise UnknownSku(sku=sku)
            item = found["stock_item_id"]
            moves = await stock.movements(tx.connection, tx.shop_id, item, before=before, limit=limit + 1)
            levels = await places.levels_of(tx.connection, tx.shop_id, item)
        return StockCard(
            line=_line(found, low_at=found["low_at"]),
            product_id=found["product_id"],
            old_price=found["old_price"],
            movements=tuple(
                Movement(
                    move["delta"], move["kind"], move["reason"], move["created_at"], move["actor_name"], move["id"]
                )
                for move in moves[:limit]
            ),
            low_at=found["low_at"],
            places=tuple((level["name"], level["quantity"]) for level in levels),
            more=len(moves) > limit,
        )

    async def sku_of(self, actor: Actor, variant_id: VariantId) -> str:
        """Return a variant's SKU. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await editing.variant(tx.connection, tx.shop_id, variant_id)
        if found is None:
            raise NotFound
        return str(found["sku"])

    async def on_shelf(self, actor: Actor, category_id: CategoryId) -> tuple[StockLine, ...]:
        """Return what lies on a shelf and below it, to be counted. Raises: Forbidden."""
        actor.need(Permission.CHANGE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await stock.on_shelf(tx.connection, tx.shop_id, category_id)
        return tuple(_line(row) for row in found)

    async def find(self, actor: Actor, words: str) -> tuple[StockLine, ...]:
        """Return variants by SKU or words. Raises: Forbidden."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.find_variants(tx.connection, tx.shop_id, words.strip().lower()[:64])
        return tuple(_line(row) for row in found)
