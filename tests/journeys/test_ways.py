"""Each way to pay from the product to the money given back: in full, for goods, by a sum; in both languages."""

import pytest

from sandbox.gateways.server import Gateways
from tests.journeys.shopping import opens
from tests.journeys.stage import Scene, picture, put_up
from tests.journeys.ways import (
    BY_WAY,
    EN,
    RU,
    WAYS,
    Way,
    buys,
    comes_to_confirm,
    goes_out,
    is_handed_over,
    opens_refund,
    set_up,
)


def name(way: Way) -> str:
    return way.code


@pytest.mark.parametrize("way", WAYS, ids=name)
async def test_bought_then_given_back_by_a_sum_for_goods_and_the_rest(
    scene: Scene, gateways: Gateways, way: Way
) -> None:
    anna, olga = scene.anna, scene.olga
    await buys(scene, anna, way, gateways, pieces=2)
    await is_handed_over(scene)

    await opens_refund(scene)
    await olga.tap("Другую сумму")
    assert "Не получилось прочитать" in (await olga.says("сто")).text
    assert "не больше 1 000 ₽" in (await olga.says("0")).text.replace("\u00a0", " ")
    await olga.says("100")
    await olga.tap("По договорённости")
    await goes_out(scene, way, "100 ₽")
    assert "100" in (await anna.sees("отправлено вам обратно")).text

    await opens_refund(scene)
    await olga.tap("За товары")
    await olga.tap("+")
    await olga.tap("Вернуть 500")
    await olga.tap("На полку")
    await olga.tap("Брак")
    await goes_out(scene, way, "500 ₽")

    await opens_refund(scene)
    await olga.tap("Всё: 400")
    await olga.tap("Остаётся у покупателя")
    await olga.tap("Опоздали")
    await goes_out(scene, way, "400 ₽")

    await scene.settled()
    card = await anna.sees("Итого:")
    assert card.text.count("↩️ Возвращено:") == 3
    found = await scene.stall.refunds_of((await scene.order())["id"])
    assert sorted(amount for _, amount, _ in found) == [100_00, 400_00, 500_00]
    assert {refund for refund, *_ in found} == {"succeeded"}


@pytest.mark.parametrize("way", WAYS, ids=name)
async def test_in_english_too_and_all_of_it_back(scene: Scene, gateways: Gateways, way: Way) -> None:
    tom, olga = scene.tom, scene.olga
    card = await buys(scene, tom, way, gateways, EN)
    assert not any("а" <= letter <= "я" for letter in card.text.lower())
    await is_handed_over(scene)

    await opens_refund(scene)
    await olga.tap("Всё: 500")
    await olga.tap("На полку")
    # A second tap of an impatient hand gives nothing back twice.
    asked = await olga.screen("По какой причине")
    await olga.tap("Брак", asked.id)
    await goes_out(scene, way, "500 ₽")

    await tom.sees("was sent back to you")
    assert "Refunded: 500" in (await tom.sees("Total:")).text.replace("\u00a0", " ")
    assert await scene.stall.ask("SELECT sum(amount) FROM refunds") == 500_00


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_stars_for_a_key_and_the_stars_back(scene: Scene, language: str) -> None:
    olga = scene.olga
    game = (await put_up(scene.stall, "GAME", {"ru": "Игра", "en": "Game"}, 100_00, stock_of=0))[0]
    await olga.says("/kind GAME keys")
    await olga.says("/rate GAME 50 XTR")
    await olga.says("/keys GAME\nAAAA-0001")
    buyer = await scene.phone("Анна" if language == "ru" else "Tom", language)
    await scene.driver.add_person(buyer.person, "Buyer", username=f"p{buyer.person}", language_code=language, stars=60)
    said = RU if language == "ru" else EN
    await opens(buyer, game)
    await buyer.tap(said.buy)
    await buyer.tap(said.confirm)
    paid = await buyer.pays()
    assert (paid.total, paid.currency) == (50, "XTR")
    await scene.becomes("delivered")
    await buyer.sees("AAAA-0001")
    await buyer.sees(said.paid, button="🎁")

    await opens_refund(scene)
    await olga.tap("Всё: 50")
    await olga.tap("Остаётся у покупателя")
    await olga.tap("По договорённости")
    await goes_out(scene, Way("stars", "⭐", "⭐"), "50 ⭐")

    await buyer.sees("отправлено вам обратно" if language == "ru" else "was sent back to you")
    assert (await scene.driver.charges(buyer.person))[0]["refunded"]


async def test_a_transfer_is_rejected_with_a_reason_and_nobody_is_asked_twice(scene: Scene, gateways: Gateways) -> None:
    tom, olga = scene.tom, scene.olga
    await set_up(scene, "transfer", gateways)
    await comes_to_confirm(tom, scene.tea, BY_WAY["transfer"].en, EN)
    await tom.tap(EN.confirm)
    shown = await tom.sees("send the money", button="📎 I have paid")
    assert "Amount: 500 ₽" in shown.text.replace("\u00a0", " ")
    assert "Reserved for you until" in shown.text
    assert "a photo or a screenshot" in (await tom.says("done! one moment")).text
    await scene.driver.send_photo(tom.person, tom.bot, picture("white"))
    await tom.sees("we have your receipt")
    await scene.staff.tap(olga, "✖️ Отклонить")
    await scene.staff.tap(olga, "Денег нет")
    told = await tom.sees("the money has not arrived", button="📎 I have paid")
    await tom.tap("📎 I have paid", told.id)
    await scene.driver.send_photo(tom.person, tom.bot, picture("grey"))
    await scene.staff.tap(olga, "✅ Деньги пришли")
    await scene.becomes("confirmed")
    await tom.sees(EN.paid)
    assert not any(seen.button("Pay ") for seen in await tom.messages())
