"""Figures as a sheet (XLSX): a summary, the bars, the products, the orders."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from core.analytics.figures import SalesFigures
from core.kit.i18n.words import Words
from db.repositories.sql import Record
from db.types.money import exponent

_WIDE = 28


def sales_sheet(words: Words, figures: SalesFigures, orders: Sequence[Record], zone: str) -> bytes:
    """Return the workbook. Sums are numbers in major units; text is text, never a formula."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    head = book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": _number_format(figures.currency)})
    when = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def sheet(title: str, titles: Sequence[str], rows: Sequence[Sequence[tuple[Any, Any]]]) -> None:
        page = book.add_worksheet(title[:31])
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(titles) - 1, 0), _WIDE)
        page.write_row(0, 0, titles, head)
        for place, row in enumerate(rows, start=1):
            for column, (value, shape) in enumerate(row):
                page.write(place, column, value, shape)

    def sum_of(amount: int, currency: str = figures.currency) -> tuple[float, Any]:
        return amount / 10 ** exponent(currency), money

    def local(moment: datetime) -> tuple[datetime, Any]:
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None), when

    def told(key: str) -> str:
        return words.plain(f"figures-{key}")

    sheet(
        told("sheet-summary"),
        (told("column-what"), told("column-value")),
        [
            ((told("net"), None), sum_of(figures.net)),
            ((told("sold"), None), sum_of(figures.sold)),
            ((told("given-back"), None), sum_of(figures.given_back)),
            ((told("net-before"), None), sum_of(figures.net_before)),
            ((told("orders"), None), (figures.orders, None)),
            ((told("average"), None), sum_of(figures.average)),
            ((told("pieces"), None), (figures.pieces, None)),
            ((told("buyers"), None), (figures.buyers, None)),
            ((told("new-buyers"), None), (figures.new_buyers, None)),
            ((told("currency"), None), (figures.currency, None)),
        ],
    )
    sheet(
        told("sheet-days"),
        (told("column-when"), told("net"), told("orders")),
        [(local(bar.begins), sum_of(bar.net), (bar.orders, None)) for bar in figures.bars],
    )
    sheet(
        told("sheet-products"),
        (told("column-product"), told("pieces"), told("column-sum")),
        [((words.pick(top.title), None), (top.pieces, None), sum_of(top.total)) for top in figures.top],
    )
    sheet(
        told("sheet-orders"),
        tuple(told(f"column-{name}") for name in ("number", "when", "status", "customer", "pieces", "sum", "currency")),
        [
            (
                (row["number"], None),
                local(row["sold_at"]),
                (words.plain(f"status-{row['status'].replace('_', '-')}"), None),
                (row["customer_name"], None),
                (row["pieces"], None),
                sum_of(row["total"], row["currency"]),
                (row["currency"], None),
            )
            for row in orders
        ],
    )
    book.close()
    return out.getvalue()


def _number_format(currency: str) -> str:
    digits = exponent(currency)
    return "#,##0." + "0" * digits if digits else "#,##0"
