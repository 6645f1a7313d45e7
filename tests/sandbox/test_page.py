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
    MenuButtonWebApp,
    Message,
    PreCheckoutQuery,
    WebAppInfo,
)
from aiohttp import web
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


MINI_APP = """<!doctype html><body><p id="status">waiting</p><script>
const send = (eventType, eventData) => parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
const launch = new URLSearchParams(location.hash.slice(1));
document.title = launch.get("tgWebAppData");
addEventListener("message", (event) => {
  const { eventType, eventData } = JSON.parse(event.data);
  const slug = new URLSearchParams(location.search).get("slug");
  if (eventType === "main_button_pressed") send("web_app_open_invoice", { slug });
  if (eventType === "invoice_closed") document.getElementById("status").textContent = eventData.status;
  if (eventType === "back_button_pressed") send("web_app_close");
});
send("web_app_ready");
send("web_app_setup_main_button", { is_visible: true, text: "Pay in the app" });
send("web_app_setup_back_button", { is_visible: true });
</script>"""


@pytest.fixture
async def mini_app() -> AsyncIterator[str]:
    async def serve(request: web.Request) -> web.Response:
        return web.Response(text=MINI_APP, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def test_a_mini_app_takes_a_payment_and_closes(world: World, polling: Polling, page: Page, mini_app: str) -> None:
    prices = [LabeledPrice(label="Key", amount=5)]
    link = await world.bot.create_invoice_link("Key", "A key", "order:2", "XTR", prices)
    await world.driver.start(ANN, SHOP)
    button = MenuButtonWebApp(text="Shop", web_app=WebAppInfo(url=f"{mini_app}?slug={link.rpartition('$')[2]}"))
    await world.bot.set_chat_menu_button(menu_button=button)
    async with polling(shop()):
        await page.goto(f"{world.url}/?people={ANN}&theme=light&lang=en&chat={SHOP}")
        await page.get_by_role("button", name="Shop").click()
        app = page.frame_locator("iframe")
        await page.get_by_role("button", name="Pay in the app").click()
        await page.locator('.sheet [data-button="pay"]').click()
        await expect(app.locator("#status")).to_have_text("paid")
        await page.locator('[data-action="app-close"]').click()
        await expect(page.locator("iframe")).to_have_count(0)
        await expect(page.locator(".service").last).to_contain_text("5 ⭐")


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
