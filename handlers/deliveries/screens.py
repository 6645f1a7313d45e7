"""Packing, couriers and deliveries as screens (pure)."""

import html
from collections.abc import Sequence

from bot import links
from bot.order_card import ICONS
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.orders.contact import show_phone
from core.orders.couriers import Courier, Delivery
from core.orders.packing import PackingLine
from core.orders.view_orders import OrderView
from db.types.enums import OrderStatus, ShipmentStatus
from db.types.money import Money


def packing(turn: Turn, order: OrderView, lines: Sequence[PackingLine]) -> Screen:
    """Return the packing list: what, how many, where it lies, and what the buyer asked for."""
    words = turn.words
    parts = [words("packing-title", number=str(order.number)), ""]
    for one in lines:
        options = words.pick(one.line.options_text)
        places = ", ".join(words.plain("stock-place", name=name, count=count) for name, count in one.places)
        parts.append(
            words(
                "packing-line",
                count=one.quantity,
                sku=one.line.sku,
                title=words.pick(one.line.title),
                options=Raw(f"\u00a0· {html.escape(options)}") if options else Raw(""),
                places=places or "none",
            )
        )
    parts += ["", words("packing-pieces", count=sum(one.quantity for one in lines))]
    parts.append(words("order-delivery", icon="🚚", title=words.pick(order.delivery_title)))
    if order.address:
        parts.append(words("order-address", address=order.address))
    parts.append(words("staff-order-customer", customer=order.customer_name))
    if order.comment:
        parts.append(words("staff-order-comment", comment=order.comment))
    back = (Button(words.plain("button-open-order"), links.StaffOrder(order.id)),)
    return Screen("\n".join(parts), (back,), fresh=True)


def couriers(turn: Turn, order: OrderView, team: list[Courier]) -> Screen:
    """Return who may bring an order."""
    words = turn.words
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                words.plain("option-chosen", title=f"{one.name} · {words.plain(f'role-{one.role.value}')}")
                if one.chosen
                else f"{one.name} · {words.plain(f'role-{one.role.value}')}",
                links.AssignCourier(order.id, one.person_id),
            ),
        )
        for one in team
    ]
    if any(one.chosen for one in team):
        rows.append((Button(words.plain("button-courier-none"), links.AssignCourier(order.id, 1)),))
    rows.append((Button(words.plain("button-back"), links.StaffOrder(order.id)),))
    return Screen(words("courier-choose", number=str(order.number)), tuple(rows))


def deliveries(words: Words, found: Sequence[Delivery]) -> Screen:
    """Return what a courier has to bring, a button each."""
    rows: list[tuple[Button, ...]] = []
    for one in found:
        icon = "🚚" if one.shipment is ShipmentStatus.HANDED_OVER else ICONS[OrderStatus.FULFILLING]
        rows.append(
            (Button(f"{icon} {one.number} · {one.address or one.customer_name}"[:60], links.MyDelivery(one.id)),)
        )
    menu = (Button(words.plain("button-menu"), links.Home()),)
    key = "deliveries-title" if found else "deliveries-none"
    return Screen(words(key, count=len(found)), (*rows, menu))


def _back(words: Words, order: OrderView) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.MyDelivery(order.id)),)


def sure(words: Words, order: OrderView) -> Screen:
    """Return the question whether the buyer really did not take it."""
    yes = (Button(words.plain("button-refused-sure"), links.MyDelivery(order.id, "sure")),)
    return Screen(words("delivery-ask-refused", number=str(order.number)), (yes, _back(words, order)))


def ask_less(words: Words, order: OrderView) -> Screen:
    """Return the question how much the buyer paid."""
    text = words("delivery-ask-less", number=str(order.number), sum=Money(max(order.owed, 0), order.currency))
    return Screen(text, (_back(words, order),), question=text)


def ask_photo(words: Words, order: OrderView) -> Screen:
    """Return the question for a picture."""
    text = words("delivery-ask-photo", number=str(order.number))
    return Screen(text, (_back(words, order),), question=text)


def phone(words: Words, order: OrderView) -> Screen:
    """Return the buyer's number in a message of its own: a tap on it calls."""
    text = words("delivery-call", name=order.customer_name, phone=show_phone(order.phone) if order.phone else "—")
    return Screen(text, (_back(words, order),))
