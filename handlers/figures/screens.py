"""Screens of reports."""

from bot import links
from bot.screen import Button, Rows, Screen
from core.analytics.reports import HOURS_OF_DAY, ReportTime
from core.kit.i18n.words import Words
from db.types.enums import ReportSpan

_HOURS = ((7, 8, 9, 10), (12, 15, 18, 19), (20, 21, 22, 23))
ASK = HOURS_OF_DAY + 1


def back(words: Words) -> Rows:
    """The way out."""
    return (
        (
            Button(words.plain("button-sales"), links.Sales()),
            Button(words.plain("button-menu"), links.Home()),
        ),
    )


def reports(words: Words, mine: list[ReportTime]) -> Screen:
    """One's reports, each with its hour."""
    hours = {one.span: one.hour for one in mine}
    lines = [
        words(f"report-{span}", state="on" if span in hours else "off", hour=f"{hours.get(span, 0):02}:00")
        for span in ReportSpan
    ]
    rows = tuple(
        (
            Button(words.plain(f"button-report-{span}"), links.ReportHour(span.value, ASK)),
            Button(words.plain("button-report-now"), links.ReportNow(span.value)),
        )
        for span in ReportSpan
    )
    return Screen("\n".join((words("report-settings"), "", *lines)), (*rows, *back(words)))


def ask_hour(words: Words, span: ReportSpan) -> Screen:
    """At what hour it should come."""
    rows = tuple(tuple(Button(f"{hour:02}:00", links.ReportHour(span.value, hour)) for hour in row) for row in _HOURS)
    end = (
        Button(words.plain("button-report-off"), links.ReportHour(span.value, HOURS_OF_DAY)),
        Button(words.plain("button-back"), links.Reports()),
    )
    return Screen(words(f"report-ask-{span}"), (*rows, end))
