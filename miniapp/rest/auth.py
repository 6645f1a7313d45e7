"""Signing in: Telegram's word for tokens, keys that change, sessions, the second factor.

A second factor begins in the chat, never here: whoever has only a session, or makes a bot say who they are, could
otherwise begin with one of their own and pass with it.
"""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from core.auth.second_factor import SecondFactor
from core.auth.sessions import Device, Sessions, SignIn, Tokens
from core.kit.errors import Forbidden
from core.kit.limits import Limit
from db.types.ids import PersonId
from miniapp.rest.route import Access, Call, Repeat, Route, tidy
from miniapp.rest.shapes import Asked, Id, Told

# By address, which a whole mobile network may share; what is sent cannot be guessed anyway.
_ENTER = Limit("auth.enter", 240, 60, strict=True)
_REFRESH = Limit("auth.refresh", 600, 60, strict=True)
_CODE = Limit("auth.code", 10, 300, strict=True)
Slug = Annotated[str, Field(min_length=3, max_length=32)]


class TelegramProof(Asked):
    """What Telegram launched the Mini App with, as it came."""

    init_data: Annotated[str, Field(min_length=1, max_length=8192)]
    shop: Slug


class WidgetProof(Asked):
    """What the login widget handed to the page, all values as strings."""

    shop: Slug
    fields: Annotated[dict[str, Annotated[str, Field(max_length=1024)]], Field(max_length=16)]


class RefreshToken(Asked):
    """The key from the answer before; it is used up."""

    refresh_token: Annotated[str, Field(min_length=20, max_length=200)]


class User(Told):
    """Who signed in."""

    id: Id


class TokensTold(Told):
    """Both tokens; the access token is good for `expires_in` seconds."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "Bearer"  # noqa: S105 – a word of the standard
    user: User

    @classmethod
    def of(cls, tokens: Tokens) -> "TokensTold":
        """Write what the use case returned."""
        return cls(
            access_token=tokens.access,
            refresh_token=tokens.refresh,
            expires_in=tokens.expires_in,
            user=User(id=tokens.person_id),
        )


class SessionTold(Told):
    """One of one's sessions."""

    id: Id
    way: str
    device: str
    created_at: datetime
    seen_at: datetime
    current: bool


class SessionsTold(Told):
    """All of them."""

    items: list[SessionTold]


class Done(Told):
    """How many it was."""

    count: int


class Code(Asked):
    """Six digits of the app, or a backup code."""

    code: Annotated[str, Field(min_length=6, max_length=32)]


class FactorTold(Told):
    """Whether there is a second factor."""

    enrolled: bool
    backup_codes_left: int


class CodesTold(Told):
    """Backup codes, shown this once."""

    backup_codes: list[str]


class AuthResource:
    """`/auth/…`."""

    def __init__(self, sign_in: SignIn, sessions: Sessions, factor: SecondFactor) -> None:
        self._sign_in = sign_in
        self._sessions = sessions
        self._factor = factor

    def routes(self) -> list[Route]:
        """Return the routes."""
        anybody, never = Access.ANYBODY, Repeat.NEVER
        return [
            Route("POST", "/auth/telegram", self.telegram, anybody, never, limit=_ENTER),
            Route("POST", "/auth/login-widget", self.login_widget, anybody, never, limit=_ENTER),
            Route("POST", "/auth/refresh", self.refresh, anybody, never, limit=_REFRESH),
            Route("POST", "/auth/logout", self.logout, repeat=never, status=204),
            Route("GET", "/auth/sessions", self.mine),
            Route("DELETE", "/auth/sessions", self.end_others),
            Route("DELETE", "/auth/sessions/{session_id}", self.end, status=204),
            Route("GET", "/auth/second-factor", self.factor_state),
            Route("POST", "/auth/second-factor/codes", self.renew_codes, repeat=never, limit=_CODE),
            Route("POST", "/auth/second-factor/remove", self.remove, repeat=never, status=204, limit=_CODE),
            Route("POST", "/auth/step-up", self.step_up, repeat=never, status=204, limit=_CODE),
        ]

    async def telegram(self, call: Call, body: TelegramProof) -> TokensTold:
        """Sign in from a Mini App. The same launch data is good once, for an hour."""
        return TokensTold.of(await self._sign_in.by_init_data(body.shop, body.init_data, device_of(call)))

    async def login_widget(self, call: Call, body: WidgetProof) -> TokensTold:
        """Sign in from a plain browser."""
        return TokensTold.of(await self._sign_in.by_widget(body.shop, body.fields, device_of(call)))

    async def refresh(self, call: Call, body: RefreshToken) -> TokensTold:
        """Go on with a session. A key that comes twice ends it, but within ten seconds of the first time."""
        return TokensTold.of(await self._sign_in.refresh(body.refresh_token, device_of(call)))

    async def logout(self, call: Call) -> None:
        """End this session."""
        who = call.who
        await self._sessions.end(who.person_id, who.bot_id, who.session_id, logged_out=True)

    async def mine(self, call: Call) -> SessionsTold:
        """List one's sessions."""
        found = await self._sessions.mine(call.who.person_id, call.who.bot_id)
        return SessionsTold(
            items=[
                SessionTold(
                    id=one.id,
                    way=one.way,
                    device=one.device,
                    created_at=one.created_at,
                    seen_at=one.seen_at,
                    current=one.id == call.who.session_id,
                )
                for one in found
            ]
        )

    async def end(self, call: Call, session_id: int) -> None:
        """End one of one's sessions."""
        await self._sessions.end(call.who.person_id, call.who.bot_id, session_id)

    async def end_others(self, call: Call) -> Done:
        """End all of one's sessions but this."""
        who = call.who
        return Done(count=await self._sessions.end_others(who.person_id, who.bot_id, who.session_id))

    async def factor_state(self, call: Call) -> FactorTold:
        """Say whether there is a second factor."""
        found = await self._factor.state(call.who.person_id)
        return FactorTold(enrolled=found.enrolled, backup_codes_left=found.backup_codes)

    async def renew_codes(self, call: Call, body: Code) -> CodesTold:
        """Make new backup codes; the former ones open nothing any more."""
        return CodesTold(backup_codes=list(await self._factor.renew_codes(_me(call), body.code)))

    async def remove(self, call: Call, body: Code) -> None:
        """Do without a second factor."""
        await self._factor.remove(_me(call), body.code)

    async def step_up(self, call: Call, body: Code) -> None:
        """Show a code; for ten minutes this session may do what costs most."""
        await self._factor.show(_me(call), body.code, call.who.session_id)


def _me(call: Call) -> PersonId:
    """Return who tries a code: only staff have a use for it, and nobody else may use up their guesses."""
    if not call.who.works_here:
        raise Forbidden(permission="staff")
    return call.who.person_id


def device_of(call: Call) -> Device:
    """Return where somebody signs in from."""
    return Device(tidy(call.request.headers.get("User-Agent", ""))[:160], call.address)
