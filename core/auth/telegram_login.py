"""«Log in with Telegram» (OpenID Connect) for browsers: authorization code, PKCE, an id token that is verified.

Between the steps nothing is kept here: what a login needs to go on travels in a sealed ticket, in a cookie that only
the browser which began it has. Source: core.telegram.org/bots/telegram-login.
"""

import hashlib
import hmac
import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from yarl import URL

from core.auth.errors import ForgedProof, LoginOff, StaleProof
from core.auth.init_data import Proof, person_of
from core.auth.sessions import Device, SignIn, Tokens, bot_at
from core.kit.clock import Clock
from core.kit.errors import Unavailable
from core.kit.http import Http, Unreachable
from core.kit.security.cipher import Cipher, Undecryptable
from core.kit.uow import UnitOfWork
from db.repositories import shops
from db.repositories.sql import Record
from db.types.enums import SignInWay

PUBLIC_ISSUER = "https://oauth.telegram.org"
_ALGORITHMS = ("RS256", "ES256", "EdDSA")
_SCOPE = "openid profile"
_BEGUN_FOR, _ARRIVED_FOR = timedelta(minutes=10), timedelta(minutes=2)
_LEEWAY = timedelta(seconds=120)
_KEYS_FOR, _KEYS_AT_MOST_EVERY = timedelta(hours=1), timedelta(minutes=1)
_TICKET = "telegram_login.ticket"
SEALED_FOR = "bots.login_secret"
_MAX_TOKEN = 8192
_BACK = re.compile(r"/(?:s/[a-z0-9-]+|manage)(?:[/?][A-Za-z0-9._~/?=&%-]*)?")


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and what it brings back."""

    address: str
    ticket: str


@dataclass(frozen=True, slots=True)
class _Ticket:
    """What a login needs to go on. `code` is there once the browser is back."""

    slug: str
    back: str
    callback: str
    state: str
    nonce: str
    verifier: str
    until: float
    code: str = ""


def page_of(back: str) -> str:
    """Return a page of ours that a login may end at, the first page where it is none of them."""
    return back if _BACK.fullmatch(back) and ".." not in back and "//" not in back else "/"


def challenge_of(verifier: str) -> str:
    """Return the PKCE challenge of a verifier (S256, RFC 7636)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Issuer:
    """The keys id tokens are signed with; asked for again when they are old, or one of them is not known."""

    def __init__(self, http: Http, clock: Clock, url: str) -> None:
        self._http = http
        self._clock = clock
        self.url = url.rstrip("/")
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at: datetime | None = None

    async def key(self, key_id: str) -> jwt.PyJWK:
        """Return a key. Raises: ForgedProof: there is none of this name. Unavailable."""
        age = self._clock.now() - self._read_at if self._read_at is not None else None
        if age is None or age > _KEYS_FOR or (key_id not in self._keys and age > _KEYS_AT_MOST_EVERY):
            await self._read()
        if key_id not in self._keys:
            raise ForgedProof
        return self._keys[key_id]

    async def _read(self) -> None:
        try:
            answer = await self._http.call("telegram login", "GET", f"{self.url}/.well-known/jwks.json")
        except Unreachable as error:
            raise Unavailable from error
        told = answer.field("keys")
        if not answer.ok or not isinstance(told, list):
            raise Unavailable
        self._keys = {str(one["kid"]): key for one in told if (key := _usable(one)) is not None}
        self._read_at = self._clock.now()

    async def token(self, client_id: int, secret: str, form: dict[str, str]) -> str:
        """Exchange a code for an id token. Raises: ForgedProof: refused. Unavailable."""
        form = {"grant_type": "authorization_code", "client_id": str(client_id), **form}
        try:
            answer = await self._http.call(
                "telegram login", "POST", f"{self.url}/token", form=form, auth=(str(client_id), secret)
            )
        except Unreachable as error:
            raise Unavailable from error
        told = answer.field("id_token")
        if not answer.ok or not isinstance(told, str) or len(told) > _MAX_TOKEN:
            raise ForgedProof
        return told


def _usable(told: Any) -> jwt.PyJWK | None:
    """Return a key of the set we would accept a signature of; others (secp256k1) are passed over."""
    if not isinstance(told, dict) or not told.get("kid"):
        return None
    try:
        key = jwt.PyJWK(told)
    except jwt.PyJWTError:
        return None
    return key if key.algorithm_name in _ALGORITHMS else None


class TelegramLogin:
    """Signs people in from browsers, by the word of Telegram's own login server."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock, issuer: Issuer, sign_in: SignIn) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock
        self._issuer = issuer
        self._sign_in = sign_in

    async def begin(self, slug: str, back: str, callback: str) -> Begun:
        """Return where the browser goes to log in. `callback`: the address it comes back to, whole.

        Raises:
            NotFound: no such shop, or it has no bot.
            LoginOff: its bot is not set up for it.
        """
        bot = await self._bot(slug)
        ticket = _Ticket(
            slug=slug,
            back=page_of(back),
            callback=callback,
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
            until=(self._clock.now() + _BEGUN_FOR).timestamp(),
        )
        address = URL(f"{self._issuer.url}/auth").with_query(
            client_id=str(bot["telegram_id"]),
            redirect_uri=callback,
            response_type="code",
            scope=_SCOPE,
            state=ticket.state,
            nonce=ticket.nonce,
            code_challenge=challenge_of(ticket.verifier),
            code_challenge_method="S256",
        )
        return Begun(str(address), self._sealed(ticket))

    def came_back(self, sealed: str, state: str, code: str) -> Begun:
        """Take the code the browser came back with; `address` of the answer is the page that goes on.

        Raises:
            StaleProof: begun in another browser, or too long ago.
            ForgedProof: not the login that was begun.
        """
        ticket = self._opened(sealed)
        if ticket.code or not hmac.compare_digest(ticket.state.encode(), state.encode()):
            raise ForgedProof
        until = (self._clock.now() + _ARRIVED_FOR).timestamp()
        return Begun(ticket.back, self._sealed(replace(ticket, code=code, until=until)))

    def page_after(self, sealed: str) -> str:
        """Return the page a login was begun at, the first page where that is not known."""
        try:
            return self._opened(sealed).back
        except StaleProof:
            return "/"

    async def finish(self, slug: str, sealed: str, device: Device) -> Tokens:
        """Open a session for whoever came back.

        Raises:
            NotFound, LoginOff: as `begin`.
            ForgedProof: Telegram did not say this of this login.
            StaleProof: too late, or the code was used.
            Unavailable: Telegram's login server does not answer.
        """
        ticket = self._opened(sealed)
        if not ticket.code or ticket.slug != slug:
            raise ForgedProof
        bot = await self._bot(slug)
        form = {"code": ticket.code, "redirect_uri": ticket.callback, "code_verifier": ticket.verifier}

        async def read(_token: str) -> Proof:
            told = await self._issuer.token(bot["telegram_id"], self._secret(bot), form)
            return await self._verified(told, bot["telegram_id"], ticket.nonce)

        return await self._sign_in.by_word(slug, SignInWay.LOGIN, read, device)

    async def _verified(self, told: str, client_id: int, nonce: str) -> Proof:
        """Verify an id token. Raises: ForgedProof, StaleProof, Unavailable."""
        try:
            header = jwt.get_unverified_header(told)
            key = await self._issuer.key(str(header.get("kid", "")))
            claims = jwt.decode(
                told,
                key,
                algorithms=list(_ALGORITHMS),
                audience=str(client_id),
                issuer=self._issuer.url,
                # Time is ours to judge, by our own clock.
                options={"require": ["iss", "aud", "sub", "iat", "exp"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.PyJWTError as error:
            raise ForgedProof from error
        issued, ends = claims["iat"], claims["exp"]
        if type(issued) is not int or type(ends) is not int or not isinstance(claims.get("nonce"), str):
            raise ForgedProof
        if not hmac.compare_digest(claims["nonce"].encode(), nonce.encode()):
            raise ForgedProof
        now = self._clock.now()
        if not issued - _LEEWAY.total_seconds() <= now.timestamp() < ends + _LEEWAY.total_seconds():
            raise StaleProof
        person = person_of(
            {"id": claims.get("id"), "first_name": claims.get("name"), "username": claims.get("preferred_username")}
        )
        return Proof(person, datetime.fromtimestamp(issued, UTC), hashlib.sha256(told.encode()).hexdigest())

    async def _bot(self, slug: str) -> Record:
        async with self._uow.platform() as connection:
            bot = await shops.bot(connection, await bot_at(connection, slug))
        if bot is None or bot["login_secret_cipher"] is None:
            raise LoginOff
        return bot

    def _secret(self, bot: Record) -> str:
        try:
            return self._cipher.decrypt(bot["login_secret_cipher"], SEALED_FOR)
        except Undecryptable as error:
            raise LoginOff from error

    def _sealed(self, ticket: _Ticket) -> str:
        told = json.dumps([getattr(ticket, name) for name in _Ticket.__slots__])
        return urlsafe_b64encode(self._cipher.encrypt(told, _TICKET)).decode()

    def _opened(self, sealed: str) -> _Ticket:
        """Raises: StaleProof: none of ours, or its time is over."""
        try:
            ticket = _Ticket(*json.loads(self._cipher.decrypt(urlsafe_b64decode(sealed.encode()), _TICKET)))
        except (Undecryptable, ValueError) as error:
            raise StaleProof from error
        if ticket.until < self._clock.now().timestamp():
            raise StaleProof
        return ticket
