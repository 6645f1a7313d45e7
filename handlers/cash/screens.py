"""Purses of couriers and what was paid short (pure)."""

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.orders.cash import Purse, Short
from core.orders.view_orders import OrderView
from db.types.ids import new_id
from db.types.money import Money


def ask_short(words: Words, order: OrderView) -> Screen:
    """Return the question how much was paid at the door."""
    owed = Money(max(order.owed, 0), order.currency)
    back = (Button(words.plain("button-back"), links.StaffOrder(order.id)),)
    text = words("cash-ask-short", number=str(order.number), sum=owed)
    return Screen(text, (back,), question=text, placeholder=words.plain("cash-placeholder"))


def ask_counted(words: Words) -> Screen:
    """Return the question how much was counted."""
    back = (Button(words.plain("button-back"), links.Purses()),)
    return Screen(words("cash-ask-counted"), (back,), question=words("cash-ask-counted"))


def purses(turn: Turn, held: list[Purse], short: list[Short]) -> Screen:
    """Return what couriers hold, with a button for each, and what buyers still owe."""
    words = turn.words
    parts, rows = [words("cash-title"), ""], []
    for purse in held:
        sum_ = Money(purse.amount, purse.currency)
        since = words.when(purse.since, turn.shop.timezone)
        parts.append(words("cash-purse", name=purse.courier_name, orders=purse.orders, sum=sum_, since=since))
        nonce = new_id()
        brought = words.plain("button-cash-all", name=purse.courier_name, sum=words.money(sum_))
        rows.append((Button(brought[:60], links.CountPurse(purse.courier_id, purse.currency, 1, nonce)),))
        other = links.CountPurse(purse.courier_id, purse.currency, 0, nonce)
        rows.append((Button(words.plain("button-cash-other", name=purse.courier_name)[:60], other),))
    if not held:
        parts.append(words("cash-none"))
    if short:
        parts += ["", words("cash-short-title")]
    for one in short:
        missing = Money(one.due - one.collected, one.currency)
        parts.append(words("cash-short", number=str(one.number), sum=missing, name=one.courier_name))
        label = words.plain("button-cash-forgive", number=str(one.number), sum=words.money(missing))
        rows.append((Button(label, links.Forgive(one.order_id)),))
    return Screen("\n".join(parts), tuple(rows))
