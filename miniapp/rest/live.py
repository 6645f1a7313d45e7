"""`GET /shops/{slug}/live`: a stream that says what has changed (cart, orders, goods), so that a page asks anew."""

import asyncio
import contextlib
import time

from aiohttp import web

from core.auth.sessions import Authenticate
from core.kit.errors import AppError
from core.kit.live import Live
from miniapp.rest.route import Call, Repeat, Route

_BEAT_SECONDS = 20.0
_PULSE_SECONDS = 1.0  # so soon it is seen that somebody has left, or that we are closing
_LONGEST_SECONDS = 30 * 60.0
_MOST_PER_PERSON = 6
_MOST = 2000  # of one process; whoever comes later asks now and then, as everybody does whose stream breaks


class LiveResource:
    """Server-sent events; whoever missed some asks for everything anew, so nothing has to be kept."""

    def __init__(self, live: Live, authenticate: Authenticate) -> None:
        self._live = live
        self._authenticate = authenticate
        self._open: dict[int, int] = {}
        self._closing = False

    async def close(self, _app: web.Application) -> None:
        """End every stream: browsers come again, to whoever serves then."""
        self._closing = True

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [Route("GET", "/shops/{slug}/live", self.stream, repeat=Repeat.NEVER, raw=True)]

    async def stream(self, call: Call) -> web.StreamResponse:
        """Follow one's cart and orders, and the shop's goods, as server-sent events."""
        person = call.who.person_id
        if self._open.get(person, 0) >= _MOST_PER_PERSON or sum(self._open.values()) >= _MOST:
            return web.Response(status=204)  # browsers do not come again after this
        self._open[person] = self._open.get(person, 0) + 1
        answer = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        try:
            await answer.prepare(call.request)
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await self._tell(call, answer)
        finally:
            self._open[person] -= 1
            if not self._open[person]:
                del self._open[person]
        return answer

    async def _tell(self, call: Call, answer: web.StreamResponse) -> None:
        token = call.request.headers.get("Authorization", "").removeprefix("Bearer ")
        ends = time.monotonic() + _LONGEST_SECONDS
        asked = time.monotonic()
        async with self._live.listen(call.shop.id, call.who.person_id) as heard:
            await answer.write(b"retry: 2000\nevent: hello\ndata: {}\n\n")
            while time.monotonic() < ends and not self._gone(call.request):
                what = None
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_PULSE_SECONDS):
                        what = await heard.get()
                beat = time.monotonic() - asked >= _BEAT_SECONDS
                if beat:
                    # A session that was ended hears no more, however much there is to hear.
                    asked = time.monotonic()
                    try:
                        await self._authenticate(token, call.shop.slug)
                    except AppError:
                        await answer.write(b"event: bye\ndata: {}\n\n")
                        return
                if what is not None:
                    await answer.write(f"event: {what}\ndata: {{}}\n\n".encode())
                elif beat:
                    await answer.write(b": beat\n\n")

    def _gone(self, request: web.Request) -> bool:
        return self._closing or request.transport is None or request.transport.is_closing()
