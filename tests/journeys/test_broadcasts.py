"""Broadcasts from the chat: put together, tried, sent, stopped; one tap unsubscribes."""

import pytest

from tests.journeys.phone import Phone, plain
from tests.journeys.shopping import agrees, buys
from tests.journeys.stage import Scene, picture


async def reaches(*phones: Phone) -> None:
    """These people have started the bot and agreed to news."""
    for phone in phones:
        await agrees(phone)


async def test_a_broadcast_is_put_together_tried_and_sent_to_buyers_only(scene: Scene) -> None:
    olga, anna, vera = scene.olga, scene.anna, scene.vera
    await reaches(olga, anna, vera)
    await buys(anna, scene.tea)
    await scene.settled()
    await olga.says("/broadcast")
    await olga.tap("➕")
    await olga.sees("Пришлите текст")
    draft = await olga.says("Привет, {name}! Новый чай уже здесь")
    assert "черновик" in draft.text
    await olga.tap("👥")
    await olga.tap("Покупатели · 1")
    await olga.sees("✓ Покупатели".removeprefix("✓ "), button="✓ Покупатели")
    await olga.tap("‹ Назад")
    await olga.tap("🔘 Кнопка")
    await olga.types("Заварить TEA")
    await olga.sees("«Заварить»")
    await olga.tap("🧪")
    await olga.sees("Привет, Ольга! Новый чай", button="Заварить")
    await olga.tap("🚀")
    await olga.sees("Отправляем?")
    await olga.tap("Да, отправить: 1")
    await anna.sees("Привет, Анна! Новый чай уже здесь", button="🔕 Отписаться")
    await olga.sees("Рассылка завершена")
    assert not await vera.reads("Новый чай")
    await anna.tap("Заварить")
    await anna.sees("Листовой")


async def test_a_photo_with_formatting_goes_out_in_the_readers_language(scene: Scene) -> None:
    olga, tom, vera = scene.olga, scene.tom, scene.vera
    await reaches(olga, tom, vera)
    await olga.says("/broadcast Скидки всю неделю")
    await olga.tap("✍️ 🇬🇧")
    await olga.sees("Пришлите текст (🇬🇧")
    sent = await scene.driver.send_photo(olga.person, olga.bot, picture("gold"), "Sale all week")
    draft = await olga.sees("черновик", after=sent.id)
    assert "Картинка: есть" in draft.text
    await olga.tap("👁")
    await olga.sees("Скидки всю неделю", button="‹ Назад")
    await olga.tap("‹ Назад")
    await olga.tap("🚀")
    await olga.tap("Да, отправить")
    assert (await tom.sees("Sale all week", button="🔕 Unsubscribe")).photo
    assert (await vera.sees("Скидки всю неделю", button="🔕 Отписаться")).photo
    assert (await olga.sees("Доставлено: 3")).text


@pytest.mark.parametrize(("who", "stop", "said", "again"), [
    ("vera", "🔕 Отписаться", "больше не напишем", "🔔 Подписаться"),
    ("tom", "🔕 Unsubscribe", "no more of these", "🔔 Subscribe"),
])  # fmt: skip
async def test_one_tap_unsubscribes_and_another_takes_it_back(
    scene: Scene, who: str, stop: str, said: str, again: str
) -> None:
    olga, reader = scene.olga, getattr(scene, who)
    await reaches(olga, reader)
    for number, reads in (("Первая", True), ("Вторая", False), ("Третья", True)):
        draft = await olga.says(f"/broadcast {number} новость")
        await olga.tap("🚀", draft.id)
        await olga.tap("Да, отправить", draft.id)
        await olga.sees("Рассылка завершена", after=draft.id - 1)
        assert await reader.reads(f"{number} новость") is reads
        if number == "Первая":
            await reader.tap(stop)
            await reader.sees(said, button=again)
        elif number == "Вторая":
            await reader.tap(again)


async def test_who_blocked_the_bot_is_counted_and_not_tried_again(scene: Scene) -> None:
    olga, anna, vera = scene.olga, scene.anna, scene.vera
    await reaches(olga, anna, vera)
    await scene.driver.call("faults", kind="403", method="sendMessage", chat=str(vera.person),
                            description="Forbidden: bot was blocked by the user")  # fmt: skip
    await olga.says("/broadcast Кто здесь?")
    await olga.tap("🚀")
    await olga.tap("Да, отправить: 3")
    await olga.sees("Заблокировали бота: 1")
    await anna.sees("Кто здесь?")
    view = await olga.says("/broadcast Снова мы")
    assert "2 человека" in view.text


async def test_telegrams_limit_is_obeyed_and_everybody_still_gets_it_once(scene: Scene) -> None:
    olga, anna, vera, tom = scene.olga, scene.anna, scene.vera, scene.tom
    await reaches(olga, anna, vera, tom)
    await scene.driver.call("faults", kind="429", method="sendMessage", chat=str(anna.person), seconds=1)
    await olga.says("/broadcast Один раз")
    await olga.tap("🚀")
    await olga.tap("Да, отправить: 4")
    await olga.sees("Рассылка завершена")
    for phone in (anna, vera, tom):
        assert sum("Один раз" in seen.text for seen in await phone.from_bot()) == 1
    assert plain("Доставлено: 4") in plain((await olga.sees("Рассылка завершена")).text)


async def test_an_answer_that_is_lost_is_told_as_not_known_and_people_decide(scene: Scene) -> None:
    olga, vera = scene.olga, scene.vera
    await reaches(olga, vera)
    await scene.driver.call("faults", kind="drop_after", method="sendMessage", chat=str(vera.person))
    await olga.says("/broadcast Дошло?")
    await olga.tap("🚀")
    await olga.tap("Да, отправить: 2")
    await olga.sees("Неизвестно, дошло ли: 1", patience=20)
    assert sum("Дошло?" in seen.text for seen in await vera.from_bot()) == 1
    await olga.tap("Не отправлять")
    await olga.sees("Не доставлено: 1")


async def test_a_broadcast_is_scheduled_as_people_write_it_and_taken_back(scene: Scene) -> None:
    olga = scene.olga
    await reaches(olga, scene.vera)
    await olga.says("/broadcast Завтра у нас праздник")
    await olga.tap("🕑")
    assert "Пример: завтра 10:00" in (await olga.says("когда-нибудь")).text
    planned = await olga.says("завтра в 10:00")
    assert "начнётся" in planned.text
    assert "10:00" in planned.text
    await olga.tap("Не отправлять по времени")
    await olga.sees("черновик")
    assert not await scene.vera.reads("праздник")


async def test_other_roles_and_customers_cannot_write_to_everybody(scene: Scene) -> None:
    assert "не позволяет" in (await scene.oleg.says("/broadcast Всем привет")).text
    assert "не знаю команды" in (await scene.anna.says("/broadcast Всем привет")).text
