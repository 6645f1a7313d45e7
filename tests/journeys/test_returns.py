"""Sending things back in the chat: money, credit and exchange, in both languages, one live card a side."""

from dataclasses import replace

from db.types.ids import encode_id
from sandbox.driver import Seen
from tests.factories.sent_back import handed_over
from tests.factories.town import Customer, Goods
from tests.journeys.phone import Phone, plain
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene, actor_of, picture


async def has_bought(scene: Scene, phone: Phone, goods: Goods | None = None) -> Seen:
    """Somebody has a tea, or something else; the order's card."""
    await buys(phone, goods or scene.tea)
    return await receives(scene, phone)


async def receives(scene: Scene, phone: Phone) -> Seen:
    """Staff hand the newest order over."""
    order = await scene.order()
    await scene.town.fulfil.pack(scene.stall.owner, order["id"])
    await scene.town.fulfil.deliver(scene.stall.owner, order["id"])
    await scene.settled()
    return await phone.sees("Итого:" if phone is not scene.tom else "Total:")


async def state(scene: Scene) -> str:
    await scene.settled()
    return str(await scene.stall.ask("SELECT state FROM returns ORDER BY id DESC LIMIT 1"))


async def staff_take_it_all(scene: Scene) -> None:
    """Oleg approves it, Kirill receives and inspects it."""
    await scene.staff.tap(scene.oleg, "✅ Одобрить")
    await scene.settled()
    await scene.staff.tap(scene.kirill, "📥 Пришло всё")
    await scene.settled()
    await scene.staff.tap(scene.kirill, "🔍 Всё в порядке")
    await scene.settled()
    await scene.staff.tap(scene.oleg, "☑️ Завершить")


async def test_money_back_with_photos_and_words(scene: Scene) -> None:
    anna, group = scene.anna, scene.staff
    await has_bought(scene, anna)
    await anna.tap("↩️ Возврат")
    # One piece of one thing: there is nothing to pick.
    await anna.sees("что не так")
    await anna.tap("Сломано")
    await anna.sees("Что хотите взамен")
    await anna.tap("Вернуть деньги")
    await anna.sees("Возврат по заказу", button="✅ Подтвердить")
    await anna.tap("💬 Комментарий")
    await anna.sees("своими словами")
    await anna.types("Банка <b>помята</b>")
    await anna.sees("Банка <b>помята</b>", button="📷 Фото")
    await anna.tap("📷 Фото")
    await anna.sees("пока 0 из 5")
    for number in (1, 2):
        await scene.driver.send_photo(anna.person, anna.bot, picture("red" if number == 1 else "blue"))
        await anna.sees(f"пока {number} из 5")
    await anna.tap("✅ Готово")
    await anna.sees("Фото: 2", button="✅ Подтвердить")
    await anna.tap("✅ Подтвердить")
    card = await anna.sees("ждёт нашего ответа", button="Отменить возврат")

    staff_card = await group.sees("Возврат · заказ", button="✅ Одобрить")
    assert "помята" in staff_card.text
    assert "Сломано или с браком" in staff_card.text
    await group.tap(scene.oleg, "📷 Фото (2)")
    shown = await group.sees("фото 1 из 2", button="Дальше")
    await scene.driver.tap(scene.oleg.person, group.chat, "Дальше", shown.id)
    await group.sees("фото 2 из 2")
    await group.tap(scene.oleg, "✅ Одобрить")
    await anna.sees("одобрен. Отправьте товар")
    await scene.settled()
    now = next(seen for seen in await anna.messages() if seen.id == card.id)
    assert "Отправьте товар обратно" in now.text
    await anna.tap("🚚 Отправлено")
    await anna.sees("как отправили")
    await anna.types("RA123456789RU")
    await anna.sees("Отправлено: RA123456789RU")
    await scene.settled()
    assert "RA123456789RU" in (await group.sees("Возврат · заказ", button="📥")).text
    await group.tap(scene.kirill, "📥 Пришло всё")
    await scene.settled()
    await group.tap(scene.kirill, "🔍 Всё в порядке")
    await scene.settled()
    await group.tap(scene.oleg, "☑️ Завершить")
    await group.sees("принято товаров на 500 ₽")
    await group.tap(scene.oleg, "Деньги")
    await anna.sees("500 ₽ вернутся тем же способом")
    assert await state(scene) == "closed"
    cards = [seen for seen in await group.messages() if "Возврат · заказ" in seen.text]
    assert len(cards) == 1, "one return has one card in the group"
    for said in ("Одобрил: Олег", "Принял: Кирилл", "Проверил: Кирилл", "Завершил: Олег"):
        assert said in cards[0].text
    assert await scene.stall.on_hand(scene.tea) == 10
    assert [amount for _, amount, _ in await scene.stall.refunds_of((await scene.order())["id"])] == [500_00]
    # The order's card says it too, and offers no second return.
    await anna.tap("Заказ")
    assert (await anna.sees("Итого:")).button("↩️ Возврат") is None


async def test_store_credit_in_english_with_its_code(scene: Scene) -> None:
    tom = scene.tom
    await has_bought_in_english(scene)
    await tom.tap("↩️ Return")
    await tom.tap("I changed my mind")
    await tom.tap("Store credit")
    await tom.tap("✅ Confirm")
    await tom.sees("waits for our answer")
    await staff_take_it_all(scene)
    await scene.staff.tap(scene.oleg, "Счёт в магазине")
    await tom.sees("is your store credit. The code is on the card")
    await scene.settled()
    card = await tom.sees("Enter the code at checkout")
    code = plain(card.text).split("checkout: ")[1].split()[0].upper()
    await tom.tap("↩️ My return")
    await tom.sees("is your store credit.")
    cards, _ = await scene.town.gift_cards.mine(await actor_of(scene, tom))
    assert [(one.code, one.balance) for one in cards] == [(code, 500_00)]


async def has_bought_in_english(scene: Scene) -> None:
    tom = scene.tom
    await buys_in_english(scene, tom)
    await receives(scene, tom)


async def buys_in_english(scene: Scene, tom: Phone) -> None:
    await tom.start(f"p_{encode_id(scene.tea.product_id)}")
    await tom.tap("⚡️ Buy")
    await tom.tap("Pickup")
    await tom.shares_phone()
    await tom.tap("💳")
    await tom.tap("✅ Confirm")
    assert (await tom.pays()).ok
    await scene.becomes("confirmed")


async def test_an_exchange_for_another_colour(scene: Scene) -> None:
    anna = scene.anna
    await has_bought(scene, anna, scene.mug)
    await anna.tap("↩️ Возврат")
    await anna.tap("Не подошло")
    await anna.tap("Обмен")
    await anna.sees("на что обменять")
    await anna.tap("синяя")
    await anna.sees("→ синяя", button="✅ Подтвердить")
    await anna.tap("✅ Подтвердить")
    await anna.sees("ждёт нашего ответа")
    await staff_take_it_all(scene)
    await scene.staff.tap(scene.oleg, "Обмен, как просили")
    await anna.sees("взамен вам придёт заказ")
    assert await state(scene) == "closed"
    order = await scene.order()
    assert order["exchange_of"] is not None
    assert order["status"] == "confirmed"
    assert await scene.stall.available(scene.blue_mug) == 4
    assert await scene.stall.on_hand(scene.mug) == 5
    # The new order comes to staff like any other.
    await scene.staff.sees(str(order["number"]), button="📦 Собрать")


async def test_a_dearer_exchange_is_paid_from_its_card(scene: Scene) -> None:
    anna = scene.anna
    await has_bought(scene, anna, scene.mug)
    await scene.stall.tell("UPDATE variants SET price = 150000 WHERE id = :id", id=scene.blue_mug.variant_id)
    for button in ("↩️ Возврат", "Не подошло", "Обмен", "синяя", "✅ Подтвердить"):
        await anna.tap(button)
    await anna.sees("ждёт нашего ответа")
    await staff_take_it_all(scene)
    await scene.staff.tap(scene.oleg, "Обмен, как просили")
    said = await anna.sees("Доплатите, пожалуйста, 300 ₽")
    number = str((await scene.order())["number"])
    await anna.tap(f"Заказ {number}", said.id)
    await anna.tap("💳 Оплатить")
    assert (await anna.pays()).ok
    await scene.becomes("confirmed")
    await scene.settled()
    await anna.sees("Взамен вам придёт заказ")
    assert await scene.stall.ask("SELECT sum(balance) FROM gift_cards") == 0


async def test_a_refusal_in_words_of_ones_own(scene: Scene) -> None:
    anna, group = scene.anna, scene.staff
    await has_bought(scene, anna)
    for button in ("↩️ Возврат", "Передумали", "Вернуть деньги", "✅ Подтвердить"):
        await anna.tap(button)
    await anna.sees("ждёт нашего ответа")
    await group.tap(scene.oleg, "✖️ Отказать")
    await group.tap(scene.oleg, "Своими словами")
    question = await group.sees("напишите, почему отказываем")
    await group.says(scene.oleg, "Чай уже заварили", question.id)
    await anna.sees("отказано: Чай уже заварили")
    assert await state(scene) == "rejected"
    await scene.settled()
    assert "Чай уже заварили" in (await group.sees("Возврат · заказ")).text


async def test_a_ready_refusal_is_read_in_the_buyers_language(scene: Scene) -> None:
    tom = scene.tom
    await has_bought_in_english(scene)
    for button in ("↩️ Return", "I changed my mind", "Money back", "✅ Confirm"):
        await tom.tap(button)
    await tom.sees("waits for our answer")
    await scene.staff.tap(scene.oleg, "✖️ Отказать")
    await scene.staff.tap(scene.oleg, "Товаром пользовались")
    await tom.sees("was refused: It has been used")


async def test_a_return_is_taken_back_and_asked_again(scene: Scene) -> None:
    anna = scene.anna
    await has_bought(scene, anna)
    for button in ("↩️ Возврат", "Передумали", "Вернуть деньги", "✅ Подтвердить", "Отменить возврат"):
        await anna.tap(button)
    await anna.sees("Отменить возврат по заказу")
    await anna.tap("Да, отменить")
    await anna.sees("отменён")
    assert await state(scene) == "cancelled"
    await anna.tap("Заказ")
    await anna.tap("↩️ Возврат")
    await anna.sees("что не так")


async def test_lines_are_picked_received_and_inspected_one_by_one(scene: Scene) -> None:
    anna, group = scene.anna, scene.staff
    await two_things(scene)
    await anna.tap("↩️ Возврат")
    await anna.sees("что хотите вернуть")
    await anna.tap("Зелёный чай")
    await anna.tap("Зелёный чай")
    await anna.tap("Кружка")
    await anna.tap("Дальше · 2")
    for button in ("Прислали не то", "Вернуть деньги", "✅ Подтвердить"):
        await anna.tap(button)
    await anna.sees("ждёт нашего ответа")
    await group.tap(scene.oleg, "✅ Одобрить")
    await scene.settled()
    await group.tap(scene.kirill, "По строкам")
    await group.tap(scene.kirill, "☐ Зелёный чай")
    await group.tap(scene.kirill, "пришло 1 из 2")
    await scene.settled()
    await group.tap(scene.kirill, "По строкам")
    await group.tap(scene.kirill, "☐ Кружка")
    await group.tap(scene.kirill, "потерялось в пути")
    await scene.settled()
    await group.tap(scene.kirill, "По строкам")
    await group.tap(scene.kirill, "☐ Зелёный чай")
    await group.tap(scene.kirill, "Отложить на проверку")
    await scene.settled()
    card = await group.sees("Возврат · заказ", button="☑️ Завершить")
    assert "потерялось в пути" in card.text
    await group.tap(scene.oleg, "☑️ Завершить")
    await group.tap(scene.oleg, "Деньги")
    await scene.settled()
    assert [amount for _, amount, _ in await scene.stall.refunds_of((await scene.order())["id"])] == [500_00]
    assert await scene.stall.on_hand(scene.tea) == 8, "set aside, not on the shelf"


async def two_things(scene: Scene) -> None:
    """Anna has two teas and a mug, bought through the use cases."""
    await scene.anna.start()
    who = replace(await actor_of(scene, scene.anna), role=None)
    buyer = Customer(scene.stall, who)
    order = await buyer.confirms(await buyer.cart((scene.tea, 2), (scene.mug, 1), pay="cash"))
    await scene.town.fulfil.accept(scene.stall.owner, order.order_id)
    await handed_over(scene.town, scene.stall, order)
    await scene.settled()
    await scene.anna.says("/orders")
    await scene.anna.tap("🎉")


async def test_staff_list_their_returns(scene: Scene) -> None:
    anna = scene.anna
    await has_bought(scene, anna)
    for button in ("↩️ Возврат", "Передумали", "Вернуть деньги", "✅ Подтвердить"):
        await anna.tap(button)
    await anna.sees("ждёт нашего ответа")
    await scene.settled()
    listed = await scene.staff.says(scene.oleg, f"/returns@{scene.bot}")
    assert any("Вернуть деньги" in text for text in listed.button_texts)
    empty = await scene.staff.says(scene.oleg, f"/returns@{scene.bot} open")
    assert "пусто" in empty.text
    wrong = await scene.staff.says(scene.oleg, f"/returns@{scene.bot} what")
    assert "/returns open" in wrong.text
    assert "/returns" in (await anna.says("/returns")).text, "a customer has no such command"


async def test_a_second_confirm_is_the_same_return(scene: Scene) -> None:
    anna = scene.anna
    await has_bought(scene, anna)
    for button in ("↩️ Возврат", "Передумали", "Вернуть деньги"):
        await anna.tap(button)
    check = await anna.sees("Возврат по заказу", button="✅ Подтвердить")
    await anna.tap("✅ Подтвердить", check.id)
    await anna.sees("ждёт нашего ответа")
    await scene.settled()
    assert await scene.stall.count("returns") == 1
