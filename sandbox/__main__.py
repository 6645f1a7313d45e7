"""``python -m sandbox``: the local Telegram as a process of its own."""

import argparse
import asyncio
import contextlib
import signal
import sys

from sandbox.server import running_sandbox


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free port")
    parser.add_argument("--data", metavar="DIR", help="keep everything in this folder (default: memory only)")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when standard input closes")
    return parser.parse_args()


async def _parent_gone() -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        continue


async def serve(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with running_sandbox(arguments.port, arguments.data, arguments.host) as sandbox:
        print(f"sandbox ready: {sandbox.url}", flush=True)
        waits = [loop.create_task(stop.wait())]
        if arguments.exit_with_parent:
            waits.append(loop.create_task(_parent_gone()))  # type: ignore[arg-type]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in waits:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def main() -> int:
    arguments = _arguments()
    try:
        asyncio.run(serve(arguments))
    except OSError as error:
        where = f"{arguments.host}:{arguments.port}"
        print(f"The sandbox cannot start on {where}: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
