"""Fetch a file that somebody sent: through memory, with a limit."""

from io import BytesIO

from aiogram.exceptions import TelegramAPIError
from aiohttp import ClientError

from bot.fleet import Fleet
from core.shops.errors import PictureRefused
from db.types.ids import BotId

_LIMIT = 20 * 1024 * 1024


class Download:
    """Downloads files through a bot."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    async def __call__(self, bot_id: BotId, file_id: str) -> bytes:
        """Return the bytes. Raises: PictureRefused: too large or gone."""
        bot = await self._fleet.bot(bot_id)
        if bot is None:
            raise PictureRefused
        try:
            file = await bot.get_file(file_id)
            if file.file_path is None or (file.file_size or 0) > _LIMIT:
                raise PictureRefused
            out = BytesIO()
            await bot.download_file(file.file_path, out, timeout=30)
        except (TelegramAPIError, ClientError, TimeoutError) as error:
            raise PictureRefused from error
        return out.getvalue()
