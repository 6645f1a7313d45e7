"""Stock for staff (pure)."""

import html
from collections.abc import Sequence

from bot import links
from bot.screen import Button, Rows, Screen
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.i18n.words import Raw, Words
from core.shops.change_stock import StockChange
from core.shops.reasons import REASONS
from core.shops.view_stock import StockCard, StockLine
from db.types.ids import new_id

PAGE = 10


def _options(words: Words, texts: dict[str, str]) -> Raw:
    shown = words.pick(texts)
    return Raw(f"\u00a0· {html.escape(shown)}") if shown else Raw("")


def mark(line: StockLine) -> str:
    """Return a sign for how much is left."""
    if line.hidden:
        return "🙈"
    return "🔴" if line.available <= 0 else "🟠" if line.low else "🟢"


def row(words: Words, line: StockLine) -> str:
    """Return one line of a stock list."""
    return words(
        "stock-row-held" if line.held else "stock-row",
        mark=mark(line),
        sku=line.sku,
        title=words.pick(line.title),
        options=_options(words, line.options_text),
        available=line.available,
        held=line.held,
    )


def listing(turn: Turn, lines: Sequence[StockLine]) -> Screen:
    """Return what is about to run out, and what else can be done with stock."""
    words, actor = turn.words, turn.actor
    tools = [
        Button(words.plain("button-places"), links.StockPlace()),
        Button(words.plain("button-export"), links.Export()),
    ]
    if actor.may(Permission.CHANGE_STOCK):
        tools.insert(0, Button(words.plain("button-count"), links.CountShelf()))
    rows: Rows = (tuple(tools), (Button(words.plain("button-menu"), links.Home()),))
    if not lines:
        return Screen(words("stock-empty"), rows)
    text = "\n".join([words("stock-title"), "", *(row(words, line) for line in lines)])
    return Screen(text, (*sku_buttons(lines), *rows))


def sku_buttons(lines: Sequence[StockLine]) -> Rows:
    """Return a button per SKU, two in a row."""
    buttons = [Button(line.sku, links.Stock(line.sku)) for line in lines[:20]]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def card(turn: Turn, found: StockCard, *, toast: str | None = None) -> Screen:
    """Return one SKU with its latest movements."""
    words, line = turn.words, found.line
    parts = [
        words(
            "stock-card",
            title=words.pick(line.title),
            options=_options(words, line.options_text),
            sku=line.sku,
            price=turn.shop.money(line.price),
            available=line.available,
            on_hand=line.on_hand,
            held=line.held,
        )
    ]
    if line.hidden:
        parts.append(words("stock-hidden"))
    if found.places:
        lying = ", ".join(words.plain("stock-place", name=name, count=count) for name, count in found.places)
        parts.append(words("stock-places", places=lying))
    if found.movements:
        parts += ["", words("stock-movements"), *_movements(turn, found)]
    parts += ["", words("stock-hint", low=found.low_at)]
    # The nonce makes one tap one effect, however often Telegram delivers it.
    rows: list[tuple[Button, ...]] = []
    if turn.actor.may(Permission.CHANGE_STOCK):
        rows.append(tuple(Button(f"+{amount}", links.StockAdd(line.sku, amount, new_id())) for amount in (1, 10, 50)))
    about = []
    if turn.actor.may(Permission.CHANGE_PRODUCTS):
        rows.append((Button(words.plain("button-edit"), links.EditProduct(found.product_id)),))
        shown = words.plain("button-show" if line.hidden else "button-hide")
        about.append(Button(shown, links.ShowVariant(line.sku, int(line.hidden))))
    if found.movements:
        about.append(Button(words.plain("button-stock-moves"), links.StockMoves(line.sku)))
    rows += [tuple(about), (Button(words.plain("button-back"), links.Stock()),)]
    return Screen("\n".join(parts), tuple(row for row in rows if row), toast=toast)


def _movements(turn: Turn, found: StockCard) -> list[str]:
    words = turn.words
    return [
        words(
            "stock-movement",
            sign="+" if move.delta > 0 else "−",
            delta=abs(move.delta),
            kind=Raw(words(f"movement-{move.kind}")),
            reason=Raw(f" ({html.escape(_reason(words, move.reason))})") if move.reason else Raw(""),
            when=words.when(move.at, turn.shop.timezone),
            name=Raw(f", {html.escape(move.actor_name)}") if move.actor_name else Raw(""),
        )
        for move in found.movements
    ]


def _reason(words: Words, reason: str) -> str:
    return words.plain(f"stock-reason-{reason}") if reason in REASONS else reason


def moves(turn: Turn, found: StockCard, *, first: bool) -> Screen:
    """Return a page of a SKU's movements: who, when, why."""
    words, sku = turn.words, found.line.sku
    parts = [words("stock-moves-title", sku=sku, title=words.pick(found.line.title)), "", *_movements(turn, found)]
    rows: list[tuple[Button, ...]] = []
    if found.more:
        rows.append((Button(words.plain("button-older"), links.StockMoves(sku, found.movements[-1].id)),))
    if not first:
        rows.append((Button(words.plain("button-newest"), links.StockMoves(sku)),))
    return Screen("\n".join(parts), (*rows, *back(words, sku)))


def back(words: Words, sku: str = "") -> Rows:
    """Return the way back to a SKU's card, or to the stock."""
    return ((Button(words.plain("button-back"), links.Stock(sku)), Button(words.plain("button-menu"), links.Home())),)


def changed(words: Words, change: StockChange) -> Screen:
    """Return what became of each line, with an Undo."""
    parts = [
        words(
            "stock-changed" if result.before != result.after else "stock-same",
            sku=result.sku,
            title=words.pick(result.title),
            options=_options(words, result.options_text),
            before=result.before,
            after=result.after,
        )
        for result in change.results
    ]
    rows: Rows = ()
    if change.audit_seq is not None:
        rows = ((Button(words.plain("button-undo"), links.Undo(change.audit_seq)),),)
    return Screen("\n".join(parts), rows, fresh=True)


def found(words: Words, asked: str, lines: Sequence[StockLine]) -> Screen:
    """Return what a search for staff found."""
    if not lines:
        return Screen(words("find-nothing", words=asked[:60]))
    parts = [words("find-title", words=asked[:60]), "", *(row(words, line) for line in lines)]
    return Screen("\n".join(parts), (*sku_buttons(lines), (Button(words.plain("button-menu"), links.Home()),)))
