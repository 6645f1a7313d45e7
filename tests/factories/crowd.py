"""Crowds: many people ready to buy at once, made without walking each of them through checkout."""

from collections.abc import Sequence

from core.auth.actor import Actor
from db.types.ids import CartId, PersonId, new_id
from tests.factories.database import Database
from tests.factories.town import PHONE, Customer, Goods, ReadyCart, Stall


async def crowd(
    database: Database, shop: Stall, size: int, *baskets: Sequence[tuple[Goods, int]]
) -> list[tuple[Customer, ReadyCart]]:
    """People with carts ready to confirm; the n-th person holds the n-th basket, in turn."""
    people, carts, lines, ready = [], [], [], []
    for number in range(size):
        person, telegram_id, cart = new_id(), new_id(), new_id()
        people.append((person, telegram_id, f"Buyer {number}"))
        carts.append((shop.id, cart, person, "cart", shop.pickup, PHONE, "telegram"))
        basket = baskets[number % len(baskets)]
        lines += [(shop.id, cart, goods.variant_id, quantity, goods.price) for goods, quantity in basket]
        actor = Actor(PersonId(person), telegram_id, shop.id, f"Buyer {number}", "en")
        total = sum(goods.price * quantity for goods, quantity in basket)
        ready.append((Customer(shop, actor), ReadyCart(CartId(cart), total)))
    async with database.connection() as admin:
        await admin.copy_records_to_table("people", records=people, columns=["id", "telegram_id", "first_name"])
        columns = ["shop_id", "id", "person_id", "kind", "delivery_option_id", "phone", "payment_method"]
        await admin.copy_records_to_table("carts", records=carts, columns=columns)
        columns = ["shop_id", "cart_id", "variant_id", "quantity", "seen_price"]
        await admin.copy_records_to_table("cart_lines", records=lines, columns=columns)
    return ready
