"""What the application stands on: complete settings, a database, a cache. Light to import, so servers start early."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from config.keys import with_key
from config.settings import Settings
from db.embedded import EmbeddedServerError, embedded_postgres, embedded_valkey

log = structlog.get_logger(__name__)
_LOOK_EVERY = 2.0

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Resources:
    """Complete settings and the servers' addresses. `owner_url` is the role that owns the schema."""

    settings: Settings
    database_url: str
    owner_url: str
    redis_url: str


@asynccontextmanager
async def open_resources(settings: Settings, on_progress: Progress = lambda _text: None) -> AsyncIterator[Resources]:
    """Start the bundled servers where no address is set, and start them again should they fall.

    Raises:
        EmbeddedServerError, ConfigurationError: one sentence that says what to do.
    """
    async with contextlib.AsyncExitStack() as stack:
        watched: list[Watched] = []
        if settings.database_url is None:
            server = await stack.enter_async_context(embedded_postgres(settings.data_dir, on_progress=on_progress))
            database_url, owner_url = server.url(user="shop_app"), server.url(user="shop_owner")
            watched.append(Watched("postgres", server.socket, lambda: embedded_postgres(settings.data_dir)))
        else:
            database_url = owner_url = settings.database_url.get_secret_value()
        if settings.redis_url is None:
            cache = await stack.enter_async_context(embedded_valkey(settings.data_dir))
            redis_url = cache.url
            watched.append(Watched("valkey", cache.socket, lambda: embedded_valkey(settings.data_dir)))
        else:
            redis_url = settings.redis_url.get_secret_value()
        watching = asyncio.create_task(_keep_running(stack, watched), name="bundled servers")
        try:
            yield Resources(with_key(settings), database_url, owner_url, redis_url)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Watched:
    """A bundled server: where it answers, and how it is started (or attached to)."""

    name: str
    socket: Path
    start: Callable[[], AbstractAsyncContextManager[object]]


async def _keep_running(stack: contextlib.AsyncExitStack, watched: list[Watched]) -> None:
    """Start a server that fell again; its address stays the same, so nobody else has to know."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        for server in watched:
            if await _answers(server.socket):
                continue
            log.error("server.fell", server=server.name)
            try:
                await stack.enter_async_context(server.start())
                log.warning("server.started_again", server=server.name)
            except EmbeddedServerError as error:
                log.error("server.not_started", server=server.name, why=str(error))  # noqa: TRY400 – one sentence


async def _answers(socket: Path) -> bool:
    try:
        async with asyncio.timeout(5):
            _, writer = await asyncio.open_unix_connection(str(socket))
    except TimeoutError:
        return True  # busy, not gone
    except OSError:
        return False
    writer.close()
    return True
