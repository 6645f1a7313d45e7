# ruff: noqa: ASYNC109 – the parameter's name and meaning are aiogram's
"""Calls to the Bot API: JSON where there is no file, limits obeyed, never sent twice in doubt.

aiogram's own session sends multipart forms, which cost several times the CPU (docs/performance.md).
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

import orjson
import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiogram.types import InputFile
from aiohttp import ClientError, ClientTimeout, FormData

from core.kit.observability.metrics import TELEGRAM

log = structlog.get_logger(__name__)

# Repeating these cannot do harm, so a lost answer is asked for again.
_REPEATABLE = ("edit", "answer", "delete", "get", "set", "pin", "unpin")
_LONGEST_WAIT = 30
CALL_SECONDS = 15
UPLOAD_SECONDS = 60

# Whoever sends to many paces itself: a 429 is told at once, and everything waits instead of one call.
PACED: ContextVar[bool] = ContextVar("paced", default=False)

# Given a client whose token Telegram refuses: one with the token of today, None when there is no other.
Renew = Callable[[Bot], Awaitable[Bot | None]]


@cache
def answer_of(returning: Any) -> Any:
    """Return the model of an answer, which pydantic forgets as soon as nobody holds it: building it holds everybody up
    for a tenth of a second, and without this it was built again after every garbage collection."""
    return Response[returning]


class JsonSession(AiohttpSession):
    """aiogram's session with JSON bodies, a time-out that fits a chat, and one place for retries."""

    def __init__(self, api: TelegramAPIServer, renew: Renew | None = None) -> None:
        # No limit of connections: each polled bot holds one, and the hundredth must not silence them all.
        super().__init__(api=api, timeout=CALL_SECONDS, limit=0)
        self._renew = renew

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Call a method; wait out a 429 of up to 30 s, repeat what can be repeated, once with a newer token.

        Raises:
            TelegramAPIError and its kinds, as aiogram names them.
        """
        try:
            return await self._patiently(bot, method, timeout)
        except (TelegramUnauthorizedError, TelegramNotFound):
            renewed = await self._renew(bot) if self._renew is not None else None
            if renewed is None:
                raise
            return await self._patiently(renewed, method, timeout)

    async def _patiently(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None) -> TelegramType:
        name = type(method).__name__[0].lower() + type(method).__name__[1:]
        repeatable = name.startswith(_REPEATABLE)
        for attempt in range(4):
            try:
                answer = await self._once(bot, method, timeout)
            except TelegramRetryAfter as limit:
                TELEGRAM.labels(name, "429").inc()
                if attempt == 3 or limit.retry_after > _LONGEST_WAIT or PACED.get():
                    raise
                await asyncio.sleep(limit.retry_after + 0.1 * attempt)
            except (TelegramNetworkError, TelegramServerError):
                TELEGRAM.labels(name, "unknown").inc()
                if not repeatable or attempt >= 2:
                    raise
                await asyncio.sleep(0.3 * 2**attempt)
            except Exception:
                TELEGRAM.labels(name, "refused").inc()
                raise
            else:
                TELEGRAM.labels(name, "ok").inc()
                return answer
        raise AssertionError  # pragma: no cover – the last attempt returns or raises

    async def _once(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None) -> TelegramType:
        files: dict[str, InputFile] = {}
        values: dict[str, Any] = {}
        for key, value in method.model_dump(warnings=False).items():
            ready = self.prepare_value(value, bot=bot, files=files, _dumps_json=False)
            if ready is not None:
                values[key] = ready
        if files:
            body: Any = _form(bot, values, files)
            headers = {}
        else:
            body = orjson.dumps(values)
            headers = {"Content-Type": "application/json"}
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        try:
            limit = ClientTimeout(total=timeout or (UPLOAD_SECONDS if files else CALL_SECONDS))
            async with session.post(url, data=body, headers=headers, timeout=limit) as answer:
                raw = await answer.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            # The exception's own text may carry the URL, and the URL the token.
            raise TelegramNetworkError(method=method, message=type(error).__name__) from None
        answer_of(method.__returning__)
        try:
            response = self.check_response(bot=bot, method=method, status_code=answer.status, content=raw)
        except ClientDecodeError as error:
            # A proxy's page, or an answer of a shape nobody knows: whether the call was carried out is not known.
            log.warning("telegram.unreadable", status=answer.status, why=type(error.original).__name__)
            raise TelegramNetworkError(method=method, message=f"unreadable answer {answer.status}") from error
        return cast("TelegramType", response.result)

    async def raw(self, token: str, method: str, params: dict[str, Any], timeout: float) -> Any:
        """Call a method and return its bare JSON result, for updates that are stored as they came.

        Raises:
            RawRefusal: Telegram said no, or something that is not Telegram answered.
            OSError, TimeoutError: no answer.
        """
        session = await self.create_session()
        try:
            async with session.post(
                self.api.api_url(token=token, method=method),
                data=orjson.dumps(params),
                headers={"Content-Type": "application/json"},
                timeout=ClientTimeout(total=timeout),
            ) as answer:
                status, body = answer.status, await answer.read()
        except TimeoutError:
            raise
        except ClientError as error:
            # The exception's own text may carry the URL, and the URL the token.
            raise ConnectionError(type(error).__name__) from None
        try:
            said = orjson.loads(body)
            accepted = bool(said["ok"])
        except (orjson.JSONDecodeError, KeyError, TypeError):
            raise RawRefusal(502, f"{status}: the answer is not Telegram's", 0) from None
        if not accepted:
            raise RawRefusal(
                int(said.get("error_code", status)),
                str(said.get("description", "")),
                int((said.get("parameters") or {}).get("retry_after", 0)),
            )
        return said["result"]


class RawRefusal(Exception):
    """Telegram refused a raw call."""

    def __init__(self, status: int, description: str, retry_after: int) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.retry_after = retry_after


def _form(bot: Bot, values: dict[str, Any], files: dict[str, InputFile]) -> FormData:
    form = FormData(quote_fields=False)
    for key, value in values.items():
        form.add_field(key, value if isinstance(value, str) else orjson.dumps(value).decode())
    for key, file in files.items():
        form.add_field(key, file.read(bot), filename=file.filename or key)
    return form
