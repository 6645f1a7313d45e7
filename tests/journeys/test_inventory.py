"""Stock from the phone: an alert with its buttons, replies to cards, the story of a SKU, counts, places."""

import pytest

from tests.journeys.phone import plain
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene


async def test_what_runs_low_is_said_once_and_answered_by_a_button_or_a_reply(scene: Scene) -> None:
    await scene.kirill.says("/stock TEA 4")
    await buys(scene.anna, scene.tea)
    await scene.settled()
    alert = await scene.staff.sees("Заканчивается", button="+10")
    assert "TEA" in alert.text
    assert "свободно: 3" in plain(alert.text)
    await buys(scene.vera, scene.tea)
    await scene.settled()
    assert len([one for one in await scene.staff.messages() if "Заканчивается" in one.text]) == 1

    answer = await scene.staff.says(scene.kirill, "+20", reply_to=alert.id)
    assert "4 → 24" in plain(answer.text)
    await scene.settled()
    await scene.staff.says(scene.kirill, "2", reply_to=alert.id)
    await scene.settled()
    again = await scene.staff.sees("Нет в наличии", button="🙈 Не продавать")
    await scene.driver.tap(scene.oleg.person, scene.staff.chat, "+10", again.id)
    assert await scene.stall.on_hand(scene.tea) == 2, "an operator does not count stock"
    await scene.driver.tap(scene.olga.person, scene.staff.chat, "🙈 Не продавать", again.id)
    await scene.settled()
    assert await scene.stall.ask("SELECT hidden FROM variants WHERE sku = 'TEA'") is True


async def test_a_reply_to_a_card_changes_stock_with_a_reason(scene: Scene) -> None:
    kirill = scene.kirill
    await kirill.start()
    card = await kirill.says("/stock TEA")
    sent = await scene.driver.say(kirill.person, kirill.bot, "-2 битые", reply_to=card.id)
    assert "10 → 8" in plain((await kirill.sees(after=sent.id)).text)
    sent = await scene.driver.say(kirill.person, kirill.bot, "25", reply_to=card.id)
    assert "8 → 25" in plain((await kirill.sees(after=sent.id)).text)
    for number in range(12):
        await kirill.says(f"/stock TEA +{number + 1}")
    card = await kirill.says("/stock TEA")
    await kirill.tap("🕓 История", card.id)
    shown = await kirill.screen("🕓")
    assert "Кирилл" in shown.text
    await kirill.tap("Старше", shown.id)
    older = await kirill.screen("брак")
    assert older.button("‹ К последним")


async def test_low_marks_are_set_for_one_and_for_all_in_english(scene: Scene) -> None:
    kirill = scene.kirill
    await kirill.start()
    await kirill.says("/language")
    await kirill.tap("🇬🇧")
    assert "12 or fewer of TEA" in (await kirill.says("/stock TEA low 12")).text
    assert "2 SKUs" in (await kirill.says("/stock low 7")).text
    assert await scene.stall.ask("SELECT array_agg(DISTINCT low_at ORDER BY low_at) FROM stock_items") == [7, 12]
    await kirill.says("/stock TEA 11")
    await scene.settled()
    assert "Alert at 12" in (await kirill.says("/stock TEA")).text


async def test_shelves_are_counted_and_differences_applied_at_once(scene: Scene) -> None:
    kirill = scene.kirill
    await kirill.start()
    asked = await kirill.says("/count")
    await kirill.tap("Чай и посуда", asked.id)
    shown = await kirill.screen("Скопируйте")
    assert "TEA 10" in shown.text
    assert "Не получилось прочитать" in (await kirill.says("TEA много")).text
    seen = await kirill.says("TEA 7\nMUG-RED 5\nNOPE 1")
    assert "TEA: 10 → 7" in seen.text
    assert "Расходятся с учётом: 1" in seen.text
    assert "нет такого артикула" in seen.text
    assert await scene.stall.on_hand(scene.tea) == 10
    await kirill.tap("✅ Применить", seen.id)
    await scene.settled()
    await kirill.sees("Готово")
    assert await scene.stall.on_hand(scene.tea) == 7
    assert "пересчёт полок" in (await kirill.says("/stock TEA")).text


async def test_stock_lies_in_places_and_is_carried(scene: Scene) -> None:
    kirill = scene.kirill
    await kirill.start()
    assert "в одном месте" in (await kirill.says("/places")).text
    await kirill.tap("➕ Новое место")
    await kirill.screen("Как назвать")
    assert (await kirill.says("Склад")).button("★ Склад · 20")
    await kirill.says("/places Магазин")
    moved = await kirill.says("/move TEA 4 Склад Магазин")
    assert "Склад → Магазин" in moved.text
    assert "Магазин: 4" in (await kirill.says("/stock TEA")).text
    await kirill.tap("↩️", moved.id)
    await kirill.sees("Вернул")
    assert "Магазин: 0" in (await kirill.says("/stock TEA")).text
    assert "не лежит" in (await kirill.says("/move TEA 99 Склад Магазин")).text
    assert "Склад, Магазин" in (await kirill.says("/move TEA 1 Луна Марс")).text
    assert "/move TEE-BLK-M" in (await kirill.says("/move")).text
    assert "10 → 13" in plain((await kirill.says("/stock TEA +3 поставка @магазин")).text)
    card = await kirill.says("/stock TEA")
    assert "Магазин: 3" in card.text
    await kirill.says("/places")
    await kirill.tap("Магазин")
    await kirill.tap("★ Брать отсюда")
    await kirill.screen("Места хранения", button="★ Магазин")


@pytest.mark.parametrize("who", ["oleg", "anna"])
@pytest.mark.parametrize("command", ["/count", "/count TEA 1", "/places Луна", "/move TEA 1 A B", "/stock low 5"])
async def test_others_count_nothing(scene: Scene, who: str, command: str) -> None:
    answer = (await getattr(scene, who).says(command)).text
    assert "не позволяет" in answer or "не знаю команды" in answer
