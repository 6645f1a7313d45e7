"""Where an order goes: its zone and its place on the map, as staff and couriers read it (pure)."""

from urllib.parse import quote_plus

from core.kit.i18n.words import Words
from core.orders.view_orders import OrderView

_POINTS = {"ru": "https://yandex.ru/maps/?pt={1},{0}&z=17&l=map", "en": "https://maps.google.com/?q={0},{1}"}
_WORDS = {
    "ru": "https://yandex.ru/maps/?text={}",
    "en": "https://www.google.com/maps/search/?api=1&query={}",
}


def map_url(words: Words, order: OrderView) -> str | None:
    """Return the map of where it goes: the very place if the buyer shared it, else what was typed."""
    if order.point is not None:
        return _POINTS[words.language].format(*order.point.degrees)
    return _WORDS[words.language].format(quote_plus(order.address)) if order.address else None


def zone_lines(words: Words, order: OrderView) -> list[str]:
    """Return the zone that a courier was priced by; what the buyer only said is to be checked."""
    if order.delivery_zone is None:
        return []
    return [words("order-zone-check" if order.zone_chosen else "order-zone", zone=order.delivery_zone)]
