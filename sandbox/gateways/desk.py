"""What all gateways stand on: storage, a clock that can be moved, background work, a client for webhooks."""

import asyncio
import contextlib
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from sandbox.storage import Storage

_TIMEOUT = 30.0


class Clock:
    """The time of the gateways: the machine's, plus what a test moved it by."""

    def __init__(self) -> None:
        self.shift = 0.0

    def now(self) -> float:
        return time.time() + self.shift

    def advance(self, seconds: float) -> None:
        self.shift += seconds


def iso(moment: float, *, millis: bool = True) -> str:
    """ISO 8601 in UTC, as ``2026-01-15T10:00:00.000Z``."""
    text = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds" if millis else "seconds")
    return text.replace("+00:00", "Z")


def moment(text: str) -> float:
    """The time an ISO 8601 text names. Raises: ValueError."""
    parsed = datetime.fromisoformat(text)
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


class Desk:
    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = Clock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: ClientSession | None = None
        self._closed = asyncio.Event()

    @property
    def session(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=_TIMEOUT))
        return self._session

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run in the background until done or until the gateways stop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def pause(self, seconds: float) -> None:
        """Sleep, but not past the end of the gateways."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)

    async def close(self) -> None:
        self._closed.set()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._session is not None:
            await self._session.close()
