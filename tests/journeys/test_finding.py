"""Ways in and around: search with typos, deep links, languages, several shops on one bot."""

import pytest

from core.shops.open_shop import Shops
from db.repositories import shops
from db.types.ids import encode_id
from tests.journeys.phone import plain
from tests.journeys.shopping import buys, opens, orders
from tests.journeys.stage import Scene, put_up


@pytest.mark.parametrize(
    "asked",
    ["зеленый чай", "Зелёный", "зилёный чай", "зелёного чая", "чая", "чаем", "кружек", "TEA", "кружк", "крушка туман"],
)
async def test_search_in_russian_forgives_typos_and_word_forms(scene: Scene, asked: str) -> None:
    await scene.anna.start()
    found = await scene.anna.says(asked)
    assert any("чай" in text or "Кружка" in text for text in found.button_texts), (found.text, found.button_texts)


@pytest.mark.parametrize("asked", ["green tea", "gren tea", "mugs", "mug-red", "fog mug"])
async def test_search_in_english_forgives_typos_and_word_forms(scene: Scene, asked: str) -> None:
    await scene.tom.start()
    found = await scene.tom.says(asked)
    assert any("tea" in text.lower() or "Mug" in text for text in found.button_texts), (found.text, found.button_texts)


async def test_a_search_for_nothing_says_so_and_shows_the_way_on(scene: Scene) -> None:
    await scene.anna.start()
    found = await scene.anna.says("синхрофазотрон")
    assert "ничего не нашлось" in found.text
    assert "🛍 Каталог" in found.button_texts


async def test_the_search_button_asks_and_one_letter_is_not_enough(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.tap("🔎 Поиск")
    await anna.sees("Что ищем")
    assert "две буквы" in (await anna.says("ч")).text
    assert any("чай" in text for text in (await anna.says("/search чай")).button_texts)


async def test_links_to_a_product_a_shelf_and_an_order_open_the_exact_screen(scene: Scene) -> None:
    anna = scene.anna
    assert "Кружка" in (await opens(anna, scene.mug)).text
    shelf = await anna.start(f"c_{encode_id(scene.stall.category)}")
    assert "Чай и посуда" in shelf.text
    await buys(anna, scene.tea)
    await scene.settled()
    order = await scene.order()
    card = await anna.start(f"o_{encode_id(order['id'])}")
    assert str(order["number"]) in card.text
    theirs = await scene.stranger.start(f"o_{encode_id(order['id'])}")
    assert "больше нет" in theirs.text
    assert str(order["number"]) not in theirs.text


@pytest.mark.parametrize("payload", ["p_zzzzzzzzzzzz", "p_---", "o_1", "c_999", "s_no-such-shop", "x_1", "p_", "Ы"])
async def test_a_broken_link_gets_a_sentence(scene: Scene, payload: str) -> None:
    answer = await scene.anna.start(payload)
    assert answer.text


async def second_shop(scene: Scene) -> str:
    """Another shop of the same bot, with a product; return its address word."""
    other = await scene.town.shop()
    async with scene.town.uow.platform() as connection:
        await shops.move_to_bot(connection, other.id, scene.bot_id)
    await put_up(other, "LAMP", {"ru": "Лампа", "en": "Lamp"}, 900_00)
    return (await (await scene.app.container.get(Shops)).by_id(other.id)).slug


async def test_a_person_walks_between_two_shops_of_one_bot(scene: Scene) -> None:
    anna = scene.anna
    slug = await second_shop(scene)
    await anna.start()
    await anna.tap("🛍 Каталог")
    await anna.sees("Каталог", button="Чай и посуда")
    entered = await anna.start(f"s_{slug}")
    assert "🏬 Магазины" in entered.button_texts
    found = await anna.says("лампа")
    assert any("Лампа" in text for text in found.button_texts)
    nothing = await anna.says("зелёный чай")
    assert not any("чай" in text.lower() for text in nothing.button_texts)
    elsewhere = await opens(anna, scene.tea)
    assert "500" in elsewhere.text or "больше нет" in elsewhere.text
    await anna.start()
    await anna.tap("🏬 Магазины")
    await anna.sees("В какой зайдём")


async def test_a_shop_of_another_bot_is_not_entered_by_its_link(scene: Scene) -> None:
    other = await scene.town.shop()
    slug = (await (await scene.app.container.get(Shops)).by_id(other.id)).slug
    answer = await scene.anna.start(f"s_{slug}")
    assert "больше нет" in answer.text


async def test_the_language_is_kept_and_reaches_pushes_and_payments(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.taps_through("🌐 Язык", "🇬🇧 English")
    await anna.screen("Shop", button="🛍 Catalogue")
    await opens(anna, scene.tea)
    await anna.taps_through("⚡️ Buy now", "Pickup")
    await anna.sees("Phone")
    await anna.types("+7 912 345-67-89")
    await anna.tap("💳 By card")
    await anna.tap("✅ Confirm")
    invoice = await anna.invoice()
    assert invoice.invoice is not None
    assert invoice.invoice["title"].startswith("Order ")
    assert (await anna.pays()).ok
    await anna.sees("Confirmed")


async def test_every_command_of_a_customer_answers(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    for command in ("/catalog", "/cart", "/orders", "/profile", "/language", "/help", "/terms", "/support",
                    "/paysupport", "/privacy", "/search"):  # fmt: skip
        answer = await anna.says(command)
        assert answer.text, command
    assert "не знаю команды /dance" in plain((await anna.says("/dance")).text)


async def test_the_profile_remembers_what_was_typed_once(scene: Scene) -> None:
    await orders(scene.anna, scene.tea, courier=True)
    page = await scene.anna.says("/profile")
    await scene.settled()
    page = await scene.anna.screen("👤")
    assert "Тверская" in page.text
    assert "+7 912" in plain(page.text)


async def test_command_menus_are_registered_in_both_languages(scene: Scene) -> None:
    await scene.settled()
    russian = await scene.driver.commands(scene.bot, "ru", "all_private_chats")
    english = await scene.driver.commands(scene.bot, "", "all_private_chats")
    assert {item["command"] for item in russian} == {item["command"] for item in english}
    staff = await scene.driver.commands(scene.bot, "ru", f"chat:{scene.olga.person}")
    assert "stock" in {item["command"] for item in staff}
