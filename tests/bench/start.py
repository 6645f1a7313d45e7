"""From exec to the first answered /start, and memory: ours against a bare client, both on the sandbox."""

import asyncio
import os
import sys
import time
from pathlib import Path

from sandbox.driver import Driver
from sandbox.server import running_sandbox
from tests.bench.report import Measured

ROOT = Path(__file__).parents[2]
_BARE = """
import asyncio, sys
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
dispatcher = Dispatcher()
@dispatcher.message()
async def start(message: Message) -> None:
    await message.answer("hello")
bot = Bot(sys.argv[2], session=AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1])))
asyncio.run(dispatcher.start_polling(bot, handle_signals=False))
"""
_BARE_TOKEN, _OUR_TOKEN = "910001:" + "B" * 35, "910002:" + "C" * 35


async def _answered(driver: Driver, person: int, bot: str) -> None:
    for _ in range(600):
        if any(message.sender_kind == "bot" for message in await driver.messages(person, bot)):
            return
        await asyncio.sleep(0.02)
    msg = f"{bot} did not answer"
    raise TimeoutError(msg)


async def _run(
    argv: list[str], environment: dict[str, str], driver: Driver, person: int, bot: str
) -> tuple[float, int]:
    """Return the seconds to the first answer and the process's memory then, in MB."""
    await driver.start(person, bot)
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *argv, env=environment, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await _answered(driver, person, bot)
        taken = time.perf_counter() - started
        status = await asyncio.to_thread(Path(f"/proc/{process.pid}/status").read_text)
        memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    finally:
        process.terminate()
        await process.wait()
    return taken, memory // 1024


async def measure(folder: Path) -> list[Measured]:
    """Return the lines of the second start."""
    async with running_sandbox(port=0) as sandbox:
        driver = sandbox.driver
        await driver.add_bot(_BARE_TOKEN, "bare_bench_bot", "Bare")
        await driver.add_bot(_OUR_TOKEN, "shop_bench_bot", "Shop")
        for person in (1, 2, 3):
            await driver.add_person(person, f"P{person}")
        ours = [sys.executable, "main.py", "run"]
        environment = os.environ | {
            "DATA_DIR": str(folder / "start"),
            "BOT_TOKEN": _OUR_TOKEN,
            "OWNER_IDS": "1",
            "TELEGRAM_API_URL": sandbox.url,
            "PORT": "18899",
            "PYTHONPATH": str(ROOT),
        }
        await _run(ours, environment, driver, 1, "shop_bench_bot")  # the first start makes the database
        bare, _ = await _run(
            [sys.executable, "-c", _BARE, sandbox.url, _BARE_TOKEN], dict(os.environ), driver, 2, "bare_bench_bot"
        )
        second, memory = await _run(ours, environment, driver, 3, "shop_bench_bot")
    ratio = second / bare
    return [
        Measured(
            "second start to the first answer",
            f"{second:.1f} s (bare client {bare:.1f} s) = {ratio:.2f}",
            "<= 0.7",
            ratio <= 0.7,
        ),
        Measured("memory, all roles in one, after the start", f"{memory} MB", "<= 190 MB", memory <= 190),
    ]
