"""One journey in a real browser, through the chat page: two people buy, the merchant ships, the customer sees it."""

import os

import pytest
from playwright.async_api import expect

from db.types.ids import encode_id
from tests.journeys.page import CHROMIUM, Pane, chromium
from tests.journeys.stage import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="no /usr/bin/chromium here: apt install chromium"
    ),
]


async def test_two_people_buy_and_the_merchant_ships(scene: Scene) -> None:
    people = [phone.person for phone in (scene.anna, scene.tom, scene.kirill)]
    address = f"{scene.driver.url}/?people={','.join(map(str, people))}&theme=light&lang=ru&chat={scene.bot}"
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1320, "height": 860})
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.goto(address)
        anna, tom, kirill = (Pane(page, person) for person in people)

        await anna.starts()
        await anna.tap("🛍 Каталог", "Чай и посуда", "Кружка", "синяя", "⚡️ Купить", "Курьер")
        await anna.sees("куда привезти")
        await anna.types("Москва, Тверская улица, дом 1")
        await anna.root.locator('[data-button^="📱"]').last.click()
        await anna.tap("💳 Картой", "✅ Подтвердить")
        await anna.opens_sheet()
        await anna.pays()
        await anna.sees("✅ Оплачен")

        await tom.starts()
        await scene.driver.start(scene.tom.person, scene.bot, f"p_{encode_id(scene.tea.product_id)}")
        await tom.tap("⚡️ Buy now", "Pickup")
        await tom.sees("Phone")
        await tom.types("+44 20 7946 0958")
        await tom.tap("💳 By card", "✅ Confirm")
        await tom.opens_sheet()
        await tom.pays()
        await tom.sees("✅ Paid")

        await kirill.goes_to(scene.staff.chat)
        await kirill.reads("Кружка «Туман»")
        card = kirill.root.locator("[data-message-id]", has_text="Кружка «Туман»").last
        await card.locator('[data-button^="📦"]').click()
        await card.locator('[data-button^="🚚"]').click()
        await kirill.reads("трек-номер")
        await kirill.types("RA123456789RU")
        await anna.sees("уже в пути")
        await expect(anna.root.locator("[data-message-id]", has_text="В пути к вам").last).to_be_visible()
        await scene.settled()
        assert problems == []
    assert await scene.orders() == 2
