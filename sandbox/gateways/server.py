"""All gateways together: mounted on the sandbox's server, or served alone for a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from sandbox.gateways.bazu import Bazu
from sandbox.gateways.calls import Reply, respond
from sandbox.gateways.control import add_controls, state
from sandbox.gateways.cryptopay import CryptoPay
from sandbox.gateways.desk import Desk
from sandbox.gateways.gateway import Gateway
from sandbox.gateways.pages import add_pages
from sandbox.gateways.stripe import Stripe
from sandbox.gateways.ton import Ton
from sandbox.gateways.wallet import add_wallet
from sandbox.gateways.yookassa import YooKassa
from sandbox.jsontypes import loads
from sandbox.storage import Storage

_STYLE = Path(__file__).parent / "page"
_TICK = 0.5
_CLOSE_SECONDS = 1.0


class Gateways:
    """The handle: one attribute per gateway, their addresses, the clock they share."""

    def __init__(self, storage: Storage) -> None:
        self.desk = Desk(storage)
        self.url = ""
        self.bazu = Bazu(self.desk)
        self.yookassa = YooKassa(self.desk)
        self.stripe = Stripe(self.desk)
        self.cryptopay = CryptoPay(self.desk)
        self.ton = Ton(self.desk)
        self.all: tuple[Gateway, ...] = (self.bazu, self.yookassa, self.stripe, self.cryptopay, self.ton)

    def __getitem__(self, name: str) -> Gateway:
        return {gateway.name: gateway for gateway in self.all}[name]

    @property
    def bazu_url(self) -> str:
        return f"{self.url}/gateways/bazu/v1"

    @property
    def yookassa_url(self) -> str:
        return f"{self.url}/gateways/yookassa/v3/"

    @property
    def stripe_url(self) -> str:
        return f"{self.url}/gateways/stripe"

    @property
    def cryptopay_url(self) -> str:
        return f"{self.url}/gateways/cryptopay/api"

    @property
    def ton_url(self) -> str:
        return f"{self.url}/gateways/ton/api/v3"

    def environment(self) -> dict[str, str]:
        """The settings that point the shop here."""
        return {
            "BAZU_API_URL": self.bazu_url,
            "YOOKASSA_API_URL": self.yookassa_url,
            "STRIPE_API_URL": self.stripe_url,
            "CRYPTOPAY_API_URL": self.cryptopay_url,
            "TON_API_URL": self.ton_url,
        }

    def advance(self, seconds: float) -> None:
        """Move the clock of all gateways; what is due by then happens."""
        self.desk.clock.advance(seconds)
        for gateway in self.all:
            gateway.tick()

    async def settled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - a test waits no longer
        """Wait until no webhook of any gateway is on its way. Raises: TimeoutError."""
        async with asyncio.timeout(timeout):
            for gateway in self.all:
                await gateway.settled(timeout)

    def start(self) -> None:
        for gateway in self.all:
            gateway.outbox.resume()
        self.desk.spawn(self._ticks())

    async def _ticks(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            for gateway in self.all:
                gateway.tick()

    async def close(self) -> None:
        await self.desk.close()


GATEWAYS: web.AppKey[Gateways] = web.AppKey("gateways", Gateways)


def add_gateways(app: web.Application, gateways: Gateways) -> None:
    """Routes of every gateway, of its pay pages and of its control."""

    async def advance(request: web.Request) -> web.StreamResponse:
        gateways.advance(float((loads(await request.read()))["seconds"]))
        return respond(Reply({"now": gateways.desk.clock.now()}))

    async def overview(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
        shown = [state(gateway, {}) for gateway in gateways.all]
        return respond(Reply({"gateways": shown, "environment": gateways.environment()}))

    app.router.add_post("/control/gateways/clock", advance)
    app.router.add_get("/control/gateways", overview)
    app.router.add_static("/gateways/page/", _STYLE)
    for gateway in gateways.all:
        for route in gateway.routes():
            app.router.add_route(route.verb, f"/gateways/{gateway.name}{route.path}", gateway.handle(route))
        for path in {route.path for route in gateway.routes()}:
            app.router.add_route("*", f"/gateways/{gateway.name}{path}", gateway.refusing(405))
        if gateway is gateways.ton:
            add_wallet(app, gateways.ton)
        else:
            add_pages(app, gateway)
        add_controls(app, gateway)
        app.router.add_route("*", f"/gateways/{gateway.name}/{{rest:.*}}", gateway.refusing(404))


@asynccontextmanager
async def gateways_server(
    port: int = 0, data_dir: str | Path | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Gateways]:
    """Serve only the gateways in this process; port 0 takes a free one."""
    storage = Storage(Path(data_dir) if data_dir is not None else None)
    gateways = Gateways(storage)
    app = web.Application()
    add_gateways(app, gateways)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        gateways.url = f"http://{host}:{runner.addresses[0][1]}"
        gateways.start()
        yield gateways
    finally:
        await gateways.close()
        await runner.cleanup()
        storage.close()
