"""Inline mode: cards in any chat that lead back into the shop."""

import pytest

from bot.inline import PAGE
from db.types.ids import encode_id
from sandbox.driver import SandboxError
from tests.journeys.shopping import opens
from tests.journeys.stage import Scene, put_up


async def test_words_in_any_chat_find_cards_that_open_the_product(scene: Scene) -> None:
    anna, tom = scene.anna, scene.tom
    await opens(anna, scene.mug)  # from here on the bot has the mug's photo
    found = await anna.driver.inline_query(anna.person, anna.bot, "крушка")

    [card] = found.results
    assert card["type"] == "photo"
    assert "Кружка" in card["title"]
    assert "1 200" in card["description"].replace("\u00a0", " ")
    posted = await anna.driver.choose_inline_result(anna.person, found.query_id, card["id"], tom.person)
    button = posted.button("⚡️ Купить")
    assert button is not None
    assert button["url"].endswith(f"?start=p_{encode_id(scene.mug.product_id)}")
    opened = await tom.start(button["url"].partition("start=")[2])
    assert "Mug" in opened.text


async def test_without_a_photo_a_card_is_an_article_in_the_persons_language(scene: Scene) -> None:
    tom = scene.tom
    found = await tom.driver.inline_query(tom.person, tom.bot, "green tea")

    [card] = found.results
    assert card["type"] == "article"
    assert "Green tea" in card["title"]
    assert "<b>Green tea</b>" in card["input_message_content"]["message_text"]
    assert card["reply_markup"]["inline_keyboard"][0][0]["text"] == "⚡️ Buy now"


async def test_an_empty_query_shows_what_there_is_page_by_page(scene: Scene) -> None:
    for number in range(PAGE + 1):
        await put_up(scene.stall, f"CUP{number}", {"ru": f"Чашка {number}"}, 100_00)
    vera = scene.vera
    first = await vera.driver.inline_query(vera.person, vera.bot, "")
    second = await vera.driver.inline_query(vera.person, vera.bot, "", offset=str(PAGE))

    assert len(first.results) == PAGE
    assert len(second.results) == 3
    assert not {card["id"] for card in first.results} & {card["id"] for card in second.results}


async def test_with_nothing_found_a_button_leads_to_the_shelves(scene: Scene) -> None:
    anna = scene.anna
    found = await anna.driver.inline_query(anna.person, anna.bot, "синхрофазотрон")

    assert found.results == ()
    assert found.button is not None
    assert "Ничего не нашлось" in found.button["text"]
    assert "Каталог" in (await anna.start(found.button["start_parameter"])).text


async def test_what_is_sold_out_says_so_and_is_only_looked_at(scene: Scene) -> None:
    await put_up(scene.stall, "VASE", {"ru": "Ваза"}, 900_00, stock_of=0)
    anna = scene.anna
    [card] = (await anna.driver.inline_query(anna.person, anna.bot, "ваза")).results

    assert "нет в наличии" in card["title"].lower()
    assert card["reply_markup"]["inline_keyboard"][0][0]["text"] == "👀 Посмотреть"


async def test_a_card_is_shared_by_its_button(scene: Scene) -> None:
    anna = scene.anna
    seen = await opens(anna, scene.tea)
    button = seen.button("↗️ Другу")
    assert button is not None
    assert button["switch_inline_query"] == "TEA"
    [card] = (await anna.driver.inline_query(anna.person, anna.bot, button["switch_inline_query"])).results
    assert "Зелёный чай" in card["title"]


@pytest.mark.parametrize("offset", ["x", "-1", "99999999", ""])
async def test_a_strange_offset_is_answered(scene: Scene, offset: str) -> None:
    anna = scene.anna
    try:
        found = await anna.driver.inline_query(anna.person, anna.bot, "чай", offset=offset)
    except SandboxError as error:
        pytest.fail(str(error))
    assert len(found.results) == 1
