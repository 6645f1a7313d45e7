"""What only one way to pay does: two stages, receipts, declined cards, slow methods, disputes, coins, deposits."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.shops.open_shop import Shops
from db.types.enums import DisputeState
from payments.protocol import Attempt, DisputeChanged, PriceLine, Redirect, Transfer
from sandbox.gateways import defaults
from tests.factories.town import Town
from tests.payments.contract.market import Market, Sale, market
from tests.payments.contract.rails import BY_CODE


@pytest.fixture
async def shop(town: Town, request: pytest.FixtureRequest) -> AsyncIterator[Market]:
    async with market(town, BY_CODE[request.param]) as opened:
        yield opened


def at(code: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shop", [code], indirect=True)


async def settings(shop: Market, **more: Any) -> None:
    """The shop changes its settings."""
    told = {**shop.rail.settings(shop.gateways), **more}
    await shop.town.settings.save(shop.stall.shop, shop.rail.code, shop.provider.settings_model.model_validate(told))
    shop.stall.shop = replace(await Shops(shop.town.uow).by_id(shop.stall.id), rules=shop.stall.shop.rules)


# ── YooKassa ─────────────────────────────────────────────────────────────────────────────────────────────


@at("yookassa")
async def test_reserved_money_is_taken_when_the_shop_has_seen_it(shop: Market) -> None:
    await settings(shop, two_stage=True)
    sale = await shop.sale()
    await shop.pay(sale)

    assert await shop.status(sale) == "confirmed"
    assert await shop.charges(sale) == 1
    assert [call.idempotency_key for call in shop.gateway.calls("capture")] == [f"{sale.intent}-capture"]
    await shop.books_are_equal()


@at("yookassa")
async def test_reserved_money_that_nobody_waits_for_is_let_go(shop: Market) -> None:
    await settings(shop, two_stage=True)
    sale = await shop.sale()
    await shop.cancel(sale)
    await shop.pay(sale)

    assert await shop.status(sale) == "cancelled"
    assert await shop.charges(sale) == 0
    assert shop.gateway.payment(sale.payment).status == "canceled"
    assert shop.gateway.held() == {}


@at("yookassa")
async def test_money_reserved_before_the_order_was_cancelled_is_let_go_with_its_page(shop: Market) -> None:
    await settings(shop, two_stage=True)
    sale = await shop.sale()
    shop.gateway.hold()
    shop.gateway.pay(sale.payment)
    await shop.cancel(sale)
    await shop.town.close_pages.of_order(shop.stall.id, sale.order.order_id)

    assert shop.gateway.payment(sale.payment).status == "canceled"


@at("yookassa")
@pytest.mark.parametrize("method", ["bank_card", "sbp", "yoo_money"])
async def test_the_shop_chooses_the_way_or_the_buyer_does(shop: Market, method: str) -> None:
    await settings(shop, method=method)
    await shop.sale()
    [call] = shop.gateway.calls("create")
    assert call.values["payment_method_data"] == {"type": method}
    assert call.values["confirmation"]["type"] == "redirect"


@at("yookassa")
async def test_receipts_add_up_whatever_the_prices(shop: Market) -> None:
    shop.gateway.account(receipts_required=True)
    await settings(shop, receipts=True, tax_system_code=2)
    customer = await shop.stall.customer()
    tea = await shop.stall.sells("TEA", price=333_33)
    cart = await customer.cart((tea, 3), (await shop.stall.sells("CUP", price=1_01), 7), pay="yookassa", courier=True)
    order = await customer.confirms(cart)
    sale = await shop.open(customer, order)
    await shop.pay(sale)

    [call] = shop.gateway.calls("create")
    receipt = call.values["receipt"]
    assert receipt["customer"] == {"phone": "79123456789"}
    assert receipt["tax_system_code"] == 2
    assert {item["payment_subject"] for item in receipt["items"]} == {"commodity", "service"}
    assert await shop.status(sale) == "confirmed"

    # The gateway refuses receipts whose items do not add up: a part of an odd sum goes back with one.
    await shop.cancel(sale)
    assert await shop.carry_out(sale) == ["succeeded"]
    [call] = shop.gateway.calls("refund")
    assert call.values["receipt"]["items"]


@at("yookassa")
async def test_a_refund_that_takes_time_is_followed_to_its_end(shop: Market) -> None:
    sale = await shop.paid()
    shop.gateway.fault("refund_pending")
    await shop.cancel(sale)
    assert await shop.carry_out(sale) == ["submitted"]
    assert await shop.carry_out(sale) == ["submitted"]
    [refund] = shop.gateway.refunds()
    shop.gateways.yookassa.finish_refund(refund.id)
    await shop.heard()

    assert await shop.carry_out(sale) == ["succeeded"]
    assert len(shop.gateway.refunds()) == 1
    await shop.books_are_equal()


@at("yookassa")
async def test_a_refund_that_the_provider_will_not_pay_is_for_staff(shop: Market) -> None:
    sale = await shop.paid()
    shop.gateway.fault("refund_failed")
    await shop.cancel(sale)

    assert await shop.carry_out(sale) == ["manual"]
    assert await shop.stall.ask("SELECT failure FROM refunds") == "insufficient_funds"


@at("yookassa")
async def test_a_declined_payment_says_why_and_the_order_can_be_paid_again(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.decline(sale.payment, "insufficient_funds")
    await shop.heard()
    assert await shop.state(sale) == "failed"
    assert await shop.stall.ask("SELECT failure FROM payment_intents") == "insufficient_funds"

    again = await shop.open(sale.customer, sale.order)
    assert again.intent != sale.intent
    await shop.pay(again)
    assert await shop.status(sale) == "confirmed"


@at("yookassa")
async def test_a_statement_runs_over_many_pages(shop: Market) -> None:
    sale = await shop.paid()
    row = shop.gateway.row(sale.payment)
    for number in range(230):
        shop.gateway.rows.put(f"p-{number}", replace(row, id=f"p-{number}", created=row.created + number))
    own = shop.town.settings.of(shop.stall.shop, shop.provider)

    lines = await shop.provider.statement(own, datetime.now(UTC) - timedelta(hours=1))

    assert len({line.external_id for line in lines}) == len(lines) == 231


# ── Stripe ───────────────────────────────────────────────────────────────────────────────────────────────


@at("stripe")
async def test_a_declined_card_leaves_the_page_open_for_another_one(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.decline(sale.payment)
    await shop.heard()
    assert await shop.state(sale) == "presented"
    assert await shop.stall.ask("SELECT failure FROM payment_intents") == "generic_decline"

    await shop.pay(sale)
    assert await shop.status(sale) == "confirmed"


@at("stripe")
@pytest.mark.parametrize("arrives", [True, False])
async def test_a_slow_method_is_waited_for(shop: Market, arrives: bool) -> None:
    sale = await shop.sale()
    shop.gateway.pay(sale.payment, "processing")
    await shop.heard()
    assert await shop.state(sale) == "processing"
    assert await shop.charges(sale) == 0
    shop.town.clock.move(hours=5)
    await shop.town.expire_orders()
    assert await shop.status(sale) == "awaiting_payment"

    shop.gateways.stripe.clear(sale.payment, ok=arrives)
    await shop.heard()

    assert await shop.status(sale) == ("confirmed" if arrives else "awaiting_payment")
    assert await shop.state(sale) == ("captured" if arrives else "failed")


@at("stripe")
async def test_two_secrets_sign_while_one_is_being_replaced(shop: Market) -> None:
    shop.gateway.account(secret="whsec_new", former_secret=defaults.STRIPE_SECRET)
    sale = await shop.sale()
    await shop.pay(sale)
    assert await shop.status(sale) == "confirmed"


@at("stripe")
@pytest.mark.parametrize("won", [True, False])
async def test_a_dispute_stops_the_goods_and_its_money_is_in_the_books(shop: Market, won: bool) -> None:
    sale = await shop.paid()
    dispute = shop.gateways.stripe.dispute(sale.payment)
    await shop.heard()
    assert await shop.status(sale) == "on_hold"
    assert await shop.stall.ask("SELECT state FROM disputes") == "open"

    shop.gateways.stripe.close_dispute(dispute, won=won)
    shop.gateway.replay("shuffled")
    await shop.heard()

    assert await shop.stall.ask("SELECT state FROM disputes") == ("won" if won else "lost")
    taken = await shop.stall.ask("SELECT coalesce(sum(amount), 0) FROM ledger_lines WHERE account = 'chargeback'")
    assert taken == (0 if won else sale.order.total)


@at("stripe")
async def test_a_dispute_that_comes_before_its_payment_asks_for_the_payment_first(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.fault("webhook_lost", times=None)
    await shop.pay(sale)
    shop.gateway.clear_faults()
    assert await shop.charges(sale) == 0
    shop.gateways.stripe.dispute(sale.payment)
    await shop.heard()

    assert await shop.charges(sale) == 1
    assert await shop.status(sale) == "on_hold"
    assert await shop.stall.ask("SELECT state FROM disputes") == "open"


@at("stripe")
async def test_while_the_disputed_payment_cannot_be_asked_about_the_notice_stays(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.fault("webhook_lost", times=None)
    await shop.pay(sale)
    shop.gateway.clear_faults()
    shop.gateway.fault("500", times=None)
    shop.gateways.stripe.dispute(sale.payment)
    await shop.heard()
    assert await shop.stall.count("disputes") == 0

    shop.gateway.clear_faults()
    await shop.stall.tell("UPDATE inbox SET claimed_until = now() WHERE handled_at IS NULL")
    await shop.inbox.sweep()
    await shop.inbox.drain()

    assert await shop.stall.ask("SELECT state FROM disputes") == "open"
    assert await shop.status(sale) == "on_hold"


@at("stripe")
async def test_a_dispute_of_somebody_elses_payment_is_shown_to_people(shop: Market) -> None:
    stranger = DisputeChanged(shop.stall.id, "stripe", "pi_0", "dp_0", DisputeState.OPEN, 7_00, "RUB")
    for _ in range(2):
        await shop.town.look_up.take_all([stranger])

    assert await shop.stall.ask("SELECT kind || ' ' || theirs FROM payment_differences") == "dispute 700"
    assert (await shop.stall.events()).count("payments.differences_found") == 1


@at("stripe")
async def test_a_refund_that_bounces_after_it_was_done_is_for_staff(shop: Market) -> None:
    sale = await shop.paid()
    await shop.cancel(sale)
    assert await shop.carry_out(sale) == ["succeeded"]
    await shop.heard()
    [refund] = shop.gateway.refunds()
    shop.gateways.stripe.finish_refund(refund.id, ok=False)
    await shop.heard()
    shop.gateway.replay("shuffled")
    await shop.heard()

    assert await shop.carry_out(sale) == ["failed", "manual"]
    await shop.books_are_equal()
    assert await shop.town.refunds.paid_by_hand(shop.stall.owner, (await shop.refund_ids(sale))[1])


@at("stripe")
async def test_a_refund_that_fails_while_it_is_under_way_is_for_staff(shop: Market) -> None:
    sale = await shop.paid()
    shop.gateway.fault("refund_pending")
    await shop.cancel(sale)
    assert await shop.carry_out(sale) == ["submitted"]
    [refund] = shop.gateway.refunds()
    shop.gateways.stripe.finish_refund(refund.id, ok=False)
    await shop.heard()

    assert await shop.carry_out(sale) == ["manual"]
    await shop.books_are_equal()


@at("stripe")
async def test_a_discount_becomes_one_line_of_the_whole_sum(shop: Market) -> None:
    sale = await shop.sale()
    own = shop.town.settings.of(shop.stall.shop, shop.provider)
    attempt = Attempt(
        sale.intent, sale.order.order_id, 1, 900, "USD", "Order 1", "", (PriceLine("Tea", 1000), PriceLine("−", -100)),
        shop.stall.id,
    )  # fmt: skip
    page = await shop.provider.present(own, replace(attempt, intent_id=type(sale.intent)(7)))
    assert isinstance(page, Redirect)
    assert shop.gateway.payment(page.external_id).amount == 900


# ── Crypto Pay ───────────────────────────────────────────────────────────────────────────────────────────


async def coins(shop: Market) -> Sale:
    await settings(shop, price_in="crypto", asset="TON")
    return await shop.sale()


@at("cryptopay")
async def test_a_price_in_a_coin_is_frozen_with_its_rate(shop: Market) -> None:
    sale = await coins(shop)
    page = sale.started.presentation
    assert isinstance(page, Redirect)
    assert page.pay_currency == "TON"
    assert page.pay_amount is not None
    rate = float(page.details["rate"])
    assert abs(page.pay_amount / 10**9 * rate - 150) < 0.01
    await shop.pay(sale)

    assert await shop.status(sale) == "confirmed"
    assert await shop.stall.ask("SELECT amount FROM charges") == sale.order.total
    assert await shop.stall.ask("SELECT currency FROM charges") == "RUB"


@at("cryptopay")
async def test_less_coins_than_asked_wait_for_the_rest_and_more_come_back(shop: Market) -> None:
    sale = await coins(shop)
    row = shop.gateway.row(sale.payment)
    shop.gateways.cryptopay.pay(sale.payment, paid_amount=f"{row.amount / 2 / 10**9:.9f}")
    await shop.heard()
    assert await shop.status(sale) == "awaiting_payment"

    rest = await shop.open(sale.customer, sale.order)
    assert rest.payment != sale.payment
    due = shop.gateway.row(rest.payment).amount
    shop.gateways.cryptopay.pay(rest.payment, paid_amount=f"{due * 2 / 10**9:.9f}")
    await shop.heard()

    assert await shop.status(sale) == "confirmed"
    assert [why for _, _, why in await shop.stall.refunds_of(sale.order)] == ["overpaid"]


@at("cryptopay")
async def test_an_expired_invoice_fails_the_attempt(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateways.advance(4000)
    await shop.look(sale)
    assert await shop.state(sale) == "failed"


@at("cryptopay")
async def test_without_the_shops_consent_coins_go_back_by_hand(shop: Market) -> None:
    await settings(shop, transfer_refunds=False)
    sale = await shop.paid()
    shop.gateways.cryptopay.fund("USDT", "100")
    await shop.cancel(sale)
    assert await shop.carry_out(sale) == ["manual"]
    assert shop.gateway.refunds() == []


@at("cryptopay")
async def test_coins_that_are_not_there_go_back_by_hand(shop: Market) -> None:
    sale = await shop.paid()
    held = shop.gateways.cryptopay.held()["USDT"]
    shop.gateways.cryptopay.fund("USDT", f"-{held / 10**9:.9f}")
    await shop.cancel(sale)
    assert await shop.carry_out(sale) == ["manual"]
    assert "INSUFFICIENT_FUNDS" in await shop.stall.ask("SELECT failure FROM refunds")


# ── TON ──────────────────────────────────────────────────────────────────────────────────────────────────


def asked(sale: Sale) -> tuple[int, str]:
    shown = sale.started.presentation
    assert isinstance(shown, Transfer)
    assert shown.pay_amount is not None
    return shown.pay_amount, sale.payment


@at("ton")
async def test_the_screen_has_address_sum_comment_and_links(shop: Market) -> None:
    sale = await shop.sale()
    nano, comment = asked(sale)
    shown = sale.started.presentation
    assert isinstance(shown, Transfer)
    fields = dict(shown.fields)
    assert nano == 600_000_000
    assert fields["transfer-amount"] == "0.6 TON"
    assert fields["transfer-comment"] == comment
    assert shown.url == f"https://app.tonkeeper.com/transfer/{defaults.TON_ADDRESS}?amount={nano}&text={comment}"
    assert not shown.proof


@at("ton")
async def test_a_deposit_counts_after_enough_blocks(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateways.ton.transfer(*asked(sale))
    for status in ("awaiting_payment", "awaiting_payment", "confirmed"):
        await shop.look(sale)
        assert await shop.status(sale) == status
        shop.gateways.ton.mine(1)


@at("ton")
@pytest.mark.parametrize(
    "flaw",
    [{"aborted": True}, {"bounced": True}, {"forwards": True}, {"destination": "0:" + "22" * 32},
     {"comment": "o-other"}, {"comment": None}, {"comment": ""}],
)  # fmt: skip
async def test_what_is_no_deposit_of_ours_does_not_count(shop: Market, flaw: dict[str, Any]) -> None:
    sale = await shop.sale()
    nano, comment = asked(sale)
    shop.gateways.ton.transfer(nano, **{"comment": comment, **flaw})
    shop.gateways.ton.mine(5)
    await shop.look(sale)
    assert await shop.charges(sale) == 0


@at("ton")
async def test_odd_parts_of_the_whole_price_make_up_the_whole_amount(shop: Market) -> None:
    await settings(shop, rate="333.33")
    sale = await shop.sale(price=100_01)
    nano, comment = asked(sale)
    parts = [nano // 3 + 1, nano // 7, 1]
    for part in (*parts, nano - sum(parts)):
        shop.gateways.ton.transfer(part, comment)
        shop.gateways.ton.mine(3)
        await shop.look(sale)

    assert await shop.status(sale) == "confirmed"
    assert await shop.stall.ask("SELECT sum(amount) FROM charges") == sale.order.total
    assert await shop.stall.refunds_of(sale.order) == []


@at("ton")
async def test_more_than_asked_comes_back_by_hand(shop: Market) -> None:
    sale = await shop.sale()
    nano, comment = asked(sale)
    shop.gateways.ton.transfer(nano * 3 // 2, comment)
    shop.gateways.ton.mine(3)
    await shop.look(sale)

    assert await shop.status(sale) == "confirmed"
    assert [(amount, why) for _, amount, why in await shop.stall.refunds_of(sale.order)] == [(75_00, "overpaid")]
    assert await shop.carry_out(sale) == ["manual"]


@at("ton")
async def test_a_deposit_after_the_order_was_paid_is_seen_and_goes_back(shop: Market) -> None:
    sale = await shop.paid()
    shop.gateways.ton.transfer(*asked(sale))
    shop.gateways.ton.mine(3)
    await shop.look(sale)
    assert [why for _, _, why in await shop.stall.refunds_of(sale.order)] == ["surplus"]
    assert await shop.stall.ask("SELECT check_at IS NOT NULL FROM payment_intents")


@at("ton")
async def test_the_statement_has_deposits_that_nobody_explains(shop: Market) -> None:
    sale = await shop.paid()
    shop.gateways.ton.transfer(5, "hello")
    shop.gateways.ton.mine(3)
    own = shop.town.settings.of(shop.stall.shop, shop.provider)

    lines = await shop.provider.statement(own, datetime.now(UTC) - timedelta(hours=1))

    assert [(line.amount, line.currency, line.intent_id) for line in lines] == [
        (asked(sale)[0], "TON", sale.intent),
        (5, "TON", None),
    ]


# ── BAZU ─────────────────────────────────────────────────────────────────────────────────────────────────


@at("bazu")
@pytest.mark.parametrize("guarded", [True, False])
async def test_parts_that_cannot_be_told_apart_are_given_back_one_after_the_other(shop: Market, guarded: bool) -> None:
    sale = await shop.paid()
    vars(shop.provider)["refunds_in_turn"] = guarded  # False: the negative control
    await shop.asks_parts_back(sale, 30_00, 30_00)
    await shop.cancel(sale)
    # The first part never reaches BAZU, the answer about another one never reaches us.
    shop.gateway.fault("drop_before", "refund")
    shop.gateway.fault("drop_after", "refund")
    shop.gateway.fault("webhook_lost", times=None)
    for _ in range(6):
        states = await shop.carry_out(sale)

    kept = await shop.booked() == shop.gateway.held().get("RUB", 0)
    assert (states == ["succeeded"] * 3 and kept) is guarded
    assert sum(refund.amount for refund in shop.gateway.refunds()) <= sale.order.total
