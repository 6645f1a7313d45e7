"""Ways of delivery as screens (pure)."""

from bot import links
from bot.screen import Button, Rows, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.shops.deliveries import DeliveryView
from db.types.enums import DeliveryKind


def deliveries(turn: Turn, found: list[DeliveryView]) -> Screen:
    """Return every way, a button each, and the ways to add one."""
    words = turn.words
    rows: list[tuple[Button, ...]] = []
    for one in found:
        title = words.pick(one.title)
        named = words.plain("delivery-computed", title=title) if one.computed else f"{title} · {_price(turn, one)}"
        label = f"{'●' if one.active else '○'} {named}"
        rows.append((Button(label[:60], links.DeliveryOption(one.id)),))
    rows.append(
        (
            Button(words.plain("button-new-pickup"), links.NewDelivery(DeliveryKind.PICKUP.value)),
            Button(words.plain("button-new-courier"), links.NewDelivery(DeliveryKind.COURIER.value)),
        )
    )
    return Screen(words("delivery-ways-title" if found else "delivery-ways-none"), tuple(rows))


def _price(turn: Turn, one: DeliveryView) -> str:
    words = turn.words
    if one.computed or one.zoned:
        return words.plain("delivery-by-zone" if one.zoned else "delivery-by-seller")
    return words.money(turn.shop.money(one.price)) if one.price else words.plain("delivery-is-free")


def delivery(turn: Turn, one: DeliveryView) -> Screen:
    """Return one way with a button for each of its fields."""
    words = turn.words
    details, fixed = words.pick(one.details), not (one.computed or one.zoned)
    text = words(
        "delivery-view",
        title=words.pick(one.title),
        kind=words.plain(f"way-delivery-{one.kind.value}"),
        state="on" if one.active else "off",
        price=_price(turn, one),
        free=words.money(turn.shop.money(one.free_from)) if fixed and one.free_from is not None else "none",
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
        *(((field("button-delivery-price", "price"), field("button-delivery-free", "free")),) if fixed else ()),
        *(_zones(turn, one) if one.kind is DeliveryKind.COURIER else ()),
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


def _zones(turn: Turn, one: DeliveryView) -> Rows:
    words = turn.words
    to_zones = Button(words.plain("button-delivery-zones", count=one.zones), links.Zones(one.id))
    if not one.zones:
        return ((to_zones,),)
    switch = ("☑ " if one.zoned else "☐ ") + words.plain("button-delivery-zoned")
    return ((Button(switch, links.DeliveryOption(one.id, "zoned")), to_zones),)


def ask(words: Words, what: str, one: DeliveryView | None = None) -> Screen:
    """Return a question for a value."""
    back = links.DeliveryOption(one.id) if one is not None else links.Deliveries()
    text = words(f"delivery-ask-{what}")
    return Screen(text, ((Button(words.plain("button-back"), back),),), question=text)
