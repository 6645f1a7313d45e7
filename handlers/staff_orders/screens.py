"""Staff's lists of orders and the questions of a card (pure)."""

from collections.abc import Sequence

from bot import links
from bot.order_card import ICONS
from bot.screen import Button, Screen
from core.kit.i18n.words import Words
from core.orders.view_orders import OrderSummary, OrderView
from db.types.enums import OrderStatus as S
from db.types.money import Money

GROUPS: dict[str, tuple[S, ...]] = {
    "new": (S.AWAITING_CONFIRMATION,),
    "paid": (S.CONFIRMED,),
    "sent": (S.FULFILLING,),
    "problem": (S.ON_HOLD,),
    "unpaid": (S.AWAITING_PAYMENT,),
    "done": (S.DELIVERED, S.COMPLETED, S.CANCELLED, S.EXPIRED),
}
# Lists that are no statuses.
TODAY, MINE = "today", "mine"
LISTS = (*GROUPS, TODAY, MINE)
REASONS = ("out", "customer", "address", "other")


def _row(words: Words, order: OrderSummary) -> tuple[Button, ...]:
    text = words.plain(
        "staff-orders-row",
        icon=ICONS[order.status],
        number=str(order.number),
        name=order.customer_name[:20],
        sum=words.money(Money(order.total, order.currency)),
    )
    return (Button(text[:60], links.StaffOrder(order.id)),)


def orders(words: Words, group: str, found: Sequence[OrderSummary], *, more: bool) -> Screen:
    """Return one group of orders with the way to the other groups."""
    key = "staff-orders-title" if found else "staff-orders-empty"
    rows = [_row(words, order) for order in found]
    if more:
        rows.append((Button(words.plain("button-older"), links.StaffOrders(group, found[-1].id)),))
    tabs = [
        Button(
            words.plain("option-chosen", title=words.plain(f"group-{other}"))
            if other == group
            else words.plain(f"group-{other}"),
            links.StaffOrders(other),
        )
        for other in LISTS
    ]
    rows += [tuple(tabs[start : start + 2]) for start in range(0, len(tabs), 2)]
    return Screen(words(key, group=words.plain(f"group-{group}")), tuple(rows))


def found_orders(words: Words, asked: str, found: Sequence[OrderSummary]) -> Screen:
    """Return orders found by name or phone."""
    if not found:
        return Screen(words("find-nothing", words=asked[:60]), fresh=True)
    return Screen(words("staff-orders-found", words=asked[:60]), tuple(_row(words, order) for order in found))


def ask_tracking(words: Words, order: OrderView) -> Screen:
    """Return the question for a tracking number."""
    rows = (
        (Button(words.plain("button-ship-without"), links.StaffStep(order.id, "notrack")),),
        (Button(words.plain("button-back"), links.StaffOrder(order.id)),),
    )
    number = str(order.number)
    return Screen(
        words("ship-ask-tracking", number=number),
        rows,
        question=words("ship-reply-tracking", number=number),
        placeholder=words.plain("ship-placeholder"),
    )


def ask_reason(words: Words, order: OrderView) -> Screen:
    """Return the ready reasons for cancelling."""
    rows = tuple((Button(words.plain(f"reason-{code}"), links.StaffCancel(order.id, code)),) for code in REASONS)
    back = (Button(words.plain("button-back"), links.StaffOrder(order.id)),)
    return Screen(words("cancel-choose-reason", number=str(order.number)), (*rows, back))
