"""Shops that sell in the chat: keys, files, texts and subscriptions, bought with Stars."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.orders.open_goods import Goods as Opened
from core.orders.open_goods import OpenGoods
from core.orders.place_order import Placed, PlaceRequest
from core.shops.add_keys import AddKeys, KeysAdded
from core.shops.open_shop import Shops
from core.shops.set_content import Content, SetContent
from core.shops.set_kind import SetKind
from db.repositories import shops
from db.types.enums import ProductKind
from db.types.ids import OrderId, new_id
from payments.settle_payment import Settled
from tests.factories.town import Customer, Goods, Stall, Town

STARS = ("stars",)


async def digital_shop(town: Town, **rules: Any) -> Stall:
    """Open a shop with a bot: Stars come through it."""
    shop = await town.shop(**rules)
    bot_id = await town.bot()
    async with town.uow.platform() as connection:
        await shops.move_to_bot(connection, shop.id, bot_id)
    shop.shop = replace(await Shops(town.uow).by_id(shop.id), rules=shop.shop.rules)
    return shop


async def becomes(shop: Stall, goods: Goods, kind: ProductKind, stars: int = 50) -> Goods:
    """Let a product be digital, for a price in Stars."""
    town = shop.town
    await SetKind(town.uow, town.clock)(shop.owner, goods.sku, kind, f"kind-{new_id()}")
    await town.currencies.price(shop.owner, goods.sku, "XTR", stars)
    return replace(goods, price=stars)


async def adds_keys(shop: Stall, goods: Goods, keys: Sequence[str], command: str = "") -> KeysAdded:
    """Staff send keys."""
    town = shop.town
    add = AddKeys(town.uow, town.clock, town.cipher)
    return await add(shop.owner, goods.sku, keys, command or f"keys-{new_id()}")


async def sells_keys(shop: Stall, sku: str, keys: Sequence[str], stars: int = 50) -> Goods:
    """Put keys on sale."""
    goods = await becomes(shop, await shop.sells(sku, stock_of=0), ProductKind.KEYS, stars)
    if keys:
        await adds_keys(shop, goods, keys)
    return goods


async def sells(shop: Stall, sku: str, kind: ProductKind, content: Content, stars: int = 50) -> Goods:
    """Put a file, a text or a subscription on sale."""
    town = shop.town
    goods = await becomes(shop, await shop.sells(sku, stock_of=0), kind, stars)
    await SetContent(town.uow, town.clock, town.cipher)(shop.owner, sku, content, f"content-{new_id()}")
    return goods


async def orders(customer: Customer, goods: Goods, quantity: int = 1) -> Placed:
    """Order digital goods: no delivery, no address, no phone."""
    town, stall = customer.stall.town, customer.stall
    cart = await town.carts.buy_now(customer.actor, stall.shop, goods.variant_id, quantity)
    checkout = await town.draft.open(customer.actor, stall.shop, cart.id, STARS)
    request = PlaceRequest(cart.id, checkout.cart.totals().to_pay, STARS, stall.shop.bot_id)
    return await town.place_order(customer.actor, stall.shop, request)


async def pays(customer: Customer, order: Placed, **said: Any) -> Settled:
    """Open the payment and let the Stars arrive."""
    started = await customer.opens_payment(order)
    arrived = customer.money(started.intent_id, order.total, provider="stars", currency="XTR")
    return await customer.stall.town.settle(replace(arrived, **said))


async def pays_again(customer: Customer, order: Placed, charge: str) -> Settled:
    """The same Stars are told of once more."""
    intent = await customer.stall.ask("SELECT max(id) FROM payment_intents")
    if intent is None:
        intent = (await customer.opens_payment(order)).intent_id
    arrived = customer.money(intent, order.total, charge, provider="stars", currency="XTR")
    return await customer.stall.town.settle(arrived)


async def buys(customer: Customer, goods: Goods, quantity: int = 1) -> Placed:
    """Order and pay."""
    order = await orders(customer, goods, quantity)
    await pays(customer, order)
    return order


async def opened(customer: Customer, order: Placed | OrderId) -> Opened:
    """What the buyer sees."""
    town = customer.stall.town
    order_id = order.order_id if isinstance(order, Placed) else order
    return await OpenGoods(town.uow, town.cipher).of_mine(customer.actor, order_id)


async def keys_of(customer: Customer, order: Placed | OrderId) -> list[str]:
    """The keys the buyer sees."""
    return [key for piece in (await opened(customer, order)).pieces for key in piece.keys]


async def subscribes(customer: Customer, goods: Goods, until: datetime, charge: str = "stx-first") -> Placed:
    """Order a subscription and pay for its first month."""
    order = await orders(customer, goods)
    await pays(customer, order, paid_until=until, external_id=charge)
    return order
