"""The way to a return: answers are kept, the next open question comes, and what cannot be is said early."""

import pytest

from core.kit.errors import NotFound
from core.orders.draft_return import DraftReturn, ReturnStep
from core.orders.return_errors import NotReturnable, ReturnWindowOver
from core.orders.view_returns import ViewReturns
from core.shops.pictures import Picture
from db.types.enums import ReturnOutcome, ReturnState
from tests.factories.sent_back import delivered, sent_back
from tests.factories.town import Town


def drafts(town: Town) -> DraftReturn:
    return DraftReturn(town.uow, town.clock)


async def test_each_answer_leads_to_the_next_question_and_all_of_them_to_a_return(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=100_00)
    anna, order = await delivered(town, shop, (tea, 2), (cup, 1))
    asking, at = drafts(town), (anna.actor, shop.shop, order.order_id)

    assert (await asking.open(*at)).step is ReturnStep.PIECES
    draft = await asking.pick(*at, 1, 2)
    assert (draft.step, draft.worth) == (ReturnStep.REASON, 1000_00)
    assert (await asking.pick(*at, 2, 5)).worth == 1100_00, "never more than there are"
    assert (await asking.pick(*at, 2, 0)).worth == 1000_00
    assert (await asking.give_reason(*at, "fit")).step is ReturnStep.OUTCOME
    assert (await asking.choose(*at, ReturnOutcome.CREDIT)).step is ReturnStep.CONFIRM
    await asking.type_comment(*at, "too large")
    for number in range(7):
        photo = await town.returns.keep_photo(anna.actor, Picture(f"{number}".encode(), 1, 1))
        draft = await asking.add_photo(*at, photo)
    assert len(draft.photos) == 5

    request = (await asking.open(*at)).request()
    asked = await town.returns.ask(anna.actor, shop.shop, request)

    found = await ViewReturns(town.uow, town.cipher).one_of_mine(anna.actor, asked.return_id)
    assert (found.reason, found.comment, found.outcome, len(found.photos)) == ("fit", "too large", "credit", 5)
    assert [(line.position, line.quantity) for line in found.lines] == [(1, 2)]
    fresh = await asking.open(*at)
    assert fresh.id != draft.id
    assert fresh.reason == ""
    assert [line.left for line in fresh.lines] == [0, 1]


async def test_a_single_piece_is_picked_and_a_single_variant_is_what_is_exchanged(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 1))
    asking, at = drafts(town), (anna.actor, shop.shop, order.order_id)
    assert (await asking.open(*at)).step is ReturnStep.REASON
    await asking.give_reason(*at, "defect")
    draft = await asking.choose(*at, ReturnOutcome.EXCHANGE)
    assert draft.step is ReturnStep.CONFIRM
    assert draft.request().lines[0].exchange_variant_id == tea.variant_id


async def test_what_is_sold_out_is_no_alternative(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    anna, order = await delivered(town, shop, (tea, 1))
    draft = await drafts(town).open(anna.actor, shop.shop, order.order_id)
    assert not draft.exchangeable


async def test_a_draft_is_its_buyers_and_opens_while_something_can_be_sent_back(town: Town) -> None:
    shop = await town.shop(return_days=14)
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 1))
    boris = await shop.customer("Boris")
    with pytest.raises(NotFound):
        await drafts(town).open(boris.actor, shop.shop, order.order_id)
    await sent_back(town, anna, order, (1, 1))
    with pytest.raises(NotReturnable):
        await drafts(town).open(anna.actor, shop.shop, order.order_id)
    town.clock.move(days=15)
    with pytest.raises(ReturnWindowOver):
        await drafts(town).open(anna.actor, shop.shop, order.order_id)


async def test_staff_see_returns_by_state_and_the_code_of_a_credit_is_its_buyers(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 2))
    view = ViewReturns(town.uow, town.cipher)
    back = await (await sent_back(town, anna, order, (1, 1))).arrives()
    await back.closes(outcome=ReturnOutcome.CREDIT)
    waiting = await sent_back(town, anna, order, (1, 1))
    listed, more = await view.in_state(shop.owner, [ReturnState.REQUESTED])
    assert ([one.id for one in listed], more) == ([waiting.id], False)
    mine = await view.one_of_mine(anna.actor, back.id)
    cards, _ = await town.gift_cards.mine(anna.actor)
    assert mine.credit_code == cards[0].code
    assert mine.credit_code not in repr(mine)
    boris = await shop.customer("Boris")
    with pytest.raises(NotFound):
        await view.one_of_mine(boris.actor, back.id)
