"""The right to copy each message of a conversation into a chat, given once; and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.kit.errors import NotFound
from core.kit.uow import UnitOfWork
from core.talks.converse import Line, TalkView
from db.repositories import talks
from db.types.ids import ShopId

CARD = 0  # stands for the card of a conversation, where a message's id would


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy (or the card) in a chat. `message_id` None: it is being sent, or nobody knows."""

    chat_id: int
    thread_id: int | None
    message_id: int | None
    language: str


class DeliverTalks:
    """The worker's half of conversations."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def talk(self, shop_id: ShopId, talk_id: int) -> TalkView:
        """Return a conversation as it stands. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            row = await talks.talk(tx.connection, shop_id, talk_id)
        if row is None:
            raise NotFound
        return TalkView.of(row)

    async def message(self, shop_id: ShopId, talk_message_id: int) -> Line:
        """Return a message. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            row = await talks.talk_message(tx.connection, shop_id, talk_message_id)
        if row is None:
            raise NotFound
        return Line.of(row)

    async def album(self, shop_id: ShopId, talk_id: int, album: str) -> list[Line]:
        """Return the messages of an album."""
        async with self._uow(shop_id) as tx:
            return [Line.of(row) for row in await talks.album_messages(tx.connection, shop_id, talk_id, album)]

    async def claim(self, shop_id: ShopId, talk_id: int, talk_message_id: int, where: Copy) -> bool:
        """Take the right to send; False: somebody sent it, or was cut off at it."""
        async with self._uow(shop_id) as tx:
            return await talks.claim_copy(
                tx.connection,
                shop_id,
                talk_id,
                talk_message_id,
                chat_id=where.chat_id,
                thread_id=where.thread_id,
                language=where.language,
            )

    async def close(
        self, shop_id: ShopId, talk_id: int, talk_message_id: int, chat_id: int, state: str, message_id: int | None
    ) -> None:
        """Write what became of it: `sent`, `failed`, `unknown`."""
        async with self._uow(shop_id) as tx:
            await talks.close_copy(
                tx.connection, shop_id, talk_id, talk_message_id, chat_id, state=state, message_id=message_id
            )

    async def release(self, shop_id: ShopId, talk_id: int, talk_message_id: int, chat_id: int) -> None:
        """Give the right back: for certain nothing was sent."""
        async with self._uow(shop_id) as tx:
            await talks.release_copy(tx.connection, shop_id, talk_id, talk_message_id, chat_id)

    async def copies(self, shop_id: ShopId, talk_id: int, talk_message_id: int) -> Sequence[Copy]:
        """Return where a message, or the card, stands."""
        async with self._uow(shop_id) as tx:
            found = await talks.copies(tx.connection, shop_id, talk_id, talk_message_id)
        return [Copy(row["chat_id"], row["thread_id"], row["message_id"], row["language"]) for row in found]

    async def in_doubt(self, shop_id: ShopId, talk_id: int) -> int:
        """Return how many messages may not have arrived."""
        async with self._uow(shop_id) as tx:
            return await talks.in_doubt(tx.connection, shop_id, talk_id)
