"""Favourites, alerts, albums, what goes together and reviews, in the chat and in both languages."""

from bot.alerts import TellAlerts
from bot.review_notices import ReviewNotices
from core.orders.reviews import AskForReviews
from core.shops.album import Album
from core.shops.change_products import SetPrice
from core.shops.pictures import Picture
from db.types.ids import OrderId
from sandbox.driver import Seen
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.shopping import buys, opens
from tests.journeys.stage import Scene, picture, put_up


async def delivered(scene: Scene, phone: Phone, goods: Goods) -> OrderId:
    """Somebody buys and receives it; the staff do their part."""
    await buys(phone, goods)
    await scene.settled()
    order_id = OrderId((await scene.order())["id"])
    await scene.town.fulfil.pack(scene.stall.owner, order_id)
    await scene.town.fulfil.deliver(scene.stall.owner, order_id)
    await scene.settled()
    return order_id


async def test_a_heart_fills_the_list_from_which_things_move_to_the_cart(scene: Scene) -> None:
    anna = scene.anna
    await opens(anna, scene.tea)
    tapped = await anna.tap("🤍 В избранное")
    assert "1 товар" in (tapped.text or "")
    await opens(anna, scene.mug)
    await anna.tap("🤍 В избранное")
    await anna.screen("Кружка", button="❤️ В избранном")
    await anna.start()
    await anna.tap("❤️ Избранное")
    listed = await anna.screen("Избранное · 2 товара")
    assert listed.button_texts[0].startswith("1. Кружка")
    await anna.tap("🧺 2")  # the mug has two colours to choose from
    await anna.screen("Избранное · 1 товар")
    await anna.tap("🧺 Корзина")
    await anna.screen("Зелёный чай")
    await anna.says("/favorites")
    await anna.taps_through("1. Кружка", "❤️ В избранном")
    assert "Пока пусто" in (await anna.says("/favorites")).text


async def test_who_waits_is_told_when_the_variant_is_back_and_buys_at_a_tap(scene: Scene) -> None:
    [vase] = await put_up(scene.stall, "VASE", {"ru": "Ваза", "en": "Vase"}, 900_00, stock_of=0, photo=picture())
    tom, anna = scene.tom, scene.anna
    await opens(tom, vase)
    await tom.tap("🔔 Tell me when it is back")
    await tom.screen("Vase", button="🔕 Wait no more")
    await opens(anna, vase)
    await anna.taps_through("🔔 Сообщить, когда появится", "🔕 Больше не ждать")
    await scene.olga.says("/stock VASE 3")
    await scene.settled()

    news = await tom.sees("is back", button="⚡️ Buy now")
    assert "900" in news.text
    await scene.olga.says("/stock VASE 0")
    await scene.olga.says("/stock VASE 5")
    await scene.settled()
    assert sum("is back" in seen.text for seen in await tom.from_bot()) == 1
    assert not await anna.reads("снова в продаже")
    await tom.tap("⚡️ Buy now", news.id)
    await tom.sees("Delivery", button="Pickup")


async def test_a_cheaper_favourite_is_told_with_both_prices(scene: Scene) -> None:
    anna = scene.anna
    await opens(anna, scene.tea)
    await anna.tap("🤍 В избранное")
    await SetPrice(scene.town.uow, scene.town.clock)(scene.stall.owner, "TEA", 400_00)
    tell = await scene.app.container.get(TellAlerts)
    assert await tell.price_drops() == 1
    assert await tell.price_drops() == 0

    news = await anna.sees("теперь дешевле", button="👀 Посмотреть")
    assert "400" in news.text
    assert "500" in news.text


async def test_an_album_is_turned_on_the_card_and_related_things_are_a_tap_away(scene: Scene) -> None:
    album = Album(scene.town.uow, scene.town.clock)
    for colour in ("red", "navy"):
        await album.add(scene.stall.owner, scene.mug.product_id, Picture(picture(colour), 320, 240))
    anna = scene.anna
    first = await opens(anna, scene.mug)
    assert "1 / 3" in first.button_texts
    await anna.tap("›")
    assert "2 / 3" in (await anna.screen("Кружка", button="2 / 3")).button_texts
    await anna.taps_through("‹", "‹")
    third = await anna.screen("Кружка", button="3 / 3")
    assert file_of(third) != file_of(first)
    await anna.tap("✨ С этим покупают")
    await anna.screen("с этим покупают", button="Зелёный чай")
    await anna.tap("Зелёный чай")
    await anna.screen("Зелёный чай", button="⚡️ Купить")


def file_of(seen: Seen) -> str:
    return str(seen.raw["content"]["photo"][-1]["file_unique_id"])


async def test_a_review_goes_from_stars_to_the_card_through_the_staff(scene: Scene) -> None:
    anna, tom = scene.anna, scene.tom
    order_id = await delivered(scene, anna, scene.tea)
    scene.town.clock.move(days=4)
    notices = await scene.app.container.get(ReviewNotices)
    notices._asking = AskForReviews(scene.town.uow, scene.town.clock)
    assert await notices.ask() >= 1  # and whoever else waits in other shops
    assert await notices.ask() == 0

    await anna.sees("Поставьте оценку", button="5★")
    await anna.tap("5★")
    await anna.screen("Напишите пару слов")
    await anna.says("Лучший <чай> в городе!")
    await anna.screen("Слова и фото читает магазин")
    await anna.tap("✅ Готово")
    await anna.screen("опубликует")
    await scene.settled()
    card = await scene.staff.sees("Лучший <чай> в городе!", button="✅ Опубликовать")
    assert "5" in card.text or "★★★★★" in card.text
    await scene.staff.tap(scene.oleg, "✅ Опубликовать")
    await scene.staff.sees("Опубликован")
    shown = await opens(tom, scene.tea)
    assert "★ 5.0 (1)" in shown.text
    await tom.tap("★ Reviews · 1")
    assert "Лучший <чай> в городе!" in (await tom.screen("★★★★★")).text

    await scene.olga.says("/reviews")
    await scene.olga.taps_through("На витрине", "5★ Зелёный чай", "💬 Ответить")
    await scene.olga.says("Спасибо, ждём вас снова!")
    await scene.settled()
    news = await anna.sees("Магазин ответил")
    assert "ждём вас снова" in news.text
    await anna.tap("Мой отзыв", news.id)
    await anna.taps_through("🗑 Удалить", "Да, удалить")
    assert "★" not in (await opens(tom, scene.tea)).text
    assert order_id


async def test_a_delivered_order_offers_the_review_by_itself_with_photos(scene: Scene) -> None:
    tom = scene.tom
    await delivered_in_english(scene)
    await tom.tap("⭐ Rate the purchase")
    await tom.tap("4★")
    await tom.sees("Write a few words")
    await tom.driver.send_photo(tom.person, tom.bot, picture("olive"), caption="Looks good")
    await tom.sees("Photos: 1 of 5")
    await tom.driver.send_photo(tom.person, tom.bot, picture("white"))
    await tom.sees("Photos: 2 of 5")
    await scene.settled()
    await scene.staff.sees("Looks good")
    await scene.staff.tap(scene.oleg, "✅ Опубликовать")
    await opens(scene.vera, scene.tea)
    await scene.vera.taps_through("★ Отзывы", "📷 1")
    assert file_of(await scene.vera.screen("Looks good", button="1 / 2"))


async def delivered_in_english(scene: Scene) -> None:
    tom = scene.tom
    await opens(tom, scene.tea)
    await tom.taps_through("⚡️ Buy now", "Pickup")
    await tom.sees("hone")
    await tom.types("+7 912 345-67-89")
    await tom.taps_through("💳 By card", "✅ Confirm")
    assert (await tom.pays()).ok
    await scene.settled()
    order_id = OrderId((await scene.order())["id"])
    await scene.town.fulfil.pack(scene.stall.owner, order_id)
    await scene.town.fulfil.deliver(scene.stall.owner, order_id)
    await scene.settled()
