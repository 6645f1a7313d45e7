"""Who brings an order: assigned from the card, told once; a courier sees and does own deliveries, nothing else."""

import asyncio

import pytest

from core.auth.actor import Actor
from core.kit.errors import Forbidden, NotFound
from core.orders.couriers import Couriers
from core.orders.errors import WrongState
from core.orders.packing import PackingList
from core.orders.place_order import Placed
from core.orders.topics import OrderTopics
from core.shops.pictures import Picture
from core.shops.places import Places
from db.types.enums import Role
from db.types.ids import OrderId
from tests.factories.database import Database
from tests.factories.town import Goods, Stall, Town


@pytest.fixture
async def shop(town: Town) -> Stall:
    return await town.shop()


@pytest.fixture
async def tea(shop: Stall) -> Goods:
    return await shop.sells("TEA", price=500_00, stock_of=10)


@pytest.fixture
def couriers(town: Town) -> Couriers:
    return Couriers(town.uow)


async def to_bring(shop: Stall, tea: Goods, *, pay: str = "telegram") -> Placed:
    anna = await shop.customer()
    order = await anna.orders(tea, 2, courier=True, pay=pay)
    if pay == "cash":
        await shop.town.fulfil.accept(shop.owner, order.order_id)
    else:
        await anna.pays(order)
    await shop.town.fulfil.pack(shop.owner, order.order_id)
    return order


async def assigned(shop: Stall, couriers: Couriers, order: Placed) -> Actor:
    petr = await shop.hires(Role.COURIER, "Petr")
    assert await couriers.assign(shop.owner, order.order_id, petr.person_id)
    return petr


async def test_a_courier_brings_own_orders_and_takes_their_cash(
    town: Town, shop: Stall, tea: Goods, couriers: Couriers
) -> None:
    order = await to_bring(shop, tea, pay="cash")
    other = await to_bring(shop, tea)
    petr = await assigned(shop, couriers, order)

    assert [one.id for one in await couriers.mine(petr)] == [order.order_id]
    seen = await couriers.one(petr, order.order_id)
    assert (seen.courier_name, seen.owed) == ("Petr", order.total)
    for asked in (couriers.one(petr, other.order_id), couriers.one(petr, OrderId(1))):
        with pytest.raises(NotFound):
            await asked
    for step in (town.fulfil.ship, town.fulfil.deliver, town.fulfil.came_back):
        with pytest.raises(Forbidden):
            await step(petr, other.order_id)
    for forbidden in (town.fulfil.pack(petr, order.order_id), town.fulfil.accept(petr, order.order_id),
                      town.view.for_staff(petr, order.order_id), couriers.of_team(petr, order.order_id),
                      couriers.assign(petr, order.order_id, None), PackingList(town.uow)(petr, order.order_id),
                      couriers.photos(petr, order.order_id)):  # fmt: skip
        with pytest.raises(Forbidden):
            await forbidden

    assert await town.fulfil.ship(petr, order.order_id)
    assert await couriers.add_photo(petr, order.order_id, Picture(b"door", 1, 1))
    assert not await couriers.add_photo(petr, order.order_id, Picture(b"door", 1, 1))
    assert await town.fulfil.deliver(petr, order.order_id, collected=order.total - 100_00)
    assert len(await couriers.photos(shop.owner, order.order_id)) == 1
    purses, short = await town.count_cash.purses(shop.owner)
    assert [(purse.courier_name, purse.amount) for purse in purses] == [("Petr", order.total - 100_00)]
    assert [(one.due, one.collected) for one in short] == [(order.total, order.total - 100_00)]
    assert await couriers.mine(petr) == []


async def test_what_was_refused_at_the_door_comes_back_once(
    town: Town, shop: Stall, tea: Goods, couriers: Couriers
) -> None:
    order = await to_bring(shop, tea, pay="cash")
    petr = await assigned(shop, couriers, order)
    await town.fulfil.ship(petr, order.order_id)
    done = await asyncio.gather(*(town.fulfil.came_back(petr, order.order_id) for _ in range(5)))
    assert sum(done) == 1
    assert (await shop.on_hand(tea), await shop.available(tea)) == (10, 10)
    assert await shop.ask("SELECT state FROM cash_collections") == "refused"


async def test_an_order_has_one_courier_whoever_assigns(
    town: Town, shop: Stall, tea: Goods, couriers: Couriers
) -> None:
    order = await to_bring(shop, tea)
    people = [await shop.hires(Role.COURIER, name) for name in ("Petr", "Ivan", "Oleg")]
    await asyncio.gather(
        *(couriers.assign(shop.owner, order.order_id, one.person_id) for one in people for _ in (1, 2))
    )
    assert await shop.count("order_couriers") == 1
    told = [name for name in await shop.events() if name == "order.courier_assigned"]
    assert 1 <= len(told) <= 6
    chosen = [one for one in await couriers.of_team(shop.owner, order.order_id) if one.chosen]
    assert len(chosen) == 1
    assert not await couriers.assign(shop.owner, order.order_id, chosen[0].person_id)
    assert await couriers.assign(shop.owner, order.order_id, None)
    assert not await couriers.assign(shop.owner, order.order_id, None)


async def test_only_the_team_brings_only_what_is_to_be_brought(
    town: Town, shop: Stall, tea: Goods, couriers: Couriers
) -> None:
    order = await to_bring(shop, tea)
    analyst, stranger = await shop.hires(Role.ANALYST), (await town.shop()).owner
    for person in (analyst, stranger, (await shop.customer()).actor):
        with pytest.raises(NotFound):
            await couriers.assign(shop.owner, order.order_id, person.person_id)
    with pytest.raises(NotFound):
        await couriers.assign(stranger, order.order_id, stranger.person_id)
    for role in (Role.OPERATOR, Role.COURIER, Role.ANALYST):
        with pytest.raises(Forbidden):
            await couriers.assign(await shop.hires(role), order.order_id, None)
    for role in (Role.OPERATOR, Role.ANALYST):
        with pytest.raises(Forbidden):
            await couriers.mine(await shop.hires(role))
    pickup = await (await shop.customer()).has_paid_for(tea)
    with pytest.raises(WrongState):
        await couriers.assign(shop.owner, pickup.order_id, shop.owner.person_id)


async def test_a_packing_list_says_what_lies_where(town: Town, shop: Stall, tea: Goods) -> None:
    places = Places(town.uow, town.clock)
    for name in ("Warehouse", "Shop"):
        await places.add(shop.owner, name)
    await places.carry(shop.owner, "TEA", 3, "Warehouse Shop", "m:1")
    order = await (await shop.customer()).has_paid_for(tea, 2, courier=True)
    found, lines = await PackingList(town.uow)(shop.owner, order.order_id)
    assert found.number == order.number
    assert [(one.line.sku, one.quantity, one.places) for one in lines] == [
        ("TEA", 2, (("Warehouse", 7), ("Shop", 3))),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        await PackingList(town.uow)((await town.shop()).owner, order.order_id)


async def test_a_topic_is_made_and_closed_once(town: Town, shop: Stall, tea: Goods) -> None:
    topics = OrderTopics(town.uow, town.clock)
    order = await to_bring(shop, tea)
    claims = await asyncio.gather(*(topics.claim(shop.id, order.order_id, -100) for _ in range(6)))
    assert sum(claims) == 1
    assert await topics.known(shop.id, order.order_id, -100) is None
    assert await topics.close(shop.id, order.order_id, -100) is None
    await topics.keep(shop.id, order.order_id, -100, 77)
    assert await topics.known(shop.id, order.order_id, -100) == 77
    closed = await asyncio.gather(*(topics.close(shop.id, order.order_id, -100) for _ in range(6)))
    assert sorted(closed, key=str) == [77, None, None, None, None, None]
    with pytest.raises(Forbidden):
        await topics.switch(await shop.hires(Role.OPERATOR), on=True)


async def test_control_without_its_key_an_order_would_get_many_topics(
    unguarded_town: Town, own_database: Database
) -> None:
    shop = await unguarded_town.shop()
    order = await to_bring(shop, await shop.sells("TEA"))
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE order_topics DROP CONSTRAINT pk_order_topics")
    topics = OrderTopics(unguarded_town.uow, unguarded_town.clock)
    claims = await asyncio.gather(*(topics.claim(shop.id, order.order_id, -100) for _ in range(6)))
    assert sum(claims) > 1


async def test_orders_of_today_and_those_one_works_on(town: Town, shop: Stall, tea: Goods) -> None:
    order, old = await to_bring(shop, tea), await to_bring(shop, tea)
    await shop.tell("UPDATE orders SET placed_at = now() - interval '3 days' WHERE id = :id", id=old.order_id)
    found, more = await town.view.today(shop.owner, "Europe/Moscow")
    assert ([one.id for one in found], more) == ([order.order_id], False)
    keeper = await shop.hires(Role.STOCK_KEEPER)
    assert await town.view.worked_on(keeper) == ([], False)
    await town.fulfil.ship(keeper, old.order_id)
    assert [one.id for one in (await town.view.worked_on(keeper))[0]] == [old.order_id]
    assert next(one.id for one in await town.view.find(shop.owner, str(order.number))) == order.order_id
    for asked in (
        town.view.today(await shop.hires(Role.COURIER), "UTC"),
        town.view.worked_on(await shop.hires(Role.ANALYST)),
    ):
        with pytest.raises(Forbidden):
            await asked
