"""The real demo for pictures of the README and the guides: started, opened in a browser, photographed."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, expect

from demo import BOT_USERNAME, demo_token
from tests.factories.database import reachable_folder
from tests.journeys.page import Pane

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs/images"


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


@dataclass(frozen=True)
class RunningDemo:
    """Where the demo is: its chat page, its shop; and its bot's token, for who comes by the web."""

    chat: str
    shop: str
    token: str


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The demo as `make demo` starts it, in a folder of its own; yields the chat page's address."""
    async with running_demo() as found:
        yield found.chat


@asynccontextmanager
async def running_demo() -> AsyncIterator[RunningDemo]:
    """The same, with everything that is known of it."""
    port, page_port = _free_ports(2)
    with reachable_folder() as folder:
        with contextlib.suppress(FileNotFoundError):
            shutil.copytree(ROOT / "var/drawings", folder / "drawings")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "main.py", "demo", "--sandbox-port", str(page_port), cwd=ROOT,
            env=os.environ | {"PORT": str(port), "DATA_DIR": str(folder)}, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            async with asyncio.timeout(120):
                while b"The shop is open" not in await process.stdout.readline():
                    pass
            # Nobody reads its log, and a full pipe would stop it.
            log = asyncio.create_task(process.stdout.read())
            yield RunningDemo(f"http://127.0.0.1:{page_port}", f"http://127.0.0.1:{port}", demo_token(folder))
        finally:
            process.send_signal(signal.SIGINT)
            await process.wait()
        await log


async def settle(page: Page) -> None:
    """Let pictures load, notices go, and the page stop moving."""
    await page.mouse.move(2, 2)
    await expect(page.locator(".toast")).to_have_count(0, timeout=8000)
    # What is far out of sight may never load: it is waited for no longer than this.
    loaded = "Promise.all([...document.images].map((one) => one.decode().catch(() => 0)))"
    await page.evaluate(f"Promise.race([{loaded}, new Promise((done) => setTimeout(done, 3000))])")
    await asyncio.sleep(0.5)


async def shoot(pane: Pane, name: str) -> None:
    await settle(pane.page)
    keep(await pane.root.screenshot(), name)


def keep(shot: bytes, name: str) -> None:
    """Write a picture in 256 colours: a third of the bytes, and nobody sees the difference."""
    with Image.open(BytesIO(shot)) as picture:
        picture.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT).save(IMAGES / f"{name}.png", optimize=True)


async def opened(
    browser: Browser,
    address: str,
    person: int,
    theme: str,
    language: str,
    chat: str | int = BOT_USERNAME,
    scale: float = 1.5,
) -> Pane:
    """Open somebody's phone on the chat page."""
    page = await browser.new_page(viewport={"width": 412, "height": 860}, device_scale_factor=scale)
    await page.goto(f"{address}/?people={person}&theme={theme}&lang={language}&chat={chat}")
    return Pane(page, person)
