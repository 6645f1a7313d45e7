"""A customer's orders: list, live card, cancel before packing, repeat."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.order_card import customer_card
from bot.screen import Reply
from bot.turn import Turn
from core.kit.errors import NotFound
from core.orders.cancel_order import CancelOrder
from core.orders.repeat_order import RepeatOrder
from core.orders.view_orders import ViewOrders
from db.types.ids import OrderId, decode_id
from handlers.orders import screens

conversation = Conversation("orders")


@conversation.command("orders")
async def orders_command(turn: Turn, _args: str, view: ViewOrders) -> Reply:
    """Show one's own orders."""
    return await _list(turn, 0, view)


@conversation.tap(links.Orders, links.OrdersFromCard)
async def orders(turn: Turn, link: links.Link, view: ViewOrders) -> Reply:
    """Show a page of one's own orders."""
    return await _list(turn, link.before if isinstance(link, links.Orders) else 0, view)


async def _list(turn: Turn, before: int, view: ViewOrders) -> Reply:
    found, more = await view.mine(turn.actor, before=before)
    return screens.orders(turn.words, found, more=more, first=not before)


@conversation.tap(links.Order)
async def order(turn: Turn, link: links.Order, view: ViewOrders) -> Reply:
    """Show an order; this message is its live card from now on."""
    return customer_card(turn.words, turn.shop, await view.one_of_mine(turn.actor, OrderId(link.order)), turn.pages)


@conversation.start("o")
async def order_by_link(turn: Turn, rest: str, view: ViewOrders) -> Reply:
    """Open the order of a link `?start=o_<order>`: the payer's own only."""
    try:
        order_id = OrderId(decode_id(rest))
    except ValueError:
        raise NotFound from None
    return customer_card(turn.words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages)


@conversation.tap(links.CancelOrder)
async def cancel(turn: Turn, link: links.CancelOrder, cancel_order: CancelOrder, view: ViewOrders) -> Reply:
    """Ask first, then cancel; the money's way back is said on the card."""
    order_id = OrderId(link.order)
    if not link.sure:
        return screens.ask_cancel(turn.words, await view.one_of_mine(turn.actor, order_id))
    done = await cancel_order.by_buyer(turn.actor, order_id)
    card = customer_card(turn.words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages)
    return replace(card, toast=turn.words.plain("order-cancelled", number=str(done.number)))


@conversation.tap(links.RepeatOrder)
async def repeat(turn: Turn, link: links.RepeatOrder, repeat_order: RepeatOrder) -> Reply:
    """Put an order's lines into the cart at today's prices."""
    done = await repeat_order(turn.actor, OrderId(link.order))
    return screens.repeated(turn.words, done.added, done.gone)
