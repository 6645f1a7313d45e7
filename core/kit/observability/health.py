"""Health: each part with its state, answered within three seconds whatever is broken or frozen.

A question that hangs is left hanging and waited for by the next caller, so a frozen database costs one
connection, not one per request, and nothing is cancelled half way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal

import structlog

from core.kit.clock import Clock
from core.kit.errors import Unavailable
from core.kit.uow import UnitOfWork
from db.repositories import condition, invariants

log = structlog.get_logger(__name__)
INVARIANTS_JOB = "invariants"
_LIMIT_SECONDS = 2.0
_LATE_SECONDS = 60
# The invariants run every minute: three missed runs are news.
_RUN_LATE_SECONDS = 200


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its state, what is wrong in words for the operator, and figures."""

    state: State
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BotState:
    """A bot that is served, how its updates come, and when the last one came (None: not known here)."""

    id: int
    username: str
    way: Literal["polling", "webhook"]
    last_update_at: datetime | None = None


ReadBots = Callable[[], Awaitable[Sequence[BotState]]]


@dataclass(frozen=True, slots=True)
class Report:
    """All parts. Without a database nothing works; without any other part most things do."""

    parts: Mapping[str, Part]

    @property
    def ready(self) -> bool:
        """Return whether this process can do its work."""
        return self.parts["database"].state is not State.DOWN

    @property
    def state(self) -> State:
        """Return the state of the whole."""
        if not self.ready:
            return State.DOWN
        worse = any(part.state in (State.DOWN, State.DEGRADED) for part in self.parts.values())
        return State.DEGRADED if worse else State.OK

    def as_json(self) -> dict[str, Any]:
        """Return the report as `/health/ready` shows it."""
        return {
            "status": self.state.value,
            "degraded": [name for name, part in self.parts.items() if part.state in (State.DOWN, State.DEGRADED)],
            "parts": {name: _shown(part) for name, part in self.parts.items()},
        }


def _shown(part: Part) -> dict[str, Any]:
    notes = {"notes": list(part.notes)} if part.notes else {}
    return {"state": part.state.value, **notes, **part.facts}


class Probe:
    """Asks one question at a time and waits for its answer only so long."""

    def __init__(self, ask: Callable[[], Awaitable[dict[str, Part]]], failed: Callable[[str], dict[str, Part]]) -> None:
        self._ask = ask
        self._failed = failed
        self._asking: asyncio.Task[dict[str, Part]] | None = None

    async def __call__(self) -> dict[str, Part]:
        """Return the answer, or what stands for it when there is none in time."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._answer(), name="health")
        asking = self._asking
        await asyncio.wait({asking}, timeout=_LIMIT_SECONDS)
        if not asking.done():
            return self._failed(f"no answer within {_LIMIT_SECONDS:.0f} s")
        if self._asking is asking:
            self._asking = None
        return asking.result()

    async def _answer(self) -> dict[str, Part]:
        try:
            return await self._ask()
        except Exception as error:  # noqa: BLE001 – whatever is broken, the others are still told of
            # The kind of failure only: messages of drivers may hold an address with a password.
            log.warning("health.failed", why=type(error).__name__)
            return self._failed("away" if isinstance(error, Unavailable | OSError) else type(error).__name__)

    async def close(self) -> None:
        """Stop asking."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking}, timeout=1)
            self._asking = None


class Health:
    """Reports on every part. One per process."""

    def __init__(
        self,
        uow: UnitOfWork,
        clock: Clock,
        *,
        head: str,
        ping_redis: Callable[[], Awaitable[object]] | None = None,
        bots: ReadBots | None = None,
        violations: Callable[[], Mapping[str, int]] | None = None,
    ) -> None:
        """`head` is the schema revision of this release; parts that are None are reported as off."""
        self._uow = uow
        self._clock = clock
        self._head = head
        self._ping_redis = ping_redis
        self._bots = bots
        self._violations = violations
        self._probes = [
            Probe(self._ask_database, _database_down),
            Probe(self._ask_redis, _only("redis")),
            Probe(self._ask_bots, _only("bots")),
        ]

    async def __call__(self) -> Report:
        """Ask all parts at once."""
        answers = await asyncio.gather(*(probe() for probe in self._probes))
        return Report({name: part for answer in answers for name, part in answer.items()})

    async def close(self) -> None:
        """Ask no more: before the database's pool is closed."""
        await asyncio.gather(*(probe.close() for probe in self._probes))

    async def _ask_database(self) -> dict[str, Part]:
        async with self._uow.platform() as connection:
            found = await condition.condition(connection)
            if found["revision"] != self._head:
                return _database_down(f"schema is at {found['revision']}, this release needs {self._head}: run migrate")
            outbox, inbox, holds = await invariants.lag_seconds(connection)
            run = await condition.last_run(connection, INVARIANTS_JOB)
        return {
            "database": database_part(found),
            "outbox": _lag("event", outbox),
            "inbox": _lag("update", inbox),
            "holds": Part(State.OK, facts={"active": holds}),
            "invariants": self._invariants_part(run),
        }

    async def _ask_redis(self) -> dict[str, Part]:
        if self._ping_redis is None:
            return {"redis": Part(State.OFF)}
        await self._ping_redis()
        return {"redis": Part(State.OK)}

    async def _ask_bots(self) -> dict[str, Part]:
        if self._bots is None:
            return {"bots": Part(State.OFF)}
        served = [self._bot(bot) for bot in await self._bots()]
        if not served:
            return {"bots": Part(State.DEGRADED, ("no bot is served: set BOT_TOKEN, or /connect one",))}
        return {"bots": Part(State.OK, facts={"served": served})}

    def _bot(self, bot: BotState) -> dict[str, Any]:
        known = asdict(bot)
        last = known.pop("last_update_at")
        known["id"] = str(bot.id)
        return known | {"last_update_seconds": self._age(last) if last is not None else None}

    def _invariants_part(self, run: Mapping[str, Any] | None) -> Part:
        if run is None:
            return Part(State.DEGRADED, ("never checked: is a worker running?",))
        age = self._age(run["slot"])
        broken = {name: count for name, count in (self._violations() if self._violations else {}).items() if count}
        notes = [f"{name}: {count}" for name, count in broken.items()]
        if age > _RUN_LATE_SECONDS:
            notes.append(f"not checked for {age:.0f} s: is a worker running?")
        if run["outcome"] == "failed":
            notes.append("the last check failed, see the log")
        facts = {"checked_seconds_ago": age, "violations": broken}
        return Part(State.DEGRADED if notes else State.OK, tuple(notes), facts)

    def _age(self, moment: datetime) -> float:
        return round((self._clock.now() - moment.astimezone(UTC)).total_seconds(), 1)


def database_part(found: Mapping[str, Any]) -> Part:
    """Judge a database that answers (pure): what is set up wrongly degrades, but does not stop."""
    notes = []
    if not found["knows_cyrillic"]:
        notes.append("search sees no Cyrillic letters: create the database with LC_CTYPE C.UTF-8")
    if found["above_the_walls"]:
        notes.append(f"role {found['role']} passes row-level security: connect as one that does not")
    facts = {"version": found["version"], "revision": found["revision"]}
    return Part(State.DEGRADED if notes else State.OK, tuple(notes), facts)


def _lag(what: str, seconds: float) -> Part:
    late = seconds > _LATE_SECONDS
    notes = (f"the oldest {what} has waited longer than {_LATE_SECONDS} s",) if late else ()
    return Part(State.DEGRADED if late else State.OK, notes, {"lag_seconds": round(seconds, 1)})


def _database_down(why: str) -> dict[str, Part]:
    return {"database": Part(State.DOWN, (why,))}


def _only(name: str) -> Callable[[str], dict[str, Part]]:
    return lambda why: {name: Part(State.DOWN, (why,))}
