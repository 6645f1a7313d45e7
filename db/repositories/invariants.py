"""Questions whose right answer is zero: what must be true in every shop at every moment (domain.md)."""

from sqlalchemy.ext.asyncio import AsyncConnection

from db.repositories.sql import row, text, value

# Each counts the rows that break a law, over all shops (platform transaction).
QUESTIONS: dict[str, str] = {
    "stock_negative": "SELECT count(*) FROM stock_items WHERE on_hand - held < 0 OR held < 0",
    "stock_not_sum_of_movements": """
        SELECT count(*) FROM stock_items si
        LEFT JOIN (SELECT shop_id, stock_item_id, sum(delta) AS total FROM stock_movements GROUP BY 1, 2) m
          ON m.shop_id = si.shop_id AND m.stock_item_id = si.id
        WHERE si.on_hand <> coalesce(m.total, 0)""",
    "levels_not_on_hand": """
        SELECT count(*) FROM stock_items si
        WHERE EXISTS (SELECT 1 FROM stock_places p WHERE p.shop_id = si.shop_id)
          AND si.on_hand <> coalesce((SELECT sum(l.quantity) FROM stock_levels l
              WHERE l.shop_id = si.shop_id AND l.stock_item_id = si.id), 0)""",
    "held_not_sum_of_holds": """
        SELECT count(*) FROM stock_items si
        LEFT JOIN (SELECT shop_id, stock_item_id, sum(quantity) AS total FROM holds
                   WHERE state IN ('held', 'committed') GROUP BY 1, 2) h
          ON h.shop_id = si.shop_id AND h.stock_item_id = si.id
        WHERE si.held <> coalesce(h.total, 0)""",
    "hold_past_its_end": """
        SELECT count(*) FROM holds h JOIN orders o ON o.shop_id = h.shop_id AND o.id = h.order_id
        WHERE h.state = 'held' AND h.expires_at < now() - interval '2 minutes'
          AND NOT EXISTS (SELECT 1 FROM payment_intents i WHERE i.shop_id = o.shop_id AND i.order_id = o.id
                          AND i.state IN ('approved', 'processing', 'authorized', 'unknown'))""",
    "hold_of_a_dead_order": """
        SELECT count(*) FROM holds h JOIN orders o ON o.shop_id = h.shop_id AND o.id = h.order_id
        WHERE h.state IN ('held', 'committed') AND o.status IN ('expired', 'cancelled', 'delivered', 'completed')""",
    "order_paid_without_money": """
        SELECT count(*) FROM orders o
        WHERE o.payment_method <> 'cash' AND o.total > 0 AND (
            (o.status IN ('fulfilling', 'delivered', 'completed') OR o.status = 'confirmed')
            AND o.total - o.gift_total - o.points_total
                > coalesce((SELECT sum(c.amount - c.tip) FROM charges c WHERE c.shop_id = o.shop_id
                                    AND c.order_id = o.id AND c.verdict <> 'mismatch'), 0)
            OR o.status IN ('confirmed', 'fulfilling') AND o.shipment IN ('planned', 'packed')
            AND EXISTS (SELECT 1 FROM refunds r WHERE r.shop_id = o.shop_id AND r.order_id = o.id
                        AND r.reason = 'provider' AND r.state = 'succeeded'))""",
    "charge_without_order": """
        SELECT count(*) FROM charges c WHERE c.order_id IS NULL AND c.received_at < now() - interval '1 minute'
          AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.shop_id = c.shop_id AND r.charge_id = c.id)""",
    "charge_kept_by_mistake": """
        SELECT count(*) FROM charges c WHERE c.verdict IN ('surplus', 'orphan')
          AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.shop_id = c.shop_id AND r.charge_id = c.id)""",
    "refunds_above_captured": """
        SELECT count(*) FROM (
            SELECT c.amount - coalesce(sum(r.amount) FILTER (WHERE r.state <> 'failed'), 0) AS left_over
            FROM charges c LEFT JOIN refunds r ON r.shop_id = c.shop_id AND r.charge_id = c.id
            GROUP BY c.shop_id, c.id, c.amount) s WHERE s.left_over < 0""",
    "gift_card_not_sum_of_moves": """
        SELECT count(*) FROM gift_cards g WHERE g.balance <> coalesce((SELECT sum(m.delta) FROM gift_card_moves m
            WHERE m.shop_id = g.shop_id AND m.gift_card_id = g.id), 0)""",
    "points_not_sum_of_moves": """
        SELECT count(*) FROM point_accounts a WHERE a.balance <> coalesce((SELECT sum(m.delta) FROM point_moves m
            WHERE m.shop_id = a.shop_id AND m.person_id = a.person_id), 0)""",
    "gift_cards_not_in_books": """
        SELECT count(*) FROM (
            SELECT g.shop_id, g.currency, sum(g.balance) AS owed,
                   (SELECT coalesce(-sum(l.amount), 0) FROM ledger_lines l JOIN ledger_entries e
                        ON e.shop_id = l.shop_id AND e.id = l.entry_id
                    WHERE l.shop_id = g.shop_id AND l.account = 'gift_card' AND e.currency = g.currency) AS booked
            FROM gift_cards g GROUP BY 1, 2) s WHERE s.owed <> s.booked""",
    "promo_used_beyond_its_uses": """
        SELECT count(*) FROM promos p WHERE p.used <> (SELECT count(*) FROM promo_uses u
            WHERE u.shop_id = p.shop_id AND u.promo_id = p.id AND NOT u.released)""",
    "keys_not_the_stock": """
        SELECT count(*) FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.kind = 'keys'
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE si.on_hand <> (SELECT count(*) FROM digital_keys k
            WHERE k.shop_id = v.shop_id AND k.variant_id = v.id AND k.order_id IS NULL)""",
    "digital_delivered_without_goods": """
        SELECT count(*) FROM order_lines l
        JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id AND o.status IN ('delivered', 'completed')
        JOIN products p ON p.shop_id = l.shop_id AND p.id = l.product_id AND p.kind = 'keys'
        WHERE l.digital AND l.quantity <> (SELECT count(*) FROM digital_keys k
            WHERE k.shop_id = l.shop_id AND k.order_id = l.order_id AND k.position = l.position)""",
    "cash_not_in_books": """
        SELECT count(*) FROM (
            SELECT shop_id, currency, sum(collected) AS held FROM cash_collections WHERE handover_id IS NULL
            GROUP BY 1, 2) c
        WHERE c.held > coalesce((SELECT sum(l.amount) FROM ledger_lines l JOIN ledger_entries e
              ON e.shop_id = l.shop_id AND e.id = l.entry_id
              WHERE l.shop_id = c.shop_id AND l.account = 'courier' AND e.currency = c.currency), 0)""",
    "pieces_not_in_their_returns": """
        SELECT count(*) FROM order_lines l WHERE l.in_return <> coalesce((
            SELECT sum(rl.quantity) FROM return_lines rl
            JOIN returns r ON r.shop_id = rl.shop_id AND r.id = rl.return_id
            WHERE r.shop_id = l.shop_id AND r.order_id = l.order_id AND rl.position = l.position
              AND r.state IN ('requested', 'approved')), 0)""",
    "given_back_above_the_price": """
        SELECT count(*) FROM orders o WHERE o.total < (SELECT sum(n.amount) FROM credit_notes n
            WHERE n.shop_id = o.shop_id AND n.order_id = o.id AND n.state <> 'rejected')""",
    "return_closed_without_its_outcome": """
        SELECT count(*) FROM returns r WHERE r.state = 'closed' AND EXISTS (
            SELECT 1 FROM return_lines l WHERE l.shop_id = r.shop_id AND l.return_id = r.id AND l.accepted > 0)
          AND NOT EXISTS (SELECT 1 FROM credit_notes n WHERE n.shop_id = r.shop_id AND n.return_id = r.id)""",
    "ledger_out_of_balance": """
        SELECT count(*) FROM (SELECT 1 FROM ledger_lines GROUP BY shop_id, entry_id HAVING sum(amount) <> 0) s""",
    "charge_not_in_books": """
        SELECT count(*) FROM charges c WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e
            WHERE e.shop_id = c.shop_id AND e.source = 'charge' AND e.event_id = c.id::text)""",
    "outbox_unsent": """
        SELECT count(*) FROM outbox WHERE sent_at IS NULL AND created_at < now() - interval '60 seconds'""",
    "inbox_unhandled": """
        SELECT count(*) FROM inbox WHERE handled_at IS NULL AND received_at < now() - interval '60 seconds'""",
    "payment_unknown": """
        SELECT count(*) FROM payment_intents WHERE state = 'unknown' AND changed_at < now() - interval '10 minutes'""",
    "delivery_dead": "SELECT count(*) FROM event_deliveries WHERE state = 'dead'",
}


async def violations(connection: AsyncConnection, name: str) -> int:
    """Return how many rows break the named invariant."""
    return int(await value(connection, text(QUESTIONS[name])) or 0)


async def lag_seconds(connection: AsyncConnection) -> tuple[float, float, int]:
    """Return the age of the oldest unsent event, of the oldest unhandled update, and the number of live holds."""
    statement = """
        SELECT coalesce(extract(epoch FROM now() - (SELECT min(created_at) FROM outbox WHERE sent_at IS NULL)), 0)
                   AS outbox,
               coalesce(extract(epoch FROM now() - (SELECT min(received_at) FROM inbox WHERE handled_at IS NULL)), 0)
                   AS inbox,
               (SELECT count(*) FROM holds WHERE state IN ('held', 'committed')) AS holds
    """
    answer = await row(connection, text(statement))
    if answer is None:  # pragma: no cover – a SELECT without FROM always answers
        return 0.0, 0.0, 0
    return float(answer["outbox"]), float(answer["inbox"]), int(answer["holds"])
