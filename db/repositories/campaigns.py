"""Broadcasts and scenarios, and one row for each person's message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import BotId, PersonId, ShopId

_CAMPAIGN = """
    SELECT c.id, c.kind, c.code, c.state, c.texts, c.media_id, c.button, c.audience, c.conditions, c.promo_code,
           c.trigger, c.delay_minutes, c.cap_days, c.quiet_from, c.quiet_to, c.starts_at, c.started_at,
           c.finished_at, c.created_by, c.created_at, c.progress_chat_id, c.progress_message_id, c.progress_language
    FROM campaigns c
"""
# Whoever the shop's bot may write to: known in this shop, and not blocking it.
_REACHED = """
    FROM shops s
    JOIN bots b ON b.id = s.bot_id
    JOIN bot_users bu ON bu.bot_id = b.id AND bu.blocked_at IS NULL
    JOIN people p ON p.id = bu.person_id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN p.language IS NOT NULL THEN p.language
        WHEN split_part(lower(p.telegram_language), '-', 1) = ANY(CAST(:reads_russian AS text[])) THEN 'ru'
        ELSE 'en' END AS language) spoken
    WHERE s.id = :shop_id
      AND (coalesce(bu.shop_id, b.default_shop_id) = s.id
           OR EXISTS (SELECT FROM customers k WHERE k.shop_id = s.id AND k.person_id = p.id))
"""
_BOUGHT = (
    "o.shop_id = s.id AND o.person_id = p.id AND o.status IN ('confirmed', 'fulfilling', 'delivered', 'completed')"
)
_AGREED = """coalesce((SELECT n.allowed FROM notification_choices n WHERE n.shop_id = s.id AND n.person_id = p.id
                AND n.kind = 'marketing'), NOT coalesce((s.settings ->> 'news_by_consent')::boolean, true))"""
_AUDIENCE = (
    _REACHED
    + f"""
      AND (CAST(:everybody AS boolean) OR {_AGREED})
      AND (CAST(:language AS text) = '' OR spoken.language = :language)
      AND CASE CAST(:audience AS text)
        WHEN 'buyers' THEN EXISTS (SELECT FROM orders o WHERE {_BOUGHT})
        WHEN 'lapsed' THEN EXISTS (SELECT FROM orders o WHERE {_BOUGHT}) AND NOT EXISTS (
            SELECT FROM orders o WHERE {_BOUGHT} AND o.placed_at > now() - make_interval(days => CAST(:days AS int)))
        WHEN 'bought' THEN EXISTS (
            SELECT FROM orders o JOIN order_lines l ON l.shop_id = o.shop_id AND l.order_id = o.id
            WHERE {_BOUGHT} AND l.product_id = CAST(:product_id AS bigint))
        WHEN 'category' THEN EXISTS (
            SELECT FROM orders o JOIN order_lines l ON l.shop_id = o.shop_id AND l.order_id = o.id
            JOIN products g ON g.shop_id = l.shop_id AND g.id = l.product_id
            WHERE {_BOUGHT} AND g.category_id IN (
                WITH RECURSIVE below(id) AS (
                    SELECT CAST(:category_id AS bigint)
                    UNION SELECT h.id FROM categories h JOIN below ON h.parent_id = below.id
                    WHERE h.shop_id = :shop_id)
                SELECT id FROM below))
        WHEN 'cart' THEN EXISTS (
            SELECT FROM carts t JOIN cart_lines tl ON tl.shop_id = t.shop_id AND tl.cart_id = t.id
            WHERE t.shop_id = s.id AND t.person_id = p.id AND t.kind = 'cart')
        ELSE true END
"""
)


async def campaign(
    connection: AsyncConnection, shop_id: ShopId, campaign_id: int, *, lock: bool = False
) -> Record | None:
    """Return a broadcast or a scenario, locked for a change if asked."""
    statement = text(_CAMPAIGN + "WHERE c.shop_id = :shop_id AND c.id = :campaign_id" + (" FOR UPDATE" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, campaign_id=campaign_id)


async def campaigns(connection: AsyncConnection, shop_id: ShopId, kind: str, limit: int) -> list[Record]:
    """Return the newest broadcasts or scenarios, each with how many messages were sent."""
    statement = text(
        _CAMPAIGN.replace(
            "FROM campaigns c",
            """, (SELECT count(*) FROM campaign_messages m WHERE m.shop_id = c.shop_id AND m.campaign_id = c.id
                  AND m.state = 'sent') AS sent FROM campaigns c""",
        )
        + "WHERE c.shop_id = :shop_id AND c.kind = :kind ORDER BY c.id DESC LIMIT :limit"
    )
    return list(await rows(connection, statement, shop_id=shop_id, kind=kind, limit=limit))


async def create_campaign(
    connection: AsyncConnection,
    shop_id: ShopId,
    campaign_id: int,
    *,
    kind: str,
    state: str,
    created_by: PersonId,
    code: str | None = None,
    trigger: str | None = None,
    audience: str | None = None,
) -> None:
    """Write a new broadcast or scenario; a ready-made one that is there stays."""
    statement = text(
        """
        INSERT INTO campaigns (shop_id, id, kind, state, created_by, code, trigger, audience)
        VALUES (:shop_id, :campaign_id, :kind, :state, :created_by, :code, :trigger, :audience)
        ON CONFLICT (shop_id, code) DO NOTHING
        """
    )
    await change(
        connection, statement, shop_id=shop_id, campaign_id=campaign_id, kind=kind, state=state,
        created_by=created_by, code=code, trigger=trigger, audience=audience,
    )  # fmt: skip


_FIELDS = {
    "state": "text", "texts": "jsonb", "media_id": "bigint", "button": "jsonb", "audience": "text",
    "conditions": "jsonb", "promo_code": "text", "delay_minutes": "int", "cap_days": "int", "quiet_from": "int",
    "quiet_to": "int", "starts_at": "timestamptz", "started_at": "timestamptz", "finished_at": "timestamptz",
    "trigger": "text", "progress_chat_id": "bigint", "progress_message_id": "bigint", "progress_language": "text",
}  # fmt: skip


async def set_campaign(connection: AsyncConnection, shop_id: ShopId, campaign_id: int, changed: dict[str, Any]) -> None:
    """Write some columns of a campaign."""
    given = {
        name: dumps(setting) if _FIELDS[name] == "jsonb" and setting is not None else setting
        for name, setting in changed.items()
    }
    sets = ", ".join(f"{name} = CAST(:{name} AS {_FIELDS[name]})" for name in given)
    statement = text(f"UPDATE campaigns SET {sets} WHERE shop_id = :shop_id AND id = :campaign_id")
    await change(connection, statement, shop_id=shop_id, campaign_id=campaign_id, **given)


async def remove_campaign(connection: AsyncConnection, shop_id: ShopId, campaign_id: int) -> None:
    """Delete a campaign with its messages."""
    statement = text("DELETE FROM campaigns WHERE shop_id = :shop_id AND id = :campaign_id")
    await change(connection, statement, shop_id=shop_id, campaign_id=campaign_id)


# ── whom it reaches ──────────────────────────────────────────────────────────────────────────────────────


async def count_audience(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    audience: str,
    language: str,
    days: int,
    product_id: int,
    category_id: int,
    reads_russian: Sequence[str],
    everybody: bool,
) -> int:
    """Return how many people a broadcast would go to; `everybody`: also who does not want any."""
    return int(
        await value(
            connection, text("SELECT count(*)" + _AUDIENCE), shop_id=shop_id, audience=audience, language=language,
            days=days, product_id=product_id, category_id=category_id, reads_russian=list(reads_russian),
            everybody=everybody,
        )
    )  # fmt: skip


async def write_audience(
    connection: AsyncConnection,
    shop_id: ShopId,
    campaign_id: int,
    *,
    audience: str,
    language: str,
    days: int,
    product_id: int,
    category_id: int,
    reads_russian: Sequence[str],
    due_at: datetime,
) -> int:
    """Write one row for everybody in the audience; return how many there are."""
    statement = text(
        """
        INSERT INTO campaign_messages (shop_id, campaign_id, person_id, telegram_id, name, language, due_at)
        SELECT s.id, :campaign_id, p.id, p.telegram_id, p.first_name, spoken.language, CAST(:due_at AS timestamptz)
        """
        + _AUDIENCE
        + " AND EXISTS (SELECT FROM campaigns c WHERE c.shop_id = s.id AND c.id = :campaign_id)"
        + " ON CONFLICT DO NOTHING"
    )
    return await change(
        connection, statement, shop_id=shop_id, campaign_id=campaign_id, audience=audience, language=language,
        days=days, product_id=product_id, category_id=category_id, reads_russian=list(reads_russian),
        due_at=due_at, everybody=False,
    )  # fmt: skip


# ── sending ──────────────────────────────────────────────────────────────────────────────────────────────


async def at_work(connection: AsyncConnection, now: datetime) -> list[Record]:
    """Return campaigns of all shops that may have something to send now, with the bots that send it."""
    statement = text(
        _CAMPAIGN.replace("FROM campaigns c", ", c.shop_id, s.bot_id, s.timezone FROM campaigns c")
        + """
        JOIN shops s ON s.id = c.shop_id
        WHERE s.status = 'active' AND (c.state = 'sending' OR (c.state = 'scheduled' AND c.starts_at <= :now)
            OR (c.state = 'on' AND EXISTS (
                SELECT FROM campaign_messages m WHERE m.shop_id = c.shop_id AND m.campaign_id = c.id
                AND m.state = 'waiting' AND m.due_at <= :now)))
        ORDER BY c.id
        """
    )
    return list(await rows(connection, statement, now=now))


async def claim_messages(
    connection: AsyncConnection,
    shop_id: ShopId,
    campaign_id: int,
    now: datetime,
    limit: int,
    *,
    kind: str,
) -> list[Record]:
    """Take messages that are due; a person who blocked the bot is passed over, and so is who does not want any.

    Locked rows are another worker's. Nothing is taken of a campaign that was paused.
    """
    statement = text(
        """
        -- Materialized: a LIMIT that the planner asks twice would take twice as many.
        WITH mine AS MATERIALIZED (
            SELECT w.person_id, w.occasion FROM campaign_messages w
            JOIN campaigns c ON c.shop_id = w.shop_id AND c.id = w.campaign_id AND c.state IN ('sending', 'on')
            WHERE w.shop_id = :shop_id AND w.campaign_id = :campaign_id AND w.state = 'waiting'
              AND w.due_at <= CAST(:now AS timestamptz)
            ORDER BY w.due_at, w.person_id LIMIT :limit FOR UPDATE OF w SKIP LOCKED
        )
        UPDATE campaign_messages m SET claimed_at = CAST(:now AS timestamptz), state = fate.state,
            done_at = CASE WHEN fate.state <> 'claimed' THEN CAST(:now AS timestamptz) END
        FROM mine
        JOIN shops s ON s.id = :shop_id
        LEFT JOIN bot_users bu ON bu.bot_id = s.bot_id AND bu.person_id = mine.person_id
        LEFT JOIN notification_choices n ON n.shop_id = s.id AND n.person_id = mine.person_id AND n.kind = :kind
        CROSS JOIN LATERAL (SELECT CASE
            WHEN bu.blocked_at IS NOT NULL THEN 'blocked'
            WHEN NOT coalesce(n.allowed, :kind <> 'marketing' OR NOT coalesce(
                (s.settings ->> 'news_by_consent')::boolean, true)) THEN 'skipped'
            ELSE 'claimed' END AS state) fate
        WHERE m.shop_id = :shop_id AND m.campaign_id = :campaign_id
          AND m.person_id = mine.person_id AND m.occasion = mine.occasion
        RETURNING m.person_id, m.occasion, m.telegram_id, m.name, m.language, m.state
        """
    )
    return list(
        await rows(
            connection,
            statement,
            shop_id=shop_id,
            campaign_id=campaign_id,
            now=now,
            limit=limit,
            kind=kind,
        )
    )


async def mark_messages(
    connection: AsyncConnection, shop_id: ShopId, campaign_id: int, outcomes: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Write what became of claimed messages: `{person_id, occasion, state, why}`; `waiting` gives one back."""
    statement = text(
        """
        UPDATE campaign_messages m SET state = o.state, why = o.why,
            done_at = CASE WHEN o.state <> 'waiting' THEN CAST(:now AS timestamptz) END
        FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o(person_id bigint, occasion text, state text, why text)
        WHERE m.shop_id = :shop_id AND m.campaign_id = :campaign_id AND m.person_id = o.person_id
          AND m.occasion = o.occasion AND m.state = 'claimed'
        """
    )
    await change(
        connection, statement, shop_id=shop_id, campaign_id=campaign_id, outcomes=dumps(list(outcomes)), now=now
    )


async def mark_lost(connection: AsyncConnection, before: datetime) -> int:
    """Messages whose sender was cut off: nobody knows whether they arrived. All shops."""
    statement = text(
        """
        UPDATE campaign_messages SET state = 'unknown', done_at = now()
        WHERE state = 'claimed' AND claimed_at < CAST(:before AS timestamptz)
        """
    )
    return await change(connection, statement, before=before)


async def finish_if_done(connection: AsyncConnection, shop_id: ShopId, campaign_id: int, now: datetime) -> bool:
    """Close a broadcast of which nothing waits and nothing is in hand."""
    statement = text(
        """
        UPDATE campaigns c SET state = 'done', finished_at = CAST(:now AS timestamptz)
        WHERE c.shop_id = :shop_id AND c.id = :campaign_id AND c.state = 'sending' AND NOT EXISTS (
            SELECT FROM campaign_messages m WHERE m.shop_id = c.shop_id AND m.campaign_id = c.id
            AND m.state IN ('waiting', 'claimed'))
        """
    )
    return await change(connection, statement, shop_id=shop_id, campaign_id=campaign_id, now=now) > 0


async def people_in_doubt(connection: AsyncConnection, shop_id: ShopId, campaign_id: int) -> list[PersonId]:
    """Return whom it is not known of whether a message reached them."""
    statement = text(
        """
        SELECT DISTINCT person_id FROM campaign_messages
        WHERE shop_id = :shop_id AND campaign_id = :campaign_id AND state = 'unknown'
        """
    )
    return [row["person_id"] for row in await rows(connection, statement, shop_id=shop_id, campaign_id=campaign_id)]


async def decide_unknown(connection: AsyncConnection, shop_id: ShopId, campaign_id: int, state: str) -> int:
    """Send messages again of which nobody knows (`waiting`), or leave them (`failed`); return how many."""
    statement = text(
        """
        UPDATE campaign_messages SET state = :state, why = 'unknown'
        WHERE shop_id = :shop_id AND campaign_id = :campaign_id AND state = 'unknown'
        """
    )
    return await change(connection, statement, shop_id=shop_id, campaign_id=campaign_id, state=state)


async def skip_waiting(connection: AsyncConnection, shop_id: ShopId, campaign_id: int) -> int:
    """A broadcast was cancelled: what waits is not sent; return how many."""
    statement = text(
        """
        UPDATE campaign_messages SET state = 'skipped', why = 'cancelled', done_at = now()
        WHERE shop_id = :shop_id AND campaign_id = :campaign_id AND state = 'waiting'
        """
    )
    return await change(connection, statement, shop_id=shop_id, campaign_id=campaign_id)


async def block_person(connection: AsyncConnection, bot_id: BotId, person_id: PersonId) -> None:
    """Note that a person blocked the bot: Telegram said so."""
    statement = text(
        "UPDATE bot_users SET blocked_at = coalesce(blocked_at, now())"
        " WHERE bot_id = :bot_id AND person_id = :person_id"
    )
    await change(connection, statement, bot_id=bot_id, person_id=person_id)


# ── how it goes ──────────────────────────────────────────────────────────────────────────────────────────


async def count_messages(connection: AsyncConnection, shop_id: ShopId, campaign_id: int) -> dict[str, int]:
    """Return how many messages are in each state."""
    statement = text(
        """
        SELECT state, count(*) AS messages FROM campaign_messages
        WHERE shop_id = :shop_id AND campaign_id = :campaign_id GROUP BY state
        """
    )
    found = await rows(connection, statement, shop_id=shop_id, campaign_id=campaign_id)
    return {one["state"]: int(one["messages"]) for one in found}


async def followed(connection: AsyncConnection, shop_id: ShopId, campaign_id: int, days: int) -> list[Record]:
    """Return orders that people placed within some days of their message, and their sum, by currency."""
    statement = text(
        """
        SELECT o.currency, count(*) AS orders, sum(o.total)::bigint AS revenue
        FROM orders o
        WHERE o.shop_id = :shop_id AND o.status IN ('confirmed', 'fulfilling', 'delivered', 'completed')
          AND EXISTS (
            SELECT FROM campaign_messages m
            WHERE m.shop_id = o.shop_id AND m.campaign_id = :campaign_id AND m.person_id = o.person_id
              AND m.state = 'sent' AND o.placed_at >= m.done_at
              AND o.placed_at < m.done_at + make_interval(days => CAST(:days AS int)))
        GROUP BY o.currency ORDER BY o.currency
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, campaign_id=campaign_id, days=days))


async def may_show_progress(
    connection: AsyncConnection, shop_id: ShopId, campaign_id: int, now: datetime, seconds: int
) -> bool:
    """Take the right to edit the progress message; one worker has it at a time, every so many seconds."""
    statement = text(
        """
        UPDATE campaigns SET progress_at = CAST(:now AS timestamptz)
        WHERE shop_id = :shop_id AND id = :campaign_id AND progress_message_id IS NOT NULL
          AND (progress_at IS NULL
               OR progress_at <= CAST(:now AS timestamptz) - make_interval(secs => CAST(:seconds AS int)))
        """
    )
    return await change(connection, statement, shop_id=shop_id, campaign_id=campaign_id, now=now, seconds=seconds) > 0
