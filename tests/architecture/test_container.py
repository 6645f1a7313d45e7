"""The object graph builds in every role, and every handler's use cases are in it; no server is asked."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import create_async_engine

from application import build_container
from bot.conversation import Routes
from config.settings import ProcessRole, Settings
from core.kit.events.inbox import Inbox
from core.kit.uow import UnitOfWork
from handlers import ROUTERS
from payments.registry import Registry

ROOT = Path(__file__).parents[2]


def settings(*roles: ProcessRole) -> Settings:
    return Settings(_env_file=None, secret_key=SecretStr("k" * 32), roles=roles or tuple(ProcessRole))  # type: ignore[call-arg]


async def test_every_handlers_use_cases_are_in_the_graph() -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    redis = Redis(host="127.0.0.1", port=1)
    container = build_container(settings(), engine, redis)
    routes = await Routes.of(ROUTERS, container.get)
    assert routes.taps
    await container.close()
    await redis.aclose()
    await engine.dispose()


@pytest.mark.parametrize("role", list(ProcessRole))
async def test_each_role_builds_alone(role: ProcessRole) -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    redis = Redis(host="127.0.0.1", port=1)
    container = build_container(settings(role), engine, redis)
    for wanted in (UnitOfWork, Inbox, Registry):
        assert await container.get(wanted) is not None
    await container.close()
    await redis.aclose()
    await engine.dispose()


def test_every_handler_begins_with_the_turn_and_names_types() -> None:
    for conversation in ROUTERS:
        for handler in (*conversation.taps.values(), *conversation.answers.values(), *conversation.starts.values()):
            parameters = list(inspect.signature(handler, eval_str=True).parameters.values())
            assert parameters[0].annotation.__name__ == "Turn", handler
            assert all(parameter.annotation is not inspect.Parameter.empty for parameter in parameters), handler


@pytest.mark.parametrize(
    "module", ["core.wiring", "payments.wiring", "db.migrate", "db.session", "miniapp.app", "main", "config.settings"]
)
def test_the_telegram_client_is_loaded_only_by_those_who_speak_to_telegram(module: str) -> None:
    look = f"import sys, {module}; sys.exit('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=False)  # noqa: S603 – our own source
    assert done.returncode == 0


def test_help_of_the_command_line_loads_nothing_heavy() -> None:
    look = (
        "import sys; sys.argv = ['main.py', '--help']; import main\n"
        "try:\n    main.main()\nexcept SystemExit:\n    pass\n"
        "sys.exit(bool({'aiogram', 'PIL'} & sys.modules.keys()))"
    )
    done = subprocess.run(  # noqa: S603 – our own source
        [sys.executable, "-c", look], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "migrate" in done.stdout
