"""The cart."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.orders.errors import NotOnSale
from core.shops.change_products import SetPrice, SetVisibility
from db.types.enums import CartKind
from tests.factories.statements import counted
from tests.factories.town import Town


async def test_a_quantity_is_set_not_added_so_a_double_tap_has_one_effect(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=100)
    anna = await shop.customer()

    await anna.puts(tea, 2)
    await anna.puts(tea, 2)

    summary = await town.carts.summary(anna.actor)
    assert (summary.pieces, summary.amount) == (2, 200)


async def test_zero_takes_a_line_out_and_an_empty_cart_is_none(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await anna.puts(tea, 2)

    await anna.puts(tea, 0)

    assert await town.carts.view(anna.actor) is None
    assert (await town.carts.summary(anna.actor)).pieces == 0


async def test_a_quantity_stays_within_the_shops_limit(town: Town) -> None:
    shop = await town.shop(max_pieces_per_line=5)
    tea = await shop.sells("TEA")
    anna = await shop.customer()

    await anna.puts(tea, 1000)
    await town.carts.put(anna.actor, shop.shop, tea.variant_id, -3)

    assert await town.carts.view(anna.actor) is None
    await anna.puts(tea, 1000)
    cart = await town.carts.view(anna.actor)
    assert cart is not None
    assert cart.pieces == 5


async def test_what_is_hidden_or_another_shops_cannot_be_put_in(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    tea, theirs = await shop.sells("TEA"), await other.sells("TEA")
    anna = await shop.customer()
    await SetVisibility(town.uow, town.clock)(shop.owner, "TEA", hidden=True)

    for goods in (tea, theirs):
        with pytest.raises(NotOnSale):
            await anna.puts(goods)
    assert await shop.count("cart_lines") == 0


async def test_a_cart_shows_todays_price_beside_the_one_that_was_seen(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=100)
    anna = await shop.customer()
    await anna.puts(tea)

    await SetPrice(town.uow, town.clock)(shop.owner, "TEA", 150)

    cart = await town.carts.view(anna.actor)
    assert cart is not None
    assert (cart.lines[0].price, cart.lines[0].seen_price) == (150, 100)
    assert cart.totals().total == 150


async def test_buy_now_leaves_the_lasting_cart_alone(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP")
    anna = await shop.customer()
    await anna.puts(tea, 2)

    await town.carts.buy_now(anna.actor, shop.shop, cup.variant_id, 1)
    again = await town.carts.buy_now(anna.actor, shop.shop, cup.variant_id, 1)
    order = await anna.confirms(await anna.buys_now(cup))

    assert again.kind is CartKind.BUY_NOW
    assert order.total == cup.price
    cart = await town.carts.view(anna.actor)
    assert cart is not None
    assert [line.sku for line in cart.lines] == ["TEA"]


async def test_nobody_sees_anothers_cart(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    cart = await anna.cart((tea, 1))

    assert await town.carts.by_id(boris.actor, cart.id) is None
    assert await town.carts.by_id(anna.actor, cart.id) is not None


async def test_a_cart_is_prefilled_from_the_last_order(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await anna.orders(tea, courier=True)

    await anna.puts(tea)

    cart = await town.carts.view(anna.actor)
    assert cart is not None
    assert cart.delivery is not None
    assert (cart.delivery.id, cart.address, cart.phone) == (shop.courier, "Tverskaya 1, flat 2", "+79123456789")


async def test_clearing_empties_the_lasting_cart(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await anna.puts(tea)

    await town.carts.clear(anna.actor)

    assert await town.carts.view(anna.actor) is None


async def test_a_change_of_the_cart_costs_at_most_three_statements(town: Town, engine: AsyncEngine) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()

    with counted(engine) as trips:
        await anna.puts(tea, 2)

    assert trips.questions <= 3, trips.said
