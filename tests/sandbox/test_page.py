"""The chat page in a real browser: a person reads, presses, pays; another person's phone stands beside."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Dispatcher
from aiogram.filters import CommandStart
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
)
from playwright.async_api import Page, async_playwright, expect

from tests.sandbox.conftest import ANN, BEN, SHOP, STAFF, Polling, World

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="no /usr/bin/chromium here: apt install chromium"
    ),
]


@pytest.fixture
async def page(world: World) -> AsyncIterator[Page]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        page = await browser.new_page(viewport={"width": 1240, "height": 820})
        yield page
        await browser.close()


def shop() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        rows = [[InlineKeyboardButton(text="Buy now", callback_data="buy")]]
        text = "<b>Tea</b> &lt;script&gt;alert(1)&lt;/script&gt;"
        await message.answer(text, parse_mode="HTML", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    @dispatcher.callback_query()
    async def buy(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer("One moment")
        prices = [LabeledPrice(label="Tea", amount=10000)]
        await query.message.answer_invoice("Tea", "Green", "order:1", "RUB", prices, provider_token="1:TEST:a")

    @dispatcher.pre_checkout_query()
    async def check(
        query: PreCheckoutQuery,
    ) -> None:
        await query.answer(ok=True)

    return dispatcher


async def test_a_person_buys_on_the_page(world: World, polling: Polling, page: Page) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(world.url) else problems.append(request.url))
    await world.driver.add_group(STAFF, "Staff", [BEN], [SHOP])
    async with polling(shop()):
        await page.goto(f"{world.url}/?people={ANN},{BEN}&theme=dark&lang=en&chat={SHOP}")
        phone = page.locator(f'[data-person="{ANN}"]')
        await phone.get_by_role("button", name="START").click()
        await expect(phone.locator(".bubble b").first).to_have_text("Tea")
        await phone.get_by_role("button", name="Buy now").click()
        await phone.locator('[data-button^="Pay"]').click()
        await phone.locator('.sheet [data-button="pay"]').click()
        await expect(phone.locator(".service").last).to_contain_text("successfully transferred")
        await phone.get_by_label("Message", exact=True).fill("Thank you")
        await page.keyboard.press("Enter")
        await expect(phone.locator(".message.out .text").last).to_contain_text("Thank you")
        other = page.locator(f'[data-person="{BEN}"]')
        await other.locator('[data-action="back"]').click()
        await other.locator(f'[data-chat="{STAFF}"]').click()
        await expect(other.locator(".chat-title b")).to_have_text("Staff")
        await page.locator('[data-action="log"]').click()
        await expect(page.locator('.call[data-method="sendInvoice"]')).to_have_attribute("data-status", "200")
    assert await page.locator("html").get_attribute("data-theme") == "dark"
    assert problems == []
    assert await world.driver.violations() == []
