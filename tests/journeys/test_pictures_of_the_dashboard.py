"""The pictures of the dashboard, made from the real demo: `pytest -m pictures`."""

import json
import secrets
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from PIL import Image
from playwright.async_api import Browser, Page

from core.shops.demo.lighthouse import LIGHTHOUSE
from demo import ANNA, MARINA, TOM
from tests.core.auth.web import init_data
from tests.journeys.page import CHROMIUM, chromium
from tests.journeys.pictures import RunningDemo, keep, running_demo, settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pictures,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium here"),
]
SLUG = LIGHTHOUSE.slug
SHOP, MANAGE = f"/shops/{SLUG}", f"/manage/shops/{SLUG}"
GAP = 36


class Person:
    """Somebody who uses the API of the demo."""

    def __init__(self, demo: RunningDemo, session: ClientSession, telegram_id: int, name: str, language: str) -> None:
        self.demo = demo
        self.session = session
        self.telegram_id = telegram_id
        self.name = name
        self.language = language
        self.token = ""

    def proof(self) -> str:
        """What Telegram launches a Mini App with."""
        now, query = datetime.now(UTC), secrets.token_hex(6)
        return init_data(self.demo.token, self.telegram_id, now, name=self.name, language=self.language, query_id=query)

    async def asks(self, method: str, path: str, body: Any = None) -> Any:
        """Ask for something that must be given."""
        if not self.token:
            url = f"{self.demo.shop}/api/v1/auth/telegram"
            async with self.session.post(url, json={"init_data": self.proof(), "shop": SLUG}) as answer:
                self.token = (await answer.json())["access_token"]
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": secrets.token_hex(8)}
        async with self.session.request(method, f"{self.demo.shop}/api/v1{path}", json=body, headers=headers) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json()

    async def buys(self, *skip: int) -> str:
        """Order some goods with cash on delivery; return the order's id."""
        goods = [one for one in (await self.asks("GET", f"{SHOP}/products?limit=12"))["items"] if one["available"] > 6]
        for number in skip:
            product = await self.asks("GET", f"{SHOP}/products/{goods[number]['id']}")
            variant = max(product["variants"], key=lambda one: one["available"])
            await self.asks("PUT", f"{SHOP}/cart/items/{variant['id']}", {"quantity": 1})
        told = await self.asks("POST", f"{SHOP}/quotes", {})
        way = next(one for one in told["deliveries"] if one["kind"] == "courier")
        address = "Санкт-Петербург, наб. Фонтанки, 12, кв. 7" if self.language == "ru" else "12 Fontanka Emb., flat 7"
        answers = {"delivery": way["id"], "phone": "+7 912 345-67-89", "address": address, "payment": "cash"}
        told = await self.asks("POST", f"{SHOP}/quotes", answers)
        total = told["cart"]["totals"]["to_pay"]["amount"]
        return str((await self.asks("POST", f"{SHOP}/orders", {"expected_total": total}))["id"])


async def opened(browser: Browser, owner: Person, theme: str, width: int, path: str) -> Page:
    """Open the dashboard as Telegram does."""
    page = await browser.new_page(
        viewport={"width": width, "height": 800}, device_scale_factor=1.5, locale=owner.language,
        color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
    )  # fmt: skip
    colours = {"bg_color": "#17212b" if theme == "dark" else "#ffffff"}
    launch = {"tgWebAppData": owner.proof(), "tgWebAppVersion": "9.1", "tgWebAppThemeParams": json.dumps(colours)}
    await page.goto(f"{owner.demo.shop}/manage{path}#{urlencode(launch)}")
    await page.locator("main h2").first.wait_for()
    await settle(page)
    return page


def beside(*shots: bytes) -> bytes:
    """Put pictures side by side on nothing."""
    pictures = [Image.open(BytesIO(shot)).convert("RGB") for shot in shots]
    width = sum(one.width for one in pictures) + GAP * (len(pictures) - 1)
    whole, at = Image.new("RGB", (width, pictures[0].height), "white"), 0
    for one in pictures:
        whole.paste(one, (at, 0))
        at += one.width + GAP
    out = BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


async def test_the_pictures_of_the_dashboard() -> None:
    async with running_demo() as demo, ClientSession() as session, chromium() as browser:
        anna = Person(demo, session, ANNA, "Анна", "ru")
        tom = Person(demo, session, TOM, "Tom", "en")
        marina = Person(demo, session, MARINA, "Марина", "ru")
        placed = [await anna.buys(0, 2), await tom.buys(1, 3), await anna.buys(4), await tom.buys(5, 6)]
        for order, steps in ((placed[0], "accept pack"), (placed[1], "accept")):
            for step in steps.split():
                await marina.asks("POST", f"{MANAGE}/orders/{order}/{step}")
        for language, theme in (("ru", "light"), ("en", "dark")):
            await marina.asks("PATCH", f"/me?shop={SLUG}", {"language": language})
            marina.language = language
            wide = await opened(browser, marina, theme, 1180, f"/?shop={SLUG}")
            narrow = await opened(browser, marina, theme, 390, f"/order/?shop={SLUG}&id={placed[0]}")
            keep(beside(await wide.screenshot(), await narrow.screenshot()), f"manage-{language}")
