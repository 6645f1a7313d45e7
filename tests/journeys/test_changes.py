"""The world moves between two taps: sold out, another price, hidden, somebody was quicker."""

from sqlalchemy import text

from core.orders.cart import Carts
from tests.journeys.phone import plain
from tests.journeys.shopping import CARD, PICKUP, buys, comes_to_confirm, opens
from tests.journeys.stage import Scene, actor_of, put_up, shop_of


async def test_sold_out_between_the_confirmation_and_the_tap(scene: Scene) -> None:
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await scene.stall.sets_stock(scene.tea, 0)
    refused = await anna.tap("✅ Подтвердить")
    assert "Зелёный чай" in refused.text
    assert "не списаны" in refused.text
    assert await scene.orders() == 0


async def test_a_price_changed_meanwhile_shows_the_confirmation_again_with_a_note(scene: Scene) -> None:
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    answer = await scene.olga.says("/price TEA 650")
    assert "650" in answer.text
    await anna.tap("✅ Подтвердить")
    again = await anna.screen("кое-что изменилось")
    assert "650 ₽" in plain(again.text)
    await anna.tap("✅ Подтвердить · 650")
    assert (await anna.pays()).total == 650_00


async def test_a_cart_says_line_by_line_what_changed(scene: Scene) -> None:
    anna = scene.anna
    for goods in (scene.tea, scene.mug):
        await opens(anna, goods)
        await anna.tap("В корзину")
    await anna.says("/cart")
    await anna.tap("+")
    await scene.olga.says("/price TEA 550")
    await scene.stall.sets_stock(scene.tea, 1)
    await scene.olga.says("/hide MUG-RED")
    cart = await anna.says("/cart")
    said = plain(cart.text)
    assert "цена была 500" in said
    assert "осталась только 1" in said
    assert "больше не продаётся" in said
    assert "Оформить" not in cart.button_texts
    mend = next(row for row in cart.buttons if row[1].startswith("2 ·"))
    assert mend[0] == "✕"
    await scene.driver.call("act/tap", person=anna.person, chat=anna.bot, text="✕", message_id=cart.id)
    await scene.settled()


async def test_in_a_long_cart_what_holds_up_the_checkout_stands_first(scene: Scene) -> None:
    anna, many = scene.anna, []
    for number in range(1, 24):
        many += await put_up(scene.stall, f"N{number}", {"ru": f"Товар №{number}", "en": f"Thing {number}"}, 100_00)
    await opens(anna, many[0])
    buyer = await actor_of(scene, anna)
    carts = await scene.app.container.get(Carts)
    for goods in many:
        await carts.put(buyer, shop_of(scene), goods.variant_id, 1)
    await scene.stall.sets_stock(many[21], 0)
    cart = await anna.says("/cart")
    assert "закончился" in cart.text
    assert cart.text.index("22. Товар №22") < cart.text.index("1. Товар №1")
    assert "и ещё 3 строки" in plain(cart.text)
    assert cart.buttons[0][:2] == ("✕", "22 · 1 шт.")
    assert len(cart.button_texts) <= 100
    await anna.tap("✕", cart.id)
    mended = await anna.screen("Корзина", button="Оформить")
    assert "закончился" not in mended.text
    assert mended.text.index("1. Товар №1") < mended.text.index("20. Товар №20")
    assert "и ещё 2 строки" in plain(mended.text)


async def test_a_repeated_order_of_two_says_which_one_is_gone(scene: Scene) -> None:
    anna = scene.anna
    for goods in (scene.tea, scene.mug):
        await opens(anna, goods)
        await anna.tap("В корзину")
    await anna.says("/cart")
    await anna.tap("Оформить")
    await anna.tap(PICKUP)
    await anna.shares_phone()
    await anna.taps_through(CARD, "✅ Подтвердить")
    assert (await anna.pays()).ok
    await anna.sees("Подтверждён")
    await scene.settled()
    await scene.olga.says("/hide MUG-RED")
    await anna.tap("🔁 Повторить")
    said = await anna.sees("В корзине 1 позиция")
    assert "Кружка" in said.text
    cart = await anna.says("/cart")
    assert "Зелёный чай" in cart.text


async def test_the_last_piece_goes_to_one_of_two(scene: Scene) -> None:
    await scene.stall.sets_stock(scene.tea, 1)
    await comes_to_confirm(scene.anna, scene.tea)
    await comes_to_confirm(scene.vera, scene.tea)
    await scene.anna.tap("✅ Подтвердить")
    late = await scene.vera.tap("✅ Подтвердить")
    assert "закончился" in late.text
    assert await scene.orders() == 1


async def test_a_hidden_product_says_so_from_an_old_card(scene: Scene) -> None:
    anna = scene.anna
    card = await opens(anna, scene.tea)
    await scene.olga.says("/hide TEA")
    pressed = await anna.tap("⚡️ Купить", card.id)
    assert pressed.text or await anna.reads("больше")
    assert await scene.orders() == 0


async def test_a_shop_without_the_product_any_more_answers_an_old_button(scene: Scene) -> None:
    anna = scene.anna
    card = await opens(anna, scene.mug)
    async with scene.town.uow(scene.stall.id) as tx:
        await tx.connection.execute(
            text("UPDATE products SET status = 'archived' WHERE id = :p"), {"p": scene.mug.product_id}
        )
    pressed = await anna.tap("синяя", card.id)
    assert "больше нет" in pressed.text


async def test_more_than_is_there_is_not_sold(scene: Scene) -> None:
    anna = scene.anna
    await scene.stall.sets_stock(scene.tea, 2)
    await opens(anna, scene.tea)
    await anna.tap("+")
    await anna.screen("Зелёный чай", button="× 2")
    await buys(scene.vera, scene.tea)
    pressed = await anna.tap("⚡️ Купить")
    assert pressed.text == "" or "остал" in pressed.text.lower()
