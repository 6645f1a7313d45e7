"""The shop's own card in the chat: asked, answered, wrong answers explained, customers see it."""

import pytest

from tests.journeys.shopping import buys
from tests.journeys.stage import Scene, picture


async def test_name_terms_hours_and_cover_are_set_and_seen(scene: Scene) -> None:
    olga, anna = scene.olga, scene.anna
    await olga.says("/shop")
    await olga.taps_through("✏️ Название", "🇷🇺 Русский")
    assert "от 2 до 60" in (await olga.says("Ш")).text
    assert "Шишки и мёд" in (await olga.says("Шишки и мёд")).text
    await olga.taps_through("📜 Условия", "🇷🇺 Русский")
    await olga.says("Возврат — 14 дней.")
    await olga.tap("🕒 Часы работы")
    assert "Не получилось" in (await olga.says("как придётся")).text
    assert "Пн–Пт 10:00–20:00" in (await olga.says("пн-пт 10-20")).text.replace("пн", "Пн").replace("пт", "Пт")
    await olga.tap("🌍 Часовой пояс")
    assert "Asia/Omsk" in (await olga.says("Омск")).text
    await olga.taps_through("🎨 Цвет", "🟢")
    await olga.screen("#2f9e5b")
    await olga.taps_through("🧩 Шаблон", "Список")
    await olga.screen("Шаблон: Список")
    await olga.tap("🖼 Обложка")
    assert "Не получилось" in (await olga.says("не картинка")).text
    sent = await scene.driver.send_photo(olga.person, olga.bot, picture())
    assert "Обложка: есть" in (await olga.sees(after=sent.id)).text

    assert "Возврат — 14 дней." in (await anna.says("/terms")).text
    assert (await anna.start()).photo
    audit = await scene.stall.ask("SELECT count(*) FROM audit_log WHERE action LIKE 'shop.%'")
    assert audit == 7


async def test_blocks_of_the_first_page_are_shown_as_customers_see_them(scene: Scene) -> None:
    olga = scene.olga
    await olga.says("/shop")
    await olga.taps_through("🧱 Первая страница", "➕ Добавить блок")
    assert "Новый урожай" in (await olga.says("Новый урожай")).text
    await olga.taps_through("✏️ Заголовок", "🇬🇧 English")
    assert "New harvest" in (await olga.says("New harvest")).text
    await olga.tap("👉 Куда ведёт")
    assert "Не получилось" in (await olga.says("туда, не знаю куда")).text
    assert "Ведёт: Зелёный чай" in (await olga.says(scene.tea.sku)).text
    await olga.tap("🖼 Картинка")
    sent = await scene.driver.send_photo(olga.person, olga.bot, picture())
    shown = await olga.sees(after=sent.id)
    assert shown.photo
    assert "так его видят покупатели" in shown.text
    await olga.taps_through("🗑 Убрать", "Да, убрать")
    await olga.screen("Пока ни одного")


async def test_the_currency_of_a_shop_that_sold_stays(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.olga.says("/shop")
    await scene.olga.tap("💱 Валюта")
    assert "уже есть заказы" in (await scene.olga.says("USD")).text


@pytest.mark.parametrize("who", ["kirill", "oleg", "anna"])
async def test_others_may_not(scene: Scene, who: str) -> None:
    assert "🏪" not in (await getattr(scene, who).says("/shop")).text
