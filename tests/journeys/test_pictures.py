"""The pictures of the README, made from the real demo: `pytest -m pictures`."""

import pytest
from playwright.async_api import expect

from demo import ANNA, BOT_USERNAME, MARINA, STAFF_GROUP, TOM
from tests.journeys.page import CHROMIUM, Pane, chromium
from tests.journeys.pictures import IMAGES, demo, keep, opened, settle, shoot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pictures,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium here"),
]


async def buys(pane: Pane, prefix: str, words: dict[str, str]) -> None:
    """Walk from /start to a paid order, taking a picture of every screen worth one."""
    await pane.starts()
    await pane.sees(words["shop"])
    await shoot(pane, f"{prefix}-home")
    await pane.tap(words["catalogue"], words["department"], words["shelf"])
    await pane.sees(words["shelf"])
    await pane.button(words["product"]).wait_for()
    await shoot(pane, f"{prefix}-shelf")
    await pane.tap(words["product"])
    await pane.tap(words["variant"])
    await pane.button(f"• {words['variant']}").wait_for()
    await shoot(pane, f"{prefix}-product")
    await pane.tap(words["add"])
    await pane.button(words["in_cart"]).wait_for()
    await pane.tap(words["menu"], words["catalogue"], words["department"], words["shelf"], words["second"])
    await pane.tap(words["add"], words["in_cart"])
    await pane.button(words["checkout"]).wait_for()
    await shoot(pane, f"{prefix}-cart")
    await pane.tap(words["checkout"], words["courier"])
    await pane.sees(words["ask_address"])
    await pane.types(words["address"])
    await pane.root.locator('[data-button^="📱"]').last.click()
    await pane.tap(words["card"])
    await pane.button("✅").wait_for()
    await shoot(pane, f"{prefix}-confirm")
    await pane.tap("✅")
    await pane.opens_sheet()
    await settle(pane.page)
    keep(await pane.page.screenshot(), f"{prefix}-payment")
    await pane.pays()
    await pane.sees(words["paid"])
    await expect(pane.page.locator(".sheet")).to_have_count(0, timeout=8000)


RUSSIAN = {
    "shop": "Лавка «Маяк»", "catalogue": "🛍 Каталог", "department": "🏺 Керамика", "shelf": "☕ Кружки и чашки",
    "product": "Кружка «Маяк»", "variant": "Коралловый", "second": "Чашка для эспрессо", "add": "В корзину",
    "in_cart": "В корзине", "menu": "☰ Меню", "checkout": "Оформить", "courier": "Курьер по Санкт-Петербургу",
    "ask_address": "куда привезти", "address": "Санкт-Петербург, наб. Фонтанки, 12, кв. 7", "card": "💳 Картой",
    "paid": "✅ Оплачен",
}  # fmt: skip
ENGLISH = {
    "shop": "Lighthouse Goods", "catalogue": "🛍 Catalogue", "department": "🕯 Home", "shelf": "🛋 Blankets",
    "product": "Wardroom Wool Blanket", "variant": "Coral", "second": "Linen Wave Cushion", "add": "Add to cart",
    "in_cart": "In cart", "menu": "☰ Menu", "checkout": "Checkout", "courier": "Courier in Saint Petersburg",
    "ask_address": "where to deliver", "address": "12 Fontanka Embankment, flat 7, Saint Petersburg",
    "card": "💳 By card", "paid": "✅ Paid",
}  # fmt: skip


async def serves(merchant: Pane) -> None:
    """Take the two orders on in the group, and look after the stock."""
    await merchant.goes_to(STAFF_GROUP)
    first = merchant.root.locator("[data-message-id]", has_text="Кружка «Маяк»").last
    await first.locator('[data-button^="📦"]').click()
    await first.locator('[data-button^="🚚"]').click()
    await merchant.reads("трек-номер")
    await merchant.types("RA104207331RU")
    await merchant.sees("отправлен")
    await merchant.types("/stock MUG-COR +10")
    await merchant.root.locator("[data-message-id] [data-button^='↩️']").last.wait_for()


async def test_the_pictures_of_the_readme() -> None:
    IMAGES.mkdir(exist_ok=True)
    async with demo() as address, chromium() as browser:
        anna = await opened(browser, address, ANNA, "light", "ru")
        await buys(anna, "ru", RUSSIAN)
        tom = await opened(browser, address, TOM, "dark", "en")
        await buys(tom, "en", ENGLISH)
        await shoot(tom, "en-order")
        marina = await opened(browser, address, MARINA, "light", "ru")
        await serves(marina)
        await shoot(marina, "ru-staff")
        await anna.reads("уже в пути")
        await shoot(anna, "ru-order")
        wide = await browser.new_page(viewport={"width": 1340, "height": 860}, device_scale_factor=1.5)
        people = ",".join(str(person) for person in (ANNA, TOM, MARINA))
        chats = f"{BOT_USERNAME},{BOT_USERNAME},{STAFF_GROUP}"
        await wide.goto(f"{address}/?people={people}&theme=light&lang=ru&chat={chats}")
        await settle(wide)
        keep(await wide.screenshot(), "three-panes")
