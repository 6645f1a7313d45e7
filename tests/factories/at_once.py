"""Things that happen at the same time, on as many connections as the pool has."""

import asyncio
from collections.abc import Awaitable, Iterable
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
