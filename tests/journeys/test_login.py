"""A plain browser logs in with Telegram: set up in the chat, away and back, on with a session."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar
from sqlalchemy import text

from tests.journeys.stage import Scene
from tests.journeys.web import Visitor

AT = "/auth/telegram-login"


async def set_up(scene: Scene) -> str:
    """What an owner does in @BotFather and in the chat; return the secret."""
    secret = await scene.driver.web_login(scene.bot, [f"http://127.0.0.1:{scene.app.port}"])
    answer = await scene.olga.says(f"/login {secret}")
    assert "Включён" in answer.text
    return secret


class Browser:
    """A browser that keeps cookies and follows nothing by itself."""

    def __init__(self, scene: Scene, session: ClientSession) -> None:
        self.scene = scene
        self.session = session
        self.visitor = Visitor(scene, session, {})

    async def opens(self, address: str) -> ClientResponse:
        return await self.session.get(address, allow_redirects=False)

    async def goes(self, back: str = "") -> ClientResponse:
        return await self.opens(
            self.visitor.at(f"{AT}?shop={self.visitor.slug}&back={back or '/s/' + self.visitor.slug}")
        )

    async def says_who(self, page: str, person: int | None) -> ClientResponse:
        """Press a name, or Cancel, on the login page."""
        async with self.session.get(page) as shown:
            told = await shown.text()
            assert shown.status == 200, told
        action = re.search(r'<form method="post" action="([^"]+)"', told)
        assert action is not None
        address = page.partition("?")[0] + unescape(action[1])
        return await self.session.post(address, data={"person": str(person or "")}, allow_redirects=False)

    async def finishes(self) -> tuple[int, Any]:
        async with self.session.post(self.visitor.at(f"{AT}/finish"), json={"shop": self.visitor.slug}) as answer:
            return answer.status, await answer.json(content_type=None)


@pytest.fixture
async def browser(scene: Scene) -> Any:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Browser(scene, session)


async def test_somebody_logs_in_and_buys_from_a_plain_browser(scene: Scene, browser: Browser) -> None:
    secret = await set_up(scene)
    sent = await browser.goes(f"/s/{browser.visitor.slug}/cart")
    assert sent.status == 302
    back = await browser.says_who(sent.headers["Location"], scene.anna.person)
    arrived = await browser.opens(back.headers["Location"])
    assert arrived.headers["Location"] == f"/s/{browser.visitor.slug}/cart?signed=1"
    cookie = arrived.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Path=/api/v1{AT}" in cookie
    status, tokens = await browser.finishes()
    assert status == 200
    visitor = browser.visitor
    visitor.tokens = tokens
    me = await visitor.gets("/me")
    assert me["name"]
    # Nothing secret went through an address, and nothing of it is kept in the open.
    assert not any(word in str(sent.headers) + str(back.headers) + str(arrived.headers["Location"])
                   for word in (secret, tokens["access_token"], tokens["refresh_token"]))  # fmt: skip
    shop = await visitor.gets("/shops/{slug}")
    assert shop["login"] is True


async def test_the_same_ticket_opens_nothing_a_second_time(scene: Scene, browser: Browser) -> None:
    await set_up(scene)
    back = await browser.says_who((await browser.goes()).headers["Location"], scene.anna.person)
    await browser.opens(back.headers["Location"])
    assert (await browser.finishes())[0] == 200
    status, told = await browser.finishes()
    assert (status, told["code"]) == (401, "error-forged-proof")


async def test_another_browser_cannot_go_on_with_it(scene: Scene, browser: Browser) -> None:
    """Whoever is lured to somebody else's callback address is not signed in as them."""
    await set_up(scene)
    back = await browser.says_who((await browser.goes()).headers["Location"], scene.anna.person)
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        victim = Browser(scene, session)
        arrived = await victim.opens(back.headers["Location"])
        assert arrived.headers["Location"] == "/?sign_in_error=error-stale-proof"
        # The same while a login of their own is under way.
        await victim.goes()
        arrived = await victim.opens(back.headers["Location"])
        assert arrived.headers["Location"].endswith("?sign_in_error=error-forged-proof")
        assert (await victim.finishes())[0] == 401


async def test_who_cancels_is_back_where_they_were(scene: Scene, browser: Browser) -> None:
    await set_up(scene)
    sent = await browser.goes("/manage/?shop=" + browser.visitor.slug)
    back = await browser.says_who(sent.headers["Location"], None)
    assert parse_qs(urlsplit(back.headers["Location"]).query)["error"] == ["access_denied"]
    arrived = await browser.opens(back.headers["Location"])
    place = urlsplit(arrived.headers["Location"])
    assert place.path == "/manage/"
    assert parse_qs(place.query) == {"shop": [browser.visitor.slug], "sign_in_error": ["error-login-cancelled"]}
    assert (await browser.finishes())[0] == 401


async def test_a_shop_that_is_not_set_up_says_so(scene: Scene, browser: Browser) -> None:
    sent = await browser.goes()
    assert sent.headers["Location"] == f"/s/{browser.visitor.slug}?sign_in_error=error-login-off"
    assert (await browser.visitor.gets("/shops/{slug}"))["login"] is False
    sent = await browser.opens(browser.visitor.at(f"{AT}?shop={browser.visitor.slug}&back=//evil.test"))
    assert sent.headers["Location"] == "/?sign_in_error=error-login-off"
    assert (await browser.opens(browser.visitor.at(f"{AT}?shop=nobody"))).status == 404


async def test_the_secret_is_typed_in_private_by_the_owner_and_rests_sealed(scene: Scene) -> None:
    how = await scene.olga.says("/login")
    assert f"/api/v1{AT}/callback" in how.text
    assert "не позволяет" in (await scene.kirill.says("/login")).text
    secret = await scene.driver.web_login(scene.bot, [])
    answer = await scene.staff.says(scene.olga, f"/login@{scene.bot} {secret}")
    assert "личн" in answer.text
    assert await scene.stall.ask(f"SELECT login_secret_cipher FROM bots WHERE id = {scene.bot_id}") is None
    assert "Пример" in (await scene.olga.says("/login нет")).text
    await set_up(scene)
    await scene.settled()
    assert not await scene.olga.reads(secret)
    async with scene.town.uow.platform() as connection:
        found = await connection.execute(text("SELECT count(*) FROM inbox WHERE payload::text LIKE :s"),
                                         {"s": f"%{secret}%"})  # fmt: skip
        assert found.scalar() == 0
    await scene.olga.tap("Выключить")
    assert "Чтобы включить" in (await scene.olga.screen("Чтобы включить")).text


async def test_it_is_set_up_in_english(scene: Scene) -> None:
    await scene.olga.says("/language")
    await scene.olga.tap("🇬🇧")
    assert "To turn it on" in (await scene.olga.says("/login")).text
