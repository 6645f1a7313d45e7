"""Somebody's Telegram with the shop open in it: the chat page of the local Telegram, and the Mini App in its panel."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, BrowserContext, Frame, FrameLocator, Locator, Page, Request, expect

from miniapp.storefront import DIST
from tests.journeys.page import CHROMIUM, Pane
from tests.journeys.phone import Phone
from tests.journeys.stage import Scene

# As long as a machine with other things to do may take.
expect.set_options(timeout=15_000)
CI = bool(os.environ.get("CI"))
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CI and not CHROMIUM.exists(), reason="no /usr/bin/chromium here: apt install chromium"),
    pytest.mark.skipif(
        not CI and not (DIST / "shell.json").exists(), reason="the storefront is not built: make setup-dev"
    ),
]
# What a browser itself says of a connection that we have cut, or of an answer that is a refusal.
_EXPECTED = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource: the server responded with a status of 4")


@dataclass
class MiniApp:
    """The shop, open in somebody's Telegram."""

    scene: Scene
    pane: Pane
    phone: Phone
    problems: list[str] = field(default_factory=list)
    listens: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def page(self) -> Page:
        return self.pane.page

    @property
    def screen(self) -> FrameLocator:
        """What the shop shows."""
        return self.pane.root.frame_locator("iframe")

    async def frame(self) -> Frame:
        """The shop's own window, to ask what no person can see."""
        frame = await (await self.pane.root.locator("iframe").element_handle()).content_frame()
        assert frame is not None
        return frame

    def button(self, says: str) -> Locator:
        """Telegram's own button below the app."""
        return self.pane.root.locator(f'.app-button.main[data-button="{says}"]')

    async def presses(self, says: str) -> None:
        """Press Telegram's button once it says this and can be pressed."""
        await self.button(says).click()

    async def answers(self, answer: str) -> None:
        """Press a button of the box that Telegram shows."""
        await self.page.locator(f'.alert [data-alert="{answer}"]').click()

    async def status(self, status: str) -> None:
        """Wait until the order's page says this."""
        await expect(self.screen.locator(".status")).to_have_attribute("data-status", status)

    async def is_signed_in(self) -> None:
        """Wait until the shop knows who this is."""
        await (await self.frame()).wait_for_function(
            "() => localStorage.getItem('shop-' + location.pathname.split('/')[2]) !== null"
        )

    async def has_a_worker(self) -> None:
        """Wait until the shop's worker has kept everything it needs."""
        frame = await self.frame()
        await frame.evaluate("navigator.serviceWorker.ready.then(() => 1)")

    async def keys(self) -> dict[str, str]:
        """What the shop's page holds to prove who this is."""
        kept = "JSON.parse(localStorage.getItem('shop-' + location.pathname.split('/')[2]))"
        found: dict[str, str] = await (await self.frame()).evaluate(kept)
        return found

    async def hears_changes(self) -> None:
        """Wait until the shop listens to what happens elsewhere."""
        async with asyncio.timeout(30):
            await self.listens.wait()

    async def has_loaded(self, *rooms: str) -> None:
        """Wait until the files of these rooms are in the browser."""
        here = (
            "(rooms) => rooms.every((room) => performance.getEntriesByType('resource').some(({ name, responseEnd }) =>"
        )
        here += " responseEnd && name.includes(`/${room}-`)))"
        await (await self.frame()).wait_for_function(here, arg=list(rooms))

    async def goes_back(self) -> None:
        """Press Telegram's back button."""
        await self.pane.root.locator('[data-action="app-close"]').click()

    async def is_refused_once(self, pattern: str) -> None:
        """The server does not know this window's key the next time."""
        await self.page.route(pattern, lambda route: route.fulfill(status=401, json={"code": "x"}), times=1)

    async def reopens(self) -> None:
        """Close the shop and open it again in the same Telegram."""
        await self.page.locator('[data-action="app-menu"]').click()
        await self.page.locator('[data-action="reload"]').click()


async def menu_opens(scene: Scene, phone: Phone, path: str = "") -> None:
    """The bot's menu button opens this page of the shop."""
    url = f"http://127.0.0.1:{scene.app.port}/s/{scene.stall.shop.slug}{path}"
    button = {"type": "web_app", "text": "Shop", "web_app": {"url": url}}
    async with ClientSession() as session:
        body = {"chat_id": phone.person, "menu_button": button}
        answer = await session.post(f"{scene.driver.url}/bot{scene.token}/setChatMenuButton", json=body)
        assert answer.ok, await answer.text()


def _is_foreign(request: Request) -> bool:
    return not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))


@asynccontextmanager
async def telegram_of(
    browser: Browser, theme: str = "light", *, worker: bool = True, **context: Any
) -> AsyncIterator[BrowserContext]:
    """A browser profile of somebody's. `worker` False: as in Telegram on iOS, where there are none."""
    options = {"viewport": {"width": 1000, "height": 900}, "reduced_motion": "reduce", "color_scheme": theme}
    found = await browser.new_context(**(options | context))
    if not worker:
        await found.add_init_script("delete Navigator.prototype.serviceWorker")
    try:
        yield found
    finally:
        await found.close()


async def opens(scene: Scene, context: BrowserContext, phone: Phone, theme: str = "light", path: str = "") -> MiniApp:
    """Open the chat, and the shop from its menu button."""
    page = await context.new_page()
    app = MiniApp(scene, Pane(page, phone.person), phone)
    page.on("pageerror", lambda error: app.problems.append(str(error)))
    page.on(
        "console",
        lambda said: (
            app.problems.append(said.text)
            if said.type == "error" and not any(one in said.text for one in _EXPECTED)
            else None
        ),
    )
    page.on("response", lambda answer: app.listens.set() if answer.url.endswith("/live") and answer.ok else None)
    page.on("request", lambda asked: app.problems.append(asked.url) if _is_foreign(asked) else None)
    await menu_opens(scene, phone, path)
    await page.goto(f"{scene.driver.url}/?people={phone.person}&theme={theme}&chat={phone.bot}")
    await page.locator('[data-action="menu-app"]').click()
    await app.screen.locator("#app > main, #app > .off").first.wait_for()
    return app


@asynccontextmanager
async def mini_app(
    scene: Scene, browser: Browser, phone: Phone, theme: str = "light", path: str = "", **context: Any
) -> AsyncIterator[MiniApp]:
    """The shop open in somebody's Telegram, with no error in the console allowed."""
    await phone.start()
    async with telegram_of(browser, theme, **context) as profile:
        app = await opens(scene, profile, phone, theme, path)
        yield app
        assert app.problems == []
