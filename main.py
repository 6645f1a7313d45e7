"""The shop's command line. Long work shows progress; exit status tells."""

import argparse
import asyncio
import contextlib
import gc
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable

from pydantic import SecretStr, ValidationError

from config.settings import ConfigurationError, ProcessRole, Settings

_STARTED = time.perf_counter()


def say(text: str) -> None:
    """Show a line of progress."""
    print(f"{time.perf_counter() - _STARTED:6.1f} s  {text}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="the shop with demo goods and a local Telegram in the browser")
    demo.add_argument("--sandbox-port", type=int, default=8081, help="port of the local Telegram (8081)")
    run = commands.add_parser("run", help="the application on the settings of the environment and .env")
    run.add_argument("--roles", help="parts to run: bot,web,worker")
    run.add_argument("--no-migrate", action="store_true", help="do not touch the schema")
    commands.add_parser("migrate", help="bring the database's schema to this release")
    commands.add_parser("seed", help="fill an empty database with the demo shops, for the bot of BOT_TOKEN")
    document = commands.add_parser("openapi", help="write the document of the REST API (OpenAPI 3.1)")
    document.add_argument("--types", action="store_true", help="its shapes as TypeScript instead, for the storefront")
    commands.add_parser("doctor", help="check every part and say what to do")
    return parser


def read_settings(**overrides: object) -> Settings:
    """Read the settings. Raises: ConfigurationError: one sentence a problem."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"]).upper()
            text = str(problem["msg"]).removeprefix("Value error, ")
            lines.append(f"{name}: {text}" if name else text)
        raise ConfigurationError("\n".join(lines)) from None


def refuse_taken_port(host: str, port: int, setting: str) -> None:
    """Say at once that a port is taken, before anything is started. Raises: ConfigurationError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            msg = f"Port {port} on {host} is not free ({error.strerror}). Choose another with {setting}."
            raise ConfigurationError(msg) from error


def _stop_event() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


def _read_code(settings: Settings) -> None:
    """Import what the roles need."""
    import application

    if application.speaks_telegram(settings):
        import telegram_side  # noqa: F401 – only so that it is there


async def run(settings: Settings, *, migrate_first: bool) -> None:
    """Run the application until Ctrl-C."""
    from resources import open_resources

    stop = _stop_event()
    if ProcessRole.WEB in settings.roles:
        refuse_taken_port(settings.host, settings.port, "PORT")
    # The servers come up while the code is being read.
    reading = asyncio.create_task(asyncio.to_thread(_read_code, settings))
    async with open_resources(settings, say) as resources:
        await reading
        from application import Application

        app = Application(resources)
        try:
            if migrate_first:
                await app.prepare()
            if ProcessRole.BOT in settings.roles:
                from first_start import open_first_shop, welcome_bot

                welcomed = await welcome_bot(app)
                if welcomed is not None:
                    await open_first_shop(app, welcomed)
            await app.start()
            # What was loaded stays: each full collection looked through all of it, a fifth of a second at a time.
            gc.freeze()
            say(f"Running on http://{settings.host}:{app.port} – Ctrl-C stops it.")
            await stop.wait()
            say("Stopping: finishing what is in hand…")
        finally:
            await app.stop()


async def demo(settings: Settings, sandbox_port: int) -> None:
    """Run the demo until Ctrl-C."""
    import demo as scene
    from resources import open_resources

    stop = _stop_event()
    refuse_taken_port(settings.host, settings.port, "PORT")
    refuse_taken_port("127.0.0.1", sandbox_port, "ARGS='--sandbox-port N'")
    say("Starting the database, the cache and the local Telegram…")
    token = scene.demo_token(settings.data_dir)
    async with contextlib.AsyncExitStack() as stack:
        reading = asyncio.create_task(asyncio.to_thread(_read_code, settings))
        telegram = await stack.enter_async_context(scene.local_telegram(settings.data_dir, sandbox_port))
        await scene.set_the_scene(telegram, token)
        ready = settings.model_copy(
            update={
                "bot_token": SecretStr(token),
                "telegram_api_url": telegram.url,
                "public_url": None,
                "owner_ids": (scene.MARINA,),
                **scene.local_ways(telegram),
                **await scene.let_people_log_in(telegram, f"http://127.0.0.1:{settings.port}"),
            }
        )
        resources = await stack.enter_async_context(open_resources(ready, say))
        await reading
        from application import Application
        from core.shops.demo.catalogue import DEMO_SHOPS
        from first_start import seed_demo, seed_past, welcome_bot

        app = Application(resources)
        stack.push_async_callback(app.stop)
        await app.prepare()
        welcomed = await welcome_bot(app)
        if welcomed is None:
            msg = "The demo bot has no token."
            raise ConfigurationError(msg)
        await seed_demo(app, welcomed, say, staff=((scene.OLEG, "Олег"),), staff_chat_id=scene.STAFF_GROUP)
        await seed_past(app, welcomed, say)
        await app.start()
        gc.freeze()
        await scene.send_webhooks_to(telegram, f"http://{settings.host}:{app.port}", DEMO_SHOPS[0].slug)
        people = ",".join(str(person) for person in (scene.ANNA, scene.TOM, scene.MARINA))
        print(
            f"\n  The shop is open. Open this address in a browser:\n\n"
            f"      {telegram.url}/?people={people}\n\n"
            f"  Anna (Russian) and Tom (English) buy, Marina owns the shop. Ctrl-C closes it.\n",
            flush=True,
        )
        await stop.wait()
        say("Closing the shop: finishing what is in hand…")


async def migrate_only(settings: Settings) -> None:
    """Bring the schema to this release."""
    from db.migrate import migrate
    from resources import open_resources

    async with open_resources(settings, say) as resources:
        await migrate(resources.owner_url)
    say("The schema is at this release.")


async def seed(settings: Settings) -> None:
    """Fill an empty database with the demo shops."""
    from application import Application
    from first_start import seed_demo, welcome_bot
    from resources import open_resources

    async with open_resources(settings, say) as resources:
        app = Application(resources)
        try:
            await app.prepare()
            welcomed = await welcome_bot(app)
            if welcomed is None:
                msg = "Set BOT_TOKEN: the demo shops need a bot."
                raise ConfigurationError(msg)
            await seed_demo(app, welcomed, say)
        finally:
            await app.stop()


async def doctor(settings: Settings) -> None:
    """Check every part and say what to do. Raises: ConfigurationError: something is broken."""
    from application import Application
    from resources import open_resources

    async with open_resources(settings, say) as resources:
        app = Application(resources)
        try:
            report = await app.examine()
        finally:
            await app.stop()
    for name, part in report.parts.items():
        notes = "; ".join(part.notes)
        print(f"  {part.state.value:9} {name}{': ' + notes if notes else ''}")
    if not report.ready:
        msg = "The shop cannot work like this."
        raise ConfigurationError(msg)


async def openapi(*, types: bool) -> None:
    """Write the document of the API, as `/api/v1/openapi.json` serves it, or its shapes as TypeScript."""
    import orjson

    from miniapp.rest.api import describe
    from miniapp.rest.typescript import typescript

    print(typescript(describe()) if types else orjson.dumps(describe(), option=orjson.OPT_INDENT_2).decode())


def report_errors(settings: Settings) -> None:
    """Send errors to Sentry where its address is set; local variables stay home, they may hold secrets."""
    if settings.sentry_dsn is None:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        include_local_variables=False,
        send_default_pii=False,
        max_request_body_size="never",
    )


def _work(arguments: argparse.Namespace, settings: Settings) -> Callable[[], Awaitable[None]]:
    match arguments.command:
        case "demo":
            return lambda: demo(settings, arguments.sandbox_port)
        case "run":
            return lambda: run(settings, migrate_first=not arguments.no_migrate)
        case "migrate":
            return lambda: migrate_only(settings)
        case "seed":
            return lambda: seed(settings)
        case "openapi":
            return lambda: openapi(types=arguments.types)
        case _:
            return lambda: doctor(settings)


def main() -> int:
    """Run a command; return its exit status."""
    import uvloop

    from core.kit.observability.logs import set_up_logs
    from db.embedded import EmbeddedServerError

    arguments = _parser().parse_args()
    try:
        overrides = {"roles": arguments.roles} if getattr(arguments, "roles", None) else {}
        settings = read_settings(**overrides)
        level = "WARNING" if arguments.command == "demo" and settings.log_level == "INFO" else settings.log_level
        set_up_logs(settings.log_format.value, level)
        report_errors(settings)
        work = _work(arguments, settings)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work())  # type: ignore[arg-type]
    except ConfigurationError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    except EmbeddedServerError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        print(f"\n{problem.strerror or problem}{where}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
