"""Live cards: which message in which chat shows which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.auth.actor import Actor
from core.kit.uow import UnitOfWork
from db.repositories import identity, messaging, money, orders
from db.types.enums import Role
from db.types.ids import BotId, EventId, OrderId, PersonId, ShopId

CUSTOMER, STAFF = "customer", "staff"


@dataclass(frozen=True, slots=True)
class Card:
    """A message that shows an order. `message_id` None: its sending was cut off."""

    chat_id: int
    audience: str
    bot_id: BotId
    message_id: int | None
    language: str
    # The forum topic it is sent to.
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff who can be told."""

    telegram_id: int
    role: Role
    language: str | None
    telegram_language: str | None
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class PayMessage:
    """A message with a pay button. `paid`: the one that brought the money."""

    chat_id: int
    message_id: int
    paid: bool


class KeepCard:
    """Remembers live cards."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, order_id: int, bot_id: BotId, chat_id: int, message_id: int) -> int | None:
        """The buyer looks at their order in this message now; return the message that was its card before."""
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, OrderId(order_id))
            if order is None or order["person_id"] != actor.person_id:
                return None
            # What else it showed before, it shows no more.
            await messaging.forget_message(tx.connection, tx.shop_id, chat_id, message_id)
            return await messaging.keep_card(
                tx.connection,
                tx.shop_id,
                OrderId(order_id),
                chat_id=chat_id,
                audience=CUSTOMER,
                bot_id=bot_id,
                message_id=message_id,
                language=actor.language,
            )

    async def keep(self, shop_id: ShopId, order_id: int, card: Card) -> int | None:
        """Write a card that the house itself sent; return the message that was it before."""
        async with self._uow(shop_id) as tx:
            return await messaging.keep_card(
                tx.connection,
                shop_id,
                OrderId(order_id),
                chat_id=card.chat_id,
                audience=card.audience,
                bot_id=card.bot_id,
                message_id=card.message_id,
                language=card.language,
            )

    async def forget(self, shop_id: ShopId, chat_id: int, message_id: int) -> None:
        """The message shows something else now."""
        async with self._uow(shop_id) as tx:
            await messaging.forget_message(tx.connection, shop_id, chat_id, message_id)

    async def of_order(self, shop_id: ShopId, order_id: int) -> Sequence[Card]:
        """Return an order's live cards."""
        async with self._uow(shop_id) as tx:
            found = await messaging.cards(tx.connection, shop_id, OrderId(order_id))
        return [
            Card(row["chat_id"], row["audience"], row["bot_id"], row["message_id"], row["language"]) for row in found
        ]

    async def staff_moved(self, shop_id: ShopId, old_chat: int, new_chat: int) -> None:
        """Telegram gave the staff group another id: orders go there from now on."""
        async with self._uow(shop_id) as tx:
            await messaging.move_staff_chat(tx.connection, shop_id, old_chat, new_chat)

    async def colleagues(self, shop_id: ShopId) -> Sequence[Colleague]:
        """Return the shop's staff."""
        async with self._uow(shop_id) as tx:
            found = await identity.staff_of(tx.connection, shop_id)
        return [
            Colleague(
                row["telegram_id"], Role(row["role"]), row["language"], row["telegram_language"], row["person_id"]
            )
            for row in found
        ]

    async def pay_messages(self, shop_id: ShopId, order_id: int) -> Sequence[PayMessage]:
        """Return the pay messages of an order, for finalising."""
        async with self._uow(shop_id) as tx:
            found = await money.intents_of(tx.connection, shop_id, OrderId(order_id))
        return [
            PayMessage(row["chat_id"], row["message_id"], row["state"] == "captured")
            for row in found
            if row["message_id"] is not None
        ]

    async def pay_message_gone(self, shop_id: ShopId, gone: PayMessage) -> None:
        """The pay message was removed: it is not removed again at every event to come."""
        async with self._uow(shop_id) as tx:
            await money.forget_pay_message(tx.connection, shop_id, gone.chat_id, gone.message_id)


class Right(StrEnum):
    """Whether a chat may be told of an event now."""

    OURS = "ours"
    SPENT = "spent"  # told, or nobody knows whether it was
    BARRED = "barred"  # the chat could not be written to
    OPEN = "open"  # somebody is at it, or was cut off at it


class TellOnce:
    """The right to tell a chat of an event, given once: at most one message per event and chat."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def claim(
        self, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str, *, again_after: int | None = None
    ) -> Right:
        """Take the right. With `again_after`, one of which nothing was heard for so many seconds is taken over."""
        async with self._uow(shop_id) as tx:
            if await messaging.claim_notification(tx.connection, shop_id, event_id, chat_id, kind):
                return Right.OURS
            if again_after is not None and await messaging.claim_notification_again(
                tx.connection, shop_id, event_id, chat_id, kind, seconds=again_after
            ):
                return Right.OURS
            state = await messaging.notification_state(tx.connection, shop_id, event_id, chat_id, kind)
        return {"skipped": Right.BARRED, "claimed": Right.OPEN}.get(state or "", Right.SPENT)

    async def close(self, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str, state: str) -> None:
        """Record what became of it: `sent`, `failed`, `skipped`."""
        async with self._uow(shop_id) as tx:
            await messaging.close_notification(tx.connection, shop_id, event_id, chat_id, kind, state)

    async def release(self, shop_id: ShopId, event_id: EventId, chat_id: int, kind: str) -> None:
        """Give the right back: it is certain that nothing was sent."""
        async with self._uow(shop_id) as tx:
            await messaging.release_notification(tx.connection, shop_id, event_id, chat_id, kind)
