"""Health says what is wrong, and says it in time, whatever is broken."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import text

from core.kit.events.inbox import Inbox
from core.kit.observability.health import BotState, Health, Part, State, database_part
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots
from db.embedded import PostgresServer
from db.migrate import head_revision
from db.session import make_engine
from miniapp.webhooks.telegram import SECRET_HEADER, StoreUpdates
from tests.factories.clock import MovableClock
from tests.factories.database import Database, migrated_server
from tests.miniapp.conftest import Edge, Start

CONDITION = {
    "revision": "1",
    "knows_cyrillic": True,
    "above_the_walls": False,
    "role": "shop_app",
    "version": "18.1",
}


async def ready(session: ClientSession) -> tuple[int, dict[str, Any]]:
    answer = await session.get("/health/ready")
    return answer.status, await answer.json()


async def checked_just_now(uow: UnitOfWork, ago: timedelta = timedelta()) -> None:
    async with uow.platform() as connection:
        await connection.execute(
            text("INSERT INTO job_runs (job, slot, finished_at, outcome) VALUES ('invariants', :slot, now(), 'done')"),
            {"slot": datetime.now(UTC) - ago},
        )


async def test_a_healthy_application_is_ready(edge: Edge, uow: UnitOfWork) -> None:
    edge.shown_bots.append(BotState(7, "lighthouse_bot", "polling", datetime.now(UTC)))
    await checked_just_now(uow)
    status, report = await ready(edge.session)
    assert (status, report["status"], report["degraded"]) == (200, "ok", [])
    parts = report["parts"]
    assert parts["database"]["revision"] == head_revision()
    assert parts["redis"]["state"] == "off"
    assert parts["holds"] == {"state": "ok", "active": 0}
    assert {"outbox", "inbox", "invariants"} <= parts.keys()
    [bot] = parts["bots"]["served"]
    assert (bot["id"], bot["username"], bot["way"]) == ("7", "lighthouse_bot", "polling")
    assert bot["last_update_seconds"] < 60


async def test_without_redis_the_application_is_degraded_but_ready(
    edge: Edge, start: Start, uow: UnitOfWork, clock: MovableClock
) -> None:
    async def refused() -> None:
        msg = "redis://:password@host"
        raise ConnectionRefusedError(msg)

    health = Health(uow, clock, head=head_revision(), ping_redis=refused)
    status, report = await ready(await start(replace(edge.parts, health=health)))
    assert status == 200
    assert "redis" in report["degraded"]
    assert report["parts"]["redis"] == {"state": "down", "notes": ["away"]}
    assert "password" not in str(report)


async def test_an_old_schema_is_not_ready(uow: UnitOfWork, clock: MovableClock) -> None:
    report = await Health(uow, clock, head="9999")()
    assert not report.ready
    assert "run migrate" in report.parts["database"].notes[0]


async def test_what_waits_too_long_is_degraded(edge: Edge, uow: UnitOfWork) -> None:
    async with uow.platform() as connection:
        await connection.execute(
            text(
                "INSERT INTO inbox (id, source, external_id, lane, payload, received_at)"
                " VALUES (1, 'telegram:1', '1', 'x', '{}', now() - interval '5 minutes')"
            )
        )
    _, report = await ready(edge.session)
    assert "inbox" in report["degraded"]
    assert report["parts"]["inbox"]["lag_seconds"] >= 300
    async with uow.platform() as connection:
        await connection.execute(text("UPDATE inbox SET handled_at = now()"))


async def test_invariants_are_told_when_broken_or_unchecked(uow: UnitOfWork, clock: MovableClock) -> None:
    broken: dict[str, int] = {}
    health = Health(uow, clock, head=head_revision(), violations=lambda: broken)
    assert "never checked" in (await health()).parts["invariants"].notes[0]
    await checked_just_now(uow)
    assert (await health()).parts["invariants"].state is State.OK
    broken["stock_negative"] = 2
    assert (await health()).parts["invariants"].notes == ("stock_negative: 2",)
    broken.clear()
    clock.move(minutes=10)
    assert "not checked for" in (await health()).parts["invariants"].notes[0]


@pytest.mark.parametrize(
    ("fact", "note"),
    [({"knows_cyrillic": False}, "no Cyrillic"), ({"above_the_walls": True}, "passes row-level security")],
)
def test_a_database_that_is_set_up_wrongly_is_degraded(fact: dict[str, bool], note: str) -> None:
    part = database_part(CONDITION | fact)
    assert part.state is State.DEGRADED
    assert note in part.notes[0]
    assert database_part(CONDITION) == Part(State.OK, facts={"version": "18.1", "revision": "1"})


async def test_the_superuser_is_told_to_be_above_the_walls(
    postgres: PostgresServer, own_database: Database, clock: MovableClock
) -> None:
    engine = make_engine(own_database.url("postgres"), pool_size=1)
    try:
        report = await Health(UnitOfWork(engine), clock, head=head_revision())()
    finally:
        await engine.dispose()
    assert report.ready
    assert report.parts["database"].state is State.DEGRADED


@contextlib.contextmanager
def frozen(server: PostgresServer) -> Iterator[None]:
    """Stop every process of the server, as a stuck disk would."""
    listed = subprocess.run(["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=True)  # noqa: S603, S607
    every = [server.pid, *map(int, listed.stdout.split())]
    for process in every:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in every:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


@pytest.fixture
async def own_server() -> AsyncIterator[PostgresServer]:
    """A server to freeze, of this test alone."""
    async with migrated_server() as server:
        yield server


async def test_health_answers_in_time_while_the_database_is_frozen_and_recovers(
    edge: Edge, start: Start, own_server: PostgresServer, clock: MovableClock
) -> None:
    engine = make_engine(own_server.url(), pool_size=2)
    health = Health(UnitOfWork(engine), clock, head=head_revision())
    session = await start(replace(edge.parts, health=health))
    try:
        assert (await ready(session))[0] == 200
        with frozen(own_server):
            begun = time.monotonic()
            answers = await asyncio.gather(*(ready(session) for _ in range(20)))
            assert time.monotonic() - begun < 3
            assert {status for status, _ in answers} == {503}
            assert answers[0][1]["parts"]["database"] == {"state": "down", "notes": ["no answer within 2 s"]}
            assert (await session.get("/health/live")).status == 200
            assert engine.pool.checkedout() <= 1  # type: ignore[attr-defined]
        async with asyncio.timeout(10):
            while (await ready(session))[0] != 200:  # noqa: ASYNC110 – another process sets no event
                await asyncio.sleep(0.1)
    finally:
        await health.close()
        await engine.dispose()


async def test_telegram_is_told_to_come_again_while_the_database_is_frozen(
    edge: Edge, start: Start, own_server: PostgresServer
) -> None:
    engine = make_engine(own_server.url(), pool_size=2)
    uow = UnitOfWork(engine)
    bots = Bots(uow, Cipher("a key of the tests, 32 characters"))
    await bots.save("700000001:" + "a" * 30, 700000001, "lighthouse_bot", "Lighthouse")
    [bot] = await bots.active()
    parts = replace(edge.parts, take_updates=StoreUpdates(bots, Inbox(uow)), store_seconds=1.0)
    session = await start(parts)
    headers = {SECRET_HEADER: bot.webhook_secret}

    async def deliver(number: int) -> int:
        path = f"/webhooks/telegram/{bot.webhook_path}"
        return (await session.post(path, json={"update_id": number}, headers=headers)).status

    try:
        assert await deliver(1) == 200
        with frozen(own_server):
            begun = time.monotonic()
            assert await asyncio.gather(*(deliver(number) for number in range(2, 6))) == [503] * 4
            assert time.monotonic() - begun < 4
        async with asyncio.timeout(20):
            while await deliver(2) != 200:  # noqa: ASYNC110 – another process sets no event
                await asyncio.sleep(0.2)
    finally:
        await engine.dispose()
