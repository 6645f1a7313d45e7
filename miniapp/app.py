"""The HTTP edge: every route on one screen. Dependencies come from the composition root."""

from dataclasses import dataclass

from aiohttp import web

from core.kit.observability.health import Health, ReadBots
from miniapp.dashboard import Dashboard
from miniapp.landing import Landing, ReadShops
from miniapp.middlewares.observe import observe
from miniapp.middlewares.problems import refusals_to_problems
from miniapp.middlewares.security import secure
from miniapp.operations import Ready, live, metrics
from miniapp.rest.api import Api
from miniapp.storefront import Storefront
from miniapp.webhooks.payments import PaymentsWebhook
from miniapp.webhooks.telegram import TakeUpdates, TelegramWebhook
from payments.notices import TakeNotice

MAX_BODY_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes need."""

    health: Health
    bots: ReadBots
    take_updates: TakeUpdates
    take_notice: TakeNotice
    shops: ReadShops | None = None
    # Absent where only webhooks are taken.
    api: Api | None = None
    storefront: Storefront | None = None
    dashboard: Dashboard | None = None
    # Longer than this the database is as good as away: whoever delivers is told to come again.
    store_seconds: float = 10.0
    # Reverse proxies whose word about the caller is believed.
    trusted_proxies: tuple[str, ...] = ()


def build_app(parts: Parts) -> web.Application:
    """Return the application; run it with `access_log=None`, since `observe` writes its own lines."""
    app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[observe, refusals_to_problems])
    app.on_response_prepare.append(secure)
    app.add_routes(
        [
            web.get("/", Landing(parts.bots, parts.shops).show),
            web.get("/health/live", live),
            web.get("/health/ready", Ready(parts.health).answer),
            web.get("/metrics", metrics),
            web.post("/webhooks/telegram/{bot}", TelegramWebhook(parts.take_updates, parts.store_seconds).deliver),
            web.post(
                "/webhooks/payments/{provider}/{shop}",
                PaymentsWebhook(parts.take_notice, parts.store_seconds, parts.trusted_proxies).deliver,
            ),
        ]
    )
    if parts.api is not None:
        parts.api.serve(app)
    if parts.storefront is not None:
        parts.storefront.serve(app)
    if parts.dashboard is not None:
        parts.dashboard.serve(app)
    return app
