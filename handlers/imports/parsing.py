"""Read what staff ask for in files (pure)."""

from dataclasses import dataclass

_GOODS = frozenset({"products", "goods", "stock", "товары", "остатки", "каталог"})
_ORDERS = frozenset({"orders", "заказы"})
_DAYS = {
    "today": 1, "сегодня": 1, "week": 7, "неделя": 7, "month": 31, "месяц": 31, "quarter": 92, "квартал": 92,
    "year": 366, "год": 366,
}  # fmt: skip
TABLES = (".csv", ".xlsx", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is wanted, in which form, of how many days."""

    what: str
    form: str
    days: int


def read_export(args: str) -> ExportOrder | None:
    """Read `orders csv month`, in any order; None when a word means nothing, or nothing is named."""
    what, form, days = "", "xlsx", 31
    for word in args.lower().split():
        if word in _GOODS:
            what = "goods"
        elif word in _ORDERS:
            what = "orders"
        elif word in ("csv", "xlsx"):
            form = word
        elif word in _DAYS:
            days = _DAYS[word]
        elif word.isdecimal() and 0 < int(word[:4]) <= 366:
            days = int(word[:4])
        else:
            return None
    return ExportOrder(what, form, days) if what else None


def is_table(name: str, mime: str) -> bool:
    """Return whether a file looks like a table."""
    return name.lower().endswith(TABLES) or mime in ("text/csv", "text/plain") or "spreadsheet" in mime
