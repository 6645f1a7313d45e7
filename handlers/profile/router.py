"""A customer's own page: what the shop knows of them."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.orders.cart import Carts
from core.orders.contact import show_phone

conversation = Conversation("profile")


@conversation.command("profile")
async def profile_command(turn: Turn, _args: str, carts: Carts) -> Reply:
    """Show the page."""
    return await _page(turn, carts)


@conversation.tap(links.Profile)
async def profile(turn: Turn, _link: links.Profile, carts: Carts) -> Reply:
    """Show the page."""
    return await _page(turn, carts)


async def _page(turn: Turn, carts: Carts) -> Reply:
    words = turn.words
    phone, address = await carts.known(turn.actor)
    parts = [words("profile-title", name=turn.actor.name), "", words("profile-language")]
    if phone:
        parts.append(words("profile-phone", phone=show_phone(phone)))
    if address:
        parts.append(words("profile-address", address=address))
    if not phone and not address:
        parts += ["", words("profile-empty")]
    rows = (
        (
            Button(words.plain("button-orders"), links.Orders()),
            Button(words.plain("button-language"), links.ChooseLanguage()),
        ),
        (Button(words.plain("button-menu"), links.Home()),),
    )
    return Screen("\n".join(parts), rows)
