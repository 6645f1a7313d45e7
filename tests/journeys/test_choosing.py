"""Filters and sorting in lists: of a shelf and of what a search found, in both languages."""

from sandbox.driver import Seen
from tests.journeys.stage import Scene, put_up


async def more_cups(scene: Scene) -> None:
    for number in range(9):
        await put_up(
            scene.stall, f"CUP{number}", {"ru": f"Чашка {number}", "en": f"Cup {number}"}, (100 + number * 50) * 100,
            stock_of=0 if number == 8 else 3,
            colours={"green": {"ru": "зелёная", "en": "green"}} if number < 2 else None,
        )  # fmt: skip


def titles(seen: Seen, word: str) -> list[str]:
    return [text for text in seen.button_texts if word in text]


async def test_a_shelf_is_sorted_and_filtered_and_the_filters_are_taken_back(scene: Scene) -> None:
    await more_cups(scene)
    anna = scene.anna
    await anna.start()
    await anna.taps_through("🛍 Каталог", "Чай и посуда", "⇅", "Сначала дороже")
    dear = await anna.screen("Чай и посуда", button="Кружка")
    assert "Кружка" in dear.button_texts[0]
    await anna.taps_through("⚙️ Фильтры", "Только в наличии", "зелёная")
    assert "Подходит 2 товара" in (await anna.screen("Подходит")).text
    await anna.tap("Показать 2 товара")
    chosen = await anna.screen("Чай и посуда", button="✕ Сбросить")
    assert [text.split(" ·")[0] for text in titles(chosen, "Чашка")] == ["Чашка 1", "Чашка 0"]
    await anna.tap("✕ Сбросить")
    assert len(titles(await anna.screen("Чай и посуда", button="Дальше"), "Чашка")) >= 6


async def test_search_results_have_pages_and_an_own_range_of_prices(scene: Scene) -> None:
    await more_cups(scene)
    tom = scene.tom
    await tom.start()
    found = await tom.says("cups")
    assert "9 products" in found.text
    assert len(titles(found, "Cup")) == 8
    await tom.tap("Next ›")
    assert "sold out" in titles(await tom.screen("found for", button="‹ Previous"), "Cup")[-1]
    await tom.taps_through("⚙️ Filters", "💰 Own price")
    await tom.screen("Write the price")
    assert "1000-3000" in (await tom.says("cheap please")).text
    narrowed = await tom.says("from 300 to 400")
    assert {text.split(" ·")[0] for text in titles(narrowed, "Cup")} == {"Cup 4", "Cup 5", "Cup 6"}
    await tom.tap("✕ Reset")
    assert "9 products" in (await tom.screen("found for")).text


async def test_with_nothing_found_others_favourites_are_offered(scene: Scene) -> None:
    await scene.anna.start()
    found = await scene.anna.says("синхрофазотрон")
    assert "ничего не нашлось" in found.text
    assert titles(found, "чай")
    assert "🛍 Каталог" in found.button_texts
    near = await scene.anna.says("чай гвоздодёр")
    assert "похож" in near.text
    assert titles(near, "чай")
