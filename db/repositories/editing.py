"""Products as their editor sees them: every field, every variant, also what customers do not see."""

from collections.abc import Sequence
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text
from db.types.ids import CategoryId, MediaId, PersonId, ProductId, ShopId, VariantId


async def product(
    connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, *, lock: bool = False
) -> Record | None:
    """Return a product whatever its status, locked for a change if asked."""
    statement = text(
        """
        SELECT p.id, p.title, p.description, p.options, p.kind, p.status, p.category_id, p.media_id, p.keywords,
               c.title AS category
        FROM products p LEFT JOIN categories c ON c.shop_id = p.shop_id AND c.id = p.category_id
        WHERE p.shop_id = :shop_id AND p.id = :product_id
        """
        + (" FOR NO KEY UPDATE OF p" if lock else "")
    )
    return await row(connection, statement, shop_id=shop_id, product_id=product_id)


async def variants_of(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId) -> list[Record]:
    """Return all variants of a product in their order, archived ones last."""
    statement = text(
        """
        SELECT v.id, v.sku, v.options, v.price, v.old_price, v.position, v.hidden, v.archived, v.media_id,
               v.stock_item_id, si.available, si.on_hand, si.held, si.low_at
        FROM variants v JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND v.product_id = :product_id ORDER BY v.archived, v.position, v.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, product_id=product_id))


async def variant(
    connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId, *, lock: bool = False
) -> Record | None:
    """Return a variant with its product's id, locked for a change if asked."""
    statement = text(
        "SELECT id, product_id, sku, media_id, hidden, archived FROM variants"
        " WHERE shop_id = :shop_id AND id = :variant_id" + (" FOR NO KEY UPDATE" if lock else "")
    )
    return await row(connection, statement, shop_id=shop_id, variant_id=variant_id)


async def save_product(
    connection: AsyncConnection,
    shop_id: ShopId,
    product_id: ProductId,
    *,
    title: dict[str, str],
    description: dict[str, str],
    options: Sequence[Any],
    status: str,
    category_id: CategoryId | None,
    media_id: MediaId | None,
) -> None:
    """Write a locked product's fields anew."""
    statement = text(
        """
        UPDATE products SET title = CAST(:title AS jsonb), description = CAST(:description AS jsonb),
            options = CAST(:options AS jsonb), status = :status, category_id = :category_id, media_id = :media_id
        WHERE shop_id = :shop_id AND id = :product_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        product_id=product_id,
        title=dumps(title),
        description=dumps(description),
        options=dumps(list(options)),
        status=status,
        category_id=category_id,
        media_id=media_id,
    )


async def save_variant(
    connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId, *, sku: str, media_id: MediaId | None
) -> None:
    """Write a locked variant's SKU and picture. Raises: IntegrityError: the SKU is in use."""
    statement = text(
        "UPDATE variants SET sku = :sku, media_id = :media_id WHERE shop_id = :shop_id AND id = :variant_id"
    )
    await change(connection, statement, shop_id=shop_id, variant_id=variant_id, sku=sku, media_id=media_id)


async def set_variants(connection: AsyncConnection, shop_id: ShopId, variants: Sequence[dict[str, Any]]) -> None:
    """Write variants' options, whether they are hidden and whether archived (id, options, hidden, archived)."""
    statement = text(
        """
        UPDATE variants v SET options = n.options, hidden = n.hidden, archived = n.archived
        FROM jsonb_to_recordset(CAST(:variants AS jsonb)) AS n(id bigint, options jsonb, hidden boolean,
             archived boolean)
        WHERE v.shop_id = :shop_id AND v.id = n.id
        """
    )
    await change(connection, statement, shop_id=shop_id, variants=dumps(variants))


async def taken_skus(connection: AsyncConnection, shop_id: ShopId, skus: Sequence[str]) -> set[str]:
    """Return which of these SKUs are in use."""
    statement = text("SELECT sku FROM variants WHERE shop_id = :shop_id AND sku = ANY(:skus)")
    return {found["sku"] for found in await rows(connection, statement, shop_id=shop_id, skus=list(skus))}


# ── many at once ─────────────────────────────────────────────────────────────────────────────────────────


async def create_bulk(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    bulk_id: int,
    person_id: PersonId,
    category_id: CategoryId | None,
    words: str,
) -> None:
    """Write down which variants are meant."""
    statement = text(
        "INSERT INTO bulk_changes (shop_id, id, person_id, category_id, words)"
        " VALUES (:shop_id, :id, :person_id, :category_id, :words)"
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=bulk_id,
        person_id=person_id,
        category_id=category_id,
        words=words,
    )


async def bulk(connection: AsyncConnection, shop_id: ShopId, bulk_id: int, *, lock: bool = False) -> Record | None:
    """Return a change of many variants, locked if asked."""
    statement = text(
        """
        SELECT b.id, b.category_id, b.words, b.action, b.amount, b.round_to, b.state, b.before, c.title AS category
        FROM bulk_changes b LEFT JOIN categories c ON c.shop_id = b.shop_id AND c.id = b.category_id
        WHERE b.shop_id = :shop_id AND b.id = :bulk_id
        """
        + (" FOR NO KEY UPDATE OF b" if lock else "")
    )
    return await row(connection, statement, shop_id=shop_id, bulk_id=bulk_id)


async def set_bulk(
    connection: AsyncConnection,
    shop_id: ShopId,
    bulk_id: int,
    *,
    action: str | None,
    amount: int | None,
    round_to: int,
    state: str,
    before: Sequence[dict[str, Any]] = (),
) -> None:
    """Write what is to be done, or what was."""
    statement = text(
        """
        UPDATE bulk_changes SET action = :action, amount = :amount, round_to = :round_to, state = :state,
            before = CAST(:before AS jsonb)
        WHERE shop_id = :shop_id AND id = :bulk_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        bulk_id=bulk_id,
        action=action,
        amount=amount,
        round_to=round_to,
        state=state,
        before=dumps(list(before)),
    )


async def variants_meant(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    category_id: CategoryId | None,
    words: str,
    limit: int = 5_000,
    lock: bool = False,
) -> list[Record]:
    """Return variants on a shelf (and below it), or whose SKU or name has the words; locked in order if asked."""
    statement = text(
        """
        WITH RECURSIVE below AS (
            SELECT id FROM categories WHERE shop_id = :shop_id AND id = CAST(:category_id AS bigint)
            UNION ALL
            SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id WHERE c.shop_id = :shop_id
        )
        SELECT v.id, v.sku, v.price, v.old_price, v.hidden, v.stock_item_id, p.title, p.status, p.options,
               v.options AS variant_options
        FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status <> 'archived'
        WHERE v.shop_id = :shop_id AND NOT v.archived
          AND (CASE WHEN CAST(:category_id AS bigint) IS NOT NULL THEN p.category_id IN (SELECT id FROM below)
               ELSE starts_with(v.sku, upper(:words)) OR strpos(lower(p.title ->> 'ru'), lower(:words)) > 0
                    OR strpos(lower(p.title ->> 'en'), lower(:words)) > 0 END)
        ORDER BY v.id LIMIT :limit
        """
        + (" FOR NO KEY UPDATE OF v" if lock else "")
    )
    return list(await rows(connection, statement, shop_id=shop_id, category_id=category_id, words=words, limit=limit))


async def variants_by_id(
    connection: AsyncConnection, shop_id: ShopId, variant_ids: Sequence[int], *, lock: bool = False
) -> list[Record]:
    """Return variants by their ids, locked in order if asked."""
    statement = text(
        "SELECT id, sku, price, old_price, hidden, stock_item_id FROM variants"
        " WHERE shop_id = :shop_id AND id = ANY(:variant_ids) ORDER BY id" + (" FOR NO KEY UPDATE" if lock else "")
    )
    return list(await rows(connection, statement, shop_id=shop_id, variant_ids=list(variant_ids)))


async def hide_variants(
    connection: AsyncConnection, shop_id: ShopId, variant_ids: Sequence[int], *, hidden: bool
) -> None:
    """Hide variants from customers or show them; shown ones publish their products."""
    statement = text(
        """
        WITH v AS (
            UPDATE variants SET hidden = :hidden, archived = archived AND :hidden
            WHERE shop_id = :shop_id AND id = ANY(:variant_ids) RETURNING product_id
        )
        UPDATE products SET status = 'active'
        WHERE shop_id = :shop_id AND NOT :hidden AND status IN ('draft', 'hidden') AND id IN (SELECT product_id FROM v)
        """
    )
    await change(connection, statement, shop_id=shop_id, variant_ids=list(variant_ids), hidden=hidden)
