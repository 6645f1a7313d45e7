"""From /start to a paid order, as new and known buyers walk it, with the taps counted."""

from db.types.ids import encode_id
from tests.journeys.phone import plain
from tests.journeys.stage import Scene

PICKUP, COURIER, CARD, CASH = "Самовывоз", "Курьер", "💳 Картой", "💵 При получении"


async def test_a_new_russian_buyer_pays_by_card_in_six_taps_and_types_only_an_address(scene: Scene) -> None:
    anna = scene.anna
    home = await anna.start()
    assert "Лавка" in home.text
    await anna.taps_through("🛍 Каталог", "Чай и посуда", "Зелёный чай")
    card = await anna.sees("Листовой", button="⚡️ Купить сейчас")
    assert "500 ₽" in plain(card.text)
    anna.taps = 0
    await anna.tap("⚡️ Купить сейчас")
    await anna.tap(COURIER)
    await anna.sees("Адрес")
    await anna.types("Москва, Тверская улица, дом 1")
    await anna.shares_phone()
    await anna.tap(CARD)
    confirm = await anna.screen("Проверьте заказ")
    assert "800 ₽" in plain(confirm.text)
    assert "Тверская" in confirm.text
    await anna.tap("✅ Подтвердить")
    invoice = await anna.invoice()
    assert invoice.invoice is not None
    paid = await anna.pays()
    assert paid.ok, paid.error
    assert anna.taps <= 6
    live = await anna.sees("Подтверждён")
    assert "✅ Оплачен" in live.text
    assert "💳 Оплатить" not in " ".join(live.button_texts)
    staff = await scene.staff.sees("Заказ", button="📦 Собрать")
    assert "Зелёный чай" in staff.text
    await scene.settled()
    assert await scene.orders() == 1
    assert await scene.stall.available(scene.tea) == 9


async def test_a_new_english_buyer_pays_in_cash(scene: Scene) -> None:
    tom = scene.tom
    assert "Shop" in (await tom.start()).text
    await tom.taps_through("🛍 Catalogue", "Tea and cups", "Green tea")
    tom.taps = 0
    await tom.tap("⚡️ Buy now")
    await tom.tap("Pickup")
    await tom.sees("Phone")
    await tom.types("+44 20 7946 0958")
    await tom.tap("💵 On delivery")
    await tom.screen("Check your order", button="✅ Confirm")
    await tom.tap("✅ Confirm")
    await tom.screen("Waiting for the shop to confirm")
    assert tom.taps <= 6
    await scene.staff.tap(scene.oleg, "✅ Принять")
    await tom.sees("is accepted")
    assert (await scene.order())["status"] == "confirmed"


async def buys_once(scene: Scene) -> None:
    """Anna buys tea with pickup and card, so that the shop knows her."""
    anna = scene.anna
    await anna.start(f"p_{encode_id(scene.tea.product_id)}")
    await anna.taps_through("⚡️ Купить", PICKUP)
    await anna.shares_phone()
    await anna.taps_through(CARD, "✅ Подтвердить")
    assert (await anna.pays()).ok
    await anna.sees("Подтверждён")


async def test_a_known_buyer_needs_three_taps_from_the_product_to_the_invoice(scene: Scene) -> None:
    anna = scene.anna
    await buys_once(scene)
    await scene.settled()
    await anna.start(f"p_{encode_id(scene.mug.product_id)}")
    await anna.screen("Кружка", button="⚡️ Купить")
    anna.taps = 0
    await anna.tap("⚡️ Купить")
    await anna.screen("Проверьте заказ")
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    assert anna.taps == 3
    await scene.settled()
    assert await scene.orders() == 2


async def test_a_cart_of_two_products_is_bought_with_amounts_changed_in_place(scene: Scene) -> None:
    anna = scene.anna
    await anna.start(f"p_{encode_id(scene.tea.product_id)}")
    await anna.tap("В корзину")
    await anna.start(f"p_{encode_id(scene.mug.product_id)}")
    await anna.tap("синяя")
    await anna.sees("MUG-BLUE")
    await anna.tap("В корзину")
    await anna.tap("В корзине: 1")
    cart = await anna.sees("1 700 ₽")
    assert cart.photo is None
    plus = [row for row in cart.buttons if row[-1] == "+"]
    assert len(plus) == 2
    await anna.tap("+", cart.id)
    await anna.sees("2 200 ₽")
    await anna.tap("Оформить")
    await anna.tap(PICKUP)
    await anna.shares_phone()
    await anna.taps_through(CARD, "✅ Подтвердить")
    assert (await anna.pays()).total == 2200_00
    await anna.sees("Подтверждён")
    await scene.settled()
    empty = await anna.says("/cart")
    assert "пусто" in empty.text


async def test_a_picture_is_uploaded_once_and_the_screen_is_edited_as_the_person_moves(scene: Scene) -> None:
    anna = scene.anna
    await anna.start(f"p_{encode_id(scene.mug.product_id)}")
    first = await anna.screen("Кружка")
    assert first.photo
    await anna.tap("синяя")
    await anna.sees("MUG-BLUE")
    assert (await anna.from_bot())[-1].id == first.id
    uploads = [call for call in await scene.driver.calls() if "attach" in str(call["params"]) or
               "upload" in str(call["params"]).lower()]  # fmt: skip
    assert len(uploads) <= 1


async def test_tapping_the_same_thing_in_two_languages_says_the_same(scene: Scene) -> None:
    tom = scene.tom
    await tom.start()
    await tom.taps_through("🌐 Language", "🇷🇺 Русский")
    await tom.screen("Лавка", button="🛍 Каталог")
    await tom.start()
    await tom.screen("Лавка", button="🛍 Каталог")
    await tom.says("/language")
    await tom.tap("🇬🇧 English")
    await tom.screen("Shop", button="🛍 Catalogue")
