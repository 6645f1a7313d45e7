"""A price on request in the chat: the buyer asks, the group answers, the buyer goes on and pays."""

from tests.journeys.shopping import opens
from tests.journeys.stage import Scene


async def test_the_shop_names_the_price_and_the_buyer_pays_it(scene: Scene) -> None:
    anna, olga = scene.anna, scene.olga
    await olga.says("/delivery")
    await olga.taps_through(
        "🚚 Курьер" if (await olga.from_bot())[-1].button("🚚 Курьер") else "Курьер", "☐ Цену называю"
    )
    await olga.screen("называется каждый раз")

    await opens(anna, scene.tea)
    await anna.tap("⚡️ Купить")
    await anna.tap("Курьер — цена по запросу")
    await anna.says("Тверская 1, кв. 2")
    await anna.shares_phone()
    await anna.screen("посчитает для вас")
    await anna.tap("💬 Узнать цену")
    await anna.screen("Спросили")

    await scene.staff.sees("спрашивает, сколько стоит доставка")
    question = await scene.staff.sees("Тверская 1", button="✏️ Назвать цену")
    await scene.staff.tap(scene.oleg, "✏️ Назвать цену")
    reply = await scene.staff.sees("Олег, сумма за доставку", after=question.id)
    assert "не сумма" in (await scene.staff.says(scene.oleg, "дорого", reply_to=reply.id)).text
    await scene.staff.says(scene.oleg, "450", reply_to=reply.id)

    told = await anna.sees("450", button="✅ Дальше")
    await anna.tap("✅ Дальше", told.id)
    await anna.tap("💳 Картой в Telegram")
    await anna.sees("950", button="✅ Подтвердить")
