"""Every screen of the storefront: axe finds nothing in any theme, nothing is cut, and a keyboard is enough."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import orjson
import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, BrowserContext, Page, expect

from core.kit.clock import SystemClock
from core.shops.blocks import ArrangeBlocks, Part
from core.shops.describe import DescribeShop
from core.shops.pictures import Picture
from db.types.ids import encode_id
from miniapp.storefront import DIST
from sandbox.launch import THEMES
from tests.journeys.mini_app import IN_A_BROWSER
from tests.journeys.stage import Scene, picture, put_up
from tests.journeys.web import Visitor

AXE = DIST.parent / "node_modules/axe-core/axe.min.js"
pytestmark = [
    *IN_A_BROWSER,
    pytest.mark.skipif(not os.environ.get("CI") and not AXE.exists(), reason="no axe-core here: make setup-dev"),
    pytest.mark.timeout(600),
]
# All that is wrong, in a line each; a change of palette can only change contrasts.
FAULTS = """
async (only) => {
  const found = await axe.run(document, only ? { runOnly: { type: 'rule', values: only } } : {});
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary.split('\\n')[1].trim()}`));
}
"""
# What does not fit: the page scrolls sideways, or a word is cut off within its own box.
CUT = """
() => {
  const found = [];
  const scrolls = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
    return false;
  };
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth + 1) found.push(`the page is ${root.scrollWidth} px wide`);
  for (const one of document.querySelectorAll('main *, .tabs *, dialog *')) {
    const { left, right, width, height } = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!width || !height || one.closest('.hidden') || scrolls(one)) continue;
    const clipped = /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    if (clipped && one.childElementCount === 0 && one.tagName !== 'INPUT')
      found.push(`${one.className || one.tagName} cuts: ${one.textContent.slice(0, 40)}`);
    if (one.childElementCount === 0 && one.textContent.trim() && (left < -1 || right > innerWidth + 1))
      found.push(`${one.className || one.tagName} is outside: ${one.textContent.slice(0, 40)}`);
  }
  return found;
}
"""
# Nothing is loading any more, and nothing moves.
RESTS = """
() => !document.querySelector('.sk, [aria-busy="true"]') && document.querySelector('main h1, dialog h2, .empty-title')
  && document.getAnimations().every(({ playState }) => playState !== 'running')
"""


@dataclass
class Window:
    """A browser with the shop in it."""

    scene: Scene
    page: Page

    @property
    def slug(self) -> str:
        return self.scene.stall.shop.slug

    async def goes(self, path: str) -> None:
        await self.page.goto(f"http://127.0.0.1:{self.scene.app.port}/s/{self.slug}{path}")
        await self.rests()

    async def rests(self) -> None:
        await self.page.wait_for_function(RESTS)

    async def faults(self) -> list[str]:
        """What is wrong with what is shown, in its own themes and in Telegram's."""
        page = self.page
        await page.add_script_tag(path=AXE)
        found = [f"light: {one}" for one in await page.evaluate(FAULTS, None)]
        await page.emulate_media(color_scheme="dark")
        found += [f"dark: {one}" for one in await page.evaluate(FAULTS, ["color-contrast"])]
        for name, palette in THEMES.items():
            await page.evaluate("(palette) => paint(palette)", palette)
            found += [f"Telegram's {name}: {one}" for one in await page.evaluate(FAULTS, ["color-contrast"])]
        await page.emulate_media(color_scheme="light")
        return found

    async def cuts(self) -> list[str]:
        """What does not fit a narrow phone, from right to left, and in letters of double size."""
        page, found = self.page, []
        await page.set_viewport_size({"width": 320, "height": 700})
        found += [f"320 px: {one}" for one in await page.evaluate(CUT)]
        await page.evaluate("document.documentElement.dir = 'rtl'")
        found += [f"right to left: {one}" for one in await page.evaluate(CUT)]
        await page.set_viewport_size({"width": 390, "height": 844})
        await page.evaluate("document.documentElement.dir = 'auto', document.documentElement.style.fontSize = '32px'")
        return found + [f"double size: {one}" for one in await page.evaluate(CUT)]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


@pytest.fixture
async def anna(scene: Scene, session: ClientSession) -> Visitor:
    return await Visitor(scene, session, {}).enters(scene.anna, "Анна")


async def profile(browser: Browser, scene: Scene, visitor: Visitor | None) -> BrowserContext:
    """A browser of a guest, or of somebody who is signed in."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", bypass_csp=True, locale="ru"
    )
    if visitor is not None:
        kept = {key: visitor.tokens[key] for key in ("access_token", "refresh_token")}
        told = orjson.dumps(kept | {"person": str(scene.anna.person)}).decode()
        await context.add_init_script(f"localStorage['shop-{scene.stall.shop.slug}'] = {orjson.dumps(told).decode()}")
    return context


async def furnish(scene: Scene) -> str:
    """A shop with a bit of everything; returns a block of its first page."""
    stall = scene.stall
    arrange = ArrangeBlocks(stall.town.uow, SystemClock())
    for title in ("Новый урожай", "О лавке"):
        block = (await arrange.add(stall.owner, "ru", title)).block_id
        await arrange.say(stall.owner, block, Part.TEXT, "ru", "Первый сбор, ещё пахнет дождём.")
        await arrange.picture(stall.owner, block, Picture(picture(), 320, 240))
    await arrange.lead(stall.owner, block, "tea")
    await put_up(stall, "GONE", {"ru": "Распроданный пуэр", "en": "Sold-out puer"}, 900_00, stock_of=0)
    return block


async def test_nothing_is_wrong_and_nothing_is_cut_on_any_screen(scene: Scene, browser: Browser, anna: Visitor) -> None:
    await scene.anna.start()
    block = await furnish(scene)
    tea, mug = encode_id(scene.tea.product_id), encode_id(scene.mug.product_id)
    await anna.does("PUT", f"/shops/{{slug}}/favourites/{tea}")
    bought = await anna.orders(scene.tea, pay="cash", courier=True)
    order, fulfil, owner = (await scene.order())["id"], scene.town.fulfil, scene.stall.owner
    for step in (fulfil.accept, fulfil.pack, fulfil.ship, fulfil.deliver):
        await step(owner, order)
    await anna.does("POST", f"/orders/{bought['id']}/reviews", {"product": tea, "rating": 5, "words": "Хорош!"})
    shelf = (await anna.gets("/shops/{slug}/categories"))["items"][0]["id"]
    found: dict[str, list[str]] = {}

    async def looks(name: str, window: Window, *more: Callable[[Page], Awaitable[object]]) -> None:
        for step in more:
            await step(window.page)
            await window.rests()
        wrong = await window.faults() + await window.cuts()
        if wrong:
            found[name] = wrong

    context = await profile(browser, scene, anna)
    window = Window(scene, await context.new_page())
    await window.goes(f"/orders/{bought['id']}/return")
    await looks("return", window)
    asked = {"lines": [{"position": 1, "quantity": 1}], "reason": "defect", "comment": "Банка помята"}
    sent_back = await anna.does("POST", f"/orders/{bought['id']}/returns", asked, key="sent-back-once")
    describe = DescribeShop(scene.town.uow, SystemClock())
    for template in ("list", "story", "showcase"):
        await describe.design(scene.stall.owner, template=template)
        await window.goes("/")
        await looks(f"home as {template}", window)
    await anna.puts(scene.mug)
    for name, path in {
        "shelf": f"/c/{shelf}", "product": f"/p/{tea}", "product with options": f"/p/{mug}", "cart": "/cart",
        "search": "/search?q=чай", "nothing found": "/search?q=ььь", "checkout": "/checkout", "orders": "/orders",
        "order": f"/orders/{bought['id']}", "nothing to return": f"/orders/{bought['id']}/return",
        "return asked": f"/returns/{sent_back['id']}", "profile": "/profile", "favourites": "/favourites",
        "nowhere": "/nowhere", "no such order": "/orders/zzz", "no such product": "/p/zzz",
        "story": f"/stories/{block}",
    }.items():  # fmt: skip
        await window.goes(path)
        await looks(name, window)
    await window.goes(f"/c/{shelf}")
    await looks("filters", window, lambda page: page.get_by_role("button", name="Фильтры").click())
    await window.goes("/profile")
    await looks("an address", window, lambda page: page.get_by_role("button", name="Добавить адрес").click())
    await context.close()

    context = await profile(browser, scene, None)
    window = Window(scene, await context.new_page())
    for name, path in {"cart of a guest": "/cart", "orders of a guest": "/orders", "guest": "/profile"}.items():
        await window.goes(path)
        await looks(name, window)
    await looks("sign-in", window, lambda page: page.get_by_role("button", name="Войти").first.click())
    await context.set_offline(True)
    await window.page.evaluate("() => dispatchEvent(new Event('offline'))")
    await looks("offline", window, lambda page: page.locator(".off").wait_for())
    await context.close()
    assert found == {}, "\n".join(f"{name}\n  " + "\n  ".join(dict.fromkeys(wrong)) for name, wrong in found.items())


@dataclass
class Keyboard:
    """Somebody who has no mouse."""

    page: Page

    async def comes_to(self, name: str, role: str = "button") -> None:
        """Press Tab until this has the focus, and see that it shows."""
        there = self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        await there.wait_for()
        for _ in range(80):
            await self.page.keyboard.press("Tab")
            if await there.evaluate("(one) => one === document.activeElement"):
                ring = "(one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one.parentElement)"
                assert await there.evaluate(f"{ring}.boxShadow !== 'none'"), f"{name} does not show that it is chosen"
                return
        pytest.fail(f"Tab never comes to {name}")

    async def presses(self, name: str, role: str = "button", key: str = "Enter") -> None:
        await self.comes_to(name, role)
        await self.page.keyboard.press(key)


async def test_a_keyboard_is_enough_from_the_first_page_to_a_placed_order(
    scene: Scene, browser: Browser, anna: Visitor
) -> None:
    await scene.anna.start()
    context = await profile(browser, scene, anna)
    window = Window(scene, await context.new_page())
    page, keyboard = window.page, Keyboard(window.page)
    await window.goes("/")
    await keyboard.presses("Чай и посуда", "link")
    # A sheet keeps the focus while it is open and gives it back.
    await keyboard.presses("Фильтры")
    await expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert await page.evaluate(inside)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Фильтры")).to_be_focused()

    await keyboard.presses("Зелёный чай", "link")
    await expect(page.get_by_role("heading", name="Зелёный чай", level=1)).to_be_visible()
    await keyboard.presses("В корзину")
    await expect(page.locator(".about .step span")).to_have_text("1")
    await keyboard.presses("Корзина", "link")
    await keyboard.presses("Оформить")
    await keyboard.presses("Самовывоз", "radio", "Space")
    await expect(page.get_by_role("radio", name="Самовывоз")).to_be_checked()
    await keyboard.comes_to("Номер телефона", "textbox")
    await page.keyboard.type("+79123456789")
    # One radio button of a group is reached by Tab, the others by arrows.
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("radio", name="При получении")).to_be_enabled()
    for _ in range(4):
        if await page.get_by_role("radio", name="При получении").is_checked():
            break
        await page.keyboard.press("ArrowDown")
    await keyboard.presses("Заказать на 500\u00a0₽")
    await expect(page.locator(".status")).to_have_attribute("data-status", "awaiting_confirmation")
    assert await scene.orders() == 1
    await context.close()
