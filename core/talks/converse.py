"""Conversations: a customer writes to the shop, staff answer; stored first, delivered after the commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission, allows
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.i18n.words import language_for
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.talks.errors import TooManyMessages
from core.talks.events import TalkChanged, TalkEdited, TalkSaid
from db.repositories import identity, orders, talks
from db.types.enums import Role, TalkState
from db.types.ids import BotId, OrderId, PersonId, ShopId, new_id

CUSTOMER, SHOP = "customer", "shop"
_A_MINUTE, _MOST_A_MINUTE = timedelta(minutes=1), 30
_QUEUE, _HISTORY = 20, 30


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it came: its kind, its words as Telegram HTML, and where it stands."""

    kind: str
    html: str
    chat_id: int
    message_id: int
    album: str | None = None


@dataclass(frozen=True, slots=True)
class TalkView:
    """A conversation as staff see it. `number` is the order's, None for one in general."""

    id: int
    person_id: PersonId
    telegram_id: int
    name: str
    username: str | None
    language: str
    bot_id: BotId
    order_id: OrderId | None
    number: int | None
    state: TalkState
    assigned_to: PersonId | None
    assigned_name: str | None
    answered_by: PersonId | None
    answered_name: str | None
    waiting_since: datetime | None
    changed_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "TalkView":
        """Build from a row of `db.repositories.talks`."""
        return cls(
            id=row["id"],
            person_id=row["person_id"],
            telegram_id=row["telegram_id"],
            name=row["first_name"],
            username=row["username"],
            language=language_for(row["language"], row["telegram_language"]),
            bot_id=row["bot_id"],
            order_id=row["order_id"],
            number=row["number"],
            state=TalkState(row["state"]),
            assigned_to=row["assigned_to"],
            assigned_name=row["assigned_name"],
            answered_by=row["answered_by"],
            answered_name=row["answered_name"],
            waiting_since=row["waiting_since"],
            changed_at=row["changed_at"],
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a conversation."""

    id: int
    side: str
    author: str
    kind: str
    html: str
    album: str | None
    chat_id: int
    message_id: int
    at: datetime
    edited: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Line":
        """Build from a row of `db.repositories.talks`."""
        return cls(
            id=row["id"],
            side=row["side"],
            author=row["author_name"],
            kind=row["kind"],
            html=row["text"],
            album=row["album"],
            chat_id=row["chat_id"],
            message_id=row["message_id"],
            at=row["at"],
            edited=row["edited_at"] is not None,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """What a message of the bot's belongs to: a conversation, or an order. `side`: who had written what it copies."""

    shop_id: ShopId
    talk_id: int | None
    order_id: OrderId | None
    side: str | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of the team who may answer customers."""

    person_id: PersonId
    name: str
    username: str | None


class Converse:
    """Everything people do in conversations."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def at(self, bot_id: BotId, chat_id: int, message_id: int) -> Place | None:
        """Return what a message of the bot's belongs to; None: no conversation and no order."""
        async with self._uow.platform() as connection:
            row = await talks.at_message(connection, bot_id, chat_id, message_id)
        return Place(ShopId(row["shop_id"]), row["talk_id"], row["order_id"], row["side"]) if row else None

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────

    async def say(self, actor: Actor, bot_id: BotId, order_id: OrderId | None, said: Said) -> bool:
        """A customer writes about their order, or in general; False: this message is kept already.

        Raises:
            NotFound: not their order. TooManyMessages.
        """
        now = self._clock.now()
        async with self._uow(actor.shop_id) as tx:
            if order_id is not None:
                order = await orders.order(tx.connection, tx.shop_id, order_id)
                if order is None or order["person_id"] != actor.person_id:
                    raise NotFound
            lately = await talks.said_since(tx.connection, tx.shop_id, actor.person_id, now - _A_MINUTE)
            if lately >= _MOST_A_MINUTE:
                raise TooManyMessages
            talk_id = await self._talk_of(tx, actor.person_id, order_id, bot_id)
            talk = await _talk(tx, talk_id)
            if not await self._write(tx, actor, talk_id, CUSTOMER, bot_id, said):
                return False
            await _stands(tx, talk, state=TalkState.OPEN, waiting_since=talk.waiting_since or now)
            return True

    async def order_of(self, actor: Actor, talk_id: int) -> OrderId | None:
        """Return the order that a conversation of one's own is about. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            talk = await _talk(tx, talk_id, lock=False)
        if talk.person_id != actor.person_id:
            raise NotFound
        return talk.order_id

    async def answer(self, actor: Actor, bot_id: BotId, talk_id: int, said: Said) -> bool:
        """Somebody of the shop answers; False: this message is kept already. Raises: Forbidden, NotFound."""
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            return await self._answer(tx, actor, bot_id, talk_id, said)

    async def answer_order(self, actor: Actor, bot_id: BotId, order_id: OrderId, said: Said) -> bool:
        """Somebody of the shop writes to the buyer of an order. Raises: Forbidden, NotFound."""
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id)
            if order is None:
                raise NotFound
            talk_id = await self._talk_of(tx, order["person_id"], order_id, order["bot_id"] or bot_id)
            return await self._answer(tx, actor, bot_id, talk_id, said)

    async def _answer(self, tx: Transaction, actor: Actor, bot_id: BotId, talk_id: int, said: Said) -> bool:
        talk = await _talk(tx, talk_id)
        if not await self._write(tx, actor, talk_id, SHOP, bot_id, said):
            return False
        taken_by = talk.assigned_to or actor.person_id
        await _stands(
            tx, talk, state=TalkState.OPEN, waiting_since=None, assigned_to=taken_by, answered_by=actor.person_id
        )
        return True

    async def edited(self, bot_id: BotId, chat_id: int, message_id: int, html: str) -> bool:
        """Somebody changed the words of a message; False: it is in no conversation."""
        async with self._uow.platform() as connection:
            found = await talks.edit_message(connection, bot_id, chat_id, message_id, html)
        if found is None:
            return False
        shop_id = ShopId(found["shop_id"])
        async with self._uow(shop_id) as tx:
            tx.tell(TalkEdited(shop_id, found["talk_id"], found["id"]))
        return True

    # ── looking after it ─────────────────────────────────────────────────────────────────────────────────

    async def queue(self, actor: Actor) -> list[TalkView]:
        """Return the open conversations, who waits longest first. Raises: Forbidden."""
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            return [TalkView.of(row) for row in await talks.waiting_talks(tx.connection, tx.shop_id, _QUEUE)]

    async def history(self, actor: Actor, talk_id: int) -> tuple[TalkView, list[Line]]:
        """Return a conversation with its latest messages, oldest first. Raises: Forbidden, NotFound."""
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            talk = await _talk(tx, talk_id, lock=False)
            found = await talks.last_messages(tx.connection, tx.shop_id, talk_id, _HISTORY)
        return talk, [Line.of(row) for row in reversed(found)]

    async def take(self, actor: Actor, talk_id: int) -> TalkView:
        """Look after a conversation oneself. Raises: Forbidden, NotFound."""
        return await self._change(actor, talk_id, assigned_to=actor.person_id)

    async def colleagues(self, actor: Actor, talk_id: int) -> tuple[TalkView, list[Colleague]]:
        """Return a conversation and who may look after it. Raises: Forbidden, NotFound."""
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            return await _talk(tx, talk_id, lock=False), await _colleagues(tx)

    async def assign(self, actor: Actor, talk_id: int, person_id: PersonId) -> TalkView:
        """Give a conversation to a member of the team who may answer.

        Raises:
            Forbidden. NotFound: no such conversation, or nobody of the team who may answer.
        """
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            chosen = next((one for one in await _colleagues(tx) if one.person_id == person_id), None)
            if chosen is None:
                raise NotFound
            talk = await _talk(tx, talk_id)
            if talk.assigned_to != person_id:
                await _stands(tx, talk, assigned_to=person_id)
                await record(tx, self._clock, actor, "talk.assigned", chosen.name)
                tx.tell(TalkChanged(tx.shop_id, talk_id))
            return await _talk(tx, talk_id)

    async def close(self, actor: Actor, talk_id: int) -> TalkView:
        """Nothing more is to be said; the customer's next word opens it again. Raises: Forbidden, NotFound."""
        return await self._change(actor, talk_id, state=TalkState.CLOSED, waiting_since=None)

    async def reopen(self, actor: Actor, talk_id: int) -> TalkView:
        """Open it again. Raises: Forbidden, NotFound."""
        return await self._change(actor, talk_id, state=TalkState.OPEN)

    async def _change(self, actor: Actor, talk_id: int, **changed: Any) -> TalkView:
        actor.need(Permission.ANSWER_CUSTOMERS)
        async with self._uow(actor.shop_id) as tx:
            talk = await _talk(tx, talk_id)
            await _stands(tx, talk, **changed)
            tx.tell(TalkChanged(tx.shop_id, talk_id))
            return await _talk(tx, talk_id)

    @staticmethod
    async def _talk_of(tx: Transaction, person_id: PersonId, order_id: OrderId | None, bot_id: BotId) -> int:
        return await talks.open_talk(
            tx.connection, tx.shop_id, talk_id=new_id(), person_id=person_id, order_id=order_id, bot_id=bot_id
        )

    async def _write(self, tx: Transaction, actor: Actor, talk_id: int, side: str, bot_id: BotId, said: Said) -> bool:
        message_id = new_id()
        written = {
            "id": message_id,
            "talk_id": talk_id,
            "side": side,
            "author_id": actor.person_id,
            "kind": said.kind,
            "text": said.html,
            "album": said.album,
            "bot_id": bot_id,
            "chat_id": said.chat_id,
            "message_id": said.message_id,
            "at": self._clock.now(),
        }
        if not await talks.write_message(tx.connection, tx.shop_id, written):
            return False
        tx.tell(TalkSaid(tx.shop_id, talk_id, message_id))
        return True


async def _talk(tx: Transaction, talk_id: int, *, lock: bool = True) -> TalkView:
    row = await talks.talk(tx.connection, tx.shop_id, talk_id, lock=lock)
    if row is None:
        raise NotFound
    return TalkView.of(row)


async def _colleagues(tx: Transaction) -> list[Colleague]:
    staff = await identity.staff_of(tx.connection, tx.shop_id)
    return [
        Colleague(row["person_id"], row["first_name"], row["username"])
        for row in staff
        if allows(Role(row["role"]), Permission.ANSWER_CUSTOMERS)
    ]


async def _stands(tx: Transaction, talk: TalkView, **changed: Any) -> None:
    now = {
        "state": talk.state,
        "assigned_to": talk.assigned_to,
        "answered_by": talk.answered_by,
        "waiting_since": talk.waiting_since,
    }
    await talks.set_talk(tx.connection, tx.shop_id, talk.id, **{**now, **changed})
