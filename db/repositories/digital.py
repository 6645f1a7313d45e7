"""Digital goods of one shop: keys that are sold once, contents that are sold many times; ciphertext only."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import OrderId, ProductId, ShopId, VariantId

_VARIANT = """
    SELECT v.id AS variant_id, v.sku, v.stock_item_id, v.options AS variant_options, p.id AS product_id, p.kind,
           p.title, p.options, si.on_hand, si.held, si.available,
           (SELECT count(*) FROM digital_keys k WHERE k.shop_id = v.shop_id AND k.variant_id = v.id
               AND k.order_id IS NULL) AS free_keys,
           EXISTS (SELECT FROM digital_contents c WHERE c.shop_id = v.shop_id AND c.variant_id = v.id) AS has_content,
           EXISTS (SELECT FROM variants w WHERE w.shop_id = v.shop_id AND w.stock_item_id = v.stock_item_id
               AND w.id <> v.id) AS shares_stock
    FROM variants v
    JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
    JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
    WHERE v.shop_id = :shop_id
"""


async def variant(connection: AsyncConnection, shop_id: ShopId, sku: str) -> Record | None:
    """Return a variant with its product's kind, its stock and what there is to hand over."""
    return await row(connection, text(_VARIANT + " AND v.sku = :sku"), shop_id=shop_id, sku=sku)


async def variants_of(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId) -> list[Record]:
    """Return all variants of a product, as `variant` does, locked for a change."""
    statement = text(_VARIANT + " AND v.product_id = :product_id ORDER BY v.id FOR NO KEY UPDATE OF v, p")
    return list(await rows(connection, statement, shop_id=shop_id, product_id=product_id))


async def set_kind(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, kind: str) -> None:
    """Say what a product is."""
    await change(
        connection,
        text("UPDATE products SET kind = :kind WHERE shop_id = :shop_id AND id = :product_id"),
        shop_id=shop_id,
        product_id=product_id,
        kind=kind,
    )


async def add_keys(
    connection: AsyncConnection,
    shop_id: ShopId,
    variant_id: VariantId,
    *,
    ids: list[int],
    hashes: list[str],
    ciphers: list[bytes],
) -> list[str]:
    """Keep keys that are not known yet, sold or free; return the hashes of the new ones."""
    statement = text(
        """
        INSERT INTO digital_keys (shop_id, id, variant_id, content_hash, content_cipher)
        SELECT :shop_id, n.id, :variant_id, n.hash, n.cipher
        FROM unnest(CAST(:ids AS bigint[]), CAST(:hashes AS text[]), CAST(:ciphers AS bytea[])) AS n(id, hash, cipher)
        ON CONFLICT (shop_id, variant_id, content_hash) DO NOTHING
        RETURNING content_hash
        """
    )
    found = await rows(
        connection, statement, shop_id=shop_id, variant_id=variant_id, ids=ids, hashes=hashes, ciphers=ciphers
    )
    return [str(item["content_hash"]) for item in found]


async def claim_keys(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, position: int, variant_id: VariantId, quantity: int
) -> int:
    """Give free keys of a variant to an order's line, the oldest first; return how many there were.

    Rows that others are claiming are passed over: whoever holds a piece of stock finds a key of their own. The array
    is made once; as a sub-query of IN it may run for each row, and claim more than the limit.
    """
    statement = text(
        """
        UPDATE digital_keys SET order_id = :order_id, position = :position, claimed_at = now()
        WHERE shop_id = :shop_id AND id = ANY(ARRAY(
            SELECT k.id FROM digital_keys k
            WHERE k.shop_id = :shop_id AND k.variant_id = :variant_id AND k.order_id IS NULL
            ORDER BY k.id LIMIT :quantity FOR UPDATE SKIP LOCKED))
        """
    )
    return await change(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        position=position,
        variant_id=variant_id,
        quantity=quantity,
    )


async def keys_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return the keys an order has, line by line."""
    statement = text(
        "SELECT position, content_cipher FROM digital_keys"
        " WHERE shop_id = :shop_id AND order_id = :order_id ORDER BY position, id"
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def set_content(
    connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId, *, name: str, mime: str, cipher: bytes
) -> None:
    """Keep a variant's file or text, or its new version."""
    statement = text(
        """
        INSERT INTO digital_contents (shop_id, variant_id, name, mime, content_cipher)
        VALUES (:shop_id, :variant_id, :name, :mime, :cipher)
        ON CONFLICT (shop_id, variant_id) DO UPDATE SET name = excluded.name, mime = excluded.mime,
            content_cipher = excluded.content_cipher, changed_at = now()
        """
    )
    await change(connection, statement, shop_id=shop_id, variant_id=variant_id, name=name, mime=mime, cipher=cipher)


async def has_content(connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId) -> bool:
    """Return whether a variant's file or text is here."""
    statement = text("SELECT 1 FROM digital_contents WHERE shop_id = :shop_id AND variant_id = :variant_id")
    return await value(connection, statement, shop_id=shop_id, variant_id=variant_id) is not None


async def content(connection: AsyncConnection, shop_id: ShopId, variant_id: VariantId) -> Record | None:
    """Return a variant's file or text."""
    statement = text(
        "SELECT name, mime, content_cipher FROM digital_contents WHERE shop_id = :shop_id AND variant_id = :variant_id"
    )
    return await row(connection, statement, shop_id=shop_id, variant_id=variant_id)
