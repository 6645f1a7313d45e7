"""Codes, cards and refunds that many want at once."""

from typing import Any

import pytest

from core.kit.errors import AppError
from core.orders import credit_note, refund_order
from core.orders.manage_promos import PromoOrder
from core.orders.place_order import Placed
from db.repositories import orders, promotions, sql
from db.types.enums import PromoKind
from tests.factories.at_once import Meeting, at_once
from tests.factories.crowd import crowd
from tests.factories.database import Database
from tests.factories.town import Customer, ReadyCart, Stall, Town

BUYERS = 200
PRICE = 500_00


async def hopeful(town: Town, database: Database, **promo: Any) -> tuple[Stall, list[tuple[Customer, ReadyCart]]]:
    """Buyers who all entered the same code and saw half the price."""
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=BUYERS)
    await town.promos.create(shop.owner, PromoOrder("HALF", PromoKind.PERCENT, 50_00, **promo))
    people = await crowd(database, shop, BUYERS, [(tea, 1)])
    await shop.tell("UPDATE carts SET promo_code = 'HALF'")
    return shop, [(person, ReadyCart(cart.id, PRICE // 2)) for person, cart in people]


async def test_a_code_with_limit_one_against_two_hundred_buyers(town: Town, database: Database) -> None:
    shop, people = await hopeful(town, database, max_uses=1)

    outcomes = await at_once(person.confirms(cart) for person, cart in people)

    assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 1
    assert await shop.ask("SELECT used FROM promos") == 1
    assert await shop.count("orders") == await shop.count("promo_uses") == 1
    assert await shop.ask("SELECT sum(held) FROM stock_items") == 1


async def test_control_without_the_cap_in_the_statement_the_constraint_still_refuses(
    town: Town, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, people = await hopeful(town, database, max_uses=1)
    without_guard(monkeypatch, " AND (max_uses IS NULL OR used < max_uses)")

    outcomes = await at_once(person.confirms(cart) for person, cart in people[:40])

    assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 1
    assert await shop.ask("SELECT used FROM promos") == 1


async def test_control_without_guard_and_constraint_everybody_gets_it(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, people = await hopeful(unguarded_town, own_database, max_uses=1)
    without_guard(monkeypatch, " AND (max_uses IS NULL OR used < max_uses)")
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE promos DROP CONSTRAINT ck_promos_used_within_cap")

    outcomes = await at_once(person.confirms(cart) for person, cart in people[:40])

    assert sum(isinstance(outcome, Placed) for outcome in outcomes) > 1
    assert await shop.ask("SELECT used FROM promos") > 1


def without_guard(monkeypatch: pytest.MonkeyPatch, guard: str) -> None:
    """Take a guard out of every statement of the promotions."""
    plain = sql.text

    def weakened(statement: str) -> Any:
        return plain(statement.replace(guard, ""))

    monkeypatch.setattr(promotions, "text", weakened)


async def test_one_order_a_person_holds_also_from_two_carts_at_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=100)
    await town.promos.create(shop.owner, PromoOrder("MINE", PromoKind.SUM, 100_00, per_customer=1))
    await town.promos.create(shop.owner, PromoOrder("FIRST", PromoKind.SUM, 100_00, first_order=True))
    for code in ("MINE", "FIRST"):
        for number in range(8):
            anna = await shop.customer(f"{code} {number}")
            one, two = await anna.cart((tea, 1)), await anna.buys_now(tea)
            for cart in (one, two):
                await town.benefits.code(anna.actor, cart.id, code)
            outcomes = await at_once(anna.confirms(ReadyCart(cart.id, 400_00)) for cart in (one, two))
            assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 1, code


async def test_a_gift_card_spent_a_hundred_times_at_once_pays_for_what_it_holds(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=100)
    card = await town.gift_cards.issue(shop.owner, 3 * PRICE, "RUB")
    people = await crowd(database, shop, 100, [(tea, 1)])
    await shop.tell("UPDATE carts SET gift_card_id = :card", card=card.id)

    outcomes = await at_once(person.confirms(ReadyCart(cart.id, 0)) for person, cart in people)

    assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 3
    assert await shop.ask("SELECT balance FROM gift_cards") == 0
    assert await shop.ask("SELECT sum(gift_total) FROM orders") == 3 * PRICE


async def test_control_a_gift_card_without_its_guards_is_spent_again(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=100)
    card = await town.gift_cards.issue(shop.owner, PRICE, "RUB")
    people = await crowd(own_database, shop, 40, [(tea, 1)])
    await shop.tell("UPDATE carts SET gift_card_id = :card", card=card.id)
    without_guard(monkeypatch, " AND balance >= :amount")
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE gift_cards DROP CONSTRAINT ck_gift_cards_balance_within")

    await at_once(person.confirms(ReadyCart(cart.id, 0)) for person, cart in people)

    assert await shop.ask("SELECT balance FROM gift_cards") < 0


async def sold(town: Town) -> tuple[Stall, Placed]:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=1000_00)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    return shop, order


async def test_fifty_partial_refunds_at_once_never_exceed_what_was_captured(town: Town) -> None:
    shop, order = await sold(town)

    outcomes = await at_once(
        town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 70_00, reason="late", key=f"tap:{number}")
        for number in range(50)
    )

    assert sum(not isinstance(outcome, AppError) for outcome in outcomes) == 14
    assert await shop.ask("SELECT sum(amount) FROM refunds") == 14 * 70_00
    assert await shop.ask("SELECT sum(amount) FROM credit_notes") == 14 * 70_00


async def test_control_without_the_orders_lock_fifty_refunds_give_back_too_much(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    shop, order = await sold(town)
    read = orders.order
    left = credit_note.refundable

    async def without_lock(*args: Any, lock: bool = False, **kw: Any) -> Any:
        del lock
        return await read(*args, **kw)

    looked = Meeting(parties=15)

    async def slowly(*args: Any) -> Any:
        found = await left(*args)
        await looked()
        return found

    async def plenty(*_: Any) -> Any:
        return credit_note._Pool(1000_00, 0, 0)

    monkeypatch.setattr(orders, "order", without_lock)
    monkeypatch.setattr(refund_order, "refundable", slowly)
    monkeypatch.setattr(credit_note, "_pool", plenty)

    await at_once(
        town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 70_00, reason="late", key=f"tap:{number}")
        for number in range(50)
    )

    assert await shop.ask("SELECT sum(amount) FROM credit_notes") > 1000_00
