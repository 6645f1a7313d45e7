"""The merchant takes an order through its life in the group; the customer's card follows."""

import asyncio

from core.auth.register import Register
from db.repositories import identity, shops
from db.types.enums import Role
from sandbox.driver import SandboxError, Seen
from tests.journeys.phone import plain
from tests.journeys.shopping import CASH, buys, comes_to_confirm, live_card, orders, state
from tests.journeys.stage import Scene, put_up


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
    question = await group.sees("трек-номер")
    noted = await group.says(scene.kirill, "RA123456789RU", question.id)
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


async def asked_for_tracking(scene: Scene) -> Seen:
    """A courier's order is packed in the group; Kirill is asked for its number."""
    await buys(scene.anna, scene.tea, courier=True)
    await scene.settled()
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.settled()
    await scene.staff.tap(scene.kirill, "🚚 Отправить")
    return await scene.staff.sees("ответом на это сообщение")


async def shipment(scene: Scene) -> str:
    await scene.settled()
    return str(await scene.stall.ask("SELECT shipment FROM orders"))


async def test_only_a_reply_to_the_question_is_a_tracking_number(scene: Scene) -> None:
    question = await asked_for_tracking(scene)
    asked = (await scene.sends(chat=scene.staff.chat))[-1]["params"]["reply_markup"]
    assert asked["force_reply"]
    assert asked["selective"]
    assert asked["input_field_placeholder"] == "Трек-номер"
    card = await scene.staff.sees("Зелёный чай", button="Без номера")
    other = await scene.driver.say(scene.oleg.person, scene.staff.chat, "Кто сегодня на складе?")
    before = len(await scene.staff.messages())
    for who, text, reply_to in (
        (scene.kirill, "Сейчас отвечу", None),
        (scene.kirill, "Я на складе", other.id),
        (scene.kirill, "Вот этот", card.id),
        (scene.oleg, "Это не мне", question.id),
    ):
        await scene.driver.say(who.person, scene.staff.chat, text, reply_to=reply_to)
    assert await shipment(scene) == "packed"
    assert len(await scene.staff.messages()) == before + 4
    noted = await scene.staff.says(scene.kirill, "RA123456789RU", question.id)
    assert "отправлен: RA123456789RU" in noted.text
    assert await shipment(scene) == "handed_over"


async def test_the_number_arrives_where_the_bot_reads_only_replies(scene: Scene) -> None:
    people = [phone.person for phone in (scene.olga, scene.kirill, scene.oleg)]
    await scene.driver.add_group(scene.staff.chat, "Заказы", people, [scene.bot], bots_are_admins=False)
    question = await asked_for_tracking(scene)
    noted = await scene.staff.says(scene.kirill, "RA123456789RU", question.id)
    assert "отправлен: RA123456789RU" in noted.text


async def test_two_questions_in_a_group_stay_apart(scene: Scene) -> None:
    first = await asked_for_tracking(scene)
    await buys(scene.vera, scene.tea, courier=True)
    await scene.settled()
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.staff.tap(scene.kirill, "🚚 Отправить")
    second = await scene.staff.sees("ответом на это сообщение", after=first.id)
    await scene.staff.says(scene.kirill, "FIRST1", first.id)
    await scene.staff.says(scene.kirill, "SECOND2", second.id)
    await scene.anna.sees("FIRST1")
    await scene.vera.sees("SECOND2")


async def test_without_a_number_is_one_tap_in_the_group(scene: Scene) -> None:
    await asked_for_tracking(scene)
    await scene.staff.tap(scene.kirill, "Без номера")
    assert await shipment(scene) == "handed_over"
    await scene.staff.sees("Зелёный чай", button="🎉 Выдать")


async def test_a_tap_elsewhere_closes_the_question_in_private(scene: Scene) -> None:
    await buys(scene.anna, scene.tea, courier=True)
    await scene.settled()
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    number = (await scene.order())["number"]
    kirill = scene.kirill
    await kirill.start()
    stock = await kirill.says("/stock TEA")
    await kirill.says(f"/order {number}")
    await kirill.tap("🚚 Отправить")
    await kirill.sees("напишите трек-номер")
    await kirill.tap("+10", stock.id)
    await kirill.says("зелёный чай")
    assert await shipment(scene) == "packed"
    await kirill.says(f"/order {number}")
    await kirill.tap("🚚 Отправить")
    await kirill.screen("напишите трек-номер")
    assert "RA1" in (await kirill.says("RA1")).text
    assert await shipment(scene) == "handed_over"


async def test_two_shops_share_a_group_and_each_order_is_its_own_shops(scene: Scene) -> None:
    second = await scene.town.shop()
    goods = (await put_up(second, "JAM", {"ru": "Варенье", "en": "Jam"}, 300_00))[0]
    register = await scene.app.container.get(Register)
    await register.person(second.owner.telegram_id, "Ольга", "ru")
    kirill = await register.owner(scene.kirill.person)
    async with scene.town.uow.platform() as connection:
        await shops.move_to_bot(connection, second.id, scene.bot_id)
    async with scene.town.uow(second.id) as tx:
        await shops.set_staff_chat(tx.connection, second.id, scene.staff.chat)
        await identity.set_role(tx.connection, second.id, kirill, Role.OWNER)
    await orders(scene.vera, scene.tea, pay=CASH)
    older = await scene.staff.sees("Зелёный чай", button="✅ Принять")
    await scene.anna.start(f"s_{second.shop.slug}")
    await orders(scene.anna, goods, pay=CASH, courier=True)
    card = await scene.staff.sees("Варенье", button="✅ Принять")
    # The role is that of the order's shop: Oleg works in the older one only.
    pressed = await scene.driver.tap(scene.oleg.person, scene.staff.chat, "✅ Принять", card.id)
    assert "роль" in pressed.text
    await scene.staff.tap(scene.kirill, "✅ Принять")
    await scene.anna.sees("принят")
    await scene.settled()
    packed = await scene.staff.tap(scene.kirill, "📦 Собрать")
    assert packed.text == "Собран"
    await scene.settled()
    await scene.staff.tap(scene.kirill, "🚚 Отправить")
    question = await scene.staff.sees("ответом на это сообщение")
    await scene.staff.says(scene.kirill, "JAM1", question.id)
    await scene.anna.sees("JAM1")
    assert (await scene.driver.tap(scene.oleg.person, scene.staff.chat, "✅ Принять", older.id)).text == "Принят"
    assert await state(scene) == "confirmed"
    listed = await scene.staff.says(scene.oleg, f"/orders@{scene.bot} paid")
    assert len([text for text in listed.button_texts if "Вера" in text]) == 1


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
    await scene.settled()  # a late edit for an earlier event may show the earlier card for a moment
    await scene.staff.sees("Зелёный чай", button="🎉 Выдать")
    # Edits take their time, so that both thumbs find the button still there.
    await scene.driver.inject("slow", method="editMessageText", seconds=0.5, times=4)
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
    await anna.tap("💬 Комментарий")
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
