"""What customers of a furnished shop looked for and liked, and how a neighbour would ask for it."""

from collections.abc import Callable
from typing import Any

from core.shops.find import Filters, FindProducts
from db.repositories.finding import Scope, Wish
from tests.factories.town import Customer, Goods, Stall

# An id out of every table of the shop, by the names parameters have.
KEYS: dict[str, str] = {
    "query_id": "SELECT max(id) FROM search_queries",
}


def values(k: dict[str, Any], mark: str) -> dict[str, Any]:
    """A value for every parameter name that stands for nothing else elsewhere."""
    return {
        "scope": Scope(words=(mark.lower(),)), "wish": Wish(), "start": 0, "found": 1,
        "product_ids": [k["product_id"]],
    }  # fmt: skip


SPECIAL: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
BY_TYPE: dict[Any, Any] = {Filters: Filters()}


async def liked(shop: Stall, anna: Customer, tea: Goods, mark: str) -> None:
    """Somebody looks for things, likes some and says so."""
    town = shop.town
    await FindProducts(town.uow).ask(shop.id, mark)
