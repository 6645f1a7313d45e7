"""Supervised background work: no task is detached, a loop that fails is logged and started again."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class Nursery:
    """Owns tasks; closing cancels loops and waits for what is in hand."""

    def __init__(self) -> None:
        self._loops: set[asyncio.Task[None]] = set()
        self._patient: set[asyncio.Task[None]] = set()
        self._works: set[asyncio.Task[Any]] = set()
        self._closing = False

    def loop(
        self, name: str, body: Callable[[], Awaitable[None]], *, pause: float = 1.0, patient: bool = False
    ) -> None:
        """Keep `body` running until closed; after a failure wait `pause`, doubling up to 30 s.

        `patient`: closing lets the present run of `body` end instead of cutting it off.
        """
        task = asyncio.create_task(self._supervise(name, body, pause), name=name)
        (self._patient if patient else self._loops).add(task)

    def work(self, name: str, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run a piece of work that closing waits for."""
        task = asyncio.create_task(coroutine, name=name)
        self._works.add(task)
        task.add_done_callback(self._works.discard)
        return task

    async def _supervise(self, name: str, body: Callable[[], Awaitable[None]], pause: float) -> None:
        delay = pause
        while not self._closing:
            try:
                await body()
                delay = pause
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("loop.failed", loop=name, retry_in=delay)
                delay = min(delay * 2, 30.0)
            if not self._closing:
                await asyncio.sleep(delay)

    @property
    def in_hand(self) -> int:
        """Return how many pieces of work are running."""
        return len(self._works)

    async def close(self, grace: float = 10.0) -> None:
        """Cancel the loops, wait up to `grace` seconds for work in hand, then cancel it too."""
        self._closing = True
        for task in self._loops:
            task.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        in_hand = (*self._patient, *self._works)
        if in_hand:
            _, late = await asyncio.wait(in_hand, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._loops.clear()
        self._patient.clear()
