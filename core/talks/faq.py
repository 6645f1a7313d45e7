"""Ready answers: staff write them, customers find them by what they type."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.talks.errors import MessageTooLong, TooManyAnswers
from db.repositories import faq
from db.types.ids import ShopId, new_id

MOST, QUESTION_LIMIT, ANSWER_LIMIT, KEYWORDS_LIMIT = 50, 120, 2000, 300
LIMITS = {"question": QUESTION_LIMIT, "answer": ANSWER_LIMIT, "keywords": KEYWORDS_LIMIT}
_TYPED = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer by language; answers are Telegram HTML."""

    id: int
    position: int
    question: dict[str, str]
    answer: dict[str, str]
    keywords: dict[str, str]
    helped: int
    not_helped: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Entry":
        """Build from a row of `db.repositories.faq`."""
        return cls(**{name: row[name] for name in cls.__slots__})


class Answers:
    """What customers ask."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def all(self, shop_id: ShopId) -> list[Entry]:
        """Return every question."""
        async with self._uow(shop_id) as tx:
            return [Entry.of(row) for row in await faq.entries(tx.connection, shop_id)]

    async def one(self, shop_id: ShopId, entry_id: int) -> Entry:
        """Return a question with its answer. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            return await _entry(tx, entry_id)

    async def best(self, shop_id: ShopId, typed: str) -> Entry | None:
        """Return what answers the typed words best, None when nothing does."""
        async with self._uow(shop_id) as tx:
            row = await faq.best(tx.connection, shop_id, " ".join(typed.split())[:_TYPED])
        return Entry.of(row) if row is not None else None

    async def vote(self, actor: Actor, entry_id: int, *, helped: bool) -> None:
        """Say whether an answer helped; the last word of each person counts, once. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not await faq.vote(tx.connection, tx.shop_id, entry_id, actor.person_id, helped=helped):
                raise NotFound


class WriteAnswers:
    """What staff write."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor) -> list[Entry]:
        """Return every entry. Raises: Forbidden."""
        actor.need(Permission.CHANGE_ANSWERS)
        async with self._uow(actor.shop_id) as tx:
            return [Entry.of(row) for row in await faq.entries(tx.connection, tx.shop_id)]

    async def one(self, actor: Actor, entry_id: int) -> Entry:
        """Return one entry. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_ANSWERS)
        async with self._uow(actor.shop_id) as tx:
            return await _entry(tx, entry_id)

    async def add(self, actor: Actor, language: str, question: str, answer: str) -> int:
        """Add a question with its answer. Raises: Forbidden, BadInput, MessageTooLong, TooManyAnswers."""
        actor.need(Permission.CHANGE_ANSWERS)
        texts = {"question": _checked("question", question), "answer": _checked("answer", answer)}
        entry_id = new_id()
        async with self._uow(actor.shop_id) as tx:
            if len(await faq.entries(tx.connection, tx.shop_id)) >= MOST:
                raise TooManyAnswers(limit=MOST)
            given = {name: {language: text} for name, text in texts.items()}
            await faq.add_entry(tx.connection, tx.shop_id, entry_id, **given)
            await record(tx, self._clock, actor, "faq.added", question[:60])
        return entry_id

    async def write(self, actor: Actor, entry_id: int, field: str, language: str, typed: str) -> None:
        """Write the question, the answer or the keywords in a language. Raises: as `add`; NotFound."""
        actor.need(Permission.CHANGE_ANSWERS)
        if field not in LIMITS:
            raise NotFound
        typed = _checked(field, typed)
        async with self._uow(actor.shop_id) as tx:
            found = await _entry(tx, entry_id, lock=True)
            texts = {"question": found.question, "answer": found.answer, "keywords": found.keywords}
            texts[field] = {**texts[field], language: typed}
            await faq.set_entry(tx.connection, tx.shop_id, entry_id, position=found.position, **texts)
            await record(tx, self._clock, actor, f"faq.{field}", typed[:60])

    async def move(self, actor: Actor, entry_id: int, *, up: bool) -> None:
        """Change places with the neighbour above or below. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_ANSWERS)
        async with self._uow(actor.shop_id) as tx:
            await _entry(tx, entry_id, lock=True)
            order = [Entry.of(row) for row in await faq.entries(tx.connection, tx.shop_id)]
            at = next(place for place, one in enumerate(order) if one.id == entry_id)
            there = at - 1 if up else at + 1
            if not 0 <= there < len(order):
                return
            order[at], order[there] = order[there], order[at]
            for position, one in enumerate(order, 1):
                if one.position != position:
                    texts = {"question": one.question, "answer": one.answer, "keywords": one.keywords}
                    await faq.set_entry(tx.connection, tx.shop_id, one.id, position=position, **texts)

    async def remove(self, actor: Actor, entry_id: int) -> None:
        """Delete an entry. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_ANSWERS)
        async with self._uow(actor.shop_id) as tx:
            found = await _entry(tx, entry_id, lock=True)
            await faq.remove_entry(tx.connection, tx.shop_id, entry_id)
            await record(tx, self._clock, actor, "faq.removed", next(iter(found.question.values()), "")[:60])


async def _entry(tx: Transaction, entry_id: int, *, lock: bool = False) -> Entry:
    row = await faq.entry(tx.connection, tx.shop_id, entry_id, lock=lock)
    if row is None:
        raise NotFound
    return Entry.of(row)


def _checked(field: str, typed: str) -> str:
    text = typed.strip()
    if not any(letter.isalnum() for letter in text):
        raise BadInput(example="/faq")
    if len(text) > LIMITS[field]:
        raise MessageTooLong(limit=LIMITS[field])
    return text
