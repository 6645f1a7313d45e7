"""Buying in the Mini App in a real browser: launched by Telegram, paid in Telegram, confirmed by the server."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from core.orders.decide_return import DecideReturn
from core.shops.blocks import ArrangeBlocks
from core.shops.describe import DescribeShop
from core.shops.pictures import normalise
from db.types.ids import encode_id
from miniapp.storefront import DIST
from tests.journeys.page import CHROMIUM, chromium
from tests.journeys.phone import Phone
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene, picture
from tests.journeys.web import launch_data

CI = bool(os.environ.get("CI"))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CI and not CHROMIUM.exists(), reason="no /usr/bin/chromium here: apt install chromium"),
    pytest.mark.skipif(
        not CI and not (DIST / "shell.json").exists(), reason="the storefront is not built: make setup-dev"
    ),
]
# What Telegram's clients put into their web views, as far as a shop uses it.
CLIENT = """
window.posted = [];
window.TelegramWebviewProxy = { postEvent(event, data) {
  const told = JSON.parse(data);
  window.posted.push([event, told]);
  if (event === 'web_app_open_invoice') window.shownInvoice(told.slug);
} };
"""
# Waits until an answer is kept in the browser's own database.
KEPT = """
async (path) => {
  const kept = () => new Promise((done) => {
    const asked = indexedDB.open('shop');
    asked.onsuccess = () => {
      const all = asked.result.transaction('state').objectStore('state').getAll();
      all.onsuccess = () => { asked.result.close(); done(all.result.some((one) => path in one.answers)); };
    };
  });
  while (!(await kept())) await new Promise((done) => setTimeout(done, 50));
}
"""

# Nothing is waited for any more: who it is is known, and no place is kept for what has not come.
QUIET = """
() => localStorage.getItem('shop-' + location.pathname.split('/')[2]) && document.querySelector('main h1')
  && !document.querySelector('.sk, [aria-busy="true"]')
"""
# Whatever moved so far without having been touched, from the first moment on.
WATCH = """
window.moved = [];
const seen = (list) => list.filter((one) => !one.hadRecentInput).map((one) => window.moved.push(
  [one.value, ...one.sources.map(({ node }) => (node?.outerHTML ?? '').slice(0, 80))]));
const watching = new PerformanceObserver((list) => seen(list.getEntries()));
watching.observe({ type: 'layout-shift', buffered: true });
window.everythingMoved = () => { seen(watching.takeRecords()); return window.moved; };
"""


class App:
    """The shop, open in somebody's Telegram."""

    def __init__(self, scene: Scene, page: Page, phone: Phone) -> None:
        self.scene = scene
        self.page = page
        self.phone = phone
        self.problems: list[str] = []
        self.taps = 0
        self.closes_invoice = False

    async def tell(self, event: str, **data: str) -> None:
        """Telegram says something."""
        await self.page.evaluate("([event, data]) => Telegram.WebView.receiveEvent(event, data)", [event, data])

    async def pays(self, slug: str) -> None:
        """The invoice is on the screen: it is paid."""
        self.taps += 1
        if self.closes_invoice:
            await self.tell("invoice_closed", slug=slug, status="cancelled")
            return
        paid = await self.scene.driver.pay_link(self.phone.person, slug)
        await self.tell("invoice_closed", slug=slug, status="paid" if paid.ok else "failed")

    async def main_button_says(self, text: str) -> None:
        """Wait until Telegram's button says this."""
        shown = "posted.filter(([event]) => event === 'web_app_setup_main_button').at(-1)?.[1] ?? {}"
        await self.page.wait_for_function(
            f"(text) => {{ const now = {shown}; return now.is_visible && now.is_active && now.text === text }}",
            arg=text,
        )

    async def presses_main(self, text: str) -> None:
        """Press Telegram's button once it says this."""
        await self.main_button_says(text)
        self.taps += 1
        await self.tell("main_button_pressed")

    async def taps_on(self, there: Locator) -> None:
        self.taps += 1
        await there.click()


@asynccontextmanager
async def opened(scene: Scene, browser: Browser, phone: Phone, language: str, path: str = "") -> AsyncIterator[App]:
    """Open the Mini App as Telegram does, with nothing in the console allowed."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale=language, reduced_motion="reduce"
    )
    page = await context.new_page()
    app = App(scene, page, phone)
    page.on("pageerror", lambda error: app.problems.append(str(error)))
    page.on("console", lambda said: app.problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda asked: app.problems.append(asked.url) if "127.0.0.1" not in asked.url else None)
    await page.expose_function("shownInvoice", app.pays)
    await page.add_init_script(CLIENT + WATCH)
    launch = {
        "tgWebAppData": await launch_data(scene, phone.person, language=language),
        "tgWebAppVersion": "9.1",
        "tgWebAppPlatform": "ios",
        "tgWebAppThemeParams": '{"bg_color":"#ffffff","secondary_bg_color":"#efeff4","text_color":"#000000"}',
    }
    await page.goto(f"http://127.0.0.1:{scene.app.port}/s/{scene.stall.shop.slug}{path}#{urlencode(launch)}")
    try:
        yield app
        assert app.problems == []
    finally:
        await context.close()


async def test_bought_from_the_shelf_to_the_confirmed_order_and_again_in_four_taps(scene: Scene) -> None:
    await scene.anna.start()
    async with chromium() as browser, opened(scene, browser, scene.anna, "ru") as app:
        page = app.page
        await page.get_by_role("link", name="Чай и посуда").click()
        await page.get_by_role("link", name="Кружка «Туман»").first.click()
        await page.get_by_role("button", name="синяя").click()
        await page.get_by_role("button", name="В корзину", exact=True).click()
        await page.get_by_role("button", name="Больше").click()
        await expect(page.locator(".about .step span")).to_have_text("2")
        await page.locator(".about").get_by_role("link", name="Корзина").click()
        await app.presses_main("Оформить · 2\u00a0400\u00a0₽")

        await page.get_by_role("radio").first.check()
        await page.get_by_label("Номер телефона").fill("8 912 345-67-89")
        await page.get_by_role("radio", name="Картой").check()
        await app.presses_main("Оплатить 2\u00a0400\u00a0₽")
        await expect(page.locator(".status")).to_have_attribute("data-status", "confirmed")
        await expect(page.get_by_role("heading", name="Заказ")).to_be_visible()
        assert (await scene.order())["status"] == "confirmed"
        await scene.anna.sees("Подтверждён", button="Отменить заказ")

        # Known by now: from the product to the paid order.
        await page.goto(f"{page.url.partition('/orders')[0]}/p/{encode_id(scene.tea.product_id)}")
        app.taps = 0
        await app.presses_main("Купить за 500\u00a0₽")
        await app.presses_main("Оплатить 500\u00a0₽")
        await expect(page.locator(".status")).to_have_attribute("data-status", "confirmed")
        assert app.taps <= 4
        assert await scene.orders() == 2


async def test_an_invoice_that_was_closed_is_paid_from_the_order_and_a_lie_of_the_client_changes_nothing(
    scene: Scene,
) -> None:
    await scene.anna.start()
    async with chromium() as browser:
        path = f"/p/{encode_id(scene.tea.product_id)}"
        async with opened(scene, browser, scene.anna, "ru", path) as app:
            page = app.page
            app.closes_invoice = True
            await app.presses_main("Купить за 500\u00a0₽")
            await page.get_by_role("radio").first.check()
            await page.get_by_label("Номер телефона").fill("+7 912 345-67-89")
            await page.get_by_role("radio", name="Картой").check()
            await app.presses_main("Оплатить 500\u00a0₽")
            await expect(page.locator(".said")).to_have_text("Заказ ждёт оплаты – деньги не списаны.")
            status = page.locator(".status")
            await expect(status).to_have_attribute("data-status", "awaiting_payment")
            # Whatever a client says without an invoice of ours on its screen is not even heard.
            await app.tell("invoice_closed", slug="made-up", status="paid")
            await expect(status).to_have_attribute("data-status", "awaiting_payment")
            app.closes_invoice = False
            await app.presses_main("Оплатить 500\u00a0₽")
            await expect(status).to_have_attribute("data-status", "confirmed")
    assert await scene.orders() == 1


async def test_what_happens_in_the_chat_is_seen_in_the_open_app(scene: Scene) -> None:
    await scene.tom.start()
    async with chromium() as browser, opened(scene, browser, scene.tom, "en") as app:
        page = app.page
        heard = page.wait_for_event("response", lambda answer: answer.url.endswith("/live"))
        assert (await heard).status == 200
        await scene.tom.start(f"p_{encode_id(scene.tea.product_id)}")
        await scene.tom.tap("Add to cart")
        await expect(page.locator(".tabs .badge")).to_have_text("1")
        await app.presses_main("Cart · 500\u00a0₽")
        await app.presses_main("Check out · 500\u00a0₽")
        await page.get_by_role("radio").first.check()
        await page.get_by_label("Phone number").fill("+44 20 7946 0958")
        await page.get_by_role("radio", name="card").check()
        await app.presses_main("Pay 500\u00a0₽")
        await expect(page.locator(".status")).to_have_attribute("data-status", "confirmed")
        await app.tell("back_button_pressed")
        await page.get_by_role("link", name="Orders").click()
        await expect(page.get_by_role("link", name="Order 1")).to_be_visible()


async def test_a_plain_browser_shows_the_goods_and_leads_to_the_bot(scene: Scene) -> None:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 860}, locale="en")
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        await page.goto(f"http://127.0.0.1:{scene.app.port}/s/{scene.stall.shop.slug}")
        await page.get_by_role("link", name="Find a product").click()
        await page.get_by_role("searchbox").fill("green te")
        await page.get_by_role("button", name="Green tea").click()
        await page.get_by_role("button", name="Add to cart: Green tea").click()
        link = page.get_by_role("link", name="Open in Telegram")
        product = encode_id(scene.tea.product_id)
        await expect(link).to_have_attribute("href", f"https://t.me/{scene.bot}?startapp=p_{product}")
        assert problems == []


async def test_it_goes_on_offline_and_sends_later_what_was_wished(scene: Scene) -> None:
    await scene.tom.start()
    async with chromium() as browser, opened(scene, browser, scene.tom, "en") as app:
        page = app.page
        await page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        await expect(page.get_by_role("button", name="Add to cart: Green tea")).to_be_visible()
        # Once more, now with the worker: what is seen is kept.
        await page.reload()
        await page.get_by_role("link", name="Green tea").first.click()
        await expect(page.get_by_role("heading", name="Green tea")).to_be_visible()
        await page.evaluate(KEPT, f"/products/{encode_id(scene.tea.product_id)}")

        await page.context.set_offline(True)
        await page.reload()
        await expect(page.get_by_role("heading", name="Green tea")).to_be_visible()
        await page.get_by_role("button", name="Add to cart", exact=True).click()
        await expect(page.locator(".said")).to_have_text("You are offline. We will send this when you are back.")

        async with page.expect_response(lambda answer: "/cart/items/" in answer.url and answer.ok):
            await page.context.set_offline(False)
        await expect(page.locator(".off")).to_have_count(0)
        await expect(page.locator(".about .step span")).to_have_text("1")
        cart = await scene.tom.says("/cart")
        assert "Green tea" in cart.text
        # That there was no connection is said in the console by the browser itself.
        app.problems = [one for one in app.problems if "ERR_INTERNET_DISCONNECTED" not in one]


async def test_a_return_is_asked_for_on_its_page_and_followed_on_another(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    order = await scene.order()
    await scene.town.fulfil.pack(scene.stall.owner, order["id"])
    await scene.town.fulfil.deliver(scene.stall.owner, order["id"])
    await scene.settled()
    async with chromium() as browser:
        at = f"/orders/{encode_id(order['id'])}"
        async with opened(scene, browser, scene.anna, "ru", at) as app:
            page = app.page
            await page.get_by_role("link", name="Вернуть товар").click()
            await page.get_by_role("button", name="Больше: Зелёный чай").click()
            await page.get_by_role("radio", name="Прислали другое").check()
            await app.presses_main("Вернуть на 500\u00a0₽")
            await expect(page.locator(".status")).to_have_attribute("data-status", "requested")
            await expect(page.locator(".timeline .done")).to_have_text([re.compile("Заявка отправлена")])
            # The address opens it by itself, in the state it is in now.
            found = await scene.stall.ask("SELECT id FROM returns")
            await DecideReturn(scene.town.uow, scene.town.clock).approve(scene.stall.owner, found)
            await page.reload()
            await expect(page.locator(".status")).to_have_attribute("data-status", "approved")
            await app.presses_main("Указать отправление")
            await page.get_by_label("Трек-номер").fill("RA123456789RU")
            await page.get_by_role("button", name="Отправить").click()
            await expect(page.get_by_text("RA123456789RU")).to_be_visible()
    assert await scene.stall.ask("SELECT tracking FROM returns") == "RA123456789RU"


@pytest.mark.parametrize("template", ["showcase", "list", "story"])
async def test_nothing_jumps_while_a_page_comes(scene: Scene, template: str) -> None:
    """Each template, each kind of page: what is seen first stands where it stays (cumulative layout shift 0)."""
    await scene.anna.start()
    blocks = ArrangeBlocks(scene.town.uow, scene.town.clock)
    added = await blocks.add(scene.stall.owner, "ru", "Новый урожай")
    await blocks.picture(scene.stall.owner, added.block_id, await normalise(picture()))
    await DescribeShop(scene.town.uow, scene.town.clock).design(scene.stall.owner, template=template)
    shelf = await scene.stall.ask("SELECT category_id FROM products WHERE id = :id", id=scene.tea.product_id)
    pages = ("", f"/c/{encode_id(shelf)}", f"/p/{encode_id(scene.tea.product_id)}", "/cart", "/orders", "/profile")
    async with chromium() as browser:
        for path in pages:
            async with opened(scene, browser, scene.anna, "ru", path) as app:
                await app.page.wait_for_function(QUIET)
                moved = await app.page.evaluate("everythingMoved()")
                assert sum(by for by, *_ in moved) < 0.001, (path, moved)
            if not path:
                async with opened(scene, browser, scene.anna, "ru") as app:
                    if template != "list":
                        await app.page.get_by_role("link", name="Новый урожай").first.click()
                        await expect(app.page.get_by_role("heading", name="Новый урожай")).to_be_visible()
