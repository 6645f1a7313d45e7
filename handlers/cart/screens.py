"""The cart (pure)."""

import html

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.orders.cart import Cart, CartLine

# Three buttons a line: with the foot of the screen far from Telegram's hundred, and the text in one message.
_SHOWN = 20


def _notes(words: Words, found: Cart, line: CartLine) -> list[str]:
    if not line.on_sale:
        return [words("cart-line-gone")]
    if line.available <= 0:
        return [words("cart-line-out")]
    notes = []
    if not line.priced:
        notes.append(words("cart-line-no-price", currency=found.currency))
    if line.available < line.quantity:
        notes.append(words("cart-line-short", left=line.available))
    if line.priced and line.price != line.seen_price:
        notes.append(words("cart-line-price", old=found.money(line.seen_price)))
    return notes


def _shown(found: Cart) -> list[tuple[int, CartLine]]:
    """Return the lines to show with their places; when not all fit, those that hold up the checkout come first."""
    lines = list(enumerate(found.lines, start=1))
    if len(lines) > _SHOWN:
        lines.sort(key=lambda placed: not placed[1].short)
    return lines[:_SHOWN]


def cart(turn: Turn, found: Cart | None, *, note: str | None = None, toast: str | None = None) -> Screen:
    """Return the cart with amounts to change in place, and what changed since it was filled."""
    words = turn.words
    if found is None or not found.lines:
        rows = (
            (Button(words.plain("button-catalogue"), links.Category()),),
            (Button(words.plain("button-menu"), links.Home()),),
        )
        text = words("cart-empty") if note is None else f"{html.escape(note)}\n\n{words('cart-empty')}"
        return Screen(text, rows, toast=toast)
    parts = [words("cart-title")]
    if note:
        parts.append(html.escape(note))
    buttons: list[tuple[Button, ...]] = []
    for number, line in _shown(found):
        options = words.pick(line.options_text)
        parts += [
            "",
            words(
                "cart-line",
                number=number,
                title=words.pick(line.title),
                options=Raw(f"\u00a0· {html.escape(options)}") if options else Raw(""),
                quantity=line.quantity,
                price=found.money(line.price),
                sum=found.money(line.price * line.quantity),
            ),
            *_notes(words, found, line),
        ]
        buttons.append(_line_buttons(words, number, line))
    if len(found.lines) > _SHOWN:
        parts += ["", words("order-more-lines", count=len(found.lines) - _SHOWN)]
    totals = found.totals()
    parts += ["", words("cart-total", sum=found.money(totals.goods))]
    rows_: list[tuple[Button, ...]] = [*buttons]
    if found.mixed:
        parts.append(words("cart-mixed"))
    elif not any(line.short for line in found.lines):
        rows_.append((Button(words.plain("button-checkout"), links.Checkout(found.id)),))
    else:
        parts.append(words("cart-fix-first"))
    rows_.append(
        (
            Button(words.plain("button-catalogue"), links.Category()),
            Button(words.plain("button-clear-cart"), links.ClearCart()),
        )
    )
    rows_.append((*turn.pages.shop(words, turn.shop, "/cart"), Button(words.plain("button-menu"), links.Home())))
    return Screen("\n".join(parts), tuple(rows_), toast=toast)


def _line_buttons(words: Words, number: int, line: CartLine) -> tuple[Button, ...]:
    most = min(line.available, 99) if line.on_sale else 0
    more = links.CartLine(line.variant_id, line.quantity + 1) if line.quantity < most else links.Nothing()
    if line.quantity > most > 0:
        less = links.CartLine(line.variant_id, most)
    else:
        less = links.CartLine(line.variant_id, line.quantity - 1)
    sign = "✕" if line.quantity == 1 or most == 0 else "−"
    if most == 0:
        less = links.CartLine(line.variant_id, 0)
    return (
        Button(sign, less),
        Button(
            words.plain("cart-line-button", number=number, quantity=line.quantity),
            links.Product(line.product_id, line.variant_id),
        ),
        Button("+", more),
    )
