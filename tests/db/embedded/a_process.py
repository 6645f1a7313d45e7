"""Run by the tests as another process of the shop: `a_process.py postgres|valkey DATA_DIR [UID]`."""

import asyncio
import os
import sys
from pathlib import Path

from db.embedded import EmbeddedServerError, embedded_postgres, embedded_valkey


async def main(server: str, data_dir: Path) -> None:
    try:
        if server == "postgres":
            async with embedded_postgres(data_dir, durable=False) as postgres:
                await wait(f"ready {postgres.pid}")
        else:
            async with embedded_valkey(data_dir) as valkey:
                await wait(f"ready {valkey.pid}")
    except EmbeddedServerError as refusal:
        say(f"refused {refusal}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def wait(line: str) -> None:
    say(line)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        os.setgroups([])
        os.setgid(int(sys.argv[3]))
        os.setuid(int(sys.argv[3]))
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
