"""What machines ask: is it alive, is it ready, how is it doing."""

import asyncio

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.kit.observability.health import Health
from miniapp.answers import json_answer


async def live(_request: web.Request) -> web.Response:
    """Answer 200 while the loop turns."""
    return json_answer({"status": "ok"})


class Ready:
    """Answers 200 while the database can be worked with, 503 otherwise; each part with its state."""

    def __init__(self, health: Health) -> None:
        self._health = health

    async def answer(self, _request: web.Request) -> web.Response:
        """Return the report."""
        report = await self._health()
        return json_answer(report.as_json(), 200 if report.ready else 503)


async def metrics(_request: web.Request) -> web.Response:
    """Return the metrics in Prometheus' text format."""
    page = await asyncio.to_thread(generate_latest)
    return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})
