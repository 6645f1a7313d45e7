"""One aiohttp application on one port: the Bot API, the control API, the chat page and the payment gateways."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.api import TELEGRAM, bot_api, bot_file, not_found
from sandbox.control.routes import add_routes
from sandbox.driver import Driver
from sandbox.gateways.server import GATEWAYS, Gateways, add_gateways
from sandbox.login import LoginServer
from sandbox.payments.checkout import resume
from sandbox.telegram import Telegram
from sandbox.webhooks import Webhooks

PAGE = Path(__file__).parent / "page"
LOGIN = web.AppKey("login", LoginServer)
_LARGEST_BODY = 64 * 1024 * 1024
_CLOSE_SECONDS = 1.0
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*; style-src 'self'; "
    "frame-src *; object-src 'none'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    url: str
    driver: Driver
    telegram: Telegram
    gateways: Gateways


async def _page(request: web.Request) -> web.StreamResponse:  # noqa: ARG001 - the query is read by the page itself
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
    return web.FileResponse(PAGE / "index.html", headers=headers)


async def _start(app: web.Application) -> None:
    tg = app[TELEGRAM]
    resume(tg)
    app[GATEWAYS].start()
    webhooks = Webhooks(tg)
    for bot in tg.world.bots.all():
        webhooks.kick(bot.id)


async def _stop(app: web.Application) -> None:
    await app[GATEWAYS].close()
    await app[TELEGRAM].close()


def build_app(folder: Path | None) -> web.Application:
    app = web.Application(client_max_size=_LARGEST_BODY)
    app[TELEGRAM] = Telegram(folder)
    app[GATEWAYS] = Gateways(app[TELEGRAM].storage)
    app.router.add_get("/", _page)
    app.router.add_static("/page/", PAGE)
    add_routes(app)
    add_gateways(app, app[GATEWAYS])
    app[LOGIN] = LoginServer(app[TELEGRAM])
    app[LOGIN].add_to(app)
    for prefix in ("/bot{token:[^/]+}/test", "/bot{token:[^/]+}"):
        app.router.add_route("*", f"{prefix}/{{method}}", bot_api)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", bot_file)
    app.router.add_route("*", "/{rest:.*}", not_found)
    app.on_startup.append(_start)
    app.on_shutdown.append(_stop)
    return app


@asynccontextmanager
async def running_sandbox(
    port: int = 0, data_dir: str | Path | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[RunningSandbox]:
    """Serve in this process; port 0 takes a free one."""
    app = build_app(Path(data_dir) if data_dir is not None else None)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        url = f"http://{host}:{runner.addresses[0][1]}"
        app[GATEWAYS].url = url
        app[LOGIN].issuer = f"{url}/oauth"
        async with Driver(url) as driver:
            yield RunningSandbox(url, driver, app[TELEGRAM], app[GATEWAYS])
    finally:
        await runner.cleanup()
