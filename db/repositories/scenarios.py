"""What scenarios wait for: who opened, looked, left a cart, paid, got their order; each occasion once."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, change, rows, text, value
from db.types.ids import PersonId, ProductId, ShopId

# Who, on which occasion, when; in the window of moments that are neither due long ago nor still to come.
_WINDOW = "> CAST(:since AS timestamptz) AND {moment} <= CAST(:until AS timestamptz)"


def _happened(moment: str) -> str:
    return f"{moment} {_WINDOW.format(moment=moment)}"


_TRIGGERS = {
    "opened": f"""
        SELECT bu.person_id, 'opened' AS occasion, bu.started_at AS moment
        FROM shops s JOIN bot_users bu ON bu.bot_id = s.bot_id JOIN bots b ON b.id = s.bot_id
        WHERE s.id = :shop_id AND coalesce(bu.shop_id, b.default_shop_id) = s.id AND {_happened("bu.started_at")}
    """,
    "viewed": f"""
        SELECT v.person_id, 'viewed:' || v.product_id AS occasion, v.viewed_at AS moment
        FROM product_views v WHERE v.shop_id = :shop_id AND {_happened("v.viewed_at")}
          AND NOT EXISTS (SELECT FROM cart_lines l JOIN carts c ON c.shop_id = l.shop_id AND c.id = l.cart_id
                          WHERE c.shop_id = v.shop_id AND c.person_id = v.person_id)
          AND NOT EXISTS (SELECT FROM orders o WHERE o.shop_id = v.shop_id AND o.person_id = v.person_id
                          AND o.placed_at >= v.viewed_at)
    """,
    "cart_left": f"""
        SELECT c.person_id, 'cart:' || CAST(extract(epoch FROM c.updated_at) AS bigint) AS occasion,
               c.updated_at AS moment
        FROM carts c WHERE c.shop_id = :shop_id AND c.kind = 'cart' AND {_happened("c.updated_at")}
          AND EXISTS (SELECT FROM cart_lines l WHERE l.shop_id = c.shop_id AND l.cart_id = c.id)
    """,
    "paid": f"""
        SELECT o.person_id, 'paid:' || o.id AS occasion, j.at AS moment
        FROM order_journal j JOIN orders o ON o.shop_id = j.shop_id AND o.id = j.order_id
        WHERE j.shop_id = :shop_id AND j.to_status = 'confirmed' AND {_happened("j.at")}
          AND o.status IN ('confirmed', 'fulfilling', 'delivered', 'completed') AND o.total >= :least
    """,
    "delivered": f"""
        SELECT o.person_id, 'delivered:' || o.id AS occasion, j.at AS moment
        FROM order_journal j JOIN orders o ON o.shop_id = j.shop_id AND o.id = j.order_id
        WHERE j.shop_id = :shop_id AND j.to_status = 'delivered' AND {_happened("j.at")}
          AND o.status IN ('delivered', 'completed') AND o.total >= :least
    """,
}
_BOUGHT = "o.status IN ('confirmed', 'fulfilling', 'delivered', 'completed')"
_NOTE = f"""
    INSERT INTO campaign_messages (shop_id, campaign_id, person_id, occasion, telegram_id, name, language, due_at)
    SELECT :shop_id, c.id, happened.person_id, happened.occasion, p.telegram_id, p.first_name, spoken.language,
           happened.moment + make_interval(mins => c.delay_minutes)
    FROM (%s) happened
    JOIN campaigns c ON c.shop_id = :shop_id AND c.id = :campaign_id AND c.state = 'on'
    JOIN people p ON p.id = happened.person_id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN p.language IS NOT NULL THEN p.language
        WHEN split_part(lower(p.telegram_language), '-', 1) = ANY(CAST(:reads_russian AS text[])) THEN 'ru'
        ELSE 'en' END AS language) spoken
    CROSS JOIN LATERAL (SELECT count(*) AS orders FROM orders o
                        WHERE o.shop_id = :shop_id AND o.person_id = p.id AND {_BOUGHT}) bought
    WHERE (CAST(:language AS text) = '' OR spoken.language = :language)
      AND (CAST(:bought AS text) = '' OR (:bought = 'yes') = (bought.orders > 0))
      AND (NOT CAST(:first_order AS boolean) OR bought.orders <= 1)
      AND CAST(:least AS bigint) >= 0
    ON CONFLICT DO NOTHING
"""


async def note_occasions(
    connection: AsyncConnection,
    shop_id: ShopId,
    campaign_id: int,
    *,
    trigger: str,
    since: datetime,
    until: datetime,
    language: str,
    bought: str,
    first_order: bool,
    least: int,
    reads_russian: list[str],
) -> int:
    """Write one row for each person and occasion that happened lately; return how many are new."""
    statement = text(_NOTE % _TRIGGERS[trigger])
    return await change(
        connection, statement, shop_id=shop_id, campaign_id=campaign_id, since=since, until=until, language=language,
        bought=bought, first_order=first_order, least=least, reads_russian=reads_russian,
    )  # fmt: skip


async def scenarios_on(connection: AsyncConnection) -> list[Record]:
    """Return the scenarios that are on, of all open shops."""
    statement = text(
        """
        SELECT c.shop_id, c.id FROM campaigns c JOIN shops s ON s.id = c.shop_id
        WHERE c.state = 'on' AND s.status = 'active' ORDER BY c.id
        """
    )
    return list(await rows(connection, statement))


async def cart_stands(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, occasion: str) -> bool:
    """Return whether a cart is still as it was left: not bought, not emptied, not changed since."""
    statement = text(
        """
        SELECT EXISTS (
            SELECT FROM carts c JOIN cart_lines l ON l.shop_id = c.shop_id AND l.cart_id = c.id
            WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.kind = 'cart'
              AND 'cart:' || CAST(extract(epoch FROM c.updated_at) AS bigint) = :occasion)
        """
    )
    return bool(await value(connection, statement, shop_id=shop_id, person_id=person_id, occasion=occasion))


async def bought_since(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, campaign_id: int, occasion: str
) -> bool:
    """Return whether somebody placed an order since a message was planned."""
    statement = text(
        """
        SELECT EXISTS (
            SELECT FROM campaign_messages m
            JOIN campaigns c ON c.shop_id = m.shop_id AND c.id = m.campaign_id
            JOIN orders o ON o.shop_id = m.shop_id AND o.person_id = m.person_id
                AND o.placed_at >= m.due_at - make_interval(mins => c.delay_minutes)
            WHERE m.shop_id = :shop_id AND m.campaign_id = :campaign_id AND m.person_id = :person_id
              AND m.occasion = :occasion)
        """
    )
    return bool(
        await value(
            connection, statement, shop_id=shop_id, person_id=person_id, campaign_id=campaign_id, occasion=occasion
        )
    )


async def take_cap(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, now: datetime, days: int) -> bool:
    """Take the right to write to somebody by a scenario; False: another one did within so many days.

    The row is the guard: of two workers at once the second waits for it, and finds it taken.
    """
    statement = text(
        """
        INSERT INTO scenario_caps (shop_id, person_id, last_at)
        VALUES (:shop_id, :person_id, CAST(:now AS timestamptz))
        ON CONFLICT (shop_id, person_id) DO UPDATE SET last_at = excluded.last_at
            WHERE scenario_caps.last_at <= excluded.last_at - make_interval(days => CAST(:days AS int))
        """
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id, now=now, days=days) > 0


async def viewing_matters(connection: AsyncConnection, shop_id: ShopId) -> bool:
    """Return whether a scenario of the shop waits for who looks at goods."""
    statement = text(
        "SELECT EXISTS (SELECT FROM campaigns WHERE shop_id = :shop_id AND state = 'on' AND trigger = 'viewed')"
    )
    return bool(await value(connection, statement, shop_id=shop_id))


async def note_view(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, product_id: ProductId, now: datetime
) -> None:
    """Remember which product a person looked at last."""
    statement = text(
        """
        INSERT INTO product_views (shop_id, person_id, product_id, viewed_at)
        SELECT :shop_id, :person_id, p.id, CAST(:now AS timestamptz)
        FROM products p WHERE p.shop_id = :shop_id AND p.id = :product_id
        ON CONFLICT (shop_id, person_id) DO UPDATE
            SET product_id = excluded.product_id, viewed_at = excluded.viewed_at
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, product_id=product_id, now=now)


async def release_cap(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, now: datetime, days: int
) -> None:
    """Give the right back: nothing was sent after all."""
    statement = text(
        """
        UPDATE scenario_caps SET last_at = CAST(:now AS timestamptz) - make_interval(days => CAST(:days AS int))
        WHERE shop_id = :shop_id AND person_id = :person_id
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, now=now, days=days)
