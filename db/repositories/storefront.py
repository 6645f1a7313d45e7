"""Cards of the storefront: what a list of products shows, in one statement whatever the list is."""

from collections.abc import Sequence

from db.repositories.catalogue import STARS
from db.repositories.sql import AsyncConnection, Record, row, rows, text
from db.types.ids import PersonId, ProductId, ShopId

_CARDS = text(
    f"""
    SELECT p.id, p.title, a.min_price, a.max_price, a.old_price, a.in_stars, a.available, a.variants, a.only_variant,
           m.id AS media_id, m.width, m.height, m.tone,
           coalesce(r.reviews, 0) AS reviews, coalesce(r.stars, 0) AS stars,
           EXISTS (SELECT 1 FROM favourites f WHERE f.shop_id = p.shop_id AND f.product_id = p.id
                   AND f.person_id = CAST(:person_id AS bigint)) AS liked
    FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS wanted(id, place)
    JOIN products p ON p.shop_id = :shop_id AND p.id = wanted.id AND p.status = 'active'
    CROSS JOIN LATERAL (
        SELECT min(coalesce(x.stars, v.price)) AS min_price, max(coalesce(x.stars, v.price)) AS max_price,
               max(v.old_price) FILTER (WHERE x.stars IS NULL) AS old_price, bool_or(x.stars IS NOT NULL) AS in_stars,
               coalesce(sum(si.available), 0) AS available, count(*) AS variants,
               CASE WHEN count(*) = 1 THEN min(v.id) END AS only_variant, min(v.media_id) AS media_id
        FROM variants v
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        CROSS JOIN LATERAL (SELECT {STARS} AS stars) x
        WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden) a
    LEFT JOIN media m ON m.shop_id = p.shop_id AND m.id = coalesce(p.media_id, a.media_id)
    LEFT JOIN LATERAL (
        SELECT count(*) AS reviews, sum(w.rating) AS stars FROM reviews w
        WHERE w.shop_id = p.shop_id AND w.product_id = p.id AND w.state = 'published') r ON true
    WHERE a.variants > 0 ORDER BY wanted.place
    """
)


async def cards(
    connection: AsyncConnection, shop_id: ShopId, product_ids: Sequence[int], person_id: PersonId | None
) -> Sequence[Record]:
    """Return cards of these products in this order, without those that are not on sale."""
    return await rows(connection, _CARDS, shop_id=shop_id, ids=list(product_ids), person_id=person_id)


async def sizes(connection: AsyncConnection, shop_id: ShopId, media_ids: Sequence[int]) -> Sequence[Record]:
    """Return width and height of pictures in pixels, and their tones."""
    statement = text(
        "SELECT id, width, height, tone FROM media WHERE shop_id = :shop_id AND id = ANY(CAST(:ids AS bigint[]))"
    )
    return await rows(connection, statement, shop_id=shop_id, ids=list(media_ids))


_FACES = text(
    """
    WITH RECURSIVE below AS (
        SELECT c.id AS shelf, c.id FROM categories c WHERE c.shop_id = :shop_id AND NOT c.hidden
        UNION ALL
        SELECT b.shelf, c.id FROM below b
        JOIN categories c ON c.shop_id = :shop_id AND c.parent_id = b.id AND NOT c.hidden
    )
    SELECT DISTINCT ON (b.shelf) b.shelf, m.id, m.width, m.height, m.tone
    FROM below b
    JOIN products p ON p.shop_id = :shop_id AND p.category_id = b.id AND p.status = 'active'
    JOIN media m ON m.shop_id = p.shop_id AND m.id = p.media_id
    ORDER BY b.shelf, p.sold_out, p.position, p.id
    """
)


async def faces(connection: AsyncConnection, shop_id: ShopId) -> Sequence[Record]:
    """Return a picture for each shelf that has one to show: of the first product on it, or on the shelves below."""
    return await rows(connection, _FACES, shop_id=shop_id)


async def public_picture(connection: AsyncConnection, shop_id: ShopId, media_id: int) -> bytes | None:
    """Return a picture that everybody may see: of the shop itself, of goods on sale, of a published review.

    A shop's other pictures are its people's: proofs of payment, parcels, spoiled goods, words nobody has read yet.
    """
    statement = text(
        """
        SELECT m.content FROM media m JOIN shops s ON s.id = m.shop_id AND s.status <> 'closed'
        WHERE m.shop_id = :shop_id AND m.id = :media_id AND (
            s.cover_media_id = m.id
            OR s.settings->'design'->'blocks' @> jsonb_build_array(jsonb_build_object('picture', m.id))
            OR EXISTS (SELECT 1 FROM products p WHERE p.shop_id = m.shop_id AND p.media_id = m.id
                       AND p.status = 'active')
            OR EXISTS (SELECT 1 FROM variants v JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
                       WHERE v.shop_id = m.shop_id AND v.media_id = m.id AND NOT v.archived AND p.status = 'active')
            OR EXISTS (SELECT 1 FROM product_media a JOIN products p ON p.shop_id = a.shop_id AND p.id = a.product_id
                       WHERE a.shop_id = m.shop_id AND a.media_id = m.id AND p.status = 'active')
            OR EXISTS (SELECT 1 FROM review_photos f JOIN reviews r ON r.shop_id = f.shop_id AND r.id = f.review_id
                       WHERE f.shop_id = m.shop_id AND f.media_id = m.id AND r.state = 'published'))
        """
    )
    found = await row(connection, statement, shop_id=shop_id, media_id=media_id)
    return bytes(found["content"]) if found is not None else None


async def album(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId) -> list[int]:
    """Return a product's pictures, its own first."""
    statement = text(
        """
        SELECT media_id FROM (
            SELECT p.media_id, -1 AS place FROM products p WHERE p.shop_id = :shop_id AND p.id = :product_id
            UNION ALL
            SELECT media_id, position FROM product_media WHERE shop_id = :shop_id AND product_id = :product_id
            UNION ALL
            SELECT v.media_id, 1000 + v.position FROM variants v
            WHERE v.shop_id = :shop_id AND v.product_id = :product_id AND NOT v.hidden
        ) every WHERE media_id IS NOT NULL GROUP BY media_id ORDER BY min(place), media_id
        """
    )
    return [one["media_id"] for one in await rows(connection, statement, shop_id=shop_id, product_id=product_id)]


async def published_reviews(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId) -> Record | None:
    """Return how many reviews everybody may read, and the sum of their stars."""
    statement = text(
        "SELECT count(*) AS reviews, coalesce(sum(rating), 0) AS stars FROM reviews"
        " WHERE shop_id = :shop_id AND product_id = :product_id AND state = 'published'"
    )
    return await row(connection, statement, shop_id=shop_id, product_id=product_id)


async def person_marks(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, product_id: ProductId
) -> Record | None:
    """Return whether somebody likes a product, and which of its variants they wait for."""
    statement = text(
        """
        SELECT EXISTS (SELECT 1 FROM favourites f WHERE f.shop_id = :shop_id AND f.person_id = :person_id
                       AND f.product_id = :product_id) AS liked,
               ARRAY(SELECT s.variant_id FROM stock_alerts s JOIN variants v ON v.shop_id = s.shop_id
                     AND v.id = s.variant_id WHERE s.shop_id = :shop_id AND s.person_id = :person_id
                     AND v.product_id = :product_id) AS awaited
        """
    )
    return await row(connection, statement, shop_id=shop_id, person_id=person_id, product_id=product_id)
