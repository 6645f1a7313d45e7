"""Files of goods and orders as screens (pure)."""

from bot import links
from bot.imports import problem_words
from bot.screen import Button, Rows, Screen
from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.i18n.words import Words
from core.shops.import_goods import RowProblem

PERIODS = (7, 31, 366)


def explain(words: Words) -> Screen:
    """Return how goods come in by file."""
    rows: Rows = (
        (Button(words.plain("button-import-template"), links.ImportTemplate()),),
        (Button(words.plain("button-export"), links.Export()), Button(words.plain("button-back"), links.Stock())),
    )
    return Screen(words("import-explain"), rows)


def choose_export(words: Words, actor: Actor, *, misread: bool = False) -> Screen:
    """Return what can be taken away."""

    forms = ("xlsx", "csv")
    rows = [
        tuple(
            Button(words.plain("button-export-goods", form=form.upper()), links.Export("goods", form)) for form in forms
        )
    ]
    if actor.may(Permission.EXPORT_DATA):
        rows += [
            tuple(
                Button(
                    words.plain(f"button-export-orders-{days}", form=form.upper()), links.Export("orders", form, days)
                )
                for form in forms
            )
            for days in PERIODS
        ]
    text = words("usage-export") if misread else words("export-choose")
    return Screen(text, (*rows, (Button(words.plain("button-menu"), links.Home()),)))


def error_rows(words: Words, problems: tuple[RowProblem, ...]) -> tuple[tuple[str, ...], list[tuple[int, str, str]]]:
    """Return the table of everything that is wrong: row, SKU, why."""
    head = tuple(words.plain(f"import-errors-{name}") for name in ("row", "sku", "why"))
    return head, [(one.number, one.sku, problem_words(words, one)) for one in problems]
