"""The inbox, the outbox, what people were told, and which job ran when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, rows, text, value
from db.types.ids import BotId, EventId, OrderId, ShopId

_STORE = text(
    """
    INSERT INTO inbox (id, source, external_id, lane, payload, claimed_until, attempts)
    SELECT x.id, :source, x.external_id, x.lane, x.payload, now() + make_interval(secs => :seconds), 1
    FROM jsonb_to_recordset(CAST(:updates AS jsonb)) AS x(id bigint, external_id text, lane text, payload jsonb)
    ON CONFLICT (source, external_id) DO NOTHING
    RETURNING id
    """
)

_CLAIM = text(
    """
    UPDATE inbox SET claimed_until = now() + make_interval(secs => :seconds), attempts = attempts + 1
    WHERE id IN (
        SELECT id FROM inbox
        WHERE handled_at IS NULL AND coalesce(claimed_until, received_at) < now()
          AND split_part(source, ':', 1) = ANY(:kinds)
        ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    RETURNING id, source, external_id, lane, payload, attempts, received_at
    """
)


async def store_incoming(
    connection: AsyncConnection, source: str, updates: list[dict[str, Any]], *, claim_seconds: int = 60
) -> set[int]:
    """Store what came in, once per (source, external id), claimed by this process; return the new rows' ids."""
    found = await rows(connection, _STORE, source=source, updates=dumps(updates), seconds=claim_seconds)
    return {int(item["id"]) for item in found}


async def claim_incoming(
    connection: AsyncConnection, kinds: list[str], *, limit: int = 50, claim_seconds: int = 60
) -> list[Record]:
    """Claim rows of these kinds of source that nobody handles: their process died, failed, or only stores."""
    found = await rows(connection, _CLAIM, kinds=kinds, limit=limit, seconds=claim_seconds)
    return sorted(found, key=lambda item: int(item["id"]))


async def renew_claims(connection: AsyncConnection, inbox_ids: list[int], *, claim_seconds: int) -> None:
    """Keep rows for this process a while longer."""
    statement = text(
        "UPDATE inbox SET claimed_until = now() + make_interval(secs => :seconds)"
        " WHERE id = ANY(:ids) AND handled_at IS NULL"
    )
    await change(connection, statement, ids=inbox_ids, seconds=claim_seconds)


async def mark_handled(connection: AsyncConnection, inbox_ids: list[int], error: str | None = None) -> None:
    """Mark incoming rows as handled (or given up, with the reason)."""
    await change(
        connection,
        text("UPDATE inbox SET handled_at = now(), error = :error WHERE id = ANY(:ids) AND handled_at IS NULL"),
        ids=inbox_ids,
        error=error,
    )


async def postpone_incoming(connection: AsyncConnection, inbox_id: int, seconds: int, error: str) -> None:
    """Let a failed row be claimed again later."""
    await change(
        connection,
        text(
            "UPDATE inbox SET claimed_until = now() + make_interval(secs => :seconds), error = :error"
            " WHERE id = :id AND handled_at IS NULL"
        ),
        id=inbox_id,
        seconds=seconds,
        error=error,
    )


async def write_events(connection: AsyncConnection, events: list[dict[str, Any]]) -> None:
    """Write facts to the outbox, in the transaction that made them true."""
    statement = text(
        """
        INSERT INTO outbox (shop_id, id, name, payload)
        SELECT x.shop_id, x.id, x.name, x.payload
        FROM jsonb_to_recordset(CAST(:events AS jsonb)) AS x(shop_id bigint, id bigint, name text, payload jsonb)
        """
    )
    await change(connection, statement, events=dumps(events))


async def spread_events(connection: AsyncConnection, consumers: list[str], limit: int = 100) -> int:
    """Give each unsent event to each consumer, once; return how many events were spread."""
    statement = text(
        """
        WITH due AS (
            SELECT shop_id, id FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
        ), given AS (
            INSERT INTO event_deliveries (shop_id, event_id, consumer)
            SELECT d.shop_id, d.id, c.name FROM due d CROSS JOIN unnest(CAST(:consumers AS text[])) AS c(name)
            ON CONFLICT DO NOTHING
        )
        UPDATE outbox o SET sent_at = now() FROM due d WHERE o.shop_id = d.shop_id AND o.id = d.id
        """
    )
    return await change(connection, statement, consumers=consumers, limit=limit)


async def claim_deliveries(
    connection: AsyncConnection,
    *,
    limit: int = 50,
    claim_seconds: int = 60,
    lanes: int = 50,
    busy: Sequence[tuple[str, int]] = (),
) -> list[Record]:
    """Claim events for consumers: taken for a while, so that a dead process's share is taken again.

    A lane is a consumer and a shop: at most `lanes` of them are taken, and none of the `busy` ones.
    """
    statement = text(
        """
        WITH free AS (
            SELECT e.shop_id, e.consumer FROM event_deliveries e
            WHERE e.state = 'pending' AND e.next_attempt_at <= now() AND NOT EXISTS (
                SELECT 1 FROM unnest(CAST(:consumers AS text[]), CAST(:shops AS bigint[])) AS b(consumer, shop_id)
                WHERE b.consumer = e.consumer AND b.shop_id = e.shop_id)
            GROUP BY e.shop_id, e.consumer ORDER BY min(e.event_id) LIMIT :lanes
        ), due AS (
            SELECT e.shop_id, e.event_id, e.consumer
            FROM event_deliveries e JOIN free f ON f.shop_id = e.shop_id AND f.consumer = e.consumer
            WHERE e.state = 'pending' AND e.next_attempt_at <= now()
            ORDER BY e.event_id LIMIT :limit FOR UPDATE OF e SKIP LOCKED
        )
        UPDATE event_deliveries e
        SET attempts = e.attempts + 1, next_attempt_at = now() + make_interval(secs => :seconds)
        FROM due d JOIN outbox o ON o.shop_id = d.shop_id AND o.id = d.event_id
        WHERE e.shop_id = d.shop_id AND e.event_id = d.event_id AND e.consumer = d.consumer
        RETURNING e.shop_id, e.event_id, e.consumer, e.attempts, o.name, o.payload
        """
    )
    found = await rows(
        connection,
        statement,
        limit=limit,
        seconds=claim_seconds,
        lanes=lanes,
        consumers=[consumer for consumer, _ in busy],
        shops=[shop_id for _, shop_id in busy],
    )
    return sorted(found, key=lambda item: int(item["event_id"]))


async def give_back_deliveries(
    connection: AsyncConnection, shop_id: ShopId, consumer: str, event_ids: list[int]
) -> None:
    """Let claimed deliveries that were not begun be claimed at once, as if they had not been."""
    await change(
        connection,
        text(
            "UPDATE event_deliveries SET attempts = attempts - 1, next_attempt_at = now() WHERE shop_id = :shop_id"
            " AND consumer = :consumer AND event_id = ANY(:event_ids) AND state = 'pending'"
        ),
        shop_id=shop_id,
        consumer=consumer,
        event_ids=event_ids,
    )


async def finish_delivery(
    connection: AsyncConnection,
    shop_id: ShopId,
    event_id: EventId,
    consumer: str,
    *,
    state: str,
    error: str | None = None,
    retry_seconds: int = 0,
) -> None:
    """Close a delivery (`done`, `dead`) or let it be tried again (`pending`)."""
    statement = text(
        """
        UPDATE event_deliveries SET state = :state, error = :error,
            next_attempt_at = now() + make_interval(secs => :seconds)
        WHERE shop_id = :shop_id AND event_id = :event_id AND consumer = :consumer
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        event_id=event_id,
        consumer=consumer,
        state=state,
        error=error,
        seconds=retry_seconds,
    )


async def claim_notification(
    connection: AsyncConnection, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str
) -> bool:
    """Take the right to tell a chat of an event; False when it was taken before (at most once)."""
    statement = text(
        """
        INSERT INTO notifications (shop_id, event_id, chat_id, kind, state)
        VALUES (:shop_id, :event_id, :chat_id, :kind, 'claimed') ON CONFLICT DO NOTHING
        """
    )
    return await change(connection, statement, shop_id=shop_id, event_id=event_id, chat_id=chat_id, kind=kind) > 0


async def claim_notification_again(
    connection: AsyncConnection, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str, *, seconds: int
) -> bool:
    """Take a right that was taken before this many seconds and of which nothing was heard since."""
    statement = text(
        """
        UPDATE notifications SET at = now() WHERE shop_id = :shop_id AND event_id = :event_id
          AND chat_id = :chat_id AND kind = :kind AND state = 'claimed' AND at < now() - make_interval(secs => :seconds)
        """
    )
    return (
        await change(
            connection, statement, shop_id=shop_id, event_id=event_id, chat_id=chat_id, kind=kind, seconds=seconds
        )
        > 0
    )


async def notification_state(
    connection: AsyncConnection, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str
) -> str | None:
    """Return what became of a notification so far."""
    statement = text(
        "SELECT state FROM notifications WHERE shop_id = :shop_id AND event_id = :event_id"
        " AND chat_id = :chat_id AND kind = :kind"
    )
    found = await value(connection, statement, shop_id=shop_id, event_id=event_id, chat_id=chat_id, kind=kind)
    return str(found) if found is not None else None


async def release_notification(
    connection: AsyncConnection, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str
) -> None:
    """Give back the right to tell: it is certain that nothing was sent."""
    await change(
        connection,
        text(
            "DELETE FROM notifications WHERE shop_id = :shop_id AND event_id = :event_id"
            " AND chat_id = :chat_id AND kind = :kind AND state = 'claimed'"
        ),
        shop_id=shop_id,
        event_id=event_id,
        chat_id=chat_id,
        kind=kind,
    )


async def close_notification(
    connection: AsyncConnection, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str, state: str
) -> None:
    """Record what became of a notification."""
    await change(
        connection,
        text(
            "UPDATE notifications SET state = :state WHERE shop_id = :shop_id AND event_id = :event_id"
            " AND chat_id = :chat_id AND kind = :kind"
        ),
        shop_id=shop_id,
        event_id=event_id,
        chat_id=chat_id,
        kind=kind,
        state=state,
    )


async def cards(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return the live cards of an order: where each stands and for whom."""
    statement = text(
        "SELECT order_id, chat_id, audience, bot_id, message_id, language, changed_at FROM message_cards"
        " WHERE shop_id = :shop_id AND order_id = :order_id"
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def keep_card(
    connection: AsyncConnection,
    shop_id: ShopId,
    order_id: OrderId,
    *,
    chat_id: int,
    audience: str,
    bot_id: BotId,
    message_id: int | None,
    language: str,
) -> int | None:
    """Make a message the order's live card in a chat; return the message that was it before."""
    statement = text(
        """
        WITH before AS (
            SELECT message_id FROM message_cards WHERE shop_id = :shop_id AND order_id = :order_id
              AND chat_id = :chat_id AND audience = :audience
        ), kept AS (
            INSERT INTO message_cards (shop_id, order_id, chat_id, audience, bot_id, message_id, language)
            VALUES (:shop_id, :order_id, :chat_id, :audience, :bot_id, :message_id, :language)
            ON CONFLICT (shop_id, order_id, chat_id, audience) DO UPDATE SET message_id = excluded.message_id,
                bot_id = excluded.bot_id, language = excluded.language, changed_at = now()
        )
        SELECT message_id FROM before
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        order_id=order_id,
        chat_id=chat_id,
        audience=audience,
        bot_id=bot_id,
        message_id=message_id,
        language=language,
    )
    return int(found) if found is not None else None


async def move_staff_chat(connection: AsyncConnection, shop_id: ShopId, old_chat: int, new_chat: int) -> None:
    """The staff group has a new id; its messages stayed behind, so the cards there are sent anew."""
    await change(
        connection,
        text("UPDATE shops SET staff_chat_id = :new_chat WHERE id = :shop_id AND staff_chat_id = :old_chat"),
        shop_id=shop_id,
        old_chat=old_chat,
        new_chat=new_chat,
    )
    statement = text(
        """
        WITH gone AS (
            DELETE FROM message_cards WHERE shop_id = :shop_id AND chat_id = :old_chat AND audience = 'staff'
            RETURNING shop_id, order_id, bot_id, language
        )
        INSERT INTO message_cards (shop_id, order_id, chat_id, audience, bot_id, message_id, language)
        SELECT shop_id, order_id, CAST(:new_chat AS bigint), 'staff', bot_id, NULL, language FROM gone
        ON CONFLICT DO NOTHING
        """
    )
    await change(connection, statement, shop_id=shop_id, old_chat=old_chat, new_chat=new_chat)
    of_returns = text(
        """
        WITH gone AS (
            DELETE FROM return_cards WHERE shop_id = :shop_id AND chat_id = :old_chat AND audience = 'staff'
            RETURNING shop_id, return_id, bot_id, language
        )
        INSERT INTO return_cards (shop_id, return_id, chat_id, audience, bot_id, message_id, language)
        SELECT shop_id, return_id, CAST(:new_chat AS bigint), 'staff', bot_id, NULL, language FROM gone
        ON CONFLICT DO NOTHING
        """
    )
    await change(connection, of_returns, shop_id=shop_id, old_chat=old_chat, new_chat=new_chat)


async def forget_message(connection: AsyncConnection, shop_id: ShopId, chat_id: int, message_id: int) -> None:
    """The message shows another screen now: it is no order's and no return's live card any more."""
    statement = text(
        """
        WITH r AS (
            DELETE FROM return_cards WHERE shop_id = :shop_id AND chat_id = :chat_id
              AND message_id = :message_id AND audience = 'customer'
        )
        DELETE FROM message_cards WHERE shop_id = :shop_id AND chat_id = :chat_id
          AND message_id = :message_id AND audience = 'customer'
        """
    )
    await change(connection, statement, shop_id=shop_id, chat_id=chat_id, message_id=message_id)


async def claim_job(connection: AsyncConnection, job: str, slot: datetime) -> bool:
    """Take a job's slot; of N replicas one gets it."""
    statement = text("INSERT INTO job_runs (job, slot) VALUES (:job, :slot) ON CONFLICT DO NOTHING")
    return await change(connection, statement, job=job, slot=slot) > 0


async def finish_job(connection: AsyncConnection, job: str, slot: datetime, outcome: str) -> None:
    """Record how a job's run ended."""
    await change(
        connection,
        text("UPDATE job_runs SET finished_at = now(), outcome = :outcome WHERE job = :job AND slot = :slot"),
        job=job,
        slot=slot,
        outcome=outcome,
    )


async def sweep_old(connection: AsyncConnection, days: int = 30) -> int:
    """Delete handled incoming rows, sent events and job runs older than some days (platform transaction)."""
    total = 0
    for statement in (
        "DELETE FROM inbox WHERE handled_at < now() - make_interval(days => :days)",
        """DELETE FROM outbox o WHERE o.sent_at < now() - make_interval(days => :days) AND NOT EXISTS
           (SELECT 1 FROM event_deliveries e WHERE e.shop_id = o.shop_id AND e.event_id = o.id
            AND e.state <> 'done')""",
        "DELETE FROM notifications WHERE at < now() - make_interval(days => :days)",
        "DELETE FROM job_runs WHERE slot < now() - make_interval(days => :days)",
        "DELETE FROM prompts WHERE asked_at < now() - make_interval(days => :days)",
        "DELETE FROM search_queries WHERE at < now() - make_interval(days => :days)",
    ):
        total += await change(connection, text(statement), days=days)
    return total
