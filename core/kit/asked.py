"""What people are being asked: kept where nothing is lost, for as long as an answer may come."""

from dataclasses import dataclass
from typing import Any

from core.kit.uow import UnitOfWork
from db.repositories import prompts
from db.types.ids import BotId, ShopId

OPEN_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a question stands: whom it asks, in which chat; in groups, in which message (0: a private chat)."""

    bot_id: BotId
    chat_id: int
    telegram_id: int
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for typed text: its state (`checkout.address`), what it is about, in which shop."""

    state: str
    about: dict[str, Any]
    of_shop: ShopId | None


class OpenQuestions:
    """The questions of all bots; they belong to chats, which shops may share."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def keep(self, spot: Spot, question: Question) -> None:
        """Keep a question in place of the one before it. Raises: Unavailable."""
        async with self._uow.platform() as connection:
            await prompts.ask(
                connection,
                spot.bot_id,
                spot.chat_id,
                spot.telegram_id,
                spot.message_id,
                of_shop=question.of_shop,
                state=question.state,
                about=question.about,
            )

    async def find(self, spot: Spot) -> Question | None:
        """Return the open question. Raises: Unavailable."""
        async with self._uow.platform() as connection:
            found = await prompts.current(
                connection, spot.bot_id, spot.chat_id, spot.telegram_id, spot.message_id, seconds=OPEN_SECONDS
            )
        return Question(found["state"], found["about"], found["shop_id"]) if found is not None else None

    async def drop(self, spot: Spot) -> None:
        """Forget a question. Raises: Unavailable."""
        async with self._uow.platform() as connection:
            await prompts.clear(connection, spot.bot_id, spot.chat_id, spot.telegram_id, spot.message_id)
