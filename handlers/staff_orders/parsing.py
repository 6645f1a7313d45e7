"""Read which orders staff ask for (pure)."""

from handlers.staff_orders.screens import LISTS

_NAMES = {
    "новые": "new", "новое": "new", "оплаченные": "paid", "собрать": "paid", "в работе": "sent", "отправленные": "sent",
    "готовые": "done", "без оплаты": "unpaid", "неоплаченные": "unpaid", "на паузе": "problem", "проблемные": "problem",
    "сегодня": "today", "мои": "mine", "my": "mine",
}  # fmt: skip


def read_list(args: str) -> str | None:
    """Return the list that is meant, the new ones when nothing is said; None for words to search by."""
    asked = " ".join(args.lower().split())
    if not asked:
        return "new"
    return asked if asked in LISTS else _NAMES.get(asked)
