"""Jobs run once per slot, whoever is faster."""

import asyncio

from sqlalchemy import text

from core.kit.scheduler import Job, Scheduler
from tests.factories.town import Town


async def outcomes(town: Town) -> list[str]:
    async with town.uow.platform() as connection:
        return list((await connection.execute(text("SELECT outcome FROM job_runs ORDER BY slot"))).scalars())


async def test_of_many_schedulers_one_runs_the_slot_and_the_next_slot_runs_again(town: Town) -> None:
    runs = 0

    async def work() -> None:
        nonlocal runs
        runs += 1

    job = Job("count", 60, work)
    schedulers = [Scheduler(town.uow, town.clock, [job]) for _ in range(8)]
    town.clock.move(seconds=-(town.clock.now().timestamp() % 60) + 1)

    first = await asyncio.gather(*(scheduler.run_once(job) for scheduler in schedulers))
    town.clock.move(seconds=60)
    second = await asyncio.gather(*(scheduler.run_once(job) for scheduler in schedulers))

    assert (sum(first), sum(second), runs) == (1, 1, 2)
    assert await outcomes(town) == ["done", "done"]


async def test_a_job_that_fails_is_noted_and_runs_at_its_next_slot(town: Town) -> None:
    runs = 0

    async def fails_first() -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            raise RuntimeError("not today")

    job = Job("fail", 60, fails_first)
    scheduler = Scheduler(town.uow, town.clock, [job])

    assert await scheduler.run_once(job)
    town.clock.move(seconds=60)
    assert await scheduler.run_once(job)

    assert await outcomes(town) == ["failed", "done"]


async def test_the_clockwork_starts_each_job_at_once_and_stops(town: Town) -> None:
    ran = asyncio.Event()

    async def work() -> None:
        ran.set()

    scheduler = Scheduler(town.uow, town.clock, [Job("now", 3600, work)])
    scheduler.start()
    async with asyncio.timeout(10):
        await ran.wait()
    scheduler.stop()
    scheduler.stop()
