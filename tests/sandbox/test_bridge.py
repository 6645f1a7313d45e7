"""Telegram around a Mini App: what it asks, what people answer, and what the app then hears."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram.types import LabeledPrice, MenuButtonWebApp, WebAppInfo
from aiogram.utils.web_app import check_webapp_signature
from aiohttp import web
from playwright.async_api import Browser, Frame, Page, async_playwright, expect

from tests.sandbox.conftest import ANN, BEN, SHOP, TOKEN, World
from tests.sandbox.test_page import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="no /usr/bin/chromium here: apt install chromium"
    ),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
APP = """<!doctype html><body><script>
window.heard = [];
window.launch = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
window.send = (eventType, eventData) => parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
addEventListener("message", (event) => {
  const { eventType, eventData } = JSON.parse(event.data);
  heard.push([eventType, eventData]);
});
send("web_app_ready");
</script>"""


@dataclass
class Telegram:
    """Somebody's phone with the app open in it."""

    world: World
    page: Page

    @property
    def frame(self) -> Frame:
        return self.page.frames[-1]

    async def posts(self, event: str, **data: Any) -> None:
        """The app asks for something; what was heard before is forgotten."""
        await self.frame.evaluate("([event, data]) => { heard.length = 0; send(event, data) }", [event, data])

    async def hears(self, event: str, **fields: Any) -> dict[str, Any]:
        """Wait until the app has heard this, with these fields."""
        fits = """([event, fields]) => heard.find(([name, data]) => name === event &&
            Object.entries(fields).every(([key, value]) => JSON.stringify(data?.[key]) === JSON.stringify(value)))"""
        handle = await self.frame.wait_for_function(fits, arg=[event, fields])
        found: dict[str, Any] = (await handle.json_value())[1]
        return found

    async def answers(self, answer: str) -> None:
        """Press a button of the box that is shown."""
        await self.page.locator(f'.alert [data-alert="{answer}"]').click()

    async def sets(self, tool: str, choice: str) -> None:
        """Turn one of the inspector's switches."""
        await self.page.locator(f'[data-tool="{tool}"] [data-choice="{choice}"]').click()

    async def reloads(self, version: str) -> None:
        """Open the app again in a client of another version."""
        await self.page.get_by_label("Client version").select_option(version)
        opened = await self.page.locator(f'iframe[src*="tgWebAppVersion={version}"]').element_handle()
        frame = await opened.content_frame()
        assert frame is not None
        await frame.wait_for_function("(version) => window.launch?.tgWebAppVersion === version", arg=version)


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all of them: starting it takes longer than a test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def telegram(world: World, browser: Browser) -> AsyncIterator[Telegram]:
    async def serve(_request: web.Request) -> web.Response:
        return web.Response(text=APP, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await world.driver.start(ANN, SHOP)
    await world.driver.start(BEN, SHOP)
    await world.bot.set_chat_menu_button(menu_button=MenuButtonWebApp(text="Shop", web_app=WebAppInfo(url=url)))
    page = await browser.new_page(viewport={"width": 1240, "height": 900}, reduced_motion="reduce")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"{world.url}/?people={ANN}&theme=light&lang=en&chat={SHOP}")
    await page.locator('[data-action="menu-app"]').click()
    await page.locator('[data-action="app-tools"]').click()
    found = Telegram(world, page)
    await found.frame.wait_for_function("window.heard?.length > 0")
    yield found
    await page.context.close()
    assert problems == []
    await runner.cleanup()


async def test_the_phone_is_held_in_every_way(telegram: Telegram) -> None:
    page = telegram.page
    await telegram.sets("theme", "dark")
    assert (await telegram.hears("theme_changed"))["theme_params"]["bg_color"] == "#17212b"
    await telegram.sets("height", "half")
    half = await telegram.hears("viewport_changed", is_expanded=False, is_state_stable=True)
    await telegram.posts("web_app_expand")
    assert (await telegram.hears("viewport_changed", is_expanded=True, is_state_stable=True))["height"] > half["height"]
    await telegram.sets("width", "small")
    await telegram.hears("viewport_changed", width=320)
    await telegram.sets("notch", "true")
    await telegram.hears("safe_area_changed", top=0, bottom=34)

    await telegram.posts("web_app_request_fullscreen")
    await telegram.hears("fullscreen_changed", is_fullscreen=True)
    await telegram.hears("safe_area_changed", top=47, bottom=34)
    await telegram.hears("content_safe_area_changed", top=52)
    await telegram.posts("web_app_request_fullscreen")
    await telegram.hears("fullscreen_failed", error="ALREADY_FULLSCREEN")
    await telegram.posts("web_app_exit_fullscreen")
    await telegram.hears("fullscreen_changed", is_fullscreen=False)
    await telegram.hears("safe_area_changed", top=0)

    for told, style in (
        ({"type": "impact", "impact_style": "heavy"}, "heavy"),
        ({"type": "notification", "notification_type": "success"}, "success"),
        ({"type": "selection_change"}, "selection_change"),
    ):
        await telegram.posts("web_app_trigger_haptic_feedback", **told)
        await expect(page.locator(f'.haptics [data-haptic="{style}"]')).to_have_count(1)


async def test_buttons_around_the_app(telegram: Telegram) -> None:
    page = telegram.page
    await telegram.posts("web_app_setup_main_button", is_visible=True, text="Pay", is_progress_visible=False)
    await page.locator('.app-buttons [data-button="Pay"]').click()
    await telegram.hears("main_button_pressed")
    await telegram.posts("web_app_setup_main_button", is_active=False, is_progress_visible=True)
    await expect(page.locator('.app-buttons [aria-busy="true"]')).to_be_disabled()
    await telegram.posts("web_app_setup_secondary_button", is_visible=True, text="Later", position="bottom")
    await page.locator('.app-buttons.stacked [data-button="Later"]').click()
    await telegram.hears("secondary_button_pressed")
    await telegram.posts("web_app_setup_settings_button", is_visible=True)
    await expect(page.locator('[data-event="web_app_setup_settings_button"]')).to_have_count(1)
    await page.locator('[data-action="app-menu"]').click()
    await page.locator('[data-action="settings"]').click()
    await telegram.hears("settings_button_pressed")
    await telegram.posts("web_app_setup_back_button", is_visible=True)
    await page.locator('.app-bar [aria-label="Back"]').click()
    await telegram.hears("back_button_pressed")

    await telegram.posts("web_app_open_tg_link", path_full=f"/{SHOP}?start=x")
    await telegram.hears("visibility_changed", is_visible=False)
    await expect(page.locator(".message.out .text").last).to_have_text("/start x")
    await page.locator('[data-action="app-restore"]').click()
    await telegram.hears("visibility_changed", is_visible=True)

    await telegram.posts("web_app_setup_back_button", is_visible=False)
    await telegram.posts("web_app_setup_closing_behavior", need_confirmation=True)
    await expect(page.locator('[data-fact="guard"]')).to_have_text("Asks before closing")
    await page.locator('.app-bar [aria-label="Close"]').click()
    await telegram.answers("stay")
    await expect(page.locator("iframe")).to_have_count(1)
    await page.locator('.app-bar [aria-label="Close"]').click()
    await telegram.answers("leave")
    await expect(page.locator("iframe")).to_have_count(0)
    await expect(page.locator(".inspector")).to_have_count(0)


async def test_what_an_app_asks_of_a_person(telegram: Telegram) -> None:
    page = telegram.page
    await telegram.posts("web_app_request_phone")
    await telegram.answers("no")
    await telegram.hears("phone_requested", status="cancelled")
    await telegram.posts("web_app_invoke_custom_method", req_id="1", method="getRequestedContact", params={})
    await telegram.hears("custom_method_invoked", req_id="1", result="")
    await telegram.posts("web_app_request_phone")
    await telegram.answers("yes")
    await telegram.hears("phone_requested", status="sent")
    await telegram.posts("web_app_invoke_custom_method", req_id="2", method="getRequestedContact", params={})
    contact = (await telegram.hears("custom_method_invoked", req_id="2"))["result"]
    assert check_webapp_signature(TOKEN, contact)
    assert not check_webapp_signature("1001:OTHER-token", contact)
    await expect(page.locator(".message.out .attachment").last).to_contain_text("+79161234567")

    await telegram.posts("web_app_request_write_access")
    await telegram.answers("no")
    await telegram.hears("write_access_requested", status="cancelled")
    await telegram.posts("web_app_check_location")
    await telegram.hears("location_checked", access_requested=False, access_granted=False)
    await telegram.posts("web_app_request_location")
    await telegram.answers("yes")
    assert (await telegram.hears("location_requested", available=True))["latitude"] > 0
    await telegram.posts("web_app_open_popup", message="Sure?", buttons=[{"id": "a", "type": "ok"}, {"id": "b"}])
    await telegram.answers("a")
    await telegram.hears("popup_closed", button_id="a")
    await telegram.posts("web_app_open_popup", message="Sure?", buttons=[{"id": "a", "type": "ok"}])
    await expect(page.locator('.alert [data-alert="a"]')).to_be_focused()
    await page.keyboard.press("Escape")
    assert await telegram.hears("popup_closed") == {}

    await telegram.posts("web_app_check_home_screen")
    await telegram.hears("home_screen_checked", status="missed")
    await telegram.posts("web_app_add_to_home_screen")
    await telegram.answers("no")
    await telegram.hears("home_screen_failed", error="CANCELLED")
    await telegram.posts("web_app_add_to_home_screen")
    await telegram.answers("yes")
    await telegram.hears("home_screen_added")
    await telegram.posts("web_app_check_home_screen")
    await telegram.hears("home_screen_checked", status="added")
    link = {"url": f"https://t.me/{SHOP}", "name": "To the shop"}
    await telegram.posts("web_app_share_to_story", media_url="https://example.org/a.png", text="New", widget_link=link)
    await expect(page.locator(".story-link")).to_have_text("To the shop")
    await page.locator('[data-button="publish"]').click()
    await expect(page.locator(".story-card")).to_have_count(0)
    await telegram.posts("web_app_open_link", url="https://example.org/track")
    await expect(page.locator(".alert")).to_contain_text("https://example.org/track")


async def test_an_invoice_ends_in_every_way(telegram: Telegram) -> None:
    page, bot = telegram.page, telegram.world.bot
    prices = [LabeledPrice(label="Tea", amount=10000)]
    link = await bot.create_invoice_link("Tea", "Green", "order:1", "RUB", prices, provider_token="1:TEST:a")
    slug = link.rpartition("$")[2]
    await telegram.posts("web_app_open_invoice", slug="nowhere")
    await telegram.hears("invoice_closed", slug="nowhere", status="failed")
    await telegram.posts("web_app_open_invoice", slug=slug)
    await page.locator('[data-action="close-sheet"]').click()
    await telegram.hears("invoice_closed", slug=slug, status="cancelled")
    await telegram.posts("web_app_open_invoice", slug=slug)
    await page.locator('.sheet [data-button="decline"]').click()
    await page.locator('.sheet [data-button="ok"]').click()
    await telegram.hears("invoice_closed", slug=slug, status="failed")
    # Nobody answers the question before the payment yet: whoever looks away then does not know how it ended.
    await telegram.posts("web_app_open_invoice", slug=slug)
    await page.locator('.sheet [data-button="pay"]').click()
    await expect(page.locator(".sheet .pay-state")).to_be_visible()
    await page.locator('[data-action="close-sheet"]').click()
    await telegram.hears("invoice_closed", slug=slug, status="pending")


async def test_an_old_client_does_not_know_what_is_new(telegram: Telegram) -> None:
    page = telegram.page
    await telegram.reloads("6.9")
    await telegram.posts("web_app_request_fullscreen")
    await expect(page.locator('.event.deaf[data-event="web_app_request_fullscreen"]')).to_contain_text("since 8.0")
    await telegram.posts("web_app_make_coffee")
    await expect(page.locator('.event.deaf[data-event="web_app_make_coffee"]')).to_contain_text("unknown")
    # What it does know it answers; had it answered the others, that would have been heard before.
    await telegram.posts("web_app_request_viewport")
    await telegram.hears("viewport_changed")
    assert not await telegram.frame.evaluate("heard.some(([name]) => name.startsWith('fullscreen'))")
    keys = "import('/page/js/words.js').then(({ words }) => ['ru', 'en'].map((one) => Object.keys(words(one)).sort()))"
    russian, english = await page.evaluate(keys)
    assert russian == english
