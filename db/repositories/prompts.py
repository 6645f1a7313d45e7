"""The open questions of chats: one per person in a private chat, in a group one per person and message."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, text
from db.types.ids import BotId

_WHERE = "WHERE bot_id = :bot_id AND chat_id = :chat_id AND telegram_id = :telegram_id AND message_id = :message_id"


async def ask(
    connection: AsyncConnection,
    bot_id: BotId,
    chat_id: int,
    telegram_id: int,
    message_id: int,
    *,
    of_shop: int | None,
    state: str,
    about: dict[str, Any],
) -> None:
    """Keep a question in place of the one before it."""
    statement = text(
        """
        INSERT INTO prompts (bot_id, chat_id, telegram_id, message_id, shop_id, state, about)
        VALUES (:bot_id, :chat_id, :telegram_id, :message_id, :of_shop, :state, CAST(:about AS jsonb))
        ON CONFLICT (bot_id, chat_id, telegram_id, message_id) DO UPDATE
        SET shop_id = excluded.shop_id, state = excluded.state, about = excluded.about, asked_at = now()
        """
    )
    await change(
        connection, statement, bot_id=bot_id, chat_id=chat_id, telegram_id=telegram_id, message_id=message_id,
        of_shop=of_shop, state=state, about=dumps(about),
    )  # fmt: skip


async def current(
    connection: AsyncConnection, bot_id: BotId, chat_id: int, telegram_id: int, message_id: int, *, seconds: int
) -> Record | None:
    """Return the question that is open for no longer than this."""
    statement = text(
        f"SELECT state, about, shop_id FROM prompts {_WHERE} AND asked_at > now() - make_interval(secs => :seconds)"
    )
    return await row(
        connection, statement, bot_id=bot_id, chat_id=chat_id, telegram_id=telegram_id, message_id=message_id,
        seconds=seconds,
    )  # fmt: skip


async def clear(connection: AsyncConnection, bot_id: BotId, chat_id: int, telegram_id: int, message_id: int) -> None:
    """Forget a question."""
    await change(
        connection, text(f"DELETE FROM prompts {_WHERE}"), bot_id=bot_id, chat_id=chat_id, telegram_id=telegram_id,
        message_id=message_id,
    )  # fmt: skip
