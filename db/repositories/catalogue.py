"""The shelves of one shop, as customers see them."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text
from db.types.ids import BotId, CategoryId, ProductId, ShopId

# What a digital variant costs in Stars, as carts price it: its own price, else by the shop's rate; NULL for goods.
STARS = """CASE WHEN p.kind <> 'goods' THEN coalesce(
    (SELECT vp.price FROM variant_prices vp
     WHERE vp.shop_id = v.shop_id AND vp.variant_id = v.id AND vp.currency = 'XTR'),
    (SELECT greatest(round(v.price * CAST(r.rate AS numeric)
                           / CASE WHEN s.currency IN ('JPY', 'KRW', 'CLP', 'ISK', 'PYG', 'UGX', 'VND') THEN 1
                                  WHEN s.currency IN ('KWD', 'BHD') THEN 1000 ELSE 100 END), 1)::bigint
     FROM shop_rates r JOIN shops s ON s.id = r.shop_id
     WHERE r.shop_id = v.shop_id AND r.currency = 'XTR')) END"""
_AMONG = f"""
        SELECT min(coalesce(x.stars, v.price)) AS min_price, max(coalesce(x.stars, v.price)) AS max_price,
               bool_or(x.stars IS NOT NULL) AS in_stars, count(*) AS variants,
               coalesce(sum(si.available), 0) AS available
        FROM variants v
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        CROSS JOIN LATERAL (SELECT {STARS} AS stars) x
        WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden
"""
_SUMMARY = f"""
    SELECT p.id, p.title, p.sold_out, p.status, a.min_price, a.max_price, a.in_stars, a.available, a.variants
    FROM products p
    CROSS JOIN LATERAL ({_AMONG}) a
    WHERE p.shop_id = :shop_id AND p.status = 'active' AND a.variants > 0
"""
_ORDER = " ORDER BY p.sold_out, p.position, p.id LIMIT :limit"
_BACK = " ORDER BY p.sold_out DESC, p.position DESC, p.id DESC LIMIT :limit"
_CURSOR = (
    " (p.sold_out, p.position, p.id) {sign} (SELECT c.sold_out, c.position, c.id FROM products c"
    " WHERE c.shop_id = :shop_id AND c.id = :cursor)"
)

_FIRST = text(_SUMMARY + " AND p.category_id = :category_id" + _ORDER)
_AFTER = text(_SUMMARY + " AND p.category_id = :category_id AND" + _CURSOR.format(sign=">") + _ORDER)
_BEFORE = text(_SUMMARY + " AND p.category_id = :category_id AND" + _CURSOR.format(sign="<") + _BACK)


async def category(connection: AsyncConnection, shop_id: ShopId, category_id: CategoryId) -> Record | None:
    """Return one visible category."""
    statement = text(
        "SELECT id, parent_id, title, emoji FROM categories"
        " WHERE shop_id = :shop_id AND id = :category_id AND NOT hidden"
    )
    return await row(connection, statement, shop_id=shop_id, category_id=category_id)


async def categories(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the whole tree of visible categories, in the order of the shelves."""
    statement = text(
        "SELECT id, parent_id, title, emoji, slug FROM categories"
        " WHERE shop_id = :shop_id AND NOT hidden ORDER BY position, id"
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def products_in(
    connection: AsyncConnection,
    shop_id: ShopId,
    category_id: CategoryId,
    *,
    cursor: int = 0,
    backwards: bool = False,
    limit: int = 9,
) -> list[Record]:
    """Return products of a category after (or before) a product, in stock first; a keyset page."""
    params = {"shop_id": shop_id, "category_id": category_id, "limit": limit}
    if not cursor:
        return list(await rows(connection, _FIRST, **params))
    found = await rows(connection, _BEFORE if backwards else _AFTER, cursor=cursor, **params)
    return list(reversed(found)) if backwards else list(found)


_PRODUCT = text(
    f"""
    SELECT p.id AS product_id, p.title, p.description, p.options, p.status, p.category_id, p.kind,
           v.id AS variant_id, v.sku, v.options AS variant_options, v.price, v.old_price, v.hidden, {STARS} AS stars,
           si.available, coalesce(v.media_id, p.media_id) AS media_id, mf.file_id
    FROM products p
    LEFT JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden
    LEFT JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
    LEFT JOIN media_files mf ON mf.shop_id = p.shop_id AND mf.media_id = coalesce(v.media_id, p.media_id)
                            AND mf.bot_id = :bot_id
    WHERE p.shop_id = :shop_id AND p.id = :product_id
    ORDER BY v.position, v.id
    """
)


async def product(
    connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, bot_id: BotId | None
) -> list[Record]:
    """Return a product with its variants, a row each, and the bot's copy of each picture."""
    return list(await rows(connection, _PRODUCT, shop_id=shop_id, product_id=product_id, bot_id=bot_id))


async def media(connection: AsyncConnection, shop_id: ShopId, media_id: int) -> Record | None:
    """Return a picture's bytes and type."""
    statement = text("SELECT id, mime, content, sha256 FROM media WHERE shop_id = :shop_id AND id = :media_id")
    return await row(connection, statement, shop_id=shop_id, media_id=media_id)


async def file_id(connection: AsyncConnection, shop_id: ShopId, media_id: int, bot_id: BotId) -> str | None:
    """Return Telegram's id of a picture that this bot uploaded before."""
    found = await row(
        connection,
        text("SELECT file_id FROM media_files WHERE shop_id = :shop_id AND media_id = :media_id AND bot_id = :bot_id"),
        shop_id=shop_id,
        media_id=media_id,
        bot_id=bot_id,
    )
    return found["file_id"] if found else None


async def keep_file_id(
    connection: AsyncConnection, shop_id: ShopId, media_id: int, bot_id: BotId, file_id: str
) -> None:
    """Keep Telegram's id of an uploaded picture, so that it is uploaded once per bot."""
    statement = text(
        """
        INSERT INTO media_files (shop_id, media_id, bot_id, file_id)
        SELECT :shop_id, m.id, :bot_id, :file_id FROM media m WHERE m.shop_id = :shop_id AND m.id = :media_id
        ON CONFLICT (shop_id, media_id, bot_id) DO UPDATE SET file_id = excluded.file_id
        """
    )
    await change(connection, statement, shop_id=shop_id, media_id=media_id, bot_id=bot_id, file_id=file_id)


async def drop_file_id(connection: AsyncConnection, shop_id: ShopId, media_id: int, bot_id: BotId) -> None:
    """Forget Telegram's id of a picture."""
    statement = text("DELETE FROM media_files WHERE shop_id = :shop_id AND media_id = :media_id AND bot_id = :bot_id")
    await change(connection, statement, shop_id=shop_id, media_id=media_id, bot_id=bot_id)


async def delivery_options(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return how the shop delivers, in its order."""
    statement = text(
        """
        SELECT id, kind, title, details, price, free_from, cash_allowed, computed, zoned,
               CASE WHEN zoned THEN (SELECT min(z.price) FROM delivery_zones z WHERE z.shop_id = o.shop_id
                                     AND z.delivery_option_id = o.id AND z.active) END AS zones_from
        FROM delivery_options o WHERE shop_id = :shop_id AND active ORDER BY position, id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def every_delivery_option(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return every way of delivery for staff, also those switched off."""
    statement = text(
        """
        SELECT id, kind, title, details, price, free_from, cash_allowed, computed, zoned, active, position,
               (SELECT count(*) FROM delivery_zones z WHERE z.shop_id = o.shop_id
                AND z.delivery_option_id = o.id AND z.active) AS zones
        FROM delivery_options o
        WHERE shop_id = :shop_id ORDER BY active DESC, position, id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))
