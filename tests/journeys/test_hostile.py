"""Broken, forged, old and repeated input: one effect or a sentence, never silence."""

import asyncio

import pytest
from sqlalchemy import text

from bot import links
from db.types.ids import encode_id
from sandbox.server import RunningSandbox
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.shopping import CARD, CASH, PICKUP, buys, comes_to_confirm, opens, orders
from tests.journeys.stage import Scene, put_up


async def forged(scene: Scene, phone: Phone, message_id: int, callback_data: str) -> dict[str, object]:
    """Press a button that no screen made: somebody's own client can send any callback data."""
    telegram = scene.sandbox.telegram
    history = next(chat for chat in telegram.world.history.values() if message_id in chat and
                   any(row.get("text") for row in [chat[message_id].content]) and
                   str(phone.person) in chat[message_id].chat)  # fmt: skip
    message = history[message_id]
    message.markup = {"inline_keyboard": [[{"text": "forged", "callback_data": callback_data}]]}
    pressed = await phone.tap("forged", message_id)
    return {"text": pressed.text, "alert": pressed.alert}


async def test_a_message_of_ten_thousand_characters(scene: Scene) -> None:
    await scene.anna.start()
    answer = await scene.anna.says("чай " * 1024)
    assert answer.text
    longer = await scene.anna.says("/search " + "ы" * 4000)
    assert longer.text


async def test_a_sticker_a_location_and_a_foreign_contact(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    sent = await scene.driver.send_sticker(anna.person, anna.bot)
    assert "Я понимаю текст" in (await anna.sees(after=sent.id)).text
    sent = await scene.driver.share_location(anna.person, anna.bot)
    assert (await anna.sees(after=sent.id)).text
    await opens(anna, scene.tea)
    await anna.taps_through("⚡️ Купить", PICKUP)
    await anna.sees("елефон")
    sent = await scene.driver.share_contact(anna.person, anna.bot, contact_of=scene.vera.person)
    assert "чужой контакт" in (await anna.sees(after=sent.id)).text
    sent = await scene.driver.send_document(anna.person, anna.bot, b"x")
    assert (await anna.sees(after=sent.id)).text
    assert "номер" in (await anna.says("позвоните мне")).text
    await anna.says("8 912 345-67-89")
    await anna.screen("Оплата")


@pytest.mark.parametrize("address", ["", "  ", "д", "x" * 3000])
async def test_a_useless_address_is_asked_for_again(scene: Scene, address: str) -> None:
    anna = scene.anna
    await opens(anna, scene.tea)
    await anna.taps_through("⚡️ Купить", "Курьер")
    await anna.sees("куда привезти")
    if address.strip():
        assert (await anna.says(address)).text
    else:
        sent = await scene.driver.send_sticker(anna.person, anna.bot)
        assert (await anna.sees(after=sent.id)).text
    await anna.types("Казань, улица Баумана, 5")
    await anna.sees("Телефон")


async def test_a_name_of_a_hundred_letters_with_markup(scene: Scene) -> None:
    title = ("Ёж <b>&" + "ы" * 100)[:100]
    goods = (await put_up(scene.stall, "LONG", {"ru": title, "en": title}, 100_00))[0]
    anna = scene.anna
    card = await opens(anna, goods)
    assert title in card.text
    await anna.tap("В корзину")
    assert title in (await anna.says("/cart")).text
    await buys(anna, goods)
    await scene.staff.sees(title)
    await scene.settled()
    listed = await scene.olga.says("/stock LONG")
    assert title in listed.text


@pytest.mark.parametrize(
    "data",
    ["garbage", "p:", "p:!!!", "::::", "zz:1:2", "ok:1", "p:1:2:3:4:5:6", "c:-1", "h:1:1", "mx:zzzzzzzzzzzzzzz:1"],
)
async def test_garbage_in_callback_data_gets_a_sentence(scene: Scene, data: str) -> None:
    await scene.driver.clear_calls()
    home = await scene.anna.start()
    said = await forged(scene, scene.anna, home.id, data)
    assert said["text"] or (await scene.anna.from_bot())[-1].text


async def test_a_button_of_the_previous_release_with_fewer_fields_still_opens(scene: Scene) -> None:
    home = await scene.anna.start()
    await forged(scene, scene.anna, home.id, f"p:{encode_id(scene.tea.product_id)}")
    await scene.anna.screen("Зелёный чай")


async def test_another_persons_order_is_not_shown_cancelled_or_paid(scene: Scene) -> None:
    await orders(scene.anna, scene.tea)
    await scene.anna.invoice()
    order_id = (await scene.order())["id"]
    stranger = scene.stranger
    home = await stranger.start()
    for link in (links.Order(order_id), links.PayOrder(order_id), links.CancelOrder(order_id, 1),
                 links.RepeatOrder(order_id), links.StaffOrder(order_id), links.StaffStep(order_id, "accept"),
                 links.StaffCancel(order_id, "out")):  # fmt: skip
        said = await forged(scene, stranger, home.id, link.pack())
        assert said["text"], link
    assert (await scene.order())["status"] == "awaiting_payment"
    assert not [seen for seen in await stranger.messages() if seen.invoice]


async def test_a_cart_of_another_person_is_not_ordered(scene: Scene) -> None:
    await comes_to_confirm(scene.anna, scene.tea)
    cart = await scene.stall.ask("SELECT max(id) FROM carts")
    home = await scene.stranger.start()
    await forged(scene, scene.stranger, home.id, links.Confirm(cart, 500_00).pack())
    await scene.stranger.screen("уже оформлена или очищена")
    assert await scene.orders() == 0


async def test_a_sum_made_up_in_the_button_buys_nothing(scene: Scene) -> None:
    confirm = await comes_to_confirm(scene.anna, scene.tea)
    cart = await scene.stall.ask("SELECT max(id) FROM carts")
    await forged(scene, scene.anna, confirm.id, links.Confirm(cart, 1).pack())
    await scene.anna.screen("кое-что изменилось")
    assert await scene.orders() == 0


async def test_a_product_of_another_shop_is_not_here(scene: Scene) -> None:
    other = await scene.town.shop()
    lamp: Goods = (await put_up(other, "LAMP", {"ru": "Лампа", "en": "Lamp"}, 900_00))[0]
    assert "больше нет" in (await opens(scene.anna, lamp)).text
    home = await scene.anna.start()
    for link in (links.Product(lamp.product_id), links.BuyNow(lamp.variant_id),
                 links.AddToCart(lamp.product_id, lamp.variant_id, 1), links.CartLine(lamp.variant_id, 1)):  # fmt: skip
        said = await forged(scene, scene.anna, home.id, link.pack())
        assert said["text"], link
    assert await scene.stall.count("cart_lines") == 0


async def test_double_taps_on_every_button_of_a_purchase_have_one_effect(scene: Scene) -> None:
    anna = scene.anna

    async def twice(button: str) -> None:
        seen = await anna.sees(button=button)
        await asyncio.gather(*(anna.tap(button, seen.id) for _ in range(2)))
        await scene.settled()

    await opens(anna, scene.tea)
    await twice("В корзину")
    assert await scene.stall.ask("SELECT sum(quantity) FROM cart_lines") == 1
    await twice("⚡️ Купить")
    await twice(PICKUP)
    await anna.shares_phone()
    await twice(CARD)
    await twice("✅ Подтвердить")
    assert await scene.orders() == 1
    assert (await anna.pays(twice=True)).ok or True
    await scene.becomes("confirmed")
    assert await scene.orders() == 1


async def test_a_double_tap_on_confirming_cash_is_one_order(scene: Scene) -> None:
    confirm = await comes_to_confirm(scene.anna, scene.tea, pay=CASH)
    await asyncio.gather(*(scene.anna.tap("✅ Подтвердить", confirm.id) for _ in range(2)))
    await scene.settled()
    assert await scene.orders() == 1
    cards = [seen for seen in await scene.staff.messages() if "Зелёный чай" in seen.text]
    assert len(cards) == 1


async def test_the_same_updates_delivered_again_have_one_effect(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    before = [(seen.id, seen.text) for seen in await anna.messages()]
    bot = next(bot for bot in scene.sandbox.telegram.world.bots.all() if bot.username == scene.bot)
    for update in [update for update in await scene.driver.updates() if update["bot"] == bot.id][-6:]:
        await scene.driver.redeliver(update["update_id"])
    await asyncio.sleep(0.3)
    await scene.settled()
    assert [(seen.id, seen.text) for seen in await anna.messages()] == before
    assert await scene.orders() == 1
    assert await scene.stall.count("charges") == 1


async def test_updates_that_come_twice_and_at_once_are_handled_once(scene: Scene) -> None:
    await scene.driver.duplicate_next_updates(8)
    await buys(scene.anna, scene.tea)
    await scene.settled()
    assert await scene.orders() == 1
    assert await scene.stall.count("charges") == 1


async def test_money_that_is_told_before_its_question_counts(scene: Scene, sandbox: RunningSandbox) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    known = [update for update in await scene.driver.updates() if "successful_payment" in str(update["body"])]
    await scene.driver.redeliver(known[-1]["update_id"])
    await scene.settled()
    assert await scene.stall.count("charges") == 1
    assert sandbox is scene.sandbox


async def test_a_flood_of_taps_is_slowed_down_and_nothing_spins(scene: Scene) -> None:
    home = await scene.anna.start()
    pressed = await asyncio.gather(*(scene.anna.tap("🧺 Корзина", home.id) for _ in range(40)))
    assert all(one.answered for one in pressed)
    assert any("Полегче" in one.text for one in pressed)


async def test_a_shop_closed_by_its_owner_says_so(scene: Scene) -> None:
    await scene.anna.start()
    async with scene.town.uow(scene.stall.id) as tx:
        await tx.connection.execute(text("DELETE FROM delivery_options WHERE true"))
    await opens(scene.anna, scene.tea)
    pressed = await scene.anna.tap("⚡️ Купить")
    assert "не настроил доставку" in pressed.text
