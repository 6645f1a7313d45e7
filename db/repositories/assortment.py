"""The shelves of one shop, as its staff write them: products, variants, pictures, prices."""

from collections.abc import Sequence
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import CategoryId, MediaId, ProductId, ShopId, StockItemId, VariantId

_LISTED = """
    SELECT p.id, p.title, p.options, p.kind, p.status, p.media_id, m.width, m.height
    FROM products p LEFT JOIN media m ON m.shop_id = p.shop_id AND m.id = p.media_id
    WHERE p.shop_id = :shop_id AND p.status <> 'archived'
"""


async def variant_by_sku(
    connection: AsyncConnection, shop_id: ShopId, sku: str, *, lock: bool = False
) -> Record | None:
    """Return a variant with its product and stock; the variant is locked for a change if asked."""
    statement = text(
        """
        SELECT v.id AS variant_id, v.sku, v.price, v.old_price, v.hidden, v.options AS variant_options,
               v.stock_item_id, p.id AS product_id, p.title, p.status, p.options, p.kind,
               si.on_hand, si.held, si.available, si.low_at
        FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND v.sku = :sku
        """
        + (" FOR NO KEY UPDATE OF v" if lock else "")
    )
    return await row(connection, statement, shop_id=shop_id, sku=sku)


async def set_price(
    connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId, price: int, old_price: int | None
) -> None:
    """Set a variant's price and, if given, the struck one; minor units."""
    await change(
        connection,
        text(
            "UPDATE variants SET price = :price, old_price = :old_price WHERE shop_id = :shop_id AND id = :variant_id"
        ),
        shop_id=shop_id,
        variant_id=variant_id,
        price=price,
        old_price=old_price,
    )


async def set_variant_hidden(
    connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId, *, hidden: bool
) -> None:
    """Hide a variant from customers, or show it."""
    await change(
        connection,
        # Shown again, it is part of its product again.
        text(
            "UPDATE variants SET hidden = :hidden, archived = archived AND :hidden"
            " WHERE shop_id = :shop_id AND id = :variant_id"
        ),
        shop_id=shop_id,
        variant_id=variant_id,
        hidden=hidden,
    )


async def set_product_status(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, status: str) -> None:
    """Publish or hide a product."""
    await change(
        connection,
        text("UPDATE products SET status = :status WHERE shop_id = :shop_id AND id = :product_id"),
        shop_id=shop_id,
        product_id=product_id,
        status=status,
    )


async def find_variants(connection: AsyncConnection, shop_id: ShopId, words: str, limit: int = 10) -> list[Record]:
    """Return variants whose SKU begins with the words, or whose product's text resembles them."""
    statement = text(
        """
        SELECT v.id AS variant_id, v.sku, v.price, v.hidden, p.id AS product_id, p.title, p.status,
               v.options AS variant_options, p.options, si.available, si.on_hand, si.held
        FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND p.status <> 'archived' AND NOT v.archived
          AND (starts_with(v.sku, upper(:words)) OR :words <% p.search_text)
        ORDER BY starts_with(v.sku, upper(:words)) DESC, word_similarity(:words, p.search_text) DESC,
                 p.id, v.position, v.id
        LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, words=words, limit=limit))


async def listed(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    low: bool = False,
    hidden: bool = False,
    before: int = 0,
    limit: int = 20,
) -> list[Record]:
    """Return products as staff see them, the newest first, before a product's id.

    `low`: only those on sale of which some variant runs low; `hidden`: only those that customers do not see a part of.
    """
    statement = text(
        _LISTED
        + """
          AND (CAST(:before AS bigint) = 0 OR p.id < CAST(:before AS bigint))
          AND (NOT :low OR p.status = 'active' AND EXISTS (
                SELECT 1 FROM variants v JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
                WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND NOT v.hidden AND NOT v.archived
                  AND si.available <= si.low_at))
          AND (NOT :hidden OR p.status <> 'active' OR EXISTS (
                SELECT 1 FROM variants v
                WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND v.hidden AND NOT v.archived))
        ORDER BY p.id DESC LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, low=low, hidden=hidden, before=before, limit=limit))


async def listed_as(connection: AsyncConnection, shop_id: ShopId, words: str, limit: int = 30) -> list[Record]:
    """Return products with a SKU that begins with the words, or whose text has or resembles them, the best first."""
    statement = text(
        _LISTED
        + """
          AND (EXISTS (SELECT 1 FROM variants v WHERE v.shop_id = p.shop_id AND v.product_id = p.id
                       AND NOT v.archived AND starts_with(v.sku, upper(:words)))
               OR strpos(p.search_text, :words) > 0 OR :words <% p.search_text)
        ORDER BY strpos(p.search_text, ' ' || :words) > 0 DESC, word_similarity(:words, p.search_text) DESC, p.id DESC
        LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, words=words, limit=limit))


async def variants_of_many(
    connection: AsyncConnection, shop_id: ShopId, product_ids: Sequence[ProductId]
) -> list[Record]:
    """Return the variants of several products with their stock, in their order, without archived ones."""
    statement = text(
        """
        SELECT v.product_id, v.sku, v.options, v.price, v.old_price, v.hidden,
               si.available, si.on_hand, si.held, si.low_at
        FROM variants v JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND v.product_id = ANY(:product_ids) AND NOT v.archived
        ORDER BY v.product_id, v.position, v.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, product_ids=list(product_ids)))


async def create_category(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    category_id: CategoryId,
    parent_id: CategoryId | None,
    slug: str,
    title: dict[str, str],
    emoji: str = "",
    position: int = 0,
) -> None:
    """Write a category."""
    statement = text(
        """
        INSERT INTO categories (shop_id, id, parent_id, slug, title, emoji, position)
        VALUES (:shop_id, :id, :parent_id, :slug, CAST(:title AS jsonb), :emoji, :position)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=category_id,
        parent_id=parent_id,
        slug=slug,
        title=dumps(title),
        emoji=emoji,
        position=position,
    )


async def create_product(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    product_id: ProductId,
    category_id: CategoryId | None,
    slug: str,
    title: dict[str, str],
    description: dict[str, str],
    options: list[dict[str, Any]],
    keywords: str = "",
    status: str = "active",
    position: int = 0,
    media_id: MediaId | None = None,
) -> None:
    """Write a product without variants; `keywords` is what else people call it: what it is found by follows."""
    statement = text(
        """
        INSERT INTO products (shop_id, id, category_id, slug, title, description, options, keywords, status,
                              position, media_id)
        VALUES (:shop_id, :id, :category_id, :slug, CAST(:title AS jsonb), CAST(:description AS jsonb),
                CAST(:options AS jsonb), :keywords, :status, :position, :media_id)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=product_id,
        category_id=category_id,
        slug=slug,
        title=dumps(title),
        description=dumps(description),
        options=dumps(options),
        keywords=keywords,
        status=status,
        position=position,
        media_id=media_id,
    )


async def create_variant(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    variant_id: VariantId,
    product_id: ProductId,
    stock_item_id: StockItemId,
    sku: str,
    options: dict[str, str],
    price: int,
    old_price: int | None = None,
    position: int = 0,
    media_id: MediaId | None = None,
) -> None:
    """Write a variant that sells from an existing stock item."""
    statement = text(
        """
        INSERT INTO variants (shop_id, id, product_id, stock_item_id, sku, options, price, old_price, position,
                              media_id)
        VALUES (:shop_id, :id, :product_id, :stock_item_id, :sku, CAST(:options AS jsonb), :price, :old_price,
                :position, :media_id)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=variant_id,
        product_id=product_id,
        stock_item_id=stock_item_id,
        sku=sku,
        options=dumps(options),
        price=price,
        old_price=old_price,
        position=position,
        media_id=media_id,
    )


async def create_media(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    media_id: MediaId,
    sha256: str,
    mime: str,
    width: int,
    height: int,
    content: bytes,
    tone: str | None = None,
) -> MediaId:
    """Keep a picture; the same bytes are kept once. Returns the id it is found by."""
    statement = text(
        """
        INSERT INTO media AS m (shop_id, id, sha256, mime, width, height, content, tone)
        VALUES (:shop_id, :id, :sha256, :mime, :width, :height, :content, :tone)
        ON CONFLICT (shop_id, sha256) DO UPDATE
            SET mime = excluded.mime, tone = coalesce(excluded.tone, m.tone)
        RETURNING id
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        id=media_id,
        sha256=sha256,
        mime=mime,
        width=width,
        height=height,
        content=content,
        tone=tone,
    )
    return MediaId(found)


async def create_delivery_option(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    delivery_option_id: int,
    kind: str,
    title: dict[str, str],
    details: dict[str, str],
    price: int,
    free_from: int | None = None,
    position: int = 0,
) -> None:
    """Write a way of delivery; price in minor units."""
    statement = text(
        """
        INSERT INTO delivery_options (shop_id, id, kind, title, details, price, free_from, position)
        VALUES (:shop_id, :id, :kind, CAST(:title AS jsonb), CAST(:details AS jsonb), :price, :free_from, :position)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=delivery_option_id,
        kind=kind,
        title=dumps(title),
        details=dumps(details),
        price=price,
        free_from=free_from,
        position=position,
    )


async def refresh_sold_out(connection: AsyncConnection, shop_id: ShopId, stock_item_ids: list[int]) -> int:
    """Bring `sold_out` of the products that sell from these stock items up to date; return how many changed."""
    statement = text(
        """
        UPDATE products p SET sold_out = fresh.sold_out
        FROM (
            SELECT v.product_id, coalesce(sum(si.available) FILTER (WHERE NOT v.hidden), 0) <= 0 AS sold_out
            FROM variants v
            JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
            WHERE v.shop_id = :shop_id AND v.product_id IN (
                SELECT w.product_id FROM variants w
                WHERE w.shop_id = :shop_id AND w.stock_item_id = ANY(:stock_item_ids))
            GROUP BY v.product_id
        ) fresh
        WHERE p.shop_id = :shop_id AND p.id = fresh.product_id AND p.sold_out <> fresh.sold_out
        """
    )
    return await change(connection, statement, shop_id=shop_id, stock_item_ids=stock_item_ids)


async def sku_of_slug(connection: AsyncConnection, shop_id: ShopId, slug: str) -> Record | None:
    """Return the first variant of the product with a slug."""
    statement = text(
        """
        SELECT p.id AS product_id, p.title, v.sku, v.price FROM products p
        JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id
        WHERE p.shop_id = :shop_id AND p.slug = :slug ORDER BY v.position LIMIT 1
        """
    )
    return await row(connection, statement, shop_id=shop_id, slug=slug)


async def set_category(
    connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, category_id: CategoryId
) -> bool:
    """Put a product on another shelf of the same shop."""
    statement = text(
        "UPDATE products SET category_id = :category_id WHERE shop_id = :shop_id AND id = :product_id"
        " AND EXISTS (SELECT 1 FROM categories WHERE shop_id = :shop_id AND id = :category_id)"
    )
    return await change(connection, statement, shop_id=shop_id, product_id=product_id, category_id=category_id) > 0


async def product_head(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId) -> Record | None:
    """Return a product's title and shelf with its first SKU, whatever its status."""
    statement = text(
        """
        SELECT p.id AS product_id, p.title, p.category_id, p.status, v.sku FROM products p
        JOIN variants v ON v.shop_id = p.shop_id AND v.product_id = p.id
        WHERE p.shop_id = :shop_id AND p.id = :product_id ORDER BY v.position, v.id LIMIT 1
        """
    )
    return await row(connection, statement, shop_id=shop_id, product_id=product_id)


async def set_delivery_option(
    connection: AsyncConnection,
    shop_id: ShopId,
    delivery_option_id: int,
    *,
    title: dict[str, str],
    details: dict[str, str],
    price: int,
    free_from: int | None,
    cash_allowed: bool,
    computed: bool,
    zoned: bool,
    active: bool,
) -> None:
    """Write a way of delivery anew; sums in minor units."""
    statement = text(
        """
        UPDATE delivery_options SET title = CAST(:title AS jsonb), details = CAST(:details AS jsonb), price = :price,
            free_from = :free_from, cash_allowed = :cash_allowed, computed = :computed, zoned = :zoned,
            active = :active
        WHERE shop_id = :shop_id AND id = :id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=delivery_option_id,
        title=dumps(title),
        details=dumps(details),
        price=price,
        free_from=free_from,
        cash_allowed=cash_allowed,
        computed=computed,
        zoned=zoned,
        active=active,
    )


async def every_category(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return every shelf for staff, also hidden ones, with how many products lie on it (archived ones left out)."""
    statement = text(
        """
        SELECT c.id, c.parent_id, c.title, c.emoji, c.hidden,
               (SELECT count(*) FROM products p WHERE p.shop_id = c.shop_id AND p.category_id = c.id
                AND p.status <> 'archived')::int AS products
        FROM categories c WHERE c.shop_id = :shop_id ORDER BY c.position, c.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def set_category_fields(
    connection: AsyncConnection,
    shop_id: ShopId,
    category_id: CategoryId,
    *,
    title: dict[str, str],
    emoji: str,
    hidden: bool,
) -> None:
    """Write a shelf's name, emoji and whether customers see it."""
    statement = text(
        """
        UPDATE categories SET title = CAST(:title AS jsonb), emoji = :emoji, hidden = :hidden
        WHERE shop_id = :shop_id AND id = :category_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        category_id=category_id,
        title=dumps(title),
        emoji=emoji,
        hidden=hidden,
    )


async def put_category_first(connection: AsyncConnection, shop_id: ShopId, category_id: CategoryId) -> None:
    """Put a shelf in front of all others of its row."""
    statement = text(
        """
        UPDATE categories SET position = (SELECT min(position) - 1 FROM categories WHERE shop_id = :shop_id)
        WHERE shop_id = :shop_id AND id = :category_id
        """
    )
    await change(connection, statement, shop_id=shop_id, category_id=category_id)


async def remove_category(connection: AsyncConnection, shop_id: ShopId, category_id: CategoryId) -> None:
    """Remove an empty shelf; archived products that lay there lose it."""
    statement = text(
        """
        WITH p AS (
            UPDATE products SET category_id = NULL WHERE shop_id = :shop_id AND category_id = :category_id
        )
        DELETE FROM categories WHERE shop_id = :shop_id AND id = :category_id
        """
    )
    await change(connection, statement, shop_id=shop_id, category_id=category_id)
