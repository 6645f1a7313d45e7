"""A process that has imported the shop once and forks a worker for each errand, so that none waits for imports.

`forge.py` reads one job a line (`{"module", "url", "errand", "crash_at"}`) and answers each with a line
(`{"ended", "said"}`): how the worker ended, negative for a signal, and what it told the outside world before.
"""

import asyncio
import contextlib
import importlib
import os
import secrets
import sys
import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from core.kit import crash
from core.kit.uow import UnitOfWork
from db.session import make_engine
from db.types import ids

ROOT = Path(__file__).parents[2]
ERRANDS = ("tests.crashes.worker", "tests.crashes.returning")


@dataclass(frozen=True, slots=True)
class Ended:
    """A worker's end: its exit code, or minus the signal that killed it, and its last words in order."""

    code: int
    said: list[str]


class Forge:
    """One such process, asked for one worker at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def works(self, module: str, url: str, errand: str, crash_at: str = "") -> Ended:
        """Let a worker run an errand until it ends or dies at a checkpoint (`step:n`)."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {"module": module, "url": url, "errand": errand, "crash_at": crash_at}
        self._process.stdin.write(orjson.dumps(job) + b"\n")
        await self._process.stdin.drain()
        answer = orjson.loads(await self._process.stdout.readline())
        return Ended(answer["ended"], answer["said"])


@contextlib.asynccontextmanager
async def forge() -> AsyncIterator[Forge]:
    """Start one, and stop it afterwards."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.crashes.forge"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield Forge(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def main() -> None:
    """Fork a worker for each line; the parent itself never touches the database."""
    modules = {name: importlib.import_module(name) for name in ERRANDS}
    for line in sys.stdin.buffer:
        job = orjson.loads(line)
        reader, writer = os.pipe()
        worker = os.fork()
        if worker == 0:
            os.close(reader)
            os.dup2(writer, sys.stdout.fileno())
            _work(modules[job["module"]], job)
        os.close(writer)
        with os.fdopen(reader) as told:
            said = [words.removeprefix(SAID) for words in told.read().splitlines() if words.startswith(SAID)]
        _, status = os.waitpid(worker, 0)
        answer = {"ended": os.waitstatus_to_exitcode(status), "said": said}
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()


SAID = "said: "


def say(words: str) -> None:
    """Tell the outside world: from here on it is acknowledged."""
    os.write(1, f"{SAID}{words}\n".encode())


async def _run(module: Any, url: str, errand: Any) -> None:
    engine = make_engine(url, pool_size=4)
    try:
        await module.run(module.town_of(UnitOfWork(engine), errand.ledger), errand)
    finally:
        await engine.dispose()


def _work(module: Any, job: dict[str, Any]) -> None:
    crash._WANTED, _, times = job["crash_at"].partition(":")
    crash._left = int(times or 1)
    ids.new_id._node = secrets.randbits(10)  # a process of its own draws its own
    code = 0
    try:
        asyncio.run(_run(module, job["url"], module.Errand.decode(job["errand"])))
    except BaseException:  # noqa: BLE001 – a worker's edge
        traceback.print_exc()
        code = 1
    os._exit(code)


if __name__ == "__main__":
    main()
