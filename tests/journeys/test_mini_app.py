"""The Mini App through the local Telegram: paid in its sheet, offline and back, sold out, in two tabs at once."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, expect
from sqlalchemy import text

from db.types.ids import encode_id
from tests.journeys.mini_app import IN_A_BROWSER, MiniApp, mini_app, opens, telegram_of
from tests.journeys.stage import Scene, put_up
from tests.journeys.web import Visitor

pytestmark = IN_A_BROWSER
# Waits until what the shop keeps in the browser's own database has this in it.
KEPT = """
async (words) => {
  const kept = () => new Promise((done) => {
    const asked = indexedDB.open('shop');
    asked.onsuccess = () => {
      const all = asked.result.transaction('state').objectStore('state').getAll();
      all.onsuccess = () => { asked.result.close(); done(JSON.stringify(all.result).includes(words)); };
    };
  });
  while (!(await kept())) await new Promise((done) => setTimeout(done, 50));
}
"""


def product(scene: Scene) -> str:
    return f"/p/{encode_id(scene.tea.product_id)}"


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


async def chooses(app: MiniApp, phone: str, payment: str) -> None:
    """Answer what a first checkout asks."""
    await app.screen.get_by_role("radio").first.check()
    await app.screen.get_by_label(phone).fill("+7 912 345-67-89")
    await app.screen.get_by_role("radio", name=payment).check()


async def test_an_invoice_declined_closed_and_paid_and_the_number_shared(scene: Scene, browser: Browser) -> None:
    async with mini_app(scene, browser, scene.anna, path=product(scene)) as app:
        screen, sheet = app.screen, app.pane.sheet
        await app.presses("Купить за 500\u00a0₽")
        await screen.get_by_role("radio").first.check()
        await screen.get_by_role("button", name="Поделиться номером").click()
        await app.answers("yes")
        await expect(screen.get_by_label("Номер телефона")).to_have_value(re.compile(r"\+7912\d{7}"))
        await screen.get_by_role("radio", name="Картой").check()
        await app.presses("Оплатить 500\u00a0₽")
        await sheet.locator('[data-button="decline"]').click()
        await sheet.locator('[data-button="ok"]').click()
        await expect(screen.locator(".said")).to_have_text("Оплата не прошла, деньги не списаны. Попробуйте ещё раз.")
        await app.status("awaiting_payment")
        await app.presses("Оплатить 500\u00a0₽")
        await sheet.locator('[data-action="close-sheet"]').click()
        await expect(screen.locator(".said")).to_have_text("Заказ ждёт оплаты – деньги не списаны.")
        await app.status("awaiting_payment")
        await app.presses("Оплатить 500\u00a0₽")
        await app.pane.pays()
        await app.status("confirmed")
    assert await scene.orders() == 1


async def test_bought_again_and_a_button_pressed_twice_orders_once(
    scene: Scene, browser: Browser, session: ClientSession
) -> None:
    tom = await Visitor(scene, session, {}).enters(scene.tom, "Tom")
    await tom.orders(scene.tea, pay="cash")
    async with mini_app(scene, browser, scene.tom, "dark", "/orders") as app:
        await app.screen.get_by_role("link", name=re.compile(r"^Order \d+")).click()
        await app.screen.get_by_role("button", name="Order again").click()
        await app.presses("Check out · 500\u00a0₽")
        await app.button("Order for 500\u00a0₽").wait_for()
        frame = await app.frame()
        await frame.evaluate(
            "() => { window.heard = 0; addEventListener('message', ({ data }) =>"
            " { if (data.includes('main_button_pressed')) window.heard++ }) }"
        )
        # Both presses are there before the first can be answered.
        asked: list[str] = []
        app.page.on("request", lambda one: asked.append(one.url) if one.method == "POST" else None)
        await app.page.evaluate(
            "() => { for (const _ of [1, 2]) document.querySelector('iframe').contentWindow.postMessage("
            "JSON.stringify({ eventType: 'main_button_pressed' }), '*') }"
        )
        await app.status("awaiting_confirmation")
        assert await frame.evaluate("window.heard") == 2
        assert len([one for one in asked if one.endswith("/orders")]) == 1
    assert await scene.orders() == 2


async def test_sold_out_meanwhile_is_said_and_nothing_is_lost(
    scene: Scene, browser: Browser, session: ClientSession
) -> None:
    [last] = await put_up(scene.stall, "LAST", {"ru": "Последний", "en": "The last one"}, 300_00, stock_of=1)
    vera = await Visitor(scene, session, {}).enters(scene.vera, "Вера")
    async with mini_app(scene, browser, scene.anna, path=f"/p/{encode_id(last.product_id)}") as app:
        screen = app.screen
        await screen.get_by_role("button", name="В корзину", exact=True).click()
        await screen.locator(".about").get_by_role("link", name="Корзина").click()
        await app.presses("Оформить · 300\u00a0₽")
        await chooses(app, "Номер телефона", "Картой")
        await screen.get_by_label("Что важно знать продавцу").fill("Позвоните заранее")
        await app.button("Оплатить 300\u00a0₽").wait_for()
        await vera.orders(last, pay="cash")

        await app.presses("Оплатить 300\u00a0₽")
        await expect(screen.locator(".said .bad")).to_contain_text("закончил")
        await expect(screen.get_by_label("Что важно знать продавцу")).to_have_value("Позвоните заранее")
        await expect(screen.get_by_label("Номер телефона")).to_have_value(re.compile("912"))
        assert await scene.orders() == 1
        await app.goes_back()
        await expect(screen.locator(".line .bad")).to_be_visible()
        # Removed, and bought is what there is.
        await screen.get_by_role("button", name="Меньше: Последний").click()
        await expect(screen.locator(".empty-title")).to_have_text("В корзине пока пусто")


async def test_it_opens_without_a_connection(scene: Scene, browser: Browser) -> None:
    async with mini_app(scene, browser, scene.anna, "dark") as app:
        await app.is_signed_in()
        await app.has_a_worker()
        # What the first visit saw before the worker was there it sees once more.
        await app.reopens()
        await expect(app.screen.get_by_role("heading", name="Зелёный чай")).to_have_count(0)
        await app.screen.get_by_role("link", name="Зелёный чай").first.wait_for()
        await (await app.frame()).evaluate(KEPT, "Зелёный чай")

        await app.page.context.set_offline(True)
        await app.reopens()
        await expect(app.screen.locator(".off")).to_have_text("Нет связи. Показано то, что загружено раньше.")
        await app.screen.get_by_role("link", name="Зелёный чай").first.wait_for()
        await app.screen.get_by_role("button", name="В корзину: Зелёный чай").click()
        await expect(app.screen.locator(".tabs .badge")).to_have_text("1")
        async with app.page.expect_response(lambda answer: "/cart/items/" in answer.url and answer.ok):
            await app.page.context.set_offline(False)
        await expect(app.screen.locator(".off")).to_have_count(0)
        assert "Зелёный чай" in (await scene.anna.says("/cart")).text


async def test_without_a_worker_an_open_shop_goes_on_and_sends_later(scene: Scene, browser: Browser) -> None:
    async with mini_app(scene, browser, scene.tom, worker=False) as app:
        screen = app.screen
        await app.is_signed_in()
        await expect(screen.get_by_role("button", name="Add to cart: Green tea")).to_be_visible()
        await app.has_loaded("Cart", "Orders")
        await app.page.context.set_offline(True)
        await expect(screen.locator(".off")).to_be_visible()
        await screen.get_by_role("button", name="Add to cart: Green tea").click()
        await expect(screen.locator(".said")).to_have_text("You are offline. We will send this when you are back.")
        # Rooms that nobody has been to yet are there all the same, and say what they can.
        await screen.get_by_role("link", name="Cart").click()
        await expect(screen.locator(".line")).to_contain_text("Green tea")
        await screen.get_by_role("link", name="Orders").click()
        await expect(screen.get_by_role("button", name="Try again")).to_be_visible()
        async with app.page.expect_response(lambda answer: "/cart/items/" in answer.url and answer.ok):
            await app.page.context.set_offline(False)
        await expect(screen.locator(".off")).to_have_count(0)
        await screen.get_by_role("link", name="Cart").click()
        await app.button("Check out · 500\u00a0₽").wait_for()


async def test_two_windows_are_one_person_with_one_cart(scene: Scene, browser: Browser, session: ClientSession) -> None:
    await scene.anna.start()
    async with telegram_of(browser, worker=False) as profile:
        first = await opens(scene, profile, scene.anna)
        await first.is_signed_in()
        second = await opens(scene, profile, scene.anna)
        for one in (first, second):
            await one.hears_changes()
        await first.screen.get_by_role("button", name="В корзину: Зелёный чай").click()
        await expect(second.screen.locator(".tabs .badge")).to_have_text("1")

        # The first window's key is too old: it gets a new pair, a minute before the second needs one.
        old = await first.keys()
        await first.is_refused_once("**/cart/items/**")
        await first.screen.get_by_role("button", name="Больше: Зелёный чай").click()
        await expect(second.screen.locator(".step span")).to_have_text("2")
        assert (await first.keys())["refresh_token"] != old["refresh_token"]
        async with scene.town.uow.platform() as connection:
            await connection.execute(text("UPDATE refresh_tokens SET used_at = used_at - interval '1 minute'"))
        await second.is_refused_once("**/cart/items/**")
        await second.screen.get_by_role("button", name="Больше: Зелёный чай").click()
        await expect(first.screen.locator(".step span")).to_have_text("3")
        await expect(second.screen.locator(".step span")).to_have_text("3")
        # The control: the key that the second window was opened with would have ended the session of both.
        thief = Visitor(scene, session, {})
        body = {"refresh_token": old["refresh_token"]}
        assert (await thief.refused("POST", "/auth/refresh", body))[0] == 401
        now = Visitor(scene, session, await second.keys())
        assert (await now.refused("GET", "/me"))[0] == 401


async def test_sent_back_from_the_order_to_the_answer_of_the_shop(
    scene: Scene, browser: Browser, session: ClientSession
) -> None:
    anna = await Visitor(scene, session, {}).enters(scene.anna, "Анна")
    await scene.anna.start()
    await anna.orders(scene.tea, pay="cash")
    order, fulfil, owner = (await scene.order())["id"], scene.town.fulfil, scene.stall.owner
    for step in (fulfil.accept, fulfil.pack, fulfil.deliver):
        await step(owner, order)
    async with mini_app(scene, browser, scene.anna, "dark", f"/orders/{encode_id(order)}") as app:
        screen = app.screen
        await screen.get_by_role("link", name="Вернуть товар").click()
        await screen.get_by_role("button", name="Больше: Зелёный чай").click()
        await screen.get_by_role("radio", name="Брак или поломка").check()
        await app.pane.root.locator(".app-button.main:not([disabled])", has_text="500").click()
        await app.status("requested")
        asked = int(await scene.stall.ask("SELECT max(id) FROM returns"))
        await scene.town.decide_return.approve(owner, asked)
        await screen.get_by_role("link", name="Заказ").click()
        await screen.locator(".status").wait_for()
        await app.goes_back()
        await app.status("approved")
