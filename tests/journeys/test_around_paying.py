"""What surrounds a payment in the chat: another way, codes and points, taxes, currencies, risk, four eyes."""

from core.orders import ledger
from db.repositories import money, promotions
from db.types.enums import Account, MoveKind, Role
from db.types.ids import new_id
from payments.probe_providers import ProbeProviders
from payments.refund_payment import RefundPayment
from sandbox.gateways.server import Gateways
from tests.journeys.phone import Phone, plain
from tests.journeys.shopping import opens, state
from tests.journeys.stage import Scene, actor_of, new_phone
from tests.journeys.ways import (
    BY_WAY,
    EN,
    RU,
    buys,
    coins_come,
    comes_to_confirm,
    goes_out,
    is_handed_over,
    opens_refund,
    set_up,
)

YOOKASSA, TELEGRAM, TON = BY_WAY["yookassa"], BY_WAY["telegram"], BY_WAY["ton"]


# ── another way ──────────────────────────────────────────────────────────────────────────────────────────


async def test_another_way_after_the_first_page_and_the_first_pages_money_goes_back(
    scene: Scene, gateways: Gateways
) -> None:
    anna = scene.anna
    await set_up(scene, "yookassa", gateways)
    await set_up(scene, "ton", gateways)
    await comes_to_confirm(anna, scene.tea, YOOKASSA.ru)
    await anna.tap(RU.confirm)
    await anna.sees("Оплата: 💳 Карта, СБП", button=RU.another)
    await anna.tap(RU.another)
    await anna.screen("Как хотите оплатить?", button="● 💳 Карта, СБП")
    await anna.tap(TON.ru)
    await anna.sees("переведите деньги", button=RU.wallet)
    await coins_come(scene, gateways)
    await scene.becomes("confirmed")
    # Nothing is left in the chat that asks for money.
    assert not any(seen.button(RU.wallet) or seen.button("💳 Оплатить") for seen in await anna.messages())

    gateways.yookassa.pay(gateways.yookassa.payments()[-1].id)
    await gateways.settled()
    await scene.settled()
    await (await scene.app.container.get(RefundPayment)).due()

    assert await state(scene) == "confirmed"
    assert "500" in (await anna.sees("отправлено вам обратно")).text
    assert gateways.yookassa.payments()[-1].refunded == 500_00


async def test_a_way_that_does_not_take_the_currency_is_not_offered(scene: Scene, gateways: Gateways) -> None:
    tom, olga = scene.tom, scene.olga
    await set_up(scene, "ton", gateways)
    assert "1 RUB = 0.0125 USD" in (await olga.says("/rate USD 0.0125")).text
    await comes_to_confirm(tom, scene.tea, TON.en, EN)
    await tom.tap("💱 Currency: RUB")
    await tom.tap("USD")
    # The coins are priced in roubles only: how to pay is asked anew, without them.
    asked = await tom.screen("How would you like to pay?")
    assert asked.button("💎") is None
    await tom.tap(TELEGRAM.en)
    shown = await tom.screen(EN.check, button="✅ Confirm · $6.25")
    assert "To pay: $6.25" in shown.text
    await tom.tap(EN.confirm)
    paid = await tom.pays()
    assert paid.ok, paid.error
    assert (paid.total, paid.currency) == (625, "USD")
    await scene.becomes("confirmed")
    assert "$6.25" in (await tom.sees("✅ Paid")).text
    # A later rate changes no order that is placed.
    await olga.says("/rate USD off")
    assert (await scene.order())["total"] == 625


# ── codes, points, taxes ─────────────────────────────────────────────────────────────────────────────────


async def has_points(scene: Scene, phone: Phone, amount: int) -> None:
    """Points as a completed order gives them: moved, and owed in the books."""
    buyer = await actor_of(scene, phone)
    async with scene.town.uow(scene.stall.id) as tx:
        await promotions.move_points(
            tx.connection, tx.shop_id, person_id=buyer.person_id, order_id=None, delta=amount, kind=MoveKind.EARN,
            move_id=new_id(), key="earned before",
        )  # fmt: skip
        entry = ledger.owed_anew("points", new_id(), Account.POINTS, amount, "RUB")
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id())


async def test_a_promo_code_a_gift_card_and_points_on_one_order(scene: Scene) -> None:
    anna, olga = scene.anna, scene.olga
    assert "/promo ОСЕНЬ 10%" in (await olga.says("/promo ОСЕНЬ")).text
    assert "скидка 10 %" in (await olga.says("/promo ОСЕНЬ 10%")).text
    assert "уже есть" in (await olga.says("/promo ОСЕНЬ 10%")).text
    assert "/giftcard 1000" in (await olga.says("/giftcard много")).text
    code = (await olga.says("/giftcard 100")).text.partition("₽: ")[2].split()[0]
    await olga.says("/rules баллы 5 30")
    await anna.start()
    await has_points(scene, anna, 50_00)

    await comes_to_confirm(anna, scene.tea, TELEGRAM.ru)
    await anna.tap("🎟")
    assert "Проверьте, пожалуйста, буквы" in (await anna.says("НЕТТАКОГО")).text
    await anna.types("осень")
    await anna.sees("Промокод ОСЕНЬ применён")
    await anna.screen(RU.check, button="✕ Убрать код")
    await anna.tap("⭐ Списать баллы")
    shown = await anna.screen("Баллы: −50")
    assert "промокод осень: −50 ₽" in plain(shown.text)
    assert "К оплате: 400" in shown.text
    await anna.tap("✕ Не списывать")
    await anna.screen("К оплате: 450")
    await anna.tap("✕ Убрать код")
    await anna.tap("🎟")
    await anna.types(code.lower())
    await anna.sees("применена")
    await anna.tap("⭐ Списать баллы")
    await anna.screen("К оплате: 350")
    await anna.tap(RU.confirm)
    paid = await anna.pays()
    assert paid.total == 350_00
    await scene.becomes("confirmed")
    card = plain((await anna.sees(RU.paid)).text)
    assert "оплачено подарочной картой: 100 ₽" in card
    assert "оплачено баллами: 50 ₽" in card


async def test_tax_is_added_and_shown_from_the_confirmation_to_the_card(scene: Scene) -> None:
    tom, olga = scene.tom, scene.olga
    assert "Как изменить" in (await olga.says("/rules налог сбоку 20")).text
    assert "20 % сверху" in (await olga.says("/rules налог сверху 20")).text
    shown = await comes_to_confirm(tom, scene.tea, TELEGRAM.en, EN)
    assert "tax: 100 ₽" in plain(shown.text)
    await tom.tap(EN.confirm)
    paid = await tom.pays()
    assert paid.total == 600_00
    await scene.becomes("confirmed")
    card = plain((await tom.sees(EN.paid)).text)
    assert "tax: 100 ₽" in card
    assert "total: 600 ₽" in card


# ── risk, four eyes ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_risky_order_is_held_and_approved(scene: Scene, gateways: Gateways) -> None:
    anna, olga = scene.anna, scene.olga
    assert "Риск от 0" in (await olga.says("/risk 0 101")).text
    await set_up(scene, "yookassa", gateways)
    await comes_to_confirm(anna, scene.tea, YOOKASSA.ru)
    await anna.tap(RU.confirm)
    await anna.sees(RU.waits, button="💳 Оплатить")
    gateways.yookassa.pay(gateways.yookassa.payments()[-1].id)
    await gateways.settled()
    await scene.becomes("on_hold")

    told = plain((await anna.sees("На паузе")).text)
    assert "500 ₽ у нас в сохранности" in told
    await scene.staff.sees("выглядит подозрительно и ждёт вашего решения")
    held = await scene.staff.sees("из 100", button="✅ Одобрить")
    assert held.button("Отменить заказ") is None
    await scene.staff.tap(scene.olga, "✅ Одобрить")
    await scene.becomes("confirmed")
    await anna.sees(RU.paid)
    again = await scene.staff.sees("Подтверждён")
    assert again.button("✅ Одобрить") is None


async def test_a_risky_order_is_rejected_and_its_money_goes_back(scene: Scene, gateways: Gateways) -> None:
    tom = scene.tom
    await scene.olga.says("/risk 0 101")
    await set_up(scene, "stripe", gateways)
    await comes_to_confirm(tom, scene.tea, BY_WAY["stripe"].en, EN)
    await tom.tap(EN.confirm)
    await tom.sees(EN.waits, button="💳 Pay")
    gateways.stripe.pay(gateways.stripe.payments()[-1].id)
    await gateways.settled()
    await scene.becomes("on_hold")
    assert "we have your 500 ₽ safe" in plain((await tom.sees("On hold")).text)

    await scene.staff.tap(scene.olga, "✖️ Отменить и вернуть деньги")
    await scene.staff.tap(scene.olga, "Да, отменить и вернуть деньги")
    await scene.becomes("cancelled")
    await (await scene.app.container.get(RefundPayment)).due()
    await scene.settled()

    await tom.sees("Your money will be refunded")
    await tom.sees("was sent back to you")
    assert gateways.stripe.payments()[-1].refunded == 500_00


async def test_a_refund_above_the_limit_waits_for_a_second_person(scene: Scene, gateways: Gateways) -> None:
    anna, olga = scene.anna, scene.olga
    assert "больше 100" in (await olga.says("/rules лимит 100")).text
    await buys(scene, anna, YOOKASSA, gateways)
    await is_handed_over(scene)
    await opens_refund(scene)
    await olga.tap("Всё: 500")
    await olga.tap("Списать")
    tapped = await olga.tap("Брак")
    assert "ещё один человек" in tapped.text
    await scene.staff.sees("ждёт второго человека", button="✅ Согласовать")

    order = await scene.order()
    assert (await scene.staff.tap(olga, "✅ Согласовать")).alert
    assert {refund for refund, *_ in await scene.stall.refunds_of(order["id"])} <= {"requested"}
    manager = await scene.stall.hires(Role.MANAGER, "Марина")
    marina = await new_phone(scene.driver, "Марина", "ru", scene.bot, manager.telegram_id, scene.anna.at_rest)
    await marina.start()
    waiting = await marina.says(f"/order {order['number']}")
    assert "ждёт второго человека" in waiting.text
    assert "Согласовано" in (await marina.tap("✅ Согласовать")).text
    await goes_out(scene, YOOKASSA, "500 ₽")
    await anna.sees("отправлено вам обратно")
    assert await scene.stall.refunds_of(order["id"]) == [("succeeded", 500_00, "defect")]
    # A button that somebody still sees does nothing twice.
    assert await scene.stall.ask("SELECT count(*) FROM refunds") == 1


# ── a provider that is down ──────────────────────────────────────────────────────────────────────────────


async def test_a_provider_that_is_down_is_hidden_and_comes_back(scene: Scene, gateways: Gateways) -> None:
    anna, olga = scene.anna, scene.olga
    await set_up(scene, "yookassa", gateways)
    gateways.yookassa.fault("500", "create", times=100)
    await comes_to_confirm(anna, scene.tea, YOOKASSA.ru)
    tapped = await anna.tap(RU.confirm)
    assert "страница оплаты не открылась" in tapped.text
    card = await anna.sees(RU.waits, button=RU.another)
    for _ in range(3):
        await anna.tap("💳 Оплатить", card.id)

    await olga.says("/payments")
    await olga.screen("пока скрыт от покупателей")
    await olga.tap("⚙️ Способы оплаты")
    await olga.screen("Способы оплаты", button="◐ 💳 Карта, СБП")
    await anna.tap(RU.another, card.id)
    assert (await anna.screen("Как хотите оплатить?")).button("💳 Карта, СБП") is None

    gateways.yookassa.clear_faults()
    assert await (await scene.app.container.get(ProbeProviders)).now(scene.stall.id, "yookassa")
    await anna.tap("‹ Назад")
    await anna.tap(RU.another)
    assert (await anna.screen("Как хотите оплатить?")).button("● 💳 Карта, СБП") is not None
    await anna.tap("‹ Назад")
    await anna.tap("💳 Оплатить")
    await anna.sees(RU.waits)
    gateways.yookassa.pay(gateways.yookassa.payments()[-1].id)
    await gateways.settled()
    await scene.becomes("confirmed")


# ── cash ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_cash_that_is_short_is_counted_short_and_let_go(scene: Scene, gateways: Gateways) -> None:
    anna, olga = scene.anna, scene.olga
    await buys(scene, anna, BY_WAY["cash"], gateways)
    assert "взять при выдаче: 500 ₽" in plain((await scene.staff.sees("Взять")).text)
    await scene.staff.tap(olga, "📦 Собрать")
    await scene.becomes("fulfilling")
    await olga.says(f"/order {(await scene.order())['number']}")
    await olga.tap("Заплатил меньше")
    assert "Не получилось прочитать" in (await olga.says("почти всё")).text
    assert "больше взять нельзя" in (await olga.says("9000")).text
    await olga.types("450")
    await scene.becomes("delivered")
    assert "получено при выдаче: 450 ₽" in plain((await olga.sees("Получено при выдаче")).text)

    shown = plain((await olga.says("/cash")).text)
    assert "450 ₽, 1 заказ" in shown
    assert "не хватает 50 ₽" in shown
    await olga.tap("Ольга: сдано другое")
    assert "Не получилось прочитать" in (await olga.says("ну")).text
    await olga.types("400")
    assert "не хватает 50" in (await olga.sees("Принято 400")).text
    await olga.screen("Все наличные сданы")
    await olga.tap("Простить")
    await scene.settled()
    assert "Покупатели недоплатили" not in (await olga.says("/cash")).text


# ── the monitor, ways to pay, rules ──────────────────────────────────────────────────────────────────────


async def test_a_way_to_pay_is_set_up_in_the_chat(scene: Scene, gateways: Gateways) -> None:
    olga, anna = scene.olga, scene.anna
    await olga.says("/payments")
    await olga.tap("⚙️ Способы оплаты")
    await olga.tap("○ 💳 Карта, СБП")
    screen = await olga.screen("ещё не настроен")
    assert screen.button("🔌") is None
    await olga.tap("✎ Номер магазина")
    await olga.screen("пришлите значение")
    await olga.types("100500")
    await olga.screen("Номер магазина (shopId): 100500")
    await olga.tap("✎ Адрес API")
    await olga.types(gateways.yookassa_url)
    await olga.screen(gateways.yookassa_url[:30])
    await olga.tap("✎ Секретный ключ")
    await olga.screen("/way yookassa secret_key")
    typed = await olga.types("/way yookassa secret_key wrong")
    await olga.sees("Сохранено и зашифровано")
    assert typed.id not in [seen.id for seen in await olga.messages()]
    assert "отказала" in (await olga.tap("🔌 Проверить")).text
    await olga.types("/way yookassa secret_key test_secret_key")
    await scene.settled()
    assert "Работает" in (await olga.tap("🔌 Проверить")).text
    assert not any("test_secret_key" in seen.text for seen in await olga.messages())

    await olga.tap("Сумма до…")
    assert "Не получилось прочитать" in (await olga.says("сколько угодно")).text
    await olga.types("400")
    await olga.screen("до 400")
    # Tea is 500: this way is not for it any more.
    await anna.start()
    await opens(anna, scene.tea)
    await anna.tap(RU.buy)
    await anna.tap(RU.pickup)
    await anna.shares_phone()
    assert (await anna.screen("Как удобнее заплатить?")).button("💳 Карта, СБП") is None


async def test_money_is_no_business_of_a_stock_keeper(scene: Scene) -> None:
    for command in ("/payments", "/rules", "/risk", "/cash", "/promo X 10%", "/giftcard 100", "/rate USD 0.01"):
        assert "роль" in (await scene.kirill.says(command)).text, command


async def test_the_monitor_counts_compares_and_leads_to_what_waits(scene: Scene, gateways: Gateways) -> None:
    olga = scene.olga
    await buys(scene, scene.anna, YOOKASSA, gateways)
    shown = plain((await olga.says("/payments")).text)
    assert "● 💳 карта, сбп или юmoney: 1 · 500 ₽" in shown
    assert "платежей нет" in shown
    await olga.tap("Неделя")
    await olga.screen("за 7 дней")
    tapped = await olga.tap("⚖️ Сверить")
    assert "всё сходится" in tapped.text
    await olga.screen("Сверка с платёжными системами")


async def test_coins_that_came_are_no_difference(scene: Scene, gateways: Gateways) -> None:
    await buys(scene, scene.anna, TON, gateways)
    await scene.olga.says("/payments")
    tapped = await scene.olga.tap("⚖️ Сверить")
    assert "всё сходится" in tapped.text
    assert int(await scene.stall.count("payment_differences")) == 0
