"""The pictures of the README, made from the real demo: `pytest -m pictures`."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from demo import ANNA, BOT_USERNAME, MARINA, STAFF_GROUP, TOM
from tests.factories.database import reachable_folder
from tests.journeys.page import CHROMIUM, Pane, chromium

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs/images"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.pictures,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium here"),
]


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The demo as `make demo` starts it, in a folder of its own; yields the chat page's address."""
    port, page_port = _free_ports(2)
    with reachable_folder() as folder:
        with contextlib.suppress(FileNotFoundError):
            shutil.copytree(ROOT / "var/drawings", folder / "drawings")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "main.py", "demo", "--sandbox-port", str(page_port), cwd=ROOT,
            env=os.environ | {"PORT": str(port), "DATA_DIR": str(folder)}, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            async with asyncio.timeout(120):
                while b"The shop is open" not in await process.stdout.readline():
                    pass
            yield f"http://127.0.0.1:{page_port}"
        finally:
            process.send_signal(signal.SIGINT)
            await process.communicate()


async def settle(page: Page) -> None:
    """Let pictures load, notices go, and the page stop moving."""
    await page.mouse.move(2, 2)
    await expect(page.locator(".toast")).to_have_count(0, timeout=8000)
    await page.evaluate("Promise.all([...document.images].map((one) => one.decode().catch(() => 0)))")
    await asyncio.sleep(0.5)


async def shoot(pane: Pane, name: str) -> None:
    await settle(pane.page)
    keep(await pane.root.screenshot(), name)


def keep(shot: bytes, name: str) -> None:
    """Write a picture in 256 colours: a third of the bytes, and nobody sees the difference."""
    with Image.open(BytesIO(shot)) as picture:
        picture.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT).save(IMAGES / f"{name}.png", optimize=True)


async def opened(browser: Browser, address: str, person: int, theme: str, language: str) -> Pane:
    page = await browser.new_page(viewport={"width": 412, "height": 860}, device_scale_factor=1.5)
    await page.goto(f"{address}/?people={person}&theme={theme}&lang={language}&chat={BOT_USERNAME}")
    return Pane(page, person)


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
