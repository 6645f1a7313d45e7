"""Calls of the Bot API that money needs, by the bot they are made through; tokens stay in here."""

from typing import Any, Protocol

import structlog

from core.shops.open_shop import Bots
from db.types.ids import BotId
from payments.http import ProviderHttp
from payments.protocol import ProviderDown

log = structlog.get_logger(__name__)


class BotRefused(Exception):
    """Telegram answered no. Certain; `description` is Telegram's own."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description


class BotCalls(Protocol):
    """Calls a method of the Bot API through one of our bots."""

    async def __call__(self, bot_id: BotId, method: str, **params: Any) -> Any:
        """Return the method's result.

        Raises:
            BotRefused: certain, nothing was done.
            ProviderDown: nobody knows whether it was.
        """
        ...


class TelegramCalls:
    """The real ones."""

    def __init__(self, bots: Bots, http: ProviderHttp, api_url: str) -> None:
        self._bots = bots
        self._http = http
        self._api_url = api_url

    async def __call__(self, bot_id: BotId, method: str, **params: Any) -> Any:
        """Call a method. Raises: BotRefused, ProviderDown."""
        token = await self._bots.token_of(bot_id)
        if token is None:
            raise BotRefused(401, "the bot is not ours, or its token cannot be opened")
        # The address carries the token: it is never part of a message.
        answer = await self._http.call("telegram", "POST", f"{self._api_url}/bot{token}/{method}", json=params)
        if answer.field("ok") is True:
            return answer.field("result")
        description = answer.field("description")
        if not isinstance(description, str):
            msg = f"telegram {method}: HTTP {answer.status} is not Telegram's"
            raise ProviderDown(msg)
        log.info("telegram.refused", method=method, status=answer.status, why=description[:200])
        raise BotRefused(answer.status, description)
