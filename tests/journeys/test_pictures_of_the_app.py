"""Pictures of the Mini App, opened from the demo's chat: `pytest -m pictures`."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import FrameLocator, expect

from demo import ANNA, TOM
from tests.journeys.page import CHROMIUM, Pane, chromium
from tests.journeys.pictures import demo, keep, opened, settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pictures,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium here"),
]
RUSSIAN = {
    "add": "В корзину", "product": "Кружка «Маяк»", "order": "Оформить", "place": "Заказать", "cash": "При получении",
    "phone": "Номер телефона", "shelf": "Керамика", "home": "Главная", "cart": "Корзина",
}  # fmt: skip
ENGLISH = {
    "add": "Add to cart", "product": "Lighthouse Mug", "order": "Check out", "place": "Order for",
    "cash": "On delivery", "phone": "Phone number", "shelf": "Ceramics", "home": "Home", "cart": "Cart",
}  # fmt: skip


class Album:
    """Screens of the app, one after another, and then in a row."""

    def __init__(self, pane: Pane) -> None:
        self.pane = pane
        self.screens: list[bytes] = []

    @property
    def app(self) -> FrameLocator:
        return self.pane.root.frame_locator("iframe")

    async def takes(self) -> None:
        """Take a picture when all pictures on the screen are there."""
        frame = await (await self.pane.root.locator("iframe").element_handle()).content_frame()
        assert frame is not None
        await frame.wait_for_function(
            "() => !document.querySelector('.sk, .said span') && [...document.images].every((one) => one.complete ||"
            " one.loading === 'lazy')"
        )
        # The sign that the phone has buzzed is no part of a still picture.
        await self.pane.root.locator(".haptic").evaluate("(one) => { one.style.visibility = 'hidden' }")
        await settle(self.pane.page)
        self.screens.append(await self.pane.root.locator(".phone").screenshot())

    def kept_as(self, name: str) -> None:
        """Write the screens side by side."""
        shots = [Image.open(BytesIO(one)).convert("RGB") for one in self.screens]
        gap, (width, height) = 24, shots[0].size
        row = Image.new("RGB", (len(shots) * (width + gap) - gap, height), "#dfe7ef")
        for at, shot in enumerate(shots):
            row.paste(shot, (at * (width + gap), 0))
        told = BytesIO()
        row.resize((row.width * 2 // 3, row.height * 2 // 3), Image.Resampling.LANCZOS).save(told, "PNG")
        keep(told.getvalue(), name)
        self.screens = []


async def walks(pane: Pane, words: dict[str, str], name: str) -> None:
    """Open the app from the chat and go shopping; two rows of three screens."""
    album, app = Album(pane), Album(pane).app
    await pane.starts()
    await pane.root.locator('[data-action="menu-app"]').click()
    main = pane.root.locator(".app-button.main:not([disabled])")
    await app.locator(".hero h1").wait_for()
    await album.takes()
    await app.get_by_role("link", name=words["shelf"]).first.click()
    await app.get_by_role("link", name=words["product"]).first.click()
    await app.get_by_role("button", name=words["add"], exact=True).wait_for()
    await album.takes()
    await app.get_by_role("button", name=words["add"], exact=True).click()
    await app.locator(".about").get_by_role("link", name=words["cart"]).click()
    await main.get_by_text(words["order"]).wait_for()
    await album.takes()
    album.kept_as(name)

    await pane.page.locator('[data-action="theme"]').click()
    await pane.root.locator('[data-action="app-close"]').click()
    await pane.root.locator('[data-action="app-close"]').click()
    await app.locator("main .grid .card, main .strip .card").first.wait_for()
    await album.takes()
    await pane.root.locator('[data-action="app-close"]').click()
    await app.locator(".tabs").get_by_role("link", name=words["cart"]).click()
    await main.get_by_text(words["order"]).click()
    await app.get_by_role("radio").first.check()
    await app.get_by_label(words["phone"]).fill("+7 912 345-67-89")
    await app.get_by_role("radio", name=words["cash"]).check()
    await main.get_by_text(words["place"]).wait_for()
    await album.takes()
    await main.get_by_text(words["place"]).click()
    await expect(app.locator(".status")).to_be_visible()
    await album.takes()
    album.kept_as(f"{name}-dark")


async def test_the_app_as_people_see_it() -> None:
    async with demo() as address, chromium() as browser:
        await walks(await opened(browser, address, ANNA, "light", "ru"), RUSSIAN, "app-ru")
        await walks(await opened(browser, address, TOM, "light", "en"), ENGLISH, "app-en")
