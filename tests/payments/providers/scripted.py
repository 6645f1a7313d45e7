"""A server that answers what it is told to: for what the local gateways do not play."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from core.kit.destinations import Trusted
from payments.http import ProviderHttp
from payments.protocol import PaymentProvider
from payments.registry import default_registry
from tests.payments.contract.market import Stars


@dataclass
class Scripted:
    """`answers`: by "METHOD /path", the status and the body; `asked`: what came."""

    url: str = ""
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    providers: dict[str, PaymentProvider] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.Response:
        name = f"{request.method} {request.path}"
        body = await request.json() if request.content_type == "application/json" and request.can_read_body else None
        self.asked.append((name, dict(request.query), body))
        status, told = self.answers.get(name, (404, {}))
        return web.json_response(told, status=status)


@asynccontextmanager
async def scripted() -> AsyncIterator[Scripted]:
    script, http = Scripted(), ProviderHttp(Trusted(everything=True))
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", script.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    script.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    script.providers = dict(default_registry(Stars(), http).all())
    yield script
    await http.close()
    await runner.cleanup()
