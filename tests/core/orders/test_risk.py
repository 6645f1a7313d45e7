"""Risk: what each reason weighs, what is held, and what people decide."""

import pytest

from core.kit.errors import Forbidden
from core.orders.errors import NotPaid, SecondPersonNeeded, WrongState
from core.orders.place_order import Placed
from core.orders.review import PAID, PLACED
from core.orders.risk import RiskReason, Signals, assess
from db.types.enums import Role
from tests.factories.town import Customer, Stall, Town

R = RiskReason
HISTORY = {"account_hours": 1000.0}


def codes(**signals: object) -> set[RiskReason]:
    return {one.code for one in assess(Signals(**{**HISTORY, **signals})).reasons}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signals", "reason"),
    [
        ({"orders_last_hour": 4}, R.MANY_ORDERS),
        ({"failed_last_day": 3}, R.MANY_FAILED),
        ({"people_with_phone": 1}, R.SHARED_PHONE),
        ({"people_with_address": 2}, R.SHARED_ADDRESS),
        ({"people_with_card": 1}, R.SHARED_CARD),
        ({"cards_last_day": 3}, R.MANY_CARDS),
        ({"total": 5000, "usual_total": 1000}, R.LARGE_SUM),
        ({"account_hours": 1.0}, R.NEW_ACCOUNT),
        ({"pieces_held": 20}, R.HOARDING),
        ({"expired_last_month": 3}, R.UNPAID_BEFORE),
        ({"cash_refused": 1, "cash": True}, R.REFUSED_BEFORE),
    ],
    ids=str,
)
def test_each_sign_is_a_reason_of_its_own(signals: dict[str, object], reason: RiskReason) -> None:
    assert codes(**signals) == {reason}


def test_nothing_odd_is_no_risk_and_refusals_do_not_count_against_prepaid() -> None:
    assert assess(Signals(**HISTORY)).score == 0  # type: ignore[arg-type]
    assert codes(cash_refused=3) == set()


def test_a_history_of_completed_orders_is_trusted_and_the_score_stays_in_range() -> None:
    odd = Signals(orders_last_hour=8, account_hours=1000, completed_before=6)
    assert assess(odd).score == 0
    worst = Signals(
        orders_last_hour=99, failed_last_day=99, people_with_card=9, cards_last_day=9, pieces_held=99, account_hours=0
    )
    assert assess(worst).score == 100


def test_more_of_a_sign_never_lowers_the_score() -> None:
    for name in ("orders_last_hour", "failed_last_day", "people_with_phone", "pieces_held", "expired_last_month"):
        scores = [assess(Signals(**{name: value, **HISTORY})).score for value in range(60)]  # type: ignore[arg-type]
        assert scores == sorted(scores), name


async def risky(town: Town) -> tuple[Stall, Customer, Placed]:
    """A paid order of somebody new, whose phone two others use, in a shop that holds early."""
    shop = await town.shop(risk={"review_from": 30})
    tea = await shop.sells("TEA")
    for name in ("Boris", "Clara", "Dora"):
        await (await shop.customer(name)).orders(tea)
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    return shop, anna, order


async def test_a_risky_paid_order_waits_for_a_person_with_its_reasons(town: Town) -> None:
    shop, _, order = await risky(town)

    found = await town.assess.order(shop.id, order.order_id, PAID)
    assert await town.assess.order(shop.id, order.order_id, PAID) is None

    assert found is not None
    assert {one.code for one in found.reasons} == {R.SHARED_PHONE, R.NEW_ACCOUNT}
    assert await shop.status(order) == "on_hold"
    seen = await town.view.for_staff(shop.owner, order.order_id)
    assert seen.risk is not None
    assert seen.risk.score == found.score
    assert await shop.hold_states(order) == ["committed"]


async def test_approved_it_goes_on_where_it_stood(town: Town) -> None:
    shop, _, order = await risky(town)
    await town.assess.order(shop.id, order.order_id, PAID)

    assert await town.review.approve(shop.owner, shop.shop, order.order_id)
    assert not await town.review.approve(shop.owner, shop.shop, order.order_id)

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT decision FROM risk_checks") == "approved"
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'order.released'") == 1


async def test_rejected_it_is_cancelled_and_all_money_goes_back(town: Town) -> None:
    shop, _, order = await risky(town)
    await town.assess.order(shop.id, order.order_id, PAID)

    await town.review.reject(shop.owner, order.order_id, "no")

    assert await shop.status(order) == "cancelled"
    assert await shop.refunds_of(order) == [("requested", order.total, "cancelled")]
    assert await shop.ask("SELECT decision FROM risk_checks") == "rejected"


async def test_an_order_on_delivery_is_held_before_anybody_accepts_it_and_released_to_be_accepted(town: Town) -> None:
    shop = await town.shop(risk={"review_from": 30})
    tea = await shop.sells("TEA")
    for name in ("Boris", "Clara", "Dora"):
        await (await shop.customer(name)).orders(tea)
    anna = await shop.customer()
    order = await anna.orders(tea, pay="cash")
    await town.assess.order(shop.id, order.order_id, PLACED)
    assert await shop.status(order) == "on_hold"
    town.clock.move(hours=30)
    await town.expire_orders()
    assert await shop.status(order) == "on_hold"

    await town.review.approve(shop.owner, shop.shop, order.order_id)
    assert await shop.status(order) == "awaiting_confirmation"
    await town.fulfil.accept(shop.owner, order.order_id)
    assert await shop.status(order) == "confirmed"


async def test_the_shop_may_switch_it_off(town: Town) -> None:
    shop, _, order = await risky(town)
    await town.change_rules.risk(shop.owner, enabled=False)
    assert await town.assess.order(shop.id, order.order_id, PAID) is None
    assert await shop.status(order) == "confirmed"
    with pytest.raises(Forbidden):
        await town.change_rules.risk(await shop.hires(Role.MANAGER), enabled=True)


async def test_above_the_limit_who_held_it_cannot_release_it(town: Town) -> None:
    shop = await town.shop(refund_alone_limit=100_00)
    tea = await shop.sells("TEA")
    manager = await shop.hires(Role.MANAGER)
    order = await (await shop.customer()).has_paid_for(tea)
    assert await town.review.hold(manager, order.order_id, "odd address")
    assert not await town.review.hold(manager, order.order_id, "odd address")

    with pytest.raises(SecondPersonNeeded):
        await town.review.approve(manager, shop.shop, order.order_id)
    assert await town.review.approve(shop.owner, shop.shop, order.order_id)


async def test_money_of_another_sum_is_taken_with_the_rest_given_back_or_not_at_all(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    more, less = await anna.orders(tea), await anna.orders(tea)
    for order, amount in ((more, 600_00), (less, 400_00)):
        started = await anna.opens_payment(order)
        await town.settle(anna.money(started.intent_id, amount))
        assert await shop.status(order) == "on_hold"

    assert await town.review.approve(shop.owner, shop.shop, more.order_id)
    assert await shop.refunds_of(more) == [("requested", 100_00, "overpaid")]
    with pytest.raises(NotPaid):
        await town.review.approve(shop.owner, shop.shop, less.order_id)


async def test_what_was_sold_out_and_given_back_cannot_be_released(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    town.clock.move(minutes=31)
    await town.expire_orders()
    await boris.orders(tea)
    await town.settle(anna.money(started.intent_id, order.total))
    assert await shop.status(order) == "on_hold"
    with pytest.raises(WrongState):
        await town.review.approve(shop.owner, shop.shop, order.order_id)


async def test_parcels_not_taken_close_the_door_to_cash(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    for _ in range(2):
        order = await anna.orders(tea, pay="cash", courier=True)
        await town.fulfil.accept(shop.owner, order.order_id)
        await town.fulfil.pack(shop.owner, order.order_id)
        await town.fulfil.ship(shop.owner, order.order_id)
        await town.fulfil.came_back(shop.owner, order.order_id)
    cart = await anna.cart((tea, 1))
    opened = await town.draft.open(anna.actor, shop.shop, cart.id, ("telegram", "cash"))
    assert opened.payment_methods == ("telegram",)


async def test_an_order_on_delivery_let_go_late_waits_for_its_answer_as_long_as_a_new_one(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="cash")
    await town.review.hold(shop.owner, order.order_id, "look")
    await shop.tell("UPDATE orders SET hold_until = now() - interval '1 hour'")

    assert await town.review.approve(shop.owner, shop.shop, order.order_id)

    assert await town.expire_orders() == 0
    assert await shop.status(order) == "awaiting_confirmation"
