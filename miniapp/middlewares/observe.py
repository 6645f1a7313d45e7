"""One id, one log line and one measurement per request. The path is never logged: it may hold a secret."""

import re
import secrets
import time

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from core.kit.observability.metrics import HTTP_SECONDS

log = structlog.get_logger(__name__)
HEADER = "X-Request-Id"
REQUEST_ID = web.RequestKey("request_id", str)
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_QUIET = frozenset({"/health/live", "/health/ready", "/metrics"})


def route_of(request: web.Request) -> str:
    """Return the route's template, e.g. `/webhooks/telegram/{bot}`; one word for whatever has none."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unmatched"


@web.middleware
async def observe(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Name the request, in every log line it causes and in its answer, and time it."""
    asked = request.headers.get(HEADER, "")
    request_id = asked if _SANE.fullmatch(asked) else secrets.token_hex(8)
    request[REQUEST_ID] = request_id
    route = route_of(request)
    begun = time.perf_counter()
    status = 500
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        try:
            answer = await handler(request)
            status = answer.status
        except web.HTTPException as error:
            status = error.status
            error.headers[HEADER] = request_id
            raise
        finally:
            seconds = time.perf_counter() - begun
            HTTP_SECONDS.labels(route, str(status)).observe(seconds)
            say = log.debug if route in _QUIET and status < 500 else log.info
            say("http.request", method=_method_of(request), route=route, status=status, ms=round(seconds * 1000, 1))
    answer.headers[HEADER] = request_id
    return answer


def _method_of(request: web.Request) -> str:
    """Return the method, where it is one: a stranger may send any word."""
    return request.method if request.method.isalpha() and len(request.method) < 10 else "unknown"
