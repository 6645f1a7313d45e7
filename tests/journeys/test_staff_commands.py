"""What staff type: stock, prices, new products, orders; with roles, usage lines and Undo."""

import pytest

from tests.journeys.phone import plain
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene, picture, put_up


async def test_stock_is_looked_at_set_added_and_taken(scene: Scene) -> None:
    kirill = scene.kirill
    await kirill.start()
    low = await kirill.says("/stock")
    assert low.text.index("MUG-RED") < low.text.index("TEA"), "the lowest first"
    card = await kirill.says("/stock tea")
    assert "Свободно: 10" in card.text
    assert "10 → 25" in (await kirill.says("/stock TEA 25")).text
    assert "25 → 35" in (await kirill.says("/stock TEA +10")).text
    assert "35 → 33" in (await kirill.says("/stock TEA -2 бой")).text
    card = await kirill.says("/stock TEA")
    assert "бой" in card.text
    assert await scene.stall.on_hand(scene.tea) == 33


async def test_thirty_lines_are_one_change_with_one_undo(scene: Scene) -> None:
    kirill = scene.kirill
    for number in range(30):
        await put_up(scene.stall, f"N{number}", {"ru": f"Товар {number}", "en": f"Thing {number}"}, 100_00, stock_of=1)
    lines = "\n".join(f"N{number} +{number + 1}" for number in range(30))
    answer = await kirill.says(f"/stock\n{lines}")
    assert answer.text.count("✅") == 30
    assert answer.button("↩️") is not None
    assert int(await scene.stall.ask("SELECT sum(on_hand) FROM stock_items")) == 20 + 30 + 465
    assert await scene.stall.ask("SELECT count(*) FROM audit_log WHERE action = 'stock.changed'") == 1
    await kirill.tap("↩️", answer.id)
    await kirill.screen("Вернул")
    assert int(await scene.stall.ask("SELECT sum(on_hand) FROM stock_items")) == 20 + 30


@pytest.mark.parametrize("bad", ["NOSUCH 5", "TEA много", "TEA -100", "TEA"])
async def test_one_bad_line_of_many_changes_nothing(scene: Scene, bad: str) -> None:
    answer = await scene.kirill.says(f"/stock\nTEA +5\nMUG-RED +5\n{bad}")
    assert "✅" not in answer.text
    assert bad.split()[0] in answer.text
    assert await scene.stall.on_hand(scene.tea) == 10
    assert await scene.stall.on_hand(scene.mug) == 5


async def test_undo_works_once(scene: Scene) -> None:
    kirill = scene.kirill
    answer = await kirill.says("/stock TEA 3")
    await kirill.tap("↩️", answer.id)
    await scene.settled()
    assert await scene.stall.on_hand(scene.tea) == 10
    again = (
        await scene.driver.call("act/tap", person=kirill.person, chat=kirill.bot, text="↩️", message_id=answer.id)
        if any(seen.id == answer.id and seen.button("↩️") for seen in await kirill.messages())
        else None
    )
    assert again is None, "the button of an undone change is gone"


async def test_undo_pressed_twice_at_once_takes_back_once(scene: Scene) -> None:
    import asyncio

    answer = await scene.kirill.says("/stock TEA 3")
    await asyncio.gather(*(scene.kirill.tap("↩️", answer.id) for _ in range(2)))
    await scene.settled()
    assert await scene.stall.on_hand(scene.tea) == 10


async def test_buttons_on_a_stock_card_add_and_hide(scene: Scene) -> None:
    olga = scene.olga
    card = await olga.says("/stock TEA")
    await olga.tap("+10", card.id)
    await olga.sees("Свободно: 20")
    await olga.tap("🙈 Скрыть")
    await olga.sees("больше не видят")
    assert not any("чай" in text for text in (await scene.anna.says("зелёный чай")).button_texts)


async def test_a_price_is_set_struck_and_undone(scene: Scene) -> None:
    olga = scene.olga
    answer = await olga.says("/price TEA 450 было 600")
    assert "500 ₽ → 450 ₽" in plain(answer.text)
    card = await scene.anna.says("/search TEA")
    await scene.anna.tap("Зелёный чай", card.id)
    shown = await scene.anna.sees("Листовой")
    assert "<s>600" in shown.html.replace("\u00a0", " ")
    await olga.tap("↩️", answer.id)
    await olga.screen("Вернул")
    assert "и так стоит 500" in plain((await olga.says("/price TEA 500")).text)


async def test_a_price_that_may_be_two_is_asked_about(scene: Scene) -> None:
    answer = await scene.olga.says("/price TEA 450 600")
    assert "/price TEA 450600" in answer.text
    assert "/price TEA 450 было 600" in answer.text
    assert "500 ₽ → 1 990 ₽" in plain((await scene.olga.says("/price TEA 1 990")).text)


async def test_a_photo_with_a_caption_becomes_a_product_that_can_be_bought(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    sent = await scene.driver.send_photo(
        olga.person, olga.bot, picture("orange"), "/add Кружка «Рассвет», 990, 12 шт, sku MUG-SUN"
    )
    draft = await olga.sees("Черновик", after=sent.id)
    assert "MUG-SUN" in draft.text
    assert "990 ₽" in plain(draft.text)
    await olga.tap("Чай и посуда", draft.id)
    await olga.sees("стоит на полке")
    await olga.tap("👁 Показать")
    await olga.sees("в продаже")
    found = await scene.anna.says("рассвет")
    await scene.anna.tap("Кружка «Рассвет»", found.id)
    card = await scene.anna.sees("MUG-SUN")
    assert card.photo


async def test_a_photo_without_a_price_says_what_is_missing(scene: Scene) -> None:
    sent = await scene.driver.send_photo(scene.olga.person, scene.olga.bot, picture(), "/add Просто кружка")
    answer = await scene.olga.sees(after=sent.id)
    assert "Не вижу цены" in answer.text
    assert "/add" in answer.text


async def test_orders_are_listed_found_and_opened_by_number(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.settled()
    number = (await scene.order())["number"]
    listed = await scene.oleg.says("/orders paid")
    assert any(str(number) in text for text in listed.button_texts)
    card = await scene.oleg.says(f"/order {number}")
    assert "Зелёный чай" in card.text
    assert "нет заказа 999999" in (await scene.oleg.says("/order 999999")).text
    found = await scene.oleg.says("/orders Анна")
    assert any(str(number) in text for text in found.button_texts)
    assert "TEA" in (await scene.kirill.says("/find чай")).text


@pytest.mark.parametrize(
    ("who", "command"),
    [
        ("kirill", "/price TEA 1"),
        ("oleg", "/stock TEA 1"),
        ("oleg", "/price TEA 1"),
        ("oleg", "/hide TEA"),
        ("kirill", "/newshop Чужая лавка"),
        ("oleg", "/connect 7100000001:" + "A" * 35),
    ],
)
async def test_a_role_may_not_do_everything(scene: Scene, who: str, command: str) -> None:
    phone = getattr(scene, who)
    answer = await phone.says(command)
    assert "не позволяет" in answer.text or "не знаю команды" in answer.text
    assert await scene.stall.on_hand(scene.tea) == 10
    assert await scene.stall.ask("SELECT price FROM variants WHERE sku = 'TEA'") == 500_00


async def test_staff_commands_do_not_exist_for_customers(scene: Scene) -> None:
    for command in ("/stock", "/price TEA 1", "/order 1", "/connect x", "/newshop y", "/find чай"):
        assert "не знаю команды" in (await scene.anna.says(command)).text, command


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("/stock TEA сколько", "/stock TEE-BLK-M 25"),
        ("/price", "/price TEE-BLK-M 1990"),
        ("/price TEA дорого", "/price TEE-BLK-M 1990"),
        ("/hide", "/hide TEE-BLK-M"),
        ("/show", "/show TEE-BLK-M"),
        ("/order", "/order 1042"),
        ("/order abc", "/order 1042"),
        ("/find", "/find кружка"),
        ("/add", "/add Кружка"),
        ("/connect", "/connect 123456:ABC"),
    ],
)
async def test_misuse_gets_a_usage_line_with_an_example(scene: Scene, command: str, example: str) -> None:
    answer = await scene.olga.says(command)
    assert example in answer.text


@pytest.mark.parametrize("command", ["/stock NOPE", "/stock NOPE 5", "/price NOPE 100", "/hide NOPE", "/show NOPE"])
async def test_an_unknown_sku_is_named_with_the_way_to_find_it(scene: Scene, command: str) -> None:
    answer = await scene.olga.says(command)
    assert "NOPE" in answer.text
    assert "/find" in answer.text


async def test_stock_commands_work_in_the_group(scene: Scene) -> None:
    answer = await scene.staff.says(scene.kirill, f"/stock@{scene.bot} TEA 7")
    assert "10 → 7" in answer.text
