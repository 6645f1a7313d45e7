"""The local Telegram, and people with phones, as a process of their own, so that their work is not the application's.

Prints its address, then carries out lines of its standard input, one after the other:

    readers FIRST COUNT BOT         so many people start a bot
    chat BOT SECONDS PERSON …       these people look for tea and open what was found, again and again
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.model import Chat, Person
from sandbox.server import RunningSandbox, running_sandbox

ROOT = Path(__file__).parents[2]
PAUSE = 0.5
_PATIENCE = 60.0
_GLANCE = 0.005


@dataclass(frozen=True, slots=True)
class Away:
    """The process, as those see it who started it."""

    url: str
    process: asyncio.subprocess.Process

    async def readers(self, first: int, count: int, bot: int) -> None:
        """Let people, numbered after the first, start a bot."""
        await self._does(f"readers {first} {count} {bot}")

    async def chat(self, bot: str, seconds: float, people: list[int]) -> list[float]:
        """Let people chat; return how many seconds each answer took, from the tap to the screen that followed."""
        return list(await self._does(f"chat {bot} {seconds} {' '.join(map(str, people))}"))

    async def _does(self, line: str) -> list[float]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n".encode())
        return list(json.loads(await self.process.stdout.readline()))


@contextlib.asynccontextmanager
async def telegram() -> AsyncIterator[Away]:
    """Run it beside this process."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.telegram"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 22,
    )
    assert process.stdout is not None
    try:
        yield Away((await process.stdout.readline()).decode().strip(), process)
    finally:
        process.terminate()
        await process.wait()


class _Chatting:
    """Somebody who looks for tea and opens what was found, again and again."""

    def __init__(self, sandbox: RunningSandbox, bot: str, person: int) -> None:
        self._driver, self._bot, self._person = sandbox.driver, bot, person
        number = next(one.id for one in sandbox.telegram.world.bots.all() if one.username == bot)
        self._messages = sandbox.telegram.world.history[Chat.with_bot(number, person).key]

    async def until(self, end: float, took: list[float]) -> None:
        """Go on for so long; note how many seconds each answer took."""
        while time.perf_counter() < end:
            begun = time.perf_counter()
            sent = await self._driver.say(self._person, self._bot, "чай")
            found = await self._answer(after=sent.id)
            took.append(time.perf_counter() - begun)
            await asyncio.sleep(PAUSE)
            begun = time.perf_counter()
            await self._driver.tap(self._person, self._bot, "Зелёный чай", found, timeout=_PATIENCE)
            await self._opened(found)
            took.append(time.perf_counter() - begun)
            await asyncio.sleep(PAUSE)

    async def _opened(self, number: int) -> None:
        while True:
            if self._messages[number].edits:
                return
            await asyncio.sleep(_GLANCE)

    async def _answer(self, after: int) -> int:
        while True:
            for number, message in reversed(self._messages.items()):
                if number <= after:
                    break
                if message.bot:
                    return number
            await asyncio.sleep(_GLANCE)


async def _chat(sandbox: RunningSandbox, bot: str, seconds: float, people: list[int]) -> list[float]:
    took: list[float] = []
    until = time.perf_counter() + seconds

    async def one(number: int, person: int) -> None:
        # People do not tap in step.
        await asyncio.sleep(2 * PAUSE * number / len(people))
        await _Chatting(sandbox, bot, person).until(until, took)

    await asyncio.gather(*(one(number, person) for number, person in enumerate(people)))
    return took


async def _serve() -> None:
    async with running_sandbox() as sandbox:
        print(sandbox.url, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            verb, *words = line.split()
            took: list[float] = []
            if verb == "readers":
                first, count, bot = map(int, words)
                for reader in range(first + 1, first + count + 1):
                    sandbox.telegram.world.people.put(reader, Person(reader, f"Reader {reader}", started=[bot]))
            else:
                took = await _chat(sandbox, words[0], float(words[1]), [int(word) for word in words[2:]])
            print(json.dumps(took), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())
