"""The local login server: as strict as the real one, by the facts of `Log In With Telegram`."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from aiohttp import ClientSession

from tests.sandbox.conftest import ANN, SHOP, World

BACK = "http://127.0.0.1:9/back"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


class Client:
    """A site that lets people log in."""

    def __init__(self, url: str, bot_id: str, secret: str, session: ClientSession) -> None:
        self.issuer = f"{url}/oauth"
        self.bot_id = bot_id
        self.secret = secret
        self.session = session

    def asked(self, **change: str) -> dict[str, str]:
        told = {
            "client_id": self.bot_id, "redirect_uri": BACK, "response_type": "code", "scope": "openid profile",
            "state": "s1", "nonce": "n1", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
        }  # fmt: skip
        return {name: value for name, value in (told | change).items() if value}

    async def page(self, **change: str) -> tuple[int, str]:
        async with self.session.get(f"{self.issuer}/auth?{urlencode(self.asked(**change))}") as answer:
            return answer.status, await answer.text()

    async def code(self, **change: str) -> str:
        _, page = await self.page(**change)
        action = re.search(r'action="([^"]+)"', page)
        assert action is not None
        address = f"{self.issuer}/auth{unescape(action[1])}"
        async with self.session.post(address, data={"person": str(ANN)}, allow_redirects=False) as answer:
            place = urlsplit(answer.headers["Location"])
        told = parse_qs(place.query)
        assert place._replace(query="").geturl() == BACK
        assert told["state"] == ["s1"]
        return told["code"][0]

    async def token(self, code: str, secret: str = "", **change: str) -> tuple[int, dict[str, Any]]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        told = base64.b64encode(f"{self.bot_id}:{secret or self.secret}".encode()).decode()
        async with self.session.post(
            f"{self.issuer}/token", data=form | change, headers={"Authorization": f"Basic {told}"}
        ) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def client(world: World) -> AsyncIterator[Client]:
    secret = await world.driver.web_login(SHOP, [BACK])
    [bot] = [one for one in (await world.driver.world())["bots"] if one["username"] == SHOP]
    async with ClientSession() as session:
        yield Client(world.url, str(bot["id"]), secret, session)


async def test_a_code_is_exchanged_once_for_a_token_that_its_keys_verify(client: Client) -> None:
    code = await client.code()
    status, told = await client.token(code)
    assert (status, told["token_type"], told["expires_in"]) == (200, "Bearer", 3600)
    async with client.session.get(f"{client.issuer}/.well-known/openid-configuration") as answer:
        found = await answer.json()
    assert found["issuer"] == client.issuer
    async with client.session.get(found["jwks_uri"]) as answer:
        keys = (await answer.json())["keys"]
    assert {key.get("crv") for key in keys} == {"secp256k1", None}
    [usual] = [key for key in keys if key["kid"] == "oidc-1"]
    claims = jwt.decode(
        told["id_token"], jwt.PyJWK(usual), algorithms=["RS256"], audience=client.bot_id, issuer=client.issuer
    )
    assert (claims["id"], claims["nonce"]) == (ANN, "n1")
    assert claims["sub"] != str(ANN)
    assert await client.token(code) == (400, {"error": "invalid_grant"})


async def test_the_id_belongs_to_the_scope_profile(client: Client) -> None:
    _, told = await client.token(await client.code(scope="openid"))
    claims = jwt.decode(told["id_token"], options={"verify_signature": False})
    assert not {"id", "name", "preferred_username"} & claims.keys()


@pytest.mark.parametrize(
    "change",
    [{"client_id": "1"}, {"redirect_uri": "http://127.0.0.1:9/other"}, {"redirect_uri": "http://evil.test/back"},
     {"response_type": "token"}, {"scope": "profile"}, {"code_challenge_method": "plain"}],
)  # fmt: skip
async def test_what_is_asked_wrongly_leads_nowhere(client: Client, change: dict[str, str]) -> None:
    status, page = await client.page(**change)
    assert status == 400
    assert "<form" not in page


@pytest.mark.parametrize(
    ("change", "error"),
    [({"code_verifier": "x" * 43}, "invalid_grant"), ({"redirect_uri": f"{BACK}2"}, "invalid_grant"),
     ({"grant_type": "password"}, "unsupported_grant_type"), ({"client_id": "1"}, "invalid_grant")],
)  # fmt: skip
async def test_a_code_without_what_belongs_to_it_is_worth_nothing(
    client: Client, change: dict[str, str], error: str
) -> None:
    assert await client.token(await client.code(), **change) == (400, {"error": error})


async def test_who_does_not_know_the_secret_gets_nothing(client: Client) -> None:
    code = await client.code()
    assert await client.token(code, secret="guessed") == (401, {"error": "invalid_client"})
    assert base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode() == CHALLENGE
