"""Money that comes after its order ended, where a gift card, points or a promo code had paid a part."""

from core.orders.manage_promos import PromoOrder
from core.orders.place_order import Placed
from db.types.enums import PromoKind
from tests.factories.town import Customer, ReadyCart, Stall, Town


async def half_by_gift_card(town: Town) -> tuple[Stall, Customer, Placed, int]:
    """An unpaid order of 500, of which a gift card pays 200; and the card's id."""
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00)
    anna = await shop.customer()
    card = await town.gift_cards.issue(shop.owner, 200_00, "RUB")
    cart = await anna.cart((tea, 1), pay="bank")
    await town.benefits.code(anna.actor, cart.id, card.code)
    order = await anna.confirms(ReadyCart(cart.id, 300_00))
    return shop, anna, order, card.id


async def balance(shop: Stall, card_id: int) -> int:
    return int(await shop.ask("SELECT balance FROM gift_cards WHERE id = :id", id=card_id))


async def test_late_money_that_goes_back_leaves_the_gift_card_alone(town: Town) -> None:
    shop, anna, order, card_id = await half_by_gift_card(town)
    started = await anna.opens_payment(order)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    assert await balance(shop, card_id) == 200_00

    for wrong in ({"currency": "USD"}, {"amount": 1_00}, {"amount": 1_00, "in_parts": True}):
        said = {"amount": 300_00, "provider": "bank", **wrong}
        await town.settle(anna.money(started.intent_id, **said))  # type: ignore[arg-type]

    assert await shop.status(order) == "cancelled"
    assert await balance(shop, card_id) == 200_00
    assert [amount for _, amount, _ in await shop.refunds_of(order)] == [300_00, 1_00, 1_00]


async def test_a_promise_that_late_money_wakes_counts_against_the_code_no_more_than_it_may(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00)
    anna = await shop.customer()
    await town.promos.create(shop.owner, PromoOrder("ONCE", PromoKind.SUM, 100_00, max_uses=2, per_customer=1))
    card = await town.gift_cards.issue(shop.owner, 300_00, "RUB")

    async def places(*codes: str, to_pay: int) -> Placed:
        cart = await anna.cart((tea, 1), pay="bank")
        for code in codes:
            await town.benefits.code(anna.actor, cart.id, code)
        return await anna.confirms(ReadyCart(cart.id, to_pay))

    first = await places("ONCE", card.code, to_pay=100_00)
    page = await anna.opens_payment(first)
    town.clock.move(hours=2)
    assert await town.expire_orders() == 1
    await anna.pays(await places("ONCE", to_pay=400_00))

    await town.settle(anna.money(page.intent_id, 100_00, provider="bank"))

    # What was promised is kept; the counter stays what the uses say, within the caps.
    assert await shop.status(first) == "confirmed"
    uses = await shop.ask("SELECT count(*) FROM promo_uses WHERE NOT released")
    assert (uses, await shop.ask("SELECT used FROM promos")) == (1, 1)


async def test_a_promo_code_of_a_late_order_is_used_again_without_any_gift_card(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=500_00)
    anna = await shop.customer()
    await town.promos.create(shop.owner, PromoOrder("ONCE", PromoKind.SUM, 100_00, max_uses=1))
    cart = await anna.cart((tea, 1), pay="bank")
    await town.benefits.code(anna.actor, cart.id, "ONCE")
    order = await anna.confirms(ReadyCart(cart.id, 400_00))
    page = await anna.opens_payment(order)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    assert await shop.ask("SELECT used FROM promos") == 0

    await town.settle(anna.money(page.intent_id, 400_00, provider="bank"))

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT used FROM promos") == 1
