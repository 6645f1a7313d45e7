"""Lists as people filter and sort them: of a shelf, or of what a search found (pure)."""

from dataclasses import replace

from bot import links
from bot.product_rows import across, in_list
from bot.screen import Button, Rows, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.shops.find import Choices, Filters, Found, Sort
from core.shops.shop import Shop

MOST_MARKS = 5
# Prices beyond this many minor units do not fit into a button and are not asked for.
MOST_PRICE = 10**12
_SORTS = {"shelf": Sort.SHELF, "popular": Sort.POPULAR, "new": Sort.NEW, "cheap": Sort.CHEAP, "dear": Sort.DEAR}
SORT_NAMES = (*_SORTS, "match")


def filters_of(link: links.Listing) -> Filters:
    """Return what a button says is chosen."""
    sort = Sort(link.sort) if link.sort in tuple(Sort) else Sort.SHELF
    return Filters(sort, bool(link.stock), min(link.low, MOST_PRICE), min(link.high, MOST_PRICE), link.marks)


def link_of(where: links.Listing, filters: Filters, *, start: int = 0, panel: str = "") -> links.Listing:
    """Return the button's address of the same list, chosen otherwise."""
    return links.Listing(
        where.scope,
        where.of,
        filters.sort.value,
        int(filters.in_stock),
        filters.low,
        filters.high,
        filters.marks,
        start,
        panel,
    )


def chips(words: Words, where: links.Listing) -> tuple[Button, ...]:
    """Return the row that sorts and filters a list, and takes the filters away."""
    filters = filters_of(where)
    sort = _sort_words(words, where, filters.sort)
    row = [
        Button(words.plain("button-sort", sort=sort), link_of(where, filters, panel="s")),
        Button(words.plain("button-filters", number=_count(filters)), link_of(where, filters, panel="f")),
    ]
    if filters.narrow:
        row.append(Button(words.plain("button-reset"), link_of(where, Filters(filters.sort))))
    return tuple(row)


def _sort_words(words: Words, where: links.Listing, sort: Sort) -> str:
    """Return an order's name: the first one is the shelf's own, or how well the words are met."""
    name = next(name for name, one in _SORTS.items() if one is sort)
    return words.plain(f"sort-{'match' if where.scope == 'q' and sort is Sort.SHELF else name}")


def _count(filters: Filters) -> int:
    return int(filters.in_stock) + int(bool(filters.low or filters.high)) + len(filters.chosen())


def steps(words: Words, where: links.Listing, found: Found) -> Rows:
    """Return the way to the pages before and after."""
    filters, row = filters_of(where), []
    if found.before is not None:
        row.append(Button(words.plain("button-previous"), link_of(where, filters, start=found.before)))
    if found.after is not None:
        row.append(Button(words.plain("button-next"), link_of(where, filters, start=found.after)))
    return (tuple(row),) if row else ()


def products(turn: Turn, where: links.Listing, found: Found) -> Rows:
    """Return a page of a list with what can be done about it."""
    words, filters = turn.words, filters_of(where)
    rows: list[tuple[Button, ...]] = [(in_list(words, turn.shop, one),) for one in found.products]
    rows += steps(words, where, found)
    if found.total > 1 or filters.narrow:
        rows.append(chips(words, where))
    return tuple(rows)


def sorting(words: Words, title: str, where: links.Listing) -> Screen:
    """Return the choice of an order."""
    filters = filters_of(where)
    rows = []
    for sort in _SORTS.values():
        label = _sort_words(words, where, sort)
        if sort is filters.sort:
            label = words.plain("option-chosen", title=label)
        rows.append((Button(label, link_of(where, replace(filters, sort=sort))),))
    return Screen(f"{title}\n\n{words('sort-title')}", (*rows, _back(words, where, filters)))


def choosing(turn: Turn, title: str, where: links.Listing, choices: Choices, found: Found) -> Screen:
    """Return what can be chosen; each tap narrows the list or widens it again."""
    words, filters = turn.words, filters_of(where)
    in_stock = words.plain("filter-in-stock")
    rows: list[tuple[Button, ...]] = [
        (_chip(words, in_stock, where, replace(filters, in_stock=not filters.in_stock), on=filters.in_stock),)
    ]
    rows += _price_rows(words, turn.shop, where, filters, choices)
    chosen = filters.chosen()
    for _title, values in choices.options:
        buttons = []
        for value in values:
            on = value.mark in chosen
            if not on and len(chosen) >= MOST_MARKS:
                continue
            label = words.plain("filter-value", title=words.pick(value.title)[:24], number=value.products)
            buttons.append(_chip(words, label, where, filters.toggled(value.mark), on=on))
        if buttons:
            wide = across(max(len(button.text) for button in buttons))
            rows += [tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide)]
    text = f"{title}\n\n{words('filter-title', number=found.total)}"
    if filters.narrow:
        rows.append((Button(words.plain("button-reset-all"), link_of(where, Filters(filters.sort), panel="f")),))
    rows.append((Button(words.plain("button-show-found", number=found.total), link_of(where, filters)),))
    return Screen(text, (*rows, _back(words, where, filters)))


def _price_rows(
    words: Words, shop: Shop, where: links.Listing, filters: Filters, choices: Choices
) -> list[tuple[Button, ...]]:
    if choices.prices is None:
        return []
    _least, lower, upper, _most = (_round(price) for price in choices.prices)
    ranges = [(0, lower), (lower, upper), (upper, 0)] if lower < upper else [(0, lower), (lower, 0)]
    row = []
    for low, high in ranges:
        on = (filters.low, filters.high) == (low, high)
        fresh = replace(filters, low=0, high=0) if on else replace(filters, low=low, high=high)
        row.append(_chip(words, range_words(words, shop, low, high), where, fresh, on=on))
    known = any((filters.low, filters.high) == one for one in ranges) or not (filters.low or filters.high)
    own = words.plain("filter-price-own")
    if not known:
        own = words.plain("option-chosen", title=range_words(words, shop, filters.low, filters.high))
    ask = links.PriceRange(where.scope, where.of, filters.sort.value, int(filters.in_stock), filters.marks)
    return [tuple(row), (Button(own, ask),)]


def _round(price: int) -> int:
    """Return a price of two telling digits, which people find easier to compare."""
    step = 10 ** max(len(str(price)) - 2, 0)
    return min(round(price / step) * step if price else 0, MOST_PRICE)


def range_words(words: Words, shop: Shop, low: int, high: int) -> str:
    """Return a range of prices in words."""
    if not low:
        return words.plain("filter-up-to", high=shop.money(high))
    if not high:
        return words.plain("filter-from", low=shop.money(low))
    return words.plain("filter-between", low=shop.money(low), high=shop.money(high))


def _chip(words: Words, label: str, where: links.Listing, filters: Filters, *, on: bool) -> Button:
    text = words.plain("option-chosen", title=label) if on else label
    return Button(text, link_of(where, filters, panel="f"))


def _back(words: Words, where: links.Listing, filters: Filters) -> tuple[Button, ...]:
    return (
        Button(words.plain("button-back"), link_of(where, filters)),
        Button(words.plain("button-menu"), links.Home()),
    )


def ask_price(words: Words, link: links.PriceRange) -> Screen:
    """Return the question about prices."""
    back = links.Listing(link.scope, link.of, link.sort, link.stock, 0, 0, link.marks, 0, "f")
    row = (Button(words.plain("button-back"), back), Button(words.plain("button-menu"), links.Home()))
    return Screen(words("filter-price-ask"), (row,))
