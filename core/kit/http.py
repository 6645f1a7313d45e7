"""HTTP to others: one session, a time limit and a bulkhead per service, every trouble one kind of error.

A service that hangs holds at most its own few slots and its own callers; nothing else waits for it.
"""

import asyncio
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from yarl import URL

from core.kit.destinations import PublicOnly, Trusted, may_be_called

TIMEOUT_SECONDS = 15.0
_PARALLEL = 16
_LARGEST = 2 * 1024 * 1024
# A call made for somebody who waits at the screen is given less time than one in the background.
AT_THE_SCREEN = 8.0
patience: ContextVar[float] = ContextVar("patience", default=TIMEOUT_SECONDS)


@contextmanager
def hurried() -> Iterator[None]:
    """Give every call inside only as long as somebody at the screen waits."""
    token = patience.set(min(patience.get(), AT_THE_SCREEN))
    try:
        yield
    finally:
        patience.reset(token)


class Unreachable(Exception):
    """A service did not answer, or said it is broken: the outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered: the status and the body, read as JSON (None when it is none)."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Return whether the status is 2xx."""
        return 200 <= self.status < 300

    def field(self, *path: str) -> Any:
        """Return a field inside the body, None where it is missing."""
        found = self.body
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found


class Http:
    """Calls other services. One of a kind per process; `trouble` is what it raises."""

    trouble: type[Exception] = Unreachable

    def __init__(self, trusted: Trusted | None = None) -> None:
        self._trusted = trusted or Trusted()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._bulkheads: dict[str, asyncio.Semaphore] = {}

    def _open(self, url: URL) -> aiohttp.ClientSession:
        """Return the session for a server. Raises: ValueError: an address nobody may call."""
        if not may_be_called(url, self._trusted):
            msg = "not a public address"
            raise ValueError(msg)
        known = url in self._trusted
        if known not in self._sessions or self._sessions[known].closed:
            # No cookies, no redirects, no proxy from the environment: a service is spoken to as configured.
            self._sessions[known] = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                connector=aiohttp.TCPConnector(
                    limit=100, limit_per_host=_PARALLEL, resolver=None if known else PublicOnly()
                ),
                headers={"User-Agent": "Shop/1"},
            )
        return self._sessions[known]

    async def call(
        self,
        service: str,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> Answer:
        """Call and return what was answered, refusals (4xx) included.

        Raises:
            Unreachable, or this kind's own `trouble`: no answer in time, a broken connection, a 5xx or 429, a body
                that is not JSON, or an address inside our own network that the environment does not name.
        """
        limit = patience.get()
        bulkhead = self._bulkheads.setdefault(service, asyncio.Semaphore(_PARALLEL))
        body: dict[str, Any] = {}
        sent = dict(headers or {})
        if json is not None:
            body["data"] = orjson.dumps(json)
            sent["Content-Type"] = "application/json"
        elif form is not None:
            body["data"] = dict(form)
        if auth is not None:
            sent["Authorization"] = f"Basic {b64encode(':'.join(auth).encode()).decode()}"
        try:
            async with (
                asyncio.timeout(limit),
                bulkhead,
                self._open(URL(url)).request(
                    method,
                    URL(url),
                    headers=sent,
                    params=dict(params) if params else None,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=limit, connect=min(5.0, limit)),
                    **body,
                ) as response,
            ):
                raw = await _whole(response)
                status, answered = response.status, dict(response.headers)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            # The text of a client error may carry the address with its parameters: its kind is enough.
            msg = f"{service} {method}: {type(error).__name__}"
            raise self.trouble(msg) from None
        if status >= 500 or status in (408, 425, 429):
            msg = f"{service} {method}: HTTP {status}"
            raise self.trouble(msg)
        try:
            read = orjson.loads(raw) if raw else None
        except orjson.JSONDecodeError:
            if 200 <= status < 300:
                msg = f"{service} {method}: HTTP {status} without JSON"
                raise self.trouble(msg) from None
            read = None
        return Answer(status, read, answered)

    async def close(self) -> None:
        """Let go of the connections."""
        for session in self._sessions.values():
            await session.close()


async def _whole(response: aiohttp.ClientResponse) -> bytes:
    """Return the body to its end. Raises: ValueError: nobody answers that much."""
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > _LARGEST:
            msg = "a body beyond all measure"
            raise ValueError(msg)
        parts.append(part)
    return b"".join(parts)
