"""Telegram's own payment sheet: tips, and delivery chosen in it."""

from dataclasses import replace
from typing import Any

from core.shops.open_shop import Shops
from db.types.ids import encode_id
from payments.providers.telegram import TelegramSettings
from sandbox.driver import Paid
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.shopping import comes_to_confirm, orders, state
from tests.journeys.stage import Scene

ADDRESS = {
    "country_code": "RU", "state": "", "city": "Казань", "street_line1": "Баумана, 5", "street_line2": "кв. 2",
    "post_code": "420111",
}  # fmt: skip


async def sheet_with(scene: Scene, **asked: Any) -> None:
    """The shop sets its payment sheet up."""
    stall = scene.stall
    settings = TelegramSettings.model_validate({"provider_token": "1744374395:TEST:abc", **asked})
    await scene.town.settings.save(stall.shop, "telegram", settings)
    stall.shop = replace(await Shops(scene.town.uow).by_id(stall.id), rules=stall.shop.rules)


async def pays(scene: Scene, phone: Phone, **chosen: Any) -> Paid:
    invoice = await phone.invoice()
    return await scene.driver.pay(phone.person, scene.bot, invoice.id, **chosen)


async def account(scene: Scene, name: str) -> int:
    found = await scene.stall.ask("SELECT coalesce(sum(amount), 0) FROM ledger_lines WHERE account = :n", n=name)
    return int(found)


async def test_a_tip_is_shown_to_both_and_goes_back_with_a_cancelled_order(scene: Scene) -> None:
    await sheet_with(scene, max_tip_amount=200_00, suggested_tip_amounts=(50_00, 100_00))
    anna = scene.anna
    await orders(anna, scene.tea)

    paid = await pays(scene, anna, tip=100_00)

    assert paid.ok, paid.error
    assert paid.total == 600_00
    await scene.becomes("confirmed")
    assert "100" in (await anna.sees("Чаевые")).text
    card = await scene.staff.sees("Чаевые")
    assert "Тестовый платёж" in card.text
    assert await account(scene, "tip") == -100_00
    await anna.tap("Отменить заказ")
    await anna.tap("Да")
    assert await state(scene) == "cancelled"
    assert await account(scene, "tip") == 0
    assert await scene.stall.refunds_of((await scene.order())["id"]) == [("manual", 600_00, "cancelled")]


async def english_order(phone: Phone, goods: Goods) -> None:
    await phone.start(f"p_{encode_id(goods.product_id)}")
    await phone.tap("⚡️ Buy")
    await phone.tap("Pickup")
    await phone.shares_phone()
    await phone.tap("💳 ")
    await phone.tap("✅ Confirm")


async def test_a_tip_in_english(scene: Scene) -> None:
    await sheet_with(scene, max_tip_amount=200_00)
    await english_order(scene.tom, scene.tea)

    assert (await pays(scene, scene.tom, tip=1_00)).ok

    await scene.becomes("confirmed")
    await scene.tom.sees("Tip")


async def test_delivery_is_chosen_in_the_sheet_and_the_order_follows(scene: Scene) -> None:
    await sheet_with(scene, delivery_in_sheet=True)
    anna = scene.anna
    await orders(anna, scene.tea)
    invoice = (await anna.invoice()).invoice
    assert invoice is not None
    assert invoice["total"] == 500_00
    courier = encode_id(scene.stall.courier)

    paid = await pays(scene, anna, shipping_option=courier, order_info={"shipping_address": ADDRESS})

    assert paid.ok, paid.error
    assert paid.total == 800_00
    await scene.becomes("confirmed")
    order = await scene.order()
    assert (order["delivery_kind"], order["delivery_total"], order["total"]) == ("courier", 300_00, 800_00)
    assert order["address"] == "RU, 420111, Казань, Баумана, 5, кв. 2"
    card = await anna.sees("Оплачен")
    assert "Казань" in card.text
    assert "Курьер" in (await scene.staff.sees("Казань")).text
    assert await scene.stall.count("refunds") == 0


async def test_pickup_in_the_sheet_costs_nothing_more_and_a_tip_fits_beside_it(scene: Scene) -> None:
    await sheet_with(scene, delivery_in_sheet=True, max_tip_amount=100_00)
    tom = scene.tom
    await english_order(tom, scene.tea)

    paid = await pays(scene, tom, shipping_option=encode_id(scene.stall.pickup), tip=50_00)

    assert paid.ok, paid.error
    assert paid.total == 550_00
    await scene.becomes("confirmed")
    assert (await scene.order())["total"] == 500_00


async def test_a_declined_card_and_another_delivery_change_the_order_twice(scene: Scene) -> None:
    await sheet_with(scene, delivery_in_sheet=True)
    anna = scene.anna
    await orders(anna, scene.tea)
    courier, pickup = encode_id(scene.stall.courier), encode_id(scene.stall.pickup)

    declined = await pays(scene, anna, shipping_option=courier, outcome="decline")
    await scene.settled()
    assert not declined.ok
    assert (await scene.order())["total"] == 800_00
    paid = await pays(scene, anna, shipping_option=pickup)

    assert paid.ok, paid.error
    await scene.becomes("confirmed")
    assert (await scene.order())["total"] == 500_00


async def test_a_shop_without_delivery_says_so_in_the_sheet(scene: Scene) -> None:
    await sheet_with(scene, delivery_in_sheet=True)
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await anna.tap("✅ Подтвердить")
    await anna.invoice()
    await scene.stall.tell("UPDATE delivery_options SET active = false")

    refused = await pays(scene, anna)

    assert not refused.ok
    assert "доставк" in refused.error.lower() or "получ" in refused.error.lower()
    assert await state(scene) == "awaiting_payment"


async def test_a_frozen_database_answers_no_to_the_question_for_delivery(scene: Scene) -> None:
    await sheet_with(scene, delivery_in_sheet=True)
    anna = scene.anna
    await orders(anna, scene.tea)
    await anna.invoice()
    await scene.settled()

    async with scene.running.database.connection("shop_owner") as owner, owner.transaction():
        await owner.execute("LOCK TABLE payment_intents, orders, delivery_options IN ACCESS EXCLUSIVE MODE")
        refused = await pays(scene, anna)

    assert not refused.ok
    assert "не списаны" in refused.error
