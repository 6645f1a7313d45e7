"""Refusals as `application/problem+json` (RFC 9457): the bot's alert and this are the only two translators."""

from http import HTTPStatus

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from core.kit.errors import AppError, NotFound
from core.kit.i18n.words import MissingWords, words_of
from miniapp.answers import json_bytes
from miniapp.languages import language_of
from miniapp.middlewares.observe import REQUEST_ID
from miniapp.refusals import Malformed, TooLarge, Unexpected, WrongMethod

log = structlog.get_logger(__name__)
RETRY_SECONDS = 5
_LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_OF_STATUS: dict[int, type[AppError]] = {400: Malformed, 404: NotFound, 405: WrongMethod, 413: TooLarge}


def problem(request: web.Request, error: AppError) -> web.Response:
    """Return a refusal in the caller's language; `code` is the key of its sentence in the locale files."""
    try:
        title = words_of(language_of(request)).refusal(error)
    except MissingWords:
        log.exception("words.missing", code=error.code)
        title = error.code
    body = {"type": "about:blank", "title": title, "status": error.status, "code": error.code}
    if "errors" in error.params:
        body["errors"] = error.params["errors"]
    headers = {"Retry-After": str(_come_again(error))} if error.status in _LATER else {}
    headers["Cache-Control"] = "no-store"
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return web.Response(
        body=json_bytes(body), status=error.status, content_type="application/problem+json", headers=headers
    )


def _come_again(error: AppError) -> int:
    seconds = error.params.get("seconds", RETRY_SECONDS)
    return seconds if isinstance(seconds, int) else RETRY_SECONDS


@web.middleware
async def refusals_to_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Translate what use cases and the router refuse; a bug is logged and answered without its details."""
    try:
        return await handler(request)
    except AppError as error:
        return problem(request, error)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        refusal = _OF_STATUS.get(error.status)
        if refusal is None:
            raise
        answer = problem(request, refusal())
        if "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
        return answer
    except Exception:
        log.exception("request.failed")
        return problem(request, Unexpected(id=request.get(REQUEST_ID, "")))
