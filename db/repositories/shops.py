"""Shops and the bots that serve them."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import BotId, OrderId, ShopId

_SHOP = """
    SELECT s.id, s.slug, s.title, s.greeting, s.about, s.terms, s.support, s.currency, s.timezone, s.status,
           s.bot_id, s.staff_chat_id, s.cover_media_id, s.catalogue_version, s.settings,
           s.provider_secrets_cipher
    FROM shops s
"""


async def shop(connection: AsyncConnection, shop_id: ShopId, *, lock: bool = False) -> Record | None:
    """Return a shop by id, locked for a change if asked."""
    statement = text(_SHOP + "WHERE s.id = :shop_id" + (" FOR NO KEY UPDATE OF s" if lock else ""))
    return await row(connection, statement, shop_id=shop_id)


async def shop_by_slug(connection: AsyncConnection, slug: str) -> Record | None:
    """Return a shop by its address word."""
    return await row(connection, text(_SHOP + "WHERE s.slug = :slug"), slug=slug)


async def shop_by_staff_chat(
    connection: AsyncConnection, bot_id: BotId, chat_id: int, order_id: OrderId | None = None
) -> Record | None:
    """Return the shop whose staff meet in a group: of several, the one that has the order, else the oldest."""
    statement = text(
        _SHOP
        + """
        WHERE s.bot_id = :bot_id AND s.staff_chat_id = :chat_id
        ORDER BY EXISTS (SELECT FROM orders o WHERE o.shop_id = s.id AND o.id = CAST(:order_id AS bigint)) DESC, s.id
        LIMIT 1
        """
    )
    return await row(connection, statement, bot_id=bot_id, chat_id=chat_id, order_id=order_id)


async def shops_of_bot(connection: AsyncConnection, bot_id: BotId) -> list[Record]:
    """Return the open shops that a bot serves."""
    statement = text(_SHOP + "WHERE s.bot_id = :bot_id AND s.status = 'active' ORDER BY s.id")
    return list(await rows(connection, statement, bot_id=bot_id))


async def all_shops(connection: AsyncConnection) -> list[Record]:
    """Return every shop of the platform, oldest first."""
    return list(await rows(connection, text(_SHOP + "ORDER BY s.id")))


async def create_shop(
    connection: AsyncConnection,
    *,
    shop_id: ShopId,
    slug: str,
    title: dict[str, str],
    currency: str,
    bot_id: BotId | None,
    texts: dict[str, dict[str, str]] | None = None,
    timezone: str = "Europe/Moscow",
    settings: dict[str, Any] | None = None,
) -> None:
    """Write a new shop."""
    texts = texts or {}
    statement = text(
        """
        INSERT INTO shops (id, slug, title, currency, bot_id, timezone, greeting, about, terms, support, settings)
        VALUES (:id, :slug, CAST(:title AS jsonb), :currency, :bot_id, :timezone, CAST(:greeting AS jsonb),
                CAST(:about AS jsonb), CAST(:terms AS jsonb), CAST(:support AS jsonb), CAST(:settings AS jsonb))
        """
    )
    await change(
        connection,
        statement,
        id=shop_id,
        slug=slug,
        title=dumps(title),
        currency=currency,
        bot_id=bot_id,
        timezone=timezone,
        settings=dumps(settings or {}),
        **{part: dumps(texts.get(part, {})) for part in ("greeting", "about", "terms", "support")},
    )


async def set_staff_chat(connection: AsyncConnection, shop_id: ShopId, chat_id: int) -> None:
    """Make a group the place where the shop's staff get order cards."""
    await change(
        connection,
        text("UPDATE shops SET staff_chat_id = :chat_id WHERE id = :shop_id"),
        shop_id=shop_id,
        chat_id=chat_id,
    )


async def set_cover(connection: AsyncConnection, shop_id: ShopId, media_id: int) -> None:
    """Set the shop's cover picture."""
    await change(
        connection,
        text("UPDATE shops SET cover_media_id = :media_id WHERE id = :shop_id"),
        shop_id=shop_id,
        media_id=media_id,
    )


async def set_provider_secrets(connection: AsyncConnection, shop_id: ShopId, cipher: bytes) -> None:
    """Keep the shop's encrypted provider settings."""
    await change(
        connection,
        text("UPDATE shops SET provider_secrets_cipher = :cipher WHERE id = :shop_id"),
        shop_id=shop_id,
        cipher=cipher,
    )


_TELLINGS = frozenset({"title", "greeting", "about", "terms", "support"})


async def set_telling(connection: AsyncConnection, shop_id: ShopId, what: str, texts: dict[str, str]) -> None:
    """Write what a shop says of itself: `title`, `greeting`, `about`, `terms` or `support`, by language."""
    if what not in _TELLINGS:
        raise ValueError(what)
    statement = text(f"UPDATE shops SET {what} = CAST(:texts AS jsonb) WHERE id = :shop_id")
    await change(connection, statement, shop_id=shop_id, texts=dumps(texts))


async def set_timezone(connection: AsyncConnection, shop_id: ShopId, timezone: str) -> None:
    """Set the clock a shop lives by."""
    statement = text("UPDATE shops SET timezone = :timezone WHERE id = :shop_id")
    await change(connection, statement, shop_id=shop_id, timezone=timezone)


async def money_was_named(connection: AsyncConnection, shop_id: ShopId) -> bool:
    """Return whether sums of the shop's currency were promised to anybody: orders, gift cards, points, codes."""
    statement = text(
        """
        SELECT EXISTS (SELECT FROM orders WHERE shop_id = :shop_id)
            OR EXISTS (SELECT FROM gift_cards WHERE shop_id = :shop_id)
            OR EXISTS (SELECT FROM point_accounts WHERE shop_id = :shop_id)
            OR EXISTS (SELECT FROM promos WHERE shop_id = :shop_id)
        """
    )
    return bool(await value(connection, statement, shop_id=shop_id))


async def set_currency(connection: AsyncConnection, shop_id: ShopId, currency: str, *, shift: int) -> None:
    """Set a shop's currency; prices keep their number of major units (`shift`: how many decimals it has more)."""
    times, over = 10 ** max(shift, 0), 10 ** max(-shift, 0)
    named = text("UPDATE shops SET currency = :currency WHERE id = :shop_id")
    await change(connection, named, shop_id=shop_id, currency=currency)
    prices = text(
        """
        UPDATE variants SET price = price * :times / :over,
            old_price = CASE WHEN old_price * :times / :over > price * :times / :over
                             THEN old_price * :times / :over END
        WHERE shop_id = :shop_id
        """
    )
    await change(connection, prices, shop_id=shop_id, times=times, over=over)
    delivery = text(
        """
        UPDATE delivery_options SET price = price * :times / :over, free_from = free_from * :times / :over
        WHERE shop_id = :shop_id
        """
    )
    await change(connection, delivery, shop_id=shop_id, times=times, over=over)
    zones = text(
        """
        UPDATE delivery_zones SET price = price * :times / :over, free_from = free_from * :times / :over,
            least = least * :times / :over
        WHERE shop_id = :shop_id
        """
    )
    await change(connection, zones, shop_id=shop_id, times=times, over=over)


async def set_rule(connection: AsyncConnection, shop_id: ShopId, name: str, setting: Any) -> None:
    """Set one rule of a shop; None takes it out."""
    statement = text(
        """
        UPDATE shops SET settings = CASE WHEN CAST(:setting AS jsonb) = 'null' THEN settings - CAST(:name AS text)
            ELSE jsonb_set(settings, ARRAY[CAST(:name AS text)], CAST(:setting AS jsonb)) END
        WHERE id = :shop_id
        """
    )
    await change(connection, statement, shop_id=shop_id, name=name, setting=dumps(setting))


async def move_to_bot(connection: AsyncConnection, shop_id: ShopId, bot_id: BotId) -> None:
    """Let a shop be served by another bot."""
    await change(
        connection,
        text("UPDATE shops SET bot_id = :bot_id WHERE id = :shop_id"),
        shop_id=shop_id,
        bot_id=bot_id,
    )


async def bump_catalogue(connection: AsyncConnection, shop_id: ShopId) -> int:
    """Raise the catalogue's version in the writing transaction; return it."""
    statement = text(
        "UPDATE shops SET catalogue_version = catalogue_version + 1 WHERE id = :shop_id RETURNING catalogue_version"
    )
    return int(await value(connection, statement, shop_id=shop_id) or 0)


_BOT = """
    SELECT b.id, b.telegram_id, b.username, b.name, b.token_cipher, b.webhook_path, b.webhook_secret_cipher,
           b.status, b.default_shop_id, b.login_secret_cipher
    FROM bots b
"""


async def active_bots(connection: AsyncConnection) -> list[Record]:
    """Return the bots to serve."""
    return list(await rows(connection, text(_BOT + "WHERE b.status = 'active' ORDER BY b.id")))


async def bot(connection: AsyncConnection, bot_id: BotId) -> Record | None:
    """Return a bot, served or not."""
    return await row(connection, text(_BOT + "WHERE b.id = :bot_id"), bot_id=bot_id)


async def bot_by_telegram_id(connection: AsyncConnection, telegram_id: int) -> Record | None:
    """Return a bot by its Telegram id."""
    return await row(connection, text(_BOT + "WHERE b.telegram_id = :telegram_id"), telegram_id=telegram_id)


async def save_bot(
    connection: AsyncConnection,
    *,
    bot_id: BotId,
    telegram_id: int,
    username: str,
    name: str,
    token_cipher: bytes,
    webhook_path: str,
    webhook_secret_cipher: bytes,
    renew_secret: bool = False,
) -> BotId:
    """Write a bot, or its new token; the webhook path and secret of a known bot stay."""
    statement = text(
        """
        INSERT INTO bots (id, telegram_id, username, name, token_cipher, webhook_path, webhook_secret_cipher)
        VALUES (:id, :telegram_id, :username, :name, :token_cipher, :webhook_path, :webhook_secret_cipher)
        ON CONFLICT (telegram_id) DO UPDATE SET username = excluded.username, name = excluded.name,
            token_cipher = excluded.token_cipher, status = 'active', webhook_secret_cipher =
                CASE WHEN :renew_secret THEN excluded.webhook_secret_cipher ELSE bots.webhook_secret_cipher END
        RETURNING id
        """
    )
    found = await value(
        connection,
        statement,
        id=bot_id,
        telegram_id=telegram_id,
        username=username,
        name=name,
        token_cipher=token_cipher,
        webhook_path=webhook_path,
        webhook_secret_cipher=webhook_secret_cipher,
        renew_secret=renew_secret,
    )
    return BotId(found)


async def set_default_shop(connection: AsyncConnection, bot_id: BotId, shop_id: ShopId) -> None:
    """Set the shop a newcomer to the bot enters."""
    await change(
        connection,
        text("UPDATE bots SET default_shop_id = :shop_id WHERE id = :bot_id"),
        bot_id=bot_id,
        shop_id=shop_id,
    )


async def set_bot_status(connection: AsyncConnection, bot_id: BotId, status: str) -> None:
    """Serve a bot, or stop."""
    await change(
        connection,
        text("UPDATE bots SET status = :status WHERE id = :bot_id"),
        bot_id=bot_id,
        status=status,
    )


async def set_login_secret(connection: AsyncConnection, bot_id: BotId, sealed: bytes | None) -> None:
    """Let people log in from browsers, or no more."""
    statement = text("UPDATE bots SET login_secret_cipher = :sealed WHERE id = :bot_id")
    await change(connection, statement, bot_id=bot_id, sealed=sealed)


async def home_of_bot(connection: AsyncConnection, bot_id: BotId) -> ShopId | None:
    """Return the shop that answers for a bot: its default one, else the first it serves, else the last it did."""
    statement = text(
        """
        SELECT s.id FROM shops s JOIN bots b ON b.id = :bot_id
        WHERE s.id = b.default_shop_id OR s.bot_id = b.id
           OR s.id IN (SELECT u.shop_id FROM bot_users u WHERE u.bot_id = b.id)
        ORDER BY s.id = b.default_shop_id DESC NULLS LAST, s.bot_id = b.id DESC NULLS LAST, s.id LIMIT 1
        """
    )
    found = await value(connection, statement, bot_id=bot_id)
    return ShopId(found) if found is not None else None


async def clear_default_shop(connection: AsyncConnection, shop_id: ShopId, *, except_bot: BotId) -> None:
    """A shop moved to another bot: bots that had it as their default take another of theirs, or none."""
    statement = text(
        """
        UPDATE bots b SET default_shop_id = (
            SELECT min(s.id) FROM shops s WHERE s.bot_id = b.id AND s.id <> :shop_id AND s.status = 'active')
        WHERE b.default_shop_id = :shop_id AND b.id <> :except_bot
        """
    )
    await change(connection, statement, shop_id=shop_id, except_bot=except_bot)


async def any_shop(connection: AsyncConnection) -> bool:
    """Return whether the platform has a shop at all."""
    return await value(connection, text("SELECT 1 FROM shops LIMIT 1")) is not None


async def shop_by_opening(connection: AsyncConnection, key: str) -> Record | None:
    """Return the shop that a command opened before."""
    return await row(connection, text(_SHOP + "WHERE s.settings ->> 'opened_by' = :key"), key=key)
