"""A provider's notice counts once it is proven to be the provider's, and then exactly once."""

import pytest
from aiohttp import ClientResponse
from sqlalchemy import text

from core.kit.events.inbox import HandledForever, Incoming
from core.kit.uow import UnitOfWork
from payments.notices import SettleNotices
from tests.factories.town import Customer, Stall, Town
from tests.miniapp.conftest import Edge
from tests.miniapp.signed_bank import SECRET, SignedBankSettings, notice, sign


@pytest.fixture
async def stall(town: Town, edge: Edge) -> Stall:
    """A shop that set the bank up."""
    stall = await town.shop()
    await edge.settings.save(stall.shop, "bank", SignedBankSettings.model_validate({"secret": SECRET}))
    return stall


@pytest.fixture
async def customer(stall: Stall) -> Customer:
    return await stall.customer()


async def deliver(
    edge: Edge, stall: Stall, body: bytes, signature: str | None = None, provider: str = "bank"
) -> ClientResponse:
    answer = await edge.session.post(
        f"/webhooks/payments/{provider}/{stall.shop.slug}",
        data=body,
        headers={"X-Signature": sign(body) if signature is None else signature, "Content-Type": "application/json"},
    )
    await edge.inbox.drain()
    return answer


async def test_money_that_a_notice_reports_pays_the_order_once(edge: Edge, stall: Stall, customer: Customer) -> None:
    order = await customer.orders(await stall.sells("MUG"), pay="bank")
    started = await customer.opens_payment(order)
    body = notice({"what": "paid", "intent": started.intent_id, "id": "ch-1", "amount": order.total, "currency": "RUB"})
    answers = [await deliver(edge, stall, body) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert await stall.status(order) == "confirmed"
    assert await stall.count("charges") == 1


async def test_a_failed_attempt_leaves_the_order_payable(edge: Edge, stall: Stall, customer: Customer) -> None:
    order = await customer.orders(await stall.sells("MUG"), pay="bank")
    started = await customer.opens_payment(order)
    await deliver(edge, stall, notice({"what": "failed", "intent": started.intent_id, "why": "declined"}))
    assert await stall.ask("SELECT state FROM payment_intents WHERE id = :id", id=started.intent_id) == "failed"
    assert await stall.status(order) == "awaiting_payment"


async def test_a_return_that_a_notice_reports_closes_the_refund(edge: Edge, stall: Stall, customer: Customer) -> None:
    order = await customer.orders(await stall.sells("MUG"), pay="bank")
    started = await customer.opens_payment(order)
    paid = {"what": "paid", "intent": started.intent_id, "id": "ch-1", "amount": order.total, "currency": "RUB"}
    await deliver(edge, stall, notice(paid))
    # Paid twice: the second charge is too much and is asked back.
    await deliver(edge, stall, notice(paid | {"id": "ch-2"}))
    assert await stall.refunds_of(order) == [("requested", order.total, "surplus")]
    await deliver(edge, stall, notice({"what": "returned", "id": "ch-2", "amount": order.total, "currency": "RUB"}))
    assert await stall.refunds_of(order) == [("succeeded", order.total, "surplus")]


async def test_raw_body_and_signature_are_kept_and_no_other_header(edge: Edge, stall: Stall, uow: UnitOfWork) -> None:
    body = notice({"what": "failed", "intent": 1, "why": "declined"})
    await edge.session.post(
        f"/webhooks/payments/bank/{stall.shop.slug}",
        data=body,
        headers={"X-Signature": sign(body), "Authorization": "Bearer secret", "Content-Type": "application/json"},
    )
    await edge.inbox.drain()
    async with uow.platform() as connection:
        source, payload, error = (await connection.execute(text("SELECT source, payload, error FROM inbox"))).one()
    assert (source, error) == (f"payments:bank:{stall.id}", None)
    assert payload["headers"] == {"x-signature": sign(body), "content-type": "application/json"}


async def test_a_wrong_signature_is_refused(edge: Edge, stall: Stall) -> None:
    assert (await deliver(edge, stall, notice(), signature="00")).status == 401


async def test_a_notice_without_news_is_acknowledged(edge: Edge, stall: Stall) -> None:
    assert (await deliver(edge, stall, notice())).status == 200


@pytest.mark.parametrize("provider", ["telegram", "cash", "nobody"])
async def test_providers_without_webhooks_are_as_unknown_as_strangers(
    edge: Edge, stall: Stall, customer: Customer, provider: str
) -> None:
    forged = b'{"telegram_payment_charge_id": "x", "total_amount": 1, "currency": "RUB"}'
    assert (await deliver(edge, stall, forged, provider=provider)).status == 404
    assert await stall.count("charges") == 0


async def test_a_shop_that_did_not_set_the_provider_up_is_as_unknown_as_none(edge: Edge, town: Town) -> None:
    other = await town.shop()
    body = notice()
    # Signed with the empty key that such a shop would be verified with.
    assert (await deliver(edge, other, body, signature=sign(body, ""))).status == 404
    assert (await edge.session.post("/webhooks/payments/bank/nowhere", data=body)).status == 404


async def test_events_of_another_release_are_closed_for_good(town: Town, uow: UnitOfWork) -> None:
    handler = SettleNotices(town.look_up)
    item = Incoming(1, "payments:bank:1", "1", "1", {"events": [{"kind": "minted"}]}, town.clock.now())
    with pytest.raises(HandledForever):
        await handler(item)
