"""Each way to pay from the product to the money given back: in full, for goods, by a sum; in both languages."""

from collections.abc import AsyncIterator

import pytest

from sandbox.gateways.server import Gateways, gateways_server
from tests.journeys.stage import Scene
from tests.journeys.ways import EN, WAYS, Way, buys, goes_out, is_handed_over, opens_refund


@pytest.fixture
async def gateways() -> AsyncIterator[Gateways]:
    async with gateways_server() as found:
        yield found


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
