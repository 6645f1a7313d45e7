"""Cash at the door: in full, short, refused, handed over and counted."""

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.orders.credit_note import RefundLine
from core.orders.place_order import Placed
from db.types.enums import Role
from tests.factories.at_once import at_once
from tests.factories.town import Stall, Town


async def at_the_door(town: Town, shop: Stall) -> Placed:
    tea = await shop.sells(f"TEA{await shop.count('products')}")
    order = await (await shop.customer()).orders(tea, pay="cash", courier=True)
    await town.fulfil.accept(shop.owner, order.order_id)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.ship(shop.owner, order.order_id)
    return order


async def purse(shop: Stall) -> int:
    return int(await shop.ask("SELECT coalesce(sum(amount), 0) FROM ledger_lines WHERE account = 'courier'"))


async def state(shop: Stall, order: Placed) -> str:
    return str(await shop.ask("SELECT state FROM cash_collections WHERE order_id = :id", id=order.order_id))


async def test_cash_is_due_then_collected_then_counted(town: Town) -> None:
    shop = await town.shop()
    order = await at_the_door(town, shop)
    assert await state(shop, order) == "cash_due"
    keeper = await shop.hires(Role.STOCK_KEEPER, "Kim")

    await town.fulfil.deliver(keeper, order.order_id)
    assert await state(shop, order) == "collected"
    held, _ = await town.count_cash.purses(shop.owner)
    assert [(one.courier_name, one.amount) for one in held] == [("Kim", order.total)]

    done = await town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, "a")
    again = await town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, "a")

    assert (done.counted, again.repeated) == (order.total, True)
    assert await state(shop, order) == "reconciled"
    assert await purse(shop) == 0
    with pytest.raises(NotFound):
        await town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, "b")


async def test_what_is_missing_at_the_count_stays_the_couriers_debt(town: Town) -> None:
    shop = await town.shop()
    order = await at_the_door(town, shop)
    await town.fulfil.deliver(shop.owner, order.order_id)
    done = await town.count_cash.hand_over(shop.owner, shop.owner.person_id, "RUB", order.total - 50_00, "a")
    assert done.expected - done.counted == 50_00
    assert await purse(shop) == 50_00


async def test_paid_short_the_order_stays_open_until_it_is_let_go(town: Town) -> None:
    shop = await town.shop()
    order = await at_the_door(town, shop)
    for wrong in (-1, order.total + 1):
        with pytest.raises(BadInput):
            await town.fulfil.deliver(shop.owner, order.order_id, collected=wrong)
    await town.fulfil.deliver(shop.owner, order.order_id, collected=order.total - 100_00)
    assert await state(shop, order) == "short"
    town.clock.move(days=30)
    await shop.tell("UPDATE orders SET changed_at = now() - interval '30 days'")
    assert await town.complete_orders() == 0

    with pytest.raises(Forbidden):
        await town.count_cash.forgive(await shop.hires(Role.OPERATOR), order.order_id)
    assert await town.count_cash.forgive(shop.owner, order.order_id)
    assert not await town.count_cash.forgive(shop.owner, order.order_id)
    assert await town.complete_orders() == 1


async def test_nothing_paid_at_all_is_short_too(town: Town) -> None:
    shop = await town.shop()
    order = await at_the_door(town, shop)
    await town.fulfil.deliver(shop.owner, order.order_id, collected=0)
    assert await state(shop, order) == "short"
    assert await shop.count("charges") == 0


async def test_refused_at_the_door_nothing_is_due(town: Town) -> None:
    shop = await town.shop()
    order = await at_the_door(town, shop)
    await town.fulfil.came_back(shop.owner, order.order_id)
    assert await state(shop, order) == "refused"
    assert await shop.ask("SELECT cash_refused FROM customers") == 1


async def test_cash_goes_back_by_hand(town: Town) -> None:
    shop = await town.shop()
    order = await at_the_door(town, shop)
    await town.fulfil.deliver(shop.owner, order.order_id)
    await town.refund_order.by_lines(
        shop.owner, shop.shop, order.order_id, [RefundLine(1, 1)], reason="defect", key="a"
    )
    await town.refunds.due()
    assert [found[0] for found in await shop.refunds_of(order)] == ["manual"]


async def test_a_purse_is_counted_once_however_many_count_it(town: Town) -> None:
    shop = await town.shop()
    for _ in range(3):
        order = await at_the_door(town, shop)
        await town.fulfil.deliver(shop.owner, order.order_id)
    held, _ = await town.count_cash.purses(shop.owner)

    outcomes = await at_once(
        town.count_cash.hand_over(shop.owner, shop.owner.person_id, "RUB", None, f"tap:{number}")
        for number in range(10)
    )

    assert sum(not isinstance(outcome, NotFound) for outcome in outcomes) == 1
    assert await shop.count("cash_handovers") == 1
    assert await shop.ask("SELECT sum(amount) FROM ledger_lines WHERE account = 'cash'") == held[0].amount
