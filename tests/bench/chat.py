"""What a tap costs: our pipeline against a bare client that makes the same two calls; CPU of this thread only."""

import asyncio
import contextlib
import gc
import statistics
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from aiohttp import web

from bot.conversation import Conversation, Routes
from bot.fleet import api_server
from bot.links import Link
from bot.screen import Reply, Silence
from bot.turn import Turn
from tests.bench.report import Measured

TAPS = 300


def _fake_api() -> web.Application:
    """Answer every call like Telegram would, as cheaply as can be."""
    message = b'{"ok":true,"result":{"message_id":5,"date":1,"chat":{"id":42,"type":"private"},"text":"x"}}'
    yes = b'{"ok":true,"result":true}'

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        method = request.match_info["method"].lower()
        body = message if method.startswith(("edit", "send")) else yes
        return web.Response(body=body, content_type="application/json")

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    return app


@contextlib.asynccontextmanager
async def fake_api() -> AsyncIterator[str]:
    """Serve the fake Bot API from a thread of its own, whose CPU is not counted; yield its address."""
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    loop, here = asyncio.new_event_loop(), asyncio.get_running_loop()

    async def serve() -> None:
        runner = web.AppRunner(_fake_api())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        here.call_soon_threadsafe(ready.set_result, f"http://127.0.0.1:{runner.addresses[0][1]}")

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield await ready
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


def tap(data: str, number: int) -> dict[str, Any]:
    """Return a pressed button as an update."""
    person = {"id": 42, "is_bot": False, "first_name": "Anna", "language_code": "ru"}
    chat = {"id": 42, "type": "private", "first_name": "Anna"}
    message = {"message_id": 5, "date": 1_700_000_000, "chat": chat, "text": "shop"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": number, "callback_query": query}


async def cpu(work: Any, times: int = TAPS) -> float:
    """Return the median CPU milliseconds of one piece of work over five rounds."""
    await work()
    rounds = []
    for _ in range(5):
        gc.collect()
        started = time.thread_time()
        for _ in range(times // 5):
            await work()
        rounds.append((time.thread_time() - started) / (times // 5) * 1000)
    return statistics.median(rounds)


async def bare_tap(url: str) -> float:
    """Return the CPU of a bare aiogram bot that answers a tap and edits its message."""
    session = AiohttpSession(api=api_server(url))
    bot = Bot("42:TEST", session=session)
    dispatcher = Dispatcher()
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="b", callback_data="b")]] * 6)

    @dispatcher.callback_query()
    async def handle(query: CallbackQuery) -> None:
        await query.answer()
        if query.message is not None:
            await bot.edit_message_text("text", chat_id=42, message_id=5, reply_markup=markup)

    async def one() -> None:
        await dispatcher.feed_update(bot, Update.model_validate(tap("b", 1), context={"bot": bot}))

    try:
        return await cpu(one)
    finally:
        await session.close()


async def _routing(size: int) -> float:
    """Return the CPU of finding a handler among `size` of them, in microseconds."""
    talk = Conversation("bench")

    async def handler(_turn: Turn, _link: Link) -> Reply:
        return Silence()

    talk.taps = {f"z{number}": handler for number in range(size)}
    talk.fallback = talk.photo = handler
    routes = await Routes.of([talk], lambda _kind: asyncio.sleep(0))

    async def one() -> None:
        await routes.taps[f"z{size - 1}"](None, None)

    return await cpu(one, 50_000) * 1000


async def measure() -> list[Measured]:
    """Return the lines that need no database."""
    few, many = await _routing(10), await _routing(150)
    ratio = many / few
    return [
        Measured("finding a handler, 10 -> 150 of them", f"{few:.2f} us -> {many:.2f} us", "<= 1.15x", ratio <= 1.15)
    ]
