"""Money that goes its own way: declined, closed, late, twice, from a stranger."""

from tests.journeys.shopping import buys, opens, orders, state
from tests.journeys.stage import Scene


async def test_a_declined_card_leaves_the_order_payable(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    declined = await anna.pays("decline")
    assert not declined.ok
    assert await state(scene) == "awaiting_payment"
    again = await anna.pays()
    assert again.ok, again.error
    assert await state(scene) == "confirmed"


async def test_a_closed_sheet_leaves_the_order_payable_from_its_card(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    assert (await anna.pays("close")).closed
    first = await anna.invoice()
    card = await anna.sees("Ждёт оплаты", button="💳 Оплатить")
    await anna.tap("💳 Оплатить", card.id)
    await anna.sees(after=first.id)
    second = await anna.invoice()
    assert second.id != first.id
    assert (await anna.pays(message_id=second.id)).ok
    await anna.sees("Подтверждён")
    await scene.settled()
    left = [seen.id for seen in await anna.messages() if seen.invoice]
    assert first.id not in left


async def test_both_invoices_of_an_order_cannot_be_paid(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    first = await anna.invoice()
    card = await anna.sees("Ждёт оплаты", button="💳 Оплатить")
    await anna.tap("💳 Оплатить", card.id)
    await anna.sees(after=first.id)
    second = await anna.invoice()
    assert (await anna.pays(message_id=first.id)).ok
    late = await scene.driver.pay(anna.person, anna.bot, second.id) if await still(scene, second.id) else None
    assert late is None or not late.ok
    assert await state(scene) == "confirmed"


async def still(scene: Scene, message_id: int) -> bool:
    return any(seen.id == message_id for seen in await scene.anna.messages())


async def test_a_double_press_on_pay_charges_once_or_gives_the_surplus_back(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    paid = await anna.pays(twice=True)
    assert paid.ok or (paid.second is not None and paid.second.ok)
    await scene.settled()
    taken = len(await scene.driver.charges(anna.person))
    refunds = await scene.stall.count("refunds")
    assert taken - refunds == 1
    assert await state(scene) == "confirmed"


async def test_a_forwarded_invoice_paid_by_a_stranger_is_refused_with_words(scene: Scene) -> None:
    anna, stranger = scene.anna, scene.stranger
    await orders(anna, scene.tea)
    invoice = (await anna.invoice()).invoice
    assert invoice is not None
    await stranger.start()
    refused = await scene.driver.pay_link(stranger.person, invoice["slug"])
    assert not refused.ok
    assert "другому человеку" in refused.error
    assert "не списаны" in refused.error
    assert await state(scene) == "awaiting_payment"


async def test_a_forwarded_invoice_leads_a_stranger_to_words_not_to_the_order(scene: Scene) -> None:
    anna, stranger = scene.anna, scene.stranger
    await orders(anna, scene.tea)
    invoice = await anna.invoice()
    await stranger.start()
    copy = await scene.driver.forward(anna.person, anna.bot, invoice.id, stranger.person)
    button = copy.raw["markup"]["inline_keyboard"][0][0]
    assert "start=o_" in button["url"]
    answer = await stranger.start(button["url"].partition("start=")[2])
    assert "больше нет" in answer.text


async def test_an_expired_invoice_that_is_still_open_is_refused_with_words(scene: Scene) -> None:
    anna = scene.anna
    await orders(anna, scene.tea)
    invoice = await anna.invoice()
    assert invoice.invoice is not None
    await scene.settled()
    await scene.expires()
    refused = await scene.driver.pay_link(anna.person, invoice.invoice["slug"])
    assert not refused.ok
    assert "нельзя оплатить" in refused.error
    number = (await scene.order())["number"]
    assert f"Заказ {number} уже" in refused.error, "an order number is a name, not an amount"


async def test_a_second_order_is_its_own(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await opens(anna, scene.tea)
    await anna.tap("⚡️ Купить")
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.settled()
    assert await scene.orders() == 2
    await anna.says("/orders")
    found = await anna.screen("Ваши заказы")
    assert len([text for text in found.button_texts if "500" in text]) == 2
