"""A transfer by hand in the chat: where to send it, a picture of the receipt, staff who decide, everybody told."""

from payments.registry import Registry
from payments.settings import ProviderSettings
from tests.journeys.shopping import comes_to_confirm, orders, state
from tests.journeys.stage import Scene, picture

TRANSFER = "🏦 Перевод"
ACCOUNT = {"bank": "Банк", "account": "40817810000000000001", "holder": "Ольга П."}


async def takes_transfers(scene: Scene) -> None:
    """The shop names its account."""
    settings = await scene.app.container.get(ProviderSettings)
    registry = await scene.app.container.get(Registry)
    provider = registry.get("transfer")
    assert provider is not None
    await settings.save(scene.stall.shop, "transfer", provider.settings_model.model_validate(ACCOUNT))


async def test_a_receipt_is_sent_approved_in_the_group_and_the_order_is_paid(scene: Scene) -> None:
    await takes_transfers(scene)
    anna = scene.anna
    await orders(anna, scene.tea, pay=TRANSFER)
    screen = await anna.sees("40817810000000000001", button="📎")
    assert "Ольга П." in screen.text
    assert "Сумма: 500\u00a0₽" in screen.text

    sent = await scene.driver.send_photo(anna.person, anna.bot, picture("white"))
    assert "чек получен" in (await anna.sees(after=sent.id)).text
    shown = await scene.staff.sees("Чек к заказу", button="✅ Деньги пришли")
    assert shown.photo
    await scene.staff.tap(scene.oleg, "✅ Деньги пришли")

    assert await state(scene) == "confirmed"
    decided = await scene.staff.sees("пришли — Олег")
    assert decided.id == shown.id
    assert decided.button_texts == []
    await anna.sees("Подтверждён")


async def test_a_rejected_receipt_is_explained_and_another_one_is_taken(scene: Scene) -> None:
    await takes_transfers(scene)
    anna = scene.anna
    await orders(anna, scene.tea, pay=TRANSFER)
    await scene.driver.send_photo(anna.person, anna.bot, picture("white"))
    await scene.staff.tap(scene.olga, "✖️ Отклонить")
    await scene.staff.tap(scene.olga, "Другая сумма")
    told = await anna.sees("пришла другая сумма", button="📎")

    await anna.tap("📎", told.id)
    question = await anna.sees("Пришлите, пожалуйста, фото")
    refused = await anna.says("вот он")
    assert refused.id > question.id
    assert "Нужен снимок" in refused.text
    again = await scene.driver.send_photo(anna.person, anna.bot, picture("grey"))
    assert "чек получен" in (await anna.sees(after=again.id)).text
    await scene.staff.tap(scene.olga, "✅ Деньги пришли")

    assert await state(scene) == "confirmed"


async def test_who_may_not_decide_is_told_so(scene: Scene) -> None:
    await takes_transfers(scene)
    anna = scene.anna
    await orders(anna, scene.tea, pay=TRANSFER)
    await scene.driver.send_photo(anna.person, anna.bot, picture("white"))
    await scene.staff.sees("Чек к заказу", button="✅ Деньги пришли")
    pressed = await scene.staff.tap(scene.kirill, "✅ Деньги пришли")
    assert pressed.alert
    assert await state(scene) == "awaiting_payment"


async def test_the_confirmation_names_the_way_to_pay(scene: Scene) -> None:
    await takes_transfers(scene)
    shown = await comes_to_confirm(scene.anna, scene.tea, pay=TRANSFER)
    assert "Перевод на счёт" in shown.text
