"""The bot's texts in the chat: found, tried, kept, read by a customer, put back."""

import pytest

from tests.journeys.stage import Scene


async def test_a_button_is_renamed_and_customers_see_it(scene: Scene) -> None:
    olga, anna = scene.olga, scene.anna
    found = await olga.says("/texts Каталог")
    assert found.button("🛍 Каталог") is not None
    await olga.tap("🛍 Каталог", found.id)
    await olga.screen("button-catalogue")
    await olga.tap("✏️ 🇷🇺 Русский")
    await olga.screen("Пришлите новый текст")

    wrong = await olga.says("<b>Витрина</b>")
    assert "без оформления" in wrong.text
    shown = await olga.says("🪟 Витрина")
    assert "🪟 Витрина" in shown.text
    await olga.tap("✅ Сохранить", shown.id)
    await olga.screen("ваш текст")

    assert (await anna.start()).button("🪟 Витрина") is not None
    assert (await scene.tom.start()).button("🛍 Catalogue") is not None
    await olga.tap("↩️ Вернуть обычный")
    await olga.screen("button-catalogue", button="✏️")
    assert (await anna.start()).button("🛍 Каталог") is not None


async def test_texts_are_turned_page_by_page(scene: Scene) -> None:
    start = await scene.olga.says("/texts")
    await scene.olga.tap("Все тексты", start.id)
    await scene.olga.screen("страница 1")
    await scene.olga.tap("Дальше ›")
    await scene.olga.screen("страница 2")
    assert "Ни в одном тексте" in (await scene.olga.says("/texts абракадабра")).text


@pytest.mark.parametrize("who", ["kirill", "oleg", "anna"])
async def test_others_may_not(scene: Scene, who: str) -> None:
    answer = await getattr(scene, who).says("/texts")
    assert "✏️" not in answer.text
