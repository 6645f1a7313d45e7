"""The customer's own page in the chat: addresses, phone, choices, points, friends, one's data; gift notes."""

import json

from core.orders.addresses import Addresses
from db.types.ids import OrderId
from tests.journeys.phone import Phone, plain
from tests.journeys.shopping import ADDRESS, COURIER, buys, comes_to_confirm, live_card, opens
from tests.journeys.stage import Scene, actor_of

RULES = ("/rules друзья 300 200", "/rules уровни 1000:5 5000:7", "/rules баллы 1 50")


async def test_addresses_are_kept_and_picked_at_checkout(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.taps_through("👤 Профиль", "📍 Адреса", "➕ Добавить адрес")
    assert "полностью" in (await anna.says("дом")).text
    await anna.says(f"Дом: {ADDRESS}")
    await anna.taps_through("➕ Добавить адрес")
    await anna.says("Москва, Арбат, дом 2")
    await anna.taps_through("Москва, Арбат", "✏️ Назвать")
    await anna.says("Работа")
    await anna.taps_through("Работа", "● Сделать основным")
    await anna.sees("Подставляется в заказ")

    await opens(anna, scene.tea)
    await anna.taps_through("⚡️ Купить", COURIER)
    await anna.shares_phone()
    await anna.tap("💳 Картой")
    assert "Арбат" in (await anna.screen("Проверьте заказ", button="Изменить адрес")).text
    await anna.tap("Изменить адрес")
    await anna.taps_through("Дом")
    assert ADDRESS in (await anna.sees("Проверьте заказ", button="✅ Подтвердить")).text


async def test_the_phone_is_changed_and_forgotten(scene: Scene) -> None:
    tom = scene.tom
    await tom.start()
    await tom.taps_through("👤 Profile", "📱 Phone", "✏️ Change")
    await tom.sees("Write your number")
    await tom.says("not a number")
    await tom.types("+44 20 7946 0958")
    await tom.sees("+442079460958")
    await tom.taps_through("📱 Phone", "🗑 Forget it")
    assert not await last_screen_has(scene, "+442079460958")


async def last_screen_has(scene: Scene, words: str) -> bool:
    return plain(words) in plain((await scene.tom.from_bot())[-1].text)


async def test_choices_are_switched_and_kept(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.taps_through("👤 Профиль", "🔔 Уведомления", "⬜️ Новости и скидки")
    await anna.screen("О чём писать", button="✅ Новости и скидки")
    await anna.tap("📦 Заказы")  # always: a label that changes nothing
    await anna.taps_through("✅ Новости и скидки", "‹ Назад", "🔔 Уведомления")
    await anna.screen("О чём писать", button="⬜️ Новости и скидки")
    await anna.taps_through("‹ Назад", "🔔 Жду поступления")
    await anna.screen("вы ничего не ждёте")


async def test_a_friend_comes_by_the_link_and_both_are_thanked(scene: Scene) -> None:
    anna, tom = scene.anna, scene.tom
    for rule in RULES:
        await scene.olga.says(rule)
    await anna.start()
    await anna.taps_through("👤 Профиль", "🎁 Баллы и друзья")
    page = await anna.screen("Приглашайте друзей", button="👋 Пригласить друга")
    assert "Бронза" in page.text
    code = page.text.partition("start=")[2].split()[0]
    assert "ваша собственная" in (await anna.start(code)).text
    welcome = await tom.start(code)
    assert "200" in welcome.text

    await completes_an_order(scene, tom)

    assert "300" in (await anna.sees("спасибо за друга")).text
    news = await tom.sees("gift from the friend")
    assert "200" in news.text
    await tom.tap("🎁 Points and friends", news.id)
    assert "200" in (await tom.sees("Your level")).text
    assert "уже свой человек" in (await anna_again(scene, code)).lower()


async def completes_an_order(scene: Scene, tom: Phone) -> None:
    """Somebody's first order is paid, delivered, and past the time for returns."""
    await opens(tom, scene.tea)
    await tom.taps_through("⚡️ Buy now", "Pickup")
    await tom.sees("hone")
    await tom.types("+7 912 345-67-89")
    await tom.taps_through("💳 By card", "✅ Confirm")
    assert (await tom.pays()).ok
    await scene.settled()
    order_id = OrderId((await scene.order())["id"])
    await scene.town.fulfil.pack(scene.stall.owner, order_id)
    await scene.town.fulfil.deliver(scene.stall.owner, order_id)
    scene.town.clock.move(days=15)
    await scene.town.complete_orders()
    await scene.settled()


async def first_order_of_tom(scene: Scene, code: str) -> None:
    """Tom comes by Anna's link, and his first order is completed."""
    await scene.tom.start(code)
    await completes_an_order(scene, scene.tom)


async def test_friends_are_thanked_with_codes_of_their_own_set_step_by_step(scene: Scene) -> None:
    anna, tom, olga = scene.anna, scene.tom, scene.olga
    await olga.says("/rules")
    await olga.taps_through("👋 Приглашения", "Пригласившему", "🏷 Промокод, сумма")
    assert "Пример" in (await olga.says("много")).text
    assert "промокод на 150" in (await olga.says("150 ₽")).text
    await olga.taps_through("Другу", "🏷 Промокод, %")
    assert "скидку 10 %" in (await olga.says("10%")).text
    await anna.start()
    await anna.taps_through("👤 Профиль", "🎁 Баллы и друзья")
    page = await anna.screen("вам — промокод на 150")
    await first_order_of_tom(scene, page.text.partition("start=")[2].split()[0])

    mine = (await anna.sees("Спасибо за друга")).text.rpartition("FRIEND-")[2]
    his = (await tom.sees("gift from the friend", button="☰ Menu")).text
    assert "10% off" in his
    assert mine not in his
    await opens(tom, scene.tea)
    await tom.taps_through("⚡️ Buy now", "🎟")
    assert "−" not in (await tom.says(f"FRIEND-{mine}")).text, "Anna's code is not his"
    assert "450" in (await tom.says("FRIEND-" + his.rpartition("FRIEND-")[2])).text


async def test_in_english_the_gifts_are_switched_off_again(scene: Scene) -> None:
    olga = scene.olga
    await olga.says("/language")
    await olga.tap("🇬🇧")
    assert "promo code for 10% off" in (await olga.says("/rules referral 300 10% 5")).text
    await olga.taps_through("👋 Invitations", "How many friends")
    assert "At most 7 friends" in (await olga.says("7")).text
    await olga.tap("Switch off")
    await olga.screen("For the friend: nothing")


async def anna_again(scene: Scene, code: str) -> str:
    """Somebody who bought here opens the link: no newcomer any more."""
    await buys(scene.vera, scene.tea)
    await scene.settled()  # what was bought is told of first
    return (await scene.vera.start(code)).text


async def test_a_gift_note_reaches_the_staffs_card(scene: Scene) -> None:
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await anna.tap("🎁 Записка")
    await anna.sees("Записка к подарку")
    await anna.says("С днём рождения, мама!")
    assert "С днём рождения" in (await anna.sees("Проверьте заказ", button="✅ Подтвердить")).text
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.settled()
    assert "С днём рождения, мама!" in (await scene.staff.sees("🎁 Записка")).text


async def test_ones_data_is_downloaded_and_deleted_after_two_questions(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea, courier=True)
    await scene.settled()
    await anna.start()
    await anna.taps_through("👤 Профиль", "🗂 Мои данные", "📥 Скачать всё")
    sent = await anna.sees("Файл открывается")
    found = json.loads(await anna.driver.file(sent.raw["content"]["document"]["file_id"]))
    assert found["orders"][0]["address"] == ADDRESS
    await anna.taps_through("🗑 Удалить всё", "Да, удалить", "Удалить навсегда")
    scene_order = OrderId((await scene.order())["id"])
    await scene.town.fulfil.pack(scene.stall.owner, scene_order)
    await scene.town.fulfil.ship(scene.stall.owner, scene_order)
    await scene.town.fulfil.deliver(scene.stall.owner, scene_order)
    await scene.settled()
    await anna.tap("Удалить навсегда")
    await anna.sees("мы вас забыли")
    order = await scene.order()
    assert (order["phone"], order["address"], order["customer_name"]) == (None, None, "")
    assert await Addresses(scene.town.uow).mine(await actor_of(scene, anna)) == ()
    await live_card(anna)
