"""A receipt of a manual transfer: kept, shown, decided once, settled once."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from core.auth.actor import Actor
from core.kit.errors import Forbidden, NotFound
from core.kit.event import Recorded
from core.orders.errors import PaymentUnderWay
from core.orders.events import ProofDecided, ProofSent
from core.shops.pictures import Picture, normalise
from db.types.enums import ProofState, Role
from db.types.ids import EventId, OrderId, new_id
from payments.errors import ProofNotAwaited
from payments.protocol import Transfer
from payments.transfer_proof import DecideProof, SendProof, SettleProof
from tests.factories.town import Town
from tests.payments.contract.market import Market, Sale, market
from tests.payments.contract.rails import BY_CODE


@pytest.fixture
async def shop(town: Town) -> AsyncIterator[Market]:
    async with market(town, BY_CODE["transfer"]) as opened:
        yield opened


async def picture(shade: int = 0) -> Picture:
    out = BytesIO()
    Image.new("RGB", (40, 60), (shade, 90, 120)).save(out, "PNG")
    return await normalise(out.getvalue())


class Desk:
    """Buyers who send receipts and staff who look at them."""

    def __init__(self, shop: Market) -> None:
        self.shop = shop
        self.send = SendProof(shop.town.uow)
        self.decide = DecideProof(shop.town.uow)
        self.settle = SettleProof(shop.town.uow, shop.town.settle)

    async def sends(self, sale: Sale, shade: int = 0) -> int:
        await self.send(sale.customer.actor, sale.order.order_id, await picture(shade))
        return int(await self.shop.stall.ask("SELECT id FROM transfer_proofs WHERE state = 'waiting'"))

    async def follows(self) -> None:
        """The events are followed, twice as the relay may."""
        decided = await self.shop.stall.ask("SELECT count(*) FROM transfer_proofs WHERE state = 'approved'")
        assert decided
        proof_id = int(await self.shop.stall.ask("SELECT id FROM transfer_proofs WHERE state = 'approved'"))
        order_id = OrderId(await self.shop.stall.ask("SELECT order_id FROM transfer_proofs"))
        event = ProofDecided(self.shop.stall.id, proof_id=proof_id, order_id=order_id, approved=True)
        for _ in range(2):
            await self.settle(Recorded(EventId(new_id()), event))


@pytest.fixture
def desk(shop: Market) -> Desk:
    return Desk(shop)


async def test_the_screen_says_where_to_send_what_for_which_order(shop: Market) -> None:
    sale = await shop.sale()
    shown = sale.started.presentation
    assert isinstance(shown, Transfer)
    fields = dict(shown.fields)
    assert fields["transfer-amount"] == "150\u00a0₽"
    assert fields["transfer-account"] == "40817810000000000001"
    assert str(sale.order.number) in fields["transfer-purpose"]
    assert shown.proof


async def test_an_approved_receipt_pays_the_order_once(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    proof_id = await desk.sends(sale)
    assert await shop.state(sale) == "processing"
    waits = await shop.stall.ask("SELECT hold_until > now() + interval '23 hours' FROM orders")
    assert waits

    assert await desk.decide.approve(shop.stall.owner, proof_id)
    await desk.follows()

    assert await shop.status(sale) == "confirmed"
    assert await shop.charges(sale) == 1
    assert await shop.stall.ask("SELECT external_id FROM charges") == f"proof-{proof_id}"
    seen = await desk.decide.look(shop.stall.id, proof_id)
    assert (seen.state, seen.money.amount, seen.decided_by) == (ProofState.APPROVED, sale.order.total, "Olga")


async def test_an_order_whose_receipt_is_looked_at_neither_expires_nor_is_cancelled(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    await desk.sends(sale)
    shop.town.clock.move(hours=30)

    await shop.town.expire_orders()

    assert await shop.status(sale) == "awaiting_payment"
    with pytest.raises(PaymentUnderWay):
        await shop.town.cancel_order.by_buyer(sale.customer.actor, sale.order.order_id)


async def test_a_rejected_receipt_can_be_followed_by_another_one(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    first = await desk.sends(sale)
    assert await desk.decide.reject(shop.stall.owner, first, "sum")
    assert await shop.state(sale) == "presented"
    assert await shop.status(sale) == "awaiting_payment"

    second = await desk.sends(sale, shade=200)
    assert second != first
    assert await desk.decide.approve(shop.stall.owner, second)
    await desk.follows()

    assert await shop.status(sale) == "confirmed"


async def test_a_newer_picture_takes_the_place_of_one_that_waits(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    first = await desk.sends(sale)
    same = await desk.sends(sale)
    newer = await desk.sends(sale, shade=200)

    assert {first, same, newer} == {first}
    assert await shop.stall.count("transfer_proofs") == 1
    assert (await shop.stall.events()).count(ProofSent.name) == 2


async def test_many_pictures_at_once_are_one_receipt(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    pictures = [await picture(shade) for shade in range(0, 250, 25)]
    await asyncio.gather(*(desk.send(sale.customer.actor, sale.order.order_id, one) for one in pictures))
    assert await shop.stall.count("transfer_proofs") == 1


async def test_the_first_of_two_people_decides(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    proof_id = await desk.sends(sale)
    colleagues = [await shop.stall.hires(Role.MANAGER, name) for name in ("Ada", "Ben", "Cy", "Di")]

    async def tap(actor: Actor, number: int) -> bool:
        if number % 2:
            return await desk.decide.reject(actor, proof_id, "missing")
        return await desk.decide.approve(actor, proof_id)

    taps = await asyncio.gather(*(tap(actor, number) for number, actor in enumerate(colleagues * 3)))

    assert sum(taps) == 1
    assert (await shop.stall.events()).count(ProofDecided.name) == 1


async def test_who_may_not_decide_is_refused(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    proof_id = await desk.sends(sale)
    keeper = await shop.stall.hires(Role.STOCK_KEEPER)

    for actor in (keeper, sale.customer.actor):
        with pytest.raises(Forbidden):
            await desk.decide.approve(actor, proof_id)
    with pytest.raises(NotFound):
        await desk.decide.reject(shop.stall.owner, proof_id, "because")
    operator = await shop.stall.hires(Role.OPERATOR)
    assert await desk.decide.reject(operator, proof_id, "missing")


async def test_only_ones_own_order_that_awaits_a_transfer_takes_a_receipt(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    stranger = await shop.stall.customer("Eve")
    with pytest.raises(NotFound):
        await desk.send(stranger.actor, sale.order.order_id, await picture())
    with pytest.raises(NotFound):
        await desk.send.number_of(stranger.actor, sale.order.order_id)
    unopened_buyer, unopened = await shop.order()
    with pytest.raises(ProofNotAwaited):
        await desk.send(unopened_buyer.actor, unopened.order_id, await picture())
    await shop.cancel(sale)
    with pytest.raises(ProofNotAwaited):
        await desk.send(sale.customer.actor, sale.order.order_id, await picture())


async def test_a_receipt_approved_after_staff_cancelled_brings_the_order_back(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    proof_id = await desk.sends(sale)
    await shop.stall.tell("UPDATE payment_intents SET state = 'presented'")  # the check took longer than a day
    await shop.cancel(sale)

    assert await desk.decide.approve(shop.stall.owner, proof_id)
    await desk.follows()

    assert await shop.status(sale) == "confirmed"


async def test_after_a_yes_no_other_receipt_is_taken_until_the_money_is_settled(shop: Market, desk: Desk) -> None:
    sale = await shop.sale()
    assert await desk.decide.approve(shop.stall.owner, await desk.sends(sale))

    with pytest.raises(ProofNotAwaited):
        await desk.send(sale.customer.actor, sale.order.order_id, await picture(1))

    await desk.follows()
    assert await shop.charges(sale) == 1
    assert await shop.stall.refunds_of(sale.order) == []
