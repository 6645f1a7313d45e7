"""A customer's list of orders and the question before cancelling (pure)."""

from collections.abc import Sequence

from bot import links
from bot.order_card import ICONS
from bot.screen import Button, Screen
from core.kit.i18n.words import Words
from core.orders.status_words import status_words
from core.orders.view_orders import OrderSummary, OrderView
from db.types.money import Money


def orders(words: Words, found: Sequence[OrderSummary], *, more: bool, first: bool) -> Screen:
    """Return a page of orders, newest first."""
    menu = (
        Button(words.plain("button-catalogue"), links.Category()),
        Button(words.plain("button-menu"), links.Home()),
    )
    if not found:
        return Screen(words("orders-empty"), (menu,))
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                words.plain(
                    "orders-row",
                    icon=ICONS[order.status],
                    number=str(order.number),
                    sum=words.money(Money(order.total, order.currency)),
                    status=status_words(words, order),
                )[:60],
                links.Order(order.id),
            ),
        )
        for order in found
    ]
    steps = []
    if not first:
        steps.append(Button(words.plain("button-previous"), links.Orders()))
    if more:
        steps.append(Button(words.plain("button-older"), links.Orders(found[-1].id)))
    if steps:
        rows.append(tuple(steps))
    return Screen(words("orders-title"), (*rows, menu))


def ask_cancel(words: Words, order: OrderView) -> Screen:
    """Return the question before cancelling."""
    rows = (
        (Button(words.plain("button-cancel-sure"), links.CancelOrder(order.id, 1)),),
        (Button(words.plain("button-keep-order"), links.Order(order.id)),),
    )
    return Screen(words("cancel-ask", number=str(order.number), paid="yes" if order.paid else "no"), rows)


def repeated(words: Words, added: int, gone: Sequence[dict[str, str]]) -> Screen:
    """Return what a repeated order put into the cart."""
    parts = [words("repeat-done", added=added) if added else words("repeat-nothing")]
    if gone:
        parts.append(words("repeat-gone", titles=", ".join(words.pick(title) for title in gone)))
    first = (
        Button(words.plain("button-cart"), links.Cart())
        if added
        else Button(words.plain("button-catalogue"), links.Category())
    )
    return Screen("\n\n".join(parts), ((first,), (Button(words.plain("button-menu"), links.Home()),)))
