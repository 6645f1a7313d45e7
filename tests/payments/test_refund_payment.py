"""Money that goes back: asked once, paid once, in the books once."""

import asyncio
from typing import Any

import pytest

from core.kit.errors import Forbidden, NotFound
from core.orders.place_order import Placed
from db.types.enums import Role
from db.types.ids import RefundId, new_id
from payments.protocol import MoneyReturned, RefundBounced
from tests.factories.town import Customer, Stall, Town

AN_HOUR_AGO = "UPDATE refunds SET next_attempt_at = now() - interval '1 hour'"


async def cancelled_order(town: Town, pay: str) -> tuple[Stall, Customer, Placed, RefundId]:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea, pay=pay)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    return shop, anna, order, RefundId(await shop.ask("SELECT id FROM refunds"))


async def test_a_provider_that_can_pays_it_back(town: Town) -> None:
    shop, _, order, refund_id = await cancelled_order(town, "bank")

    assert await town.refunds.due() == 1
    assert await town.refunds.due() == 0

    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]
    assert town.bank.paid_out == {refund_id: order.total}
    assert (await shop.events())[-1] == "refund.settled"


async def test_a_rail_without_refunds_waits_for_a_hand(town: Town) -> None:
    shop, anna, order, refund_id = await cancelled_order(town, "telegram")
    await town.refunds.due()
    assert await shop.refunds_of(order) == [("manual", order.total, "cancelled")]

    with pytest.raises(Forbidden):
        await town.refunds.paid_by_hand(anna.actor, refund_id)
    operator = await shop.hires(Role.OPERATOR)
    said = await asyncio.gather(*(town.refunds.paid_by_hand(operator, refund_id) for _ in range(5)))

    assert sorted(said) == [False] * 4 + [True]
    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]


async def test_a_provider_that_is_down_leaves_it_unknown_and_is_asked_again_later(town: Town) -> None:
    shop, _, order, refund_id = await cancelled_order(town, "bank")
    town.bank.down = True

    await town.refunds.due()
    assert await shop.refunds_of(order) == [("unknown", order.total, "cancelled")]
    assert await town.refunds.due() == 0
    await town.refunds.carry_out(shop.id, refund_id)
    assert town.bank.asked[refund_id] == 1

    town.bank.down = False
    await shop.tell(AN_HOUR_AGO)
    assert await town.refunds.due() == 1
    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]


async def test_an_answer_that_was_lost_pays_once(town: Town) -> None:
    shop, _, order, refund_id = await cancelled_order(town, "bank")
    town.bank.answers_lost = True
    await town.refunds.due()

    town.bank.answers_lost = False
    await shop.tell(AN_HOUR_AGO)
    await town.refunds.due()

    assert town.bank.asked[refund_id] == 2
    assert town.bank.paid_out == {refund_id: order.total}
    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]
    assert await shop.ask("SELECT count(*) FROM ledger_entries WHERE kind = 'paid'") == 1


async def test_a_provider_that_says_no_leaves_it_to_staff(town: Town) -> None:
    shop, _, order, _ = await cancelled_order(town, "bank")
    town.bank.refuses = "charge too old"

    await town.refunds.due()

    assert await shop.refunds_of(order) == [("manual", order.total, "cancelled")]
    assert await shop.ask("SELECT failure FROM refunds") == "charge too old"


async def test_a_refund_whose_worker_died_is_taken_up_again(town: Town) -> None:
    shop, _, order, _ = await cancelled_order(town, "bank")
    await shop.tell("UPDATE refunds SET state = 'submitted', next_attempt_at = now() - interval '1 second'")

    assert await town.refunds.due() == 1

    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]


async def test_the_providers_own_word_closes_a_refund_once(town: Town) -> None:
    shop, _, order, _ = await cancelled_order(town, "telegram")
    await town.refunds.due()
    external_id = await shop.ask("SELECT external_id FROM charges")
    word = MoneyReturned(shop.id, "telegram", external_id, order.total, "RUB")

    await asyncio.gather(*(town.refunds.returned(word) for _ in range(5)))

    assert await shop.refunds_of(order) == [("succeeded", order.total, "cancelled")]
    assert (await shop.events()).count("refund.settled") == 2  # waits for a hand, then done


async def test_a_word_of_returned_money_nobody_waits_for_changes_nothing(town: Town) -> None:
    shop = await town.shop()

    await town.refunds.returned(MoneyReturned(shop.id, "telegram", "nothing", 1, "RUB"))


async def test_stray_money_goes_back_without_an_order(town: Town) -> None:
    shop = await town.shop()
    anna = await shop.customer()
    await town.settle(anna.money(None, 77_00, provider="bank"))

    await town.refunds.due()

    assert list(town.bank.paid_out.values()) == [77_00]
    assert await shop.ask("SELECT state FROM refunds") == "succeeded"


async def test_a_provider_of_another_release_is_paid_back_by_hand(town: Town) -> None:
    shop, _, order, _ = await cancelled_order(town, "bank")
    await shop.tell("UPDATE charges SET provider = 'gone'")

    await town.refunds.due()

    assert await shop.refunds_of(order) == [("manual", order.total, "cancelled")]


async def test_a_refund_that_is_not_there_is_not_found(town: Town) -> None:
    shop = await town.shop()

    with pytest.raises(NotFound):
        await town.refunds.paid_by_hand(shop.owner, RefundId(new_id()))
    await town.refunds.carry_out(shop.id, RefundId(new_id()))


async def half_asked_back(town: Town, **rules: Any) -> tuple[Stall, Placed, str]:
    """A paid order of 1000, of which an operator asks 300 back; and the charge's id at the provider."""
    shop = await town.shop(**rules)
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea, 2, pay="bank")
    operator = await shop.hires(Role.OPERATOR)
    await town.refund_order.by_sum(operator, shop.shop, order.order_id, 300_00, reason="other", key="a")
    return shop, order, str(await shop.ask("SELECT external_id FROM charges"))


def cabinet(shop: Stall, charge: str, amount: int) -> MoneyReturned:
    return MoneyReturned(shop.id, "bank", charge, amount, "RUB", refund_external_id=f"cabinet-{amount}")


async def test_money_from_the_cabinet_is_not_taken_for_a_refund_that_waits_for_a_second_person(town: Town) -> None:
    shop, order, charge = await half_asked_back(town, refund_alone_limit=100_00)

    await town.refunds.returned(cabinet(shop, charge, 300_00))

    assert await shop.refunds_of(order) == [("requested", 300_00, "other"), ("succeeded", 300_00, "provider")]
    assert await shop.status(order) == "on_hold"


@pytest.mark.parametrize("limit", [100_00, None], ids=["waits", "asked"])
async def test_all_of_it_from_the_cabinet_leaves_nothing_to_give_back_and_no_goods_to_send(
    town: Town, limit: int | None
) -> None:
    shop, order, charge = await half_asked_back(town, refund_alone_limit=limit)

    await town.refunds.returned(cabinet(shop, charge, 1000_00))
    await town.refunds.due()

    given = [amount for state, amount, _ in await shop.refunds_of(order) if state == "succeeded"]
    assert sum(given) == 1000_00
    assert not town.bank.paid_out
    assert await shop.status(order) == "on_hold"


async def test_what_staff_paid_in_the_cabinet_is_one_refund_though_they_said_so_first(town: Town) -> None:
    town.bank.refuses = "balance too low"
    shop, order, charge = await half_asked_back(town)
    await town.refunds.due()
    refund_id = RefundId(await shop.ask("SELECT id FROM refunds"))
    assert await town.refunds.paid_by_hand(shop.owner, refund_id)

    for _ in range(2):
        await town.refunds.returned(cabinet(shop, charge, 300_00))

    assert await shop.refunds_of(order) == [("succeeded", 300_00, "other")]
    assert await shop.ask("SELECT external_id FROM refunds") == "cabinet-30000"
    assert await shop.status(order) == "confirmed"


async def test_a_late_word_of_a_failed_refund_does_not_ask_for_what_staff_have_paid_since(town: Town) -> None:
    town.bank.refuses = "balance too low"
    shop, order, charge = await half_asked_back(town)
    await town.refunds.due()
    refund_id = RefundId(await shop.ask("SELECT id FROM refunds"))
    await town.refunds.paid_by_hand(shop.owner, refund_id)

    for told in (refund_id, None):
        await town.refunds.bounced(RefundBounced(shop.id, "bank", charge, 300_00, "re-1", told, "failed"))

    assert await shop.refunds_of(order) == [("succeeded", 300_00, "other")]
