"""What keeps a shop from selling, counted in its own rows."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, row, text
from db.types.ids import ShopId


async def shop_health(connection: AsyncConnection, shop_id: ShopId, *, since: datetime) -> Record:
    """Return how much is on sale, lacks a picture, waits for an answer since before `since`, or did not get out."""
    statement = text(
        """
        SELECT
            (SELECT count(*) FROM products p WHERE p.shop_id = :shop_id AND p.status = 'active' AND NOT p.sold_out)
                AS on_sale,
            (SELECT count(*) FROM products p WHERE p.shop_id = :shop_id AND p.status = 'active' AND p.media_id IS NULL
                AND NOT EXISTS (SELECT FROM variants v WHERE v.shop_id = p.shop_id AND v.product_id = p.id
                                AND v.media_id IS NOT NULL)) AS no_picture,
            (SELECT count(*) FROM delivery_options d WHERE d.shop_id = :shop_id AND d.active) AS deliveries,
            -- Couriers priced by zones of which none can hold anybody.
            (SELECT count(*) FROM delivery_options d WHERE d.shop_id = :shop_id AND d.active AND d.zoned
                AND NOT EXISTS (SELECT FROM delivery_zones z WHERE z.shop_id = d.shop_id
                    AND z.delivery_option_id = d.id AND z.active
                    AND (z.kind = 'polygon'
                         OR EXISTS (SELECT FROM shop_points p WHERE p.shop_id = z.shop_id)))) AS nowhere,
            (SELECT count(*) FROM orders o WHERE o.shop_id = :shop_id AND o.status = 'awaiting_confirmation'
                AND o.placed_at < :since) AS waiting,
            (SELECT count(*) FROM refunds r WHERE r.shop_id = :shop_id AND r.state IN ('manual', 'failed')) AS refunds,
            (SELECT count(*) FROM event_deliveries e WHERE e.shop_id = :shop_id AND e.state = 'dead') AS unsent
        """
    )
    found = await row(connection, statement, shop_id=shop_id, since=since)
    if found is None:
        msg = "an aggregate always has a row"
        raise RuntimeError(msg)
    return found
