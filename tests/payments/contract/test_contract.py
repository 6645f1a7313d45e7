"""The contract of every way to pay, over real HTTP against its local server, a real database and our own webhook.

Rails come from the registry. What a rail has not, it declares (`rails.py`), and the declaration is checked against
the provider: nothing is skipped.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from io import BytesIO

import orjson
import pytest
from PIL import Image

from core.shops.pictures import normalise
from db.repositories import money
from db.types.ids import ChargeId, RefundId
from payments.http import ProviderHttp
from payments.probe_providers import ProbeProviders
from payments.protocol import ProviderDown, RefundByHand, RefundOrder, RefundRefused
from payments.registry import default_registry
from payments.transfer_proof import DecideProof, SendProof, SettleProof
from tests.factories.town import Town
from tests.payments.contract.market import PAID, Market, Stars, force, market
from tests.payments.contract.rails import BY_CODE, CALLED, RAILS, WEBHOOKS, Rail

MONEY_BY_PEOPLE = ("cash", "transfer")  # a person says that it came: their own use cases, tested below


@pytest.fixture
async def shop(town: Town, rail: Rail) -> AsyncIterator[Market]:
    async with market(town, rail) as opened:
        yield opened


def of(rails: tuple[Rail, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rail", rails, ids=[rail.code for rail in rails])


EVERY = of(RAILS)
BY_MACHINE = of(tuple(rail for rail in RAILS if rail.code not in MONEY_BY_PEOPLE))
ASKED = of(tuple(rail for rail in RAILS if rail.gateway is not None))
NOTICED = of(WEBHOOKS)
OPENED = of(CALLED)


# ── declarations ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_provider_of_the_registry_has_its_rail() -> None:
    registered = default_registry(Stars(), ProviderHttp()).all()
    assert set(BY_CODE) == set(registered)


@EVERY
def test_what_a_rail_has_not_it_declares(rail: Rail) -> None:
    provider = default_registry(Stars(), ProviderHttp()).get(rail.code)
    assert provider is not None
    assert provider.takes_webhooks is rail.notices
    assert provider.can_look_up is (rail.gateway is not None)
    assert provider.has_statement is rail.statement
    assert (rail.gateway is None) is (rail.code in ("telegram", "stars", *MONEY_BY_PEOPLE))


# ── money comes ──────────────────────────────────────────────────────────────────────────────────────────


@BY_MACHINE
async def test_an_order_is_paid_once_and_the_books_are_equal(shop: Market) -> None:
    sale = await shop.sale()
    await shop.pay(sale)

    assert await shop.status(sale) in PAID
    assert await shop.charges(sale) == 1
    assert await shop.state(sale) == "captured"
    await shop.books_are_equal()


@of(tuple(rail for rail in RAILS if rail.code in MONEY_BY_PEOPLE))
async def test_an_order_is_paid_when_a_person_says_that_the_money_came(shop: Market) -> None:
    customer, order = await shop.order()
    owner, town = shop.stall.owner, shop.town
    if shop.rail.code == "cash":
        await town.fulfil.accept(owner, order.order_id)
        await town.fulfil.pack(owner, order.order_id)
        for _ in range(2):
            await town.fulfil.deliver(owner, order.order_id)
        assert await shop.stall.status(order) == "delivered"
        return
    await shop.open(customer, order)
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    await SendProof(town.uow)(customer.actor, order.order_id, await normalise(out.getvalue()))
    proof_id = int(await shop.stall.ask("SELECT id FROM transfer_proofs"))
    decide, settle = DecideProof(town.uow), SettleProof(town.uow, town.settle)
    assert sorted(await asyncio.gather(*(decide.approve(owner, proof_id) for _ in range(5)))) == [False] * 4 + [True]
    await asyncio.gather(*(settle.settle(shop.stall.id, proof_id) for _ in range(5)))
    assert await shop.stall.status(order) == "confirmed"
    assert await shop.booked() == order.total


@ASKED
async def test_money_whose_notice_was_lost_is_found_by_asking(shop: Market) -> None:
    sale = await shop.sale()
    if shop.rail.notices:
        shop.gateway.fault("webhook_lost", times=None)
    await shop.pay(sale)
    await shop.look(sale)
    await shop.look(sale)

    assert await shop.status(sale) == "confirmed"
    assert await shop.charges(sale) == 1


# ── notices ──────────────────────────────────────────────────────────────────────────────────────────────


@NOTICED
async def test_a_wrong_or_missing_signature_is_refused(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.hold()
    shop.gateway.pay(sale.payment)
    [hook, *_] = shop.gateway.webhooks("held")
    body, account = hook.body.encode(), shop.gateway.accounts.rows["default"]
    if shop.rail.signs:
        forged = dict(shop.gateway.sign(account, body, True))
        assert await shop.post(body, forged) == 401
        assert await shop.post(body, {}) == 401
        changed = dict(shop.gateway.sign(account, body, False))
        assert await shop.post(body.replace(b"1", b"2", 1), changed) == 401
        await shop.inbox.drain()
        assert await shop.status(sale) == "awaiting_payment"
    else:
        # Not signed at all: believed is only what the API answers, and a stranger's word moves nothing.
        assert dict(shop.gateway.sign(account, body, False)) == {}
        other = await shop.sale()
        lie = body.replace(sale.payment.encode(), other.payment.encode())
        assert await shop.post(lie, {}) == 200
        await shop.inbox.drain()
        assert await shop.status(other) == "awaiting_payment"


@NOTICED
async def test_a_stale_notice_is_refused(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.hold()
    shop.gateway.pay(sale.payment)
    [hook, *_] = shop.gateway.webhooks("held")
    headers = dict(shop.gateway.sign(shop.gateway.accounts.rows["default"], hook.body.encode(), False))
    if shop.rail.code == "cryptopay":
        body = _aged(shop, hook.body)
        headers = dict(shop.gateway.sign(shop.gateway.accounts.rows["default"], body, False))
        assert await shop.post(body, headers) == 401
    elif shop.rail.stamps:
        shop.gateways.desk.clock.shift = -3600.0
        old = dict(shop.gateway.sign(shop.gateway.accounts.rows["default"], hook.body.encode(), False))
        shop.gateways.desk.clock.shift = 0.0
        assert await shop.post(hook.body.encode(), old) == 401
    else:
        # No time is told: an old hint only makes us ask, and the answer is of today.
        assert await shop.post(hook.body.encode(), headers) == 200


def _aged(shop: Market, body: str) -> bytes:
    said = orjson.loads(body)
    return bytes(orjson.dumps({**said, "request_date": "2020-01-15T10:00:00.000Z"}))


@NOTICED
async def test_ten_copies_at_once_and_shuffled_count_once(shop: Market) -> None:
    sales = [await shop.sale() for _ in range(3)]
    shop.gateway.hold()
    for sale in sales:
        shop.gateway.pay(sale.payment)
    account = shop.gateway.accounts.rows["default"]
    posts = [
        (hook.body.encode(), dict(shop.gateway.sign(account, hook.body.encode(), False)))
        for hook in shop.gateway.webhooks("held")
        for _ in range(10)
    ]
    random.Random(3).shuffle(posts)

    answers = await asyncio.gather(*(shop.post(body, headers) for body, headers in posts))
    await shop.inbox.drain()
    shop.gateway.release("shuffled")
    await shop.heard()
    shop.gateway.replay("shuffled")
    await shop.heard()

    assert set(answers) == {200}
    assert [await shop.status(sale) for sale in sales] == ["confirmed"] * 3
    assert [await shop.charges(sale) for sale in sales] == [1] * 3
    await shop.books_are_equal()


@NOTICED
async def test_notices_in_any_order_lead_to_the_same_state(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.hold()
    shop.gateway.pay(sale.payment)
    if shop.rail.code != "cryptopay":  # which gives nothing back
        shop.gateway.refund(sale.payment, 50_00)
    shop.gateway.release("reversed")
    await shop.heard()
    await shop.look(sale)

    back = 0 if shop.rail.code == "cryptopay" else 1
    assert await shop.charges(sale) == 1
    assert [state for state, _, _ in await shop.stall.refunds_of(sale.order)] == ["succeeded"] * back
    await shop.books_are_equal()


@NOTICED
async def test_a_lie_is_not_believed(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.lie(sale.payment)
    await shop.heard()

    assert await shop.status(sale) == "awaiting_payment"
    assert await shop.charges(sale) == 0


@NOTICED
async def test_an_unknown_reference_changes_nothing(shop: Market) -> None:
    sale = await shop.sale()
    shop.gateway.fault("webhook_unknown", times=None)
    shop.gateway.pay(sale.payment)
    await shop.heard()

    assert await shop.status(sale) == "awaiting_payment"
    assert await shop.stall.count("charges") == 0
    await shop.look(sale)
    assert await shop.status(sale) == "confirmed"


@NOTICED
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"payment_id": {}}', b"x" * 100_000])
async def test_a_malformed_body_is_refused_even_with_a_right_signature(shop: Market, body: bytes) -> None:
    headers = dict(shop.gateway.sign(shop.gateway.accounts.rows["default"], body, False))
    assert await shop.post(body, headers) == 401
    assert await shop.stall.count("charges") == 0


# ── failure and success ──────────────────────────────────────────────────────────────────────────────────


@NOTICED
async def test_success_after_failure_counts(shop: Market) -> None:
    sale = await shop.sale()
    if shop.rail.failed_event:
        with contextlib.suppress(Exception):
            shop.gateway.decline(sale.payment)
    else:
        shop.gateway.expire(sale.payment)
    await shop.heard()
    await shop.look(sale)
    assert await shop.status(sale) == "awaiting_payment"
    force(shop.gateway, sale.payment, shop.gateway.paid, paid=True)
    shop.gateway.emit(shop.rail.paid_event, shop.gateway.row(sale.payment))
    await shop.heard()

    assert await shop.status(sale) == "confirmed"
    assert await shop.charges(sale) == 1


@NOTICED
async def test_failure_after_success_changes_nothing(shop: Market) -> None:
    sale = await shop.paid()
    failed = {"yookassa": "canceled", "stripe": "expired", "bazu": "failed", "cryptopay": "expired"}[shop.rail.code]
    force(shop.gateway, sale.payment, failed, paid=False)
    if shop.rail.failed_event:
        shop.gateway.emit(shop.rail.failed_event, shop.gateway.row(sale.payment))
    await shop.heard()
    await shop.look(sale)

    assert await shop.status(sale) == "confirmed"
    assert await shop.state(sale) == "captured"


@ASKED
async def test_another_sum_holds_the_order_for_staff(shop: Market) -> None:
    sale = await shop.sale()
    if shop.rail.code == "ton":
        # Any sum may be sent there: less waits for the rest.
        shop.gateways.ton.transfer(1_000_000_000 // 10, sale.payment)
        shop.gateways.ton.mine(3)
        await shop.look(sale)
        assert await shop.status(sale) == "awaiting_payment"
        assert await shop.charges(sale) == 1
        return
    shop.gateway.fault("wrong_amount", times=None, delta=-100)
    await shop.pay(sale)

    assert await shop.status(sale) == "on_hold"
    await shop.cancel(sale)
    assert [amount for _, amount, _ in await shop.stall.refunds_of(sale.order)] == [sale.order.total - 100]


@ASKED
async def test_another_currency_holds_the_order_for_staff(shop: Market) -> None:
    sale = await shop.sale()
    if shop.rail.code == "ton":
        assert not shop.provider.available(shop.town.settings.of(shop.stall.shop, shop.provider), "USD")
        return
    row = shop.gateway.row(sale.payment)
    row.currency = "USD"
    shop.gateway.save(row)
    await shop.pay(sale)

    assert await shop.status(sale) == "on_hold"
    assert await shop.stall.ask("SELECT reason FROM charges") == "currency"


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────


@EVERY
async def test_a_page_is_shown_again_instead_of_a_second_one(shop: Market) -> None:
    if shop.rail.code == "cash":
        _, order = await shop.order()
        assert await shop.stall.status(order) == "awaiting_confirmation"
        return
    sale = await shop.sale()
    again = await shop.open(sale.customer, sale.order)

    assert again.payment == sale.payment
    if shop.rail.opens_by_call:
        assert again.intent == sale.intent
        assert len(shop.gateway.payments()) == 1


@OPENED
async def test_a_page_whose_opening_got_no_answer_is_found_and_is_the_only_one(shop: Market) -> None:
    customer, order = await shop.order()
    shop.gateway.fault("drop_after", "create")
    with pytest.raises(ProviderDown):
        await shop.open(customer, order)
    intent = await shop.stall.ask("SELECT id FROM payment_intents")
    assert await shop.stall.ask("SELECT state FROM payment_intents") == "unknown"

    await shop.town.look_up.one(shop.stall.id, intent)
    found = await shop.stall.ask("SELECT url IS NOT NULL FROM payment_intents")
    assert found is shop.rail.pages_found
    sale = await shop.open(customer, order)

    assert sale.intent == intent
    assert len(shop.gateway.payments()) == 1
    await shop.pay(sale)
    assert await shop.status(sale) == "confirmed"


@OPENED
async def test_a_lost_page_is_found_by_whoever_taps_again(shop: Market) -> None:
    customer, order = await shop.order()
    shop.gateway.fault("drop_after", "create")
    with pytest.raises(ProviderDown):
        await shop.open(customer, order)
    await shop.open(customer, order)

    assert len(shop.gateway.payments()) == 1
    assert await shop.stall.count("payment_intents") == 1


@OPENED
async def test_money_on_a_page_that_we_never_saw_is_not_lost(shop: Market) -> None:
    customer, order = await shop.order()
    shop.gateway.fault("drop_after", "create")
    with pytest.raises(ProviderDown):
        await shop.open(customer, order)
    [payment] = shop.gateway.payments()
    shop.gateway.pay(payment.id)
    await shop.heard()

    assert await shop.stall.status(order) == "confirmed"


@OPENED
@pytest.mark.parametrize("trouble", ["500", "429", "malformed", "drop_before"])
async def test_trouble_hides_the_way_to_pay_until_it_answers_again(shop: Market, trouble: str) -> None:
    customer, order = await shop.order()
    shop.gateway.fault(trouble, times=None)
    for _ in range(4):
        with pytest.raises(ProviderDown):
            await shop.open(customer, order)
    code = shop.rail.code
    assert code not in shop.town.settings.offered(shop.stall.shop)
    assert await shop.stall.status(order) == "awaiting_payment"

    probe = ProbeProviders(shop.town.uow, shop.town.registry, shop.town.settings, shop.town.breakers)
    shop.gateway.clear_faults()
    await probe.now(shop.stall.id, code)

    assert code in shop.town.settings.offered(shop.stall.shop)
    sale = await shop.open(customer, order)
    await shop.pay(sale)
    assert await shop.status(sale) == "confirmed"


@ASKED
@pytest.mark.parametrize("trouble", ["500", "malformed", "drop_after"])
async def test_trouble_while_asking_moves_nothing(shop: Market, trouble: str) -> None:
    sale = await shop.sale()
    if shop.rail.notices:
        shop.gateway.hold()
        shop.gateway.pay(sale.payment)
    shop.gateway.fault(trouble, times=None)
    await shop.look(sale)
    assert await shop.status(sale) == "awaiting_payment"

    shop.gateway.clear_faults()
    if not shop.rail.notices:
        await shop.pay(sale)
    await shop.look(sale)
    assert await shop.status(sale) == "confirmed"


@OPENED
async def test_a_way_to_pay_that_hangs_keeps_nobody_else_waiting(shop: Market) -> None:
    stuck, order = await shop.order()
    shop.gateway.fault("hang", "create", seconds=300)
    hanging = asyncio.ensure_future(shop.open(stuck, order))
    other = await shop.stall.customer("Boris")
    goods = await shop.stall.sells("OTHER")

    # Whoever pays otherwise meanwhile is served from cart to confirmed order, although the first one still hangs.
    paid = await other.has_paid_for(goods)

    assert await shop.stall.status(paid) == "confirmed"
    assert not hanging.done()
    hanging.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await hanging
    assert await shop.stall.status(order) == "awaiting_payment"


@ASKED
async def test_the_page_of_a_cancelled_order_is_closed_where_it_can_be(shop: Market) -> None:
    sale = await shop.sale()
    await shop.cancel(sale)
    await shop.town.close_pages.of_order(shop.stall.id, sale.order.order_id)

    if shop.rail.closes:
        assert shop.gateway.row(sale.payment).status in ("expired", "deleted")
        return
    # What cannot be closed is paid all the same: the order comes to life again, its goods are there.
    await shop.pay(sale)
    assert await shop.status(sale) == "confirmed"


@ASKED
async def test_two_pages_never_keep_two_payments(shop: Market) -> None:
    customer, order = await shop.order()
    first = await shop.open(customer, order)
    await shop.stall.tell("UPDATE payment_intents SET url_until = now() - interval '1 hour'")
    await shop.stall.tell("UPDATE payment_intents SET state = 'expired'")
    second = await shop.open(customer, order)
    assert second.payment != first.payment
    await shop.pay(first)
    await shop.pay(second)

    assert await shop.stall.status(order) == "confirmed"
    assert [(amount, why) for _, amount, why in await shop.stall.refunds_of(order)] == [(order.total, "surplus")]


# ── money goes back ──────────────────────────────────────────────────────────────────────────────────────


async def _fund(shop: Market) -> None:
    """Crypto Pay sends from a balance, which has to hold something."""
    if shop.rail.code == "cryptopay":
        shop.gateways.cryptopay.fund("USDT", "1000")


@BY_MACHINE
async def test_money_goes_back_once(shop: Market) -> None:
    sale = await shop.paid()
    await _fund(shop)
    await shop.asks_back(sale)

    states = await shop.carry_out(sale)

    if shop.rail.refunds == "hand":
        assert states == ["manual"]
        [refund_id] = await shop.refund_ids(sale)
        assert await shop.town.refunds.paid_by_hand(shop.stall.owner, refund_id)
        assert not await shop.town.refunds.paid_by_hand(shop.stall.owner, refund_id)
        return
    assert states == ["succeeded"]
    assert len(_payouts(shop)) == 1
    await shop.heard()
    assert [state for state, _, _ in await shop.stall.refunds_of(sale.order)] == ["succeeded"]
    await shop.books_are_equal()


def _payouts(shop: Market) -> list[object]:
    return list(shop.stars.returned) if shop.rail.code == "stars" else list(shop.gateway.refunds())


@BY_MACHINE
async def test_a_refund_whose_answer_was_lost_is_paid_once(shop: Market) -> None:
    sale = await shop.paid()
    await _fund(shop)
    await shop.asks_back(sale)
    if shop.rail.refunds == "hand":
        await shop.carry_out(sale)
        assert [state for state, _, _ in await shop.stall.refunds_of(sale.order)] == ["manual"]
        return
    if shop.rail.code == "stars":
        shop.stars.answers_lost = 1
    else:
        # The provider's own notice would tell us, too: it comes later here.
        shop.gateway.hold()
        shop.gateway.fault("drop_after", "refund")

    assert await shop.carry_out(sale) == ["unknown"]
    if shop.rail.code != "stars":
        shop.gateway.release()
    await asyncio.gather(*(shop.carry_out(sale) for _ in range(5)))
    await shop.carry_out(sale)

    assert [state for state, _, _ in await shop.stall.refunds_of(sale.order)] == ["succeeded"]
    assert len(_payouts(shop)) == 1
    await shop.heard()
    await shop.books_are_equal()


@BY_MACHINE
async def test_money_goes_back_in_parts(shop: Market) -> None:
    sale = await shop.paid()
    await _fund(shop)
    if shop.rail.code == "stars":
        part = RefundOrder(RefundId(1), ChargeId(2), "ch", "", 10, 100, "XTR", 13, shop.stall.id)
        answer = await shop.provider.refund(shop.town.settings.of(shop.stall.shop, shop.provider), part)
        assert isinstance(answer, RefundRefused)
        assert not shop.rail.partial
        return
    await shop.asks_parts_back(sale, 30_00, 30_00)
    await shop.cancel(sale)

    for _ in range(4):
        states = await shop.carry_out(sale)
        await shop.heard() if shop.rail.notices else None

    if shop.rail.refunds == "hand":
        assert set(states) == {"manual"}
        return
    assert states == ["succeeded"] * 3
    assert len(_payouts(shop)) == 3
    await shop.books_are_equal()


@NOTICED
async def test_what_the_provider_gives_back_on_its_own_reaches_the_books(shop: Market) -> None:
    sale = await shop.paid()
    if shop.rail.code == "cryptopay":
        provider, settings = shop.provider, shop.provider.settings_model.model_validate({"token": "1:a"})
        async with shop.town.uow(shop.stall.id) as tx:
            [charge] = await money.charges_of(tx.connection, tx.shop_id, sale.order.order_id)
        assert charge["refunded"] == 0
        assert isinstance(await provider.refund(settings, None), RefundByHand)  # type: ignore[arg-type]
        return
    shop.gateway.refund(sale.payment, 40_00)
    await shop.heard()
    shop.gateway.refund(sale.payment)
    await shop.heard()

    refunds = [(state, amount) for state, amount, _ in await shop.stall.refunds_of(sale.order)]
    assert refunds == [("succeeded", 40_00), ("succeeded", sale.order.total - 40_00)]
    assert await shop.status(sale) == "on_hold"
    await shop.books_are_equal()


# ── statements ───────────────────────────────────────────────────────────────────────────────────────────


@BY_MACHINE
async def test_a_statement_lists_what_came(shop: Market) -> None:
    sale = await shop.paid()
    settings = shop.town.settings.of(shop.stall.shop, shop.provider)
    started = await shop.stall.ask("SELECT min(created_at) - interval '1 hour' FROM payment_intents")

    lines = await shop.provider.statement(settings, started)

    if not shop.rail.statement or shop.rail.code == "stars":  # the local Telegram has Stars' books
        assert lines == []
        return
    [line] = lines
    assert line.intent_id == sale.intent
    assert line.external_id == await shop.stall.ask("SELECT external_id FROM charges")
    assert line.refund_of is None
    if line.currency == shop.rail.currency:
        assert line.amount == sale.order.total
    await shop.provider.check(settings)
