"""Orders are cancelled by either side, and money goes back in words and in the books."""

from tests.journeys.shopping import buys, live_card, orders, state
from tests.journeys.stage import Scene


async def test_a_buyer_cancels_an_unpaid_order_and_no_pay_button_is_left(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    await anna.invoice()
    await scene.settled()
    await anna.tap("Отменить заказ")
    await anna.sees("Деньги не списаны", button="Да, отменить")
    await anna.tap("Да, отменить")
    await anna.screen("Отменён")
    await scene.settled()
    assert not [seen for seen in await anna.messages() if seen.invoice]
    assert await scene.stall.available(scene.tea) == 10


async def test_a_paid_order_cancelled_by_the_buyer_is_paid_back_by_hand(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    await anna.taps_through("Отменить заказ", "Да, отменить")
    await anna.sees("Возврат 500 ₽ в пути")
    alarm = await scene.staff.sees("верните")
    assert "500" in alarm.text
    await scene.staff.tap(scene.olga, "Возврат 500")
    await anna.sees("отправлено вам обратно")
    await scene.settled()
    card = await live_card(anna)
    assert "Возвращено: 500" in card.text.replace("\u00a0", " ")
    assert await state(scene) == "cancelled"
    assert await scene.stall.available(scene.tea) == 10


async def test_staff_cancel_with_a_reason_that_the_buyer_reads(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    # The card is drawn anew when the money's event comes: over the question, if that was asked before.
    await scene.settled()
    await scene.staff.tap(scene.oleg, "Отменить заказ")
    await scene.staff.tap(scene.oleg, "товар закончился")
    push = await scene.anna.sees("Магазин отменил")
    assert "Причина: товар закончился" in push.text
    assert "Деньги вернутся" in push.text
    assert await state(scene) == "cancelled"


async def test_a_packed_order_can_no_longer_be_cancelled_by_an_old_button(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    await anna.tap("Отменить заказ")
    asked = await anna.sees("Отменить заказ", button="Да, отменить")
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.settled()
    still = next((seen for seen in await anna.messages() if seen.id == asked.id), None)
    if still is not None and still.button("Да, отменить"):
        pressed = await anna.tap("Да, отменить", asked.id)
        assert pressed.text
    assert await state(scene) == "fulfilling"


async def test_an_order_that_is_not_paid_in_time_expires_and_can_be_repeated(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    await anna.invoice()
    await scene.settled()
    await scene.expires()
    await anna.sees("Время оплаты заказа")
    assert not [seen for seen in await anna.messages() if seen.invoice]
    assert await scene.stall.available(scene.tea) == 10
    await anna.tap("🔁 Повторить")
    await anna.sees("В корзине 1 позиция")


async def test_an_order_of_which_nothing_is_left_cannot_be_repeated(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    await scene.olga.says("/hide TEA")
    await anna.tap("🔁 Повторить")
    said = await anna.sees("больше не прода")
    assert "Зелёный чай" in said.text or "ничего" in said.text
