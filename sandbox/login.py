"""«Log in with Telegram»: the login server of the local Telegram (OpenID Connect, authorization code with PKCE).

Under `/oauth`: discovery, keys, the page where somebody says who they are, and the token endpoint. Codes are good once,
for a minute. The key set also has a key on a curve that most libraries do not know, as the real one has.
"""

import hashlib
import hmac
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from sandbox.errors import PersonError
from sandbox.gateways.html import document
from sandbox.gateways.pages import html, lang_of
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Person
from sandbox.telegram import Telegram

_CODE_SECONDS, _TOKEN_SECONDS = 60, 3600
_KEY, _ODD_KEY = "oidc-1", "oidc-es256k-1"
_WORDS = {
    "ru": {
        "title": "Вход через Telegram",
        "who": "{name}: кто входит?",
        "no": "Отмена",
        "wrong": "Так войти нельзя",
    },
    "en": {
        "title": "Log in with Telegram",
        "who": "{name}: who is logging in?",
        "no": "Cancel",
        "wrong": "This cannot work",
    },
}


def client_secret(bot: Bot) -> str:
    """The secret @BotFather shows for a bot: always the same one here."""
    return hashlib.sha256(f"web login:{bot.token}".encode()).hexdigest()


def web_login(tg: Telegram, given: JsonObject) -> JsonObject:
    """What @BotFather's Bot Settings → Web Login does: allow addresses, show id and secret."""
    bot = tg.world.bot_by_name(str(given["bot"]).lstrip("@"))
    if bot is None:
        raise PersonError("there is no such bot")
    bot.login_urls = [str(url) for url in given.get("urls") or []]
    tg.world.bots.put(bot.id, bot)
    return {"client_id": str(bot.id), "client_secret": client_secret(bot)}


@dataclass(frozen=True, slots=True)
class _Code:
    bot: int
    person: int
    asked: dict[str, str]
    until: float


class _Refused(Exception):
    """An OAuth error: what the client is told, and with which status."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


@dataclass(slots=True)
class LoginServer:
    """One per sandbox."""

    tg: Telegram
    issuer: str = ""
    codes: dict[str, _Code] = field(default_factory=dict)
    key: rsa.RSAPrivateKey | None = None
    odd_key: ec.EllipticCurvePrivateKey | None = None

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/oauth/.well-known/openid-configuration", self.discovery)
        app.router.add_get("/oauth/.well-known/jwks.json", self.jwks)
        app.router.add_get("/oauth/auth", self.ask)
        app.router.add_post("/oauth/auth", self.decide)
        app.router.add_post("/oauth/token", self.token)

    def _signing(self) -> rsa.RSAPrivateKey:
        if self.key is None:
            self.key = rsa.generate_private_key(65537, 2048)
        return self.key

    async def discovery(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler's shape
        return web.json_response(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/.well-known/jwks.json",
                "response_types_supported": ["code"],
                "scopes_supported": ["openid", "profile", "phone", "telegram:bot_access"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256", "EdDSA", "ES256K"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def jwks(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler's shape
        if self.odd_key is None:
            self.odd_key = ec.generate_private_key(ec.SECP256K1())
        odd = ECAlgorithm.to_jwk(self.odd_key.public_key(), as_dict=True)
        usual = RSAAlgorithm.to_jwk(self._signing().public_key(), as_dict=True)
        return web.json_response(
            {"keys": [{**odd, "kid": _ODD_KEY, "alg": "ES256K"}, {**usual, "kid": _KEY, "alg": "RS256", "use": "sig"}]}
        )

    def _asked(self, request: web.Request) -> tuple[Bot, dict[str, str]]:
        """Read what a browser is sent with. Raises: PersonError: it is not sent back with this, a person reads it."""
        asked = {name: str(value) for name, value in request.query.items()}
        number = asked.get("client_id", "")
        bot = self.tg.world.bots.get(number) if number.isdigit() else None
        if bot is None:
            raise PersonError("client_id is not a bot with Web Login")
        place = urlsplit(asked.get("redirect_uri", ""))
        if not any(_allows(url, asked.get("redirect_uri", "")) for url in bot.login_urls) or place.fragment:
            raise PersonError("redirect_uri is not among the Allowed URLs of the bot")
        if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            raise PersonError("response_type must be code, and scope must have openid")
        if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
            raise PersonError("code_challenge_method must be S256")
        return bot, asked

    async def ask(self, request: web.Request) -> web.Response:
        lang = lang_of(request)
        words = _WORDS[lang]
        try:
            bot, asked = self._asked(request)
        except PersonError as wrong:
            return html(document(words["title"], f"<h1>{words['wrong']}</h1><p>{escape(str(wrong))}</p>", lang), 400)
        people = "".join(
            f'<button name="person" value="{person.id}" class="first">{escape(_name(person))}</button>'
            for person in self.tg.world.people.all()
        )
        body = (
            f"<h1>{escape(words['who'].format(name=bot.name))}</h1>"
            f'<form method="post" action="?{escape(urlencode(asked))}">{people}'
            f'<button name="person" value="" class="plain">{words["no"]}</button></form>'
        )
        return html(document(words["title"], body, lang, asked))

    async def decide(self, request: web.Request) -> web.Response:
        try:
            bot, asked = self._asked(request)
            told = str((await request.post()).get("person", ""))
            person = self.tg.world.person(int(told)) if told.isdigit() else None
        except PersonError as wrong:
            return html(document("Telegram", f"<p>{escape(str(wrong))}</p>", lang_of(request)), 400)
        if person is None:
            return _to(asked, error="access_denied")
        code = secrets.token_urlsafe(32)
        self.codes[code] = _Code(bot.id, person.id, asked, time.monotonic() + _CODE_SECONDS)
        return _to(asked, code=code)

    async def token(self, request: web.Request) -> web.Response:
        try:
            return web.json_response(self._exchanged(request, {k: str(v) for k, v in (await request.post()).items()}))
        except _Refused as refused:
            headers = {"WWW-Authenticate": "Basic"} if refused.status == 401 else {}
            return web.json_response({"error": refused.error}, status=refused.status, headers=headers)

    def _exchanged(self, request: web.Request, form: dict[str, str]) -> JsonObject:
        bot = self._client(request.headers.get("Authorization", ""))
        if form.get("grant_type") != "authorization_code":
            raise _Refused("unsupported_grant_type")
        found = self.codes.pop(form.get("code", ""), None)
        if found is None or found.until < time.monotonic() or found.bot != bot.id:
            raise _Refused("invalid_grant")
        if form.get("redirect_uri") != found.asked["redirect_uri"] or form.get("client_id", str(bot.id)) != str(bot.id):
            raise _Refused("invalid_grant")
        challenge = found.asked.get("code_challenge")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if challenge and not hmac.compare_digest(urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge):
            raise _Refused("invalid_grant")
        person = self.tg.world.person(found.person)
        return {
            "access_token": secrets.token_urlsafe(32),
            "token_type": "Bearer",
            "expires_in": _TOKEN_SECONDS,
            "id_token": jwt.encode(
                self.claims(bot, person, found.asked), self._signing(), algorithm="RS256", headers={"kid": _KEY}
            ),
        }

    def claims(self, bot: Bot, person: Person, asked: dict[str, str]) -> JsonObject:
        """What an id token says; `sub` is opaque, and `id` belongs to the scope `profile`."""
        now = int(time.time())
        scope = asked.get("scope", "").split()
        sub = hashlib.sha256(f"{bot.id}:{person.id}".encode()).hexdigest()[:24]
        told: JsonObject = {"iss": self.issuer, "aud": str(bot.id), "sub": sub, "iat": now, "exp": now + _TOKEN_SECONDS}
        if asked.get("nonce"):
            told["nonce"] = asked["nonce"]
        if "profile" in scope:
            told |= {"id": person.id, "name": _name(person)}
            if person.username:
                told["preferred_username"] = person.username
        if "phone" in scope and person.phone:
            told["phone_number"] = person.phone
        return told

    def _client(self, told: str) -> Bot:
        try:
            number, _, secret = b64decode(told.removeprefix("Basic ").encode(), validate=True).decode().partition(":")
        except (BadBase64, UnicodeDecodeError) as error:
            raise _Refused("invalid_client", 401) from error
        bot = self.tg.world.bots.get(number) if number.isdigit() else None
        if bot is None or not hmac.compare_digest(client_secret(bot).encode(), secret.encode()):
            raise _Refused("invalid_client", 401)
        return bot


def _allows(allowed: str, url: str) -> bool:
    """Whether an allowed origin, or a whole address, covers a redirect address."""
    one, other = urlsplit(allowed), urlsplit(url)
    return (one.scheme, one.netloc) == (other.scheme, other.netloc) and one.path.rstrip("/") in ("", other.path)


def _name(person: Person) -> str:
    return " ".join(part for part in (person.first_name, person.last_name) if part)


def _to(asked: dict[str, str], **told: str) -> web.Response:
    place = urlsplit(asked["redirect_uri"])
    if asked.get("state"):
        told["state"] = asked["state"]
    query = "&".join(part for part in (place.query, urlencode(told)) if part)
    headers = {"Location": urlunsplit(place._replace(query=query)), "Cache-Control": "no-store"}
    return web.Response(status=303, headers=headers)
