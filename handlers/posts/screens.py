"""Channels and posts as screens (pure)."""

from collections.abc import Sequence

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.talks.posts import Channel, Post
from db.types.ids import VariantId


def overview(turn: Turn, channels: Sequence[Channel], found: Sequence[Post]) -> Screen:
    """Return where the shop posts, and what stands there."""
    words = turn.words
    names = {channel.chat_id: channel.title for channel in channels}
    rows = [
        (Button(words.plain("button-channel", title=channel.title)[:60], links.PostChannel(-channel.chat_id)),)
        for channel in channels
    ]
    rows += [
        (Button(f"📌 {words.pick(post.title)} · {names.get(post.chat_id, '')}"[:60], links.Post(post.id)),)
        for post in found
    ]
    rows.append((Button(words.plain("button-menu"), links.Home()),))
    key = "posts-title" if channels else "posts-none"
    return Screen(words(key, bot=turn.bot_username), tuple(rows))


def choose(turn: Turn, channels: Sequence[Channel], variant_id: VariantId, title: dict[str, str]) -> Screen:
    """Ask into which channel."""
    rows = tuple((Button(channel.title[:60], links.PostTo(variant_id, -channel.chat_id)),) for channel in channels)
    back = (Button(turn.words.plain("button-back"), links.Posts()),)
    return Screen(turn.words("posts-choose", title=title), (*rows, back))


def posted(turn: Turn, post: Post, channel: Channel | None) -> Screen:
    """Say that it stands there, with the way to take it back."""
    words = turn.words
    delete = Button(words.plain("button-post-delete"), links.Post(post.id, "delete"))
    rows = ((delete, Button(words.plain("button-posts"), links.Posts())),)
    return Screen(words("post-done", title=post.title, channel=channel.title if channel else ""), rows)


def one(turn: Turn, post: Post) -> Screen:
    """Return one post with what can be done."""
    words = turn.words
    rows = (
        (Button(words.plain("button-post-delete"), links.Post(post.id, "delete")),),
        (Button(words.plain("button-back"), links.Posts()),),
    )
    return Screen(words("post-one", title=post.title, price=post.price, left=post.available), rows)


def channel(turn: Turn, found: Channel) -> Screen:
    """Return one channel with the way to unlink it."""
    words = turn.words
    unlink = Button(words.plain("button-channel-unlink"), links.PostChannel(-found.chat_id, "unlink"))
    return Screen(
        words("channel-one", title=found.title), ((unlink,), (Button(words.plain("button-back"), links.Posts()),))
    )


def linked(turn: Turn, title: str) -> Screen:
    """Say that a channel is linked."""
    rows = ((Button(turn.words.plain("button-posts"), links.Posts()),),)
    return Screen(turn.words("channel-linked", title=title), rows)


def offer_group(turn: Turn) -> Screen:
    """Offer to post in this very group."""
    button = Button(turn.words.plain("button-channel-here"), links.PostChannel(-turn.chat_id, "link"))
    return Screen(turn.words("channel-here"), ((button,),))


def in_cart(turn: Turn, title: dict[str, str], quantity: int, product_id: int, variant_id: int) -> Screen:
    """Say that it lies in the cart, with the ways on."""
    words = turn.words
    rows = (
        (Button(words.plain("button-buy-now"), links.BuyNow(variant_id, 1)),),
        (
            Button(words.plain("button-in-cart", quantity=quantity), links.Cart()),
            Button(words.plain("button-post-look"), links.Product(product_id, variant_id)),
        ),
        (Button(words.plain("button-menu"), links.Home()),),
    )
    return Screen(words("post-in-cart", title=title), rows)


def sold_out(turn: Turn, title: dict[str, str], product_id: int) -> Screen:
    """Say that it has gone meanwhile."""
    words = turn.words
    rows = (
        (Button(words.plain("button-post-look"), links.Product(product_id)),),
        (Button(words.plain("button-catalogue"), links.Category()), Button(words.plain("button-menu"), links.Home())),
    )
    return Screen(words("post-sold-out", title=title), rows)
