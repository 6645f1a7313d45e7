"""The parts of a running sandbox in one place, handed to methods and to people's actions."""

import asyncio
import contextlib
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from sandbox.calls import CallLog
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.jsontypes import JsonObject
from sandbox.storage import Storage
from sandbox.updates import Updates
from sandbox.world import World


class Telegram:
    def __init__(self, folder: Path | None) -> None:
        self.storage = Storage(folder)
        self.world = World(self.storage)
        self.events = Events()
        self.calls = CallLog(self.events)
        self.faults = Faults()
        self.updates = Updates(self.world)
        self.pollers: dict[int, asyncio.Event] = {}
        self.file_bytes: dict[str, bytes] = {}
        self.web_app_sessions: dict[str, JsonObject] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: ClientSession | None = None

    @property
    def session(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=60))
        return self._session

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run in the background until done or until the sandbox stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        for stop in self.pollers.values():
            stop.set()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._session is not None:
            await self._session.close()
        self.storage.close()
