"""Look into the cart and change it in place."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.orders.cart import Carts
from db.types.ids import VariantId
from handlers.cart import screens

conversation = Conversation("cart")


@conversation.command("cart")
async def cart_command(turn: Turn, _args: str, carts: Carts) -> Reply:
    """Show the cart."""
    return screens.cart(turn, await carts.view(turn.actor))


@conversation.tap(links.Cart)
async def show(turn: Turn, _link: links.Cart, carts: Carts) -> Reply:
    """Show the cart."""
    return screens.cart(turn, await carts.view(turn.actor))


@conversation.tap(links.CartLine)
async def set_line(turn: Turn, link: links.CartLine, carts: Carts) -> Reply:
    """Set a line's quantity; the button carries the amount itself, so a double tap has one effect."""
    await carts.put(turn.actor, turn.shop, VariantId(link.variant), link.quantity)
    return screens.cart(turn, await carts.view(turn.actor))


@conversation.tap(links.ClearCart)
async def clear(turn: Turn, _link: links.ClearCart, carts: Carts) -> Reply:
    """Empty the cart."""
    await carts.clear(turn.actor)
    return screens.cart(turn, None, toast=turn.words.plain("cart-cleared"))
