"""Ways of delivery as screens (pure)."""

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.shops.deliveries import DeliveryView
from db.types.enums import DeliveryKind


def deliveries(turn: Turn, found: list[DeliveryView]) -> Screen:
    """Return every way, a button each, and the ways to add one."""
    words = turn.words
    rows: list[tuple[Button, ...]] = []
    for one in found:
        price = words.money(turn.shop.money(one.price)) if one.price else words.plain("delivery-is-free")
        label = f"{'●' if one.active else '○'} {words.pick(one.title)} · {price}"
        rows.append((Button(label[:60], links.DeliveryOption(one.id)),))
    rows.append(
        (
            Button(words.plain("button-new-pickup"), links.NewDelivery(DeliveryKind.PICKUP.value)),
            Button(words.plain("button-new-courier"), links.NewDelivery(DeliveryKind.COURIER.value)),
        )
    )
    return Screen(words("delivery-ways-title" if found else "delivery-ways-none"), tuple(rows))


def delivery(turn: Turn, one: DeliveryView) -> Screen:
    """Return one way with a button for each of its fields."""
    words = turn.words
    details = words.pick(one.details)
    text = words(
        "delivery-view",
        title=words.pick(one.title),
        kind=words.plain(f"way-delivery-{one.kind.value}"),
        state="on" if one.active else "off",
        price="computed" if one.computed else words.money(turn.shop.money(one.price)) if one.price else "none",
        free=words.money(turn.shop.money(one.free_from)) if one.free_from is not None else "none",
        details=details or "none",
    )

    def field(key: str, what: str) -> Button:
        return Button(words.plain(key), links.DeliveryOption(one.id, what))

    rows = (
        (field("button-delivery-title", "title"), field("button-delivery-details", "details")),
        (
            Button(
                ("☑ " if one.computed else "☐ ") + words.plain("button-delivery-computed"),
                links.DeliveryOption(one.id, "computed"),
            ),
        ),
        *(() if one.computed else ((field("button-delivery-price", "price"), field("button-delivery-free", "free")),)),
        (
            Button(
                ("☑ " if one.cash_allowed else "☐ ") + words.plain("button-delivery-cash"),
                links.DeliveryOption(one.id, "cash"),
            ),
            field("button-way-off" if one.active else "button-way-on", "active"),
        ),
        (Button(words.plain("button-back"), links.Deliveries()),),
    )
    return Screen(text, rows)


def ask(words: Words, what: str, one: DeliveryView | None = None) -> Screen:
    """Return a question for a value."""
    back = links.DeliveryOption(one.id) if one is not None else links.Deliveries()
    text = words(f"delivery-ask-{what}")
    return Screen(text, ((Button(words.plain("button-back"), back),),), question=text)
