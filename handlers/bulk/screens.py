"""Many variants at once as screens (pure)."""

import html
from itertools import takewhile

from bot import links
from bot.screen import Button, Rows, Screen
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.i18n.words import Raw, Words
from core.shops.arrange import ShelfView
from core.shops.bulk import BulkLine, BulkView
from db.types.enums import BulkAction, BulkState
from db.types.money import exponent

_SHELVES = 60
_STEPS = (1, 10, 100)


def choose(words: Words, every: list[ShelfView]) -> Screen:
    """Return the shelves to choose from; words may be typed instead."""
    buttons = [
        Button(
            ("\u2003" * one.depth + f"{one.emoji} {words.pick(one.title)}".strip() + f" · {_products(every, place)}")[
                :60
            ],
            links.BulkShelf(one.id),
        )
        for place, one in enumerate(every)
    ][:_SHELVES]
    return Screen(
        words("bulk-choose"),
        (*((button,) for button in buttons), (Button(words.plain("button-menu"), links.Home()),)),
        question=words("bulk-choose"),
    )


def _products(every: list[ShelfView], place: int) -> int:
    """Return how many products a shelf has with the shelves below it, which follow it."""
    below = takewhile(lambda one: one.depth > every[place].depth, every[place + 1 :])
    return every[place].products + sum(one.products for one in below)


def meant(turn: Turn, view: BulkView) -> Screen:
    """Return what is meant, or what would become of it, or what was done."""
    words = turn.words
    parts = [_head(words, view)]
    if view.action is not None:
        parts += ["", _plan(turn, view), *(_line(turn, view, one) for one in view.lines)]
        if view.changing > len(view.lines):
            parts.append(words("editor-more", count=view.changing - len(view.lines)))
    if view.state is BulkState.APPLIED:
        undo = Button(words.plain("button-undo"), links.BulkStep(view.id, "undo"))
        return Screen("\n".join([words("bulk-done", count=view.changing), *parts]), ((undo,), _last(words)))
    if view.state is BulkState.UNDONE:
        return Screen("\n".join([words("bulk-undone"), *parts]), (_last(words),))
    return Screen("\n".join(parts), (*_actions(turn, view), _last(words)))


def _head(words: Words, view: BulkView) -> str:
    name = words.pick(view.category) if view.category else f"«{view.words}»"
    return words("bulk-meant", name=name, count=view.meant, hidden=view.hidden)


def _last(words: Words) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.BulkShelf()), Button(words.plain("button-menu"), links.Home()))


def _plan(turn: Turn, view: BulkView) -> str:
    if view.action is BulkAction.PERCENT:
        amount = f"{'+' if view.amount > 0 else '−'}{abs(view.amount) / 100:g} %"
    elif view.action is BulkAction.SUM:
        amount = ("+" if view.amount > 0 else "") + turn.words.money(turn.shop.money(view.amount))
    else:
        amount = "none"
    action = view.action.value if view.action else ""
    return turn.words("bulk-plan", action=action, amount=amount, count=view.changing)


def _line(turn: Turn, view: BulkView, one: BulkLine) -> str:
    words = turn.words
    options = words.pick(one.options_text)
    shown = Raw(f"\u00a0· {html.escape(options)}") if options else Raw("")
    if view.action in (BulkAction.PERCENT, BulkAction.SUM):
        before, after = turn.shop.money(one.before), turn.shop.money(one.after)
        return words("bulk-line", sku=one.sku, title=words.pick(one.title), options=shown, before=before, after=after)
    return words("bulk-line-name", sku=one.sku, title=words.pick(one.title), options=shown)


def _actions(turn: Turn, view: BulkView) -> Rows:
    words, actor = turn.words, turn.actor

    def does(key: str, what: str, amount: int = 0) -> Button:
        return Button(words.plain(key), links.BulkStep(view.id, what, amount))

    rows: list[tuple[Button, ...]] = []
    if view.action is not None and view.changing:
        go = words.plain("button-import-go", count=view.changing)
        rows.append((Button(go, links.BulkStep(view.id, "go")),))
    if view.action in (BulkAction.PERCENT, BulkAction.SUM):
        unit = 10 ** exponent(turn.shop.currency)
        rows.append(
            tuple(
                Button(
                    words.plain("option-chosen", title=words.plain("button-bulk-round", step=step))
                    if view.round_to == step * unit
                    else words.plain("button-bulk-round", step=step),
                    links.BulkStep(view.id, "round", step * unit),
                )
                for step in _STEPS
            )
        )
    if actor.may(Permission.CHANGE_PRICES):
        rows.append((does("button-bulk-price", "price"),))
    if actor.may(Permission.CHANGE_PRODUCTS):
        rows.append((does("button-bulk-hide", "hide"), does("button-bulk-show", "show")))
    return tuple(rows)


def ask_price(turn: Turn, view: BulkView) -> Screen:
    """Return the question for a percent or a sum."""
    words = turn.words
    back = (Button(words.plain("button-back"), links.BulkStep(view.id)),)
    return Screen(words("bulk-ask-price"), (back,), question=words("bulk-ask-price"))
