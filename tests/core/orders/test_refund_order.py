"""Giving a part back: by lines, by sum, in full; two people above the limit; books and goods in step."""

import pytest

from core.kit.errors import BadInput, Forbidden
from core.orders.credit_note import RefundLine
from core.orders.errors import CancelInstead, NothingToRefund, SecondPersonNeeded, WrongState
from core.orders.place_order import Placed
from db.types.enums import NoteState, Role, StockVerdict
from tests.factories.town import Customer, Goods, Stall, Town

R = StockVerdict


async def delivered(
    town: Town, shop: Stall, *lines: tuple[Goods, int], courier: bool = False
) -> tuple[Customer, Placed]:
    anna = await shop.customer()
    order = await anna.confirms(await anna.cart(*lines, courier=courier))
    await anna.pays(order)
    await town.fulfil.pack(shop.owner, order.order_id)
    if courier:
        await town.fulfil.ship(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    return anna, order


async def owed(shop: Stall, order: Placed) -> int:
    return (await shop.town.view.for_staff(shop.owner, order.order_id)).owed


async def test_pieces_of_a_line_go_back_to_the_shelf_and_their_money_to_the_buyer(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=100_00)
    _, order = await delivered(town, shop, (tea, 3), (cup, 1))
    assert await shop.on_hand(tea) == 7

    done = await town.refund_order.by_lines(
        shop.owner, shop.shop, order.order_id, [RefundLine(1, 2, R.RESTOCK)], reason="defect", key="a"
    )

    assert (done.state, done.amount) == (NoteState.APPROVED, 1000_00)
    assert await shop.refunds_of(order) == [("requested", 1000_00, "defect")]
    assert await shop.on_hand(tea) == 9
    assert await owed(shop, order) == 0
    left = await town.refund_order.look(shop.owner, order.order_id)
    assert left.left == 600_00
    assert [line.quantity for line in left.lines] == [1, 1]


@pytest.mark.parametrize("verdict", [R.QUARANTINE, R.WRITE_OFF, R.KEEP], ids=str)
async def test_other_verdicts_put_nothing_on_the_shelf(town: Town, verdict: StockVerdict) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    _, order = await delivered(town, shop, (tea, 3))
    await town.refund_order.by_lines(
        shop.owner, shop.shop, order.order_id, [RefundLine(1, 1, verdict)], reason="defect", key="a"
    )
    assert await shop.on_hand(tea) == 7


async def test_a_repeated_command_gives_back_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    _, order = await delivered(town, shop, (tea, 3))
    for _ in range(3):
        done = await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 100_00, reason="late", key="tap:1")
    assert done.repeated
    assert await shop.refunds_of(order) == [("requested", 100_00, "late")]


async def test_never_more_than_was_paid(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    _, order = await delivered(town, shop, (tea, 2))
    refund = town.refund_order
    await refund.by_sum(shop.owner, shop.shop, order.order_id, 600_00, reason="late", key="a")
    with pytest.raises(NothingToRefund):
        await refund.by_sum(shop.owner, shop.shop, order.order_id, 400_01, reason="late", key="b")
    with pytest.raises(NothingToRefund):
        await refund.by_lines(shop.owner, shop.shop, order.order_id, [RefundLine(1, 3)], reason="late", key="c")
    for wrong in ([], [RefundLine(9, 1)], [RefundLine(1, 0)], [RefundLine(1, 1), RefundLine(1, 1)]):
        with pytest.raises(BadInput):
            await refund.by_lines(shop.owner, shop.shop, order.order_id, wrong, reason="late", key="d")
    done = await refund.full(shop.owner, shop.shop, order.order_id, reason="late", verdict=R.KEEP, key="e")
    assert done.amount == 400_00
    assert await owed(shop, order) == 0


async def test_a_line_before_shipping_frees_its_goods(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP")
    anna = await shop.customer()
    order = await anna.confirms(await anna.cart((tea, 3), (cup, 1)))
    await anna.pays(order)
    assert await shop.available(tea) == 7

    await town.refund_order.by_lines(
        shop.owner, shop.shop, order.order_id, [RefundLine(1, 2)], reason="agreed", key="a"
    )

    assert await shop.available(tea) == 9
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    assert (await shop.on_hand(tea), await shop.on_hand(cup)) == (9, 9)


async def test_everything_before_shipping_is_cancelling(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea, 2)
    with pytest.raises(CancelInstead):
        await town.refund_order.full(shop.owner, shop.shop, order.order_id, reason="late", verdict=R.RESTOCK, key="a")
    with pytest.raises(CancelInstead):
        await town.refund_order.by_lines(
            shop.owner, shop.shop, order.order_id, [RefundLine(1, 2)], reason="late", key="b"
        )
    assert await shop.count("credit_notes") == 0


async def test_an_order_cancelled_after_a_part_went_back_gives_the_rest_back_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).has_paid_for(tea, 3)
    await town.refund_order.by_lines(
        shop.owner, shop.shop, order.order_id, [RefundLine(1, 1)], reason="agreed", key="a"
    )

    await town.cancel_order.by_staff(shop.owner, order.order_id, "sorry")

    assert sorted(amount for _, amount, _ in await shop.refunds_of(order)) == [500_00, 1000_00]
    assert await shop.available(tea) == 10
    assert await owed(shop, order) == 0


async def test_above_the_limit_a_second_person_agrees(town: Town) -> None:
    shop = await town.shop(refund_alone_limit=400_00)
    tea = await shop.sells("TEA")
    manager, operator = await shop.hires(Role.MANAGER), await shop.hires(Role.OPERATOR)
    _, order = await delivered(town, shop, (tea, 2))

    done = await town.refund_order.by_lines(
        manager, shop.shop, order.order_id, [RefundLine(1, 1, R.RESTOCK)], reason="defect", key="a"
    )

    assert done.state is NoteState.WAITING
    assert await town.refunds.due() == 0
    assert await shop.on_hand(tea) == 8
    # What waits counts: nobody gives the same money away meanwhile.
    assert (await town.refund_order.look(shop.owner, order.order_id)).left == 500_00
    with pytest.raises(SecondPersonNeeded):
        await town.refund_order.approve(manager, done.note_id)
    with pytest.raises(Forbidden):
        await town.refund_order.approve(operator, done.note_id)
    assert await town.refund_order.approve(shop.owner, done.note_id)
    assert not await town.refund_order.approve(shop.owner, done.note_id)
    assert await shop.on_hand(tea) == 9
    assert await shop.refunds_of(order) == [("approved", 500_00, "defect")]
    assert await owed(shop, order) == 0


async def test_a_refused_refund_leaves_everything_as_it_was(town: Town) -> None:
    shop = await town.shop(refund_alone_limit=0)
    tea = await shop.sells("TEA")
    manager = await shop.hires(Role.MANAGER)
    _, order = await delivered(town, shop, (tea, 2))
    done = await town.refund_order.by_lines(
        manager, shop.shop, order.order_id, [RefundLine(1, 1, R.RESTOCK)], reason="defect", key="a"
    )

    assert await town.refund_order.reject(manager, done.note_id)

    left = await town.refund_order.look(shop.owner, order.order_id)
    assert (left.left, left.lines[0].quantity) == (1000_00, 2)
    assert await shop.on_hand(tea) == 8
    assert await owed(shop, order) == 0


async def test_what_waits_for_a_second_person_ends_with_the_order_and_goes_back_once(town: Town) -> None:
    shop = await town.shop(refund_alone_limit=400_00)
    tea = await shop.sells("TEA")
    manager = await shop.hires(Role.MANAGER)
    order = await (await shop.customer()).has_paid_for(tea, 2)
    done = await town.refund_order.by_lines(
        manager, shop.shop, order.order_id, [RefundLine(1, 1)], reason="defect", key="a"
    )
    assert done.state is NoteState.WAITING

    await town.cancel_order.by_staff(shop.owner, order.order_id, "sorry")

    assert await shop.ask("SELECT state FROM credit_notes") == "rejected"
    assert sorted(await shop.refunds_of(order)) == [("failed", 500_00, "defect"), ("requested", 1000_00, "cancelled")]
    assert not await town.refund_order.approve(shop.owner, done.note_id)
    assert await shop.available(tea) == 10
    assert await owed(shop, order) == 0


async def test_delivery_goes_back_when_asked_and_rounding_with_the_last_piece(town: Town) -> None:
    shop = await town.shop(taxes={"mode": "added", "rate_bp": 20_00})
    tea = await shop.sells("TEA", price=333_33)
    _, order = await delivered(town, shop, (tea, 3), courier=True)
    refund = town.refund_order
    first = await refund.by_lines(shop.owner, shop.shop, order.order_id, [RefundLine(1, 1)], reason="late", key="a")
    rest = await refund.by_lines(
        shop.owner, shop.shop, order.order_id, [RefundLine(1, 2)], reason="late", key="b", with_delivery=True
    )
    assert first.amount + rest.amount == order.total
    assert await owed(shop, order) == 0


async def test_what_was_not_paid_cannot_be_given_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    order = await (await shop.customer()).orders(tea)
    with pytest.raises(WrongState):
        await town.refund_order.look(shop.owner, order.order_id)


async def test_gift_card_money_goes_back_to_the_card(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    card = await town.gift_cards.issue(shop.owner, 300_00, "RUB")
    cart = await anna.cart((tea, 1))
    await town.benefits.code(anna.actor, cart.id, card.code)
    order = await anna.confirms(type(cart)(cart.id, 200_00))
    await anna.pays(order)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)

    await town.refund_order.full(shop.owner, shop.shop, order.order_id, reason="defect", verdict=R.KEEP, key="a")

    assert await shop.refunds_of(order) == [("requested", 200_00, "defect")]
    assert await shop.ask("SELECT balance FROM gift_cards") == 300_00
    assert await owed(shop, order) == 0


async def test_many_small_refunds_of_an_order_need_a_second_person_like_a_large_one(town: Town) -> None:
    shop = await town.shop(refund_alone_limit=400_00)
    tea = await shop.sells("TEA")
    _, order = await delivered(town, shop, (tea, 2))
    operator = await shop.hires(Role.OPERATOR)

    async def gives(amount: int, key: str) -> NoteState:
        done = await town.refund_order.by_sum(operator, shop.shop, order.order_id, amount, reason="other", key=key)
        return done.state

    assert [await gives(200_00, key) for key in "abc"] == [NoteState.APPROVED, NoteState.APPROVED, NoteState.WAITING]
    assert [state for state, _, _ in await shop.refunds_of(order)] == ["requested"] * 3
    waiting = await shop.ask("SELECT count(*) FROM refunds WHERE needs_approval")
    assert waiting == 1
