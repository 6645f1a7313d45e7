"""The tree of shelves as screens (pure)."""

from bot import links
from bot.screen import Button, Screen
from core.kit.i18n.words import Words
from core.shops.arrange import ShelfView
from db.types.ids import CategoryId

_SHOWN = 60


def _name(words: Words, shelf: ShelfView) -> str:
    return f"{shelf.emoji} {words.pick(shelf.title)}".strip()


def tree(words: Words, found: list[ShelfView]) -> Screen:
    """Return the shelves, a button each, deeper ones indented."""
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                ("\u2003" * one.depth + ("○ " if one.hidden else "") + _name(words, one) + f" · {one.products}")[:60],
                links.Shelf(one.id),
            ),
        )
        for one in found[:_SHOWN]
    ]
    rows.append((Button(words.plain("button-shelf-new"), links.Shelf(0, "add")),))
    return Screen(words("shelves-title" if found else "shelves-none"), tuple(rows))


def shelf(words: Words, one: ShelfView) -> Screen:
    """Return one shelf with what can be done."""

    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.Shelf(one.id, what))

    text = words(
        "shelf-view",
        name=_name(words, one),
        products=one.products,
        shelves=one.shelves,
        state="hidden" if one.hidden else "shown",
    )
    rows: list[tuple[Button, ...]] = [
        (does("button-shelf-name", "name"), does("button-shelf-first", "first")),
        (
            does("button-shelf-show", "show") if one.hidden else does("button-shelf-hide", "hide"),
            does("button-shelf-inside", "add"),
        ),
    ]
    if not one.products and not one.shelves:
        rows.append((does("button-shelf-remove", "remove"),))
    return Screen(text, (*rows, (Button(words.plain("button-back"), links.Shelves()),)))


def ask(words: Words, what: str, category_id: CategoryId) -> Screen:
    """Return the question for a name."""
    back = links.Shelf(category_id) if category_id else links.Shelves()
    text = words(f"shelf-ask-{what}")
    return Screen(text, ((Button(words.plain("button-back"), back),),), question=text)
