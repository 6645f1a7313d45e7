"""Somebody on the web: signs in as Telegram's clients do, and asks the API."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyotp
from aiohttp import ClientResponse, ClientSession

from core.auth.second_factor import SecondFactor
from core.shops.open_shop import Bots
from db.types.ids import PersonId, decode_id, encode_id
from tests.core.auth.web import init_data
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.stage import Scene

API = "/api/v1"


async def launch_data(scene: Scene, telegram_id: int, name: str = "Anna", language: str = "ru") -> str:
    """Return what Telegram launches the shop's Mini App with, for somebody."""
    bot_id = await scene.stall.ask(f"SELECT bot_id FROM shops WHERE id = {scene.stall.id}")
    token = await (await scene.app.container.get(Bots)).token_of(bot_id)
    assert token is not None
    return init_data(token, telegram_id, datetime.now(UTC), name=name, language=language, query_id=secrets.token_hex(6))


async def enrolled(visitor: "Visitor") -> tuple[str, ...]:
    """Let somebody have a second factor, as /mfa does; return the backup codes, each good once."""
    factor = await visitor.scene.app.container.get(SecondFactor)
    person_id = PersonId(decode_id(visitor.tokens["user"]["id"]))
    proposed = await factor.propose(person_id, "Somebody", "Shop")
    return await factor.confirm(person_id, pyotp.TOTP(proposed.secret).now())


@dataclass
class Visitor:
    """Somebody with a browser; `tokens` is empty until they sign in."""

    scene: Scene
    session: ClientSession
    tokens: dict[str, Any]
    # As a reverse proxy tells it: everybody comes from somewhere else.
    address: str = field(default_factory=lambda: f"198.51.{secrets.randbelow(256)}.{secrets.randbelow(256)}")

    @property
    def slug(self) -> str:
        return self.scene.stall.shop.slug

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.scene.app.port}{API}{path.replace('{slug}', self.slug)}"

    async def asks(self, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> ClientResponse:
        """Ask, signed in if that was done."""
        told = {"Authorization": f"Bearer {self.tokens['access_token']}"} if self.tokens else {}
        if key:
            told["Idempotency-Key"] = key
        told["X-Forwarded-For"] = self.address
        return await self.session.request(method, self.at(path), json=body, headers=told | headers)

    async def gets(self, path: str, **headers: str) -> Any:
        """Read something that must be there."""
        answer = await self.asks("GET", path, **headers)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def does(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        """Do something that must succeed."""
        answer = await self.asks(method, path, body, key)
        assert answer.status in (200, 201, 204), await answer.text()
        return await answer.json() if answer.status != 204 else None

    async def refused(self, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> tuple[int, str]:
        """Do something that must be refused; return status and code."""
        answer = await self.asks(method, path, body, key, **headers)
        told = await answer.json(content_type="application/problem+json")
        assert answer.status >= 400, told
        assert set(told) >= {"type", "title", "status", "code"}
        assert told["title"]
        return answer.status, told["code"]

    async def enters(self, phone: Phone, name: str = "Anna") -> "Visitor":
        """Sign in as somebody who has a phone in the local Telegram."""
        return await self.enters_as(phone.person, name)

    async def enters_as(self, telegram_id: int, name: str = "Anna") -> "Visitor":
        """Sign in as anybody."""
        body = {"init_data": await launch_data(self.scene, telegram_id, name), "shop": self.slug}
        self.tokens = await self.does("POST", "/auth/telegram", body)
        return self

    async def puts(self, goods: Goods, quantity: int = 1) -> Any:
        """Put goods into the cart."""
        return await self.does(
            "PUT", f"/shops/{{slug}}/cart/items/{encode_id(goods.variant_id)}", {"quantity": quantity}
        )

    async def ready(self, goods: Goods, *, pay: str = "telegram", courier: bool = False) -> Any:
        """Come to where only the order is left to place."""
        await self.puts(goods)
        told = await self.does("POST", "/shops/{slug}/quotes", {})
        wanted = next(one for one in told["deliveries"] if (one["kind"] == "courier") is courier)
        answers = {"delivery": wanted["id"], "phone": "+7 912 345-67-89", "payment": pay}
        if courier:
            answers["address"] = "Москва, Тверская улица, дом 1"
        told = await self.does("POST", "/shops/{slug}/quotes", answers)
        assert told["step"] == "confirm", told
        return told

    async def orders(self, goods: Goods, *, pay: str = "telegram", courier: bool = False) -> Any:
        """Place an order."""
        told = await self.ready(goods, pay=pay, courier=courier)
        body = {"expected_total": told["cart"]["totals"]["to_pay"]["amount"]}
        return await self.does("POST", "/shops/{slug}/orders", body, key=secrets.token_hex(8))
