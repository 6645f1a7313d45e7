"""Channels and groups where a shop shows its goods, and the posts there."""

from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text
from db.types.ids import BotId, PersonId, ShopId

_CHANNEL = "SELECT chat_id, title, kind, username, linked_at FROM shop_channels"
_POST = """
    SELECT q.shop_id, q.id, q.chat_id, q.variant_id, q.bot_id, q.message_id, q.state, q.language, q.shown, q.created_at,
           v.sku, v.price, v.old_price, v.hidden, v.options AS variant_options, p.id AS product_id, p.title, p.options,
           p.description, p.status, p.kind AS product_kind, si.available, coalesce(v.media_id, p.media_id) AS media_id,
           s.currency, b.username AS bot_username
    FROM product_posts q
    JOIN variants v ON v.shop_id = q.shop_id AND v.id = q.variant_id
    JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
    JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
    JOIN shops s ON s.id = q.shop_id
    JOIN bots b ON b.id = q.bot_id
"""


async def channels(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the linked channels and groups, oldest first."""
    statement = text(f"{_CHANNEL} WHERE shop_id = :shop_id ORDER BY linked_at, chat_id")
    return list(await rows(connection, statement, shop_id=shop_id))


async def link_channel(
    connection: AsyncConnection,
    shop_id: ShopId,
    chat_id: int,
    *,
    title: str,
    kind: str,
    username: str | None,
    linked_by: PersonId,
) -> None:
    """Let the shop post in a channel."""
    statement = text(
        """
        INSERT INTO shop_channels (shop_id, chat_id, title, kind, username, linked_by)
        VALUES (:shop_id, :chat_id, :title, :kind, :username, :linked_by)
        ON CONFLICT (shop_id, chat_id) DO UPDATE SET title = excluded.title, username = excluded.username
        """
    )
    await change(
        connection, statement, shop_id=shop_id, chat_id=chat_id, title=title, kind=kind, username=username,
        linked_by=linked_by,
    )  # fmt: skip


async def unlink_channel(connection: AsyncConnection, shop_id: ShopId, chat_id: int) -> bool:
    """Post in a channel no more."""
    statement = text("DELETE FROM shop_channels WHERE shop_id = :shop_id AND chat_id = :chat_id")
    return await change(connection, statement, shop_id=shop_id, chat_id=chat_id) > 0


async def channel_lost(connection: AsyncConnection, bot_id: BotId, chat_id: int) -> int:
    """The bot was taken out of a channel: no shop of its posts there any more."""
    statement = text(
        """
        DELETE FROM shop_channels c USING shops s
        WHERE s.id = c.shop_id AND s.bot_id = :bot_id AND c.chat_id = :chat_id
        """
    )
    return await change(connection, statement, bot_id=bot_id, chat_id=chat_id)


async def claim_post(
    connection: AsyncConnection,
    shop_id: ShopId,
    post_id: int,
    *,
    chat_id: int,
    variant_id: int,
    bot_id: BotId,
    language: str,
    created_by: PersonId,
) -> bool:
    """Take the right to post a variant into a channel; False: it stands there, or somebody is at it."""
    statement = text(
        """
        INSERT INTO product_posts (shop_id, id, chat_id, variant_id, bot_id, state, language, created_by)
        SELECT c.shop_id, :post_id, c.chat_id, v.id, :bot_id, 'claimed', :language, :created_by
        FROM shop_channels c JOIN variants v ON v.shop_id = c.shop_id AND v.id = :variant_id
        WHERE c.shop_id = :shop_id AND c.chat_id = :chat_id
        ON CONFLICT DO NOTHING
        """
    )
    return await change(
        connection, statement, shop_id=shop_id, post_id=post_id, chat_id=chat_id, variant_id=variant_id,
        bot_id=bot_id, language=language, created_by=created_by,
    ) > 0  # fmt: skip


async def post(connection: AsyncConnection, shop_id: ShopId, post_id: int) -> Record | None:
    """Return a post with the goods it shows as they are now."""
    return await row(
        connection, text(_POST + "WHERE q.shop_id = :shop_id AND q.id = :post_id"), shop_id=shop_id, post_id=post_id
    )


async def standing_post(connection: AsyncConnection, shop_id: ShopId, chat_id: int, variant_id: int) -> Record | None:
    """Return the post of a variant that stands in a channel now."""
    statement = text(
        _POST
        + "WHERE q.shop_id = :shop_id AND q.chat_id = :chat_id AND q.variant_id = :variant_id"
        + " AND q.state IN ('claimed', 'live')"
    )
    return await row(connection, statement, shop_id=shop_id, chat_id=chat_id, variant_id=variant_id)


async def set_post(
    connection: AsyncConnection, shop_id: ShopId, post_id: int, *, state: str, message_id: int | None, shown: str
) -> None:
    """Write what became of a post, and what it says."""
    statement = text(
        """
        UPDATE product_posts SET state = :state, message_id = :message_id, shown = :shown
        WHERE shop_id = :shop_id AND id = :post_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, post_id=post_id, state=state, message_id=message_id, shown=shown
    )


async def latest_posts(connection: AsyncConnection, shop_id: ShopId, limit: int) -> list[Record]:
    """Return the newest posts that stand somewhere."""
    statement = text(_POST + "WHERE q.shop_id = :shop_id AND q.state = 'live' ORDER BY q.id DESC LIMIT :limit")
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


async def live_posts(connection: AsyncConnection) -> list[Record]:
    """Return every post that stands somewhere, of all shops."""
    return list(await rows(connection, text(_POST + "WHERE q.state = 'live' ORDER BY q.id")))


async def posts_lost(connection: AsyncConnection, before: datetime) -> int:
    """Posts whose sender was cut off: nobody knows whether they stand. All shops."""
    statement = text(
        "UPDATE product_posts SET state = 'unknown'"
        " WHERE state = 'claimed' AND created_at < CAST(:before AS timestamptz)"
    )
    return await change(connection, statement, before=before)


async def variants_of(connection: AsyncConnection, shop_id: ShopId, sku: str) -> list[dict[str, Any]]:
    """Return the variant of a SKU with what a post needs to know."""
    statement = text(
        """
        SELECT v.id, v.sku, p.id AS product_id, p.title FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        WHERE v.shop_id = :shop_id AND v.sku = :sku AND NOT v.hidden AND p.status = 'active'
        """
    )
    return [dict(one) for one in await rows(connection, statement, shop_id=shop_id, sku=sku)]


async def variant_on_sale(connection: AsyncConnection, shop_id: ShopId, variant_id: int) -> Record | None:
    """Return a variant that is on sale with its product's title and what is left."""
    statement = text(
        """
        SELECT v.id, p.id AS product_id, p.title, si.available FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND v.id = :variant_id AND NOT v.hidden AND p.status = 'active'
        """
    )
    return await row(connection, statement, shop_id=shop_id, variant_id=variant_id)
