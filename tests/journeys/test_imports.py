"""A merchant sends a table: looks, applies, mends the errors; and takes tables away."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from sandbox.driver import Seen
from tests.journeys.phone import Phone, plain
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


async def sends(phone: Phone, content: bytes, name: str, caption: str = "") -> Seen:
    sent = await phone.driver.send_document(phone.person, phone.bot, content, name, caption)
    return await phone.sees(after=sent.id)


ROWS = (
    ("Артикул", "Название", "Цена", "Остаток", "Категория", "Цвет"),
    ("TEA", None, 550, 25, None, None),
    ("CUP-R", "Чашка", "1 290,50", 4, "Посуда", "красная"),
    ("CUP-B", "Чашка", 1290.5, 6, "Посуда", "синяя"),
    ("BAD", "Плохая", "дорого", 1, None, None),
)


async def test_a_table_is_looked_at_then_applied(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    seen = await sends(olga, workbook(*ROWS), "товары.xlsx")
    assert "Новых: 2" in seen.text
    assert "Изменятся: 1" in seen.text
    assert "С ошибками: 1" in seen.text
    assert "Строка 5" in seen.text
    assert "дорого" in seen.text
    assert "Посуда" in seen.text
    assert await scene.stall.on_hand(scene.tea) == 10, "nothing changes before Apply"

    await olga.tap("✅ Применить", seen.id)
    await scene.settled()
    done = await olga.sees("Готово. Применено строк")
    assert done.id == seen.id, "progress is shown by editing"
    assert await scene.stall.on_hand(scene.tea) == 25
    card = await scene.anna.says("чашка")
    await scene.anna.tap("Чашка", card.id)
    shown = await scene.anna.sees("CUP-R")
    assert "1 290,50" in plain(shown.text)

    await olga.tap("⚠️ Все ошибки", done.id)
    await olga.sees("Ошибок: 1")
    await scene.settled()
    assert [one.document for one in await olga.from_bot() if one.document] == ["ошибки.csv"]


async def test_in_english_by_caption_cancelled_and_without_columns(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    await olga.says("/language")
    await olga.tap("🇬🇧")
    explained = await olga.says("/import")
    assert "Send a CSV or Excel" in explained.text
    await olga.tap("📄 Table template", explained.id)
    await olga.sees("Here is a template")

    seen = await sends(olga, b"SKU,Stock,Shoe\nTEA,7,x\n", "stock.csv", "/import")
    assert "Will change: 1" in seen.text
    assert "Shoe" in seen.text
    await olga.tap("Cancel", seen.id)
    await olga.screen("Nothing was changed")
    assert await scene.stall.on_hand(scene.tea) == 10
    assert "no “SKU” column" in (await sends(olga, b"what,ever\n1,2\n", "x.csv")).text
    assert "This is no table" in (await sends(olga, b"%PDF", "x.pdf")).text
    assert "could not read" in (await sends(olga, b"PK\x03\x04", "x.xlsx")).text


async def test_the_template_itself_can_be_sent_back(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    await olga.says("/import")
    await olga.tap("📄 Образец")
    await olga.sees("Вот образец")
    sent = [call for call in await scene.driver.calls("sendDocument") if call["bot_username"] == scene.bot]
    assert len(sent) == 1


async def test_a_stock_keeper_changes_stock_alone(scene: Scene) -> None:
    kirill = scene.kirill
    await kirill.start()
    seen = await sends(kirill, "Артикул;Цена;Остаток\nTEA;1;33\n".encode("cp1251"), "s.csv")
    assert "Цена" in seen.text
    await kirill.tap("✅ Применить", seen.id)
    await scene.settled()
    await kirill.sees("Готово")
    assert await scene.stall.on_hand(scene.tea) == 33
    assert await scene.stall.ask("SELECT price FROM variants WHERE sku = 'TEA'") == 500_00


@pytest.mark.parametrize("who", ["oleg", "anna"])
async def test_others_get_no_import_and_no_export(scene: Scene, who: str) -> None:
    phone = getattr(scene, who)
    await phone.start()
    answer = await sends(phone, b"SKU;Stock\nTEA;1\n", "s.csv")
    assert "Строк:" not in answer.text
    assert await scene.stall.count("imports") == 0
    for command in ("/import", "/export orders"):
        said = (await phone.says(command)).text
        assert "не позволяет" in said or "не знаю команды" in said, command


async def test_tables_are_taken_away(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.settled()
    olga = scene.olga
    await olga.start()
    await scene.driver.clear_calls()
    await olga.types("/export products csv")
    await olga.sees("Строк в файле: 3")
    chosen = await olga.says("/export")
    await olga.tap("Заказы за неделю · XLSX", chosen.id)
    await olga.sees("Строк в файле: 1")
    await scene.settled()
    assert [one.document for one in await olga.from_bot() if one.document] == ["товары.csv", "заказы.xlsx"]
    assert "Примеры" in (await olga.says("/export нечто")).text
    in_group = await scene.staff.says(olga, f"/export@{scene.bot} orders")
    assert "личный чат" in in_group.text
