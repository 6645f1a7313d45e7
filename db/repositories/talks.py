"""Conversations of customers with a shop: messages, and where copies of them stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import BotId, OrderId, PersonId, ShopId

_TALK = """
    SELECT t.id, t.person_id, t.order_id, t.bot_id, t.state, t.assigned_to, t.answered_by, t.waiting_since, t.opened_at,
           t.changed_at, p.telegram_id, p.first_name, p.username, p.language, p.telegram_language, o.number,
           a.first_name AS assigned_name, b.first_name AS answered_name
    FROM talks t
    JOIN people p ON p.id = t.person_id
    LEFT JOIN orders o ON o.shop_id = t.shop_id AND o.id = t.order_id
    LEFT JOIN people a ON a.id = t.assigned_to
    LEFT JOIN people b ON b.id = t.answered_by
"""


async def open_talk(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    talk_id: int,
    person_id: PersonId,
    order_id: OrderId | None,
    bot_id: BotId,
) -> int:
    """Return the conversation of a person about an order (None: in general), begun or opened again."""
    statement = text(
        """
        INSERT INTO talks (shop_id, id, person_id, order_id, bot_id)
        VALUES (:shop_id, :talk_id, :person_id, CAST(:order_id AS bigint), :bot_id)
        ON CONFLICT (shop_id, person_id, order_id) DO UPDATE
            SET state = 'open', bot_id = excluded.bot_id, changed_at = now()
        RETURNING id
        """
    )
    found = await value(
        connection, statement, shop_id=shop_id, talk_id=talk_id, person_id=person_id, order_id=order_id, bot_id=bot_id
    )
    return int(found)


async def talk(connection: AsyncConnection, shop_id: ShopId, talk_id: int, *, lock: bool = False) -> Record | None:
    """Return a conversation with the names of who is in it, locked for a change if asked."""
    end = " FOR UPDATE OF t" if lock else ""
    statement = text(_TALK + "WHERE t.shop_id = :shop_id AND t.id = :talk_id" + end)
    return await row(connection, statement, shop_id=shop_id, talk_id=talk_id)


async def waiting_talks(connection: AsyncConnection, shop_id: ShopId, limit: int) -> list[Record]:
    """Return open conversations: who waits longest first, then the others by their last word."""
    statement = text(
        _TALK
        + "WHERE t.shop_id = :shop_id AND t.state = 'open'"
        + " ORDER BY t.waiting_since NULLS LAST, t.changed_at DESC LIMIT :limit"
    )
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


async def set_talk(
    connection: AsyncConnection,
    shop_id: ShopId,
    talk_id: int,
    *,
    state: str,
    assigned_to: PersonId | None,
    answered_by: PersonId | None,
    waiting_since: datetime | None,
) -> None:
    """Write how a conversation stands."""
    statement = text(
        """
        UPDATE talks SET state = :state, assigned_to = :assigned_to, answered_by = :answered_by,
            waiting_since = CAST(:waiting_since AS timestamptz), changed_at = now()
        WHERE shop_id = :shop_id AND id = :talk_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, talk_id=talk_id, state=state, assigned_to=assigned_to,
        answered_by=answered_by, waiting_since=waiting_since,
    )  # fmt: skip


# ── messages ─────────────────────────────────────────────────────────────────────────────────────────────

_MESSAGE = """
    SELECT m.id, m.talk_id, m.side, m.author_id, m.kind, m.text, m.album, m.bot_id, m.chat_id, m.message_id, m.at,
           m.edited_at, p.first_name AS author_name
    FROM talk_messages m JOIN people p ON p.id = m.author_id
"""


async def write_message(connection: AsyncConnection, shop_id: ShopId, said: dict[str, Any]) -> bool:
    """Write what somebody said; False when that message is written already."""
    statement = text(
        """
        INSERT INTO talk_messages
            (shop_id, id, talk_id, side, author_id, kind, text, album, bot_id, chat_id, message_id, at)
        SELECT :shop_id, :id, t.id, :side, :author_id, :kind, :text, :album, :bot_id, :chat_id, :message_id,
            CAST(:at AS timestamptz)
        FROM talks t WHERE t.shop_id = :shop_id AND t.id = :talk_id
        ON CONFLICT (shop_id, bot_id, chat_id, message_id) DO NOTHING
        """
    )
    return await change(connection, statement, shop_id=shop_id, **said) > 0


async def said_since(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, since: datetime) -> int:
    """Return how many messages somebody wrote since a moment."""
    statement = text(
        """
        SELECT count(*) FROM talk_messages m JOIN talks t ON t.shop_id = m.shop_id AND t.id = m.talk_id
        WHERE m.shop_id = :shop_id AND t.person_id = :person_id AND m.author_id = :person_id
          AND m.at >= CAST(:since AS timestamptz)
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, person_id=person_id, since=since))


async def talk_message(connection: AsyncConnection, shop_id: ShopId, talk_message_id: int) -> Record | None:
    """Return one message."""
    statement = text(_MESSAGE + "WHERE m.shop_id = :shop_id AND m.id = :talk_message_id")
    return await row(connection, statement, shop_id=shop_id, talk_message_id=talk_message_id)


async def album_messages(connection: AsyncConnection, shop_id: ShopId, talk_id: int, album: str) -> list[Record]:
    """Return the messages of an album in order."""
    statement = text(
        _MESSAGE + "WHERE m.shop_id = :shop_id AND m.talk_id = :talk_id AND m.album = :album ORDER BY m.message_id"
    )
    return list(await rows(connection, statement, shop_id=shop_id, talk_id=talk_id, album=album))


async def last_messages(connection: AsyncConnection, shop_id: ShopId, talk_id: int, limit: int) -> list[Record]:
    """Return the latest messages of a conversation, newest first."""
    statement = text(_MESSAGE + "WHERE m.shop_id = :shop_id AND m.talk_id = :talk_id ORDER BY m.id DESC LIMIT :limit")
    return list(await rows(connection, statement, shop_id=shop_id, talk_id=talk_id, limit=limit))


async def edit_message(
    connection: AsyncConnection, bot_id: BotId, chat_id: int, message_id: int, words: str
) -> Record | None:
    """Write the new words of a message; return whose conversation it is in. None: it is in none, or says the same."""
    statement = text(
        """
        UPDATE talk_messages SET text = :words, edited_at = now()
        WHERE bot_id = :bot_id AND chat_id = :chat_id AND message_id = :message_id AND text <> :words
        RETURNING shop_id, id, talk_id
        """
    )
    return await row(connection, statement, bot_id=bot_id, chat_id=chat_id, message_id=message_id, words=words)


# ── copies and cards ─────────────────────────────────────────────────────────────────────────────────────


async def claim_copy(
    connection: AsyncConnection,
    shop_id: ShopId,
    talk_id: int,
    talk_message_id: int,
    *,
    chat_id: int,
    thread_id: int | None,
    language: str,
) -> bool:
    """Take the right to send a copy (0: the card) into a chat, given once."""
    statement = text(
        """
        INSERT INTO talk_copies (shop_id, talk_id, talk_message_id, chat_id, thread_id, language, state)
        SELECT :shop_id, t.id, :talk_message_id, :chat_id, :thread_id, :language, 'claimed'
        FROM talks t WHERE t.shop_id = :shop_id AND t.id = :talk_id
        ON CONFLICT DO NOTHING
        """
    )
    return await change(
        connection, statement, shop_id=shop_id, talk_id=talk_id, talk_message_id=talk_message_id, chat_id=chat_id,
        thread_id=thread_id, language=language,
    ) > 0  # fmt: skip


async def close_copy(
    connection: AsyncConnection,
    shop_id: ShopId,
    talk_id: int,
    talk_message_id: int,
    chat_id: int,
    *,
    state: str,
    message_id: int | None,
) -> None:
    """Write what became of a copy."""
    statement = text(
        """
        UPDATE talk_copies SET state = :state, message_id = :message_id, at = now()
        WHERE shop_id = :shop_id AND talk_id = :talk_id AND talk_message_id = :talk_message_id AND chat_id = :chat_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, talk_id=talk_id, talk_message_id=talk_message_id, chat_id=chat_id,
        state=state, message_id=message_id,
    )  # fmt: skip


async def release_copy(
    connection: AsyncConnection, shop_id: ShopId, talk_id: int, talk_message_id: int, chat_id: int
) -> None:
    """Give the right back: for certain nothing was sent, or the card is to stand at the foot of the chat again."""
    statement = text(
        """
        DELETE FROM talk_copies
        WHERE shop_id = :shop_id AND talk_id = :talk_id AND talk_message_id = :talk_message_id AND chat_id = :chat_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, talk_id=talk_id, talk_message_id=talk_message_id, chat_id=chat_id
    )


async def copies(connection: AsyncConnection, shop_id: ShopId, talk_id: int, talk_message_id: int) -> Sequence[Record]:
    """Return where a message (0: the card) of a conversation stands."""
    statement = text(
        """
        SELECT chat_id, thread_id, message_id, state, language FROM talk_copies
        WHERE shop_id = :shop_id AND talk_id = :talk_id AND talk_message_id = :talk_message_id ORDER BY chat_id
        """
    )
    return await rows(connection, statement, shop_id=shop_id, talk_id=talk_id, talk_message_id=talk_message_id)


async def in_doubt(connection: AsyncConnection, shop_id: ShopId, talk_id: int) -> int:
    """Return how many messages may not have arrived: refused, unheard of, or their sender was cut off."""
    statement = text(
        """
        SELECT count(DISTINCT talk_message_id) FROM talk_copies
        WHERE shop_id = :shop_id AND talk_id = :talk_id AND talk_message_id <> 0
          AND (state IN ('failed', 'unknown') OR (state = 'claimed' AND at < now() - interval '2 minutes'))
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, talk_id=talk_id))


async def at_message(connection: AsyncConnection, bot_id: BotId, chat_id: int, message_id: int) -> Record | None:
    """Return what a message of the bot's belongs to: a conversation, or an order whose card it is.

    All shops of the bot: which one it is, is the answer. `side` is who had written what it copies.
    """
    statement = text(
        """
        SELECT * FROM (
            SELECT c.shop_id, c.talk_id, CAST(NULL AS bigint) AS order_id, m.side
            FROM talk_copies c JOIN shops s ON s.id = c.shop_id AND s.bot_id = :bot_id
            LEFT JOIN talk_messages m ON m.shop_id = c.shop_id AND m.id = c.talk_message_id
            WHERE c.chat_id = :chat_id AND c.message_id = :message_id
            UNION ALL
            SELECT k.shop_id, NULL, k.order_id, CASE k.audience WHEN 'customer' THEN 'shop' ELSE 'customer' END
            FROM message_cards k
            WHERE k.bot_id = :bot_id AND k.chat_id = :chat_id AND k.message_id = :message_id
              AND k.audience IN ('customer', 'staff')
        ) found ORDER BY talk_id NULLS LAST LIMIT 1
        """
    )
    return await row(connection, statement, bot_id=bot_id, chat_id=chat_id, message_id=message_id)
