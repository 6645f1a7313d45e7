"""Live cards of returns: which message in which chat shows which return."""

from collections.abc import Sequence

from core.auth.actor import Actor
from core.kit.uow import UnitOfWork
from core.notifications.cards import CUSTOMER, Card
from db.repositories import messaging, returns
from db.types.ids import BotId, ShopId


class KeepReturnCard:
    """Remembers live cards of returns. A message is the card of one thing: it is no order's any more."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, return_id: int, bot_id: BotId, chat_id: int, message_id: int) -> int | None:
        """The buyer looks at their return in this message now; return the message that was its card before."""
        async with self._uow(actor.shop_id) as tx:
            found = await returns.one(tx.connection, tx.shop_id, return_id)
            if found is None or found["person_id"] != actor.person_id:
                return None
            await messaging.forget_message(tx.connection, tx.shop_id, chat_id, message_id)
            return await returns.keep_card(
                tx.connection,
                tx.shop_id,
                return_id,
                chat_id=chat_id,
                audience=CUSTOMER,
                bot_id=bot_id,
                message_id=message_id,
                language=actor.language,
            )

    async def keep(self, shop_id: ShopId, return_id: int, card: Card) -> int | None:
        """Write a card that the house itself sent; return the message that was it before."""
        async with self._uow(shop_id) as tx:
            return await returns.keep_card(
                tx.connection,
                shop_id,
                return_id,
                chat_id=card.chat_id,
                audience=card.audience,
                bot_id=card.bot_id,
                message_id=card.message_id,
                language=card.language,
            )

    async def of_return(self, shop_id: ShopId, return_id: int) -> Sequence[Card]:
        """Return a return's live cards."""
        async with self._uow(shop_id) as tx:
            found = await returns.cards(tx.connection, shop_id, return_id)
        return [
            Card(row["chat_id"], row["audience"], row["bot_id"], row["message_id"], row["language"]) for row in found
        ]
