"""Promo codes, gift cards and points: what they give, their caps, and their way back."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.kit.errors import Forbidden, KeyReused, NotFound
from core.orders.errors import CodeUnknown, GiftCardSpent, PromoRefused, TotalChanged
from core.orders.manage_promos import PromoOrder
from db.repositories import promotions
from db.types.enums import PromoKind, Role
from db.types.ids import new_id
from tests.factories.town import Customer, ReadyCart, Stall, Town


async def priced(customer: Customer, cart: ReadyCart) -> ReadyCart:
    """The cart as its owner sees it now."""
    seen = await customer.stall.town.carts.by_id(customer.actor, cart.id)
    assert seen is not None
    return ReadyCart(cart.id, seen.totals().to_pay)


async def with_code(customer: Customer, cart: ReadyCart, code: str) -> ReadyCart:
    await customer.stall.town.benefits.code(customer.actor, cart.id, code)
    return await priced(customer, cart)


async def promo(shop: Stall, code: str, kind: PromoKind, value: int = 0, **more: object) -> None:
    await shop.town.promos.create(shop.owner, replace(PromoOrder(code, kind, value), **more))  # type: ignore[arg-type]


async def gift_card(shop: Stall, amount: int) -> str:
    return (await shop.town.gift_cards.issue(shop.owner, amount, shop.shop.currency)).code


async def used(shop: Stall, code: str) -> int:
    return int(await shop.ask("SELECT used FROM promos WHERE code = :code", code=code))


@pytest.mark.parametrize(
    ("kind", "value", "to_pay"),
    [(PromoKind.PERCENT, 10_00, 1170_00), (PromoKind.SUM, 250_00, 1050_00), (PromoKind.FREE_DELIVERY, 0, 1000_00)],
    ids=str,
)
async def test_a_code_lowers_the_sum(town: Town, kind: PromoKind, value: int, to_pay: int) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await promo(shop, "AUTUMN", kind, value)
    # 1000 of goods and 300 of delivery: ten percent are off the goods alone.
    expected = 1200_00 if kind is PromoKind.PERCENT else to_pay
    cart = await with_code(anna, await anna.cart((tea, 2), courier=True), " autumn ")
    assert cart.total == expected

    order = await anna.confirms(cart)
    await anna.pays(order)

    assert await shop.status(order) == "confirmed"
    assert await used(shop, "AUTUMN") == 1


async def test_a_code_that_gives_nothing_says_why(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=100_00)
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))
    await promo(shop, "BIG", PromoKind.SUM, 10_00, min_goods=1000_00)
    await promo(shop, "OLD", PromoKind.SUM, 10_00, ends_at=town.clock.now() - timedelta(days=1))
    await promo(shop, "FIRST", PromoKind.SUM, 10_00, first_order=True)
    await anna.has_paid_for(tea)
    cart = await anna.cart((tea, 1))

    for code, why in (("BIG", "min-goods"), ("OLD", "ended"), ("FIRST", "first-only")):
        with pytest.raises(PromoRefused) as refused:
            await town.benefits.code(anna.actor, cart.id, code)
        assert refused.value.params["why"] == why
    with pytest.raises(CodeUnknown):
        await town.benefits.code(anna.actor, cart.id, "NOSUCH")


async def test_a_code_that_ran_out_meanwhile_changes_the_total_instead_of_the_price(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer(), await shop.customer("Boris")
    await promo(shop, "ONCE", PromoKind.PERCENT, 50_00, max_uses=1)
    annas = await with_code(anna, await anna.cart((tea, 1)), "ONCE")
    boriss = await with_code(boris, await boris.cart((tea, 1)), "ONCE")

    await anna.confirms(annas)
    with pytest.raises(TotalChanged):
        await boris.confirms(boriss)
    assert (await priced(boris, boriss)).total == 500_00


@pytest.mark.parametrize("end", ["cancel", "expire"])
async def test_an_order_that_came_to_nothing_gives_everything_back_once(town: Town, end: str) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await promo(shop, "TEN", PromoKind.PERCENT, 10_00, max_uses=1, per_customer=1)
    code = await gift_card(shop, 100_00)
    cart = await with_code(anna, await anna.cart((tea, 1)), "TEN")
    cart = await with_code(anna, cart, code)
    assert cart.total == 350_00
    order = await anna.confirms(cart)
    assert await shop.ask("SELECT balance FROM gift_cards") == 0

    if end == "cancel":
        await town.cancel_order.by_buyer(anna.actor, order.order_id)
        await town.cancel_order.by_buyer(anna.actor, order.order_id)
    else:
        town.clock.move(minutes=31)
        await town.expire_orders()

    assert await used(shop, "TEN") == 0
    assert await shop.ask("SELECT balance FROM gift_cards") == 100_00
    again = await with_code(anna, await anna.cart((tea, 1)), "TEN")
    assert again.total == 450_00


async def test_late_money_takes_gift_card_and_code_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    code = await gift_card(shop, 100_00)
    order = await anna.confirms(await with_code(anna, await anna.cart((tea, 1)), code))
    started = await anna.opens_payment(order)
    town.clock.move(minutes=31)
    await town.expire_orders()
    assert await shop.ask("SELECT balance FROM gift_cards") == 100_00

    await town.settle(anna.money(started.intent_id, 400_00))

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT balance FROM gift_cards") == 0


async def test_late_money_whose_gift_card_is_gone_goes_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer(), await shop.customer("Boris")
    code = await gift_card(shop, 100_00)
    order = await anna.confirms(await with_code(anna, await anna.cart((tea, 1)), code))
    started = await anna.opens_payment(order)
    town.clock.move(minutes=31)
    await town.expire_orders()
    await boris.confirms(await with_code(boris, await boris.cart((tea, 1)), code))

    await town.settle(anna.money(started.intent_id, 400_00))

    assert await shop.status(order) == "expired"
    assert await shop.refunds_of(order) == [("requested", 400_00, "late_part")]


async def test_a_gift_card_that_covers_everything_confirms_at_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    code = await gift_card(shop, 2000_00)

    order = await anna.confirms(await with_code(anna, await anna.cart((tea, 1)), code))

    assert order.status == "confirmed"
    assert order.payment_method == "covered"
    assert await shop.hold_states(order) == ["committed"]
    assert await shop.ask("SELECT balance FROM gift_cards") == 1500_00
    await town.cancel_order.by_staff(shop.owner, order.order_id, "no stock")
    assert await shop.ask("SELECT balance FROM gift_cards") == 2000_00


async def test_a_spent_card_refuses_the_order_and_nothing_is_left_behind(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer(), await shop.customer("Boris")
    code = await gift_card(shop, 100_00)
    annas = await with_code(anna, await anna.cart((tea, 1)), code)
    boriss = await with_code(boris, await boris.cart((tea, 1)), code)
    await anna.confirms(annas)

    # What Boris saw is no longer true; were the balance read stale, the guard itself would refuse.
    with pytest.raises((TotalChanged, GiftCardSpent)):
        await boris.confirms(boriss)
    assert await shop.count("orders") == 1
    assert await shop.available(tea) == 9


async def test_the_codes_of_gift_cards_do_not_rest_in_plain(town: Town) -> None:
    shop = await town.shop()
    code = await gift_card(shop, 100_00)
    kept = await shop.ask("SELECT string_agg(g::text, ' ') FROM gift_cards g")
    assert code not in kept
    assert code.replace("-", "") not in kept
    told = await shop.ask("SELECT string_agg(a::text, ' ') FROM audit_log a")
    assert code not in told


async def test_points_pay_up_to_the_rule(town: Town) -> None:
    shop = await town.shop(points={"pay_up_to_bp": 30_00})
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await shop.tell(
        "INSERT INTO point_accounts (shop_id, person_id, balance) VALUES (:s, :p, 90000)",
        s=shop.id,
        p=anna.actor.person_id,
    )
    await shop.tell(
        "INSERT INTO point_moves (shop_id, id, person_id, delta, kind, key) VALUES (:s, 1, :p, 90000, 'earn', 'gift')",
        s=shop.id,
        p=anna.actor.person_id,
    )
    cart = await anna.cart((tea, 1))
    assert cart.total == 500_00
    await town.benefits.use_points(anna.actor, cart.id, wanted=True)

    order = await anna.confirms(await priced(anna, cart))
    assert order.total == 350_00
    await anna.pays(order)

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT balance FROM point_accounts") == 750_00


async def test_a_completed_order_earns_points_once_on_the_money_that_stayed(town: Town) -> None:
    shop = await town.shop(points={"earn_bp": 5_00})
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, 2)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 200_00, reason="late", key="a")
    await shop.tell("UPDATE orders SET changed_at = now() - interval '30 days'")
    for _ in range(2):
        await town.complete_orders()
    assert await shop.ask("SELECT balance FROM point_accounts") == 40_00
    owed = "SELECT -sum(amount) FROM ledger_lines WHERE account = 'points'"
    assert await shop.ask(owed) == 40_00


async def test_an_order_that_came_to_nothing_leaves_the_next_one_the_first(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await promo(shop, "FIRST", PromoKind.SUM, 100_00, first_order=True)
    order = await anna.orders(tea)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)

    cart = await with_code(anna, await anna.cart((tea, 1)), "FIRST")
    assert cart.total == 400_00
    await anna.confirms(cart)

    with pytest.raises(PromoRefused):
        await town.benefits.code(anna.actor, (await anna.cart((tea, 1))).id, "FIRST")


async def test_codes_are_listed_and_switched_off(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await promo(shop, "ONE", PromoKind.SUM, 100_00)
    await promo(shop, "TWO", PromoKind.SUM, 100_00)

    assert [seen.code for seen in await town.promos.all(shop.owner)] == ["TWO", "ONE"]
    await town.promos.switch(shop.owner, "ONE", active=False)
    with pytest.raises(NotFound):
        await town.promos.switch(shop.owner, "NOSUCH", active=False)

    with pytest.raises((CodeUnknown, PromoRefused)):
        await town.benefits.code(anna.actor, (await anna.cart((tea, 1))).id, "ONE")


async def test_a_gift_card_pays_only_while_it_lives_and_takes_money_back_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    await gift_card(shop, 500_00)
    order = await anna.orders(tea)
    card = await shop.ask("SELECT id FROM gift_cards")

    async def spend(amount: int, key: str) -> bool:
        async with town.uow(shop.id) as tx:
            return await promotions.spend_gift_card(
                tx.connection,
                shop.id,
                gift_card_id=card,
                order_id=order.order_id,
                amount=amount,
                move_id=new_id(),
                key=key,
            )

    async def put_back(key: str) -> bool:
        async with town.uow(shop.id) as tx:
            return await promotions.return_to_gift_card(
                tx.connection,
                shop.id,
                gift_card_id=card,
                order_id=order.order_id,
                amount=200_00,
                move_id=new_id(),
                key=key,
            )

    assert not await spend(500_01, "more than it holds")
    assert await spend(200_00, "a")
    async with town.uow(shop.id) as tx:
        spent = await promotions.spent_on(tx.connection, shop.id, order.order_id)
        held = await promotions.gift_card(tx.connection, shop.id, card)
    assert (spent["gift_card_id"], spent["gift"], spent["points"], spent["moves"]) == (card, 200_00, 0, 1)
    assert held is not None
    assert held["balance"] == 300_00
    await shop.tell("UPDATE gift_cards SET expires_at = now() - interval '1 second'")
    assert not await spend(100_00, "b")
    assert await put_back("c")
    assert not await put_back("c")
    assert await shop.ask("SELECT balance FROM gift_cards") == 500_00


async def test_a_second_tap_is_told_what_is_left_to_pay_as_the_first_was(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await with_code(anna, await anna.cart((tea, 1)), await gift_card(shop, 200_00))

    first, again = await anna.confirms(cart), await anna.confirms(cart)

    assert (first.total, again.total, again.repeated) == (300_00, 300_00, True)


async def test_a_repeated_command_issues_one_gift_card(town: Town) -> None:
    shop = await town.shop()

    # Ten copies of one update at once, then one more.
    cards = await asyncio.gather(*(town.gift_cards.issue(shop.owner, 100_00, "RUB", key="update-7") for _ in range(10)))
    cards.append(await town.gift_cards.issue(shop.owner, 100_00, "RUB", key="update-7"))

    assert len({card.code for card in cards}) == 1
    assert await shop.ask("SELECT count(*) FROM gift_cards") == 1
    with pytest.raises(KeyReused):
        await town.gift_cards.issue(shop.owner, 200_00, "RUB", key="update-7")
    await town.gift_cards.issue(shop.owner, 100_00, "RUB", key="update-8")
    assert await shop.ask("SELECT count(*) FROM gift_cards") == 2


async def test_above_the_limit_only_the_owner_gives_a_gift_card(town: Town) -> None:
    shop = await town.shop()
    manager = await shop.hires(Role.MANAGER)
    await town.change_rules.set(shop.owner, refund_alone_limit=500_00)

    await town.gift_cards.issue(manager, 500_00, "RUB")
    with pytest.raises(Forbidden):
        await town.gift_cards.issue(manager, 500_01, "RUB")
    await town.gift_cards.issue(shop.owner, 500_01, "RUB")

    assert await shop.ask("SELECT sum(initial) FROM gift_cards") == 1000_01
