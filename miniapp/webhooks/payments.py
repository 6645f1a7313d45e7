"""`POST /webhooks/payments/{provider}/{shop}`: a notice is verified and stored, then answered 200."""

import asyncio

from aiohttp import web

from core.kit.errors import Unavailable
from miniapp.refusals import Unsigned
from miniapp.remote import caller
from payments.notices import TakeNotice
from payments.protocol import Notice, NoticeRefused


class PaymentsWebhook:
    """The route's handler."""

    def __init__(self, take: TakeNotice, limit: float, trusted_proxies: tuple[str, ...] = ()) -> None:
        """`limit`: seconds after which a database that does not answer counts as away."""
        self._take = take
        self._limit = limit
        self._trusted = trusted_proxies

    async def deliver(self, request: web.Request) -> web.Response:
        """Answer a provider. Raises: NotFound, Unsigned, Unavailable."""
        notice = Notice(
            body=await request.read(),
            headers={name.lower(): value for name, value in request.headers.items()},
            remote=caller(request.remote or "", ",".join(request.headers.getall("X-Forwarded-For", [])), self._trusted),
        )
        try:
            async with asyncio.timeout(self._limit):
                await self._take(request.match_info["provider"], request.match_info["shop"], notice)
        except NoticeRefused as refused:
            raise Unsigned from refused
        except TimeoutError as error:
            raise Unavailable from error
        return web.Response()
