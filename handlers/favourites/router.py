"""Look at one's favourites and put them into the cart."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.orders.cart import Carts
from core.shops.alerts import AwaitStock
from core.shops.favourites import Favourites
from db.types.ids import ProductId, VariantId
from handlers.favourites import screens

conversation = Conversation("favourites")


@conversation.command("favorites", "favourites")
async def favourites_command(turn: Turn, _args: str, favourites: Favourites) -> Reply:
    """Show the list."""
    return screens.favourites(turn, await favourites.page(turn.actor))


@conversation.tap(links.Favourites)
async def show(turn: Turn, link: links.Favourites, favourites: Favourites) -> Reply:
    """Show a page of the list."""
    return screens.favourites(turn, await favourites.page(turn.actor, link.start))


@conversation.tap(links.FavouriteToCart)
async def to_cart(turn: Turn, link: links.FavouriteToCart, favourites: Favourites, carts: Carts) -> Reply:
    """Move one piece into the cart; one that is there already only leaves the list."""
    variant_id = VariantId(link.variant)
    in_cart = await carts.quantities(turn.actor)
    if not in_cart.get(variant_id):
        await carts.put(turn.actor, turn.shop, variant_id, 1)
    await favourites.unlike(turn.actor, ProductId(link.product))
    page = await favourites.page(turn.actor, link.start)
    return replace(screens.favourites(turn, page), toast=turn.words.plain("favourite-moved"))


@conversation.tap(links.Alerts)
async def alerts(turn: Turn, link: links.Alerts, awaiting: AwaitStock) -> Reply:
    """Show what one waits for; wait for one of it no more."""
    if link.drop:
        await awaiting(turn.actor, VariantId(link.drop), wanted=False)
    toast = turn.words.plain("await-off") if link.drop else None
    return replace(screens.alerts(turn.words, await awaiting.mine(turn.actor)), toast=toast)
