"""The dashboard in a real browser: inside Telegram and outside, as owner, packer and courier, on a phone and a desk."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, expect

from db.types.enums import Role
from miniapp.dashboard import OUT
from tests.factories.sent_back import handed_over, sent_back
from tests.factories.town import Customer
from tests.journeys.page import CHROMIUM, chromium
from tests.journeys.stage import Scene, actor_of
from tests.journeys.test_login import set_up
from tests.journeys.web import Visitor, enrolled, launch_data

CI = bool(os.environ.get("CI"))
AXE = OUT.parent / "node_modules/axe-core/axe.min.js"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 860}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not CI and not CHROMIUM.exists(), reason="no /usr/bin/chromium here: apt install chromium"),
    pytest.mark.skipif(
        not CI and not ((OUT / "index.html").exists() and AXE.exists()),
        reason="the dashboard is not built: make setup-dev",
    ),
]
_PAINT = "(name) => { localStorage['manage-scheme'] = name; dispatchEvent(new Event('scheme')) }"
_PAINTED = "(name) => document.documentElement.dataset.scheme === name"
_AXE = """() => axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]))"""


class Dashboard:
    """The dashboard, open in somebody's browser."""

    def __init__(self, scene: Scene, page: Page) -> None:
        self.scene = scene
        self.page = page
        self.problems: list[str] = []

    def hears(self, said: ConsoleMessage) -> None:
        """Note what the browser complains of, and where."""
        if said.type in ("error", "warning"):
            self.problems.append(f"{said.text} {said.location}")

    def address(self, path: str = "/", query: str = "") -> str:
        slug = self.scene.stall.shop.slug
        return f"http://127.0.0.1:{self.scene.app.port}/manage{path}?shop={slug}{query}"

    async def goes(self, name: str) -> None:
        """Go to a room by its name."""
        await self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        await expect(self.heading(name)).to_be_visible()

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, level=1)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def says(self, words: str) -> None:
        """Wait for the sentence about what has just happened."""
        await expect(self.page.get_by_text(words).first).to_be_visible()

    async def is_for_everybody(self) -> None:
        """No barrier that axe knows, in both themes."""
        if not await self.page.evaluate("typeof axe === 'object'"):
            await self.page.evaluate(AXE.read_text())
        await expect(self.page.get_by_label(_LOADING)).to_have_count(0)
        for scheme in ("dark", "light"):
            await self.page.evaluate(_PAINT, scheme)
            await self.page.wait_for_function(_PAINTED, arg=scheme)
            assert await self.page.evaluate(_AXE) == [], (self.page.url, scheme)


_LOADING = "Загружаем"


@asynccontextmanager
async def opened(
    scene: Scene, browser: Browser, telegram_id: int, language: str, viewport: ViewportSize, path: str = "/"
) -> AsyncIterator[Dashboard]:
    """Open the dashboard as Telegram does; 0: in a plain browser. Nothing in the console is allowed."""
    context = await browser.new_context(
        viewport=viewport, has_touch=viewport is PHONE, locale=language, reduced_motion="reduce"
    )
    page = await context.new_page()
    page.set_default_timeout(20_000)
    found = Dashboard(scene, page)
    page.on("pageerror", lambda error: found.problems.append(str(error)))
    page.on("console", found.hears)
    page.on("request", lambda asked: found.problems.append(asked.url) if "127.0.0.1" not in asked.url else None)
    launch: dict[str, str] = {}
    if telegram_id:
        launch = {
            "tgWebAppData": await launch_data(scene, telegram_id, language=language),
            "tgWebAppVersion": "9.1",
            "tgWebAppThemeParams": '{"bg_color":"#ffffff"}',
        }
    await page.goto(f"{found.address(path)}{'#' if launch else ''}{urlencode(launch)}")
    try:
        yield found
        # The browser itself tells of refusals: that a second factor comes first, and that a code was wrong.
        assert [one for one in found.problems if "403" not in one and "/step-up" not in one] == []
    finally:
        await context.close()


async def test_the_owner_takes_an_order_through_the_house_and_gives_money_back(scene: Scene) -> None:
    await scene.anna.start()
    async with ClientSession() as session:
        anna = await Visitor(scene, session, {}).enters(scene.anna, "Анна")
        placed = await anna.orders(scene.tea, pay="cash", courier=True)
        olga = await Visitor(scene, session, {}).enters(scene.olga, "Ольга")
        codes = await enrolled(olga)
    async with chromium() as browser, opened(scene, browser, scene.olga.person, "ru", PHONE) as desk:
        page = desk.page
        await expect(desk.heading("Здравствуйте, Ольга!")).to_be_visible()
        assert "tgWebAppData" not in page.url
        await expect(page.get_by_text("Ждёт 1 дело")).to_be_visible()
        await desk.is_for_everybody()
        await page.get_by_role("link", name=f"Заказ {placed['number']}").click()

        await desk.button("Принять заказ").click()
        await desk.button("Собрано").click()
        await desk.button("Отправить").click()
        await page.get_by_label("Трек-номер").fill("RA123456785RU")
        await desk.button("Отправить с номером").click()
        await desk.button("Доставлено").click()
        # Cash at the door: all that was due stands there already.
        await expect(page.get_by_label("Получено наличными")).to_have_value("800")
        await page.get_by_role("dialog").get_by_role("button", name="Доставлено").click()
        await expect(page.get_by_text("Покупатель ещё может что-то вернуть")).to_be_visible()
        assert (await scene.order())["status"] == "delivered"
        await scene.settled()
        await scene.anna.sees("RA123456785RU")
        await desk.is_for_everybody()

        await desk.button("Вернуть деньги").click()
        proof = page.get_by_role("dialog", name="Подтвердите, что это вы")
        await proof.get_by_label("Код").fill("000000")
        await desk.button("Подтвердить").click()
        await expect(proof.get_by_label("Код")).to_have_value("")
        await proof.get_by_label("Код").fill(codes[0])
        await desk.button("Подтвердить").click()
        refund = page.get_by_role("dialog", name="Вернуть деньги")
        await refund.get_by_role("button", name="Больше").click()
        await desk.is_for_everybody()
        await refund.get_by_role("button", name="Вернуть 500\u00a0₽").click()
        await expect(page.get_by_role("heading", name="Возвраты денег")).to_be_visible()
        assert await scene.stall.ask("SELECT sum(amount) FROM refunds") == 500_00
        # Telegram's own way back leads to the list.
        await page.evaluate("Telegram.WebView.receiveEvent('back_button_pressed', {})")
        await expect(desk.heading("Заказы")).to_be_visible()
        await desk.is_for_everybody()


async def test_stock_is_changed_where_it_stands_and_seen_in_the_chat(scene: Scene) -> None:
    await scene.olga.start()
    async with chromium() as browser, opened(scene, browser, scene.olga.person, "ru", DESK, "/products/") as desk:
        page = desk.page
        tea = page.get_by_role("group", name="Зелёный чай")
        await tea.get_by_role("button", name="Прибавить один: TEA").click()
        await desk.says("TEA: теперь 11")
        await desk.is_for_everybody()
        await tea.get_by_role("button", name="Остаток TEA: 11. Изменить").click()
        await desk.button("Убавить").click()
        await page.get_by_label("Сколько штук").fill("9")
        await desk.button("бой, брак").click()
        await desk.is_for_everybody()
        await desk.button("Сохранить").click()
        await expect(tea.get_by_text("мало")).to_be_visible()
        assert await scene.stall.on_hand(scene.tea) == 2
        await tea.get_by_role("button", name="Цена TEA: 500\u00a0₽. Изменить").click()
        await page.get_by_label("Цена", exact=True).fill("449,50")
        await desk.button("Сохранить").click()
        await expect(tea.get_by_text("449,50\u00a0₽")).to_be_visible()
        assert "449,50" in (await scene.olga.says("/stock TEA")).text

        await page.get_by_role("searchbox", name="Название или артикул").fill("туман")
        await expect(tea).to_have_count(0)
        await page.get_by_role("switch", name="MUG-RED: в продаже").click()
        await expect(page.get_by_role("switch", name="MUG-RED: в продаже")).not_to_be_checked()
        assert await scene.stall.ask("SELECT hidden FROM variants WHERE sku = 'MUG-RED'") is True


async def test_a_return_is_received_and_inspected_on_the_web(scene: Scene) -> None:
    await scene.anna.start()
    anna = Customer(scene.stall, await actor_of(scene, scene.anna))
    order = await anna.has_paid_for(scene.tea, 2)
    await handed_over(scene.town, scene.stall, order)
    back = await sent_back(scene.town, anna, order, (1, 2))
    async with ClientSession() as session:
        codes = await enrolled(await Visitor(scene, session, {}).enters(scene.olga, "Ольга"))
    async with chromium() as browser, opened(scene, browser, scene.olga.person, "ru", PHONE, "/returns/") as desk:
        page = desk.page
        await page.get_by_role("link", name=f"Заказ {order.number}").click()
        await desk.button("Принять возврат").click()
        await desk.button("Что пришло").click()
        await page.get_by_role("dialog").get_by_role("button", name="Меньше").click()
        await page.get_by_label("Что с остальным").select_option("short")
        await desk.button("Сохранить").click()
        await desk.button("Осмотреть").click()
        await page.get_by_label("Что с товарами").select_option("write_off")
        await desk.is_for_everybody()
        await desk.button("Сохранить").click()
        await desk.button("Завершить возврат").click()
        await page.get_by_role("dialog").get_by_role("button", name="Завершить возврат").click()
        await page.get_by_label("Код").fill(codes[0])
        await desk.button("Подтвердить").click()
        await expect(page.get_by_text("Вернули деньгами: 500\u00a0₽.")).to_be_visible()
        await desk.is_for_everybody()
    assert await back.state() == "closed"
    await scene.settled()


async def test_who_packs_sees_less_and_who_brings_is_led_to_the_chat(scene: Scene) -> None:
    pat = await scene.stall.hires(Role.STOCK_KEEPER, "Pat")
    kim = await scene.stall.hires(Role.COURIER, "Kim")
    await scene.anna.start()
    anna = Customer(scene.stall, await actor_of(scene, scene.anna))
    order = await anna.has_paid_for(scene.tea)
    await scene.settled()
    async with chromium() as browser:
        async with opened(scene, browser, pat.telegram_id, "en", DESK, "/orders/") as desk:
            page = desk.page
            await page.get_by_role("link", name=f"Order {order.number}").click()
            await expect(desk.button("Packed")).to_be_visible()
            for name in ("Refund", "Cancel the order"):
                await expect(desk.button(name)).to_have_count(0)
            # Somebody in the chat was faster: the page says so, and is up to date.
            await scene.town.fulfil.pack(scene.stall.owner, order.order_id)
            await scene.stall.tell("UPDATE orders SET status = 'on_hold' WHERE id = :id", id=order.order_id)
            await desk.button("Packed").click()
            await desk.says("It has changed while you were looking")
            await expect(page.get_by_text("On hold: somebody has to look at it.")).to_be_visible()
            await scene.stall.tell("UPDATE orders SET status = 'fulfilling' WHERE id = :id", id=order.order_id)
            await desk.goes("Products")
            tea = page.get_by_role("group", name="Green tea")
            await expect(tea.get_by_role("button", name="One more: TEA")).to_be_visible()
            await expect(tea.get_by_role("button", name="Price of TEA")).to_have_count(0)
            await page.keyboard.press("Tab")
            desk.problems = [one for one in desk.problems if "409" not in one]
        async with opened(scene, browser, kim.telegram_id, "en", PHONE) as desk:
            page = desk.page
            await expect(page.get_by_text("Your work is in the chat")).to_be_visible()
            await expect(page.get_by_role("navigation")).to_have_count(0)
            await page.goto(desk.address("/orders/"))
            await expect(page.get_by_text("This section is not part of your role")).to_be_visible()


async def test_a_plain_browser_is_told_how_to_come_in(scene: Scene) -> None:
    async with chromium() as browser, opened(scene, browser, 0, "ru", DESK) as desk:
        page = desk.page
        await expect(desk.heading("Вход в панель")).to_be_visible()
        await expect(page.get_by_role("link", name=f"Открыть @{scene.bot}")).to_have_attribute(
            "href", f"https://t.me/{scene.bot}?start=manage"
        )
        await desk.is_for_everybody()
        await page.goto(desk.address().partition("?")[0])
        await page.get_by_label("Адрес магазина").fill("https://shop.example/s/no-such-shop")
        await desk.is_for_everybody()
        await desk.button("Открыть").click()
        await expect(desk.heading("Такого магазина нет")).to_be_visible()
        desk.problems = [one for one in desk.problems if "404" not in one]


async def test_sessions_are_seen_and_ended_and_the_way_out_is_one(scene: Scene) -> None:
    async with ClientSession() as session:
        other = await Visitor(scene, session, {}).enters(scene.olga, "Ольга")
        async with chromium() as browser, opened(scene, browser, scene.olga.person, "ru", DESK, "/sessions/") as desk:
            page = desk.page
            await desk.button("Завершить остальные").click()
            await page.get_by_role("dialog").get_by_role("button", name="Завершить остальные").click()
            await expect(desk.button("Завершить остальные")).to_have_count(0)
            assert (await other.refused("GET", "/me"))[1] == "error-not-signed-in"
            await desk.is_for_everybody()
            # A language is chosen for the chat, too.
            await page.get_by_role("button", name="Ольга").click()
            await page.get_by_role("menuitemradio", name="English").click()
            await expect(desk.heading("Sessions")).to_be_visible()
            await page.reload()
            await expect(desk.heading("Sessions")).to_be_visible()
            assert await _language_of(scene) == "en"


async def _language_of(scene: Scene) -> Any:
    async with scene.town.uow.platform() as connection:
        found = await connection.exec_driver_sql(f"SELECT language FROM people WHERE telegram_id = {scene.olga.person}")
        return found.scalar()


async def test_a_plain_browser_signs_in_with_telegram_stays_so_and_leaves(scene: Scene) -> None:
    await set_up(scene)
    async with chromium() as browser, opened(scene, browser, 0, "ru", DESK, "/products/") as desk:
        page = desk.page
        enter = page.get_by_role("link", name="Войти через Telegram")
        await enter.click()
        await page.get_by_role("button", name="Отмена").click()
        await expect(page.get_by_text("Вы отменили вход.")).to_be_visible()
        await desk.is_for_everybody()
        await enter.click()
        await page.locator(f'button[value="{scene.olga.person}"]').click()
        await expect(desk.heading("Товары")).to_be_visible()
        assert "signed" not in page.url
        await page.reload()
        await expect(page.get_by_role("group", name="Зелёный чай")).to_be_visible()
        await page.get_by_role("button", name="Ольга").click()
        await page.get_by_role("menuitem", name="Выйти").click()
        await expect(enter).to_be_visible()
        assert await page.evaluate("localStorage['manage-' + new URLSearchParams(location.search).get('shop')]") is None
        # The sandbox's own page is not ours to judge.
        desk.problems = [one for one in desk.problems if "/oauth" not in one and "favicon" not in one]
