"""Buttons that open an exact page of ours inside Telegram: the shop's Mini App, the staff's dashboard.

Telegram has them in private chats only, and opens nothing but HTTPS; where that cannot be, there is no such button.
"""

from dataclasses import dataclass

from bot.screen import Button
from core.kit.i18n.words import Words
from core.shops.shop import Shop
from db.types.ids import encode_id


@dataclass(frozen=True, slots=True)
class Pages:
    """Where people's browsers reach this application; None: they cannot."""

    url: str | None = None

    def shop(self, words: Words, shop: Shop, path: str = "") -> tuple[Button, ...]:
        """Return the button of a page of the shop, or nothing. `path`: `/cart`, `/p/…`."""
        return self._button(words, "button-in-app", f"/s/{shop.slug}{path}")

    def product(self, words: Words, shop: Shop, product_id: int) -> tuple[Button, ...]:
        """Return the button of a product's page, or nothing."""
        return self.shop(words, shop, f"/p/{encode_id(product_id)}")

    def order(self, words: Words, shop: Shop, order_id: int) -> tuple[Button, ...]:
        """Return the button of an order's page, or nothing."""
        return self.shop(words, shop, f"/orders/{encode_id(order_id)}")

    def dashboard(self, words: Words, shop: Shop) -> tuple[Button, ...]:
        """Return the button of the dashboard, or nothing."""
        return self._button(words, "button-dashboard", f"/manage/?shop={shop.slug}")

    def _button(self, words: Words, key: str, path: str) -> tuple[Button, ...]:
        return (Button(words.plain(key), app=f"{self.url}{path}"),) if self.url is not None else ()
