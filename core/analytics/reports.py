"""Reports that come by themselves: who gets which, at what hour of the shop's day, each once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.analytics.events import ReportDue
from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput
from core.kit.uow import UnitOfWork
from core.shops.shop import Shop
from db.repositories import figures
from db.types.enums import ReportSpan
from db.types.ids import ShopId

HOURS_OF_DAY = 24


@dataclass(frozen=True, slots=True)
class ReportTime:
    """A report that comes by itself at this hour of the shop's day."""

    span: ReportSpan
    hour: int


def due_day(span: ReportSpan, today: date) -> date:
    """Return the latest day on which a report was due: each day, each Monday, each first of a month (pure)."""
    match span:
        case ReportSpan.DAILY:
            return today
        case ReportSpan.WEEKLY:
            return today - timedelta(days=today.weekday())
        case ReportSpan.MONTHLY:
            return today.replace(day=1)


class SetReports:
    """Choose one's reports."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def mine(self, actor: Actor) -> list[ReportTime]:
        """Return what the actor gets. Raises: Forbidden."""
        actor.need(Permission.SEE_FIGURES)
        async with self._uow(actor.shop_id) as tx:
            found = await figures.report_times(tx.connection, tx.shop_id, actor.person_id)
        times = {row["span"]: row["hour"] for row in found}
        return [ReportTime(span, times[span.value]) for span in ReportSpan if span.value in times]

    async def set(self, actor: Actor, shop: Shop, span: ReportSpan, hour: int | None) -> None:
        """Send a report at an hour from the next due day on; None: no more. Raises: Forbidden, BadInput."""
        actor.need(Permission.SEE_FIGURES)
        if hour is not None and not 0 <= hour < HOURS_OF_DAY:
            raise BadInput(example="/report")
        async with self._uow(actor.shop_id) as tx:
            if hour is None:
                await figures.drop_report_time(tx.connection, tx.shop_id, actor.person_id, span)
                return
            now = self._clock.now().astimezone(ZoneInfo(shop.timezone))
            day = due_day(span, now.date())
            # Who asks in the morning for a report of the evening gets today's.
            past = day < now.date() or hour <= now.hour
            await figures.set_report_time(
                tx.connection,
                tx.shop_id,
                actor.person_id,
                span,
                hour,
                day if past else day - timedelta(days=1),
            )


class TellReports:
    """The job that finds reports that are due and tells of each once."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self) -> int:
        """Tell of what is due; return how many."""
        async with self._uow.platform() as connection:
            found = await figures.report_shops(connection)
        return sum([await self._of(ShopId(row["id"]), self._clock.now(), row["timezone"]) for row in found])

    async def _of(self, shop_id: ShopId, now: datetime, timezone: str) -> int:
        local = now.astimezone(ZoneInfo(timezone))
        told = 0
        async with self._uow(shop_id) as tx:
            for span in ReportSpan:
                day = due_day(span, local.date())
                # A day that is over has no hours left to wait for.
                hour = local.hour if day == local.date() else HOURS_OF_DAY
                for row in await figures.claim_reports(tx.connection, tx.shop_id, span, due=day, until_hour=hour):
                    tx.tell(ReportDue(shop_id, person_id=row["person_id"], span=span, day=day.isoformat()))
                    told += 1
        return told
