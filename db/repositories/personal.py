"""Everything one shop keeps about one person: to hand it over, and to forget it as far as the law lets."""

from typing import Any

from db.repositories.sql import AsyncConnection, change, row, rows, text, value
from db.types.ids import PersonId, ShopId

_MINE = "t.person_id = :person_id"
_OF_ORDERS = "t.order_id IN (SELECT id FROM orders WHERE shop_id = :shop_id AND person_id = :person_id)"
_OF_RETURNS = "t.return_id IN (SELECT id FROM returns WHERE shop_id = :shop_id AND person_id = :person_id)"
_OF_CARTS = "t.cart_id IN (SELECT id FROM carts WHERE shop_id = :shop_id AND person_id = :person_id)"
_OF_REVIEWS = "t.review_id IN (SELECT id FROM reviews WHERE shop_id = :shop_id AND person_id = :person_id)"
_OF_TALKS = "t.talk_id IN (SELECT id FROM talks WHERE shop_id = :shop_id AND person_id = :person_id)"
# Every table with something about a customer, and which of its rows are. A test finds tables that are missing here.
ABOUT: dict[str, str] = {
    "customers": _MINE,
    "customer_addresses": _MINE,
    "notification_choices": _MINE,
    "carts": _MINE,
    "cart_lines": _OF_CARTS,
    "delivery_quotes": _MINE,
    "favourites": _MINE,
    "stock_alerts": _MINE,
    "product_views": _MINE,
    "reviews": _MINE,
    "review_photos": _OF_REVIEWS,
    "review_asks": _OF_ORDERS,
    "referral_codes": _MINE,
    "referrals": "t.invited_id = :person_id OR t.inviter_id = :person_id",
    "point_accounts": _MINE,
    "point_moves": _MINE,
    "promo_customers": _MINE,
    "promo_uses": _MINE,
    "gift_cards": _MINE,
    "gift_card_moves": _OF_ORDERS,
    "orders": _MINE,
    "order_lines": _OF_ORDERS,
    "order_journal": _OF_ORDERS,
    "payment_intents": _OF_ORDERS,
    "charges": _OF_ORDERS,
    "refunds": _OF_ORDERS,
    "credit_notes": _OF_ORDERS,
    "disputes": _OF_ORDERS,
    "transfer_proofs": _OF_ORDERS,
    "cash_collections": _OF_ORDERS,
    "risk_checks": _OF_ORDERS,
    "subscriptions": _MINE,
    "delivery_photos": _OF_ORDERS,
    "returns": _MINE,
    "return_lines": _OF_RETURNS,
    "return_journal": _OF_RETURNS,
    "return_photos": _OF_RETURNS,
    "return_drafts": _MINE,
    "campaign_messages": _MINE,
    "scenario_caps": _MINE,
    "talks": _MINE,
    "talk_messages": _OF_TALKS,
    "faq_votes": _MINE,
    "consents": _MINE,
    "promos": _MINE,
}
# Keys and marks of the house: they say nothing about the person, or open something.
_HIDDEN = (
    "shop_id", "code_hash", "code_cipher", "card_hash", "address_key", "idempotency_key", "key", "evidence", "details",
    "actor_id", "decided_by", "answered_by", "approved_by", "requested_by", "issued_by", "closing_by", "resolved_by",
    "counted_by", "courier_id", "message_id", "chat_id",
)  # fmt: skip


async def person(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> dict[str, Any] | None:
    """Return what Telegram said of somebody, if the shop knows them."""
    statement = text(
        """
        SELECT telegram_id, first_name, last_name, username, telegram_language, language, created_at FROM people p
        WHERE p.id = :person_id AND (
            EXISTS (SELECT 1 FROM shops s JOIN bot_users b ON b.bot_id = s.bot_id AND b.person_id = p.id
                    WHERE s.id = :shop_id)
            OR EXISTS (SELECT 1 FROM customers k WHERE k.shop_id = :shop_id AND k.person_id = p.id)
            OR EXISTS (SELECT 1 FROM carts c WHERE c.shop_id = :shop_id AND c.person_id = p.id))
        """
    )
    found = await row(connection, statement, shop_id=shop_id, person_id=person_id)
    return dict(found) if found is not None else None


async def everything(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> dict[str, list[Any]]:
    """Return every row about somebody, by table; the house's own keys and marks are left out."""
    found: dict[str, list[Any]] = {}
    for table, which in ABOUT.items():
        statement = text(
            f"SELECT to_jsonb(t) - CAST(:hidden AS text[]) AS one FROM {table} t"
            f" WHERE t.shop_id = :shop_id AND ({which})"
        )
        listed = await rows(connection, statement, shop_id=shop_id, person_id=person_id, hidden=list(_HIDDEN))
        if listed:
            found[table] = [one["one"] for one in listed]
    return found


async def under_way(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Return how many orders and returns of somebody are not over: their contact is needed for these."""
    statement = text(
        """
        SELECT (SELECT count(*) FROM orders WHERE shop_id = :shop_id AND person_id = :person_id
                AND status IN ('awaiting_payment', 'awaiting_confirmation', 'confirmed', 'fulfilling', 'on_hold'))
             + (SELECT count(*) FROM returns WHERE shop_id = :shop_id AND person_id = :person_id
                AND state IN ('requested', 'approved'))
             + (SELECT count(*) FROM subscriptions WHERE shop_id = :shop_id AND person_id = :person_id
                AND state = 'active')
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, person_id=person_id))


# In this order: what hangs on something goes before it.
_FORGET = (
    f"DELETE FROM review_photos t WHERE t.shop_id = :shop_id AND {_OF_REVIEWS}",
    f"DELETE FROM reviews t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM favourites t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM stock_alerts t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM product_views t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM cart_lines t WHERE t.shop_id = :shop_id AND {_OF_CARTS}",
    f"DELETE FROM carts t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM customer_addresses t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM return_drafts t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM scenario_caps t WHERE t.shop_id = :shop_id AND {_MINE}",
    # Who said no to advertising is still not written to.
    f"DELETE FROM notification_choices t WHERE t.shop_id = :shop_id AND {_MINE} AND allowed",
    # When somebody agreed is no proof of anything any more; when they refused, still is.
    f"DELETE FROM consents t WHERE t.shop_id = :shop_id AND {_MINE} AND agreed",
    f"DELETE FROM faq_votes t WHERE t.shop_id = :shop_id AND {_MINE}",
    f"UPDATE campaign_messages t SET name = '' WHERE t.shop_id = :shop_id AND {_MINE}",
    f"UPDATE campaign_messages t SET state = 'skipped' WHERE t.shop_id = :shop_id AND {_MINE} AND state = 'waiting'",
    f"UPDATE talk_messages t SET text = '' WHERE t.shop_id = :shop_id AND {_OF_TALKS}",
    # Parcels that were not taken are the shop's own memory, and say nothing of who it was.
    f"""UPDATE customers t SET phone = NULL, address = NULL, delivery_option_id = NULL, payment_method = NULL
        WHERE t.shop_id = :shop_id AND {_MINE}""",
    f"""UPDATE orders t SET customer_name = '', phone = NULL, comment = NULL, gift_note = NULL,
        latitude = NULL, longitude = NULL, delivery_zone = NULL,
        address = CASE WHEN delivery_kind = 'courier' THEN NULL ELSE address END
        WHERE t.shop_id = :shop_id AND {_MINE}""",
    f"UPDATE returns t SET comment = NULL WHERE t.shop_id = :shop_id AND {_MINE}",
    f"DELETE FROM return_photos t WHERE t.shop_id = :shop_id AND {_OF_RETURNS}",
    f"DELETE FROM delivery_photos t WHERE t.shop_id = :shop_id AND {_OF_ORDERS}",
    f"UPDATE transfer_proofs t SET note = '' WHERE t.shop_id = :shop_id AND {_OF_ORDERS}",
    """DELETE FROM message_cards t WHERE t.shop_id = :shop_id AND t.audience = 'customer'
       AND t.order_id IN (SELECT id FROM orders WHERE shop_id = :shop_id AND person_id = :person_id)""",
    """DELETE FROM notifications t WHERE t.shop_id = :shop_id
       AND t.chat_id = (SELECT telegram_id FROM people WHERE id = :person_id)""",
    # Photos that nothing shows any more.
    """DELETE FROM media m WHERE m.shop_id = :shop_id
       AND m.id = ANY(CAST(:media_ids AS bigint[]))
       AND NOT EXISTS (SELECT 1 FROM review_photos x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM return_photos x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM campaigns x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM delivery_photos x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM transfer_proofs x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM product_media x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM products x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM variants x WHERE x.shop_id = m.shop_id AND x.media_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM shops x WHERE x.id = m.shop_id AND (x.cover_media_id = m.id
                       OR x.settings->'design'->'blocks' @> jsonb_build_array(jsonb_build_object('picture', m.id))))""",
)


async def forget(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Forget somebody as far as the law lets; return how many rows were deleted or emptied."""
    photos = await rows(
        connection,
        text(
            f"SELECT media_id FROM review_photos t WHERE t.shop_id = :shop_id AND {_OF_REVIEWS}"
            f" UNION SELECT media_id FROM return_photos t WHERE t.shop_id = :shop_id AND {_OF_RETURNS}"
            f" UNION SELECT media_id FROM delivery_photos t WHERE t.shop_id = :shop_id AND {_OF_ORDERS}"
        ),
        shop_id=shop_id,
        person_id=person_id,
    )
    touched = 0
    for statement in _FORGET:
        given: dict[str, Any] = {"shop_id": shop_id}
        if ":person_id" in statement:
            given["person_id"] = person_id
        if ":media_ids" in statement:
            given["media_ids"] = [one["media_id"] for one in photos]
        touched += await change(connection, text(statement), **given)
    return touched


async def forget_updates(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Delete what somebody sent to the shop's bot and was handled (platform transaction)."""
    statement = text(
        """
        DELETE FROM inbox i USING shops s, people p
        WHERE s.id = :shop_id AND p.id = :person_id AND i.handled_at IS NOT NULL
          AND i.source = 'telegram:' || s.bot_id
          AND i.lane IN (s.bot_id || ':chat:' || p.telegram_id, s.bot_id || ':user:' || p.telegram_id)
        """
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id)


async def forget_name(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> bool:
    """Forget a person's name too, where no other shop and no team knows them (platform transaction)."""
    statement = text(
        """
        UPDATE people p SET first_name = '', last_name = NULL, username = NULL, telegram_language = NULL
        WHERE p.id = :person_id
          AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.person_id = p.id)
          AND NOT EXISTS (SELECT 1 FROM customers k WHERE k.person_id = p.id AND k.shop_id <> :shop_id)
          AND NOT EXISTS (SELECT 1 FROM carts c WHERE c.person_id = p.id AND c.shop_id <> :shop_id)
          AND EXISTS (SELECT 1 FROM shops s WHERE s.id = :shop_id)
        """
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id) > 0
