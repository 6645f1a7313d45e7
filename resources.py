"""What the application stands on: complete settings, a database, a cache. Light to import, so servers start early."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from config.keys import with_key
from config.settings import Settings
from db.embedded import embedded_postgres, embedded_valkey

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
    """Start the bundled servers where no address is set.

    Raises:
        EmbeddedServerError, ConfigurationError: one sentence that says what to do.
    """
    async with contextlib.AsyncExitStack() as stack:
        if settings.database_url is None:
            server = await stack.enter_async_context(embedded_postgres(settings.data_dir, on_progress=on_progress))
            database_url, owner_url = server.url(user="shop_app"), server.url(user="shop_owner")
        else:
            database_url = owner_url = settings.database_url.get_secret_value()
        if settings.redis_url is None:
            redis_url = (await stack.enter_async_context(embedded_valkey(settings.data_dir))).url
        else:
            redis_url = settings.redis_url.get_secret_value()
        yield Resources(with_key(settings), database_url, owner_url, redis_url)
