"""Orders that cost nothing, and shops that take none."""

from dataclasses import replace

import pytest

from core.orders.errors import ShopClosed
from core.orders.place_order import PlaceRequest
from db.types.enums import OrderStatus, ShopStatus
from tests.factories.town import OFFERED, Town


async def test_a_free_order_waits_for_the_shop_not_for_money(town: Town) -> None:
    shop = await town.shop()
    gift = await shop.sells("GIFT", price=0)
    anna = await shop.customer()

    placed = await anna.orders(gift)

    assert (placed.status, placed.total) == (OrderStatus.AWAITING_CONFIRMATION, 0)
    assert await shop.status(placed) == "awaiting_confirmation"


async def test_a_suspended_shop_takes_no_order_and_keeps_the_cart(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))
    closed = replace(shop.shop, status=ShopStatus.SUSPENDED)

    with pytest.raises(ShopClosed):
        await town.place_order(anna.actor, closed, PlaceRequest(cart.id, cart.total, OFFERED))

    assert await shop.count("orders") == 0
    assert await shop.count("cart_lines") == 1
