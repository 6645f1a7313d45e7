"""A merchant edits a product from the phone, in both languages: every field, its options, many at once."""

import pytest

from tests.journeys.phone import plain
from tests.journeys.stage import Scene, picture


async def test_a_product_is_edited_field_by_field(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    card = await olga.says("/edit tea")
    assert "Зелёный чай" in card.text
    await olga.tap("Название", card.id)
    await olga.screen("Как назвать")
    renamed = await olga.says("Зелёный чай «Сенча»")
    assert "Сенча" in renamed.text
    await olga.tap("↩️", renamed.id)
    await olga.screen("Вернул")
    assert "«Сенча»" not in (await olga.says("/edit TEA")).text

    await olga.tap("💰 Цена и остаток")
    await olga.tap("💰 Цена")
    await olga.screen("Новая цена")
    assert "Пример" in (await olga.says("дорого")).text
    priced = await olga.says("450 было 600")
    assert "450" in plain(priced.text)
    assert "600" in plain(priced.text)
    await olga.tap("📦 Остаток", priced.id)
    await olga.screen("на складе")
    assert "на складе: 7" in (await olga.says("7 шт")).text
    await olga.tap("Артикул")
    await olga.screen("Новый артикул")
    assert "TEA-GREEN" in (await olga.says("tea-green")).text
    await olga.tap("🖼 Фото")
    await olga.screen("Пришлите новое фото")
    sent = await scene.driver.send_photo(olga.person, olga.bot, picture("green"))
    assert (await olga.sees(after=sent.id)).photo
    assert await scene.stall.on_hand(scene.tea) == 7


async def test_options_archive_and_copy_in_english(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    await olga.says("/language")
    await olga.tap("🇬🇧")
    card = await olga.says("/edit TEA")
    await olga.tap("Options", card.id)
    await olga.tap("➕ Colour, size")
    await olga.screen("Write a name and values")
    made = await olga.says("Colour: black, white")
    assert "TEA-WHITE" in made.text
    await olga.tap("Options", made.id)
    await olga.tap("Colour · 2")
    await olga.tap("✖️ white")
    await olga.screen("go to the archive")
    await olga.tap("Yes, take it out")
    shown = await olga.screen("Green tea")
    assert "TEA-WHITE" not in shown.text
    await olga.tap("📋 Copy", shown.id)
    copied = await olga.screen("TEA-COPY")
    assert "draft" in copied.text
    await olga.tap("🗄 Archive", copied.id)
    await olga.tap("Back from the archive")
    await olga.screen("hidden")
    assert len((await olga.says("/edit green te")).button_texts) == 3, "the tea, its copy, and the menu"
    assert "/edit TEE-BLK-M" in (await olga.says("/edit")).text


async def test_many_prices_change_by_one_command(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    planned = await olga.says("/bulk кружка -10%")
    assert "1 200 ₽ → 1 080 ₽" in plain(planned.text)
    assert await scene.stall.ask("SELECT max(price) FROM variants WHERE sku LIKE 'MUG%'") == 1200_00
    await olga.tap("до 100", planned.id)
    await olga.screen("1 100 ₽")
    await olga.tap("✅ Применить")
    done = await olga.screen("Изменено: 2")
    assert await scene.stall.ask("SELECT max(price) FROM variants WHERE sku LIKE 'MUG%'") == 1100_00
    await olga.tap("↩️", done.id)
    await olga.screen("Вернул как было")
    assert await scene.stall.ask("SELECT min(price) FROM variants WHERE sku LIKE 'MUG%'") == 1200_00

    await olga.says("/bulk")
    await olga.tap("Чай и посуда")
    await olga.screen("Артикулов: 3")
    await olga.tap("💰 Изменить цены")
    await olga.screen("На сколько")
    assert "-10%" in (await olga.says("как-нибудь")).text
    assert "+50" in plain((await olga.says("+50")).text)
    await olga.tap("🙈 Скрыть все")
    await olga.screen("Скрыть: 3")
    assert "не нашлось" in (await olga.says("/bulk слоны")).text


async def test_a_photo_with_a_caption_opens_the_editor(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    sent = await scene.driver.send_photo(olga.person, olga.bot, picture(), "Чашка, 700, 3 шт, sku CUP-1")
    draft = await olga.sees("Черновик", after=sent.id)
    await olga.tap("✏️ Изменить", draft.id)
    await olga.screen("CUP-1")
    await olga.tap("Полка")
    await olga.tap("Чай и посуда")
    shown = await olga.screen("полка: Чай и посуда")
    await olga.tap("👁 Показать", shown.id)
    await olga.screen("в продаже")


@pytest.mark.parametrize("who", ["kirill", "oleg", "anna"])
@pytest.mark.parametrize("command", ["/edit TEA", "/bulk чай -10%", "/bulk"])
async def test_others_do_not_edit(scene: Scene, who: str, command: str) -> None:
    answer = (await getattr(scene, who).says(command)).text
    assert "не позволяет" in answer or "не знаю команды" in answer


async def test_a_product_gets_several_photos(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    card = await olga.says("/edit TEA")
    await olga.tap("🖼 Фото", card.id)
    await olga.screen("Фото пока нет")
    await olga.tap("➕ Добавить фото")
    await olga.screen("Пришлите фото")
    for number, colour in enumerate(("red", "green", "blue"), start=1):
        sent = await scene.driver.send_photo(olga.person, olga.bot, picture(colour))
        shown = await olga.sees(f"Фото {number} из {number}", after=sent.id)
        assert shown.photo
    await olga.tap("✖️ Убрать", shown.id)
    # An older message says the same of itself: this one is meant.
    await olga.sees("Фото 2 из 2", after=shown.id - 1)
    await olga.tap("‹ Раньше", shown.id)
    await olga.sees("Фото 1 из 2", button="🔄 Заменить", after=shown.id - 1)
    assert await scene.stall.ask("SELECT count(*) FROM product_media") == 1
