"""Look at stock: the lowest first, one SKU with its movements, and search for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.uow import UnitOfWork
from core.shops.errors import UnknownSku
from core.shops.options import options_text
from db.repositories import assortment, stock


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


@dataclass(frozen=True, slots=True)
class StockCard:
    """One SKU with its newest movements."""

    line: StockLine
    product_id: int
    old_price: int | None
    movements: tuple[Movement, ...]


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

    async def one(self, actor: Actor, sku: str) -> StockCard:
        """Return one SKU with its movements. Raises: Forbidden, UnknownSku."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
            if found is None:
                raise UnknownSku(sku=sku)
            moves = await stock.movements(tx.connection, tx.shop_id, found["stock_item_id"])
        return StockCard(
            line=_line(found, low_at=found["low_at"]),
            product_id=found["product_id"],
            old_price=found["old_price"],
            movements=tuple(
                Movement(move["delta"], move["kind"], move["reason"], move["created_at"], move["actor_name"])
                for move in moves
            ),
        )

    async def find(self, actor: Actor, words: str) -> tuple[StockLine, ...]:
        """Return variants by SKU or words. Raises: Forbidden."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.find_variants(tx.connection, tx.shop_id, words.strip().lower()[:64])
        return tuple(_line(row) for row in found)
