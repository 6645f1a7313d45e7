"""What the tests of the gateways share: a server of them alone, a shop that takes webhooks, a client."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from sandbox.gateways.server import Gateways, gateways_server


@dataclass(frozen=True)
class Notice:
    body: Any
    raw: bytes
    headers: dict[str, str]


@dataclass
class Shop:
    """Takes webhooks, answers as told (200 when nothing is said), keeps what came."""

    url: str = ""
    got: list[Notice] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        raw = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.got.append(Notice(json.loads(raw), raw, headers))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def take(self) -> list[Notice]:
        taken, self.got = self.got, []
        return taken


@asynccontextmanager
async def receiving_shop() -> AsyncIterator[Shop]:
    shop = Shop()
    app = web.Application()
    app.router.add_post("/hook", shop.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    shop.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield shop
    await runner.cleanup()


@dataclass
class Counter:
    """The gateways, a client with a base address and headers, and the shop behind the webhooks."""

    gateways: Gateways
    http: ClientSession
    shop: Shop
    base: str
    headers: dict[str, str]

    async def call(
        self, verb: str, path: str, body: Any = None, headers: dict[str, str] | None = None, **more: Any
    ) -> tuple[int, Any]:
        given = {**self.headers, **(headers or {})}
        async with self.http.request(verb, f"{self.base}{path}", json=body, headers=given, **more) as answer:
            return answer.status, await answer.json()

    async def page(self, url: str, lang: str = "en", **form: str) -> tuple[int, str, str]:
        """Status, text and where it leads; with fields the form is sent."""
        verb = "POST" if form else "GET"
        headers = {"Accept-Language": lang}
        async with self.http.request(verb, url, data=form or None, headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text(), answer.headers.get("Location", "")


@asynccontextmanager
async def counter(base: str, headers: dict[str, str]) -> AsyncIterator[Counter]:
    async with receiving_shop() as shop, gateways_server() as gateways, ClientSession() as http:
        for gateway in gateways.all:
            gateway.outbox.first_pause = 0.01
        yield Counter(gateways, http, shop, f"{gateways.url}{base}", headers)


async def until(condition: Any, timeout: float = 5.0) -> None:  # noqa: ASYNC109
    async with asyncio.timeout(timeout):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
