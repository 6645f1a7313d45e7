"""The failures seen in the best shops, each under its own words: `FAILURES`, and a test that holds it to be whole.

What each needs a crowd, a negative control or a killed server for is proven in tests/races, tests/crashes and
tests/payments/contract; here every one of them is one real flow that a reader finds by its name.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import asyncpg
import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from bot.prompts import Prompt, Prompts
from core.kit.asked import OpenQuestions
from core.kit.errors import AppError, KeyReused, Unavailable
from core.kit.event import Event, EventBook, Recorded
from core.kit.events.relay import Consumer, Relay, Subscriptions
from core.orders.errors import GiftCardSpent, PromoRefused, SoldOut
from core.orders.events import OrderPaid
from core.orders.manage_promos import PromoOrder
from core.orders.place_order import Placed
from core.shops.change_products import SetPrice
from core.shops.change_stock import StockChange, StockOrder
from core.wiring import EVENTS
from db.repositories import messaging
from db.types.enums import PromoKind, StockVerdict
from db.types.ids import BotId, IntentId, new_id
from payments.protocol import PaymentFailed
from payments.settle_payment import FailPayment, Settled
from tests.crashes.conftest import Benches, benches
from tests.crashes.test_under_load import killed_under_load
from tests.crashes.test_worker import dies_and_is_followed
from tests.factories.at_once import at_once
from tests.factories.crowd import crowd
from tests.factories.database import Database, reachable_folder
from tests.factories.sent_back import handed_over
from tests.factories.town import Customer, Goods, ReadyCart, Stall, Town

__all__ = ["benches"]  # pytest takes fixtures by their names

FAILURES = {
    "N buyers, M units: exactly M orders": "n_buyers_m_units_exactly_m_orders",
    "… reservations off, expired, mixed": "n_buyers_m_units_with_reservations_off_expired_and_mixed",
    "… two lines of one cart on one stock item": "two_lines_of_one_cart_on_one_stock_item",
    "… carts in opposite order without a deadlock": "carts_in_opposite_order_without_a_deadlock",
    "… staff lowers the stock meanwhile": "staff_lowers_the_stock_meanwhile",
    "the loser leaves no order, payment, hold or event behind": "the_loser_leaves_nothing_behind",
    "webhook and browser finish the same checkout at once": "webhook_and_browser_finish_the_same_checkout_at_once",
    "two pay pages": "two_pay_pages_the_surplus_is_refunded_once",
    "two devices": "two_devices_make_one_order",
    "invoice paid twice": "an_invoice_paid_twice_the_first_counts",
    "paid but sold out": "paid_but_sold_out",
    "paid but expired": "paid_but_expired",
    "paid but cancelled": "paid_but_cancelled",
    "paid but price changed": "paid_but_the_price_changed",
    'process killed between "payment recorded" and "order paid"': "killed_between_payment_recorded_and_order_paid",
    "killed between commit and enqueue, inbound": "killed_between_commit_and_enqueue_inbound",
    "killed between commit and enqueue, outbound": "killed_between_commit_and_enqueue_outbound",
    "refund times out, operator retries: one payout": "a_refund_times_out_the_operator_retries_one_payout",
    "promo with limit 1, 200 buyers": "a_promo_with_limit_1_and_200_buyers",
    "gift card spent twice at once": "a_gift_card_spent_twice_at_once",
    "wrong amount, currency, payer": "wrong_amount_currency_or_payer",
    "webhook with no or unknown reference": "a_webhook_with_no_or_an_unknown_reference",
    "late success after failure": "late_success_after_failure",
    "failure after success": "failure_after_success",
    "re-running completion": "re_running_completion",
    "crash while holding any lock": "a_crash_while_holding_a_lock",
    "idempotency key with another body → 422": "an_idempotency_key_with_another_body_is_422",
    "consumer dead for an hour": "a_consumer_dead_for_an_hour",
    "database restart mid-flight": "the_database_restarts_in_mid_flight",
    "Redis restart mid-flight": "redis_restarts_in_mid_flight",
    "notification at most once per event and person": "a_notification_at_most_once_per_event_and_person",
    "… never before the commit": "a_notification_never_before_the_commit",
    "an event name of the previous release still understood": "an_event_name_of_the_previous_release",
}
# Listed there and no part of the application yet: there is nothing to restart.
NOT_YET = {"broker restart mid-flight": "the outbox lives in PostgreSQL alone (docs/architecture.md, Next)"}


def test_every_failure_has_its_test() -> None:
    here = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert here - {"every_failure_has_its_test"} == set(FAILURES.values())


# ── many buyers, few goods ───────────────────────────────────────────────────────────────────────────────


def sold(outcomes: list[object]) -> list[Placed]:
    """The orders; everybody else was told that it is sold out."""
    losers = {type(outcome) for outcome in outcomes if not isinstance(outcome, Placed)}
    assert losers <= {SoldOut}
    return [outcome for outcome in outcomes if isinstance(outcome, Placed)]


async def test_n_buyers_m_units_exactly_m_orders(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=7)
    people = await crowd(database, shop, 100, [(tea, 1)])

    assert len(sold(await at_once(person.confirms(cart) for person, cart in people))) == 7
    assert (await shop.available(tea), await shop.on_hand(tea)) == (0, 7)


@pytest.mark.parametrize("reserved", ["off", "expired", "mixed"])
async def test_n_buyers_m_units_with_reservations_off_expired_and_mixed(
    town: Town, database: Database, reserved: str
) -> None:
    # "Off": an order keeps its goods for no time at all, so the timer takes them from whoever has not paid yet.
    shop = await town.shop(hold_minutes=0 if reserved == "off" else 30)
    tea = await shop.sells("TEA", stock_of=6)
    people = await crowd(database, shop, 40, [(tea, 1)])
    early = [await person.confirms(cart) for person, cart in people[:6]]
    if reserved != "off":
        town.clock.move(minutes=31)
    if reserved == "mixed":
        await people[0][0].pays(early[0])

    later = sold(
        [
            outcome
            for outcome in await at_once([town.expire_orders(), *(who.confirms(cart) for who, cart in people[6:])])
            if not isinstance(outcome, int)
        ]
    )
    later += sold(list(await at_once(who.confirms(cart) for who, cart in people[6:])))

    kept = 1 if reserved == "mixed" else 0
    assert len({order.order_id for order in later}) == 6 - kept
    assert await shop.available(tea) == 0


async def test_two_lines_of_one_cart_on_one_stock_item(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=3)
    pack = await shop.sells("PACK", from_stock_of=tea)
    anna = await shop.customer()

    with pytest.raises(SoldOut):
        await anna.confirms(await anna.cart((tea, 2), (pack, 2)))

    assert await shop.available(tea) == 3


async def test_carts_in_opposite_order_without_a_deadlock(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=30), await shop.sells("CUP", stock_of=30)
    people = await crowd(database, shop, 60, [(tea, 1), (cup, 1)], [(cup, 1), (tea, 1)])

    assert len(sold(await at_once(person.confirms(cart) for person, cart in people))) == 30


async def test_staff_lowers_the_stock_meanwhile(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=20)
    people = await crowd(database, shop, 40, [(tea, 1)])
    fewer = [
        town.change_stock(shop.owner, [StockOrder("TEA", -1, relative=True)], f"broken:{number}")
        for number in range(10)
    ]

    outcomes = await at_once([*fewer, *(person.confirms(cart) for person, cart in people)])

    broken = sum(isinstance(outcome, StockChange) for outcome in outcomes)
    orders = sum(isinstance(outcome, Placed) for outcome in outcomes)
    assert broken + orders == 20
    assert (await shop.on_hand(tea), await shop.available(tea)) == (20 - broken, 0)


async def test_the_loser_leaves_nothing_behind(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=1)
    people = await crowd(database, shop, 30, [(tea, 1)])

    [winner] = sold(await at_once(person.confirms(cart) for person, cart in people))

    for table in ("orders", "order_lines", "holds", "order_journal", "ledger_entries", "customers"):
        assert await shop.count(table) == 1, table
    assert await shop.count("payment_intents") == 0
    told = await shop.ask("SELECT array_agg(DISTINCT payload ->> 'order_id') FROM outbox WHERE payload ? 'order_id'")
    assert told == [str(winner.order_id)]


# ── paid, and … ──────────────────────────────────────────────────────────────────────────────────────────


async def tea_to_pay(town: Town, stock_of: int = 10) -> tuple[Stall, Goods, Customer, Placed]:
    """Somebody has ordered a tea and not paid."""
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=stock_of)
    anna = await shop.customer()
    return shop, tea, anna, await anna.orders(tea, pay="bank")


async def test_webhook_and_browser_finish_the_same_checkout_at_once(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    arrived = anna.money(started.intent_id, order.total, "charge-1", provider="bank")
    town.bank.said[started.intent_id] = [arrived]

    # The bank's notice, and the page the buyer comes back on, which asks the bank.
    await asyncio.gather(
        *(doing for _ in range(5) for doing in (town.settle(arrived), town.look_up.one(shop.id, started.intent_id)))
    )

    assert await shop.status(order) == "confirmed"
    assert await shop.count("charges") == 1
    assert (await shop.events()).count("order.paid") == 1


async def test_two_pay_pages_the_surplus_is_refunded_once(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    first = await anna.opens_payment(order)
    await town.choose_way(anna.actor, shop.shop, order.order_id, "telegram")
    second = await anna.opens_payment(replace(order, payment_method="telegram"))
    both = [
        anna.money(first.intent_id, order.total, "b-1", provider="bank"),
        anna.money(second.intent_id, order.total, "t-1"),
    ]

    settled = await at_once(town.settle(arrived) for arrived in both * 3)

    assert Counter(one.verdict.value for one in settled if isinstance(one, Settled) and not one.repeated) == Counter(
        ["applied", "surplus"]
    )
    assert await shop.status(order) == "confirmed"
    assert await shop.refunds_of(order) == [("requested", order.total, "surplus")]


async def test_two_devices_make_one_order(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    cart = await anna.cart((tea, 1))

    placed = sold(await at_once(anna.confirms(cart) for _ in range(6)))

    assert len({order.order_id for order in placed}) == 1
    assert sum(not order.repeated for order in placed) == 1
    assert await shop.available(tea) == 9


async def test_an_invoice_paid_twice_the_first_counts(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    for external_id in ("charge-1", "charge-2", "charge-1"):
        await town.settle(anna.money(started.intent_id, order.total, external_id, provider="bank"))
    for _ in range(2):
        await town.refunds.due()

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT external_id FROM charges WHERE verdict = 'applied'") == "charge-1"
    assert await shop.refunds_of(order) == [("succeeded", order.total, "surplus")]
    assert list(town.bank.paid_out.values()) == [order.total]


async def test_paid_but_sold_out(town: Town) -> None:
    shop, tea, anna, order = await tea_to_pay(town, stock_of=1)
    started = await anna.opens_payment(order)
    town.clock.move(hours=1)
    await town.expire_orders()
    await (await shop.customer("Boris")).has_paid_for(tea)

    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))
    await town.refunds.due()

    assert await shop.status(order) == "on_hold"
    assert await shop.refunds_of(order) == [("succeeded", order.total, "sold_out")]
    assert await shop.ask(
        "SELECT count(*) FROM outbox WHERE name = 'order.changed' AND payload ->> 'event' = 'late_funds_sold_out'"
    )


async def test_paid_but_expired(town: Town) -> None:
    shop, tea, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    town.clock.move(hours=1)
    assert await town.expire_orders() == 1

    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))

    assert await shop.status(order) == "confirmed"
    assert await shop.available(tea) == 9
    assert await shop.refunds_of(order) == []


async def test_paid_but_cancelled(town: Town) -> None:
    shop, tea, anna, order = await tea_to_pay(town, stock_of=1)
    started = await anna.opens_payment(order)
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    await shop.sets_stock(tea, 0)

    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))
    await town.refunds.due()

    assert await shop.refunds_of(order) == [("succeeded", order.total, "sold_out")]


async def test_paid_but_the_price_changed(town: Town) -> None:
    shop, tea, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    await SetPrice(town.uow, town.clock)(shop.owner, tea.sku, tea.price * 2)

    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))

    # What was agreed counts: the order costs what it cost when it was placed.
    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT total FROM orders") == tea.price


# ── processes that die ───────────────────────────────────────────────────────────────────────────────────


async def test_killed_between_payment_recorded_and_order_paid(benches: Benches, tmp_path: Path) -> None:
    await dies_and_is_followed(benches, tmp_path, "charge_recorded", range(1))


async def test_killed_between_commit_and_enqueue_inbound(benches: Benches, tmp_path: Path) -> None:
    await dies_and_is_followed(benches, tmp_path, "inbox_stored", range(1))


async def test_killed_between_commit_and_enqueue_outbound(benches: Benches, tmp_path: Path) -> None:
    for step in ("after_commit", "relay_spread"):
        await dies_and_is_followed(benches, tmp_path, step, range(1))


async def test_a_crash_while_holding_a_lock(town: Town, database: Database) -> None:
    """Whoever holds the order's, the stock's and the gift card's rows dies: the next one goes on at once."""
    shop, _, anna, order = await tea_to_pay(town)
    await town.gift_cards.issue(shop.owner, 1_00, "RUB")
    started = await anna.opens_payment(order)
    async with database.connection() as holder, database.connection() as admin:
        await holder.execute("BEGIN")
        for table in ("orders", "stock_items", "holds", "payment_intents", "gift_cards"):
            await holder.execute(f"SELECT 1 FROM {table} FOR UPDATE")
        await holder.execute("SELECT pg_advisory_xact_lock(1)")
        waiting = asyncio.ensure_future(town.settle(anna.money(started.intent_id, order.total, provider="bank")))
        await _somebody_waits(admin)
        assert not waiting.done()
        await admin.execute("SELECT pg_terminate_backend($1)", holder.get_server_pid())
        await waiting

    assert await shop.status(order) == "confirmed"
    assert await shop.count("charges") == 1


async def _somebody_waits(admin: asyncpg.Connection) -> None:
    """Return when PostgreSQL says that somebody waits for a lock."""
    while not await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
        pass


async def test_a_refund_times_out_the_operator_retries_one_payout(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    await anna.pays(order)
    town.bank.answers_lost = True
    for _ in range(3):
        # The operator's tap, again and again: the same command.
        await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 10_00, reason="late", key="tap")
        await town.refunds.due()
        await shop.tell("UPDATE refunds SET next_attempt_at = now()")
    assert [state for state, _, _ in await shop.refunds_of(order)] == ["unknown"]
    town.bank.answers_lost = False
    await town.refunds.due()

    assert await shop.refunds_of(order) == [("succeeded", 10_00, "late")]
    assert list(town.bank.paid_out.values()) == [10_00]


# ── codes and cards ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_promo_with_limit_1_and_200_buyers(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=200)
    await town.promos.create(shop.owner, PromoOrder("HALF", PromoKind.PERCENT, 50_00, max_uses=1))
    people = await crowd(database, shop, 200, [(tea, 1)])
    await shop.tell("UPDATE carts SET promo_code = 'HALF'")

    outcomes = await at_once(person.confirms(ReadyCart(cart.id, cart.total // 2)) for person, cart in people)

    assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 1
    assert await shop.ask("SELECT used FROM promos") == 1
    assert PromoRefused in {type(outcome) for outcome in outcomes}


async def test_a_gift_card_spent_twice_at_once(town: Town, database: Database) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    card = await town.gift_cards.issue(shop.owner, tea.price, "RUB")
    people = await crowd(database, shop, 2, [(tea, 1)])
    await shop.tell("UPDATE carts SET gift_card_id = :card", card=card.id)

    outcomes = await at_once(person.confirms(ReadyCart(cart.id, 0)) for person, cart in people)

    assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AppError) for outcome in outcomes) == 1
    assert GiftCardSpent.status < 500
    assert await shop.ask("SELECT balance FROM gift_cards") == 0


# ── strange money ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wrong", ["amount", "currency", "payer"])
async def test_wrong_amount_currency_or_payer(town: Town, wrong: str) -> None:
    shop, tea, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    arrived = anna.money(started.intent_id, order.total, provider="bank")
    changed = {
        "amount": replace(arrived, amount=order.total - 1),
        "currency": replace(arrived, currency="USD"),
        "payer": replace(arrived, payer_telegram_id=1),
    }[wrong]

    settled = await town.settle(changed)

    assert (settled.verdict.value, await shop.status(order)) == ("mismatch", "on_hold")
    assert await shop.ask("SELECT reason FROM charges") == wrong
    assert await shop.available(tea) == 9  # kept while people decide
    await town.cancel_order.by_staff(shop.owner, order.order_id, wrong)
    assert await shop.refunds_of(order) == [("requested", changed.amount, "cancelled")]


@pytest.mark.parametrize("reference", [None, IntentId(4711)], ids=["no", "unknown"])
async def test_a_webhook_with_no_or_an_unknown_reference(town: Town, reference: IntentId | None) -> None:
    shop, _, anna, _ = await tea_to_pay(town)
    for _ in range(2):
        await town.settle(anna.money(reference, 5_00, "stray", provider="bank"))
    await town.refunds.due()

    assert await shop.ask("SELECT verdict FROM charges") == "orphan"
    assert list(town.bank.paid_out.values()) == [5_00]


async def test_late_success_after_failure(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    await FailPayment(town.uow)(PaymentFailed(shop.id, started.intent_id, "bank", "declined"))

    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT state FROM payment_intents") == "captured"


async def test_failure_after_success(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    started = await anna.opens_payment(order)
    await town.settle(anna.money(started.intent_id, order.total, provider="bank"))

    await FailPayment(town.uow)(PaymentFailed(shop.id, started.intent_id, "bank", "declined"))

    assert await shop.status(order) == "confirmed"
    assert await shop.ask("SELECT state FROM payment_intents") == "captured"


async def test_re_running_completion(town: Town) -> None:
    shop = await town.shop(points={"earn_bp": 1000})
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.has_paid_for(tea)
    await handed_over(town, shop, order)
    town.clock.move(days=30)

    await asyncio.gather(*(town.complete_orders() for _ in range(5)))
    assert await town.complete_orders() == 0

    assert await shop.status(order) == "completed"
    assert await shop.ask("SELECT balance FROM point_accounts") == tea.price // 10
    assert await shop.ask("SELECT count(*) FROM order_journal WHERE event = 'window_over'") == 1


async def test_an_idempotency_key_with_another_body_is_422(town: Town) -> None:
    shop, tea, anna, order = await tea_to_pay(town)
    await anna.pays(order)
    other = await anna.has_paid_for(tea)
    for _ in range(2):
        await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 10_00, reason="late", key="tap")

    for order_id, amount in ((order.order_id, 20_00), (other.order_id, 10_00)):
        with pytest.raises(KeyReused) as refused:
            await town.refund_order.by_sum(shop.owner, shop.shop, order_id, amount, reason="late", key="tap")
        assert refused.value.status == 422

    assert await shop.ask("SELECT array_agg(amount) FROM credit_notes") == [10_00]
    back = StockVerdict.RESTOCK
    with pytest.raises(KeyReused):
        await town.refund_order.full(shop.owner, shop.shop, other.order_id, reason="late", verdict=back, key="tap")


# ── telling ──────────────────────────────────────────────────────────────────────────────────────────────


def relay(town: Town, **consumers: Consumer) -> Relay:
    return Relay(town.uow, Subscriptions(consumers, EventBook(*EVENTS)))


async def drained(relay: Relay) -> None:
    while await relay.drain():
        pass


async def test_a_consumer_dead_for_an_hour(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    heard: dict[str, list[str]] = {"alive": [], "dead": []}
    failing = [True]

    async def alive(recorded: Recorded) -> None:
        heard["alive"].append(recorded.event.name)

    async def dead(recorded: Recorded) -> None:
        if failing[0]:
            raise Unavailable
        heard["dead"].append(recorded.event.name)

    both = relay(town, alive=alive, dead=dead)
    for _ in range(5):  # each time its pause is over
        await drained(both)
        await shop.tell("UPDATE event_deliveries SET next_attempt_at = now() WHERE state = 'pending'")
    await anna.pays(order)
    await drained(both)
    assert heard["dead"] == []
    failing[0] = False
    await shop.tell("UPDATE event_deliveries SET next_attempt_at = now() WHERE state = 'pending'")
    await drained(both)

    # The other one was held up by nothing; this one heard all of it, once, in order.
    assert heard["alive"] == heard["dead"] == await shop.events()


async def test_a_notification_at_most_once_per_event_and_person(town: Town) -> None:
    shop, _, anna, order = await tea_to_pay(town)
    await anna.pays(order)
    sent: list[tuple[int, int]] = []

    async def tell(recorded: Recorded) -> None:
        for chat in (41, 42):
            async with town.uow(shop.id) as tx:
                if not await messaging.claim_notification(tx.connection, shop.id, recorded.id, chat, "push"):
                    continue
            sent.append((recorded.id, chat))
        raise Unavailable  # told, and the process died before it could say so

    for _ in range(4):
        await at_once(relay(town, tell=tell).drain() for _ in range(3))
        await shop.tell("UPDATE event_deliveries SET next_attempt_at = now(), state = 'pending'")

    assert len(sent) == len(set(sent)) == 2 * await shop.count("outbox")
    await shop.tell("UPDATE event_deliveries SET state = 'done'")


async def test_a_notification_never_before_the_commit(town: Town) -> None:
    shop = await town.shop()
    heard: list[int] = []

    async def tell(recorded: Recorded) -> None:
        heard.append(recorded.id)

    async with town.uow(shop.id) as tx:
        tx.tell(OrderPaid(shop.id, order_id=1, amount=1, currency="RUB", provider="bank"))  # type: ignore[arg-type]
        await drained(relay(town, tell=tell))
        assert heard == []
    await drained(relay(town, tell=tell))
    assert len(heard) == 1


@dataclass(frozen=True, slots=True)
class Renamed(Event):
    """What the release before called `order.settled_by_hand`."""

    name: ClassVar[str] = "test.renamed"
    former_names: ClassVar[tuple[str, ...]] = ("test.previous",)
    number: int = 0


async def test_an_event_name_of_the_previous_release(town: Town) -> None:
    shop = await town.shop()
    async with town.uow(shop.id) as tx:
        await tx.connection.execute(
            text(
                "INSERT INTO outbox (shop_id, id, name, payload) VALUES (:shop_id, :id, 'test.previous',"
                " jsonb_build_object('shop_id', CAST(:shop_id AS bigint), 'number', 7, 'left_out_since', true))"
            ),
            {"shop_id": shop.id, "id": new_id()},
        )
    heard: list[Event] = []

    async def tell(recorded: Recorded) -> None:
        heard.append(recorded.event)

    await drained(Relay(town.uow, Subscriptions({"tell": tell}, EventBook(*EVENTS, Renamed))))

    assert heard == [Renamed(shop.id, 7)]


# ── servers that go away ─────────────────────────────────────────────────────────────────────────────────


async def test_the_database_restarts_in_mid_flight() -> None:
    with reachable_folder() as folder:
        await killed_under_load(folder, buyers=25, kills=1, seed=2)


@pytest.fixture
def no_redis(tmp_path: Path) -> Redis:
    """A Redis that has just gone away."""
    return Redis.from_url(f"unix://{tmp_path}/gone.sock")


async def test_redis_restarts_in_mid_flight(town: Town, no_redis: Redis) -> None:
    """What is typed is taken, and what is bought is in PostgreSQL."""
    prompts = Prompts(no_redis, OpenQuestions(town.uow))
    where = (BotId(1), 5, 5)
    await prompts.ask(*where, Prompt("checkout.address"))
    shop, _, anna, order = await tea_to_pay(town)
    assert await prompts.current(*where) == Prompt("checkout.address")
    await anna.pays(order)
    await prompts.clear(*where)

    assert await prompts.current(*where) is None
    assert await shop.status(order) == "confirmed"
