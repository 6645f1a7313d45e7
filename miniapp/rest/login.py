"""«Log in with Telegram» from a plain browser: away to Telegram, back with a code, and on with tokens.

The browser is sent round with redirects; tokens are in none of them. What ties the steps together is a cookie that
scripts cannot read and other sites do not send.
"""

from typing import Annotated

from aiohttp import web
from pydantic import Field
from yarl import URL

from core.auth.telegram_login import TelegramLogin, page_of
from core.kit.errors import AppError
from core.kit.limits import Limit
from miniapp.rest.auth import Slug, TokensTold, device_of
from miniapp.rest.route import PREFIX, Access, Call, Repeat, Route
from miniapp.rest.shapes import Asked

_AT = "/auth/telegram-login"
_COOKIE = "login"
_GO, _BACK = Limit("auth.login", 120, 60, strict=True), Limit("auth.login.back", 120, 60, strict=True)
_CANCELLED = "error-login-cancelled"


class LoginAsked(Asked):
    """Which shop, and the page to end at: a shop's or the dashboard's."""

    shop: Slug
    back: Annotated[str, Field(max_length=512)] = "/"


class CameBack(Asked):
    """What Telegram sends the browser back with."""

    state: Annotated[str, Field(max_length=256)] = ""
    code: Annotated[str, Field(max_length=2048)] = ""
    error: Annotated[str, Field(max_length=256)] = ""
    error_description: Annotated[str, Field(max_length=2048)] = ""


class LoginShop(Asked):
    """The shop that is entered."""

    shop: Slug


class TelegramLoginResource:
    """`/auth/telegram-login…`."""

    def __init__(self, login: TelegramLogin) -> None:
        self._login = login

    def routes(self) -> list[Route]:
        """Return the routes."""
        anybody, never = Access.ANYBODY, Repeat.NEVER
        return [
            Route("GET", _AT, self.go, anybody, never, status=302, limit=_GO, raw=True),
            Route("GET", f"{_AT}/callback", self.come_back, anybody, never, status=302, limit=_BACK, raw=True),
            Route("POST", f"{_AT}/finish", self.finish, anybody, never, limit=_BACK),
        ]

    async def go(self, call: Call, query: LoginAsked) -> web.StreamResponse:
        """Send a browser to Telegram's login page."""
        try:
            begun = await self._login.begin(query.shop, query.back, f"{call.base}{PREFIX}{_AT}/callback")
        except AppError as refusal:
            return _sent(call, _with(page_of(query.back), sign_in_error=refusal.code))
        return _sent(call, begun.address, begun.ticket)

    async def come_back(self, call: Call, query: CameBack) -> web.StreamResponse:
        """Take the browser back from Telegram, and send it to where it began, with `signed=1` or `sign_in_error`."""
        ticket = call.request.cookies.get(_COOKIE, "")
        if not query.code:
            return _sent(call, _with(self._login.page_after(ticket), sign_in_error=_CANCELLED), "")
        try:
            arrived = self._login.came_back(ticket, query.state, query.code)
        except AppError as refusal:
            return _sent(call, _with(self._login.page_after(ticket), sign_in_error=refusal.code), "")
        return _sent(call, _with(arrived.address, signed="1"), arrived.ticket)

    async def finish(self, call: Call, body: LoginShop) -> TokensTold:
        """Sign in who has just come back; the ticket in the cookie is good once, for two minutes."""
        ticket = call.request.cookies.get(_COOKIE, "")
        return TokensTold.of(await self._login.finish(body.shop, ticket, device_of(call)))


def _with(page: str, **told: str) -> str:
    """Return a page's address with something told to it."""
    return str(URL(page).update_query(told))


def _sent(call: Call, address: str, ticket: str | None = None) -> web.Response:
    """Send a browser on. `ticket`: what it keeps from now on; empty: nothing more; None: what it has."""
    answer = web.Response(status=302, headers={"Location": address, "Cache-Control": "no-store"})
    if ticket is not None:
        answer.set_cookie(
            _COOKIE,
            ticket,
            max_age=600 if ticket else 0,
            path=f"{PREFIX}{_AT}",
            secure=call.base.startswith("https://"),
            httponly=True,
            samesite="Lax",
        )
    return answer
