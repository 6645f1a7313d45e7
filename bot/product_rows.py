"""Products as buttons: what every list of them has in common (pure)."""

from bot import links
from bot.screen import Button
from core.kit.i18n.words import Words
from core.shops.catalogue import ProductSummary
from core.shops.shop import Shop
from db.types.money import Money

_LIST_TITLE = 40
# A button of half a phone's width shows so many characters; longer words get a row of their own.
HALF_ROW = 16


def cut(text: str, limit: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def price_of(shop: Shop, amount: int, *, in_stars: bool) -> Money:
    """Return a price in the shop's currency, or in Stars."""
    return Money(amount, "XTR") if in_stars else shop.money(amount)


def label(words: Words, shop: Shop, product: ProductSummary) -> str:
    """Return a product in a line: its title and price."""
    title = cut(words.pick(product.title), _LIST_TITLE)
    if product.available <= 0:
        return words.plain("product-in-list-out", title=title)
    key = "product-in-list" if product.min_price == product.max_price else "product-in-list-from"
    price = words.money(price_of(shop, product.min_price, in_stars=product.in_stars))
    return words.plain(key, title=title, price=price)


def in_list(words: Words, shop: Shop, product: ProductSummary) -> Button:
    """Return a product's row in a list."""
    return Button(label(words, shop, product), links.Product(product.id))


def across(longest: int) -> int:
    """Return how many buttons of this many characters a phone shows in one row without cutting their words."""
    return 4 if longest <= 5 else 3 if longest <= 8 else 2 if longest <= HALF_ROW else 1
