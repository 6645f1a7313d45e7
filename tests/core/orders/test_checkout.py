"""Checkout asks for what is missing, in order, and keeps what was answered."""

import pytest

from core.kit.errors import NotFound
from core.orders.checkout import Checkout, Step, methods_for
from core.orders.errors import PhoneNotUnderstood
from db.types.ids import CartId
from tests.factories.town import OFFERED, Customer, Stall, Town


async def opened(anna: Customer, shop: Stall, cart_id: CartId, offered: tuple[str, ...] = OFFERED) -> Checkout:
    return await shop.town.draft.open(anna.actor, shop.shop, cart_id, offered)


async def test_checkout_asks_for_delivery_address_phone_and_payment_in_turn(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart_id = (await town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, 1)).id
    draft = town.draft

    steps = [(await opened(anna, shop, cart_id)).step]
    await draft.choose_delivery(anna.actor, cart_id, shop.courier)
    steps.append((await opened(anna, shop, cart_id)).step)
    await draft.type_address(anna.actor, cart_id, "Tverskaya 1")
    steps.append((await opened(anna, shop, cart_id)).step)
    await draft.type_phone(anna.actor, cart_id, "89123456789")
    steps.append((await opened(anna, shop, cart_id)).step)
    await draft.choose_payment(anna.actor, cart_id, "cash")
    steps.append((await opened(anna, shop, cart_id)).step)

    assert steps == [Step.DELIVERY, Step.ADDRESS, Step.PHONE, Step.PAYMENT, Step.CONFIRM]


async def test_a_choice_of_one_is_no_question(town: Town) -> None:
    shop = await town.shop()
    await shop.tell("UPDATE delivery_options SET active = false WHERE id = :id", id=shop.courier)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart_id = (await town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, 1)).id

    checkout = await opened(anna, shop, cart_id, ("telegram",))

    assert checkout.step is Step.PHONE
    assert checkout.cart.delivery is not None
    assert (checkout.cart.delivery.id, checkout.cart.payment_method) == (shop.pickup, "telegram")


async def test_pickup_asks_for_no_address(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()

    cart = await anna.cart((tea, 1))

    assert (await opened(anna, shop, cart.id)).step is Step.CONFIRM


async def test_cash_is_offered_within_the_shops_limit_only(town: Town) -> None:
    shop = await town.shop(cash_limit=100_00)
    cheap, dear = await shop.sells("CHEAP", price=100_00), await shop.sells("DEAR", price=100_01)
    anna = await shop.customer()

    for goods, expected in ((cheap, True), (dear, False)):
        cart = await town.carts.buy_now(anna.actor, shop.shop, goods.variant_id, 1)
        assert ("cash" in methods_for(shop.shop, cart, OFFERED)) is expected


async def test_a_way_of_delivery_of_another_shop_or_gone_cannot_be_chosen(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))
    await shop.tell("UPDATE delivery_options SET active = false WHERE id = :id", id=shop.courier)

    for option in (other.pickup, shop.courier, 1):
        with pytest.raises(NotFound):
            await town.draft.choose_delivery(anna.actor, cart.id, option)


async def test_a_strangers_cart_cannot_be_opened_or_changed(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    cart = await anna.cart((tea, 1))

    with pytest.raises(NotFound):
        await opened(boris, shop, cart.id)
    with pytest.raises(NotFound):
        await town.draft.type_comment(boris.actor, cart.id, "mine now")


async def test_a_phone_that_is_none_keeps_the_one_before(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    with pytest.raises(PhoneNotUnderstood):
        await town.draft.type_phone(anna.actor, cart.id, "later")
    assert (await opened(anna, shop, cart.id)).cart.phone == "+79123456789"


async def test_an_empty_comment_takes_the_comment_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))
    await town.draft.type_comment(anna.actor, cart.id, "ring twice")

    await town.draft.type_comment(anna.actor, cart.id, " ")

    assert (await opened(anna, shop, cart.id)).cart.comment is None
