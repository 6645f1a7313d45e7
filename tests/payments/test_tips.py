"""Tips: inside the charge, beside the order, and back with it."""

import pytest

from core.orders.place_order import Placed
from core.shops.open_shop import Shops
from db.types.enums import StockVerdict
from payments.errors import AmountDiffers
from payments.protocol import Invoice
from payments.providers.telegram import TelegramSettings
from tests.factories.town import Customer, Stall, Town

TIPS = {"max_tip_amount": 200_00, "suggested_tip_amounts": (50_00, 100_00)}


async def tipping(town: Town) -> Stall:
    shop = await town.shop()
    token = {"provider_token": "1744374395:TEST:abc"}
    await town.settings.save(shop.shop, "telegram", TelegramSettings.model_validate({**token, **TIPS}))
    shop.shop = await Shops(town.uow).by_id(shop.id)
    return shop


async def tipped(town: Town, tip: int = 100_00) -> tuple[Stall, Customer, Placed]:
    shop = await tipping(town)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    await anna.pays(order, amount=order.total + tip)
    return shop, anna, order


async def account(shop: Stall, name: str) -> int:
    return int(await shop.ask("SELECT coalesce(sum(amount), 0) FROM ledger_lines WHERE account = :name", name=name))


async def test_the_invoice_offers_tips(town: Town) -> None:
    shop = await tipping(town)
    tea = await shop.sells("TEA")
    anna = await shop.customer()

    invoice = (await anna.opens_payment(await anna.orders(tea))).presentation

    assert isinstance(invoice, Invoice)
    assert invoice.options == {"max_tip_amount": 200_00, "suggested_tip_amounts": [50_00, 100_00]}
    assert await shop.ask("SELECT tip_max FROM payment_intents") == 200_00


@pytest.mark.parametrize(("tip", "fine"), [(0, True), (1, True), (200_00, True), (200_01, False), (-1, False)])
async def test_pre_checkout_takes_the_sum_and_a_tip_within_the_limit(town: Town, tip: int, fine: bool) -> None:
    shop = await tipping(town)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)

    if fine:
        await anna.approves(started, order, amount=order.total + tip)
    else:
        with pytest.raises(AmountDiffers):
            await anna.approves(started, order, amount=order.total + tip)


async def test_a_tip_pays_for_nothing_of_the_order(town: Town) -> None:
    shop, _, order = await tipped(town)

    assert await shop.status(order) == "confirmed"
    assert await account(shop, "tip") == -100_00
    assert await shop.ask("SELECT tip FROM charges") == 100_00
    view = await town.view.for_card(shop.id, order.order_id)
    assert (view.tip, view.paid, view.test_money) == (100_00, order.total, False)


async def test_a_tip_above_the_limit_holds_the_order_for_staff(town: Town) -> None:
    shop, _, order = await tipped(town, 200_01)

    assert await shop.status(order) == "on_hold"
    assert await account(shop, "tip") == 0


async def test_a_cancelled_order_gives_its_tip_back(town: Town) -> None:
    shop, anna, order = await tipped(town)

    done = await town.cancel_order.by_buyer(anna.actor, order.order_id)

    assert done.refund == order.total + 100_00
    assert await account(shop, "tip") == 0
    assert await account(shop, "customer") == 0


async def test_a_part_that_goes_back_leaves_the_tip_and_the_last_part_takes_it_along(town: Town) -> None:
    shop = await tipping(town)
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, 2)
    await anna.pays(order, amount=order.total + 100_00)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)

    await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 300_00, reason="late", key="1")
    after_a_part = await account(shop, "tip")
    await town.refund_order.full(
        shop.owner, shop.shop, order.order_id, reason="agreed", verdict=StockVerdict.KEEP, key="2"
    )

    assert after_a_part == -100_00
    assert await account(shop, "tip") == 0
    assert sum(amount for _, amount, _ in await shop.refunds_of(order)) == order.total + 100_00


def test_suggested_tips_grow_up_to_the_largest() -> None:
    for wrong in ((100, 50), (50, 50), (0, 50), (50, 300), (1, 2, 3, 4, 5)):
        with pytest.raises(ValueError, match="suggested"):
            TelegramSettings.model_validate({"max_tip_amount": 200, "suggested_tip_amounts": wrong})
