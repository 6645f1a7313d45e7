"""`POST /webhooks/payments/{provider}/{shop}`: a notice is verified and stored, then answered 200."""

import asyncio

from aiohttp import web

from core.kit.errors import Unavailable
from miniapp.refusals import Unsigned
from payments.notices import TakeNotice
from payments.protocol import Notice, NoticeRefused


class PaymentsWebhook:
    """The route's handler."""

    def __init__(self, take: TakeNotice, limit: float) -> None:
        """`limit`: seconds after which a database that does not answer counts as away."""
        self._take = take
        self._limit = limit

    async def deliver(self, request: web.Request) -> web.Response:
        """Answer a provider. Raises: NotFound, Unsigned, Unavailable."""
        notice = Notice(
            body=await request.read(),
            headers={name.lower(): value for name, value in request.headers.items()},
            remote=request.remote or "",
        )
        try:
            async with asyncio.timeout(self._limit):
                await self._take(request.match_info["provider"], request.match_info["shop"], notice)
        except NoticeRefused as refused:
            raise Unsigned from refused
        except TimeoutError as error:
            raise Unavailable from error
        return web.Response()
