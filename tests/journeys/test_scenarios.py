"""Scenarios from the chat: switched on, tried, and what people get."""

from core.talks.scenarios import WatchOccasions
from tests.journeys.shopping import agrees, opens
from tests.journeys.stage import Scene


async def no_quiet_hours(scene: Scene) -> None:
    """Tests run at night too."""
    await scene.stall.tell("UPDATE campaigns SET quiet_from = 0, quiet_to = 0")


async def an_hour_ago(scene: Scene) -> None:
    """Scenarios that are on were switched on long ago, and the timer comes round."""
    await scene.stall.tell("UPDATE campaigns SET started_at = now() - interval '1 day' WHERE state = 'on'")
    await scene.stall.tell("UPDATE carts SET updated_at = now() - interval '4 hours'")
    await (await scene.app.container.get(WatchOccasions))()


async def test_the_cart_reminder_is_switched_on_tried_and_reaches_who_left_a_cart(scene: Scene) -> None:
    olga, anna, vera = scene.olga, scene.anna, scene.vera
    await olga.start()
    shown = await olga.says("/scenarios")
    assert shown.button("⚪️ Забытая корзина")
    await no_quiet_hours(scene)
    await olga.tap("⚪️ Забытая корзина")
    await olga.sees("выключен", button="🟢 Включить")
    await olga.tap("🧪")
    await olga.sees("Ольга, в вашей корзине кое-что осталось", button="🧺 Корзина")
    await olga.tap("🟢 Включить")
    await olga.sees("🟢 включён")
    for phone in (anna, vera):
        await opens(phone, scene.tea)
        await phone.tap("В корзину")
        await phone.sees(button="В корзине")
    await vera.says("/cart")
    await vera.tap("🗑")
    await scene.settled()
    await an_hour_ago(scene)
    got = await anna.sees("Анна, в вашей корзине", button="🔕 Отписаться")
    await anna.tap("🧺 Корзина", got.id)
    await anna.sees("Зелёный чай")
    assert not await vera.reads("в вашей корзине")


async def test_texts_delay_cap_and_promo_are_typed_as_people_write_them(scene: Scene) -> None:
    olga = scene.olga
    await olga.says("/promo ПРИВЕТ 10%")
    await olga.says("/scenarios")
    await olga.tap("⚪️ Забытая корзина")
    await olga.tap("⏱")
    assert "Пример: 3 часа" in (await olga.says("попозже")).text
    assert "через 2 дня" in (await olga.says("2 дня")).text
    await olga.tap("🤫")
    assert "в 7 дней" in (await olga.says("раз в 7 дней")).text
    await olga.tap("🎁")
    assert "Промокода НЕТТАКОГО нет" in (await olga.says("неттакого")).text
    assert "ПРИВЕТ" in (await olga.says("привет")).text
    await olga.tap("✍️ 🇷🇺")
    assert "Ждём вас" in (await olga.says("Ждём вас, {name}")).text
    await olga.tap("↩️ Вернуть текст")
    await olga.sees("в вашей корзине кое-что осталось")


async def test_an_own_scenario_in_english_reaches_who_looked(scene: Scene) -> None:
    olga, tom = scene.olga, scene.tom
    await agrees(tom)
    await olga.says("/scenarios")
    await olga.tap("➕ Свой сценарий")
    await olga.tap("Смотрели товар")
    await olga.tap("✍️ 🇬🇧")
    await olga.says("Still thinking, {name}?")
    await olga.tap("⏱")
    await olga.says("сразу")
    await no_quiet_hours(scene)
    await olga.tap("🟢 Включить")
    await olga.sees("🟢 включён")
    await opens(tom, scene.tea)
    await scene.settled()
    await an_hour_ago(scene)
    got = await tom.sees("Still thinking, Tom?", button="🔕 Unsubscribe")
    await tom.tap("Open", got.id)
    await tom.sees("Loose leaf")


async def test_other_roles_do_not_see_scenarios(scene: Scene) -> None:
    assert "не позволяет" in (await scene.kirill.says("/scenarios")).text
    assert "не знаю команды" in (await scene.anna.says("/scenarios")).text
