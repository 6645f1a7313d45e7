"""Figures in the chat: a chart with words, other spans, a sheet, and reports that come by themselves."""

import pytest

from core.analytics.reports import TellReports
from core.kit.uow import UnitOfWork
from tests.factories.clock import MovableClock
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene


async def test_sales_are_drawn_told_and_turned(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    olga = scene.olga

    seen = await olga.says("/sales")
    assert seen.photo
    assert "1 заказ" in seen.text
    assert "Зелёный чай" in seen.text
    assert "500" in seen.text
    await olga.tap("День", seen.id)
    await olga.screen("1 заказ", button="• День")
    await olga.tap("‹ Раньше", seen.id)
    await olga.screen("Продаж не было")
    # Nothing to draw: the picture goes with its message, and comes back.
    await olga.tap("Позже")
    assert (await olga.screen("1 заказ")).photo
    assert "1 заказ" in (await olga.says("/sales год")).text
    assert "/sales" in (await olga.says("/sales вчера-позавчера")).text


async def test_the_sheet_comes_as_a_file(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    seen = await scene.olga.says("/sales month")

    await scene.olga.tap("Excel", seen.id)

    said = await scene.olga.sees("Таблица следом")
    sent = await scene.olga.sees(after=said.id)
    assert (sent.document or "").endswith("-month.xlsx")


@pytest.mark.parametrize(("typed", "said"), [("/report день 9", "в 09:00"), ("/report weekly 18:00", "в 18:00")])
async def test_reports_are_set_by_words(scene: Scene, typed: str, said: str) -> None:
    assert said in (await scene.olga.says(typed)).text
    assert "/report" in (await scene.olga.says("/report день 99")).text


async def test_a_report_comes_by_itself_once_and_is_switched_off_by_buttons(scene: Scene) -> None:
    olga = scene.olga
    card = await olga.says("/report")
    await olga.tap("Каждый день", card.id)
    await olga.tap("09:00", card.id)
    await olga.screen("в 09:00")
    clock = MovableClock()
    # In two days at noon (UTC): after nine wherever the shop is, at whatever hour this runs.
    clock.move(minutes=2 * 24 * 60 + 12 * 60 - clock.now().hour * 60)
    tell = TellReports(await scene.app.container.get(UnitOfWork), clock)

    await tell()
    await tell()
    await scene.settled()
    assert await scene.stall.ask("SELECT count(*) FROM outbox WHERE name = 'report.due'") == 1
    assert "вчера" in (await olga.sees("вчера")).text

    card = await olga.says("/report")
    await olga.tap("👁 Показать", card.id)
    await olga.sees("вчера", after=card.id)
    card = await olga.says("/report")
    await olga.tap("Каждый день", card.id)
    await olga.tap("Выключить", card.id)
    await olga.screen("о вчерашнем — выключено")


async def test_who_may_not_see_figures_is_told_so(scene: Scene) -> None:
    for phone in (scene.kirill, scene.oleg):
        assert "📈" not in (await phone.says("/sales")).text
    assert "📈" not in (await scene.anna.says("/sales")).text
