"""What people of one shop say about products they received."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import MediaId, OrderId, PersonId, ProductId, ShopId

# Enough to show a review anywhere: to its author, to staff, to everybody.
_VIEW = """
    SELECT r.id, r.product_id, r.person_id, r.order_id, r.rating, r.words, r.author, r.state, r.answer, r.created_at,
           p.title, o.number, pe.telegram_id, pe.language, pe.telegram_language,
           coalesce((SELECT array_agg(ph.media_id ORDER BY ph.position) FROM review_photos ph
                     WHERE ph.shop_id = r.shop_id AND ph.review_id = r.id), '{}') AS photos
    FROM reviews r
    JOIN products p ON p.shop_id = r.shop_id AND p.id = r.product_id
    JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
    JOIN people pe ON pe.id = r.person_id
    WHERE r.shop_id = :shop_id
"""


async def rate(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    review_id: int,
    person_id: PersonId,
    order_id: OrderId,
    product_id: ProductId,
    rating: int,
    author: str,
) -> int | None:
    """Write stars, or write them anew; return the review's id. None: the person did not receive that in that order."""
    statement = text(
        """
        INSERT INTO reviews (shop_id, id, product_id, person_id, order_id, rating, author)
        SELECT o.shop_id, :review_id, l.product_id, o.person_id, o.id, :rating, :author
        FROM orders o JOIN order_lines l ON l.shop_id = o.shop_id AND l.order_id = o.id
        WHERE o.shop_id = :shop_id AND o.id = :order_id AND o.person_id = :person_id AND l.product_id = :product_id
          AND o.status IN ('delivered', 'completed')
        LIMIT 1
        ON CONFLICT (shop_id, product_id, person_id) DO UPDATE SET rating = excluded.rating, changed_at = now()
        RETURNING id
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        review_id=review_id,
        person_id=person_id,
        order_id=order_id,
        product_id=product_id,
        rating=rating,
        author=author,
    )
    return int(found) if found is not None else None


async def review(connection: AsyncConnection, shop_id: ShopId, review_id: int, *, lock: bool = False) -> Record | None:
    """Return a review with its photos; locked for a change if asked."""
    statement = text(_VIEW + " AND r.id = :review_id" + (" FOR NO KEY UPDATE OF r" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, review_id=review_id)


async def of_product(
    connection: AsyncConnection, shop_id: ShopId, product_id: ProductId, *, start: int = 0, limit: int = 3
) -> list[Record]:
    """Return a page of what everybody may read of a product, the latest first, each row with the `total`."""
    statement = text(
        f"""
        SELECT shown.*, count(*) OVER () AS total FROM ({_VIEW} AND r.product_id = :product_id
            AND r.state = 'published') shown
        ORDER BY shown.id DESC LIMIT :limit OFFSET :start
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, product_id=product_id, start=start, limit=limit))


async def stars_of(connection: AsyncConnection, shop_id: ShopId, product_id: ProductId) -> Record | None:
    """Return how many people rated a product, and the sum of their stars."""
    statement = text(
        "SELECT count(*) AS reviews, coalesce(sum(rating), 0) AS stars FROM reviews"
        " WHERE shop_id = :shop_id AND product_id = :product_id AND state <> 'rejected'"
    )
    return await row(connection, statement, shop_id=shop_id, product_id=product_id)


async def in_state(
    connection: AsyncConnection, shop_id: ShopId, state: str, *, start: int = 0, limit: int = 6
) -> list[Record]:
    """Return a page of the reviews in a state, the longest waiting first, each row with the `total`."""
    order = "r.id" if state == "waiting" else "r.id DESC"
    statement = text(
        f"""
        SELECT r.id, r.rating, r.words, r.author, p.title, count(*) OVER () AS total FROM reviews r
        JOIN products p ON p.shop_id = r.shop_id AND p.id = r.product_id
        WHERE r.shop_id = :shop_id AND r.state = :state ORDER BY {order} LIMIT :limit OFFSET :start
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, state=state, start=start, limit=limit))


async def say(connection: AsyncConnection, shop_id: ShopId, review_id: int, words: str, state: str) -> None:
    """Write a review's words, and its state."""
    statement = text(
        "UPDATE reviews SET words = :words, state = :state, changed_at = now()"
        " WHERE shop_id = :shop_id AND id = :review_id"
    )
    await change(connection, statement, shop_id=shop_id, review_id=review_id, words=words, state=state)


async def add_photo(connection: AsyncConnection, shop_id: ShopId, review_id: int, media_id: MediaId) -> bool:
    """Put a photo to a review; False for the sixth. The review is locked by the caller."""
    statement = text(
        """
        INSERT INTO review_photos (shop_id, review_id, position, media_id)
        SELECT r.shop_id, r.id, (SELECT count(*) + 1 FROM review_photos ph
                                 WHERE ph.shop_id = r.shop_id AND ph.review_id = r.id), :media_id
        FROM reviews r WHERE r.shop_id = :shop_id AND r.id = :review_id
          AND (SELECT count(*) FROM review_photos ph WHERE ph.shop_id = r.shop_id AND ph.review_id = r.id) < 5
        """
    )
    return await change(connection, statement, shop_id=shop_id, review_id=review_id, media_id=media_id) > 0


async def decide(
    connection: AsyncConnection, shop_id: ShopId, review_id: int, state: str, decided_by: PersonId
) -> None:
    """Publish a review or reject it."""
    statement = text(
        "UPDATE reviews SET state = :state, decided_by = :decided_by WHERE shop_id = :shop_id AND id = :review_id"
    )
    await change(connection, statement, shop_id=shop_id, review_id=review_id, state=state, decided_by=decided_by)


async def answer(
    connection: AsyncConnection, shop_id: ShopId, review_id: int, words: str, answered_by: PersonId
) -> None:
    """Write the shop's answer, or write it anew."""
    statement = text(
        "UPDATE reviews SET answer = :words, answered_by = :answered_by WHERE shop_id = :shop_id AND id = :review_id"
    )
    await change(connection, statement, shop_id=shop_id, review_id=review_id, words=words, answered_by=answered_by)


async def remove(connection: AsyncConnection, shop_id: ShopId, review_id: int, person_id: PersonId) -> bool:
    """Remove one's own review with its photos."""
    statement = text("DELETE FROM reviews WHERE shop_id = :shop_id AND id = :review_id AND person_id = :person_id")
    return await change(connection, statement, shop_id=shop_id, review_id=review_id, person_id=person_id) > 0


async def to_review(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, order_id: OrderId
) -> list[Record]:
    """Return the products somebody received in an order, each with their review of it, if there is one."""
    statement = text(
        """
        SELECT DISTINCT ON (l.product_id) l.product_id, l.title, l.position, r.id AS review_id, r.rating
        FROM orders o
        JOIN order_lines l ON l.shop_id = o.shop_id AND l.order_id = o.id
        LEFT JOIN reviews r ON r.shop_id = o.shop_id AND r.product_id = l.product_id AND r.person_id = o.person_id
        WHERE o.shop_id = :shop_id AND o.id = :order_id AND o.person_id = :person_id
          AND o.status IN ('delivered', 'completed')
        ORDER BY l.product_id, l.position
        """
    )
    found = await rows(connection, statement, shop_id=shop_id, person_id=person_id, order_id=order_id)
    return sorted(found, key=lambda one: int(one["position"]))


# ── asking for reviews ───────────────────────────────────────────────────────────────────────────────────


async def orders_to_ask_about(connection: AsyncConnection, now: object, limit: int = 100) -> list[Record]:
    """Return orders of all shops whose buyers may be asked for a review now (platform transaction).

    Delivered as long ago as the shop's rule says, not longer than a month; not asked about; something in them is not
    reviewed; the buyer wants to be asked and has not blocked the bot.
    """
    statement = text(
        """
        SELECT o.shop_id, o.id AS order_id, o.person_id
        FROM orders o
        JOIN shops s ON s.id = o.shop_id AND s.status = 'active' AND s.bot_id IS NOT NULL
        JOIN LATERAL (SELECT min(j.at) AS at FROM order_journal j WHERE j.shop_id = o.shop_id AND j.order_id = o.id
                      AND j.to_status IN ('delivered', 'completed')) d ON true
        WHERE o.status IN ('delivered', 'completed')
          AND o.changed_at > CAST(:now AS timestamptz) - interval '60 days'
          AND coalesce(s.settings ->> 'review_days', CASE WHEN s.settings ? 'review_days' THEN NULL ELSE '3' END)
              IS NOT NULL
          AND d.at <= CAST(:now AS timestamptz)
              - make_interval(days => coalesce((s.settings ->> 'review_days')::int, 3))
          AND d.at > CAST(:now AS timestamptz) - interval '120 days'
          AND NOT EXISTS (SELECT 1 FROM review_asks a WHERE a.shop_id = o.shop_id AND a.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM notification_choices n WHERE n.shop_id = o.shop_id AND n.person_id = o.person_id
                          AND n.kind = 'reviews' AND NOT n.allowed)
          AND NOT EXISTS (SELECT 1 FROM bot_users b WHERE b.bot_id = s.bot_id AND b.person_id = o.person_id
                          AND b.blocked_at IS NOT NULL)
          AND EXISTS (SELECT 1 FROM order_lines l WHERE l.shop_id = o.shop_id AND l.order_id = o.id
                      AND l.refunded < l.quantity AND NOT EXISTS (
                          SELECT 1 FROM reviews r WHERE r.shop_id = o.shop_id AND r.product_id = l.product_id
                          AND r.person_id = o.person_id))
        ORDER BY o.id LIMIT :limit
        """
    )
    return list(await rows(connection, statement, now=now, limit=limit))


async def claim_ask(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> bool:
    """Take the right to ask about an order; it is given once."""
    statement = text(
        """
        INSERT INTO review_asks (shop_id, order_id) SELECT o.shop_id, o.id FROM orders o
        WHERE o.shop_id = :shop_id AND o.id = :order_id ON CONFLICT (shop_id, order_id) DO NOTHING
        """
    )
    return await change(connection, statement, shop_id=shop_id, order_id=order_id) > 0


async def give_back_ask(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> None:
    """Nothing was sent, for certain: the buyer may be asked again."""
    statement = text("DELETE FROM review_asks WHERE shop_id = :shop_id AND order_id = :order_id")
    await change(connection, statement, shop_id=shop_id, order_id=order_id)


async def buyer_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return whom to write to about an order."""
    statement = text(
        """
        SELECT o.number, p.telegram_id, p.language, p.telegram_language FROM orders o
        JOIN people p ON p.id = o.person_id WHERE o.shop_id = :shop_id AND o.id = :order_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)
