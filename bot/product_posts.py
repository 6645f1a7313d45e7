"""Goods in channels: posted with a Buy button, edited when a price or the stock changes, deleted."""

import hashlib
import html

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

from bot.fleet import Fleet
from bot.post import nobody_knows
from bot.screen import Button, Photo, Screen
from bot.show import Place, Show
from core.auth.actor import Actor
from core.kit.i18n.words import words_of
from core.shops.pictures import Pictures
from core.talks.errors import NotPosted
from core.talks.posts import Post, PostGoods
from db.types.enums import PostState
from db.types.ids import BotId, encode_id

log = structlog.get_logger(__name__)
_FEW = 3
_DESCRIPTION = 500


def screen(post: Post) -> Screen:
    """Return a post: what it is, its price, whether there is any, and the button to buy (pure)."""
    words = words_of(post.language)
    lines = [words("post-title", title=words.pick(post.title), options=words.pick(post.options_text) or "none")]
    description = words.pick(post.description)
    if description:
        cut = description if len(description) <= _DESCRIPTION else description[:_DESCRIPTION].rstrip() + "…"
        lines += ["", html.escape(cut, quote=False)]
    old = words.money(post.old_price) if post.old_price is not None else "none"
    lines += ["", words("post-price", price=post.price, old=old)]
    left = post.available if post.available <= _FEW else _FEW + 1
    lines.append(words("post-stock", left=left))
    address = f"https://t.me/{post.bot_username}?start="
    if post.available > 0:
        button = Button(words.plain("button-post-buy"), url=f"{address}b_{_where(post)}")
    else:
        button = Button(words.plain("button-post-look"), url=f"{address}p_{encode_id(post.product_id)}")
    photo = Photo(post.media_id) if post.media_id is not None else None
    return Screen("\n".join(lines), ((button,),), photo)


def _where(post: Post) -> str:
    return f"{encode_id(post.shop_id)}-{encode_id(post.variant_id)}"


def _mark(shown: Screen) -> str:
    """Return a short name of what a post says, to know whether it is still true."""
    said = f"{shown.text}|{shown.rows}|{shown.photo}"
    return hashlib.sha256(said.encode()).hexdigest()


class ProductPosts:
    """Puts goods into channels and keeps them true."""

    def __init__(self, fleet: Fleet, posts: PostGoods, pictures: Pictures) -> None:
        self._fleet = fleet
        self._posts = posts
        self._pictures = pictures

    async def put(self, actor: Actor, bot_id: BotId, chat_id: int, variant_id: int) -> Post:
        """Post a variant, at most once. Raises: NotPosted: Telegram said no, or nothing; and as `PostGoods.claim`."""
        post = await self._posts.claim(actor, bot_id, chat_id, variant_id)
        bot, shown = await self._fleet.bot(bot_id), screen(post)
        try:
            if bot is None:
                raise NotPosted(why="bot")
            sent = await Show(bot, bot_id, self._pictures).screen(post.shop_id, Place(chat_id), shown)
        except TelegramAPIError as error:
            state = PostState.UNKNOWN if nobody_knows(error) else PostState.GONE
            await self._posts.close(post, state, None)
            raise NotPosted(why=error.message[:100]) from error
        await self._posts.close(post, PostState.LIVE, sent.message_id, _mark(shown))
        return post

    async def delete(self, actor: Actor, post_id: int) -> Post:
        """Take a post out of its channel; one that is gone there is gone here.

        Raises:
            Forbidden, NotFound, NotPosted.
        """
        post = await self._posts.one(actor, post_id)
        bot = await self._fleet.bot(post.bot_id)
        if bot is not None and post.message_id is not None:
            try:
                await bot.delete_message(post.chat_id, post.message_id)
            except (TelegramBadRequest, TelegramForbiddenError) as gone:
                log.info("post.gone", post_id=post.id, why=gone.message[:100])
            except TelegramAPIError as error:
                raise NotPosted(why=error.message[:100]) from error
        await self._posts.close(post, PostState.GONE, None)
        return post

    async def keep_true(self) -> int:
        """The timer: edit posts that say what is no longer so; return how many."""
        edited = 0
        for post in await self._posts.standing():
            shown = screen(post)
            if _mark(shown) != post.shown and await self._edit(post, shown):
                edited += 1
        return edited

    async def _edit(self, post: Post, shown: Screen) -> bool:
        bot: Bot | None = await self._fleet.bot(post.bot_id)
        if bot is None or post.message_id is None:
            return False
        try:
            await Show(bot, post.bot_id, self._pictures).edit(post.shop_id, Place(post.chat_id, post.message_id), shown)
        except (TelegramBadRequest, TelegramForbiddenError) as gone:
            log.info("post.gone", post_id=post.id, why=gone.message[:100])
            await self._posts.close(post, PostState.GONE, post.message_id, post.shown)
            return False
        except TelegramAPIError as error:
            log.info("post.edited_later", post_id=post.id, why=error.message[:100])
            return False
        await self._posts.close(post, PostState.LIVE, post.message_id, _mark(shown))
        return True
