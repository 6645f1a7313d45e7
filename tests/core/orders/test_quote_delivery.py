"""A delivery whose price the seller computes: asked once, answered, paid as answered; another cart is asked anew."""

import asyncio

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.orders.errors import CheckoutIncomplete, TotalChanged
from core.orders.quote_delivery import QuoteDelivery
from db.types.enums import Role
from tests.factories.town import Customer, ReadyCart, Stall, Town


@pytest.fixture
def quotes(town: Town) -> QuoteDelivery:
    return QuoteDelivery(town.uow, town.clock)


async def computing(town: Town) -> tuple[Stall, Customer]:
    shop = await town.shop()
    await shop.tell("UPDATE delivery_options SET computed = true WHERE id = :id", id=shop.courier)
    return shop, await shop.customer()


async def asked(shop: Stall) -> int:
    return int(await shop.ask("SELECT id FROM delivery_quotes"))


async def test_the_price_that_was_named_is_the_price_that_is_paid(town: Town, quotes: QuoteDelivery) -> None:
    shop, anna = await computing(town)
    tea = await shop.sells("TEA", price=500_00)
    cart = await anna.cart((tea, 1), courier=True)
    with pytest.raises(CheckoutIncomplete):
        await anna.confirms(cart)

    assert await quotes.ask(anna.actor, cart.id)
    answered = await quotes.answer(shop.owner, await asked(shop), 450_00)

    assert answered.lines == (({"ru": "Товар TEA", "en": "Product TEA"}, 1),)
    with pytest.raises(TotalChanged):
        await anna.confirms(ReadyCart(cart.id, 500_00))
    order = await anna.confirms(ReadyCart(cart.id, 950_00))
    await anna.pays(order)
    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT delivery_total FROM orders") == 450_00
    assert await shop.ask("SELECT delivery_quoted FROM orders")
    assert await shop.count("delivery_quotes") == 0, "it was for that cart alone"


async def test_it_is_asked_once_however_often_it_is_tapped(town: Town, quotes: QuoteDelivery) -> None:
    shop, anna = await computing(town)
    cart = await anna.cart((await shop.sells("TEA"), 1), courier=True)

    fresh = await asyncio.gather(*(quotes.ask(anna.actor, cart.id) for _ in range(10)))

    assert sum(fresh) == 1
    assert (await shop.events()).count("delivery.asked") == 1
    number = await asked(shop)
    await asyncio.gather(*(quotes.answer(shop.owner, number, 300_00) for _ in range(10)))
    assert (await shop.events()).count("delivery.quoted") == 1


async def test_another_cart_or_address_needs_another_price(town: Town, quotes: QuoteDelivery) -> None:
    shop, anna = await computing(town)
    tea = await shop.sells("TEA")
    cart = await anna.cart((tea, 1), courier=True)
    await quotes.ask(anna.actor, cart.id)
    first = await asked(shop)
    await quotes.answer(shop.owner, first, 300_00)

    await anna.puts(tea, 3)
    with pytest.raises(CheckoutIncomplete):
        await anna.confirms(ReadyCart(cart.id, 1800_00))
    assert await quotes.ask(anna.actor, cart.id)
    with pytest.raises(NotFound):
        await quotes.answer(shop.owner, first, 300_00)
    await quotes.answer(shop.owner, await asked(shop), 700_00)
    await town.draft.type_address(anna.actor, cart.id, "Another street 5, flat 7")
    with pytest.raises(CheckoutIncomplete):
        await anna.confirms(ReadyCart(cart.id, 2200_00))
    assert await quotes.ask(anna.actor, cart.id)


async def test_who_may_ask_and_answer_and_what(town: Town, quotes: QuoteDelivery) -> None:
    shop, anna = await computing(town)
    boris = await shop.customer("Boris")
    cart = await anna.cart((await shop.sells("TEA"), 1), courier=True)
    with pytest.raises(NotFound):
        await quotes.ask(boris.actor, cart.id)
    await quotes.ask(anna.actor, cart.id)
    number = await asked(shop)
    with pytest.raises(Forbidden):
        await quotes.answer(await shop.hires(Role.STOCK_KEEPER), number, 1)
    with pytest.raises(Forbidden):
        await quotes.one(anna.actor, number)
    for wrong in (-1, 10**11):
        with pytest.raises(BadInput):
            await quotes.answer(shop.owner, number, wrong)
    pickup = await boris.cart((await shop.sells("MUG"), 1))
    with pytest.raises(CheckoutIncomplete):
        await quotes.ask(boris.actor, pickup.id)
