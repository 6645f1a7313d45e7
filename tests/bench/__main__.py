"""Run every measurement and print them side by side with their goals."""

import asyncio
import os

from db.embedded import embedded_postgres, embedded_valkey
from db.migrate import migrate
from tests.bench import api, beside, chat, checkout, growth, imports, mailing, purchase, search, start, storefront
from tests.bench.report import Measured, show
from tests.factories.database import copy_of_template, reachable_folder


async def main() -> None:
    """Measure on a durable server (fsync on), as in production."""
    lines: list[Measured] = []
    with reachable_folder() as folder:
        async with embedded_postgres(folder) as server, embedded_valkey(folder) as valkey:
            await migrate(server.url("shop", "shop_owner"))
            for name, measure in (
                ("checkout", checkout.measure),
                ("purchase", lambda database: purchase.measure(database, valkey.url)),
                ("growth", growth.measure),
                ("search", search.measure),
                ("imports", imports.measure),
                ("mailing", lambda database: mailing.measure(database, valkey.url)),
                ("api", lambda database: api.measure(database, valkey.url, folder)),
                ("beside", lambda database: beside.measure(database, valkey.url, folder)),
            ):
                print(f"… {name}", flush=True)
                async with copy_of_template(server) as database:
                    lines += await measure(database)
        print("… routing", flush=True)
        lines += await chat.measure()
        print("… start", flush=True)
        lines += await start.measure(folder)
        print("… storefront", flush=True)
        lines += await storefront.measure()
    print(f"\nOn {os.cpu_count()} cores, everything measured in this run:\n\n{show(lines)}\n")


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
