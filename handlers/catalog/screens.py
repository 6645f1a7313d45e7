"""Shelves, product cards and search results (pure)."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot import links
from bot.product_rows import HALF_ROW, across, cut, in_list, price_of
from bot.screen import Button, Photo, Rows, Screen
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.i18n.words import Words
from core.shops.catalogue import Category, Product, ProductPage, ProductSummary, Variant
from core.shops.extras import Extras
from core.shops.find import Found
from db.types.ids import encode_id
from handlers.catalog import listing as lists

LOW = 3
_DESCRIPTION = 600


def _cover(turn: Turn) -> Photo | None:
    media = turn.shop.cover_media_id
    return Photo(media, turn.cover_file_id) if media is not None else None


def top(turn: Turn, tree: Sequence[Category]) -> Screen:
    """Return the top shelves."""
    words = turn.words
    shelves = [category for category in tree if category.parent_id is None]
    rows = _shelves(words, shelves)
    text = words("catalogue-title") if shelves else words("catalogue-empty")
    menu = (Button(words.plain("button-search"), links.Search()), Button(words.plain("button-menu"), links.Home()))
    return Screen(text, (*rows, menu), _cover(turn))


def _shelves(words: Words, shelves: Sequence[Category]) -> Rows:
    buttons = [
        Button(f"{category.emoji} {words.pick(category.title)}".strip()[:60], links.Category(category.id))
        for category in shelves[:40]
    ]
    rows: list[tuple[Button, ...]] = []
    while buttons:
        pair = buttons[:2] if all(len(button.text) <= HALF_ROW for button in buttons[:2]) else buttons[:1]
        rows.append(tuple(pair))
        del buttons[: len(pair)]
    return tuple(rows)


def shelf_title(words: Words, tree: Sequence[Category], category: Category) -> str:
    """Return a shelf's name below the names of the shelves it stands on."""
    path: list[str] = []
    parent = category.parent_id
    while parent is not None and len(path) < 5:
        found = next((other for other in tree if other.id == parent), None)
        if found is None:
            break
        path.insert(0, html.escape(words.pick(found.title)))
        parent = found.parent_id
    title = words("category-title", emoji=category.emoji, title=words.pick(category.title)).replace("<b> ", "<b>")
    return "\n".join([*([" › ".join(path)] if path else []), title])


def shelf(turn: Turn, tree: Sequence[Category], category: Category, page: ProductPage) -> Screen:
    """Return one shelf: the shelves below it, then a page of products."""
    words = turn.words
    below = [other for other in tree if other.parent_id == category.id]
    text = shelf_title(words, tree, category)
    if not below and not page.products:
        text += "\n\n" + words("category-empty")
    rows = [*_shelves(words, below)]
    rows += [(in_list(words, turn.shop, product),) for product in page.products]
    steps = []
    if page.before is not None:
        steps.append(Button(words.plain("button-previous"), links.Category(category.id, "b", page.before)))
    if page.after is not None:
        steps.append(Button(words.plain("button-next"), links.Category(category.id, "a", page.after)))
    if steps:
        rows.append(tuple(steps))
    if len(page.products) > 1 or steps:
        rows.append(lists.chips(words, links.Listing("c", category.id)))
    return Screen(text, (*rows, _up(words, category)), _cover(turn))


def filtered_shelf(
    turn: Turn, tree: Sequence[Category], category: Category, where: links.Listing, found: Found
) -> Screen:
    """Return a page of a shelf as filtered and sorted."""
    words = turn.words
    text = shelf_title(words, tree, category)
    if not found.total:
        text += "\n\n" + words("filter-nothing")
    return Screen(text, (*lists.products(turn, where, found), _up(words, category)), _cover(turn))


def _up(words: Words, category: Category) -> tuple[Button, ...]:
    up = links.Category(category.parent_id or 0)
    return Button(words.plain("button-back"), up), Button(words.plain("button-menu"), links.Home())


@dataclass(frozen=True, slots=True)
class Look:
    """What of a product is looked at: a variant (0: the best one), a quantity, one of the pictures."""

    variant: int = 0
    quantity: int = 1
    picture: int = 0


def product(
    turn: Turn, found: Product, look: Look, in_cart: Mapping[int, int], extras: Extras, *, toast: str | None = None
) -> Screen:
    """Return a product card with a variant chosen and a quantity picked."""
    words, shop = turn.words, turn.shop
    variant = found.variant(look.variant) or found.best()
    price = price_of(shop, variant.price, in_stars=variant.in_stars)
    parts = [words("product-title", title=words.pick(found.title))]
    options = words.pick(variant.options_text)
    if options:
        parts.append(html.escape(options))
    if variant.old_price is not None:
        parts.append(words("product-price-old", price=price, old=shop.money(variant.old_price)))
    else:
        parts.append(words("product-price", price=price))
    parts.append(f"{_stock_words(words, variant)} · {words('product-sku', sku=variant.sku)}")
    if extras.rating is not None:
        parts.append(words("product-rating", rating=words.tenths(extras.rating), number=extras.reviews))
    description = cut(words.pick(found.description), _DESCRIPTION)
    if description:
        parts += ["", html.escape(description)]
    quantity = max(1, min(look.quantity, max(variant.available, 1), shop.rules.max_pieces_per_line))
    pictures = album(turn, variant, extras)
    shown = look.picture % len(pictures) if pictures else 0
    rows = [
        *_picture_row(found, variant, quantity, shown, len(pictures)),
        *_option_rows(words, found, variant, quantity),
    ]
    if variant.available > 0:
        rows += _buy_rows(words, found, variant, quantity, in_cart.get(variant.id, 0))
    else:
        bell = words.plain("button-awaited" if extras.waits else "button-await")
        rows.append((Button(bell, links.Await(found.id, variant.id, int(not extras.waits))),))
        if in_cart:
            rows.append((Button(words.plain("button-cart"), links.Cart()),))
    rows += _liking_rows(turn, found, variant, quantity, extras)
    if turn.actor.may(Permission.CHANGE_PRODUCTS):
        rows.append((Button(words.plain("button-edit"), links.EditProduct(found.id)),))
    rows.append(
        (
            Button(words.plain("button-back"), links.Category(found.category_id or 0)),
            Button(words.plain("button-menu"), links.Home()),
        )
    )
    return Screen("\n".join(parts), tuple(rows), pictures[shown] if pictures else None, toast=toast)


def album(turn: Turn, variant: Variant, extras: Extras) -> tuple[Photo, ...]:
    """Return a card's pictures: the variant's own first, then the product's; else the shop's cover."""
    own = (Photo(variant.media_id, variant.file_id),) if variant.media_id is not None else ()
    others = tuple(Photo(one.media_id, one.file_id) for one in extras.pictures if one.media_id != variant.media_id)
    cover = _cover(turn)
    return own + others or ((cover,) if cover is not None else ())


def _picture_row(found: Product, variant: Variant, quantity: int, shown: int, number: int) -> list[tuple[Button, ...]]:
    if number < 2:
        return []

    def turned(by: int) -> links.ProductPicture:
        return links.ProductPicture(found.id, variant.id, quantity, (shown + by) % number)

    return [(Button("‹", turned(-1)), Button(f"{shown + 1} / {number}", links.Nothing()), Button("›", turned(1)))]


def _liking_rows(
    turn: Turn, found: Product, variant: Variant, quantity: int, extras: Extras
) -> list[tuple[Button, ...]]:
    """Return the heart, the way to tell others, what others say and what goes with it."""
    words = turn.words
    address = quote(f"https://t.me/{turn.bot_username}?start=p_{encode_id(found.id)}")
    share = Button(words.plain("button-share"), url=f"https://t.me/share/url?url={address}")
    if turn.inline_mode:
        share = Button(words.plain("button-share"), inline_query=variant.sku)
    heart = words.plain("button-liked" if extras.liked else "button-like")
    rows: list[tuple[Button, ...]] = [
        (Button(heart, links.Like(found.id, variant.id, quantity, int(not extras.liked))), share)
    ]
    more = []
    if extras.rating is not None:
        more.append(Button(words.plain("button-reviews", number=extras.reviews), links.Reviews(found.id)))
    if extras.goes_with:
        more.append(Button(words.plain("button-related"), links.Related(found.id, variant.id)))
    if more:
        rows.append(tuple(more))
    if in_app := turn.pages.product(words, turn.shop, found.id):
        rows.append(in_app)
    return rows


def related(turn: Turn, found: Product, link: links.Related, others: Sequence[ProductSummary]) -> Screen:
    """Return what goes with a product."""
    words = turn.words
    rows = tuple((in_list(words, turn.shop, one),) for one in others)
    back = Button(words.plain("button-back"), links.Product(found.id, link.variant))
    text = words("related-title" if rows else "related-nothing", title=words.pick(found.title))
    return Screen(text, (*rows, (back, Button(words.plain("button-menu"), links.Home()))))


def _stock_words(words: Words, variant: Variant) -> str:
    if variant.available <= 0:
        return "🔴 " + words("product-sold-out")
    if variant.available <= LOW:
        return "🟠 " + words("product-left", left=variant.available)
    return "🟢 " + words("product-in-stock")


def _option_rows(words: Words, found: Product, chosen: Variant, quantity: int) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    for option in found.options:
        buttons = []
        for value in option["values"]:
            target = _variant_with(found, chosen, option["code"], value["code"])
            if target is None:
                continue
            title = words.pick(value["title"])
            if chosen.options.get(option["code"]) == value["code"]:
                text = words.plain("option-chosen", title=title)
            elif target.available <= 0:
                text = words.plain("option-out", title=title)
            else:
                text = title
            buttons.append(Button(text[:40], links.Product(found.id, target.id, quantity)))
        if len(buttons) > 1:
            wide = across(max(len(button.text) for button in buttons))
            rows += [tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide)]
    return rows


def _variant_with(found: Product, chosen: Variant, option: str, value: str) -> Variant | None:
    """Return the variant nearest to the chosen one that has this value: same otherwise, else in stock."""
    wanted = {**chosen.options, option: value}
    exact = next((variant for variant in found.variants if variant.options == wanted), None)
    if exact is not None:
        return exact
    having = [variant for variant in found.variants if variant.options.get(option) == value]
    return next((variant for variant in having if variant.available > 0), having[0] if having else None)


def _buy_rows(words: Words, found: Product, variant: Variant, quantity: int, already: int) -> list[tuple[Button, ...]]:
    most = min(variant.available, 99)
    less = links.Product(found.id, variant.id, max(1, quantity - 1)) if quantity > 1 else links.Nothing()
    more = links.Product(found.id, variant.id, min(most, quantity + 1)) if quantity < most else links.Nothing()
    # Absolute, not "one more": a second tap on the same button changes nothing.
    target = min(most, already + quantity)
    rows: list[tuple[Button, ...]] = [
        (
            Button("−", less),
            Button(words.plain("quantity", quantity=quantity), links.Nothing()),
            Button("+", more),
        ),
        (
            Button(words.plain("button-add-to-cart"), links.AddToCart(found.id, variant.id, target)),
            Button(words.plain("button-buy-now"), links.BuyNow(variant.id, quantity)),
        ),
    ]
    if already:
        rows.append((Button(words.plain("button-in-cart", quantity=already), links.Cart()),))
    return rows


def results_title(words: Words, found: Found, *, narrow: bool = False) -> str:
    """Return what a search came to."""
    asked = cut(found.words, 60)
    if not found.total and not narrow:
        return words("search-suggested" if found.products else "search-nothing", words=asked)
    return words("search-near" if found.near else "search-found", words=asked, number=found.total)


def results(turn: Turn, where: links.Listing, found: Found) -> Screen:
    """Return a page of what a search found; with nothing found, what others like and the way on."""
    words = turn.words
    narrow = lists.filters_of(where).narrow
    text = results_title(words, found, narrow=narrow)
    if not found.total and narrow:
        text += "\n\n" + words("filter-nothing")
    return Screen(text, (*lists.products(turn, where, found), _onward(words)))


def ask_search(words: Words) -> Screen:
    """Return the question what to look for."""
    return Screen(words("search-ask"), (_onward(words),))


def not_understood(words: Words) -> Screen:
    """Return what can be done, after something without words."""
    return Screen(
        words("not-understood"),
        (
            _onward(words),
            (
                Button(words.plain("button-orders"), links.Orders()),
                Button(words.plain("button-help"), links.Help()),
            ),
        ),
        fresh=True,
    )


def _onward(words: Words) -> tuple[Button, ...]:
    return (
        Button(words.plain("button-catalogue"), links.Category()),
        Button(words.plain("button-menu"), links.Home()),
    )
