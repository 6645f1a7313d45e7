"""Do a list of independent works side by side, where one that fails must not end the others."""

import asyncio
from collections.abc import Awaitable, Iterable


async def all_of(works: Iterable[Awaitable[object]]) -> None:
    """Wait for all of them, then raise the first failure, if there is one."""
    for outcome in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
