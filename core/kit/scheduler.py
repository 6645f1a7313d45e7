"""Scheduled jobs: of N replicas one runs each slot, because a slot is a row that one of them inserts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.kit.clock import Clock
from core.kit.observability.metrics import JOBS
from core.kit.uow import UnitOfWork
from db.repositories import messaging

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work and how often it runs, in seconds."""

    name: str
    every: int
    run: Callable[[], Awaitable[object]]


class Scheduler:
    """Runs jobs at their slots; a failing job is logged and runs again at its next slot."""

    def __init__(self, uow: UnitOfWork, clock: Clock, jobs: list[Job]) -> None:
        self._uow = uow
        self._clock = clock
        self._jobs = jobs
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Start the clockwork."""
        for job in self._jobs:
            self._scheduler.add_job(
                self.run_once,
                IntervalTrigger(seconds=job.every),
                args=[job],
                id=job.name,
                coalesce=True,
                max_instances=1,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    async def run_once(self, job: Job) -> bool:
        """Run a job if its present slot is free; return whether this process ran it."""
        seconds = int(self._clock.now().timestamp()) // job.every * job.every
        slot = datetime.fromtimestamp(seconds, UTC)
        try:
            async with self._uow.platform() as connection:
                if not await messaging.claim_job(connection, job.name, slot):
                    return False
            await job.run()
            outcome = "done"
        except Exception:
            log.exception("job.failed", job=job.name)
            outcome = "failed"
        JOBS.labels(job.name, outcome).inc()
        try:
            async with self._uow.platform() as connection:
                await messaging.finish_job(connection, job.name, slot, outcome)
        except Exception:
            log.exception("job.not_closed", job=job.name)
        return True

    def stop(self) -> None:
        """Start no more slots."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
