"""From the shelf to the door: packing list, a courier with a phone, pictures; and a topic for each order."""

from db.repositories import identity, shops
from db.types.enums import Role
from tests.journeys.phone import Group, Phone, plain
from tests.journeys.shopping import CASH, buys, orders
from tests.journeys.stage import Scene, picture


async def hires_courier(scene: Scene, language: str = "ru") -> Phone:
    petr = await scene.phone("Пётр", language)
    await petr.start()
    await scene.settled()
    async with scene.town.uow(scene.stall.id) as tx:
        person = await identity.person_of(tx.connection, petr.person)
        assert person is not None
        await identity.set_role(tx.connection, scene.stall.id, person, Role.COURIER)
    return petr


async def test_an_order_is_packed_given_to_a_courier_and_brought_for_cash(scene: Scene) -> None:
    petr = await hires_courier(scene)
    await orders(scene.anna, scene.tea, pay=CASH, courier=True)
    await scene.settled()
    await scene.staff.tap(scene.oleg, "✅ Принять")
    await scene.settled()
    await scene.staff.tap(scene.kirill, "📋 Сборка")
    listed = await scene.staff.sees("Сборка · заказ")
    assert "☐ 1 ×" in plain(listed.text)
    assert "TEA" in listed.text
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.settled()
    await scene.staff.tap(scene.kirill, "🚴 Курьер")
    await scene.staff.sees("Кто везёт", button="Пётр")
    await scene.staff.tap(scene.kirill, "Пётр")
    await scene.settled()
    assert "Везёт: Пётр" in (await scene.staff.sees("Заказ", button="🚴 Курьер")).text

    told = await petr.sees("назначена доставка")
    assert "Тверская" in told.text
    assert "Взять с покупателя" in told.text
    assert "yandex.ru/maps/?text=" in str(await scene.sends(chat=petr.person))
    assert (await petr.says("/deliveries")).button("📦")
    await petr.tap("📦")
    await petr.tap("📞 Позвонить")
    await petr.screen("+7")
    await petr.tap("‹ Назад")
    await petr.tap("🚚 Забрал")
    await petr.screen("В пути", button="✅ Вручил")
    await petr.tap("📷 Фото")
    await petr.screen("Пришлите фото")
    sent = await scene.driver.send_photo(petr.person, petr.bot, picture("red"))
    await petr.sees("1 фото", after=sent.id)
    await petr.tap("✅ Вручил")
    await scene.becomes("delivered")
    assert await scene.stall.ask("SELECT state FROM cash_collections") == "collected"
    assert "везти нечего" in (await petr.says("/deliveries")).text
    await scene.staff.tap(scene.oleg, "📷 Фото вручения")
    await scene.settled()
    assert any(one.photo for one in await scene.staff.messages())


async def test_a_courier_in_english_notes_less_and_a_refusal(scene: Scene) -> None:
    tom = await hires_courier(scene, "en")
    for buyer in (scene.anna, scene.vera):
        await orders(buyer, scene.tea, pay=CASH, courier=True)
        await scene.settled()
        number = (await scene.order())["number"]
        for command in ("✅ Принять", "📦 Собрать", "🚴 Курьер", "Пётр"):
            card = await scene.olga.says(f"/order {number}") if command == "✅ Принять" else None
            await scene.olga.tap(command, card.id if card else None)
            await scene.settled()
        await tom.sees("A delivery for you", button="🚚 I have it")
        await tom.tap("🚚 I have it")
        await tom.screen("way", button="✖️ Refused")
        if buyer is scene.anna:
            await tom.tap("Paid less")
            await tom.screen("How much did the buyer pay")
            assert "500" in (await tom.says("lots")).text
            await tom.says("300")
            await scene.becomes("delivered")
        else:
            await tom.tap("✖️ Refused")
            await tom.tap("‹ Back")
            await tom.tap("✖️ Refused")
            await tom.tap("Yes, refused")
            await scene.becomes("cancelled")
    states = await scene.stall.ask("SELECT array_agg(state ORDER BY state) FROM cash_collections")
    assert states == ["refused", "short"]


async def test_couriers_see_no_orders_but_their_own(scene: Scene) -> None:
    petr = await hires_courier(scene)
    await buys(scene.anna, scene.tea)
    await scene.settled()
    number = (await scene.order())["number"]
    for command in (f"/order {number}", "/orders", "/stock", "/topics", "/export orders"):
        answer = (await petr.says(command)).text
        assert "не позволяет" in answer, command
    for phone in (scene.oleg, scene.anna):
        answer = (await phone.says("/deliveries")).text
        assert "не позволяет" in answer or "не знаю команды" in answer
    answer = (await scene.oleg.says("/topics on")).text
    assert "не позволяет" in answer


async def moves_to_forum(scene: Scene, *, forum: bool) -> Group:
    chat = scene.staff.chat - 5_000_000
    people = {phone.person: phone for phone in (scene.olga, scene.kirill, scene.oleg)}
    await scene.driver.add_group(chat, "Форум", list(people), [scene.bot], forum=forum)
    async with scene.town.uow(scene.stall.id) as tx:
        await shops.set_staff_chat(tx.connection, scene.stall.id, chat)
    return Group(scene.driver, chat, people)


async def test_each_order_has_a_topic_that_closes_with_it(scene: Scene) -> None:
    forum = await moves_to_forum(scene, forum=True)
    assert "включены" in (await scene.olga.says("/topics on")).text
    await buys(scene.anna, scene.tea)
    await scene.settled()
    card = await forum.sees("Заказ", button="📦 Собрать")
    assert card.raw["thread"], "in a topic of its own"
    number = (await scene.order())["number"]
    world = await scene.driver.world()
    [group] = [one for one in world["groups"] if one["id"] == forum.chat]
    assert [str(number) in topic["name"] for topic in group["topics"]] == [True]
    await forum.tap(scene.olga, "Отменить заказ")
    await forum.tap(scene.olga, "товар закончился")
    await scene.becomes("cancelled")
    closed = [call for call in await scene.driver.calls("closeForumTopic") if call["bot_username"] == scene.bot]
    assert len(closed) == 1
    await scene.olga.tap("Выключить")
    await scene.olga.screen("выключены")


async def test_a_group_without_topics_gets_its_cards_as_ever(scene: Scene) -> None:
    plain_group = await moves_to_forum(scene, forum=False)
    await scene.olga.says("/topics on")
    await buys(scene.anna, scene.tea)
    await scene.settled()
    card = await plain_group.sees("Заказ", button="📦 Собрать")
    assert not card.raw["thread"]


async def test_orders_are_listed_by_day_by_person_and_found_by_number(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.settled()
    number = str((await scene.order())["number"])
    for asked in ("/orders today", "/orders сегодня", "/orders собрать", f"/orders {number}", f"/orders №{number}"):
        assert any(number in text for text in (await scene.oleg.says(asked)).button_texts), asked
    assert not any(number in text for text in (await scene.kirill.says("/orders mine")).button_texts)
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.settled()
    listed = await scene.kirill.says("/orders мои")
    assert any(number in text for text in listed.button_texts)
    await scene.kirill.tap("• мои", listed.id)
