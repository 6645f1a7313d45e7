"""The list of favourites, and of what one waits for (pure)."""

from collections.abc import Sequence

from bot import links
from bot.product_rows import cut, in_list
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.shops.alerts import Awaited
from core.shops.favourites import FavouritePage

_ACROSS = 4


def favourites(turn: Turn, page: FavouritePage) -> Screen:
    """Return a page of favourites: each opens its card, and what needs no choosing moves to the cart at a tap."""
    words = turn.words
    onward = (
        Button(words.plain("button-catalogue"), links.Category()),
        Button(words.plain("button-menu"), links.Home()),
    )
    if not page.favourites:
        return Screen(words("favourites-empty"), (onward,))
    rows: list[tuple[Button, ...]] = []
    moves: list[Button] = []
    for number, one in enumerate(page.favourites, start=page.start + 1):
        row = in_list(words, turn.shop, one.product)
        rows.append((Button(f"{number}. {row.text}", row.link),))
        if one.variant_id is not None:
            link = links.FavouriteToCart(one.product.id, one.variant_id, page.start)
            moves.append(Button(words.plain("button-favourite-to-cart", number=number), link))
    rows += [tuple(moves[start : start + _ACROSS]) for start in range(0, len(moves), _ACROSS)]
    steps = []
    if page.before is not None:
        steps.append(Button(words.plain("button-previous"), links.Favourites(page.before)))
    if page.after is not None:
        steps.append(Button(words.plain("button-next"), links.Favourites(page.after)))
    if steps:
        rows.append(tuple(steps))
    text = words("favourites-title", number=page.total)
    if moves:
        text += "\n\n" + words("favourites-hint")
    rows.append((Button(words.plain("button-cart"), links.Cart()), Button(words.plain("button-menu"), links.Home())))
    return Screen(text, tuple(rows))


def alerts(words: Words, awaited: Sequence[Awaited]) -> Screen:
    """Return what one waits for, each with a button to wait no more."""
    rows = []
    for one in awaited:
        options = words.pick(one.options_text)
        title = cut(f"{words.pick(one.title)} · {options}" if options else words.pick(one.title), 40)
        rows.append((Button(title, links.Product(one.product_id, one.variant_id)),))
        rows.append((Button(words.plain("button-drop-alert", title=title), links.Alerts(one.variant_id)),))
    back = (
        Button(words.plain("button-back"), links.Profile()),
        Button(words.plain("button-menu"), links.Home()),
    )
    return Screen(words("alerts-title" if rows else "alerts-empty"), (*rows, back))
