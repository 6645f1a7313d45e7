"""What is taken away in files: goods, and orders with their lines."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, rows, text
from db.types.ids import ShopId


async def every_good(connection: AsyncConnection, shop_id: ShopId, after: int = 0, limit: int = 2000) -> list[Record]:
    """Return variants that are not archived, by id, for a file."""
    statement = text(
        """
        SELECT v.id AS variant_id, v.sku, v.price, v.old_price, v.hidden, v.options AS variant_options,
               p.title, p.description, p.options, p.status, c.title AS category, si.on_hand, si.held, si.available
        FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status <> 'archived'
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        LEFT JOIN categories c ON c.shop_id = p.shop_id AND c.id = p.category_id
        WHERE v.shop_id = :shop_id AND NOT v.archived AND v.id > :after ORDER BY v.id LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, after=after, limit=limit))


async def orders_since(
    connection: AsyncConnection, shop_id: ShopId, since: datetime, before: int = 0, limit: int = 500
) -> list[Record]:
    """Return orders placed since a moment, newest first, before an order id; lines in one text in each language."""
    statement = text(
        """
        SELECT o.id, o.number, o.placed_at, o.status, o.customer_name, o.phone, o.delivery_title, o.address, o.comment,
               o.tracking, o.payment_method, o.currency, o.goods_total, o.delivery_total, o.discount_total, o.total,
               coalesce((SELECT sum(c.amount - c.tip) FROM charges c WHERE c.shop_id = o.shop_id AND c.order_id = o.id
                         AND c.verdict = 'applied'), 0)::bigint + o.gift_total + o.points_total AS paid,
               (SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'title', l.title, 'quantity', l.quantity)
                                 ORDER BY l.position)
                FROM order_lines l WHERE l.shop_id = o.shop_id AND l.order_id = o.id) AS lines
        FROM orders o
        WHERE o.shop_id = :shop_id AND o.placed_at >= :since
          AND (CAST(:before AS bigint) = 0 OR o.id < CAST(:before AS bigint))
        ORDER BY o.id DESC LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, before=before, limit=limit))
