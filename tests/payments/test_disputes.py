"""Money that the buyer's bank took back is not given back once more, and money it returns is not kept."""

import pytest

from core.orders.errors import NothingToRefund
from core.orders.place_order import Placed
from db.types.enums import DisputeState, StockVerdict
from payments.protocol import DisputeChanged
from tests.factories.town import Stall, Town

OPEN, WON, LOST = DisputeState.OPEN, DisputeState.WON, DisputeState.LOST


async def paid(town: Town) -> tuple[Stall, Placed, str]:
    """An order of 1000, paid; and the charge's id at the provider."""
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea, 2, pay="bank")
    return shop, order, str(await shop.ask("SELECT external_id FROM charges"))


async def disputed(shop: Stall, charge: str, *states: DisputeState, amount: int = 1000_00) -> None:
    for state in states:
        await shop.town.take(DisputeChanged(shop.id, "bank", charge, "d-1", state, amount, "RUB"))


@pytest.mark.parametrize("states", [(OPEN,), (OPEN, LOST), (LOST,)], ids=str)
async def test_an_order_cancelled_after_a_dispute_gives_nothing_back_twice(
    town: Town, states: tuple[DisputeState, ...]
) -> None:
    shop, order, charge = await paid(town)
    await disputed(shop, charge, *states)
    assert await shop.status(order) == "on_hold"

    await town.review.reject(shop.owner, order.order_id, "disputed")
    await town.refunds.due()

    assert await shop.refunds_of(order) == []
    assert not town.bank.paid_out


async def test_the_undisputed_part_goes_back_with_the_order(town: Town) -> None:
    shop, order, charge = await paid(town)
    await disputed(shop, charge, OPEN, amount=400_00)
    await town.review.reject(shop.owner, order.order_id, "disputed")
    await town.refunds.due()
    assert list(town.bank.paid_out.values()) == [600_00]


async def test_a_dispute_won_after_the_order_was_cancelled_gives_the_buyer_the_money(town: Town) -> None:
    shop, order, charge = await paid(town)
    await disputed(shop, charge, OPEN)
    await town.review.reject(shop.owner, order.order_id, "disputed")

    await disputed(shop, charge, WON, WON)
    await town.refunds.due()

    assert await shop.refunds_of(order) == [("succeeded", 1000_00, "dispute_won")]


async def test_a_delivered_order_whose_dispute_was_lost_has_nothing_left_to_refund(town: Town) -> None:
    shop, order, charge = await paid(town)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    await disputed(shop, charge, LOST)
    with pytest.raises(NothingToRefund):
        await town.refund_order.full(
            shop.owner, shop.shop, order.order_id, reason="other", verdict=StockVerdict.KEEP, key="a"
        )


async def test_a_refund_under_way_when_the_bank_took_the_money_is_left_to_people(town: Town) -> None:
    shop, order, charge = await paid(town)
    await town.cancel_order.by_staff(shop.owner, order.order_id, "other")
    await disputed(shop, charge, OPEN)

    await town.refunds.due()

    assert not town.bank.paid_out
    assert await shop.refunds_of(order) == [("manual", 1000_00, "cancelled")]
    assert await shop.ask("SELECT failure FROM refunds") == "disputed"
