"""Reports that come by themselves: at their hour, once, to whom may see them."""

import asyncio
from datetime import date

import pytest

from core.analytics.events import ReportDue
from core.analytics.reports import SetReports, TellReports, due_day
from core.kit.errors import BadInput, Forbidden
from db.types.enums import ReportSpan, Role
from tests.factories.town import Stall, Town


@pytest.fixture
def reports(town: Town) -> SetReports:
    return SetReports(town.uow, town.clock)


async def told(shop: Stall) -> int:
    return int(await shop.ask("SELECT count(*) FROM outbox WHERE name = 'report.due'"))


@pytest.mark.parametrize(
    ("span", "due"),
    [
        (ReportSpan.DAILY, date(2026, 11, 26)),
        (ReportSpan.WEEKLY, date(2026, 11, 23)),
        (ReportSpan.MONTHLY, date(2026, 11, 1)),
    ],
)
def test_the_day_a_report_was_last_due(span: ReportSpan, due: date) -> None:
    assert due_day(span, date(2026, 11, 26)) == due
    assert due_day(span, due) == due


async def test_a_report_comes_once_a_day_however_many_workers_look(town: Town, reports: SetReports) -> None:
    shop = await town.shop()
    await reports.set(shop.owner, shop.shop, ReportSpan.DAILY, 0)
    workers = [TellReports(town.uow, town.clock) for _ in range(8)]

    assert sum(await asyncio.gather(*(worker() for worker in workers))) == 0  # today's hour has passed
    town.clock.move(minutes=24 * 60)
    assert sum(await asyncio.gather(*(worker() for worker in workers))) == 1
    assert sum(await asyncio.gather(*(worker() for worker in workers))) == 0
    town.clock.move(minutes=24 * 60)
    assert sum(await asyncio.gather(*(worker() for worker in workers))) == 1
    assert await told(shop) == 2


async def test_a_report_that_was_missed_comes_late_and_one_switched_off_does_not(
    town: Town, reports: SetReports
) -> None:
    shop = await town.shop()
    tell = TellReports(town.uow, town.clock)
    await reports.set(shop.owner, shop.shop, ReportSpan.WEEKLY, 9)
    town.clock.move(minutes=9 * 24 * 60)

    assert await tell() == 1
    assert await tell() == 0
    await reports.set(shop.owner, shop.shop, ReportSpan.WEEKLY, None)
    town.clock.move(minutes=9 * 24 * 60)
    assert await tell() == 0
    assert await reports.mine(shop.owner) == []


async def test_hours_and_people_that_cannot_be(town: Town, reports: SetReports) -> None:
    shop = await town.shop()
    with pytest.raises(BadInput):
        await reports.set(shop.owner, shop.shop, ReportSpan.DAILY, 24)
    with pytest.raises(Forbidden):
        await reports.set(await shop.hires(Role.OPERATOR), shop.shop, ReportSpan.DAILY, 9)
    assert ReportDue(shop.shop.id, person_id=1, span="daily", day="2026-11-23").last_day == date(2026, 11, 23)
