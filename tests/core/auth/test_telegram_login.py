"""«Log in with Telegram»: who is believed, what is not, and what a browser may be made to do."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.utils import base64url_encode

from core.auth.errors import ForgedProof, LoginOff, StaleProof
from core.auth.telegram_login import Issuer, TelegramLogin, challenge_of, page_of
from core.kit.errors import BadInput, Forbidden, NotFound, Unavailable
from core.kit.http import Answer, Http, Unreachable
from core.shops.set_up_login import SetUpLogin
from db.repositories import shops
from db.types.enums import Role, SignInWay
from tests.core.auth.test_sessions import ANNA, PHONE, Door, door_of
from tests.factories.clock import MovableClock
from tests.factories.town import Town

ISSUER = "https://login.test"
CALLBACK = "https://shop.test/api/v1/auth/telegram-login/callback"
SECRET = "a-client-secret-of-the-tests"
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)
ODD_KEY = ec.generate_private_key(ec.SECP256K1())


def public(key: Any, kid: str, **more: str) -> dict[str, Any]:
    kind = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**kind.to_jwk(key.public_key(), as_dict=True), "kid": kid, **more}


@dataclass
class Oracle(Http):
    """A login server that says what a test lets it say."""

    clock: MovableClock
    sign: Callable[[dict[str, Any]], str] = field(
        default=lambda claims: jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})
    )
    change: dict[str, Any] = field(default_factory=dict)
    keys: list[dict[str, Any]] = field(
        default_factory=lambda: [public(ODD_KEY, "odd", alg="ES256K"), public(KEY, "one", alg="RS256")]
    )
    status: int = 200
    away: bool = False
    forms: list[dict[str, str]] = field(default_factory=list)
    asked_for_keys: int = 0
    nonce: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    async def call(self, service: str, method: str, url: str, **told: Any) -> Answer:  # noqa: ARG002
        if self.away:
            raise Unreachable
        if url == f"{ISSUER}/.well-known/jwks.json":
            self.asked_for_keys += 1
            return Answer(200, {"keys": self.keys}, {})
        assert (method, url) == ("POST", f"{ISSUER}/token")
        number, secret = told["auth"]
        assert secret == SECRET
        self.forms.append(told["form"])
        if self.status != 200:
            return Answer(self.status, {"error": "invalid_grant"}, {})
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": ISSUER, "aud": number, "sub": "opaque", "iat": now, "exp": now + 3600, "id": ANNA, "name": "Анна",
            "preferred_username": "anna", "nonce": self.nonce,
        } | self.change  # fmt: skip
        return Answer(200, {"id_token": self.sign({k: v for k, v in claims.items() if v is not None})}, {})


@dataclass
class Desk:
    """A shop whose bot is set up for logins."""

    door: Door
    oracle: Oracle
    login: TelegramLogin
    set_up: SetUpLogin

    @property
    def slug(self) -> str:
        return self.door.shop.shop.slug

    async def round_trip(self, back: str = "/") -> str:
        """Go to Telegram and come back with a code; return the ticket."""
        begun = await self.login.begin(self.slug, back, CALLBACK)
        sent = {name: told[0] for name, told in parse_qs(urlsplit(begun.address).query).items()}
        self.oracle.nonce = sent["nonce"]
        return self.login.came_back(begun.ticket, sent["state"], "the-code").ticket

    async def logs_in(self) -> Any:
        return await self.login.finish(self.slug, await self.round_trip(), PHONE)


@pytest.fixture
async def desk(town: Town, clock: MovableClock) -> Desk:
    door = await door_of(town, clock)
    oracle = Oracle(clock)
    set_up = SetUpLogin(town.uow, door.cipher, clock)
    await set_up(door.shop.owner, SECRET)
    login = TelegramLogin(town.uow, door.cipher, clock, Issuer(oracle, clock, ISSUER + "/"), door.sign_in)
    return Desk(door, oracle, login, set_up)


def test_the_challenge_is_that_of_rfc_7636() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize("page", ["/s/tea", "/s/tea/cart", "/s/tea/p/3x?a=1&b=%20", "/manage/?shop=tea", "/manage"])
def test_a_login_ends_at_a_page_of_ours(page: str) -> None:
    assert page_of(page) == page


@pytest.mark.parametrize(
    "page",
    ["", "//evil.test", "/\\evil.test", "https://evil.test", "/s/tea//evil", "/s/tea/../../api", "/s/tea\r\nX: y",
     "/api/v1/auth/logout", "javascript:alert(1)", "/s/tea#x", "/managed"],
)  # fmt: skip
def test_and_never_anywhere_else(page: str) -> None:
    assert page_of(page) == "/"


async def test_a_browser_is_sent_with_all_that_ties_the_answer_to_it(desk: Desk) -> None:
    begun = await desk.login.begin(desk.slug, "/", CALLBACK)
    other = await desk.login.begin(desk.slug, "/", CALLBACK)
    sent = {name: told[0] for name, told in parse_qs(urlsplit(begun.address).query).items()}
    assert begun.address.startswith(f"{ISSUER}/auth?")
    assert sent["client_id"] == desk.door.token.partition(":")[0]
    assert (sent["redirect_uri"], sent["response_type"]) == (CALLBACK, "code")
    assert (sent["scope"], sent["code_challenge_method"]) == ("openid profile", "S256")
    again = {name: told[0] for name, told in parse_qs(urlsplit(other.address).query).items()}
    assert all(sent[name] != again[name] for name in ("state", "nonce", "code_challenge"))
    assert SECRET not in begun.address + begun.ticket
    assert sent["state"] not in base64.urlsafe_b64decode(begun.ticket).decode("latin1")


async def test_who_comes_back_is_signed_in_as_themselves(desk: Desk) -> None:
    tokens = await desk.logs_in()
    caller = await desk.door.authenticate(tokens.access, desk.slug)
    assert (caller.telegram_id, caller.name) == (ANNA, "Анна")
    [session] = await desk.door.sessions.mine(tokens.person_id, desk.door.bot_id)
    assert session.way is SignInWay.LOGIN
    [form] = desk.oracle.forms
    assert (form["code"], form["redirect_uri"]) == ("the-code", CALLBACK)
    assert form["code_verifier"]


async def test_a_code_that_somebody_else_obtained_opens_nothing(desk: Desk) -> None:
    """The state ties the answer to the browser; a ticket that has its code takes no other."""
    begun = await desk.login.begin(desk.slug, "/", CALLBACK)
    with pytest.raises(ForgedProof):
        desk.login.came_back(begun.ticket, "another-state", "stolen")
    for ticket in ("", "x", "Ж", base64.urlsafe_b64encode(b"\x01" * 60).decode()):
        with pytest.raises(StaleProof):
            desk.login.came_back(ticket, "state", "code")
    state = parse_qs(urlsplit(begun.address).query)["state"][0]
    arrived = desk.login.came_back(begun.ticket, state, "mine")
    with pytest.raises(ForgedProof):
        desk.login.came_back(arrived.ticket, state, "stolen")
    with pytest.raises(ForgedProof):
        await desk.login.finish(desk.slug, begun.ticket, PHONE)


@pytest.mark.parametrize(
    "change",
    [{"aud": "1"}, {"iss": "https://evil.test"}, {"nonce": "another"}, {"nonce": None}, {"aud": None}, {"exp": None},
     {"iat": None}, {"sub": None}, {"id": None}, {"id": 0}, {"id": -5}, {"id": 2**60}, {"id": "x"}, {"iat": "now"}],
)  # fmt: skip
async def test_a_token_about_something_else_is_refused(desk: Desk, change: dict[str, Any]) -> None:
    desk.oracle.change = change
    with pytest.raises(ForgedProof):
        await desk.logs_in()


def _hs256(claims: dict[str, Any]) -> str:
    """Return a token "signed" with the public key as if it were a shared secret."""
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = base64url_encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "one"}).encode())
    body = base64url_encode(json.dumps(claims).encode())
    mark = hmac.new(pem, head + b"." + body, hashlib.sha256).digest()
    return (head + b"." + body + b"." + base64url_encode(mark)).decode()


@pytest.mark.parametrize(
    "sign",
    [
        lambda claims: jwt.encode(claims, "", algorithm="none", headers={"kid": "one"}),
        lambda claims: jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "one"}),
        lambda claims: jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "unknown"}),
        lambda claims: jwt.encode(claims, KEY, algorithm="RS256"),
        lambda claims: jwt.encode(claims, ODD_KEY, algorithm="ES256K", headers={"kid": "odd"}),
        _hs256,
        lambda _claims: "not.a.token",
        lambda _claims: "x" * 9000,
    ],
    ids=["unsigned", "another key", "unknown key", "no key named", "a curve we do not take", "HS256", "none", "huge"],
)
async def test_a_token_that_telegram_did_not_sign_is_refused(desk: Desk, sign: Callable[[Any], str]) -> None:
    desk.oracle.sign = sign
    with pytest.raises(ForgedProof):
        await desk.logs_in()


async def test_a_token_is_good_for_its_time_only(desk: Desk, clock: MovableClock) -> None:
    now = int(clock.now().timestamp())
    for change in ({"iat": now - 9000, "exp": now - 5400}, {"iat": now + 600}):
        desk.oracle.change = change
        with pytest.raises(StaleProof):
            await desk.logs_in()
    desk.oracle.change = {"iat": now + 60, "exp": now + 3600}  # a clock that is a little ahead
    assert await desk.logs_in()


async def test_a_token_that_comes_twice_opens_no_second_session(desk: Desk, clock: MovableClock) -> None:
    first = await desk.round_trip()
    nonce, made = desk.oracle.nonce, []

    def sign(claims: dict[str, Any]) -> str:
        made.append(jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"}))
        return made[0]

    desk.oracle.sign = sign
    tokens = await desk.login.finish(desk.slug, first, PHONE)
    clock.move(seconds=30)
    desk.oracle.nonce = nonce
    with pytest.raises(StaleProof):
        await desk.login.finish(desk.slug, first, PHONE)
    assert len(await desk.door.sessions.mine(tokens.person_id, desk.door.bot_id)) == 1


async def test_new_keys_are_asked_for_once_in_a_while_only(desk: Desk, clock: MovableClock) -> None:
    await desk.logs_in()
    desk.oracle.sign = lambda claims: jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "two"})
    for _ in range(3):
        with pytest.raises(ForgedProof):
            await desk.logs_in()
    assert desk.oracle.asked_for_keys == 1  # made-up names make nobody ask again and again
    desk.oracle.keys.append(public(OTHER_KEY, "two", alg="RS256"))
    clock.move(seconds=61)
    assert await desk.logs_in()
    assert desk.oracle.asked_for_keys == 2


async def test_a_login_server_that_is_away_or_says_no_is_said_so(desk: Desk) -> None:
    ticket = await desk.round_trip()
    desk.oracle.away = True
    with pytest.raises(Unavailable):
        await desk.login.finish(desk.slug, ticket, PHONE)
    desk.oracle.away, desk.oracle.status = False, 400
    with pytest.raises(ForgedProof):
        await desk.login.finish(desk.slug, ticket, PHONE)


async def test_a_ticket_is_good_for_minutes_and_for_its_own_shop(desk: Desk, town: Town, clock: MovableClock) -> None:
    other = await door_of(town, clock)
    with pytest.raises(ForgedProof):
        await desk.login.finish(other.shop.shop.slug, await desk.round_trip(), PHONE)
    ticket = await desk.round_trip("/manage")
    assert desk.login.page_after(ticket) == "/manage"
    clock.move(seconds=121)
    with pytest.raises(StaleProof):
        await desk.login.finish(desk.slug, ticket, PHONE)
    assert desk.login.page_after(ticket) == "/"


async def test_a_shop_that_is_not_set_up_sends_nobody_away(desk: Desk, town: Town, clock: MovableClock) -> None:
    other = await door_of(town, clock)
    with pytest.raises(LoginOff):
        await desk.login.begin(other.shop.shop.slug, "/", CALLBACK)
    with pytest.raises(NotFound):
        await desk.login.begin("no-such-shop", "/", CALLBACK)
    ticket = await desk.round_trip()
    await desk.set_up(desk.door.shop.owner, None)
    with pytest.raises(LoginOff):
        await desk.login.finish(desk.slug, ticket, PHONE)


async def test_only_the_owner_of_the_bots_own_shop_sets_it_up(desk: Desk, town: Town) -> None:
    door = desk.door
    with pytest.raises(Forbidden):
        await desk.set_up(await door.shop.hires(Role.MANAGER), SECRET)
    for wrong in ("", "short", "with spaces in the middle", "я" * 30, "x" * 300):
        with pytest.raises(BadInput):
            await desk.set_up(door.shop.owner, wrong)
    guest = await town.shop()
    async with town.uow.platform() as connection:
        await shops.move_to_bot(connection, guest.id, door.bot_id)
        await shops.set_default_shop(connection, door.bot_id, door.shop.id)
    with pytest.raises(Forbidden):
        await desk.set_up(guest.owner, SECRET)
    assert await desk.set_up.is_on(door.shop.owner)
    kept = await door.shop.ask(f"SELECT login_secret_cipher FROM bots WHERE id = {door.bot_id}")
    assert SECRET.encode() not in kept
