"""The merchant takes an order through its life in the group; the customer's card follows."""

import asyncio

from sandbox.driver import SandboxError
from tests.journeys.phone import plain
from tests.journeys.shopping import CASH, buys, comes_to_confirm, live_card, orders, state
from tests.journeys.stage import Scene


async def test_pack_ship_with_tracking_and_deliver_are_followed_by_the_customers_card(scene: Scene) -> None:
    anna, group = scene.anna, scene.staff
    await buys(anna, scene.tea, courier=True)
    await scene.settled()
    card = await live_card(anna)
    staff_card = await group.sees("Зелёный чай", button="📦 Собрать")
    assert "Тверская" in staff_card.text
    assert "+7 912" in plain(staff_card.text)
    await group.tap(scene.kirill, "📦 Собрать")
    await anna.sees("собран и ждёт курьера")
    await group.tap(scene.kirill, "🚚 Отправить")
    await group.sees("трек-номер")
    noted = await group.says(scene.kirill, "RA123456789RU")
    assert "отправлен: RA123456789RU" in noted.text
    await anna.sees("уже в пути. RA123456789RU")
    await scene.settled()
    now = next(seen for seen in await anna.messages() if seen.id == card.id)
    assert "RA123456789RU" in now.text
    assert "В пути к вам" in now.text
    await group.tap(scene.kirill, "🎉 Выдать")
    await anna.sees("доставлен")
    await scene.settled()
    now = next(seen for seen in await anna.messages() if seen.id == card.id)
    assert "Доставлен" in now.text
    assert "Отменить заказ" not in now.button_texts
    cards = [seen for seen in await group.messages() if "Зелёный чай" in seen.text]
    assert len(cards) == 1, "one order has one card in the group"
    assert "Собрал: Кирилл" in cards[0].text
    assert "Выдал: Кирилл" in cards[0].text
    assert await state(scene) == "delivered"


async def test_one_staff_card_stands_in_the_group_and_is_edited(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.staff.tap(scene.oleg, "🎉 Выдать")
    await scene.settled()
    cards = [seen for seen in await scene.staff.messages() if "Зелёный чай" in seen.text]
    assert len(cards) == 1
    assert cards[0].edits >= 1


async def test_a_step_taken_twice_is_said_to_be_done_already(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    card = await scene.staff.sees("Зелёный чай", button="📦 Собрать")
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.staff.sees("Зелёный чай", button="🎉 Выдать")
    both = await asyncio.gather(*(
        scene.driver.tap(who.person, scene.staff.chat, "🎉 Выдать", card.id) for who in (scene.olga, scene.kirill)
    ))  # fmt: skip
    assert {"Выдан", "Этот шаг уже сделан"} == {pressed.text for pressed in both}
    await scene.becomes("delivered")


async def test_cash_is_accepted_by_staff_and_taken_on_delivery(scene: Scene) -> None:
    await orders(scene.anna, scene.tea, pay=CASH)
    await scene.staff.tap(scene.oleg, "✅ Принять")
    await scene.anna.sees("принят")
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.anna.sees("можно забирать")
    await scene.staff.tap(scene.kirill, "🎉 Выдать")
    await scene.anna.sees("доставлен")
    assert await state(scene) == "delivered"


async def test_a_customer_cannot_take_staffs_steps_in_the_group(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    card = await scene.staff.sees("Зелёный чай", button="📦 Собрать")
    await scene.driver.add_group(
        scene.staff.chat, "Заказы",
        [phone.person for phone in (scene.olga, scene.kirill, scene.oleg, scene.stranger)], [scene.bot],
    )  # fmt: skip
    pressed = await scene.driver.tap(scene.stranger.person, scene.staff.chat, "📦 Собрать", card.id)
    assert "роль" in pressed.text
    assert await state(scene) == "confirmed"


async def test_the_comment_reaches_the_staff(scene: Scene) -> None:
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await anna.tap("💬 Добавить комментарий")
    await anna.sees("Что нам важно знать")
    await anna.types("Позвоните <b>за час</b> & не раньше")
    await anna.screen("Позвоните <b>за час</b> & не раньше", button="✅ Подтвердить")
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.staff.sees("Позвоните <b>за час</b> & не раньше")


async def test_people_talking_in_the_group_are_left_alone(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.settled()
    before = len(await scene.staff.messages())
    await scene.driver.say(scene.oleg.person, scene.staff.chat, "Кто сегодня на складе?")
    await scene.settled()
    assert len(await scene.staff.messages()) == before + 1
    try:
        await scene.staff.sees("Кто сегодня", button="☰", patience=0.1)
    except SandboxError:
        return
    raise AssertionError
