"""Goods as a table to take away; the same columns an import reads, so that the file can come back changed."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.i18n.words import Words
from core.kit.uow import UnitOfWork
from core.shops.sheets import Cell
from core.shops.shop import Shop
from db.repositories import exports
from db.repositories.sql import Record

_PAGE = 2000
COLUMNS = ("sku", "name", "price", "old_price", "stock", "category", "description")


@dataclass(frozen=True, slots=True)
class Table:
    """Head and rows; money in major units."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class ExportGoods:
    """Every SKU that is not archived, with price, stock and options."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, shop: Shop, words: Words) -> Table:
        """Return the goods, texts in one language. Raises: Forbidden."""
        actor.need(Permission.SEE_STOCK)
        names: dict[str, None] = {}
        found: list[tuple[tuple[Cell, ...], dict[str, str]]] = []
        after = 0
        while True:
            # A page a transaction: a large shop's file holds no long snapshot.
            async with self._uow(actor.shop_id) as tx:
                page = await exports.every_good(tx.connection, tx.shop_id, after=after, limit=_PAGE)
            for row in page:
                chosen = {
                    words.pick(option["title"]): words.pick(value["title"])
                    for option in row["options"]
                    for value in option["values"]
                    if row["variant_options"].get(option["code"]) == value["code"]
                }
                names |= dict.fromkeys(chosen)
                found.append((_cells(row, shop, words), chosen))
            if len(page) < _PAGE:
                break
            after = page[-1]["variant_id"]
        titles = tuple(words.plain("export-option", name=name) for name in names)
        return Table(
            (*goods_head(words), *titles),
            tuple((*cells, *(chosen.get(name) for name in names)) for cells, chosen in found),
        )


def goods_head(words: Words) -> tuple[str, ...]:
    """Return the columns that an import reads, as one language calls them."""
    return tuple(words.plain(f"import-column-{name}") for name in COLUMNS)


def _cells(row: Record, shop: Shop, words: Words) -> tuple[Cell, ...]:
    return (
        row["sku"],
        words.pick(row["title"]),
        shop.money(row["price"]).major(),
        shop.money(row["old_price"]).major() if row["old_price"] is not None else None,
        row["on_hand"],
        words.pick(row["category"]) if row["category"] else None,
        words.pick(row["description"]) or None,
    )
