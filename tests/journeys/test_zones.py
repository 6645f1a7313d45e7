"""Where people live: the owner draws zones in the chat, buyers share a place, couriers find it."""

import orjson

from core.shops.draw_zones import Band, Zones
from core.shops.geometry import Point
from tests.journeys.phone import Phone, plain
from tests.journeys.shopping import CARD, opens
from tests.journeys.stage import Scene
from tests.journeys.test_deliveries import hires_courier

SHOP = Point.of(55.7558, 37.6173)


async def draws(scene: Scene) -> None:
    """The shop has two distances already."""
    zones = Zones(scene.town.uow, scene.town.clock)
    await zones.set_point(scene.stall.owner, SHOP)
    bands = (Band(3000, 150_00), Band(10_000, 300_00, 3000_00, 600_00))
    await zones.add_bands(scene.stall.owner, scene.stall.courier, bands)


async def shares(scene: Scene, phone: Phone, latitude: float, longitude: float) -> None:
    await scene.driver.share_location(phone.person, phone.bot, latitude, longitude)


async def to_courier(scene: Scene, phone: Phone, buy: str, courier: str) -> None:
    await opens(phone, scene.tea)
    await phone.taps_through(buy, courier)


# ── the buyer ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_shared_place_is_priced_at_once_and_found_by_the_courier(scene: Scene) -> None:
    anna = scene.anna
    petr = await hires_courier(scene)
    await draws(scene)
    await to_courier(scene, anna, "⚡️ Купить", "Курьер · от 150")
    await anna.screen("Куда привезти?", button="📍 Поделиться")
    await shares(scene, anna, 55.7600, 37.6200)
    asked = await anna.screen("до 3 км")
    assert "доставка 150 ₽" in plain(asked.text)
    assert "улица, дом, квартира" in asked.text
    await anna.types("Тверская 1, кв. 2")
    await anna.shares_phone()
    await anna.tap(CARD)
    confirm = await anna.screen("Проверьте заказ", button="✅ Подтвердить")
    assert "🗺 до 3 км" in confirm.text
    assert "650 ₽" in plain(confirm.text)
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.becomes("confirmed")

    card = await scene.staff.sees("до 3 км", button="📦 Собрать")
    assert "На карте" in card.text
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.settled()
    await scene.staff.tap(scene.kirill, "🚴 Курьер")
    await scene.staff.tap(scene.kirill, "Пётр")
    await scene.settled()
    told = await petr.sees("назначена доставка", button="🗺 Точка на карте")
    assert "до 3 км" in told.text
    assert "pt=37.620000,55.760000" in str(await scene.sends(chat=petr.person))

    # The next time nothing is asked: the place is kept with the address.
    await opens(anna, scene.tea)
    await anna.tap("⚡️ Купить")
    assert "650 ₽" in plain((await anna.screen("Проверьте заказ")).text)
    assert await scene.driver.violations() == []


async def test_the_button_below_the_field_sends_the_place(scene: Scene) -> None:
    tom = scene.tom
    await draws(scene)
    await to_courier(scene, tom, "⚡️ Buy now", "Courier · from")
    await tom.screen("Where to?")
    await tom.types("Tverskaya 1, flat 2")
    await tom.screen("Where is that on the map?", button="I can’t share it")
    await tom.tap("📍 Share the place")
    asked = await tom.screen("Press the button below")
    assert asked.reply_keyboard
    await scene.driver.press_reply_keyboard(tom.person, tom.bot, "‹ Back")
    await tom.screen("Where is that on the map?")
    await tom.tap("📍 Share the place")
    await tom.screen("Press the button below")
    await scene.driver.press_reply_keyboard(tom.person, tom.bot, "📍 Send where I am")
    await tom.sees("Got the place")
    await tom.screen("Phone")
    await tom.shares_phone()
    await tom.tap("💳")
    confirm = await tom.screen("Check your order", button="✅ Confirm")
    assert "up to 3 km" in confirm.text
    assert "Tverskaya 1, flat 2" in confirm.text
    assert await scene.driver.violations() == []


async def test_who_cannot_share_chooses_by_name_and_the_shop_is_told_to_check(scene: Scene) -> None:
    anna, tom = scene.anna, scene.tom
    await draws(scene)
    await to_courier(scene, anna, "⚡️ Купить", "Курьер")
    await anna.screen("Куда привезти?")
    await anna.types("Тверская 1, кв. 2")
    await anna.screen("Где это на карте?")
    await anna.tap("📍 Поделиться")
    await anna.screen("Нажмите кнопку")
    await scene.driver.press_reply_keyboard(anna.person, anna.bot, "Не могу поделиться")
    await anna.screen("Выберите зону", button="до 3 км · 150")
    await anna.tap("до 3 км")
    await anna.shares_phone()
    await anna.tap(CARD)
    assert "вы выбрали сами" in (await anna.screen("Проверьте заказ")).text
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.becomes("confirmed")
    await scene.staff.sees("покупатель выбрал сам", button="📦 Собрать")

    await to_courier(scene, tom, "⚡️ Buy now", "Courier")
    await tom.screen("Where to?")
    await tom.types("Tverskaya 1, flat 2")
    await tom.tap("I can’t share it")
    await tom.tap("up to 3 km")
    await tom.screen("Phone")


async def test_outside_and_below_the_least_say_what_else_there_is(scene: Scene) -> None:
    anna, tom = scene.anna, scene.tom
    await draws(scene)
    await to_courier(scene, anna, "⚡️ Купить", "Курьер")
    await anna.screen("Куда привезти?")
    await shares(scene, anna, 56.5, 37.62)
    await anna.screen("Сюда курьер пока не ездит", button="Самовывоз")
    await shares(scene, anna, 55.80, 37.6173)
    least = await anna.screen("возим заказы от", button="🛍 Добавить товары")
    assert "ещё на 100 ₽" in plain(least.text)
    await anna.tap("Самовывоз")
    await anna.screen("Телефон")

    await to_courier(scene, tom, "⚡️ Buy now", "Courier")
    await tom.screen("Where to?")
    await tom.types("56.500000, 37.620000")
    await tom.screen("does not go there yet", button="Pickup")
    await tom.types("55.7600, 37.6200")
    await tom.screen("I see the place")
    await tom.types("Tverskaya 1, flat 2")
    await tom.screen("Phone")


async def test_zones_that_changed_before_confirming_are_said(scene: Scene) -> None:
    anna = scene.anna
    await draws(scene)
    await to_courier(scene, anna, "⚡️ Купить", "Курьер")
    await anna.screen("Куда привезти?")
    await shares(scene, anna, 55.7600, 37.6200)
    await anna.screen("до 3 км")
    await anna.types("Тверская 1, кв. 2")
    await anna.shares_phone()
    await anna.tap(CARD)
    await anna.screen("Проверьте заказ")
    await scene.stall.tell("UPDATE delivery_zones SET price = 20000 WHERE reach = 3000")
    await anna.tap("✅ Подтвердить")
    assert "700 ₽" in plain((await anna.screen("Проверьте заказ")).text)
    await scene.stall.tell("UPDATE delivery_zones SET active = false")
    await anna.tap("✅ Подтвердить")
    changed = await anna.screen("магазин изменил зоны", button="Самовывоз")
    assert "не ездит" in changed.text
    assert await scene.orders() == 0


# ── the owner ────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_owner_sets_distances_by_command_and_mends_one(scene: Scene) -> None:
    olga = scene.olga
    told = await olga.says("/delivery до 3 км 150")
    assert "где он" in told.text
    await olga.types("/delivery 55.7558, 37.6173")
    await olga.sees("55.755800, 37.617300")
    await olga.screen("Доставка")
    assert "Не понял" in (await olga.says("/delivery абракадабра")).text
    listed = await olga.says("/delivery до 3 км 150; до 10 км 300, бесплатно от 3000")
    assert listed.button("до 3 км · 150")
    await olga.tap("до 10 км", listed.id)
    view = await olga.screen("до 10 км")
    assert "бесплатно от: 3 000 ₽" in plain(view.text)
    await olga.tap("✎ Заказ от")
    assert "150" in (await olga.says("много")).text
    await olga.types("500")
    await olga.screen("Заказ от: 500", button="↩️")
    await olga.tap("↩️")
    await olga.screen("любой суммы")
    await olga.tap("🗑 Убрать зону")
    await olga.screen("Убрать зону «до 10 км»?")
    await olga.tap("Да, убрать")
    await olga.screen("Зона убрана", button="↩️")
    await olga.tap("↩️")
    await olga.screen("до 10 км")
    await olga.tap("‹ Назад")
    await olga.screen("зоны", button="до 10 км")
    for phone in (scene.oleg, scene.kirill):
        assert "не позволяет" in (await phone.says("/delivery 3 150")).text


async def test_the_owner_draws_a_zone_corner_by_corner_in_english(scene: Scene) -> None:
    olga = scene.olga
    await olga.says("/language")
    await olga.tap("English")
    await olga.says("/delivery")
    await olga.taps_through("● Courier", "🗺 Zones", "✏️ Draw")
    await olga.screen("No corner yet")
    assert "no place on the map" in (await olga.says("here")).text
    corners = [(55.70, 37.50), (55.70, 37.70), (55.80, 37.50), (55.80, 37.70)]
    for number, (latitude, longitude) in enumerate(corners, start=1):
        await shares(scene, olga, latitude, longitude)
        await olga.screen(f"{number} corner")
    pressed = await olga.tap("✅ Done")
    assert "cross or touch" in str(pressed)
    await olga.tap("↩️ Take the last corner back")
    await olga.screen("3 corners")
    await olga.tap("↩️ Take the last corner back")
    await olga.screen("2 corners")
    await olga.types("55.8000, 37.7000")
    await olga.screen("3 corners")
    await shares(scene, olga, 55.80, 37.50)
    await olga.screen("4 corners")
    await olga.tap("✅ Done")
    await olga.screen("The zone is closed")
    assert "do not understand" in (await olga.says("Centre")).text
    await olga.types("Centre 200, free from 3000")
    await olga.screen("zones", button="Centre · 200")

    await to_courier(scene, scene.tom, "⚡️ Buy now", "Courier")
    await scene.tom.screen("Where to?")
    await shares(scene, scene.tom, 55.75, 37.60)
    assert "Centre" in (await scene.tom.screen("I see the place")).text


async def test_the_owner_sends_a_map(scene: Scene) -> None:
    olga = scene.olga
    await olga.says("/delivery")
    await olga.taps_through("● Курьер", "🗺 Зоны", "📄 Файл")
    await olga.screen("GeoJSON")
    ring = [[37.5, 55.7], [37.7, 55.7], [37.7, 55.8], [37.5, 55.8], [37.5, 55.7]]

    def file(ring: list[list[float]], **properties: object) -> bytes:
        feature = {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": {"name": "Центр", **properties},
        }
        return orjson.dumps({"type": "FeatureCollection", "features": [feature]})

    crossed = [ring[0], ring[2], ring[1], ring[3], ring[0]]
    for content, told in (
        (b"zones", "не GeoJSON"),
        (file(ring), "нет цены"),
        (file(crossed, price=200), "пересекают"),
        (file(ring, price=200), "Добавлена 1 зона: Центр"),
    ):
        sent = await scene.driver.send_document(olga.person, olga.bot, content, "zones.geojson")
        await olga.sees(told, after=sent.id)
    await olga.screen("зоны", button="Центр · 200")
    await olga.tap("‹ Назад")
    await olga.screen("по зонам", button="☑ Цена по зонам")
    await olga.tap("☑ Цена по зонам")
    await olga.screen("300", button="☐ Цена по зонам")
