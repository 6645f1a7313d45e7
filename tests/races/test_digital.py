"""Many buyers, few keys; one payment told of from many sides."""

from collections import Counter

import pytest
from sqlalchemy import text

from core.orders.errors import SoldOut
from core.orders.place_order import Placed
from core.shops.add_keys import KeysAdded
from tests.factories import digital
from tests.factories.at_once import at_once
from tests.factories.town import Customer, Goods, Stall, Town

KEYS = [f"KEY-{number:03}" for number in range(15)]
_GUARD = " FOR UPDATE SKIP LOCKED"


async def buyers(town: Town, count: int, keys: list[str]) -> tuple[Stall, Goods, list[Customer]]:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", keys)
    return shop, game, [await shop.customer(f"Buyer {number}") for number in range(count)]


async def holders(shop: Stall) -> Counter[int]:
    """How many keys each order has."""
    async with shop.town.uow(shop.id) as tx:
        found = await tx.connection.execute(
            text("SELECT o.id, count(k.id) FROM orders o LEFT JOIN digital_keys k ON k.order_id = o.id GROUP BY 1")
        )
        return Counter({row[0]: row[1] for row in found})


async def test_of_forty_buyers_and_fifteen_keys_fifteen_have_one_each(town: Town) -> None:
    shop, game, people = await buyers(town, 40, KEYS)

    outcomes = await at_once(digital.buys(person, game) for person in people)

    winners = [
        (person, outcome) for person, outcome in zip(people, outcomes, strict=True) if isinstance(outcome, Placed)
    ]
    assert {type(outcome) for outcome in outcomes} == {Placed, SoldOut}
    seen = [key for person, order in winners for key in await digital.keys_of(person, order)]
    assert sorted(seen) == KEYS
    assert {await shop.status(order) for _, order in winners} == {"delivered"}
    assert (await shop.on_hand(game), await shop.available(game)) == (0, 0)


async def test_keys_are_added_while_they_are_sold(town: Town) -> None:
    shop, game, people = await buyers(town, 20, KEYS[:5])
    more = [digital.adds_keys(shop, game, [f"MORE-{number}", KEYS[0]]) for number in range(10)]

    outcomes = await at_once([*more, *(digital.buys(person, game) for person in people)])

    sold = [outcome for outcome in outcomes if isinstance(outcome, Placed)]
    assert sum(outcome.new for outcome in outcomes if isinstance(outcome, KeysAdded)) == 10
    assert await shop.on_hand(game) == 15 - len(sold)
    assert set((await holders(shop)).values()) == {1}


async def test_one_payment_told_of_twenty_times_at_once_takes_one_key(town: Town) -> None:
    shop, game, [anna] = await buyers(town, 1, KEYS)
    order = await digital.orders(anna, game)
    await anna.opens_payment(order)

    await at_once(digital.pays_again(anna, order, "stx-1") for _ in range(20))

    assert await holders(shop) == {order.order_id: 1}
    assert await shop.on_hand(game) == 14


async def test_control_without_locking_its_row_a_key_is_handed_to_two(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    shop, game, people = await buyers(town, 40, [f"KEY-{number:03}" for number in range(40)])
    placed = [await digital.orders(person, game) for person in people]
    started = [await person.opens_payment(order) for person, order in zip(people, placed, strict=True)]
    monkeypatch.setattr("db.repositories.digital.text", lambda sql: text(sql.replace(_GUARD, "")))

    await at_once(
        town.settle(person.money(attempt.intent_id, order.total, provider="stars", currency="XTR"))
        for person, order, attempt in zip(people, placed, started, strict=True)
    )

    assert 0 in (await holders(shop)).values(), "somebody paid, and another one has the key"
