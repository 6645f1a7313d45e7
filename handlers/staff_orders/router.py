"""Orders for staff: lists, cards, and the steps Accept · Pack · Ship · Deliver · Cancel."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.order_card import staff_card
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import words_of
from core.orders.cancel_order import CancelOrder
from core.orders.fulfil_order import FulfilOrder
from core.orders.view_orders import OrderView, ViewOrders
from db.types.ids import OrderId, RefundId
from handlers.staff_orders import screens
from handlers.staff_orders.parsing import read_list
from payments.refund_payment import RefundPayment

conversation = Conversation("staff_orders")
TRACKING = "staff_orders.tracking"


@conversation.command("orders", staff=True)
async def orders_command(turn: Turn, args: str, view: ViewOrders) -> Reply:
    """`/orders [new|paid|sent|done|unpaid|problem|today|mine]`, or a number, phone or name to find orders by."""
    asked = read_list(args)
    if asked is None:
        return screens.found_orders(turn.words, args, await view.find(turn.actor, args.strip().lstrip("#№").strip()))
    return await _group(turn, asked, 0, view)


@conversation.tap(links.StaffOrders)
async def orders(turn: Turn, link: links.StaffOrders, view: ViewOrders) -> Reply:
    """Show a group of orders."""
    return await _group(turn, link.group if link.group in screens.LISTS else "new", link.before, view)


async def _group(turn: Turn, group: str, before: int, view: ViewOrders) -> Reply:
    match group:
        case screens.TODAY:
            found, more = await view.today(turn.actor, turn.shop.timezone, before=before)
        case screens.MINE:
            found, more = await view.worked_on(turn.actor, before=before)
        case _:
            found, more = await view.in_status(turn.actor, screens.GROUPS[group], before=before)
    return screens.orders(turn.words, group, found, more=more)


@conversation.command("order", staff=True)
async def order_command(turn: Turn, args: str, view: ViewOrders) -> Reply:
    """`/order N`: an order's card. A phone or a name finds orders, as `/orders` does."""
    digits = args.strip().lstrip("#№").strip()
    if not digits:
        return Screen(turn.words("usage-order"))
    if not digits.isdecimal() or len(digits) > 15:
        found = await view.find(turn.actor, digits)
        shown = screens.found_orders(turn.words, args, found)
        return shown if found else replace(shown, text=f"{shown.text}\n\n{turn.words('usage-order')}")
    try:
        order = await view.by_number(turn.actor, int(digits))
    except NotFound:
        return Screen(turn.words("order-number-unknown", number=str(int(digits))))
    return _card(turn, order)


def _card(turn: Turn, order: OrderView) -> Screen:
    card = staff_card(turn.words, turn.shop, order, turn.actor.role if turn.private else None)
    if card.rows or not turn.private:
        return card
    # Nothing is left to do with it: the way goes on to the others.
    return replace(card, rows=((Button(turn.words.plain("button-orders"), links.StaffOrders()),),))


@conversation.tap(links.StaffOrder)
async def order(turn: Turn, link: links.StaffOrder, view: ViewOrders) -> Reply:
    """Show an order's card."""
    return _card(turn, await view.for_staff(turn.actor, OrderId(link.order)))


@conversation.tap(links.StaffStep)
async def step(turn: Turn, link: links.StaffStep, fulfil: FulfilOrder, view: ViewOrders) -> Reply:
    """Take an order one step on. What another member did already is said, not done twice."""
    order_id = OrderId(link.order)
    match link.step:
        case "accept":
            done = await fulfil.accept(turn.actor, order_id)
        case "pack":
            done = await fulfil.pack(turn.actor, order_id)
        case "ship":
            found = await view.for_staff(turn.actor, order_id)
            await turn.ask(TRACKING, order=int(order_id))
            asking = screens.ask_tracking(turn.words, found)
            # In a group the card stays readable for all; the question goes below it, to the one who pressed.
            return asking if turn.private else replace(asking, text=_card(turn, found).text)
        case "notrack":
            done = await fulfil.ship(turn.actor, order_id)
        case "deliver":
            done = await fulfil.deliver(turn.actor, order_id)
        case "back":
            done = await fulfil.came_back(turn.actor, order_id)
        case _:
            raise BadInput(example="/orders")
    name = "ship" if link.step == "notrack" else link.step
    toast = turn.words.plain(f"step-{name}-done" if done else "step-done-before")
    card = _card(turn, await view.for_staff(turn.actor, order_id))
    return replace(card, toast=toast)


@conversation.answer(TRACKING)
async def tracking_typed(turn: Turn, text: str, fulfil: FulfilOrder, view: ViewOrders) -> Reply:
    """Ship with the tracking number that was typed."""
    number = " ".join(text.split())[:100]
    if not number or turn.prompt is None:
        raise BadInput(example="RA123456789RU")
    order_id = OrderId(int(turn.prompt.values["order"]))
    await turn.stop_asking()
    done = await fulfil.ship(turn.actor, order_id, number)
    order = await view.for_staff(turn.actor, order_id)
    # The card itself is edited by the event; a second one would go stale beside it.
    key = "ship-noted" if done else "ship-noted-before"
    return Screen(turn.words(key, number=str(order.number), tracking=order.tracking or number))


@conversation.tap(links.StaffCancel)
async def cancel(turn: Turn, link: links.StaffCancel, cancel_order: CancelOrder, view: ViewOrders) -> Reply:
    """Ask for the reason, then cancel; the buyer reads it in their own language."""
    order_id = OrderId(link.order)
    order = await view.for_staff(turn.actor, order_id)
    if link.reason not in screens.REASONS:
        return screens.ask_reason(turn.words, order)
    reason = words_of(order.language).plain(f"reason-{link.reason}")
    done = await cancel_order.by_staff(turn.actor, order_id, reason)
    card = _card(turn, await view.for_staff(turn.actor, order_id))
    key = "step-done-before" if done.repeated else "order-cancelled"
    return replace(card, toast=turn.words.plain(key, number=str(done.number)))


@conversation.tap(links.RefundPaid)
async def refund_paid(turn: Turn, link: links.RefundPaid, refunds: RefundPayment, view: ViewOrders) -> Reply:
    """Note that a refund was paid by hand."""
    done = await refunds.paid_by_hand(turn.actor, RefundId(link.refund))
    card = _card(turn, await view.for_staff(turn.actor, OrderId(link.order)))
    return replace(card, toast=turn.words.plain("refund-noted" if done else "step-done-before"))
