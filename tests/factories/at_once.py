"""Things that happen at the same time, on as many connections as the pool has; meetings that make sure of it."""

import asyncio
import contextlib
from collections import Counter, defaultdict
from collections.abc import Awaitable, Hashable, Iterable
from typing import TypeVar

from core.kit.errors import AppError

T = TypeVar("T")


async def at_once(doings: Iterable[Awaitable[T]], *, waiting: int = 200) -> list[T | AppError]:
    """Do everything at once and return each outcome: a result or a refusal. Anything else is a bug and raised.

    `waiting` bounds how many stand in line for a connection: a pool gives up on whoever waits too long.
    """
    gate = asyncio.Semaphore(waiting)

    async def one(doing: Awaitable[T]) -> T | AppError:
        async with gate:
            try:
                return await doing
            except AppError as refusal:
                return refusal

    return await asyncio.gather(*(one(doing) for doing in doings))


class Meeting:
    """A place between looking and writing, where nobody goes on before others have come that far.

    For negative controls: with a guard taken away the race is lost for certain, not only on a quick machine. Whoever
    comes after enough have met goes on at once; who waits in vain (their others were kept out) goes on in the end.
    """

    def __init__(self, parties: int = 2, patience: float = 3.0) -> None:
        self._parties = parties
        self._patience = patience
        self._here: Counter[Hashable] = Counter()
        self._met: defaultdict[Hashable, asyncio.Event] = defaultdict(asyncio.Event)

    async def __call__(self, about: Hashable = None) -> None:
        """Wait for the others."""
        self._here[about] += 1
        if self._here[about] >= self._parties:
            self._met[about].set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await self._met[about].wait()
