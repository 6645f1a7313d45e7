"""Alerts that people ask for: a variant is back, a favourite became cheaper. Each is told once, if at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.i18n.words import language_for
from core.kit.uow import UnitOfWork
from core.shops.options import options_text
from db.repositories import liking
from db.types.ids import PersonId, ProductId, ShopId, VariantId


@dataclass(frozen=True, slots=True)
class Awaited:
    """A variant that somebody waits for."""

    product_id: ProductId
    variant_id: VariantId
    title: dict[str, str]
    options_text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody to tell that a variant is back; the price is in minor units, or in Stars."""

    person_id: PersonId
    telegram_id: int
    language: str
    product_id: ProductId
    variant_id: VariantId
    title: dict[str, str]
    options_text: dict[str, str]
    price: int
    in_stars: bool
    media_id: int | None


@dataclass(frozen=True, slots=True)
class Drop:
    """Somebody to tell that a favourite became cheaper; minor units. `lowest_before`: the least they had seen."""

    person_id: PersonId
    telegram_id: int
    language: str
    product_id: ProductId
    title: dict[str, str]
    price: int
    before: int
    lowest_before: int
    media_id: int | None


class AwaitStock:
    """Ask to be told when a variant is back."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, variant_id: VariantId, *, wanted: bool) -> None:
        """Wait for a variant, or no more. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not wanted:
                await liking.wait_no_more(tx.connection, tx.shop_id, actor.person_id, variant_id)
            elif not await liking.wait_for(tx.connection, tx.shop_id, actor.person_id, variant_id):
                raise NotFound

    async def mine(self, actor: Actor) -> tuple[Awaited, ...]:
        """Return what one waits for."""
        async with self._uow(actor.shop_id) as tx:
            found = await liking.awaited(tx.connection, tx.shop_id, actor.person_id)
        return tuple(
            Awaited(
                ProductId(row["product_id"]),
                VariantId(row["variant_id"]),
                row["title"],
                options_text(row["options"], row["variant_options"]),
            )
            for row in found
        )


class ClaimAlerts:
    """Take who is to be told now. What was taken is not taken again, unless it is given back."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def back(self, shop_id: ShopId, stock_item_ids: Sequence[int], limit: int) -> tuple[Back, ...]:
        """Take people who wait for variants that sell from these stock items and are in stock."""
        async with self._uow(shop_id) as tx:
            found = await liking.claim_back(tx.connection, shop_id, list(stock_item_ids), limit)
        return tuple(
            Back(
                **_person(row),
                product_id=ProductId(row["product_id"]),
                variant_id=VariantId(row["variant_id"]),
                title=row["title"],
                options_text=options_text(row["options"], row["variant_options"]),
                price=row["price"],
                in_stars=row["in_stars"],
                media_id=row["media_id"],
            )
            for row in found
        )

    async def not_back(self, shop_id: ShopId, one: Back) -> None:
        """Nothing was sent, for certain: the person waits again."""
        async with self._uow(shop_id) as tx:
            await liking.give_back_alert(tx.connection, shop_id, one.person_id, one.variant_id)

    async def shops_with_drops(self) -> list[ShopId]:
        """Return the shops where somebody is to be told of a lower price; prices that rose are noted meanwhile."""
        async with self._uow.platform() as connection:
            await liking.note_dearer(connection)
            return await liking.shops_with_drops(connection)

    async def drops(self, shop_id: ShopId, limit: int) -> tuple[Drop, ...]:
        """Take people whose favourites became cheaper than they ever saw them."""
        async with self._uow(shop_id) as tx:
            found = await liking.claim_drops(tx.connection, shop_id, limit)
        return tuple(
            Drop(
                **_person(row),
                product_id=ProductId(row["product_id"]),
                title=row["title"],
                price=row["price"],
                before=row["before"],
                lowest_before=row["lowest_before"],
                media_id=row["media_id"],
            )
            for row in found
        )

    async def not_dropped(self, shop_id: ShopId, one: Drop) -> None:
        """Nothing was sent, for certain: the lower price is news again."""
        async with self._uow(shop_id) as tx:
            await liking.give_back_drop(
                tx.connection,
                shop_id,
                one.person_id,
                one.product_id,
                before=one.before,
                lowest_before=one.lowest_before,
            )


def _person(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "person_id": PersonId(row["person_id"]),
        "telegram_id": row["telegram_id"],
        "language": language_for(row["language"], row["telegram_language"]),
    }
