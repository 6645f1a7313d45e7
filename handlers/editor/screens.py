"""The editor of a product as screens (pure)."""

import html

from bot import links
from bot.screen import Button, Photo, Rows, Screen
from bot.turn import Turn
from core.kit.i18n.words import LANGUAGES, Raw, Words
from core.shops.arrange import ShelfView
from core.shops.edit_product import EditedProduct, EditedVariant
from db.types.enums import ProductKind, ProductStatus
from db.types.ids import MediaId, new_id

_PAGE = 8
_SHELVES = 60


def _options(words: Words, one: EditedVariant) -> Raw:
    shown = words.pick(one.options_text)
    return Raw(f"\u00a0· {html.escape(shown)}") if shown else Raw("")


def _pairs(buttons: list[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]


def product(turn: Turn, found: EditedProduct, *, seq: int | None = None, toast: str | None = None) -> Screen:
    """Return a product with every field that can be changed, and Undo of the last change."""
    words = turn.words
    parts = [
        words("editor-title", title=words.pick(found.title)),
        words(
            "editor-state",
            status=words.plain(f"product-status-{found.status.value}"),
            kind=words.plain(f"product-kind-{found.kind.value}"),
            shelf=words.pick(found.category) or "—",
        ),
    ]
    if about := words.pick(found.description):
        parts += ["", html.escape(about[:400])]
    for option in found.options:
        values = ", ".join(words.pick(value["title"]) for value in option["values"])
        parts.append(words("editor-option", name=words.pick(option["title"]), values=values))
    parts.append("")
    parts += [_line(turn, one) for one in found.live[:_PAGE]]
    if len(found.live) > _PAGE:
        parts.append(words("editor-more", count=len(found.live) - _PAGE))
    photo = Photo(found.media_id) if found.media_id is not None else None
    return Screen("\n".join(parts), _product_rows(words, found, seq), photo=photo, toast=toast)


def _line(turn: Turn, one: EditedVariant) -> str:
    return turn.words(
        "editor-variant",
        mark="🙈" if one.hidden else "•",
        sku=one.sku,
        options=_options(turn.words, one),
        price=turn.shop.money(one.price),
        stock=one.available,
    )


def _product_rows(words: Words, found: EditedProduct, seq: int | None) -> Rows:
    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.EditProduct(found.id, what))

    rows: list[tuple[Button, ...]] = []
    if seq is not None:
        rows.append((Button(words.plain("button-undo"), links.Undo(seq)),))
    if found.status is ProductStatus.ARCHIVED:
        return (*rows, (does("button-edit-restore", "restore"),), (Button(words.plain("button-menu"), links.Home()),))
    variants = Button(words.plain("button-edit-variants", count=len(found.live)), links.EditVariants(found.id))
    if len(found.live) == 1:
        variants = Button(words.plain("button-edit-price"), links.EditVariant(found.id, found.live[0].id))
    shown = found.status is ProductStatus.ACTIVE
    rows += [
        (
            Button(words.plain("button-edit-name"), links.EditText(found.id, "name")),
            Button(words.plain("button-edit-about"), links.EditText(found.id, "about")),
        ),
        (variants, Button(words.plain("button-edit-options"), links.EditOptions(found.id))),
        (
            Button(words.plain("button-edit-photo"), links.EditPhotos(found.id)),
            Button(words.plain("button-edit-shelf"), links.EditShelf(found.id)),
            Button(words.plain("button-edit-kind"), links.EditKind(found.id)),
        ),
        (
            does("button-hide", "hide") if shown else does("button-show", "show"),
            Button(words.plain("button-edit-copy"), links.EditProduct(found.id, f"copy{new_id():x}"[:20])),
            does("button-edit-archive", "archive"),
        ),
        (Button(words.plain("button-stock"), links.Stock()), Button(words.plain("button-menu"), links.Home())),
    ]
    return tuple(rows)


def ask_text(turn: Turn, found: EditedProduct, what: str, language: str) -> Screen:
    """Return the question for a name or a description, with what it is in each language."""
    words = turn.words
    texts = found.title if what == "name" else found.description
    parts = [words(f"editor-ask-{what}", language=language or "any")]
    parts += [
        words("editor-present", language=words.plain(f"lang-{one}"), text=(texts.get(one) or "—")[:600])
        for one in LANGUAGES
    ]
    tabs = tuple(
        Button(words.plain(f"lang-{one}"), links.EditText(found.id, what, one)) for one in LANGUAGES if one != language
    )
    return Screen("\n".join(parts), (tabs, _back(words, found)), question=words(f"editor-reply-{what}"))


def _back(words: Words, found: EditedProduct) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.EditProduct(found.id)),)


def ask_photo(turn: Turn, found: EditedProduct, variant_id: int = 0) -> Screen:
    """Return the question for a picture."""
    words = turn.words
    back: links.Link = links.EditProduct(found.id)
    none: links.Link = links.EditProduct(found.id, "nophoto")
    if variant_id:
        back = links.EditVariant(found.id, variant_id)
        none = links.EditVariant(found.id, variant_id, "nophoto")
    rows = ((Button(words.plain("button-edit-no-photo"), none),), (Button(words.plain("button-back"), back),))
    return Screen(words("editor-ask-photo"), rows, question=words("editor-reply-photo"))


def photos(turn: Turn, found: EditedProduct, pictures: list[MediaId], place: int) -> Screen:
    """Return a product's pictures, one at a time, with what can be done."""
    words = turn.words
    add = Button(words.plain("button-photo-add"), links.EditPhotos(found.id, 0, "add"))
    if not pictures:
        return Screen(words("editor-photos-none"), ((add,), _back(words, found)))
    place = min(place, len(pictures) - 1)
    turning = []
    if place:
        turning.append(Button(words.plain("button-previous"), links.EditPhotos(found.id, place - 1)))
    if place + 1 < len(pictures):
        turning.append(Button(words.plain("button-next"), links.EditPhotos(found.id, place + 1)))
    drop = Button(words.plain("button-photo-drop"), links.EditPhotos(found.id, place, "drop"))
    rows: list[tuple[Button, ...]] = [tuple(turning)] if turning else []
    rows += [(add, drop)]
    if not place:
        rows.append((Button(words.plain("button-photo-replace"), links.EditProduct(found.id, "photo")),))
    text = words("editor-photos", number=place + 1, count=len(pictures))
    return Screen(text, (*rows, _back(words, found)), photo=Photo(pictures[place]))


def ask_more(turn: Turn, found: EditedProduct) -> Screen:
    """Return the question for more pictures."""
    words = turn.words
    back = (Button(words.plain("button-back"), links.EditPhotos(found.id)),)
    return Screen(words("editor-ask-photos"), (back,), question=words("editor-reply-photo"))


def shelves(turn: Turn, found: EditedProduct, every: list[ShelfView]) -> Screen:
    """Return the shelves to choose from."""
    words = turn.words
    buttons = [
        Button(f"{one.emoji} {words.pick(one.title)}".strip()[:40], links.EditShelf(found.id, one.id))
        for one in every
        if not one.shelves
    ][:_SHELVES]
    new = Button(words.plain("button-shelf-new"), links.Shelf(0, "add"))
    return Screen(words("choose-shelf"), (*_pairs(buttons), (new,), _back(words, found)))


def kinds(turn: Turn, found: EditedProduct) -> Screen:
    """Return the kinds a product can be of."""
    words = turn.words
    buttons = [
        Button(
            words.plain("option-chosen", title=words.plain(f"product-kind-{kind.value}"))
            if kind is found.kind
            else words.plain(f"product-kind-{kind.value}"),
            links.EditKind(found.id, kind.value),
        )
        for kind in ProductKind
    ]
    return Screen(words("editor-ask-kind"), (*_pairs(buttons), _back(words, found)))


def variants(turn: Turn, found: EditedProduct, page: int) -> Screen:
    """Return a page of variants, a button each."""
    words = turn.words
    page = min(page, max((len(found.live) - 1) // _PAGE, 0))
    shown = found.live[page * _PAGE : (page + 1) * _PAGE]
    parts = [words("editor-title", title=words.pick(found.title)), "", *(_line(turn, one) for one in shown)]
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                f"{words.pick(one.options_text) or one.sku} · {words.money(turn.shop.money(one.price))}"[:60],
                links.EditVariant(found.id, one.id),
            ),
        )
        for one in shown
    ]
    turning = []
    if page:
        turning.append(Button(words.plain("button-previous"), links.EditVariants(found.id, page - 1)))
    if (page + 1) * _PAGE < len(found.live):
        turning.append(Button(words.plain("button-next"), links.EditVariants(found.id, page + 1)))
    if turning:
        rows.append(tuple(turning))
    return Screen("\n".join(parts), (*rows, _back(words, found)))


def variant(
    turn: Turn, found: EditedProduct, one: EditedVariant, *, seq: int | None = None, toast: str | None = None
) -> Screen:
    """Return one variant with what can be changed."""
    words = turn.words

    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.EditVariant(found.id, one.id, what))

    text = words(
        "editor-variant-card",
        title=words.pick(found.title),
        options=_options(words, one),
        sku=one.sku,
        price=turn.shop.money(one.price),
        struck=words.money(turn.shop.money(one.old_price)) if one.old_price is not None else "none",
        stock=one.available,
        on_hand=one.on_hand,
        state="archived" if one.archived else "hidden" if one.hidden else "shown",
    )
    undo: Rows = ((Button(words.plain("button-undo"), links.Undo(seq)),),) if seq is not None else ()
    rows: Rows = (
        (does("button-edit-set-price", "price"), does("button-edit-set-stock", "stock")),
        (does("button-edit-set-sku", "sku"), does("button-edit-photo", "photo")),
        (
            does("button-show", "show") if one.hidden else does("button-hide", "hide"),
            Button(words.plain("button-edit-moves"), links.Stock(one.sku)),
        ),
        (
            Button(
                words.plain("button-back"),
                links.EditVariants(found.id) if len(found.live) > 1 else links.EditProduct(found.id),
            ),
        ),
    )
    photo = Photo(one.media_id) if one.media_id is not None else None
    return Screen(text, (*undo, *rows), photo=photo, toast=toast)


def ask_variant(turn: Turn, found: EditedProduct, one: EditedVariant, what: str) -> Screen:
    """Return the question for a variant's price, SKU or stock."""
    words = turn.words
    text = words(f"editor-ask-{what}", sku=one.sku, price=turn.shop.money(one.price), stock=one.on_hand)
    back = (Button(words.plain("button-back"), links.EditVariant(found.id, one.id)),)
    return Screen(text, (back,), question=text)


def options(turn: Turn, found: EditedProduct) -> Screen:
    """Return a product's options."""
    words = turn.words
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                f"{words.pick(one['title'])} · {len(one['values'])}"[:60],
                links.EditOptions(found.id, place),
            ),
        )
        for place, one in enumerate(found.options, start=1)
    ]
    rows.append((Button(words.plain("button-option-new"), links.NewOption(found.id)),))
    key = "editor-options" if found.options else "editor-options-none"
    return Screen(words(key, title=words.pick(found.title)), (*rows, _back(words, found)))


def option(turn: Turn, found: EditedProduct, place: int) -> Screen:
    """Return an option with its values; a value's button takes it out (asked once more)."""
    words = turn.words
    one = found.options[place - 1]
    buttons = [
        Button(f"✖️ {words.pick(value['title'])}"[:40], links.EditOptions(found.id, place, number))
        for number, value in enumerate(one["values"], start=1)
    ]
    more = (Button(words.plain("button-values-new"), links.NewOption(found.id, place)),)
    back = (Button(words.plain("button-back"), links.EditOptions(found.id)),)
    return Screen(words("editor-values", name=words.pick(one["title"])), (*_pairs(buttons), more, back))


def sure(turn: Turn, found: EditedProduct, place: int, number: int) -> Screen:
    """Return the question whether a value is to go."""
    words = turn.words
    value = found.options[place - 1]["values"][number - 1]
    rows = (
        (Button(words.plain("button-value-sure"), links.EditOptions(found.id, place, number, 1)),),
        (Button(words.plain("button-back"), links.EditOptions(found.id, place)),),
    )
    return Screen(words("editor-value-sure", value=words.pick(value["title"])), rows)


def ask_option(turn: Turn, found: EditedProduct, place: int) -> Screen:
    """Return the question for an option with values, or for more values."""
    words = turn.words
    back = (Button(words.plain("button-back"), links.EditOptions(found.id, place)),)
    if not place:
        text = words("editor-ask-option")
    else:
        text = words("editor-ask-values", name=words.pick(found.options[place - 1]["title"]))
    return Screen(text, (back,), question=text)


def which(turn: Turn, asked: str, found: list[EditedProduct]) -> Screen:
    """Return the products that the words may mean."""
    rows = tuple(
        (Button(f"{turn.words.pick(one.title)} · {one.live[0].sku}"[:60], links.EditProduct(one.id)),)
        for one in found
        if one.live
    )
    menu = (Button(turn.words.plain("button-menu"), links.Home()),)
    return Screen(turn.words("find-title", words=asked[:60]), (*rows, menu))
