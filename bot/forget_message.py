"""Delete a message that carries a secret, such as a bot token."""

import contextlib

from aiogram.exceptions import TelegramAPIError

from bot.fleet import Fleet
from bot.turn import Turn


class ForgetMessage:
    """Deletes the message a turn came from."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    async def __call__(self, turn: Turn) -> None:
        """Delete it; a bot without the right to delete leaves it where it is."""
        bot = await self._fleet.bot(turn.bot_id)
        if bot is not None and turn.source_message_id is not None:
            with contextlib.suppress(TelegramAPIError):
                await bot.delete_message(turn.chat_id, turn.source_message_id)
