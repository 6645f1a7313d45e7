"""`/post SKU` into a channel; channels linked and unlinked; the Buy button of a post."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.product_posts import ProductPosts
from bot.screen import Reply
from bot.turn import Turn
from core.auth.people import EnterShop
from core.kit.errors import NotFound
from core.orders.cart import Carts
from core.shops.open_shop import Shops
from core.talks.posts import Channel, Channels, PostGoods
from db.types.ids import ShopId, VariantId, decode_id
from handlers.posts import screens

conversation = Conversation("posts")


@conversation.command("post", staff=True)
async def post_command(turn: Turn, args: str, channels: Channels, posts: PostGoods, put: ProductPosts) -> Reply:
    """Show channels and posts; with a SKU, post it (at once where there is one channel only)."""
    known = await channels.all(turn.actor)
    here = any(channel.chat_id == turn.chat_id for channel in known)
    if not args:
        if not turn.private and not here:
            return screens.offer_group(turn)
        return screens.overview(turn, known, await posts.latest(turn.actor))
    variant_id, title = await posts.find(turn.actor, args.split()[0])
    if len(known) == 1:
        return await _put(turn, known[0], variant_id, put)
    if not known:
        return screens.overview(turn, known, [])
    return screens.choose(turn, known, variant_id, title)


@conversation.tap(links.Posts)
async def overview(turn: Turn, _link: links.Posts, channels: Channels, posts: PostGoods) -> Reply:
    """Show channels and posts."""
    return screens.overview(turn, await channels.all(turn.actor), await posts.latest(turn.actor))


@conversation.tap(links.PostTo)
async def post_to(turn: Turn, link: links.PostTo, channels: Channels, put: ProductPosts) -> Reply:
    """Post into the chosen channel."""
    return await _put(turn, await _channel(turn, link.chat, channels), VariantId(link.variant), put)


async def _put(turn: Turn, channel: Channel, variant_id: VariantId, put: ProductPosts) -> Reply:
    post = await put.put(turn.actor, turn.bot_id, channel.chat_id, variant_id)
    return screens.posted(turn, post, channel)


async def _channel(turn: Turn, chat: int, channels: Channels) -> Channel:
    found = next((one for one in await channels.all(turn.actor) if one.chat_id == -chat), None)
    if found is None:
        raise NotFound
    return found


@conversation.tap(links.Post)
async def one(turn: Turn, link: links.Post, posts: PostGoods, channels: Channels, put: ProductPosts) -> Reply:
    """Show a post, or delete it."""
    if link.what == "delete":
        await put.delete(turn.actor, link.post)
        shown = screens.overview(turn, await channels.all(turn.actor), await posts.latest(turn.actor))
        return replace(shown, toast=turn.words.plain("post-deleted"))
    return screens.one(turn, await posts.one(turn.actor, link.post))


@conversation.tap(links.PostChannel)
async def channel(turn: Turn, link: links.PostChannel, channels: Channels, posts: PostGoods) -> Reply:
    """Show a channel, unlink it, or link the very group this stands in."""
    if link.what == "link" and -link.chat == turn.chat_id and not turn.private:
        title = turn.words.pick(turn.shop.title)
        await channels.link(turn.actor, Channel(turn.chat_id, title, "supergroup", None))
        return screens.linked(turn, title)
    found = await _channel(turn, link.chat, channels)
    if link.what == "unlink":
        await channels.unlink(turn.actor, found.chat_id)
        return screens.overview(turn, await channels.all(turn.actor), await posts.latest(turn.actor))
    return screens.channel(turn, found)


@conversation.channels
async def met(turn: Turn, title: str, channels: Channels) -> Reply:
    """Somebody made the bot an administrator of a channel: the shop may post there."""
    if turn.channel is None:
        raise NotFound
    await channels.link(turn.actor, turn.channel)
    return screens.linked(turn, title)


@conversation.start("b")
async def buy(turn: Turn, rest: str, posts: PostGoods, shops: Shops, enter: EnterShop, carts: Carts) -> Reply:
    """The Buy button of a post, `?start=b_<shop>-<variant>`: put one piece into the person's cart."""
    shop_id, variant_id = _goods(rest)
    if shop_id != turn.shop.id:
        await enter(turn.bot_id, turn.actor.person_id, shop_id)
        turn.shop = await shops.by_id(shop_id)
        role = await shops.role_of(shop_id, turn.actor.telegram_id)
        turn.actor = replace(turn.actor, shop_id=shop_id, role=role)
    goods = await posts.on_sale(shop_id, variant_id)
    if goods.available <= 0:
        return screens.sold_out(turn, goods.title, goods.product_id)
    quantity = max(1, (await carts.quantities(turn.actor)).get(variant_id, 0))
    await carts.put(turn.actor, turn.shop, variant_id, quantity)
    return screens.in_cart(turn, goods.title, quantity, goods.product_id, variant_id)


def _goods(rest: str) -> tuple[ShopId, VariantId]:
    """Read what stands in a Buy button's address. Raises: NotFound."""
    shop, _, variant = rest.partition("-")
    try:
        return ShopId(decode_id(shop)), VariantId(decode_id(variant))
    except ValueError:
        raise NotFound from None
