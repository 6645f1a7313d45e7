"""Levels by what was spent, and friends who are thanked once."""

from typing import Any

import pytest

from core.kit.errors import NotFound
from core.orders.errors import PromoRefused
from core.orders.loyalty import Loyalty, NoNewcomer, OwnInvitation, level_of
from core.shops.shop import LevelRule, PointRules, ReferralRules, ShopRules
from db.repositories import loyalty, promotions, sql
from db.types.ids import OrderId
from tests.factories.at_once import at_once
from tests.factories.database import Database
from tests.factories.town import Customer, Goods, ReadyCart, Stall, Town

FRIENDS = {"inviter": 300_00, "invited": 200_00, "most": 2}


async def completed(who: Customer, goods: Goods) -> OrderId:
    """Order, pay, receive, and let the time for returns pass."""
    shop, town = who.stall, who.stall.town
    order = await who.has_paid_for(goods)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    town.clock.move(days=15)
    await town.complete_orders()
    return order.order_id


async def points(who: Customer) -> int:
    return (await Loyalty(who.stall.town.uow)(who.actor, who.stall.shop)).points


async def code_of(who: Customer) -> str:
    return (await Loyalty(who.stall.town.uow)(who.actor, who.stall.shop)).code


async def brings(inviter: Customer, guest: Customer) -> None:
    await Loyalty(inviter.stall.town.uow).come(guest.actor, await code_of(inviter))


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("spent", "place", "earn_bp", "missing"),
    [(0, 0, 100, 1000), (999, 0, 100, 1), (1000, 1, 300, 4000), (4999, 1, 300, 1), (5000, 2, 500, None)],
)
def test_a_level_is_reached_by_what_was_spent(spent: int, place: int, earn_bp: int, missing: int | None) -> None:
    rules = ShopRules(
        points=PointRules(earn_bp=100), levels=(LevelRule(spent=5000, earn_bp=500), LevelRule(spent=1000, earn_bp=300))
    )
    level = level_of(rules, spent)
    assert (level.place, level.earn_bp, level.missing) == (place, earn_bp, missing)


def test_a_level_never_earns_less_than_everybody() -> None:
    rules = ShopRules(points=PointRules(earn_bp=700), levels=(LevelRule(spent=1, earn_bp=300),))
    assert level_of(rules, 5).earn_bp == 700


async def test_a_higher_level_earns_more_of_the_next_order(town: Town) -> None:
    shop = await town.shop(
        points={"earn_bp": 100}, levels=[{"spent": 1000_00, "earn_bp": 500}, {"spent": 9000_00, "earn_bp": 900}]
    )
    tea, anna = await shop.sells("TEA", price=600_00), await shop.customer()

    await completed(anna, tea)
    assert await points(anna) == 6_00
    await completed(anna, tea)  # 1,200 spent: the first level
    assert await points(anna) == 6_00 + 30_00
    found = await Loyalty(town.uow)(anna.actor, shop.shop)
    assert (found.level.place, found.level.spent, found.level.missing) == (1, 1200_00, 7800_00)


# ── friends ──────────────────────────────────────────────────────────────────────────────────────────────


async def friendly(town: Town) -> Stall:
    return await town.shop(referrals=FRIENDS)


async def test_both_are_thanked_once_the_friends_first_order_is_completed(town: Town) -> None:
    shop = await friendly(town)
    tea, anna, boris = await shop.sells("TEA", stock_of=50), await shop.customer(), await shop.customer("Boris")
    await brings(anna, boris)
    assert (await points(anna), await points(boris)) == (0, 0)

    await completed(boris, tea)
    await completed(boris, tea)
    await town.complete_orders()

    assert (await points(anna), await points(boris)) == (300_00, 200_00)
    found = await Loyalty(town.uow)(anna.actor, shop.shop)
    assert (found.invited, found.rewarded, found.earned) == (1, 1, 300_00)
    assert await shop.ask("SELECT count(*) FROM outbox WHERE name = 'referral.thanked'") == 1


async def test_oneself_old_customers_and_loops_are_refused(town: Town) -> None:
    shop, other = await friendly(town), await friendly(town)
    tea = await shop.sells("TEA")
    anna, boris, vera = [await shop.customer(name) for name in ("Anna", "Boris", "Vera")]
    await vera.has_paid_for(tea)
    await brings(anna, boris)

    with pytest.raises(OwnInvitation):
        await brings(anna, anna)
    with pytest.raises(NoNewcomer):
        await brings(anna, vera)  # ordered before
    with pytest.raises(NoNewcomer):
        await brings(vera, boris)  # invited before
    with pytest.raises(NoNewcomer):
        await brings(boris, anna)  # a loop
    with pytest.raises(NotFound):
        await Loyalty(town.uow).come(anna.actor, "nobodys")
    with pytest.raises(NotFound):
        await Loyalty(town.uow).come((await other.customer()).actor, await code_of(anna))


async def test_who_invites_each_other_at_once_makes_no_loop(town: Town) -> None:
    shop = await friendly(town)
    for _ in range(5):
        ring = [await shop.customer(name) for name in ("A", "B", "C")]
        codes = [await code_of(one) for one in ring]

        await at_once([Loyalty(town.uow).come(one.actor, codes[(place + 1) % 3]) for place, one in enumerate(ring)])

        ids = ",".join(str(one.actor.person_id) for one in ring)
        assert await shop.ask(f"SELECT count(*) FROM referrals WHERE invited_id IN ({ids})") < 3


async def test_control_without_the_guard_a_loop_is_made(unguarded_town: Town, own_database: Database) -> None:
    shop = await friendly(unguarded_town)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    codes = await code_of(anna), await code_of(boris)
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE referrals DISABLE TRIGGER no_loop")
    async with unguarded_town.uow(shop.id) as tx:
        for invited, inviter in ((anna, boris), (boris, anna)):
            assert await loyalty.invite(tx.connection, shop.id, invited.actor.person_id, inviter.actor.person_id)

    assert len(set(codes)) == 2
    assert await shop.ask("SELECT count(*) FROM referrals") == 2


async def test_a_guest_comes_once_however_often_the_link_is_opened(town: Town) -> None:
    shop = await friendly(town)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    code = await code_of(anna)

    await at_once([Loyalty(town.uow).come(boris.actor, code) for _ in range(10)])

    assert await shop.ask("SELECT count(*) FROM referrals") == 1


async def test_the_inviter_is_thanked_as_often_as_the_shop_says_and_guests_always(town: Town) -> None:
    shop = await friendly(town)
    tea, anna = await shop.sells("TEA", stock_of=50), await shop.customer()
    guests = [await shop.customer(f"G{number}") for number in range(4)]
    for guest in guests:
        await brings(anna, guest)
        order = await guest.has_paid_for(tea)
        await town.fulfil.pack(shop.owner, order.order_id)
        await town.fulfil.deliver(shop.owner, order.order_id)
    town.clock.move(days=15)

    await at_once([town.complete_orders() for _ in range(6)])

    assert await points(anna) == 2 * 300_00
    assert [await points(guest) for guest in guests] == [200_00] * 4


async def test_nobody_is_thanked_where_the_shop_does_not_want_it_or_nothing_was_paid(town: Town) -> None:
    shop = await town.shop(referrals=ReferralRules().model_dump())
    tea, anna, boris = await shop.sells("TEA"), await shop.customer(), await shop.customer("Boris")
    await brings(anna, boris)
    await completed(boris, tea)

    assert (await points(anna), await points(boris)) == (0, 0)


# ── promo codes as thanks ────────────────────────────────────────────────────────────────────────────────

CODES = {
    "inviter_code": {"kind": "sum", "value": 100_00},
    "invited_code": {"kind": "percent", "value": 10_00},
    "most": 2,
}


async def own_code(who: Customer) -> str:
    found = await who.stall.ask("SELECT code FROM promos WHERE person_id = :id", id=who.actor.person_id)
    return str(found)


async def thanked(town: Town, rules: dict[str, Any] | None = None) -> tuple[Stall, Goods, Customer, Customer]:
    """Anna brought Boris, whose first order is completed."""
    shop = await town.shop(referrals=rules or CODES)
    tea, anna, boris = await shop.sells("TEA", stock_of=50), await shop.customer(), await shop.customer("Boris")
    await brings(anna, boris)
    await completed(boris, tea)
    return shop, tea, anna, boris


async def test_both_get_a_code_of_their_own_once(town: Town) -> None:
    shop, tea, anna, boris = await thanked(town)
    await completed(boris, tea)
    await town.complete_orders()

    assert await shop.count("promos") == 2
    assert (await own_code(anna)) != (await own_code(boris))
    found = await Loyalty(town.uow).thanked(shop.id, await shop.ask("SELECT order_id FROM referrals"))
    assert {(one.code, one.gift.kind if one.gift else "", one.points) for one in found} == {
        (await own_code(anna), "sum", 0),
        (await own_code(boris), "percent", 0),
    }
    assert await town.promos.all(shop.owner) == [], "codes of one person are not the shop's list"


async def test_a_code_works_once_and_only_for_whose_it_is(town: Town) -> None:
    _, tea, anna, boris = await thanked(town)
    mine, other = await own_code(anna), await own_code(boris)
    cart = await anna.cart((tea, 1))
    with pytest.raises(PromoRefused):
        await town.benefits.code(anna.actor, cart.id, other)
    await town.benefits.code(anna.actor, cart.id, mine)
    seen = await town.carts.by_id(anna.actor, cart.id)
    assert seen is not None
    assert seen.totals().discount == 100_00
    await anna.confirms(ReadyCart(cart.id, seen.totals().to_pay))

    again = await anna.cart((tea, 1))
    with pytest.raises(PromoRefused):
        await town.benefits.code(anna.actor, again.id, mine)


async def uses_anothers_code(town: Town) -> int:
    """Boris uses Anna's code as somebody does who goes round the screens; how often it was used."""
    shop, tea, anna, boris = await thanked(town)
    order = await boris.orders(tea)
    async with town.uow(shop.id) as tx:
        await promotions.use_promo(
            tx.connection,
            shop.id,
            promo_id=await shop.ask("SELECT id FROM promos WHERE person_id = :id", id=anna.actor.person_id),
            order_id=OrderId(order.order_id),
            person_id=boris.actor.person_id,
            amount=1,
        )
    return int(await shop.count("promo_uses"))


async def test_the_database_lets_nobody_use_anothers_code(town: Town) -> None:
    assert await uses_anothers_code(town) == 0


async def test_control_without_the_guard_anothers_code_is_used(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = sql.text
    guard = "AND (person_id IS NULL OR person_id = :person_id)"
    monkeypatch.setattr(promotions, "text", lambda statement: plain(statement.replace(guard, "")))
    assert await uses_anothers_code(unguarded_town) == 1


async def test_codes_are_given_once_by_many_workers_and_as_often_as_the_shop_says(town: Town) -> None:
    shop = await town.shop(referrals=CODES)
    tea, anna = await shop.sells("TEA", stock_of=50), await shop.customer()
    for number in range(4):
        guest = await shop.customer(f"G{number}")
        await brings(anna, guest)
        order = await guest.has_paid_for(tea)
        await town.fulfil.pack(shop.owner, order.order_id)
        await town.fulfil.deliver(shop.owner, order.order_id)
    town.clock.move(days=15)

    await at_once([town.complete_orders() for _ in range(6)])

    mine = "SELECT count(*) FROM promos WHERE person_id = :id"
    assert await shop.ask(mine, id=anna.actor.person_id) == 2
    assert await shop.count("promos") == 2 + 4


async def test_two_accounts_with_one_phone_thank_nobody(town: Town) -> None:
    shop = await town.shop(referrals={**FRIENDS, **CODES})
    tea, anna, double = await shop.sells("TEA", stock_of=50), await shop.customer(), await shop.customer("Anna 2")
    code = await code_of(anna)
    await Loyalty(town.uow).come(double.actor, code)
    await completed(anna, tea)  # the town's people all leave one number
    await completed(double, tea)

    assert (await points(anna), await points(double), await shop.count("promos")) == (0, 0, 0)
    assert await shop.ask("SELECT state FROM referrals") == "waiting"


async def test_control_with_phones_of_their_own_both_are_thanked(town: Town) -> None:
    shop = await town.shop(referrals={**FRIENDS, **CODES})
    tea, anna, friend = await shop.sells("TEA", stock_of=50), await shop.customer(), await shop.customer("Boris")
    await brings(anna, friend)
    await completed(anna, tea)
    await shop.tell("UPDATE orders SET phone = '+79990000000'")
    await shop.tell("UPDATE customers SET phone = '+79990000000'")
    await completed(friend, tea)

    assert (await points(anna), await points(friend), await shop.count("promos")) == (300_00, 200_00, 2)
