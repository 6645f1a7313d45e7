"""The menu, the language screen and the list of shops (pure)."""

from collections.abc import Sequence

from bot import links
from bot.screen import Button, Photo, Screen
from bot.turn import Turn
from core.kit.i18n.words import LANGUAGES, Raw, Words
from core.orders.cart import CartSummary
from core.shops.shop import Shop


def _cover(turn: Turn) -> Photo | None:
    media = turn.shop.cover_media_id
    return Photo(media, turn.cover_file_id) if media is not None else None


def home(turn: Turn, cart: CartSummary) -> Screen:
    """Return the shop's menu: cover, greeting, and every way onward."""
    words = turn.words
    text = words(
        "home",
        shop=words.pick(turn.shop.title),
        greeting=words.pick(turn.shop.greeting) or words.plain("home-greeting"),
    )
    if turn.actor.role is not None:
        text += "\n\n" + words("home-staff", role=Raw(words(f"role-{turn.actor.role.value}")))
    basket = words.plain("button-cart")
    if cart.pieces:
        total = words.money(turn.shop.money(cart.amount)) if cart.amount is not None else "none"
        basket = words.plain("button-cart-filled", pieces=cart.pieces, sum=total)
    rows: list[tuple[Button, ...]] = [
        (
            Button(words.plain("button-catalogue"), links.Category()),
            Button(words.plain("button-search"), links.Search()),
        ),
        (Button(basket, links.Cart()), *turn.pages.shop(words, turn.shop)),
        (
            Button(words.plain("button-orders"), links.Orders()),
            Button(words.plain("button-favourites"), links.Favourites()),
        ),
        (
            Button(words.plain("button-profile"), links.Profile()),
            Button(words.plain("button-help"), links.Help()),
        ),
        (Button(words.plain("button-language"), links.ChooseLanguage()),),
    ]
    if turn.actor.is_staff and (dashboard := turn.pages.dashboard(words, turn.shop)):
        rows.insert(0, dashboard)
    if turn.shop_count > 1:
        rows.append((Button(words.plain("button-shops"), links.ChooseShop()),))
    return Screen(text, tuple(rows), _cover(turn))


def language(words: Words) -> Screen:
    """Return the choice of languages."""
    rows = tuple((Button(words.plain(f"lang-{code}"), links.ChooseLanguage(code)),) for code in LANGUAGES)
    return Screen(words("choose-language-plain"), (*rows, (Button(words.plain("button-menu"), links.Home()),)))


def shops(words: Words, found: Sequence[Shop]) -> Screen:
    """Return the shops this bot serves."""
    rows = tuple((Button(words.pick(shop.title)[:60], links.ChooseShop(shop.id)),) for shop in found[:30])
    return Screen(words("shops-title"), (*rows, (Button(words.plain("button-menu"), links.Home()),)))
