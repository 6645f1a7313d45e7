"""What customers of one shop like and wait for: favourites, alerts, albums, what goes together."""

from db.repositories.catalogue import STARS
from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import BotId, MediaId, PersonId, ProductId, ShopId, VariantId

# The least price of what customers see of a product, in the shop's currency.
LEAST = """(SELECT min(v.price) FROM variants v
    WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden)"""


async def extras(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    product_id: ProductId,
    variant_id: VariantId,
) -> Record | None:
    """Return what a product card shows beside the product: one's heart and bell, stars, whether more goes with it."""
    statement = text(
        """
        SELECT EXISTS (SELECT 1 FROM favourites f WHERE f.shop_id = :shop_id AND f.person_id = :person_id
                       AND f.product_id = :product_id) AS liked,
               EXISTS (SELECT 1 FROM stock_alerts a WHERE a.shop_id = :shop_id AND a.person_id = :person_id
                       AND a.variant_id = :variant_id AND a.told_at IS NULL) AS awaited,
               EXISTS (SELECT 1 FROM related_products r WHERE r.shop_id = :shop_id AND r.product_id = :product_id)
               OR EXISTS (SELECT 1 FROM products p JOIN products q ON q.shop_id = p.shop_id
                          AND q.category_id = p.category_id AND q.id <> p.id AND q.status = 'active' AND NOT q.sold_out
                          WHERE p.shop_id = :shop_id AND p.id = :product_id) AS goes_with,
               s.reviews, s.stars
        FROM (SELECT count(*) AS reviews, coalesce(sum(rating), 0) AS stars FROM reviews
              WHERE shop_id = :shop_id AND product_id = :product_id AND state <> 'rejected') s
        """
    )
    return await row(
        connection, statement, shop_id=shop_id, person_id=person_id, product_id=product_id, variant_id=variant_id
    )


# ── favourites ───────────────────────────────────────────────────────────────────────────────────────────


async def like(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, product_id: ProductId) -> bool:
    """Put a product among one's favourites, at its price of today; False when there is no such product on sale."""
    statement = text(
        f"""
        INSERT INTO favourites (shop_id, person_id, product_id, price, lowest)
        SELECT p.shop_id, :person_id, p.id, {LEAST}, {LEAST} FROM products p
        WHERE p.shop_id = :shop_id AND p.id = :product_id AND p.status = 'active' AND {LEAST} IS NOT NULL
        ON CONFLICT (shop_id, person_id, product_id) DO UPDATE SET at = favourites.at
        """
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id, product_id=product_id) > 0


async def unlike(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, product_id: ProductId) -> None:
    """Take a product out of one's favourites."""
    statement = text(
        "DELETE FROM favourites WHERE shop_id = :shop_id AND person_id = :person_id AND product_id = :product_id"
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, product_id=product_id)


async def liked_number(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Return how many favourites somebody has."""
    statement = text("SELECT count(*) FROM favourites WHERE shop_id = :shop_id AND person_id = :person_id")
    return int(await value(connection, statement, shop_id=shop_id, person_id=person_id))


_AMONG = f"""
    SELECT min(coalesce(x.stars, v.price)) AS min_price, max(coalesce(x.stars, v.price)) AS max_price,
           bool_or(x.stars IS NOT NULL) AS in_stars, coalesce(sum(si.available), 0) AS available, count(*) AS variants,
           count(*) FILTER (WHERE si.available > 0) AS to_buy,
           (array_agg(v.id ORDER BY si.available > 0 DESC, v.position, v.id))[1] AS variant_id
    FROM variants v
    JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
    CROSS JOIN LATERAL (SELECT {STARS} AS stars) x
    WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden
"""


async def favourites(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, *, start: int = 0, limit: int = 8
) -> list[Record]:
    """Return a page of one's favourites, the latest first, each row with the `total`; what is not sold is left out."""
    statement = text(
        f"""
        SELECT p.id, p.title, a.min_price, a.max_price, a.in_stars, a.available, a.to_buy, a.variant_id,
               count(*) OVER () AS total
        FROM favourites f
        JOIN products p ON p.shop_id = f.shop_id AND p.id = f.product_id AND p.status = 'active'
        CROSS JOIN LATERAL ({_AMONG}) a
        WHERE f.shop_id = :shop_id AND f.person_id = :person_id AND a.variants > 0
        ORDER BY f.at DESC, p.id
        LIMIT :limit OFFSET :start
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id, start=start, limit=limit))


# ── alerts ───────────────────────────────────────────────────────────────────────────────────────────────


async def wait_for(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, variant_id: VariantId) -> bool:
    """Note that somebody waits for a variant (anew); False when there is no such variant."""
    statement = text(
        """
        INSERT INTO stock_alerts (shop_id, person_id, variant_id)
        SELECT v.shop_id, :person_id, v.id FROM variants v WHERE v.shop_id = :shop_id AND v.id = :variant_id
        ON CONFLICT (shop_id, person_id, variant_id) DO UPDATE SET at = now(), told_at = NULL
        """
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id, variant_id=variant_id) > 0


async def wait_no_more(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, variant_id: VariantId
) -> None:
    """Somebody waits for a variant no more."""
    statement = text(
        "DELETE FROM stock_alerts WHERE shop_id = :shop_id AND person_id = :person_id AND variant_id = :variant_id"
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, variant_id=variant_id)


async def awaited(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, limit: int = 30) -> list[Record]:
    """Return the variants somebody waits for, the latest first."""
    statement = text(
        """
        SELECT v.id AS variant_id, p.id AS product_id, p.title, p.options, v.options AS variant_options
        FROM stock_alerts a
        JOIN variants v ON v.shop_id = a.shop_id AND v.id = a.variant_id
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        WHERE a.shop_id = :shop_id AND a.person_id = :person_id AND a.told_at IS NULL
        ORDER BY a.at DESC LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id, limit=limit))


# Who can be told of something that was asked for: alerts are not off, and the shop's bot is not blocked.
_CAN_BE_TOLD = """
    NOT EXISTS (SELECT 1 FROM notification_choices n WHERE n.shop_id = {who}.shop_id AND n.person_id = {who}.person_id
                AND n.kind = 'alerts' AND NOT n.allowed)
    AND NOT EXISTS (SELECT 1 FROM shops s JOIN bot_users b ON b.bot_id = s.bot_id AND b.person_id = {who}.person_id
                    WHERE s.id = {who}.shop_id AND b.blocked_at IS NOT NULL)"""


async def claim_back(
    connection: AsyncConnection, shop_id: ShopId, stock_item_ids: list[int], limit: int
) -> list[Record]:
    """Take people who wait for what is back, so many at once and the longest waiting first; each is taken once."""
    statement = text(
        f"""
        WITH due AS (
            SELECT a.person_id, a.variant_id FROM stock_alerts a
            JOIN variants v ON v.shop_id = a.shop_id AND v.id = a.variant_id AND NOT v.hidden
            JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status = 'active'
            JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id AND si.available > 0
            WHERE a.shop_id = :shop_id AND a.told_at IS NULL AND si.id = ANY(CAST(:stock_item_ids AS bigint[]))
              AND {_CAN_BE_TOLD.format(who="a")}
            ORDER BY a.at, a.person_id LIMIT :limit
            FOR UPDATE OF a SKIP LOCKED
        ), taken AS (
            UPDATE stock_alerts a SET told_at = now() FROM due
            WHERE a.shop_id = :shop_id AND a.person_id = due.person_id AND a.variant_id = due.variant_id
              AND a.told_at IS NULL
            RETURNING a.person_id, a.variant_id
        )
        SELECT t.person_id, pe.telegram_id, pe.language, pe.telegram_language, p.id AS product_id, p.title, p.options,
               v.id AS variant_id, v.options AS variant_options, coalesce(x.stars, v.price) AS price,
               x.stars IS NOT NULL AS in_stars, coalesce(v.media_id, p.media_id) AS media_id
        FROM taken t
        JOIN people pe ON pe.id = t.person_id
        JOIN variants v ON v.shop_id = :shop_id AND v.id = t.variant_id
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        CROSS JOIN LATERAL (SELECT {STARS} AS stars) x
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, stock_item_ids=stock_item_ids, limit=limit))


async def give_back_alert(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, variant_id: VariantId
) -> None:
    """Nothing was sent, for certain: the person waits again."""
    statement = text(
        "UPDATE stock_alerts SET told_at = NULL"
        " WHERE shop_id = :shop_id AND person_id = :person_id AND variant_id = :variant_id"
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, variant_id=variant_id)


async def note_dearer(connection: AsyncConnection) -> int:
    """Bring the prices of favourites that became dearer up to date (platform transaction)."""
    statement = text(
        f"""
        UPDATE favourites f SET price = l.least
        FROM products p CROSS JOIN LATERAL (SELECT {LEAST} AS least) l
        WHERE p.shop_id = f.shop_id AND p.id = f.product_id AND l.least > f.price
        """
    )
    return await change(connection, statement)


async def shops_with_drops(connection: AsyncConnection) -> list[ShopId]:
    """Return the shops where a favourite became cheaper than its friend ever saw (platform transaction)."""
    statement = text(
        f"""
        SELECT DISTINCT f.shop_id FROM favourites f
        JOIN products p ON p.shop_id = f.shop_id AND p.id = f.product_id AND p.status = 'active' AND NOT p.sold_out
        CROSS JOIN LATERAL (SELECT {LEAST} AS least) l
        WHERE l.least < f.lowest AND {_CAN_BE_TOLD.format(who="f")}
        """
    )
    return [ShopId(found["shop_id"]) for found in await rows(connection, statement)]


async def claim_drops(connection: AsyncConnection, shop_id: ShopId, limit: int) -> list[Record]:
    """Take people whose favourites became cheaper than they ever saw them; the new price counts as told."""
    statement = text(
        f"""
        WITH due AS (
            SELECT f.person_id, f.product_id, f.price AS before, f.lowest AS lowest_before, l.least
            FROM favourites f
            JOIN products p ON p.shop_id = f.shop_id AND p.id = f.product_id AND p.status = 'active' AND NOT p.sold_out
            CROSS JOIN LATERAL (SELECT {LEAST} AS least) l
            WHERE f.shop_id = :shop_id AND l.least < f.lowest AND {_CAN_BE_TOLD.format(who="f")}
            ORDER BY f.person_id, f.product_id LIMIT :limit
            FOR UPDATE OF f SKIP LOCKED
        ), taken AS (
            UPDATE favourites f SET price = due.least, lowest = due.least FROM due
            WHERE f.shop_id = :shop_id AND f.person_id = due.person_id AND f.product_id = due.product_id
              AND f.lowest = due.lowest_before
            RETURNING f.person_id, f.product_id, due.before, due.lowest_before, due.least
        )
        SELECT t.person_id, pe.telegram_id, pe.language, pe.telegram_language, p.id AS product_id, p.title, p.media_id,
               t.before, t.lowest_before, t.least AS price
        FROM taken t
        JOIN people pe ON pe.id = t.person_id
        JOIN products p ON p.shop_id = :shop_id AND p.id = t.product_id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


async def give_back_drop(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    product_id: ProductId,
    *,
    before: int,
    lowest_before: int,
) -> None:
    """Nothing was sent, for certain: the lower price is news again. Prices in minor units."""
    statement = text(
        """
        UPDATE favourites SET price = :before, lowest = :lowest_before
        WHERE shop_id = :shop_id AND person_id = :person_id AND product_id = :product_id AND lowest < :lowest_before
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        product_id=product_id,
        before=before,
        lowest_before=lowest_before,
    )


# ── albums ───────────────────────────────────────────────────────────────────────────────────────────────


async def album(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, bot_id: BotId) -> list[Record]:
    """Return a product's pictures in their order, its first one included, with the bot's copy of each."""
    statement = text(
        """
        SELECT m.media_id, mf.file_id FROM (
            SELECT p.media_id, -1 AS position FROM products p
            WHERE p.shop_id = :shop_id AND p.id = :product_id AND p.media_id IS NOT NULL
            UNION ALL
            SELECT pm.media_id, pm.position FROM product_media pm
            JOIN products p ON p.shop_id = pm.shop_id AND p.id = pm.product_id
            WHERE pm.shop_id = :shop_id AND pm.product_id = :product_id AND pm.media_id IS DISTINCT FROM p.media_id
        ) m
        LEFT JOIN media_files mf ON mf.shop_id = :shop_id AND mf.media_id = m.media_id AND mf.bot_id = :bot_id
        ORDER BY m.position, m.media_id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, product_id=product_id, bot_id=bot_id))


async def add_picture(
    connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, media_id: MediaId, most: int
) -> str:
    """Put a picture at the end of a product's album; return `first`, `added`, `known`, `full` or `gone`.

    A product without a picture gets it as its first one.
    """
    head = await row(
        connection,
        text("SELECT media_id FROM products WHERE shop_id = :shop_id AND id = :product_id FOR NO KEY UPDATE"),
        shop_id=shop_id,
        product_id=product_id,
    )
    if head is None:
        return "gone"
    if head["media_id"] is None:
        first = text("UPDATE products SET media_id = :media_id WHERE shop_id = :shop_id AND id = :product_id")
        await change(connection, first, shop_id=shop_id, product_id=product_id, media_id=media_id)
        return "first"
    counted = await row(
        connection,
        text(
            "SELECT count(*) AS number, coalesce(bool_or(media_id = :media_id), false) AS known FROM product_media"
            " WHERE shop_id = :shop_id AND product_id = :product_id"
        ),
        shop_id=shop_id,
        product_id=product_id,
        media_id=media_id,
    )
    if head["media_id"] == media_id or (counted is not None and counted["known"]):
        return "known"
    if counted is not None and counted["number"] >= most:
        return "full"
    statement = text(
        """
        INSERT INTO product_media (shop_id, product_id, media_id, position)
        SELECT :shop_id, :product_id, :media_id, coalesce(max(position), 0) + 1 FROM product_media
        WHERE shop_id = :shop_id AND product_id = :product_id
        """
    )
    await change(connection, statement, shop_id=shop_id, product_id=product_id, media_id=media_id)
    return "added"


async def drop_picture(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, media_id: MediaId) -> bool:
    """Take a picture out of a product's album; the next one becomes the first if it was that."""
    left = text(
        "DELETE FROM product_media WHERE shop_id = :shop_id AND product_id = :product_id AND media_id = :media_id"
    )
    if await change(connection, left, shop_id=shop_id, product_id=product_id, media_id=media_id):
        return True
    first = text(
        """
        WITH next AS (
            DELETE FROM product_media WHERE shop_id = :shop_id AND (product_id, media_id) = (
                SELECT product_id, media_id FROM product_media
                WHERE shop_id = :shop_id AND product_id = :product_id ORDER BY position, media_id LIMIT 1)
            AND EXISTS (SELECT 1 FROM products WHERE shop_id = :shop_id AND id = :product_id AND media_id = :media_id)
            RETURNING media_id
        )
        UPDATE products SET media_id = (SELECT media_id FROM next)
        WHERE shop_id = :shop_id AND id = :product_id AND media_id = :media_id
        """
    )
    return await change(connection, first, shop_id=shop_id, product_id=product_id, media_id=media_id) > 0
