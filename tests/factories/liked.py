"""What customers of a furnished shop looked for and liked, and how a neighbour would ask for it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from core.orders.reviews import ReviewAsk
from core.shops.alerts import Back, Drop
from core.shops.find import Filters, FindProducts
from db.repositories.finding import Scope, Term, Wish
from db.types.enums import NotificationKind, ReviewState
from db.types.ids import OrderId, PersonId, ProductId, ShopId, VariantId, new_id
from tests.factories.town import Customer, Goods, Stall

# An id out of every table of the shop, by the names parameters have.
KEYS: dict[str, str] = {
    "query_id": "SELECT max(id) FROM search_queries",
    "review_id": "SELECT max(id) FROM reviews",
    "address_id": "SELECT max(id) FROM customer_addresses",
    "inviter_id": "SELECT max(inviter_id) FROM referrals",
}


def values(k: dict[str, Any], mark: str) -> dict[str, Any]:
    """A value for every parameter name that stands for nothing else elsewhere."""
    return {
        "scope": Scope(asked=(mark.lower(),), terms=(Term(mark.lower()),)), "wish": Wish(), "start": 0, "found": 1,
        "allowed": True, "publish": True,
        "most": 5, "lowest_before": 2, "rating": 5, "label": "b", "gift_note": "b", "invited_id": k["person_id"],
        "inviter_points": 1, "invited_points": 1, "author": "b", "answered_by": k["person_id"],
        "product_ids": [k["product_id"]], "asked": [mark.lower()], "alike": 0.3, "typed": mark.lower(),
        "begins": [mark.lower()[:3]],
    }  # fmt: skip


SPECIAL: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "choices.choose": lambda _: {"kind": "alerts"},
    "addresses.keep_address": lambda _: {"address": "an address of B"},
    "loyalty.referral_code": lambda _: {"code": "b"},
    "reviews.in_state": lambda _: {"state": "waiting"},
    "reviews.say": lambda _: {"state": "waiting"},
    "reviews.decide": lambda _: {"state": "published"},
}
BY_TYPE: dict[Any, Any] = {
    Filters: Filters(),
    NotificationKind: NotificationKind.ALERTS,
    ReviewState: ReviewState.WAITING,
    Back: Back(PersonId(1), 1, "en", ProductId(1), VariantId(1), {}, {}, 1, False, None),
    Drop: Drop(PersonId(1), 1, "en", ProductId(1), {}, 1, 2, 2, None),
    ReviewAsk: ReviewAsk(ShopId(1), OrderId(1), 1, 1, "en", ()),
}


async def liked(shop: Stall, anna: Customer, tea: Goods, mark: str) -> None:
    """Somebody looks for things, likes some, says so, brings a friend, and wants less mail."""
    town = shop.town
    await FindProducts(town.uow).ask(shop.id, mark)
    cup = await shop.sells("CUP-OF-A", price=tea.price)
    friend = await shop.customer("Friend")
    rows = {
        "favourites": "(:shop, :person, :product, 777313, 777313)",
        "product_media": "(:shop, :product, (SELECT max(id) FROM media), 1)",
        "related_products": "(:shop, :product, :other, 1)",
        "notification_choices": "(:shop, :person, 'alerts', true)",
        "customer_addresses": "(:shop, :new, :person, :mark, :mark, true)",
        "referral_codes": "(:shop, :person, :mark)",
        "referrals": "(:shop, :friend, :person, 'waiting')",
        "stock_alerts": "(:shop, :person, :variant)",
        "review_asks": "(:shop, :order)",
        "reviews": "(:shop, :new, :product, :person, :order, 5, :mark, :mark, 'waiting')",
        "review_photos": "(:shop, (SELECT max(id) FROM reviews), 1, (SELECT max(id) FROM media))",
    }
    columns = {
        "customer_addresses": "(shop_id, id, person_id, label, address, preferred)",
        "referrals": "(shop_id, invited_id, inviter_id, state)",
        "stock_alerts": "(shop_id, person_id, variant_id)",
        "review_asks": "(shop_id, order_id)",
        "reviews": "(shop_id, id, product_id, person_id, order_id, rating, words, author, state)",
    }
    order_id = await shop.ask(
        "SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.status IN ('delivered', 'completed')"
        f" AND o.person_id = {anna.actor.person_id} AND l.product_id = {tea.product_id} LIMIT 1"
    )
    given = {
        "shop": shop.id, "person": anna.actor.person_id, "friend": friend.actor.person_id, "product": tea.product_id,
        "other": cup.product_id, "variant": tea.variant_id, "mark": mark, "order": order_id, "new": new_id(),
    }  # fmt: skip
    async with town.uow(shop.id) as tx:
        for table, row in rows.items():
            used = {name: value for name, value in given.items() if f":{name}" in row}
            await tx.connection.execute(text(f"INSERT INTO {table} {columns.get(table, '')} VALUES {row}"), used)
