"""The steps of checkout and the confirmation (pure)."""

import html

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.orders.checkout import Checkout, Step
from core.orders.contact import show_phone
from core.orders.pricing import delivery_price
from db.types.enums import CartKind, DeliveryKind
from db.types.ids import OrderId
from payments.protocol import Transfer

METHOD_WORDS = {"telegram": "payment-telegram", "cash": "payment-cash"}
_SHOWN = 12


def method_words(words: Words, method: str) -> str:
    """Return how a way to pay is called."""
    return words.plain(METHOD_WORDS.get(method, "payment-telegram"))


def transfer(turn: Turn, order_id: OrderId, transfer: Transfer) -> Screen:
    """Return where to send the money by hand, each value to be copied with a tap."""
    words = turn.words
    parts = [words("transfer-title"), ""]
    parts += [words("transfer-field", name=words.plain(name), value=value) for name, value in transfer.fields]
    parts += ["", words("transfer-proof" if transfer.proof else "transfer-watched")]
    rows: list[tuple[Button, ...]] = []
    if transfer.url:
        rows.append((Button(words.plain("button-open-wallet"), url=transfer.url),))
    rows.append((Button(words.plain("button-open-order"), links.Order(order_id)),))
    return Screen("\n".join(parts), tuple(rows))


def _leave(words: Words, checkout: Checkout) -> tuple[Button, ...]:
    back = Button(words.plain("button-menu"), links.Home())
    if checkout.cart.kind is CartKind.CART:
        return (Button(words.plain("button-cart"), links.Cart()), back)
    line = checkout.cart.lines[0]
    return (Button(words.plain("button-back"), links.Product(line.product_id, line.variant_id)), back)


def delivery(turn: Turn, checkout: Checkout) -> Screen:
    """Return the ways of delivery with their price for this cart."""
    words, goods = turn.words, checkout.cart.totals().goods
    rows: list[tuple[Button, ...]] = []
    for option in checkout.deliveries:
        price = delivery_price(option.price, option.free_from, goods)
        title = words.pick(option.title)
        text = (
            words.plain("delivery-priced", title=title, price=words.money(turn.shop.money(price)))
            if price
            else words.plain("delivery-free", title=title)
        )
        rows.append((Button(text[:60], links.PickDelivery(checkout.cart.id, option.id)),))
    return Screen(words("checkout-delivery"), (*rows, _leave(words, checkout)))


def address(turn: Turn, checkout: Checkout) -> Screen:
    """Return the question for an address."""
    words = turn.words
    text = words("checkout-address")
    rows: list[tuple[Button, ...]] = []
    if checkout.cart.address:
        text += "\n\n" + words("checkout-address-known", address=checkout.cart.address)
        rows.append((Button(words.plain("button-back"), links.Checkout(checkout.cart.id)),))
    return Screen(text, (*rows, _leave(words, checkout)))


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
                sum=turn.shop.money(line.price * line.quantity),
            )
        )
    if len(cart.lines) > _SHOWN:
        parts.append(words("order-more-lines", count=len(cart.lines) - _SHOWN))
    parts += ["", *_delivery(words, turn, checkout)]
    if cart.phone:
        parts.append(words("confirm-phone", phone=show_phone(cart.phone)))
    if cart.comment:
        parts.append(words("confirm-comment", comment=cart.comment))
    parts.append(words("confirm-payment", method=method_words(words, cart.payment_method or "")))
    parts += ["", words("confirm-total", sum=turn.shop.money(totals.total))]
    return Screen("\n".join(parts), tuple(_confirm_rows(turn, checkout, totals.total)))


def _delivery(words: Words, turn: Turn, checkout: Checkout) -> list[str]:
    cart, chosen = checkout.cart, checkout.cart.delivery
    if chosen is None:
        return []
    price = cart.totals().delivery
    title = words.pick(chosen.title)
    parts = [
        words("confirm-delivery", title=title, price=turn.shop.money(price))
        if price
        else words("confirm-delivery-free", title=title)
    ]
    if chosen.kind is DeliveryKind.COURIER and cart.address:
        parts.append(words("confirm-address", address=cart.address))
    elif words.pick(chosen.details):
        parts.append(words("confirm-details", details=words.pick(chosen.details)))
    return parts


def _confirm_rows(turn: Turn, checkout: Checkout, total: int) -> list[tuple[Button, ...]]:
    words, cart = turn.words, checkout.cart
    sum_ = words.money(turn.shop.money(total))
    rows: list[tuple[Button, ...]] = [(Button(words.plain("button-confirm", sum=sum_), links.Confirm(cart.id, total)),)]
    changes = []
    if len(checkout.deliveries) > 1:
        changes.append(Button(words.plain("button-change-delivery"), links.Checkout(cart.id, Step.DELIVERY)))
    if cart.delivery is not None and cart.delivery.kind is DeliveryKind.COURIER:
        changes.append(Button(words.plain("button-change-address"), links.Checkout(cart.id, Step.ADDRESS)))
    changes.append(Button(words.plain("button-change-phone"), links.Checkout(cart.id, Step.PHONE)))
    if len(checkout.payment_methods) > 1:
        changes.append(Button(words.plain("button-change-payment"), links.Checkout(cart.id, Step.PAYMENT)))
    rows += [tuple(changes[start : start + 2]) for start in range(0, len(changes), 2)]
    key = "button-change-comment" if cart.comment else "button-comment"
    rows.append((Button(words.plain(key), links.Checkout(cart.id, "comment")),))
    rows.append(_leave(words, checkout))
    return rows
