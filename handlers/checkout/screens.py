"""The steps of checkout and the confirmation (pure)."""

import html
from collections.abc import Sequence

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.orders.addresses import SavedAddress
from core.orders.cart import Cart, Delivery, ZoneProblem
from core.orders.checkout import Checkout, Step
from core.orders.contact import GIFT_NOTE_LIMIT, show_phone
from core.orders.pricing import Totals
from core.orders.view_orders import OrderView
from core.shops.zones import Zone, zone_name
from db.types.enums import CartKind, DeliveryKind

_SHOWN = 12
_MOST_ZONES = 40


def method_words(words: Words, method: str) -> str:
    """Return how a way to pay is called."""
    return words.plain(f"payment-{method}")


def _leave(words: Words, checkout: Checkout) -> tuple[Button, ...]:
    back = Button(words.plain("button-menu"), links.Home())
    if checkout.cart.kind is CartKind.CART:
        return (Button(words.plain("button-cart"), links.Cart()), back)
    line = checkout.cart.lines[0]
    return (Button(words.plain("button-back"), links.Product(line.product_id, line.variant_id)), back)


def delivery(turn: Turn, checkout: Checkout) -> Screen:
    """Return the ways of delivery with their price for this cart."""
    words = turn.words
    rows = _ways(words, checkout, checkout.deliveries)
    return Screen(words("checkout-delivery"), (*rows, _leave(words, checkout)))


def _ways(words: Words, checkout: Checkout, options: Sequence[Delivery]) -> list[tuple[Button, ...]]:
    return [
        (Button(_way(words, checkout.cart, option)[:60], links.PickDelivery(checkout.cart.id, option.id)),)
        for option in options
    ]


def _way(words: Words, cart: Cart, option: Delivery) -> str:
    title = words.pick(option.title)
    if option.computed:
        return words.plain("delivery-computed", title=title)
    if option.zoned:
        least = cart.in_currency(option.zones_from or 0)
        if not least:
            return words.plain("delivery-zoned-free", title=title)
        return words.plain("delivery-zoned", title=title, price=words.money(cart.money(least)))
    price = cart.delivery_price(option)
    if not price:
        return words.plain("delivery-free", title=title)
    return words.plain("delivery-priced", title=title, price=words.money(cart.money(price)))


def _others(words: Words, checkout: Checkout) -> list[tuple[Button, ...]]:
    """Return the other ways of delivery, to be taken at once."""
    chosen = checkout.cart.delivery
    return _ways(words, checkout, [one for one in checkout.deliveries if chosen is None or one.id != chosen.id])


def share_place(turn: Turn, *, zones: bool) -> Screen:
    """Return the button that sends where one is; `zones`: who cannot may choose one by name."""
    words = turn.words
    said = ("button-cannot-share", "button-back") if zones else ("button-back",)
    return Screen(
        words("checkout-share-place"),
        ask_location=words.plain("button-share-place"),
        said=tuple(words.plain(key) for key in said),
    )


def zone(turn: Turn, checkout: Checkout) -> Screen:
    """Return why the courier cannot be priced or sent, and what to do about it."""
    words, cart, chosen = turn.words, checkout.cart, checkout.cart.delivery
    others = _others(words, checkout)
    share = (Button(words.plain("button-share-place-ask"), links.SharePlace(cart.id)),)
    title, found = (chosen.title, chosen.zone) if chosen is not None else ({}, None)
    match cart.zone_problem:
        case ZoneProblem.LEAST:
            text = words(
                "checkout-zone-least",
                zone=zone_name(words, found) if found is not None else "",
                least=cart.money(cart.zone_least),
                goods=cart.money(cart.goods),
                missing=cart.money(cart.zone_least - cart.goods),
            )
            more = (Button(words.plain("button-shop-more"), links.Category()),)
            change = (Button(words.plain("button-change-address"), links.Checkout(cart.id, Step.ADDRESS)),)
            rows = [more, change, *others]
        case ZoneProblem.OUTSIDE:
            text = words("checkout-zone-outside", title=title, others="some" if others else "none")
            rows = [share, *others]
        case _:
            text = words("checkout-zone-ask", address=cart.address or "–")
            rows = [share, (Button(words.plain("button-cannot-share"), links.ChooseZone(cart.id)),)]
            if others:
                rows.append((Button(words.plain("button-other-delivery"), links.Checkout(cart.id, Step.DELIVERY)),))
    return Screen(text, (*rows, _leave(words, checkout)))


def zones(turn: Turn, checkout: Checkout, found: Sequence[Zone]) -> Screen:
    """Return the zones by name, each with its price, for who shares no location."""
    words, cart = turn.words, checkout.cart
    rows: list[tuple[Button, ...]] = []
    for one in found[:_MOST_ZONES]:
        name = zone_name(words, one)
        free = one.free_from is not None and cart.goods >= cart.in_currency(one.free_from)
        price = 0 if free else cart.in_currency(one.price)
        label = (
            words.plain("zone-priced", zone=name, price=words.money(cart.money(price)))
            if price
            else words.plain("zone-free", zone=name)
        )
        rows.append((Button(label[:60], links.ChooseZone(cart.id, one.id)),))
    back = (
        Button(words.plain("button-back"), links.Checkout(cart.id)),
        Button(words.plain("button-menu"), links.Home()),
    )
    text = words("checkout-zone-list" if found else "checkout-zone-none")
    return Screen(text, (*rows, *([] if found else _others(words, checkout)), back))


def quote(turn: Turn, checkout: Checkout) -> Screen:
    """The seller names the price of this delivery: ask for it."""
    words, cart = turn.words, checkout.cart
    title = cart.delivery.title if cart.delivery else {}
    rows = (
        (Button(words.plain("button-quote-ask"), links.AskQuote(cart.id)),),
        (Button(words.plain("button-change-delivery"), links.Checkout(cart.id, Step.DELIVERY)),),
        _leave(words, checkout),
    )
    return Screen(words("checkout-quote", title=title, address=cart.address or "–"), rows)


def address(turn: Turn, checkout: Checkout, saved: Sequence[SavedAddress]) -> Screen:
    """Return the question for an address, with those that are kept."""
    words, cart, chosen = turn.words, checkout.cart, checkout.cart.delivery
    if cart.point is not None and not cart.address:
        return _address_of_point(words, checkout)
    zoned = chosen is not None and chosen.zoned
    text = words("checkout-address-zoned" if zoned else "checkout-address")
    rows: list[tuple[Button, ...]] = [
        (Button(f"{_mark(cart, one)}{one.name}"[:60], links.PickAddress(cart.id, one.id)),) for one in saved
    ]
    if rows:
        text += "\n\n" + words("checkout-saved-addresses")
    elif cart.address:
        text += "\n\n" + words("checkout-address-known", address=cart.address)
    if zoned:
        rows.append((Button(words.plain("button-share-place-ask"), links.SharePlace(cart.id)),))
    if cart.address:
        rows.append((Button(words.plain("button-back"), links.Checkout(cart.id)),))
    return Screen(text, (*rows, _leave(words, checkout)))


def _mark(cart: Cart, one: SavedAddress) -> str:
    """Return what stands before a kept address: that it is the present one, that its place on the map is known."""
    return ("● " if one.address == cart.address else "") + ("📍 " if one.on_map else "")


def _address_of_point(words: Words, checkout: Checkout) -> Screen:
    """Return the question for the words that belong to a location: a map knows no house numbers."""
    cart, zone_ = checkout.cart, checkout.cart.delivery.zone if checkout.cart.delivery else None
    price = cart.totals().delivery
    text = words(
        "checkout-address-of-point",
        zone=zone_name(words, zone_) if zone_ is not None else "none",
        price=words.money(cart.money(price)) if price else "none",
    )
    other = (Button(words.plain("button-share-other"), links.SharePlace(cart.id)),)
    return Screen(text, (other, _leave(words, checkout)))


def phone(turn: Turn) -> Screen:
    """Return the question for a phone number, with the button that shares it."""
    return Screen(turn.words("checkout-phone"), ask_contact=turn.words.plain("button-share-phone"))


def payment(turn: Turn, checkout: Checkout) -> Screen:
    """Return the ways to pay."""
    words = turn.words
    rows = tuple(
        (Button(method_words(words, method), links.PickPayment(checkout.cart.id, method)),)
        for method in checkout.payment_methods
    )
    return Screen(words("checkout-payment"), (*rows, _leave(words, checkout)))


def pay_ways(words: Words, order: OrderView, ways: tuple[str, ...]) -> Screen:
    """Return the ways to pay an order that is placed already."""
    rows = tuple(
        (
            Button(
                ("● " if way == order.payment_method else "") + method_words(words, way), links.PickWay(order.id, way)
            ),
        )
        for way in ways
    )
    back = (Button(words.plain("button-back"), links.Order(order.id)),)
    text = words("pay-ways", number=str(order.number)) if ways else words("pay-way-none")
    return Screen(text, (*rows, back))


def gift_note(turn: Turn, checkout: Checkout) -> Screen:
    """Return the question for the words that go with a gift."""
    words, cart = turn.words, checkout.cart
    rows: list[tuple[Button, ...]] = []
    text = words("checkout-gift-note", limit=GIFT_NOTE_LIMIT)
    if cart.gift_note:
        text += "\n\n" + words("order-gift-note", note=cart.gift_note)
        rows.append((Button(words.plain("button-gift-note-drop"), links.DropGiftNote(cart.id)),))
    back = Button(words.plain("button-back"), links.Checkout(cart.id))
    return Screen(text, (*rows, (back,)))


def comment(turn: Turn, checkout: Checkout) -> Screen:
    """Return the question for a comment."""
    back = Button(turn.words.plain("button-back"), links.Checkout(checkout.cart.id))
    return Screen(turn.words("checkout-comment"), ((back,),))


def confirm(turn: Turn, checkout: Checkout, *, changed: bool = False) -> Screen:
    """Return the one confirmation screen with the full sum."""
    words, cart, totals = turn.words, checkout.cart, checkout.cart.totals()
    parts = [words("confirm-title")]
    if changed:
        parts += ["", words("confirm-changed")]
    parts.append("")
    for line in cart.lines[:_SHOWN]:
        options = words.pick(line.options_text)
        parts.append(
            words(
                "confirm-line",
                title=words.pick(line.title),
                options=Raw(f"\u00a0· {html.escape(options)}") if options else Raw(""),
                quantity=line.quantity,
                sum=cart.money(line.price * line.quantity),
            )
        )
    if len(cart.lines) > _SHOWN:
        parts.append(words("order-more-lines", count=len(cart.lines) - _SHOWN))
    parts += ["", *_delivery(words, checkout)]
    if cart.phone:
        parts.append(words("confirm-phone", phone=show_phone(cart.phone)))
    if cart.comment:
        parts.append(words("confirm-comment", comment=cart.comment))
    if cart.gift_note:
        parts.append(words("order-gift-note", note=cart.gift_note))
    if totals.to_pay:
        parts.append(words("confirm-payment", method=method_words(words, cart.payment_method or "")))
    parts += ["", *bill(words, cart, totals)]
    return Screen("\n".join(parts), tuple(_confirm_rows(turn, checkout, totals)))


def bill(words: Words, cart: Cart, totals: Totals) -> list[str]:
    """Return what the sum is made of, where it is more than goods and delivery, and what is left to pay."""
    lines = []
    if totals.discount and cart.promo is not None:
        lines.append(words("bill-promo", code=cart.promo.code, sum=cart.money(-totals.discount)))
    elif cart.promo_problem is not None:
        why = words.plain(f"promo-problem-{cart.promo_problem.value}")
        lines.append(words("bill-promo-idle", code=cart.promo_code or "", why=why))
    if totals.tax_added:
        lines.append(words("bill-tax-added", sum=cart.money(totals.tax_added)))
    if totals.rounding:
        lines.append(words("bill-rounding", sum=cart.money(totals.rounding)))
    if totals.gift:
        lines.append(words("bill-gift", hint=cart.gift_hint or "", sum=cart.money(-totals.gift)))
    if totals.points:
        lines.append(words("bill-points", sum=cart.money(-totals.points)))
    lines.append(words("confirm-total", sum=cart.money(totals.to_pay)))
    if totals.tax and not totals.tax_added:
        lines.append(words("bill-tax-included", sum=cart.money(totals.tax)))
    return lines


def _delivery(words: Words, checkout: Checkout) -> list[str]:
    cart, chosen = checkout.cart, checkout.cart.delivery
    if chosen is None:
        return []
    price = cart.totals().delivery
    title = words.pick(chosen.title)
    icon = "🏬" if chosen.kind is DeliveryKind.PICKUP else "🚚"
    parts = [
        words("confirm-delivery", icon=icon, title=title, price=cart.money(price))
        if price
        else words("confirm-delivery-free", icon=icon, title=title)
    ]
    if chosen.zone is not None:
        key = "confirm-zone" if cart.point is not None else "confirm-zone-chosen"
        parts.append(words(key, zone=zone_name(words, chosen.zone)))
    if chosen.kind is DeliveryKind.COURIER and cart.address:
        parts.append(words("confirm-address", address=cart.address))
    elif words.pick(chosen.details):
        parts.append(words("confirm-details", details=words.pick(chosen.details)))
    return parts


def _confirm_rows(turn: Turn, checkout: Checkout, totals: Totals) -> list[tuple[Button, ...]]:
    words, cart = turn.words, checkout.cart
    sum_ = words.money(cart.money(totals.to_pay))
    confirm = Button(words.plain("button-confirm", sum=sum_), links.Confirm(cart.id, totals.to_pay))
    rows: list[tuple[Button, ...]] = [(confirm,)]
    changes = []
    if len(checkout.deliveries) > 1:
        changes.append(Button(words.plain("button-change-delivery"), links.Checkout(cart.id, Step.DELIVERY)))
    if cart.delivery is not None and cart.delivery.kind is DeliveryKind.COURIER:
        changes.append(Button(words.plain("button-change-address"), links.Checkout(cart.id, Step.ADDRESS)))
    if not cart.digital:
        changes.append(Button(words.plain("button-change-phone"), links.Checkout(cart.id, Step.PHONE)))
    if len(checkout.payment_methods) > 1 and totals.to_pay:
        changes.append(Button(words.plain("button-change-payment"), links.Checkout(cart.id, Step.PAYMENT)))
    changes.append(Button(words.plain("button-comment"), links.Checkout(cart.id, "comment")))
    if not cart.digital:
        changes.append(Button(words.plain("button-gift-note"), links.Checkout(cart.id, "gift")))
    rows += [tuple(changes[start : start + 2]) for start in range(0, len(changes), 2)]
    if not cart.digital:
        rows += [(button,) for button in _benefit_buttons(words, cart, totals)]
    rows.append(_leave(words, checkout))
    return rows


def _benefit_buttons(words: Words, cart: Cart, totals: Totals) -> list[Button]:
    used = cart.promo_code is not None or cart.gift_card_id is not None
    code = links.DropCodes(cart.id) if used else links.Checkout(cart.id, "code")
    buttons = [Button(words.plain("button-code-drop" if used else "button-code"), code)]
    if cart.points_balance:
        sum_ = words.money(cart.money(totals.points or cart.points_balance))
        name = "button-points-keep" if cart.use_points else "button-points-use"
        buttons.append(Button(words.plain(name, sum=sum_), links.UsePoints(cart.id, 0 if cart.use_points else 1)))
    if len(cart.currencies) > 1:
        buttons.append(
            Button(words.plain("button-currency", currency=cart.currency), links.Checkout(cart.id, "currency"))
        )
    return buttons


def code(turn: Turn, checkout: Checkout) -> Screen:
    """Return the question for a promo code or a gift card."""
    back = Button(turn.words.plain("button-back"), links.Checkout(checkout.cart.id))
    return Screen(turn.words("checkout-code"), ((back,),), placeholder=turn.words.plain("checkout-code-placeholder"))


def currency(turn: Turn, checkout: Checkout) -> Screen:
    """Return the currencies the shop sells in."""
    cart = checkout.cart
    rows = tuple(
        (Button(("● " if code == cart.currency else "") + code, links.PickCurrency(cart.id, code)),)
        for code in cart.currencies
    )
    back = (Button(turn.words.plain("button-back"), links.Checkout(cart.id)),)
    return Screen(turn.words("checkout-currency"), (*rows, back))
