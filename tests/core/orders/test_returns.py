"""Returns from asking to closing: every step, who may take it, and the books and the stock after it."""

from dataclasses import replace
from typing import Any

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.orders.errors import NothingToRefund, SecondPersonNeeded, SoldOut
from core.orders.receive_return import Inspected, Received
from core.orders.return_errors import (
    DigitalStays,
    ExchangeUnclear,
    NotReturnable,
    ReturnUnfinished,
    ReturnWindowOver,
)
from core.shops.pictures import Picture
from db.types.enums import Reception, ReturnOutcome, Role, StockVerdict
from tests.factories.sent_back import SentBack, delivered, handed_over, request, sent_back, spoiled
from tests.factories.town import Customer, Goods, ReadyCart, Stall, Town

O = ReturnOutcome  # noqa: E741 – read as a word list


async def three_teas(town: Town, **rules: Any) -> tuple[Stall, Goods, Customer, SentBack]:
    """Three teas of 500 were bought and delivered; two of them shall go back."""
    shop = await town.shop(**rules)
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 3))
    return shop, tea, anna, await sent_back(town, anna, order, (1, 2))


async def owed(shop: Stall, back: SentBack) -> int:
    return (await shop.town.view.for_staff(shop.owner, back.order.order_id)).owed


# ── asking ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_buyer_asks_within_the_window_and_once_per_command(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 3))
    asked = request(order, (1, 2), key="draft:1")

    first = await town.returns.ask(anna.actor, shop.shop, asked)
    again = await town.returns.ask(anna.actor, shop.shop, asked)

    assert (again.return_id, again.repeated) == (first.return_id, True)
    assert await shop.count("returns") == 1
    assert await shop.ask("SELECT in_return FROM order_lines") == 2
    assert (await shop.events())[-1] == "return.changed"


async def test_the_window_closes_days_after_delivery(town: Town) -> None:
    shop = await town.shop(return_days=7)
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 3))
    town.clock.move(days=6, hours=23)
    await sent_back(town, anna, order, (1, 1))
    town.clock.move(hours=2)
    with pytest.raises(ReturnWindowOver):
        await town.returns.ask(anna.actor, shop.shop, request(order, (1, 1)))


async def test_a_completed_order_can_be_sent_back_while_the_window_is_open(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 1))
    await shop.tell("UPDATE orders SET status = 'completed'")
    await sent_back(town, anna, order, (1, 1))


async def test_what_cannot_be_sent_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 2))
    boris = await shop.customer("Boris")
    under_way = await boris.has_paid_for(tea)
    await sent_back(town, anna, order, (1, 1))
    for who, what, refusal in (
        (boris, request(order, (1, 1)), NotFound),
        (boris, request(under_way, (1, 1)), NotReturnable),
        (anna, request(order, (1, 2)), NotReturnable),
        (anna, request(order), BadInput),
        (anna, request(order, (2, 1)), BadInput),
        (anna, request(order, (1, 0)), BadInput),
        (anna, request(order, (1, 1), (1, 1)), BadInput),
        (anna, request(order, (1, 1), outcome=O.EXCHANGE), ExchangeUnclear),
    ):
        with pytest.raises(refusal):
            await town.returns.ask(who.actor, shop.shop, what)
    assert await shop.count("returns") == 1
    await shop.tell("UPDATE order_lines SET digital = true")
    with pytest.raises(DigitalStays):
        await town.returns.ask(anna.actor, shop.shop, request(order, (1, 1)))
    await shop.tell("UPDATE order_lines SET digital = false")


async def test_pictures_go_with_a_return(town: Town) -> None:
    shop, _, anna, back = await three_teas(town)
    photo = await town.returns.keep_photo(anna.actor, Picture(b"jpeg", 1, 1))
    asked = request(back.order, (1, 1))
    done = await town.returns.ask(anna.actor, shop.shop, replace(asked, photos=(photo,)))
    assert await shop.ask("SELECT media_id FROM return_photos WHERE return_id = :id", id=done.return_id) == photo
    with pytest.raises(BadInput):
        await town.returns.ask(anna.actor, shop.shop, replace(asked, photos=(photo,) * 6, key="many"))


# ── taking it back, deciding ─────────────────────────────────────────────────────────────────────────────


async def test_a_return_is_cancelled_until_something_is_on_its_way(town: Town) -> None:
    shop, _, anna, back = await three_teas(town)
    assert await town.decide_return.approve(shop.owner, back.id, "Send it to us")
    assert await town.returns.cancel(anna.actor, back.id)
    assert not await town.returns.cancel(anna.actor, back.id)
    assert await back.state() == "cancelled"
    assert await shop.ask("SELECT in_return FROM order_lines") == 0

    again = await sent_back(town, anna, back.order, (1, 3))
    assert not await town.returns.tracking(anna.actor, again.id, "RA1"), "not approved yet"
    await town.decide_return.approve(shop.owner, again.id)
    assert await town.returns.tracking(anna.actor, again.id, " RA1  with the post ")
    assert await shop.ask("SELECT tracking FROM returns WHERE id = :id", id=again.id) == "RA1 with the post"
    assert not await town.returns.cancel(anna.actor, again.id)
    boris = await shop.customer("Boris")
    with pytest.raises(NotFound):
        await town.returns.cancel(boris.actor, again.id)


async def test_a_rejected_return_gives_nothing_and_says_why(town: Town) -> None:
    shop, tea, anna, back = await three_teas(town)
    with pytest.raises(BadInput):
        await town.decide_return.reject(shop.owner, back.id, " ")
    assert await town.decide_return.reject(shop.owner, back.id, "It was worn")
    assert not await town.decide_return.approve(shop.owner, back.id)
    assert await shop.ask("SELECT answer FROM returns") == "It was worn"
    assert await shop.ask("SELECT in_return FROM order_lines") == 0
    assert (await back.closes()).done is False
    assert await shop.on_hand(tea) == 7
    assert await shop.refunds_of(back.order) == []
    await sent_back(town, anna, back.order, (1, 3))


async def test_each_step_has_its_role(town: Town) -> None:
    shop, _, anna, back = await three_teas(town)
    operator, keeper = await shop.hires(Role.OPERATOR), await shop.hires(Role.STOCK_KEEPER)
    with pytest.raises(Forbidden):
        await town.decide_return.approve(keeper, back.id)
    with pytest.raises(Forbidden):
        await town.decide_return.reject(anna.actor, back.id, "no")
    assert await town.decide_return.approve(operator, back.id)
    with pytest.raises(Forbidden):
        await town.receive_return.receive(operator, back.id)
    assert await town.receive_return.receive(keeper, back.id)
    assert await town.receive_return.inspect(keeper, back.id)
    with pytest.raises(Forbidden):
        await back.closes(keeper)
    assert (await back.closes(operator)).done


async def test_steps_out_of_turn_are_recorded_as_ignored(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    assert not await town.receive_return.receive(shop.owner, back.id)
    assert not await town.receive_return.inspect(shop.owner, back.id)
    assert not (await back.closes()).done
    await town.decide_return.approve(shop.owner, back.id)
    assert not await town.decide_return.approve(shop.owner, back.id)
    assert not await town.receive_return.inspect(shop.owner, back.id), "nothing has come yet"
    for wrong in (Received(1, Reception.RECEIVED, 1), Received(1, Reception.SHORT, 2), Received(1, Reception.LOST, 1)):
        assert not await town.receive_return.receive(shop.owner, back.id, [wrong])
    with pytest.raises(BadInput):
        await town.receive_return.receive(shop.owner, back.id, [Received(2, Reception.LOST, 0)])
    with pytest.raises(ReturnUnfinished):
        await back.closes()
    ignored = await shop.ask("SELECT count(*) FROM return_journal WHERE to_state IS NULL AND reason LIKE 'ignored: %'")
    assert ignored == 8


# ── money ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_what_came_back_goes_to_the_shelf_and_its_money_to_the_buyer(town: Town) -> None:
    shop, tea, anna, back = await three_teas(town)
    await back.arrives()
    assert await shop.on_hand(tea) == 7

    closed = await back.closes()

    assert (closed.result, closed.amount, closed.credit) == ("refund", 1000_00, 0)
    assert await back.state() == "closed"
    assert await shop.refunds_of(back.order) == [("requested", 1000_00, "defect")]
    assert await shop.on_hand(tea) == 9
    assert await owed(shop, back) == 0
    assert await shop.ask("SELECT refunded || '/' || in_return FROM order_lines") == "2/0"
    assert not (await back.closes()).done
    with pytest.raises(NotReturnable):
        await town.returns.ask(anna.actor, shop.shop, request(back.order, (1, 2)))


@pytest.mark.parametrize(
    ("verdict", "on_hand"),
    [(StockVerdict.RESTOCK, 8), (StockVerdict.QUARANTINE, 7), (StockVerdict.WRITE_OFF, 7)],
    ids=str,
)
async def test_only_accepted_pieces_are_paid_for_and_only_restocked_ones_are_sold_again(
    town: Town, verdict: StockVerdict, on_hand: int
) -> None:
    shop, tea, _, back = await three_teas(town)
    await back.arrives(Inspected(1, 1, verdict))
    assert await shop.ask("SELECT acceptance || '/' || verdict FROM return_lines") == f"partly/{verdict.value}"
    assert (await back.closes()).amount == 500_00
    assert await shop.on_hand(tea) == on_hand
    assert await owed(shop, back) == 0


async def test_goods_cannot_be_left_with_the_buyer_by_an_inspection(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    with pytest.raises(BadInput):
        await town.receive_return.inspect(shop.owner, back.id, [spoiled(1, 1, StockVerdict.KEEP)])


async def test_rejected_lines_give_nothing(town: Town) -> None:
    shop, tea, _, back = await three_teas(town)
    await back.arrives(spoiled(1, 0))
    assert (await back.closes()).result == "nothing"
    assert await back.state() == "closed"
    assert await shop.refunds_of(back.order) == []
    assert await shop.on_hand(tea) == 7
    assert await shop.count("credit_notes") == 0


async def test_a_lost_parcel_gives_nothing_and_needs_no_inspection(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    await town.decide_return.approve(shop.owner, back.id)
    await town.receive_return.receive(shop.owner, back.id, [Received(1, Reception.LOST, 0)])
    assert (await back.closes()).result == "nothing"
    assert await shop.ask("SELECT reception || '/' || acceptance FROM return_lines") == "lost/rejected"


async def test_of_a_short_parcel_what_came_is_paid_for(town: Town) -> None:
    shop, tea, _, back = await three_teas(town)
    await town.decide_return.approve(shop.owner, back.id)
    await town.receive_return.receive(shop.owner, back.id, [Received(1, Reception.SHORT, 1)])
    assert not await town.receive_return.inspect(shop.owner, back.id, [spoiled(1, 2)])
    await town.receive_return.inspect(shop.owner, back.id)
    assert (await back.closes()).amount == 500_00
    assert await shop.on_hand(tea) == 8


async def test_the_rest_of_a_parcel_is_received_and_taken_as_announced(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=100_00)
    anna, order = await delivered(town, shop, (tea, 2), (cup, 1))
    back = await sent_back(town, anna, order, (1, 2), (2, 1))
    await town.decide_return.approve(shop.owner, back.id)
    await town.receive_return.receive(shop.owner, back.id, [Received(1, Reception.SHORT, 1)])
    await town.receive_return.receive(shop.owner, back.id)
    await town.receive_return.inspect(shop.owner, back.id, [spoiled(2, 1)])
    await town.receive_return.inspect(shop.owner, back.id)
    assert (await back.closes()).amount == 600_00
    assert (await shop.on_hand(tea), await shop.on_hand(cup)) == (9, 9)


async def test_a_mistake_at_receiving_is_corrected_and_inspected_anew(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    await back.arrives()
    await town.receive_return.receive(shop.owner, back.id, [Received(1, Reception.WRONG_ITEM, 1)])
    with pytest.raises(ReturnUnfinished):
        await back.closes()
    await town.receive_return.inspect(shop.owner, back.id)
    assert (await back.closes()).amount == 500_00


async def test_delivery_goes_back_only_when_staff_say_so(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 2), courier=True)
    kept = await (await sent_back(town, anna, order, (1, 1))).arrives()
    assert (await kept.closes()).amount == 500_00
    given = await (await sent_back(town, anna, order, (1, 1))).arrives()
    assert (await given.closes(delivery=True)).amount == 800_00
    assert await owed(shop, given) == 0


async def test_staff_do_not_refund_by_hand_what_is_on_its_way_back(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    left = await town.refund_order.look(shop.owner, back.order.order_id)
    assert (left.lines[0].quantity, left.lines[0].amount, left.lines[0].in_return) == (1, 500_00, 2)
    full = await town.refund_order.full(
        shop.owner, shop.shop, back.order.order_id, reason="late", verdict=StockVerdict.KEEP, key="a"
    )
    assert full.amount == 500_00
    await back.arrives()
    assert (await back.closes()).amount == 1000_00
    assert await owed(shop, back) == 0


async def test_money_that_was_given_back_otherwise_is_not_given_twice(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    await town.refund_order.by_sum(shop.owner, shop.shop, back.order.order_id, 1500_00, reason="late", key="a")
    await back.arrives()
    with pytest.raises(NothingToRefund):
        await back.closes()
    await town.receive_return.inspect(shop.owner, back.id, [spoiled(1, 0)])
    assert (await back.closes()).result == "nothing"


async def test_above_the_limit_two_people_close_it_for_the_same_thing(town: Town) -> None:
    shop, tea, _, back = await three_teas(town, refund_alone_limit=600_00)
    operator, manager = await shop.hires(Role.OPERATOR), await shop.hires(Role.MANAGER)
    await back.arrives()

    asked = await back.closes(operator)

    assert (asked.waiting, asked.amount) == (True, 1000_00)
    assert await back.state() == "approved"
    assert await shop.count("credit_notes") == 0
    with pytest.raises(SecondPersonNeeded):
        await back.closes(operator)
    other = await shop.hires(Role.OPERATOR)
    with pytest.raises(Forbidden):
        await back.closes(other)
    assert (await back.closes(manager, O.CREDIT)).waiting, "another outcome is another wish"
    assert (await back.closes(operator)).waiting
    assert not (await back.closes(manager)).waiting
    assert await back.state() == "closed"
    assert await shop.on_hand(tea) == 9
    asked_by, decided_by = (
        await shop.ask("SELECT requested_by FROM credit_notes"),
        await shop.ask("SELECT decided_by FROM credit_notes"),
    )
    assert (asked_by, decided_by) == (operator.person_id, manager.person_id)
    assert await town.refunds.due() == 1


async def test_a_new_inspection_needs_two_people_again(town: Town) -> None:
    shop, _, _, back = await three_teas(town, refund_alone_limit=400_00)
    operator, manager = await shop.hires(Role.OPERATOR), await shop.hires(Role.MANAGER)
    await back.arrives()
    await back.closes(operator)
    await town.receive_return.inspect(shop.owner, back.id, [spoiled(1, 1)])
    assert (await back.closes(manager)).waiting
    assert (await back.closes(shop.owner)).amount == 500_00


async def test_an_open_return_keeps_its_order_from_being_completed(town: Town) -> None:
    shop, _, _, back = await three_teas(town)
    town.clock.move(days=30)
    assert await town.complete_orders() == 0
    await town.decide_return.reject(shop.owner, back.id, "worn")
    assert await town.complete_orders() == 1
    assert await shop.status(back.order) == "completed"


async def test_cash_of_the_courier_comes_back_too(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, 2, pay="cash")
    await town.fulfil.accept(shop.owner, order.order_id)
    await handed_over(town, shop, order)
    back = await (await sent_back(town, anna, order, (1, 1))).arrives()
    assert (await back.closes()).amount == 500_00
    assert await owed(shop, back) == 0


# ── credit ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_credit_is_a_gift_card_of_the_buyers_and_no_money_leaves(town: Town) -> None:
    shop, _, anna, back = await three_teas(town)
    await back.arrives()

    closed = await back.closes(outcome=O.CREDIT)

    assert (closed.result, closed.amount, closed.credit) == ("credit", 1000_00, 1000_00)
    assert await shop.refunds_of(back.order) == []
    assert await shop.ask("SELECT gift_card_id FROM returns") == await shop.ask("SELECT id FROM gift_cards")
    cards, _ = await town.gift_cards.mine(anna.actor)
    assert [card.balance for card in cards] == [1000_00]
    assert await owed(shop, back) == 0
    # What became credit cannot be given back as money as well.
    assert (await town.refund_order.look(shop.owner, back.order.order_id)).left == 500_00


async def test_credit_is_spent_on_another_order(town: Town) -> None:
    shop, tea, anna, back = await three_teas(town)
    await (await back.arrives()).closes(outcome=O.CREDIT)
    cards, _ = await town.gift_cards.mine(anna.actor)
    cart = await anna.cart((tea, 3))
    await town.benefits.code(anna.actor, cart.id, cards[0].code)

    order = await anna.confirms(ReadyCart(cart.id, 500_00))
    await anna.pays(order)

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT balance FROM gift_cards") == 0


async def test_what_a_gift_card_had_paid_can_become_credit_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    card = await town.gift_cards.issue(shop.owner, 700_00, "RUB")
    cart = await anna.cart((tea, 2))
    await town.benefits.code(anna.actor, cart.id, card.code)
    order = await anna.confirms(ReadyCart(cart.id, 300_00))
    await anna.pays(order)
    await handed_over(town, shop, order)
    back = await (await sent_back(town, anna, order, (1, 1))).arrives()

    await back.closes(outcome=O.CREDIT)

    rest = await (await sent_back(town, anna, order, (1, 1))).arrives()
    assert (await rest.closes()).amount == 500_00
    assert await shop.refunds_of(order) == []
    assert sorted(await shop.ask("SELECT array_agg(balance) FROM gift_cards")) == [500_00, 500_00]
    assert await owed(shop, rest) == 0


# ── exchange ─────────────────────────────────────────────────────────────────────────────────────────────


async def exchanged(
    town: Town, price: int, pieces: int = 1, stock_of: int = 10
) -> tuple[Stall, Goods, Goods, SentBack]:
    """A tea of 500 is to be exchanged for something of another price."""
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=price, stock_of=stock_of)
    anna, order = await delivered(town, shop, (tea, 2))
    back = await sent_back(town, anna, order, (1, pieces), outcome=O.EXCHANGE, instead=cup)
    return shop, tea, cup, await back.arrives()


async def test_an_even_exchange_is_confirmed_at_once_and_its_goods_are_kept(town: Town) -> None:
    shop, tea, cup, back = await exchanged(town, 500_00)

    closed = await back.closes()

    assert closed.exchange_order_id is not None
    assert (closed.credit, closed.to_pay) == (500_00, 0)
    assert await shop.status(closed.exchange_order_id) == "confirmed"
    assert await shop.hold_states(closed.exchange_order_id) == ["committed"]
    assert (await shop.available(cup), await shop.on_hand(tea)) == (9, 9)
    exchange_of = await shop.ask("SELECT exchange_of FROM orders WHERE id = :id", id=closed.exchange_order_id)
    assert exchange_of == back.id
    assert await shop.ask("SELECT balance FROM gift_cards") == 0
    assert await shop.refunds_of(back.order) == []
    assert await owed(shop, back) == 0


async def test_a_dearer_exchange_is_paid_for_by_its_buyer(town: Town) -> None:
    shop, _, _, back = await exchanged(town, 800_00)
    closed = await back.closes()
    assert closed.exchange_order_id is not None
    assert (closed.amount, closed.credit, closed.to_pay) == (500_00, 500_00, 300_00)
    assert await shop.status(closed.exchange_order_id) == "awaiting_payment"
    started = await town.start_payment(back.buyer.actor, shop.shop, closed.exchange_order_id)
    await town.settle(back.buyer.money(started.intent_id, 300_00))
    assert await shop.status(closed.exchange_order_id) == "confirmed"


async def test_the_credit_of_an_exchange_that_nobody_pays_is_the_buyers(town: Town) -> None:
    shop, _, cup, back = await exchanged(town, 800_00)
    closed = await back.closes()
    assert closed.exchange_order_id is not None
    town.clock.move(hours=25)
    await shop.tell("UPDATE orders SET hold_until = now() - interval '1 second' WHERE hold_until IS NOT NULL")
    assert await town.expire_orders() == 1
    assert await shop.status(closed.exchange_order_id) == "expired"
    assert await shop.available(cup) == 10
    cards, _ = await town.gift_cards.mine(back.buyer.actor)
    assert [card.balance for card in cards] == [500_00]


async def test_of_a_cheaper_exchange_the_difference_goes_back(town: Town) -> None:
    shop, _, _, back = await exchanged(town, 350_00)
    closed = await back.closes()
    assert (closed.amount, closed.credit, closed.to_pay) == (500_00, 350_00, 0)
    assert await shop.refunds_of(back.order) == [("requested", 150_00, "defect")]
    assert await shop.ask("SELECT balance FROM gift_cards") == 0
    assert await owed(shop, back) == 0


async def test_an_exchange_takes_todays_price(town: Town) -> None:
    shop, _, cup, back = await exchanged(town, 500_00)
    await shop.tell("UPDATE variants SET price = 60000 WHERE id = :id", id=cup.variant_id)
    assert (await back.closes()).to_pay == 100_00


async def test_an_exchange_for_what_is_sold_out_changes_nothing(town: Town) -> None:
    shop, tea, cup, back = await exchanged(town, 500_00, pieces=2, stock_of=1)
    with pytest.raises(SoldOut):
        await back.closes()
    assert await back.state() == "approved"
    assert (await shop.on_hand(tea), await shop.available(cup)) == (8, 1)
    assert (await shop.count("credit_notes"), await shop.count("gift_cards"), await shop.count("orders")) == (0, 0, 1)
    assert await shop.ask("SELECT in_return FROM order_lines") == 2
    assert (await back.closes(outcome=O.REFUND)).amount == 1000_00


async def test_a_piece_that_came_back_may_be_the_one_that_goes_out_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    anna, order = await delivered(town, shop, (tea, 1))
    back = await sent_back(town, anna, order, (1, 1), outcome=O.EXCHANGE, instead=tea)
    closed = await (await back.arrives()).closes()
    assert closed.exchange_order_id is not None
    assert await shop.available(tea) == 0


async def test_an_exchange_is_an_order_that_can_be_sent_back_itself(town: Town) -> None:
    shop, _, _, back = await exchanged(town, 500_00)
    closed = await back.closes()
    assert closed.exchange_order_id is not None
    new = replace(back.order, order_id=closed.exchange_order_id)
    await handed_over(town, shop, new)
    again = await (await sent_back(town, back.buyer, new, (1, 1))).arrives()
    assert (await again.closes()).amount == 500_00
    # It was paid by credit, so to credit it goes back.
    cards, _ = await town.gift_cards.mine(back.buyer.actor)
    assert [card.balance for card in cards] == [500_00]
    assert await owed(shop, again) == 0


async def test_the_days_of_the_window_are_the_shops(town: Town) -> None:
    shop = await town.shop(return_days=0)
    tea = await shop.sells("TEA")
    anna, order = await delivered(town, shop, (tea, 1))
    town.clock.move(minutes=1)
    with pytest.raises(ReturnWindowOver) as refused:
        await town.returns.ask(anna.actor, shop.shop, request(order, (1, 1)))
    assert refused.value.params == {"days": 0}
