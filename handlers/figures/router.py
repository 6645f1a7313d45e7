"""`/sales` and `/report`: figures with a chart, as a sheet, and by themselves at an hour one chooses."""

import asyncio
from datetime import timedelta

from bot import links
from bot.conversation import Conversation
from bot.sales_screen import report_screen, sales_screen
from bot.screen import Reply, Screen, SentFile
from bot.turn import Turn
from core.analytics.figures import Figures
from core.analytics.period import Span
from core.analytics.reports import HOURS_OF_DAY, SetReports
from core.analytics.sheets import sales_sheet
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput
from db.types.enums import ReportSpan
from handlers.figures import parsing, screens

conversation = Conversation("figures")


@conversation.command("sales", staff=True)
async def sales(turn: Turn, args: str, figures: Figures) -> Reply:
    """`/sales today|week|month|year`."""
    turn.actor.need(Permission.SEE_FIGURES)
    span = parsing.span(args)
    if span is None:
        return Screen(turn.words("usage-sales"), screens.back(turn.words))
    found = await figures.sales(turn.actor, turn.shop, span)
    return await sales_screen(turn.words, turn.shop, found, 0)


@conversation.tap(links.Sales)
async def turn_page(turn: Turn, link: links.Sales, figures: Figures) -> Reply:
    """Show another span."""
    span = _span(link.span)
    back = min(link.back, parsing.LONGEST_BACK)
    found = await figures.sales(turn.actor, turn.shop, span, back=back)
    return await sales_screen(turn.words, turn.shop, found, back)


@conversation.tap(links.SalesSheet)
async def sheet(turn: Turn, link: links.SalesSheet, figures: Figures) -> Reply:
    """Send the figures as a sheet; writing it takes a thread."""
    span, words = _span(link.span), turn.words
    found = await figures.sales(turn.actor, turn.shop, span, back=link.back)
    orders = await figures.rows(turn.actor, turn.shop, found.period)
    content = await asyncio.to_thread(sales_sheet, words, found, orders, turn.shop.timezone)
    name = f"{turn.shop.slug}-{found.period.since.date().isoformat()}-{span}.xlsx"
    return Screen(words("sheet-ready"), screens.back(words), fresh=True, files=(SentFile(name, content),))


@conversation.command("report", staff=True)
async def report(turn: Turn, args: str, reports: SetReports) -> Reply:
    """`/report` shows one's reports; `/report daily 9|off` sets one."""
    if not args.strip():
        return screens.reports(turn.words, await reports.mine(turn.actor))
    turn.actor.need(Permission.SEE_FIGURES)
    read = parsing.report(args)
    if read is None:
        return Screen(turn.words("usage-report"), screens.back(turn.words))
    await reports.set(turn.actor, turn.shop, *read)
    return screens.reports(turn.words, await reports.mine(turn.actor))


@conversation.tap(links.Reports)
async def my_reports(turn: Turn, _link: links.Reports, reports: SetReports) -> Reply:
    """Show one's reports."""
    return screens.reports(turn.words, await reports.mine(turn.actor))


@conversation.tap(links.ReportHour)
async def hour(turn: Turn, link: links.ReportHour, reports: SetReports) -> Reply:
    """Ask for an hour, or set it."""
    span = _report(link.span)
    if link.hour > HOURS_OF_DAY:
        return screens.ask_hour(turn.words, span)
    await reports.set(turn.actor, turn.shop, span, link.hour if link.hour < HOURS_OF_DAY else None)
    return screens.reports(turn.words, await reports.mine(turn.actor))


@conversation.tap(links.ReportNow)
async def now(turn: Turn, link: links.ReportNow, figures: Figures, reports: SetReports, clock: Clock) -> Reply:
    """Show a report as it would come."""
    await reports.mine(turn.actor)  # asks for the permission
    return await report_screen(turn.words, turn.shop, figures, _report(link.span), clock.now() - timedelta(days=1))


def _span(word: str) -> Span:
    if word not in [span.value for span in Span]:
        raise BadInput(example="/sales week")
    return Span(word)


def _report(word: str) -> ReportSpan:
    if word not in [span.value for span in ReportSpan]:
        raise BadInput(example="/report")
    return ReportSpan(word)
