"""Who works in a shop and buys there decides about the money of everybody's orders but one's own."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from core.auth.actor import Actor
from core.orders.errors import OwnOrder
from core.orders.place_order import Placed
from core.shops.open_shop import Shops
from core.shops.pictures import normalise
from db.types.enums import Role
from payments.http import ProviderHttp
from payments.providers.transfer import TransferSettings
from payments.registry import default_registry
from payments.transfer_proof import DecideProof, SendProof
from tests.factories.town import Customer, Stall, Town
from tests.payments.contract.market import Stars


async def buying(shop: Stall, role: Role, pay: str = "bank") -> tuple[Customer, Actor, Placed]:
    """Somebody of the team has paid for an order of their own."""
    sasha = await shop.hires(role)
    customer = Customer(shop, replace(sasha, role=None))
    return customer, sasha, await customer.has_paid_for(await shop.sells("TEA"), pay=pay)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MANAGER], ids=str)
async def test_staff_give_nothing_back_to_themselves(town: Town, role: Role) -> None:
    shop = await town.shop()
    _, sasha, order = await buying(shop, role)
    with pytest.raises(OwnOrder):
        await town.refund_order.by_sum(sasha, shop.shop, order.order_id, 1_00, reason="other", key="a")
    assert await shop.refunds_of(order) == []
    colleague = await shop.hires(role, "Vera")
    await town.refund_order.by_sum(colleague, shop.shop, order.order_id, 1_00, reason="other", key="a")
    assert await shop.refunds_of(order) == [("requested", 1_00, "other")]


async def test_staff_do_not_agree_to_a_refund_of_their_own_order(town: Town) -> None:
    shop = await town.shop(refund_alone_limit=0)
    _, sasha, order = await buying(shop, Role.MANAGER)
    done = await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 1_00, reason="other", key="a")
    with pytest.raises(OwnOrder):
        await town.refund_order.approve(sasha, done.note_id)


async def test_staff_do_not_let_their_own_held_order_go(town: Town) -> None:
    shop = await town.shop()
    _, sasha, order = await buying(shop, Role.OPERATOR)
    await town.review.hold(shop.owner, order.order_id, "look")
    with pytest.raises(OwnOrder):
        await town.review.approve(sasha, shop.shop, order.order_id)
    assert await shop.status(order) == "on_hold"


async def test_an_owner_of_a_shop_of_one_may(town: Town) -> None:
    shop = await town.shop()
    owner = Customer(shop, replace(shop.owner, role=None))
    order = await owner.has_paid_for(await shop.sells("TEA"), pay="bank")
    await town.review.hold(shop.owner, order.order_id, "look")
    assert await town.review.approve(shop.owner, shop.shop, order.order_id)


async def test_staff_do_not_say_that_their_own_transfer_came(town: Town) -> None:
    full = Town(town.uow, town.clock, registry=default_registry(Stars(), ProviderHttp()))
    shop = await full.shop()
    account = TransferSettings(bank="Bank", account="40817810000000000001", holder="Olga")
    await full.settings.save(shop.shop, "transfer", account)
    sasha = await shop.hires(Role.OPERATOR)
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "PNG")
    shop.shop = await Shops(town.uow).by_id(shop.id)
    customer = Customer(shop, replace(sasha, role=None))
    order = await customer.orders(await shop.sells("TEA"), pay="transfer")
    await customer.opens_payment(order)
    await SendProof(town.uow)(customer.actor, order.order_id, await normalise(drawn.getvalue()))
    proof_id = int(await shop.ask("SELECT id FROM transfer_proofs"))

    with pytest.raises(OwnOrder):
        await DecideProof(town.uow).approve(sasha, proof_id)
    assert await DecideProof(town.uow).approve(shop.owner, proof_id)
