"""Sales as a screen: a chart, the figures in words, the best products. The same in `/sales` and in a report."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton

from bot import links
from bot.screen import Button, Drawing, Rows, Screen
from core.analytics.chart import Chart, draw
from core.analytics.figures import Figures, RunningLow, SalesFigures
from core.analytics.period import Span
from core.kit.i18n.words import Words
from core.shops.shop import Shop
from db.types.enums import ReportSpan
from db.types.money import Money, exponent

_BEST = 5
_SKELETONS = {Span.TODAY: "HH", Span.WEEK: "E", Span.MONTH: "d.M", Span.YEAR: "MMM"}
_OF_REPORT = {ReportSpan.DAILY: Span.TODAY, ReportSpan.WEEKLY: Span.WEEK, ReportSpan.MONTHLY: Span.MONTH}


async def sales_screen(words: Words, shop: Shop, sales: SalesFigures, back: int) -> Screen:
    """Return the screen of `/sales`, with its chart."""
    return Screen(_text(words, shop, sales), _rows(words, sales, back), photo=await _chart(words, shop, sales))


async def report_screen(words: Words, shop: Shop, figures: Figures, span: ReportSpan, ending: datetime) -> Screen:
    """Return a report whose last day is that of `ending`: figures, and what is running low."""
    sales = await figures.of(shop, _OF_REPORT[span], ending=ending)
    low = await figures.running_low(shop)
    parts = [words(f"report-title-{span}", shop=words.pick(shop.title)), _text(words, shop, sales)]
    if low:
        parts.append("\n".join((words("report-low"), *(_low(words, one) for one in low))))
    rows = (
        (Button(words.plain("button-sales"), links.Sales(_OF_REPORT[span].value)),),
        (Button(words.plain("button-report-settings"), links.Reports()),),
    )
    return Screen("\n\n".join(parts), rows, photo=await _chart(words, shop, sales), fresh=True)


def _low(words: Words, one: RunningLow) -> str:
    name = " · ".join(filter(None, (words.pick(one.title), words.pick(one.options_text))))
    line = words("report-low-row", name=name, sku=one.sku, left=one.available)
    return line if one.available <= 0 or one.runs_out is None else f"{line} — {runs_out(words, one)}"


def runs_out(words: Words, one: RunningLow) -> str:
    """Return when it runs out, with how sure that is."""
    found = one.runs_out
    if found is None:
        return ""
    if found.latest is None or found.latest == found.earliest:
        return words("forecast-runs-out", days=found.days)
    return words("forecast-runs-out-between", days=found.days, earliest=found.earliest, latest=found.latest)


def _change(words: Words, now: int, before: int) -> tuple[str, bool]:
    if before <= 0:
        return "", False
    percent = round((now - before) / before * 100)
    return words.plain("figures-change", sign="−" if percent < 0 else "+", percent=abs(percent)), percent < 0


def _text(words: Words, shop: Shop, sales: SalesFigures) -> str:
    def money(amount: int) -> Money:
        return Money(amount, sales.currency)

    change, _ = _change(words, sales.net, sales.net_before)
    head = words("sales-title", span=_span(words, shop, sales), sum=money(sales.net))
    lines = [f"{head} {change}".rstrip()]
    if not sales.orders and not sales.given_back:
        lines.append(words("sales-none"))
        if sales.placed:
            lines.append(words("sales-placed", placed=sales.placed, expired=sales.expired))
        return "\n".join(lines)
    lines.append(words("sales-orders", orders=sales.orders, before=sales.orders_before, pieces=sales.pieces))
    lines.append(words("sales-average", average=money(sales.average)))
    lines.append(words("sales-buyers", buyers=sales.buyers, new=sales.new_buyers))
    if sales.given_back:
        lines.append(words("sales-given-back", sold=money(sales.sold), back=money(sales.given_back)))
    if sales.expired:
        lines.append(words("sales-placed", placed=sales.placed, expired=sales.expired))
    lines += [words("sales-other", sum=Money(amount, currency)) for currency, amount in sorted(sales.others.items())]
    if sales.top:
        lines += ["", words("sales-top")]
        lines += [
            words("sales-top-row", place=place, title=words.pick(top.title), pieces=top.pieces, sum=money(top.total))
            for place, top in enumerate(sales.top[:_BEST], start=1)
        ]
    return "\n".join(lines)


def _span(words: Words, shop: Shop, sales: SalesFigures) -> str:
    this, zone = sales.period, ZoneInfo(shop.timezone)
    if this.span is Span.TODAY:
        return words.day(this.since, shop.timezone)
    if this.span is Span.YEAR:
        return " – ".join(_labelled(words, bar, "yMMM", zone) for bar in (this.bars[0], this.bars[-1]))
    return f"{words.day(this.since, shop.timezone)} – {words.day(this.bars[-1], shop.timezone)}"


def _labelled(words: Words, moment: datetime, skeleton: str, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    if skeleton in ("HH", "E", "MMM", "d.M"):
        pattern = {"HH": "HH", "E": "ccc", "MMM": "LLL", "d.M": "d.MM" if words.language == "ru" else "M/d"}[skeleton]
        return str(format_datetime(local, pattern, locale=words.language)).rstrip(".")
    return str(format_skeleton(skeleton, local, locale=words.language))


def _rows(words: Words, sales: SalesFigures, back: int) -> Rows:
    now = sales.period.span
    spans = tuple(
        Button(("• " if span is now else "") + words.plain(f"span-{span}"), links.Sales(span.value)) for span in Span
    )
    turn = [Button(words.plain("button-earlier"), links.Sales(now.value, back + 1))]
    if back:
        turn.append(Button(words.plain("button-later"), links.Sales(now.value, back - 1)))
    return (
        spans[:2],
        spans[2:],
        tuple(turn),
        (
            Button(words.plain("button-sheet"), links.SalesSheet(now.value, back)),
            Button(words.plain("button-report-settings"), links.Reports()),
        ),
        (Button(words.plain("button-menu"), links.Home()),),
    )


async def _chart(words: Words, shop: Shop, sales: SalesFigures) -> Drawing | None:
    if not any(bar.net for bar in sales.bars) and not any(sales.before):
        return None  # an empty picture says less than a sentence
    change, falls = _change(words, sales.net, sales.net_before)
    zone = ZoneInfo(shop.timezone)
    labels: Sequence[str] = [_labelled(words, bar.begins, _SKELETONS[sales.period.span], zone) for bar in sales.bars]
    chart = Chart(
        title=f"{words.pick(shop.title)} · {_span(words, shop, sales)}",
        value=words.money(Money(sales.net, sales.currency)),
        change=change,
        falls=falls,
        labels=labels,
        values=[bar.net for bar in sales.bars],
        before=sales.before,
        now_legend=words.plain("chart-now"),
        before_legend=words.plain("chart-before"),
        accent=shop.rules.design.accent,
        short=lambda amount: _short(words, amount, sales.currency),
    )
    # Drawing takes some milliseconds of pure computing: the loop goes on meanwhile.
    return Drawing(await asyncio.to_thread(draw, chart), "sales.png")


def _short(words: Words, amount: int, currency: str) -> str:
    """Return a sum as it stands at the axis: in thousands or millions where it is large."""
    major = amount / 10 ** exponent(currency)
    for power, key in ((1_000_000, "short-millions"), (1_000, "short-thousands")):
        if abs(major) >= power:
            return words.plain(key, number=round(major / power, 1))
    return words.plain("short-units", number=round(major, 2))
