"""Whoever has a second factor shows it before money goes back, keys change or other people read the orders."""

from dataclasses import replace

import pytest

from core.auth.actor import Actor
from core.auth.errors import StepUpNeeded
from core.auth.roles import Permission, asks_for_proof
from core.shops.open_shop import Shops
from db.types.enums import ReturnOutcome
from tests.factories.sent_back import delivered, sent_back
from tests.factories.town import Stall, Town


def unproven(shop: Stall) -> Actor:
    return replace(shop.owner, proven=False, platform_owner=True)


async def test_cancelling_asks_for_it_only_where_money_goes_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    unpaid, paid = await anna.orders(tea, pay="cash"), await anna.has_paid_for(tea)

    await town.cancel_order.by_staff(unproven(shop), unpaid.order_id, "sorry")
    with pytest.raises(StepUpNeeded):
        await town.cancel_order.by_staff(unproven(shop), paid.order_id, "sorry")

    assert await shop.status(unpaid) == "cancelled"
    assert await shop.status(paid) == "confirmed"
    assert await shop.refunds_of(paid) == []
    await town.cancel_order.by_staff(replace(shop.owner, proven=True), paid.order_id, "sorry")
    assert len(await shop.refunds_of(paid)) == 1


@pytest.mark.parametrize("outcome", [ReturnOutcome.REFUND, ReturnOutcome.CREDIT])
async def test_closing_a_return_gives_nothing_back_before_it(town: Town, outcome: ReturnOutcome) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 2))
    back = await (await sent_back(town, anna, order, (1, 1))).arrives()
    with pytest.raises(StepUpNeeded):
        await back.closes(unproven(shop), outcome)
    assert await shop.refunds_of(order) == []
    assert await shop.count("gift_cards") == 0


async def test_bots_shops_and_the_group_of_the_staff_wait_for_it(town: Town) -> None:
    shop = await town.shop()
    shops, bot_id = Shops(town.uow), await town.bot()
    for action in (
        shops.open_for(unproven(shop), "Another", bot_id, "RUB", "key"),
        shops.give_bot(unproven(shop), bot_id),
        shops.meet_in(unproven(shop), -100_1),
    ):
        with pytest.raises(StepUpNeeded):
            await action
    assert await shop.ask("SELECT staff_chat_id FROM shops WHERE id = :id", id=shop.id) is None


def test_these_ask_for_it_and_everyday_work_does_not() -> None:
    assert {one.value for one in Permission if asks_for_proof(one)} == {
        "refund_orders", "approve_refunds", "settle_refunds", "check_transfers", "change_promos", "change_money_rules",
        "change_team", "export_data",
    }  # fmt: skip
