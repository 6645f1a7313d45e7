"""Fetch a file that somebody sent: through memory, a piece at a time, and no further than the limit."""

from io import BytesIO
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiohttp import ClientError

from bot.fleet import Fleet
from core.shops.errors import PictureRefused
from db.types.ids import BotId

_LIMIT = 20 * 1024 * 1024


class _TooLarge(Exception):
    """More arrived than was promised, or than is taken."""


class _Limited(BytesIO):
    """Takes so many bytes and no more, whatever the sender said the size would be."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, piece: Any) -> int:
        self._left -= len(piece)
        if self._left < 0:
            raise _TooLarge
        return super().write(piece)


class Download:
    """Downloads files through a bot."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    async def __call__(self, bot_id: BotId, file_id: str, limit: int = _LIMIT) -> bytes:
        """Return the bytes. Raises: PictureRefused: too large or gone."""
        bot = await self._fleet.bot(bot_id)
        if bot is None:
            raise PictureRefused
        try:
            file = await bot.get_file(file_id)
            if file.file_path is None or (file.file_size or 0) > limit:
                raise PictureRefused
            out = _Limited(limit)
            await bot.download_file(file.file_path, out, timeout=30)
        except (TelegramAPIError, ClientError, TimeoutError, _TooLarge) as error:
            raise PictureRefused from error
        return out.getvalue()
