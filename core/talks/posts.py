"""Posts of goods in channels: linked once, posted at most once, kept true while they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.errors import UnknownSku
from core.shops.options import options_text
from core.talks.errors import PostedAlready
from db.repositories import posts
from db.types.enums import PostState, ProductStatus
from db.types.ids import BotId, ProductId, ShopId, VariantId, new_id
from db.types.money import Money

_LISTED = 10
_LOST_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or a group where the shop may post."""

    chat_id: int
    title: str
    kind: str
    username: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post and the goods it shows as they are now. Prices in minor units."""

    id: int
    shop_id: ShopId
    chat_id: int
    variant_id: VariantId
    product_id: int
    bot_id: BotId
    bot_username: str
    message_id: int | None
    language: str
    shown: str
    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    description: dict[str, str]
    price: Money
    old_price: Money | None
    available: int
    media_id: int | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Post":
        """Build from a row of `db.repositories.posts`; what is hidden or archived is as good as sold out."""
        on_sale = row["status"] == ProductStatus.ACTIVE and not row["hidden"]
        old = row["old_price"]
        return cls(
            id=row["id"],
            shop_id=ShopId(row["shop_id"]),
            chat_id=row["chat_id"],
            variant_id=VariantId(row["variant_id"]),
            product_id=row["product_id"],
            bot_id=BotId(row["bot_id"]),
            bot_username=row["bot_username"],
            message_id=row["message_id"],
            language=row["language"],
            shown=row["shown"],
            sku=row["sku"],
            title=row["title"],
            options_text=options_text(row["options"], row["variant_options"]),
            description=row["description"],
            price=Money(row["price"], row["currency"]),
            old_price=Money(old, row["currency"]) if old is not None else None,
            available=row["available"] if on_sale else 0,
            media_id=row["media_id"],
        )


class Channels:
    """Where the shop posts."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor) -> list[Channel]:
        """Return the linked channels. Raises: Forbidden."""
        actor.need(Permission.POST_GOODS)
        async with self._uow(actor.shop_id) as tx:
            found = await posts.channels(tx.connection, tx.shop_id)
        return [Channel(row["chat_id"], row["title"], row["kind"], row["username"]) for row in found]

    async def link(self, actor: Actor, channel: Channel) -> None:
        """Let the shop post there; who calls has made sure that the bot is there. Raises: Forbidden."""
        actor.need(Permission.POST_GOODS)
        async with self._uow(actor.shop_id) as tx:
            await posts.link_channel(
                tx.connection,
                tx.shop_id,
                channel.chat_id,
                title=channel.title,
                kind=channel.kind,
                username=channel.username,
                linked_by=actor.person_id,
            )
            await record(tx, self._clock, actor, "channel.linked", channel.title[:60])

    async def unlink(self, actor: Actor, chat_id: int) -> None:
        """Post there no more; what stands there stays and is not kept true. Raises: Forbidden, NotFound."""
        actor.need(Permission.POST_GOODS)
        async with self._uow(actor.shop_id) as tx:
            if not await posts.unlink_channel(tx.connection, tx.shop_id, chat_id):
                raise NotFound
            await record(tx, self._clock, actor, "channel.unlinked", str(chat_id))

    async def lost(self, bot_id: BotId, chat_id: int) -> None:
        """The bot was taken out of a channel."""
        async with self._uow.platform() as connection:
            await posts.channel_lost(connection, bot_id, chat_id)


@dataclass(frozen=True, slots=True)
class OnSale:
    """A variant behind a Buy button."""

    variant_id: VariantId
    product_id: ProductId
    title: dict[str, str]
    available: int


class PostGoods:
    """Posts and what becomes of them."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def find(self, actor: Actor, sku: str) -> tuple[VariantId, dict[str, str]]:
        """Return the variant of a SKU that is on sale, and its product's title. Raises: Forbidden, UnknownSku."""
        actor.need(Permission.POST_GOODS)
        async with self._uow(actor.shop_id) as tx:
            found = await posts.variants_of(tx.connection, tx.shop_id, sku.strip().upper())
        if not found:
            raise UnknownSku(sku=sku.strip().upper())
        return VariantId(found[0]["id"]), dict(found[0]["title"])

    async def claim(self, actor: Actor, bot_id: BotId, chat_id: int, variant_id: int) -> Post:
        """Take the right to post, given once for each channel and variant.

        Raises:
            Forbidden; PostedAlready; NotFound: the channel is not linked, or no such variant.
        """
        actor.need(Permission.POST_GOODS)
        post_id = new_id()
        async with self._uow(actor.shop_id) as tx:
            ours = await posts.claim_post(
                tx.connection,
                tx.shop_id,
                post_id,
                chat_id=chat_id,
                variant_id=variant_id,
                bot_id=bot_id,
                language=actor.language,
                created_by=actor.person_id,
            )
            if not ours:
                standing = await posts.standing_post(tx.connection, tx.shop_id, chat_id, variant_id)
                if standing is not None:
                    raise PostedAlready(sku=standing["sku"])
                raise NotFound
            row = await posts.post(tx.connection, tx.shop_id, post_id)
            await record(tx, self._clock, actor, "post.made", str(post_id))
        if row is None:
            raise NotFound
        return Post.of(row)

    async def close(self, post: Post, state: PostState, message_id: int | None, shown: str = "") -> None:
        """Write what became of a post, and what it says now."""
        async with self._uow(post.shop_id) as tx:
            await posts.set_post(tx.connection, post.shop_id, post.id, state=state, message_id=message_id, shown=shown)

    async def latest(self, actor: Actor) -> list[Post]:
        """Return the newest posts that stand. Raises: Forbidden."""
        actor.need(Permission.POST_GOODS)
        async with self._uow(actor.shop_id) as tx:
            return [Post.of(row) for row in await posts.latest_posts(tx.connection, tx.shop_id, _LISTED)]

    async def one(self, actor: Actor, post_id: int) -> Post:
        """Return a post. Raises: Forbidden, NotFound."""
        actor.need(Permission.POST_GOODS)
        async with self._uow(actor.shop_id) as tx:
            row = await posts.post(tx.connection, tx.shop_id, post_id)
        if row is None:
            raise NotFound
        return Post.of(row)

    async def on_sale(self, shop_id: ShopId, variant_id: VariantId) -> OnSale:
        """Return what a Buy button sells. Raises: NotFound: it is not sold any more."""
        async with self._uow(shop_id) as tx:
            row = await posts.variant_on_sale(tx.connection, shop_id, variant_id)
        if row is None:
            raise NotFound
        return OnSale(VariantId(row["id"]), ProductId(row["product_id"]), row["title"], row["available"])

    async def standing(self) -> list[Post]:
        """Return every post that stands, of all shops, to be kept true; those in doubt are not known of."""
        async with self._uow.platform() as connection:
            await posts.posts_lost(connection, self._clock.now() - _LOST_AFTER)
            return [Post.of(row) for row in await posts.live_posts(connection)]
