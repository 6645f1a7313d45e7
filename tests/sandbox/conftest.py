"""A sandbox, a bot of the unmodified client in it, and two customers."""

import asyncio
import contextlib
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox.driver import Driver
from sandbox.server import RunningSandbox, running_sandbox

TOKEN = "1001:TEST-token"
SHOP = "shop_bot"
ANN, BEN = 42, 43
STAFF = -1001234567890


class QuickSession(AiohttpSession):
    """The client's own session, without the quarter of a second it sleeps after closing TLS (there is none here)."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def client(url: str, token: str = TOKEN) -> Bot:
    return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(url)))


def png(width: int = 64, height: int = 48) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\x33\x66\x99" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def populate(driver: Driver) -> None:
    await driver.add_bot(TOKEN, SHOP, "Shop")
    await driver.add_person(ANN, "Ann", username="ann", language_code="en", phone="+79161234567")
    await driver.add_person(BEN, "Ben", language_code="ru")


@dataclass(frozen=True)
class World:
    sandbox: RunningSandbox
    driver: Driver
    bot: Bot
    url: str


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with running_sandbox() as sandbox:
        await populate(sandbox.driver)
        bot = client(sandbox.url)
        try:
            yield World(sandbox, sandbox.driver, bot, sandbox.url)
        finally:
            await bot.session.close()


Polling = Callable[[Dispatcher], AbstractAsyncContextManager[None]]


@pytest.fixture
def polling(world: World) -> Polling:
    """``async with polling(dispatcher):`` runs the bot by long polling meanwhile."""

    @asynccontextmanager
    async def run(dispatcher: Dispatcher) -> AsyncIterator[None]:
        task = asyncio.create_task(
            dispatcher.start_polling(world.bot, handle_signals=False, close_bot_session=False, polling_timeout=5)
        )
        try:
            yield
        finally:
            with contextlib.suppress(RuntimeError):
                await dispatcher.stop_polling()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    return run
